//! Step 6, MODEL.md 7.7: appeals are filed, wait in a queue, and are decided.

use super::cause::{Term, Trigger};
use super::{Appeal, Reference};
use crate::regime::Recourse;
use crate::unit::Chance;

impl Reference<'_> {
    pub(super) fn recourse(&mut self) {
        let Some(rule) = &self.regime.recourse else {
            return;
        };
        if !self.in_force() {
            self.queue.clear();
            self.slot_fraction = 0;
            return;
        }
        self.file(rule);
        self.drop_stale();
        for _ in 0..self.slots(rule) {
            let Some(appeal) = self.queue.pop_first() else {
                break;
            };
            self.decide(rule, appeal);
        }
    }

    /// This week's new terms are appealed or never.
    fn file(&mut self, rule: &Recourse) {
        let [silent, noticed, helped] = self.society.behaviour.appeals;
        let chance: Chance = if rule.help {
            helped
        } else if rule.notice {
            noticed
        } else {
            silent
        };
        for i in 0..self.persons.len() {
            for s in self.persons[i].today.terms.clone() {
                let sanction = &self.regime.sanctions[s];
                let word = self.word_about(i, "appeal", &sanction.name, self.week);
                if !sanction.appeal || !chance.hit(word) {
                    continue;
                }
                let lot = self.word_about(i, "queue", &sanction.name, self.week);
                let appeal = Appeal { filed: self.week, lot, person: i, sanction: s };
                self.counts.appeals_filed += 1;
                self.counts.wrong_terms_appealed +=
                    u64::from(self.running(&appeal).is_some_and(|term| term.wrong));
                self.queue.insert(appeal);
            }
        }
    }

    /// The term appealed against, if it still runs.
    fn running(&self, appeal: &Appeal) -> Option<&Term> {
        let held = self.persons[appeal.person].standings[appeal.sanction].held.as_ref();
        held.filter(|term| term.from == appeal.filed)
    }

    /// Appeals against terms no longer running leave the queue without a slot.
    fn drop_stale(&mut self) {
        let stale: Vec<Appeal> =
            self.queue.iter().copied().filter(|appeal| self.running(appeal).is_none()).collect();
        for appeal in stale {
            self.queue.remove(&appeal);
            self.counts.appeals_dropped += 1;
        }
    }

    /// Decisions this week; the fraction is carried.
    fn slots(&mut self, rule: &Recourse) -> i64 {
        let weekly = rule.capacity * self.persons.len() as f64 * 65_536.0 / 100_000.0;
        let total = self.slot_fraction + libm::round(weekly) as i64;
        self.slot_fraction = total % 65_536;
        total / 65_536
    }

    fn decide(&mut self, rule: &Recourse, appeal: Appeal) {
        let Some(term) = self.running(&appeal).cloned() else {
            unreachable!("stale appeals were dropped");
        };
        let Appeal { person: i, sanction: s, .. } = appeal;
        let chance = if term.wrong { rule.wrong_ended[self.people.group(i)] } else { rule.right_ended };
        let word = self.word_about(i, "review", &self.regime.sanctions[s].name, self.week);
        let upheld = chance.hit(word);
        self.counts.appeals_decided += 1;
        self.counts.appeals_upheld += u64::from(upheld);
        self.counts.decided_wrong += u64::from(term.wrong);
        self.counts.refused_wrong += u64::from(term.wrong && !upheld);
        if upheld {
            self.uphold(i, s, &term);
        }
    }

    /// The ground ends with this week, its household part with the next; false entries are struck.
    fn uphold(&mut self, i: usize, s: usize, term: &Term) {
        self.free(i, s);
        self.end_household_part(i, s, self.week + 2);
        self.persons[i].lost = self.lost_now(&self.persons[i]);
        match (term.trigger, term.kind) {
            (Trigger::Listing, Some(kind)) => self.strike(i, kind),
            _ => (0..self.society.kinds.len()).for_each(|kind| self.strike(i, kind)),
        }
    }

    fn strike(&mut self, i: usize, kind: usize) {
        let person = &mut self.persons[i];
        person.sum -= person.false_entries[kind];
        person.false_entries[kind] = 0;
        person.memory.entries.retain(|entry| !entry.record.wrong || entry.record.kind != kind);
    }
}
