//! One synthetic person's weeks under each arm, watched from outside.
//!
//! A life is not kept by any run: it is made anew by simulating the person's county once more, which gives the
//! same weeks to the last bit. Watching reads the county's state at the end of each week and changes nothing.
//! The person is a number; there is nothing in it but draws.

pub mod event;
mod everybody;
mod grounds;
mod json;
pub mod layout;
pub mod portrait;
pub mod story;
mod strip;
#[cfg(test)]
mod tests;
mod trace;
mod words;

use crate::county::Glance;
use crate::experiment::Ready;
use crate::measure::totals::CAUSES;
use crate::regime::force::Force;
use crate::society::Rights;
use event::Event;
pub use everybody::{Found, Sort, find};
pub use json::json;
pub use layout::{Style, balance as balance_in_words, render};
pub use portrait::Portrait;
use trace::Trace;
pub use words::{portrait as portrait_in_words, sentence};

/// One person of one county under each arm of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    /// The county.
    pub county: u32,
    /// The person's number in it.
    pub person: u32,
    /// Seed of the people.
    pub seed: u64,
    /// Seed of their luck.
    pub luck: u64,
    /// Weeks that are run first and enter no sum; events of them are told too.
    pub warm_up: u32,
    /// Weeks in all, those of the warm-up among them.
    pub weeks: u32,
    /// Who they are, before any regime.
    pub portrait: Portrait,
    /// Names of the kinds of conduct.
    pub kinds: Vec<String>,
    /// Names of the rights.
    pub rights: Vec<String>,
    /// Their weeks under each arm, in the plan's order.
    pub arms: Vec<LifeArm>,
}

/// A person's weeks under one arm.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeArm {
    /// The regime's name.
    pub name: String,
    /// Ordinary law alone.
    pub none: bool,
    /// Whether the regime covers the person.
    pub covered: bool,
    /// Whether the person has a score.
    pub scored: bool,
    /// The weeks in which the regime is in force in the county.
    pub force: Force,
    /// The regime's sanctions.
    pub sanctions: Vec<SanctionName>,
    /// Names of its privileges.
    pub privileges: Vec<String>,
    /// Week by week.
    pub weekly: Weekly,
    /// What happened, in order of weeks.
    pub events: Vec<Event>,
    /// What they did and what was recorded, by kind of conduct.
    pub conduct: Vec<Conduct>,
    /// What was lost, by right.
    pub losses: Vec<Loss>,
    /// Weeks with any right lost.
    pub restricted_weeks: u32,
    /// Appeals: filed, decided, upheld, refused though the ground was wrong.
    pub appeals: [u32; 4],
    /// Friendships cut.
    pub ties_cut: u32,
    /// The score at the end, split up.
    pub balance: Balance,
}

/// A sanction as sentences need it.
#[derive(Clone, Debug, PartialEq)]
pub struct SanctionName {
    /// Its name.
    pub name: String,
    /// The score below which it falls, in points.
    pub below: Option<f64>,
    /// The rights that it takes; others are closed by private actors.
    pub takes: Rights,
}

/// Columns with one entry for each week.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weekly {
    /// Score shown in 256ths of a point; empty for those without.
    pub score: Vec<i32>,
    /// Rights lost.
    pub lost: Vec<Rights>,
    /// What they say: one of [`crate::society::expression::expressed`].
    pub says: Vec<u8>,
    /// Knows of the regime.
    pub aware: Vec<bool>,
    /// Fear in 65,536ths.
    pub fear: Vec<u16>,
    /// Conscience in 65,536ths.
    pub conscience: Vec<u16>,
    /// Holds a privilege.
    pub favoured: Vec<bool>,
}

/// One kind of conduct over the counted weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Conduct {
    /// Acts where a regime may look.
    pub in_view: u32,
    /// Acts in private places.
    pub private: u32,
    /// True records.
    pub recorded: u32,
    /// Records of what never happened.
    pub falsely: u32,
    /// Lawful acts done under `none` and not here.
    pub forgone: u32,
    /// Lawful acts done here and not under `none`.
    pub compelled: u32,
    /// Lawful acts done under `none` whose occasion was taken here.
    pub prevented: u32,
    /// What true and false records are worth at the end, in 256ths of a point.
    pub worth: [i64; 2],
}

