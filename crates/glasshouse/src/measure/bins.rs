//! Fixed bins for what is kept neither person by person nor as one sum: found in integers, so that every machine
//! finds the same one.

use crate::regime::Score;
use crate::unit::POINT;

/// Bins of gravity: none, below one day-fine, then octaves from one day-fine up, the last one open.
pub const GRAVITIES: usize = 9;
/// Strata of conduct: bins of gravity up to the octave of 16 day-fines, the last one open.
pub const STRATA: usize = 8;
/// Finite bins of right-weeks per day-fine: quarter octaves from 2^-4 up, both ends open.
pub const BURDENS: usize = 64;
/// The bin of those who lost a right without any recorded gravity.
pub const INFINITE: usize = BURDENS;
/// Bins of the length of a spell: 65 of four weeks, and one for all that is longer.
pub const LENGTHS: usize = 66;
/// Weeks in a bin of lengths.
pub const LENGTH_WEEKS: u32 = 4;
/// Bins of the score shown.
pub const SCORES: usize = 256;
/// Values that scores are ranked by.
pub const RANKS: usize = 4096;

/// Thousandths in a day-fine.
const DAY_FINE: u64 = 1000;
/// The binary logarithm of the lower end of the bins of burdens.
pub const BURDEN_FROM: i32 = -4;
/// 2^(j/4) in 2^-62, rounded.
const QUARTERS: [u64; 4] = [
    4_611_686_018_427_387_904,
    5_484_249_825_272_419_512,
    6_521_908_912_666_391_106,
    7_755_900_482_342_532_474,
];

/// The bin of a gravity in thousandths of a day-fine.
#[inline]
pub fn gravity_bin(thousandths: u64) -> usize {
    // The logarithm of twice the day-fines, and 0 of none: how many bits they have.
    let octaves = ((thousandths / DAY_FINE * 2) | 1).ilog2();
    (usize::from(thousandths > 0) + octaves as usize).min(GRAVITIES - 1)
}

/// The binary logarithm of the middle of a bin of gravity above 0, in day-fines; the open ends are taken as octaves.
pub fn gravity_middle(bin: usize) -> f64 {
    bin as f64 - 1.5
}

/// The stratum of somebody's conduct, by its gravity in thousandths of a day-fine.
pub fn stratum(thousandths: u64) -> usize {
    gravity_bin(thousandths).min(STRATA - 1)
}

/// The bin of `right_weeks` lost by somebody whose records weigh `gravity` thousandths of a day-fine.
pub fn burden_bin(right_weeks: u32, gravity: u64) -> usize {
    if gravity == 0 {
        return INFINITE;
    }
    let lost = (u128::from(right_weeks) * u128::from(DAY_FINE)) << (62 - BURDEN_FROM);
    let reaches = |bin: usize| lost >= (u128::from(gravity) * u128::from(QUARTERS[bin % 4])) << (bin / 4);
    (1..BURDENS).rev().find(|&bin| reaches(bin)).unwrap_or(0)
}

/// The bin of a spell of `weeks` weeks, at least one.
pub fn length_bin(weeks: u32) -> usize {
    ((weeks.max(1) - 1) / LENGTH_WEEKS).min(LENGTHS as u32 - 1) as usize
}

/// The range over which a regime's scores are binned, in 256ths of a point: as far above the start as the floor is
/// below it, unless the ceiling is lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    floor: i64,
    span: Divisor,
    /// Width of a rank: a point, or a 4,096th of the range where that is more.
    width: Divisor,
}

/// A number that is divided by many times: by its inverse, which is one short at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Divisor {
    by: u64,
    inverse: u64,
}

impl Divisor {
    fn new(by: i64) -> Divisor {
        Divisor { by: by as u64, inverse: (1 << 40) / by as u64 }
    }

    /// The whole quotient, of numbers below 2^40 that are less than 2^24 times as large.
    #[inline(always)]
    fn into(self, number: u64) -> u64 {
        let short = (number * self.inverse) >> 40;
        short + u64::from(number - short * self.by >= self.by)
    }
}

impl Scale {
    /// From the floor, the ceiling and the start of a score, in 256ths of a point.
    pub fn new(floor: i64, ceiling: i64, start: i64) -> Scale {
        let span = (ceiling.min(2 * start - floor) - floor).max(1);
        let width = (span / RANKS as i64).max(POINT);
        Scale { floor, span: Divisor::new(span), width: Divisor::new(width) }
    }

    /// The range of a regime's score.
    pub fn of(score: &Score) -> Scale {
        Scale::new(score.floor.0, score.ceiling.0, score.start.0)
    }

