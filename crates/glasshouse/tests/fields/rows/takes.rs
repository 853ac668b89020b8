//! What a sanction takes, from whom. A right lost this week is first missed in the next.

use crate::row::Change::{Drop, Set};
use crate::row::Direction::{Down, Up};
use crate::row::{Move, Row, moves};

/// Tickets are looked at.
const TICKETS: &[&str] = &["observe.expired-ticket.coverage=0.5"];

pub static ROWS: &[Row] = &[
    // A sanction must take something, so an only right is another instead.
    moves("sanction.no-loan.takes.loan", Set("\"housing\""), HOUSING).keeps(BEFORE, 1),
    moves(
        "sanction.employers|landlords|deactivated|named-in-public|stopped-in-public|list|no-air.takes.*",
        Set("\"benefit\""),
        BENEFIT,
    )
    .keeps(BEFORE, 1),
    moves("sanction.debt-raised.takes.benefit", Set("\"loan\""), LOANS).keeps(BEFORE, 1),
    moves("sanction.fare-list.takes.rail", Set("\"benefit\""), FARES).also(TICKETS).keeps(BEFORE, 1),
    moves("sanction.*.takes.*", Drop, &[("rights_weeks_lost/{2}", Down)]).keeps(BEFORE, 1),
    // The household follows a week after the fall.
    moves("sanction.*.household.*", Drop, &[("rights_weeks_lost/{2}", Down), ("lost_household", Down)])
        .before(1),
];

const BEFORE: &[&str] = &["harmful_conduct", "harm_done", "forgone", "score_mean"];
const HOUSING: &[Move] = &[("rights_weeks_lost/loan", Down), ("rights_weeks_lost/housing", Up)];
const BENEFIT: &[Move] = &[("rights_weeks_lost/{2}", Down), ("rights_weeks_lost/benefit", Up)];
const LOANS: &[Move] = &[("rights_weeks_lost/benefit", Down), ("rights_weeks_lost/loan", Up)];
const FARES: &[Move] = &[("rights_weeks_lost/rail", Down), ("rights_weeks_lost/benefit", Up)];
