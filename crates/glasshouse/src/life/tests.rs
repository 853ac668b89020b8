//! A life is true: watching moves nothing, and the lives of everybody add up to what their county counts.

use super::event::What;
use super::layout::{Style, render, right_weeks};
use super::story::{Mark, story};
use super::{Life, LifeArm, Sort, Watcher, everybody, json, of};
use crate::builtin;
use crate::county::County;
use crate::experiment::Plan;
use crate::measure::totals::{Appeal, CAUSES, Fall, TRIGGERS, Totals, UNITS_PER_WEEK};
use crate::regime::Regime;
use crate::society::expression::expressed;
use crate::society::people::CELLS;
use crate::unit::{Chance, sixteenths};
use crate::{regime, society};

const YEAR: u32 = 52;

/// Four thousand people under regimes that do much to them: many records of what never happened, ties that weigh,
/// appeals that are heard and often won, and one regime that ends before the run does.
fn plan(names: &[&str]) -> Plan {
    let source = builtin::find("society/large-country").expect("it is built in");
    let society = society::file::read(source, &builtin::find, &[]).expect("it has no problem").value;
    let regime = |name: &&str| {
        let source = builtin::find(&format!("regime/{name}")).expect("it is built in");
        let read = regime::file::read(source, &builtin::find, &[], &society);
        harsher(read.expect("it has no problem").value)
    };
    let arms = names.iter().map(regime).collect();
    Plan { arms, society, counties: 1, county_size: 4096, warm_up: 9, weeks: 2 * YEAR, seed: 5, luck: 6 }
}

fn harsher(mut regime: Regime) -> Regime {
    if regime.association > 0 {
        regime.association = sixteenths(0.6);
    }
    for rate in regime.observe.iter_mut().flat_map(|observe| observe.false_records.as_flattened_mut()) {
        rate.0 *= 20.0;
    }
    if let Some(recourse) = &mut regime.recourse {
        recourse.capacity = 40.0;
        recourse.help = true;
        recourse.wrong_ended = [Chance::new(0.7); 2];
        recourse.right_ended = Chance::new(0.4);
    }
    if regime.name == "social-credit-switched-off" {
        regime.schedule.off = 80;
    }
    regime
}

const ARMS: [&str; 4] = ["none", "social-credit", "social-credit-switched-off", "financial-credit"];

fn everybody_of(plan: &Plan) -> (County, Vec<Life>) {
    let ready = plan.ready();
    let mut watcher = Watcher::new(&ready, 3, (0..plan.county_size).collect());
    let county = ready.looked_at(3, &mut |glance| watcher.look(glance), &mut |_| true);
    (county.expect("nothing stops it"), watcher.lives())
}

/// Sums over the lives of everybody, and a county's total of the same.
fn equal(what: &str, lives: &[Life], arm: usize, of: impl Fn(&LifeArm) -> i64, total: i64) {
    let sum: i64 = lives.iter().map(|life| of(&life.arms[arm])).sum();
    assert_eq!(sum, total, "{what} under {}", ARMS[arm]);
}

fn row(grid: &[i64], row: usize) -> i64 {
    grid[row * CELLS..][..CELLS].iter().sum()
}

#[test]
fn watching_moves_nothing_and_everybodys_lives_add_up() {
    let plan = plan(&ARMS);
    let plain = plan.ready().county(3, &mut |_| true).expect("nothing stops it");
    let (county, lives) = everybody_of(&plan);
    assert_eq!(county, plain);
    for arm in 0..ARMS.len() {
        let totals = &county.arms[arm + 1];
        conduct_adds_up(&lives, arm, totals);
        losses_add_up(&lives, arm, totals);
        minds_add_up(&lives, arm, totals, plan.warm_up as usize);
        events_add_up(&lives, arm, totals, plan.warm_up);
    }
}

