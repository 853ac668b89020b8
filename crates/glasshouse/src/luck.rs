//! Luck: the marks of one block of weeks, made once a county and shared by all its arms.
//!
//! Marks form a Poisson process over time and height; an event happens at each mark below the hazard
//! of its week. Which marks exist depends on nobody's rules, so a lower hazard gives a subset of events
//! and arms are coupled person by person. MODEL.md, section 7.1, is exact.

use crate::curve::neglog;
use crate::draw::{Decision, LANES, Stream};
use crate::level::Level;
use crate::unit::{Chance, Hazard};

/// Weeks in a block.
pub const BLOCK: u32 = 32;
/// Strata of height.
const STRATA: u32 = 18;
/// Fractional bits of time.
const TIME_BITS: u32 = 24;
const BLOCK_TIME: u64 = (BLOCK as u64) << TIME_BITS;

/// One mark of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Week within the block.
    pub week: u32,
    /// Height, in the units of [`Hazard`].
    pub height: u64,
    /// Decides whether an act in view is recorded.
    pub observed: u32,
    /// Decides the venue.
    pub venue: u16,
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

    /// Hands every mark of `person` in `block` below `line` to `give`, by stratum and then time.
    #[inline]
    pub fn each(&self, stream: &Stream, person: u32, block: u32, line: Hazard, mut give: impl FnMut(Mark)) {
        self.from(0, stream, person, block, line, &mut give);
    }

    /// The marks from stratum `lowest` on, a multiple of four.
    #[inline]
    fn from(
        &self,
        lowest: u32,
        stream: &Stream,
        person: u32,
        block: u32,
        line: Hazard,
        give: &mut impl FnMut(Mark),
    ) {
        let mut words = [0; 4];
        for stratum in lowest..strata_below(line) {
            if stratum % 4 == 0 {
                words = stream.words(person, self.first, block * 8 + stratum / 4);
            }
            self.stratum(stratum, words[stratum as usize % 4], stream, person, block, line, give);
        }
    }

    /// The marks of one stratum, given the word of its first gap.
    #[inline]
    #[allow(clippy::too_many_arguments)]
    fn stratum(
        &self,
        stratum: u32,
        first: u32,
        stream: &Stream,
        person: u32,
        block: u32,
        line: Hazard,
        give: &mut impl FnMut(Mark),
    ) {
        let mut time = gap(first, stratum);
        let mut j = 0;
        while time < BLOCK_TIME && j < 1024 {
            let [high, observed, low, next] =
                stream.words(person, self.detail, block << 16 | stratum << 10 | j);
            let height = height(stratum, high, low);
            if height < line.0 {
                let week = (time >> TIME_BITS) as u32;
                give(Mark { week, height, observed, venue: (low >> 16) as u16 });
            }
            time += gap(next, stratum);
            j += 1;
        }
    }

    /// Hands every mark below each person's `line` in `block` to `give`, person by person: what [`each`]
    /// gives for everybody, with the first words of the four lowest strata drawn [`LANES`] at a time.
    /// They hold one mark a person in sixteen blocks.
    ///
    /// [`each`]: Plane::each
    // Kept apart from its callers: with several sweeps in one function the compiler makes each slower.
    #[inline(never)]
    pub fn sweep(
        &self,
        level: Level,
        stream: &Stream,
        people: u32,
        block: u32,
        line: impl Fn(usize) -> Hazard,
        mut give: impl FnMut(u32, Mark),
    ) {
        let least: [u32; 4] = std::array::from_fn(|stratum| least_word_within(stratum as u32));
        let mut words = [[0; LANES]; 4];
        for first in (0..people).step_by(LANES) {
            stream.words_of(level, first, self.first, block * 8, &mut words);
            for lane in 0..LANES.min((people - first) as usize) {
                let person = first + lane as u32;
                let line = line(person as usize);
                let strata = strata_below(line);
                for stratum in 0..strata.min(4) {
                    let word = words[stratum as usize][lane];
                    if word >= least[stratum as usize] {
                        self.stratum(stratum, word, stream, person, block, line, &mut |mark| {
                            give(person, mark)
                        });
                    }
                }
                if strata > 4 {
                    self.from(4, stream, person, block, line, &mut |mark| give(person, mark));
                }
            }
        }
    }
}

