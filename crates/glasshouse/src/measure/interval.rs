//! Estimates with simulation intervals: a function of pooled sums, and its spread between groups of counties.
//!
//! Counties are independent replicates, dealt to at most [`GROUPS_KEPT`] groups. The standard error is the
//! delete-one-group jackknife of the function, weighted where groups are unequal (Busing, Meijer and van der
//! Leeden 1999, doi 10.1023/A:1008800423698); the interval is Student's with groups − 1 degrees of freedom.
//! It measures the noise of the simulation, not what is unknown about people.

/// Most groups whose sums are kept: county k is in group k modulo this.
pub const GROUPS_KEPT: usize = 64;

/// Fewest groups from which an interval is given.
pub const GROUPS_NEEDED: usize = 4;

/// Why there is no interval: too few counties.
pub const TOO_FEW: &str = "no interval: fewer than 4 counties";
/// Why there is no interval: no event.
pub const NOTHING: &str = "no interval: nothing was counted";
/// Why there is no interval: deleting a group leaves 0/0.
pub const CONCENTRATED: &str = "no interval: all that is counted lies in one group of counties";

/// A ratio of two sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// Numerator.
    pub num: i128,
    /// Denominator.
    pub den: i128,
}

impl Ratio {
    /// `num` / `den`.
    pub fn new(num: i64, den: i64) -> Ratio {
        Ratio { num: num.into(), den: den.into() }
    }

    /// Its value times `scale`; none where the denominator is 0.
    pub fn value(self, scale: f64) -> Option<f64> {
        (self.den != 0).then(|| self.num as f64 / self.den as f64 * scale)
    }
}

/// A number over all counties, and over all but each group of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Over all counties, or why it is not defined.
    value: Result<f64, &'static str>,
    /// Without each group; none where it is not defined then.
    without: Vec<Option<f64>>,
}

impl Spread {
    /// A number over all counties, and without each group; those are not asked for below [`GROUPS_NEEDED`].
    pub fn new(value: Result<f64, &'static str>, without: Vec<Option<f64>>) -> Spread {
        Spread { value, without }
    }

    /// A ratio times `scale`, from its sums in each group; `empty` is the reason where the denominator is 0.
    pub fn of_ratio(groups: impl IntoIterator<Item = Ratio>, scale: f64, empty: &'static str) -> Spread {
        let groups: Vec<Ratio> = groups.into_iter().collect();
        let sum = |sum: Ratio, part: &Ratio| Ratio { num: sum.num + part.num, den: sum.den + part.den };
        let total = groups.iter().fold(Ratio::default(), sum);
        let rest = |part: &Ratio| Ratio { num: total.num - part.num, den: total.den - part.den };
        let without = groups.iter().map(|part| rest(part).value(scale)).collect();
        Spread::new(total.value(scale).ok_or(empty), without)
    }

    /// Whether nothing was counted: 0 throughout, so that the lack of spread would pass for certainty.
    fn idle(&self) -> bool {
        self.value == Ok(0.0) && self.without.iter().all(|value| value.is_none_or(|value| value == 0.0))
    }
}

/// A number, how sure the simulation is of it, and why something is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number; none where it is not defined.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// Lower end of the 95% simulation interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Why something is missing; empty where nothing is.
    pub note: &'static str,
}

impl Estimate {
    /// Not defined, and why.
    pub fn missing(note: &'static str) -> Estimate {
        Estimate { estimate: None, standard_error: None, low: None, high: None, note }
    }

    /// Half the length of the interval, what is printed after ±; where a range cut one side, the other side.
    pub fn half_width(&self) -> Option<f64> {
        let value = self.estimate?;
        Some((self.high? - value).max(value - self.low?))
    }

    /// Whether the interval has 0 inside or on its edge; none without an interval.
    pub fn may_be_zero(&self) -> Option<bool> {
        Some(self.low? <= 0.0 && self.high? >= 0.0)
    }

    /// In a unit `factor` times smaller.
    pub fn times(self, factor: f64) -> Estimate {
        let [estimate, standard_error, low, high] = [self.estimate, self.standard_error, self.low, self.high]
            .map(|value| value.map(|value| value * factor));
        Estimate { estimate, standard_error, low, high, ..self }
    }

    /// The interval cut to the values that are possible.
    pub fn within(mut self, (low, high): (f64, f64)) -> Estimate {
        self.low = self.low.map(|end| end.max(low));
        self.high = self.high.map(|end| end.min(high));
        self
    }
}

/// The jackknife over groups of given sizes.
#[derive(Clone, Debug)]
pub struct Jackknife {
    /// For each group, the share of counties outside it.
    outside: Vec<f64>,
    /// For each group, all counties over those in it, less one.
    weights: Vec<f64>,
    t: f64,
}

