//! Quantities that bear on legal tests: contexts, grounds and errors, proportion, and how old evidence is. None of
//! them is a legal finding.

use super::build::{ANY, POSITIVE, curve, loss, share};
use super::{Asked, Measure, Needs};
use crate::measure::bins::{BURDEN_FROM, BURDENS, INFINITE, gravity_middle};
use crate::measure::interval::Ratio;
use crate::measure::statistics;
use crate::measure::totals::{EXCESS_PER_WEEK, Fall};
use crate::regime::Regime;

pub(super) const MEASURES: &[Measure] = &[
    loss(
        "out_of_context_share.strict",
        "Lost for harmless conduct, or in a context not related to the right's (strict reading).",
        |a| out_of_context(a, 0, None),
    )
    .remarked(without_score),
    loss(
        "out_of_context_share.strict.score",
        "Of this (strict), taken by a score below a line.",
        |a| out_of_context(a, 0, Some(0)),
    )
    .remarked(without_score),
    loss(
        "out_of_context_share.strict.listing",
        "Of this (strict), taken by a listing, without a score.",
        |a| out_of_context(a, 0, Some(1)),
    )
    .remarked(by_listing),
    loss("out_of_context_share.strict.household", "Of this (strict), taken through the household.", |a| {
        out_of_context(a, 0, Some(2))
    })
    .remarked(without_score),
    loss(
        "out_of_context_share.broad",
        "Lost for harmless conduct, or in a context not related to the right's (broad reading).",
        |a| out_of_context(a, 1, None),
    )
    .remarked(without_score),
    loss("out_of_context_share.broad.score", "Of this (broad), taken by a score below a line.", |a| {
        out_of_context(a, 1, Some(0))
    })
    .remarked(without_score),
    loss(
        "out_of_context_share.broad.listing",
        "Of this (broad), taken by a listing, without a score.",
        |a| out_of_context(a, 1, Some(1)),
    )
    .remarked(by_listing),
    loss("out_of_context_share.broad.household", "Of this (broad), taken through the household.", |a| {
        out_of_context(a, 1, Some(2))
    })
    .remarked(without_score),
    share(
        "false_ground",
        "Falls of a sanction that rest wholly on false records.",
        "share of falls",
        |a| Ratio::new(a.view.fall(Fall::OnFalseRecords), a.view.fall(Fall::Any)),
    )
    .needs(Needs::Sanctions)
    .or("no sanction fell"),
    share(
        "no_harm_in_record",
        "Falls of a sanction on people in whose record no true harm of a point or more is left.",
        "share of falls",
        |a| Ratio::new(a.view.fall(Fall::WithoutHarm), a.view.fall(Fall::Any)),
    )
    .needs(Needs::Sanctions)
    .or("no sanction fell"),
    share(
        "files_with_error",
        "People in whose file a false entry of a point or more stands at the end.",
        "share of people with a score",
        |a| Ratio::new(a.view.files[0], a.view.scored),
    )
    .needs(Needs::Score)
    .or("nobody has a score"),
    share(
        "tier_changed_by_error",
        "People who would be in another tier at the end without the false entries in their file.",
        "share of people with a score",
        |a| Ratio::new(a.view.files[1], a.view.scored),
    )
    .needs(Needs::Score)
    .or("nobody has a score"),
    excess("excess_share.low", "Right-weeks beyond what the low tariff answers to the gravity of the record.", |a| {
        beyond(a, 0)
    }),
    excess(
        "excess_share.middle",
        "Right-weeks beyond what the middle tariff answers to the gravity of the record.",
        |a| beyond(a, 1),
    ),
    excess("excess_share.high", "Right-weeks beyond what the high tariff answers to the gravity of the record.", |a| {
        beyond(a, 2)
    }),
    curve(
        "loss_per_gravity.p50",
        "Loss over the gravity of the own true records: median of people who lost a right.",
        "right-weeks per day-fine",
        POSITIVE,
        |a| loss_per_gravity(a, 0.5),
    )
    .needs(Needs::Sanctions),
    curve(
        "loss_per_gravity.p95",
        "Loss over the gravity of the own true records: 95th percentile of people who lost a right.",
        "right-weeks per day-fine",
        POSITIVE,
        |a| loss_per_gravity(a, 0.95),
    )
    .needs(Needs::Sanctions),
    share(
        "loss_per_gravity.infinite",
        "People who lost a right without any recorded gravity of their own.",
        "share of people who lost a right",
        |a| Ratio::new(a.view.burdens[INFINITE], a.view.burdens.iter().sum()),
    )
    .needs(Needs::Sanctions)
    .or("nobody lost a right"),
    curve(
        "flatness",
        "How loss follows gravity: slope of their logarithms over the bins of gravity (1 in proportion, 0 flat).",
        "slope",
        ANY,
        flatness,
    )
    .needs(Needs::Sanctions),
    mean_loss("flatness.g0", "Loss of people without any recorded gravity.", at_gravity::<0>),
    mean_loss("flatness.g1", "Loss of people with a recorded gravity below 1 day-fine.", at_gravity::<1>),
    mean_loss("flatness.g2", "Loss of people with a recorded gravity of 1 to 2 day-fines.", at_gravity::<2>),
    mean_loss("flatness.g3", "Loss of people with a recorded gravity of 2 to 4 day-fines.", at_gravity::<3>),
    mean_loss("flatness.g4", "Loss of people with a recorded gravity of 4 to 8 day-fines.", at_gravity::<4>),
    mean_loss("flatness.g5", "Loss of people with a recorded gravity of 8 to 16 day-fines.", at_gravity::<5>),
    mean_loss("flatness.g6", "Loss of people with a recorded gravity of 16 to 32 day-fines.", at_gravity::<6>),
    mean_loss("flatness.g7", "Loss of people with a recorded gravity of 32 to 64 day-fines.", at_gravity::<7>),
    mean_loss("flatness.g8", "Loss of people with a recorded gravity of 64 day-fines or more.", at_gravity::<8>),
    share(
        "evidence_older_than_year",
        "Of the points that decided when a score set off a term, those recorded more than 52 weeks before.",
        "share of deciding points",
        // Rounding when the ledger is rescaled can leave the older part a unit below nothing.
        |a| Ratio::new(a.view.evidence[0].max(0), a.view.evidence[1]),
    )
    .needs(Needs::Line)
    .or("no score set off a term"),
];

