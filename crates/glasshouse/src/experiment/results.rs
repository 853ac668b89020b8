//! The results of a run: digests, what each arm and each pair of arms came to, and the tables.

use super::Plan;
use super::pool::Pool;
use super::readings::Readings;
use super::tables;
use crate::measure::definition::{Row, rows};
use crate::measure::interval::{Estimate, Jackknife, Ratio, Spread};
use crate::measure::pairs::PairTotals;
use crate::measure::series::YEARLY;
use crate::table::Table;

/// The results of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// A hash of what happened: of each arm's rules, county and digest, in an order of their own.
    pub digest: [u8; 32],
    /// The society's name.
    pub society: String,
    /// What it is: [`crate::society::Society::hash`].
    pub society_hash: [u8; 32],
    /// People simulated, in all counties.
    pub people: u64,
    /// Counties.
    pub counties: u32,
    /// People in each county.
    pub county_size: u32,
    /// Weeks before those that are counted.
    pub warm_up: u32,
    /// Weeks counted.
    pub weeks: u32,
    /// Seed of the people.
    pub seed: u64,
    /// Seed of their luck.
    pub luck: u64,
    /// The plan's arms, in its order.
    pub arms: Vec<ArmSummary>,
    /// The plan's arms two by two, in the order (0, 1), (0, 2), ..., (1, 2), ...
    pub pairs: Vec<PairSummary>,
    /// `measures`, `against_none`, `pairs`, `weeks`, `counties`, `reach`.
    pub tables: Vec<Table>,
}

/// What one arm came to, over all people.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmSummary {
    /// Its name.
    pub name: String,
    /// Whether it records nothing and takes nothing.
    pub is_none: bool,
    /// What it is: [`crate::regime::Regime::rules_hash`].
    pub rules: [u8; 32],
    /// A hash of its rules, counties and digests: equal for arms with equal rules.
    pub digest: [u8; 32],
    /// Every measure, totals only.
    pub measures: Vec<MeasureSummary>,
}

/// One measure of one arm.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureSummary {
    /// Its name, with variants and kinds after dots.
    pub measure: String,
    /// Its unit, in words.
    pub unit: &'static str,
    /// Its value.
    pub estimate: Estimate,
    /// Its value less that of the same people under `none`.
    pub from_none: Estimate,
    /// That difference as a share of the value under `none`.
    pub relative: Estimate,
}

/// Two arms on the same people and luck.
#[derive(Clone, Debug, PartialEq)]
pub struct PairSummary {
    /// Index of the first arm in [`Results::arms`].
    pub a: usize,
    /// Index of the second.
    pub b: usize,
    /// Every measure, totals only: name and second less first.
    pub differences: Vec<(String, Estimate)>,
    /// Shares of people, by how they fared.
    pub people: PeopleShares,
}

/// Shares of people compared between two arms. The first four add to 1, and so do the last three.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PeopleShares {
    /// Lost any right under the first arm only.
    pub only_a: Estimate,
    /// Under the second only.
    pub only_b: Estimate,
    /// Under both.
    pub both: Estimate,
    /// Under neither.
    pub neither: Estimate,
    /// Lost more right-weeks under the first arm.
    pub more_a: Estimate,
    /// Under the second.
    pub more_b: Estimate,
    /// As many under both.
    pub equal: Estimate,
}

impl Results {
    pub(super) fn new(pool: &Pool) -> Results {
        let analysis = Analysis::new(pool);
        let plan = &pool.plan;
        let counties = pool.counties();
        Results {
            digest: digest(pool, 0..plan.arms.len()),
            society: plan.society.name.clone(),
            society_hash: plan.society.hash(),
            people: u64::from(counties) * u64::from(plan.county_size),
            counties,
            county_size: plan.county_size,
            warm_up: plan.warm_up,
            weeks: plan.weeks,
            seed: plan.seed,
            luck: plan.luck,
            arms: (0..plan.arms.len()).map(|arm| analysis.arm(arm)).collect(),
            pairs: analysis.pairs.iter().map(|pair| analysis.pair(pair)).collect(),
            tables: tables::all(&analysis),
        }
    }

    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The pair of arms `a` and `b`, given as indices with `a` below `b`.
    pub fn pair(&self, a: usize, b: usize) -> Option<&PairSummary> {
        self.pairs.iter().find(|pair| pair.a == a && pair.b == b)
    }
}

impl ArmSummary {
    /// The measure of that name.
    pub fn measure(&self, name: &str) -> Option<&MeasureSummary> {
        self.measures.iter().find(|summary| summary.measure == name)
    }
}

impl PairSummary {
    /// The second arm less the first, in the measure of that name.
    pub fn difference(&self, name: &str) -> Option<&Estimate> {
        self.differences.iter().find(|(measure, _)| measure == name).map(|(_, difference)| difference)
    }
}

/// Estimates of every row and group, from which summaries and tables are cut.
pub(super) struct Analysis<'a> {
    pub pool: &'a Pool,
    pub plan: &'a Plan,
    pub jackknife: Jackknife,
    pub rows: Vec<Row>,
    /// `[none, then arms]`
    readings: Vec<Readings>,
    pub pairs: Vec<Pair>,
}

/// Two of the plan's arms.
pub(super) struct Pair {
    pub a: usize,
    pub b: usize,
    pub people: PeopleShares,
}

