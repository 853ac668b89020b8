//! What every county of a plan shares: laws, planes and the arms' rules.

use std::sync::Mutex;

use super::block::Block;
use super::kinds::PLACES;
use super::planes::Planes;
use super::rules::Rules;
use super::timeline::Timeline;
use crate::level::Level;
use crate::luck::BLOCK;
use crate::measure::totals::Shape;
use crate::society::Society;
use crate::society::population::{Population, Source};
use crate::unit::Hazard;

/// What every county of a plan shares.
#[derive(Debug)]
pub struct Shared<'a> {
    /// The society.
    pub society: &'a Society,
    /// Its laws.
    pub source: Source,
    /// Its planes of marks.
    pub planes: Planes,
    /// Rules that are run, `none` first.
    pub timelines: Vec<Timeline>,
    /// Which of them each arm has, `none` first.
    pub arms: Vec<usize>,
    /// `[kind]` The highest hazard of a false record in any arm.
    pub false_lines: Vec<Hazard>,
    /// People in a county.
    pub people: u32,
    /// Weeks that are run first and not counted.
    pub warm_up: u32,
    /// Weeks counted.
    pub weeks: u32,
    /// Vector level of the dense loops; changes no result.
    pub level: Level,
    /// People and lists of counties that are done, for those to come: nothing in them is read, only their room is used.
    pub spare: Mutex<Vec<(Population, Block)>>,
}

impl<'a> Shared<'a> {
    /// Makes everything ready that the counties share; the timelines go to the end of the counted weeks.
    pub fn new(
        society: &'a Society,
        timelines: Vec<Timeline>,
        arms: Vec<usize>,
        people: u32,
        [warm_up, weeks]: [u32; 2],
    ) -> Shared<'a> {
        let line = |k: usize| {
            let of_arm = |rules: &Rules| (0..PLACES).map(|place| rules.kinds[k].false_hazard[place]).max();
            timelines.iter().flat_map(Timeline::variants).filter_map(of_arm).max().unwrap_or_default()
        };
        Shared {
            source: Source::new(society),
            planes: Planes::new(society),
            false_lines: (0..society.kinds.len()).map(line).collect(),
            society,
            timelines,
            arms,
            people,
            warm_up,
            weeks,
            level: Level::best(),
            spare: Mutex::default(),
        }
    }

    /// Sizes of the totals.
    pub fn shape(&self) -> Shape {
        let society = self.society;
        Shape {
            kinds: society.kinds.len(),
            rights: society.rights.len(),
            weeks: self.weeks as usize,
            warm_up: self.warm_up as usize,
        }
    }

    /// The weeks of `block` in which a campaign runs in some arm: bit w for week w of the block.
    pub fn campaigns_in(&self, block: u32) -> u64 {
        let runs = |week: u32| self.timelines.iter().any(|timeline| timeline.campaign(block * BLOCK + week));
        (0..BLOCK).fold(0, |weeks, week| weeks | u64::from(runs(week)) << week)
    }
}
