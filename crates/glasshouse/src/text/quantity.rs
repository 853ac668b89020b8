//! Numbers of a file: a value with its unit, its source and, where it is a guess, its range.
//!
//! Loose mirrors, one for each unit. What they mean is checked against the tree by [`super::shape`].

use schemars::JsonSchema;
use serde::Deserialize;

use crate::unit::{Date, WEEKS_PER_YEAR, Weeks};

/// The keys a value may stand under: its unit.
pub const VALUE_KEYS: [&str; 11] = [
    "share",
    "shares",
    "points",
    "per_year",
    "per_week",
    "time",
    "half_life",
    "value",
    "values",
    "count",
    "day_fines",
];

/// The source of a number that nobody measured; it must give a range.
pub const ASSUMPTION: &str = "assumption";

/// The source of a number given by a setting, not by a file.
pub const SETTING: &str = "setting";

/// The longest duration: a thousand years.
const MAX_WEEKS: f64 = 52_000.0;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $key:ident: $value:ty, $range:ty, $unit:literal $(, $bound:meta)?) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(extend("x-unit" = $unit))]
        pub struct $name {
            /// The value.
            $(#[$bound])?
            pub $key: $value,
            /// An entry of `[sources]`, or `assumption`, which needs a `range`.
            pub source: String,
            /// The plausible range, low and high.
            pub range: Option<[$range; 2]>,
        }
    };
}

quantity!(
    /// A share or a chance, between 0 and 1: `{ share = 0.6, source = "..." }`.
    Share, share: f64, f64, "share", schemars(range(min = 0.0, max = 1.0))
);
quantity!(
    /// Shares that add to 1: `{ shares = [0.2, 0.8], source = "..." }`.
    Shares, shares: Vec<f64>, f64, "shares", schemars(inner(range(min = 0.0, max = 1.0)))
);
quantity!(
    /// Points of a score; a deduction is negative: `{ points = -20, source = "..." }`.
    Points, points: f64, f64, "points", schemars(range(min = -1e6, max = 1e6))
);
quantity!(
    /// Events a year, of 52 weeks: `{ per_year = 0.5, source = "..." }`.
    PerYear, per_year: f64, f64, "per_year", schemars(range(min = 0.0, max = 832.0))
);
quantity!(
    /// A speed, hazard or number a week: `{ per_week = 0.01, source = "..." }`.
    PerWeek, per_week: f64, f64, "per_week", schemars(range(min = 0.0, max = 1e6))
);
quantity!(
    /// A duration in days, weeks, months or years: `{ time = "1 year", source = "..." }`.
    Time, time: String, String, "time"
);
quantity!(
    /// The time in which half is forgotten: `{ half_life = "2 years", source = "..." }`.
    HalfLife, half_life: String, String, "half_life"
);
quantity!(
    /// A number without a unit: `{ value = 1.0, source = "..." }`.
    Value, value: f64, f64, "value", schemars(range(min = -1e4, max = 1e4))
);
quantity!(
    /// Numbers without a unit: `{ values = [4, 2.67], source = "..." }`.
    Values, values: Vec<f64>, f64, "values", schemars(inner(range(min = 0.0, max = 1e4)))
);
quantity!(
    /// A mean number of people: `{ count = 12, source = "..." }`.
    Count, count: f64, f64, "count", schemars(range(min = 0.0, max = 4096.0))
);
quantity!(
    /// Gravity in day-fines of the reference tariff: `{ day_fines = 3, source = "..." }`.
    DayFines, day_fines: f64, f64, "day_fines", schemars(range(min = 0.0, max = 1e4))
);

/// A share that may differ by home and group: `{ share = 0.6, rural = 0.3, minority_factor = 1.3, source = "..." }`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-unit" = "share"))]
pub struct ShareByPlace {
    /// The share in towns, and everywhere if `rural` is not given; between 0 and 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub share: f64,
    /// The share in the country.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub rural: Option<f64>,
    /// For the minority the share is multiplied by this, and cut at 1.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub minority_factor: Option<f64>,
    /// An entry of `[sources]`, or `assumption`, which needs a `range`.
    pub source: String,
    /// The plausible range, low and high.
    pub range: Option<[f64; 2]>,
}

/// A share that may differ by group: `{ share = 0.05, minority_factor = 0.8, source = "..." }`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-unit" = "share"))]
pub struct ShareByGroup {
    /// The share, between 0 and 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub share: f64,
    /// For the minority the share is multiplied by this, and cut at 1.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub minority_factor: Option<f64>,
    /// An entry of `[sources]`, or `assumption`, which needs a `range`.
    pub source: String,
    /// The plausible range, low and high.
    pub range: Option<[f64; 2]>,
}

/// A yearly rate that may differ by home and group: `{ per_year = 0.002, minority_factor = 2, source = "..." }`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-unit" = "per_year"))]
pub struct PerYearByPlace {
    /// Events a year in towns, and everywhere if `rural` is not given.
    #[schemars(range(min = 0.0, max = 832.0))]
    pub per_year: f64,
    /// Events a year in the country.
    #[schemars(range(min = 0.0, max = 832.0))]
    pub rural: Option<f64>,
    /// For the minority the rate is multiplied by this.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub minority_factor: Option<f64>,
    /// An entry of `[sources]`, or `assumption`, which needs a `range`.
    pub source: String,
    /// The plausible range, low and high.
    pub range: Option<[f64; 2]>,
}

/// The weeks a duration as written is, not rounded; none if it is not one.
///
/// A year is 52 weeks and a month a twelfth of it, for durations and rates alike.
///
/// ```
/// use glasshouse::text::quantity::exact_weeks;
/// assert_eq!(exact_weeks("1 year"), Some(52.0));
/// assert_eq!(exact_weeks("3 fortnights"), None);
/// ```
pub fn exact_weeks(text: &str) -> Option<f64> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)?;
    let year = f64::from(WEEKS_PER_YEAR);
    let weeks = match unit.trim() {
        "day" | "days" => number / 7.0,
        "week" | "weeks" => number,
        "month" | "months" => number * year / 12.0,
        "year" | "years" => number * year,
        _ => return None,
    };
    (weeks <= MAX_WEEKS).then_some(weeks)
}

/// The nearest whole number of weeks, at least one.
pub fn whole_weeks(weeks: f64) -> Weeks {
    Weeks(libm::round(weeks).max(1.0) as u32)
}

/// A date written as year, month and day; none if there is no such day.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let shape = parts.next().is_none() && (year.len(), month.len(), day.len()) == (4, 2, 2);
    let (year, month, day) = (year.parse::<u16>().ok()?, month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (shape && (1..=days).contains(&day)).then_some(Date { year, month, day })
}
