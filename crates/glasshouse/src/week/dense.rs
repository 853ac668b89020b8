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
            &mut state.sums.score[from..to],
            &mut band[..len],
            &mut deficit[..len],
        );
        note_changes(&mut state.band[from..to], &band, from, &mut state.crossed);
        if rules.association > 0 {
            note_changes(&mut state.deficit[from..to], &deficit, from, &mut state.to_tell);
        }
    }
    total
}

/// Adds what scores are summed to by person to the totals, where another week could be too much for 32 bits or `now`.
pub fn carry_scores(state: &mut State, rule: &ScoreRule, cells: &[u8], now: bool) {
    let most = rule.floor.abs().max(rule.ceiling.abs()).min(1 << 31);
    if !now && (state.sums.score_weeks + 1) * most < 1 << 31 {
        return;
    }
    state.sums.score_weeks = 0;
    for ((sum, &cell), &inside) in state.sums.score.iter_mut().zip(cells).zip(&state.scope) {
        let sum = i64::from(std::mem::take(sum));
        state.totals.score[usize::from(cell)] += if inside { sum } else { 0 };
    }
}

/// Reads which lines of each separate score everybody is below.
pub fn read_partials(level: Level, state: &mut State, rule: &ScoreRule, inflation: Inflation) {
    let people = state.score.len();
    let mut band = [0; CHUNK];
    for (partial, part) in state.partials.iter_mut().zip(&rule.partials) {
        for from in (0..people).step_by(CHUNK) {
            let to = (from + CHUNK).min(people);
            let (start, sum) = (&state.start[from..to], &partial.sum[from..to]);
            read_lines(level, &part.lines, inflation, start, sum, &mut band[..to - from]);
            note_changes(&mut partial.band[from..to], &band, from, &mut state.crossed);
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
        ties: (&[u32], &[u16]),
        scope: &[bool],
        score: &mut [i32],
        score_sum: &mut [i32],
        band: &mut [u8],
        deficit: &mut [u8],
    ) -> i64
}

/// A chunk is whole but for the last of a county that is smaller than any that is run: its loops need no remainder.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn read_chunk_body(
    rule: &ScoreRule,
    inflation: Inflation,
    own: (&[i32], &[i64]),
    ties: (&[u32], &[u16]),
    scope: &[bool],
    score: &mut [i32],
    score_sum: &mut [i32],
    band: &mut [u8],
    deficit: &mut [u8],
) -> i64 {
    if scope.len() == CHUNK {
        read_people::<true>(rule, inflation, own, ties, scope, score, score_sum, band, deficit)
    } else {
        read_people::<false>(rule, inflation, own, ties, scope, score, score_sum, band, deficit)
    }
}

#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn read_people<const WHOLE: bool>(
    rule: &ScoreRule,
    inflation: Inflation,
    (start, sum): (&[i32], &[i64]),
    (pull, deficits): (&[u32], &[u16]),
    scope: &[bool],
    score: &mut [i32],
    score_sum: &mut [i32],
    band: &mut [u8],
    deficit: &mut [u8],
) -> i64 {
    let len = if WHOLE { CHUNK } else { scope.len() };
    assert!(len <= CHUNK && [start.len(), sum.len(), pull.len(), deficits.len(), scope.len()] == [len; 5]);
    assert!([score.len(), score_sum.len(), band.len(), deficit.len()] == [len; 4]);
    let raw = |i: usize| i64::from(start[i]) + inflation.worth(sum[i]) + association(pull[i], deficits[i]);
    // Beyond 32 bits all scores are alike: no line, floor or ceiling lies there. Hardly any score does.
    let (mut raws, mut beyond) = ([0i32; CHUNK], 0);
    for i in 0..len {
        let raw = raw(i);
        raws[i] = raw as i32;
        beyond |= (raw - i64::from(i32::MIN)) as u64 >> 32;
    }
    if beyond != 0 {
        (0..len).for_each(|i| raws[i] = narrow(raw(i)));
    }
    let (floor, ceiling) = (narrow(rule.floor), narrow(rule.ceiling));
    // The sum of what is shown, of its upper and its lower half apart.
    let (mut high, mut low) = (0i32, 0i32);
    for i in 0..len {
        let shown = raws[i].clamp(floor, ceiling);
        score[i] = shown;
        score_sum[i] += shown;
        let counted = if scope[i] { shown } else { 0 };
        high += counted >> 16;
        low += counted & 0xFFFF;
    }
    // Counted as wide as scores are, and made narrow once.
    let mut lines_above = [0i32; CHUNK];
    for &line in &rule.lines {
        let line = narrow(line);
        for i in 0..len {
            lines_above[i] += i32::from(raws[i] < line);
        }
    }
    for i in 0..len {
        band[i] = lines_above[i] as u8;
    }
    // A division by the step, exact while deficits stay below 65 steps and the step below 2^24.
    let (start, most) = (narrow(rule.start), 64 * rule.step as u32);
    for i in 0..len {
        let missing = (start.wrapping_sub(score[i].min(start)) as u32).min(most);
        let steps = (u64::from(missing) * u64::from(rule.step_inverse)) >> rule.step_shift;
        deficit[i] = steps.min(63) as u8;
    }
    (i64::from(high) << 16) + i64::from(low)
}

#[inline(always)]
fn narrow(points: i64) -> i32 {
    points.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// Takes over a chunk of new values; the numbers of the people whose value changed go to `changed`. Eight are looked at
/// together, since hardly any value changes.
fn note_changes(old: &mut [u8], new: &[u8; CHUNK], from: usize, changed: &mut Vec<u32>) {
    let (eights, rest) = old.as_chunks_mut::<8>();
    let (new_eights, after) = (new.as_chunks::<8>().0, &new[8 * eights.len()..]);
    for (at, (old, new)) in (from..).step_by(8).zip(eights.iter_mut().zip(new_eights)) {
        let mut differs = u64::from_le_bytes(*old) ^ u64::from_le_bytes(*new);
        *old = *new;
        while differs != 0 {
            let lane = differs.trailing_zeros() / 8;
            changed.push(at as u32 + lane);
            differs &= !(0xFF << (8 * lane));
        }
    }
    for (i, (old, &new)) in (from + CHUNK - after.len()..).zip(rest.iter_mut().zip(after)) {
        if std::mem::replace(old, new) != new {
            changed.push(i as u32);
        }
    }
}

/// Fear fades and conscience moves towards its target, with dither so that nothing drifts; returns
/// their sums. Under `none` nobody has fear and every conscience is where it tends to, so nothing need be gone over.
pub fn relax(level: Level, state: &mut State, rules: &Rules, dither: [&[u16]; 2], week: u32) -> (u64, u64) {
    if rules.none {
        let all = || state.conscience.iter().map(|&conscience| u64::from(conscience)).sum();
        state.sums.rests += 1;
        return (0, *state.sums.at_rest.get_or_insert_with(all));
    }
    let mind = &rules.mind;
    let shift = (week as u16).wrapping_mul(40_503);
    let fears =
        fade(level, &mut state.fear, &mut state.sums.fear, dither[0], shift, (65536 - mind.fades) as u32);
    let speed = mind.speed.map(|speed| speed as u32);
    let consciences = approach(
        level,
        &mut state.conscience,
        &mut state.sums.conscience,
        &state.target,
        dither[1],
        shift,
        speed,
    );
    (fears, consciences)
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
