//! Behaviour in integers: how conscience, fear and expression answer to one arm's rules.

use super::kinds::{KindRule, PLACES};
use crate::curve::decay;
use crate::society::people::{kappa, mean_conscience};
use crate::society::ties::MAX_DEGREE;
use crate::society::{Form, MAX_KINDS, Society};
use crate::unit::{Chance, ONE, PerYear, sixteenths};

/// Steps of fear, of which each has its factor.
pub const FEARS: usize = 4096;

/// Behaviour in integers; 16ths unless said.
#[derive(Clone, Debug)]
pub struct Mind {
    /// Weight of conscience.
    pub kappa: i64,
    /// exp(-ψ g f) of 2^32 at f = j / 4096: unwatched, watched.
    pub fear_factor: [Box<[u64; FEARS]>; 2],
    /// Good deeds: constant part, part per conscience, reward, and 2^48 over their sum.
    pub good: [i64; 4],
    /// Chance of paying a debt, with work and without, by rank in 256ths.
    pub payment: [Vec<Chance>; 2],
    /// Fear from an own sanction.
    pub own: i64,
    /// Fear per share of ties.
    pub ties: i64,
    /// Fear at becoming aware.
    pub announcement: i64,
    /// Fading of fear.
    pub fades: i64,
    /// Speeds of conscience: down, up.
    pub speed: [i64; 2],
    /// χ w by place.
    pub crowding: [i64; PLACES],
    /// Chance of hearing of the regime from n newly sanctioned ties.
    pub told: Vec<Chance>,
    /// Conformity.
    pub conformity: i64,
    /// Background pressure.
    pub background: i64,
    /// Pressure per fear.
    pub fear_pressure: i64,
    /// Pressure of watched speech by place.
    pub speech: [i64; PLACES],
    /// Pressure of a campaign that runs.
    pub campaign: i64,
    /// Margin of false praise.
    pub margin: i64,
    /// Shyness.
    pub shyness: i64,
}

/// The behaviour of `society` toward the conduct rules of one arm; `campaign` says whether one runs.
pub fn mind(society: &Society, kinds: &[KindRule], campaign: bool) -> Mind {
    let behaviour = &society.behaviour;
    let mean = mean_conscience(society);
    let good = sixteenths(behaviour.good_by_conscience);
    let constant = ONE - good;
    let slope = sixteenths(behaviour.good_by_conscience / mean);
    let reward = sixteenths(behaviour.reward);
    let fear_factor = |g: f64| {
        let step = |j: usize| decay(behaviour.psi * g * j as f64 / FEARS as f64);
        Box::new(std::array::from_fn(step))
    };
    let payment = |factor: f64| {
        let middle = |j: u32| (f64::from(j) + 0.5) / 256.0;
        (0..256).map(|j| Chance::weekly(PerYear(behaviour.payment.0 * (0.5 + middle(j)) * factor))).collect()
    };
    let coverage_of_speech = |place: usize| {
        let speech = society.kinds.iter().position(|kind| kind.form == Form::Dissent);
        speech.map_or(0, |k| {
            let priced = kinds[k].points < 0 && kinds[k].counted || kinds[k].listed_by != 0;
            let weight = sixteenths(behaviour.speech_pressure) * i64::from(priced);
            (weight * kinds[k].coverage[place].threshold() as i64) >> 32
        })
    };
    Mind {
        kappa: kappa(society),
        fear_factor: [fear_factor(behaviour.psi_unwatched), fear_factor(1.0)],
        good: [constant, slope, reward, (1 << 48) / (constant + slope + reward)],
        payment: [payment(1.0), payment(behaviour.payment_without_work)],
        own: sixteenths(behaviour.fear_own),
        ties: sixteenths(behaviour.fear_ties),
        announcement: sixteenths(behaviour.fear_announcement),
        fades: sixteenths(behaviour.fear_fades),
        speed: [sixteenths(behaviour.conscience_down), sixteenths(behaviour.conscience_up)],
        crowding: std::array::from_fn(|place| crowding(society, kinds, place)),
        told: (0..=MAX_DEGREE)
            .map(|n| Chance::new(1.0 - libm::pow(1.0 - behaviour.word_of_mouth, n as f64)))
            .collect(),
        conformity: sixteenths(behaviour.conformity),
        background: sixteenths(behaviour.background),
        fear_pressure: sixteenths(behaviour.fear_pressure),
        speech: std::array::from_fn(coverage_of_speech),
        campaign: if campaign { sixteenths(behaviour.campaign_pressure) } else { 0 },
        margin: sixteenths(behaviour.praise_margin),
        shyness: sixteenths(behaviour.shyness),
    }
}

/// χ times the share of what people do that is both watched and priced.
fn crowding(society: &Society, kinds: &[KindRule], place: usize) -> i64 {
    let (mut watched, mut all) = (0.0, 0.0);
    for (kind, rule) in society.kinds.iter().zip(kinds).take(MAX_KINDS) {
        if !matches!(kind.form, Form::Repeated | Form::DebtEntry) {
            continue;
        }
        all += kind.rate.0;
        if rule.points != 0 && rule.counted || rule.listed_by != 0 {
            watched += kind.rate.0 * rule.coverage[place].share();
        }
    }
    if all > 0.0 { sixteenths(society.behaviour.chi * watched / all) } else { 0 }
}
