//! How long a sanction lasts and what ends it.

use crate::row::Change::{Drop, Flip, Reword, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, differs, label, moves};

/// Many on the list who owe nothing: whoever owes is listed anew when a term is over.
const NOT_OWED: &[&str] = &["observe.unpaid-judgment-debt.false_records=0.05"];

/// After a term the rating is still below the line.
const REMEMBERED: &[&str] = &["score.forgets.half_life=1 year"];

/// Tickets are looked at.
const TICKETS: &[&str] = &["observe.expired-ticket.coverage=0.5"];

pub static ROWS: &[Row] = &[
    label(
        "sanction.grade-c|grade-d|passenger-list|fare-list|list|no-air|stopped-in-public.name",
        "nothing is drawn by this name",
    ),
    differs("sanction.*.name", Reword, "who appeals and who apologises is drawn by the sanction's name"),
    moves("sanction.court-list.lasts.time", Times(0.25), &[("rights_weeks_lost", Down)])
        .also(NOT_OWED)
        .before_term_ends(),
    moves("sanction.fare-list.lasts.time", Times(2.0), &[("rights_weeks_lost", Up)])
        .also(TICKETS)
        .before_term_ends(),
    moves("sanction.all-claimed-back.lasts.time", Times(0.1), &[("rights_weeks_lost", Down)])
        .before_term_ends(),
    moves("sanction.*.lasts.time", Times(2.0), &[("rights_weeks_lost", Up)]).before_term_ends(),
    moves("sanction.deactivated.renews", Flip, &[("rights_weeks_lost", Down)])
        .also(REMEMBERED)
        .before_term_ends(),
    moves("sanction.*.renews", Flip, &[("rights_weeks_lost", Down)]).before_term_ends(),
    moves("sanction.*.escalates.value", Times(2.0), &[("rights_weeks_lost", Up)]).before_term_ends(),
    // Nobody pays a debt in week 0, and an apology takes a week. One judged insincere costs points, and with them
    // other rights.
    moves("sanction.named-in-public.until", Drop, &[("rights_weeks_lost/publicity", Up)]).before(1),
    moves("sanction.*.until", Drop, &[("rights_weeks_lost", Up)]).before(1),
];
