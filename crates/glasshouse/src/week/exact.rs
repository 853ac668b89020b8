//! The week against exact solutions that need each person's score: its distribution, the fixed point of
//! association, and the ledger. Solutions that totals can show are in `tests/exact.rs`.

mod calendar;
mod language;

use super::block::Block;
use super::recourse::Queue;
use super::rules::Rules;
use super::score::{Inflation, first_scores};
use super::shared::Shared;
use super::state::State;
use super::timeline::Timeline;
use super::week;
use crate::builtin;
use crate::draw::Stream;
use crate::luck::BLOCK;
use crate::regime::{self, Observe, Regime, Score};
use crate::society::population::Population;
use crate::society::{self, Society};
use crate::unit::{Chance, Hazard, PerYear, Points, Weeks};

/// Deviations allowed: a false alarm of 1.1e-5 each; seeds are fixed.
const SIGMAS: f64 = 4.4;
const PEOPLE: usize = 4096;

fn large_country() -> Society {
    let source = builtin::find("society/large-country").expect("it is built in");
    society::file::read(source, &builtin::find, &[]).expect("it has no problem").value
}

fn built_in(name: &str, society: &Society) -> Regime {
    let source = builtin::find(name).expect("it is built in");
    regime::file::read(source, &builtin::find, &[], society).expect("it has no problem").value
}

/// A score from 1,000 down to 0.
fn score(spread: f64, half_life: Option<u32>, public: bool) -> Score {
    Score {
        start: Points::new(1000.0),
        spread: Points::new(spread),
        floor: Points(0),
        ceiling: Points::new(1000.0),
        half_life: half_life.map(Weeks),
        public,
        tiers: Vec::new(),
    }
}

fn watch(kind: usize, coverage: f64, points: f64) -> Observe {
    Observe {
        kind,
        coverage: [[Chance::new(coverage); 2]; 2],
        false_records: [[PerYear(0.0); 2]; 2],
        points: Points::new(points),
        context: 0,
    }
}

/// Runs county `number` under `none`, as always, and under `regime`, after `change` has made its people what the proof
/// needs; `look` sees every week of the latter.
fn run(
    society: &Society,
    regime: &Regime,
    number: u32,
    weeks: u32,
    change: impl Fn(&mut Population),
    mut look: impl FnMut(&mut State, &Rules, &Population, u32),
) {
    let timelines = [&Regime::none(), regime].map(|one| Timeline::new(society, one, PEOPLE as u32, weeks));
    let shared = Shared::new(society, timelines.into(), vec![0, 1], PEOPLE as u32, [0, weeks]);
    let (who, luck) = (Stream::new(3, number), Stream::new(3, number));
    let mut population = shared.source.draw(society, &who, &luck, PEOPLE);
    change(&mut population);
    let arms = shared.timelines.iter().map(|timeline| {
        let force = timeline.force(3, number);
        let rules = timeline.rules(force, 0);
        let mut state = State::new(rules, &population, &luck, shared.shape(), force);
        first_scores(&mut state, rules, &population);
        (timeline, state, Queue::default())
    });
    let mut arms: Vec<_> = arms.collect();
    let mut block = Block::default();
    for now in 0..weeks {
        if now % BLOCK == 0 {
            block.fill(&shared, &population, &luck, now / BLOCK);
        }
        for (timeline, state, queue) in &mut arms {
            let block = &mut block;
            week(shared.level, state, queue, timeline, &population, &luck, block, now, &mut |_| ());
        }
        let (timeline, state, _) = arms.last_mut().expect("the regime is the last arm");
        let rules = timeline.rules(state.force, now);
        look(state, rules, &population, now);
    }
}

/// The law of Σ N_k 2^(-k/h), k < weeks, with N_k Poisson of mean λ, on a grid of `1 / fine`: a contribution
/// between two points of the grid is dealt to both so that its mean is kept.
fn shot_noise(lambda: f64, half_life: f64, weeks: u32, fine: usize, top: usize) -> Vec<f64> {
    let mut law = vec![0.0; top * fine];
    law[0] = 1.0;
    for k in 0..weeks {
        let size = libm::exp2(-f64::from(k) / half_life) * fine as f64;
        let mut next = vec![0.0; law.len()];
        let mut chance = libm::exp(-lambda);
        for n in 0..8 {
            let at = size * f64::from(n);
            let (low, part) = (at as usize, at - libm::floor(at));
            for (x, mass) in law.iter().enumerate().take(next.len().saturating_sub(low + 1)) {
                next[x + low] += mass * chance * (1.0 - part);
                next[x + low + 1] += mass * chance * part;
            }
            chance *= lambda / f64::from(n + 1);
        }
        law = next;
    }
    law
}

