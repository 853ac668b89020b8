//! What is counted for the comparison with published figures: ratios of sums that no single measure gives.

use glasshouse::measure::bins::SCORES;
use glasshouse::measure::interval::Ratio;
use glasshouse::measure::totals::{Series, Totals};
use glasshouse::society::Society;
use glasshouse::society::people::CELLS;
use glasshouse::unit::{POINT, WEEKS_PER_YEAR};

const YEAR: i64 = WEEKS_PER_YEAR as i64;
const DEBT: &str = "unpaid-judgment-debt";
const POST: &str = "critical-post";

/// Adults with a right lost in the last year, of all adults.
pub fn restricted_last_year(_: &Society, totals: &Totals) -> Ratio {
    Ratio::new(last_year(totals, Series::Restricted), YEAR * sum(&totals.adults))
}

/// Years on the list by Little's law: those on it in the second half of the run over those who come in a year.
pub fn years_listed(society: &Society, totals: &Totals) -> Ratio {
    let half = totals.shape.weeks / 2;
    let person_weeks: i64 = series(totals, Series::Restricted)[half..].iter().sum();
    let weeks = totals.shape.weeks as i64;
    Ratio::new(person_weeks * weeks, additions(society, totals) * (weeks - half as i64) * YEAR)
}

/// Of all who were ever on the list, those who have left it by the end.
pub fn left_the_list(society: &Society, totals: &Totals) -> Ratio {
    let ever = at_start(totals) + additions(society, totals);
    Ratio::new(ever - at_end(totals), ever)
}

/// Removals from the list over additions to it.
pub fn removals(society: &Society, totals: &Totals) -> Ratio {
    let added = additions(society, totals);
    Ratio::new(at_start(totals) + added - at_end(totals), added)
}

/// Flights refused a year of a person banned from them.
pub fn flights_refused(society: &Society, totals: &Totals) -> Ratio {
    refused_while_banned(society, totals, "air")
}

/// High-speed trains refused a year of a person banned from them.
pub fn trains_refused(society: &Society, totals: &Totals) -> Ratio {
    refused_while_banned(society, totals, "rail")
}

/// Flights refused over high-speed trains refused.
pub fn flights_to_trains(society: &Society, totals: &Totals) -> Ratio {
    let refused = |name| row(&totals.refused, right(society, name));
    Ratio::new(refused("air"), refused("rail"))
}

/// Weeks without flights for anything but a debt, of all weeks without flights.
pub fn not_for_debt(society: &Society, totals: &Totals) -> Ratio {
    let (air, rights) = (right(society, "air"), society.rights.len());
    let all: i64 = totals.reach.iter().skip(air).step_by(rights).sum();
    let debt = totals.reach[kind(society, DEBT) * rights + air];
    Ratio::new(all - debt, all)
}

/// Adults aware in the first week.
pub fn aware_at_start(_: &Society, totals: &Totals) -> Ratio {
    Ratio::new(series(totals, Series::Aware)[0], sum(&totals.adults))
}

/// Adults aware in the last week.
pub fn aware_at_end(_: &Society, totals: &Totals) -> Ratio {
    let last = series(totals, Series::Aware).last().copied();
    Ratio::new(last.unwrap_or(0), sum(&totals.adults))
}

/// The mean score of the last week.
pub fn score_at_end(_: &Society, totals: &Totals) -> Ratio {
    let last = series(totals, Series::Score).last().copied();
    Ratio::new(last.unwrap_or(0), POINT * sum(&totals.scored))
}

/// Weeks with a right lost, of the weeks of those with a score.
pub fn restricted_of_scored(_: &Society, totals: &Totals) -> Ratio {
    Ratio::new(sum(&totals.restricted_weeks), totals.shape.weeks as i64 * sum(&totals.scored))
}

/// People who lost a right at any time, of those with a score.
pub fn ever_restricted_of_scored(_: &Society, totals: &Totals) -> Ratio {
    Ratio::new(sum(&totals.ever_restricted), sum(&totals.scored))
}

/// Workers whose rating at the end is below 460, of those rated: whole bins, and the last in proportion.
pub fn rated_below_the_line(_: &Society, totals: &Totals) -> Ratio {
    // The bins divide the ratings from 100 to 500 evenly, in 256ths.
    let line = (460 - 100) * SCORES as i64;
    let (whole, rest) = ((line / 400) as usize, line % 400);
    let bin = |at: usize| row(&totals.score_bins, at);
    let below = (0..whole).map(bin).sum::<i64>() * 400 + rest * bin(whole);
    Ratio::new(below, 400 * sum(&totals.scored))
}

