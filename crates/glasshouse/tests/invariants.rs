//! What holds in every society under every regime: no share, no chance and no seed is tuned here.
//!
//! Regimes are the built-in ones with their numbers turned; societies are `large-country` under settings
//! (`support::turned`). The generator is seeded, so runs repeat.

mod support;

use glasshouse::draw::Stream;
use glasshouse::luck::{Mark, Plane};
use glasshouse::measure::totals::{Appeal, CAUSES, REACH_PER_WEEK, Series, TRIGGERS, Totals, UNITS_PER_WEEK};
use glasshouse::measure::view::{GROUPS, View};
use glasshouse::regime::{Covers, Regime};
use glasshouse::society::people::CELLS;
use glasshouse::society::{Form, Society};
use glasshouse::unit::{Chance, Hazard, Points};
use proptest::prelude::*;
use support::turned::{Turn, repeatable, societies, turns};
use support::{cells, county, large_country, people_of, plan, weekly};

const WEEKS: u32 = 56;

/// Totals of `none` and of the regime.
fn outcome(society: &Society, regime: Regime) -> [Totals; 2] {
    let county = county(&plan(society, vec![regime], WEEKS), 0);
    county.arms.try_into().expect("two arms")
}

/// Units of one cause over all triggers, rights and people.
fn units(totals: &Totals, cause: usize) -> i64 {
    (0..TRIGGERS * totals.shape.rights).map(|row| cells(&totals.units, row * CAUSES + cause)).sum()
}

fn right_weeks(totals: &Totals) -> i64 {
    totals.right_weeks.iter().sum()
}

/// Six causes share every week of every right, 25,200 units each, in every cell; kinds of conduct, association
/// and household share it again, 256 parts a unit.
fn shares_add_up(totals: &Totals) -> Result<(), TestCaseError> {
    let rights = totals.shape.rights;
    for right in 0..rights {
        for cell in 0..CELLS {
            let of = |grid: &[i64], row: usize| grid[row * CELLS + cell];
            let row = |trigger: usize, cause: usize| (trigger * rights + right) * CAUSES + cause;
            let weeks = of(&totals.right_weeks, right);
            let mut sum = 0;
            for cause in 0..CAUSES {
                let units: i64 = (0..TRIGGERS).map(|trigger| of(&totals.units, row(trigger, cause))).sum();
                let involved = of(&totals.involved, right * CAUSES + cause);
                prop_assert!(of(&totals.necessary, right * CAUSES + cause) <= involved);
                prop_assert!(0 <= units && units <= involved && involved <= weeks * UNITS_PER_WEEK);
                sum += units;
            }
            prop_assert_eq!(sum, weeks * UNITS_PER_WEEK);
        }
        let reach: i64 = totals.reach.iter().skip(right).step_by(rights).sum();
        prop_assert_eq!(reach, cells(&totals.right_weeks, right) * REACH_PER_WEEK);
        prop_assert_eq!(support::lost(totals, right).iter().sum::<i64>(), cells(&totals.right_weeks, right));
    }
    prop_assert_eq!(
        weekly(totals, Series::Restricted).iter().sum::<i64>(),
        cells(&totals.restricted_weeks, 0)
    );
    Ok(())
}

