//! Rights lost by a low score: causes that add up, evidence, and what scores come to.

use super::village::{
    DEBT, DUMPING, Event::*, JAYWALKING, POOR, RAIL, REPAID, RICH, Village, regime, sanction, score, watch,
};
use super::{Answer, Case, is, lacks};
use crate::regime::{Observe, Privilege, Regime, Sanction};
use crate::unit::{Chance, PerYear, Points, Weeks, sixteenths};

pub(super) fn cases() -> Vec<(&'static str, Case)> {
    vec![
        ("two years", two_years()),
        ("association", association()),
        ("debts", debts()),
        ("false ground", false_ground()),
        ("privileges", privileges()),
    ]
}

/// Below 900 points the train is lost for `weeks` weeks, again and again.
fn below_900(observe: Vec<Observe>, weeks: u32) -> Regime {
    let ban = Sanction { below: Some(Points::new(900.0)), renews: true, ..sanction(RAIL, weeks) };
    Regime { score: Some(score()), ..regime(observe, vec![ban]) }
}

/// Two years of four people, of whom 0 and 1, and 2 and 3, and 1 and 2 are friends. Dumping costs 100 points and
/// jaywalking 50; terms last 13 weeks.
///
/// 0 jaywalks in week 0 and has 950; a false record of dumping leaves 850 in week 10. Neither alone would do: half to
/// harmless conduct, half to the false record, both necessary. Terms begin in weeks 10, 23, 36, 49, 62, 75, 88 and
/// 101: 94 weeks without the train.
///
/// 1 dumps in week 20 and has 900, which is not below; jaywalking leaves 850 in week 70. Half to own harm in context,
/// half to harmless conduct. Terms begin in weeks 70, 83 and 96: 34 weeks. 2 dumps in private in week 30; 2 and 3
/// have 1,000 points throughout.
fn two_years() -> Case {
    let people = [POOR, POOR.minority(), RICH, RICH.minority()];
    let events = vec![
        (0, Seen(0, JAYWALKING)),
        (10, False(0, DUMPING)),
        (20, Seen(1, DUMPING)),
        (30, Private(2, DUMPING)),
        (70, Seen(1, JAYWALKING)),
    ];
    let answers = [grounds(), levels(), rankings()];
    Case {
        village: Village::new(&people, &[[0, 1], [1, 2], [2, 3]]),
        regime: below_900(vec![watch(DUMPING, -100.0), watch(JAYWALKING, -50.0)], 13),
        events,
        weeks: 104,
        answers: answers.into_iter().flatten().collect(),
    }
}

fn grounds() -> Vec<Answer> {
    vec![
        // Of 128 weeks: 17 + 47 + 47 + 17.
        is("lost_own_harm_in_context", 17.0 / 128.0),
        is("lost_own_harm_in_context.necessary", 34.0 / 128.0),
        is("lost_own_harm_in_context.involved", 34.0 / 128.0),
        is("lost_harmless", 0.5),
        is("lost_harmless.necessary", 1.0),
        is("lost_harmless.involved", 1.0),
        is("lost_false_record", 47.0 / 128.0),
        is("lost_false_record.necessary", 94.0 / 128.0),
        is("lost_false_record.involved", 94.0 / 128.0),
        is("undeserved_share", 47.0 / 128.0),
        is("out_of_context_share.strict.score", 0.5),
        is("out_of_context_share.broad.score", 0.5),
        is("out_of_context_share.strict", 0.5),
        // Two falls; the first needs the jaywalking too, and has no true harm in its record.
        is("false_ground", 0.0),
        is("no_harm_in_record", 0.5),
        // The 100 false points of 0 stand at the end; without them 950 is above the line.
        is("files_with_error", 0.25),
        is("tier_changed_by_error", 0.25),
        is("tier_changed_by_error", 0.0).among("group:minority"),
        // Eight terms of 0 rest on 150 points: nothing older than 52 weeks in weeks 10, 23, 36 and 49, all of it from
        // week 62 on: 600 of 1,200. Three terms of 1 rest on 150: nothing older in week 70, then the 100 of week 20:
        // 200 of 450.
        is("evidence_older_than_year", 800.0 / 1650.0),
        is("evidence_older_than_year", 0.5).among("group:majority"),
        // Still running when last seen, after 94 and 34 weeks: all are restricted as long as anybody is seen.
        lacks("weeks_to_regain", "fewer than half had all rights back within 260 weeks"),
        is("weeks_to_regain.s52", 1.0),
        lacks("weeks_to_regain.s104", "nobody could be watched for so long after a first loss"),
        lacks("relapse", "nobody had all rights back as long as 26 weeks before the end"),
        // 94 weeks for 0.2 day-fines (middle of the bin 2^-0.5) and 34 for 2.2 (2^1.5).
        is("flatness", (libm::log2(34.0) - libm::log2(94.0)) / 2.0),
        // 470 a day-fine, from 2^8.75, and 15.5, from 2^3.75: 95% of two are 0.9 into the second.
        is("loss_per_gravity.p95", libm::exp2(8.75 + 0.9 / 4.0)),
        // Under none 0 jaywalks (0.2 day-fines), 1 dumps and jaywalks (2.2), 2 and 3 do nothing in view: of both
        // groups are those two alone.
        is("disparity", 0.0),
        lacks("disparity.ratio", "the majority lost nothing"),
        is("disparity.crude", (34.0 - 94.0) / 2.0 / 2.0),
        is("disparity.crude_ratio", 34.0 / 94.0),
    ]
}

