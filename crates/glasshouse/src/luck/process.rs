//! Processes: marks at a rate of each person's own, which no regime moves, one after the other.
//!
//! Where only regimes say how high the line is, as of false records, marks lie in a [`super::Plane`].

use super::{BLOCK, each_flagged};
use crate::curve::neglog;
use crate::draw::{Decision, LANES, Lanes, Stream};
use crate::level::at_every_level;
use crate::unit::Hazard;

/// Fractional bits of time, in weeks.
const TIME_BITS: u32 = 24;
const BLOCK_TIME: u32 = BLOCK << TIME_BITS;
/// Below this rate, 2^-12 a week, marks come at it and are thinned out: no chance is too small to be exact.
const LEAST: u64 = 1 << 46;

/// One mark of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Week within the block.
    pub week: u32,
    /// Height as a part of the person's highest hazard, of 2^32.
    pub part: u32,
    /// Decides whether an act in view is recorded.
    pub observed: u32,
    /// Decides the venue.
    pub venue: u16,
}

/// The pace at [`LEAST`].
const SLOWEST: u32 = 1 << 31;

/// Weeks between the marks of one person, of 2^-19; 0 = no marks.
pub fn pace(rate: Hazard) -> u32 {
    // 2^77 / rate, to 32 bits.
    (1u64 << 63).checked_div(if rate.0 == 0 { 0 } else { rate.0.max(LEAST) >> 14 }).unwrap_or(0) as u32
}

/// A process of marks: its two decisions.
#[derive(Clone, Copy, Debug)]
pub struct Process {
    first: Decision,
    detail: Decision,
}

impl Process {
    /// The process `name` about `subject`; `detail` is the name's own with "-detail" behind it.
    pub fn new(name: &str, subject: &str) -> Process {
        Process {
            first: Decision::of(name, subject),
            detail: Decision::of(&format!("{name}-detail"), subject),
        }
    }

    /// Hands every mark of `person` in `block` to `give`, in order of time.
    pub fn each(&self, stream: &Stream, person: u32, block: u32, rate: Hazard, mut give: impl FnMut(Moment)) {
        let pace = pace(rate);
        if pace == 0 {
            return;
        }
        let mut time = gap(stream.word(person, self.first, block), pace);
        let mut number = 0;
        while time < u64::from(BLOCK_TIME) {
            let words = stream.words(person, self.detail, block << 16 | number);
            if let Some(moment) = moment(time as u32, words, pace, || rate) {
                give(moment);
            }
            time += gap(words[3], pace);
            number += 1;
        }
    }

    /// Hands every mark of everybody in `block` to `give`: what [`each`] gives, by number and then person, with words
    /// drawn [`LANES`] at a time. `paces` are those of the `rates`.
    ///
    /// [`each`]: Process::each
    pub fn sweep(
        &self,
        stream: &Stream,
        paces: &[u32],
        rates: impl Fn(usize) -> Hazard,
        block: u32,
        waves: &mut Waves,
        mut give: impl FnMut(u32, Moment),
    ) {
        self.first_marks(stream, paces, block, waves);
        let (mut words, mut number) = ([[0; LANES]; 4], 0);
        while !waves.now.is_empty() {
            for wave in waves.now.chunks(LANES) {
                let mut people = [0; LANES];
                people.iter_mut().zip(wave).for_each(|(person, next)| *person = next.person);
                stream.words_at(&people, self.detail, &[block << 16 | number; LANES], &mut words);
                let [high, observed, low, next] = &words;
                let words = high.iter().zip(observed).zip(low).zip(next);
                for (&Next { person, time }, (((&high, &observed), &low), &next)) in wave.iter().zip(words) {
                    let pace = paces[person as usize];
                    let rate = || rates(person as usize);
                    if let Some(moment) = moment(time, [high, observed, low, next], pace, rate) {
                        give(person, moment);
                    }
                    waves.next.put(person, u64::from(time) + gap(next, pace));
                }
            }
            waves.turn();
            number += 1;
        }
    }

    /// The first mark of everybody who has any.
    fn first_marks(&self, stream: &Stream, paces: &[u32], block: u32, waves: &mut Waves) {
        waves.next.reserve(paces.len());
        let (mut words, mut near) = ([[0; LANES]; 4], [0; LANES]);
        for (first, paces) in (0..).step_by(LANES).zip(paces.chunks(LANES)) {
            let mut lanes = [0; LANES];
            lanes[..paces.len()].copy_from_slice(paces);
            if lanes == [0; LANES] {
                continue;
            }
            stream.words_of(first, self.first, block, &mut words);
            look(stream.level(), &words, &lanes, &mut near);
            each_flagged(&near, |lane| {
                waves.next.put(first + lane as u32, gap(words[0][lane], lanes[lane]));
            });
        }
        waves.turn();
    }
}

/// A mark to come.
#[derive(Clone, Copy, Debug, Default)]
struct Next {
    person: u32,
    /// From the start of the block, in 2^-24 weeks.
    time: u32,
}

/// People by the number of the mark that is next: all first marks of a block, all second ones, and so on.
#[derive(Debug, Default)]
pub struct Waves {
    now: Vec<Next>,
    next: Wave,
}

/// A wave being filled. Whether somebody has another mark is hard to foresee: the entry is always written, and kept
/// by moving on.
#[derive(Debug, Default)]
struct Wave {
    list: Vec<Next>,
    len: usize,
}

impl Wave {
    /// Makes room for `more` entries.
    fn reserve(&mut self, more: usize) {
        if self.list.len() < self.len + more {
            self.list.resize(self.len + more, Next::default());
        }
    }

    #[inline(always)]
    fn put(&mut self, person: u32, time: u64) {
        self.list[self.len] = Next { person, time: time as u32 };
        self.len += usize::from(time < u64::from(BLOCK_TIME));
    }
}

impl Waves {
    /// The next wave becomes the one of now.
    fn turn(&mut self) {
        self.next.list.truncate(self.next.len);
        std::mem::swap(&mut self.now, &mut self.next.list);
        self.next.len = 0;
        self.next.list.clear();
        self.next.reserve(self.now.len());
    }
}

/// The time to the next mark, in 2^-24 weeks.
#[inline(always)]
fn gap(word: u32, pace: u32) -> u64 {
    (u64::from(neglog(word)) * u64::from(pace)) >> 19
}

/// The mark that four words make at `time`; none if it is thinned out.
#[inline(always)]
fn moment(
    time: u32,
    [high, observed, low, _]: [u32; 4],
    pace: u32,
    rate: impl Fn() -> Hazard,
) -> Option<Moment> {
    let mut part = high;
    if pace == SLOWEST && rate().0 < LEAST {
        let rate = rate();
        // Of LEAST, only the part of the rate itself is kept.
        let height = u64::from(high) << 14 | u64::from(low & 0x3FFF);
        if height >= rate.0 {
            return None;
        }
        part = ((u128::from(height) << 32) / u128::from(rate.0)) as u32;
    }
    Some(Moment { week: time >> TIME_BITS, part, observed, venue: (low >> 16) as u16 })
}

at_every_level! {
    /// Marks everybody whose first mark may fall into the block: -ln x ≥ 1 - x.
    fn look = look_body(words: &Lanes, paces: &[u32; LANES], near: &mut [u8; LANES])
}

#[inline(always)]
fn look_body(words: &Lanes, paces: &[u32; LANES], near: &mut [u8; LANES]) {
    for i in 0..LANES {
        let least = u64::from(!words[0][i]) * u64::from(paces[i]);
        near[i] = u8::from(least < 1 << 56) & u8::from(paces[i] != 0);
    }
}
