//! Privileges, growing terms, over-compliance and separate contexts against what can be worked out from week to
//! week.

use super::{PEOPLE, SIGMAS, large_country, run, score, watch};
use crate::regime::{Privilege, Regime, Sanction, Schedule};
use crate::society::Society;
use crate::society::people::CELLS;
use crate::unit::{Chance, PerYear, Points, Weeks};
use crate::week::losses::settle_all;

/// A sanction that takes right 0 for `lasts` weeks, below a line or on kinds.
pub(super) fn sanction(below: Option<f64>, on: u32, lasts: u32) -> Sanction {
    Sanction {
        name: "test".into(),
        below: below.map(Points::new),
        on,
        takes: 1,
        lasts: Weeks(lasts),
        renews: false,
        until: None,
        household: 0,
        appeal: false,
        counts: None,
        escalates: 1.0,
    }
}

/// `large-country` with two kinds, done often: petty harm in public and poor service, here by everybody.
fn two_kinds() -> Society {
    let mut society = large_country();
    let [harm, service] =
        ["petty-harm", "poor-service"].map(|name| society.kind(name).expect("it is a kind"));
    let kinds = [harm, service].map(|k| crate::society::Kind {
        rate: PerYear(20.0),
        needs: 0,
        who: crate::society::Who::Adults,
        ..society.kinds[k].clone()
    });
    society.kinds = kinds.to_vec();
    society
}

pub(super) fn cells(grid: &[i64], row: usize) -> i64 {
    grid[row * CELLS..][..CELLS].iter().sum()
}

/// Each next term of a person is 1.5 times as long as the one before, falls, restarts and renewals alike.
#[test]
fn terms_grow_by_their_number() {
    let society = two_kinds();
    let mut regime = Regime {
        score: Some(score(0.0, Some(20), false)),
        observe: vec![watch(0, 0.5, -10.0), watch(1, 1.0, 0.0)],
        sanctions: vec![Sanction { renews: true, escalates: 1.5, ..sanction(Some(950.0), 2, 2) }],
        ..Regime::none()
    };
    regime.observe[1].context = 3;
    let mut begun = vec![0; PEOPLE];
    let mut longest = 0;
    run(
        &society,
        &regime,
        0,
        60,
        |_| {},
        |state, _, _, now| {
            for term in &state.terms.new_terms {
                let i = term.person as usize;
                let ground = state.terms.own(i, 0).expect("its term has just begun");
                let weeks = libm::round(2.0 * libm::pow(1.5, f64::from(begun[i].min(15)))).min(10_400.0);
                assert_eq!((ground.from, ground.end - now), (now, weeks as u32), "term {} of {i}", begun[i]);
                begun[i] += 1;
                longest = longest.max(begun[i]);
            }
        },
    );
    assert!(longest > 17, "somebody's terms reach their greatest length: {longest}");
}

/// The machine of privileges once more, person by person and week by week, over what is shown of scores and
/// sanctions.
#[test]
fn privileges_are_held_as_their_machine_says() {
    let society = two_kinds();
    let privilege = |above: f64, lasts: u32, renews: bool| Privilege {
        name: String::new(),
        above: Points::new(above),
        gives: String::new(),
        lasts: Weeks(lasts),
        renews,
    };
    let privileges = vec![privilege(995.0, 3, true), privilege(980.0, 9, false), privilege(1000.0, 4, true)];
    let regime = Regime {
        score: Some(score(0.0, Some(6), false)),
        observe: vec![watch(0, 0.4, -10.0), watch(1, 0.05, 0.0)],
        sanctions: vec![sanction(Some(975.0), 2, 3)],
        privileges: privileges.clone(),
        schedule: Schedule { on: 7, off: 50 },
        ..Regime::none()
    };
    let mut held = vec![[None::<u32>; 3]; PEOPLE];
    let mut armed = vec![[true; 3]; PEOPLE];
    let (mut weeks, mut ends_by_punishment) = (0, 0);
    run(
        &society,
        &regime,
        0,
        60,
        |_| {},
        |state, _, _, now| {
            for i in (0..PEOPLE).filter(|&i| state.scope[i]) {
                let in_force = (7..50).contains(&now);
                for (p, rule) in privileges.iter().enumerate() {
                    let above = i64::from(state.score[i]) >= rule.above.0;
                    let punished = state.terms.own(i, 0).is_some();
                    let (held, armed) = (&mut held[i][p], &mut armed[i][p]);
                    if !in_force {
                        *held = None;
                    } else if held.is_some() && punished {
                        (*held, *armed) = (None, true);
                        ends_by_punishment += 1;
                    } else if held.is_some_and(|end| now >= end) {
                        *held = (rule.renews && above).then_some(now + rule.lasts.0);
                    }
                    if in_force && held.is_none() {
                        if *armed && above && !punished {
                            (*held, *armed) = (Some(now + rule.lasts.0), false);
                        } else if !above {
                            *armed = true;
                        }
                    }
                    let has = state.privileges.held(i) >> p & 1 == 1;
                    assert_eq!(has, held.is_some(), "privilege {p} of {i} in week {now}");
                }
                weeks += i64::from(state.privileges.held(i) != 0);
            }
            assert_eq!(cells(&state.totals.privilege_weeks, 0), weeks, "week {now}");
        },
    );
    assert!(weeks > 0 && ends_by_punishment > 0);
}

