//! Luck: the marks of one block of weeks, made once a county and shared by all its arms.
//!
//! Marks form a Poisson process over time and height; an event happens at each mark below the hazard
//! of its week. Which marks exist depends on nobody's rules, so a lower hazard gives a subset of events
//! and arms are coupled person by person. A [`Process`] gives the marks below a height of each person's own, a
//! [`Plane`] those below any line. MODEL.md, section 7.1, is exact.

mod calendar;
mod counts;
mod crowd;
mod process;
mod review;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, PAGE};
pub use crowd::Crowd;
pub use process::{Moment, Moments, Process};
pub use review::Review;

use crate::draw::{Decision, LANES, Lanes, Stream};
use crate::level::at_every_level;
use crate::unit::Hazard;
use counts::{STRATA, in_stratum, none_below};
use std::ops::Range;

/// Weeks in a block.
pub const BLOCK: u32 = 52;

/// A block, as far as a run has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its number, from 0.
    pub block: u32,
    /// How many of its weeks are run, at most [`BLOCK`].
    pub weeks: u32,
}

impl Span {
    /// The block of this number in a run of `horizon` weeks.
    pub fn new(block: u32, horizon: u32) -> Span {
        Span { block, weeks: horizon.saturating_sub(block * BLOCK).min(BLOCK) }
    }
}

/// One mark of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Week within the block.
    pub week: u32,
    /// Height, in the units of [`Hazard`].
    pub height: u64,
}

impl Mark {
    /// The mark of a stratum that four words make.
    #[inline(always)]
    fn new(stratum: u32, [high, _, low, time]: [u32; 4]) -> Mark {
        Mark { week: week_of(time), height: height(stratum, high, low) }
    }
}

/// A plane of marks: its two decisions.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    first: Decision,
    detail: Decision,
}

impl Plane {
    /// The plane `name` about `subject`; `detail` is the name's own with "-detail" behind it.
    pub fn new(name: &str, subject: &str) -> Plane {
        Plane { first: Decision::of(name, subject), detail: Decision::of(&format!("{name}-detail"), subject) }
    }

    /// Hands every mark of `person` in `block` below `line` to `give`, by stratum and number.
    pub fn each(&self, stream: &Stream, person: u32, block: u32, line: Hazard, mut give: impl FnMut(Mark)) {
        for stratum in 0..u32::from(strata_below(line)) {
            let word = stream.words(person, self.first, block * GROUPS + stratum / 4)[stratum as usize % 4];
            for j in 0..in_stratum(stratum, word) {
                let mark = Mark::new(stratum, stream.words(person, self.detail, moment(block, stratum, j)));
                if mark.height < line.0 {
                    give(mark);
                }
            }
        }
    }

    /// Hands every mark below `line` of everybody in the `crowd` in `block` to `give`: what [`each`] gives for each,
    /// in no order, with words drawn [`LANES`] at a time.
    ///
    /// [`each`]: Plane::each
    pub fn sweep(
        &self,
        stream: &Stream,
        crowd: &Crowd,
        block: u32,
        line: Hazard,
        mut give: impl FnMut(u32, Mark),
    ) {
        let mut take = |person: u32, mark: Mark| {
            if mark.height < line.0 {
                give(person, mark);
            }
        };
        let (mut batch, mut words, mut seen) = (Batch::default(), [[0; LANES]; 4], [0; LANES]);
        let strata = u32::from(strata_below(line));
        for lowest in (0..strata).step_by(4) {
            let group = block * GROUPS + lowest / 4;
            let strata = lowest..strata.min(lowest + 4);
            for (people, len) in crowd.batches() {
                look(stream.level(), stream, self.first, group, people, &strata, &mut words, &mut seen);
                seen[len..].fill(0);
                each_flagged(&seen, |lane| {
                    for (stratum, words) in strata.clone().zip(&words) {
                        for j in 0..in_stratum(stratum, words[lane]) {
                            batch.put(people[lane], moment(block, stratum, j));
                            if batch.len == LANES {
                                batch.flush(stream, self.detail, &mut take);
                            }
                        }
                    }
                });
            }
        }
        batch.flush(stream, self.detail, &mut take);
    }
}

/// Moments of first words in a block: one for each four strata, rounded up to a power of two.
const GROUPS: u32 = 8;
const _: () = assert!(STRATA <= 4 * GROUPS as usize);

