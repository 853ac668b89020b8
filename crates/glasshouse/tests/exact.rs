//! The engine against exact solutions: weeks under a listing, the stock of debts, and who has heard.
//!
//! Feedback is off ([`support::still`]), so each is a chain that can be solved on paper. Chance may put each
//! number off by 4.4 deviations, a false alarm of 1.1e-5; some 40 numbers are tested on fixed seeds, so
//! under 5e-4 over the file. The distribution of scores and the fixed point of association, which need each
//! person's score, are proven inside the library, in `week/exact.rs`.

mod support;

use glasshouse::experiment::Plan;
use glasshouse::measure::totals::{Series, Totals};
use glasshouse::regime::{Regime, Score};
use glasshouse::society::people::flag;
use glasshouse::society::population::Population;
use glasshouse::unit::{Chance, PerYear, Points, Weeks};
use support::{
    cells, chance, conduct, count, hazards, lister, listing, lost, people_of, plan, pooled, run, still,
    watched, weekly, within,
};

fn four_counties(plan: Plan) -> Plan {
    Plan { counties: 4, ..plan }
}

/// A record in any of the last L weeks holds: a person of hazard λ has Poisson records and each starts the term
/// anew, so week w finds them under sanction with chance 1 - exp(-λ min(w + 1, L)). Adults are independent.
#[test]
fn weeks_under_a_listing_are_those_of_the_poisson_process() {
    const WEEKS: u32 = 80;
    const RATE: f64 = 0.02;
    let terms = [5, 26, 52];
    let society = still(vec![conduct("petty-harm", RATE)]);
    let plan = four_counties(plan(&society, terms.map(lister).to_vec(), WEEKS));
    let (counties, hazards) = (run(&plan), hazards(&plan));
    for (arm, term) in (1..).zip(terms) {
        let totals = pooled(&counties, arm);
        for week in [0, term / 2, term - 1, term, WEEKS - 1] {
            let reach = f64::from((week + 1).min(term));
            let (mean, deviation) = count(hazards.iter().map(|hazard| chance(hazard * reach)));
            let seen = lost(&totals, 0)[week as usize] as f64;
            within(&format!("{term} weeks, week {week}"), seen, mean, deviation);
        }
        let (mean, variance) = weeks_held(&hazards, term, WEEKS);
        let seen = cells(&totals.restricted_weeks, 0) as f64;
        within(&format!("{term} weeks, in all"), seen, mean, variance.sqrt());
    }
}

/// Mean and variance of everybody's weeks under a listing. Free in both of weeks s < t means no record in any
/// of the weeks that reach them: exp(-λ |union|), a function of the length of the union alone.
fn weeks_held(hazards: &[f64], term: u32, weeks: u32) -> (f64, f64) {
    let reach = |week: u32| (week + 1).saturating_sub(term)..week + 1;
    let (mut mean, mut variance) = (0.0, 0.0);
    // How often each length of a union comes up over all pairs of weeks.
    let mut unions = vec![0.0; 2 * term as usize + 1];
    for t in 0..weeks {
        for s in 0..weeks {
            let (a, b) = (reach(s.min(t)), reach(s.max(t)));
            unions[(a.len() as u32 + b.end - b.start.max(a.end)) as usize] += 1.0;
        }
    }
    for hazard in hazards {
        let free = |length: usize| 1.0 - chance(hazard * length as f64);
        let weeks_free: f64 = (0..weeks).map(|week| free(reach(week).len())).sum();
        let both: f64 = unions.iter().enumerate().map(|(length, often)| often * free(length)).sum();
        mean += f64::from(weeks) - weeks_free;
        variance += both - weeks_free * weeks_free;
    }
    (mean, variance)
}

