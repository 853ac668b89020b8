//! What a line does over the years: whether it stands, saturates, collapses or still drifts.

use super::lines::{Line, Mean};

/// A line that moves less than this share between its years stands.
pub const STANDS: f64 = 0.05;
/// Years at the end that drift is looked for in.
const LAST_YEARS: usize = 3;
/// Errors beyond which a difference of years is taken for more than noise.
const ERRORS: f64 = 3.0;
/// How near to 0 or 1 a share saturates.
const NEAR: f64 = 0.001;
/// The share of its highest year that a collapsed line has left.
const COLLAPSED: f64 = 0.1;

/// Something that a reader should know of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remark {
    /// A share within a thousandth of 0 or 1 in its last year, having been elsewhere.
    Saturates {
        /// Its last year.
        last: f64,
    },
    /// Less than a tenth of its highest year is left.
    Collapses {
        /// Its highest year.
        highest: f64,
        /// Its last year.
        last: f64,
    },
    /// Another value than three years before, by more than a twentieth.
    Drifts {
        /// Three years before the last.
        from: f64,
        /// The last year.
        to: f64,
    },
}

impl Remark {
    /// What to call it.
    pub fn word(&self) -> &'static str {
        match self {
            Remark::Saturates { .. } => "saturates",
            Remark::Collapses { .. } => "collapses",
            Remark::Drifts { .. } => "drifts",
        }
    }
}

/// Everything to be said of a line.
pub fn remarks(line: &Line) -> Vec<Remark> {
    let years: Vec<Mean> = line.years().into_iter().flatten().collect();
    let mut remarks = Vec::new();
    let Some(last) = years.last().copied().filter(|_| years.len() > LAST_YEARS) else { return remarks };
    let highest = years.iter().map(|year| year.value).fold(f64::MIN, f64::max);
    let is_share = line.series.unit.starts_with("share") || line.series.unit.contains("0 to 1");
    let edge = |value: f64| is_share && !(NEAR..=1.0 - NEAR).contains(&value);
    if edge(last.value) && !years.iter().all(|year| edge(year.value)) {
        remarks.push(Remark::Saturates { last: last.value });
    }
    if highest > 0.0 && last.value < COLLAPSED * highest {
        remarks.push(Remark::Collapses { highest, last: last.value });
    }
    let before = years[years.len() - 1 - LAST_YEARS];
    if differ(before, last) {
        remarks.push(Remark::Drifts { from: before.value, to: last.value });
    }
    remarks
}

/// Whether the yearly means of a line differ.
pub fn moves(line: &Line) -> bool {
    let years: Vec<Mean> = line.years().into_iter().flatten().collect();
    let low = years.iter().copied().min_by(|a, b| a.value.total_cmp(&b.value));
    let high = years.iter().copied().max_by(|a, b| a.value.total_cmp(&b.value));
    low.zip(high).is_some_and(|(low, high)| differ(low, high))
}

fn differ(a: Mean, b: Mean) -> bool {
    let distance = (a.value - b.value).abs();
    let noise = (a.error * a.error + b.error * b.error).sqrt();
    distance > STANDS * a.value.abs().max(b.value.abs()) && distance > ERRORS * noise
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::lines::Series;

    fn line(unit: &str, years: &[f64]) -> Line {
        let series = Series { measure: "x".into(), right: String::new(), unit: unit.into() };
        let weeks = years.iter().flat_map(|&value| std::iter::repeat_n(value, 52));
        let points = weeks.enumerate().map(|(week, value)| (week, value, 0.001)).collect();
        Line { arm: "a".into(), series, points }
    }

    #[test]
    fn what_stands_draws_no_remark() {
        let flat = line("share of people", &[0.5, 0.51, 0.5, 0.5, 0.51]);
        assert_eq!((remarks(&flat), moves(&flat)), (vec![], false));
        let never = line("share of people", &[0.0; 5]);
        assert_eq!((remarks(&never), moves(&never)), (vec![], false));
    }

    #[test]
    fn what_does_not_is_named() {
        let words = |line: &Line| remarks(line).iter().map(Remark::word).collect::<Vec<_>>();
        assert_eq!(words(&line("share of adults", &[0.5, 0.9, 1.0, 1.0, 1.0])), ["saturates", "drifts"]);
        assert_eq!(words(&line("points", &[10.0, 0.5, 0.5, 0.5, 0.5])), ["collapses"]);
        assert_eq!(words(&line("points", &[1.0, 2.0, 3.0, 4.0, 5.0])), ["drifts"]);
        assert!(moves(&line("points", &[10.0, 0.5, 0.5, 0.5, 0.5])));
    }
}
