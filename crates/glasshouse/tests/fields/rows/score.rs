//! The score: where it starts, how far it goes, how long it remembers, who sees it.

use crate::row::Change::{Add, Flip, Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves, still};

/// The floor is also the unit in which friends' deficits are counted, so they are left out.
const ALONE: &[&str] = &["association.weight=0"];

/// Many below the lowest tier.
const LOW: &[&str] = &["observe.late-loan-payment.points=-100"];

pub static ROWS: &[Row] = &[
    moves("score.start.points", Add(5.0), &[("score_mean", Up), ("rights_weeks_lost", Down)]),
    moves("score.spread.points", Times(0.5), &[("score_mean", Up), ("rights_weeks_lost", Down)]),
    moves("score.floor.points", Set("440"), &[("score_mean", Up)]).of("platform-rating"),
    moves("score.floor.points", Set("500"), &[("score_mean", Up)]).of("financial-credit"),
    moves("score.floor.points", Set("500"), &[("score_mean", Up)]).of("social-credit").also(ALONE),
    moves("score.floor.points", Set("55"), &[("score_mean", Up)]).of("small-score"),
    moves("score.ceiling.points", Set("1010"), &[("score_mean", Down)]).of("social-credit"),
    still("score.ceiling.points", Times(2.0), "no record adds points here, so nobody comes above the start"),
    moves("score.forgets.half_life", Times(0.5), &[("score_mean", Up)]).before(1),
    moves("score.public", Flip, &[("ties_cut", Down), ("fear", Down)]).of("social-credit"),
    moves("score.public", Flip, &[("fear", Up)]),
    still("score.tiers.1.points", Set("65"), "nobody sees the score, so nobody is shunned for it")
        .of("small-score"),
    moves("score.tiers.4.points", Set("700"), &[("ties_cut", Down)]),
    moves("score.tiers.5.points", Set("100"), &[("ties_cut", Down)]).also(LOW),
    still(
        "score.tiers.1|2|3.points",
        Add(-1.0),
        "a friend is shunned below the first line only, and these lie above it",
    ),
];
