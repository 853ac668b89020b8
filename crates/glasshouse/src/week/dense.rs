//! The loops that touch everybody every week: scores, fear and conscience, as columns.
//!
//! Each is written once and compiled for each vector level; the caller's level picks. All are integer
//! arithmetic in a fixed order of no importance, so every level gives the same bits.

use super::rules::{Mind, Rules, ScoreRule};
use super::score::Inflation;
use super::state::State;

/// Reads every score from the ledger's sum; returns the sum of the scores shown to those in scope.
pub fn read_scores(state: &mut State, rules: &Rules, rule: &ScoreRule, inflation: Inflation) -> i64 {
    let mut total = 0;
    for i in 0..state.score.len() {
        if !state.scope[i] {
            continue;
        }
        let raw = state.start[i] + inflation.worth(state.sum[i]) + state.association[i];
        let score = raw.clamp(rule.floor, rule.ceiling);
        let band = rule.lines.iter().filter(|&&line| raw < line).count() as u8;
        state.score[i] = score as i32;
        state.score_sum[i] += score;
        total += score;
        if band != state.band[i] {
            state.band[i] = band;
            state.crossed.push(i as u32);
        }
        if rules.association > 0 {
            let deficit = super::score::published(rule, score);
            if deficit != state.deficit[i] {
                state.deficit[i] = deficit;
                state.to_tell.push(i as u32);
            }
        }
    }
    total
}

/// Fear fades and conscience moves towards its target, with dither so that nothing drifts; returns
/// their sums.
pub fn relax(state: &mut State, mind: &Mind, dither: &[u32], week: u32) -> (u64, u64) {
    let shift = (week as u16).wrapping_mul(40_503);
    let keep = (65536 - mind.fades) as u64;
    let (mut fears, mut consciences) = (0, 0);
    for i in 0..state.fear.len() {
        let fear = u64::from(state.fear[i]);
        let conscience = i64::from(state.conscience[i]);
        let gap = i64::from(state.target[i]) - conscience;
        let low = (dither[i] as u16).wrapping_add(shift);
        let high = ((dither[i] >> 16) as u16).wrapping_add(shift);
        let speed = mind.speed[usize::from(gap > 0)];
        let fear = (fear * keep + u64::from(low)) >> 16;
        let conscience = (conscience + ((speed * gap + i64::from(high)) >> 16)).clamp(0, 65535);
        state.fear[i] = fear as u16;
        state.conscience[i] = conscience as u16;
        state.fear_sum[i] += fear;
        state.conscience_sum[i] += conscience as u64;
        fears += fear;
        consciences += conscience as u64;
    }
    (fears, consciences)
}
