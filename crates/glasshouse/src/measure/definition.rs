//! Every measure: its name, meaning and unit, and the function of pooled sums that it is.

mod asked;
mod build;
mod causes;
mod conduct;
mod disparity;
mod law;
mod losses;
mod mind;
mod recourse;
pub(super) mod score;

use super::interval::Ratio;
use super::view::{Group, View};
use crate::regime::Regime;
use crate::society::{Kind, Society};
pub use asked::Asked;

/// The measures that a run's precision is judged by, and that are kept for each county.
pub const HEADLINES: [&str; 5] =
    ["restricted_weeks", "refused", "exclusion", "undeserved_share", "harmful_conduct"];

/// A measure: a function of the sums over a group of people, by whatever counties they are pooled from.
#[derive(Debug)]
pub struct Measure {
    /// Its name in tables; dots part variants.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Its unit, in words.
    pub unit: &'static str,
    /// Which rows it has besides the one for all.
    pub split: Split,
    /// Whether it is given by group, income and home, and not for everybody together alone.
    pub by_group: bool,
    /// The values it can have.
    pub range: (f64, f64),
    value: Value,
    needs: Needs,
    /// Its unit in rows by right, where that is another.
    unit_by_right: Option<&'static str>,
    remark: fn(&Regime) -> &'static str,
    /// Why it is not defined where its denominator is 0.
    empty: &'static str,
}

/// The function of sums that a measure is.
#[derive(Clone, Copy, Debug)]
enum Value {
    /// A ratio of two sums, times a scale.
    Ratio(fn(&Asked<'_>) -> Ratio, f64),
    /// Any other function, or why it is not defined.
    Curve(fn(&Asked<'_>) -> Result<f64, &'static str>),
}

/// Which rows a measure has besides the one for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// None.
    Whole,
    /// One for each right, in the column `right`.
    ByRight,
    /// One for each lawful or protected kind of conduct, its name after a dot.
    ByKind,
}

/// What a row of a measure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// All rights and kinds together.
    All,
    /// One right.
    Right(usize),
    /// One kind of conduct.
    Kind(usize),
}

/// What a regime must have for a measure to be about anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// A right that somebody demands.
    Demand,
    Observation,
    Score,
    Sanctions,
    /// A sanction that a score sets off.
    Line,
    Recourse,
    Privileges,
    /// Sanctions, and a tariff to hold them against.
    Tariff,
}

/// One row of the tables: a measure, and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The measure.
    pub measure: &'static Measure,
    /// What it is about.
    pub at: At,
}

/// Every measure, in the order of the tables.
pub fn measures() -> impl Iterator<Item = &'static Measure> {
    let themes = [
        losses::MEASURES,
        causes::MEASURES,
        law::MEASURES,
        disparity::MEASURES,
        conduct::MEASURES,
        mind::MEASURES,
        score::MEASURES,
        recourse::MEASURES,
    ];
    themes.into_iter().flatten()
}

/// Every row of a society's tables, in their order.
pub fn rows(society: &Society) -> Vec<Row> {
    let mut rows = Vec::new();
    for measure in measures() {
        rows.push(Row { measure, at: At::All });
        match measure.split {
            Split::Whole => {}
            Split::ByRight => {
                rows.extend((0..society.rights.len()).map(|right| Row { measure, at: At::Right(right) }));
            }
            Split::ByKind => {
                let lawful = (0..society.kinds.len()).filter(|&kind| may_be_chilled(&society.kinds[kind]));
                rows.extend(lawful.map(|kind| Row { measure, at: At::Kind(kind) }));
            }
        }
    }
    rows
}

/// Whether doing less of it is a loss: what is lawful or protected.
fn may_be_chilled(kind: &Kind) -> bool {
    kind.lawful || kind.protected
}

impl Row {
    /// The measure's name, with the kind of conduct after a dot.
    pub fn name(&self, society: &Society) -> String {
        match self.at {
            At::Kind(kind) => format!("{}.{}", self.measure.name, society.kinds[kind].name),
            At::All | At::Right(_) => self.measure.name.to_owned(),
        }
    }

    /// The name of its right, empty for all.
    pub fn right<'a>(&self, society: &'a Society) -> &'a str {
        match self.at {
            At::Right(right) => &society.rights[right].name,
            At::All | At::Kind(_) => "",
        }
    }

    /// Its unit, in words.
    pub fn unit(&self) -> &'static str {
        match self.at {
            At::Right(_) => self.measure.unit_by_right.unwrap_or(self.measure.unit),
            At::All | At::Kind(_) => self.measure.unit,
        }
    }

    /// Whether it is given for `group`.
    pub fn has(&self, group: Group) -> bool {
        self.measure.by_group || group == Group::All
    }

    /// Why an arm under `regime` has no such measure; none if it has.
    pub fn absent(&self, society: &Society, regime: &Regime) -> Option<&'static str> {
        let standing = |at: At| matches!(at, At::Right(right) if society.rights[right].demand.0 == 0.0);
        let (lacks, reason) = match self.measure.needs {
            Needs::Nothing => (false, ""),
            Needs::Demand => {
                (standing(self.at), "a standing right: nothing is demanded, so nothing is refused")
            }
            Needs::Observation => (regime.observe.is_empty(), "the regime observes nothing"),
            Needs::Score => (regime.score.is_none(), "the regime keeps no score"),
            Needs::Sanctions => (regime.sanctions.is_empty(), "the regime has no sanctions"),
            Needs::Line => (regime.first_line().is_none(), "no sanction falls for a low score"),
            Needs::Recourse => (regime.recourse.is_none(), "the regime hears no appeals"),
            Needs::Privileges => (regime.privileges.is_empty(), "the regime grants no privileges"),
            Needs::Tariff if regime.sanctions.is_empty() => (true, "the regime has no sanctions"),
            Needs::Tariff => (society.tariff == [0.0; 3], "the society gives no tariff"),
        };
        lacks.then_some(reason)
    }

    /// A remark on a number that is defined: what its reader must know.
    pub fn remark(&self, regime: &Regime) -> &'static str {
        (self.measure.remark)(regime)
    }

    /// Its value for the people of `view`, pooled from an arm under `regime`, or why it is not defined.
    pub fn read(&self, view: &View, society: &Society, regime: &Regime) -> Result<f64, &'static str> {
        if view.people == 0 {
            return Err("no such people in this run");
        }
        let asked = Asked { view, society, regime, at: self.at };
        match self.measure.value {
            Value::Ratio(sums, scale) => sums(&asked).value(scale).ok_or(self.measure.empty),
            Value::Curve(value) => value(&asked),
        }
    }
}

#[cfg(test)]
mod tests;
