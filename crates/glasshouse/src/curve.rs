//! Curves as integer tables: logarithms, exponentials and the quantiles of the laws people are drawn from.

#[cfg(test)]
mod tests;

/// Fractional bits of [`neglog`].
pub const LOG_BITS: u32 = 24;

const LOG_CELLS: usize = 1024;

/// ln(1 + i/1024) in 2^-24, and in the upper half how much more the next one is: one look-up gives both. Evaluated
/// by the compiler.
static LOG_TABLE: [u64; LOG_CELLS] = log_table();

const fn log_table() -> [u64; LOG_CELLS] {
    let mut table = [0; LOG_CELLS];
    let mut i = 0;
    while i < LOG_CELLS {
        let (low, high) = (log_of_cell(i), log_of_cell(i + 1));
        table[i] = (high - low) << 32 | low;
        i += 1;
    }
    table
}

/// ln(1 + i/1024) in 2^-24, from the series of atanh.
const fn log_of_cell(i: usize) -> u64 {
    let z = i as f64 / (2 * LOG_CELLS + i) as f64;
    let mut power = z;
    let mut sum = 0.0;
    let mut n = 0;
    while n < 24 {
        sum += power / (2 * n + 1) as f64;
        power *= z * z;
        n += 1;
    }
    (2.0 * sum * (1u32 << LOG_BITS) as f64 + 0.5) as u64
}

/// -ln((word + 1/2) / 2^32) in 2^-24, to about two of its units: an exponential variate of mean 1.
#[inline(always)]
pub fn neglog(word: u32) -> u32 {
    const LN2: u64 = 11_629_080; // ln 2 in 2^-24
    // 2 word + 1 has 33 bits: as a double it is exact, and its bits hold the power of two and the fraction behind the
    // leading one. Vectors can do that, where they cannot count leading zeros.
    let bits = (f64::from(word) * 2.0 + 1.0).to_bits();
    let power = (bits >> 52) - 1023;
    let entry = LOG_TABLE[(bits >> 42) as usize % LOG_CELLS];
    let part = (bits >> 26) & 0xFFFF;
    let log = (entry & 0xFFFF_FFFF) + (((entry >> 32) * part) >> 16);
    ((33 - power) * LN2 - log) as u32
}

/// exp(-x) as a number of 2^32, for x ≥ 0; negative x gives 1.
pub fn decay(x: f64) -> u64 {
    libm::round(libm::exp(-x.max(0.0)) * 4_294_967_296.0) as u64
}

/// Cells in each halving of the upper tail.
const CELLS: usize = 32;
/// Cells of all 32 halvings.
const TAIL: usize = 32 * CELLS;

/// A law by its quantiles, fine in the upper tail: one table for each halving of the tail.
#[derive(Clone, Debug)]
pub struct Quantiles {
    /// The value at the top of each cell, and in the upper half how much more there is at its foot: one look-up gives
    /// both.
    table: Box<[u64; TAIL]>,
}

impl Quantiles {
    /// The law of what is always 0.
    pub fn zero() -> Quantiles {
        Quantiles { table: Box::new([0; TAIL]) }
    }

    /// The gamma law of mean 1 and the given `shape`, in 2^-24, at most 255.
    pub fn gamma(shape: f64) -> Quantiles {
        let mut law = Gamma::new(shape);
        let mut values = Quantiles::grid(|tail| law.quantile(tail));
        values[0] = law.foot(values[1]);
        let mean = table_mean(&values);
        for value in &mut values {
            *value /= mean;
        }
        Quantiles::rounded(&values, 24)
    }

    /// The size of a normal variate with the given standard deviation, in 16ths.
    pub fn half_normal(deviation: f64) -> Quantiles {
        let mut previous = 0.0;
        let values = Quantiles::grid(|tail| {
            previous = half_normal_quantile(tail, previous);
            previous * deviation
        });
        Quantiles::rounded(&values, 16)
    }

    /// Values at falling tails: the bounds of the cells of 32 halvings.
    fn grid(mut quantile: impl FnMut(f64) -> f64) -> Vec<f64> {
        let mut values = Vec::with_capacity(TAIL + 1);
        for halving in 0..32 {
            for cell in 0..CELLS {
                let tail = libm::ldexp(1.0 - cell as f64 / (2 * CELLS) as f64, -halving);
                values.push(quantile(tail));
            }
        }
        values.push(quantile(libm::ldexp(1.0, -32)));
        values
    }

