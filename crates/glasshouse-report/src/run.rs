//! A run as the report asks it: its manifest and tables, by name.

mod columns;

use std::collections::BTreeMap;

use glasshouse::measure::interval::Estimate;
use glasshouse::problem::{Problem, Problems, Source};
use glasshouse::read::Read;
use glasshouse::regime::{self, Regime};
use glasshouse::society::{self, Society};
use glasshouse::summary::assumed::{Assumed, AssumedArm};
use glasshouse::table::Table;
use serde::Deserialize;
use serde_json::Value;

use columns::Columns;

/// What the manifest says of a run.
#[derive(Clone, Debug, Deserialize)]
pub struct Manifest {
    /// Hash of what happened.
    pub digest: String,
    /// Version of the program.
    pub version: String,
    /// The command that makes the run again.
    pub command: String,
    /// The society, whole.
    pub society: Input,
    /// The regimes, whole, in order.
    pub regimes: Vec<Input>,
    /// People in all.
    pub people: u64,
    /// Counties.
    pub counties: u32,
    /// People in each.
    pub county_size: u32,
    /// Weeks that were run first and not counted.
    pub warm_up: u32,
    /// Weeks counted.
    pub weeks: u32,
    /// Seed of the people.
    pub seed: u64,
    /// Seed of their luck.
    pub luck: u64,
}

/// A file that the run was made of.
#[derive(Clone, Debug, Deserialize)]
pub struct Input {
    /// The name it gives itself.
    pub name: String,
    /// Hash of the text.
    pub blake3: String,
    /// TOML.
    pub text: String,
}

/// A number of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The number and its interval.
    pub value: Estimate,
    /// Why something is missing.
    pub note: String,
}

impl Cell {
    /// Not there, and why.
    pub fn missing(note: &str) -> Cell {
        Cell { value: Estimate::missing(""), note: note.to_owned() }
    }

    /// In a unit `factor` times smaller.
    pub fn times(&self, factor: f64) -> Cell {
        Cell { value: self.value.times(factor), note: self.note.clone() }
    }

    /// With the other sign.
    fn turned(&self) -> Cell {
        let Estimate { low, high, .. } = self.times(-1.0).value;
        Cell { value: Estimate { low: high, high: low, ..self.times(-1.0).value }, note: self.note.clone() }
    }

    /// Whether there is a number, and it is not 0.
    pub fn is_something(&self) -> bool {
        self.value.estimate.is_some_and(|value| value != 0.0)
    }
}

/// One regime of the run.
#[derive(Debug)]
pub struct Arm {
    /// Its colour: 0 is kept for `none`.
    pub color: usize,
    /// The rule book.
    pub regime: Read<Regime>,
    /// What is known of its ranges over what is assumed of people.
    pub assumed: Option<AssumedArm>,
}

impl Arm {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.regime.value.name
    }

    /// Whether it records nothing and takes nothing.
    pub fn is_none(&self) -> bool {
        self.regime.value.is_none()
    }
}

/// Right-weeks of one right lost to one conduct.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Index of the arm.
    pub arm: usize,
    /// The kind of conduct, `association` or `household`.
    pub conduct: String,
    /// The right.
    pub right: String,
    /// Weeks per person-year.
    pub weeks: f64,
}

/// Two arms compared person by person; shares of people.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Index of the first arm.
    pub a: usize,
    /// Index of the second.
    pub b: usize,
    /// Lost a right under the first only.
    pub only_a: f64,
    /// Under the second only.
    pub only_b: f64,
    /// Under both.
    pub both: f64,
}

/// Weekly series by arm, measure and right.
type Series = BTreeMap<[String; 3], Vec<(i64, Option<f64>)>>;

/// A run.
#[derive(Debug)]
pub struct Run {
    /// What it is made of.
    pub manifest: Manifest,
    /// The society.
    pub society: Read<Society>,
    /// The regimes, in order.
    pub arms: Vec<Arm>,
    /// Right-weeks by conduct and right.
    pub reach: Vec<Reach>,
    /// Arms two by two.
    pub pairs: Vec<Pair>,
    measures: BTreeMap<[String; 4], Cell>,
    against: BTreeMap<[String; 2], [Cell; 2]>,
    weeks: Series,
    differences: BTreeMap<(usize, usize, String), Cell>,
}

