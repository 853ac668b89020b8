//! Why rights were lost: what was not for anything they did.

use glasshouse::summary::number::listed;
use maud::{Markup, html};
use serde_json::json;

use super::Section;
use super::lost::ranked;
use crate::figure::{Csv, Dot, Figures, Head, Key, Layout, Panel, Sheet, dots, figure};
use crate::run::Run;
use crate::words::percent;

/// The six causes: measure, words, colour and the colour of words on it. Own doing comes first.
const CAUSES: [(&str, &str, &str, &str); 6] = [
    ("lost_own_harm_in_context", "Own harm, same context", "var(--cause-0)", "var(--on-cause-0)"),
    ("lost_own_harm_elsewhere", "Own harm, another context", "var(--cause-1)", "var(--on-cause-1)"),
    ("lost_harmless", "Own harmless conduct", "var(--cause-2)", "var(--on-cause-2)"),
    ("lost_false_record", "False records", "var(--cause-3)", "var(--on-cause-3)"),
    ("lost_association", "Friends' and colleagues' scores", "var(--cause-4)", "var(--on-cause-4)"),
    ("lost_household", "What the household did", "var(--cause-5)", "var(--on-cause-5)"),
];

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms = ranked(run);
    let shares: Vec<String> = arms
        .iter()
        .map(|&arm| {
            format!("{} of what {} takes", percent(&run.total(arm, "undeserved_share")), run.arms[arm].name())
        })
        .collect();
    let finding = match shares.is_empty() {
        true => "Nothing was taken, so nothing has a cause.".to_owned(),
        false => format!("Not for anything they did: {}.", listed(&shares)),
    };
    let body = html! {
        p {
            "Not for anything they did means lost to a record of what never happened, to the scores of friends and \
             colleagues, or to what another member of the household did."
        }
        @if !arms.is_empty() { (stacked(run, &arms, figures)) (beside(run, &arms, figures)) }
    };
    Section { id: "causes", heading: "Not for anything they did", finding, body }
}

fn stacked(run: &Run, arms: &[usize], figures: &mut Figures) -> Markup {
    let mut rows = Vec::new();
    let mut sheet = Sheet { columns: vec!["Regime".into()], rows: Vec::new() };
    sheet.columns.extend(CAUSES.iter().map(|cause| cause.1.to_owned()));
    sheet.columns.push("Not for anything they did".into());
    let mut csv = Csv { columns: vec!["arm", "cause", "share", "low", "high"], rows: Vec::new() };
    for &arm in arms {
        let one = &run.arms[arm];
        let mut line = vec![one.name().to_owned()];
        let mut parts = Vec::new();
        for (key, cause) in CAUSES.iter().enumerate() {
            let cell = run.total(arm, cause.0);
            let value = cell.value;
            line.push(percent(&cell));
            let text = glasshouse::summary::number::rounded(&value.times(100.0), false).0;
            parts.push(json!({"key": key, "value": value.estimate, "text": format!("{text} %")}));
            csv.rows.push(vec![
                one.name().into(),
                cause.1.into(),
                value.estimate.into(),
                value.low.into(),
                value.high.into(),
            ]);
        }
        let undeserved = percent(&run.total(arm, "undeserved_share"));
        line.push(undeserved.clone());
        rows.push(json!({"label": one.name(), "arm": one.color, "text": format!("{undeserved} not for anything they did"), "short": format!("{undeserved} undeserved"), "parts": parts}));
        sheet.rows.push(line);
    }
    let keys: Vec<_> =
        CAUSES.iter().map(|cause| json!({"label": cause.1, "color": cause.2, "on": cause.3})).collect();
    let chart = json!({"kind": "stack", "whole": 1.0, "rows": rows, "keys": keys});
    let head = Head {
        name: "causes",
        title: "Six causes share out every right-week",
        note: "Shapley values of each term's condition: they add up to all that was lost. The context is that of the right \
               lost. In grey what people did \
               themselves, in warm colours what they did not.",
    };
    let key: Vec<Key> = CAUSES.iter().map(|cause| ("", cause.2.to_owned(), cause.1.to_owned())).collect();
    figure(figures, head, &key, chart, &sheet, csv)
}

/// What was necessary and what was involved: beside the shares, since these do not add up.
fn beside(run: &Run, arms: &[usize], figures: &mut Figures) -> Markup {
    let panel = |&arm: &usize| {
        let row = |cause: &(&str, &str, &'static str, &str)| {
            let share = |name: &str| run.total(arm, name).times(100.0);
            let marks =
                ["necessary", "involved"].map(|symbol| (symbol, share(&format!("{}.{symbol}", cause.0))));
            Dot {
                color: Some(cause.2),
                bar: true,
                marks: marks.into(),
                ..Dot::of(&run.arms[arm], cause.1, share(cause.0))
            }
        };
        let one = &run.arms[arm];
        Panel {
            title: one.name().to_owned(),
            arm: Some(one.color),
            unit: "% of right-weeks: share · necessary · involved".to_owned(),
            rows: CAUSES.iter().map(row).collect(),
        }
    };
    let panels: Vec<Panel> = arms.iter().map(panel).collect();
    let head = Head {
        name: "causes-necessary",
        title: "What was necessary, and what had a hand in it",
        note: "Bar: the share above. Diamond: without this cause the right would have been kept. Ring: the cause tips \
               some combination. Neither adds up, since one loss can need several causes.",
    };
    dots(figures, head, &[], Layout { shared: true, least: 340, most: 3 }, &panels)
}
