//! Rights lost by a listed record: how much, for what, by whom, for how long, and by what the law asks.

use super::village::{
    DUMPING, Event::*, JAYWALKING, LOAN, NAME, POOR, RAIL, RICH, TRIP, VOLUNTEERING, Village, regime,
    sanction, watch,
};
use super::{Answer, Case, is, lacks};
use crate::regime::{Regime, Sanction};

pub(super) fn cases() -> Vec<(&'static str, Case)> {
    vec![("a list", a_list()), ("three spells", three_spells()), ("gravities", gravities())]
}

/// Dumping is listed: three rights for ten weeks, and the loan for the household.
fn ten_weeks() -> Regime {
    let ban = Sanction { on: 1 << DUMPING, household: LOAN, ..sanction(RAIL | LOAN | NAME, 10) };
    regime(vec![watch(DUMPING, 0.0), watch(JAYWALKING, 0.0)], vec![ban])
}

/// One year of five people: 0 of the majority, 1 of the minority, both poor and in town; 2 of the majority with
/// their child 3, and 4 of the minority, all rich and in the country.
///
/// 0 dumps in week 4 and loses three rights in weeks 4 to 13; 1 is recorded for nothing in week 10 and loses them in
/// weeks 10 to 19; 2 dumps in week 20, loses them in weeks 20 to 29, and the child loses the loan a week later, in
/// weeks 21 to 30. 4 dumps unseen in week 40, 1 in private in week 50. So 0, 1 and 2 lose 30 right-weeks each and 3
/// loses 10: 100 in all, of them 30 of rail, 40 of loans, 30 of the name; 40 person-weeks with any right lost and 30
/// with three areas of life closed.
fn a_list() -> Case {
    let village = Village::new(&[POOR, POOR.minority(), RICH, RICH.child(), RICH.minority()], &[]);
    let events = vec![
        (3, Demand(0, RAIL)),
        (4, Seen(0, DUMPING)),
        (5, Demand(0, RAIL)),
        (6, Seen(0, TRIP)),
        (10, False(1, DUMPING)),
        (20, Seen(2, DUMPING)),
        (22, Demand(3, RAIL)),
        (25, Demand(3, LOAN)),
        (30, Seen(0, TRIP)),
        (35, Seen(1, JAYWALKING)),
        (36, Private(2, VOLUNTEERING)),
        (40, Missed(4, DUMPING)),
        (50, Private(1, DUMPING)),
    ];
    let answers = [losses(), causes(), contexts(), law(), people(), conduct()];
    Case { village, regime: ten_weeks(), events, weeks: 52, answers: answers.into_iter().flatten().collect() }
}

fn losses() -> Vec<Answer> {
    vec![
        // 40 weeks of five people; of two of the minority 10; of three in the country 20.
        is("restricted_weeks", 8.0),
        is("restricted_weeks", 5.0).among("group:minority"),
        is("restricted_weeks", 20.0 / 3.0).among("home:rural"),
        lacks("restricted_weeks", "no such people in this run").among("income:3"),
        is("restricted_share", 8.0 / 52.0),
        is("ever_restricted", 0.8),
        // 0 was denied a train and 3 a loan; before its loss 0 got the train, and 3's loss is of the loan alone.
        is("refused", 400.0),
        is("refused", 200.0).of("rail"),
        is("refused", 200.0).of("loan"),
        lacks("refused", "a standing right: nothing is demanded, so nothing is refused").of("name"),
        is("exclusion", 6.0),
        is("rights_weeks_lost", 20.0),
        is("rights_weeks_lost", 6.0).of("rail"),
        is("rights_weeks_lost", 8.0).of("loan"),
        // 0, 2 and 3 of the majority: 30 + 30 + 10.
        is("rights_weeks_lost", 70.0 / 3.0).among("group:majority"),
    ]
}

/// The train has to do with the street where people dump; loan and name do not. 0 and 2 lose 20 weeks of rail in
/// context and 40 of the rest elsewhere; 1 loses 30 to a false record; 3 loses 10 to the household.
fn causes() -> Vec<Answer> {
    let mut answers = Vec::new();
    for (share, names) in [
        (
            0.2,
            [
                "lost_own_harm_in_context",
                "lost_own_harm_in_context.necessary",
                "lost_own_harm_in_context.involved",
            ],
        ),
        (
            0.4,
            [
                "lost_own_harm_elsewhere",
                "lost_own_harm_elsewhere.necessary",
                "lost_own_harm_elsewhere.involved",
            ],
        ),
        (0.0, ["lost_harmless", "lost_harmless.necessary", "lost_harmless.involved"]),
        (0.3, ["lost_false_record", "lost_false_record.necessary", "lost_false_record.involved"]),
        (0.0, ["lost_association", "lost_association.necessary", "lost_association.involved"]),
        (0.1, ["lost_household", "lost_household.necessary", "lost_household.involved"]),
    ] {
        // One record alone sets a listing off: it is all of the cause, necessary and involved.
        answers.extend(names.map(|name| is(name, share)));
    }
    answers.extend([
        is("undeserved_share", 0.4),
        is("undeserved_share", 1.0 / 3.0).of("rail"),
        is("undeserved_share", 0.5).of("loan"),
        is("undeserved_share", 1.0).among("group:minority"),
        is("lost_own_harm_in_context", 2.0 / 3.0).of("rail"),
        is("lost_household", 0.25).of("loan"),
    ]);
    answers
}

