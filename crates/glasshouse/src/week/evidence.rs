//! How old the points are that a score's fall rests on: records of the last 52 weeks, person by person.
//!
//! What is older is the rest of the ledger, so that only a year of records need be remembered.

use std::collections::VecDeque;

use super::rules::{Rules, SanctionRule};
use super::score::{Inflation, shrunk};
use super::state::State;
use crate::society::MAX_KINDS;
use crate::society::people::CELLS;
use crate::unit::WEEKS_PER_YEAR;

/// A record of the last 52 weeks. What it is worth stands in [`Evidence::units`].
#[derive(Clone, Copy, Debug)]
struct Remembered {
    /// Number of the person's record before this one.
    before: u32,
    /// Week modulo 52.
    at: u8,
    kind: u8,
    is_false: bool,
    /// An appeal has struck it.
    struck: bool,
}

/// The records of the last 52 weeks; nothing where no score sets off a sanction.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Number of the oldest record remembered; records are numbered from 1.
    oldest: u32,
    records: VecDeque<Remembered>,
    /// Number of each person's latest record, 0 = none.
    latest: Vec<u32>,
    /// `[week modulo 52][kind]` What a record of that week adds to the ledger, in its units of today.
    units: Vec<[i64; MAX_KINDS]>,
    /// The week that runs, modulo 52.
    at: usize,
}

impl Evidence {
    /// Nothing recorded yet.
    pub fn new(people: usize, rules: &Rules) -> Evidence {
        if rules.score.as_ref().is_none_or(|score| score.lines.is_empty()) {
            return Evidence::default();
        }
        let years = WEEKS_PER_YEAR as usize;
        Evidence {
            oldest: 1,
            latest: vec![0; people],
            units: vec![[0; MAX_KINDS]; years],
            ..Evidence::default()
        }
    }

    /// `week` begins, in which a record adds `units` by kind: what is older than a year is forgotten.
    pub fn open(&mut self, week: u32, units: &[i64; MAX_KINDS]) {
        if self.units.is_empty() {
            return;
        }
        self.at = (week % WEEKS_PER_YEAR) as usize;
        while self.records.front().is_some_and(|record| usize::from(record.at) == self.at) {
            self.records.pop_front();
            self.oldest += 1;
        }
        self.units[self.at] = *units;
    }

    /// The ledger is rescaled.
    pub fn rescale(&mut self) {
        self.units.iter_mut().flatten().for_each(|units| *units = shrunk(*units));
    }

    /// A record of this week enters person i's ledger.
    #[inline]
    pub fn note(&mut self, i: usize, kind: u8, is_false: bool) {
        if self.units.is_empty() || self.units[self.at][usize::from(kind)] == 0 {
            return;
        }
        let before = self.latest[i];
        self.latest[i] = self.oldest + self.records.len() as u32;
        self.records.push_back(Remembered { before, at: self.at as u8, kind, is_false, struck: false });
    }

    /// An appeal strikes person i's false entry of `kind`.
    pub fn strike(&mut self, i: usize, kind: u8) {
        let mut number = self.latest.get(i).copied().unwrap_or(0);
        while let Some(record) = place(number, self.oldest).and_then(|at| self.records.get_mut(at)) {
            record.struck |= record.is_false && record.kind == kind;
            number = record.before;
        }
    }

    /// What person i's records of the last 52 weeks added to the entries that `counts` names by kind and falsehood.
    fn recent(&self, i: usize, counts: impl Fn(u8, bool) -> bool) -> i64 {
        let (mut number, mut sum) = (self.latest[i], 0);
        while let Some(record) = place(number, self.oldest).and_then(|at| self.records.get(at)) {
            if !record.struck && counts(record.kind, record.is_false) {
                sum += self.units[usize::from(record.at)][usize::from(record.kind)];
            }
            number = record.before;
        }
        sum
    }
}

/// Where a record is among those remembered; none for what is forgotten.
fn place(number: u32, oldest: u32) -> Option<usize> {
    number.checked_sub(oldest).map(|at| at as usize)
}

/// Counts the deciding points of a term of `sanction` that person i's score has set off.
pub fn count_evidence(
    state: &mut State,
    rules: &Rules,
    inflation: Inflation,
    sanction: &SanctionRule,
    cell: u8,
    i: usize,
) {
    let entries = state.entries(rules, i);
    let decides = |kind: u8, is_false: bool| {
        let rule = &rules.kinds[usize::from(kind)];
        let slot = rule.slot.map_or(0, usize::from);
        let counts = sanction.counts >> rule.context & 1 == 1;
        Some(entries[slot * 2 + usize::from(is_false)]).filter(|&entry| counts && entry < 0)
    };
    let of =
        |kind: &u8| [false, true].into_iter().filter_map(|is_false| decides(*kind, is_false)).sum::<i64>();
    let all: i64 = rules.slots.iter().map(of).sum();
    let older = all - state.evidence.recent(i, |kind, is_false| decides(kind, is_false).is_some());
    for (row, units) in [older, all].into_iter().enumerate() {
        state.totals.evidence[row * CELLS + usize::from(cell)] -= inflation.worth(units);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence() -> Evidence {
        Evidence { oldest: 1, latest: vec![0; 2], units: vec![[0; MAX_KINDS]; 52], ..Evidence::default() }
    }

    fn of(kinds: &[(usize, i64)]) -> [i64; MAX_KINDS] {
        let mut units = [0; MAX_KINDS];
        kinds.iter().for_each(|&(kind, value)| units[kind] = value);
        units
    }

    /// A record of week 3 counts up to week 54 and is gone in week 55; what has no points is not remembered.
    #[test]
    fn a_year_of_records_is_remembered() {
        let mut evidence = evidence();
        for week in 0..60 {
            evidence.open(week, &of(&[(0, -10), (1, 0), (2, -1)]));
            if week == 3 {
                evidence.note(0, 0, false);
                evidence.note(1, 0, true);
                evidence.note(0, 1, false);
            }
            if week == 20 {
                evidence.note(0, 2, false);
            }
            let expected = i64::from((3..55).contains(&week)) * -10 - i64::from(week >= 20);
            assert_eq!(evidence.recent(0, |_, _| true), expected, "week {week}");
        }
        assert_eq!(evidence.records.len(), 1);
    }

    #[test]
    fn struck_records_and_other_entries_do_not_count() {
        let mut evidence = evidence();
        evidence.open(0, &of(&[(0, -10), (2, -1)]));
        for (kind, is_false) in [(0, false), (0, true), (2, true)] {
            evidence.note(0, kind, is_false);
        }
        assert_eq!(evidence.recent(0, |_, is_false| is_false), -11);
        evidence.strike(0, 0);
        assert_eq!(evidence.recent(0, |_, is_false| is_false), -1);
        assert_eq!(evidence.recent(0, |_, _| true), -11);
        evidence.rescale();
        assert_eq!(evidence.recent(0, |_, _| true), 0, "a 256th of so little rounds to nothing");
        assert_eq!([1000, -1000, 128, -127].map(shrunk), [4, -4, 1, 0]);
    }
}