fn conduct_adds_up(lives: &[Life], arm: usize, totals: &Totals) {
    for k in 0..totals.shape.kinds {
        let kind = |of: fn(&super::Conduct) -> u32| move |life: &LifeArm| i64::from(of(&life.conduct[k]));
        equal("acts", lives, arm, kind(|c| c.in_view), row(&totals.acts, k));
        equal("private acts", lives, arm, kind(|c| c.private), row(&totals.private_acts, k));
        equal("records", lives, arm, kind(|c| c.recorded), row(&totals.true_records, k));
        equal("false records", lives, arm, kind(|c| c.falsely), row(&totals.false_records, k));
        equal("forgone", lives, arm, kind(|c| c.forgone), row(&totals.forgone, k));
        equal("compelled", lives, arm, kind(|c| c.compelled), row(&totals.compelled, k));
        equal("prevented", lives, arm, kind(|c| c.prevented), row(&totals.prevented_by_ban, k));
    }
}

fn losses_add_up(lives: &[Life], arm: usize, totals: &Totals) {
    let rights = totals.shape.rights;
    for r in 0..rights {
        equal("right-weeks", lives, arm, |a| a.losses[r].weeks.into(), row(&totals.right_weeks, r));
        equal("refusals", lives, arm, |a| a.losses[r].refused.into(), row(&totals.refused, r));
        for cause in 0..CAUSES {
            let rows = (0..TRIGGERS).map(|trigger| (trigger * rights + r) * CAUSES + cause);
            let units = rows.map(|at| row(&totals.units, at)).sum();
            equal("units of a cause", lives, arm, |a| a.losses[r].units[cause], units);
        }
    }
    let ever = |a: &LifeArm| i64::from(a.right_weeks() > 0);
    equal("ever restricted", lives, arm, ever, row(&totals.ever_restricted, 0));
    equal("restricted", lives, arm, |a| a.restricted_weeks.into(), row(&totals.restricted_weeks, 0));
    equal("ties cut", lives, arm, |a| a.ties_cut.into(), row(&totals.tie_ends_cut, 0));
}

fn minds_add_up(lives: &[Life], arm: usize, totals: &Totals, from: usize) {
    let summed = |column: &[u16]| column[from..].iter().map(|&value| i64::from(value)).sum::<i64>();
    let held = |column: &[bool]| column[from..].iter().filter(|&&held| held).count() as i64;
    equal("fear", lives, arm, |a| summed(&a.weekly.fear), row(&totals.fear, 0));
    equal("conscience", lives, arm, |a| summed(&a.weekly.conscience), row(&totals.conscience, 0));
    equal("aware", lives, arm, |a| held(&a.weekly.aware), row(&totals.aware, 0));
    equal("privileges", lives, arm, |a| held(&a.weekly.favoured), row(&totals.privilege_weeks, 0));
    let score = |a: &LifeArm| a.weekly.score.iter().skip(from).map(|&score| i64::from(score)).sum();
    equal("score", lives, arm, score, row(&totals.score, 0));
    let opposed: Vec<Life> = lives.iter().filter(|life| life.portrait.position < 0.0).cloned().collect();
    let adults = opposed.iter().filter(|life| life.portrait.adult).cloned().collect::<Vec<_>>();
    let said = |is: fn(u8) -> bool| {
        move |a: &LifeArm| a.weekly.says[from..].iter().filter(|says| is(**says)).count() as i64
    };
    equal("silent", &adults, arm, said(|says| says != expressed::DISSENT), row(&totals.silent, 0));
    equal("false praise", &adults, arm, said(|says| says == expressed::PRAISE), row(&totals.false_praise, 0));
}

