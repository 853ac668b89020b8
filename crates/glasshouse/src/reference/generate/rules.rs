//! Random regimes that the checks of a file would pass, against a random society.

use super::Dice;
use crate::regime::{
    ByPlace, Campaign, Covers, Observe, Privilege, Recourse, Regime, Rollout, Sanction, Schedule, Score,
    Step, Until,
};
use crate::society::{Contexts, Form, Kind, Rights, Society};
use crate::unit::{PerYear, Points, Weeks};

pub(super) fn regime(dice: &mut Dice, society: &Society) -> Regime {
    let mut score = dice.yes(85).then(|| score(dice));
    let observe = observe(dice, society, score.is_some());
    let sanctions: Vec<Sanction> = (0..dice.between(1, 5))
        .map(|number| sanction(dice, society, score.as_ref(), &observe, number))
        .collect();
    let association = if score.is_some() && dice.yes(75) { dice.below(19_661) as i64 } else { 0 };
    if let Some(score) = score.as_mut().filter(|_| dice.yes(30)) {
        score.tiers = (1..dice.between(2, 6)).map(|t| Points(score.start.0 - t as i64 * 256 * 35)).collect();
    }
    let public = score.as_ref().is_some_and(|score| score.public);
    Regime {
        name: "generated".into(),
        schedule: schedule(dice),
        rollout: dice.yes(50).then(|| rollout(dice)),
        campaigns: campaigns(dice, society, &observe, score.is_some()),
        privileges: score
            .as_ref()
            .filter(|_| dice.yes(70))
            .map_or_else(Vec::new, |score| privileges(dice, score)),
        over_compliance: if public && dice.yes(70) { dice.subset(society.rights.len()) as Rights } else { 0 },
        covers: [Covers::All, Covers::All, Covers::PlatformWorkers, Covers::Claimants][dice.below(4)],
        awareness: dice.chance(0.0, 0.8),
        score,
        observe,
        association,
        sanctions,
        recourse: dice.yes(65).then(|| recourse(dice)),
        ..Regime::none()
    }
}

/// In force from the start, later, or for a time.
fn schedule(dice: &mut Dice) -> Schedule {
    let on = if dice.yes(35) { dice.below(25) as u32 } else { 0 };
    Schedule { on, off: if dice.yes(45) { on + dice.between(12, 50) as u32 } else { u32::MAX } }
}

/// Most counties are reached in the end.
fn rollout(dice: &mut Dice) -> Rollout {
    let (mut week, mut share) = (0, 0.0);
    let mut steps = Vec::new();
    for _ in 0..dice.between(1, 5) {
        week += dice.below(14) as u32;
        share += (1.0 - share) * dice.real(0.1, 0.7);
        steps.push(Step { week, share });
        week += 1;
    }
    if dice.yes(50) {
        steps.push(Step { week, share: 1.0 });
    }
    let selection = [0.0, 1.0, dice.real(0.0, 0.5), dice.real(0.5, 1.0)][dice.below(4)];
    Rollout { steps, selection, news: dice.real(0.2, 1.0) }
}

/// None, or up to three that may run at once.
fn campaigns(dice: &mut Dice, society: &Society, observe: &[Observe], scored: bool) -> Vec<Campaign> {
    let watched = |form: Form| scored && observe.iter().any(|watch| society.kinds[watch.kind].form == form);
    let (praise, silence) = (watched(Form::Praise), watched(Form::Silence));
    let count = if dice.yes(70) { dice.between(1, 4) } else { 0 };
    (0..count)
        .map(|number| {
            let lasts = dice.between(1, 9) as u32;
            Campaign {
                name: format!("campaign-{number}"),
                begins: dice.below(40) as u32,
                lasts: Weeks(lasts),
                every: dice.yes(60).then(|| Weeks(lasts + dice.below(14) as u32)),
                news: if dice.yes(80) { dice.real(0.2, 6.0) } else { 1.0 },
                praise: (praise && dice.yes(60)).then(|| Points::new(dice.real(1.0, 20.0))),
                silence: (silence && dice.yes(60)).then(|| Points::new(-dice.real(1.0, 30.0))),
            }
        })
        .collect()
}

