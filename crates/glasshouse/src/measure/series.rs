//! Weekly series: the same measures week by week, in the same units, so that the mean over the weeks of a series is
//! the measure of that name; `appeals_filed` alone has another unit here, a week having few terms. What ranks people
//! or lies at a quantile is given at each year's end, and the last of these is the measure.

use super::definition::{Asked, score};
use super::interval::Ratio;
use super::totals::{Series, Totals};
use crate::regime::Regime;
use crate::society::Society;
use crate::unit::{ONE, POINT, WEEKS_PER_YEAR};

const YEAR: f64 = WEEKS_PER_YEAR as f64;

/// A weekly series, or its part for one right.
#[derive(Clone, Copy, Debug)]
pub struct Weekly {
    /// The measure's name.
    pub measure: &'static str,
    /// Its unit, in words.
    pub unit: &'static str,
    /// What the ratio of sums is multiplied with.
    pub scale: f64,
    /// One right, or all.
    pub right: Option<usize>,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    OfPeople(Series),
    OfAdults(Series),
    OfOpposed(Series),
    OfScored(Series),
    Lost,
    Refused,
}

/// A measure at each year's end, of everybody together.
#[derive(Clone, Copy, Debug)]
pub struct Yearly {
    /// The measure's name.
    pub measure: &'static str,
    /// Its unit, in words.
    pub unit: &'static str,
    value: fn(&Asked<'_>, usize) -> Result<f64, &'static str>,
}

/// Every measure that is given at each year's end.
pub const YEARLY: [Yearly; 4] = [
    Yearly { measure: "score_p5", unit: "points", value: |a, year| score::quantile_of_year(a, year, 0.05) },
    Yearly { measure: "score_p95", unit: "points", value: |a, year| score::quantile_of_year(a, year, 0.95) },
    Yearly { measure: "score_persistence", unit: "rank correlation", value: score::persistence },
    Yearly { measure: "ranks_rightly", unit: "share of pairs of people", value: score::ranks_rightly },
];

impl Yearly {
    /// Why an arm under `regime` has no such measure; none if it has.
    pub fn absent(&self, regime: &Regime) -> Option<&'static str> {
        regime.score.is_none().then_some("the regime keeps no score")
    }

    /// Its value at the end of year `year`, from 0, or why it is not defined.
    pub fn read(&self, asked: &Asked<'_>, year: usize) -> Result<f64, &'static str> {
        (self.value)(asked, year)
    }
}
/// Every series of a society, in the order of the table.
pub fn series(society: &Society) -> Vec<Weekly> {
    use What::*;
    let acts = "acts per person-year";
    let harm = "harm (the society's weights) per person-year";
    let mean = "mean of adults, 0 to 1";
    let one = |measure, unit, scale, what| Weekly { measure, unit, scale, right: None, what };
    let mut all = vec![
        one("restricted_share", "share of people", 1.0, OfPeople(Series::Restricted)),
        one("rights_weeks_lost", "right-weeks per person-year", YEAR, Lost),
        one("exclusion", "weeks per person-year", YEAR, OfPeople(Series::Excluded)),
        one("refused", "per 1,000 person-years", 1000.0 * YEAR, Refused),
        one("harmful_conduct", acts, YEAR, OfPeople(Series::HarmfulActs)),
        one("harm_done", harm, YEAR / 1000.0, OfPeople(Series::Harm)),
        one("forgone", acts, YEAR, OfPeople(Series::Forgone)),
        one("self_censorship", "share of the opposed", 1.0, OfOpposed(Series::Silent)),
        one("false_praise", "share of the opposed", 1.0, OfOpposed(Series::FalsePraise)),
        one("fear", mean, 1.0 / ONE as f64, OfAdults(Series::Fear)),
        one("conscience", mean, 1.0 / ONE as f64, OfAdults(Series::Conscience)),
        one("aware", "share of adults", 1.0, OfAdults(Series::Aware)),
        one("appeals_filed", "per 1,000 person-years", 1000.0 * YEAR, OfPeople(Series::Appeals)),
        one("score_mean", "points", 1.0 / POINT as f64, OfScored(Series::Score)),
    ];
    for right in 0..society.rights.len() {
        let lost = one("rights_weeks_lost", "weeks per person-year", YEAR, Lost);
        all.push(Weekly { right: Some(right), ..lost });
    }
    for right in (0..society.rights.len()).filter(|&right| society.rights[right].demand.0 > 0.0) {
        let refused = one("refused", "per 1,000 person-years", 1000.0 * YEAR, Refused);
        all.push(Weekly { right: Some(right), ..refused });
    }
    all
}

impl Weekly {
    /// Why an arm under `regime` has no such series; none if it has.
    pub fn absent(&self, regime: &Regime) -> Option<&'static str> {
        match self.what {
            What::OfScored(_) if regime.score.is_none() => Some("the regime keeps no score"),
            What::OfPeople(Series::Appeals) if regime.recourse.is_none() => {
                Some("the regime hears no appeals")
            }
            _ => None,
        }
    }

    /// The two sums of one week.
    pub fn ratio(&self, totals: &Totals, week: usize) -> Ratio {
        let weeks = totals.shape.weeks;
        let of = |series: Series| totals.series[series as usize * weeks + week];
        let by_right = |grid: &[i64]| match self.right {
            Some(right) => grid[right * weeks + week],
            None => (0..totals.shape.rights).map(|right| grid[right * weeks + week]).sum(),
        };
        let all = |cells: &[i64]| cells.iter().sum::<i64>();
        match self.what {
            What::OfPeople(series) => Ratio::new(of(series), all(&totals.people)),
            What::OfAdults(series) => Ratio::new(of(series), all(&totals.adults)),
            What::OfOpposed(series) => Ratio::new(of(series), all(&totals.opposed)),
            What::OfScored(series) => Ratio::new(of(series), all(&totals.scored)),
            What::Lost => Ratio::new(by_right(&totals.lost_series), all(&totals.people)),
            What::Refused => Ratio::new(by_right(&totals.refused_series), all(&totals.people)),
        }
    }
}
