//! Weekly series against what the plain counts have grown by, week by week.

use crate::measure::totals::{SERIES, Series, Totals};
use crate::reference::{Counts, Reference};

const ALL: [Series; SERIES] = [
    Series::Restricted,
    Series::HarmfulActs,
    Series::Harm,
    Series::Forgone,
    Series::Silent,
    Series::FalsePraise,
    Series::Fear,
    Series::Conscience,
    Series::Aware,
    Series::Appeals,
    Series::Score,
    Series::Excluded,
];

/// What each counted week has added to the plain counts.
#[derive(Default)]
pub struct Weeks {
    before: Option<Counts>,
    rows: Vec<Row>,
}

struct Row {
    series: [i64; SERIES],
    lost: Vec<u64>,
    refused: Vec<u64>,
}

impl Weeks {
    /// Notes the week that `plain` has just been through; what came before the first counted week is forgotten.
    pub fn note(&mut self, plain: &Reference) {
        let now = &plain.counts;
        if plain.week <= plain.counted.start {
            return;
        }
        let before = self.before.take().unwrap_or_else(|| Counts::new(plain.society, plain.regime));
        let grown = |of: fn(&Counts) -> &[u64]| -> Vec<u64> {
            of(now).iter().zip(of(&before)).map(|(now, before)| now - before).collect()
        };
        let sums = |counts: &Counts| ALL.map(|series| sum(plain, counts, series));
        let (after, until) = (sums(now), sums(&before));
        self.rows.push(Row {
            series: std::array::from_fn(|series| after[series] - until[series]),
            lost: grown(|counts| &counts.right_weeks),
            refused: grown(|counts| &counts.refused),
        });
        self.before = Some(now.clone());
    }

    /// Asserts that the series of the fast arm are these.
    pub fn same(&self, totals: &Totals, place: &str) {
        let weeks = totals.shape.weeks;
        assert_eq!(self.rows.len(), weeks, "weeks, {place}");
        for (week, row) in self.rows.iter().enumerate() {
            let at = |grid: &[i64], row: usize| grid[row * weeks + week];
            for series in ALL {
                let (fast, plain) = (at(&totals.series, series as usize), row.series[series as usize]);
                assert_eq!(fast, plain, "{series:?} of week {week}, {place}");
            }
            for right in 0..row.lost.len() {
                let fast = [at(&totals.lost_series, right), at(&totals.refused_series, right)];
                let plain = [row.lost[right], row.refused[right]].map(|count| count as i64);
                assert_eq!(fast, plain, "right {right} of week {week}, {place}");
            }
        }
    }
}

/// A series up to now.
fn sum(plain: &Reference, counts: &Counts, series: Series) -> i64 {
    let acts = |weight: fn(u32) -> u64| -> u64 {
        let kinds = plain.society.kinds.iter().zip(&counts.acts);
        kinds.map(|(kind, by_venue)| weight(kind.harm) * by_venue.iter().sum::<u64>()).sum()
    };
    let sum = match series {
        Series::Restricted => counts.restricted_weeks,
        Series::Excluded => counts.exclusion_weeks,
        Series::HarmfulActs => acts(|harm| u64::from(harm > 0)),
        Series::Harm => acts(u64::from),
        Series::Forgone => counts.forgone.iter().sum(),
        Series::Silent => counts.opposed_not_dissenting,
        Series::FalsePraise => counts.opposed_praising,
        Series::Fear => counts.fear_sum,
        Series::Conscience => counts.conscience_sum,
        Series::Aware => counts.aware_weeks,
        Series::Appeals => counts.appeals_filed,
        Series::Score => return counts.score_sum,
    };
    sum as i64
}
