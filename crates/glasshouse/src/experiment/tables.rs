//! The tables of a run, their columns as INTERFACE names them.

use std::sync::Arc;

use super::results::{Analysis, PeopleShares, hex};
use crate::measure::definition::HEADLINES;
use crate::measure::interval::{Estimate, Spread};
use crate::measure::series::{YEARLY, series};
use crate::measure::totals::{REACH_PER_WEEK, Totals};
use crate::measure::view::GROUPS;
use crate::table::{Column, Table, Values};
use crate::unit::WEEKS_PER_YEAR;

/// Why a series is 0/0.
const NOBODY: &str = "no such people in this run";

/// Every table.
pub(super) fn all(analysis: &Analysis) -> Vec<Table> {
    vec![
        measures(analysis),
        against_none(analysis),
        pairs(analysis),
        weeks(analysis),
        counties(analysis),
        reach(analysis),
    ]
}

/// A table in the making: rows of words, numbers and whole numbers under fixed names.
struct Rows {
    name: &'static str,
    columns: Vec<Column>,
    at: usize,
}

impl Rows {
    fn new(name: &'static str, text: &[&'static str], whole: &[&'static str], real: &[&'static str]) -> Rows {
        let column = |name, values| Column { name, values };
        let text = text.iter().map(|name| column(*name, Values::Text(Vec::new())));
        let whole = whole.iter().map(|name| column(*name, Values::Whole(Vec::new())));
        let real = real.iter().map(|name| column(*name, Values::Real(Vec::new())));
        Rows { name, columns: text.chain(whole).chain(real).collect(), at: 0 }
    }

    /// Makes room for so many rows at once.
    fn reserve(&mut self, rows: usize) {
        for column in &mut self.columns {
            match &mut column.values {
                Values::Text(values) => values.reserve_exact(rows),
                Values::Whole(values) => values.reserve_exact(rows),
                Values::Real(values) => values.reserve_exact(rows),
            }
        }
    }

    /// Values come in the order of the columns of [`Rows::new`], again and again.
    fn text(&mut self, value: impl AsRef<str>) -> &mut Rows {
        self.shared(&Arc::from(value.as_ref()))
    }

    /// Words that other rows have too.
    fn shared(&mut self, value: &Arc<str>) -> &mut Rows {
        match &mut self.next().values {
            Values::Text(values) => values.push(Arc::clone(value)),
            _ => unreachable!("words go into a column of words"),
        }
        self
    }

    fn whole(&mut self, value: impl Into<i64>) -> &mut Rows {
        match &mut self.next().values {
            Values::Whole(values) => values.push(value.into()),
            _ => unreachable!("whole numbers go into a column of whole numbers"),
        }
        self
    }

    fn real(&mut self, value: Option<f64>) -> &mut Rows {
        match &mut self.next().values {
            Values::Real(values) => values.push(value),
            _ => unreachable!("numbers go into a column of numbers"),
        }
        self
    }

    fn next(&mut self) -> &mut Column {
        let at = self.at;
        self.at = (at + 1) % self.columns.len();
        &mut self.columns[at]
    }

    /// The table, its columns in the order of `names`.
    fn table(mut self, names: &[&str]) -> Table {
        assert_eq!(
            (self.at, names.len()),
            (0, self.columns.len()),
            "rows are whole and every column is named"
        );
        let place = |column: &Column| names.iter().position(|name| *name == column.name);
        self.columns.sort_by_key(|column| place(column).expect("every column is named"));
        Table { name: self.name, columns: self.columns }
    }
}

fn measures(analysis: &Analysis) -> Table {
    let society = &analysis.plan.society;
    let mut rows = Rows::new(
        "measures",
        &["arm", "measure", "right", "group", "unit", "note"],
        &["counties"],
        &["estimate", "standard_error", "low", "high"],
    );
    for (arm, regime) in analysis.plan.arms.iter().enumerate() {
        for (row, what) in analysis.rows.iter().enumerate() {
            for (at, group) in GROUPS.iter().enumerate() {
                let Some(e) = analysis.estimate(arm, row, at) else { continue };
                rows.text(&regime.name).text(what.name(society)).text(what.right(society));
                rows.text(group.name()).text(what.unit()).text(e.note).whole(analysis.pool.counties());
                rows.real(e.estimate).real(e.standard_error).real(e.low).real(e.high);
            }
        }
    }
    rows.table(&[
        "arm",
        "measure",
        "right",
        "group",
        "estimate",
        "standard_error",
        "low",
        "high",
        "unit",
        "counties",
        "note",
    ])
}

/// Totals less those of the same people under `none`, which is simulated whether or not it is asked for.
fn against_none(analysis: &Analysis) -> Table {
    let society = &analysis.plan.society;
    let words = ["arm", "measure", "unit", "note"];
    let numbers = ["difference", "standard_error", "low", "high", "change", "change_low", "change_high"];
    let mut rows = Rows::new("against_none", &words, &[], &numbers);
    for (arm, regime) in analysis.plan.arms.iter().enumerate() {
        for (row, what) in analysis.totals() {
            let (difference, change) = analysis.against_none(arm, row);
            rows.text(&regime.name).text(what.name(society)).text(what.unit()).text(difference.note);
            rows.real(difference.estimate).real(difference.standard_error);
            rows.real(difference.low).real(difference.high);
            rows.real(change.estimate).real(change.low).real(change.high);
        }
    }
    rows.table(&[&words[..2], &numbers, &words[2..]].concat())
}

