//! The minority against the majority: within strata of what people do where there is no regime, and crude.

use super::build::{ANY, POSITIVE, YEAR, curve};
use super::score::whole;
use super::{Asked, Measure, Needs};
use crate::measure::bins::STRATA;
use crate::measure::totals::{Appeal, UNITS_PER_WEEK};
use crate::measure::view::View;

const DIFFERENCE: &str = "right-weeks per person-year";
const RATIO: &str = "times the majority's";

pub(super) const MEASURES: &[Measure] = &[
    curve(
        "disparity",
        "Right-weeks lost by the minority less those by the majority, at equal conduct under none.",
        DIFFERENCE,
        ANY,
        |a| Ok(a_year(a, difference(&within_strata(a, Lost::RightWeeks)?))),
    )
    .needs(Needs::Sanctions)
    .of_all(),
    curve(
        "disparity.ratio",
        "Right-weeks lost by the minority over those by the majority, at equal conduct under none.",
        RATIO,
        POSITIVE,
        |a| ratio(&within_strata(a, Lost::RightWeeks)?),
    )
    .needs(Needs::Sanctions)
    .of_all(),
    curve(
        "disparity.crude",
        "Right-weeks lost by the minority less those by the majority, whatever they do.",
        DIFFERENCE,
        ANY,
        |a| Ok(a_year(a, difference(&crude(a)?))),
    )
    .needs(Needs::Sanctions)
    .of_all(),
    curve(
        "disparity.crude_ratio",
        "Right-weeks lost by the minority over those by the majority, whatever they do.",
        RATIO,
        POSITIVE,
        |a| ratio(&crude(a)?),
    )
    .needs(Needs::Sanctions)
    .of_all(),
    curve(
        "disparity.false_records",
        "Right-weeks lost to false records by the minority less those by the majority, at equal conduct under none.",
        DIFFERENCE,
        ANY,
        |a| Ok(a_year(a, difference(&within_strata(a, Lost::UnitsToFalseRecords)?)) / UNITS_PER_WEEK as f64),
    )
    .needs(Needs::Sanctions)
    .of_all(),
    curve(
        "disparity.coverage",
        "True records per act in view of what is observed: the minority's less the majority's.",
        "records per act",
        ANY,
        coverage,
    )
    .needs(Needs::Observation)
    .of_all(),
    curve(
        "disparity.review",
        "Share of appeals with a wrong ground that are upheld: the minority's less the majority's.",
        "share of appeals decided with a wrong ground",
        (-1.0, 1.0),
        review,
    )
    .needs(Needs::Recourse)
    .of_all(),
    of_stratum("disparity.majority.g0", "Right-weeks lost by people of the majority whose acts under none weigh nothing.", stratum::<0, 0>),
    of_stratum("disparity.majority.g1", "Right-weeks lost by people of the majority whose acts under none weigh below 1 day-fine.", stratum::<0, 1>),
    of_stratum("disparity.majority.g2", "Right-weeks lost by people of the majority whose acts under none weigh 1 to 2 day-fines.", stratum::<0, 2>),
    of_stratum("disparity.majority.g3", "Right-weeks lost by people of the majority whose acts under none weigh 2 to 4 day-fines.", stratum::<0, 3>),
    of_stratum("disparity.majority.g4", "Right-weeks lost by people of the majority whose acts under none weigh 4 to 8 day-fines.", stratum::<0, 4>),
    of_stratum("disparity.majority.g5", "Right-weeks lost by people of the majority whose acts under none weigh 8 to 16 day-fines.", stratum::<0, 5>),
    of_stratum("disparity.majority.g6", "Right-weeks lost by people of the majority whose acts under none weigh 16 to 32 day-fines.", stratum::<0, 6>),
    of_stratum("disparity.majority.g7", "Right-weeks lost by people of the majority whose acts under none weigh 32 day-fines or more.", stratum::<0, 7>),
    of_stratum("disparity.minority.g0", "Right-weeks lost by people of the minority whose acts under none weigh nothing.", stratum::<1, 0>),
    of_stratum("disparity.minority.g1", "Right-weeks lost by people of the minority whose acts under none weigh below 1 day-fine.", stratum::<1, 1>),
    of_stratum("disparity.minority.g2", "Right-weeks lost by people of the minority whose acts under none weigh 1 to 2 day-fines.", stratum::<1, 2>),
    of_stratum("disparity.minority.g3", "Right-weeks lost by people of the minority whose acts under none weigh 2 to 4 day-fines.", stratum::<1, 3>),
    of_stratum("disparity.minority.g4", "Right-weeks lost by people of the minority whose acts under none weigh 4 to 8 day-fines.", stratum::<1, 4>),
    of_stratum("disparity.minority.g5", "Right-weeks lost by people of the minority whose acts under none weigh 8 to 16 day-fines.", stratum::<1, 5>),
    of_stratum("disparity.minority.g6", "Right-weeks lost by people of the minority whose acts under none weigh 16 to 32 day-fines.", stratum::<1, 6>),
    of_stratum("disparity.minority.g7", "Right-weeks lost by people of the minority whose acts under none weigh 32 day-fines or more.", stratum::<1, 7>),
];

