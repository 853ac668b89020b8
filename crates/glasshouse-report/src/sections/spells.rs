//! How long it lasts: the life table of first spells.

use maud::html;

use super::lost::ranked;
use super::{Section, key, of_totals};
use crate::figure::{Across, BESIDE, Curves, Figures, Head, curves, dots};
use crate::run::Run;
use crate::words::{percent, sentence, spoken};

/// Weeks after the first loss at which the life table is read.
const POINTS: [u32; 10] = [12, 24, 28, 40, 52, 56, 80, 104, 156, 208];
const WEEKS: Across =
    Across { words: "weeks after the first loss", row: "weeks", every: 1, marked: true, per: 1.0 };

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms = ranked(run);
    let lines = arms.iter().filter_map(|&arm| {
        let read = |&weeks: &u32| {
            let share = run.total(arm, &format!("weeks_to_regain.s{weeks}")).times(100.0);
            share.value.estimate.map(|share| (f64::from(weeks), Some(share)))
        };
        let points: Vec<_> = [(0.0, Some(100.0))].into_iter().chain(POINTS.iter().map_while(read)).collect();
        let one = &run.arms[arm];
        (points.len() > 1).then(|| (one.name().to_owned(), one.color, points))
    });
    let table = Curves {
        title: "Not all rights back yet".to_owned(),
        unit: "% of people who lost a right, after their first loss".to_owned(),
        percent: true,
        lines: lines.collect(),
    };
    let head = Head {
        name: "life-table",
        title: "How long until all rights are back, the first time",
        note: "A life table: people still without a right when the run ends count for as long as they were seen. It is \
               read at the dots; the lines only join them.",
    };
    let rows = [
        ("weeks_to_regain", "Half have all rights back after", "weeks", 1.0),
        ("trapped", "Without a right two years after the first loss", "% of people, still or again", 100.0),
        ("relapse", "Lost one again within half a year", "% of times that all came back", 100.0),
    ];
    let panels = of_totals(run, &arms, &rows);
    let more = Head { name: "spells", title: "Median, trapped, relapsed", note: "" };
    let body = html! {
        (curves(figures, head, WEEKS, std::slice::from_ref(&table)))
        (dots(figures, more, &key(&panels), BESIDE, &panels))
    };
    Section { id: "how-long", heading: "How long it lasts", finding: finding(run, &arms), body }
}

fn finding(run: &Run, arms: &[usize]) -> String {
    let clause = |&arm: &usize| {
        let name = run.arms[arm].name();
        let median = run.total(arm, "weeks_to_regain");
        let two_years = run.total(arm, "weeks_to_regain.s104");
        match (median.value.estimate, two_years.value.estimate) {
            (Some(_), _) => Some(format!(
                "half of those who lose a right under {name} have all of them back after {}",
                spoken(&median, false, "weeks")
            )),
            (None, Some(_)) => {
                Some(format!("under {name} {} are still without after two years", percent(&two_years)))
            }
            (None, None) => None,
        }
    };
    let clauses: Vec<String> = arms.iter().filter_map(clause).collect();
    sentence(&clauses).unwrap_or_else(|| match arms.is_empty() {
        true => "Nobody lost a right in this run.".to_owned(),
        false => "The run is too short to say how long losses last.".to_owned(),
    })
}
