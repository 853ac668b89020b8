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
    /// cannot do. What stood there before lends its memory.
    pub fn draw(
        &self,
        society: &Society,
        people: &People,
        stream: &Stream,
        factor: u32,
        hazards: &mut Vec<Hazard>,
    ) {
        const SHARED: Decision = Decision::new("frailty");
        let count = people.len();
        let mut common = Vec::with_capacity(count.next_multiple_of(LANES));
        let mut words = [0; LANES];
        for first in (0..count).step_by(LANES) {
            stream.words_shared(first as u32, SHARED, 0, &mut words);
            look_up(stream.level(), &self.shared_law, &mut words);
            common.extend_from_slice(&words);
        }
        hazards.resize(count * society.kinds.len(), Hazard(0));
        for (k, kind) in society.kinds.iter().enumerate() {
            let hazards = &mut hazards[k * count..][..count];
            if self.base[k].0 == 0 {
                hazards.fill(Hazard(0));
                continue;
            }
            let weight = if kind.shape.is_some() { 0 } else { self.shared };
            let factor = if offset::moves(kind) { factor } else { ONE as u32 };
            let own = Own::new(&self.own_laws[k], weight, self.base[k], factor);
            own.draw(people, stream, self.decisions[k], &common[..count], needed(kind.who), hazards);
            if kind.form == Form::Dissent {
                for (hazard, position) in hazards.iter_mut().zip(&people.position) {
                    *hazard = if *position >= 0 { Hazard(0) } else { *hazard };
                }
            }
        }
    }
}

/// How one kind of conduct is spread over people.
#[derive(Clone, Copy)]
struct Own<'a> {
    law: &'a Quantiles,
    /// Weight of the shared part of frailty in 16ths.
    weight: u32,
    /// Hazard at frailty 1.
    base: Base,
    /// What the county multiplies it with, in 16ths.
    factor: u32,
    /// The hazard that no frailty exceeds.
    top: Hazard,
    /// The greatest frailty that stays below the top.
    most: u32,
}

impl<'a> Own<'a> {
    fn new(law: &'a Quantiles, weight: u32, base: Hazard, factor: u32) -> Own<'a> {
        let top = offset::times(Hazard::MAX, factor);
        let below = |frailty| offset::times(base.times(frailty), factor) < top;
        let most = if below(u32::MAX) {
            u32::MAX
        } else {
            (0..32).rev().fold(0, |most, bit| if below(most | 1 << bit) { most | 1 << bit } else { most })
        };
        Own { law, weight, base: Base::new(base), factor, top, most }
    }

    /// The frailty of whoever has these parts of it.
    #[inline(always)]
    fn frailty(&self, own: u32, common: u32) -> u64 {
        let (weight, rest) = (u64::from(self.weight), u64::from(ONE as u32 - self.weight));
        (weight * u64::from(common) + rest * u64::from(own)) >> 16
    }

    /// The hazards of everybody, 0 for those without the flag `needed`.
    fn draw(
        self,
        people: &People,
        stream: &Stream,
        decision: Decision,
        common: &[u32],
        needed: u8,
        hazards: &mut [Hazard],
    ) {
        let mut words = [0; LANES];
        let columns = common.chunks(LANES).zip(people.flags.chunks(LANES)).zip(hazards.chunks_mut(LANES));
        for (first, ((common, flags), hazards)) in (0..).step_by(LANES).zip(columns) {
            stream.words_shared(first, decision, 0, &mut words);
            fill(stream.level(), self, &mut words, common, flags, needed, hazards);
        }
    }
}

/// A hazard in two parts of at most 32 bits, which vectors can multiply: `high` times 2^(24 + `shift`), and `low`.
#[derive(Clone, Copy)]
struct Base {
    high: u32,
    low: u32,
    shift: u32,
}

impl Base {
    fn new(Hazard(base): Hazard) -> Base {
        let shift = (u64::BITS - base.leading_zeros()).saturating_sub(24 + u32::BITS);
        let low = base & ((1 << (24 + shift)) - 1);
        Base { high: (base >> (24 + shift)) as u32, low: low as u32, shift }
    }

