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
        let mut common = stream.each_word(count, SHARED);
        common.iter_mut().for_each(|word| *word = self.shared_law.at(*word));
        hazards.resize(count * society.kinds.len(), Hazard(0));
        for (k, kind) in society.kinds.iter().enumerate() {
            let mut own = Own {
                law: &self.own_laws[k],
                weight: if kind.shape.is_some() { 0 } else { self.shared },
                base: self.base[k],
                factor: if offset::moves(kind) { factor } else { ONE as u32 },
                uncut: false,
            };
            own.uncut = own.stays_below(self.shared_law.at(0));
            let hazards = &mut hazards[k * count..][..count];
            if own.base.0 == 0 {
                hazards.fill(Hazard(0));
                continue;
            }
            own.draw(people, stream, self.decisions[k], &common, needed(kind.who), hazards);
            if kind.form == Form::Dissent {
                let unopposed =
                    hazards.iter_mut().zip(&people.position).filter(|(_, position)| **position >= 0);
                unopposed.for_each(|(hazard, _)| *hazard = Hazard(0));
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
    base: Hazard,
    /// What the county multiplies it with, in 16ths.
    factor: u32,
    /// Whether nobody's hazard is cut to the top of the plane.
    uncut: bool,
}

impl Own<'_> {
    /// The frailty of whoever drew this word, and has this shared part of it.
    #[inline(always)]
    fn frailty(&self, word: u32, common: u32) -> u32 {
        let (weight, rest) = (u64::from(self.weight), u64::from(ONE as u32 - self.weight));
        ((weight * u64::from(common) + rest * u64::from(self.law.at(word))) >> 16) as u32
    }

    /// The hazard of whoever has this frailty.
    #[inline(always)]
    fn hazard(&self, frailty: u32) -> Hazard {
        offset::times(self.base.times(frailty), self.factor)
    }

    /// Whether nobody reaches the top of the plane where the shared part of frailty is at most `common`.
    fn stays_below(&self, common: u32) -> bool {
        let top = self.base.times(self.frailty(0, common));
        top < Hazard::MAX && offset::times(top, self.factor) < Hazard::MAX
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
            fill(stream.level(), self, &words, common, flags, needed, hazards);
        }
    }
}

at_every_level! {
    /// Hazards of those with the flag.
    fn fill = fill_body(
        own: Own<'_>,
        words: &[u32; LANES],
        common: &[u32],
        flags: &[u8],
        needed: u8,
        hazards: &mut [Hazard],
    )
}

#[inline(always)]
fn fill_body(
    own: Own<'_>,
    words: &[u32; LANES],
    common: &[u32],
    flags: &[u8],
    needed: u8,
    hazards: &mut [Hazard],
) {
    let columns = (words, common, flags, needed);
    if !own.uncut {
        each(own, columns, hazards, |frailty| own.hazard(frailty));
    } else if own.factor == ONE as u32 {
        each(own, columns, hazards, |frailty| own.base.scaled_uncut::<24>(frailty));
    } else {
        each(own, columns, hazards, |frailty| {
            own.base.scaled_uncut::<24>(frailty).scaled_uncut::<16>(own.factor)
        });
    }
}

/// The hazard of everybody with the flag.
#[inline(always)]
fn each(
    own: Own<'_>,
    (words, common, flags, needed): (&[u32; LANES], &[u32], &[u8], u8),
    hazards: &mut [Hazard],
    hazard: impl Fn(u32) -> Hazard,
) {
    let len = hazards.len().min(LANES);
    let (words, common, flags) = (&words[..len], &common[..len], &flags[..len]);
    for (i, to) in hazards[..len].iter_mut().enumerate() {
        let frailty = own.frailty(words[i], common[i]);
        *to = hazard(if flags[i] & needed == 0 { 0 } else { frailty });
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
