//! Processes: marks at a rate of each person's own, which no regime moves, one after the other.
//!
//! Where only regimes say how high the line is, as of false records, marks lie in a [`super::Plane`].

use super::calendar::{Calendar, LATEST, PAGE, Page, TIME_BITS};
use super::{BLOCK, Span, each_flagged};
use crate::curve::neglog;
use crate::draw::{Decision, LANES, PIECE, Stream};
use crate::level::at_every_level;
use crate::unit::Hazard;

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

/// Weeks between the marks of one person, of 2^-19; 0 = no marks.
#[inline(always)]
fn pace(rate: Hazard) -> u32 {
    // 2^77 / rate, rounded down to 32 bits. Doubles can be divided in vectors: their quotient, rounded by adding 2^52,
    // is right or one too high, and the product tells which.
    let rate_above = rate.0.max(LEAST) >> 14;
    let near = (TWO_63 / double(rate_above) + TWO_52).to_bits() & 0xFFFF_FFFF;
    let pace = near - u64::from(near * rate_above > 1 << 63);
    if rate.0 == 0 { 0 } else { pace as u32 }
}

/// A number below 2^52, as a double.
#[inline(always)]
fn double(number: u64) -> f64 {
    // It stands in the last bits of 2^52 and more.
    f64::from_bits(TWO_52.to_bits() | number) - TWO_52
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
                let week = (time >> TIME_BITS) as u32;
                give(Moment { week, part, observed, venue: (low >> 16) as u16 });
            }
            time += gap(next, pace);
            number += 1;
        }
    }

    /// Hands every mark of everybody at their `rates`, one a person, in a `span` of weeks to `give`, some of one week at
    /// a time, by week: what [`each`] gives, with words drawn many at a time.
    ///
    /// [`each`]: Process::each
    pub fn sweep(
        &self,
        stream: &Stream,
        rates: &[Hazard],
        span: Span,
        calendar: &mut Calendar,
        mut give: impl FnMut(&Moments),
    ) {
        calendar.open(rates.len(), span.weeks);
        self.first_marks(stream, rates, span, calendar);
        let (mut marks, mut next) = (Moments::default(), Page::default());
        for week in 0..span.weeks {
            loop {
                let (who, times, len) = calendar.take(week);
                if len == 0 {
                    break;
                }
                (marks.week, marks.len) = (week, len);
                let slow =
                    go_on(stream.level(), stream, self.detail, span.block, who, times, &mut marks, &mut next);
                calendar.put(&next.who[..len], &next.times[..len]);
                if slow {
                    marks.thin_out(&next.who, rates);
                }
                give(&marks);
            }
        }
    }

    /// The first mark of everybody who has any.
    fn first_marks(&self, stream: &Stream, rates: &[Hazard], span: Span, calendar: &mut Calendar) {
        let (mut words, mut near, mut last) = ([0; LANES], [0; LANES], [Hazard(0); LANES]);
        let (mut firsts, end) = (Firsts::default(), end_of(span.weeks));
        for (first, rates) in (0..).step_by(LANES).zip(rates.chunks(LANES)) {
            let rates = rates.try_into().unwrap_or_else(|_| {
                // Behind the last person nobody has marks.
                last[..rates.len()].copy_from_slice(rates);
                &last
            });
            stream.words_shared(first, self.first, span.block, &mut words);
            look(stream.level(), &words, rates, end, &mut near);
            let mut len = 0;
            each_flagged(&near, |lane| {
                firsts.people[len] = first + lane as u32;
                firsts.words[len] = words[lane];
                firsts.rates[len] = rates[lane];
                len += 1;
            });
            begin(stream.level(), &mut firsts, len);
            calendar.put(&firsts.who[..len], &firsts.times[..len]);
        }
    }
}

/// First marks of some people, in columns, and then one by one.
struct Firsts {
    people: [u32; LANES],
    words: [u32; LANES],
    rates: [Hazard; LANES],
    who: [u64; LANES],
    times: [u32; LANES],
}

impl Default for Firsts {
    fn default() -> Firsts {
        let rates = [Hazard(0); LANES];
        Firsts { people: [0; LANES], words: [0; LANES], rates, who: [0; LANES], times: [0; LANES] }
    }
}

/// Marks of a process in one week, in columns, one entry a mark: [`Moment`] says what each holds.
#[derive(Debug)]
pub struct Moments {
    /// Which week.
    pub week: u32,
    /// Whose.
    pub people: [u32; PAGE],
    /// The parts.
    pub parts: [u32; PAGE],
    /// What decides observation.
    pub observed: [u32; PAGE],
    /// The venues, in the upper halves.
    pub low: [u32; PAGE],
    len: usize,
}

impl Default for Moments {
    fn default() -> Moments {
        Moments { week: 0, people: [0; PAGE], parts: [0; PAGE], observed: [0; PAGE], low: [0; PAGE], len: 0 }
    }
}