/// The share below a threshold where nothing is forgotten: N records of Poisson mean λ (w + 1), and a line at
/// 5 1/2 records below the start is passed by those with 6 or more. Half of the acts are seen.
#[test]
fn the_share_below_a_line_is_that_of_the_poisson_law() {
    const WEEKS: u32 = 52;
    let society = still(vec![conduct("petty-harm", 0.16)]);
    let score = Score {
        start: Points::new(1000.0),
        spread: Points(0),
        floor: Points(0),
        ceiling: Points::new(1000.0),
        half_life: None,
        public: false,
        tiers: Vec::new(),
    };
    let mut sanction = listing(0, 1, 1);
    sanction.below = Some(Points::new(945.0));
    sanction.renews = true;
    let regime = Regime {
        score: Some(score),
        observe: vec![watched(0, 0.5, -10.0)],
        sanctions: vec![sanction],
        ..Regime::none()
    };
    let plan = four_counties(plan(&society, vec![regime], WEEKS));
    let (totals, hazards) = (pooled(&run(&plan), 1), hazards(&plan));
    for week in [9, 25, 51] {
        let records = |hazard: &f64| 0.5 * hazard * f64::from(week + 1);
        let (mean, deviation) = count(hazards.iter().map(records).map(six_or_more));
        let seen = lost(&totals, 0)[week as usize] as f64;
        within(&format!("below in week {week}"), seen, mean, deviation);
        let points = weekly(&totals, Series::Score)[week as usize] as f64 / 256.0;
        let all: f64 = hazards.iter().map(records).sum();
        let expected = 1000.0 * hazards.len() as f64 - 10.0 * all;
        within(&format!("score of week {week}"), points, expected, 10.0 * all.sqrt());
    }
}

/// The chance of six or more where `mean` are expected, of a Poisson count.
fn six_or_more(mean: f64) -> f64 {
    let (mut term, mut below) = (1.0 - chance(mean), 0.0);
    for n in 1..=6 {
        below += term;
        term *= mean / f64::from(n);
    }
    1.0 - below
}

/// Debts of people of known hazard of entry and of payment a week.
struct Debts {
    adults: Vec<[f64; 2]>,
}

impl Debts {
    fn of(plan: &Plan) -> Debts {
        let yearly = plan.society.behaviour.payment.0;
        let middle = |rank: u16| (f64::from(rank >> 8) + 0.5) / 256.0;
        let of_county = |number: u32| -> Vec<f64> {
            let people = people_of(plan, number).people;
            let adults = (0..people.len()).filter(|&i| people.is(i, flag::ADULT));
            adults.map(|i| yearly * (0.5 + middle(people.rank[i])) / 52.0).collect()
        };
        let payment = (0..plan.counties).flat_map(of_county);
        Debts {
            adults: hazards(plan).into_iter().zip(payment).map(|(entry, payment)| [entry, payment]).collect(),
        }
    }

    /// `[week]` Mean and variance of the stock; then entries in all, and weeks of debt that
    /// those entries are worth: each lasts 1 / p weeks in the mean.
    ///
    /// Before week 0 a share λ / (λ + μ); then s' = s (1 - p) + (1 - s) q with p = 1 - exp(-μ), q = 1 - exp(-λ).
    fn solve(&self, weeks: usize) -> (Vec<[f64; 2]>, f64, f64) {
        let (mut stock, mut entries, mut worth) = (vec![[0.0; 2]; weeks], 0.0, 0.0);
        for &[entry, payment] in &self.adults {
            let (q, p) = (chance(entry), chance(payment));
            let mut share = entry / (entry + payment);
            for week in &mut stock {
                entries += (1.0 - share) * q;
                worth += (1.0 - share) * q / p;
                share = share * (1.0 - p) + (1.0 - share) * q;
                week[0] += share;
                week[1] += share * (1.0 - share);
            }
        }
        (stock, entries, worth)
    }
}

/// Little's law: stock = entries a week × mean duration, from the start. A debt that is known holds a sanction
/// of one week that renews, which counts the stock; week 0 is left out, as it also lists those who pay an old
/// debt in it. Entries alternate with debts, so their number varies less than a Poisson count. The start is
/// that of continuous time, λ / (λ + μ): a little less than the chain's own, which is in weeks.
#[test]
fn the_stock_of_debts_is_entry_times_duration_from_the_start() {
    const WEEKS: u32 = 104;
    let mut society = still(vec![conduct("unpaid-judgment-debt", 0.01), conduct("debt-repaid", 0.0)]);
    society.behaviour.payment = PerYear(2.0);
    society.rights.iter_mut().for_each(|right| right.work = false);
    let mut regime = lister(1);
    regime.sanctions[0].renews = true;
    let plan = four_counties(plan(&society, vec![regime], WEEKS));
    let counties = run(&plan);
    let totals: Totals = pooled(&counties, 1);
    let (stock, entries, worth) = Debts::of(&plan).solve(WEEKS as usize);
    for week in [1, 2, 26, 52, 103] {
        let [mean, variance] = stock[week];
        within(&format!("debts in week {week}"), lost(&totals, 0)[week] as f64, mean, variance.sqrt());
    }
    let drift = stock[103][0] / stock[0][0] - 1.0;
    assert!(drift.abs() < 0.01, "stationary from week 0: {drift}");
    let seen = cells(&totals.acts, 0) as f64;
    within("entries", seen, entries, entries.sqrt());
    // Those paid are those entered and those at the start, but for those still owed.
    let first: i64 = (0..4).map(|number| people_of(&plan, number).debts.len() as i64).sum();
    assert_eq!(cells(&totals.acts, 1), first + cells(&totals.acts, 0) - lost(&totals, 0)[103]);
    let weeks_of_debt: i64 = lost(&totals, 0).iter().sum();
    let little = weeks_of_debt as f64 / worth;
    println!("weeks of debt over entries × duration: {little:.4}");
    assert!((little - 1.0).abs() < 0.02, "stock is entry times duration: {little}");
}