/// Strictly 40 weeks of loan and name by the listing, and the child's 10 of the loan. Broadly the loan has to do with
/// the street: 20 weeks of the name.
fn contexts() -> Vec<Answer> {
    vec![
        is("out_of_context_share.strict", 0.5),
        is("out_of_context_share.strict.score", 0.0),
        is("out_of_context_share.strict.listing", 0.4),
        is("out_of_context_share.strict.household", 0.1),
        is("out_of_context_share.broad", 0.2),
        is("out_of_context_share.broad.score", 0.0),
        is("out_of_context_share.broad.listing", 0.2),
        is("out_of_context_share.broad.household", 0.0),
    ]
}

/// Tariffs of 1, 10 and 50 right-weeks a day-fine. 0 and 2 have records of 2 day-fines, the others of none but the
/// jaywalking of 1, which is 0.2.
fn law() -> Vec<Answer> {
    vec![
        // Three falls; that of 1 rests on a false record, and no true harm is in its record.
        is("false_ground", 1.0 / 3.0),
        is("no_harm_in_record", 1.0 / 3.0),
        is("false_ground", 1.0).among("group:minority"),
        lacks("files_with_error", "the regime keeps no score"),
        lacks("evidence_older_than_year", "no sanction falls for a low score"),
        // Beyond 1 a day-fine: 28 + 29.8 + 28 + 10. Beyond 10: 10 + 28 + 10 + 10. Beyond 50: 0 + 20 + 0 + 10.
        is("excess_share.low", 0.958),
        is("excess_share.middle", 0.58),
        is("excess_share.high", 0.3),
        // 30 weeks for 2 day-fines are 15 a day-fine, in [2^3.75, 2^4); 30 for 0.2 are 150, in [2^7, 2^7.25). Half of
        // four people: the first two, to the end of their bin. The fourth has no gravity at all.
        is("loss_per_gravity.p50", 16.0),
        lacks("loss_per_gravity.p95", "infinite: lost without any recorded gravity"),
        is("loss_per_gravity.infinite", 0.25),
        // Two bins: 30 a person below a day-fine (middle 2^-0.5) and 30 from 2 to 4 (2^1.5): flat.
        is("flatness", 0.0),
        // 3 and 4 have no recorded gravity: 10 weeks of two people.
        is("flatness.g0", 5.0),
        is("flatness.g1", 30.0),
        lacks("flatness.g2", "nobody has a record of this gravity"),
        is("flatness.g3", 30.0),
        // 1 has no true record that is listed, and 3 none at all: 40, against 60.
        is("spillover", 200.0 / 3.0),
    ]
}

/// Under `none` 0, 2 and 4 dump in view (2 day-fines: the stratum from 2 to 4), 1 jaywalks in view (0.2: below 1;
/// the dumping in private does not count), 3 does nothing.
fn people() -> Vec<Answer> {
    vec![
        // All four first spells end after 10 weeks, in the bin of 9 to 12: half of them in its middle.
        is("weeks_to_regain", 10.0),
        is("weeks_to_regain.s12", 0.0),
        is("weeks_to_regain.s52", 0.0),
        is("weeks_to_regain.s104", 0.0),
        lacks("trapped", "nobody lost a right as long as 104 weeks before the end"),
        // Ends in weeks 14 and 20 leave 26 weeks to be seen, those in 30 and 31 do not.
        is("relapse", 0.0),
        // Only the stratum from 2 to 4 has people of both: 4 lost nothing, 0 and 2 lost 30 each.
        is("disparity", -30.0),
        is("disparity.ratio", 0.0),
        // Stratum by stratum: 3 did nothing and lost 10; 1 jaywalked and lost 30.
        is("disparity.majority.g0", 10.0),
        is("disparity.majority.g3", 30.0),
        is("disparity.minority.g1", 30.0),
        is("disparity.minority.g3", 0.0),
        lacks("disparity.minority.g0", "nobody of the group does so under none"),
        // Crude: 30 of two against 70 of three.
        is("disparity.crude", 15.0 - 70.0 / 3.0),
        is("disparity.crude_ratio", 45.0 / 70.0),
        is("disparity.false_records", 0.0),
        // Acts in view of what is watched: the minority's dumping was missed and its jaywalking seen, 1 of 2; the
        // majority's 2 of 2.
        is("disparity.coverage", -0.5),
        lacks("disparity.review", "the regime hears no appeals"),
    ]
}

