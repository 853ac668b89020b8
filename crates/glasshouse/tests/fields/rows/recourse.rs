//! How a sanction is contested. Until the first appeal is decided nothing differs but how many are filed.

use crate::row::Change::{Flip, Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves};

/// Many appeals, and time for them all.
const HEARD: &[&str] = &[FILED, FILED_WITH_NOTICE, HEARING];

/// The same where the list of debtors is what can be wrong.
const LISTS_HEARD: &[&str] = &[FILED, HEARING, FALSELY_LISTED];

/// The same, half of them decided for the person.
const HALF_UPHELD: &[&str] = &[FILED, FILED_WITH_NOTICE, HEARING, "recourse.wrong_ended=0.5"];
const LISTS_HALF_UPHELD: &[&str] = &[FILED, HEARING, FALSELY_LISTED, "recourse.wrong_ended=0.5"];

/// Many appeals, most of them decided for the person.
const UPHELD: &[&str] = &[FILED, FILED_WITH_NOTICE, "recourse.wrong_ended=0.9", "recourse.right_ended=0.9"];

const FILED: &str = "society.response.appeals.without_notice=0.6";
const FILED_WITH_NOTICE: &str = "society.response.appeals.with_notice=0.6";
const HEARING: &str = "recourse.capacity=500";
const FALSELY_LISTED: &str = "observe.unpaid-judgment-debt.false_records=0.1";
/// The same where claims are what is looked at.
const CLAIMS_HEARD: &[&str] = &[FILED, HEARING, FALSE_CLAIMS];
const CLAIMED: &[&str] = &[FALSE_CLAIMS];
const CLAIMS_FILED: &[&str] = &[FILED, FALSE_CLAIMS];
const CLAIMS: &str = "childcare-benefit-like|midas-like|robodebt-like";
const FALSE_CLAIMS: &str = "observe.benefit-fraud.false_records=0.3";
const LISTS: &str = "social-credit|travel-ban";

pub static ROWS: &[Row] = &[
    moves("sanction.*.appeal", Flip, &[("appeals_filed", Down)])
        .of(CLAIMS)
        .also(CLAIMS_FILED)
        .before_decisions(),
    moves("sanction.*.appeal", Flip, &[("appeals_filed", Down)]).before_decisions(),
    moves("recourse.notice", Flip, &[("appeals_filed", Down)])
        .of("financial-credit|small-score")
        .before_decisions(),
    moves("recourse.notice", Flip, &[("appeals_filed", Up)]).of(CLAIMS).also(CLAIMED).before_decisions(),
    moves("recourse.notice", Flip, &[("appeals_filed", Up)]).before_decisions(),
    moves("recourse.help", Flip, &[("appeals_filed", Up)]).before_decisions(),
    moves("recourse.capacity.per_week", Times(0.05), &[("rights_weeks_lost", Up)])
        .also(UPHELD)
        .before_decisions(),
    moves("recourse.wrong_ended.share", Set("0.6"), &[("wrongly_refused", Down)])
        .of(LISTS)
        .also(LISTS_HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.share", Set("0.5"), &[("wrongly_refused", Up)])
        .of("midas-like")
        .also(CLAIMS_HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.share", Set("0.6"), &[("wrongly_refused", Down)])
        .of(CLAIMS)
        .also(CLAIMS_HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.share", Times(0.1), &[("wrongly_refused", Up)])
        .of("small-score")
        .also(HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.share", Set("0.6"), &[("wrongly_refused", Down)])
        .also(HEARD)
        .before_decisions(),
    moves("recourse.wrong_ended.minority_factor", Set("0"), &[("wrongly_refused@group:minority", Up)])
        .of(LISTS)
        .also(LISTS_HALF_UPHELD)
        .before_decisions(),
    moves("recourse.wrong_ended.minority_factor", Set("0"), &[("wrongly_refused@group:minority", Up)])
        .also(HALF_UPHELD)
        .before_decisions(),
    moves("recourse.right_ended.share", Times(10.0), &[("appeals_upheld", Up)])
        .also(HEARD)
        .before_decisions(),
];
