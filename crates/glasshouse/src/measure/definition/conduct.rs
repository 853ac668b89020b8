//! What people do: harm, good deeds, and lawful conduct that a regime stops or compels.

use super::Measure;
use super::build::{POSITIVE, YEAR, yearly};

pub(super) const MEASURES: &[Measure] = &[
    yearly("harmful_conduct", "Acts that harm others.", "acts per person-year", |a| {
        a.a_week(a.conduct(true, |kind| i64::from(kind.harm > 0)))
    }),
    yearly(
        "harm_done",
        "Acts weighted by their harm to others.",
        "harm (the society's weights) per person-year",
        |a| a.a_week(a.conduct(true, |kind| i64::from(kind.harm))),
    )
    .scaled(YEAR / 1000.0, POSITIVE),
    yearly(
        "private_harm",
        "Harm done in private places, where no regime can look.",
        "harm (the society's weights) per person-year",
        |a| a.a_week(a.conduct(false, |kind| i64::from(kind.harm))),
    )
    .scaled(YEAR / 1000.0, POSITIVE),
    yearly("good_deeds", "Good deeds done.", "acts per person-year", |a| {
        a.a_week(a.conduct(true, |kind| i64::from(kind.good)))
    }),
    yearly(
        "forgone",
        "Lawful or protected acts not done, though done under none on the same luck; a loss.",
        "acts per person-year",
        |a| a.a_week(a.chilled(&a.view.forgone)),
    )
    .by_kind(),
    yearly(
        "compelled",
        "Lawful or protected acts done, though not done under none on the same luck; a loss.",
        "acts per person-year",
        |a| a.a_week(a.chilled(&a.view.compelled)),
    )
    .by_kind(),
    yearly(
        "prevented_by_ban",
        "Lawful or protected acts not done because the occasion itself was taken.",
        "acts per person-year",
        |a| a.a_week(a.chilled(&a.view.prevented_by_ban)),
    )
    .by_kind(),
];
