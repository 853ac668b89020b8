//! Each kind of conduct under one arm's rules.

use crate::curve::decay;
use crate::regime::{Observe, Regime, Sanction};
use crate::society::{Form, Rights, Society};
use crate::unit::{Chance, Hazard};

/// Places a person can be watched from: home · 2 + group.
pub const PLACES: usize = 4;

/// How an act follows from a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brake {
    /// Watching and fear.
    Watched,
    /// Conscience, watching and fear.
    Harmful,
    /// Conscience and reward push, nothing brakes.
    Good,
    /// As `Watched`, for those who openly dissent.
    Dissent,
    /// For those who openly praise.
    Praise,
    /// For those who say nothing while a campaign runs.
    Silence,
    /// As `Harmful`, once, into the state of debt.
    Debt,
}

/// A kind of conduct under the arm's rules.
#[derive(Clone, Copy, Debug)]
pub struct KindRule {
    /// How an act follows from a mark.
    pub brake: Brake,
    /// Harm to others in thousandths.
    pub harm: u32,
    /// Gravity in thousandths of a day-fine.
    pub gravity: u32,
    /// Lawful or protected: what is not done of it is forgone.
    pub free: bool,
    /// Rights whose loss takes the occasion; 0 = none.
    pub needs: Rights,
    /// Rewarded by points where it can be seen, by place.
    pub paid: [bool; PLACES],
    /// exp(-β c stake) where a regime may look, of 2^32, by place.
    pub view: [u64; PLACES],
    /// Whether anybody looks, by place.
    pub watched: [bool; PLACES],
    /// Chance of a record, by place.
    pub coverage: [Chance; PLACES],
    /// Hazard of a false record, by place.
    pub false_hazard: [Hazard; PLACES],
    /// Row in the ledger, if it is observed.
    pub slot: Option<u8>,
    /// Points of a record in 256ths.
    pub points: i64,
    /// Context of collection.
    pub context: usize,
    /// Sanctions that list it.
    pub listed_by: u16,
    /// Whether its points count toward the line of some sanction, or there are no lines.
    pub counted: bool,
}

/// Whether records collected in a context count toward the line of a sanction.
fn counts(sanction: &Sanction, context: usize) -> bool {
    sanction.counts.is_none_or(|contexts| contexts >> context & 1 == 1)
}

/// How much is at stake in one record: 1 for what is listed, else its part of the way to the first line that it
/// counts toward.
fn stake(regime: &Regime, observe: &Observe, listed: bool) -> f64 {
    let points = observe.points.0;
    let counting = regime.sanctions.iter().filter(|sanction| counts(sanction, observe.context));
    let (Some(score), Some(line)) = (&regime.score, counting.filter_map(|sanction| sanction.below).max())
    else {
        return if listed { 1.0 } else { 0.0 };
    };
    let distance = score.start.0 as f64 - score.spread.0 as f64 / 2.0 - line.0 as f64;
    if listed {
        1.0
    } else if points < 0 && distance > 0.0 {
        (-points as f64 / distance).min(1.0)
    } else {
        0.0
    }
}

/// The rules of kind `k`; `campaign` says whether one runs.
pub fn kind_rule(society: &Society, regime: &Regime, k: usize, campaign: bool) -> KindRule {
    let kind = &society.kinds[k];
    let listed_by = regime
        .sanctions
        .iter()
        .enumerate()
        .fold(0, |set, (s, sanction)| set | u16::from(sanction.on >> k & 1 == 1) << s);
    let mut rule = KindRule {
        brake: brake(kind),
        harm: kind.harm,
        gravity: kind.gravity,
        // To let a campaign pass is not conduct that a regime could take the freedom or the occasion of.
        free: (kind.lawful || kind.protected) && kind.form != Form::Silence,
        needs: if kind.form == Form::Silence { 0 } else { kind.needs },
        paid: [false; PLACES],
        view: [1 << 32; PLACES],
        watched: [false; PLACES],
        coverage: [Chance::NEVER; PLACES],
        false_hazard: [Hazard(0); PLACES],
        slot: None,
        points: 0,
        context: kind.context,
        listed_by,
        counted: false,
    };
    let Some(slot) = regime.observe.iter().position(|observe| observe.kind == k) else {
        return rule;
    };
    let observe = &regime.observe[slot];
    let stake = stake(regime, observe, listed_by != 0);
    let mut lines = regime.sanctions.iter().filter(|sanction| sanction.below.is_some()).peekable();
    rule.counted = lines.peek().is_none() || lines.any(|sanction| counts(sanction, observe.context));
    rule.slot = Some(slot as u8);
    rule.points = observe.points.0;
    rule.context = observe.context;
    for place in 0..PLACES {
        let (home, group) = (place >> 1, place & 1);
        let coverage = observe.coverage[home][group];
        rule.coverage[place] = coverage;
        rule.watched[place] = coverage.threshold() > 0;
        rule.paid[place] = rule.watched[place] && observe.points.0 > 0;
        rule.view[place] = decay(society.behaviour.beta * kind.deterrable * coverage.share() * stake);
        if campaign || kind.form != Form::Silence {
            rule.false_hazard[place] = Hazard::new(observe.false_records[home][group]);
        }
    }
    rule
}

fn brake(kind: &crate::society::Kind) -> Brake {
    match kind.form {
        Form::DebtEntry => Brake::Debt,
        Form::Dissent => Brake::Dissent,
        Form::Praise => Brake::Praise,
        Form::Silence => Brake::Silence,
        _ if kind.good => Brake::Good,
        _ if kind.harm > 0 => Brake::Harmful,
        _ => Brake::Watched,
    }
}