fn events_add_up(lives: &[Life], arm: usize, totals: &Totals, from: u32) {
    let counted = |is: fn(&What) -> bool| {
        move |a: &LifeArm| a.events.iter().filter(|e| e.week >= from && is(&e.what)).count() as i64
    };
    let falls = row(&totals.falls, Fall::Any as usize);
    equal("falls", lives, arm, counted(|what| matches!(what, What::Term { fall: true, .. })), falls);
    let terms = row(&totals.appeals, Appeal::Terms as usize);
    equal("terms", lives, arm, counted(|what| matches!(what, What::Term { .. })), terms);
    let wrong = row(&totals.appeals, Appeal::WrongTerms as usize);
    equal(
        "wrong terms",
        lives,
        arm,
        counted(|what| matches!(what, What::Term { why, .. } if why.wrong)),
        wrong,
    );
    let rows = [Appeal::Filed, Appeal::Decided, Appeal::Upheld, Appeal::RefusedWrong];
    for (at, appeal) in rows.into_iter().enumerate() {
        equal("appeals", lives, arm, |a| a.appeals[at].into(), row(&totals.appeals, appeal as usize));
    }
    if ARMS[arm] == "social-credit" {
        let upheld = row(&totals.appeals, Appeal::Upheld as usize);
        let cut = row(&totals.tie_ends_cut, 0);
        let much = falls > 10 && terms > falls && wrong > 10 && upheld > 0 && cut > 5;
        assert!(much, "too quiet to prove anything: {:?}", [falls, terms, wrong, upheld, cut]);
    }
}

/// What begins in a life also ends there or goes on to its end, and what is lost each week is what stands.
#[test]
fn what_is_told_is_what_is_lost() {
    let (_, lives) = everybody_of(&plan(&ARMS));
    let mut told = 0;
    for (life, arm) in lives.iter().flat_map(|life| life.arms.iter().map(move |arm| (life, arm))) {
        let mut own: Vec<(usize, u16)> = Vec::new();
        let mut through: Vec<(u32, usize, u16)> = Vec::new();
        let mut events = arm.events.iter().peekable();
        for (week, &lost) in arm.weekly.lost.iter().enumerate() {
            let mut upheld = Vec::new();
            while let Some(event) = events.next_if(|event| event.week as usize == week) {
                match event.what {
                    What::Term { sanction, rights, fall, .. } => {
                        assert_eq!(fall, own.iter().all(|(held, _)| *held != sanction), "{life:?}");
                        own.retain(|(held, _)| *held != sanction);
                        own.push((sanction, rights));
                    }
                    What::Ended { sanction, .. } => own.retain(|(held, _)| *held != sanction),
                    What::Household { source, sanction, rights } => {
                        through.retain(|(who, which, _)| (*who, *which) != (source, sanction));
                        through.extend((rights > 0).then_some((source, sanction, rights)));
                    }
                    What::Decided { sanction, upheld: true, .. } => upheld.push(sanction),
                    _ => {}
                }
            }
            let stands =
                own.iter().map(|(_, rights)| rights).chain(through.iter().map(|(.., rights)| rights));
            assert_eq!(stands.fold(0, |set, rights| set | rights), lost, "week {week} of {}", life.person);
            own.retain(|(held, _)| !upheld.contains(held));
            told += u32::from(lost != 0);
        }
    }
    assert!(told > 1000, "{told} weeks with a right lost are too few to prove anything");
}

#[test]
fn a_life_is_the_same_whatever_else_is_run() {
    let all = plan(&ARMS);
    let found = everybody::find(&all.ready(), 3, Sort::Longest, &mut |_| true).expect("nothing stops it");
    let person = found[0].person;
    let among = of(&all.ready(), 3, person, &mut |_| true).expect("nothing stops it");
    let (_, everybodys) = everybody_of(&all);
    assert_eq!(among, everybodys[person as usize]);
    for (at, name) in ARMS.iter().enumerate() {
        let alone = plan(&[name]);
        let alone = of(&alone.ready(), 3, person, &mut |_| true).expect("nothing stops it");
        assert_eq!(alone.portrait, among.portrait);
        assert_eq!(alone.arms, [among.arms[at].clone()]);
    }
    assert!(of(&all.ready(), 3, person, &mut |_| false).is_none());
}

