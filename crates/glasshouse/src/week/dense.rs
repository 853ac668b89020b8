//! The loops that touch everybody every week: scores, fear and conscience, as columns.
//!
//! Chunks of 64 people keep each loop's work in registers and the first cache; everything is integer
//! arithmetic, so every vector level gives the same bits.

use super::rules::{Rules, ScoreRule};
use super::score::Inflation;
use super::state::{State, association, drag};
use crate::level::{Level, at_every_level};

/// People handled together.
const CHUNK: usize = 64;

/// What scores are read from and written to; a chunk of people, whose columns are as long as it.
struct Chunk<'a> {
    start: &'a [i32; CHUNK],
    sum: &'a [i64; CHUNK],
    pull: &'a [u32; CHUNK],
    deficits: &'a [u16; CHUNK],
    scope: &'a [bool; CHUNK],
    score: &'a mut [i32; CHUNK],
    score_sum: &'a mut [i32; CHUNK],
}

/// Reads every score from the ledger's sum; returns the sum of the scores shown to those in scope.
pub fn read_scores(
    level: Level,
    state: &mut State,
    rules: &Rules,
    rule: &ScoreRule,
    inflation: Inflation,
) -> i64 {
    let State { band, deficit, crossed, to_tell, .. } = state;
    let (mut total, [mut bands, mut deficits]) = (0, [[0; CHUNK]; 2]);
    let mut read = |from: usize, chunk: Chunk| {
        total += read_chunk(level, rule, inflation, chunk, &mut bands, &mut deficits);
        let to = (from + CHUNK).min(band.len());
        note_changes(&mut band[from..to], &bands, from, crossed);
        if rules.association > 0 {
            note_changes(&mut deficit[from..to], &deficits, from, to_tell);
        }
    };
    let (start, last_start) = state.start.as_chunks();
    let (sum, last_sum) = state.sum.as_chunks();
    let (pull, last_pull) = state.pull.as_chunks();
    let (deficits, last_deficits) = state.deficits_of_ties.as_chunks();
    let (scope, last_scope) = state.scope.as_chunks();
    let (score, last_score) = state.score.as_chunks_mut();
    let (score_sum, last_score_sum) = state.sums.score.as_chunks_mut();
    for (at, (score, score_sum)) in score.iter_mut().zip(score_sum).enumerate() {
        let (start, sum, pull) = (&start[at], &sum[at], &pull[at]);
        let (deficits, scope) = (&deficits[at], &scope[at]);
        read(at * CHUNK, Chunk { start, sum, pull, deficits, scope, score, score_sum });
    }
    if !last_score.is_empty() {
        let (mut score, mut score_sum) = (filled(last_score), filled(last_score_sum));
        let chunk = Chunk {
            start: &filled(last_start),
            sum: &filled(last_sum),
            pull: &filled(last_pull),
            deficits: &filled(last_deficits),
            scope: &filled(last_scope),
            score: &mut score,
            score_sum: &mut score_sum,
        };
        read(state.start.len() / CHUNK * CHUNK, chunk);
        last_score.copy_from_slice(&score[..last_score.len()]);
        last_score_sum.copy_from_slice(&score_sum[..last_score.len()]);
    }
    total
}

/// The last people of a county whose number is no multiple of a chunk, and nobody after them.
fn filled<T: Copy + Default>(last: &[T]) -> [T; CHUNK] {
    let mut chunk = [T::default(); CHUNK];
    chunk[..last.len()].copy_from_slice(last);
    chunk
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
        chunk: Chunk<'_>,
        band: &mut [u8; CHUNK],
        deficit: &mut [u8; CHUNK],
    ) -> i64
}

/// Sums of the ledger below this in size are worth less than that.
const FEW: i64 = 1 << 30;
/// Starts and what ties take away are nearly always below this in size: with it, scores have 32 bits.
const NEAR: i32 = 1 << 29;