impl Moments {
    /// How many there are.
    #[inline(always)]
    pub fn count(&self) -> usize {
        self.len.min(PAGE)
    }

    /// Each mark and whose it is.
    #[inline(always)]
    pub fn each(&self) -> impl Iterator<Item = (u32, Moment)> {
        (0..self.count()).map(|at| {
            let venue = (self.low[at] >> 16) as u16;
            (
                self.people[at],
                Moment { week: self.week, part: self.parts[at], observed: self.observed[at], venue },
            )
        })
    }

    /// Leaves out marks that came at [`LEAST`] where that is more than the rate: only the part of the rate is kept. Few
    /// marks are of this sort, and none of the others should wait for it.
    #[cold]
    fn thin_out(&mut self, paces: &[u64; PAGE], rates: &[Hazard]) {
        for at in (0..self.count()).rev().filter(|&at| is_slowest(paces[at])) {
            let rate = rates[self.people[at] as usize];
            match thinned(self.parts[at], self.low[at], rate) {
                Some(part) => self.parts[at] = part,
                None => self.drop(at),
            }
        }
    }

    /// Puts the last mark in the place of this one.
    fn drop(&mut self, at: usize) {
        self.len -= 1;
        for column in [&mut self.people, &mut self.parts, &mut self.observed, &mut self.low] {
            column[at] = column[self.len];
        }
    }
}

/// Whether a pace is that of [`LEAST`]: no other has the highest bit.
#[inline(always)]
fn is_slowest(pace: u64) -> bool {
    pace >> 31 & 1 == 1
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
    /// Makes the marks that these people come to, and tells when they come to the next; and whether anybody's pace is
    /// the slowest.
    fn go_on = go_on_body(
        stream: &Stream,
        detail: Decision,
        block: u32,
        who: &[u64; PAGE],
        times: &[u32; PAGE],
        marks: &mut Moments,
        next: &mut Page,
    ) -> bool
}

#[inline(always)]
fn go_on_body(
    stream: &Stream,
    detail: Decision,
    block: u32,
    who: &[u64; PAGE],
    times: &[u32; PAGE],
    marks: &mut Moments,
    next: &mut Page,
) -> bool {
    let Moments { people, parts, observed, low, .. } = marks;
    let (mut slow, mut moments, mut last) = (0, [0; PAGE], [0; PAGE]);
    for i in 0..PAGE {
        let person = (who[i] >> 32) as u32;
        people[i] = person & 0xF_FFFF;
        moments[i] = block << 16 | person >> 20;
    }
    for i in 0..PAGE {
        let words = stream.words(people[i], detail, moments[i]);
        (parts[i], observed[i], low[i], last[i]) = (words[0], words[1], words[2], words[3]);
    }
    for i in 0..PAGE {
        let time = u64::from(times[i]) + gap(last[i], who[i] as u32);
        slow |= who[i];
        next.who[i] = who[i].wrapping_add(1 << 52);
        next.times[i] = time.min(u64::from(LATEST)) as u32;
    }
    is_slowest(slow)
}

at_every_level! {
    /// The first marks of so many people.
    fn begin = begin_body(firsts: &mut Firsts, len: usize)
}

#[inline(always)]
fn begin_body(firsts: &mut Firsts, len: usize) {
    let Firsts { people, words, rates, who, times } = firsts;
    let (people, words) = (people.as_chunks::<PIECE>().0, words.as_chunks::<PIECE>().0);
    let (who, times) = (who.as_chunks_mut::<PIECE>().0, times.as_chunks_mut::<PIECE>().0);
    let rates = rates.as_chunks::<PIECE>().0;
    for at in 0..len.div_ceil(PIECE).min(LANES / PIECE) {
        for i in 0..PIECE {
            let pace = pace(rates[at][i]);
            who[at][i] = u64::from(people[at][i]) << 32 | u64::from(pace);
            times[at][i] = gap(words[at][i], pace).min(u64::from(LATEST)) as u32;
        }
    }
}

at_every_level! {
    /// Flags everybody whose first mark may come before `end`.
    fn look = look_body(words: &[u32; LANES], rates: &[Hazard; LANES], end: u32, near: &mut [u8; LANES])
}

#[inline(always)]
fn look_body(words: &[u32; LANES], rates: &[Hazard; LANES], end: u32, near: &mut [u8; LANES]) {
    for i in 0..LANES {
        // -ln x ≥ 1 - x: before the end comes at most what 1 - x at this rate or a 512th more lets come, without a
        // division.
        let rate = rates[i].0.max(LEAST) >> 31;
        let least = u64::from(!words[i]) << 19;
        near[i] = u8::from(least < u64::from(end) * u64::from((rate + (rate >> 9) + 1) as u32))
            & u8::from(rates[i].0 != 0);
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