proptest! {
    #![proptest_config(repeatable())]

    /// A regime that sees nothing takes nothing, frightens nobody but by its announcement, and changes no conduct
    /// but good deeds, which its promise of points moves. A start drawn from a spread is a deficit that needs no
    /// observation, so association counts only without one.
    #[test]
    fn no_observation_no_sanction(turn in turns(), mut settings in societies()) {
        settings.push("response.fear_announcement=0".into());
        let society = large_country(&settings);
        let blind = Turn { coverage: 0.0, errors: 0.0, ..turn };
        let mut regime = blind.regime(&society);
        // A campaign presses whether anybody is seen or not.
        regime.campaigns.clear();
        if let Some(score) = &mut regime.score && regime.association > 0 {
            score.spread = Points(0);
        }
        let [none, totals] = outcome(&society, regime);
        prop_assert_eq!(right_weeks(&totals), 0);
        for grid in [&totals.restricted_weeks, &totals.refused, &totals.fear, &totals.appeals, &totals.tie_ends_cut] {
            prop_assert!(grid.iter().all(|&count| count == 0));
        }
        for grid in [&totals.true_records, &totals.false_records, &totals.forgone] {
            prop_assert!(grid.iter().all(|&count| count == 0));
        }
        for (k, kind) in society.kinds.iter().enumerate().filter(|(_, kind)| !kind.good) {
            let row = k * CELLS..(k + 1) * CELLS;
            prop_assert_eq!(&totals.acts[row.clone()], &none.acts[row.clone()], "{}", kind.name);
            prop_assert_eq!(&totals.private_acts[row.clone()], &none.private_acts[row], "{}", kind.name);
        }
        prop_assert_eq!(weekly(&totals, Series::Silent), weekly(&none, Series::Silent));
    }

    /// Without errors, association and household nobody loses anything for what they did not do.
    #[test]
    fn what_is_lost_is_deserved_where_nothing_can_be_undeserved(turn in turns(), settings in societies()) {
        let society = large_country(&settings);
        let exact = Turn { errors: 0.0, association: 0, household: 0, ..turn };
        let [_, totals] = outcome(&society, exact.regime(&society));
        for cause in 3..CAUSES {
            prop_assert_eq!(units(&totals, cause), 0);
        }
        let wrong = [Appeal::WrongTerms, Appeal::WrongTermsAppealed, Appeal::DecidedWrong, Appeal::RefusedWrong];
        prop_assert!(wrong.iter().all(|&count| cells(&totals.appeals, count as usize) == 0));
        prop_assert!(totals.false_records.iter().all(|&count| count == 0));
    }

    /// A credit score takes loans for debts and late payments, whatever its numbers and whoever lives there.
    #[test]
    fn a_financial_credit_score_takes_nothing_out_of_context(turn in turns(), settings in societies()) {
        let society = large_country(&settings);
        let regime = Turn { household: 0, covers: Covers::All, coverage: 1.0, ..turn }.of("financial-credit", &society);
        let [_, totals] = outcome(&society, regime);
        prop_assert!(right_weeks(&totals) > 0, "nothing is proven where nothing is lost");
        for group in GROUPS {
            let view = View::new(&totals, group);
            for matrix in 0..2 {
                prop_assert_eq!(view.out_of_context(matrix, None), 0);
                prop_assert!((0..TRIGGERS).all(|trigger| view.out_of_context(matrix, Some(trigger)) == 0));
            }
        }
    }

    #[test]
    fn every_loss_is_shared_out_to_the_last_unit(turn in turns(), settings in societies()) {
        let society = large_country(&settings);
        let [none, totals] = outcome(&society, turn.regime(&society));
        shares_add_up(&totals)?;
        shares_add_up(&none)?;
        prop_assert_eq!(right_weeks(&none), 0);
    }

    /// A lower line keeps a part of the marks, mark by mark.
    #[test]
    fn a_lower_hazard_gives_a_subset(seed: u64, person: u32, block in 0_u32..100, high in 0..=Hazard::MAX.0, part: u32) {
        let low = Hazard(high).thin(Chance::new(f64::from(part) / f64::from(u32::MAX)));
        let marks = |line: Hazard| {
            let mut marks: Vec<Mark> = Vec::new();
            Plane::new("act", "anything").each(&Stream::new(seed, 7), person, block, line, |mark| marks.push(mark));
            marks
        };
        let mut all = marks(Hazard(high));
        prop_assert!(all.iter().all(|mark| mark.height < high));
        all.retain(|mark| mark.height < low.0);
        prop_assert_eq!(all, marks(low));
    }
}

/// The invariants above are about something: over the cases, things are lost for each cause under each trigger.
#[test]
fn the_turned_regimes_take_rights_for_every_cause() {
    let society = large_country(&["conduct.expired-ticket.rate=1".into()]);
    let turn = Turn {
        base: 0,
        coverage: 1.0,
        errors: 4.0,
        points: 3,
        lasts: 13,
        half_life: Some(40),
        renews: true,
        association: 20_000,
        household: 7,
        awareness: 0.5,
        covers: Covers::All,
    };
    let [_, totals] = outcome(&society, turn.regime(&society));
    let by_cause: Vec<i64> = (0..CAUSES).map(|cause| units(&totals, cause)).collect();
    assert!(by_cause.iter().all(|&units| units > 0), "{by_cause:?}");
    let by_trigger = |trigger: usize| {
        (0..totals.shape.rights * CAUSES)
            .map(|row| cells(&totals.units, trigger * totals.shape.rights * CAUSES + row))
            .sum::<i64>()
    };
    assert!((0..TRIGGERS).all(|trigger| by_trigger(trigger) > 0));
}