    /// The bin of a score shown.
    #[inline(always)]
    pub fn bin(&self, score: i64) -> usize {
        let above = (score - self.floor).clamp(0, self.span.by as i64) as u64;
        (self.span.into(above * SCORES as u64) as usize).min(SCORES - 1)
    }

    /// The score that lies `bins` bins above the floor, in points.
    pub fn points(&self, bins: f64) -> f64 {
        (self.floor as f64 + bins * self.span.by as f64 / SCORES as f64) / POINT as f64
    }

    /// What a score is ranked by: whole points above the floor.
    #[inline(always)]
    pub fn rank(&self, score: i64) -> usize {
        let above = (score - self.floor).clamp(0, self.width.by as i64 * RANKS as i64) as u64;
        (self.width.into(above) as usize).min(RANKS - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gravities_fall_into_octaves_of_day_fines() {
        let bins = [0, 1, 999, 1000, 1999, 2000, 3999, 4000, 8000, 16_000, 32_000, 63_999, 64_000, 9_999_999];
        assert_eq!(bins.map(gravity_bin), [0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 7, 8, 8]);
        assert_eq!([0, 200, 1000, 16_000, 32_000, 64_000].map(stratum), [0, 1, 2, 6, 7, 7]);
        assert_eq!(libm::exp2(gravity_middle(2)), core::f64::consts::SQRT_2, "of [1, 2) day-fines");
    }

    /// 2^-4 right-weeks a day-fine is one in 16; a week for a day-fine lies 16 quarters above; the last bin begins at
    /// 2^(-4 + 63/4), about 3,444.
    #[test]
    fn burdens_fall_into_quarter_octaves() {
        assert_eq!(burden_bin(5, 0), INFINITE);
        assert_eq!([16_000, 13_454, 13_455].map(|gravity| burden_bin(1, gravity)), [0, 1, 0]);
        assert_eq!(
            [(1, 1000), (1, 1001), (2, 1000), (26, 20_000)].map(|(h, g)| burden_bin(h, g)),
            [16, 15, 20, 17]
        );
        assert_eq!([(3444, 1000), (3445, 1000), (u32::MAX, 1)].map(|(h, g)| burden_bin(h, g)), [62, 63, 63]);
    }

    #[test]
    fn lengths_fall_into_bins_of_four_weeks() {
        assert_eq!([1, 4, 5, 8, 52, 53, 260, 261, 9999].map(length_bin), [0, 0, 1, 1, 12, 13, 64, 65, 65]);
    }

    /// From 300 to min(850, 2 · 700 − 300) points: 256 bins of 550/256 points; ranks are points.
    #[test]
    fn scores_are_binned_over_what_can_be_shown() {
        let points = |points: i64| points * POINT;
        let scale = Scale::new(points(300), points(850), points(700));
        assert_eq!([300, 302, 303, 848, 850].map(|score| scale.bin(points(score))), [0, 0, 1, 255, 255]);
        assert_eq!([scale.points(0.0), scale.points(256.0)], [300.0, 850.0]);
        assert_eq!([-9, 300, 301, 850].map(|score| scale.rank(points(score))), [0, 0, 1, 550]);
        // A ceiling far above: as far up as down.
        assert_eq!(Scale::new(0, points(9999), points(100)), Scale::new(0, points(200), points(100)));
        // 100,000 points wide: a rank is 100,000/4,096 points.
        let wide = Scale::new(0, points(100_000), points(100_000));
        assert_eq!([24, 25, 99_999, 200_000].map(|score| wide.rank(points(score))), [0, 1, 4095, 4095]);
        assert_eq!(Scale::new(5, 5, 5).bin(5), 0, "no room at all");
    }

    proptest! {
        #[test]
        fn scores_are_divided_exactly(span in 1_i64..1 << 28, score in -9_i64..1 << 29) {
            let scale = Scale::new(0, span, span);
            prop_assert_eq!(scale.bin(score), (score * 256 / span).clamp(0, 255) as usize);
            let width = (span / 4096).max(POINT);
            prop_assert_eq!(scale.rank(score), (score / width).clamp(0, 4095) as usize);
        }

        /// The bin found in integers is the one that logarithms give, but at an edge.
        #[test]
        fn burdens_agree_with_logarithms(right_weeks in 1_u32..1_000_000, gravity in 1_u64..100_000_000) {
            let exact = 4.0 * (libm::log2(f64::from(right_weeks) * 1000.0 / gravity as f64) + 4.0);
            prop_assume!((exact - libm::round(exact)).abs() > 1e-9);
            prop_assert_eq!(burden_bin(right_weeks, gravity), libm::floor(exact).clamp(0.0, 63.0) as usize);
        }
    }
}
