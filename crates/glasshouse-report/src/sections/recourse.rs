//! Recourse, and the wronged who never appealed.

use maud::html;

use super::{Section, key, of_totals};
use crate::figure::{BESIDE, Figures, Head, dots};
use crate::run::Run;
use crate::words::{percent, sentence};

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms = run.regimes();
    let rows = [
        ("never_appealed", "Wrong terms that nobody appealed", "% of terms with a wrong ground", 100.0),
        (
            "wrongly_refused",
            "Wrong terms upheld against the person",
            "% of appeals decided with a wrong ground",
            100.0,
        ),
        ("appeals_filed", "Appeals filed", "per 1,000 terms of a sanction", 1000.0),
        ("appeals_upheld", "Appeals won", "% of appeals decided", 100.0),
        ("false_ground", "Falls that rest wholly on false records", "% of falls", 100.0),
        ("files_with_error", "A false entry in the file at the end", "% of people with a score", 100.0),
        ("tier_changed_by_error", "In another tier for a false entry", "% of people with a score", 100.0),
    ];
    let panels = of_totals(run, &arms, &rows);
    let head = Head {
        name: "recourse",
        title: "How wrongs are made, and what becomes of them",
        note: "A term has a wrong ground where a false record was necessary to it.",
    };
    let clause = |&arm: &usize| {
        let never = run.total(arm, "never_appealed");
        let name = run.arms[arm].name();
        if never.value.estimate.is_some() {
            return Some(format!(
                "under {name} {} of terms with a wrong ground were never appealed",
                percent(&never)
            ));
        }
        let closed = run.arms[arm].regime.value.recourse.is_none();
        let wronged = run.total(arm, "false_ground").is_something();
        (closed && wronged).then(|| format!("{name} hears no appeals"))
    };
    let clauses: Vec<String> = arms.iter().filter_map(clause).collect();
    let finding = sentence(&clauses).unwrap_or_else(|| "Nothing in this run could be appealed.".to_owned());
    let body = html! { (dots(figures, head, &key(&panels), BESIDE, &panels)) };
    Section { id: "recourse", heading: "Recourse, and the wronged who never appealed", finding, body }
}
