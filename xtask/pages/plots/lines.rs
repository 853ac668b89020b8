//! The weekly table of a run as lines: one for each arm and series.

use glasshouse::experiment::Results;
use glasshouse::table::{Table, Values};
use glasshouse::unit::WEEKS_PER_YEAR;

/// Weeks that one point of a plot stands for.
const STEP: usize = 4;

/// One series of one arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its arm.
    pub arm: String,
    /// Its series.
    pub series: Series,
    /// Week, value and standard error, where the value is defined.
    pub points: Vec<(usize, f64, f64)>,
}

/// A series: a measure, and the right it is about or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The measure.
    pub measure: String,
    /// The right; empty for all.
    pub right: String,
    /// Its unit, in words.
    pub unit: String,
}

impl Series {
    /// Its name: the measure, and the right after it.
    pub fn name(&self) -> String {
        let parts = [self.measure.as_str(), &self.right];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-")
    }
}

/// A mean over weeks, and the error it would have if weeks were independent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// The error.
    pub error: f64,
}

impl Line {
    /// Points of a plot: time in years, and the mean of four weeks; single weeks where a series has few.
    pub fn plotted(&self) -> Vec<(f64, f64)> {
        let year = f64::from(WEEKS_PER_YEAR);
        let step = if self.points.windows(2).any(|pair| pair[1].0 > pair[0].0 + 1) { 1 } else { STEP };
        let point = |part: &[(usize, f64, f64)]| {
            let many = part.len() as f64;
            let week = part.iter().map(|point| point.0 as f64 + 0.5).sum::<f64>() / many;
            (week / year, part.iter().map(|point| point.1).sum::<f64>() / many)
        };
        self.points.chunks(step).map(point).collect()
    }

    /// The means of its years, the first first; none for a year without a value.
    pub fn years(&self) -> Vec<Option<Mean>> {
        let year = WEEKS_PER_YEAR as usize;
        let years = self.points.last().map_or(0, |last| last.0 / year + 1);
        (0..years).map(|at| self.mean(at * year..(at + 1) * year)).collect()
    }

    fn mean(&self, weeks: std::ops::Range<usize>) -> Option<Mean> {
        let within: Vec<_> = self.points.iter().filter(|point| weeks.contains(&point.0)).collect();
        let many = within.len() as f64;
        let value = within.iter().map(|point| point.1).sum::<f64>() / many;
        let error = within.iter().map(|point| point.2 * point.2).sum::<f64>().sqrt() / many;
        (!within.is_empty()).then_some(Mean { value, error })
    }

    /// Whether anything happens in it.
    pub fn is_idle(&self) -> bool {
        self.points.iter().all(|point| point.1 == 0.0)
    }
}

/// The lines of a run, in the order of its table; a series that an arm does not have is left out.
pub fn lines(results: &Results) -> Vec<Line> {
    let table = results.table("weeks").expect("a run has its weeks");
    let [arms, measures, rights, units] = ["arm", "measure", "right", "unit"].map(|name| text(table, name));
    let [values, errors] = ["estimate", "standard_error"].map(|name| real(table, name));
    let weeks = whole(table, "week");
    let mut lines: Vec<Line> = Vec::new();
    for row in 0..table.rows() {
        let Some(value) = values[row] else { continue };
        let is_same = |line: &Line| {
            line.arm == arms[row] && line.series.measure == measures[row] && line.series.right == rights[row]
        };
        if !lines.last().is_some_and(is_same) {
            let [measure, right, unit] = [&measures, &rights, &units].map(|column| column[row].to_owned());
            let series = Series { measure, right, unit };
            lines.push(Line { arm: arms[row].to_owned(), series, points: Vec::new() });
        }
        let line = lines.last_mut().expect("there is one now");
        line.points.push((weeks[row] as usize, value, errors[row].unwrap_or(0.0)));
    }
    lines
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Values {
    &table.columns.iter().find(|column| column.name == name).expect("the table has this column").values
}

fn text<'a>(table: &'a Table, name: &str) -> Vec<&'a str> {
    match column(table, name) {
        Values::Text(values) => values.iter().map(|text| &**text).collect(),
        _ => unreachable!("{name} is a column of words"),
    }
}

fn real<'a>(table: &'a Table, name: &str) -> &'a [Option<f64>] {
    match column(table, name) {
        Values::Real(values) => values,
        _ => unreachable!("{name} is a column of numbers"),
    }
}

fn whole<'a>(table: &'a Table, name: &str) -> &'a [i64] {
    match column(table, name) {
        Values::Whole(values) => values,
        _ => unreachable!("{name} is a column of whole numbers"),
    }
}
