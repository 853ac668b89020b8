//! Appeals, and what is kept of privileges.

use super::village::{DUMPING, Event::*, JAYWALKING, LOAN, POOR, RAIL, Village, regime, sanction, watch};
use super::{Case, is, lacks};
use crate::regime::{Recourse, Regime, Sanction};
use crate::unit::Chance;

pub(super) fn cases() -> Vec<(&'static str, Case)> {
    vec![("appeals", appeals())]
}

/// One year. Dumping is listed for the train, ten weeks, with appeal; jaywalking for the loan, ten weeks, without.
/// Everybody appeals who can, one appeal a week is decided, wrong grounds are ended for the majority always and for
/// the minority never, right ones never.
///
/// 0, of the majority, is recorded for dumping that never happened in week 3, appeals, and has the train back in week
/// 4. So is 1, of the minority, in week 5, and is refused. 2 dumps in week 7 and is refused. 3 is recorded for
/// jaywalking that never happened in week 9, and cannot appeal.
fn appeals() -> Case {
    let ban = Sanction { on: 1 << DUMPING, appeal: true, ..sanction(RAIL, 10) };
    let other = Sanction { name: "other".to_owned(), on: 1 << JAYWALKING, ..sanction(LOAN, 10) };
    let recourse = Recourse {
        notice: true,
        help: true,
        capacity: 25_000.0,
        wrong_ended: [Chance::ALWAYS, Chance::NEVER],
        right_ended: Chance::NEVER,
    };
    let regime = Regime {
        recourse: Some(recourse),
        ..regime(vec![watch(DUMPING, 0.0), watch(JAYWALKING, 0.0)], vec![ban, other])
    };
    Case {
        village: Village::new(&[POOR, POOR.minority(), POOR, POOR], &[]),
        regime,
        events: vec![
            (3, False(0, DUMPING)),
            (5, False(1, DUMPING)),
            (7, Seen(2, DUMPING)),
            (9, False(3, JAYWALKING)),
        ],
        weeks: 52,
        answers: vec![
            // Four terms, three appeals, all decided, one upheld.
            is("appeals_filed", 0.75),
            is("appeals_upheld", 1.0 / 3.0),
            // Those of 0 and 1 had a wrong ground; that of 1 was refused.
            is("wrongly_refused", 0.5),
            is("wrongly_refused", 1.0).among("group:minority"),
            // Of three wrong terms that of 3 was not appealed.
            is("never_appealed", 1.0 / 3.0),
            is("never_appealed", 0.0).among("group:minority"),
            is("disparity.review", -1.0),
            is("false_ground", 0.75),
            // One week, and ten three times.
            is("rights_weeks_lost", 31.0 / 4.0),
            is("lost_false_record", 21.0 / 31.0),
            // Without an end seen, none; spells of 1, 10, 10 and 10 weeks: the half falls in the bin of 9 to 12, of
            // which three quarters remain at its start: a third of it.
            is("weeks_to_regain", 4.0 * (2.0 + 1.0 / 3.0)),
            // Nobody does anything under none but 2, who dumps: 10 weeks of 1 against 1 and 10 of 0 and 3.
            is("disparity", 10.0 - 5.5),
            is("disparity.ratio", 20.0 / 11.0),
            is("disparity.false_records", 10.0 - 5.5),
            is("disparity.crude", 10.0 - 7.0),
            lacks("disparity.coverage", "nobody of one of the groups did in view what is observed"),
            lacks("score_p5", "the regime keeps no score"),
        ],
    }
}
