//! Schedules, rollouts, campaigns, privileges, growing terms, over-compliance and separate contexts against
//! what can be worked out from week to week.

use super::{PEOPLE, SIGMAS, built_in, large_country, run, score, watch};
use crate::regime::{Campaign, Privilege, Regime, Rollout, Sanction, Schedule, Step, Until};
use crate::society::offset;
use crate::society::people::{CELLS, flag};
use crate::society::{Form, Society};
use crate::unit::{Chance, PerYear, Points, Weeks};
use crate::week::cause::Trigger;
use crate::week::state::{State, debt};

/// A sanction that takes right 0 for `lasts` weeks, below a line or on kinds.
fn sanction(below: Option<f64>, on: u32, lasts: u32) -> Sanction {
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

fn campaign(begins: u32, lasts: u32, every: Option<u32>) -> Campaign {
    Campaign {
        name: "test".into(),
        begins,
        lasts: Weeks(lasts),
        every: every.map(Weeks),
        news: 1.0,
        praise: Some(Points::new(5.0)),
        silence: Some(Points::new(-3.0)),
    }
}

fn cells(grid: &[i64], row: usize) -> i64 {
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
                    let has = state.privileges.held[i] >> p & 1 == 1;
                    assert_eq!(has, held.is_some(), "privilege {p} of {i} in week {now}");
                }
                weeks += i64::from(state.privileges.held[i] != 0);
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
            |state, _, _, now| {
                if now == 69 {
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

/// While a campaign runs a record of praise or silence has its points, those who say nothing let its occasions
/// pass, and P has its pressure; before and after nothing of this is there.
#[test]
fn campaigns_price_praise_and_silence() {
    let society = large_country();
    let [praise, silence] = [Form::Praise, Form::Silence]
        .map(|form| society.kinds.iter().position(|kind| kind.form == form).expect("it is a kind"));
    let last = Campaign { praise: None, silence: Some(Points::new(-7.0)), ..campaign(36, 2, None) };
    let mut regime = Regime {
        score: Some(score(0.0, None, false)),
        observe: vec![watch(praise, 1.0, 2.0), watch(silence, 0.5, 0.0)],
        campaigns: vec![campaign(10, 4, Some(13)), last],
        ..Regime::none()
    };
    regime.observe[1].false_records = [[PerYear(0.5); 2]; 2];
    let runs = |week: u32| week >= 10 && ((week - 10) % 13 < 4 || (36..38).contains(&week));
    let (mut before, mut said, mut urged) = ([0; 5], Vec::new(), 0);
    run(
        &society,
        &regime,
        0,
        60,
        |_| {},
        |state, rules, _, now| {
            let totals = &state.totals;
            let after = [
                state.sum.iter().sum::<i64>(),
                cells(&totals.true_records, praise) + cells(&totals.false_records, praise),
                cells(&totals.true_records, silence) + cells(&totals.false_records, silence),
                cells(&totals.acts, silence) + cells(&totals.private_acts, silence),
                cells(&totals.false_records, silence),
            ];
            let [sum, praised, silent, acts, falsely] = std::array::from_fn(|at| after[at] - before[at]);
            before = after;
            assert_eq!(rules.campaign, runs(now), "week {now}");
            let [price, fine] = if now >= 10 && (now - 10) % 13 < 4 { [5, -3] } else { [2, 0] };
            let fine = if (36..38).contains(&now) { -7 } else { fine };
            assert_eq!(sum, 256 * (price * praised + fine * silent), "week {now}");
            assert!(runs(now) || [silent, acts, falsely] == [0; 3], "week {now}");
            urged += i64::from(acts > 0 && silent > 0 && falsely > 0);
            assert_eq!(rules.mind.campaign != 0, runs(now));
            let praising = state.expression.iter().filter(|&&said| said == 2).count();
            said.push((runs(now), praising));
        },
    );
    assert!(urged > 10, "campaigns are noticed in {urged} weeks");
    let rises = said.windows(2).filter(|pair| pair[0].0 && pair[1].0 && pair[1].1 > pair[0].1).count();
    assert!(rises >= 10, "praise rises while campaigns run");
    assert!(said[9].1 < said[13].1, "{said:?}");
}

/// Silence at a campaign happens at each mark of a silent adult in scope: as many as the hazard says, a Poisson
/// count given frailty; off by 4.4 deviations with a chance of 1.1e-5.
#[test]
fn silence_comes_at_its_rate() {
    let mut society = large_country();
    let silence = society.kinds.iter().position(|kind| kind.form == Form::Silence).expect("it is a kind");
    [society.behaviour.campaign_pressure, society.behaviour.news] = [0.0; 2];
    let regime = Regime { campaigns: vec![campaign(0, 40, None)], ..Regime::none() };
    let (mut expected, mut acts) = (0.0, 0);
    run(
        &society,
        &regime,
        0,
        40,
        |_| {},
        |state, _, population, now| {
            // Nothing is watched or priced, so that nobody changes what they say.
            let silent = (0..PEOPLE).filter(|&i| state.expression[i] == 1 && state.scope[i]);
            let hazards = population.hazards_of(silence);
            expected += silent.map(|i| libm::ldexp(hazards[i].0 as f64, -58)).sum::<f64>();
            if now == 39 {
                acts = cells(&state.totals.acts, silence) + cells(&state.totals.private_acts, silence);
            }
        },
    );
    assert!(expected > 5_000.0);
    assert!((acts as f64 - expected).abs() < SIGMAS * expected.sqrt(), "{acts} for {expected}");
}

/// Before a regime comes into force nobody knows of it but by the news of its pilots; then it is announced, and
/// old debts are recorded. After it goes out nothing is left but fear, and people tend to what they were.
#[test]
fn a_regime_comes_and_goes() {
    const ON: u32 = 9;
    const OFF: u32 = 40;
    let society = large_country();
    let mut regime = built_in("social-credit", &society);
    let steps = vec![Step { week: 0, share: 0.4 }, Step { week: ON, share: 1.0 }];
    regime.rollout = Some(Rollout { steps, selection: 1.0, news: 0.5 });
    regime.schedule = Schedule { on: 3, off: OFF };
    let debts = society.kinds.iter().position(|kind| kind.form == Form::DebtEntry).expect("it is a kind");
    let number = (0..).find(|&k| regime.force(3, k).from == ON).expect("one of the later ones");
    assert!(offset::offset(&crate::draw::Stream::new(3, number)) as f64 / 4_294_967_296.0 >= 0.4);
    let growth = libm::round(libm::ldexp(society.behaviour.news * 0.5 * 0.4, 24)) as u64;
    let mut news = 0;
    let mut lost_by = Vec::new();
    let mut owed: Vec<u8> = Vec::new();
    let mut cut = 0;
    run(
        &society,
        &regime,
        number,
        80,
        |_| {},
        |state, _, population, now| {
            if (3..ON).contains(&now) {
                news += growth;
            }
            if now < ON {
                let knows: Vec<u32> = (0..PEOPLE as u32).filter(|&i| state.aware[i as usize]).collect();
                let mut reached: Vec<u32> = population
                    .news
                    .iter()
                    .filter(|hearer| u64::from(hearer.patience) <= news)
                    .map(|hearer| hearer.person)
                    .collect();
                reached.sort_unstable();
                assert_eq!(knows, reached, "week {now}");
            }
            if now == ON {
                let told = |i: &usize| state.scope[*i] && regime.awareness.hit(population.heard[*i]);
                assert!((0..PEOPLE).filter(told).all(|i| state.aware[i] && state.fear[i] > 0));
                let still =
                    (0..PEOPLE).filter(|&i| owed[i] & debt::OWED != 0 && state.debt[i] & debt::OWED != 0);
                assert!(
                    still.clone().count() > 10 && still.clone().all(|i| state.debt[i] & debt::KNOWN != 0)
                );
                assert!(still.clone().all(|i| state.terms.grounds[i].iter().any(|ground| {
                    ground.trigger == Trigger::Listing { kind: debts as u8, is_false: false }
                })));
            }
            owed.clone_from(&state.debt);
            lost_by.push(state.lost.iter().map(|lost| i64::from(lost.count_ones())).sum::<i64>());
            let tends = |i: usize| state.target[i] == population.people.conscience[i];
            let crowded = (0..PEOPLE).filter(|&i| population.people.is(i, flag::ADULT) && !tends(i)).count();
            assert_eq!(crowded > 0, (ON..OFF).contains(&now), "week {now}");
            let cuts = state.cut.iter().filter(|&&week| week != 0).count();
            assert!(now < OFF || cuts <= cut, "no tie is cut in week {now}");
            cut = cuts;
            nothing_waits(state, now >= OFF);
        },
    );
    for (week, &lost) in lost_by.iter().enumerate() {
        assert_eq!(lost > 0, (ON..OFF).contains(&(week as u32)), "week {week}: {lost}");
    }
}

fn nothing_waits(state: &State, over: bool) {
    if over {
        assert!(state.terms.grounds.iter().all(Vec::is_empty));
        assert!(state.terms.ends.is_empty() && state.terms.starts.is_empty());
        assert!(state.refused.is_empty() && state.terms.falls.is_empty());
    }
}

/// Which terms end with a debt is told by acts; a regime that goes out of force leaves none to end.
#[test]
fn a_listed_debt_ends_with_the_regime() {
    let society = large_country();
    let debts = society.kind("unpaid-judgment-debt").expect("it is a kind");
    let regime = Regime {
        observe: vec![watch(debts, 1.0, 0.0)],
        sanctions: vec![Sanction {
            until: Some(Until::DebtRepaid),
            household: 2,
            ..sanction(None, 1 << debts, 104)
        }],
        schedule: Schedule { on: 0, off: 12 },
        ..Regime::none()
    };
    let mut restricted = Vec::new();
    run(&society, &regime, 0, 30, |_| {}, |state, _, _, _| restricted.push(state.losses.restricted));
    assert!(restricted[..12].iter().all(|&people| people > 0));
    assert!(restricted[12..].iter().all(|&people| people == 0), "{restricted:?}");
}

/// The county's own offset moves hazards of what harms, and no others, by its factor.
#[test]
fn a_county_moves_what_harms() {
    let mut society = large_country();
    let spread = society.county_spread;
    let draw = |society: &Society, number: u32| {
        let stream = crate::draw::Stream::new(3, number);
        crate::society::population::Source::new(society).draw(society, &stream, &stream, 512)
    };
    for number in 0..4 {
        let moved = draw(&society, number);
        society.county_spread = 0;
        let alike = draw(&society, number);
        society.county_spread = spread;
        let factor = offset::factor(&society, offset::offset(&crate::draw::Stream::new(3, number)));
        assert!((65_536 - spread..65_536 + spread).contains(&(factor as i64)), "{factor}");
        for (k, kind) in society.kinds.iter().enumerate() {
            for (after, before) in moved.hazards_of(k).iter().zip(alike.hazards_of(k)) {
                let harms = kind.harm > 0;
                let expected =
                    if harms { (u128::from(before.0) * u128::from(factor)) >> 16 } else { before.0.into() };
                assert_eq!(u128::from(after.0), expected, "{}", kind.name);
            }
        }
    }
}
