//! What machines read: the summary of `--json`, and the manifest.

use std::collections::BTreeMap;

use glasshouse::experiment::results::{ArmSummary, MeasureSummary, PairSummary, Results, hex};
use glasshouse::measure::interval::Estimate;
use serde::{Serialize, Serializer};

use crate::machine::{self, Machine};
use crate::recipe::Recipe;

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds, of this part of the run if it was resumed.
    pub seconds: f64,
    /// Threads.
    pub threads: usize,
    /// Whether an earlier part was resumed.
    pub resumed: bool,
}

/// The object of `--json`, on one line.
pub fn summary(recipe: &Recipe, results: &Results, cost: &Cost, out: &str) -> String {
    let arm = |arm: &ArmSummary| {
        let measure = |summary: &MeasureSummary| {
            let Estimate { estimate, low, high, .. } = summary.estimate;
            (summary.measure.clone(), Measure { estimate, low, high, unit: summary.unit })
        };
        let measures = InOrder(arm.measures.iter().map(measure).collect());
        Arm { name: arm.name.clone(), digest: hex(&arm.digest), measures: Some(measures) }
    };
    let summary = Summary {
        digest: hex(&results.digest),
        people: recipe.people,
        counties: recipe.counties,
        weeks: recipe.weeks,
        seconds: cost.seconds,
        peak_memory_bytes: machine::peak_memory(),
        out,
        arms: results.arms.iter().map(arm).collect(),
        pairs: results.pairs.iter().map(|pair| Pair::new(results, pair)).collect(),
    };
    line(&summary)
}

/// The manifest of a run.
pub fn manifest(recipe: &Recipe, results: &Results, cost: &Cost) -> String {
    let arm = |arm: &ArmSummary| Arm { name: arm.name.clone(), digest: hex(&arm.digest), measures: None };
    let manifest = Manifest {
        digest: hex(&results.digest),
        arms: results.arms.iter().map(arm).collect(),
        recipe,
        rows: results.tables.iter().map(|table| (table.name, table.rows())).collect(),
        seconds: cost.seconds,
        resumed: cost.resumed,
        peak_memory_bytes: machine::peak_memory(),
        machine: Machine::here(cost.threads),
    };
    let mut text = serde_json::to_string_pretty(&manifest).expect("a manifest is text and numbers");
    text.push('\n');
    text
}

/// A value as one line of JSON.
pub fn line(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string(value).expect("it is text and numbers");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Summary<'a> {
    digest: String,
    people: u64,
    counties: u32,
    weeks: u32,
    seconds: f64,
    peak_memory_bytes: Option<u64>,
    out: &'a str,
    arms: Vec<Arm>,
    pairs: Vec<Pair>,
}

#[derive(Serialize)]
struct Manifest<'a> {
    digest: String,
    arms: Vec<Arm>,
    #[serde(flatten)]
    recipe: &'a Recipe,
    rows: BTreeMap<&'a str, usize>,
    seconds: f64,
    resumed: bool,
    peak_memory_bytes: Option<u64>,
    machine: Machine,
}

#[derive(Serialize)]
struct Arm {
    name: String,
    digest: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    measures: Option<InOrder<Measure>>,
}

#[derive(Serialize)]
struct Measure {
    estimate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    unit: &'static str,
}

#[derive(Serialize)]
struct Pair {
    a: String,
    b: String,
    measures: InOrder<Difference>,
    only_a: Option<f64>,
    only_b: Option<f64>,
    both: Option<f64>,
    neither: Option<f64>,
}

#[derive(Serialize)]
struct Difference {
    difference: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl Pair {
    fn new(results: &Results, pair: &PairSummary) -> Pair {
        let difference = |(measure, difference): &(String, Estimate)| {
            let Estimate { estimate, low, high, .. } = *difference;
            (measure.clone(), Difference { difference: estimate, low, high })
        };
        Pair {
            a: results.arms[pair.a].name.clone(),
            b: results.arms[pair.b].name.clone(),
            measures: InOrder(pair.differences.iter().map(difference).collect()),
            only_a: pair.people.only_a.estimate,
            only_b: pair.people.only_b.estimate,
            both: pair.people.both.estimate,
            neither: pair.people.neither.estimate,
        }
    }
}

/// An object whose keys keep the order of the tables.
struct InOrder<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for InOrder<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
