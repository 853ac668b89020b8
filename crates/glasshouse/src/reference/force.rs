//! When the regime is in force in this county, which campaigns run, and what reaches people as news.

use std::ops::Range;

use super::{Reference, Today};
use crate::curve::neglog;
use crate::draw::{Decision, Stream};
use crate::regime::{Campaign, Regime};
use crate::society::Form;
use crate::unit::Points;

/// Which county it is, and whose people and luck.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub county: u32,
    pub people_seed: u64,
    pub luck_seed: u64,
}

impl Place {
    pub fn people(&self) -> Stream {
        Stream::new(self.people_seed, self.county)
    }

    pub fn luck(&self) -> Stream {
        Stream::new(self.luck_seed, self.county)
    }

    /// A word about a whole county, from the people stream of county `of`.
    fn word(&self, of: u32, name: &str) -> u32 {
        Stream::new(self.people_seed, of).word(u32::MAX, Decision::new(name), 0)
    }

    /// What is the county's own in the conduct of its people, of 2^32.
    fn offset(&self) -> u32 {
        self.word(self.county, "county-offset")
    }

    /// c: the factor on harmful conduct in this county, in 16ths.
    pub fn conduct(&self, spread: i64) -> i64 {
        65_536 - spread + ((spread * i64::from(self.offset() >> 15)) >> 16)
    }

    /// Where the county stands in the order of a rollout, in [0, 1]: by lot, by its own offset, or between.
    pub fn position(&self, selection: f64) -> f64 {
        const WHOLE: f64 = 4_294_967_296.0;
        let lot = radical_inverse(self.county).wrapping_add(self.word(0, "rollout-shift"));
        let (u, o) = (f64::from(lot) / WHOLE, f64::from(self.offset()) / WHOLE);
        let x = (1.0 - selection) * u + selection * o;
        let (p, q) =
            if selection < 0.5 { (selection, 1.0 - selection) } else { (1.0 - selection, selection) };
        if p == 0.0 {
            x
        } else if x < p {
            x * x / (2.0 * p * q)
        } else if x <= q {
            (x - p / 2.0) / q
        } else {
            1.0 - (1.0 - x) * (1.0 - x) / (2.0 * p * q)
        }
    }

    /// The week in which a rollout reaches the county; never is `u32::MAX`.
    fn reached(&self, regime: &Regime) -> u32 {
        let Some(rollout) = &regime.rollout else {
            return 0;
        };
        let position = self.position(rollout.selection);
        rollout.steps.iter().find(|step| step.share > position).map_or(u32::MAX, |step| step.week)
    }

    /// The weeks in which the regime is in force here; empty if there are none.
    pub fn force(&self, regime: &Regime) -> Range<u32> {
        let begins = regime.schedule.on.max(self.reached(regime));
        if begins < regime.schedule.off { begins..regime.schedule.off } else { 0..0 }
    }
}

/// The radical inverse of k in base 3, of 2^32.
pub fn radical_inverse(k: u32) -> u32 {
    let (mut rest, mut reversed, mut power) = (u128::from(k), 0_u128, 1_u128);
    while rest > 0 {
        reversed = 3 * reversed + rest % 3;
        power *= 3;
        rest /= 3;
    }
    ((reversed << 32) / power) as u32
}

/// Whether a campaign runs in a week in which its regime is in force.
pub fn runs(campaign: &Campaign, week: u32) -> bool {
    let Some(since) = week.checked_sub(campaign.begins) else {
        return false;
    };
    campaign.every.map_or(since, |every| since % every.0) < campaign.lasts.0
}

impl<'a> Reference<'a> {
    pub(super) fn in_force(&self) -> bool {
        self.force.contains(&self.week)
    }

    /// Whether the regime comes into force this week, people having known a time without it.
    pub(super) fn comes_into_force(&self) -> bool {
        self.week > 0 && !self.force.is_empty() && self.week == self.force.start
    }

    /// Whether this is the first week after the last in force.
    pub(super) fn goes_out_of_force(&self) -> bool {
        !self.force.is_empty() && self.week == self.force.end
    }

    /// The campaigns that run this week, in the file's order.
    pub(super) fn campaigns(&self) -> impl DoubleEndedIterator<Item = &'a Campaign> {
        let (week, in_force) = (self.week, self.in_force());
        self.regime.campaigns.iter().filter(move |campaign| in_force && runs(campaign, week))
    }

    pub(super) fn campaign_runs(&self) -> bool {
        self.campaigns().next().is_some()
    }

    /// The points of a record of the kind this week: the last campaign that sets them, else the regime.
    pub(super) fn points(&self, kind: usize) -> Points {
        let set = |campaign: &Campaign| match self.society.kinds[kind].form {
            Form::Praise => campaign.praise,
            Form::Silence => campaign.silence,
            _ => None,
        };
        let plain = self.watch(kind).map_or(Points(0), |watch| watch.points);
        self.campaigns().rev().find_map(set).unwrap_or(plain)
    }

    /// f_w: how much of the society's news is news of the regime, here and now.
    fn news_factor(&self) -> f64 {
        if self.in_force() {
            return self.campaigns().map(|campaign| campaign.news).reduce(f64::max).unwrap_or(1.0);
        }
        let schedule = self.regime.schedule;
        let elsewhere = schedule.on <= self.week && self.week < schedule.off;
        match &self.regime.rollout {
            Some(rollout) if elsewhere => {
                let reached = rollout.steps.iter().rev().find(|step| step.week <= self.week);
                rollout.news * reached.map_or(0.0, |step| step.share)
            }
            _ => 0.0,
        }
    }

    /// This week's news join those of the weeks before.
    pub(super) fn spread_news(&mut self) {
        self.news += libm::round(self.society.behaviour.news * self.news_factor() * 16_777_216.0) as u64;
    }

    /// Whether the news have reached i by now.
    pub(super) fn reached_by_news(&self, i: usize) -> bool {
        self.news >= u64::from(neglog(self.word(self.hears_through(i), "news", 0)))
    }

    /// Whether i is among those who know of the regime from its first week in force on.
    pub(super) fn knows_at_once(&self, i: usize) -> bool {
        let word = self.word(self.hears_through(i), "aware-at-start", 0);
        self.persons[i].in_scope && self.regime.awareness.hit(word)
    }

    /// Before the week: yesterday is over, and what was counted in the warm-up is forgotten. Debts from before
    /// the first week in force are seen in it.
    pub(super) fn begin_week(&mut self) {
        if self.week == self.counted.start {
            self.forget_counts();
        }
        let first = self.in_force() && self.week == self.force.start;
        for person in &mut self.persons {
            person.today = Today { old_debt: first && person.debt, ..Today::default() };
        }
        self.spread_news();
    }
}