/// A society where one kind is done half as often: each person's hazard is half of theirs, so each does a
/// part of their acts, and everybody's other acts are the very same.
#[test]
fn a_lower_rate_gives_each_person_a_part_of_their_acts() {
    let often = large_country(&["conduct.jaywalking.rate=6".into()]);
    let seldom = large_country(&["conduct.jaywalking.rate=3".into()]);
    let k = often.kind("jaywalking").expect("it is a kind");
    let law = |society: &Society| plan(society, vec![Regime::none()], WEEKS);
    let (more, less) = (people_of(&law(&often), 0), people_of(&law(&seldom), 0));
    let plane = Plane::new("act", "jaywalking");
    let luck = Stream::new(law(&often).luck, 0);
    let (kinds, people) = (often.kinds.len(), more.people.len());
    for (at, (a, b)) in more.hazards.iter().zip(&less.hazards).enumerate() {
        if at / people != k {
            assert_eq!(a, b);
            continue;
        }
        assert!(b.0 <= a.0 && a.0 / 2 <= b.0 + 1, "half as readily: {a:?} {b:?}");
        let acts = |line: Hazard| {
            let mut marks: Vec<Mark> = Vec::new();
            plane.each(&luck, (at % people) as u32, 0, line, |mark| marks.push(mark));
            marks
        };
        let (all, part) = (acts(*a), acts(*b));
        assert!(part.iter().all(|mark| all.contains(mark)));
    }
    let [none, _] = outcome(&often, Regime::none());
    let [fewer, _] = outcome(&seldom, Regime::none());
    for kind in 0..kinds {
        let row = kind * CELLS..(kind + 1) * CELLS;
        for (before, after) in [(&none.acts, &fewer.acts), (&none.private_acts, &fewer.private_acts)] {
            let (before, after) = (&before[row.clone()], &after[row.clone()]);
            assert!(before.iter().zip(after).all(|(before, after)| if kind == k {
                after <= before
            } else {
                after == before
            }));
        }
    }
    assert!(cells(&fewer.acts, k) < cells(&none.acts, k) * 6 / 10);
}

/// More deterrence means fewer acts in view of each kind in each cell, and as many in private, where nothing else
/// feeds back: all know from the start, fear moves nothing and nothing that conduct needs is taken. Debts
/// are left out: not to fall into debt today is to be free to fall into it tomorrow.
#[test]
fn a_stronger_brake_stops_acts_in_view_and_no_others() {
    let society = |beta: f64| {
        let mut society = large_country(&[format!("response.beta={beta}")]);
        society.kinds.retain(|kind| !matches!(kind.form, Form::DebtEntry | Form::DebtRepaid));
        let behaviour = &mut society.behaviour;
        for number in [
            &mut behaviour.psi,
            &mut behaviour.chi,
            &mut behaviour.fear_pressure,
            &mut behaviour.speech_pressure,
        ] {
            *number = 0.0;
        }
        society
    };
    let watch = |beta: f64| {
        let society = society(beta);
        let mut regime = support::lister(26);
        regime.awareness = Chance::ALWAYS;
        regime.observe = (0..society.kinds.len()).map(|k| support::watched(k, 0.7, 0.0)).collect();
        regime.sanctions[0].on = (1 << society.kinds.len()) - 1;
        regime.sanctions[0].takes = 1 << society.right("publicity").expect("it is a right");
        outcome(&society, regime)
    };
    let mut last: Option<Totals> = None;
    for beta in [0.0, 0.1, 0.5, 2.0, 50.0] {
        let [none, totals] = watch(beta);
        assert_eq!(totals.private_acts, none.private_acts, "beta {beta}");
        if let Some(last) = &last {
            assert!(totals.acts.iter().zip(&last.acts).all(|(now, before)| now <= before), "beta {beta}");
            assert!(totals.acts.iter().sum::<i64>() < last.acts.iter().sum::<i64>());
        } else {
            assert_eq!(totals.acts, none.acts, "no deterrence, no difference");
        }
        last = Some(totals);
    }
}
