//! What is remembered of each person for measures alone, week by week; none of it decides anything.

use super::cause::Trigger;
use super::score::rescaled;
use super::{Record, Reference};
use crate::unit::POINT;

/// A record as it was booked.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub week: u32,
    pub record: Record,
    /// In inflated 256ths of a point.
    pub added: i64,
}

/// What is remembered of one person.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Gravity of own true records, in thousandths of a day-fine.
    pub gravity: u64,
    /// Whether one of them cost points or was listed.
    pub costly: bool,
    /// Gravity of own acts outside the private venue.
    pub done: u64,
    /// Units of right-weeks lost to false records.
    pub false_units: u64,
    /// Whether any right was lost, for each week since week 0.
    pub restricted: Vec<bool>,
    /// Whether rights were lost when counting began.
    pub restricted_before: bool,
    /// What the ledger would hold if all acts, and nothing else, were recorded.
    pub deeds: i64,
    /// Records still in the ledger.
    pub entries: Vec<Entry>,
}

impl Memory {
    /// At the end of the warm-up: the past stays what it was, but counts no more.
    pub fn forget_counts(&mut self) {
        (self.gravity, self.costly, self.done, self.false_units) = (0, false, 0, 0);
    }

    /// As the ledger is rescaled.
    pub fn rescale(&mut self) {
        self.deeds = rescaled(self.deeds);
        for entry in &mut self.entries {
            entry.added = rescaled(entry.added);
        }
    }
}

impl Reference<'_> {
    /// After step 2: what people did and what is on record of it.
    pub(super) fn remember_conduct(&mut self) {
        for i in 0..self.persons.len() {
            let gravity = |kind: usize| u64::from(self.society.kinds[kind].gravity);
            let today = &self.persons[i].today;
            let true_records = || today.records.iter().filter(|record| !record.wrong);
            let recorded: u64 = true_records().map(|record| gravity(record.kind)).sum();
            let costs = |kind: usize| self.points(kind).0 < 0 || self.listed_kind(kind);
            let costly = true_records().any(|record| costs(record.kind));
            let done: u64 = today.acts.iter().filter(|act| !act.private).map(|act| gravity(act.kind)).sum();
            let memory = &mut self.persons[i].memory;
            memory.gravity += recorded;
            memory.costly |= costly;
            memory.done += done;
        }
    }

    /// In step 3, as if all that i did and nothing else came to be known.
    pub(super) fn book_deeds(&mut self, i: usize) {
        if !self.in_force() {
            return;
        }
        let today = &self.persons[i].today;
        let mut kinds: Vec<usize> = today.acts.iter().map(|act| act.kind).collect();
        kinds.extend(self.kind_of(crate::society::Form::DebtEntry).filter(|_| today.old_debt));
        let observed = kinds.into_iter().filter(|&kind| self.watch(kind).is_some());
        let deeds: i64 = observed.map(|kind| self.inflated(kind)).sum();
        self.persons[i].memory.deeds += deeds;
    }

    /// A fall: what it rests on, and what else is on record of the person.
    pub(super) fn count_fall(&mut self, i: usize, s: usize) {
        let person = &self.persons[i];
        let Some(term) = &person.standings[s].held else { unreachable!("a fall without a term") };
        let cell = usize::from(self.people.cell[i]);
        let wholly_false = match term.trigger {
            Trigger::Listing => term.wrong,
            _ => term.wrong && self.false_alone(i, s),
        };
        let harms = |kind: usize| self.society.kinds[kind].harm > 0;
        let led_by_harm = term.kind.is_some_and(|kind| !term.wrong && harms(kind));
        let left = |kind: usize| self.deflated(person.true_entries[kind]).abs() >= POINT;
        let harm_left = (0..self.society.kinds.len()).any(|kind| harms(kind) && left(kind));
        self.grids.falls[cell] += 1;
        self.grids.false_grounds[cell] += i64::from(wholly_false);
        self.grids.without_harm[cell] += i64::from(!led_by_harm && !harm_left);
    }

    /// Whether negative false entries are enough for sanction s without any other negative entry.
    fn false_alone(&self, i: usize, s: usize) -> bool {
        let person = &self.persons[i];
        let raw = self.raw_toward(i, s, |kind| person.true_entries[kind].max(0) + person.false_entries[kind]);
        self.regime.sanctions[s].below.is_some_and(|line| raw - self.association_toward(i, s) < line.0)
    }

    /// A term set off by the score: how much of what decided is older than a year.
    pub(super) fn count_evidence(&mut self, i: usize, s: usize) {
        let person = &self.persons[i];
        let (mut all, mut old) = (0, 0);
        for kind in (0..self.society.kinds.len()).filter(|&kind| self.counts_toward(s, kind)) {
            for (wrong, total) in [(false, person.true_entries[kind]), (true, person.false_entries[kind])] {
                if total >= 0 {
                    continue;
                }
                let slot = Record { wrong, kind };
                let recent = |entry: &&Entry| entry.record == slot && entry.week + 51 >= self.week;
                let added: i64 = person.memory.entries.iter().filter(recent).map(|entry| entry.added).sum();
                all += total;
                old += total - added;
            }
        }
        let cell = usize::from(self.people.cell[i]);
        self.grids.evidence[cell] -= self.deflated(all);
        self.grids.evidence_old[cell] -= self.deflated(old);
    }

    /// After step 4: who is restricted, and who holds a privilege.
    pub(super) fn remember_standing(&mut self) {
        for i in 0..self.persons.len() {
            let person = &mut self.persons[i];
            person.memory.restricted.push(person.lost != 0);
            let favoured = person.favours.iter().any(|favour| favour.held.is_some());
            self.grids.privilege_weeks[usize::from(self.people.cell[i])] += i64::from(favoured);
        }
    }
}
