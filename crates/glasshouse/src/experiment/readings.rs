//! Every row of every arm, read off the totals pooled over all counties, and over all but each group of them.

use super::pool::Pool;
use crate::measure::definition::{Asked, At, Row, rows};
use crate::measure::interval::{GROUPS_NEEDED, Spread};
use crate::measure::series::YEARLY;
use crate::measure::totals::Totals;
use crate::measure::view::{GROUPS, Group, View};
use crate::regime::Regime;
use crate::society::Society;

/// What one arm came to.
pub(super) struct Readings {
    /// `[group of people][row]`; for all people alone where a row has no others.
    pub rows: Vec<Vec<Option<Spread>>>,
    /// `[measure of YEARLY][year]`
    pub yearly: Vec<Vec<Spread>>,
}

/// What is read off totals once they are pooled.
struct Reading {
    rows: Vec<Vec<Option<Result<f64, &'static str>>>>,
    yearly: Vec<Vec<Result<f64, &'static str>>>,
}

impl Readings {
    /// Of arm `arm` of the pool, 0 being `none`.
    pub fn new(pool: &Pool, arm: usize) -> Readings {
        let none = Regime::none();
        let regime = if arm == 0 { &none } else { &pool.plan.arms[arm - 1] };
        let society = &pool.plan.society;
        let rows = rows(society);
        let read = |totals: &Totals| Reading::new(totals, &rows, society, regime);
        let mut spreads = pooled(pool, arm, read).into_iter();
        let all = spreads.next().expect("the whole comes first");
        let without: Vec<Reading> = spreads.collect();
        let spread = |value, part: &dyn Fn(&Reading) -> Option<f64>| {
            Spread::new(value, without.iter().map(part).collect())
        };
        let of_row = |group: usize, row: usize| {
            let value = all.rows[group][row]?;
            Some(spread(value, &|part| part.rows[group][row].and_then(Result::ok)))
        };
        let of_year =
            |what: usize, year: usize| spread(all.yearly[what][year], &|part| part.yearly[what][year].ok());
        let years = pool.plan.shape().years();
        Readings {
            rows: (0..GROUPS.len())
                .map(|group| (0..rows.len()).map(|row| of_row(group, row)).collect())
                .collect(),
            yearly: (0..YEARLY.len())
                .map(|what| (0..years).map(|year| of_year(what, year)).collect())
                .collect(),
        }
    }
}

impl Reading {
    fn new(totals: &Totals, rows: &[Row], society: &Society, regime: &Regime) -> Reading {
        let views = GROUPS.map(|group| View::new(totals, group));
        let of = |(group, view): (&Group, &View)| {
            let read = |row: &Row| row.has(*group).then(|| row.read(view, society, regime));
            rows.iter().map(read).collect()
        };
        let asked = Asked { view: &views[0], society, regime, at: At::All };
        let years = totals.shape.years();
        Reading {
            rows: GROUPS.iter().zip(&views).map(of).collect(),
            yearly: YEARLY
                .iter()
                .map(|what| (0..years).map(|year| what.read(&asked, year)).collect())
                .collect(),
        }
    }
}

/// What `read` finds in the totals of one arm, pooled over all counties and then without each group of them; those
/// only where there are enough groups for an interval.
pub(super) fn pooled<T>(pool: &Pool, arm: usize, read: impl Fn(&Totals) -> T) -> Vec<T> {
    let mut all = Totals::new(pool.plan.shape());
    pool.groups().for_each(|group| all.add(&group.arms[arm]));
    let mut found = vec![read(&all)];
    if pool.groups().count() >= GROUPS_NEEDED {
        for group in pool.groups() {
            let mut rest = all.clone();
            rest.take_out(&group.arms[arm]);
            found.push(read(&rest));
        }
    }
    found
}
