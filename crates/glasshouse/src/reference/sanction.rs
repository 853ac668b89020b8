//! Step 4, MODEL.md 7.5: the state machine of each person and sanction: end, fall, household.

use super::{HouseholdPart, Reference, rights_in};
use crate::regime::Until;
use crate::society::Form;

impl Reference<'_> {
    pub(super) fn sanction(&mut self) {
        for i in 0..self.persons.len() {
            for s in 0..self.regime.sanctions.len() {
                if self.persons[i].in_scope {
                    self.step_sanction(i, s);
                }
            }
        }
        self.begin_household_parts();
    }

    /// Points 1 to 3: held, free, armed.
    fn step_sanction(&mut self, i: usize, s: usize) {
        let sanction = &self.regime.sanctions[s];
        let below =
            self.regime.score.is_some() && sanction.below.is_some_and(|line| self.persons[i].raw < line.0);
        let listed = self.listed_records(i, s).next().is_some();
        let state = self.persons[i].debt_known
            && self.kind_of(Form::DebtEntry).is_some_and(|debt| sanction.on >> debt & 1 == 1);

        let end_of_term = self.persons[i].standings[s].held.as_ref().map(|term| term.to);
        if let Some(to) = end_of_term {
            if self.ended_by_act(i, s) {
                self.end(i, s);
            } else if listed {
                self.new_term(i, s, true, state);
            } else if to == self.week {
                if sanction.renews && (below || state) {
                    self.new_term(i, s, false, state);
                } else {
                    self.end(i, s);
                }
            }
        }
        let free = self.persons[i].standings[s].held.is_none();
        if free && (listed || below && self.persons[i].standings[s].armed) {
            self.fall(i, s, listed);
        }
        let free = self.persons[i].standings[s].held.is_none();
        if free && !below {
            self.persons[i].standings[s].armed = true;
        }
    }

    /// Whether this week's act of i ends sanction s.
    fn ended_by_act(&self, i: usize, s: usize) -> bool {
        let today = &self.persons[i].today;
        match self.regime.sanctions[s].until {
            Some(Until::DebtRepaid) => today.paid,
            Some(Until::Apology) => today.accepted.contains(&s),
            None => false,
        }
    }

    /// From the next week the household part ends too.
    fn end(&mut self, i: usize, s: usize) {
        self.free(i, s);
        self.end_household_part(i, s, self.week + 1);
    }

    /// Free and unarmed.
    pub(super) fn free(&mut self, i: usize, s: usize) {
        let standing = &mut self.persons[i].standings[s];
        standing.held = None;
        standing.armed = false;
    }

    pub(super) fn end_household_part(&mut self, i: usize, s: usize, to: u32) {
        for member in self.kin(i) {
            for part in &mut self.persons[member].household {
                if part.source == i && part.sanction == s && part.to.is_none() {
                    part.to = Some(to);
                }
            }
        }
    }

    /// A state gives no fall, so the ground is this week's record or the score.
    fn fall(&mut self, i: usize, s: usize, listed: bool) {
        self.new_term(i, s, listed, false);
        self.persons[i].standings[s].armed = false;
        self.persons[i].today.falls.push(s);
        self.counts.falls[s] += 1;
        if self.regime.sanctions[s].household == 0 {
            return;
        }
        let out_of_context = self.out_of_context_of(i, s);
        for member in self.kin(i) {
            self.persons[member].household.push(HouseholdPart {
                source: i,
                sanction: s,
                from: self.week + 1,
                to: None,
                out_of_context: out_of_context.clone(),
            });
        }
    }

    fn new_term(&mut self, i: usize, s: usize, listed: bool, state: bool) {
        let term = self.term(i, s, listed, state);
        self.counts.terms[s] += 1;
        self.counts.wrong_terms += u64::from(term.wrong);
        let person = &mut self.persons[i];
        person.today.terms.push(s);
        person.standings[s].held = Some(term);
    }

    /// Point 4: parts of falls of last week begin.
    fn begin_household_parts(&mut self) {
        for i in 0..self.persons.len() {
            let mut parts = std::mem::take(&mut self.persons[i].household);
            parts.retain(|part| part.to.is_none_or(|to| self.week < to));
            parts.sort_by_key(|part| (part.source, part.sanction, part.from));
            for part in parts.iter().filter(|part| part.from == self.week) {
                self.persons[i].today.household_begun = true;
                self.counts.household_falls[part.sanction] += 1;
            }
            self.persons[i].household = parts;
        }
    }

    /// By matrix and household right, the 60ths out of context in the running term of the source.
    fn out_of_context_of(&self, source: usize, s: usize) -> [std::collections::BTreeMap<usize, u64>; 2] {
        let running = &self.persons[source].standings[s].held;
        [0, 1].map(|matrix| {
            let Some(term) = running else { unreachable!("a household part without a term of its source") };
            rights_in(self.regime.sanctions[s].household)
                .map(|right| (right, term.splits[matrix][&right].out_of_context()))
                .collect()
        })
    }
}
