//! Processes: marks at a rate of each person's own, which no regime moves, one after the other.
//!
//! Where only regimes say how high the line is, as of false records, marks lie in a [`super::Plane`].

use super::{BLOCK, Span, each_flagged};
use crate::curve::neglog;
use crate::draw::{Decision, LANES, Lanes, PIECE, Stream};
use crate::level::at_every_level;
use crate::unit::Hazard;

/// Fractional bits of time, in weeks.
const TIME_BITS: u32 = 24;
/// The time at which `weeks` of a block are over.
const fn end_of(weeks: u32) -> u32 {
    weeks << TIME_BITS
}

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

impl Moment {
    #[inline(always)]
    fn new(time: u32, part: u32, observed: u32, low: u32) -> Moment {
        Moment { week: time >> TIME_BITS, part, observed, venue: (low >> 16) as u16 }
    }
}

/// Weeks between the marks of one person, of 2^-19; 0 = no marks.
#[inline(always)]
fn pace(rate: Hazard) -> u32 {
    // 2^77 / rate, rounded down to 32 bits. Doubles can be divided in vectors: their quotient, rounded by adding 2^52,
    // is right or one too high, and the product tells which.
    let rate_above = rate.0.max(LEAST) >> 14;
    let near = (TWO_63 / rate_above as i64 as f64 + TWO_52).to_bits() & 0xFFFF_FFFF;
    let pace = near - u64::from(near * rate_above > 1 << 63);
    if rate.0 == 0 { 0 } else { pace as u32 }
}

const TWO_52: f64 = (1u64 << 52) as f64;
const TWO_63: f64 = (1u64 << 63) as f64;

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
        while time < u64::from(end_of(BLOCK)) {
            let [high, observed, low, next] = stream.words(person, self.detail, block << 16 | number);
            if let Some(part) = thinned(high, low, rate) {
                give(Moment::new(time as u32, part, observed, low));
            }
            time += gap(next, pace);
            number += 1;
        }
    }

    /// Hands every mark of everybody in the `crowd`, at their `rates`, in a `span` of weeks to `give`, some at a time:
    /// what [`each`] gives, by number and then person, with words drawn [`LANES`] at a time.
    ///
    /// [`each`]: Process::each
    pub fn sweep(
        &self,
        stream: &Stream,
        crowd: &Crowd,
        rates: impl Fn(usize) -> Hazard,
        span: Span,
        waves: &mut Waves,
        mut give: impl FnMut(&Moments),
    ) {
        self.first_marks(stream, crowd, &rates, span, waves);
        let (mut marks, mut times, mut number) = (Moments::default(), [0; LANES], 0);
        while waves.now.len > 0 {
            let Waves { now, next } = &mut *waves;
            let mut rest = next.rest(end_of(span.weeks));
            let moments = [span.block << 16 | number; LANES];
            let columns = now.who.as_chunks().0.iter().zip(now.times.as_chunks().0);
            for (first, (who, from)) in (0..now.len).step_by(LANES).zip(columns) {
                marks.len = LANES.min(now.len - first);
                let slow = people_of(stream.level(), who, &mut marks.people);
                stream.words_at(&marks.people, self.detail, &moments, marks.len, &mut marks.words);
                go_on(stream.level(), &marks.words[3], from, who, marks.len, &mut times);
                who[..marks.len].iter().zip(&times).for_each(|(&who, &time)| rest.put(who, time));
                marks.times.copy_from_slice(from);
                if slow {
                    marks.thin_out(&rates);
                }
                give(&marks);
            }
            next.len = rest.len;
            waves.turn();
            number += 1;
        }
    }

    /// The first mark of everybody who has any.
    fn first_marks(
        &self,
        stream: &Stream,
        crowd: &Crowd,
        rates: impl Fn(usize) -> Hazard,
        span: Span,
        waves: &mut Waves,
    ) {
        waves.next.reserve(crowd.len);
        let (mut words, mut near, moments) = ([[0; LANES]; 4], [0; LANES], [span.block; LANES]);
        let (mut hazards, mut paces) = ([Hazard(0); LANES], [0; LANES]);
        let end = end_of(span.weeks);
        let mut rest = waves.next.rest(end);
        for (first, people) in (0..crowd.len).step_by(LANES).zip(crowd.people.as_chunks().0) {
            let len = LANES.min(crowd.len - first);
            let of = hazards[..len].iter_mut().zip(people);
            of.for_each(|(hazard, &person)| *hazard = rates(person as usize));
            hazards[len..].fill(Hazard(0));
            pace_all(stream.level(), &hazards, &mut paces);
            stream.words_at(people, self.first, &moments, len, &mut words);
            look(stream.level(), &words[0], &paces, end, &mut near);
            each_flagged(&near, |lane| {
                let time = gap(words[0][lane], paces[lane]);
                rest.put(u64::from(paces[lane]) << 32 | u64::from(people[lane]), time.min(NEVER) as u32);
            });
        }
        waves.next.len = rest.len;
        waves.turn();
    }
}

