//! Step 4, MODEL.md 7.5: the state machine of each person and sanction: end, fall, household.

use super::cause::Trigger;
use super::{HouseholdPart, Reference, rights_in};
use crate::regime::{Sanction, Until};
use crate::society::{Form, Rights};

impl Reference<'_> {
    pub(super) fn sanction(&mut self) {
        if !self.in_force() {
            self.release_all();
            return;
        }
        for i in 0..self.persons.len() {
            for s in 0..self.regime.sanctions.len() {
                if self.persons[i].in_scope {
                    self.step_sanction(i, s);
                }
            }
        }
        self.begin_household_parts();
    }

    /// Once the regime is out of force every ground is over, and what was still to come.
    fn release_all(&mut self) {
        if !self.goes_out_of_force() {
            return;
        }
        for person in &mut self.persons {
            for standing in &mut person.standings {
                (standing.held, standing.added) = (None, 0);
            }
            for favour in &mut person.favours {
                favour.held = None;
            }
            person.household.clear();
        }
    }

    /// Points 1 to 3: held, free, armed.
    fn step_sanction(&mut self, i: usize, s: usize) {
        let sanction = &self.regime.sanctions[s];
        let person = &self.persons[i];
        let raw = self.raw_toward(i, s, |kind| person.true_entries[kind] + person.false_entries[kind]);
        let below = self.regime.score.is_some() && sanction.below.is_some_and(|line| raw < line.0);
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

    /// Free and unarmed, and with it what others had closed.
    pub(super) fn free(&mut self, i: usize, s: usize) {
        let standing = &mut self.persons[i].standings[s];
        standing.held = None;
        standing.armed = false;
        standing.added = 0;
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
        self.persons[i].standings[s].added = self.over_compliance(i, s);
        self.new_term(i, s, listed, false);
        self.persons[i].standings[s].armed = false;
        self.persons[i].today.falls.push(s);
        self.counts.falls[s] += 1;
        self.count_fall(i, s);
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

    /// The rights that others close though sanction s does not take them, from the fall of this week on.
    fn over_compliance(&self, i: usize, s: usize) -> Rights {
        if !self.public() {
            return 0;
        }
        let more = rights_in(self.regime.over_compliance & !self.regime.sanctions[s].takes);
        let closes = |right: &usize| {
            let word = self.word_about(i, "over-compliance", &self.society.rights[*right].name, self.week);
            self.society.behaviour.over_compliance.hit(word)
        };
        more.filter(closes).fold(0, |rights, right| rights | 1 << right)
    }

    fn new_term(&mut self, i: usize, s: usize, listed: bool, state: bool) {
        let term = self.term(i, s, listed, state);
        self.counts.terms[s] += 1;
        self.counts.wrong_terms += u64::from(term.wrong);
        if term.trigger == Trigger::Score {
            self.count_evidence(i, s);
        }
        let person = &mut self.persons[i];
        person.today.terms.push(s);
        person.standings[s].held = Some(term);
        person.standings[s].begun += 1;
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

/// How long a term lasts after `before` others of the same person.
pub fn lasts(sanction: &Sanction, before: u32) -> u32 {
    let longer = libm::pow(sanction.escalates, f64::from(before.min(15)));
    libm::round(f64::from(sanction.lasts.0) * longer).clamp(1.0, 10_400.0) as u32
}
