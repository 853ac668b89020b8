//! Conduct where a regime can look and where it cannot; what is no longer done, and what is done for show.

use glasshouse::measure::interval::Estimate;
use maud::html;

use super::{Section, by_arm, key, tells};
use crate::figure::{BESIDE, Dot, Figures, Head, Panel, dots};
use crate::run::{Cell, Run};
use crate::words::{capital, clauses, plain, sentence, sides, spoken};

pub fn watched(run: &Run, figures: &mut Figures) -> Section {
    let arms = run.regimes();
    let panels: Vec<Panel> = [
        ("harm_done", "Harm done, in all", "% against ordinary law alone"),
        ("private_harm", "Harm done in private", "% against ordinary law alone"),
        ("harmful_conduct", "Harmful acts", "% against ordinary law alone"),
        ("good_deeds", "Good deeds", "% against ordinary law alone"),
    ]
    .into_iter()
    .map(|(measure, title, unit)| {
        by_arm(run, &arms, (title, unit, measure), |arm| run.change(arm, measure).times(100.0), true)
    })
    .filter(tells)
    .collect();
    let head = Head {
        name: "watched-and-private",
        title: "What changes where somebody may look, and where nobody can",
        note: "Against the same people under ordinary law alone.",
    };
    let cells: Vec<_> = arms.iter().map(|&arm| (arm, run.change(arm, "private_harm").times(100.0))).collect();
    let clauses =
        clauses(&sides(run, &cells, "%"), "more harm is done in private", "less harm is done in private");
    let finding = sentence(&clauses).unwrap_or_else(|| match arms.is_empty() {
        true => "There is no regime in this run that looks.".to_owned(),
        false => "This run has too few counties to say what happens in private.".to_owned(),
    });
    let body = html! { (dots(figures, head, &key(&panels), BESIDE, &panels)) };
    Section { id: "watched", heading: "Conduct watched and conduct in private", finding, body }
}

pub fn forgone(run: &Run, figures: &mut Figures) -> Section {
    let arms = run.regimes();
    let mut panels = Vec::new();
    for (measure, words) in [
        ("forgone", "not done for fear"),
        ("compelled", "done for show"),
        ("prevented_by_ban", "impossible, the occasion being taken"),
    ] {
        let all = by_arm(
            run,
            &arms,
            (&capital(&format!("lawful acts {words}")), "acts per person-year", measure),
            |arm| run.total(arm, measure),
            false,
        );
        panels.push(all);
        for kind in &run.society.value.kinds {
            let name = format!("{measure}.{}", kind.name);
            let title = format!("{}: {words}", capital(&plain(&kind.name)));
            let panel = by_arm(
                run,
                &arms,
                (&title, "acts per person-year", &name),
                |arm| run.total(arm, &name),
                false,
            );
            let largest = |dot: &Dot| dot.cell.value.estimate.unwrap_or(0.0);
            // One act by one person in 10,000 years is no finding.
            if panel.rows.iter().map(largest).fold(0.0, f64::max) > 1e-4 {
                panels.push(panel);
            }
        }
    }
    panels.retain(tells);
    let head = Head {
        name: "forgone",
        title: "Forgone, compelled, prevented",
        note: "Lawful or protected acts only, compared act by act with what the same people do under ordinary law alone. \
               Doing less of what is allowed is a loss; so is doing it because it is priced.",
    };
    let clause = |&arm: &usize| {
        let [forgone, compelled] = ["forgone", "compelled"].map(|measure| run.total(arm, measure));
        (forgone.is_something() || compelled.is_something()).then(|| {
            format!(
                "under {} each person leaves {} undone in a year, and does {} for the regime's sake",
                run.arms[arm].name(),
                acts(&forgone),
                acts(&compelled)
            )
        })
    };
    let clauses: Vec<String> = arms.iter().filter_map(clause).collect();
    let finding =
        sentence(&clauses).unwrap_or_else(|| "No lawful act was left undone in this run.".to_owned());
    let body = html! { (dots(figures, head, &key(&panels), BESIDE, &panels)) };
    Section { id: "forgone", heading: "Forgone, compelled, prevented", finding, body }
}

/// Acts a year, as people count them.
fn acts(cell: &Cell) -> String {
    match cell.value {
        Estimate { estimate: None | Some(0.0), .. } => "none".to_owned(),
        Estimate { estimate: Some(acts), .. } if acts < 0.1 => {
            format!("{} per 1,000 people", spoken(&cell.times(1000.0), false, "lawful acts"))
        }
        _ => spoken(cell, false, "lawful acts"),
    }
}
