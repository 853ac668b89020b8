//! One row of the table, as `cargo xtask bench` reads it.

use serde_json::json;

use crate::clock::Timed;

/// Nanoseconds a person-week: rows in it are held against the row of random words.
pub const EACH: &str = "ns a person-week";
/// The row that others are held against.
pub const WORDS: &str = "two random words for everybody, kind and week";

/// A number with its name.
pub struct Row<'a> {
    /// The heading it stands under.
    pub part: &'a str,
    /// What was measured.
    pub name: &'a str,
    /// The unit of the number.
    pub unit: &'a str,
    /// The number at its best, and how far the median of all was from it.
    pub timed: Timed,
    /// What was aimed at: the most, but where the unit says that it is the least.
    pub goal: Option<f64>,
}

impl Row<'_> {
    /// Prints it.
    pub fn print(&self) {
        let row = json!({
            "part": self.part,
            "name": self.name,
            "unit": self.unit,
            "value": self.timed.best,
            "spread": self.timed.spread,
            "goal": self.goal,
        });
        println!("{row}");
    }
}

/// Prints a row without a goal.
pub fn print(part: &str, name: &str, unit: &str, timed: Timed) {
    Row { part, name, unit, timed, goal: None }.print();
}

/// Prints a row with one.
pub fn print_with_goal(part: &str, name: &str, unit: &str, timed: Timed, goal: f64) {
    Row { part, name, unit, timed, goal: Some(goal) }.print();
}
