//! Units as types, and the conversions that need a formula.
//!
//! Everything the week decides with is an integer: a [`Chance`] is a threshold for a 32-bit word, a
//! [`Hazard`] a height in the plane of marks, a slow variable a 65,536th, a score a 256th of a point.
//! Floating point appears while these integers are made from the numbers of a file, with the `libm` crate
//! and never the platform's own functions, so that every machine makes the same integers; and where a
//! double does exactly what vectors of integers cannot.

/// Weeks in a year, for rates and durations alike.
pub const WEEKS_PER_YEAR: u32 = 52;

/// Fixed-point one for slow variables (fear, conscience) and weights: 65,536.
pub const ONE: i64 = 1 << 16;

/// Fixed-point one of scores: 256 parts make a point.
pub const POINT: i64 = 256;

/// A chance, as the number of 32-bit words (of 2^32) that mean yes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub struct Chance(u64);

impl Chance {
    /// Never.
    pub const NEVER: Chance = Chance(0);
    /// Always.
    pub const ALWAYS: Chance = Chance(1 << 32);

    /// The chance nearest to `share`, cut to [0, 1].
    pub fn new(share: f64) -> Chance {
        Chance(libm::round(share.clamp(0.0, 1.0) * 4_294_967_296.0) as u64)
    }

    /// The chance of at least one event in a week at a `rate` a year.
    pub fn weekly(rate: PerYear) -> Chance {
        Chance::new(-libm::expm1(-rate.0 / f64::from(WEEKS_PER_YEAR)))
    }

    /// Whether a uniform 32-bit `word` means yes.
    #[inline(always)]
    pub fn hit(self, word: u32) -> bool {
        u64::from(word) < self.0
    }

    /// The same chance for vectors of words.
    pub fn narrow(self) -> Narrow {
        Narrow { last: self.0.saturating_sub(1) as u32, ever: self.0 > 0 }
    }

    /// The threshold itself, in 0..=2^32.
    #[inline(always)]
    pub fn threshold(self) -> u64 {
        self.0
    }

    /// The share, for printing.
    pub fn share(self) -> f64 {
        self.0 as f64 / 4_294_967_296.0
    }
}

/// A [`Chance`] in 32 bits, so that vectors compare as many words as they hold: the last word that means yes.
#[derive(Clone, Copy, Debug)]
pub struct Narrow {
    last: u32,
    ever: bool,
}

impl Narrow {
    /// Whether a uniform 32-bit `word` means yes.
    #[inline(always)]
    pub fn hit(self, word: u32) -> bool {
        self.ever & (word <= self.last)
    }
}

/// A rate: events a year, of 52 weeks. Not a probability.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]
pub struct PerYear(pub f64);

/// A weekly rate as a height in the plane of marks, in units of 2^-58 a week; at most
/// [`Hazard::MAX`] (16 a week).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub struct Hazard(pub u64);

impl Hazard {
    /// 16 a week: the top of the plane of marks.
    pub const MAX: Hazard = Hazard(1 << 62);

    /// The hazard of a yearly rate; rates beyond the plane are cut to its top.
    pub fn new(rate: PerYear) -> Hazard {
        let height = libm::ldexp(rate.0.max(0.0) / f64::from(WEEKS_PER_YEAR), 58);
        if height >= Hazard::MAX.0 as f64 { Hazard::MAX } else { Hazard(libm::round(height) as u64) }
    }

    /// This hazard times `factor` / 2^24, cut to the top of the plane.
    #[inline]
    pub fn times(self, factor: u32) -> Hazard {
        self.scaled::<24>(factor)
    }

    /// This hazard times `factor` / 2^`BITS`, of at most 32 bits, cut to the top of the plane. The upper and the lower
    /// half are multiplied apart, which vectors can do and which loses nothing.
    #[inline(always)]
    pub fn scaled<const BITS: u32>(self, factor: u32) -> Hazard {
        let [high, low] = [self.0 >> 32, self.0 & 0xFFFF_FFFF].map(|half| half * u64::from(factor));
        let above = high >> (31 + BITS) != 0;
        if above { Hazard::MAX } else { Hazard((high << (32 - BITS)) + (low >> BITS)).min(Hazard::MAX) }
    }

