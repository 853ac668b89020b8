//! The sections of the report, in order: each a question, a sentence of finding made of the numbers, and figures.

mod asked;
mod basis;
mod causes;
mod compared;
mod conduct;
mod harm;
mod law;
mod lost;
mod mind;
mod reach;
mod recourse;
mod spells;
mod who;

use maud::{Markup, html};

use crate::figure::{Dot, Figures, Key, Panel};
use crate::run::{Cell, Run};

/// A section.
pub struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What was found, in a sentence or two.
    pub finding: String,
    /// Figures and words.
    pub body: Markup,
}

/// Every section after the first, which needs their findings.
pub fn all(run: &Run, figures: &mut Figures) -> Vec<Section> {
    vec![
        lost::section(run, figures),
        causes::section(run, figures),
        who::section(run, figures),
        reach::section(run, figures),
        spells::section(run, figures),
        mind::said(run, figures),
        conduct::watched(run, figures),
        conduct::forgone(run, figures),
        mind::ties(run, figures),
        harm::section(run, figures),
        recourse::section(run, figures),
        compared::section(run, figures),
        law::section(run, figures),
        basis::assumptions(run),
        basis::left_out(),
        basis::sources(run),
        basis::again(run),
    ]
}

pub use asked::{head, title};

impl Section {
    /// The section as it stands in the page.
    pub fn markup(&self) -> Markup {
        html! {
            section.section id=(self.id) aria-labelledby={ (self.id) "-heading" } {
                h2 id={ (self.id) "-heading" } { (self.heading) }
                p.finding { (whole(&self.finding)) }
                (self.body)
            }
        }
    }
}

/// Text in which no line ends between a number and its unit or its interval.
fn whole(text: &str) -> String {
    text.replace(" ± ", "\u{a0}±\u{a0}").replace(" %", "\u{a0}%")
}

/// A panel with one row for each of `arms`: the arm's number, with its range over what is assumed.
fn by_arm(
    run: &Run,
    arms: &[usize],
    (title, unit, measure): (&str, &str, &str),
    value: impl Fn(usize) -> Cell,
    signed: bool,
) -> Panel {
    let row = |&arm: &usize| {
        let one = &run.arms[arm];
        let assumed = one.assumed.as_ref().and_then(|assumed| assumed.ranges.get(measure).copied());
        Dot { assumed, signed, ..Dot::of(one, one.name(), value(arm)) }
    };
    Panel { title: title.to_owned(), arm: None, unit: unit.to_owned(), rows: arms.iter().map(row).collect() }
}

/// A measure, its words, the unit and what it is multiplied with.
type Row = (&'static str, &'static str, &'static str, f64);

/// A panel for each of these measures that any arm has something of: totals over the run.
fn of_totals(run: &Run, arms: &[usize], rows: &[Row]) -> Vec<Panel> {
    let panel = |&(measure, title, unit, factor): &Row| {
        by_arm(run, arms, (title, unit, measure), |arm| run.total(arm, measure).times(factor), false)
    };
    rows.iter().map(panel).filter(tells).collect()
}

/// Whether any row of a panel has a number other than 0.
fn tells(panel: &Panel) -> bool {
    panel.rows.iter().any(|row| row.cell.is_something())
}

/// What the marks of dots mean; with ranges where any row has one.
fn key(panels: &[Panel]) -> Vec<Key> {
    let rows = || panels.iter().flat_map(|panel| &panel.rows);
    let mut key = vec![("is-dot", "var(--soft)".to_owned(), "estimate".to_owned())];
    if rows().any(|row| row.cell.value.low < row.cell.value.high) {
        key.push((
            "is-interval",
            "var(--soft)".to_owned(),
            "95% simulation interval: noise, not knowledge".to_owned(),
        ));
    }
    if rows().any(|row| row.assumed.is_some_and(|[from, to]| from < to)) {
        let words = "lowest to highest, as each number assumed of people takes the ends of its range";
        key.push((
            "is-range",
            "color-mix(in srgb, var(--soft) 30%, var(--paper))".to_owned(),
            words.to_owned(),
        ));
    }
    key
}
