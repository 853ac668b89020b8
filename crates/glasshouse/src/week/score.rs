//! score: records enter the ledger, association is made anew, and everybody's score is read.
//!
//! Entries are kept in inflated units, so forgetting touches nobody: a record of week w adds
//! points · 2^(e / half-life) with e the weeks since the origin, and scores divide by the same factor.
//! MODEL.md, section 7.4.

use super::dense;
use super::rules::{Rules, ScoreRule};
use super::standing::tell;
use super::state::State;
use crate::level::Level;
use crate::measure::totals::Series;
use crate::society::MAX_KINDS;
use crate::society::population::Population;
use crate::society::ties::MAX_DEGREE;

/// Half-lives after which the ledger is rescaled.
const RESCALE: u32 = 8;
/// Fractional bits of the deflator.
const DEFLATOR_BITS: u32 = 24;

/// 2^(e / half-life), and its inverse in 2^-24.
#[derive(Clone, Copy, Debug)]
pub struct Inflation {
    factor: f64,
    deflator: i32,
}

impl Inflation {
    /// Inflation `weeks` after the origin.
    pub fn new(half_life: u32, weeks: u32) -> Inflation {
        if half_life == 0 {
            return Inflation { factor: 1.0, deflator: 1 << DEFLATOR_BITS };
        }
        let halvings = f64::from(weeks) / f64::from(half_life);
        let deflator = libm::round(libm::ldexp(libm::exp2(-halvings), DEFLATOR_BITS as i32));
        Inflation { factor: libm::exp2(halvings), deflator: deflator as i32 }
    }

    /// A record's entry in inflated units.
    #[inline]
    pub fn entry(self, points: i64) -> i64 {
        libm::round(points as f64 * self.factor) as i64
    }

    /// What inflated units are worth now, in 256ths of a point. Their upper and lower half are multiplied apart, which
    /// vectors can do and which loses nothing.
    #[inline(always)]
    pub fn worth(self, units: i64) -> i64 {
        let high = i64::from((units >> 32) as i32) * i64::from(self.deflator);
        let low = u64::from(units as u32) * u64::from(self.deflator as u32);
        (high << (32 - DEFLATOR_BITS)) + (low >> DEFLATOR_BITS) as i64
    }

