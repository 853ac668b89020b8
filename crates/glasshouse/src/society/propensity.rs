//! How readily each person does each kind of conduct: hazards at their highest, fixed for life.

use super::people::{People, flag, mean_conscience};
use super::{Form, Kind, Society, Who, offset};
use crate::curve::Quantiles;
use crate::draw::{Decision, LANES, Stream};
use crate::level::at_every_level;
use crate::unit::{Hazard, ONE, PerYear, sixteenths};

/// Laws of frailty and the highest hazard of each kind at frailty 1.
#[derive(Clone, Debug)]
pub struct Propensities {
    /// Weight of the shared part in 16ths.
    shared: u32,
    shared_law: Quantiles,
    own_laws: Vec<Quantiles>,
    decisions: Vec<Decision>,
    /// Hazard of each kind at frailty 1 and where nothing holds back.
    pub base: Vec<Hazard>,
}

impl Propensities {
    /// The propensities of `society`.
    pub fn new(society: &Society) -> Propensities {
        let behaviour = &society.behaviour;
        let share = behaviour.frailty_shared;
        let law = |part: f64| match behaviour.frailty_shape * part {
            shape if shape > 0.0 => Quantiles::gamma(shape),
            _ => Quantiles::zero(),
        };
        let common = law(1.0 - share);
        Propensities {
            shared: sixteenths(share) as u32,
            shared_law: law(share),
            own_laws: society
                .kinds
                .iter()
                .map(|kind| kind.shape.map_or_else(|| common.clone(), Quantiles::gamma))
                .collect(),
            decisions: society.kinds.iter().map(|kind| Decision::of("frailty", &kind.name)).collect(),
            base: society.kinds.iter().map(|kind| base(society, kind)).collect(),
        }
    }

    /// `[kind][person]` Everybody's hazards, those of harmful kinds times `factor` in 16ths; 0 for what somebody
    /// cannot do.
    pub fn draw(&self, society: &Society, people: &People, stream: &Stream, factor: u32) -> Vec<Hazard> {
        const SHARED: Decision = Decision::new("frailty");
        let count = people.len();
        let mut common = vec![0; count];
        stream.each(count, SHARED, 0, |i, words| common[i] = self.shared_law.at(words[0]));
        let mut all = Vec::with_capacity(count * society.kinds.len());
        let (mut words, mut frailties) = ([[0; LANES]; 4], [0; LANES]);
        for (k, kind) in society.kinds.iter().enumerate() {
            // Cleared kind by kind: what follows finds it in the cache.
            all.resize(all.len() + count, Hazard(0));
            let hazards = &mut all[k * count..];
            if self.base[k].0 == 0 {
                continue;
            }
            let weight = if kind.shape.is_some() { 0 } else { self.shared };
            let factor = if offset::moves(kind) { factor } else { ONE as u32 };
            let columns = common.chunks(LANES).zip(people.flags.chunks(LANES)).zip(hazards.chunks_mut(LANES));
            for (first, ((common, flags), hazards)) in (0..count).step_by(LANES).zip(columns) {
                stream.words_of(first as u32, self.decisions[k], 0, &mut words);
                let frailties = &mut frailties[..flags.len()];
                let own = (&self.own_laws[k], &words[0][..flags.len()]);
                mix(stream.level(), own, common, weight, flags, needed(kind.who), frailties);
                if kind.form == Form::Dissent {
                    let positions = people.position[first..].iter();
                    let loyal = frailties.iter_mut().zip(positions).filter(|(_, position)| **position >= 0);
                    loyal.for_each(|(frailty, _)| *frailty = 0);
                }
                of_frailties(stream.level(), self.base[k], factor, frailties, hazards);
            }
        }
        all
    }
}

at_every_level! {
    /// Frailties: `weight` 16ths of the shared part and the rest of the own one, of whoever has the flag.
    fn mix = mix_body(
        own: (&Quantiles, &[u32]),
        common: &[u32],
        weight: u32,
        flags: &[u8],
        needed: u8,
        frailties: &mut [u32],
    )
}

#[inline(always)]
fn mix_body(
    (law, words): (&Quantiles, &[u32]),
    common: &[u32],
    weight: u32,
    flags: &[u8],
    needed: u8,
    frailties: &mut [u32],
) {
    let len = frailties.len();
    let (words, common, flags) = (&words[..len], &common[..len], &flags[..len]);
    let (weight, rest) = (u64::from(weight), u64::from(ONE as u32 - weight));
    for i in 0..len {
        let mixed = (weight * u64::from(common[i]) + rest * u64::from(law.at(words[i]))) >> 16;
        frailties[i] = if flags[i] & needed == 0 { 0 } else { mixed as u32 };
    }
}

at_every_level! {
    /// Hazards of people of these frailties, in 2^-24, in a county of this factor.
    fn of_frailties = of_frailties_body(base: Hazard, factor: u32, frailties: &[u32], hazards: &mut [Hazard])
}

#[inline(always)]
fn of_frailties_body(base: Hazard, factor: u32, frailties: &[u32], hazards: &mut [Hazard]) {
    for (hazard, &frailty) in hazards.iter_mut().zip(frailties) {
        *hazard = offset::times(base.times(frailty), factor);
    }
}

/// The hazard at frailty 1, conscience and fear 0; nothing for kinds that no mark brings about.
fn base(society: &Society, kind: &Kind) -> Hazard {
    if matches!(kind.form, Form::DebtRepaid | Form::Apology) {
        return Hazard(0);
    }
    let behaviour = &society.behaviour;
    let mean = mean_conscience(society);
    let factor = if kind.good {
        1.0 - behaviour.good_by_conscience + behaviour.good_by_conscience / mean + behaviour.reward
    } else if kind.harm > 0 {
        1.0 / (1.0 - behaviour.kappa * mean)
    } else {
        1.0
    };
    Hazard::new(PerYear(kind.rate.0 * factor))
}

/// The flag of those who can do a kind, whatever they feel.
pub fn needed(who: Who) -> u8 {
    match who {
        Who::Adults => flag::ADULT,
        Who::PlatformWorkers => flag::PLATFORM_WORKER,
        Who::Claimants => flag::CLAIMANT,
    }
}

/// Whether person i belongs to them.
pub fn eligible(people: &People, i: usize, who: Who) -> bool {
    people.is(i, needed(who))
}

#[cfg(test)]
mod tests {
    use crate::curve::Quantiles;

    /// Wolfgang, Figlio and Sellin (1972): 9,945 boys did 10,214 offences. Shape .28 was fitted to the share
    /// with none; it predicts, without being fitted to them, that 6.5 % did five or more and 49 % of all.
    #[test]
    fn frailty_of_shape_028_is_as_uneven_as_published() {
        let law = Quantiles::gamma(0.28);
        let n = 1_u32 << 16;
        let (mut chronic, mut done_by_chronic) = (0.0, 0.0);
        for i in 0..n {
            let mean = 10_214.0 / 9_945.0 * f64::from(law.at(i << 16 | 0x8000)) / 16_777_216.0;
            let (mut chance, mut below, mut done_below) = (libm::exp(-mean), 0.0, 0.0);
            for count in 0..5 {
                below += chance;
                done_below += chance * f64::from(count);
                chance *= mean / f64::from(count + 1);
            }
            chronic += (1.0 - below) / f64::from(n);
            done_by_chronic += (mean - done_below) / f64::from(n);
        }
        let share = done_by_chronic / (10_214.0 / 9_945.0);
        assert!((chronic - 0.065).abs() < 0.002, "chronic {chronic}");
        assert!((share - 0.49).abs() < 0.01, "their share {share}");
    }
}
