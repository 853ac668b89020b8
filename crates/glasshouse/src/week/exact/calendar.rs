//! Schedules, rollouts and campaigns against what can be worked out from week to week, and what is a county's own.

use super::language::{cells, sanction};
use super::{PEOPLE, SIGMAS, built_in, large_country, run, score, watch};
use crate::regime::{Campaign, Regime, Rollout, Sanction, Schedule, Step, Until};
use crate::society::people::flag;
use crate::society::population::Population;
use crate::society::{Form, Society, offset};
use crate::unit::{PerYear, Points, Weeks};
use crate::week::cause::Trigger;
use crate::week::state::{State, debt};

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
                assert_eq!(aware(state), reached(population, news), "week {now}");
            }
            if now == ON {
                let told = |i: &usize| state.scope[*i] && regime.awareness.hit(population.heard[*i]);
                assert!((0..PEOPLE).filter(told).all(|i| state.aware[i] && state.fear[i] > 0));
                old_debts_are_listed(state, &owed, debts as u8);
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

fn aware(state: &State) -> Vec<u32> {
    (0..PEOPLE as u32).filter(|&i| state.aware[i as usize]).collect()
}

/// Whom news of this growth has reached, by number.
fn reached(population: &Population, news: u64) -> Vec<u32> {
    let reached = population.news.iter().filter(|hearer| u64::from(hearer.patience) <= news);
    let mut people: Vec<u32> = reached.map(|hearer| hearer.person).collect();
    people.sort_unstable();
    people
}

/// Whoever owed before and owes still is known to, and listed for it.
fn old_debts_are_listed(state: &State, owed: &[u8], kind: u8) {
    let owes = |bits: u8| bits & debt::OWED != 0;
    let still: Vec<usize> = (0..PEOPLE).filter(|&i| owes(owed[i]) && owes(state.debt[i])).collect();
    assert!(still.len() > 10 && still.iter().all(|&i| state.debt[i] & debt::KNOWN != 0));
    let listed = Trigger::Listing { kind, is_false: false };
    assert!(still.iter().all(|&i| state.terms.grounds.of(i).iter().any(|ground| ground.trigger == listed)));
}

fn nothing_waits(state: &State, over: bool) {
    if over {
        assert!((0..PEOPLE).all(|i| state.terms.grounds.of(i).is_empty()));
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