#[inline(always)]
fn read_chunk_body(
    rule: &ScoreRule,
    inflation: Inflation,
    chunk: Chunk<'_>,
    band: &mut [u8; CHUNK],
    deficit: &mut [u8; CHUNK],
) -> i64 {
    let Chunk { start, sum, pull, deficits, scope, score, score_sum } = chunk;
    let (mut raws, mut many, mut far) = ([0i32; CHUNK], 0, 0);
    for i in 0..CHUNK {
        many |= sum[i].wrapping_add(FEW) as u64;
        raws[i] = inflation.worth_of_few(sum[i] as i32);
    }
    for i in 0..CHUNK {
        let drag = drag(pull[i], deficits[i]);
        far |= (start[i].wrapping_add(NEAR) as u32) >> 1 | drag;
        raws[i] = raws[i].wrapping_add(start[i]).wrapping_sub(drag as i32);
    }
    // Beyond 32 bits all scores are alike: no line, floor or ceiling lies there. Hardly any score does.
    if many >= 2 * FEW as u64 || far >= NEAR as u32 {
        for i in 0..CHUNK {
            let own = i64::from(start[i]) + inflation.worth(sum[i]);
            raws[i] = narrow(own + association(pull[i], deficits[i]));
        }
    }
    let (floor, ceiling) = (narrow(rule.floor), narrow(rule.ceiling));
    // The sum of what is shown, of its upper and its lower half apart.
    let (mut high, mut low) = (0i32, 0i32);
    for i in 0..CHUNK {
        let shown = raws[i].min(ceiling).max(floor);
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
        for i in 0..CHUNK {
            lines_above[i] += i32::from(raws[i] < line);
        }
    }
    // A division by the step, exact below 64 steps with steps below 2^24.
    let (start, most) = (narrow(rule.start), 64 * rule.step as u32 - 1);
    for i in 0..CHUNK {
        band[i] = lines_above[i] as u8;
        let missing = (start.wrapping_sub(score[i].min(start)) as u32).min(most);
        deficit[i] = ((u64::from(missing) * u64::from(rule.step_inverse)) >> rule.step_shift) as u8;
    }
    (i64::from(high) << 16) + i64::from(low)
}

#[inline(always)]
fn narrow(points: i64) -> i32 {
    points.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// Takes over a chunk of new values; the numbers of the people whose value changed go to `changed`. Eight are looked at
/// together, since hardly any value changes, and mostly none of a chunk.
fn note_changes(old: &mut [u8], new: &[u8; CHUNK], from: usize, changed: &mut Vec<u32>) {
    if old.first_chunk() == Some(new) {
        return;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rule() -> ScoreRule {
        ScoreRule {
            start: 256_000,
            spread: 0,
            floor: -1 << 40,
            ceiling: 1 << 30,
            half_life: 0,
            step: 4_000,
            step_inverse: (1_u64 << 42).div_ceil(4_000) as u32,
            step_shift: 42,
            public: true,
            lines: vec![250_000, 0, -5_000_000_000],
            first_line: None,
            partials: Vec::new(),
            tiers: Vec::new(),
        }
    }

    fn sums() -> impl Strategy<Value = i64> {
        let around = prop::sample::select(vec![0, FEW, -FEW, 1 << 31, -1 << 31, 1 << 40, -1 << 40]);
        (around, -400_000_i64..400_000).prop_map(|(around, more)| around + more)
    }

    fn starts() -> impl Strategy<Value = i32> {
        let around = prop::sample::select(vec![0, 0, 0, NEAR, -NEAR, 1 << 30]);
        (around, -400_000..400_000).prop_map(|(around, more)| around + more)
    }

    proptest! {
        /// Of a chunk in which all are near, or one is far off at the most, every score is that of 64 bits.
        #[test]
        fn scores_of_32_bits_are_those_of_64(
            usual in prop::array::uniform32((-400_000_i64..400_000, 0_u32..9_000_000, 0_u16..600)),
            (odd, start, pull, at) in (sums(), starts(), any::<u32>(), 0..CHUNK),
        ) {
            let mut starts = [256_000; CHUNK];
            let (mut sums, mut pulls, mut deficits) = ([0; CHUNK], [0; CHUNK], [0; CHUNK]);
            for i in 0..CHUNK {
                (sums[i], pulls[i], deficits[i]) = usual[i % 32];
            }
            (starts[at], sums[at], pulls[at]) = (start, odd, pull);
            let (rule, inflation) = (rule(), Inflation::new(10, 3));
            let [mut score, mut score_sum] = [[0; CHUNK]; 2];
            let [mut band, mut deficit] = [[0; CHUNK]; 2];
            let scope = std::array::from_fn(|i| i % 3 > 0);
            let chunk = Chunk {
                start: &starts,
                sum: &sums,
                pull: &pulls,
                deficits: &deficits,
                scope: &scope,
                score: &mut score,
                score_sum: &mut score_sum,
            };
            let total = read_chunk_body(&rule, inflation, chunk, &mut band, &mut deficit);
            let shown = (0..CHUNK).filter(|&i| scope[i]).map(|i| i64::from(score[i])).sum::<i64>();
            prop_assert_eq!(total, shown);
            for i in 0..CHUNK {
                let drag = (u64::from(pulls[i]) * u64::from(deficits[i])) >> 16;
                let raw = narrow(i64::from(starts[i]) + inflation.worth(sums[i]) - drag as i64);
                prop_assert_eq!(score[i], raw.min(1 << 30));
                let below = [250_000, 0, i32::MIN].iter().filter(|&&line| raw < line).count();
                prop_assert_eq!(usize::from(band[i]), below);
                let steps = ((256_000 - i64::from(score[i])).max(0) / 4_000).min(63);
                prop_assert_eq!(i64::from(deficit[i]), steps);
            }
        }
    }
}
