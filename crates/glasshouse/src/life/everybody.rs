//! Everybody of a county in a few numbers each, to find people whose lives tell something.

use super::grounds;
use crate::county::Glance;
use crate::experiment::Ready;
use crate::measure::totals::{CAUSES, UNITS_PER_WEEK};
use crate::society::expression::expressed;
use crate::society::people::flag;
use crate::summary::number::grouped;
use crate::week::cause::{ASSOCIATION, FALSE_RECORD, HOUSEHOLD, each};
use crate::week::losses::Ground;
use crate::week::note::Note;

/// How many people are named.
const NAMED: usize = 5;

/// What to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The most lost that is not for anything they did.
    Undeserved,
    /// Lost rights through their ties alone.
    AssociationOnly,
    /// Against the regime, never sanctioned, and silent where they would have spoken under `none`.
    Silent,
    /// Freed by an appeal.
    FreedByAppeal,
    /// The most lost through the household.
    Household,
    /// The most lost to records of what never happened.
    FalseRecord,
    /// The longest time without some right.
    Longest,
    /// The most friendships cut.
    LostFriends,
}

/// Somebody found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The person.
    pub person: u32,
    /// The arm in which it is so, by its place in the plan.
    pub arm: usize,
    /// What is told of them, in words.
    pub why: String,
}

/// A person under one arm.
#[derive(Clone, Copy, Debug, Default)]
struct Sketch {
    right_weeks: u32,
    units: [i64; CAUSES],
    upheld: u32,
    /// Of these, with a ground that was wrong.
    upheld_wrong: u32,
    /// Weeks without some right, up to now and without a gap; and the most of them.
    spell: [u32; 2],
    ties_cut: u32,
    /// Weeks in which the person does not speak against the regime.
    quiet: u32,
}

/// What is noted of everybody while the county runs.
#[derive(Debug, Default)]
struct Sketches {
    /// `[timeline][person]`
    all: Vec<Vec<Sketch>>,
    /// Adults privately against.
    opposed: Vec<bool>,
    /// `[timeline][person]` Whom the regime covers.
    covered: Vec<Vec<bool>>,
}

impl Sketches {
    fn look(&mut self, glance: &Glance<'_>, counted: bool) {
        let (state, people) = (glance.state, &glance.population.people);
        if self.opposed.is_empty() {
            self.opposed =
                (0..people.len()).map(|i| people.is(i, flag::ADULT) && people.position[i] < 0).collect();
        }
        if self.all.len() <= glance.timeline {
            self.all.push(vec![Sketch::default(); people.len()]);
            self.covered.push(state.scope.clone());
        }
        if !counted {
            return;
        }
        let sketches = &mut self.all[glance.timeline];
        let notes = state.notes.as_deref().unwrap_or_default();
        let decided = notes.iter().filter(|(_, note)| matches!(note, Note::Decided { upheld: true, .. }));
        let freed: Vec<&(u32, Note)> = decided.collect();
        for (i, note) in &freed {
            let wrong = matches!(note, Note::Decided { ground, .. } if ground.causes.wrong);
            sketches[*i as usize].upheld += 1;
            sketches[*i as usize].upheld_wrong += u32::from(wrong);
        }
        for (i, sketch) in sketches.iter_mut().enumerate() {
            let own: Vec<&Note> =
                freed.iter().filter(|(j, _)| *j as usize == i).map(|(_, note)| note).collect();
            let quiet = state.expression[i] != expressed::DISSENT;
            sketch.quiet += u32::from(quiet);
            if state.terms.grounds.of(i).is_empty() && own.is_empty() {
                sketch.spell[0] = 0;
                continue;
            }
            sketch.lose(&grounds::of_week(state.terms.grounds.of(i), &own));
        }
        for (edge, _) in state.shifted.iter().filter(|(_, sign)| *sign < 0) {
            for end in glance.population.ties.edges[*edge as usize] {
                sketches[end as usize].ties_cut += 1;
            }
        }
    }
}

impl Sketch {
    fn lose(&mut self, grounds: &[&Ground]) {
        let lost = grounds::lost(grounds);
        self.right_weeks += lost.count_ones();
        let [now, most] = &mut self.spell;
        *now += 1;
        *most = (*most).max(*now);
        for r in each(lost) {
            for (sum, units) in self.units.iter_mut().zip(grounds::share(grounds, r)) {
                *sum += units;
            }
        }
    }