/// The week of a block that a word falls into.
#[inline(always)]
fn week_of(word: u32) -> u32 {
    ((u64::from(word) * u64::from(BLOCK)) >> 32) as u32
}

/// The moment of mark `j` of a stratum.
#[inline(always)]
fn moment(block: u32, stratum: u32, j: u32) -> u32 {
    block << 16 | stratum << 10 | j
}

/// Marks whose words are drawn together, and the heights that these give.
struct Batch {
    people: [u32; LANES],
    moments: [u32; LANES],
    len: usize,
    words: Lanes,
    heights: [u64; LANES],
}

impl Default for Batch {
    fn default() -> Batch {
        let [people, moments] = [[0; LANES]; 2];
        Batch { people, moments, len: 0, words: [[0; LANES]; 4], heights: [0; LANES] }
    }
}

impl Batch {
    #[inline(always)]
    fn put(&mut self, person: u32, moment: u32) {
        self.people[self.len % LANES] = person;
        self.moments[self.len % LANES] = moment;
        self.len += 1;
    }

    /// Makes the marks.
    #[inline(never)]
    fn flush(&mut self, stream: &Stream, detail: Decision, give: &mut impl FnMut(u32, Mark)) {
        let Batch { people, moments, len, words, heights } = self;
        stream.words_at(people, detail, moments, *len, words);
        rise(stream.level(), moments, words, heights);
        for at in 0..*len {
            give(people[at], Mark { week: week_of(words[3][at]), height: heights[at] });
        }
        *len = 0;
    }
}

/// Hands every lane whose flags are not all 0 to `give`, in order, eight lanes at a time: most are 0.
#[inline(always)]
pub fn each_flagged<const N: usize>(flags: &[u8; N], mut give: impl FnMut(usize)) {
    const { assert!(N.is_multiple_of(8)) }
    for (at, eight) in flags.as_chunks().0.iter().enumerate() {
        let mut bits = u64::from_le_bytes(*eight);
        while bits != 0 {
            let lane = bits.trailing_zeros() as usize / 8;
            give(at * 8 + lane);
            bits &= !(0xFF << (lane * 8));
        }
    }
}

at_every_level! {
    /// Draws people's words of up to four strata, and flags everybody with a mark in one.
    fn look = look_body(
        stream: &Stream,
        first: Decision,
        moment: u32,
        people: &[u32; LANES],
        strata: &Range<u32>,
        words: &mut Lanes,
        seen: &mut [u8; LANES],
    )
}

#[inline(always)]
fn look_body(
    stream: &Stream,
    first: Decision,
    moment: u32,
    people: &[u32; LANES],
    strata: &Range<u32>,
    words: &mut Lanes,
    seen: &mut [u8; LANES],
) {
    let [a, b, c, d] = words;
    for i in 0..LANES {
        let drawn = stream.words(people[i], first, moment);
        (a[i], b[i], c[i], d[i]) = (drawn[0], drawn[1], drawn[2], drawn[3]);
    }
    seen.fill(0);
    for (stratum, words) in strata.clone().zip(&*words) {
        let least = none_below(stratum);
        for i in 0..LANES {
            seen[i] |= u8::from(words[i] >= least);
        }
    }
}

at_every_level! {
    /// How high each mark of a batch lies.
    fn rise = rise_body(moments: &[u32; LANES], words: &Lanes, heights: &mut [u64; LANES])
}

#[inline(always)]
fn rise_body(moments: &[u32; LANES], words: &Lanes, heights: &mut [u64; LANES]) {
    for i in 0..LANES {
        heights[i] = height(moments[i] >> 10 & 31, words[0][i], words[2][i]);
    }
}

/// How many strata reach below `line`.
fn strata_below(line: Hazard) -> u8 {
    // Stratum 0 ends at 2^46 units, each further one at twice the one before.
    if line.0 == 0 {
        return 0;
    }
    let top = ((line.0 - 1) | 1).ilog2();
    (top.max(45) - 44).min(STRATA as u32) as u8
}

/// The height of a mark of `stratum`: uniform within it.
#[inline(always)]
fn height(stratum: u32, high: u32, low: u32) -> u64 {
    let part = u64::from(high) << 16 | u64::from(low & 0xFFFF);
    // Stratum 0 is as wide as stratum 1: 2^46 units, from nothing.
    let width = stratum.max(1) + 45;
    let floor = if stratum == 0 { 0 } else { 1 << width };
    floor + ((part << 16) >> (64 - width))
}
