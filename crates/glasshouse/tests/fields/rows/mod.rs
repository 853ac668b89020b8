//! The table, by theme. The first row that fits a field is the field's, so particular rows stand above general ones.

pub mod association;
pub mod campaigns;
pub mod coverage;
pub mod false_records;
pub mod falls;
pub mod header;
pub mod points;
pub mod privileges;
pub mod recourse;
pub mod score;
pub mod takes;
pub mod terms;
pub mod times;

use crate::field::fits;
use crate::row::{Row, label};

/// Files that keep a list and no score, beside `travel-ban`.
const ALERTS: &str =
    "childcare-benefit-like|face-alerts-2017|face-alerts-2025|midas-like|robodebt-like|small-schedule";

/// Words that go with numbers and names.
static WORDS: &[Row] = &[
    label("sources.*", "a citation"),
    label("*.*.source", "which citation a number has"),
    label("*.*.range", "how far off a number may be"),
    label("*.*.*.source", "which citation a number has"),
    label("*.*.*.range", "how far off a number may be"),
];

/// Every row, in the order in which they are tried.
pub fn all() -> impl Iterator<Item = &'static Row> {
    let themes = [
        WORDS,
        header::ROWS,
        score::ROWS,
        coverage::ROWS,
        false_records::ROWS,
        points::ROWS,
        association::ROWS,
        falls::ROWS,
        takes::ROWS,
        terms::ROWS,
        recourse::ROWS,
        times::ROWS,
        campaigns::ROWS,
        privileges::ROWS,
    ];
    themes.into_iter().flatten()
}

/// The row that speaks of a field, if there is one.
pub fn row(file: &str, path: &str) -> Option<&'static Row> {
    let speaks = |row: &&Row| row.file.is_empty() || row.file.split('|').any(|name| name == file);
    all().find(|row| speaks(row) && fits(row.field, path))
}

/// Counties of the worlds of a file, and how long they run: past the end of a first term and of a renewed one,
/// where there is one.
pub fn size(file: &str) -> (u32, u32) {
    match file {
        "social-credit" | "travel-ban" => (2, 110),
        // Its first step reaches one county in thirty.
        "social-credit-rollout" => (30, 20),
        _ => (2, 60),
    }
}
