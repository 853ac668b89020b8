//! The head of a file: whom it covers, who knows of it, what it starts from.

use crate::row::Change::{Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, label, moves, still};

const LAW: &str =
    "ordinary law records nothing and takes nothing, so there is nothing to fall under or know of";

pub static ROWS: &[Row] = &[
    label("regime.name", "names never change a result"),
    label("regime.summary", "a sentence for people"),
    // Dates count from week 0: it is four weeks earlier, so they are four weeks later.
    moves("regime.begins", Set("2018-04-03"), &[("restricted_weeks", Down)])
        .of("small-schedule|small-rollout")
        .before(6),
    moves("regime.begins", Set("2018-04-03"), &[("false_praise", Down)]).of("small-praise").before(8),
    still(
        "regime.begins",
        Set("2010-01-01"),
        "week 0 is week 0 whatever its date; no other date stands here",
    ),
    still("regime.covers", Set("\"claimants\""), LAW).of("none"),
    still("regime.awareness.share", Set("0.5"), LAW).of("none"),
    // Nobody but platform workers can do what is rated; others would only know of it.
    moves("regime.covers", Set("\"all\""), &[("aware", Up)]).of("platform-rating"),
    moves("regime.covers", Set("\"claimants\""), &[("restricted_weeks", Down), ("aware", Down)]),
    moves("regime.awareness.share", Times(0.5), &[("aware", Down)]),
    moves("extends", Set("\"social-credit\""), &[("forgone.video-games", Up), ("lost_association", Up)])
        .of("financial-credit-wide"),
    moves("extends", Set("\"financial-credit\""), &[("refused/loan", Up)]).of("platform-rating-24-7"),
    moves("extends", Set("\"financial-credit\""), &[("restricted_weeks", Down)]).of("small-debts"),
    moves("extends", Set("\"small-praise-abroad\""), &[("aware", Down)]).of("small-quiet"),
    moves("remove.observe.*", Set("\"unpaid-judgment-debt\""), &[("reach/unpaid-judgment-debt", Down)]),
    moves(
        "remove.sanction.*",
        Set("\"landlords\""),
        &[("rights_weeks_lost/loan", Up), ("rights_weeks_lost/housing", Down)],
    ),
    moves("remove.campaign.*", Set("\"month-of-praise\""), &[("false_praise", Down)]),
    moves("remove.privilege.*", Set("\"honour-roll\""), &[("privilege_weeks", Up)]).but(&["privilege_weeks"]),
];
