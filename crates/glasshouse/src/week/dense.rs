//! The loops that touch everybody every week: scores, fear and conscience, as columns.
//!
//! Chunks of 64 people keep each loop's work in registers and the first cache; everything is integer
//! arithmetic, so every vector level gives the same bits.

use super::rules::{Rules, ScoreRule};
use super::score::Inflation;
use super::state::{State, association};
use crate::level::{Level, at_every_level};

/// People handled together.
const CHUNK: usize = 64;

/// Reads every score from the ledger's sum; returns the sum of the scores shown to those in scope.
pub fn read_scores(
    level: Level,
    state: &mut State,
    rules: &Rules,
    rule: &ScoreRule,
    inflation: Inflation,
) -> i64 {
    let mut total = 0;
    let mut band = [0; CHUNK];
    let mut deficit = [0; CHUNK];
    let people = state.score.len();
    for from in (0..people).step_by(CHUNK) {
        let to = (from + CHUNK).min(people);
        let len = to - from;
        total += read_chunk(
            level,
            rule,
            inflation,
            (&state.start[from..to], &state.sum[from..to]),
            (&state.pull[from..to], &state.deficits_of_ties[from..to]),
            &state.scope[from..to],
            &mut state.score[from..to],
            &mut state.score_sum[from..to],
            &mut band[..len],
            &mut deficit[..len],
        );
        note_changes(&mut state.band[from..to], &band[..len], from, &mut state.crossed);
        if rules.association > 0 {
            note_changes(&mut state.deficit[from..to], &deficit[..len], from, &mut state.to_tell);
        }
    }
    total
}

/// Reads which lines of each separate score everybody is below.
pub fn read_partials(level: Level, state: &mut State, rule: &ScoreRule, inflation: Inflation) {
    let people = state.score.len();
    let mut band = [0; CHUNK];
    for (partial, part) in state.partials.iter_mut().zip(&rule.partials) {
        for from in (0..people).step_by(CHUNK) {
            let to = (from + CHUNK).min(people);
            let band = &mut band[..to - from];
            read_lines(level, &part.lines, inflation, &state.start[from..to], &partial.sum[from..to], band);
            note_changes(&mut partial.band[from..to], band, from, &mut state.crossed);
        }
    }
}

at_every_level! {
    fn read_lines = read_lines_body(
        lines: &[i64],
        inflation: Inflation,
        start: &[i32],
        sum: &[i64],
        band: &mut [u8],
    )
}

#[inline(always)]
fn read_lines_body(lines: &[i64], inflation: Inflation, start: &[i32], sum: &[i64], band: &mut [u8]) {
    let len = start.len();
    assert!(len <= CHUNK && [sum.len(), band.len()] == [len; 2]);
    let mut raws = [0i64; CHUNK];
    for i in 0..len {
        raws[i] = i64::from(start[i]) + inflation.worth(sum[i]);
    }
    band.fill(0);
    for &line in lines {
        for i in 0..len {
            band[i] += u8::from(raws[i] < line);
        }
    }
}

at_every_level! {
    fn read_chunk = read_chunk_body(
        rule: &ScoreRule,
        inflation: Inflation,
        own: (&[i32], &[i64]),
        ties: (&[u32], &[i16]),
        scope: &[bool],
        score: &mut [i32],
        score_sum: &mut [i64],
        band: &mut [u8],
        deficit: &mut [u8],
    ) -> i64
}

#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn read_chunk_body(
    rule: &ScoreRule,
    inflation: Inflation,
    (start, sum): (&[i32], &[i64]),
    (pull, deficits): (&[u32], &[i16]),
    scope: &[bool],
    score: &mut [i32],
    score_sum: &mut [i64],
    band: &mut [u8],
    deficit: &mut [u8],
) -> i64 {
    let len = start.len();
    assert!(len <= CHUNK && [sum.len(), pull.len(), deficits.len(), scope.len()] == [len; 4]);
    assert!([score.len(), score_sum.len(), band.len(), deficit.len()] == [len; 4]);
    // Beyond 32 bits all scores are alike: no line, floor or ceiling lies there.
    let mut raws = [0i32; CHUNK];
    let mut total = 0;
    let (floor, ceiling) = (narrow(rule.floor), narrow(rule.ceiling));
    for i in 0..len {
        let raw = i64::from(start[i]) + inflation.worth(sum[i]) + association(pull[i], deficits[i]);
        raws[i] = narrow(raw);
        let shown = raws[i].clamp(floor, ceiling);
        score[i] = shown;
        score_sum[i] += i64::from(shown);
        total += if scope[i] { i64::from(shown) } else { 0 };
    }
    band.fill(0);
    for &line in &rule.lines {
        let line = narrow(line);
        for i in 0..len {
            band[i] += u8::from(raws[i] < line);
        }
    }
    // A division by the step, exact while deficits stay below 64 steps and the step below 2^21.
    for i in 0..len {
        let missing = (rule.start - i64::from(score[i])).clamp(0, 64 * rule.step) as u64;
        deficit[i] = ((missing * rule.step_inverse) >> 48).min(63) as u8;
    }
    total
}