/// A score that forgets is shot noise. With λ records a week of p points and a half-life of h weeks its depth
/// below the start has cumulants λ p^m Σ 2^(-mk/h): mean (m = 1), variance v (m = 2), and the variance of a
/// sample's variance is (cumulant 4 + 2 v²) / n. The whole law is convolved, and the empirical one may be
/// off by sqrt(ln(2 / a) / 2n) anywhere with false alarm a (Dvoretzky, Kiefer and Wolfowitz; Massart 1990).
/// 104 weeks hold 13 half-lives, beyond the rescaling of the ledger; feedback is off; all are equally ready.
#[test]
fn scores_have_the_law_of_shot_noise() {
    const WEEKS: u32 = 104;
    const HALF_LIFE: f64 = 8.0;
    const POINTS: f64 = 10.0;
    const LAMBDA: f64 = 0.15;
    let mut society = large_country();
    let behaviour = &mut society.behaviour;
    [behaviour.beta, behaviour.psi, behaviour.kappa, behaviour.private] = [0.0; 4];
    let kind = society.kind("petty-harm").expect("it is a kind");
    society.kinds = vec![society.kinds.swap_remove(kind)];
    let regime = Regime {
        score: Some(score(0.0, Some(HALF_LIFE as u32), false)),
        observe: vec![watch(0, 0.5, -POINTS)],
        ..Regime::none()
    };
    let alike = |population: &mut Population| {
        let readiness = Hazard::new(PerYear(52.0 * LAMBDA / 0.5));
        for (i, hazard) in population.hazards.iter_mut().enumerate() {
            *hazard =
                if population.people.is(i, society::people::flag::ADULT) { readiness } else { Hazard(0) };
        }
    };
    let mut depths: Vec<f64> = Vec::new();
    for county in 0..4 {
        run(&society, &regime, county, WEEKS, alike, |state, _, _, now| {
            if now == WEEKS - 1 {
                let scored = (0..PEOPLE).filter(|&i| state.scope[i]);
                depths.extend(scored.map(|i| 1000.0 - f64::from(state.score[i]) / 256.0));
            }
        });
    }
    let cumulant = |m: i32| {
        let weight = |k: u32| libm::exp2(-f64::from(m) * f64::from(k) / HALF_LIFE);
        LAMBDA * libm::pow(POINTS, f64::from(m)) * (0..WEEKS).map(weight).sum::<f64>()
    };
    moments(&depths, cumulant(1), cumulant(2), cumulant(4));
    distribution(&mut depths, &shot_noise(LAMBDA, HALF_LIFE, WEEKS, 500, 16), 500.0 / POINTS);
}

fn moments(depths: &[f64], mean: f64, variance: f64, fourth: f64) {
    let n = depths.len() as f64;
    let seen = depths.iter().sum::<f64>() / n;
    let spread = depths.iter().map(|depth| (depth - mean) * (depth - mean)).sum::<f64>() / n;
    let off = (seen - mean) / (variance / n).sqrt();
    assert!(off.abs() < SIGMAS, "mean depth {seen} for {mean}");
    let off = (spread - variance) / ((fourth + 2.0 * variance * variance) / n).sqrt();
    assert!(off.abs() < SIGMAS, "variance {spread} for {variance}");
}

