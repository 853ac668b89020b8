//! The reference against itself: invariants on random cases, and small cases worked by hand.

use super::cause::{ASSOCIATION, CAUSES, ELSEWHERE, FALSE, IN_CONTEXT, apportion, shapley};
use super::generate::{Case, Dice, case, kind, none};
use super::{Appeal, NoneActs, Record, Reference, Today};
use crate::draw::Stream;
use crate::regime::{Observe, Recourse, Regime, Sanction, Score};
use crate::society::people::{People, flag};
use crate::society::ties::Ties;
use crate::society::{Form, Right, Society};
use crate::unit::{Chance, PerYear, Points, Weeks};

/// Runs a case beside its arm `none`, handing each week of the arm to `look`.
fn run(case: &Case, mut look: impl FnMut(&Reference, &NoneActs)) {
    let ordinary = none();
    let start = |regime| {
        let Case {
            society,
            people,
            ties,
            people_stream,
            luck_stream,
            ..
        } = case;
        Reference::new(society, regime, people, ties, *people_stream, *luck_stream)
    };
    let (mut without, mut with) = (start(&ordinary), start(&case.regime));
    for _ in 0..case.weeks {
        without.week(None);
        with.week(Some(&without.done));
        look(&with, &without.done);
    }
    assert!(
        without
            .persons
            .iter()
            .all(|person| person.lost == 0 && !person.aware)
    );
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
                let units: u64 = counts
                    .units
                    .iter()
                    .flat_map(|by_right| by_right[right])
                    .sum();
                let reach: u64 = counts.reach.iter().map(|by_right| by_right[right]).sum();
                assert_eq!(units, 25_200 * counts.right_weeks[right]);
                assert_eq!(reach, 25_200 * 256 * counts.right_weeks[right]);
                for cause in 0..CAUSES {
                    let units: u64 = counts
                        .units
                        .iter()
                        .map(|by_right| by_right[right][cause])
                        .sum();
                    assert!(
                        counts.necessary_units[right][cause] <= counts.involved_units[right][cause]
                    );
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
            (
                "private acts",
                counts.acts.iter().map(|by_venue| by_venue[1]).sum(),
            ),
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
    assert!(
        !either.necessary[IN_CONTEXT] && either.involved[IN_CONTEXT] && !either.involved[ELSEWHERE]
    );
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

/// Three adults, the first two of one household; nothing happens unless a test says so.
struct Small {
    society: Society,
    regime: Regime,
    people: People,
    ties: Ties,
}

const HARM: usize = 0;
const HARMLESS_KIND: usize = 1;

fn small() -> Small {
    let mut dice = Dice::new(1);
    let mut society = case(1).society;
    let mut named = |name, harm| {
        let mut kind = kind(&mut dice, 2, name, Form::Repeated);
        kind.rate = PerYear(0.0);
        kind.harm = harm;
        kind
    };
    society.kinds = vec![named("harm", 1), named("harmless", 0)];
    society.rights = vec![Right {
        context: 0,
        demand: PerYear(0.0),
        area: 0,
        ..society.rights[0].clone()
    }];
    society.related_strict = vec![0b01, 0b10];
    society.related_broad = vec![0b11, 0b11];
    let watch = |kind| Observe {
        kind,
        coverage: [[Chance::ALWAYS; 2]; 2],
        false_records: [[PerYear(0.0); 2]; 2],
        points: Points(-40 * 256),
        context: 1,
    };
    let mut regime = none();
    regime.observe = vec![watch(HARM), watch(HARMLESS_KIND)];
    let people = People {
        flags: vec![flag::ADULT; 3],
        age: vec![1; 3],
        cell: vec![0; 3],
        rank: vec![0; 3],
        position: vec![1000; 3],
        conscience: vec![40_000; 3],
        own_term: vec![0; 3],
        head: vec![0, 0, 2],
    };
    let ties = Ties {
        row: vec![0, 1, 2, 2],
        group_at: vec![1, 2, 2],
        friend_at: vec![1, 2, 2],
        other: vec![1, 0],
        edge: vec![0, 0],
        edges: Vec::new(),
    };
    Small {
        society,
        regime,
        people,
        ties,
    }
}

impl Small {
    fn start(&self) -> Reference<'_> {
        let stream = Stream::new(3, 0);
        Reference::new(
            &self.society,
            &self.regime,
            &self.people,
            &self.ties,
            stream,
            stream,
        )
    }
}

/// A week in which only the given records come about.
fn week_with(world: &mut Reference, records: &[(usize, Record)]) {
    world.enter_block();
    for (i, person) in world.persons.iter_mut().enumerate() {
        let own = records
            .iter()
            .filter(|(of, _)| *of == i)
            .map(|(_, record)| *record);
        person.today = Today {
            records: own.collect(),
            ..Today::default()
        };
    }
    world.score();
    world.sanction();
    world.take_stock();
    world.recourse();
    world.week += 1;
}

fn listing() -> Sanction {
    Sanction {
        name: "list".into(),
        below: None,
        on: 1 << HARM,
        takes: 1,
        lasts: Weeks(4),
        renews: false,
        until: None,
        household: 0,
        appeal: false,
    }
}

const TRUE_HARM: Record = Record {
    wrong: false,
    kind: HARM,
};
const FALSE_HARM: Record = Record {
    wrong: true,
    kind: HARM,
};

#[test]
fn a_listed_record_restarts_the_term() {
    let mut small = small();
    small.regime.sanctions = vec![listing()];
    let mut world = small.start();
    let lost: Vec<u16> = (0..8)
        .map(|week| {
            let records = if week == 0 || week == 2 {
                vec![(0, TRUE_HARM)]
            } else {
                Vec::new()
            };
            week_with(&mut world, &records);
            world.persons[0].lost
        })
        .collect();
    assert_eq!(lost, [1, 1, 1, 1, 1, 1, 0, 0]);
    assert_eq!((world.counts.falls[0], world.counts.terms[0]), (1, 2));
    // Collected in context 1, which is related to the right's context 0 only broadly.
    assert_eq!(world.counts.units[1][0][ELSEWHERE], 6 * 25_200);
    assert_eq!(
        world.counts.out_of_context_units,
        [[0, 6 * 25_200, 0], [0, 0, 0]]
    );
}

#[test]
fn the_household_loses_one_week_later_and_has_back_one_week_later() {
    let mut small = small();
    small.regime.sanctions = vec![Sanction {
        household: 1,
        takes: 0,
        ..listing()
    }];
    let mut world = small.start();
    let lost: Vec<Vec<u16>> = (0..7)
        .map(|week| {
            let records = if week == 0 {
                vec![(0, TRUE_HARM)]
            } else {
                Vec::new()
            };
            week_with(&mut world, &records);
            world.persons.iter().map(|person| person.lost).collect()
        })
        .collect();
    let second: Vec<u16> = lost.iter().map(|by_person| by_person[1]).collect();
    assert_eq!(second, [0, 1, 1, 1, 1, 0, 0]);
    assert!(
        lost.iter()
            .all(|by_person| by_person[0] == 0 && by_person[2] == 0)
    );
    assert_eq!(world.counts.household_falls[0], 1);
    // All of the source's ground lies out of context strictly, nothing broadly.
    assert_eq!(
        world.counts.out_of_context_units,
        [[0, 0, 4 * 25_200], [0, 0, 0]]
    );
}

fn scored(small: &mut Small) {
    small.regime.score = Some(Score {
        start: Points(1000 * 256),
        spread: Points(0),
        floor: Points(0),
        ceiling: Points(1200 * 256),
        half_life: Some(Weeks(2)),
        public: false,
        tiers: Vec::new(),
    });
    small.regime.sanctions = vec![Sanction {
        below: Some(Points(950 * 256)),
        on: 0,
        lasts: Weeks(1),
        ..listing()
    }];
}

/// Two records of 40 points take 80; after a week .71 of them, 57, is left; after two 40.
#[test]
fn a_score_sanction_falls_again_only_after_a_week_at_or_above_the_line() {
    let mut small = small();
    scored(&mut small);
    let mut world = small.start();
    let harm = [(0, TRUE_HARM), (0, FALSE_HARM)];
    let lost: Vec<u16> = [&harm[..], &[], &[], &harm[..1], &[]]
        .into_iter()
        .map(|records| {
            week_with(&mut world, records);
            world.persons[0].lost
        })
        .collect();
    // Week 1: the term is over, below but unarmed. Week 2: above, armed. Week 3: below again.
    assert_eq!(lost, [1, 0, 0, 1, 0]);
    // Week 0 needs both records; week 3 too: the true ones are worth 54 points, which is enough alone.
    assert_eq!(
        world.counts.units[0][0][FALSE] + world.counts.units[0][0][ELSEWHERE],
        2 * 25_200
    );
    assert_eq!(world.counts.wrong_terms, 1);
}

/// The first eight half-lives end in week 16; nothing is lost but fractions.
#[test]
fn rescaling_moves_no_score() {
    let mut small = small();
    scored(&mut small);
    small.regime.sanctions.clear();
    let mut world = small.start();
    for week in 0..20 {
        let records = if week % 3 == 0 {
            vec![(0, TRUE_HARM)]
        } else {
            Vec::new()
        };
        week_with(&mut world, &records);
        let points: f64 = (0..=week)
            .step_by(3)
            .map(|then| -40.0 * libm::exp2(-f64::from(week - then) / 2.0))
            .sum();
        let off = world.persons[0].raw as f64 - (1000.0 + points) * 256.0;
        assert!(off.abs() < 3.0, "week {week}: off by {off} parts");
    }
    assert_eq!(world.origin, 16);
}

/// One slot every second week: the first filed is decided first, and a term that ended is dropped.
#[test]
fn appeals_are_decided_in_the_order_of_the_queue() {
    let mut small = small();
    small.society.behaviour.appeals = [Chance::ALWAYS; 3];
    small.regime.sanctions = vec![Sanction {
        appeal: true,
        lasts: Weeks(3),
        ..listing()
    }];
    small.regime.recourse = Some(Recourse {
        notice: false,
        help: false,
        capacity: 50_000.0 / 3.0,
        wrong_ended: [Chance::ALWAYS; 2],
        right_ended: Chance::NEVER,
    });
    let mut world = small.start();
    week_with(
        &mut world,
        &[(0, FALSE_HARM), (1, FALSE_HARM), (2, TRUE_HARM)],
    );
    assert_eq!((world.queue.len(), world.counts.appeals_decided), (3, 0));
    let order: Vec<Appeal> = world.queue.iter().copied().collect();
    assert!(order.windows(2).all(|pair| pair[0].lot <= pair[1].lot));
    week_with(&mut world, &[]);
    assert_eq!((world.queue.len(), world.counts.appeals_decided), (2, 1));
    assert!(!world.queue.contains(&order[0]));
    week_with(&mut world, &[]);
    week_with(&mut world, &[]);
    // In week 3 the terms are over: the two left are dropped.
    assert_eq!((world.queue.len(), world.counts.appeals_dropped), (0, 2));
    assert_eq!(world.counts.appeals_upheld, u64::from(order[0].person != 2));
    assert!(world.persons.iter().all(|person| person.lost == 0));
}
