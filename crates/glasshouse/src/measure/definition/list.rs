//! The list of measures, and the few shapes they come in.

use super::Count::*;
use super::{Count, Measure, Split};
use crate::unit::{ONE, POINT, WEEKS_PER_YEAR};

const YEAR: f64 = WEEKS_PER_YEAR as f64;
const SHARE: (f64, f64) = (0.0, 1.0);
const POSITIVE: (f64, f64) = (0.0, f64::INFINITY);
const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// A share of people, weeks or cases.
const fn share(name: &'static str, meaning: &'static str, unit: &'static str, count: Count) -> Measure {
    let empty = "no such people in this run";
    Measure { name, meaning, unit, split: Split::Whole, range: SHARE, scale: 1.0, count, empty }
}

/// A share of right-weeks.
const fn loss(name: &'static str, meaning: &'static str, count: Count) -> Measure {
    share(name, meaning, "share of right-weeks", count).or("no right was lost")
}

/// Weeks, acts or harm per person-year.
const fn yearly(name: &'static str, meaning: &'static str, unit: &'static str, count: Count) -> Measure {
    let share = share(name, meaning, unit, count);
    Measure { range: POSITIVE, scale: YEAR, ..share }
}

/// A slow variable of adults, kept in 16ths.
const fn latent(name: &'static str, meaning: &'static str, count: Count) -> Measure {
    let share = share(name, meaning, "mean of adults, 0 to 1", count).or("no adults");
    Measure { scale: 1.0 / ONE as f64, ..share }
}

impl Measure {
    const fn by_right(self) -> Measure {
        Measure { split: Split::ByRight, ..self }
    }

    const fn by_kind(self) -> Measure {
        Measure { split: Split::ByKind, ..self }
    }

    const fn at(self, scale: f64, range: (f64, f64)) -> Measure {
        Measure { scale, range, ..self }
    }

    /// The reason where the denominator is 0.
    const fn or(self, empty: &'static str) -> Measure {
        Measure { empty, ..self }
    }
}

