//! What is lost this week and why, after step 4: grounds share each right-week (MODEL.md 7.5).

use super::cause::{CAUSES, FALSE, HOUSEHOLD, Split, Trigger};
use super::{Person, Reference, marks, rights_in};
use crate::society::{AREAS, Rights};

/// One ground of one right in one week.
struct Ground {
    trigger: Trigger,
    split: Split,
    /// 60ths out of context, by matrix.
    out_of_context: [u64; 2],
    /// 15,360ths over kinds, association, household.
    reach: Vec<u64>,
    necessary_kinds: Vec<bool>,
}

impl Reference<'_> {
    /// The rights lost after step 4, and their shares by cause and conduct.
    pub(super) fn take_stock(&mut self) {
        for i in 0..self.persons.len() {
            let lost = self.lost_now(&self.persons[i]);
            self.persons[i].lost = lost;
            for right in rights_in(lost) {
                self.counts.right_weeks[right] += 1;
                let grounds = self.grounds(&self.persons[i], right);
                self.share_out(right, &grounds);
                self.persons[i].memory.false_units += false_units(&grounds);
            }
            self.persons[i].right_weeks += u64::from(lost.count_ones());
            self.counts.restricted_weeks += u64::from(lost != 0);
            self.counts.exclusion_weeks += u64::from(self.closed_areas(lost) >= 3);
        }
        let ever = self.persons.iter().filter(|person| person.right_weeks > 0);
        self.counts.ever_restricted = ever.count() as u64;
    }

    pub(super) fn lost_now(&self, person: &Person) -> Rights {
        let sanctions = &self.regime.sanctions;
        let own = sanctions.iter().zip(&person.standings).filter(|(_, standing)| standing.held.is_some());
        let own = own.fold(0, |lost, (sanction, standing)| lost | sanction.takes | standing.added);
        let household = person.household.iter().filter(|part| part.holds(self.week));
        household.fold(own, |lost, part| lost | sanctions[part.sanction].household)
    }

    /// Areas of life with a right lost.
    fn closed_areas(&self, lost: Rights) -> usize {
        let closed = |area: &usize| rights_in(lost).any(|right| self.society.rights[right].area == *area);
        (0..AREAS.len()).filter(closed).count()
    }

    /// Own grounds by sanction, then those of the household by source and sanction.
    fn grounds(&self, person: &Person, right: usize) -> Vec<Ground> {
        let kinds = self.society.kinds.len();
        let mut grounds = Vec::new();
        for (sanction, standing) in self.regime.sanctions.iter().zip(&person.standings) {
            let Some(term) = &standing.held else { continue };
            if (sanction.takes | standing.added) >> right & 1 == 1 {
                let mut reach = term.reach[&right].clone();
                reach.push(0);
                grounds.push(Ground {
                    trigger: term.trigger,
                    split: term.splits[0][&right].clone(),
                    out_of_context: [0, 1].map(|matrix: usize| term.splits[matrix][&right].out_of_context()),
                    reach,
                    necessary_kinds: term.necessary_kinds.clone(),
                });
            }
        }
        for part in person.household.iter().filter(|part| part.holds(self.week)) {
            if self.regime.sanctions[part.sanction].household >> right & 1 == 1 {
                let mut reach = vec![0; kinds + 2];
                reach[kinds + 1] = 15_360;
                grounds.push(Ground {
                    trigger: Trigger::Household,
                    split: Split::whole(HOUSEHOLD),
                    out_of_context: [0, 1].map(|matrix: usize| part.out_of_context[matrix][&right]),
                    reach,
                    necessary_kinds: vec![false; kinds],
                });
            }
        }
        grounds
    }

    /// One right-week, shared by its first seven grounds.
    fn share_out(&mut self, right: usize, grounds: &[Ground]) {
        let sharing = grounds.len().min(7);
        let share = 420 / sharing as u64;
        let counts = &mut self.counts;
        for ground in &grounds[..sharing] {
            let trigger = ground.trigger as usize;
            for cause in 0..CAUSES {
                counts.units[trigger][right][cause] += share * ground.split.parts[cause];
                counts.necessary_units[right][cause] += share * 60 * u64::from(ground.split.necessary[cause]);
                counts.involved_units[right][cause] += share * 60 * u64::from(ground.split.involved[cause]);
            }
            for matrix in 0..2 {
                counts.out_of_context_units[matrix][trigger] += share * ground.out_of_context[matrix];
            }
            for (subject, &part) in ground.reach.iter().enumerate() {
                counts.reach[subject][right] += share * part;
            }
            for (kind, &necessary) in ground.necessary_kinds.iter().enumerate() {
                counts.reach_necessary[kind][right] += share * 60 * u64::from(necessary);
            }
        }
    }

    /// Demands of this week, refused where the right is lost.
    pub(super) fn demand(&mut self) {
        for i in 0..self.persons.len() {
            for right in 0..self.society.rights.len() {
                let demands = marks::of_week(&self.marks.demands[i][right], self.week).len() as u64;
                self.counts.demands[right] += demands;
                if demands > 0 && self.persons[i].lost >> right & 1 == 1 {
                    self.counts.refused[right] += demands;
                    self.persons[i].today.refused = true;
                }
            }
        }
    }
}

/// Units of one right-week that false records have.
fn false_units(grounds: &[Ground]) -> u64 {
    let sharing = grounds.len().min(7);
    grounds[..sharing].iter().map(|ground| 420 / sharing as u64 * ground.split.parts[FALSE]).sum()
}