    /// This hazard times a chance.
    #[inline]
    pub fn thin(self, chance: Chance) -> Hazard {
        Hazard(((u128::from(self.0) * u128::from(chance.threshold())) >> 32) as u64)
    }
}

/// A score or a change of one, in 256ths of a point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub struct Points(pub i64);

impl Points {
    /// The nearest 256th to `points`.
    pub fn new(points: f64) -> Points {
        Points(libm::round(points * POINT as f64) as i64)
    }

    /// As a number of points, for printing.
    pub fn points(self) -> f64 {
        self.0 as f64 / POINT as f64
    }
}

/// A whole number of weeks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub struct Weeks(pub u32);

/// A number in [-32768, 32768) as 65,536ths: weights, shares, slow variables.
pub fn sixteenths(value: f64) -> i64 {
    libm::round(value * ONE as f64) as i64
}

/// A calendar date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// Days since 1 March of year 0 of the Gregorian calendar, carried back where need be.
    fn days(self) -> i64 {
        // A year that begins in March has its leap day last, so that the days before a month follow a line.
        let (month, year) = ((i64::from(self.month) + 9) % 12, i64::from(self.year));
        let year = year - i64::from(self.month < 3);
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + i64::from(self.day)
            - 1
    }

    /// Whole weeks from `begins` to this date; 0 for a date before it.
    pub fn weeks_since(self, begins: Date) -> u32 {
        ((self.days() - begins.days()).max(0) / 7) as u32
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_chances_are_hit_by_the_same_words() {
        for chance in [Chance::NEVER, Chance(1), Chance(1 << 31), Chance(u64::from(u32::MAX)), Chance::ALWAYS]
        {
            for word in [0, 1, (1 << 31) - 1, 1 << 31, u32::MAX - 1, u32::MAX] {
                assert_eq!(chance.narrow().hit(word), chance.hit(word), "{chance:?} by {word}");
            }
        }
    }

    #[test]
    fn scaled_hazards_are_those_of_wide_numbers() {
        let cut = |wide: u128| wide.min(u128::from(Hazard::MAX.0)) as u64;
        for height in [0, 1, (1 << 32) - 1, 1 << 32, 0x0123_4567_89AB_CDEF, (1 << 63) - 1, 1 << 63] {
            for factor in [0, 1, 3 << 14, 1 << 16, 1 << 17, 1 << 24, 0x89AB_CDEF, u32::MAX] {
                let (hazard, product) = (Hazard(height), u128::from(height) * u128::from(factor));
                assert_eq!(hazard.scaled::<16>(factor).0, cut(product >> 16), "{height} times {factor}");
                assert_eq!(hazard.times(factor).0, cut(product >> 24), "{height} times {factor}");
            }
        }
    }

    #[test]
    fn dates_are_weeks_apart() {
        let date = |year, month, day| Date { year, month, day };
        let begins = date(2018, 5, 1);
        assert_eq!(date(2018, 5, 7).weeks_since(begins), 0);
        assert_eq!(date(2018, 5, 8).weeks_since(begins), 1);
        assert_eq!(date(2014, 6, 14).weeks_since(begins), 0);
        assert_eq!(date(2023, 5, 1).weeks_since(begins), 1826 / 7);
        assert_eq!(date(2000, 3, 1).days() - date(2000, 2, 28).days(), 2);
        assert_eq!(date(1900, 3, 1).days() - date(1900, 2, 28).days(), 1);
        assert_eq!(date(2024, 1, 1).days() - date(2023, 1, 1).days(), 365);
        assert_eq!(date(1970, 1, 1).days(), 719_468);
    }
}
