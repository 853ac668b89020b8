//! What a high score gives, which moves nothing else, and what private actors close unasked.

use crate::row::Change::{Drop, Flip, Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Move, Row, label, moves};

pub static ROWS: &[Row] = &[
    label("privilege.*.name", "nothing is drawn by this name"),
    label("privilege.*.gives", "words; what rewards is the points"),
    // The other privilege would hide a change of one that fewer hold.
    moves("privilege.honour-roll.above.points", Set("108"), MORE).also(LATER).but(ONLY),
    moves("privilege.honour-roll.lasts.time", Times(2.0), MORE).also(LATER).but(ONLY),
    moves("privilege.honour-roll.renews", Flip, FEWER).also(LATER).but(ONLY),
    moves("privilege.fast-lane.above.points", Set("108"), FEWER).but(ONLY),
    moves("privilege.fast-lane.lasts.time", Times(2.0), MORE).but(ONLY),
    moves("privilege.fast-lane.renews", Flip, FEWER).but(ONLY),
    moves("over_compliance.closes.*", Drop, &[("rights_weeks_lost/{1}", Down)]).keeps(ACTS, 1),
];

const LATER: &[&str] = &["privilege.fast-lane.above=900"];
const MORE: &[Move] = &[("privilege_weeks", Up)];
const FEWER: &[Move] = &[("privilege_weeks", Down)];
const ONLY: &[&str] = &["privilege_weeks"];
const ACTS: &[&str] = &["harmful_conduct", "harm_done", "forgone", "score_mean"];
