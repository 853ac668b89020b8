//! What machines read: the summary of `--json`, and the manifest.

use glasshouse::table::{Column, Table, Values};
use serde_json::{Map, Value, json};

use crate::engine::Results;
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
        "digest": results.digest,
        "people": recipe.people,
        "counties": recipe.counties,
        "weeks": recipe.weeks,
        "seconds": cost.seconds,
        "peak_memory_bytes": machine::peak_memory(),
        "out": out,
        "arms": arms(results),
        "pairs": table(results, "pairs").map_or_else(Vec::new, pairs),
    })
}

/// The manifest of a run.
pub fn manifest(recipe: &Recipe, results: &Results, cost: &Cost) -> String {
    let mut manifest = serde_json::to_value(recipe).expect("a recipe is text and whole numbers");
    manifest["digest"] = json!(results.digest);
    manifest["arms"] =
        results.arms.iter().map(|(name, digest)| json!({ "name": name, "digest": digest })).collect();
    manifest["seconds"] = json!(cost.seconds);
    manifest["resumed"] = json!(cost.resumed);
    manifest["peak_memory_bytes"] = json!(machine::peak_memory());
    manifest["machine"] = machine::describe(cost.threads);
    let rows = results.tables.iter().map(|table| (table.name.to_owned(), json!(table.rows())));
    manifest["rows"] = Value::Object(rows.collect());
    format!("{manifest:#}\n")
}

fn arms(results: &Results) -> Vec<Value> {
    let measures = table(results, "measures");
    let arm = |(name, digest): &(String, String)| {
        let rows = measures.map(Rows::new);
        let mut found = Map::new();
        for (rows, row) in rows.iter().flat_map(|rows| rows.totals().map(move |row| (rows, row))) {
            if rows.text("arm", row) == name {
                let mut value = rows.reals(row, &["estimate", "low", "high"]);
                value.insert("unit".into(), rows.text("unit", row).into());
                found.insert(rows.text("measure", row).into(), value.into());
            }
        }
        json!({ "name": name, "digest": digest, "measures": found })
    };
    results.arms.iter().map(arm).collect()
}

fn pairs(table: &Table) -> Vec<Value> {
    let rows = Rows::new(table);
    let mut found: Vec<Value> = Vec::new();
    for row in rows.totals() {
        let (a, b) = (rows.text("arm_a", row), rows.text("arm_b", row));
        let known = found.iter().position(|pair| pair["a"] == a && pair["b"] == b);
        let at = known.unwrap_or_else(|| {
            let none = Value::Null;
            found.push(json!({ "a": a, "b": b, "measures": {}, "only_a": none, "only_b": none, "both": none, "neither": none }));
            found.len() - 1
        });
        let measure = rows.text("measure", row);
        found[at]["measures"][measure] = rows.reals(row, &["difference", "low", "high"]).into();
        for (share, value) in rows.reals(row, &["only_a", "only_b", "both", "neither"]) {
            if !value.is_null() {
                found[at][share] = value;
            }
        }
    }
    found
}

fn table<'a>(results: &'a Results, name: &str) -> Option<&'a Table> {
    results.tables.iter().find(|table| table.name == name)
}

/// A table by the names of its columns.
struct Rows<'a>(&'a Table);

impl<'a> Rows<'a> {
    fn new(table: &'a Table) -> Rows<'a> {
        Rows(table)
    }

    fn column(&self, name: &str) -> Option<&'a Column> {
        self.0.columns.iter().find(|column| column.name == name)
    }

    fn text(&self, name: &str, row: usize) -> &'a str {
        match self.column(name).map(|column| &column.values) {
            Some(Values::Text(values)) => &values[row],
            _ => "",
        }
    }

    fn reals(&self, row: usize, names: &[&str]) -> Map<String, Value> {
        let value = |name: &&str| match self.column(name).map(|column| &column.values) {
            Some(Values::Real(values)) => ((*name).to_owned(), json!(values[row])),
            _ => ((*name).to_owned(), Value::Null),
        };
        names.iter().map(value).collect()
    }

    /// Rows of no right and no group in particular.
    fn totals(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.rows())
            .filter(|row| self.text("right", *row).is_empty() && self.text("group", *row).is_empty())
    }
}