/// The scale goes from 0 to 1,000 points in 256 bins: 850 lies in bin 217, 900 in bin 230, 1,000 in bin 255.
fn levels() -> Vec<Answer> {
    let points = |bins: f64| bins * 1000.0 / 256.0;
    vec![
        // 10 weeks of 950 and 94 of 850; 20 of 1,000, 50 of 900 and 34 of 850; 104 of 1,000 twice.
        is("score_mean", 391_300.0 / 416.0),
        is("score_mean", 104_000.0 / 104.0).among("income:5"),
        // At the end 850, 850, 1,000, 1,000: a fifth and 3.8 of four people.
        is("score_p5", points(217.1)),
        is("score_p95", points(255.9)),
        is("score_p95", points(217.95)).among("income:1"),
        // A year before 850, 900, 1,000, 1,000: a fifth of a person into the bin of one.
        is("score_p5", points(217.2)).in_week(51),
        is("score_p95", points(255.9)).in_week(51),
        is("score_p5", points(217.1)).in_week(103),
    ]
}

fn rankings() -> Vec<Answer> {
    vec![
        // Middle ranks then 1, 2, 3.5, 3.5 and now 1.5, 1.5, 3.5, 3.5; from their mean -1.5, -0.5, 1, 1 and
        // -1, -1, 1, 1: products 4, squares 4.5 and 4.
        is("score_persistence", 4.0 / libm::sqrt(18.0)),
        is("score_persistence", 4.0 / libm::sqrt(18.0)).in_week(103),
        lacks("score_persistence", "no two years' ends a year apart at which scores differ").in_week(51),
        // Both directions of three ties: in units of 150 points below, ends are 1-1, 1-0, 0-0. Mean 1/2, mean square
        // 1/2, mean product 1/3: (1/3 - 1/4) / (1/2 - 1/4).
        is("score_assortativity", 1.0 / 3.0),
        // True scores at the end: 950, 850, 900, 1,000; shown 850, 850, 1,000, 1,000. Pairs: 0 and 1 a tie, 0 and 2
        // wrong, 0 and 3 right, 1 and 2 right, 1 and 3 right, 2 and 3 a tie.
        is("ranks_rightly", 4.0 / 6.0),
        // A year before: 950, 900, 900, 1,000; shown 850, 900, 1,000, 1,000. 1 and 2 do not differ; 0 against them is
        // wrong twice, 3 against 0 and 1 right, against 2 a tie.
        is("ranks_rightly", 2.5 / 5.0).in_week(51),
        is("ranks_rightly", 4.0 / 6.0).in_week(103),
    ]
}

/// 26 weeks of two people of one household. 0 dumps in week 0 for 300 points, is at 700 and loses the train in weeks 0
/// to 12. Association weighs a half: 1 stands half of the published deficit lower from week 1 on (19 steps of
/// 15.625 points: 148 points below 1,000), and loses it in weeks 1 to 13. Nothing renews.
fn association() -> Case {
    let mut regime = below_900(vec![watch(DUMPING, -300.0)], 13);
    regime.association = sixteenths(0.5);
    regime.sanctions[0].renews = false;
    Case {
        village: Village::new(&[POOR, POOR.with_last()], &[]),
        regime,
        events: vec![(0, Seen(0, DUMPING))],
        weeks: 26,
        answers: vec![
            is("rights_weeks_lost", 26.0 / 52.0 * 52.0),
            is("lost_own_harm_in_context", 0.5),
            is("lost_association", 0.5),
            is("lost_association.necessary", 0.5),
            is("lost_association.involved", 0.5),
            is("undeserved_share", 0.5),
            is("no_harm_in_record", 0.5),
            // The fall of 1 rests on no entry at all; that of 0 on one of this week.
            is("evidence_older_than_year", 0.0),
            is("spillover", 100.0),
        ],
    }
}

