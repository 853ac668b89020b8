//! Small cases worked by hand.

mod close;
mod force;
mod mind;
mod recourse;

use super::cause::{ELSEWHERE, FALSE};
use super::force::Place;
use super::generate::{Dice, case, kind};
use super::{Record, Reference, Today};
use crate::regime::{Observe, Regime, Sanction, Score, Until};
use crate::society::people::{People, flag};
use crate::society::ties::Ties;
use crate::society::{Form, Right, Society};
use crate::unit::{Chance, PerYear, Points, Weeks};

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
    society.rights = vec![Right { context: 0, demand: PerYear(0.0), area: 0, ..society.rights[0].clone() }];
    society.related_strict = vec![0b01, 0b10];
    society.related_broad = vec![0b11, 0b11];
    let watch = |kind| Observe {
        kind,
        coverage: [[Chance::ALWAYS; 2]; 2],
        false_records: [[PerYear(0.0); 2]; 2],
        points: Points(-40 * 256),
        context: 1,
    };
    let mut regime = Regime::none();
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
        ..Ties::default()
    };
    Small { society, regime, people, ties }
}

impl Small {
    fn start(&self) -> Reference<'_> {
        let place = Place { county: 0, people_seed: 3, luck_seed: 3 };
        Reference::new(&self.society, &self.regime, &self.people, &self.ties, place, 0..52)
    }
}

/// A week in which only the given records come about.
fn week_with(world: &mut Reference, records: &[(usize, Record)]) {
    world.enter_block();
    for (i, person) in world.persons.iter_mut().enumerate() {
        let own = records.iter().filter(|(of, _)| *of == i).map(|(_, record)| *record);
        person.today = Today { records: own.collect(), ..Today::default() };
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
        counts: None,
        escalates: 1.0,
    }
}

const TRUE_HARM: Record = Record { wrong: false, kind: HARM };
const FALSE_HARM: Record = Record { wrong: true, kind: HARM };

#[test]
fn a_listed_record_restarts_the_term() {
    let mut small = small();
    small.regime.sanctions = vec![listing()];
    let mut world = small.start();
    let lost: Vec<u16> = (0..8)
        .map(|week| {
            let records = if week == 0 || week == 2 { vec![(0, TRUE_HARM)] } else { Vec::new() };
            week_with(&mut world, &records);
            world.persons[0].lost
        })
        .collect();
    assert_eq!(lost, [1, 1, 1, 1, 1, 1, 0, 0]);
    assert_eq!((world.counts.falls[0], world.counts.terms[0]), (1, 2));
    // Collected in context 1, which is related to the right's context 0 only broadly.
    assert_eq!(world.counts.units[1][0][ELSEWHERE], 6 * 25_200);
    assert_eq!(world.counts.out_of_context_units, [[0, 6 * 25_200, 0], [0, 0, 0]]);
}

#[test]
fn the_household_loses_one_week_later_and_has_back_one_week_later() {
    let mut small = small();
    small.regime.sanctions = vec![Sanction { household: 1, takes: 0, ..listing() }];
    let mut world = small.start();
    let lost: Vec<Vec<u16>> = (0..7)
        .map(|week| {
            let records = if week == 0 { vec![(0, TRUE_HARM)] } else { Vec::new() };
            week_with(&mut world, &records);
            world.persons.iter().map(|person| person.lost).collect()
        })
        .collect();
    let second: Vec<u16> = lost.iter().map(|by_person| by_person[1]).collect();
    assert_eq!(second, [0, 1, 1, 1, 1, 0, 0]);
    assert!(lost.iter().all(|by_person| by_person[0] == 0 && by_person[2] == 0));
    assert_eq!(world.counts.household_falls[0], 1);
    // All of the source's ground lies out of context strictly, nothing broadly.
    assert_eq!(world.counts.out_of_context_units, [[0, 0, 4 * 25_200], [0, 0, 0]]);
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
    small.regime.sanctions =
        vec![Sanction { below: Some(Points(950 * 256)), on: 0, lasts: Weeks(1), ..listing() }];
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
    assert_eq!(world.counts.units[0][0][FALSE] + world.counts.units[0][0][ELSEWHERE], 2 * 25_200);
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
        let records = if week % 3 == 0 { vec![(0, TRUE_HARM)] } else { Vec::new() };
        week_with(&mut world, &records);
        let points: f64 =
            (0..=week).step_by(3).map(|then| -40.0 * libm::exp2(-f64::from(week - then) / 2.0)).sum();
        let off = world.persons[0].raw as f64 - (1000.0 + points) * 256.0;
        assert!(off.abs() < 3.0, "week {week}: off by {off} parts");
    }
    assert_eq!(world.origin, 16);
}

/// A listed debt renews while it is known, and ends in the week it is paid.
#[test]
fn a_debt_renews_its_listing_until_it_is_paid() {
    let mut small = small();
    small.society.kinds[HARM].form = Form::DebtEntry;
    small.regime.sanctions =
        vec![Sanction { renews: true, until: Some(Until::DebtRepaid), lasts: Weeks(2), ..listing() }];
    let mut world = small.start();
    let mut lost = Vec::new();
    for week in 0..7 {
        world.persons[0].debt_known = week < 5;
        if week == 0 {
            week_with(&mut world, &[(0, TRUE_HARM)]);
        } else {
            world.enter_block();
            world.persons[0].today = Today { paid: week == 5, ..Today::default() };
            world.sanction();
            world.take_stock();
            world.week += 1;
        }
        lost.push(world.persons[0].lost);
    }
    assert_eq!(lost, [1, 1, 1, 1, 1, 0, 0]);
    assert_eq!((world.counts.falls[0], world.counts.terms[0]), (1, 3));
    assert_eq!(world.counts.reach_necessary[HARM][0], 5 * 25_200);
}

/// Harm 1 and harmless conduct of equal points, both needed: a half each; association has no part.
#[test]
fn a_score_ground_is_shared_between_what_was_needed() {
    let mut small = small();
    scored(&mut small);
    let mut world = small.start();
    week_with(&mut world, &[(0, TRUE_HARM), (0, Record { wrong: false, kind: HARMLESS_KIND })]);
    let counts = &world.counts;
    assert_eq!(counts.units[0][0], [0, 12_600, 12_600, 0, 0, 0]);
    assert_eq!(counts.necessary_units[0], [0, 25_200, 25_200, 0, 0, 0]);
    assert_eq!(counts.out_of_context_units, [[25_200, 0, 0], [12_600, 0, 0]]);
    let reach: Vec<u64> = counts.reach.iter().map(|by_right| by_right[0]).collect();
    assert_eq!(reach, [12_600 * 256, 12_600 * 256, 0, 0]);
}

/// Seven grounds or fewer share a week evenly; the eighth has nothing.
#[test]
fn the_first_seven_grounds_share_a_right_week() {
    let mut small = small();
    small.regime.sanctions =
        (0..8).map(|s| Sanction { name: format!("list-{s}"), on: 1 << (s / 7), ..listing() }).collect();
    let mut world = small.start();
    week_with(&mut world, &[(0, TRUE_HARM), (0, Record { wrong: false, kind: HARMLESS_KIND })]);
    assert_eq!(world.counts.units[1][0], [0, 25_200, 0, 0, 0, 0]);
}