/// Awareness by news alone: a know at the start and h a week of the others hear, so 1 - (1 - a) exp(-h (w + 1))
/// know after week w, whoever hears together. Whether people hear together moves only the variance: two of a
/// household hear as one with chance t² (t, if one of them is its head), which adds the covariance of a pair.
#[test]
fn awareness_by_news_is_exponential() {
    const NEWS: f64 = 0.05;
    const START: f64 = 0.11;
    for together in [0.0, 0.7, 1.0] {
        let mut society = still(vec![conduct("petty-harm", 0.01)]);
        society.behaviour.news = NEWS;
        society.behaviour.heard_together = Chance::new(together);
        let regime =
            Regime { awareness: Chance::new(START), observe: vec![watched(0, 0.0, 0.0)], ..Regime::none() };
        let plan = four_counties(plan(&society, vec![regime], 40));
        let totals = pooled(&run(&plan), 1);
        let populations: Vec<Population> = (0..4).map(|number| people_of(&plan, number)).collect();
        let pairs: f64 = populations.iter().map(|population| pairs(population, together)).sum();
        let adults = cells(&totals.adults, 0) as f64;
        for week in [0, 3, 12, 39] {
            let unaware = (1.0 - START) * (1.0 - chance(NEWS * f64::from(week + 1)));
            let seen = weekly(&totals, Series::Aware)[week as usize] as f64;
            let deviation = ((adults + pairs) * unaware * (1.0 - unaware)).sqrt();
            within(&format!("aware in week {week}"), seen, adults * (1.0 - unaware), deviation);
        }
    }
}

/// Ordered pairs of adults who hear as one, in the mean.
fn pairs(population: &Population, together: f64) -> f64 {
    let people = &population.people;
    let mut pairs = 0.0;
    for i in (0..people.len()).filter(|&i| people.is(i, flag::ADULT)) {
        for j in people.household(people.head[i] as usize).filter(|&j| j != i && people.is(j, flag::ADULT)) {
            let head = people.head[i] as usize;
            pairs += if i == head || j == head { together } else { together * together };
        }
    }
    pairs
}

/// A half-life is a half-life: one week of records, then nothing but forgetting. The sum of all scores, in
/// points below the start, halves every `half-life` weeks to within a 256th of a point a person.
#[test]
fn what_is_forgotten_halves_on_time() {
    const HALF_LIFE: u32 = 13;
    // Old debts, the only records, are of week 0: half of all adults with payment as slow as entry.
    let mut society = still(vec![conduct("unpaid-judgment-debt", 1e-7 / 52.0)]);
    society.behaviour.payment = PerYear(1e-7);
    let score = Score {
        start: Points::new(1000.0),
        spread: Points(0),
        floor: Points(0),
        ceiling: Points::new(1000.0),
        half_life: Some(Weeks(HALF_LIFE)),
        public: false,
        tiers: Vec::new(),
    };
    let regime = Regime { score: Some(score), observe: vec![watched(0, 1.0, -100.0)], ..Regime::none() };
    let totals = pooled(&run(&plan(&society, vec![regime], 131)), 1);
    let adults = cells(&totals.adults, 0) as f64;
    let below = |week: usize| 1000.0 - weekly(&totals, Series::Score)[week] as f64 / 256.0 / adults;
    assert!(below(0) > 40.0, "about half of all adults begin in debt: {}", below(0));
    // Eight half-lives rescale the ledger; ten go beyond it.
    for halvings in 0..=10 {
        let expected = below(0) / f64::from(1 << halvings);
        let seen = below((halvings * HALF_LIFE) as usize);
        assert!((seen - expected).abs() < 2.0 / 256.0, "after {halvings} half-lives: {seen} for {expected}");
    }
}
