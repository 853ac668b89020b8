//! act: what people do. An act happens at each mark below this week's hazard.
//!
//! λ = rate/52 · z · (1 − κ m)/(1 − κ m̄0) · exp(−aware · (β c stake + ψ f g)). Marks are kept below the
//! line where nothing holds back, so here only what holds back is left. MODEL.md, section 7.2.

use super::block::ActMark;
use super::kinds::{Brake, KindRule};
use super::note::Note;
use super::rules::Rules;
use super::sanction::Holding;
use super::state::{Act, EndingAct, State, debt};
use crate::draw::{Decision, Stream};
use crate::measure::totals::Series;
use crate::regime::Until;
use crate::society::people::CELLS;
use crate::society::population::{Population, expressed};

const CERTAIN: u64 = 1 << 32;

/// This week's acts.
///
/// The arm `none` notes on each mark whether it was done; the other arms, run after it, compare.
pub fn act(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    marks: &mut [ActMark],
) {
    let paying = payers(state, rules, population, luck, week);
    for mark in marks {
        let (i, k) = (mark.person(), mark.kind());
        let rule = &rules.kinds[k];
        let cell = usize::from(population.people.cell[i]);
        // A court knows of every debt it has ordered to be paid.
        let private = mark.private() && rule.brake != Brake::Debt;
        let taken = rule.needs != 0 && state.lost[i] & rule.needs == rule.needs;
        let below = u64::from(mark.part) < threshold(state, rules, rule, i, cell & 3, private);
        let does = !taken && below && enter(state, rule, i);
        if does {
            count(state, rules, population, i, k, private, week);
            if !private && rule.slot.is_some() {
                state.in_view.push(Act { person: i as u32, kind: k as u8, observed: mark.observed });
            }
        }
        if rules.none {
            if does {
                mark.note_done();
            }
        } else if rule.free && does != mark.done_under_none() {
            contrast(state, k, cell, does, taken, week);
            state.note(i, |_| Note::Contrast { kind: k as u8, here: does, taken });
        }
    }
    pay(state, rules, population, week, &paying);
    apologise(state, rules, population, luck, week);
}

/// The height, of 2^32, below which person i does what the mark offers.
#[inline(always)]
fn threshold(state: &State, rules: &Rules, rule: &KindRule, i: usize, place: usize, private: bool) -> u64 {
    let mind = &rules.mind;
    let conscience = i64::from(state.conscience[i]);
    match rule.brake {
        Brake::Watched => brake(state, rules, rule, i, place, private),
        Brake::Harmful | Brake::Debt => {
            let keep = (65536 - ((mind.kappa * conscience) >> 16)) as u64;
            (keep * brake(state, rules, rule, i, place, private)) >> 16
        }
        Brake::Good => {
            let [constant, slope, reward, inverse] = mind.good;
            let rewarded = if state.aware[i] && rule.paid[place] { reward } else { 0 };
            let push = constant + ((slope * conscience) >> 16) + rewarded;
            (((push * inverse) >> 16) as u64).min(CERTAIN)
        }
        Brake::Dissent if state.expression[i] == expressed::DISSENT => {
            brake(state, rules, rule, i, place, private)
        }
        Brake::Praise if state.expression[i] == expressed::PRAISE => CERTAIN,
        Brake::Silence if rules.campaign && state.scope[i] && state.expression[i] == expressed::SILENT => {
            CERTAIN
        }
        Brake::Dissent | Brake::Praise | Brake::Silence => 0,
    }
}

/// Watching and fear: exp(−aware (β c stake + ψ f g)), of 2^32.
#[inline(always)]
fn brake(state: &State, rules: &Rules, rule: &KindRule, i: usize, place: usize, private: bool) -> u64 {
    if !state.aware[i] {
        return CERTAIN;
    }
    let view = if private { CERTAIN } else { rule.view[place] };
    let watched = rule.watched[place] && !private;
    let fear = rules.mind.fear_factor[usize::from(watched)][usize::from(state.fear[i] >> 4)];
    ((u128::from(view) * u128::from(fear)) >> 32) as u64
}