/// Lines on both sides of the start.
fn privileges(dice: &mut Dice, score: &Score) -> Vec<Privilege> {
    let highest = score.ceiling.0 - score.start.0;
    (0..dice.between(1, 4))
        .map(|number| Privilege {
            name: format!("privilege-{number}"),
            above: Points(score.start.0 + Points::new(dice.real(-60.0, 60.0)).0.min(highest)),
            gives: "nothing".into(),
            lasts: Weeks(dice.between(1, 12) as u32),
            renews: dice.yes(60),
        })
        .collect()
}

fn score(dice: &mut Dice) -> Score {
    let start = 1000.0;
    Score {
        start: Points::new(start),
        spread: Points::new(if dice.yes(50) { dice.real(1.0, 60.0) } else { 0.0 }),
        floor: Points::new(start - dice.real(120.0, 600.0)),
        ceiling: Points::new(start + dice.real(0.0, 150.0)),
        // Eight half-lives pass within a run.
        half_life: dice.yes(70).then(|| Weeks(dice.between(1, 12) as u32)),
        public: dice.yes(75),
        tiers: Vec::new(),
    }
}

fn observe(dice: &mut Dice, society: &Society, scored: bool) -> Vec<Observe> {
    let mut watched: Vec<usize> = (0..society.kinds.len()).filter(|_| dice.yes(85)).collect();
    if watched.is_empty() {
        watched.push(0);
    }
    watched
        .into_iter()
        .map(|kind| Observe {
            kind,
            coverage: dice.by_place(|dice| dice.chance(0.0, 1.0)),
            false_records: match dice.yes(60) {
                true => dice.by_place(|dice| PerYear(dice.real(0.0, 2.0))),
                false => ByPlace::default(),
            },
            points: points(dice, &society.kinds[kind], scored),
            context: dice.below(society.contexts.len()),
        })
        .collect()
}

/// Deductions mostly; good deeds, praise and payment earn; some records are only for lists.
fn points(dice: &mut Dice, kind: &Kind, scored: bool) -> Points {
    if !scored || dice.yes(10) {
        return Points(0);
    }
    let earns = kind.good || matches!(kind.form, Form::Praise | Form::DebtRepaid);
    let size = dice.real(1.0, 60.0);
    Points::new(if earns != dice.yes(12) { size / 3.0 } else { -size })
}

fn sanction(
    dice: &mut Dice,
    society: &Society,
    score: Option<&Score>,
    observe: &[Observe],
    number: usize,
) -> Sanction {
    let rights = society.rights.len();
    // A line lies below every possible start.
    let below = score
        .filter(|_| dice.yes(70))
        .map(|score| Points(score.start.0 - score.spread.0 - Points::new(dice.real(3.0, 110.0)).0));
    let lists = below.is_none() || dice.yes(40);
    let mut on = 0;
    if lists {
        on |= 1 << observe[dice.below(observe.len())].kind;
        for watch in observe {
            let debt = society.kinds[watch.kind].form == Form::DebtEntry;
            if dice.yes(if debt { 60 } else { 15 }) {
                on |= 1 << watch.kind;
            }
        }
    }
    let until = match dice.below(3) {
        0 if society.kinds.iter().any(|kind| kind.form == Form::DebtEntry) => Some(Until::DebtRepaid),
        1 => Some(Until::Apology),
        _ => None,
    };
    Sanction {
        name: format!("sanction-{number}"),
        below,
        on,
        takes: dice.subset(rights) as Rights,
        lasts: Weeks(dice.between(1, 16) as u32),
        renews: dice.yes(50),
        until,
        household: if dice.yes(45) { dice.subset(rights) as Rights } else { 0 },
        appeal: dice.yes(65),
        counts: (below.is_some() && dice.yes(60)).then(|| dice.subset(society.contexts.len()) as Contexts),
        escalates: if dice.yes(50) { dice.real(1.0, 3.0) } else { 1.0 },
    }
}

fn recourse(dice: &mut Dice) -> Recourse {
    Recourse {
        notice: dice.yes(50),
        help: dice.yes(40),
        capacity: if dice.yes(10) { 0.0 } else { dice.real(20.0, 1500.0) },
        wrong_ended: [dice.chance(0.1, 1.0), dice.chance(0.1, 1.0)],
        right_ended: dice.chance(0.0, 0.3),
    }
}
