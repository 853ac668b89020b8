//! The results as the object that `--json` prints.

use serde_json::{Map, Value, json};

use super::results::{PairSummary, Results, hex};
use crate::measure::interval::Estimate;

impl Results {
    /// Digest, sizes, arms and pairs as INTERFACE names them; the program adds what only it knows (seconds,
    /// memory, the folder). Numbers that are not defined are null, with a `note`.
    pub fn json(&self) -> Value {
        let arms: Vec<Value> = self
            .arms
            .iter()
            .map(|arm| {
                let measures: Map<String, Value> = arm
                    .measures
                    .iter()
                    .map(|summary| {
                        let mut measure = interval("estimate", &summary.estimate);
                        measure.insert("unit".to_owned(), summary.unit.into());
                        measure.insert(
                            "from_none".to_owned(),
                            interval("difference", &summary.from_none).into(),
                        );
                        (summary.measure.clone(), measure.into())
                    })
                    .collect();
                json!({"name": arm.name, "digest": hex(&arm.digest), "measures": measures})
            })
            .collect();
        let pairs: Vec<Value> = self.pairs.iter().map(|pair| self.pair_json(pair)).collect();
        json!({
            "digest": hex(&self.digest),
            "people": self.people,
            "counties": self.counties,
            "warm_up": self.warm_up,
            "weeks": self.weeks,
            "arms": arms,
            "pairs": pairs,
        })
    }

    fn pair_json(&self, pair: &PairSummary) -> Value {
        let measures: Map<String, Value> = pair
            .differences
            .iter()
            .map(|(measure, difference)| (measure.clone(), interval("difference", difference).into()))
            .collect();
        let people = &pair.people;
        json!({
            "a": self.arms[pair.a].name,
            "b": self.arms[pair.b].name,
            "measures": measures,
            "only_a": people.only_a.estimate,
            "only_b": people.only_b.estimate,
            "both": people.both.estimate,
            "neither": people.neither.estimate,
            "more_a": people.more_a.estimate,
            "more_b": people.more_b.estimate,
            "equal": people.equal.estimate,
        })
    }
}

fn interval(name: &str, estimate: &Estimate) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert(name.to_owned(), estimate.estimate.into());
    object.insert("standard_error".to_owned(), estimate.standard_error.into());
    object.insert("low".to_owned(), estimate.low.into());
    object.insert("high".to_owned(), estimate.high.into());
    if !estimate.note.is_empty() {
        object.insert("note".to_owned(), estimate.note.into());
    }
    object
}