impl<'a> Analysis<'a> {
    fn new(pool: &'a Pool) -> Analysis<'a> {
        let plan = &pool.plan;
        let count = plan.arms.len();
        let mut analysis = Analysis {
            pool,
            plan,
            jackknife: pool.jackknife(),
            rows: rows(&plan.society),
            readings: (0..=count).map(|arm| Readings::new(pool, arm)).collect(),
            pairs: Vec::new(),
        };
        for (a, b) in (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))) {
            let people = analysis.shares(analysis.pairs.len());
            analysis.pairs.push(Pair { a, b, people });
        }
        analysis
    }

    /// A row of one of the plan's arms for a group of people; none if the row is not given for it.
    pub fn estimate(&self, arm: usize, row: usize, group: usize) -> Option<Estimate> {
        let spread = self.readings[arm + 1].rows[group][row].as_ref()?;
        let (what, regime) = (&self.rows[row], &self.plan.arms[arm]);
        if let Some(reason) = what.absent(&self.plan.society, regime) {
            return Some(Estimate::missing(reason));
        }
        let estimate = self.jackknife.estimate(spread).within(what.measure.range);
        let note = if estimate.note.is_empty() { what.remark(regime) } else { estimate.note };
        Some(Estimate { note, ..estimate })
    }

    /// The same of two arms, the second less the first.
    pub fn difference(&self, pair: &Pair, row: usize, group: usize) -> Option<Estimate> {
        let [a, b] = [pair.a, pair.b].map(|arm| self.readings[arm + 1].rows[group][row].as_ref());
        let absent = |arm: usize| self.rows[row].absent(&self.plan.society, &self.plan.arms[arm]);
        match absent(pair.a).or_else(|| absent(pair.b)) {
            Some(reason) => a.map(|_| Estimate::missing(reason)),
            None => Some(self.jackknife.difference(a?, b?)),
        }
    }

    /// A measure at a year's end under one of the plan's arms.
    pub fn at_year(&self, arm: usize, what: usize, year: usize) -> Estimate {
        match YEARLY[what].absent(&self.plan.arms[arm]) {
            Some(reason) => Estimate::missing(reason),
            None => self.jackknife.estimate(&self.readings[arm + 1].yearly[what][year]),
        }
    }

    /// A row of all people, less that under `none`, and this difference as a share of it.
    pub fn against_none(&self, arm: usize, row: usize) -> (Estimate, Estimate) {
        if let Some(reason) = self.rows[row].absent(&self.plan.society, &self.plan.arms[arm]) {
            return (Estimate::missing(reason), Estimate::missing(reason));
        }
        let [none, here] = [0, arm + 1]
            .map(|arm| self.readings[arm].rows[0][row].as_ref().expect("all rows have all people"));
        (self.jackknife.difference(none, here), self.jackknife.relative(none, here))
    }

    fn shares(&self, pair: usize) -> PeopleShares {
        let share = |count: fn(&PairTotals) -> i64| {
            let parts = self.pool.groups().map(|group| &group.pairs[pair]);
            let ratios = parts.map(|part| Ratio::new(count(part), part.people));
            self.jackknife.estimate(&Spread::of_ratio(ratios, 1.0, "nobody was compared")).within((0.0, 1.0))
        };
        PeopleShares {
            only_a: share(|pair| pair.only_a),
            only_b: share(|pair| pair.only_b),
            both: share(|pair| pair.both),
            neither: share(|pair| pair.people - pair.only_a - pair.only_b - pair.both),
            more_a: share(|pair| pair.more_a),
            more_b: share(|pair| pair.more_b),
            equal: share(|pair| pair.people - pair.more_a - pair.more_b),
        }
    }

    /// Indices of rows that are totals over rights, or of one kind of conduct.
    pub fn totals(&self) -> impl Iterator<Item = (usize, &Row)> {
        let society = &self.plan.society;
        self.rows.iter().enumerate().filter(|(_, row)| row.right(society).is_empty())
    }

    fn arm(&self, arm: usize) -> ArmSummary {
        let regime = &self.plan.arms[arm];
        let measure = |(row, what): (usize, &Row)| {
            let (from_none, relative) = self.against_none(arm, row);
            MeasureSummary {
                measure: what.name(&self.plan.society),
                unit: what.unit(),
                estimate: self.estimate(arm, row, 0).expect("all rows have all people"),
                from_none,
                relative,
            }
        };
        ArmSummary {
            name: regime.name.clone(),
            is_none: regime.is_none(),
            rules: regime.rules_hash(),
            digest: digest(self.pool, arm..arm + 1),
            measures: self.totals().map(measure).collect(),
        }
    }

    fn pair(&self, pair: &Pair) -> PairSummary {
        let difference = |(row, what): (usize, &Row)| {
            let difference = self.difference(pair, row, 0).expect("all rows have all people");
            (what.name(&self.plan.society), difference)
        };
        let differences = self.totals().map(difference).collect();
        PairSummary { a: pair.a, b: pair.b, differences, people: pair.people }
    }
}

/// The hash of the sorted list of (rules, county, digest) of some arms: neither names nor the order of arms or
/// counties enter it.
fn digest(pool: &Pool, arms: std::ops::Range<usize>) -> [u8; 32] {
    let rules: Vec<[u8; 32]> = pool.plan.arms.iter().map(|regime| regime.rules_hash()).collect();
    let mut entries: Vec<([u8; 32], u32, [u8; 32])> = Vec::new();
    for (&county, row) in &pool.counties {
        entries.extend(arms.clone().map(|arm| (rules[arm], county, row.digests[arm])));
    }
    entries.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"glasshouse run 1\n");
    for (rules, county, digest) in entries {
        hasher.update(&rules).update(&county.to_le_bytes()).update(&digest);
    }
    *hasher.finalize().as_bytes()
}

/// A hash as 64 hexadecimal digits.
pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
