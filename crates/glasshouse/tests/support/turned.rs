//! Random worlds: built-in regimes with their numbers turned, and `large-country` under settings.

use glasshouse::regime::{Covers, Regime};
use glasshouse::society::Society;
use glasshouse::unit::{Chance, PerYear, Points, Weeks};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::built_in;

const CASES: u32 = 12;
const REGIMES: [&str; 6] = [
    "social-credit",
    "financial-credit",
    "financial-credit-wide",
    "platform-rating",
    "platform-rating-24-7",
    "travel-ban",
];

/// A generator that gives the same cases every time.
pub fn repeatable() -> ProptestConfig {
    ProptestConfig {
        cases: CASES,
        rng_seed: RngSeed::Fixed(20_180_501),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}

/// Settings of the society: one value for each path.
const SETTINGS: [(&str, f64, f64); 16] = [
    ("response.beta", 0.0, 3.0),
    ("response.psi", 0.0, 2.0),
    ("response.private", 0.0, 0.9),
    ("response.kappa", 0.0, 0.9),
    ("response.chi", -0.5, 0.9),
    ("response.frailty_shared", 0.0, 1.0),
    ("response.opposed", 0.1, 0.9),
    ("response.conformity", 0.0, 0.5),
    ("response.news", 0.0, 0.05),
    ("response.word_of_mouth", 0.0, 1.0),
    ("response.fear_own", 0.0, 1.0),
    ("response.payment", 0.1, 5.0),
    ("response.tie_cutting", 0.0, 0.5),
    ("conduct.unpaid-judgment-debt.rate", 0.0, 0.5),
    ("conduct.expired-ticket.rate", 0.0, 1.0),
    ("ties.friends", 0.0, 12.0),
];

/// Settings of `large-country`.
pub fn societies() -> impl Strategy<Value = Vec<String>> {
    let one = |(path, low, high): (&'static str, f64, f64)| {
        prop::option::of(
            (0..=20_u32)
                .prop_map(move |step| format!("{path}={}", low + (high - low) * f64::from(step) / 20.0)),
        )
    };
    SETTINGS
        .map(one)
        .to_vec()
        .prop_map(|settings: Vec<Option<String>>| settings.into_iter().flatten().collect())
}

/// How the numbers of a built-in regime are turned.
#[derive(Clone, Debug)]
pub struct Turn {
    pub base: usize,
    pub coverage: f64,
    pub errors: f64,
    pub points: i64,
    pub lasts: u32,
    pub half_life: Option<u32>,
    pub renews: bool,
    pub association: i64,
    pub household: u16,
    pub awareness: f64,
    pub covers: Covers,
}

prop_compose! {
    /// Turned numbers.
    pub fn turns()(
        base in 0..REGIMES.len(),
        coverage in 0.0..2.0,
        errors in 0.0..20.0,
        points in 1_i64..6,
        lasts in 1_u32..40,
        half_life in prop::option::of(1_u32..60),
        renews: bool,
        association in prop_oneof![Just(0), 0_i64..30_000],
        household in prop_oneof![Just(0), 0_u16..1024],
        awareness in 0.0..1.0,
        covers in prop_oneof![Just(Covers::All), Just(Covers::PlatformWorkers), Just(Covers::Claimants)],
    ) -> Turn {
        Turn { base, coverage, errors, points, lasts, half_life, renews, association, household, awareness, covers }
    }
}

impl Turn {
    /// The built-in regime, turned.
    pub fn regime(&self, society: &Society) -> Regime {
        self.of(REGIMES[self.base], society)
    }

    /// Another built-in regime, turned so.
    pub fn of(&self, name: &str, society: &Society) -> Regime {
        let mut regime = built_in(name, society);
        regime.covers = self.covers;
        regime.awareness = Chance::new(self.awareness);
        for observe in &mut regime.observe {
            observe.coverage =
                observe.coverage.map(|row| row.map(|chance| Chance::new(chance.share() * self.coverage)));
            observe.false_records =
                observe.false_records.map(|row| row.map(|rate| PerYear(rate.0 * self.errors)));
            observe.points = Points(observe.points.0 * self.points);
        }
        for sanction in &mut regime.sanctions {
            sanction.lasts = Weeks(self.lasts);
            sanction.renews = self.renews;
            sanction.household = self.household;
        }
        if let Some(score) = &mut regime.score {
            score.half_life = self.half_life.map(Weeks);
            regime.association = self.association;
        }
        regime
    }
}
