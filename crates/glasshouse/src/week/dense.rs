//! The loops that touch everybody every week: scores, fear and conscience, as columns.
//!
//! Chunks of 64 people keep each loop's work in registers and the first cache; everything is integer
//! arithmetic, so every vector level gives the same bits.

use super::rules::{Mind, Rules, ScoreRule};
use super::score::Inflation;
use super::state::State;
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
            [&state.start[from..to], &state.sum[from..to], &state.association[from..to]],
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

at_every_level! {
    fn read_chunk = read_chunk_body(
        rule: &ScoreRule,
        inflation: Inflation,
        [start, sum, association]: [&[i64]; 3],
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
    [start, sum, association]: [&[i64]; 3],
    scope: &[bool],
    score: &mut [i32],
    score_sum: &mut [i64],
    band: &mut [u8],
    deficit: &mut [u8],
) -> i64 {
    0
}
