//! What a high score gives, which moves nothing else, and what private actors close unasked.

use crate::row::Change::{Drop, Flip, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Move, Row, label, moves};

/// Whoever has the higher rank has the lower one, which would hide it.
const ALONE: &[&str] = &["privilege.grade-aa.above=1250"];

pub static ROWS: &[Row] = &[
    label("privilege.*.name", "nothing is drawn by this name"),
    label("privilege.*.gives", "words; what rewards is the points"),
    moves("privilege.grade-aaa.above.points", Times(0.98), MORE).also(ALONE).but(ONLY),
    moves("privilege.grade-aaa.lasts.time", Times(2.0), MORE).also(ALONE).but(ONLY),
    moves("privilege.grade-aaa.renews", Flip, FEWER).also(ALONE).but(ONLY),
    moves("privilege.*.above.points", Times(0.98), MORE).but(ONLY),
    moves("privilege.*.lasts.time", Times(2.0), MORE).but(ONLY),
    moves("privilege.*.renews", Flip, FEWER).but(ONLY),
    moves("over_compliance.closes.*", Drop, &[("rights_weeks_lost/{1}", Down)]).keeps(ACTS, 1),
];

const MORE: &[Move] = &[("privilege_weeks", Up)];
const FEWER: &[Move] = &[("privilege_weeks", Down)];
const ONLY: &[&str] = &["privilege_weeks"];
const ACTS: &[&str] = &["harmful_conduct", "harm_done", "forgone", "score_mean"];
