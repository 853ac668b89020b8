//! The page: how far each number of behaviour moves each row of the summary, and where a sign turns.

use glasshouse::measure::interval::Estimate;
use glasshouse::summary::Line;
use glasshouse::summary::number::{range, with_figures, with_interval};
use glasshouse::text::shape::Quantity;

use super::{ARMS, Study, name};
use crate::page;

/// The arm whose table has every number.
const SHOWN: usize = 3;

/// A number of behaviour, and the summary with it at its two ends.
pub struct Number {
    /// Its name.
    pub name: String,
    /// What it is.
    pub value: f64,
    /// Its plausible range.
    pub range: [f64; 2],
    /// The lines at the low end and at the high one.
    pub ends: Vec<Vec<Line>>,
}

impl Number {
    /// From the society file, with the runs at its ends.
    pub fn new(quantity: &Quantity, ends: Vec<Vec<Line>>) -> Number {
        let range = quantity.range.expect("only numbers with a range are varied");
        Number { name: name(quantity).to_owned(), value: quantity.values[0], range, ends }
    }

    /// A row of the summary at both ends, for one arm.
    fn at_ends(&self, measure: &str, arm: usize) -> Option<[Estimate; 2]> {
        let at = |lines: &Vec<Line>| cell(lines, measure, arm);
        Some([at(self.ends.first()?)?, at(self.ends.get(1)?)?])
    }
}

/// A row of the summary for one arm, where it is defined.
fn cell(lines: &[Line], measure: &str, arm: usize) -> Option<Estimate> {
    let cell = lines.iter().find(|line| line.measure == measure)?.cells[arm];
    cell.estimate.map(|_| cell)
}

/// One end of one number: where a row of the summary is lowest or highest.
#[derive(Clone, Copy)]
pub struct Extreme<'a> {
    /// The value there.
    pub value: f64,
    /// The number and the end; none as the society stands.
    pub at: Option<(&'a Number, f64)>,
}

/// The lowest and the highest value of a row for one arm, over all numbers and ends.
pub fn extremes<'a>(study: &'a Study, measure: &str, arm: usize) -> Option<[Extreme<'a>; 2]> {
    let usual = cell(&study.usual, measure, arm)?.estimate?;
    let mut found = [Extreme { value: usual, at: None }; 2];
    for number in &study.numbers {
        let values = number.at_ends(measure, arm).into_iter().flatten().filter_map(|cell| cell.estimate);
        for (end, value) in number.range.into_iter().zip(values) {
            let here = Extreme { value, at: Some((number, end)) };
            if value < found[0].value {
                found[0] = here;
            }
            if value > found[1].value {
                found[1] = here;
            }
        }
    }
    Some(found)
}

/// Whether a row of one arm is clearly below 0 somewhere and clearly above it elsewhere.
pub fn is_open(study: &Study, measure: &str, arm: usize) -> bool {
    let ends = study.numbers.iter().filter_map(|number| number.at_ends(measure, arm)).flatten();
    let cells = ends.chain(cell(&study.usual, measure, arm));
    let (below, above) = cells.fold((false, false), |(below, above), cell| {
        (below || side(&cell) == Some(false), above || side(&cell) == Some(true))
    });
    below && above
}

/// Whether an estimate is clearly above 0, or clearly below; none where its interval holds 0.
fn side(cell: &Estimate) -> Option<bool> {
    let value = cell.estimate.filter(|&value| value != 0.0)?;
    (cell.may_be_zero() != Some(true)).then_some(value > 0.0)
}

const INTRODUCTION: &str = "\
Most numbers of behaviour are assumptions. Here each number of the society's table `response` that has a plausible range \
is put at the two ends of that range in turn, all others staying as they are, on the same people with the same luck. \
The tables show what that does to the rows of the summary over five years. Ranges of one number at a time do not show \
what two do together, and the society's other numbers (rates, harms, demands) and the regimes' are not varied here.\n\n";

/// The page below its head.
pub fn page(study: &Study) -> String {
    let mut text = INTRODUCTION.to_owned();
    for arm in (1..ARMS.len()).rev() {
        text += &format!("## How far the summary goes: {}\n\n{}\n", ARMS[arm], furthest(study, arm));
    }
    text += &format!("## Signs that turn\n\n{}\n", signs(study));
    text += &format!("## One number at a time: {}\n\n{}\n", ARMS[SHOWN], one_at_a_time(study));
    text
}

/// For each row of the summary how low and how high it goes, and what takes it there.
fn furthest(study: &Study, arm: usize) -> String {
    let mut rows = Vec::new();
    for line in &study.usual {
        let Some([low, high]) = extremes(study, line.measure, arm) else { continue };
        if low.value == high.value {
            continue;
        }
        let end = |extreme: Extreme| {
            let at = extreme
                .at
                .map_or("as it stands".to_owned(), |(number, end)| format!("`{}` = {end}", number.name));
            format!("{} ({at})", number(extreme.value, line.signed))
        };
        rows.push(vec![
            format!("{} (`{}`)", line.label, line.measure),
            line.unit.to_owned(),
            with_interval(&line.cells[arm], line.signed),
            end(low),
            end(high),
        ]);
    }
    page::table(&["row of the summary", "unit", "as it stands", "lowest", "highest"], &rows)
}

