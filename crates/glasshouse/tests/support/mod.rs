//! What the proofs share: built-in files as values, small plans, sums over totals, and how far chance may go.
//!
//! Every statistical test says how far off chance may put it. [`SIGMAS`] deviations of a normal law are
//! exceeded once in 92,000 trials; seeds are fixed, so a test that passes passes always.

#![allow(dead_code, reason = "each proof uses its own part")]

pub mod turned;

use glasshouse::builtin;
use glasshouse::county::County;
use glasshouse::draw::Stream;
use glasshouse::experiment::Plan;
use glasshouse::measure::totals::{Series, Totals};
use glasshouse::regime::{Observe, Regime, Sanction};
use glasshouse::society::people::{CELLS, flag};
use glasshouse::society::population::{Population, Source};
use glasshouse::society::{Kind, Society};
use glasshouse::text::set::Setting;
use glasshouse::unit::{Chance, PerYear, Points, Weeks};
use glasshouse::{regime, society};

/// Deviations allowed: a false alarm of 1.1e-5 each.
pub const SIGMAS: f64 = 4.4;

/// The society `large-country` under settings such as `response.private.share=0.2`.
pub fn large_country(settings: &[String]) -> Society {
    let source = builtin::find("society/large-country").expect("it is built in");
    let settings: Vec<Setting> = settings
        .iter()
        .map(|text| Setting::parse(&format!("society.{text}")).expect("a setting reads"))
        .collect();
    let read = society::file::read(source, &builtin::find, &settings).expect("it has no problem");
    assert!(read.applied.iter().all(|&applied| applied), "{settings:?} must apply");
    read.value
}

/// A built-in regime, against `society`.
pub fn built_in(name: &str, society: &Society) -> Regime {
    let source = builtin::find(&format!("regime/{name}")).expect("it is built in");
    regime::file::read(source, &builtin::find, &[], society).expect("it has no problem").value
}

/// The same rules under another name.
pub fn renamed(regime: &Regime, name: &str) -> Regime {
    Regime { name: name.to_owned(), ..regime.clone() }
}

/// One county of 4,096 people.
pub fn plan(society: &Society, arms: Vec<Regime>, weeks: u32) -> Plan {
    Plan {
        society: society.clone(),
        arms,
        counties: 1,
        county_size: 4096,
        warm_up: 0,
        weeks,
        seed: 11,
        luck: 11,
    }
}

/// Every county of a plan.
pub fn run(plan: &Plan) -> Vec<County> {
    (0..plan.counties).map(|number| county(plan, number)).collect()
}

/// One county of a plan.
pub fn county(plan: &Plan, number: u32) -> County {
    plan.ready().county(number, &mut |_| true).expect("nothing stops it")
}

/// Totals of one arm over all counties; arm 0 is `none`.
pub fn pooled(counties: &[County], arm: usize) -> Totals {
    let mut totals = Totals::new(counties[0].arms[arm].shape);
    counties.iter().for_each(|county| totals.add(&county.arms[arm]));
    totals
}

/// The people of one county of a plan, drawn as the engine draws them.
pub fn people_of(plan: &Plan, number: u32) -> Population {
    let (who, luck) = (Stream::new(plan.seed, number), Stream::new(plan.luck, number));
    Source::new(&plan.society).draw(&plan.society, &who, &luck, plan.county_size as usize)
}

/// One row of a grid by cell, added up.
pub fn cells(grid: &[i64], row: usize) -> i64 {
    grid[row * CELLS..][..CELLS].iter().sum()
}

/// One weekly series.
pub fn weekly(totals: &Totals, series: Series) -> &[i64] {
    let weeks = totals.shape.weeks;
    &totals.series[series as usize * weeks..][..weeks]
}

/// People who have lost `right`, week by week.
pub fn lost(totals: &Totals, right: usize) -> &[i64] {
    let weeks = totals.shape.weeks;
    &totals.lost_series[right * weeks..][..weeks]
}

/// `large-country` with nothing that feeds back: no deterrence, fear, conscience, news or private places.
pub fn still(kinds: Vec<Kind>) -> Society {
    let mut society = large_country(&[]);
    society.kinds = kinds;
    let behaviour = &mut society.behaviour;
    for number in [
        &mut behaviour.beta,
        &mut behaviour.psi,
        &mut behaviour.kappa,
        &mut behaviour.chi,
        &mut behaviour.private,
        &mut behaviour.news,
        &mut behaviour.word_of_mouth,
    ] {
        *number = 0.0;
    }
    society
}

/// Conduct of `large-country` at another mean rate a week, with a frailty of its own.
pub fn conduct(kind: &str, per_week: f64) -> Kind {
    let society = large_country(&[]);
    let k = society.kind(kind).expect("it is a kind");
    Kind { rate: PerYear(52.0 * per_week), shape: Some(3.0), needs: 0, ..society.kinds[k].clone() }
}

/// The hazard of kind 0 a week of every adult: the proofs condition on frailty, which is drawn and thus known.
pub fn hazards(plan: &Plan) -> Vec<f64> {
    let of_county = |number| {
        let population = people_of(plan, number);
        let adults = (0..population.people.len()).filter(|&i| population.people.is(i, flag::ADULT));
        let hazards: Vec<f64> = adults.map(|i| libm::ldexp(population.hazards[i].0 as f64, -58)).collect();
        hazards
    };
    (0..plan.counties).flat_map(of_county).collect()
}

/// The chance of at least one event where `hazard` are expected: 1 - exp(-hazard).
pub fn chance(hazard: f64) -> f64 {
    -libm::expm1(-hazard)
}

/// Mean and deviation of how many of these independent events happen.
pub fn count(chances: impl Iterator<Item = f64>) -> (f64, f64) {
    let (mean, variance) =
        chances.fold((0.0, 0.0), |(mean, variance), p| (mean + p, variance + p * (1.0 - p)));
    (mean, variance.sqrt())
}

/// Kind 0 and following, watched with the same coverage and points everywhere, without errors.
pub fn watched(kind: usize, coverage: f64, points: f64) -> Observe {
    Observe {
        kind,
        coverage: [[Chance::new(coverage); 2]; 2],
        false_records: [[PerYear(0.0); 2]; 2],
        points: Points::new(points),
        context: 0,
    }
}

/// A sanction that listed conduct sets off.
pub fn listing(on: u32, takes: u16, weeks: u32) -> Sanction {
    Sanction {
        name: format!("listing-{weeks}"),
        below: None,
        on,
        takes,
        lasts: Weeks(weeks),
        renews: false,
        until: None,
        household: 0,
        appeal: false,
        counts: None,
        escalates: 1.0,
    }
}

/// A regime that watches kind 0 in full and takes right 0 for `weeks` weeks.
pub fn lister(weeks: u32) -> Regime {
    Regime {
        name: format!("lister-{weeks}"),
        observe: vec![watched(0, 1.0, 0.0)],
        sanctions: vec![listing(1, 1, weeks)],
        ..Regime::none()
    }
}

/// Asserts that `seen` is within [`SIGMAS`] deviations of what is expected.
pub fn within(what: &str, seen: f64, expected: f64, deviation: f64) {
    let off = (seen - expected) / deviation;
    println!("{what}: {seen:.6} for {expected:.6}, {off:+.2} deviations");
    assert!(off.abs() < SIGMAS, "{what}: {seen} for {expected}, {off:+.2} deviations");
}