/// Four times dumping, once in private; 0 could not take the trip of week 6.
fn conduct() -> Vec<Answer> {
    vec![
        is("harmful_conduct", 0.8),
        is("harm_done", 0.4),
        is("private_harm", 0.1),
        is("good_deeds", 0.2),
        is("prevented_by_ban", 0.2),
        is("prevented_by_ban.trip", 0.2),
        is("prevented_by_ban.volunteering", 0.0),
        is("forgone", 0.0),
        is("compelled", 0.0),
        lacks("score_mean", "the regime keeps no score"),
        lacks("appeals_filed", "the regime hears no appeals"),
        lacks("privilege_weeks", "the regime grants no privileges"),
    ]
}

/// The train for eight weeks, over 160 weeks. 0 dumps in weeks 0, 20 and 100: without it in 0 to 7, 20 to 27 and 100
/// to 107; 1 dumps in week 10, 2 in week 150.
fn three_spells() -> Case {
    let ban = Sanction { on: 1 << DUMPING, ..sanction(RAIL, 8) };
    let dumps = [(0, 0), (20, 0), (100, 0), (10, 1), (150, 2)];
    Case {
        village: Village::new(&[POOR, POOR, POOR.minority()], &[]),
        regime: regime(vec![watch(DUMPING, 0.0)], vec![ban]),
        events: dumps.map(|(week, who)| (week, Seen(who, DUMPING))).to_vec(),
        weeks: 160,
        answers: vec![
            // Three first spells of eight weeks, in the bin of 5 to 8: half of them in its middle.
            is("weeks_to_regain", 6.0),
            // 0 first lost it in week 0 and is without it in week 104; 1 in week 10, not in week 114; 2 too late.
            is("trapped", 0.5),
            // Ends in weeks 8, 28, 108 and 18; only after the first does another spell begin within 26 weeks. The
            // end in week 158 comes too late.
            is("relapse", 0.25),
            is("restricted_weeks", 40.0 / 160.0 * 52.0 / 3.0),
            // All dump under none: 0 three times (6 day-fines), 1 and 2 once (2). In the stratum from 2 to 4, 1 and
            // 2 lose eight weeks each.
            is("disparity", 0.0),
            is("disparity.ratio", 1.0),
        ],
    }
}

/// Dumping and jaywalking are listed: the train for eight weeks. In week 0, 0 does nothing, 1 jaywalks once, 2 five
/// times, and the others dump 1, 2, 4, 8, 16 and 16 times; the last dumps 16 times again in week 20.
fn gravities() -> Case {
    let ban = Sanction { on: 1 << DUMPING | 1 << JAYWALKING, ..sanction(RAIL, 8) };
    let times = [(1, JAYWALKING, 1), (2, JAYWALKING, 5), (3, DUMPING, 1), (4, DUMPING, 2), (5, DUMPING, 4)];
    let more = [(6, DUMPING, 8), (7, DUMPING, 16), (8, DUMPING, 16)];
    let acts = times.into_iter().chain(more);
    let mut events: Vec<_> = acts.flat_map(|(who, kind, n)| vec![(0, Seen(who, kind)); n]).collect();
    events.extend(vec![(20, Seen(8, DUMPING)); 16]);
    Case {
        village: Village::new(&[POOR; 9], &[]),
        regime: regime(vec![watch(DUMPING, 0.0), watch(JAYWALKING, 0.0)], vec![ban]),
        events,
        weeks: 52,
        answers: vec![
            is("flatness.g0", 0.0),
            is("flatness.g1", 8.0),
            is("flatness.g2", 8.0),
            is("flatness.g3", 8.0),
            is("flatness.g4", 8.0),
            is("flatness.g5", 8.0),
            is("flatness.g6", 8.0),
            is("flatness.g7", 8.0),
            is("flatness.g8", 16.0),
            // Eight points, a step apart, 3 seven times and then 4: the slope is 3.5 / 42.
            is("flatness", 1.0 / 12.0),
            // 40, 8, 4, 2, 1, 1/2, 1/4 and 1/4 (16 for 64) weeks a day-fine: the fourth of eight, of which 1 ends in a
            // bin from 1 to 2^0.25.
            is("loss_per_gravity.p50", libm::exp2(0.25)),
            // 95% of eight are 7.6 people: 0.6 into the bin of 40, from 2^5.25.
            is("loss_per_gravity.p95", libm::exp2(5.25 + 0.6 / 4.0)),
            is("loss_per_gravity.infinite", 0.0),
        ],
    }
}
