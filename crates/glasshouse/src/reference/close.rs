//! What is counted when the last week is over: losses against gravity, spells, errors in files, strata.

use super::Reference;
use super::grids::{GRAVITY_BINS, LOSS_BINS, SPELL_BINS, STRATA};
use crate::unit::POINT;

/// Weeks after the first loss at which those still or again restricted are trapped.
const TRAPPED: usize = 104;
/// Weeks after regaining everything in which a new loss is a relapse.
const RELAPSE: usize = 26;

impl Reference<'_> {
    /// After the last week; `conduct` is the gravity of what each did under ordinary law.
    pub fn close(&mut self, conduct: &[u64]) {
        for (i, &done) in conduct.iter().enumerate() {
            self.count_gravity(i);
            self.count_spells(i);
            self.count_errors(i);
            let stratum = stratum(done);
            let (person, group) = (&self.persons[i], self.people.group(i));
            self.grids.strata_people[stratum][group] += 1;
            self.grids.strata_losses[stratum][group] += person.right_weeks as i64;
            self.grids.strata_false[stratum][group] += person.memory.false_units as i64;
        }
        self.count_ties();
        self.count_scores();
    }

    /// The gravity of what each has done in the counted weeks.
    pub fn conduct(&self) -> Vec<u64> {
        self.persons.iter().map(|person| person.memory.done).collect()
    }

    fn count_gravity(&mut self, i: usize) {
        let cell = usize::from(self.people.cell[i]);
        let person = &self.persons[i];
        let (loss, gravity) = (person.right_weeks as i64, person.memory.gravity as i64);
        for (level, excess) in self.society.tariff.iter().zip(&mut self.grids.excess) {
            let answered = libm::round(level * 1000.0) as i64 * gravity;
            excess[cell] += (loss * 1_000_000 - answered).max(0);
        }
        if loss > 0 {
            self.grids.loss_per_gravity[loss_bin(loss as u128, gravity as u128)][cell] += 1;
        }
        let bin = gravity_bin(gravity as u64);
        self.grids.gravity_people[bin][cell] += 1;
        self.grids.gravity_losses[bin][cell] += loss;
        let by_record = if person.memory.costly {
            &mut self.grids.recorded_losses
        } else {
            &mut self.grids.unrecorded_losses
        };
        by_record[cell] += loss;
    }

    pub(super) fn count_spells(&mut self, i: usize) {
        let cell = usize::from(self.people.cell[i]);
        let restricted = &self.persons[i].memory.restricted;
        let (first, end) = (self.counted.start as usize, restricted.len());
        let grids = &mut self.grids;
        for freed in (first + 1..end).filter(|&week| restricted[week - 1] && !restricted[week]) {
            if freed + RELAPSE < end {
                grids.freed[cell] += 1;
                grids.relapsed[cell] += i64::from(restricted[freed..=freed + RELAPSE].contains(&true));
            }
        }
        let left_out = self.persons[i].memory.restricted_before;
        let Some(start) = (first..end).find(|&week| restricted[week] && !left_out) else {
            return;
        };
        let length = restricted[start..].iter().take_while(|&&lost| lost).count();
        let spells = if start + length == end { &mut grids.spells_open } else { &mut grids.spells_ended };
        spells[((length - 1) / 4).min(SPELL_BINS - 1)][cell] += 1;
        if let Some(&later) = restricted.get(start + TRAPPED) {
            grids.watched_on[cell] += 1;
            grids.trapped[cell] += i64::from(later);
        }
    }

    fn count_errors(&mut self, i: usize) {
        let Some(rule) = &self.regime.score else {
            return;
        };
        let person = &self.persons[i];
        if !person.in_scope {
            return;
        }
        let cell = usize::from(self.people.cell[i]);
        let error = person.false_entries.iter().any(|&entry| self.at_the_end(entry).abs() >= POINT);
        let correct: i64 = person.true_entries.iter().sum();
        let raw = person.own_start + self.at_the_end(correct) + person.association;
        let any = person.false_entries.iter().any(|&entry| entry != 0);
        let changed = any && self.tier(raw.clamp(rule.floor.0, rule.ceiling.0)) != self.tier(person.score);
        self.grids.files_with_error[cell] += i64::from(error);
        self.grids.tiers_changed[cell] += i64::from(changed);
    }
}

/// Doublings of day-fines from one on, below one, none; gravity in thousandths.
pub fn gravity_bin(gravity: u64) -> usize {
    let mut bin = usize::from(gravity > 0);
    while bin > 0 && bin < GRAVITY_BINS - 1 && gravity >= 1000 << (bin - 1) {
        bin += 1;
    }
    bin
}

/// The same, everything from 32 day-fines on together.
pub fn stratum(gravity: u64) -> usize {
    gravity_bin(gravity).min(STRATA - 1)
}

/// Quarter octaves of right-weeks per day-fine from 2^-4 on; the last without any gravity.
pub fn loss_bin(loss: u128, gravity: u128) -> usize {
    const INFINITE: usize = LOSS_BINS - 1;
    if gravity == 0 {
        return INFINITE;
    }
    // loss · 1000 / gravity at or above 2^(bin / 4 - 4), in whole numbers: the fourth powers of both sides. What
    // does not fit in 128 bits is larger than everything that does.
    let reaches = |bin: &usize| {
        let right = gravity.checked_pow(4).and_then(|power| power.checked_mul(1 << bin));
        let left = (loss * 1000).pow(4).checked_mul(1 << 16).expect("a loss of a test is small");
        right.is_some_and(|right| left >= right)
    };
    (1..INFINITE).rev().find(reaches).unwrap_or(0)
}
