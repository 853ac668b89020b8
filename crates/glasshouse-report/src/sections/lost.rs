//! What was lost, over time and by right.

use glasshouse::unit::WEEKS_PER_YEAR;
use maud::html;

use super::{Row, Section, key, of_totals, tells};
use crate::figure::{Across, BESIDE, Curves, Dot, Figures, Head, Layout, Panel, curves, dots};
use crate::run::Run;
use crate::words::{capital, plain, spoken};

/// What a person of each arm loses in a year.
const TOTALS: [Row; 5] = [
    ("restricted_weeks", "Without some right", "weeks per person-year", 1.0),
    ("rights_weeks_lost", "Right-weeks lost", "one right for one week; per person-year", 1.0),
    ("refused", "Trips, loans, jobs refused", "per 1,000 person-years", 1.0),
    ("exclusion", "Most areas of life closed", "three or more of five; weeks per person-year", 1.0),
    ("ever_restricted", "Ever lost a right", "% of people", 100.0),
];

/// The weekly series along years.
pub const YEARS: Across =
    Across { words: "years", row: "week", every: 26, marked: false, per: WEEKS_PER_YEAR as f64 };

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms: Vec<usize> = (0..run.arms.len()).collect();
    let panels = of_totals(run, &arms, &TOTALS);
    let totals = Head {
        name: "lost",
        title: "What a person loses in a year, on average",
        note: "The same people with the same luck under each regime.",
    };
    Section {
        id: "lost",
        heading: "What was lost",
        finding: finding(run),
        body: html! {
            (dots(figures, totals, &key(&panels), BESIDE, &panels))
            (over_time(run, figures))
            (by_right(run, figures))
        },
    }
}

/// Arms by what they take, the most first.
pub fn ranked(run: &Run) -> Vec<usize> {
    let taken = |arm: usize| run.total(arm, "rights_weeks_lost").value.estimate.unwrap_or(0.0);
    let mut arms = run.taking();
    arms.sort_by(|&a, &b| taken(b).total_cmp(&taken(a)));
    arms
}

fn finding(run: &Run) -> String {
    let ranked = ranked(run);
    let Some(&first) = ranked.first() else { return "Nobody lost a right in this run.".to_owned() };
    let name = run.arms[first].name();
    let loses = format!(
        "{} per person-year; a person is without some right for {} of a year, on average",
        spoken(&run.total(first, "rights_weeks_lost"), false, "right-weeks"),
        spoken(&run.total(first, "restricted_weeks"), false, "weeks"),
    );
    let Some(&next) = ranked.get(1) else { return format!("Under {name}, {loses}.") };
    let difference = run.difference(first, next, "rights_weeks_lost");
    match difference.and_then(|cell| cell.value.may_be_zero()) {
        Some(false) => format!("{name} takes the most: {loses}."),
        Some(true) => {
            let next = run.arms[next].name();
            format!("{name} and {next} take the most, with no difference that this run can tell: {loses}.")
        }
        None => format!("{name} takes the most here, but this run cannot say how surely: {loses}."),
    }
}

/// One weekly series of several arms as a panel.
pub fn weekly(run: &Run, arms: &[usize], (measure, title, unit): (&str, &str, &str), factor: f64) -> Curves {
    let line = |&arm: &usize| {
        let points: Vec<(f64, Option<f64>)> = run
            .series(arm, measure, "")
            .iter()
            .map(|(week, value)| (*week as f64, value.map(|value| value * factor)))
            .collect();
        let known = points.iter().any(|(_, value)| value.is_some());
        known.then(|| (run.arms[arm].name().to_owned(), run.arms[arm].color, points))
    };
    Curves {
        title: title.to_owned(),
        unit: unit.to_owned(),
        percent: unit.starts_with('%'),
        lines: arms.iter().filter_map(line).collect(),
    }
}

fn over_time(run: &Run, figures: &mut Figures) -> maud::Markup {
    let arms = run.taking();
    let panels = [
        weekly(run, &arms, ("restricted_share", "Without some right", "% of people, week by week"), 100.0),
        weekly(run, &arms, ("rights_weeks_lost", "Right-weeks lost", "per person-year, week by week"), 1.0),
        weekly(
            run,
            &arms,
            ("refused", "Trips, loans, jobs refused", "per 1,000 person-years, week by week"),
            1.0,
        ),
        weekly(
            run,
            &arms,
            ("exclusion", "Three or more areas of life closed", "weeks per person-year, week by week"),
            1.0,
        ),
    ];
    let panels: Vec<Curves> = panels.into_iter().filter(rises).collect();
    let head = Head {
        name: "lost-over-time",
        title: "How losses build up",
        note: "Nobody is sanctioned when a run begins, so the mean over a run is not its last year.",
    };
    curves(figures, head, YEARS, &panels)
}

/// Whether anything but 0 is on a panel.
pub fn rises(panel: &Curves) -> bool {
    panel
        .lines
        .iter()
        .any(|(_, _, points)| points.iter().any(|(_, value)| value.is_some_and(|value| value != 0.0)))
}

fn by_right(run: &Run, figures: &mut Figures) -> maud::Markup {
    let rights = run.rights_lost();
    let panel = |measure: &'static str, unit: &'static str| {
        let (run, rights) = (run, &rights);
        move |&arm: &usize| {
            let row = |right: &String| {
                let cell = run.measure(arm, measure, right, "");
                Dot { bar: true, ..Dot::of(&run.arms[arm], capital(&plain(right)), cell) }
            };
            let rows: Vec<Dot> =
                rights.iter().map(row).filter(|row| row.cell.value.estimate.is_some()).collect();
            let one = &run.arms[arm];
            Panel { title: one.name().to_owned(), arm: Some(one.color), unit: unit.to_owned(), rows }
        }
    };
    let arms = run.taking();
    let layout = Layout { shared: true, least: 240, most: 4 };
    let lost: Vec<Panel> = arms.iter().map(panel("rights_weeks_lost", "weeks per person-year")).collect();
    let refused: Vec<Panel> =
        arms.iter().map(panel("refused", "per 1,000 person-years")).filter(tells).collect();
    let lost_head = Head {
        name: "lost-by-right",
        title: "Which rights are lost",
        note: "Weeks without each right, on one scale. Publicity is the right not to be named in public.",
    };
    let refused_head = Head {
        name: "refused-by-right",
        title: "What is refused",
        note: "Demands denied because the right was lost. Standing rights are not asked for and so not refused.",
    };
    html! {
        (dots(figures, lost_head, &[], layout, &lost))
        (dots(figures, refused_head, &[], layout, &refused))
    }
}
