//! What scores come to: their level and spread, how they last, whom they tie together, and whom they put first.

use super::build::{ANY, SHARE, curve, share};
use super::{Asked, Measure, Needs};
use crate::measure::bins::{SCORES, Scale};
use crate::measure::statistics;
use crate::measure::totals::RHO;
use crate::measure::view::Whole;
use crate::unit::POINT;

pub(super) const MEASURES: &[Measure] = &[
    share("score_mean", "Score shown, mean over people with a score and weeks.", "points", |a| {
        a.a_week_of(a.view.score, a.view.scored)
    })
    .scaled(1.0 / POINT as f64, ANY)
    .needs(Needs::Score)
    .or(NOBODY),
    curve(
        "score_p5",
        "Score shown that a twentieth of people with a score do not exceed, at the end.",
        "points",
        ANY,
        |a| quantile(a, &a.view.score_bins, 0.05),
    )
    .needs(Needs::Score),
    curve(
        "score_p95",
        "Score shown that a twentieth of people with a score exceed, at the end.",
        "points",
        ANY,
        |a| quantile(a, &a.view.score_bins, 0.95),
    )
    .needs(Needs::Score),
    curve(
        "score_persistence",
        "Rank correlation of the scores at the end of the last whole year with those a year before.",
        "rank correlation",
        (-1.0, 1.0),
        |a| persistence(a, a.view.shape.whole_years().saturating_sub(1)),
    )
    .needs(Needs::Score)
    .of_all(),
    curve(
        "score_assortativity",
        "Correlation of the scores of people who know each other, over ties not cut, at the end.",
        "correlation",
        (-1.0, 1.0),
        |a| assortativity(whole(a)),
    )
    .needs(Needs::Score)
    .of_all(),
    curve(
        "ranks_rightly",
        "Of two people whose true scores differ, how often the better one has the better score, at the end; a \
         coin gives 0.5.",
        "share of pairs of people",
        SHARE,
        |a| ranks_rightly(a, a.view.shape.years() - 1),
    )
    .needs(Needs::Score)
    .of_all(),
];

const NOBODY: &str = "nobody has a score";

/// What is counted of everybody together.
pub(super) fn whole<'a>(a: &Asked<'a>) -> &'a Whole {
    a.view.whole.as_ref().expect("a measure of everybody together is asked of everybody")
}

/// A quantile of scores from their bins, in points.
fn quantile(a: &Asked<'_>, bins: &[i64], share: f64) -> Result<f64, &'static str> {
    let at = statistics::quantile(bins, share).ok_or(NOBODY)?;
    let score = a.regime.score.as_ref().ok_or(NOBODY)?;
    Ok(Scale::of(score).points(at))
}

/// A quantile of the scores at the end of year `year`, in points.
pub fn quantile_of_year(a: &Asked<'_>, year: usize, share: f64) -> Result<f64, &'static str> {
    quantile(a, &whole(a).year_bins[year * SCORES..][..SCORES], share)
}

/// The rank correlation of scores at the end of year `year` and a year before.
pub fn persistence(a: &Asked<'_>, year: usize) -> Result<f64, &'static str> {
    let grid = &whole(a).persistence;
    let (correlations, people) = (grid[year], grid[grid.len() / 2 + year]);
    if people == 0 {
        return Err("no two years' ends a year apart at which scores differ");
    }
    Ok(correlations as f64 / RHO as f64 / people as f64)
}

/// The share of pairs ranked rightly at the end of year `year`.
pub fn ranks_rightly(a: &Asked<'_>, year: usize) -> Result<f64, &'static str> {
    let grid = &whole(a).ranked;
    let (rightly, pairs) = (grid[year], grid[grid.len() / 2 + year]);
    if pairs == 0 {
        return Err("no two people's true scores differ");
    }
    Ok(rightly as f64 / 2.0 / pairs as f64)
}

/// Pearson's correlation from the sums over both directions of each tie; exact until the last division, as the
/// products stay below 2^125 with 2^38 ends of ties and scores below 2^24.
fn assortativity(whole: &Whole) -> Result<f64, &'static str> {
    let [ends, sum, square_low, square_high, product_low, product_high] =
        std::array::from_fn(|at| i128::from(whole.tied_scores[at]));
    let of_words = |low: i128, high: i128| (high << 32) + low;
    let spread = ends * of_words(square_low, square_high) - sum * sum;
    if spread == 0 {
        return Err("no two people who know each other have different scores");
    }
    Ok((ends * of_words(product_low, product_high) - sum * sum) as f64 / spread as f64)
}
