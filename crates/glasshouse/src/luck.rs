//! Luck: the marks of one block of weeks, made once a county and shared by all its arms.
//!
//! Marks form a Poisson process over time and height; an event happens at each mark below the hazard
//! of its week. Which marks exist depends on nobody's rules, so a lower hazard gives a subset of events
//! and arms are coupled person by person. A [`Process`] gives the marks below a height of each person's own, a
//! [`Plane`] those below any line. MODEL.md, section 7.1, is exact.

mod counts;
mod process;
mod review;
#[cfg(test)]
mod tests;

pub use process::{Crowd, Moment, Process, Waves};
pub use review::Review;

use crate::draw::{Decision, LANES, Lanes, Stream};
use crate::level::at_every_level;
use crate::unit::Hazard;
use counts::{STRATA, in_stratum, none_below};

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

    /// Hands every mark below each person's `line` in `block` to `give`: what [`each`] gives for everybody, in
    /// no order, with words drawn [`LANES`] at a time. `strata` says of each person how many strata reach below the
    /// line, [`strata_below`].
    ///
    /// [`each`]: Plane::each
    pub fn sweep(
        &self,
        stream: &Stream,
        strata: &[u8],
        block: u32,
        line: impl Fn(usize) -> Hazard,
        mut give: impl FnMut(u32, Mark),
    ) {
        let mut sweep = Sweep {
            plane: *self,
            stream,
            block,
            strata,
            batch: Batch { people: [0; LANES], moments: [0; LANES], len: 0 },
            waiting: [(); HIGHER].map(|()| Waiting { people: [0; LANES], len: 0, words: [[0; LANES]; 4] }),
            marks: Marks { heights: [0; LANES], words: [[0; LANES]; 4] },
            words: [[0; LANES]; 4],
        };
        let mut take = |person: u32, mark: Mark| {
            if mark.height < line(person as usize).0 {
                give(person, mark);
            }
        };
        for first in (0..strata.len()).step_by(LANES) {
            sweep.lowest(first, &mut take);
        }
        for group in 0..HIGHER {
            sweep.higher(group, &mut take);
        }
        sweep.flush(&mut take);
    }
}

/// Moments of first words in a block: one for each four strata, rounded up to a power of two.
const GROUPS: u32 = 8;
/// Groups of four strata above the lowest.
const HIGHER: usize = STRATA.div_ceil(4) - 1;

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

/// Marks whose words are drawn together.
struct Batch {
    people: [u32; LANES],
    moments: [u32; LANES],
    len: usize,
}

/// The words of a batch, and the heights they give.
struct Marks {
    heights: [u64; LANES],
    words: Lanes,
}

/// People whose words of one group of strata will be drawn together, and the words.
struct Waiting {
    people: [u32; LANES],
    len: usize,
    words: Lanes,
}

/// One sweep under way. Few people reach the higher strata and few have a mark in a low one: whoever does is
/// put with others until [`LANES`] are together, so that all words are drawn in vectors.
struct Sweep<'a> {
    plane: Plane,
    stream: &'a Stream,
    block: u32,
    strata: &'a [u8],
    batch: Batch,
    waiting: [Waiting; HIGHER],
    marks: Marks,
    /// Words of the lowest strata of the people at hand.
    words: Lanes,
}