    /// How far somebody is what is looked for, if at all, and why; `quiet` is of the same person under `none`.
    fn rank(&self, sort: Sort, opposed: bool, quiet: u32) -> Option<(i64, String)> {
        let weeks = |units: i64| {
            let weeks = units as f64 / UNITS_PER_WEEK as f64;
            let text = if weeks.fract() == 0.0 { format!("{weeks:.0}") } else { format!("{weeks:.1}") };
            grouped(&text)
        };
        let of = |cause: usize| self.units[cause];
        let undeserved = of(FALSE_RECORD) + of(ASSOCIATION) + of(HOUSEHOLD);
        let all = grouped(&self.right_weeks.to_string());
        let (rank, why) = match sort {
            Sort::Undeserved => {
                (undeserved, format!("{} of {all} right-weeks not for anything they did", weeks(undeserved)))
            }
            Sort::AssociationOnly => {
                let alone = of(ASSOCIATION) == self.units.iter().sum::<i64>();
                let rank = if alone { of(ASSOCIATION) } else { 0 };
                (rank, format!("{all} right-weeks, all of them through the scores of their ties"))
            }
            Sort::Silent => {
                let more = i64::from(self.quiet) - i64::from(quiet);
                let rank = if opposed && self.right_weeks == 0 { more } else { 0 };
                (
                    rank,
                    format!("privately against; lost nothing; silent for {more} weeks more than under none"),
                )
            }
            Sort::FreedByAppeal => {
                let rank = i64::from(self.upheld_wrong) * (1 << 32)
                    + i64::from(self.upheld.min(1)) * i64::from(self.right_weeks);
                let wrong = match self.upheld_wrong {
                    0 => "",
                    _ => ", against a sanction that rested on what never happened",
                };
                (rank, format!("{} won{wrong}; {all} right-weeks lost", times(self.upheld, "appeal")))
            }
            Sort::Household => (
                of(HOUSEHOLD),
                format!("{} of {all} right-weeks through the household", weeks(of(HOUSEHOLD))),
            ),
            Sort::FalseRecord => {
                let lost = weeks(of(FALSE_RECORD));
                (of(FALSE_RECORD), format!("{lost} of {all} right-weeks for what never happened"))
            }
            Sort::Longest => {
                let most = self.spell[1];
                (i64::from(most), format!("{} on end without some right", times(most, "week")))
            }
            Sort::LostFriends => {
                (i64::from(self.ties_cut), format!("{} cut", times(self.ties_cut, "friendship")))
            }
        };
        (rank > 0).then_some((rank, why))
    }
}

fn times(count: u32, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// The people of a county who are most of what is looked for, each under the arm where they are most so; `none`
/// if `tick` stops it. Ordinary law is not looked at: it takes nothing.
pub fn find(
    ready: &Ready<'_>,
    county: u32,
    sort: Sort,
    tick: &mut dyn FnMut(u64) -> bool,
) -> Option<Vec<Found>> {
    let warm_up = ready.plan().warm_up;
    let mut sketches = Sketches::default();
    ready.looked_at(county, &mut |glance| sketches.look(&glance, glance.week >= warm_up), tick)?;
    let none = &sketches.all[0];
    let mut ranked: Vec<(i64, Found)> = Vec::new();
    for (person, under_none) in none.iter().enumerate() {
        let of_arm = |(arm, &timeline): (usize, &usize)| {
            let sketch = sketches.all[timeline][person];
            let opposed = sketches.opposed[person] && sketches.covered[timeline][person];
            let (rank, why) = sketch.rank(sort, opposed, under_none.quiet)?;
            Some((rank, Found { person: person as u32, arm, why }))
        };
        let arms = ready.timelines().iter().enumerate().filter(|(_, timeline)| **timeline > 0);
        ranked.extend(arms.filter_map(of_arm).max_by_key(|(rank, _)| *rank));
    }
    ranked.sort_by_key(|(rank, found)| (std::cmp::Reverse(*rank), found.person));
    Some(ranked.into_iter().take(NAMED).map(|(_, found)| found).collect())
}
