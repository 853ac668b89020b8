//! The reference against itself: invariants on random cases.

use super::cause::{ASSOCIATION, CAUSES, ELSEWHERE, FALSE, IN_CONTEXT, apportion, shapley};
use super::generate::{Case, case};
use super::{NoneActs, Reference, marks};
use crate::draw::{Decision, Stream};
use std::collections::BTreeSet;

use crate::luck::{BLOCK, Plane, Process, Review};
use crate::regime::Regime;
use crate::unit::{Chance, Hazard};

/// Runs a case beside its arm `none`, handing each week of the arm to `look`.
fn run(case: &Case, mut look: impl FnMut(&Reference, &NoneActs)) {
    let ordinary = Regime::none();
    let (mut without, mut with) = (case.start(&ordinary), case.start(&case.regime));
    for _ in 0..case.weeks {
        without.week(None);
        with.week(Some(&without.done));
        look(&with, &without.done);
    }
    assert!(without.persons.iter().all(|person| person.lost == 0 && !person.aware));
}

/// start + deflated entries + association = raw, and the sum is the sum of the entries, every week.
#[test]
fn the_ledger_adds_up_every_week() {
    for seed in 0..6 {
        let case = case(seed);
        let mut upheld = 0;
        run(&case, |world, _| {
            for person in &world.persons {
                let entries = person.true_entries.iter().chain(&person.false_entries);
                assert_eq!(person.sum, entries.sum::<i64>());
                let Some(rule) = &case.regime.score else {
                    continue;
                };
                assert!(person.score >= rule.floor.0 && person.score <= rule.ceiling.0);
                // An appeal strikes entries after the score of the week was shown.
                if world.counts.appeals_upheld == upheld {
                    let e = f64::from(world.week - 1 - world.origin);
                    let halvings = rule.half_life.map_or(0.0, |weeks| e / f64::from(weeks.0));
                    let factor = libm::round(16_777_216.0 * libm::exp2(-halvings)) as i128;
                    let entries = ((i128::from(person.sum) * factor) >> 24) as i64;
                    assert_eq!(person.raw, person.own_start + entries + person.association);
                }
            }
            upheld = world.counts.appeals_upheld;
        });
    }
}

/// Every right-week is 25,200 units over causes, and 256 times as many over conduct.
#[test]
fn right_weeks_are_shared_out_without_rest() {
    for seed in 0..6 {
        let case = case(seed);
        run(&case, |world, _| {
            let counts = &world.counts;
            for right in 0..case.society.rights.len() {
                let units: u64 = counts.units.iter().flat_map(|by_right| by_right[right]).sum();
                let reach: u64 = counts.reach.iter().map(|by_right| by_right[right]).sum();
                assert_eq!(units, 25_200 * counts.right_weeks[right]);
                assert_eq!(reach, 25_200 * 256 * counts.right_weeks[right]);
                for cause in 0..CAUSES {
                    let units: u64 = counts.units.iter().map(|by_right| by_right[right][cause]).sum();
                    assert!(counts.necessary_units[right][cause] <= counts.involved_units[right][cause]);
                    assert!(units <= counts.involved_units[right][cause]);
                }
            }
            let own: u64 = world.persons.iter().map(|person| person.right_weeks).sum();
            assert_eq!(own, counts.right_weeks.iter().sum::<u64>());
        });
    }
}

/// What the generator is for: together its cases must reach every counter.
#[test]
fn the_generated_cases_make_everything_happen() {
    let mut seen = std::collections::BTreeMap::<&str, u64>::new();
    let mut rescaled = 0;
    for seed in 0..12 {
        let case = case(seed);
        let mut last = None;
        run(&case, |world, _| {
            rescaled += u64::from(world.origin > 0);
            last = Some(world.counts.clone());
        });
        let Some(counts) = last else { continue };
        let total = |values: &[u64]| values.iter().sum::<u64>();
        let association: u64 = counts.units[0].iter().map(|units| units[ASSOCIATION]).sum();
        let wrong: u64 = counts.units[0].iter().map(|units| units[FALSE]).sum();
        let by_household: u64 = counts.out_of_context_units.iter().map(|by| by[2]).sum();
        for (name, count) in [
            ("private acts", counts.acts.iter().map(|by_venue| by_venue[1]).sum()),
            ("true records", total(&counts.true_records)),
            ("false records", total(&counts.false_records)),
            ("forgone", total(&counts.forgone)),
            ("compelled", total(&counts.compelled)),
            ("prevented", total(&counts.prevented_by_ban)),
            ("falls", total(&counts.falls)),
            ("renewals", total(&counts.terms) - total(&counts.falls)),
            ("household falls", total(&counts.household_falls)),
            ("household out of context", by_household),
            ("refused", total(&counts.refused)),
            ("association", association),
            ("false causes of scores", wrong),
            ("exclusion", counts.exclusion_weeks),
            ("cut", counts.ties_cut),
            ("healed", counts.ties_healed),
            ("upheld", counts.appeals_upheld),
            ("dropped", counts.appeals_dropped),
            ("refused though wrong", counts.refused_wrong),
            ("praise of the opposed", counts.opposed_praising),
        ] {
            *seen.entry(name).or_default() += count;
        }
    }
    assert!(rescaled > 0);
    assert!(seen.values().all(|&count| count > 0), "{seen:?}");
}