impl Sweep<'_> {
    /// The four lowest strata of the people from `first` on.
    #[inline]
    fn lowest(&mut self, first: usize, give: &mut impl FnMut(u32, Mark)) {
        let len = LANES.min(self.strata.len() - first);
        let mut strata = [0; LANES];
        strata[..len].copy_from_slice(&self.strata[first..first + len]);
        if strata == [0; LANES] {
            return;
        }
        let mut seen = [0; LANES];
        self.stream.words_of(first as u32, self.plane.first, self.block * GROUPS, &mut self.words);
        look(self.stream.level(), &self.words, &strata, &mut seen);
        each_flagged(&seen, |lane| {
            let person = (first + lane) as u32;
            if seen[lane] & MARKED != 0 {
                for stratum in 0..strata[lane].min(4) {
                    let word = self.words[usize::from(stratum)][lane];
                    self.put(person, u32::from(stratum), word, give);
                }
            }
            if seen[lane] & HIGH != 0 {
                self.wait(0, person, give);
            }
        });
    }

    #[inline(always)]
    fn wait(&mut self, group: usize, person: u32, give: &mut impl FnMut(u32, Mark)) {
        let waiting = &mut self.waiting[group];
        waiting.people[waiting.len % LANES] = person;
        waiting.len += 1;
        if waiting.len == LANES {
            self.higher(group, give);
        }
    }

    /// The strata of a higher group of all who wait for it.
    #[inline(never)]
    fn higher(&mut self, group: usize, give: &mut impl FnMut(u32, Mark)) {
        let Waiting { people, len, ref mut words } = self.waiting[group];
        if len == 0 {
            return;
        }
        let first = 4 * (group as u32 + 1);
        let moments = [self.block * GROUPS + group as u32 + 1; LANES];
        self.stream.words_at(&people, self.plane.first, &moments, len, words);
        self.waiting[group].len = 0;
        for (lane, &person) in people[..len].iter().enumerate() {
            let strata = u32::from(self.strata[person as usize]);
            for (stratum, at) in (first..strata).zip(0..4) {
                self.put(person, stratum, self.waiting[group].words[at][lane], give);
            }
            if strata > first + 4 && group + 1 < HIGHER {
                self.wait(group + 1, person, give);
            }
        }
    }

    /// Puts the marks of a stratum, as many as `word` says, into the batch.
    #[inline(always)]
    fn put(&mut self, person: u32, stratum: u32, word: u32, give: &mut impl FnMut(u32, Mark)) {
        if word < none_below(stratum) {
            return;
        }
        for j in 0..in_stratum(stratum, word) {
            let at = self.batch.len % LANES;
            self.batch.people[at] = person;
            self.batch.moments[at] = moment(self.block, stratum, j);
            self.batch.len += 1;
            if self.batch.len == LANES {
                self.flush(give);
            }
        }
    }

    /// Makes the marks of the batch.
    #[inline(never)]
    fn flush(&mut self, give: &mut impl FnMut(u32, Mark)) {
        let Batch { people, moments, len } = &mut self.batch;
        let Marks { heights, words } = &mut self.marks;
        self.stream.words_at(people, self.plane.detail, moments, *len, words);
        rise(self.stream.level(), moments, words, heights);
        for at in 0..*len {
            give(people[at], Mark { week: week_of(words[3][at]), height: heights[at] });
        }
        *len = 0;
    }
}

/// Hands every lane whose flags are not all 0 to `give`, in order, eight lanes at a time: most are 0.
#[inline(always)]
fn each_flagged(flags: &[u8; LANES], mut give: impl FnMut(usize)) {
    for (at, eight) in flags.chunks_exact(8).enumerate() {
        let mut bits = u64::from_le_bytes(eight.try_into().expect("eight bytes"));
        while bits != 0 {
            let lane = bits.trailing_zeros() as usize / 8;
            give(at * 8 + lane);
            bits &= !(0xFF << (lane * 8));
        }
    }
}

/// What [`look`] sees of a person: a mark in one of the four lowest strata.
const MARKED: u8 = 1;
/// Strata above these four.
const HIGH: u8 = 2;

at_every_level! {
    /// Looks where there is anything to do.
    fn look = look_body(words: &Lanes, strata: &[u8; LANES], seen: &mut [u8; LANES])
}

#[inline(always)]
fn look_body(words: &Lanes, strata: &[u8; LANES], seen: &mut [u8; LANES]) {
    seen.fill(0);
    for (stratum, words) in words.iter().enumerate() {
        let least = none_below(stratum as u32);
        for i in 0..LANES {
            seen[i] |= u8::from(words[i] >= least) & u8::from(strata[i] > stratum as u8);
        }
    }
    for i in 0..LANES {
        seen[i] |= u8::from(strata[i] > 4) << 1;
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
#[inline(always)]
pub fn strata_below(line: Hazard) -> u8 {
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
