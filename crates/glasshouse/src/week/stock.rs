//! What is read at each year's end: the scores shown, how they last and whom they rank rightly; after the last week
//! also what is wrong in files, and whose scores are tied together.

use super::ranks::{UNRANKED, count_pairs};
use super::rules::{Rules, ScoreRule};
use super::score::{Inflation, inflation, tier};
use super::standing::add_ties;
use super::state::State;
use crate::level::{Level, at_every_level};
use crate::measure::bins::{SCORES, Scale};
use crate::measure::totals::RHO;
use crate::society::people::CELLS;
use crate::society::population::Population;
use crate::unit::{POINT, WEEKS_PER_YEAR};

/// Takes stock after week `week`, if a year or the run ends with it.
pub fn take_stock(level: Level, state: &mut State, rules: &Rules, population: &Population, week: u32) {
    let Some(rule) = &rules.score else { return };
    let (shape, counted) = (state.totals.shape, state.totals.row(week as usize));
    let year = counted / WEEKS_PER_YEAR as usize;
    if shape.year_end(year) != counted {
        return;
    }
    let scale = Scale::new(rule.floor, rule.ceiling, rule.start);
    let inflation = inflation(state, rule, week);
    let mut bins = vec![0; state.score.len()];
    find_bins(level, scale, &state.score, &mut bins);
    let by_cell = histogram(&bins, &state.scope, &population.people.cell);
    for (count, cells) in state.totals.year_bins[year * SCORES..].iter_mut().zip(by_cell.chunks_exact(CELLS))
    {
        *count = cells.iter().sum();
    }
    count_ranks(level, state, scale, inflation, year);
    if year < shape.whole_years() {
        if year > 0 {
            count_persistence(state, &bins, year);
        }
        state.last_bins = bins;
    }
    if counted + 1 == shape.weeks {
        state.totals.score_bins = by_cell;
        count_errors(state, rule, population, inflation);
        count_tied_scores(state, rule, population);
    }
}

at_every_level! {
    /// The bin of each score shown.
    fn find_bins = find_bins_body(scale: Scale, scores: &[i32], bins: &mut [u8])
}

#[inline(always)]
fn find_bins_body(scale: Scale, scores: &[i32], bins: &mut [u8]) {
    for (bin, &score) in bins.iter_mut().zip(scores) {
        *bin = scale.bin(i64::from(score)) as u8;
    }
}

/// `[bin][cell]` People in scope by the bin of their score.
fn histogram(bins: &[u8], scope: &[bool], cells: &[u8]) -> Vec<i64> {
    let mut counts = vec![0; SCORES * CELLS];
    for ((&bin, &inside), &cell) in bins.iter().zip(scope).zip(cells) {
        counts[usize::from(bin) * CELLS + usize::from(cell)] += i64::from(inside);
    }
    counts
}

at_every_level! {
    /// The true and the shown rank of everybody in scope.
    fn find_ranks = find_ranks_body(
        scale: Scale,
        inflation: Inflation,
        start: &[i32],
        truth: &[i64],
        score: &[i32],
        scope: &[bool],
        ranks: &mut [[u16; 2]],
    )
}

#[inline(always)]
fn find_ranks_body(
    scale: Scale,
    inflation: Inflation,
    start: &[i32],
    truth: &[i64],
    score: &[i32],
    scope: &[bool],
    ranks: &mut [[u16; 2]],
) {
    let own = start.iter().zip(truth).zip(score).zip(scope);
    for (ranks, (((&start, &truth), &score), &inside)) in ranks.iter_mut().zip(own) {
        let earned = scale.rank(i64::from(start) + inflation.worth(truth)) as u16;
        *ranks = [if inside { earned } else { UNRANKED }, scale.rank(i64::from(score)) as u16];
    }
}

fn count_ranks(level: Level, state: &mut State, scale: Scale, inflation: Inflation, year: usize) {
    let mut ranks = vec![[0; 2]; state.score.len()];
    let State { start, truth, score, scope, .. } = state;
    find_ranks(level, scale, inflation, start, truth, score, scope, &mut ranks);
    let (rightly, pairs) = count_pairs(level, &ranks);
    let years = state.totals.shape.years();
    state.totals.ranked[year] = rightly;
    state.totals.ranked[years + year] = pairs;
}