/// What is compared.
#[derive(Clone, Copy)]
enum Lost {
    RightWeeks = 1,
    UnitsToFalseRecords = 2,
}

/// What is lost by a person of the majority, and of the minority.
type ByGroup = [f64; 2];

/// The mean over strata of conduct, weighted by the minority's people; strata without people of both are left out.
fn within_strata(a: &Asked<'_>, lost: Lost) -> Result<ByGroup, &'static str> {
    let grid = &whole(a).strata;
    let at = |what: usize, stratum: usize, group: usize| grid[(what * STRATA + stratum) * 2 + group] as f64;
    let (mut sums, mut weights) = ([0.0; 2], 0.0);
    for stratum in 0..STRATA {
        let people = [0, 1].map(|group| at(0, stratum, group));
        if people[0] == 0.0 || people[1] == 0.0 {
            continue;
        }
        weights += people[1];
        for group in 0..2 {
            sums[group] += people[1] * at(lost as usize, stratum, group) / people[group];
        }
    }
    if weights == 0.0 {
        Err("no stratum has people of both groups")
    } else {
        Ok(sums.map(|sum| sum / weights))
    }
}

const fn of_stratum(name: &'static str, meaning: &'static str, value: Loss) -> Measure {
    curve(name, meaning, DIFFERENCE, POSITIVE, value).needs(Needs::Sanctions).of_all()
}

/// A loss, or why it is not defined.
type Loss = fn(&Asked<'_>) -> Result<f64, &'static str>;

/// What people of a group, 0 the majority and 1 the minority, lose whose conduct under `none` is of one stratum.
fn stratum<const GROUP: usize, const STRATUM: usize>(a: &Asked<'_>) -> Result<f64, &'static str> {
    let grid = &whole(a).strata;
    let at = |what: usize| grid[(what * STRATA + STRATUM) * 2 + GROUP] as f64;
    let people = at(0);
    if people == 0.0 {
        return Err("nobody of the group does so under none");
    }
    Ok(a_year(a, at(Lost::RightWeeks as usize) / people))
}

fn crude(a: &Asked<'_>) -> Result<ByGroup, &'static str> {
    let halves = &whole(a).halves;
    if halves.iter().any(|half| half.people == 0) {
        return Err("no people of one of the groups");
    }
    let mean = |half: &View| half.right_weeks.iter().sum::<i64>() as f64 / half.people as f64;
    Ok([mean(&halves[0]), mean(&halves[1])])
}

fn difference([majority, minority]: &ByGroup) -> f64 {
    minority - majority
}

fn ratio([majority, minority]: &ByGroup) -> Result<f64, &'static str> {
    if *majority == 0.0 { Err("the majority lost nothing") } else { Ok(minority / majority) }
}

/// A sum over the weeks of the run as a rate.
fn a_year(a: &Asked<'_>, sum: f64) -> f64 {
    sum / a.view.weeks as f64 * YEAR
}

fn coverage(a: &Asked<'_>) -> Result<f64, &'static str> {
    let observed =
        |grid: &[i64]| a.regime.observe.iter().map(|observe| grid[observe.kind]).sum::<i64>() as f64;
    let [majority, minority] = whole(a).halves.each_ref().map(|half| {
        let acts = observed(&half.acts);
        (acts > 0.0).then(|| observed(&half.true_records) / acts)
    });
    let acts = "nobody of one of the groups did in view what is observed";
    Ok(minority.ok_or(acts)? - majority.ok_or(acts)?)
}

fn review(a: &Asked<'_>) -> Result<f64, &'static str> {
    let [majority, minority] = whole(a).halves.each_ref().map(|half| {
        let (wrong, refused) = (half.appeal(Appeal::DecidedWrong), half.appeal(Appeal::RefusedWrong));
        (wrong > 0).then(|| (wrong - refused) as f64 / wrong as f64)
    });
    let decided = "no appeal with a wrong ground was decided for one of the groups";
    Ok(minority.ok_or(decided)? - majority.ok_or(decided)?)
}
