//! Luck: the marks of one block of weeks, made once a county and shared by all its arms.
//!
//! Marks form a Poisson process over time and height; an event happens at each mark below the hazard
//! of its week. Which marks exist depends on nobody's rules, so a lower hazard gives a subset of events
//! and arms are coupled person by person. MODEL.md, section 7.1, is exact.

use crate::curve::neglog;
use crate::draw::{Decision, Stream};
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
        if line.0 == 0 {
            return;
        }
        let mut words = [0; 4];
        for stratum in 0..strata_below(line) {
            if stratum % 4 == 0 {
                words = stream.words(person, self.first, block * 8 + stratum / 4);
            }
            let mut time = gap(words[stratum as usize % 4], stratum);
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
    }
}

/// How many strata reach below `line`.
#[inline(always)]
fn strata_below(line: Hazard) -> u32 {
    // Stratum 0 ends at 2^46 units, each further one at twice the one before.
    let top = (line.0 - 1).checked_ilog2().unwrap_or(0);
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
        let (mut time, mut last, mut words) = (0, u32::MAX, [0; 4]);
        for g in 0..256 {
            if g % 4 == 0 {
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
