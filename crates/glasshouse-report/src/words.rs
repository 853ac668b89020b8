//! Numbers and names as sentences need them.

use glasshouse::summary::number::{listed, with_interval};

use crate::run::{Cell, Run};

/// A name of a file in words: `late-loan-payment` is late loan payment.
pub fn plain(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

/// The first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A number with its unit and interval: 5.43 right-weeks ± 0.22.
pub fn spoken(cell: &Cell, signed: bool, unit: &str) -> String {
    let text = with_interval(&cell.value, signed);
    let space = if unit.is_empty() { "" } else { " " };
    match text.split_once(" ± ") {
        Some((number, half)) => format!("{number}{space}{unit} ± {half}"),
        None => format!("{text}{space}{unit}"),
    }
}

/// A share as a percentage: 19.6 % ± 0.2.
pub fn percent(cell: &Cell) -> String {
    spoken(&cell.times(100.0), false, "%")
}

/// Clauses as a sentence; none without clauses.
pub fn sentence(clauses: &[String]) -> Option<String> {
    (!clauses.is_empty()).then(|| capital(&format!("{}.", clauses.join("; "))))
}

/// Small counts as words.
pub fn count(number: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// How arms differ from `none` in a measure: those clearly above, clearly below, and those of which this run cannot
/// tell; each with its number. Empty where there are no intervals or no numbers.
pub fn sides(run: &Run, cells: &[(usize, Cell)], unit: &str) -> [Vec<String>; 3] {
    let mut sides = [Vec::new(), Vec::new(), Vec::new()];
    for (arm, cell) in cells {
        let Some(value) = cell.value.estimate else { continue };
        let Some(unclear) = cell.value.may_be_zero() else { continue };
        let name = run.arms[*arm].name().to_owned();
        match unclear {
            true => sides[2].push(name),
            false => sides[usize::from(value < 0.0)].push(format!("{name} ({})", spoken(cell, true, unit))),
        }
    }
    sides
}

/// The three sides as clauses, in the words for above and below.
pub fn clauses(sides: &[Vec<String>; 3], above: &str, below: &str) -> Vec<String> {
    let [more, less, unclear] = sides;
    let mut clauses = Vec::new();
    for (arms, words) in [(more, above), (less, below)] {
        if !arms.is_empty() {
            clauses.push(format!("{words} under {}", listed(arms)));
        }
    }
    if !unclear.is_empty() {
        clauses.push(format!(
            "no difference from ordinary law that this run can tell under {}",
            listed(unclear)
        ));
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use glasshouse::measure::interval::Estimate;

    #[test]
    fn a_unit_stands_before_the_interval() {
        let value = Estimate {
            estimate: Some(0.1956),
            standard_error: Some(0.001),
            low: Some(0.1936),
            high: Some(0.1976),
            note: "",
        };
        assert_eq!(percent(&Cell { value, note: String::new() }), "19.6 % ± 0.2");
        assert_eq!(percent(&Cell::missing("why")), "– %");
        assert_eq!(capital(&plain("late-loan_payment")), "Late loan payment");
    }
}