impl Run {
    /// Reads a manifest and tables; says what is wrong with them.
    pub fn new(manifest: &Value, tables: &[Table]) -> Result<Run, Problems> {
        let manifest: Manifest = serde_json::from_value(manifest.clone()).map_err(|error| {
            problem(
                format!("the manifest is not one of a run: {error}"),
                "it was changed, or written by another version",
            )
        })?;
        let society = society::file::read(manifest.society.source(), &|_| None, &[])?;
        let arms = arms(&manifest, &society.value)?;
        let columns = Columns(tables);
        let place = |name: &str| arms.iter().position(|arm| arm.name() == name);
        Ok(Run {
            measures: columns.measures()?,
            against: columns.against()?,
            weeks: columns.weeks()?,
            reach: columns.reach(&place)?,
            pairs: columns.pairs(&place)?,
            differences: columns.differences(&place)?,
            manifest,
            society,
            arms,
        })
    }

    /// A measure of all people under one arm.
    pub fn total(&self, arm: usize, measure: &str) -> Cell {
        self.measure(arm, measure, "", "")
    }

    /// A measure under one arm, of one right or all (empty), in one group or all (empty).
    pub fn measure(&self, arm: usize, measure: &str, right: &str, group: &str) -> Cell {
        let key = [self.arms[arm].name(), measure, right, group].map(str::to_owned);
        self.measures.get(&key).cloned().unwrap_or_else(|| Cell::missing("not counted in this run"))
    }

    /// A measure of all people less that of the same people under `none`.
    pub fn over_none(&self, arm: usize, measure: &str) -> Cell {
        self.against_none(arm, measure, 0)
    }

    /// The same as a share of the value under `none`.
    pub fn change(&self, arm: usize, measure: &str) -> Cell {
        self.against_none(arm, measure, 1)
    }

    fn against_none(&self, arm: usize, measure: &str, which: usize) -> Cell {
        let key = [self.arms[arm].name(), measure].map(str::to_owned);
        let cells = self.against.get(&key);
        cells.map_or_else(|| Cell::missing("not counted in this run"), |cells| cells[which].clone())
    }

    /// A measure of all people under arm `b` less that under arm `a`.
    pub fn difference(&self, a: usize, b: usize, measure: &str) -> Option<Cell> {
        let of = |a: usize, b: usize| self.differences.get(&(a, b, measure.to_owned()));
        of(a, b).cloned().or_else(|| of(b, a).map(Cell::turned))
    }

    /// A weekly series: the week and the value.
    pub fn series(&self, arm: usize, measure: &str, right: &str) -> &[(i64, Option<f64>)] {
        let key = [self.arms[arm].name(), measure, right].map(str::to_owned);
        self.weeks.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Indices of arms that record or take something.
    pub fn regimes(&self) -> Vec<usize> {
        (0..self.arms.len()).filter(|&arm| !self.arms[arm].is_none()).collect()
    }

    /// Indices of arms under which a right was lost.
    pub fn taking(&self) -> Vec<usize> {
        let takes = |arm: &usize| self.total(*arm, "rights_weeks_lost").is_something();
        (0..self.arms.len()).filter(takes).collect()
    }

    /// Names of rights that were lost under any arm.
    pub fn rights_lost(&self) -> Vec<String> {
        let names = self.society.value.rights.iter().map(|right| right.name.clone());
        let lost = |name: &String| {
            (0..self.arms.len()).any(|arm| self.measure(arm, "rights_weeks_lost", name, "").is_something())
        };
        names.filter(lost).collect()
    }
}

fn arms(manifest: &Manifest, society: &Society) -> Result<Vec<Arm>, Problems> {
    let found = Assumed::built_in();
    let mut regimes = 0;
    let mut arms = Vec::new();
    for input in &manifest.regimes {
        let regime = regime::file::read(input.source(), &|_| None, &[], society)?;
        let rules = regime.value.rules_hash();
        let assumed = found.of(&society.hash(), manifest.weeks, &rules).cloned();
        regimes += usize::from(!regime.value.is_none());
        let color = if regime.value.is_none() { 0 } else { (regimes - 1) % 8 + 1 };
        arms.push(Arm { color, regime, assumed });
    }
    Ok(arms)
}

impl Input {
    fn source(&self) -> Source {
        Source::new(&self.name, &self.text)
    }
}

/// What is wrong with the files of a run.
fn problem(what: impl Into<String>, why: impl Into<String>) -> Problems {
    let remedy = "make the run again with the command in its manifest";
    Problems(vec![Problem { place: None, what: what.into(), why: why.into(), remedy: remedy.into() }])
}