/// The least word whose gap ends within the block: gaps fall as words rise.
fn least_word_within(stratum: u32) -> u32 {
    let (mut outside, mut within) = (0, u32::MAX);
    while within - outside > 1 {
        let middle = outside + (within - outside) / 2;
        if gap(middle, stratum) < BLOCK_TIME {
            within = middle;
        } else {
            outside = middle;
        }
    }
    within
}

/// How many strata reach below `line`.
#[inline(always)]
fn strata_below(line: Hazard) -> u32 {
    // Stratum 0 ends at 2^46 units, each further one at twice the one before.
    if line.0 == 0 {
        return 0;
    }
    let top = ((line.0 - 1) | 1).ilog2();
    (top.max(45) - 44).min(STRATA)
}

/// The time to the next mark of a stratum, in 2^-24 weeks.
#[inline(always)]
fn gap(word: u32, stratum: u32) -> u64 {
    let exponential = u64::from(neglog(word));
    match stratum {
        0 => exponential << 12,
        1..=13 => exponential << (13 - stratum),
        _ => exponential >> (stratum - 13),
    }
}

#[inline(always)]
fn height(stratum: u32, high: u32, low: u32) -> u64 {
    let part = u64::from(high) << 16 | u64::from(low & 0xFFFF);
    match stratum {
        0 => part >> 2,
        1 | 2 => (1 << (45 + stratum)) + (part >> (3 - stratum)),
        _ => (1 << (45 + stratum)) + (part << (stratum - 3)),
    }
}

/// `height` as a part of `line`, of 2^32; never more than the last part.
#[inline(always)]
pub fn part_of(height: u64, line: Hazard) -> u32 {
    let shift = 32u32.saturating_sub(line.0.leading_zeros());
    let part = ((height >> shift) << 32) / (line.0 >> shift);
    part.min(u64::from(u32::MAX)) as u32
}

/// A weekly chance as moments: a week with a moment in it has the review.
#[derive(Clone, Copy, Debug)]
pub struct Review {
    decision: Decision,
    /// 65,536 over the rate a week; 0 = never.
    stretch: u64,
}

impl Review {
    /// The review `name` with a weekly `chance` below 1.
    pub fn new(name: &str, chance: Chance) -> Review {
        let rate = -libm::log1p(-chance.share().min(0.999_999));
        let stretch = if rate > 0.0 { libm::round(65536.0 / rate) as u64 } else { 0 };
        Review { decision: Decision::new(name), stretch }
    }

    /// Hands each week of `block` in which `person` has the review to `give`, once each, in order.
    #[inline]
    pub fn each(&self, stream: &Stream, person: u32, block: u32, mut give: impl FnMut(u32)) {
        if self.stretch == 0 {
            return;
        }
        let words = stream.words(person, self.decision, block * 64);
        self.weeks(words, stream, person, block, &mut give);
    }

    /// The same for all of `people`, with first words drawn [`LANES`] at a time; in order of person.
    pub fn sweep(
        &self,
        level: Level,
        stream: &Stream,
        people: u32,
        block: u32,
        can: impl Fn(usize) -> bool,
        mut give: impl FnMut(u32, u32),
    ) {
        if self.stretch == 0 {
            return;
        }
        let mut words = [[0; LANES]; 4];
        for first in (0..people).step_by(LANES) {
            stream.words_of(level, first, self.decision, block * 64, &mut words);
            for lane in 0..LANES.min((people - first) as usize) {
                let person = first + lane as u32;
                if can(person as usize) {
                    let words = [words[0][lane], words[1][lane], words[2][lane], words[3][lane]];
                    self.weeks(words, stream, person, block, &mut |week| give(person, week));
                }
            }
        }
    }

