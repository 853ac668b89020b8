//! How far each number of the summary goes over what is assumed of people: found out once for the built-in
//! regimes, kept beside this file, and shown where a run is of the same rules.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Line;
use super::number::{listed, range};
use crate::experiment::results::{Results, hex};
use crate::unit::WEEKS_PER_YEAR;

/// What `cargo xtask assumptions` found.
const FOUND: &str = include_str!("assumptions.toml");

/// Ranges over the assumptions, for a society and some regimes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumed {
    /// [`crate::society::Society::hash`], as hexadecimal digits.
    pub society: String,
    /// Weeks of the runs.
    pub weeks: u32,
    /// The regimes.
    #[serde(default)]
    pub arm: Vec<AssumedArm>,
}

/// One regime's ranges.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssumedArm {
    /// Its name when they were found.
    pub name: String,
    /// [`crate::regime::Regime::rules_hash`], as hexadecimal digits.
    pub rules: String,
    /// For each row of the summary its lowest and highest value, in the unit of the row.
    pub ranges: BTreeMap<String, [f64; 2]>,
    /// For each row the assumption that gives its lowest and its highest value, in words.
    #[serde(default)]
    pub by: BTreeMap<String, [String; 2]>,
    /// The rows that are clearly below 0 at one end and clearly above it at another.
    pub open: Vec<String>,
}

impl Assumed {
    /// What comes with the program.
    pub fn built_in() -> Assumed {
        toml::from_str(FOUND).expect("the file that comes with the program is well formed")
    }

    /// The range of `measure` for one arm of `results`: only where society and rules are the same to the last
    /// number, and the run not a year longer or shorter.
    pub fn range(&self, results: &Results, arm: usize, measure: &str) -> Option<[f64; 2]> {
        self.arm(results, arm)?.ranges.get(measure).copied()
    }

    /// What is known of a regime, by [`crate::society::Society::hash`] and [`crate::regime::Regime::rules_hash`], for a run
    /// of `weeks`.
    pub fn of(&self, society: &[u8; 32], weeks: u32, rules: &[u8; 32]) -> Option<&AssumedArm> {
        if self.society != hex(society) || self.weeks.abs_diff(weeks) > WEEKS_PER_YEAR {
            return None;
        }
        let rules = hex(rules);
        self.arm.iter().find(|arm| arm.rules == rules)
    }

    fn arm(&self, results: &Results, arm: usize) -> Option<&AssumedArm> {
        self.of(&results.society_hash, results.weeks, &results.arms[arm].rules)
    }
}

/// Says of which differences from `none` even the sign is open.
pub(super) fn open_signs(results: &Results, lines: &[Line], assumed: &Assumed) -> Option<String> {
    let mut open = Vec::new();
    for line in lines.iter().filter(|line| line.signed) {
        for (arm, ends) in line.assumed.iter().enumerate() {
            let Some(ends) = *ends else { continue };
            let found = assumed.arm(results, arm)?;
            if found.open.iter().any(|measure| measure == line.measure) {
                let unit = line.unit.split(' ').next().unwrap_or_default();
                let ends = range(ends, true).replace('…', " to ");
                open.push(format!("{} with {} ({ends} {unit})", line.label, results.arms[arm].name));
            }
        }
    }
    (!open.is_empty())
        .then(|| format!("Over what is not known about people the sign is open: {}.", listed(&open)))
}
