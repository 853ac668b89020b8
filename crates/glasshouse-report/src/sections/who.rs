//! Who loses: by group, income and home, and at equal conduct in the world without a regime.

use maud::{Markup, html};

use super::lost::ranked;
use super::{Section, key};
use crate::figure::{Dot, Figures, Head, Layout, Panel, dots};
use crate::run::Run;
use crate::words::{percent, spoken};

const GROUPS: [(&str, &str); 10] = [
    ("", "Everybody"),
    ("group:majority", "Majority"),
    ("group:minority", "Minority"),
    ("income:1", "Income 1, the poorest"),
    ("income:2", "Income 2"),
    ("income:3", "Income 3"),
    ("income:4", "Income 4"),
    ("income:5", "Income 5, the richest"),
    ("home:urban", "In towns"),
    ("home:rural", "In the country"),
];

/// What people's acts outside private places weigh in a year-long world without a regime.
const CONDUCT: [&str; 8] = [
    "Nothing",
    "Below 1 day-fine",
    "1 to 2 day-fines",
    "2 to 4 day-fines",
    "4 to 8 day-fines",
    "8 to 16 day-fines",
    "16 to 32 day-fines",
    "32 day-fines and more",
];

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms = ranked(run);
    let panel = |&arm: &usize| {
        let one = &run.arms[arm];
        let row = |&(group, words): &(&str, &str)| {
            Dot::of(one, words, run.measure(arm, "rights_weeks_lost", "", group))
        };
        let rows: Vec<Dot> = GROUPS.iter().map(row).filter(|row| row.cell.value.estimate.is_some()).collect();
        Panel {
            title: one.name().to_owned(),
            arm: Some(one.color),
            unit: "right-weeks per person-year".to_owned(),
            rows,
        }
    };
    let panels: Vec<Panel> = arms.iter().map(panel).collect();
    let head = Head {
        name: "who-loses",
        title: "What is lost, by group, income and home",
        note: "Each regime on its own scale, so that groups can be compared within it.",
    };
    let body = html! {
        (dots(figures, head, &key(&panels), Layout { shared: false, least: 280, most: 4 }, &panels))
        (at_equal_conduct(run, &arms, figures))
    };
    Section { id: "who", heading: "Who loses", finding: finding(run, &arms), body }
}

fn finding(run: &Run, arms: &[usize]) -> String {
    let Some(&arm) = arms.first() else { return "Nobody lost a right in this run, in any group.".to_owned() };
    let name = run.arms[arm].name();
    let of = |group: &str| spoken(&run.measure(arm, "rights_weeks_lost", "", group), false, "");
    let mut words = format!(
        "Under {name} people of the lowest income class lose {} right-weeks a year, those of the highest {}.",
        of("income:1"),
        of("income:5")
    );
    let gap = run.total(arm, "disparity");
    match gap.value.may_be_zero() {
        Some(true) => {
            words += " At equal conduct this run can tell no difference between minority and majority."
        }
        Some(false) => {
            let more = gap.value.estimate.is_some_and(|gap| gap > 0.0);
            let gap = if more { gap } else { gap.times(-1.0) };
            let side = if more { "more" } else { "less" };
            words += &format!(
                " At equal conduct the minority loses {} {side} than the majority.",
                spoken(&gap, false, "right-weeks")
            );
        }
        None => {}
    }
    words
}

fn at_equal_conduct(run: &Run, arms: &[usize], figures: &mut Figures) -> Markup {
    let panel = |&arm: &usize| {
        let one = &run.arms[arm];
        let row = |(at, words): (usize, &&str)| {
            let minority = run.total(arm, &format!("disparity.minority.g{at}"));
            let majority = run.total(arm, &format!("disparity.majority.g{at}"));
            Dot { marks: vec![("necessary", minority)], ..Dot::of(one, *words, majority) }
        };
        let rows = CONDUCT.iter().enumerate().map(row).filter(|row| row.cell.value.estimate.is_some());
        Panel {
            title: one.name().to_owned(),
            arm: Some(one.color),
            unit: "right-weeks per person-year: majority · minority".to_owned(),
            rows: rows.collect(),
        }
    };
    let panels: Vec<Panel> = arms.iter().map(panel).collect();
    let head = Head {
        name: "who-loses-by-conduct",
        title: "What is lost, by what the same person does where there is no regime",
        note: "Rows: what a person's acts outside private places weigh under ordinary law alone, over the whole run. Dot: \
               the majority. Diamond: the minority.",
    };
    let rows: Vec<(usize, String)> = arms
        .iter()
        .filter(|&&arm| run.total(arm, "disparity.ratio").value.estimate.is_some())
        .map(|&arm| {
            let ratio = |name: &str| spoken(&run.total(arm, name), false, "times");
            let words = format!(
                "{}: the minority loses {} what the majority loses; at equal conduct {}.",
                run.arms[arm].name(),
                ratio("disparity.crude_ratio"),
                ratio("disparity.ratio")
            );
            (arm, words)
        })
        .collect();
    html! {
        (dots(figures, head, &[], Layout { shared: false, least: 300, most: 3 }, &panels))
        @if !rows.is_empty() {
            ul.plain { @for (_, words) in &rows { li { (words) } } }
        }
        @for &arm in arms.iter().take(1) {
            p.note {
                "Of falls under " (run.arms[arm].name()) ", " (percent(&run.total(arm, "no_harm_in_record")))
                " were of people in whose record no true harm was left."
            }
        }
    }
}