/// At a fall each right that may be closed is, with chance p: a binomial count of falls. Off by 4.4 deviations
/// with a chance of 1.1e-5, for each of the two rights. What was added stays until the sanction is free again.
#[test]
fn private_actors_close_their_share() {
    const CHANCE: f64 = 0.3;
    let mut society = two_kinds();
    society.behaviour.over_compliance = Chance::new(CHANCE);
    let regime = Regime {
        score: Some(score(0.0, Some(20), true)),
        observe: vec![watch(0, 1.0, -10.0), watch(1, 0.2, 0.0)],
        sanctions: vec![Sanction { renews: true, ..sanction(Some(960.0), 2, 4) }],
        over_compliance: 0b111,
        ..Regime::none()
    };
    let mut rights = vec![0; PEOPLE];
    let mut closed = [0.0; 3];
    let (mut falls, mut kept) = (0.0, 0);
    run(
        &society,
        &regime,
        0,
        80,
        |_| {},
        |state, _, _, now| {
            for (i, before) in rights.iter_mut().enumerate() {
                let ground = state.terms.own(i, 0);
                let own = ground.map_or(0, |ground| ground.rights);
                if state.terms.falls.contains(&(i as u32)) {
                    falls += 1.0;
                    (0..3).for_each(|r| closed[r] += f64::from(own >> r & 1));
                } else if ground.is_some_and(|ground| ground.from == now) {
                    assert_eq!(own, *before, "a new term keeps what was added");
                    kept += u32::from(own != 1);
                }
                *before = own;
                assert_eq!(state.lost[i] & own, own);
            }
        },
    );
    assert!(falls > 2000.0 && kept > 100, "{falls} falls, {kept} new terms with more than was ordered");
    assert_eq!(closed[0], falls, "what is ordered is taken always");
    let deviation = (falls * CHANCE * (1.0 - CHANCE)).sqrt();
    for right in [1, 2] {
        assert!((closed[right] - falls * CHANCE).abs() < SIGMAS * deviation, "{closed:?} of {falls}");
    }
}

/// A line that counts one context alone falls as if nothing else were recorded, whatever ties there are.
#[test]
fn separate_contexts_are_separate() {
    let mut society = two_kinds();
    let behaviour = &mut society.behaviour;
    [behaviour.beta, behaviour.psi, behaviour.kappa, behaviour.chi] = [0.0; 4];
    let separate = |counts, observe, association| Regime {
        score: Some(score(20.0, Some(12), true)),
        observe,
        association,
        sanctions: vec![Sanction { counts, renews: true, ..sanction(Some(940.0), 0, 5) }],
        ..Regime::none()
    };
    let mut both = vec![watch(0, 0.5, -10.0), watch(1, 0.5, -8.0)];
    both[1].context = 3;
    for observe in &mut both {
        observe.false_records = [[PerYear(1.0); 2]; 2];
    }
    let alone = separate(None, vec![both[0].clone()], 0);
    let apart = separate(Some(1), both.clone(), 13_107);
    let together = separate(None, both, 13_107);
    let losses = |regime: &Regime| {
        let mut found = (Vec::new(), Vec::new(), 0);
        run(
            &society,
            regime,
            0,
            70,
            |_| {},
            |state, _, population, now| {
                if now == 69 {
                    settle_all(state, population);
                    found = (
                        state.totals.units.clone(),
                        state.totals.reach.clone(),
                        cells(&state.totals.right_weeks, 0),
                    );
                }
            },
        );
        found
    };
    let [alone, apart, together] = [alone, apart, together].map(|regime| losses(&regime));
    assert!(alone.2 > 0 && together.2 > alone.2);
    assert_eq!(alone.0, apart.0);
    assert_eq!(alone.1, apart.1);
}

/// What is at stake is the way to the lines that count the record; elsewhere nothing is.
#[test]
fn stakes_follow_what_counts() {
    let society = two_kinds();
    let mut regime = Regime {
        score: Some(score(0.0, None, false)),
        observe: vec![watch(0, 1.0, -10.0), watch(1, 1.0, -10.0)],
        sanctions: vec![
            Sanction { counts: Some(1), ..sanction(Some(900.0), 0, 5) },
            sanction(Some(800.0), 0, 5),
        ],
        ..Regime::none()
    };
    regime.observe[1].context = 3;
    let rules = super::Rules::new(&society, &regime, PEOPLE as u32, false);
    let beta = society.behaviour.beta;
    let deterred = |k: usize, share: f64| crate::curve::decay(beta * society.kinds[k].deterrable * share);
    assert_eq!([0, 1].map(|k| rules.kinds[k].view[0]), [deterred(0, 0.1), deterred(1, 0.05)]);
    regime.sanctions.pop();
    let rules = super::Rules::new(&society, &regime, PEOPLE as u32, false);
    assert_eq!([0, 1].map(|k| rules.kinds[k].view[0]), [deterred(0, 0.1), 1 << 32]);
    assert_eq!([0, 1].map(|k| rules.kinds[k].counted), [true, false]);
    let half = crate::unit::sixteenths(society.behaviour.chi * 0.5);
    assert_eq!(rules.mind.crowding[0], half, "half of what people do, by rate, is priced");
}
