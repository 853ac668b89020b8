//! What rights are lost to: shares of right-weeks by cause.

use super::build::loss;
use super::{Asked, Measure};
use crate::measure::interval::Ratio;
use crate::measure::totals::CAUSES;

/// Own harm in context, own harm elsewhere and harmless come first among causes; the rest is not own doing.
const NOT_OWN: std::ops::Range<usize> = 3..CAUSES;

pub(super) const MEASURES: &[Measure] = &[
    loss(
        "lost_own_harm_in_context",
        "Lost to own harm in the right's context (Shapley value; the six add to 1).",
        lost::<0>,
    )
    .by_right(),
    loss(
        "lost_own_harm_in_context.necessary",
        "Lost, and would not have been but for own harm in the right's context.",
        necessary::<0>,
    )
    .by_right(),
    loss(
        "lost_own_harm_in_context.involved",
        "Lost, and own harm in the right's context had a hand in it.",
        involved::<0>,
    )
    .by_right(),
    loss(
        "lost_own_harm_elsewhere",
        "Lost to own harm in another context (Shapley value; the six add to 1).",
        lost::<1>,
    )
    .by_right(),
    loss(
        "lost_own_harm_elsewhere.necessary",
        "Lost, and would not have been but for own harm in another context.",
        necessary::<1>,
    )
    .by_right(),
    loss(
        "lost_own_harm_elsewhere.involved",
        "Lost, and own harm in another context had a hand in it.",
        involved::<1>,
    )
    .by_right(),
    loss(
        "lost_harmless",
        "Lost to own harmless or lawful conduct (Shapley value; the six add to 1).",
        lost::<2>,
    )
    .by_right(),
    loss(
        "lost_harmless.necessary",
        "Lost, and would not have been but for own harmless or lawful conduct.",
        necessary::<2>,
    )
    .by_right(),
    loss(
        "lost_harmless.involved",
        "Lost, and own harmless or lawful conduct had a hand in it.",
        involved::<2>,
    )
    .by_right(),
    loss("lost_false_record", "Lost to false records (Shapley value; the six add to 1).", lost::<3>)
        .by_right(),
    loss(
        "lost_false_record.necessary",
        "Lost, and would not have been but for false records.",
        necessary::<3>,
    )
    .by_right(),
    loss("lost_false_record.involved", "Lost, and false records had a hand in it.", involved::<3>).by_right(),
    loss(
        "lost_association",
        "Lost to the scores of friends and colleagues (Shapley value; the six add to 1).",
        lost::<4>,
    )
    .by_right(),
    loss(
        "lost_association.necessary",
        "Lost, and would not have been but for the scores of friends and colleagues.",
        necessary::<4>,
    )
    .by_right(),
    loss(
        "lost_association.involved",
        "Lost, and the scores of friends and colleagues had a hand in it.",
        involved::<4>,
    )
    .by_right(),
    loss(
        "lost_household",
        "Lost to what another member of the household did (Shapley value; the six add to 1).",
        lost::<5>,
    )
    .by_right(),
    loss(
        "lost_household.necessary",
        "Lost, and would not have been but for what another member of the household did.",
        necessary::<5>,
    )
    .by_right(),
    loss(
        "lost_household.involved",
        "Lost, and what another member of the household did had a hand in it.",
        involved::<5>,
    )
    .by_right(),
    loss(
        "undeserved_share",
        "What was lost not for anything they did: false records, association and household.",
        |a| Ratio::new(NOT_OWN.map(|cause| a.view.units(cause, a.right())).sum(), a.units()),
    )
    .by_right(),
];

/// Shares of right-weeks have one denominator, so the six causes add to 1.
fn lost<const CAUSE: usize>(a: &Asked<'_>) -> Ratio {
    Ratio::new(a.view.units(CAUSE, a.right()), a.units())
}

fn necessary<const CAUSE: usize>(a: &Asked<'_>) -> Ratio {
    Ratio::new(a.view.necessary(CAUSE, a.right()), a.units())
}

fn involved<const CAUSE: usize>(a: &Asked<'_>) -> Ratio {
    Ratio::new(a.view.involved(CAUSE, a.right()), a.units())
}