/// Every measure, in the order of the tables.
pub const MEASURES: &[Measure] = &[
    yearly(
        "restricted_weeks",
        "Weeks with at least one right lost.",
        "weeks per person-year",
        RestrictedWeeks,
    )
    .at(YEAR, (0.0, YEAR)),
    yearly(
        "refused",
        "Things demanded and denied because a right was lost: trips, loans, places.",
        "per 1,000 person-years",
        Refused,
    )
    .at(1000.0 * YEAR, POSITIVE)
    .by_right(),
    yearly(
        "exclusion",
        "Weeks with three or more of five areas of life closed.",
        "weeks per person-year",
        ExclusionWeeks,
    )
    .at(YEAR, (0.0, YEAR)),
    yearly(
        "rights_weeks_lost",
        "Weeks of rights lost; in total each right counts by itself.",
        "right-weeks per person-year",
        RightWeeks,
    )
    .by_right(),
    share(
        "restricted_share",
        "People with a right lost, mean over the weeks.",
        "share of people",
        RestrictedWeeks,
    ),
    share(
        "ever_restricted",
        "People who lost any right at any time, being named in public included.",
        "share of people",
        EverRestricted,
    ),
    loss(
        "lost_own_harm_in_context",
        "Lost to own harm in the right's context (Shapley value; the six add to 1).",
        Lost(0),
    )
    .by_right(),
    loss(
        "lost_own_harm_in_context.necessary",
        "Lost, and would not have been but for own harm in the right's context.",
        Necessary(0),
    )
    .by_right(),
    loss(
        "lost_own_harm_in_context.involved",
        "Lost, and own harm in the right's context had a hand in it.",
        Involved(0),
    )
    .by_right(),
    loss(
        "lost_own_harm_elsewhere",
        "Lost to own harm in another context (Shapley value; the six add to 1).",
        Lost(1),
    )
    .by_right(),
    loss(
        "lost_own_harm_elsewhere.necessary",
        "Lost, and would not have been but for own harm in another context.",
        Necessary(1),
    )
    .by_right(),
    loss(
        "lost_own_harm_elsewhere.involved",
        "Lost, and own harm in another context had a hand in it.",
        Involved(1),
    )
    .by_right(),
    loss(
        "lost_harmless",
        "Lost to own harmless or lawful conduct (Shapley value; the six add to 1).",
        Lost(2),
    )
    .by_right(),
    loss(
        "lost_harmless.necessary",
        "Lost, and would not have been but for own harmless or lawful conduct.",
        Necessary(2),
    )
    .by_right(),
    loss("lost_harmless.involved", "Lost, and own harmless or lawful conduct had a hand in it.", Involved(2))
        .by_right(),
    loss("lost_false_record", "Lost to false records (Shapley value; the six add to 1).", Lost(3)).by_right(),
    loss("lost_false_record.necessary", "Lost, and would not have been but for false records.", Necessary(3))
        .by_right(),
    loss("lost_false_record.involved", "Lost, and false records had a hand in it.", Involved(3)).by_right(),
    loss(
        "lost_association",
        "Lost to the scores of friends and colleagues (Shapley value; the six add to 1).",
        Lost(4),
    )
    .by_right(),
    loss(
        "lost_association.necessary",
        "Lost, and would not have been but for the scores of friends and colleagues.",
        Necessary(4),
    )
    .by_right(),
    loss(
        "lost_association.involved",
        "Lost, and the scores of friends and colleagues had a hand in it.",
        Involved(4),
    )
    .by_right(),
    loss(
        "lost_household",
        "Lost to what another member of the household did (Shapley value; the six add to 1).",
        Lost(5),
    )
    .by_right(),
    loss(
        "lost_household.necessary",
        "Lost, and would not have been but for what another member of the household did.",
        Necessary(5),
    )
    .by_right(),
    loss(
        "lost_household.involved",
        "Lost, and what another member of the household did had a hand in it.",
        Involved(5),
    )
    .by_right(),
    loss(
        "undeserved_share",
        "What was lost not for anything they did: false records, association and household.",
        Undeserved,
    )
    .by_right(),
    loss(
        "out_of_context_share.strict",
        "Lost for harmless conduct, or in a context not related to the right's (strict reading).",
        OutOfContext(0, None),
    ),
    loss(
        "out_of_context_share.strict.score",
        "Of this (strict), taken by a score below a line.",
        OutOfContext(0, Some(0)),
    ),
    loss(
        "out_of_context_share.strict.listing",
        "Of this (strict), taken by a listing, without a score.",
        OutOfContext(0, Some(1)),
    ),
    loss(
        "out_of_context_share.strict.household",
        "Of this (strict), taken through the household.",
        OutOfContext(0, Some(2)),
    ),
    loss(
        "out_of_context_share.broad",
        "Lost for harmless conduct, or in a context not related to the right's (broad reading).",
        OutOfContext(1, None),
    ),
    loss(
        "out_of_context_share.broad.score",
        "Of this (broad), taken by a score below a line.",
        OutOfContext(1, Some(0)),
    ),
    loss(
        "out_of_context_share.broad.listing",
        "Of this (broad), taken by a listing, without a score.",
        OutOfContext(1, Some(1)),
    ),
    loss(
        "out_of_context_share.broad.household",
        "Of this (broad), taken through the household.",
        OutOfContext(1, Some(2)),
    ),
    yearly("harmful_conduct", "Acts that harm others.", "acts per person-year", HarmfulActs),
    yearly(
        "harm_done",
        "Acts weighted by their harm to others.",
        "harm (the society's weights) per person-year",
        Harm,
    )
    .at(YEAR / 1000.0, POSITIVE),
    yearly(
        "private_harm",
        "Harm done in private places, where no regime can look.",
        "harm (the society's weights) per person-year",
        PrivateHarm,
    )
    .at(YEAR / 1000.0, POSITIVE),
    yearly("good_deeds", "Good deeds done.", "acts per person-year", GoodDeeds),
    yearly(
        "forgone",
        "Lawful or protected acts not done, though done under none on the same luck; a loss.",
        "acts per person-year",
        Forgone,
    )
    .by_kind(),
    yearly(
        "compelled",
        "Lawful or protected acts done, though not done under none on the same luck; a loss.",
        "acts per person-year",
        Compelled,
    )
    .by_kind(),
    yearly(
        "prevented_by_ban",
        "Lawful or protected acts not done because the occasion itself was taken.",
        "acts per person-year",
        PreventedByBan,
    )
    .by_kind(),
    share(
        "self_censorship",
        "Opposed adults who do not say so; exists under none too, so read it as a difference.",
        "share of the opposed",
        Silent,
    )
    .or("nobody is opposed"),
    share(
        "false_praise",
        "Opposed adults who praise; exists under none too, so read it as a difference.",
        "share of the opposed",
        FalsePraise,
    )
    .or("nobody is opposed"),
    latent("fear", "Fear, a latent number without a unit of its own.", Fear),
    latent("conscience", "Conscience, a latent number without a unit of its own.", Conscience),
    share("aware", "Adults who know of the regime.", "share of adults", Aware).or("no adults"),
    share("score_mean", "Score shown, mean over people with a score and weeks.", "points", Score)
        .at(1.0 / POINT as f64, ANY)
        .or("nobody has a score"),
    share(
        "ties_cut",
        "Friendships given up, by half for each end, over the whole run.",
        "per 1,000 people",
        TieEnds,
    )
    .at(500.0, POSITIVE),
    share("appeals_filed", "Appeals filed.", "per term of a sanction", AppealsFiled)
        .at(1.0, POSITIVE)
        .or("no sanction fell"),
    share("appeals_upheld", "Appeals decided for the person.", "share of appeals decided", AppealsUpheld)
        .or("no appeal was decided"),
    share(
        "wrongly_refused",
        "Appeals refused though a false record was necessary to the sanction.",
        "share of appeals decided with a wrong ground",
        WronglyRefused,
    )
    .or("no appeal with a wrong ground was decided"),
    share(
        "never_appealed",
        "Terms with a wrong ground that nobody appealed.",
        "share of terms with a wrong ground",
        NeverAppealed,
    )
    .or("no sanction fell on a wrong ground"),
];