fn pairs(analysis: &Analysis) -> Table {
    let society = &analysis.plan.society;
    let words = ["arm_a", "arm_b", "measure", "right", "group", "unit", "note"];
    let shares = ["only_a", "only_b", "both", "neither", "more_a", "more_b", "equal"];
    let numbers = ["difference", "standard_error", "low", "high"];
    let mut rows = Rows::new("pairs", &words, &[], &[&numbers[..], &shares[..]].concat());
    for pair in &analysis.pairs {
        let [a, b] = [pair.a, pair.b].map(|arm| &analysis.plan.arms[arm].name);
        for (row, what) in analysis.rows.iter().enumerate() {
            for (at, group) in GROUPS.iter().enumerate() {
                let Some(e) = analysis.difference(pair, row, at) else { continue };
                let (name, right) = (what.name(society), what.right(society));
                let whole = name == "rights_weeks_lost" && right.is_empty() && group.name().is_empty();
                rows.text(a).text(b).text(name).text(right).text(group.name()).text(what.unit()).text(e.note);
                rows.real(e.estimate).real(e.standard_error).real(e.low).real(e.high);
                for share in in_order(&pair.people) {
                    rows.real(share.estimate.filter(|_| whole));
                }
            }
        }
    }
    rows.table(&[&words[..5], &numbers, &shares, &words[5..]].concat())
}

fn in_order(people: &PeopleShares) -> [Estimate; 7] {
    let PeopleShares { only_a, only_b, both, neither, more_a, more_b, equal } = *people;
    [only_a, only_b, both, neither, more_a, more_b, equal]
}

fn weeks(analysis: &Analysis) -> Table {
    let society = &analysis.plan.society;
    let mut rows = Rows::new(
        "weeks",
        &["arm", "measure", "right", "group", "unit", "note"],
        &["week"],
        &["estimate", "standard_error"],
    );
    let series = series(society);
    let shape = analysis.plan.shape();
    let mut row = |arm: &str, week: usize, words: [&str; 3], estimate: Estimate| {
        let [measure, right, unit] = words;
        rows.text(arm).text(measure).text(right).text("").text(unit).text(estimate.note);
        rows.whole((shape.warm_up + week) as i64).real(estimate.estimate).real(estimate.standard_error);
    };
    for (arm, regime) in analysis.plan.arms.iter().enumerate() {
        for what in &series {
            let right = what.right.map_or("", |right| &society.rights[right].name);
            for week in 0..shape.weeks {
                let parts = analysis.pool.groups().map(|group| &group.arms[arm + 1]);
                let ratios = parts.map(|totals| what.ratio(totals, week));
                let estimate = match what.absent(regime) {
                    Some(reason) => Estimate::missing(reason),
                    None => analysis.jackknife.estimate(&Spread::of_ratio(ratios, what.scale, NOBODY)),
                };
                row(&regime.name, week, [what.measure, right, what.unit], estimate);
            }
        }
        for (at, what) in YEARLY.iter().enumerate() {
            for year in 0..shape.years() {
                let estimate = analysis.at_year(arm, at, year);
                row(&regime.name, shape.year_end(year), [what.measure, "", what.unit], estimate);
            }
        }
    }
    rows.table(&["arm", "week", "measure", "right", "group", "estimate", "standard_error", "unit", "note"])
}

fn counties(analysis: &Analysis) -> Table {
    let mut rows = Rows::new("counties", &["arm", "digest", "measure"], &["county"], &["value"]);
    // The one table that grows with the number of counties: to a million rows for a nation.
    rows.reserve(analysis.plan.arms.len() * analysis.pool.counties.len() * HEADLINES.len());
    let measures = HEADLINES.map(Arc::from);
    for (arm, regime) in analysis.plan.arms.iter().enumerate() {
        let name = Arc::from(regime.name.as_str());
        for (&county, row) in &analysis.pool.counties {
            let digest = Arc::from(hex(&row.digests[arm]));
            for (measure, value) in measures.iter().zip(row.headlines[arm]) {
                rows.shared(&name).shared(&digest).shared(measure).whole(county).real(value);
            }
        }
    }
    rows.table(&["arm", "county", "digest", "measure", "value"])
}

/// Which conduct cost which right: `share` adds to 1 over the rows of a right, `necessary` does not.
fn reach(analysis: &Analysis) -> Table {
    let society = &analysis.plan.society;
    let mut rows =
        Rows::new("reach", &["arm", "conduct", "right"], &[], &["rights_weeks_lost", "share", "necessary"]);
    let kinds: Vec<&str> = society.kinds.iter().map(|kind| kind.name.as_str()).collect();
    let grounds = [&kinds[..], &["association", "household"]].concat();
    for (arm, regime) in analysis.plan.arms.iter().enumerate() {
        let mut totals = Totals::new(analysis.plan.shape());
        analysis.pool.groups().for_each(|group| totals.add(&group.arms[arm + 1]));
        let person_weeks = totals.people.iter().sum::<i64>() as f64 * totals.shape.weeks as f64;
        for (ground, name) in grounds.iter().enumerate() {
            for (right, lost) in society.rights.iter().enumerate() {
                let at = |ground: usize| totals.reach[ground * society.rights.len() + right];
                let all: i64 = (0..grounds.len()).map(at).sum();
                let share = |part: f64| (all != 0).then(|| part / all as f64);
                let necessary = totals.reach_necessary.get(ground * society.rights.len() + right);
                let yearly = f64::from(WEEKS_PER_YEAR) / REACH_PER_WEEK as f64;
                let weeks = (person_weeks > 0.0).then(|| at(ground) as f64 / person_weeks * yearly);
                rows.text(&regime.name)
                    .text(*name)
                    .text(&lost.name)
                    .real(weeks)
                    .real(share(at(ground) as f64));
                // Necessity is kept in units, reach in 256ths of them.
                rows.real(necessary.and_then(|&units| share(units as f64 * 256.0)));
            }
        }
    }
    rows.table(&["arm", "conduct", "right", "rights_weeks_lost", "share", "necessary"])
}
