//! The results of a run: digests, what each arm and each pair of arms came to, and the tables.

use super::Plan;
use super::pool::Pool;
use super::tables;
use crate::measure::definition::{Row, rows};
use crate::measure::interval::{Estimate, Jackknife, Ratio, Spread};
use crate::measure::totals::PairTotals;
use crate::measure::view::{GROUPS, Group, View};
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
    /// `measures`, `pairs`, `weeks`, `counties`, `reach`.
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
    /// `[arm][row][group]`
    pub arms: Vec<Vec<Vec<Estimate>>>,
    pub pairs: Vec<Pair>,
    /// `[arm][row]` Difference from `none`, and that as a share.
    from_none: Vec<Vec<(Estimate, Estimate)>>,
}

/// Two of the plan's arms.
pub(super) struct Pair {
    pub a: usize,
    pub b: usize,
    /// `[row][group]`
    pub differences: Vec<Vec<Estimate>>,
    pub people: PeopleShares,
}

/// Sums of one group of people: `[none, then arms][row]`.
struct Sums {
    people: i128,
    spreads: Vec<Vec<Spread>>,
}

impl<'a> Analysis<'a> {
    fn new(pool: &'a Pool) -> Analysis<'a> {
        let plan = &pool.plan;
        let rows = rows(&plan.society);
        let count = plan.arms.len();
        let empty = || vec![Vec::with_capacity(GROUPS.len()); rows.len()];
        let mut analysis = Analysis {
            pool,
            plan,
            jackknife: pool.jackknife(),
            arms: vec![empty(); count],
            pairs: Vec::new(),
            from_none: Vec::new(),
            rows: rows.clone(),
        };
        for (a, b) in (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))) {
            let people = analysis.shares(analysis.pairs.len());
            analysis.pairs.push(Pair { a, b, differences: empty(), people });
        }
        for group in GROUPS {
            let sums = analysis.sums(group);
            if group == Group::All {
                analysis.from_none = (0..count).map(|arm| analysis.against_none(&sums, arm)).collect();
            }
            for row in 0..rows.len() {
                for arm in 0..count {
                    let estimate = analysis.estimate(&sums, arm, row);
                    analysis.arms[arm][row].push(estimate);
                }
                for pair in 0..analysis.pairs.len() {
                    let difference = analysis.difference(&sums, pair, row);
                    analysis.pairs[pair].differences[row].push(difference);
                }
            }
        }
        analysis
    }

    fn sums(&self, group: Group) -> Sums {
        let society = &self.plan.society;
        let mut people = 0;
        let spreads = (0..=self.plan.arms.len()).map(|arm| {
            let views: Vec<View> = self.pool.groups().map(|part| View::new(&part.arms[arm], group)).collect();
            people = views.iter().map(|view| i128::from(view.people)).sum();
            let spread = |row: &Row| Spread::new(views.iter().map(|view| row.ratio(view, society)));
            self.rows.iter().map(spread).collect()
        });
        let spreads = spreads.collect();
        Sums { people, spreads }
    }

    fn estimate(&self, sums: &Sums, arm: usize, row: usize) -> Estimate {
        let what = &self.rows[row];
        let regime = &self.plan.arms[arm];
        if let Some(reason) = what.absent(&self.plan.society, regime) {
            return Estimate::missing(reason);
        }
        let estimate = self.jackknife.ratio(&sums.spreads[arm + 1][row], what.measure.scale);
        let estimate = estimate.within(what.measure.range);
        let remark = if estimate.note.is_empty() { what.remark(regime) } else { estimate.note };
        Estimate { note: remark, ..estimate }.or(what.empty(sums.people))
    }

    fn difference(&self, sums: &Sums, pair: usize, row: usize) -> Estimate {
        let Pair { a, b, .. } = self.pairs[pair];
        let what = &self.rows[row];
        let absent = |arm: usize| what.absent(&self.plan.society, &self.plan.arms[arm]);
        if let Some(reason) = absent(a).or_else(|| absent(b)) {
            return Estimate::missing(reason);
        }
        let [a, b] = [a, b].map(|arm| &sums.spreads[arm + 1][row]);
        self.jackknife.difference(a, b, what.measure.scale).or(what.empty(sums.people))
    }

    fn against_none(&self, sums: &Sums, arm: usize) -> Vec<(Estimate, Estimate)> {
        let against = |(row, what): (usize, &Row)| {
            if let Some(reason) = what.absent(&self.plan.society, &self.plan.arms[arm]) {
                return (Estimate::missing(reason), Estimate::missing(reason));
            }
            let [none, here] = [0, arm + 1].map(|arm| &sums.spreads[arm][row]);
            let difference = self.jackknife.difference(none, here, what.measure.scale);
            let relative = self.jackknife.relative(none, here);
            (difference.or(what.empty(sums.people)), relative.or("0 or undefined under none: no ratio"))
        };
        self.rows.iter().enumerate().map(against).collect()
    }

    fn shares(&self, pair: usize) -> PeopleShares {
        let share = |count: fn(&PairTotals) -> i64| {
            let parts = self.pool.groups().map(|group| &group.pairs[pair]);
            let spread = Spread::new(parts.map(|part| Ratio::new(count(part), part.people)));
            self.jackknife.ratio(&spread, 1.0).within((0.0, 1.0)).or("nobody was compared")
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
    fn totals(&self) -> impl Iterator<Item = (usize, &Row)> {
        let society = &self.plan.society;
        self.rows.iter().enumerate().filter(|(_, row)| row.right(society).is_empty())
    }

    fn arm(&self, arm: usize) -> ArmSummary {
        let regime = &self.plan.arms[arm];
        let measure = |(row, what): (usize, &Row)| MeasureSummary {
            measure: what.name(&self.plan.society),
            unit: what.unit(),
            estimate: self.arms[arm][row][0],
            from_none: self.from_none[arm][row].0,
            relative: self.from_none[arm][row].1,
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
        let difference =
            |(row, what): (usize, &Row)| (what.name(&self.plan.society), pair.differences[row][0]);
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