    /// The height at this frailty where it is below the top of the plane, else anything.
    #[inline(always)]
    fn times(self, frailty: u64) -> u64 {
        let shifted = u64::from((frailty << self.shift) as u32);
        (u64::from(self.high) * shifted).wrapping_add((u64::from(self.low) * u64::from(frailty as u32)) >> 24)
    }
}

/// A height below the top of the plane times a factor in 16ths, at most 2.
#[inline(always)]
fn moved(height: u64, factor: u32) -> u64 {
    let (high, low) = ((height >> 30) as u32, height as u32 & 0x3FFF_FFFF);
    u64::from(high) * u64::from(factor << 14) + ((u64::from(low) * u64::from(factor)) >> 16)
}

at_every_level! {
    /// The values of a law at these words, in their place.
    fn look_up = look_up_body(law: &Quantiles, words: &mut [u32; LANES])
}

#[inline(always)]
fn look_up_body(law: &Quantiles, words: &mut [u32; LANES]) {
    law.at_each(words);
}

at_every_level! {
    /// Hazards of those with the flag; the words are used up.
    fn fill = fill_body(
        own: Own<'_>,
        words: &mut [u32; LANES],
        common: &[u32],
        flags: &[u8],
        needed: u8,
        hazards: &mut [Hazard],
    )
}

#[inline(always)]
fn fill_body(
    own: Own<'_>,
    words: &mut [u32; LANES],
    common: &[u32],
    flags: &[u8],
    needed: u8,
    hazards: &mut [Hazard],
) {
    let mut can = [0; LANES];
    for (can, flags) in can.iter_mut().zip(flags) {
        *can = if flags & needed == 0 { 0 } else { u8::MAX };
    }
    own.law.at_each(words);
    if own.factor == ONE as u32 {
        each(own, (words, common, &can), hazards, |height| height);
    } else {
        each(own, (words, common, &can), hazards, |height| moved(height, own.factor));
    }
}

/// The hazard of everybody who can, by the parts of their frailty.
#[inline(always)]
fn each(
    own: Own<'_>,
    (parts, common, can): (&[u32; LANES], &[u32], &[u8; LANES]),
    hazards: &mut [Hazard],
    moved: impl Fn(u64) -> u64,
) {
    let len = hazards.len().min(LANES);
    let (parts, common, can) = (&parts[..len], &common[..len], &can[..len]);
    for (i, to) in hazards[..len].iter_mut().enumerate() {
        // All bits of the mask are equal, and stay so where it is widened with its sign.
        let frailty = own.frailty(parts[i], common[i]) & can[i].cast_signed() as u64;
        let height = moved(own.base.times(frailty));
        *to = if frailty.cast_signed() > i64::from(own.most) { own.top } else { Hazard(height) };
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Frailties about where hazards reach the top of the plane, and anywhere.
    #[test]
    fn hazards_in_two_parts_are_those_of_whole_numbers() {
        let law = Quantiles::zero();
        for (base, factor) in
            [1_u64, 12 << 52, 1 << 55, (1 << 56) - 1, 1 << 56, 0x0123_4567_89AB_CDEF, (1 << 62) - 1]
                .into_iter()
                .flat_map(|base| [0, 52_000, 1 << 16, 70_001, 1 << 17].map(|factor| (base, factor)))
        {
            let (whole, own) = (Hazard(base), Own::new(&law, 0, Hazard(base), factor));
            let around = [
                0,
                1,
                1 << 24,
                own.most,
                (1_u64 << 62).checked_div(base >> 24).unwrap_or(0) as u32,
                u32::MAX,
            ];
            for frailty in around.into_iter().flat_map(|at| [at.saturating_sub(1), at, at.saturating_add(1)])
            {
                let expected = offset::times(whole.times(frailty), factor);
                let mut hazard = [Hazard(9)];
                let parts = [frailty; LANES];
                if factor == 1 << 16 {
                    each(own, (&parts, &[0], &[u8::MAX; LANES]), &mut hazard, |height| height);
                    assert_eq!(hazard, [expected], "{base} at {frailty}");
                }
                each(own, (&parts, &[0], &[u8::MAX; LANES]), &mut hazard, |height| moved(height, factor));
                assert_eq!(hazard, [expected], "{base} at {frailty} times {factor}");
            }
        }
    }

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