/// Those found are those who have most of it, and nobody else has it.
#[test]
fn whoever_is_found_is_what_is_looked_for() {
    let plan = plan(&["social-credit"]);
    let (_, lives) = everybody_of(&plan);
    let under_none = everybody_of(&self::plan(&["none"])).1;
    let quiet =
        |life: &Life| i64::from(life.arms[0].said(life.warm_up)[1] + life.arms[0].said(life.warm_up)[2]);
    let of_cause = |cause: usize| move |life: &Life| life.arms[0].units()[cause];
    let has = |sort: Sort, life: &Life| -> i64 {
        let arm = &life.arms[0];
        match sort {
            Sort::Undeserved => super::layout::undeserved(arm),
            Sort::AssociationOnly if of_cause(4)(life) == arm.units().iter().sum::<i64>() => {
                of_cause(4)(life)
            }
            Sort::AssociationOnly => 0,
            Sort::Silent => {
                let who = &life.portrait;
                let opposed = who.adult && who.position < 0.0 && arm.right_weeks() == 0;
                if opposed { quiet(life) - quiet(&under_none[life.person as usize]) } else { 0 }
            }
            Sort::FreedByAppeal => i64::from(arm.appeals[2]),
            Sort::Household => of_cause(5)(life),
            Sort::FalseRecord => of_cause(3)(life),
            Sort::Longest => arm.restricted_weeks.into(),
            Sort::LostFriends => arm.ties_cut.into(),
        }
    };
    let sorts = [
        Sort::Undeserved,
        Sort::AssociationOnly,
        Sort::Silent,
        Sort::FreedByAppeal,
        Sort::Household,
        Sort::FalseRecord,
        Sort::Longest,
        Sort::LostFriends,
    ];
    for sort in sorts {
        let found = everybody::find(&plan.ready(), 3, sort, &mut |_| true).expect("nothing stops it");
        let most = lives.iter().map(|life| has(sort, life)).max().expect("there is somebody");
        let anybody = lives.iter().filter(|life| has(sort, life) > 0).count();
        assert_eq!(found.len(), anybody.min(5), "{sort:?}");
        for someone in &found {
            let life = &lives[someone.person as usize];
            assert!(has(sort, life) > 0, "{sort:?}: {someone:?}");
        }
        let by_most = !matches!(sort, Sort::FreedByAppeal | Sort::Longest);
        if let Some(first) = found.first().filter(|_| by_most) {
            assert_eq!(has(sort, &lives[first.person as usize]), most, "{sort:?}");
        }
    }
}

#[test]
fn a_life_fits_the_width_and_says_what_it_counts() {
    let plan = plan(&ARMS);
    let ready = plan.ready();
    for sort in [Sort::Undeserved, Sort::Household, Sort::FreedByAppeal, Sort::LostFriends] {
        let found = everybody::find(&ready, 3, sort, &mut |_| true).expect("nothing stops it");
        let life = of(&ready, 3, found[0].person, &mut |_| true).expect("nothing stops it");
        for width in [30, 40, 66, 80, 100] {
            let text = render(&life, Style { width, color: false });
            let wide = text.lines().find(|line| line.chars().count() > width);
            assert_eq!(wide, None, "{width}:\n{text}");
            assert!(text.starts_with(&format!("Person 3:{} does not exist.", life.person)));
            assert!(!text.contains('\u{1b}'));
        }
        assert!(render(&life, Style { width: 80, color: true }).contains("\u{1b}[31m"));
        let told = json(&life);
        let arm = &told["arms"][1];
        assert_eq!(arm["restricted_weeks"], life.arms[1].restricted_weeks);
        assert_eq!(arm["weekly"]["lost"].as_array().map(Vec::len), Some(life.weeks as usize));
        let falls = |arm: &LifeArm| {
            let events = arm.events.iter().filter(|event| Mark::of(event) == Mark::Fall).count();
            let lines = story(&life, arm).iter().filter(|line| line.mark == Mark::Fall).count();
            assert_eq!(events, lines);
        };
        life.arms.iter().for_each(falls);
    }
    assert_eq!([0, UNITS_PER_WEEK, UNITS_PER_WEEK * 3 / 2].map(right_weeks), ["0", "1", "1.5"]);
}
