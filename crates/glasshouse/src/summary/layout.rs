//! How the table is laid out: arms as columns with the interval beside or under, or one arm after another.

use super::Line;
use super::number::{range, rounded, with_interval};
use crate::measure::interval::Estimate;

const LABEL: usize = 28;
/// The least width of a column with intervals beside the numbers; digits beyond it widen it.
const BESIDE: usize = 17;
/// The same with intervals under the numbers.
const UNDER: usize = 13;
const UNIT: usize = 24;
/// Between columns.
const GAP: usize = 2;

/// Where the arms and the intervals go, and how wide a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Arms as columns, intervals beside the numbers, the unit at the end.
    Beside(usize),
    /// Arms as columns, intervals under the numbers, the unit under the label.
    Under(usize),
    /// One arm after another.
    Stacked,
}

impl Layout {
    /// The widest layout that fits.
    pub(super) fn fitting(width: usize, lines: &[Line], arms: usize) -> Layout {
        let beside = column(lines, BESIDE, |cell, signed| with_interval(cell, signed).chars().count());
        let under = column(lines, UNDER, |cell, signed| {
            let [value, half] = one_above_the_other(cell, signed).map(|text| text.chars().count());
            value.max(half)
        });
        if LABEL + arms * beside + UNIT <= width {
            Layout::Beside(beside)
        } else if LABEL + arms * under <= width {
            Layout::Under(under)
        } else {
            Layout::Stacked
        }
    }

    pub(super) fn table(self, names: &[&str], lines: &[Line], width: usize) -> String {
        let rows = match self {
            Layout::Beside(column) => columns(names, lines, column, beside),
            Layout::Under(column) => columns(names, lines, column, under),
            Layout::Stacked => stacked(names, lines, width),
        };
        let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
        rows.join("\n")
    }
}

/// The width of a column that every cell fits, at least `least`.
fn column(lines: &[Line], least: usize, long: impl Fn(&Estimate, bool) -> usize) -> usize {
    let cells = lines.iter().flat_map(|line| line.cells.iter().map(|cell| long(cell, line.signed)));
    cells.max().map_or(least, |longest| least.max(longest + GAP))
}

fn columns(
    names: &[&str],
    lines: &[Line],
    column: usize,
    rows: fn(&Line, usize) -> Vec<String>,
) -> Vec<String> {
    let mut table = heading(names, column);
    table.push("─".repeat(LABEL + names.len() * column));
    table.extend(lines.iter().flat_map(|line| rows(line, column)));
    table
}

/// Names over their columns, broken where they have joints, the last pieces on the last line.
fn heading(names: &[&str], column: usize) -> Vec<String> {
    let pieces: Vec<Vec<String>> = names.iter().map(|name| broken(name, column - GAP)).collect();
    let depth = pieces.iter().map(Vec::len).max().unwrap_or(0);
    let line = |level: usize| {
        let mut line = " ".repeat(LABEL);
        for name in &pieces {
            let piece = (level + name.len()).checked_sub(depth).map_or("", |at| &name[at]);
            line += &format!("{piece:>column$}");
        }
        line
    };
    (0..depth).map(line).collect()
}

fn beside(line: &Line, column: usize) -> Vec<String> {
    let mut row = format!("{:LABEL$}", line.label);
    for cell in &line.cells {
        row += &format!("{:>column$}", with_interval(cell, line.signed));
    }
    let mut rows = vec![format!("{row}  {}", line.unit)];
    rows.extend(assumed(line, column));
    rows
}

fn under(line: &Line, column: usize) -> Vec<String> {
    let mut numbers = format!("{:LABEL$}", line.label);
    let mut intervals = format!("{:LABEL$}", format!("  {}", line.unit));
    for cell in &line.cells {
        let [value, half] = one_above_the_other(cell, line.signed);
        numbers += &format!("{value:>column$}");
        intervals += &format!("{half:>column$}");
    }
    let mut rows = vec![numbers, intervals];
    rows.extend(assumed(line, column));
    rows
}

/// The estimate, and what stands under it.
fn one_above_the_other(cell: &Estimate, signed: bool) -> [String; 2] {
    let (value, half) = rounded(cell, signed);
    [value, half.map_or(String::new(), |half| format!("± {half}"))]
}

/// The row of the ranges over what is assumed, where an arm has one.
fn assumed(line: &Line, column: usize) -> Option<String> {
    let mut row = format!("{:LABEL$}", "  over what is assumed");
    for ends in &line.assumed {
        let ends = ends.filter(|[low, high]| low < high).map(|ends| range(ends, line.signed));
        row += &format!("{:>column$}", ends.unwrap_or_default());
    }
    row.contains('…').then_some(row)
}

fn stacked(names: &[&str], lines: &[Line], width: usize) -> Vec<String> {
    let mut table = Vec::new();
    for (arm, name) in names.iter().enumerate() {
        if arm > 0 {
            table.push(String::new());
        }
        table.extend(broken(name, width));
        table.push("─".repeat(width));
        for line in lines.iter().filter(|line| line.cells[arm].estimate.is_some()) {
            table.push(format!("  {}", line.label));
            let text = format!("{} {}", with_interval(&line.cells[arm], line.signed), line.unit);
            table.extend(wrapped(&text, width - 4).lines().map(|piece| format!("    {piece}")));
            if let Some(ends) = line.assumed[arm].filter(|[low, high]| low < high) {
                let text = format!("{} over what is assumed", range(ends, line.signed));
                table.extend(wrapped(&text, width - 4).lines().map(|piece| format!("    {piece}")));
            }
        }
    }
    table
}

/// A name in pieces of at most `room` characters, cut after a joint where it has one.
pub(crate) fn broken(name: &str, room: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for part in name.split_inclusive(['-', '~', ':', ',', '/', ' ']) {
        for part in part.chars().collect::<Vec<_>>().chunks(room) {
            let last = pieces.last_mut().expect("there is always a piece");
            if last.chars().count() + part.len() <= room {
                last.extend(part);
            } else {
                pieces.push(part.iter().collect());
            }
        }
    }
    pieces
}

/// Text in lines of at most `width` characters, broken at spaces; a longer word, such as a path, is cut.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        let last = lines.last_mut().expect("there is always a line");
        let used = last.chars().count();
        if used > 0 && used + 1 + word.len() <= width {
            last.push(' ');
            last.extend(word);
            continue;
        }
        while word.len() > width {
            let rest = word.split_off(width);
            lines.push(word.into_iter().collect());
            word = rest;
        }
        lines.push(word.into_iter().collect());
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A nation's mean score has seven digits before ±, beside an arm that has none.
    #[test]
    fn columns_never_run_into_each_other() {
        let cell = |value: f64, half: f64| Estimate {
            estimate: Some(value),
            standard_error: Some(half / 2.0),
            low: Some(value - half),
            high: Some(value + half),
            note: "",
        };
        let line = |label: &'static str, cells: Vec<Estimate>| Line {
            measure: "score_mean",
            label,
            unit: "points",
            signed: false,
            assumed: vec![None; cells.len()],
            cells,
        };
        let lines = [
            line("mean score", vec![Estimate::missing(""), cell(993.2911, 0.0014)]),
            line("critical posts not written", vec![cell(0.0, 0.0), cell(0.12613, 0.00006)]),
        ];
        let text = |width: usize| Layout::fitting(width, &lines, 2).table(&["none", "it"], &lines, width);
        for (width, row) in [
            (90, "mean score                                    –  993.2911 ± 0.0014  points"),
            (80, "critical posts not written              0      0.12613"),
        ] {
            assert!(text(width).lines().any(|line| line == row), "{}", text(width));
        }
    }
}
