//! The score: where it starts, how far it goes, how long it remembers, who sees it.

use crate::row::Change::{Add, Flip, Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Move, Row, differs, moves, refused};

/// The floor is also the unit in which friends' deficits are counted, so they are left out.
const ALONE: &[&str] = &["association.weight=0"];

/// Many below the lowest tier.
const LOW: &[&str] = &["observe.late-loan-payment.points=-100"];

pub static ROWS: &[Row] = &[
    moves("score.start.points", Add(-5.0), &[("score_mean", Down), ("rights_weeks_lost", Up)]),
    moves("score.spread.points", Times(0.5), &[("score_mean", Up), ("rights_weeks_lost", Down)]),
    moves("score.floor.points", Set("440"), &[("score_mean", Up)]).of("platform-rating"),
    moves("score.floor.points", Set("500"), &[("score_mean", Up)]).of("financial-credit"),
    moves("score.floor.points", Set("500"), &[("score_mean", Up)]).of("social-credit").also(ALONE),
    moves("score.floor.points", Set("55"), &[("score_mean", Up)]).of("small-score").also(ALONE),
    moves("score.floor.points", Set("55"), &[("score_mean", Up)]),
    moves("score.ceiling.points", Set("1055"), &[("score_mean", Down)]).of("social-credit"),
    differs("score.ceiling.points", Add(50.0), NO_REWARDS).but(BINS),
    moves("score.forgets.half_life", Times(0.5), &[("score_mean", Up)]).before(1),
    refused("score.public", Flip, "private actors close rights to those whose score they see")
        .of("social-credit|small-closes"),
    moves("score.public", Flip, &[("ties_cut", Up), ("fear", Up)]).of("small-score"),
    moves("score.public", Flip, &[("fear", Up)]),
    // A friend is shunned below the first line only; a tier above it, or of a score that nobody sees, is a word.
    // Where a false record is worth more than a tier is high, two lines side by side part fewer than two apart.
    moves("score.tiers.1.points", Set("1300"), FEWER).of("social-credit|financial-credit").but(TIERS),
    moves("score.tiers.2.points", Set("799"), FEWER).of("financial-credit").but(TIERS),
    moves("score.tiers.3.points", Set("739"), FEWER).of("financial-credit").but(TIERS),
    moves("score.tiers.4.points", Set("669"), FEWER).of("financial-credit").but(TIERS),
    moves("score.tiers.1.points", Set("95"), MORE).of("small-score").but(TIERS),
    moves("score.tiers.2.points", Set("1005"), MORE).but(TIERS),
    moves("score.tiers.3.points", Set("995"), MORE).but(TIERS),
    moves("score.tiers.4.points", Set("700"), &[("ties_cut", Down)]),
    moves("score.tiers.5.points", Set("100"), &[("ties_cut", Down)]).also(LOW),
];

const NO_REWARDS: &str =
    "no record adds points, so nobody rises to the ceiling; it bounds the bins of scores";
const BINS: &[&str] = &["score_p5", "score_p95", "score_persistence", "ranks_rightly"];
const TIERS: &[&str] = &["tier_changed_by_error"];
const MORE: &[Move] = &[("tier_changed_by_error", Up)];
const FEWER: &[Move] = &[("tier_changed_by_error", Down)];
