//! When a regime is in force in a county: one interval of weeks, from its schedule and its rollout.

use super::{Regime, Rollout};
use crate::draw::{Decision, Stream};
use crate::society::offset;

/// The weeks in which a regime is in force in one county: from `from` up to, not including, `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Force {
    /// The first week.
    pub from: u32,
    /// The week in which it goes out of force; [`u32::MAX`] = never.
    pub until: u32,
}

impl Force {
    /// From week 0 for good.
    pub const ALWAYS: Force = Force { from: 0, until: u32::MAX };
    /// In no week.
    pub const NEVER: Force = Force { from: u32::MAX, until: u32::MAX };

    /// Whether the regime is in force in `week`.
    #[inline(always)]
    pub fn holds(self, week: u32) -> bool {
        self.from <= week && week < self.until
    }
}

impl Regime {
    /// The weeks in which it is in force in `county`, for the people of `seed`.
    pub fn force(&self, seed: u64, county: u32) -> Force {
        let covered = self.rollout.as_ref().map_or(0, |rollout| rollout.reaches(seed, county));
        let force = Force { from: self.schedule.on.max(covered), until: self.schedule.off };
        if force.from < force.until { force } else { Force::NEVER }
    }
}

impl Rollout {
    /// The week in which it reaches `county`; [`u32::MAX`] = never.
    fn reaches(&self, seed: u64, county: u32) -> u32 {
        let position = self.position(seed, county);
        self.steps.iter().find(|step| step.share > position).map_or(u32::MAX, |step| step.week)
    }

    /// Share of counties covered in `week`.
    pub fn share(&self, week: u32) -> f64 {
        self.steps.iter().rfind(|step| step.week <= week).map_or(0.0, |step| step.share)
    }

    /// The county's place in the order of the rollout, from 0 to 1: a mixture of lot and offset, evened out by
    /// the distribution function of the mixture, so that a share of counties is that share of places.
    pub fn position(&self, seed: u64, county: u32) -> f64 {
        const SHIFT: Decision = Decision::new("rollout-shift");
        let shift = Stream::new(seed, 0).word(u32::MAX, SHIFT, 0);
        let lot = f64::from(radical_inverse(county).wrapping_add(shift)) / 4_294_967_296.0;
        let offset = f64::from(offset::offset(&Stream::new(seed, county))) / 4_294_967_296.0;
        let s = self.selection;
        let x = (1.0 - s) * lot + s * offset;
        let (p, q) = (s.min(1.0 - s), s.max(1.0 - s));
        if p == 0.0 {
            x
        } else if x < p {
            x * x / (2.0 * p * q)
        } else if x <= q {
            (x - p / 2.0) / q
        } else {
            1.0 - (1.0 - x) * (1.0 - x) / (2.0 * p * q)
        }
    }
}

/// The radical inverse of `number` in base 3, of 2^32, rounded down: any run of counties covers [0, 1) evenly.
fn radical_inverse(number: u32) -> u32 {
    let (mut rest, mut reversed, mut scale) = (number, 0_u128, 1_u128);
    while rest > 0 {
        reversed = reversed * 3 + u128::from(rest % 3);
        scale *= 3;
        rest /= 3;
    }
    ((reversed << 32) / scale) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::{Schedule, Step};

    fn rollout(selection: f64, shares: &[f64]) -> Rollout {
        let steps = shares.iter().zip(0..).map(|(&share, at)| Step { week: 10 * at, share }).collect();
        Rollout { steps, selection, news: 0.0 }
    }

    #[test]
    fn radical_inverses_in_base_three() {
        let thirds = |number: u32| libm::round(f64::from(radical_inverse(number)) / 4_294_967_296.0 * 27.0);
        assert_eq!([0, 1, 2, 3, 4, 5, 9].map(thirds), [0.0, 9.0, 18.0, 3.0, 12.0, 21.0, 1.0]);
    }

    /// Places are even: by lot n counties miss their share by a few at most, since runs of radical inverses are
    /// spread out; where the offset has a part, by 4.4 deviations of a binomial (false alarm 1.1e-5 each, 15 in all).
    #[test]
    fn a_share_of_counties_is_covered() {
        const COUNTIES: u32 = 2000;
        for selection in [0.0, 0.2, 0.5, 0.8, 1.0] {
            for share in [0.03, 0.3, 0.9] {
                let one = Regime { rollout: Some(rollout(selection, &[share])), ..Regime::none() };
                let covered = (0..COUNTIES).filter(|&k| one.force(7, k) == Force::ALWAYS).count() as f64;
                let n = f64::from(COUNTIES);
                let allowed = if selection == 0.0 { 12.0 } else { 4.4 * (n * share * (1.0 - share)).sqrt() };
                assert!(
                    (covered - n * share).abs() < allowed,
                    "{covered} of {COUNTIES} at {share}, selection {selection}"
                );
            }
        }
    }

    /// Strict selection takes counties by offset alone, and lots take no account of it.
    #[test]
    fn selection_picks_low_offsets() {
        let mean = |selection: f64| {
            let rollout = rollout(selection, &[0.25]);
            let picked = (0..2000).filter(|&k| rollout.reaches(7, k) == 0);
            let offsets: Vec<f64> =
                picked.map(|k| f64::from(offset::offset(&Stream::new(7, k))) / 4_294_967_296.0).collect();
            offsets.iter().sum::<f64>() / offsets.len() as f64
        };
        // About 500 offsets, even on [0, 1/4) or [0, 1): deviations of 0.0032 and 0.013.
        assert!((mean(1.0) - 0.125).abs() < 4.4 * 0.0033, "{}", mean(1.0));
        assert!((mean(0.0) - 0.5).abs() < 4.4 * 0.013, "{}", mean(0.0));
        assert!(mean(1.0) < mean(0.7) && mean(0.7) < mean(0.4) && mean(0.4) < mean(0.0));
    }

    #[test]
    fn counties_come_in_step_by_step_and_go_out_together() {
        let schedule = Schedule { on: 5, off: 25 };
        let regime = Regime { schedule, rollout: Some(rollout(0.5, &[0.2, 0.5, 0.8])), ..Regime::none() };
        let steps = &regime.rollout.as_ref().unwrap();
        for county in 0..300 {
            let position = steps.position(7, county);
            let expected = match position {
                p if p < 0.2 => Force { from: 5, until: 25 },
                p if p < 0.5 => Force { from: 10, until: 25 },
                p if p < 0.8 => Force { from: 20, until: 25 },
                _ => Force::NEVER,
            };
            assert_eq!(regime.force(7, county), expected, "county {county} at {position}");
        }
        assert_eq!([0, 9, 10, 19, 20, 99].map(|week| steps.share(week)), [0.2, 0.2, 0.5, 0.5, 0.8, 0.8]);
        let late = Regime { schedule: Schedule { on: 30, off: 25 }, ..Regime::none() };
        assert_eq!(late.force(7, 0), Force::NEVER);
    }
}