impl Jackknife {
    /// For groups that hold `counties` counties each, none of them empty.
    pub fn new(counties: &[u32]) -> Jackknife {
        assert!(counties.iter().all(|&count| count > 0), "an empty group is no group");
        let all: f64 = counties.iter().map(|&count| f64::from(count)).sum();
        let outside = counties.iter().map(|&count| 1.0 - f64::from(count) / all).collect();
        let weights = counties.iter().map(|&count| all / f64::from(count) - 1.0).collect();
        let enough = counties.len() >= GROUPS_NEEDED;
        let t = if enough { student_95(counties.len() as u32 - 1) } else { f64::NAN };
        Jackknife { outside, weights, t }
    }

    /// The number with its interval.
    pub fn estimate(&self, spread: &Spread) -> Estimate {
        self.around(spread.value, spread.idle(), |group| spread.without[group])
    }

    /// `b` − `a`.
    pub fn difference(&self, a: &Spread, b: &Spread) -> Estimate {
        let value = b.value.and_then(|b| Ok(b - a.value?));
        self.around(value, a.idle() && b.idle(), |group| Some(b.without[group]? - a.without[group]?))
    }

    /// (`b` − `a`) / `a`.
    pub fn relative(&self, a: &Spread, b: &Spread) -> Estimate {
        let over = |a: Option<f64>, b: Option<f64>| {
            let a = a.filter(|&a| a != 0.0)?;
            Some((b? - a) / a)
        };
        let value = over(a.value.ok(), b.value.ok()).ok_or("0 or undefined under none: no ratio");
        self.around(value, false, |group| over(a.without[group], b.without[group]))
    }

    /// Any function of pooled sums: its value, and its value without each group. `idle` = nothing happened,
    /// and a spread of zeros would pass for certainty.
    fn around(
        &self,
        value: Result<f64, &'static str>,
        idle: bool,
        without: impl Fn(usize) -> Option<f64>,
    ) -> Estimate {
        let value = match value {
            Ok(value) => value,
            Err(reason) => return Estimate::missing(reason),
        };
        let bare = |note| Estimate { estimate: Some(value), ..Estimate::missing(note) };
        if self.weights.len() < GROUPS_NEEDED {
            return bare(TOO_FEW);
        }
        if idle {
            return bare(NOTHING);
        }
        // Deviations, not pseudo-values: where all groups agree the error is 0 to the last bit.
        let deviations: Option<Vec<f64>> =
            (0..self.weights.len()).map(|group| Some(without(group)? - value)).collect();
        let Some(deviations) = deviations else { return bare(CONCENTRATED) };
        let error = self.error(&deviations);
        let half = self.t * error;
        Estimate {
            estimate: Some(value),
            standard_error: Some(error),
            low: Some(value - half),
            high: Some(value + half),
            note: "",
        }
    }

    /// Delete-m_j standard error from d = θ(j) − θ: with w = n/m − 1, pseudo-values are θ − w·d, their
    /// centre θ − Σ (1 − m/n)·d, and the variance the mean of (pseudo-value − centre)² / w.
    fn error(&self, deviations: &[f64]) -> f64 {
        let centre: f64 = self.outside.iter().zip(deviations).map(|(share, d)| share * d).sum();
        let squares: f64 =
            self.weights.iter().zip(deviations).map(|(w, d)| (centre - w * d) * (centre - w * d) / w).sum();
        libm::sqrt(squares / deviations.len() as f64)
    }
}

/// The t with 95% of Student's law with `freedom` degrees within ±t.
pub fn student_95(freedom: u32) -> f64 {
    assert!(freedom > 0, "one group has no spread");
    let (mut low, mut high) = (0.0, core::f64::consts::FRAC_PI_2);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if student_within(middle, freedom) < 0.95 { low = middle } else { high = middle }
    }
    libm::tan(low) * libm::sqrt(f64::from(freedom))
}

/// The chance that |t| ≤ √freedom · tan(angle): the finite sums for whole degrees of freedom, Abramowitz
/// and Stegun 26.7.3 (odd) and 26.7.4 (even).
fn student_within(angle: f64, freedom: u32) -> f64 {
    let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
    let odd = freedom % 2 == 1;
    let mut power = freedom % 2;
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = 0.0;
    while power + 2 <= freedom {
        sum += term;
        term *= cosine * cosine * f64::from(power + 1) / f64::from(power + 2);
        power += 2;
    }
    if odd { core::f64::consts::FRAC_2_PI * (angle + sine * sum) } else { sine * sum }
}

#[cfg(test)]
mod tests;
