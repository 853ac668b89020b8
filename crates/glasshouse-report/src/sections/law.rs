//! Quantities relevant to the two limbs of Article 5(1)(c), by trigger and by reading of what is related.

use glasshouse::summary::number::listed;
use maud::{Markup, html};
use serde_json::json;

use super::lost::ranked;
use super::{Section, key, of_totals};
use crate::figure::{BESIDE, Csv, Figures, Head, Key, Sheet, dots, figure, table};
use crate::run::Run;
use crate::words::{percent, plain};

const READINGS: [&str; 2] = ["strict", "broad"];
const TRIGGERS: [(&str, &str, &str, &str); 3] = [
    ("score", "taken by a score", "var(--cause-3)", "var(--on-cause-3)"),
    ("listing", "taken by a listing, without a score", "var(--cause-4)", "var(--on-cause-4)"),
    ("household", "taken through the household", "var(--cause-5)", "var(--on-cause-5)"),
];

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms = ranked(run);
    let finding = finding(run, &arms);
    let body = html! {
        p {
            "Article 5(1)(c) of Regulation (EU) 2024/1689 has two limbs: treatment in contexts unrelated to those in which \
             the data arose, and treatment unjustified or disproportionate to the conduct or its gravity. The quantities \
             below bear on them. They are no legal finding, and none has a mark to pass."
        }
        @if !arms.is_empty() {
            (contexts(run, &arms, figures))
            (proportion(run, &arms, figures))
            (related(run))
        }
    };
    Section { id: "article-5", heading: "The two limbs of Article 5(1)(c)", finding, body }
}

/// What was taken out of context, on both readings; regimes that took nothing so are only named.
fn finding(run: &Run, arms: &[usize]) -> String {
    let of = |arm: usize, reading: &str| run.total(arm, &format!("out_of_context_share.{reading}"));
    let (some, none): (Vec<usize>, Vec<usize>) =
        arms.iter().partition(|&&arm| of(arm, "strict").is_something());
    let name = |arm: &usize| run.arms[*arm].name().to_owned();
    let share = |arm: &usize| {
        let [strict, broad] = READINGS.map(|reading| percent(&of(*arm, reading)));
        format!("{strict} under {} on a strict reading of what is related, {broad} on a broad one", name(arm))
    };
    let none: Vec<String> = none.iter().map(name).collect();
    match (some.as_slice(), none.as_slice()) {
        ([], []) => "Nothing was taken, so there is nothing to hold against the article.".to_owned(),
        ([], none) => format!("Nothing was taken out of context under {}.", listed(none)),
        (some, none) => {
            let shares: Vec<String> = some.iter().map(share).collect();
            let rest = if none.is_empty() { String::new() } else { format!("; none under {}", listed(none)) };
            format!(
                "Of right-weeks, taken out of context or for harmless conduct: {}{rest}.",
                shares.join("; ")
            )
        }
    }
}

fn contexts(run: &Run, arms: &[usize], figures: &mut Figures) -> Markup {
    let mut rows = Vec::new();
    let mut sheet = Sheet { columns: vec!["Regime and reading".into()], rows: Vec::new() };
    sheet.columns.extend(TRIGGERS.iter().map(|trigger| trigger.1.to_owned()));
    sheet.columns.push("in all".into());
    let mut csv =
        Csv { columns: vec!["arm", "reading", "trigger", "share", "low", "high"], rows: Vec::new() };
    for &arm in arms {
        if !run.total(arm, "out_of_context_share.broad").is_something()
            && !run.total(arm, "out_of_context_share.strict").is_something()
        {
            continue;
        }
        for reading in READINGS {
            let one = &run.arms[arm];
            let mut line = vec![format!("{}, {reading}", one.name())];
            let mut parts = Vec::new();
            for (at, trigger) in TRIGGERS.iter().enumerate() {
                let cell = run.total(arm, &format!("out_of_context_share.{reading}.{}", trigger.0));
                let text = glasshouse::summary::number::rounded(&cell.value.times(100.0), false).0;
                parts.push(json!({"key": at, "value": cell.value.estimate, "text": format!("{text} %")}));
                line.push(percent(&cell));
                let value = cell.value;
                csv.rows.push(vec![
                    one.name().into(),
                    reading.into(),
                    trigger.0.into(),
                    value.estimate.into(),
                    value.low.into(),
                    value.high.into(),
                ]);
            }
            let all = percent(&run.total(arm, &format!("out_of_context_share.{reading}")));
            rows.push(json!({"label": format!("{}, {reading} reading", one.name()), "arm": one.color, "text": all, "parts": parts}));
            line.push(all);
            sheet.rows.push(line);
        }
    }
    let keys: Vec<_> =
        TRIGGERS.iter().map(|one| json!({"label": one.1, "color": one.2, "on": one.3})).collect();
    let key: Vec<Key> = TRIGGERS.iter().map(|one| ("", one.2.to_owned(), one.1.to_owned())).collect();
    let head = Head {
        name: "article-5-contexts",
        title: "First limb: unrelated contexts",
        note: "Share of all right-weeks that were lost for harmless conduct, or for conduct in a context not related to \
               the right's, by what set off the loss.",
    };
    figure(
        figures,
        head,
        &key,
        json!({"kind": "stack", "whole": 1.0, "rows": rows, "keys": keys}),
        &sheet,
        csv,
    )
}

fn proportion(run: &Run, arms: &[usize], figures: &mut Figures) -> Markup {
    let rows = [
        ("excess_share.low", "Beyond the low tariff", "% of right-weeks", 100.0),
        ("excess_share.middle", "Beyond the middle tariff", "% of right-weeks", 100.0),
        ("excess_share.high", "Beyond the high tariff", "% of right-weeks", 100.0),
        ("loss_per_gravity.p50", "Loss for each day-fine of gravity", "right-weeks, median", 1.0),
        (
            "loss_per_gravity.infinite",
            "Lost something without any gravity on record",
            "% of people who lost a right",
            100.0,
        ),
        ("flatness", "How loss follows gravity", "slope: 1 in proportion, 0 the same whatever the deed", 1.0),
        ("no_harm_in_record", "No true harm left in the record", "% of falls", 100.0),
        ("false_ground", "Resting wholly on false records", "% of falls", 100.0),
        ("evidence_older_than_year", "Evidence older than a year", "% of deciding points", 100.0),
    ];
    let panels = of_totals(run, arms, &rows);
    let head = Head {
        name: "article-5-proportion",
        title: "Second limb: unjustified or disproportionate",
        note: "The tariff is the society's: how many weeks of one right an ordinary law's day-fine answers to.",
    };
    dots(figures, head, &key(&panels), BESIDE, &panels)
}

/// Which contexts of conduct count as a right's own.
fn related(run: &Run) -> Markup {
    let society = &run.society.value;
    let names = |set: u16| -> String {
        let some = (0..society.contexts.len()).filter(|at| set >> at & 1 == 1);
        some.map(|at| plain(&society.contexts[at])).collect::<Vec<_>>().join(", ")
    };
    let row = |right: &glasshouse::society::Right| {
        vec![
            plain(&right.name),
            plain(&society.contexts[right.context]),
            names(society.related_strict[right.context]),
            names(society.related_broad[right.context]),
        ]
    };
    let sheet = Sheet {
        columns: ["Right", "its context", "related, strictly", "related, broadly"].map(str::to_owned).into(),
        rows: society.rights.iter().map(row).collect(),
    };
    html! {
        details.words { summary { "Which contexts count as related" } (table("Contexts related to each right", &sheet)) }
    }
}
