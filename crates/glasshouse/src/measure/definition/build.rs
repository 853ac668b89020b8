//! The few shapes that measures come in.

use super::{Asked, Measure, Needs, Split, Value};
use crate::measure::interval::Ratio;
use crate::regime::Regime;
use crate::unit::{ONE, WEEKS_PER_YEAR};

/// Weeks in a year, as a scale.
pub const YEAR: f64 = WEEKS_PER_YEAR as f64;
/// The range of a share.
pub const SHARE: (f64, f64) = (0.0, 1.0);
/// The range of what cannot be negative.
pub const POSITIVE: (f64, f64) = (0.0, f64::INFINITY);
/// The range of what can be anything.
pub const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// The two sums of a ratio.
type Sums = fn(&Asked<'_>) -> Ratio;

const fn measure(
    name: &'static str,
    meaning: &'static str,
    unit: &'static str,
    value: Value,
    range: (f64, f64),
) -> Measure {
    Measure {
        name,
        meaning,
        unit,
        split: Split::Whole,
        by_group: true,
        range,
        value,
        needs: Needs::Nothing,
        unit_by_right: None,
        remark: no_remark,
        empty: "no such people in this run",
    }
}

const fn no_remark(_: &Regime) -> &'static str {
    ""
}

/// A share of people, weeks or cases.
pub const fn share(name: &'static str, meaning: &'static str, unit: &'static str, sums: Sums) -> Measure {
    measure(name, meaning, unit, Value::Ratio(sums, 1.0), SHARE)
}

/// A share of right-weeks.
pub const fn loss(name: &'static str, meaning: &'static str, sums: Sums) -> Measure {
    share(name, meaning, "share of right-weeks", sums).or("no right was lost")
}

/// Weeks, acts or harm per person-year.
pub const fn yearly(name: &'static str, meaning: &'static str, unit: &'static str, sums: Sums) -> Measure {
    share(name, meaning, unit, sums).scaled(YEAR, POSITIVE)
}

/// A slow variable of adults, kept in 16ths.
pub const fn latent(name: &'static str, meaning: &'static str, sums: Sums) -> Measure {
    share(name, meaning, "mean of adults, 0 to 1", sums).or("no adults").scaled(1.0 / ONE as f64, SHARE)
}

/// A function of sums that is no ratio.
pub const fn curve(
    name: &'static str,
    meaning: &'static str,
    unit: &'static str,
    range: (f64, f64),
    value: fn(&Asked<'_>) -> Result<f64, &'static str>,
) -> Measure {
    measure(name, meaning, unit, Value::Curve(value), range)
}

impl Measure {
    /// With a row for each right.
    pub(super) const fn by_right(self) -> Measure {
        Measure { split: Split::ByRight, ..self }
    }

    /// With a row for each right, in another unit.
    pub(super) const fn by_right_in(self, unit: &'static str) -> Measure {
        Measure { split: Split::ByRight, unit_by_right: Some(unit), ..self }
    }

    /// With a row for each lawful or protected kind.
    pub(super) const fn by_kind(self) -> Measure {
        Measure { split: Split::ByKind, ..self }
    }

    /// For everybody together alone.
    pub(super) const fn of_all(self) -> Measure {
        Measure { by_group: false, ..self }
    }

    /// A ratio times `scale`.
    pub(super) const fn scaled(self, scale: f64, range: (f64, f64)) -> Measure {
        let value = match self.value {
            Value::Ratio(sums, _) => Value::Ratio(sums, scale),
            Value::Curve(_) => panic!("only a ratio has a scale"),
        };
        Measure { value, range, ..self }
    }

    /// Absent where the regime lacks what it is about.
    pub(super) const fn needs(self, needs: Needs) -> Measure {
        Measure { needs, ..self }
    }

    /// With a remark on numbers that are defined.
    pub(super) const fn remarked(self, remark: fn(&Regime) -> &'static str) -> Measure {
        Measure { remark, ..self }
    }

    /// The reason where the denominator is 0.
    pub(super) const fn or(self, empty: &'static str) -> Measure {
        Measure { empty, ..self }
    }
}
