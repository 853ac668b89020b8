//! Harm prevented beside what it cost; never merged into one number.

use glasshouse::summary::number::{listed, range};
use maud::html;

use super::{Section, by_arm, key, of_totals, tells};
use crate::figure::{BESIDE, Figures, Head, Layout, Panel, dots};
use crate::run::Run;
use crate::words::{clauses, sentence, sides};

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms = run.regimes();
    let change = |title: &str, unit: &str| {
        by_arm(run, &arms, (title, unit, "harm_done"), |arm| run.change(arm, "harm_done").times(100.0), true)
    };
    let prevented: Vec<Panel> = vec![
        change("Harm done", "% against ordinary law alone; below 0 is harm prevented"),
        by_arm(
            run,
            &arms,
            ("Harmful acts", "acts per 1,000 person-years, against ordinary law alone", ""),
            |arm| run.over_none(arm, "harmful_conduct").times(1000.0),
            true,
        ),
    ];
    let prevented: Vec<Panel> = prevented.into_iter().filter(tells).collect();
    let cost = [
        ("rights_weeks_lost", "Right-weeks lost", "per person-year", 1.0),
        ("undeserved_share", "Of these, not for anything they did", "% of right-weeks", 100.0),
        ("forgone", "Lawful acts left undone", "per person-year", 1.0),
    ];
    let cost = of_totals(run, &arms, &cost);
    let layout = Layout { most: 2, ..BESIDE };
    let prevented_head = Head { name: "harm-prevented", title: "What is prevented", note: "" };
    let cost_head = Head {
        name: "harm-cost",
        title: "What it costs the same people",
        note: "The two are not weighed against each other: no number here says what a right is worth in harm.",
    };
    let body = html! {
        (dots(figures, prevented_head, &key(&prevented), layout, &prevented))
        (dots(figures, cost_head, &key(&cost), BESIDE, &cost))
        (flips(run, &arms))
    };
    Section { id: "harm", heading: "Harm prevented, and what it cost", finding: finding(run, &arms), body }
}

fn finding(run: &Run, arms: &[usize]) -> String {
    let cells: Vec<_> = arms.iter().map(|&arm| (arm, run.change(arm, "harm_done").times(100.0))).collect();
    let mut words = sentence(&clauses(&sides(run, &cells, "%"), "more harm is done", "less harm is done"))
        .unwrap_or_else(|| match arms.is_empty() {
            true => "There is no regime in this run to prevent harm.".to_owned(),
            false => "This run has too few counties to say whether harm is prevented.".to_owned(),
        });
    let open = open(run, arms, "harm_done");
    if !open.is_empty() {
        words += &format!(" Over what is not known about people the sign is open under {}.", listed(&open));
    }
    words
}

/// Arms of which even the sign of a difference hangs on what is assumed, with the ends of their ranges.
fn open(run: &Run, arms: &[usize], measure: &str) -> Vec<String> {
    let name = |&arm: &usize| {
        let assumed = run.arms[arm].assumed.as_ref()?;
        let ends = assumed.ranges.get(measure).filter(|_| assumed.open.iter().any(|open| open == measure))?;
        Some(format!("{} ({} %)", run.arms[arm].name(), range(*ends, true).replace('…', " to ")))
    };
    arms.iter().filter_map(name).collect()
}

/// What would turn the sign of the harm prevented.
fn flips(run: &Run, arms: &[usize]) -> maud::Markup {
    let rows: Vec<String> = [("harm_done", "Harm done"), ("private_harm", "Harm done in private")]
        .into_iter()
        .flat_map(|(measure, words)| {
            let ends = move |&arm: &usize| {
                let one = &run.arms[arm];
                let assumed = one.assumed.as_ref()?;
                let ends = range(*assumed.ranges.get(measure)?, true).replace('…', " to ");
                let by = assumed.by.get(measure);
                let by =
                    by.map_or(String::new(), |[low, high]| format!(", lowest at {low}, highest at {high}"));
                let open = if assumed.open.iter().any(|open| open == measure) {
                    "the sign is open"
                } else {
                    "the sign holds"
                };
                Some(format!("{words} under {}: {ends} %{by}; {open}.", one.name()))
            };
            arms.iter().filter_map(ends).collect::<Vec<_>>()
        })
        .collect();
    html! {
        @if rows.is_empty() {
            p.note {
                "What would turn the sign was found out for the built-in regimes, societies and run lengths only, and \
                 none of these is here."
            }
        } @else {
            h3 { "What would turn the sign" }
            p {
                "Each number assumed of people was put at the two ends of its range, one at a time. Names are those of the \
                 table " code { "response" } " in the society's file."
            }
            ul.plain { @for row in &rows { li { (row) } } }
        }
    }
}
