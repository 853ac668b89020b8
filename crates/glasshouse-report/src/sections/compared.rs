//! Who lost only under one regime, only under the other, on the same luck.

use glasshouse::summary::number::with_figures;
use maud::html;
use serde_json::json;

use super::Section;
use super::lost::ranked;
use crate::figure::{Csv, Figures, Head, Sheet, figure};
use crate::run::{Pair, Run};

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let pairs: Vec<&Pair> =
        run.pairs.iter().filter(|pair| !run.arms[pair.a].is_none() && !run.arms[pair.b].is_none()).collect();
    let ranked = ranked(run);
    let first = match ranked.as_slice() {
        [one, other, ..] => {
            pairs.iter().find(|pair| (pair.a, pair.b) == (*one, *other) || (pair.a, pair.b) == (*other, *one))
        }
        _ => None,
    };
    let finding = match first {
        Some(pair) => format!(
            "{} % of people lose a right only under {}, {} % only under {}, and {} % under both, on the same luck.",
            figures_of(pair.only_a),
            run.arms[pair.a].name(),
            figures_of(pair.only_b),
            run.arms[pair.b].name(),
            figures_of(pair.both)
        ),
        None => "Fewer than two regimes of this run take rights, so there is nobody to compare between them."
            .to_owned(),
    };
    let body = html! { @if !pairs.is_empty() { (bars(run, &pairs, figures)) } };
    Section { id: "compared", heading: "Only under the one, only under the other", finding, body }
}

/// A share as a percentage with two figures.
fn figures_of(share: f64) -> String {
    with_figures(share * 100.0, 2)
}

fn bars(run: &Run, pairs: &[&Pair], figures: &mut Figures) -> maud::Markup {
    let mut keys = vec![json!({"label": "under both", "color": "var(--cause-2)", "on": "var(--on-cause-2)"})];
    for arm in &run.arms {
        let color = format!("var(--arm-{})", arm.color);
        keys.push(
            json!({"label": format!("only under {}", arm.name()), "color": color, "on": "var(--paper)"}),
        );
    }
    let mut rows = Vec::new();
    let mut sheet = Sheet {
        columns: ["A and B", "only under A", "under both", "only under B", "under neither"]
            .map(str::to_owned)
            .into(),
        rows: Vec::new(),
    };
    let mut csv = Csv { columns: vec!["arm_a", "arm_b", "only_a", "both", "only_b"], rows: Vec::new() };
    for pair in pairs {
        let [a, b] = [pair.a, pair.b].map(|arm| run.arms[arm].name());
        let part = |key: usize, value: f64| json!({"key": key, "value": value, "text": format!("{} %", figures_of(value))});
        let parts = [part(pair.a + 1, pair.only_a), part(0, pair.both), part(pair.b + 1, pair.only_b)];
        rows.push(json!({"label": format!("{a} | {b}"), "arm": 0, "parts": parts}));
        let neither = 1.0 - pair.only_a - pair.both - pair.only_b;
        let shares =
            [pair.only_a, pair.both, pair.only_b, neither].map(|share| format!("{} %", figures_of(share)));
        sheet.rows.push([format!("{a} and {b}")].into_iter().chain(shares).collect());
        csv.rows.push(vec![a.into(), b.into(), pair.only_a.into(), pair.both.into(), pair.only_b.into()]);
    }
    let head = Head {
        name: "compared",
        title: "The same people, person by person",
        note: "Share of all people who lost any right: left only under the first, middle under both, right only under \
               the second. The rest lost nothing under either.",
    };
    let chart = json!({"kind": "stack", "rows": rows, "keys": keys});
    figure(figures, head, &[], chart, &sheet, csv)
}
