//! A plan, its counties, and what is kept of them: groups of pooled totals.

#[cfg(test)]
pub(crate) mod fixture;
mod json;
pub mod pool;
mod readings;
pub mod results;
mod tables;
#[cfg(test)]
mod run_tests;
#[cfg(test)]
mod tests;

use crate::county::{self, County, Look, Watch};
use crate::level::Level;
use crate::regime::Regime;
use crate::society::Society;
use crate::week::shared::Shared;
use crate::week::timeline::Timeline;
pub use pool::Pool;
pub use results::Results;

/// What to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The society.
    pub society: Society,
    /// The arms, in the order of the tables. `none` is always run beside them.
    pub arms: Vec<Regime>,
    /// Number of counties.
    pub counties: u32,
    /// People in each county: a power of two from 2^12 to 2^20.
    pub county_size: u32,
    /// Weeks that are run first and not counted; week 0 is the first of them.
    pub warm_up: u32,
    /// Weeks counted after them.
    pub weeks: u32,
    /// Seed of the people.
    pub seed: u64,
    /// Seed of their luck.
    pub luck: u64,
}

/// A plan made ready: tables and constants that all counties share.
#[derive(Debug)]
pub struct Ready<'a> {
    plan: &'a Plan,
    shared: Shared<'a>,
}

impl Plan {
    /// Makes the plan ready to run counties.
    pub fn ready(&self) -> Ready<'_> {
        let weeks = self.warm_up + self.weeks;
        let compile = |regime: &Regime| Timeline::new(&self.society, regime, self.county_size, weeks);
        let mut rules = vec![compile(&Regime::none())];
        let mut arms = vec![0];
        for regime in &self.arms {
            // `none` runs once, whether it is asked for or only compared with.
            if regime.is_none() {
                arms.push(0);
            } else {
                arms.push(rules.len());
                rules.push(compile(regime));
            }
        }
        let shared = Shared::new(&self.society, rules, arms, self.county_size, [self.warm_up, self.weeks]);
        Ready { plan: self, shared }
    }

    /// Person-weeks that one county takes, over all arms that are run.
    pub fn county_weeks(&self) -> u64 {
        let arms = 1 + self.arms.iter().filter(|regime| !regime.is_none()).count() as u64;
        u64::from(self.county_size) * u64::from(self.warm_up + self.weeks) * arms
    }
}

impl Ready<'_> {
    /// The same at another vector level, which changes no result.
    pub fn at(mut self, level: Level) -> Self {
        self.shared.level = level;
        self
    }

    /// Runs county `number`, a pure function of the plan and the number. `tick` is called after each
    /// block of weeks with the person-weeks of all arms done since the last call; false stops the county.
    pub fn county(&self, number: u32, tick: &mut dyn FnMut(u64) -> bool) -> Option<County> {
        self.watched(number, &mut Watch::new(tick, &mut |_| ()))
    }

    /// The same, with somebody looking on at each part of the work.
    pub fn watched(&self, number: u32, watch: &mut Watch<'_>) -> Option<County> {
        county::run(&self.shared, number, self.plan.seed, self.plan.luck, watch)
    }

    /// The same while `look` sees each arm at the end of each week.
    pub(crate) fn looked_at(
        &self,
        number: u32,
        look: &mut Look<'_>,
        tick: &mut dyn FnMut(u64) -> bool,
    ) -> Option<County> {
        self.watched(number, &mut Watch { tick, done: &mut |_| (), look: Some(&mut |glance| look(glance)) })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        self.plan
    }

    /// Which of the timelines that are run each of the plan's arms has.
    pub(crate) fn timelines(&self) -> &[usize] {
        &self.shared.arms[1..]
    }
}
