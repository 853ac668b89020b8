//! Tables read by the names of their columns.

use std::collections::BTreeMap;

use glasshouse::measure::interval::Estimate;
use glasshouse::problem::Problems;
use glasshouse::table::{Table, Values};

use super::{Cell, Pair, Reach, Series, problem};

/// The index of the arm of that name.
type Place<'a> = &'a dyn Fn(&str) -> Option<usize>;

/// The tables of a run.
pub struct Columns<'a>(pub &'a [Table]);

impl Columns<'_> {
    fn values(&self, table: &str, column: &str) -> Result<&Values, Problems> {
        let found = self.0.iter().find(|one| one.name == table).and_then(|one| one.column(column));
        found.ok_or_else(|| {
            problem(format!("the table `{table}` has no column `{column}`"), "the report is made of it")
        })
    }

    fn text<const N: usize>(&self, table: &str, columns: [&str; N]) -> Result<[Vec<&str>; N], Problems> {
        each(columns.map(|column| match self.values(table, column)? {
            Values::Text(values) => Ok(values.iter().map(|text| &**text).collect()),
            _ => Err(wrong(table, column, "words")),
        }))
    }

    fn real<const N: usize>(&self, table: &str, columns: [&str; N]) -> Result<[&[Option<f64>]; N], Problems> {
        each(columns.map(|column| match self.values(table, column)? {
            Values::Real(values) => Ok(values.as_slice()),
            _ => Err(wrong(table, column, "numbers")),
        }))
    }

    fn whole(&self, table: &str, column: &str) -> Result<&[i64], Problems> {
        match self.values(table, column)? {
            Values::Whole(values) => Ok(values),
            _ => Err(wrong(table, column, "whole numbers")),
        }
    }

    /// By arm, measure, right and group.
    pub fn measures(&self) -> Result<BTreeMap<[String; 4], Cell>, Problems> {
        let [arm, measure, right, group, note] =
            self.text("measures", ["arm", "measure", "right", "group", "note"])?;
        let [estimate, error, low, high] =
            self.real("measures", ["estimate", "standard_error", "low", "high"])?;
        let row = |at: usize| {
            let key = [arm[at], measure[at], right[at], group[at]].map(str::to_owned);
            (key, cell([estimate[at], error[at], low[at], high[at]], note[at]))
        };
        Ok((0..arm.len()).map(row).collect())
    }

    /// By arm and measure: the difference, and the change as a share.
    pub fn against(&self) -> Result<BTreeMap<[String; 2], [Cell; 2]>, Problems> {
        let name = "against_none";
        let [arm, measure, note] = self.text(name, ["arm", "measure", "note"])?;
        let [difference, error, low, high] =
            self.real(name, ["difference", "standard_error", "low", "high"])?;
        let [change, change_low, change_high] = self.real(name, ["change", "change_low", "change_high"])?;
        let row = |at: usize| {
            let plain = cell([difference[at], error[at], low[at], high[at]], note[at]);
            let share = cell([change[at], None, change_low[at], change_high[at]], note[at]);
            ([arm[at], measure[at]].map(str::to_owned), [plain, share])
        };
        Ok((0..arm.len()).map(row).collect())
    }

    /// By arm, measure and right.
    pub fn weeks(&self) -> Result<Series, Problems> {
        let [arm, measure, right] = self.text("weeks", ["arm", "measure", "right"])?;
        let week = self.whole("weeks", "week")?;
        let [estimate] = self.real("weeks", ["estimate"])?;
        let mut series = Series::new();
        for at in 0..arm.len() {
            let key = [arm[at], measure[at], right[at]].map(str::to_owned);
            series.entry(key).or_default().push((week[at], estimate[at]));
        }
        Ok(series)
    }

    /// What is lost, where anything is.
    pub fn reach(&self, place: Place<'_>) -> Result<Vec<Reach>, Problems> {
        let [arm, conduct, right] = self.text("reach", ["arm", "conduct", "right"])?;
        let [weeks] = self.real("reach", ["rights_weeks_lost"])?;
        let row = |at: usize| {
            let weeks = weeks[at].filter(|weeks| *weeks > 0.0)?;
            Some(Reach {
                arm: place(arm[at])?,
                conduct: conduct[at].to_owned(),
                right: right[at].to_owned(),
                weeks,
            })
        };
        Ok((0..arm.len()).filter_map(row).collect())
    }

    /// Shares of people.
    pub fn pairs(&self, place: Place<'_>) -> Result<Vec<Pair>, Problems> {
        let [a, b] = self.text("pairs", ["arm_a", "arm_b"])?;
        let [only_a, only_b, both] = self.real("pairs", ["only_a", "only_b", "both"])?;
        let row = |at: usize| {
            let (only_a, only_b, both) = (only_a[at]?, only_b[at]?, both[at]?);
            Some(Pair { a: place(a[at])?, b: place(b[at])?, only_a, only_b, both })
        };
        Ok((0..a.len()).filter_map(row).collect())
    }

    /// Totals of one arm less those of another.
    pub fn differences(&self, place: Place<'_>) -> Result<BTreeMap<(usize, usize, String), Cell>, Problems> {
        let words = ["arm_a", "arm_b", "measure", "right", "group", "note"];
        let [a, b, measure, right, group, note] = self.text("pairs", words)?;
        let [difference, error, low, high] =
            self.real("pairs", ["difference", "standard_error", "low", "high"])?;
        let row = |at: usize| {
            let key = (place(a[at])?, place(b[at])?, measure[at].to_owned());
            Some((key, cell([difference[at], error[at], low[at], high[at]], note[at])))
        };
        let totals = (0..a.len()).filter(|&at| right[at].is_empty() && group[at].is_empty());
        Ok(totals.filter_map(row).collect())
    }
}

fn wrong(table: &str, column: &str, holds: &str) -> Problems {
    problem(
        format!("`{column}` of the table `{table}` holds no {holds}"),
        "it was changed, or written otherwise",
    )
}

fn cell([estimate, standard_error, low, high]: [Option<f64>; 4], note: &str) -> Cell {
    Cell { value: Estimate { estimate, standard_error, low, high, note: "" }, note: note.to_owned() }
}

/// All of them, or the first problem.
fn each<T, const N: usize>(results: [Result<T, Problems>; N]) -> Result<[T; N], Problems> {
    let values: Vec<T> = results.into_iter().collect::<Result<_, _>>()?;
    Ok(values.try_into().unwrap_or_else(|_| unreachable!("as many as went in")))
}
