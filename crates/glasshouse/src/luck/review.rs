//! Reviews: what happens to a person in some weeks by a weekly chance, drawn a block at a time.

use super::counts::{Law, count};
use super::{BLOCK, Crowd};
use crate::draw::{Decision, LANES, Stream};
use crate::level::at_every_level;
use crate::unit::Chance;

/// A chance above this counts as this: the mean of a law read off count by count is bounded.
const MOST_CERTAIN: f64 = 0.9999;
/// The most moments that a block can hold.
const MOST: usize = 1023;
/// Places that a moment can fall into: the weeks of a block, and some behind them that come to nothing.
const PLACES: u32 = 64;
const _: () = assert!(BLOCK <= PLACES);
/// Places in one word, of six bits each.
const IN_WORD: u32 = 5;

/// A weekly chance as moments: a week with a moment in it has the review.
#[derive(Clone, Debug)]
pub struct Review {
    decision: Decision,
    /// `[n]` round(2^32 P(moments in all places ≤ n)), as far as a word can reach; empty = never.
    levels: Vec<u32>,
}

impl Review {
    /// The review `name` with a weekly `chance` below 1.
    pub fn new(name: &str, chance: Chance) -> Review {
        let mean = -libm::log1p(-chance.share().min(MOST_CERTAIN)) * f64::from(PLACES);
        let mut law = Law::new(mean, libm::exp(-mean));
        let levels = std::iter::from_fn(|| law.next_level()).take(if mean > 0.0 { MOST } else { 0 });
        Review { decision: Decision::new(name), levels: levels.collect() }
    }

    /// The weeks of `block` in which `person` has the review: bit w for week w of the block.
    #[inline]
    pub fn weeks(&self, stream: &Stream, person: u32, block: u32) -> u64 {
        if self.levels.is_empty() {
            return 0;
        }
        let words = stream.words(person, self.decision, block * 64);
        self.place(words, count(&self.levels, words[0]), stream, person, block)
    }

    /// Hands everybody in the `crowd` who has the review in `block` to `give`, with the weeks, in order of person.
    pub fn sweep(&self, stream: &Stream, crowd: &Crowd, block: u32, mut give: impl FnMut(u32, u64)) {
        if self.levels.is_empty() {
            return;
        }
        let (mut words, mut counts) = ([[0; LANES]; 4], [0; LANES]);
        for (people, len) in crowd.batches() {
            stream.words_at(people, self.decision, &[block * 64; LANES], len, &mut words);
            count_all(stream.level(), &self.levels, &words[0], &mut counts);
            for (lane, &person) in people[..len].iter().enumerate() {
                if counts[lane] > 0 {
                    let words = [words[0][lane], words[1][lane], words[2][lane], words[3][lane]];
                    give(person, self.place(words, counts[lane], stream, person, block));
                }
            }
        }
    }

    /// The weeks of so many moments: places of six bits, five in each further word.
    #[inline]
    fn place(&self, first: [u32; 4], moments: u32, stream: &Stream, person: u32, block: u32) -> u64 {
        let mut left = moments;
        let (mut weeks, mut words, mut at) = (0u64, first, 1);
        while left > 0 {
            if at % 4 == 0 {
                words = stream.words(person, self.decision, block * 64 + at / 4);
            }
            let here = left.min(IN_WORD);
            for place in 0..here {
                weeks |= 1 << (words[at as usize % 4] >> (6 * place) & 63);
            }
            left -= here;
            at += 1;
        }
        weeks & ((1 << BLOCK) - 1)
    }
}

at_every_level! {
    /// The counts of words: how many of a law's levels are not above each.
    fn count_all = count_all_body(levels: &[u32], words: &[u32; LANES], counts: &mut [u32; LANES])
}

#[inline(always)]
fn count_all_body(levels: &[u32], words: &[u32; LANES], counts: &mut [u32; LANES]) {
    counts.fill(0);
    for &level in levels {
        for i in 0..LANES {
            counts[i] += u32::from(level <= words[i]);
        }
    }
}
