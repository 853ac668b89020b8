//! What machines read: the summary of `--json`, and the manifest.

use std::collections::BTreeMap;

use glasshouse::experiment::results::{ArmSummary, Results, hex};
use serde::Serialize;
use serde_json::{Value, json};

use crate::machine::{self, Machine};
use crate::recipe::Recipe;

/// What a run took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Seconds, of this part of the run if it was resumed.
    pub seconds: f64,
    /// Threads.
    pub threads: usize,
    /// Whether an earlier part was resumed.
    pub resumed: bool,
    /// How long the counties of this part took, if it had any.
    pub counties: Option<CountySeconds>,
}

/// How long counties took on their threads. All have nearly the same work: where these are far apart, the processors had
/// other work too.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CountySeconds {
    /// No more than this: one in a hundred.
    fastest_hundredth: f64,
    /// Half of them.
    median: f64,
    /// All but one in a hundred.
    slowest_hundredth: f64,
}

impl CountySeconds {
    /// Of the seconds that each took; nothing if there are none.
    pub fn of(mut counties: Vec<f64>) -> Option<CountySeconds> {
        counties.sort_unstable_by(f64::total_cmp);
        let last = counties.len().checked_sub(1)?;
        let at = |hundredths: usize| counties[last * hundredths / 100];
        Some(CountySeconds { fastest_hundredth: at(1), median: at(50), slowest_hundredth: at(99) })
    }
}

/// The object of `--json`: the library's, and what only the program knows.
pub fn summary(results: &Results, cost: &Cost, out: &str) -> Value {
    let mut summary = results.json();
    summary["seconds"] = json!(cost.seconds);
    summary["peak_memory_bytes"] = json!(machine::peak_memory());
    summary["out"] = json!(out);
    summary
}

/// The manifest of a run.
pub fn manifest(recipe: &Recipe, results: &Results, cost: &Cost) -> String {
    let arm = |arm: &ArmSummary| Arm { name: arm.name.clone(), digest: hex(&arm.digest) };
    let manifest = Manifest {
        digest: hex(&results.digest),
        arms: results.arms.iter().map(arm).collect(),
        recipe,
        rows: results.tables.iter().map(|table| (table.name, table.rows())).collect(),
        seconds: cost.seconds,
        resumed: cost.resumed,
        county_seconds: cost.counties,
        peak_memory_bytes: machine::peak_memory(),
        machine: Machine::here(cost.threads),
    };
    let mut text = serde_json::to_string_pretty(&manifest).expect("a manifest is text and numbers");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Manifest<'a> {
    digest: String,
    arms: Vec<Arm>,
    #[serde(flatten)]
    recipe: &'a Recipe,
    /// Rows of each table.
    rows: BTreeMap<&'a str, usize>,
    seconds: f64,
    resumed: bool,
    county_seconds: Option<CountySeconds>,
    peak_memory_bytes: Option<u64>,
    machine: Machine,
}

#[derive(Serialize)]
struct Arm {
    name: String,
    digest: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_of_counties_are_told() {
        assert!(CountySeconds::of(Vec::new()).is_none());
        let of = |counties: std::ops::Range<u32>| {
            let told = CountySeconds::of(counties.rev().map(f64::from).collect()).unwrap();
            [told.fastest_hundredth, told.median, told.slowest_hundredth]
        };
        assert_eq!(of(0..1), [0.0; 3]);
        assert_eq!(of(0..1001), [10.0, 500.0, 990.0]);
    }
}