fn number(value: f64, signed: bool) -> String {
    let text = with_figures(value, 3);
    if signed && value > 0.0 { format!("+{text}") } else { text }
}

/// Where a difference from `none` has one sign here and the other there, in words.
fn signs(study: &Study) -> String {
    let mut sentences = Vec::new();
    for (arm, regime) in ARMS.iter().enumerate() {
        for line in study.usual.iter().filter(|line| line.signed && is_open(study, line.measure, arm)) {
            let ends = extremes(study, line.measure, arm).map_or([0.0; 2], |ends| ends.map(|end| end.value));
            let turned = [("less", false), ("more", true)].map(|(word, above)| {
                let ends = turned(study, line, arm, above);
                (!ends.is_empty()).then(|| format!("{word} than under `none` with {ends}"))
            });
            let turned: Vec<String> = turned.into_iter().flatten().collect();
            sentences.push(format!(
                "- {}, {regime}: {} as the society stands, {} over all ends ({}). The sign is open: {}.\n",
                line.label,
                with_interval(&line.cells[arm], true),
                range(ends, true).replace('…', " to "),
                line.unit,
                turned.join("; "),
            ));
        }
    }
    match sentences.is_empty() {
        true => "No difference from `none` changes its sign at any end by more than noise.\n".to_owned(),
        false => sentences.concat(),
    }
}

/// The ends at which a difference is clearly on one side, unless it is there as the society stands.
fn turned(study: &Study, line: &Line, arm: usize, above: bool) -> String {
    if side(&line.cells[arm]) == Some(above) {
        return String::new();
    }
    let mut found = Vec::new();
    for number in &study.numbers {
        let cells = number.at_ends(line.measure, arm).into_iter().flatten();
        for (end, cell) in number.range.into_iter().zip(cells).filter(|(_, cell)| side(cell) == Some(above)) {
            found.push(format!("`{}` = {end} ({})", number.name, with_interval(&cell, true)));
        }
    }
    found.join(", ")
}

/// Every number with every row, what moves most first.
fn one_at_a_time(study: &Study) -> String {
    let lines: Vec<&Line> = study.usual.iter().filter(|line| line.cells[SHOWN].estimate.is_some()).collect();
    let widest: Vec<f64> = lines
        .iter()
        .map(|line| study.numbers.iter().map(|number| swing(number, line)).fold(0.0, f64::max))
        .collect();
    let weight = |number: &Number| -> f64 {
        let shares = lines.iter().zip(&widest).filter(|(_, widest)| **widest > 0.0);
        shares.map(|(line, widest)| swing(number, line) / widest).sum::<f64>() / lines.len() as f64
    };
    let mut ranked: Vec<(f64, &Number)> =
        study.numbers.iter().map(|number| (weight(number), number)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.name.cmp(&b.1.name)));
    let mut heads = vec!["number", "is", "range", "moves"];
    heads.extend(lines.iter().map(|line| line.label));
    let rows: Vec<Vec<String>> = ranked.iter().map(|(weight, number)| row(*weight, number, &lines)).collect();
    format!(
        "Each cell has the row's value at the low end and at the high end; the line at the top is the society as it \
         stands. *Moves* is the mean over the rows of how far a number moves them, 1 being the number that moves a row \
         most; the table is in its order.\n\n{}",
        page::table(&heads, &[vec![usual_row(&lines)], rows].concat())
    )
}

fn usual_row(lines: &[&Line]) -> Vec<String> {
    let mut row = vec!["as it stands".to_owned(), String::new(), String::new(), String::new()];
    let cell = |line: &&Line| format!("{} {}", with_interval(&line.cells[SHOWN], line.signed), line.unit);
    row.extend(lines.iter().map(cell));
    row
}

fn row(weight: f64, of: &Number, lines: &[&Line]) -> Vec<String> {
    let [low, high] = of.range;
    let mut row = vec![
        format!("`{}`", of.name),
        of.value.to_string(),
        format!("{low} to {high}"),
        format!("{weight:.2}"),
    ];
    row.extend(lines.iter().map(|line| match of.at_ends(line.measure, SHOWN) {
        Some(ends) => {
            let [low, high] = ends.map(|end| number(end.estimate.unwrap_or(0.0), line.signed));
            format!("{low} → {high}")
        }
        None => "–".to_owned(),
    }));
    row
}

fn swing(of: &Number, line: &Line) -> f64 {
    let ends = of.at_ends(line.measure, SHOWN).map(|ends| ends.map(|end| end.estimate.unwrap_or(0.0)));
    ends.map_or(0.0, |[low, high]| (high - low).abs())
}
