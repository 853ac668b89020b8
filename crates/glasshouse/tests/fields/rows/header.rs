//! The head of a file: whom it covers, who knows of it, what it starts from.

use crate::row::Change::{Drop, Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, label, moves, still};

const LAW: &str =
    "ordinary law records nothing and takes nothing, so there is nothing to fall under or know of";

pub static ROWS: &[Row] = &[
    label("regime.name", "names never change a result"),
    label("regime.summary", "a sentence for people"),
    // Dates count from week 0: long before them it is another week 0, and they are not reached.
    moves("regime.begins", Set("2010-01-01"), &[("restricted_weeks", Down)]).of("small-schedule").before(8),
    moves("regime.begins", Set("2010-01-01"), &[("false_praise", Down)]).of("social-credit").before(17),
    moves("regime.begins", Set("2015-06-14"), &[("restricted_weeks", Up)])
        .of("social-credit-rollout")
        .before(2),
    still(
        "regime.begins",
        Set("2010-01-01"),
        "week 0 is week 0 whatever its date; no other date stands here",
    ),
    still("regime.covers", Set("\"claimants\""), LAW).of("none"),
    still("regime.awareness.share", Set("0.5"), LAW).of("none"),
    // Nobody but platform workers can do what is rated; others would only know of it.
    moves("regime.covers", Set("\"all\""), &[("aware", Up)]).of("platform-rating"),
    moves("regime.covers", Set("\"platform-workers\""), &[("restricted_weeks", Down)])
        .of("childcare-benefit-like|midas-like|robodebt-like"),
    moves("regime.covers", Set("\"claimants\""), &[("restricted_weeks", Down), ("aware", Down)]),
    moves("regime.awareness.share", Times(0.5), &[("aware", Down)]),
    moves("extends", Set("\"social-credit\""), &[("forgone.video-games", Up), ("lost_association", Up)])
        .of("financial-credit-wide"),
    moves("extends", Set("\"financial-credit\""), &[("refused/loan", Up)]).of("platform-rating-24-7"),
    moves("extends", Set("\"travel-ban\""), &[("forgone.video-games", Down)])
        .of("social-credit-rollout")
        .also(&["regime.begins=2019-12-14"]),
    moves("extends", Set("\"travel-ban\""), &[("forgone.video-games", Down)])
        .of("social-credit-switched-off"),
    moves("extends", Set("\"social-credit-rollout\""), &[("restricted_weeks", Down)]).of("small-quiet"),
    moves("remove.observe.video-games", Drop, &[("forgone.video-games", Up)]),
    moves("remove.sanction.grade-c", Drop, &[("rights_weeks_lost/loan", Up)]),
    moves("remove.campaign.autumn", Drop, &[("false_praise", Up)]).before(17),
    moves("remove.privilege.grade-aa", Drop, &[("privilege_weeks", Up)]).but(&["privilege_weeks"]),
];