/// Ten weeks of three people whose debts are watched by half and payments fully: 100 points lost and 50 won back, no line. 0 is in
/// debt at the start and pays in week 1: true score and shown 950. 1 falls into debt unseen in week 5 and pays in week
/// 6: true score 950, shown 1,000, as 1,050 is above the ceiling. 2 does nothing: 1,000.
///
/// 0 and 1 do not differ; 2 stands above 0 rightly, and beside 1: one and a half of two.
fn debts() -> Case {
    let everywhere = |observe: Observe| Observe { coverage: [[Chance::ALWAYS; 2]; 2], ..observe };
    let observe = vec![watch(DEBT, -100.0), everywhere(watch(REPAID, 50.0))];
    let mut village = Village::new(&[POOR.in_debt(), POOR, POOR], &[[0, 1]]);
    // So often that a debt is paid in the first week in which it can be.
    village.society.behaviour.payment = PerYear(1e9);
    Case {
        village,
        regime: Regime { score: Some(score()), ..regime(observe, Vec::new()) },
        events: vec![(5, Missed(1, DEBT))],
        weeks: 10,
        answers: vec![
            is("ranks_rightly", 0.75),
            is("ranks_rightly", 0.75).in_week(9),
            // 0 has 900 in week 0, and then 950.
            is("score_mean", (900.0 + 9.0 * 950.0 + 20_000.0) / 30.0),
            lacks("score_persistence", "no two years' ends a year apart at which scores differ"),
            // One tie, between 950 and 1,000: as far apart as can be.
            is("score_assortativity", -1.0),
            lacks("false_ground", "the regime has no sanctions"),
            lacks("disparity", "the regime has no sanctions"),
            lacks("evidence_older_than_year", "no sanction falls for a low score"),
            is("good_deeds", 0.0),
            is("harmful_conduct", 52.0 / 30.0),
        ],
    }
}

/// One year of two people who do nothing; 200 false points in week 13 put 0, of the minority, at 800: the train is
/// lost in weeks 13 to 25 and from then on term after term, to week 51.
fn false_ground() -> Case {
    Case {
        village: Village::new(&[POOR.minority(), POOR], &[]),
        regime: below_900(vec![watch(DUMPING, -200.0)], 13),
        events: vec![(13, False(0, DUMPING))],
        weeks: 52,
        answers: vec![
            is("false_ground", 1.0),
            is("no_harm_in_record", 1.0),
            // Both do nothing under none: 39 weeks of one against none of the other, all by a false record.
            is("disparity", 39.0),
            is("disparity.false_records", 39.0),
            lacks("spillover", "nobody with such a record lost a right"),
            lacks("disparity.coverage", "nobody of one of the groups did in view what is observed"),
            is("loss_per_gravity.infinite", 1.0),
            lacks("flatness", "people of fewer than two bins of gravity lost a right"),
            lacks("ranks_rightly", "no two people's true scores differ"),
            lacks("score_assortativity", "no two people who know each other have different scores"),
        ],
    }
}

/// Ten weeks of three people who all start at 1,000 points, with a privilege from 950 on, four weeks a term. 0 jaywalks
/// in week 3 and has 900: the term that began in week 0 runs out, 4 weeks. 1 keeps it for 10 weeks. 2 is listed for
/// nothing in week 6 and loses it for the two weeks of the sanction: weeks 0 to 5, 8 and 9.
fn privileges() -> Case {
    let favour = Privilege {
        name: "favour".to_owned(),
        above: Points::new(950.0),
        gives: "a place at the front".to_owned(),
        lasts: Weeks(4),
        renews: true,
    };
    let ban = Sanction { on: 1 << DUMPING, ..sanction(RAIL, 2) };
    let observe = vec![watch(DUMPING, 0.0), watch(JAYWALKING, -100.0)];
    Case {
        village: Village::new(&[POOR, POOR, RICH.minority()], &[]),
        regime: Regime { score: Some(score()), privileges: vec![favour], ..regime(observe, vec![ban]) },
        events: vec![(3, Seen(0, JAYWALKING)), (6, False(2, DUMPING))],
        weeks: 10,
        answers: vec![
            is("privilege_weeks", 22.0 / 30.0 * 52.0),
            is("privilege_weeks", 8.0 / 10.0 * 52.0).among("group:minority"),
            is("rights_weeks_lost", 2.0 / 30.0 * 52.0),
        ],
    }
}