/// Whether the act can happen now: a debt only by those who were free of debt all week.
#[inline(always)]
fn enter(state: &mut State, rule: &KindRule, i: usize) -> bool {
    if rule.brake != Brake::Debt {
        return true;
    }
    if state.debt[i] & debt::OWED != 0 {
        return false;
    }
    state.debt[i] = debt::OWED;
    state.debtors.push(i as u32);
    true
}

#[inline(always)]
fn count(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    i: usize,
    k: usize,
    private: bool,
    week: u32,
) {
    let rule = &rules.kinds[k];
    let acts = if private { &mut state.totals.private_acts } else { &mut state.totals.acts };
    acts[k * CELLS + usize::from(population.people.cell[i])] += 1;
    state.note(i, |_| Note::Act { kind: k as u8, private });
    // Most acts move neither: their columns are left alone.
    if state.units[k] != 0 {
        state.truth[i] += state.units[k];
    }
    if rules.none && !private && rule.gravity > 0 {
        state.tally.conduct[i] += u64::from(rule.gravity);
    }
    if rule.harm > 0 {
        *state.totals.at(Series::HarmfulActs, week as usize) += 1;
        *state.totals.at(Series::Harm, week as usize) += i64::from(rule.harm);
    }
}

/// A lawful act done in one of the two worlds only.
#[inline]
fn contrast(state: &mut State, k: usize, cell: usize, does: bool, taken: bool, week: u32) {
    let grid = match (does, taken) {
        (true, _) => &mut state.totals.compelled,
        (false, true) => &mut state.totals.prevented_by_ban,
        (false, false) => {
            *state.totals.at(Series::Forgone, week as usize) += 1;
            &mut state.totals.forgone
        }
    };
    grid[k * CELLS + cell] += 1;
}

const PAYMENT: Decision = Decision::new("payment");

/// Those in debt since before this week who pay it now, in order, with the word that observes it.
fn payers(
    state: &State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
) -> Vec<(u32, u32)> {
    if week == 0 {
        return Vec::new(); // debts at the start are recorded in week 0, and paid from week 1 on
    }
    let mut payers: Vec<(u32, u32)> = state
        .debtors
        .iter()
        .filter_map(|&person| {
            let i = person as usize;
            let without_work = usize::from(state.lost[i] & rules.work != 0);
            let rank = usize::from(population.people.rank[i] >> 8);
            let [pays, observed, ..] = luck.words(person, PAYMENT, week);
            rules.mind.payment[without_work][rank].hit(pays).then_some((person, observed))
        })
        .collect();
    payers.sort_unstable();
    payers
}

fn pay(state: &mut State, rules: &Rules, population: &Population, week: u32, payers: &[(u32, u32)]) {
    if payers.is_empty() {
        return;
    }
    let sanctions = ending(rules, Until::DebtRepaid);
    for &(person, observed) in payers {
        let i = person as usize;
        state.debt[i] = 0;
        if let Some(k) = rules.repaid {
            count(state, rules, population, i, k, false, week);
            state.in_view.push(Act { person, kind: k as u8, observed });
        }
        if sanctions != 0 {
            state.ending_acts.push(EndingAct { person, sanctions });
        }
    }
    let debt = &state.debt;
    state.debtors.retain(|&person| debt[person as usize] != 0);
}

fn ending(rules: &Rules, act: Until) -> u16 {
    let ends = |(s, rule): (usize, &super::rules::SanctionRule)| u16::from(rule.until == Some(act)) << s;
    rules.sanctions.iter().enumerate().map(ends).fold(0, |set, bit| set | bit)
}

/// Apologies that sanctions demand: accepted, or judged insincere and recorded like conduct.
fn apologise(state: &mut State, rules: &Rules, population: &Population, luck: &Stream, week: u32) {
    for Holding { person, sanction } in state.terms.awaiting_apology() {
        let [made, judged, observed, _] = luck.words(person, rules.sanctions[sanction].apology, week);
        if !rules.apologises.hit(made) {
            continue;
        }
        let i = person as usize;
        match rules.apology.filter(|(_, insincere)| insincere.hit(judged)) {
            Some((k, _)) => {
                count(state, rules, population, i, k, false, week);
                state.in_view.push(Act { person, kind: k as u8, observed });
            }
            None => state.ending_acts.push(EndingAct { person, sanctions: 1 << sanction }),
        }
    }
}
