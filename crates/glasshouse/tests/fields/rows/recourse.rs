//! How a sanction is contested. Until the first appeal is decided nothing differs but how many are filed.

use crate::row::Change::{Flip, Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves};

/// Many appeals, many of them right, and time for them all.
const HEARD: &[&str] = &[
    "society.response.appeals.without_notice=0.6",
    "society.response.appeals.with_notice=0.6",
    "recourse.capacity=500",
    "recourse.wrong_ended=0.5",
];

/// The same where the list of debtors is what can be wrong.
const LISTS_HEARD: &[&str] = &[
    "society.response.appeals.without_notice=0.6",
    "recourse.capacity=500",
    "recourse.wrong_ended=0.5",
    "observe.unpaid-judgment-debt.false_records=0.1",
];

/// Many appeals, and most of those that are heard succeed.
const UPHELD: &[&str] = &[
    "society.response.appeals.without_notice=0.6",
    "society.response.appeals.with_notice=0.6",
    "recourse.wrong_ended=0.9",
    "recourse.right_ended=0.9",
];

const LISTS: &str = "social-credit|travel-ban";

pub static ROWS: &[Row] = &[
    moves("sanction.*.appeal", Flip, &[("appeals_filed", Down)]).before_decisions(),
    moves("recourse.notice", Flip, &[("appeals_filed", Down)])
        .of("financial-credit|small-score")
        .before_decisions(),
    moves("recourse.notice", Flip, &[("appeals_filed", Up)]).before_decisions(),
    moves("recourse.help", Flip, &[("appeals_filed", Up)]).before_decisions(),
    moves("recourse.capacity.per_week", Times(0.05), &[("rights_weeks_lost", Up)])
        .also(UPHELD)
        .before_decisions(),
    moves("recourse.wrong_ended.share", Times(0.2), &[("wrongly_refused", Up)])
        .of(LISTS)
        .also(LISTS_HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.minority_factor", Set("0"), &[("wrongly_refused@group:minority", Up)])
        .of(LISTS)
        .also(LISTS_HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.share", Times(0.2), &[("wrongly_refused", Up)])
        .also(HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.minority_factor", Set("0"), &[("wrongly_refused@group:minority", Up)])
        .also(HEARD)
        .before_decisions(),
    moves("recourse.right_ended.share", Times(10.0), &[("appeals_upheld", Up)])
        .also(HEARD)
        .before_decisions(),
];