fn without_score(regime: &Regime) -> &'static str {
    if regime.score.is_none() { "no score is involved" } else { "" }
}

fn by_listing(_: &Regime) -> &'static str {
    "a listing: no score led to it"
}

fn out_of_context(a: &Asked<'_>, matrix: usize, trigger: Option<usize>) -> Ratio {
    Ratio::new(a.view.out_of_context(matrix, trigger), a.units())
}

const fn excess(name: &'static str, meaning: &'static str, sums: fn(&Asked<'_>) -> Ratio) -> Measure {
    loss(name, meaning, sums).needs(Needs::Tariff)
}

fn beyond(a: &Asked<'_>, tariff: usize) -> Ratio {
    let parts = i128::from(a.lost()) * i128::from(EXCESS_PER_WEEK);
    Ratio { num: a.view.excess[tariff].into(), den: parts }
}

fn loss_per_gravity(a: &Asked<'_>, share: f64) -> Result<f64, &'static str> {
    let at = statistics::quantile(&a.view.burdens, share).ok_or("nobody lost a right")?;
    if at > BURDENS as f64 {
        return Err("infinite: lost without any recorded gravity");
    }
    Ok(libm::exp2(f64::from(BURDEN_FROM) + at / 4.0))
}

fn flatness(a: &Asked<'_>) -> Result<f64, &'static str> {
    let bins = a.view.gravity_people.iter().zip(&a.view.gravity_weeks).enumerate().skip(1);
    let lost = bins.filter(|(_, (people, weeks))| **people > 0 && **weeks > 0);
    let mean = |people: i64, weeks: i64| libm::log2(weeks as f64 / people as f64);
    let points: Vec<(f64, f64)> =
        lost.map(|(bin, (&people, &weeks))| (gravity_middle(bin), mean(people, weeks))).collect();
    statistics::slope(&points).ok_or("people of fewer than two bins of gravity lost a right")
}

const fn mean_loss(name: &'static str, meaning: &'static str, sums: fn(&Asked<'_>) -> Ratio) -> Measure {
    share(name, meaning, "right-weeks per person", sums)
        .scaled(1.0, POSITIVE)
        .needs(Needs::Sanctions)
        .or("nobody has a record of this gravity")
}

fn at_gravity<const BIN: usize>(a: &Asked<'_>) -> Ratio {
    Ratio::new(a.view.gravity_weeks[BIN], a.view.gravity_people[BIN])
}
