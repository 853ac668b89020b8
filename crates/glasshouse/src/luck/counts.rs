//! How many marks a stratum of a block holds: Poisson counts by their distribution function.

use super::BLOCK;

/// Strata of height.
pub const STRATA: usize = 17;

/// Entries of all tables: enough for the largest mean, 416, which a word of 32 bits bounds below 1,024.
const ENTRIES: usize = 2048;

/// `[stratum]` Where its table begins, and the end of the last.
static BOUNDS: [usize; STRATA + 1] = TABLES.1;
/// round(2^32 P(count ≤ n)) by stratum and n, as far as a word can reach.
static LEVELS: [u32; ENTRIES] = TABLES.0;
/// `[stratum]` The least word with a mark.
static LEAST: [u32; STRATA] = least();

const TABLES: ([u32; ENTRIES], [usize; STRATA + 1]) = tables();

/// Marks expected in a block in one of the two lowest strata, each as wide as 2^-12 a week.
const LEAST_MEAN: f64 = BLOCK as f64 / 4096.0;

/// How often the least mean is doubled in a stratum.
const fn doublings(stratum: usize) -> u32 {
    if stratum == 0 { 0 } else { stratum as u32 - 1 }
}

/// The chance of no mark where the least mean is doubled so often: a series, squared each time.
const fn none(doublings: u32) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1);
    while n < 12 {
        term *= -LEAST_MEAN / n as f64;
        sum += term;
        n += 1;
    }
    let mut doubled = 0;
    while doubled < doublings {
        sum *= sum;
        doubled += 1;
    }
    sum
}

/// A Poisson law, read off count by count.
pub struct Law {
    mean: f64,
    /// The next count, its chance, and that of counts up to it.
    count: u32,
    chance: f64,
    sum: f64,
}

impl Law {
    /// The law of this mean; `none` is exp(-mean).
    pub const fn new(mean: f64, none: f64) -> Law {
        Law { mean, count: 0, chance: none, sum: none }
    }

    /// round(2^32 P(count ≤ n)) for the next n, from 0; none beyond what a word can reach.
    pub const fn next_level(&mut self) -> Option<u32> {
        let level = (self.sum * 4_294_967_296.0 + 0.5) as u64;
        // Where the law ends, its sum may round to just below 1 for ever.
        if level > u32::MAX as u64 || self.count as f64 > self.mean && self.chance < 1e-11 {
            return None;
        }
        self.count += 1;
        self.chance = self.chance * self.mean / self.count as f64;
        self.sum += self.chance;
        Some(level as u32)
    }
}

const fn tables() -> ([u32; ENTRIES], [usize; STRATA + 1]) {
    let (mut levels, mut bounds) = ([0; ENTRIES], [0; STRATA + 1]);
    let (mut at, mut stratum) = (0, 0);
    while stratum < STRATA {
        let doublings = doublings(stratum);
        let mut law = Law::new(LEAST_MEAN * (1u32 << doublings) as f64, none(doublings));
        while let Some(level) = law.next_level() {
            levels[at] = level;
            at += 1;
        }
        stratum += 1;
        bounds[stratum] = at;
    }
    (levels, bounds)
}

const fn least() -> [u32; STRATA] {
    let mut least = [0; STRATA];
    let mut stratum = 0;
    while stratum < STRATA {
        least[stratum] = TABLES.0[TABLES.1[stratum]];
        stratum += 1;
    }
    least
}

/// The least word with a mark in `stratum`.
#[inline(always)]
pub fn none_below(stratum: u32) -> u32 {
    LEAST[stratum as usize]
}

/// How many marks `word` gives `stratum`.
#[inline(always)]
pub fn in_stratum(stratum: u32, word: u32) -> u32 {
    count(&LEVELS[BOUNDS[stratum as usize]..BOUNDS[stratum as usize + 1]], word)
}

/// The count of a word: how many of a law's levels are not above it.
#[inline(always)]
pub fn count(levels: &[u32], word: u32) -> u32 {
    if levels.len() < 32 {
        // Small means: few steps.
        levels.iter().take_while(|&&level| level <= word).count() as u32
    } else {
        levels.partition_point(|&level| level <= word) as u32
    }
}