/// Marks of a process in columns, one entry a mark: [`Moment`] says what each holds.
#[derive(Debug)]
pub struct Moments {
    people: [u32; LANES],
    /// From the start of the block, in 2^-24 weeks.
    times: [u32; LANES],
    /// Their parts, what decides observation, and the venue above what a part is thinned out by; of the fourth there
    /// is no more use.
    words: Lanes,
    len: usize,
}

impl Default for Moments {
    fn default() -> Moments {
        Moments { people: [0; LANES], times: [0; LANES], words: [[0; LANES]; 4], len: 0 }
    }
}

impl Moments {
    /// Each mark and whose it is.
    #[inline(always)]
    pub fn each(&self) -> impl Iterator<Item = (u32, Moment)> {
        let [part, observed, low, _] = &self.words;
        (0..self.len.min(LANES))
            .map(|at| (self.people[at], Moment::new(self.times[at], part[at], observed[at], low[at])))
    }

    /// Leaves out marks that came at [`LEAST`] where that is more than the rate: only the part of the rate is kept. Few
    /// marks are of this sort, and none of the others should wait for it.
    #[cold]
    fn thin_out(&mut self, rates: impl Fn(usize) -> Hazard) {
        let mut kept = 0;
        for at in 0..self.len {
            let [part, observed, low, _] = &mut self.words;
            let rate = rates(self.people[at] as usize);
            if let Some(height) = thinned(part[at], low[at], rate) {
                (part[kept], observed[kept], low[kept]) = (height, observed[at], low[at]);
                (self.people[kept], self.times[kept]) = (self.people[at], self.times[at]);
                kept += 1;
            }
        }
        self.len = kept;
    }
}

/// Those who may have marks of a process; behind them anybody, up to whole [`LANES`].
#[derive(Clone, Debug)]
pub struct Crowd {
    people: Vec<u32>,
    len: usize,
}

impl Crowd {
    /// Those of `count` people who `can`.
    pub fn of(count: usize, can: impl Fn(usize) -> bool) -> Crowd {
        let (mut people, mut len) = (vec![0; (count + 1).next_multiple_of(LANES)], 0);
        // Written always, and kept by moving on.
        for person in 0..count {
            people[len] = person as u32;
            len += usize::from(can(person));
        }
        people.truncate(len.next_multiple_of(LANES));
        Crowd { people, len }
    }
}

at_every_level! {
    /// Everybody's pace.
    fn pace_all = pace_all_body(rates: &[Hazard; LANES], paces: &mut [u32; LANES])
}

#[inline(always)]
fn pace_all_body(rates: &[Hazard; LANES], paces: &mut [u32; LANES]) {
    for (pace_of, &rate) in paces.iter_mut().zip(rates) {
        *pace_of = pace(rate);
    }
}

/// Later than any block.
const NEVER: u64 = u32::MAX as u64;

/// Marks to come: people by the number of the mark that is next, all first marks of a block, all second ones, and so on.
#[derive(Debug, Default)]
pub struct Waves {
    now: Wave,
    next: Wave,
}

/// One wave, in columns that have room for `len` marks and one more, in whole [`LANES`].
#[derive(Debug, Default)]
struct Wave {
    /// Person, and from bit 32 up the person's pace.
    who: Vec<u64>,
    /// From the start of the block, in 2^-24 weeks.
    times: Vec<u32>,
    len: usize,
}

impl Wave {
    /// Makes room for `marks`.
    fn reserve(&mut self, marks: usize) {
        let room = (marks + 1).next_multiple_of(LANES);
        if self.who.len() < room {
            self.who.resize(room, 0);
            self.times.resize(room, 0);
        }
    }

    /// The wave to be filled, with marks before `end`.
    fn rest(&mut self, end: u32) -> Rest<'_> {
        let room = self.who.len();
        Rest { who: &mut self.who[..room], times: &mut self.times[..room], len: 0, end }
    }
}

