//! score: records enter the ledger, association is made anew, and everybody's score is read.
//!
//! Entries are kept in inflated units, so forgetting touches nobody: a record of week w adds
//! points · 2^(e / half-life) with e the weeks since the origin, and scores divide by the same factor.
//! MODEL.md, section 7.4.

use super::dense;
use super::rules::{Rules, ScoreRule};
use super::state::State;
use crate::level::Level;
use crate::measure::totals::Series;
use crate::society::population::Population;

/// Half-lives after which the ledger is rescaled.
const RESCALE: u32 = 8;
/// Fractional bits of the deflator.
const DEFLATOR_BITS: u32 = 24;

/// 2^(e / half-life), and its inverse in 2^-24.
#[derive(Clone, Copy, Debug)]
pub struct Inflation {
    factor: f64,
    deflator: i64,
}

impl Inflation {
    /// Inflation `weeks` after the origin.
    pub fn new(half_life: u32, weeks: u32) -> Inflation {
        if half_life == 0 {
            return Inflation { factor: 1.0, deflator: 1 << DEFLATOR_BITS };
        }
        let halvings = f64::from(weeks) / f64::from(half_life);
        let deflator = libm::round(libm::ldexp(libm::exp2(-halvings), DEFLATOR_BITS as i32));
        Inflation { factor: libm::exp2(halvings), deflator: deflator as i64 }
    }

    /// A record's entry in inflated units.
    #[inline]
    pub fn entry(self, points: i64) -> i64 {
        libm::round(points as f64 * self.factor) as i64
    }

    /// What inflated units are worth now, in 256ths of a point.
    #[inline(always)]
    pub fn worth(self, units: i64) -> i64 {
        (units * self.deflator) >> DEFLATOR_BITS
    }
}

/// Inflation of `week` in the arm, after any rescaling due.
pub fn inflation(state: &State, score: &ScoreRule, week: u32) -> Inflation {
    Inflation::new(score.half_life, week - state.origin)
}

/// Opens the ledger for `week`: rescales it where that is due, and finds what a record adds to it this week,
/// which is nothing where the regime is not in force.
pub fn open(state: &mut State, rules: &Rules, week: u32) {
    let Some(rule) = &rules.score else { return };
    rescale(state, rules, rule, week);
    let inflation = inflation(state, rule, week);
    for (units, kind) in state.units.iter_mut().zip(&rules.kinds) {
        *units = if rules.in_force { inflation.entry(kind.points) } else { 0 };
    }
}

/// Books this week's records and reads every score.
pub fn score(level: Level, state: &mut State, rules: &Rules, population: &Population, week: u32) {
    let Some(rule) = &rules.score else { return };
    let inflation = inflation(state, rule, week);
    book(state, rules);
    state.evidence.remember(week, &state.records, &state.units);
    if rules.association > 0 {
        tell(state, rules, population);
        associate(state, rules, rule);
    }
    let sum = dense::read_scores(level, state, rules, rule, inflation);
    dense::read_partials(level, state, rule, inflation);
    *state.totals.at(Series::Score, week as usize) += sum;
}

/// Every entry becomes its 256th, rounded half away from zero, once in eight half-lives.
fn rescale(state: &mut State, rules: &Rules, rule: &ScoreRule, week: u32) {
    if rule.half_life == 0 || week - state.origin < RESCALE * rule.half_life {
        return;
    }
    state.origin += RESCALE * rule.half_life;
    let width = rules.slots.len() * 2;
    for (entries, sum) in state.ledger.chunks_exact_mut(width).zip(&mut state.sum) {
        entries.iter_mut().for_each(|entry| *entry = shrunk(*entry));
        *sum = entries.iter().sum();
    }
    for (partial, part) in state.partials.iter_mut().zip(&rule.partials) {
        for (entries, sum) in state.ledger.chunks_exact(width).zip(&mut partial.sum) {
            let counted = entries.chunks_exact(2).zip(&rules.slots);
            let counted = counted.filter(|(_, kind)| part.has(&rules.kinds[usize::from(**kind)]));
            *sum = counted.map(|(pair, _)| pair[0] + pair[1]).sum();
        }
    }
    state.truth.iter_mut().for_each(|sum| *sum = shrunk(*sum));
    state.evidence.rescale();
}

