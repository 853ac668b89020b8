//! The summary of a run: the few numbers that matter, as data and as plain text.
//!
//! It words what was found from the numbers alone, says so where a run cannot tell, and never counts less
//! speech, fewer ties or more fear as a gain.

pub mod assumed;
mod findings;
pub(crate) mod layout;
pub mod number;

use crate::experiment::results::{MeasureSummary, Results};
use crate::measure::interval::Estimate;
use assumed::Assumed;
pub use findings::findings;
use layout::{Layout, wrapped};

/// One row of the summary.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The measure it shows.
    pub measure: &'static str,
    /// What it is called here.
    pub label: &'static str,
    /// The unit of its cells, in words.
    pub unit: &'static str,
    /// Whether its cells are differences from `none`.
    pub signed: bool,
    /// One value for each arm, in the unit of the row.
    pub cells: Vec<Estimate>,
    /// For each arm the lowest and the highest value over what is assumed of people, where it was found out.
    pub assumed: Vec<Option<[f64; 2]>>,
}

/// How a measure is shown.
#[derive(Clone, Copy)]
enum Show {
    Value,
    Percent,
    /// Percentage points above the value under `none`.
    PointsFromNone,
    /// Percent above the value under `none`.
    PercentFromNone,
}

const LINES: [(&str, &str, &str, Show); 13] = [
    ("restricted_weeks", "without some right", "weeks per person-year", Show::Value),
    ("rights_weeks_lost", "right-weeks lost", "per person-year", Show::Value),
    ("refused", "trips, loans, jobs refused", "per 1,000 person-years", Show::Value),
    ("exclusion", "3+ of 5 areas of life shut", "weeks per person-year", Show::Value),
    ("ever_restricted", "ever lost a right", "% of people", Show::Percent),
    ("undeserved_share", "not for anything they did", "% of right-weeks", Show::Percent),
    ("out_of_context_share.strict", "for conduct out of context", "% of right-weeks", Show::Percent),
    ("harm_done", "harm done", "% against none", Show::PercentFromNone),
    ("private_harm", "harm done in private", "% against none", Show::PercentFromNone),
    ("forgone.critical-post", "critical posts not written", "per person-year", Show::Value),
    ("self_censorship", "opposed who do not say so", "points against none", Show::PointsFromNone),
    ("ties_cut", "friendships given up", "per 1,000 people", Show::Value),
    ("score_mean", "mean score", "points", Show::Value),
];

/// The rows of the summary that any arm has a value for, with the ranges that come with the program.
pub fn lines(results: &Results) -> Vec<Line> {
    lines_with(results, &Assumed::built_in())
}

fn lines_with(results: &Results, assumed: &Assumed) -> Vec<Line> {
    let arms = 0..results.arms.len();
    let line = |(measure, label, unit, show): (&'static str, &'static str, &'static str, Show)| {
        let cell = |arm: usize| match results.arms[arm].measure(measure) {
            Some(summary) => shown(summary, show),
            None => Estimate::missing("the society has no such conduct"),
        };
        let signed = matches!(show, Show::PointsFromNone | Show::PercentFromNone);
        let cells: Vec<Estimate> = arms.clone().map(cell).collect();
        let assumed = arms.clone().map(|arm| assumed.range(results, arm, measure)).collect();
        Line { measure, label, unit, signed, cells, assumed }
    };
    LINES.into_iter().map(line).filter(|line| line.cells.iter().any(|cell| cell.estimate.is_some())).collect()
}

fn shown(summary: &MeasureSummary, show: Show) -> Estimate {
    match show {
        Show::Value => summary.estimate,
        Show::Percent => summary.estimate.times(100.0),
        Show::PointsFromNone => summary.from_none.times(100.0),
        Show::PercentFromNone => summary.relative.times(100.0),
    }
}

/// The summary as plain text, no line longer than `width` characters (at least 30). `out` is the folder where
/// the tables are, if they were written.
pub fn render(results: &Results, width: usize, out: Option<&str>) -> String {
    render_with(results, width, out, &Assumed::built_in())
}

fn render_with(results: &Results, width: usize, out: Option<&str>, assumed: &Assumed) -> String {
    let width = width.max(30);
    let lines = lines_with(results, assumed);
    let names: Vec<&str> = results.arms.iter().map(|arm| arm.name.as_str()).collect();
    let mut parts = vec![wrapped(&title(results), width)];
    parts.push(Layout::fitting(width, &lines, names.len()).table(&names, &lines, width));
    let found = findings(results).into_iter().chain(assumed::open_signs(results, &lines, assumed));
    let found: Vec<String> = found.map(|sentence| wrapped(&sentence, width)).collect();
    parts.push(found.join("\n"));
    parts.push(notes(results, &lines, width));
    parts.push(wrapped(&whereto(out), width));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// The people, counties, time and seeds of a run.
fn title(results: &Results) -> String {
    let time = match results.warm_up {
        0 => time(results.weeks),
        warm_up => format!("{} after {} of warm-up", time(results.weeks), time(warm_up)),
    };
    let counties = if results.counties == 1 { "county" } else { "counties" };
    let seed = match results.luck == results.seed {
        true => format!("seed {}", results.seed),
        false => format!("seed {}, luck {}", results.seed, results.luck),
    };
    let (people, many) = (number::grouped(&results.people.to_string()), results.counties);
    format!("{}: {people} people in {many} {counties}, {time}, {seed}", results.society)
}

fn time(weeks: u32) -> String {
    match (weeks % 52, weeks / 52) {
        (0, 1) => "1 year".to_owned(),
        (0, years) => format!("{years} years"),
        (_, 0) if weeks == 1 => "1 week".to_owned(),
        _ => format!("{weeks} weeks"),
    }
}

/// What a reader must know before using the numbers.
fn notes(results: &Results, lines: &[Line], width: usize) -> String {
    let mut notes = Vec::new();
    if lines.iter().flat_map(|line| &line.cells).any(|cell| cell.estimate.is_none()) {
        notes.push("– not defined there; the table measures says why, in its column note");
    }
    notes.push(match results.counties {
        0..4 => "no simulation intervals: they need 4 counties or more",
        _ => "± 95% simulation intervals: they measure noise, not knowledge",
    });
    if lines.iter().flat_map(|line| &line.assumed).any(Option::is_some) {
        notes.push(
            "… lowest and highest value as each number assumed of people takes the ends of its plausible range, one \
             at a time: docs/assumptions.md",
        );
    }
    notes.push(
        "synthetic people; quantities relevant to a legal test, not a legal finding; a stylised regime, not a \
         description of any country's practice.",
    );
    notes.iter().map(|note| wrapped(note, width)).collect::<Vec<_>>().join("\n")
}

fn whereto(out: Option<&str>) -> String {
    let show = "`glasshouse show NAME` prints a regime, to copy and change.";
    out.map_or_else(|| show.to_owned(), |folder| format!("All tables: {folder}. {show}"))
}

#[cfg(test)]
mod tests;