#[inline(always)]
fn narrow(points: i64) -> i32 {
    points.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// Takes over a chunk of new values; the numbers of the people whose value changed go to `changed`.
fn note_changes(old: &mut [u8], new: &[u8], from: usize, changed: &mut Vec<u32>) {
    if old == new {
        return;
    }
    for (i, (old, &new)) in old.iter_mut().zip(new).enumerate() {
        if *old != new {
            *old = new;
            changed.push((from + i) as u32);
        }
    }
}

/// Fear fades and conscience moves towards its target, with dither so that nothing drifts; returns
/// their sums. Under `none` nobody has fear and every conscience is where it tends to.
pub fn relax(level: Level, state: &mut State, rules: &Rules, dither: [&[u16]; 2], week: u32) -> (u64, u64) {
    if rules.none {
        return (0, rest(level, &state.conscience, &mut state.conscience_sum));
    }
    let mind = &rules.mind;
    let shift = (week as u16).wrapping_mul(40_503);
    let fears =
        fade(level, &mut state.fear, &mut state.fear_sum, dither[0], shift, (65536 - mind.fades) as u32);
    let speed = mind.speed.map(|speed| speed as u32);
    let consciences = approach(
        level,
        &mut state.conscience,
        &mut state.conscience_sum,
        &state.target,
        dither[1],
        shift,
        speed,
    );
    (fears, consciences)
}

at_every_level! {
    /// Conscience stays.
    fn rest = rest_body(conscience: &[u16], sum: &mut [u32]) -> u64
}

#[inline(always)]
fn rest_body(conscience: &[u16], sum: &mut [u32]) -> u64 {
    let mut all = 0;
    for (conscience, sum) in conscience.chunks(CHUNK).zip(sum.chunks_mut(CHUNK)) {
        let mut chunk = 0u32;
        for (&conscience, sum) in conscience.iter().zip(sum) {
            *sum += u32::from(conscience);
            chunk += u32::from(conscience);
        }
        all += u64::from(chunk);
    }
    all
}

at_every_level! {
    /// Fear fades.
    fn fade = fade_body(fear: &mut [u16], sum: &mut [u32], dither: &[u16], shift: u16, keep: u32) -> u64
}

#[inline(always)]
fn fade_body(fear: &mut [u16], sum: &mut [u32], dither: &[u16], shift: u16, keep: u32) -> u64 {
    let mut all = 0;
    for ((fear, sum), dither) in fear.chunks_mut(CHUNK).zip(sum.chunks_mut(CHUNK)).zip(dither.chunks(CHUNK)) {
        let mut chunk = 0u32;
        for ((fear, sum), dither) in fear.iter_mut().zip(sum).zip(dither) {
            let faded = (u32::from(*fear) * keep + u32::from(dither.wrapping_add(shift))) >> 16;
            *fear = faded as u16;
            *sum += faded;
            chunk += faded;
        }
        all += u64::from(chunk);
    }
    all
}

at_every_level! {
    /// Conscience moves towards its target, at one speed down and another up.
    fn approach = approach_body(
        conscience: &mut [u16],
        sum: &mut [u32],
        target: &[u16],
        dither: &[u16],
        shift: u16,
        speed: [u32; 2],
    ) -> u64
}

#[inline(always)]
fn approach_body(
    conscience: &mut [u16],
    sum: &mut [u32],
    target: &[u16],
    dither: &[u16],
    shift: u16,
    [down, up]: [u32; 2],
) -> u64 {
    let mut all = 0;
    let columns = conscience.chunks_mut(CHUNK).zip(sum.chunks_mut(CHUNK));
    for (((m, sum), target), dither) in columns.zip(target.chunks(CHUNK)).zip(dither.chunks(CHUNK)) {
        let mut chunk = 0u32;
        for (((m, sum), &target), dither) in m.iter_mut().zip(sum).zip(target).zip(dither) {
            let dither = u32::from(dither.wrapping_add(shift));
            let (now, target) = (u32::from(*m), u32::from(target));
            // (speed · gap + dither) >> 16, rounded down for either sign of the gap, without a sign.
            let rise = (up * target.saturating_sub(now) + dither) >> 16;
            let fall = (down * now.saturating_sub(target) + (65_535 - dither)) >> 16;
            let moved = if target > now { now + rise } else { now - fall };
            *m = moved as u16;
            *sum += moved;
            chunk += moved;
        }
        all += u64::from(chunk);
    }
    all
}