    fn rounded(values: &[f64], bits: i32) -> Quantiles {
        let top = f64::from(u32::MAX);
        let rounded = |value: f64| libm::round(libm::ldexp(value, bits)).min(top) as u64;
        let mut law = Quantiles::zero();
        for (entry, ends) in law.table.iter_mut().zip(values.windows(2)) {
            let (low, high) = (rounded(ends[0]), rounded(ends[1]));
            *entry = high.checked_sub(low).expect("values rise with a falling tail") << 32 | low;
        }
        law
    }

    /// The value whose upper tail is (word + 1) / 2^32.
    #[inline(always)]
    pub fn at(&self, word: u32) -> u32 {
        let (cell, part) = place(word);
        self.value(cell, part)
    }

    /// The values at many words, in their place. What takes long is to look up; vectors find the places before.
    #[inline(always)]
    pub fn at_each<const N: usize>(&self, words: &mut [u32; N]) {
        let mut cells = [0; N];
        for (cell, word) in cells.iter_mut().zip(&mut *words) {
            (*cell, *word) = place(*word);
        }
        for (word, cell) in words.iter_mut().zip(cells) {
            *word = self.value(cell, *word);
        }
    }

    /// The value in this cell, counted modulo [`TAIL`], as many 65,536ths below its top.
    #[inline(always)]
    fn value(&self, cell: u32, part: u32) -> u32 {
        let entry = self.table[cell as usize % TAIL];
        ((entry & 0xFFFF_FFFF) + (((entry >> 32) * u64::from(part)) >> 16)) as u32
    }
}

/// Where a word lies in a law: the cell, counted modulo [`TAIL`], and how far in it, in 65,536ths.
#[inline(always)]
fn place(word: u32) -> (u32, u32) {
    // As in `neglog`, the bits of a float tell the halving, and the place in it, without counting leading zeros: they
    // rise with the word, and so its upper ones count cells from the last.
    const LAST: u32 = (127 + 31) * CELLS as u32 + CELLS as u32 - 1;
    let word = word | 1;
    let bits = if word >> 31 == 1 {
        // Beyond what vectors convert: the leading bit raises the exponent by one.
        (word >> 8) + ((127 + 30) << 23)
    } else {
        // 22 bits are read; where the next one is 0 rounding cannot reach them.
        ((word & !(word >> 22)) as i32 as f32).to_bits()
    };
    (LAST - (bits >> 18), !bits >> 2 & 0xFFFF)
}

/// The mean of a law given by values at the bounds of the cells, linear between them.
fn table_mean(values: &[f64]) -> f64 {
    let mut mean = 0.0;
    for halving in 0..32 {
        let weight = libm::ldexp(1.0, -halving - 1) / CELLS as f64;
        for cell in 0..CELLS {
            let at = halving as usize * CELLS + cell;
            mean += weight * 0.5 * (values[at] + values[at + 1]);
        }
    }
    mean
}

/// The gamma law of shape `a` and scale 1, inverted by Newton steps in the logarithm.
struct Gamma {
    a: f64,
    log_gamma: f64,
    log_x: f64,
}

impl Gamma {
    fn new(a: f64) -> Gamma {
        Gamma { a, log_gamma: libm::lgamma(a), log_x: f64::NEG_INFINITY }
    }

    /// The value with upper tail `tail`; called with falling tails it starts from the last answer.
    fn quantile(&mut self, tail: f64) -> f64 {
        if tail >= 1.0 {
            return 0.0;
        }
        let mut y = self.guess(tail).max(self.log_x);
        for _ in 0..60 {
            let x = libm::exp(y);
            let density = libm::exp(self.a * y - x - self.log_gamma); // of the logarithm
            let (lower, upper) = self.tails(x);
            // Newton on the logarithm of the smaller tail, which is nearly straight in y.
            let step = if tail < 0.5 {
                libm::log(upper / tail) * upper / density
            } else {
                libm::log((1.0 - tail) / lower) * lower / density
            };
            y += step.clamp(-2.0, 2.0);
            if step.abs() < 1e-12 {
                break;
            }
        }
        self.log_x = y;
        libm::exp(y)
    }

