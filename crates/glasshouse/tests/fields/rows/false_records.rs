//! Records of what never happened. What is done in the first week is done before anything is recorded.

use super::ALERTS;
use crate::row::Change::{Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Move, Row, moves};

/// Tickets are looked at: false records come about where somebody looks.
const TICKETS: &[&str] = &["observe.expired-ticket.coverage=0.5"];

/// Faces are mistaken often.
const FACES: &[&str] = &["observe.wanted-in-a-crowd.false_records=0.02"];

pub static ROWS: &[Row] = &[
    moves("observe.*.false_records.per_year", Set("0.5"), FALSE).of(ALERTS).keeps(ACTS, 1),
    moves("observe.*.false_records.minority_factor", Times(0.1), LESS_OF_MINORITY)
        .of(ALERTS)
        .also(FACES)
        .keeps(ACTS, 1),
    moves("observe.expired-ticket.false_records.per_year", Set("0.2"), FALSE)
        .of("travel-ban")
        .also(TICKETS)
        .keeps(ACTS, 1),
    moves("observe.expired-ticket.false_records.minority_factor", Times(50.0), FALSE_OF_MINORITY)
        .of("travel-ban")
        .also(TICKETS)
        .keeps(ACTS, 1),
    moves("observe.*.false_records.per_year", Set("0.2"), FALSE).of("travel-ban").keeps(ACTS, 1),
    moves("observe.*.false_records.rural", Times(3.0), &[("score_mean@home:rural", Down)]).keeps(ACTS, 1),
    moves("observe.benefit-fraud.false_records.minority_factor", Times(50.0), LOWER_OF_MINORITY)
        .keeps(ACTS, 1),
    moves("observe.*.false_records.minority_factor", Times(2.0), LOWER_OF_MINORITY).keeps(ACTS, 1),
    moves("observe.trouble-on-board|unpaid-judgment-debt.false_records.per_year", Set("0.2"), LOWER)
        .keeps(ACTS, 1),
    // Where own harm counts for much, it counts for more the lower false records have brought the score.
    moves("observe.bicycle-on-footpath|jaywalking.false_records.per_year", Times(3.0), WRONG).keeps(ACTS, 1),
    moves("observe.*.false_records.per_year", Times(3.0), LOWER).keeps(ACTS, 1),
];

const ACTS: &[&str] = &["harmful_conduct", "harm_done", "forgone"];
const FALSE: &[Move] = &[("lost_false_record", Up)];
const FALSE_OF_MINORITY: &[Move] = &[("lost_false_record@group:minority", Up)];
const LESS_OF_MINORITY: &[Move] = &[("lost_false_record@group:minority", Down)];
const WRONG: &[Move] = &[("score_mean", Down)];
const LOWER: &[Move] = &[("score_mean", Down), ("lost_false_record", Up)];
const LOWER_OF_MINORITY: &[Move] = &[("score_mean@group:minority", Down)];