/// Spearman's correlation of the bins now and at the last year's end; people in one bin have its middle rank.
fn count_persistence(state: &mut State, bins: &[u8], year: usize) {
    let [before, counts] = [year - 1, year].map(|year| {
        let counts = &state.totals.year_bins[year * SCORES..][..SCORES];
        <[i64; SCORES]>::try_from(counts).expect("a year's bins")
    });
    let (then, now) = (centred_ranks(&before), centred_ranks(&counts));
    let mut common = 0;
    for i in (0..bins.len()).filter(|&i| state.scope[i]) {
        common += then[usize::from(state.last_bins[i])] * now[usize::from(bins[i])];
    }
    let spread = |counts: &[i64; SCORES], ranks: &[i64; SCORES]| -> i64 {
        counts.iter().zip(ranks).map(|(count, rank)| count * rank * rank).sum()
    };
    let spreads = spread(&before, &then) as f64 * spread(&counts, &now) as f64;
    if spreads > 0.0 {
        let people: i64 = counts.iter().sum();
        let correlation = common as f64 / libm::sqrt(spreads);
        let years = state.totals.shape.years();
        state.totals.persistence[year] = libm::round(correlation * RHO as f64) as i64 * people;
        state.totals.persistence[years + year] = people;
    }
}

/// Twice the middle rank of each bin, less the mean; in a county of 2^20 its squares add up to less than 2^60.
fn centred_ranks(counts: &[i64; SCORES]) -> [i64; SCORES] {
    let people: i64 = counts.iter().sum();
    let mut below = 0;
    counts.map(|count| {
        let rank = 2 * below + count - people;
        below += count;
        rank
    })
}

/// Counts the files in which a false entry of a point or more stands, and those by which the tier would be another
/// without false entries.
fn count_errors(state: &mut State, rule: &ScoreRule, population: &Population, inflation: Inflation) {
    for entries in state.ledger.false_entries().chunk_by(|a, b| a.0 == b.0) {
        let i = entries[0].0;
        if !state.scope[i] {
            continue;
        }
        let falses = || entries.iter().map(|(_, entry)| *entry);
        let wrong = falses().any(|entry| inflation.worth(entry).abs() >= POINT);
        let struck = state.sum[i] - falses().sum::<i64>();
        let struck = i64::from(state.start[i]) + inflation.worth(struck) + state.association(i);
        let other =
            tier(rule, struck.clamp(rule.floor, rule.ceiling)) != tier(rule, i64::from(state.score[i]));
        let cell = usize::from(population.people.cell[i]);
        state.totals.files[cell] += i64::from(wrong);
        state.totals.files[CELLS + cell] += i64::from(other);
    }
}

/// Sums over both directions of every tie that stands between people in scope, of scores in 16ths of a point from the
/// start: below 2^24 in size, with at most 2^28 directions in a county and 2^38 in a run. Squares can thus reach 2^86,
/// so they and products are kept as two words: the lower 32 bits, and the rest.
fn count_tied_scores(state: &mut State, rule: &ScoreRule, population: &Population) {
    // The score and a one to count it by, so that ties are added up and counted at once; nothing out of scope.
    let score = |i: usize| if state.scope[i] { (i64::from(state.score[i]) - rule.start) >> 4 } else { 0 };
    let counted = |i: usize| (score(i) << 16) + i64::from(state.scope[i]);
    let counted: Vec<i64> = (0..state.score.len()).map(counted).collect();
    let (mut ends, mut sum, mut squares, mut products) = (0, 0, 0, 0);
    add_ties(
        &population.ties,
        &state.degree,
        &state.cut,
        |j| counted[j],
        |i, tied| {
            let (others, own) = (tied >> 16, counted[i] >> 16);
            let degree = (tied & 0xFFFF) * (counted[i] & 1);
            ends += degree;
            sum += degree * own;
            squares += i128::from(degree * own * own);
            products += i128::from(own * others);
        },
    );
    let words = |sum: i128| [(sum & 0xFFFF_FFFF) as i64, (sum >> 32) as i64];
    let ([square_low, square_high], [product_low, product_high]) = (words(squares), words(products));
    state.totals.tied_scores = vec![ends, sum, square_low, square_high, product_low, product_high];
}
