//! What machines read: the summary of `--json`, and the manifest.

use glasshouse::experiment::results::{ArmSummary, MeasureSummary, PairSummary, Results, hex};
use glasshouse::measure::interval::Estimate;
use serde_json::{Map, Value, json};

use crate::machine;
use crate::recipe::Recipe;

/// What a run took.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Seconds, of this part of the run if it was resumed.
    pub seconds: f64,
    /// Threads.
    pub threads: usize,
    /// Whether an earlier part was resumed.
    pub resumed: bool,
}

/// The object of `--json`.
pub fn summary(recipe: &Recipe, results: &Results, cost: &Cost, out: &str) -> Value {
    json!({
        "digest": hex(&results.digest),
        "people": recipe.people,
        "counties": recipe.counties,
        "weeks": recipe.weeks,
        "seconds": cost.seconds,
        "peak_memory_bytes": machine::peak_memory(),
        "out": out,
        "arms": arms(results),
        "pairs": pairs(results),
    })
}

/// The manifest of a run.
pub fn manifest(recipe: &Recipe, results: &Results, cost: &Cost) -> String {
    let mut manifest = serde_json::to_value(recipe).expect("a recipe is text and whole numbers");
    manifest["digest"] = json!(hex(&results.digest));
    manifest["arms"] =
        results.arms.iter().map(|arm| json!({ "name": arm.name, "digest": hex(&arm.digest) })).collect();
    manifest["seconds"] = json!(cost.seconds);
    manifest["resumed"] = json!(cost.resumed);
    manifest["peak_memory_bytes"] = json!(machine::peak_memory());
    manifest["machine"] = machine::describe(cost.threads);
    let rows = results.tables.iter().map(|table| (table.name.to_owned(), json!(table.rows())));
    manifest["rows"] = Value::Object(rows.collect());
    format!("{manifest:#}\n")
}

fn arms(results: &Results) -> Vec<Value> {
    let measures = |arm: &ArmSummary| -> Map<String, Value> {
        let measure = |summary: &MeasureSummary| {
            let Estimate { estimate, low, high, .. } = summary.estimate;
            let value = json!({ "estimate": estimate, "low": low, "high": high, "unit": summary.unit });
            (summary.measure.clone(), value)
        };
        arm.measures.iter().map(measure).collect()
    };
    let arm =
        |arm: &ArmSummary| json!({ "name": arm.name, "digest": hex(&arm.digest), "measures": measures(arm) });
    results.arms.iter().map(arm).collect()
}

fn pairs(results: &Results) -> Vec<Value> {
    let difference = |(measure, difference): &(String, Estimate)| {
        let Estimate { estimate, low, high, .. } = difference;
        (measure.clone(), json!({ "difference": estimate, "low": low, "high": high }))
    };
    let pair = |pair: &PairSummary| {
        json!({
            "a": results.arms[pair.a].name,
            "b": results.arms[pair.b].name,
            "measures": pair.differences.iter().map(difference).collect::<Map<_, _>>(),
            "only_a": pair.people.only_a.estimate,
            "only_b": pair.people.only_b.estimate,
            "both": pair.people.both.estimate,
            "neither": pair.people.neither.estimate,
        })
    };
    results.pairs.iter().map(pair).collect()
}