    #[inline]
    fn weeks(
        &self,
        mut words: [u32; 4],
        stream: &Stream,
        person: u32,
        block: u32,
        give: &mut impl FnMut(u32),
    ) {
        let (mut time, mut last) = (0, u32::MAX);
        for g in 0..256 {
            if g % 4 == 0 && g > 0 {
                words = stream.words(person, self.decision, block * 64 + g / 4);
            }
            time += (u64::from(neglog(words[g as usize % 4])) * self.stretch) >> 16;
            if time >= BLOCK_TIME {
                return;
            }
            let week = (time >> TIME_BITS) as u32;
            if week != last {
                give(week);
                last = week;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLANE: &str = "test-plane";

    fn count(line: Hazard, people: u32, blocks: u32) -> u64 {
        let plane = Plane::new(PLANE, "");
        let stream = Stream::new(7, 3);
        let mut marks = 0;
        for person in 0..people {
            for block in 0..blocks {
                plane.each(&stream, person, block, line, |_| marks += 1);
            }
        }
        marks
    }

    /// Poisson counts within five standard deviations: false alarm about 6e-7 a line.
    #[test]
    fn marks_come_at_their_rate_at_every_height() {
        for (weekly, people) in [(20.0, 40), (1.0, 400), (0.3, 1000), (0.01, 20_000), (1e-4, 400_000)] {
            let line = Hazard::new(crate::unit::PerYear(weekly * 52.0));
            let expected = weekly * 32.0 * 2.0 * f64::from(people);
            let got = count(line, people, 2) as f64;
            let off = (got - expected) / expected.sqrt();
            assert!(off.abs() < 5.0, "{weekly} a week: {got} marks for {expected}, {off} deviations");
        }
    }

    /// A hazard of 1e-9 a week keeps just that part of stratum 0, to its last unit.
    #[test]
    fn a_chance_of_one_in_a_billion_is_exact() {
        let line = Hazard::new(crate::unit::PerYear(52e-9));
        assert_eq!(line.0, 288_230_376);
        let heights_below = line.0; // heights of stratum 0 are even over [0, 2^46)
        let share = heights_below as f64 / libm::ldexp(1.0, 46) * libm::ldexp(1.0, -12);
        assert!((share / 1e-9 - 1.0).abs() < 1e-8);
        assert_eq!(height(0, u32::MAX, u32::MAX), (1 << 46) - 1);
        for stratum in 1..STRATA {
            assert_eq!(height(stratum, 0, 0), 1 << (45 + stratum));
            let top = height(stratum, u32::MAX, u32::MAX);
            assert!(top < 1 << (46 + stratum) && top >= (1 << (46 + stratum)) - (1 << stratum));
        }
    }

    #[test]
    fn a_lower_line_keeps_a_subset() {
        let plane = Plane::new(PLANE, "");
        let stream = Stream::new(7, 3);
        for person in 0..2000 {
            let (mut all, mut low) = (Vec::new(), Vec::new());
            plane.each(&stream, person, 5, Hazard(1 << 57), |mark| all.push(mark));
            plane.each(&stream, person, 5, Hazard(3 << 53), |mark| low.push(mark));
            all.retain(|mark| mark.height < 3 << 53);
            assert_eq!(all, low);
        }
    }

    #[test]
    fn a_sweep_gives_what_each_person_gives() {
        let (plane, stream, people) = (Plane::new(PLANE, ""), Stream::new(7, 3), 700);
        let line = |i: usize| Hazard((1 << 62) >> (i % 50));
        let mut swept = Vec::new();
        plane.sweep(Level::best(), &stream, people, 2, line, |person, mark| swept.push((person, mark)));
        let mut single = Vec::new();
        for person in 0..people {
            plane.each(&stream, person, 2, line(person as usize), |mark| single.push((person, mark)));
        }
        assert_eq!(swept, single);

        let review = Review::new("test-review", Chance::new(0.2));
        let (mut swept, mut single) = (Vec::new(), Vec::new());
        review.sweep(
            Level::best(),
            &stream,
            people,
            2,
            |i| i % 3 > 0,
            |person, week| swept.push((person, week)),
        );
        for person in (0..people).filter(|person| person % 3 > 0) {
            review.each(&stream, person, 2, |week| single.push((person, week)));
        }
        assert_eq!(swept, single);
    }

    #[test]
    fn reviews_come_with_their_chance() {
        let review = Review::new("test-review", Chance::new(0.1));
        let stream = Stream::new(1, 0);
        let (mut seen, people) = (0u32, 20_000);
        for person in 0..people {
            review.each(&stream, person, 1, |_| seen += 1);
        }
        let expected = 0.1 * 32.0 * f64::from(people);
        let off = (f64::from(seen) - expected) / (expected * 0.9).sqrt();
        assert!(off.abs() < 5.0, "{seen} reviews for {expected}: {off} deviations");
    }

    #[test]
    fn a_part_keeps_the_order_of_heights() {
        let line = Hazard((1 << 60) + 12_345);
        let mut last = 0;
        for k in 0..1000 {
            let part = part_of(k * (line.0 / 1000), line);
            assert!(part >= last);
            last = part;
        }
        assert_eq!(part_of(line.0 - 1, line), u32::MAX);
    }
}