/// Opposed adults who do not say so, of all adults.
pub fn silent(_: &Society, totals: &Totals) -> Ratio {
    Ratio::new(sum(&totals.silent), totals.shape.weeks as i64 * sum(&totals.adults))
}

/// The same, less what it is under `none`.
pub fn silent_beyond_none(_: &Society, none: &Totals, totals: &Totals) -> Ratio {
    let weeks = totals.shape.weeks as i64;
    Ratio::new(sum(&totals.silent) - sum(&none.silent), weeks * sum(&totals.adults))
}

/// Critical posts fewer than under `none`, of those under `none`.
pub fn posts_missing(society: &Society, none: &Totals, totals: &Totals) -> Ratio {
    let post = kind(society, POST);
    let posts = |totals: &Totals| row(&totals.acts, post) + row(&totals.private_acts, post);
    Ratio::new(posts(none) - posts(totals), posts(none))
}

/// Of people who do `mean` acts on average with a gamma frailty, the share who do `many` or more, and their share
/// of all acts: the negative binomial law, summed from below.
fn chronic(shape: f64, mean: f64, many: u32) -> (f64, f64) {
    let ratio = mean / (mean + shape);
    let mut chance = (shape / (shape + mean)).powf(shape);
    let (mut people, mut acts) = (0.0, 0.0);
    for n in 0..many {
        people += chance;
        acts += f64::from(n) * chance;
        chance *= (shape + f64::from(n)) / f64::from(n + 1) * ratio;
    }
    (1.0 - people, 1.0 - acts / mean)
}

/// Acts a person in the Philadelphia cohort: 10,214 by 9,945.
const COHORT_MEAN: f64 = 10_214.0 / 9_945.0;

/// People with five acts or more, at the mean of the cohort.
pub fn chronic_people(society: &Society) -> f64 {
    chronic(society.behaviour.frailty_shape, COHORT_MEAN, 5).0
}

/// Acts of people with five or more, of all acts.
pub fn chronic_acts(society: &Society) -> f64 {
    chronic(society.behaviour.frailty_shape, COHORT_MEAN, 5).1
}

/// Records of debts, false ones too, after those of the first week.
fn additions(society: &Society, totals: &Totals) -> i64 {
    let debt = kind(society, DEBT);
    row(&totals.true_records, debt) + row(&totals.false_records, debt) - at_start(totals)
}

fn at_start(totals: &Totals) -> i64 {
    series(totals, Series::Restricted)[0]
}

fn at_end(totals: &Totals) -> i64 {
    series(totals, Series::Restricted).last().copied().unwrap_or(0)
}

fn refused_while_banned(society: &Society, totals: &Totals, name: &str) -> Ratio {
    let right = right(society, name);
    Ratio::new(row(&totals.refused, right) * YEAR, row(&totals.right_weeks, right))
}

fn last_year(totals: &Totals, what: Series) -> i64 {
    series(totals, what).iter().rev().take(YEAR as usize).sum()
}

fn series(totals: &Totals, what: Series) -> &[i64] {
    let weeks = totals.shape.weeks;
    &totals.series[what as usize * weeks..][..weeks]
}

fn row(grid: &[i64], at: usize) -> i64 {
    sum(&grid[at * CELLS..][..CELLS])
}

fn sum(cells: &[i64]) -> i64 {
    cells.iter().sum()
}

fn kind(society: &Society, name: &str) -> usize {
    society.kind(name).expect("the society has this conduct")
}

fn right(society: &Society, name: &str) -> usize {
    society.right(name).expect("the society has this right")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With shape 1 the law is geometric: P(n or more) = q^n, and the acts of those are n q^n + q^(n+1) / (1 - q).
    #[test]
    fn the_law_of_the_chronic_few() {
        let (people, acts) = chronic(1.0, 1.0, 5);
        assert!((people - 0.5f64.powi(5)).abs() < 1e-12);
        assert!((acts - (5.0 * 0.5f64.powi(5) + 0.5f64.powi(6) / 0.5)).abs() < 1e-12);
    }
}