/// One right over the counted weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Weeks lost.
    pub weeks: u32,
    /// The same shared among causes, in units of [`crate::measure::totals::UNITS_PER_WEEK`].
    pub units: [i64; CAUSES],
    /// Demands refused.
    pub refused: u32,
}

/// What a score is made of at the end, in 256ths of a point; before it is cut to floor and ceiling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// The own start.
    pub start: i64,
    /// What records are worth.
    pub records: i64,
    /// What ties take off.
    pub association: i64,
    /// The score shown.
    pub shown: i64,
}

impl LifeArm {
    /// Right-weeks lost.
    pub fn right_weeks(&self) -> u32 {
        self.losses.iter().map(|loss| loss.weeks).sum()
    }

    /// Right-weeks by cause, in units.
    pub fn units(&self) -> [i64; CAUSES] {
        std::array::from_fn(|cause| self.losses.iter().map(|loss| loss.units[cause]).sum())
    }

    /// Demands refused.
    pub fn refused(&self) -> u32 {
        self.losses.iter().map(|loss| loss.refused).sum()
    }

    /// Counted weeks in which they said each of the three.
    pub fn said(&self, warm_up: u32) -> [u32; 3] {
        let mut weeks = [0; 3];
        self.weekly.says.iter().skip(warm_up as usize).for_each(|&says| weeks[usize::from(says)] += 1);
        weeks
    }
}

/// The lives of some people of one county while it runs.
struct Watcher<'a> {
    ready: &'a Ready<'a>,
    county: u32,
    /// In order.
    people: Vec<u32>,
    portraits: Vec<Portrait>,
    /// `[timeline][person]`
    traces: Vec<Vec<Trace>>,
}

impl<'a> Watcher<'a> {
    fn new(ready: &'a Ready<'a>, county: u32, people: Vec<u32>) -> Watcher<'a> {
        let timelines = ready.timelines().iter().max().map_or(1, |last| last + 1);
        let traces = (0..timelines).map(|_| Vec::new()).collect();
        Watcher { ready, county, people, portraits: Vec::new(), traces }
    }

    fn look(&mut self, glance: Glance<'_>) {
        if self.portraits.is_empty() {
            let usual = portrait::usual_harm(glance.population, glance.rules);
            let draw = |&i: &u32| Portrait::of(glance.population, glance.rules, usual, i as usize);
            self.portraits = self.people.iter().map(draw).collect();
        }
        let traces = &mut self.traces[glance.timeline];
        if traces.is_empty() {
            traces.extend(self.people.iter().map(|&i| Trace::new(&glance, i as usize)));
        }
        let mut notes = vec![Vec::new(); self.people.len()];
        for (i, note) in glance.state.notes.iter().flatten() {
            if let Ok(at) = self.people.binary_search(i) {
                notes[at].push(note);
            }
        }
        let warm_up = self.ready.plan().warm_up;
        for (trace, notes) in traces.iter_mut().zip(&notes) {
            trace.week(&glance, notes, glance.week >= warm_up);
        }
    }

    /// The lives, in order of people.
    fn lives(self) -> Vec<Life> {
        let plan = self.ready.plan();
        let life = |(at, (&person, portrait)): (usize, (&u32, &Portrait))| {
            let arms = plan.arms.iter().zip(self.ready.timelines());
            let arms = arms.map(|(regime, &timeline)| self.traces[timeline][at].told(regime)).collect();
            Life {
                county: self.county,
                person,
                seed: plan.seed,
                luck: plan.luck,
                warm_up: plan.warm_up,
                weeks: plan.warm_up + plan.weeks,
                portrait: portrait.clone(),
                kinds: plan.society.kinds.iter().map(|kind| kind.name.clone()).collect(),
                rights: plan.society.rights.iter().map(|right| right.name.clone()).collect(),
                arms,
            }
        };
        self.people.iter().zip(&self.portraits).enumerate().map(life).collect()
    }
}

/// The life of `person` in county `county` under each arm of a plan; `none` if `tick` stops it.
///
/// # Panics
/// If the county has fewer people.
pub fn of(ready: &Ready<'_>, county: u32, person: u32, tick: &mut dyn FnMut(u64) -> bool) -> Option<Life> {
    assert!(person < ready.plan().county_size, "the county has fewer people");
    let mut watcher = Watcher::new(ready, county, vec![person]);
    ready.looked_at(county, &mut |glance| watcher.look(glance), tick)?;
    watcher.lives().pop()
}
