//! What was found, in sentences made of the numbers.

use super::number::{listed, with_interval};
use crate::experiment::results::{ArmSummary, Results};
use crate::measure::interval::Estimate;

/// Sentences: which arm takes the most, how much is taken for nothing people did, whether harm done differs from that
/// under `none`, and where more of the opposed keep silent.
/// Where an interval holds 0 they say that the run cannot tell; without intervals they claim no difference.
pub fn findings(results: &Results) -> Vec<String> {
    let mut ranked: Vec<usize> = (0..results.arms.len()).filter(|&arm| !results.arms[arm].is_none).collect();
    ranked.sort_by(|&a, &b| taken_by(results, b).total_cmp(&taken_by(results, a)));
    if ranked.is_empty() {
        return vec!["Under none there is nothing to lose a right by.".to_owned()];
    }
    let mut sentences = vec![taken(results, &ranked)];
    sentences.extend(undeserved(results, &ranked));
    sentences.extend(harm(results, &ranked));
    sentences.extend(silence(results, &ranked));
    sentences
}

/// Right-weeks: one right taken for one week, so that ten rights taken weigh more than one.
const TAKEN: &str = "rights_weeks_lost";

fn taken_by(results: &Results, arm: usize) -> f64 {
    estimate(&results.arms[arm], TAKEN).and_then(|weeks| weeks.estimate).unwrap_or(0.0)
}

fn estimate<'a>(arm: &'a ArmSummary, measure: &str) -> Option<&'a Estimate> {
    arm.measure(measure).map(|summary| &summary.estimate)
}

/// Which arm takes the most, `ranked` by what they take.
fn taken(results: &Results, ranked: &[usize]) -> String {
    let first = &results.arms[ranked[0]];
    let (Some(taken), Some(weeks)) = (estimate(first, TAKEN), estimate(first, "restricted_weeks")) else {
        return "Nobody lost a right in this run.".to_owned();
    };
    if taken.estimate.is_none_or(|taken| taken <= 0.0) {
        return "Nobody lost a right in this run.".to_owned();
    }
    let loses = format!(
        "{} per person-year; a person is without some right for {} of a year, on average",
        spoken(taken, false, "right-weeks"),
        spoken(weeks, false, "weeks")
    );
    let Some(&next) = ranked.get(1) else { return format!("Under {}, {loses}.", first.name) };
    let (a, b) = (ranked[0].min(next), ranked[0].max(next));
    let difference = results.pair(a, b).and_then(|pair| pair.difference(TAKEN));
    match difference.and_then(Estimate::may_be_zero) {
        Some(false) => format!("{} takes the most: {loses}.", first.name),
        Some(true) => {
            let next = &results.arms[next].name;
            format!(
                "{} and {next} take the most, with no difference that this run can tell: {loses}.",
                first.name
            )
        }
        None => format!("{} takes the most here, but this run cannot say how surely: {loses}.", first.name),
    }
}

/// How much of what each arm takes was not for anything they did.
fn undeserved(results: &Results, arms: &[usize]) -> Option<String> {
    let share_of = |arm: &ArmSummary| {
        let share = estimate(arm, "undeserved_share").filter(|share| share.estimate.is_some())?;
        Some(format!("{} of what {} takes", spoken(&share.times(100.0), false, "%"), arm.name))
    };
    let shares: Vec<String> = arms.iter().filter_map(|&arm| share_of(&results.arms[arm])).collect();
    (!shares.is_empty()).then(|| format!("Not for anything they did: {}.", listed(&shares)))
}

/// Whether harm done differs from that of the same people under `none`.
fn harm(results: &Results, arms: &[usize]) -> Option<String> {
    let (mut lower, mut higher, mut unclear) = (Vec::new(), Vec::new(), Vec::new());
    for arm in arms.iter().map(|&arm| &results.arms[arm]) {
        let change = arm.measure("harm_done")?.relative;
        let value = change.estimate?;
        let words = || format!("{} ({})", arm.name, spoken(&change.times(100.0), true, "%"));
        match change.may_be_zero()? {
            true => unclear.push(arm.name.clone()),
            false if value < 0.0 => lower.push(words()),
            false => higher.push(words()),
        }
    }
    let mut clauses = Vec::new();
    for (arms, word) in [(lower, "less"), (higher, "more")] {
        if !arms.is_empty() {
            clauses.push(format!("{word} than under none with {}", listed(&arms)));
        }
    }
    if !unclear.is_empty() {
        clauses.push(format!("no difference from none that this run can tell with {}", listed(&unclear)));
    }
    Some(format!("Harm done: {}.", clauses.join("; ")))
}

/// Where more of the opposed keep silent than under `none`: a loss, and never worded as anything else.
fn silence(results: &Results, arms: &[usize]) -> Option<String> {
    let silenced = |arm: &ArmSummary| {
        let change = arm.measure("self_censorship")?.from_none;
        let clear = change.estimate? > 0.0 && !change.may_be_zero()?;
        clear.then(|| format!("{} ({})", arm.name, spoken(&change.times(100.0), true, "points")))
    };
    let arms: Vec<String> = arms.iter().filter_map(|&arm| silenced(&results.arms[arm])).collect();
    (!arms.is_empty())
        .then(|| format!("More of the opposed keep silent than under none with {}.", listed(&arms)))
}

fn spoken(value: &Estimate, signed: bool, unit: &str) -> String {
    match with_interval(value, signed).split_once(" ± ") {
        Some((number, half)) => format!("{number} {unit} ± {half}"),
        None => format!("{} {unit}", with_interval(value, signed)),
    }
}