#[test]
fn two_players_share_what_neither_or_both_could_do() {
    let (a, b) = (1 << IN_CONTEXT, 1 << FALSE);
    let both = shapley(|coalition| coalition & a != 0 && coalition & b != 0);
    assert_eq!(both.parts, [30, 0, 0, 30, 0, 0]);
    assert!(both.necessary[IN_CONTEXT] && both.necessary[FALSE] && !both.necessary[ELSEWHERE]);
    let either = shapley(|coalition| coalition & (a | b) != 0);
    assert_eq!(either.parts, [30, 0, 0, 30, 0, 0]);
    assert!(!either.necessary[IN_CONTEXT] && either.involved[IN_CONTEXT] && !either.involved[ELSEWHERE]);
    let alone = shapley(|coalition| coalition & a != 0);
    assert_eq!(alone.parts, [60, 0, 0, 0, 0, 0]);
    // One with either of two others: 2/3, 1/6, 1/6.
    let c = 1 << ASSOCIATION;
    let veto = shapley(|coalition| coalition & a != 0 && coalition & (b | c) != 0);
    assert_eq!(veto.parts, [40, 0, 0, 10, 10, 0]);
}

#[test]
fn the_remainder_goes_to_the_largest_first_in_order() {
    assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
    assert_eq!(apportion(10, &[1, 4, 4]), [1, 5, 4]);
    assert_eq!(apportion(0, &[0, 0]), [0, 0]);
}

/// The plain plane and reviews are those of `luck`, mark by mark.
#[test]
fn marks_and_reviews_are_those_of_luck() {
    let stream = Stream::new(9, 4);
    for person in 0..300 {
        let line = Hazard((u64::from(stream.word(person, Decision::new("line"), 0)) << 31) >> (person % 40));
        let block = person % 3;
        let mut shared = Vec::new();
        Plane::new("act", "x").each(&stream, person, block, line, |mark| {
            shared.push((block * BLOCK + mark.week, mark.height));
        });
        assert_eq!(marks::below(&stream, "act", "x", person as usize, block, line), shared);
        let mut shared = Vec::new();
        Process::new("act", "x").each(&stream, person, block, line, |moment| {
            shared.push((block * BLOCK + moment.week, u64::from(moment.part), moment.observed, moment.venue));
        });
        let plain = marks::process(&stream, "act", "x", person as usize, block, line);
        let plain: Vec<_> =
            plain.iter().map(|mark| (mark.week, mark.part, mark.observed, mark.venue)).collect();
        assert_eq!(plain, shared);

        let chance = Chance::new(f64::from(person) / 400.0);
        let weeks = Review::new("tie-review", chance).weeks(&stream, person, block);
        let weeks: BTreeSet<u32> =
            (0..64).filter(|week| weeks >> week & 1 == 1).map(|week| block * BLOCK + week).collect();
        assert_eq!(weeks, marks::reviews(&stream, "tie-review", chance, person as usize, block));
    }
}

/// Ordinary law beside itself: nothing is forgone, compelled or prevented.
#[test]
fn the_arm_none_equals_itself() {
    let case = Case { regime: Regime::none(), ..case(5) };
    run(&case, |world, there| {
        assert_eq!(&world.done, there);
        let counts = &world.counts;
        assert!(
            [&counts.forgone, &counts.compelled, &counts.prevented_by_ban]
                .into_iter()
                .flatten()
                .all(|&n| n == 0)
        );
    });
}