/// A wave being filled. Whether somebody has another mark is hard to foresee: the entry is always written, and kept
/// by moving on.
struct Rest<'a> {
    who: &'a mut [u64],
    times: &'a mut [u32],
    len: usize,
    end: u32,
}

impl Rest<'_> {
    #[inline(always)]
    fn put(&mut self, who: u64, time: u32) {
        self.who[self.len] = who;
        self.times[self.len] = time;
        self.len += usize::from(time < self.end);
    }
}

impl Waves {
    /// The next wave becomes the one of now.
    fn turn(&mut self) {
        std::mem::swap(&mut self.now, &mut self.next);
        self.next.len = 0;
        self.next.reserve(self.now.len);
    }
}

/// The time to the next mark, in 2^-24 weeks.
#[inline(always)]
fn gap(word: u32, pace: u32) -> u64 {
    (u64::from(neglog(word)) * u64::from(pace)) >> 19
}

/// How high a mark that came at [`LEAST`] lies as a part of the highest hazard, of 2^32; nothing if it is thinned out.
fn thinned(high: u32, low: u32, rate: Hazard) -> Option<u32> {
    if rate.0 >= LEAST {
        return Some(high);
    }
    let height = u64::from(high) << 14 | u64::from(low & 0x3FFF);
    (height < rate.0).then(|| ((u128::from(height) << 32) / u128::from(rate.0)) as u32)
}

at_every_level! {
    /// Who, without the paces; and whether anybody's is the slowest.
    fn people_of = people_of_body(who: &[u64; LANES], people: &mut [u32; LANES]) -> bool
}

#[inline(always)]
fn people_of_body(who: &[u64; LANES], people: &mut [u32; LANES]) -> bool {
    let mut slow = 0;
    for i in 0..LANES {
        people[i] = who[i] as u32;
        // No pace is slower, so that the highest bit tells.
        slow |= who[i];
    }
    slow >> 63 == 1
}

at_every_level! {
    /// The time of everybody's next mark, from that of this one.
    fn go_on = go_on_body(
        words: &[u32; LANES],
        from: &[u32; LANES],
        who: &[u64; LANES],
        len: usize,
        times: &mut [u32; LANES],
    )
}

#[inline(always)]
fn go_on_body(
    words: &[u32; LANES],
    from: &[u32; LANES],
    who: &[u64; LANES],
    len: usize,
    times: &mut [u32; LANES],
) {
    let (words, from) = (words.as_chunks::<PIECE>().0, from.as_chunks::<PIECE>().0);
    let (who, times) = (who.as_chunks::<PIECE>().0, times.as_chunks_mut::<PIECE>().0);
    for at in 0..len.div_ceil(PIECE).min(LANES / PIECE) {
        let (words, from, who, times) = (&words[at], &from[at], &who[at], &mut times[at]);
        for i in 0..PIECE {
            times[i] = (u64::from(from[i]) + gap(words[i], (who[i] >> 32) as u32)).min(NEVER) as u32;
        }
    }
}

at_every_level! {
    /// Marks everybody whose first mark may come before `end`: -ln x ≥ 1 - x.
    fn look = look_body(words: &[u32; LANES], paces: &[u32; LANES], end: u32, near: &mut [u8; LANES])
}

#[inline(always)]
fn look_body(words: &[u32; LANES], paces: &[u32; LANES], end: u32, near: &mut [u8; LANES]) {
    for i in 0..LANES {
        let least = u64::from(!words[i]) * u64::from(paces[i]);
        near[i] = u8::from(least >> 27 < u64::from(end)) & u8::from(paces[i] != 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paces_are_whole_quotients() {
        let mut rate = 1u64;
        for step in 0..40_000 {
            // Of every size, and next to whole quotients, where rounding could go wrong.
            rate = rate.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let size = 46 + step % 17;
            let any = (rate >> 1 >> (62 - size)) | 1 << size;
            let quotient = (1 << 63) / (any >> 14);
            for rate in [any, ((1 << 63) / quotient) << 14, ((1 << 63) / quotient + 1) << 14] {
                let exact = (1 << 63) / (rate.max(LEAST) >> 14);
                assert_eq!(u64::from(pace(Hazard(rate))), exact, "rate {rate}");
            }
        }
        assert_eq!([0, 1, LEAST].map(|rate| pace(Hazard(rate))), [0, 1 << 31, 1 << 31]);
    }
}