    /// A first logarithm: of the law near 0 for small shapes, of Wilson and Hilferty (1931) for large ones.
    fn guess(&self, tail: f64) -> f64 {
        if self.a < 10.0 {
            return ((libm::log1p(-tail) + self.log_gamma + libm::log(self.a)) / self.a).min(1.0);
        }
        let deviations = if tail < 0.5 {
            half_normal_quantile(2.0 * tail, 0.0)
        } else {
            -half_normal_quantile(2.0 * (1.0 - tail), 0.0)
        };
        let root = 1.0 - 1.0 / (9.0 * self.a) + deviations / (3.0 * self.a.sqrt());
        libm::log(self.a) + 3.0 * libm::log(root)
    }

    /// Where the lowest cell, up to `x`, must begin so that its mean is right; 0 for shapes up to about 1.
    fn foot(&self, x: f64) -> f64 {
        let mass = 1.0 / (2 * CELLS) as f64;
        let (below, _) = Gamma::new(self.a + 1.0).tails(x);
        (2.0 * self.a * below / mass - x).max(0.0)
    }

    /// The regularised incomplete gamma functions P(a, x) and Q(a, x).
    fn tails(&self, x: f64) -> (f64, f64) {
        let front = libm::exp(self.a * libm::log(x) - x - self.log_gamma);
        if x < self.a + 1.0 {
            let (mut term, mut sum, mut n) = (1.0 / self.a, 1.0 / self.a, self.a);
            while term > sum * 1e-17 {
                n += 1.0;
                term *= x / n;
                sum += term;
            }
            (front * sum, 1.0 - front * sum)
        } else {
            let upper = front * self.continued_fraction(x);
            (1.0 - upper, upper)
        }
    }

    /// Lentz's method for the continued fraction of Γ(a, x).
    fn continued_fraction(&self, x: f64) -> f64 {
        let mut b = x + 1.0 - self.a;
        let mut c = 1e300;
        let mut d = 1.0 / b;
        let mut h = d;
        for i in 1..500 {
            let an = -f64::from(i) * (f64::from(i) - self.a);
            b += 2.0;
            d = 1.0 / (an * d + b);
            c = b + an / c;
            h *= c * d;
            if (c * d - 1.0).abs() < 1e-16 {
                break;
            }
        }
        h
    }
}

/// x with P(|N| > x) = tail, by Newton steps from `guess`.
fn half_normal_quantile(tail: f64, guess: f64) -> f64 {
    let mut x = guess;
    for _ in 0..60 {
        let upper = libm::erfc(x * core::f64::consts::FRAC_1_SQRT_2);
        let density = libm::sqrt(2.0 / core::f64::consts::PI) * libm::exp(-0.5 * x * x);
        let step = libm::log(upper / tail) * upper / density;
        x += step.clamp(-1.0, 1.0);
        if step.abs() < 1e-13 {
            break;
        }
    }
    x.max(0.0)
}

/// Quantiles of Beta(a, b) at 256 even steps, in 16ths, linear between.
#[derive(Clone, Debug)]
pub struct BetaQuantiles {
    table: Vec<u32>,
}

impl BetaQuantiles {
    /// The law Beta(a, b).
    pub fn new(a: f64, b: f64) -> BetaQuantiles {
        const STEPS: usize = 4096;
        let density = |x: f64| libm::pow(x, a - 1.0) * libm::pow(1.0 - x, b - 1.0);
        let mut cumulative = vec![0.0; STEPS + 1];
        for i in 0..STEPS {
            let middle = (i as f64 + 0.5) / STEPS as f64;
            cumulative[i + 1] = cumulative[i] + density(middle);
        }
        let total = cumulative[STEPS];
        let mut at = 0;
        let table = (0..=256).map(|k| {
            let target = total * f64::from(k) / 256.0;
            while at + 1 < STEPS && cumulative[at + 1] < target {
                at += 1;
            }
            let span = cumulative[at + 1] - cumulative[at];
            let part = if span > 0.0 { (target - cumulative[at]) / span } else { 0.0 };
            let x = (at as f64 + part.clamp(0.0, 1.0)) / STEPS as f64;
            libm::round(x * 65536.0).min(65535.0) as u32
        });
        BetaQuantiles { table: table.collect() }
    }

    /// The quantile at (word + 1/2) / 2^32.
    #[inline(always)]
    pub fn at(&self, word: u32) -> u16 {
        let cell = (word >> 24) as usize;
        let low = u64::from(self.table[cell]);
        let high = u64::from(self.table[cell + 1]);
        (low + (((high - low) * u64::from(word & 0xFF_FFFF)) >> 24)) as u16
    }
}
