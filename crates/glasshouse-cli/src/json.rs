//! What machines read: the summary of `--json`, and the manifest.

use std::collections::BTreeMap;

use glasshouse::experiment::results::{ArmSummary, Results, hex};
use serde::Serialize;
use serde_json::{Value, json};

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
    peak_memory_bytes: Option<u64>,
    machine: Machine,
}

#[derive(Serialize)]
struct Arm {
    name: String,
    digest: String,
}
