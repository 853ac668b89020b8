//! For what a sanction falls.

use crate::row::Change::{Add, Drop, Set};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves, refused};

/// Paying ends nothing in either world, so that other conduct may take the debt's place on the list.
const PAID_FOR_NOTHING: &[&str] = &["sanction.court-list.until=apology"];

/// Tickets are looked at.
const TICKETS: &[&str] = &["observe.expired-ticket.coverage=0.5"];

/// Many sanctions that wait for an apology.
const APOLOGIES: &[&str] = &["society.conduct.drink-driving.rate=2", "society.response.apologises=0.5"];

pub static ROWS: &[Row] = &[
    moves("sanction.deactivated.below.points", Add(5.0), &[("rights_weeks_lost/platform-work", Up)]),
    moves("sanction.no-travel|grade-d.below.points", Set("800"), &[("rights_weeks_lost", Up)]),
    moves("sanction.*.below.points", Add(20.0), &[("rights_weeks_lost", Up)]),
    moves("sanction.court-list.on.*", Set("\"late-loan-payment\""), &[("reach/late-loan-payment", Up)])
        .of("social-credit")
        .also(PAID_FOR_NOTHING),
    moves("sanction.court-list.on.*", Set("\"trouble-on-board\""), &[("reach/unpaid-judgment-debt", Down)])
        .also(PAID_FOR_NOTHING),
    moves("sanction.fare-list.on.*", Set("\"trouble-on-board\""), &[("reach/expired-ticket", Down)])
        .also(TICKETS),
    moves("sanction.no-travel.on.insincere-apology", Drop, &[("reach/insincere-apology", Down)])
        .also(APOLOGIES),
    moves("sanction.named-in-public.on.*", Drop, &[("rights_weeks_lost/publicity", Down)]),
    refused(
        "sanction.*.on.benefit-fraud|wanted-in-a-crowd",
        Drop,
        "a sanction has a reason to fall, and nothing else is recorded",
    ),
    moves("sanction.*.counts.*", Drop, &[("rights_weeks_lost", Down)]),
    moves("sanction.*.on.*", Drop, &[("reach/{2}", Down)]),
];
