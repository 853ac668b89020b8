//! What is kept of finished counties: the totals of at most 64 groups, and a small row for each county.

use std::collections::BTreeMap;

use super::Plan;
use super::readings::pooled;
use super::results::Results;
use crate::county::County;
use crate::measure::definition::{HEADLINES, Row, rows};
use crate::measure::interval::{Estimate, GROUPS_KEPT, Jackknife, Spread};
use crate::measure::pairs::PairTotals;
use crate::measure::totals::{Shape, Totals};
use crate::measure::view::{Group as People, View};
use crate::regime::Regime;

/// Totals of finished counties, the same in whatever order they come.
#[derive(Clone, Debug)]
pub struct Pool {
    pub(super) plan: Plan,
    /// County k is in group k modulo [`GROUPS_KEPT`]; with fewer counties each is a group of its own.
    groups: BTreeMap<usize, Group>,
    pub(super) counties: BTreeMap<u32, CountyRow>,
}

/// Totals of one group of counties.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub counties: u32,
    /// `none` first, then the plan's arms.
    pub arms: Vec<Totals>,
    pub pairs: Vec<PairTotals>,
}

/// What is kept of one county, for each of the plan's arms.
#[derive(Clone, Debug)]
pub(super) struct CountyRow {
    pub digests: Vec<[u8; 32]>,
    pub headlines: Vec<[Option<f64>; HEADLINES.len()]>,
}

impl Pool {
    /// Nothing finished yet.
    pub fn new(plan: &Plan) -> Pool {
        Pool { plan: plan.clone(), groups: BTreeMap::new(), counties: BTreeMap::new() }
    }

    /// All of the plan's counties, in none of which anything happened: what it holds and what [`Pool::finish`] takes are
    /// those of a whole run, so that both can be measured before it.
    pub fn blank(plan: &Plan) -> Pool {
        let mut pool = Pool::new(plan);
        let arms = plan.arms.len();
        let row = CountyRow { digests: vec![[0; 32]; arms], headlines: vec![[None; HEADLINES.len()]; arms] };
        let group = || Group {
            counties: 0,
            arms: vec![Totals::new(plan.shape()); arms + 1],
            pairs: vec![PairTotals::default(); pairs_of(arms)],
        };
        for number in 0..plan.counties {
            pool.counties.insert(number, row.clone());
            pool.groups.entry(group_of(number)).or_insert_with(group).counties += 1;
        }
        pool
    }

    /// Number of counties added.
    pub fn counties(&self) -> u32 {
        self.counties.len() as u32
    }

    /// Whether county `number` has been added.
    pub fn has(&self, number: u32) -> bool {
        self.counties.contains_key(&number)
    }

    /// Adds a finished county.
    ///
    /// # Panics
    /// If it was added before, or is not of this plan.
    pub fn add(&mut self, county: County) {
        let arms = self.plan.arms.len();
        assert_eq!(county.arms.len(), arms + 1, "a county has `none` and the plan's arms");
        assert_eq!(county.digests.len(), arms + 1, "each arm has its digest");
        assert_eq!(county.pairs.len(), pairs_of(arms), "each two arms are a pair");
        let shape = self.plan.shape();
        assert!(county.arms.iter().all(|totals| totals.shape == shape), "totals have the plan's shape");
        let row = CountyRow {
            digests: county.digests[1..].to_vec(),
            headlines: county.arms[1..]
                .iter()
                .zip(&self.plan.arms)
                .map(|(totals, regime)| self.headlines_of(totals, regime))
                .collect(),
        };
        let before = self.counties.insert(county.number, row);
        assert!(before.is_none(), "county {} was added twice", county.number);
        let group = group_of(county.number);
        match self.groups.get_mut(&group) {
            Some(group) => group.add(&county),
            None => {
                let first = Group { counties: 1, arms: county.arms, pairs: county.pairs };
                self.groups.insert(group, first);
            }
        }
    }

    /// The headline measures of one arm of one county.
    fn headlines_of(&self, totals: &Totals, regime: &Regime) -> [Option<f64>; HEADLINES.len()] {
        self.read_headlines(totals, regime).map(Result::ok)
    }

    fn read_headlines(
        &self,
        totals: &Totals,
        regime: &Regime,
    ) -> [Result<f64, &'static str>; HEADLINES.len()] {
        let view = View::new(totals, People::All);
        headline_rows(&self.plan).map(|row| row.read(&view, &self.plan.society, regime))
    }

    /// The headline measures so far, for each of the plan's arms: what `--precision` looks at.
    pub fn headlines(&self) -> Vec<[Estimate; HEADLINES.len()]> {
        let jackknife = self.jackknife();
        let arm = |(arm, regime): (usize, &Regime)| {
            let found = pooled(self, arm + 1, |totals| self.read_headlines(totals, regime));
            std::array::from_fn(|i| {
                let without = found[1..].iter().map(|headlines| headlines[i].ok()).collect();
                jackknife.estimate(&Spread::new(found[0][i], without))
            })
        };
        self.plan.arms.iter().enumerate().map(arm).collect()
    }

    /// Measures, intervals and tables of the counties added so far.
    ///
    /// # Panics
    /// Before the first county.
    pub fn finish(&self) -> Results {
        assert!(!self.counties.is_empty(), "a run has at least one county");
        Results::new(self)
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    pub(super) fn jackknife(&self) -> Jackknife {
        let sizes: Vec<u32> = self.groups().map(|group| group.counties).collect();
        Jackknife::new(&sizes)
    }
}

impl Group {
    fn add(&mut self, county: &County) {
        self.counties += 1;
        for (mine, theirs) in self.arms.iter_mut().zip(&county.arms) {
            mine.add(theirs);
        }
        for (mine, theirs) in self.pairs.iter_mut().zip(&county.pairs) {
            mine.add(theirs);
        }
    }
}

impl Plan {
    /// The sizes of its totals.
    pub fn shape(&self) -> Shape {
        let society = &self.society;
        Shape {
            kinds: society.kinds.len(),
            rights: society.rights.len(),
            weeks: self.weeks as usize,
            warm_up: self.warm_up as usize,
        }
    }

    /// What a progress log is marked with: everything a county depends on, and not how many counties there are.
    pub fn fingerprint(&self) -> [u8; 32] {
        let Plan { society, arms, counties: _, county_size, warm_up, weeks, seed, luck } = self;
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(&society.hash());
        let [warm_up, weeks] = [*warm_up, *weeks].map(u64::from);
        for number in [u64::from(*county_size), warm_up, weeks, *seed, *luck] {
            hasher.update(&number.to_le_bytes());
        }
        for arm in arms {
            hasher.update(&arm.rules_hash());
        }
        *hasher.finalize().as_bytes()
    }
}

/// The group of county `number`.
fn group_of(number: u32) -> usize {
    number as usize % GROUPS_KEPT
}

/// How many pairs so many arms make.
fn pairs_of(arms: usize) -> usize {
    arms * arms.saturating_sub(1) / 2
}

fn headline_rows(plan: &Plan) -> [Row; HEADLINES.len()] {
    let rows = rows(&plan.society);
    let total =
        |name: &str| *rows.iter().find(|row| row.measure.name == name).expect("a headline is a measure");
    HEADLINES.map(total)
}
