//! Reviews: what happens to a person in some weeks by a weekly chance, drawn a block at a time.

use super::BLOCK;
use super::counts::{Law, count};
use crate::draw::{Decision, LANES, Stream};
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
        self.place(stream.words(person, self.decision, block * 64), stream, person, block)
    }

    /// Hands each of `people` who `can` and has the review in `block` to `give`, with the weeks, in order of person.
    pub fn sweep(
        &self,
        stream: &Stream,
        people: u32,
        block: u32,
        can: impl Fn(usize) -> bool,
        mut give: impl FnMut(u32, u64),
    ) {
        let Some(&least) = self.levels.first() else { return };
        let mut words = [[0; LANES]; 4];
        for first in (0..people).step_by(LANES) {
            stream.words_of(first, self.decision, block * 64, &mut words);
            for lane in 0..LANES.min((people - first) as usize) {
                let person = first + lane as u32;
                if words[0][lane] >= least && can(person as usize) {
                    let words = [words[0][lane], words[1][lane], words[2][lane], words[3][lane]];
                    give(person, self.place(words, stream, person, block));
                }
            }
        }
    }

    /// The weeks of as many moments as the first word says: places of six bits, five in each further word.
    #[inline]
    fn place(&self, first: [u32; 4], stream: &Stream, person: u32, block: u32) -> u64 {
        let mut left = count(&self.levels, first[0]);
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