/// The 256th of an entry, rounded half away from zero.
pub fn shrunk(entry: i64) -> i64 {
    entry.signum() * ((entry.abs() + 128) >> 8)
}

fn book(state: &mut State, rules: &Rules) {
    let width = rules.slots.len() * 2;
    for at in 0..state.records.len() {
        let record = state.records[at];
        let (i, k) = (record.person as usize, usize::from(record.kind));
        let Some(slot) = rules.kinds[k].slot else { continue };
        state.ledger[i * width + usize::from(slot) * 2 + usize::from(record.is_false)] += state.units[k];
        add(state, rules, i, k, state.units[k]);
    }
}

/// Adds inflated units of kind k to every sum that counts them.
pub fn add(state: &mut State, rules: &Rules, i: usize, k: usize, units: i64) {
    state.sum[i] += units;
    let Some(rule) = &rules.score else { return };
    for (partial, part) in state.partials.iter_mut().zip(&rule.partials) {
        if part.has(&rules.kinds[k]) {
            partial.sum[i] += units;
        }
    }
}

/// Tells ties the deficits that changed last week.
fn tell(state: &mut State, rules: &Rules, population: &Population) {
    for at in 0..state.to_tell.len() {
        let j = state.to_tell[at] as usize;
        let change = i32::from(state.deficit[j]) - i32::from(state.told[j]);
        state.told[j] = state.deficit[j];
        for_counted(state, rules, population, j, |state, i| {
            state.deficits_of_ties[i] += change;
            state.stale.push(i as u32);
        });
    }
    state.to_tell.clear();
}

/// Every tie that j's deficit counts for: people in scope, ties that stand, kin unless the household is
/// sanctioned anyway.
pub fn for_counted(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    j: usize,
    mut each: impl FnMut(&mut State, usize),
) {
    let firm = if rules.kin_count { population.ties.firm(j) } else { population.ties.group(j) };
    for &i in firm {
        if state.scope[i as usize] {
            each(state, i as usize);
        }
    }
    for (i, edge) in population.ties.friends(j) {
        if state.stands(edge) && state.scope[i as usize] {
            each(state, i as usize);
        }
    }
}

fn associate(state: &mut State, rules: &Rules, rule: &ScoreRule) {
    for at in 0..state.stale.len() {
        let i = state.stale[at] as usize;
        let counted = i64::from(state.counted_ties[i]);
        let deficits = i64::from(state.deficits_of_ties[i]);
        state.association[i] = if counted == 0 || !state.scope[i] {
            0
        } else {
            -((rules.association * rule.step * deficits) / (65536 * counted))
        };
    }
    state.stale.clear();
}

/// Before week 0: everybody's score is their start, and ties know it.
pub fn first_scores(state: &mut State, rules: &Rules, population: &Population) {
    let Some(rule) = &rules.score else { return };
    for i in 0..state.score.len() {
        let score = state.start[i].clamp(rule.floor, rule.ceiling);
        state.score[i] = score as i32;
        state.deficit[i] = published(rule, score);
    }
    if rules.association == 0 {
        return;
    }
    for j in 0..state.score.len() {
        if !state.scope[j] {
            continue;
        }
        if state.deficit[j] > 0 {
            state.to_tell.push(j as u32);
        }
        for_counted(state, rules, population, j, |state, i| state.counted_ties[i] += 1);
    }
}

/// The published deficit of a score, in steps.
#[inline(always)]
pub fn published(rule: &ScoreRule, score: i64) -> u8 {
    ((rule.start - score).max(0) / rule.step).min(63) as u8
}

/// The tier of a score: how many lines are at or below it.
pub fn tier(rule: &ScoreRule, score: i64) -> usize {
    rule.tiers.iter().filter(|&&line| score >= line).count()
}