/// `law` has `fine` steps a point.
fn distribution(depths: &mut [f64], law: &[f64], fine: f64) {
    let n = depths.len() as f64;
    let mass: f64 = law.iter().sum();
    assert!((mass - 1.0).abs() < 1e-6, "the grid is wide enough: {mass}");
    depths.sort_unstable_by(f64::total_cmp);
    let (mut at, mut below, mut worst) = (0, 0.0, 0.0_f64);
    for (x, chance) in law.iter().enumerate() {
        below += chance;
        // Between two points of the grid, away from what is rounded: a step holds whole those below its middle.
        let line = (x as f64 + 0.5) / fine;
        while at < depths.len() && depths[at] <= line {
            at += 1;
        }
        worst = worst.max((at as f64 / n - below).abs());
    }
    let allowed = (libm::log(2.0 / 1e-5) / (2.0 * n)).sqrt();
    assert!(worst < allowed, "the laws differ by {worst}, allowed {allowed}");
}

/// Where nothing is recorded and starts are drawn, deficits settle where d = own + weight · W d, W the mean over
/// ties in scope. Solved in floating point, met to one publication step: ties are told less than a step too
/// little, which adds up to weight / (1 - weight) of a step, below one for weights below a half.
#[test]
fn association_settles_at_its_fixed_point() {
    let society = large_country();
    for weight in [0.05, 0.2, 0.45] {
        let mut regime = Regime {
            score: Some(score(200.0, None, true)),
            observe: vec![watch(0, 0.0, 0.0)],
            association: crate::unit::sixteenths(weight),
            ..Regime::none()
        };
        regime.score.as_mut().expect("it has a score").floor = Points::new(500.0);
        run(
            &society,
            &regime,
            0,
            40,
            |_| {},
            |state, rules, population, now| {
                if now == 39 {
                    settled(state, rules, population, weight);
                }
            },
        );
    }
}

fn settled(state: &State, rules: &Rules, population: &Population, weight: f64) {
    let rule = rules.score.as_ref().expect("it has a score");
    let own: Vec<f64> = state.start.iter().map(|&start| (rule.start - i64::from(start)) as f64).collect();
    let mut deficit = own.clone();
    // Each round shrinks the error by the weight: 0.45^60 is far below a 256th of a point.
    for _ in 0..60 {
        deficit = (0..PEOPLE)
            .map(|i| {
                let ties = population.ties.all(i).iter().filter(|&&j| state.scope[j as usize]);
                let (sum, n) = ties.fold((0.0, 0.0), |(sum, n), &j| (sum + deficit[j as usize], n + 1.0));
                if state.scope[i] && n > 0.0 { own[i] + weight * sum / n } else { own[i] }
            })
            .collect();
    }
    let (mut worst, mut total) = (0.0_f64, 0.0);
    for i in (0..PEOPLE).filter(|&i| state.scope[i]) {
        let seen = (rule.start - i64::from(state.score[i])) as f64;
        worst = worst.max((seen - deficit[i]).abs());
        total += deficit[i] - own[i];
    }
    assert!(worst <= rule.step as f64 * weight / (1.0 - weight) + 8.0, "off by {worst}, step {}", rule.step);
    assert!(total > 0.0, "association lowers scores");
}

/// start + entries, deflated, + association + clamped = score, for everybody in every week, where appeals have not
/// struck an entry since; the sum is the sum of the entries always.
#[test]
fn the_ledger_adds_up() {
    let society = large_country();
    for name in ["social-credit", "financial-credit", "platform-rating-24-7"] {
        let mut regime = built_in(name, &society);
        // Appeals strike entries after scores are read.
        regime.recourse = None;
        let score = regime.score.as_mut().expect("it has a score");
        score.half_life = Some(Weeks(4));
        let mut moved = 0;
        run(
            &society,
            &regime,
            0,
            70,
            |_| {},
            |state, rules, _, now| {
                let rule = rules.score.as_ref().expect("it has a score");
                let inflation = Inflation::new(rule.half_life, now - state.origin);
                for i in (0..PEOPLE).filter(|&i| state.scope[i]) {
                    assert_eq!(state.ledger.of(i).iter().sum::<i64>(), state.sum[i], "{name}, week {now}");
                    let raw =
                        i64::from(state.start[i]) + inflation.worth(state.sum[i]) + state.association(i);
                    let clamped = raw.clamp(rule.floor, rule.ceiling) - raw;
                    assert_eq!(raw + clamped, i64::from(state.score[i]), "{name}, week {now}");
                    moved += i64::from(state.sum[i] != 0);
                }
            },
        );
        assert!(moved > 0, "{name}: nothing is proven of empty ledgers");
    }
}
