//! What a record is about, what it costs, and where it was collected.

use crate::row::Change::{Rename, Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves, refused};

/// Paying ends nothing in either world, so that the debt may be exchanged for other conduct.
const PAID_FOR_NOTHING: &[&str] = &["sanction.court-list.until=apology"];

/// Tickets are looked at so rarely that many must be expired.
const TICKETS: &[&str] = &["society.conduct.expired-ticket.rate=20"];

pub static ROWS: &[Row] = &[
    moves("observe.volunteering|blood-donation|praise.points.points", Times(2.0), &[("score_mean", Up)]),
    moves("observe.*.points.points", Times(2.0), &[("score_mean", Down)]),
    refused("observe.praise|silence-in-campaign.conduct", Rename("debt-repaid"), "a campaign prices it"),
    moves("observe.*.context", Set("\"travel\""), &[("lost_own_harm_in_context/loan", Down)]),
    moves(
        "observe.volunteering|blood-donation|praise.conduct",
        Rename("debt-repaid"),
        &[("score_mean", Down)],
    ),
    moves(
        "observe.unpaid-judgment-debt.conduct",
        Rename("debt-repaid"),
        &[("reach/unpaid-judgment-debt", Down)],
    )
    .of("social-credit|travel-ban")
    .also(PAID_FOR_NOTHING),
    moves("observe.expired-ticket.conduct", Rename("debt-repaid"), &[("reach/expired-ticket", Down)])
        .of("travel-ban")
        .also(TICKETS),
    moves("observe.*.conduct", Rename("debt-repaid"), &[("reach/{1}", Down)]),
];