    /// The same of units that fit 32 bits.
    #[inline(always)]
    pub fn worth_of_few(self, units: i32) -> i32 {
        ((i64::from(units) * i64::from(self.deflator)) >> DEFLATOR_BITS) as i32
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
    if rules.association > 0 {
        weigh(state, rules, rule, population);
        tell_deficits(state, population);
    }
    dense::carry_scores(state, rule, &population.people.cell, false);
    let sum = dense::read_scores(level, state, rules, rule, inflation);
    state.sums.score_weeks += 1;
    dense::read_partials(level, state, rule, inflation);
    warn(state, rules, population);
    *state.totals.at(Series::Score, week as usize) += sum;
}

/// Every entry becomes its 256th, rounded half away from zero, once in eight half-lives.
fn rescale(state: &mut State, rules: &Rules, rule: &ScoreRule, week: u32) {
    if rule.half_life == 0 || week - state.origin < RESCALE * rule.half_life {
        return;
    }
    state.origin += RESCALE * rule.half_life;
    state.ledger.settle(shrunk);
    state.ledger.sum_up(|_| true, &mut state.sum);
    let kinds = rules.slots.iter().map(|&kind| &rules.kinds[usize::from(kind)]).collect::<Vec<_>>();
    for (partial, part) in state.partials.iter_mut().zip(&rule.partials) {
        state.ledger.sum_up(|slot| part.has(kinds[slot]), &mut partial.sum);
    }
    state.truth.iter_mut().for_each(|sum| *sum = shrunk(*sum));
}

/// The 256th of an entry, rounded half away from zero.
pub fn shrunk(entry: i64) -> i64 {
    entry.signum() * ((entry.abs() + 128) >> 8)
}

/// The line below which people are dropped by friends of a higher tier, if they are.
pub fn shuns(rules: &Rules) -> Option<i64> {
    rules.score.as_ref().filter(|rule| rule.public && rules.association > 0)?.first_line
}

/// Notes whose friends have just come below the first line, if friends may drop them for it.
fn warn(state: &mut State, rules: &Rules, population: &Population) {
    let Some(line) = shuns(rules) else { return };
    for &j in &state.crossed {
        if state.scope[j as usize] && i64::from(state.score[j as usize]) < line {
            population.ties.friends(j as usize).for_each(|(i, _)| state.wary.add(i));
        }
    }
}

/// Books this week's records, run by run of one kind, as they come. What adds nothing is not booked.
fn book(state: &mut State, rules: &Rules) {
    let State { records, ledger, sum, partials, units, .. } = state;
    let mut of_slots = [0; MAX_KINDS];
    of_slots.iter_mut().zip(&rules.slots).for_each(|(of, &kind)| *of = units[usize::from(kind)]);
    ledger.open(of_slots);
    for records in records.chunk_by(|a, b| (a.kind, a.is_false) == (b.kind, b.is_false)) {
        let kind = &rules.kinds[usize::from(records[0].kind)];
        let units = units[usize::from(records[0].kind)];
        let (Some(slot), Some(score)) = (kind.slot.filter(|_| units != 0), &rules.score) else { continue };
        let people = || records.iter().map(|record| record.person);
        ledger.book(slot, records[0].is_false, people());
        people().for_each(|person| sum[person as usize] += units);
        for (partial, _) in partials.iter_mut().zip(&score.partials).filter(|(_, part)| part.has(kind)) {
            people().for_each(|person| partial.sum[person as usize] += units);
        }
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

/// Counts ties that last week's reviews cut or healed out and in again.
fn weigh(state: &mut State, rules: &Rules, rule: &ScoreRule, population: &Population) {
    for at in 0..state.shifted.len() {
        let (edge, sign) = state.shifted[at];
        let [a, b] = population.ties.edges[edge as usize].map(|end| end as usize);
        for (i, j) in [(a, b), (b, a)] {
            if state.scope[i] && state.scope[j] {
                state.counted_ties[i] = state.counted_ties[i].wrapping_add_signed(sign);
                let change = sign * i16::from(state.told[j]);
                state.deficits_of_ties[i] = state.deficits_of_ties[i].wrapping_add_signed(change);
                state.pull[i] = pull(rules, rule, state.counted_ties[i]);
            }
        }
    }
    state.shifted.clear();
}

/// Tells ties the deficits that changed last week: pushed by the few who changed, not pulled by everybody. What
/// people out of scope are told is never read.
fn tell_deficits(state: &mut State, population: &Population) {
    let State { to_tell, deficit, told, deficits_of_ties, cut, degree, kin_count, .. } = state;
    let ties = &population.ties;
    let tellers = to_tell.drain(..).map(|j| j as usize).map(|j| {
        let change = deficit[j].wrapping_sub(told[j]) as i8;
        told[j] = deficit[j];
        (j, if *kin_count { 0 } else { ties.kin(j).len() }, change)
    });
    tell(ties, degree, cut, tellers, |i, change| {
        deficits_of_ties[i] = deficits_of_ties[i].wrapping_add_signed(i16::from(change));
    });
}

/// How strongly each of `counted` ties pulls at a score: 65,536ths of a 256th of a point for a step of deficit.
pub fn pull(rules: &Rules, rule: &ScoreRule, counted: u16) -> u32 {
    let all = (rules.association * rule.step) as u64;
    all.checked_div(u64::from(counted)).map_or(0, |pull| pull.min(u64::from(u32::MAX)) as u32)
}

/// Before week 0: everybody's score is their start, and ties know it.
pub fn first_scores(state: &mut State, rules: &Rules, population: &Population) {
    let Some(rule) = &rules.score else { return };
    for ((shown, deficit), &start) in state.score.iter_mut().zip(&mut state.deficit).zip(&state.start) {
        let score = i64::from(start).clamp(rule.floor, rule.ceiling);
        *shown = score as i32;
        *deficit = published(rule, score);
    }
    // Where nobody's whole score is held against the line, nothing tells who comes below it.
    if shuns(rules).is_some_and(|line| line > rule.ceiling || !rule.lines.contains(&line)) {
        state.wary.fill();
    }
    if rules.association == 0 {
        return;
    }
    count_ties(state, population);
    let pulls: Vec<u32> = (0..=MAX_DEGREE as u16).map(|counted| pull(rules, rule, counted)).collect();
    // Nobody outside has a pull, as if no tie counted.
    let of_ties = state.counted_ties.iter().zip(&state.scope);
    for (pull, (&counted, &inside)) in state.pull.iter_mut().zip(of_ties) {
        *pull = pulls[usize::from(counted) * usize::from(inside)];
    }
    let short = (0..).zip(&state.deficit).filter(|(_, deficit)| **deficit > 0).map(|(i, _)| i);
    state.to_tell.extend(short.filter(|&i: &u32| state.scope[i as usize]));
}

/// Counts everybody's ties whose deficits count before any is cut: people in scope, and kin unless the household is
/// sanctioned anyway. Told by those in scope, or as less than all by those out of it, whoever are fewer.
fn count_ties(state: &mut State, population: &Population) {
    let State { scope, counted_ties, kin_count, degree, cut, .. } = state;
    let ties = &population.ties;
    let begins = if *kin_count { &ties.row } else { &ties.group_at };
    let most = 2 * scope.iter().filter(|&&inside| inside).count() > scope.len();
    if most {
        let ends = begins.iter().zip(&ties.row[1..]);
        counted_ties.iter_mut().zip(ends).for_each(|(counted, (&from, &to))| *counted = (to - from) as u16);
    }
    let fewer = (0..scope.len()).filter(|&j| scope[j] != most);
    let change = if most { -1 } else { 1 };
    let tellers = fewer.map(|j| (j, (begins[j] - ties.row[j]) as usize, change));
    tell(ties, degree, cut, tellers, |i, change| {
        counted_ties[i] = counted_ties[i].wrapping_add_signed(i16::from(change));
    });
}

/// The published deficit of a score, in steps.
#[inline(always)]
pub fn published(rule: &ScoreRule, score: i64) -> u8 {
    // Exact below 64 steps: the inverse has 31 bits.
    let missing = (rule.start - score).clamp(0, 64 * rule.step - 1) as u64;
    ((missing * u64::from(rule.step_inverse)) >> rule.step_shift) as u8
}

/// The tier of a score: how many lines are at or below it.
pub fn tier(rule: &ScoreRule, score: i64) -> usize {
    rule.tiers.iter().filter(|&&line| score >= line).count()
}
