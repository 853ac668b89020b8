//! How old the points are that a score's fall rests on: the records of the last 52 weeks, week by week.
//!
//! What is older stands in a ledger of its own, which a record enters a year after it was made: nothing is searched
//! where a term begins, and in the first year nothing is done at all.

use super::ledger::{Entries, Ledger};
use super::rules::{Rules, SanctionRule};
use super::score::{Inflation, shrunk};
use super::state::{Record, State};
use crate::society::MAX_KINDS;
use crate::society::people::CELLS;
use crate::unit::WEEKS_PER_YEAR;

/// The records of one week.
#[derive(Clone, Debug, Default)]
struct Week {
    /// As they were made, true before false, without those that an appeal has struck.
    records: Vec<Record>,
    /// `[kind]` What a record of this week added to the ledger, in its units of today.
    units: [i64; MAX_KINDS],
}

/// `[kind]` Where a kind stands in the ledger.
type Slots = [Option<u8>; MAX_KINDS];

impl Week {
    /// Adds what the records are worth, `sign` times, to a ledger.
    fn enter(&self, ledger: &mut Ledger, slots: &Slots, sign: i64) {
        for record in &self.records {
            let kind = usize::from(record.kind);
            let Some(slot) = slots[kind] else { continue };
            *ledger.entry(slot, record.is_false, record.person as usize) += sign * self.units[kind];
        }
    }

    /// Takes out person i's false records of the kinds that are struck.
    fn strike(&mut self, i: usize, struck: impl Fn(u8) -> bool) {
        let falses = self.records.partition_point(|record| !record.is_false);
        let own = |record: &Record| record.person as usize == i && struck(record.kind);
        if self.records[falses..].iter().any(own) {
            let kept: Vec<Record> = self.records.drain(falses..).filter(|record| !own(record)).collect();
            self.records.extend(kept);
        }
    }
}

/// The records of the last 52 weeks, and the sums of those before; nothing where no score sets off a sanction.
#[derive(Debug)]
pub struct Evidence {
    people: usize,
    slots: Slots,
    /// `[week modulo 52]`
    weeks: Vec<Week>,
    /// The entries of the ledger without what the records of the last 52 weeks added; `None` while that is nothing.
    older: Option<Ledger>,
}

impl Evidence {
    /// Nothing recorded yet.
    pub fn new(people: usize, rules: &Rules) -> Evidence {
        let decides = rules.sanctions.iter().any(|sanction| sanction.line.is_some());
        let mut slots = [None; MAX_KINDS];
        for (slot, &kind) in (0..).zip(&rules.slots) {
            slots[usize::from(kind)] = Some(slot);
        }
        let weeks = if decides { WEEKS_PER_YEAR as usize } else { 0 };
        Evidence { people, slots, weeks: vec![Week::default(); weeks], older: None }
    }

    /// Remembers the records of `week`, which add `units` to the ledger by kind, in place of those of a year ago.
    pub fn remember(&mut self, week: u32, records: &[Record], units: &[i64; MAX_KINDS]) {
        let Some(now) = self.weeks.get_mut((week % WEEKS_PER_YEAR) as usize) else { return };
        if !now.records.is_empty() {
            let slots = self.slots.iter().flatten().count();
            let older = self.older.get_or_insert_with(|| Ledger::new(self.people, slots));
            now.enter(older, &self.slots, 1);
        }
        now.records.clear();
        now.records.extend_from_slice(records);
        now.units = *units;
    }

    /// The ledger has been rescaled; a sum's 256th is not the sum of 256ths.
    pub fn rescale(&mut self, ledger: &Ledger) {
        if self.weeks.is_empty() {
            return;
        }
        let mut older = ledger.clone();
        for week in &mut self.weeks {
            week.units.iter_mut().for_each(|units| *units = shrunk(*units));
            week.enter(&mut older, &self.slots, -1);
        }
        self.older = Some(older);
    }

    /// An appeal strikes person i's false entries of some kinds.
    pub fn strike(&mut self, i: usize, struck: impl Fn(u8) -> bool) {
        self.weeks.iter_mut().for_each(|week| week.strike(i, &struck));
        let Some(older) = &mut self.older else { return };
        for (kind, slot) in (0..).zip(self.slots) {
            if let Some(slot) = slot.filter(|_| struck(kind)) {
                *older.entry(slot, true, i) = 0;
            }
        }
    }
}

/// Counts the deciding points of a term of `sanction` that person i's score has set off, by the person's `entries`.
pub fn count_evidence(
    state: &mut State,
    rules: &Rules,
    inflation: Inflation,
    sanction: &SanctionRule,
    cell: u8,
    (i, entries): (usize, &Entries),
) {
    let older = state.evidence.older.as_ref().map(|older| older.of(i));
    let (mut old, mut all) = (0, 0);
    for (at, &entry) in entries.iter().enumerate().filter(|(_, entry)| **entry < 0) {
        let kind = usize::from(rules.slots[at / 2]);
        if sanction.counts >> rules.kinds[kind].context & 1 == 1 {
            all += entry;
            old += older.as_ref().map_or(0, |older| older[at]);
        }
    }
    for (row, units) in [old, all].into_iter().enumerate() {
        state.totals.evidence[row * CELLS + usize::from(cell)] -= inflation.worth(units);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(people: usize) -> Evidence {
        let mut slots = [None; MAX_KINDS];
        slots[..3].copy_from_slice(&[Some(0), Some(1), Some(2)]);
        Evidence { people, slots, weeks: vec![Week::default(); 52], older: None }
    }

    fn older(evidence: &Evidence, i: usize) -> Vec<i64> {
        evidence.older.as_ref().map_or(vec![0; 6], |older| older.of(i).to_vec())
    }

    fn of(kinds: &[(usize, i64)]) -> [i64; MAX_KINDS] {
        let mut units = [0; MAX_KINDS];
        kinds.iter().for_each(|&(kind, value)| units[kind] = value);
        units
    }

    fn record(person: u32, kind: u8, is_false: bool) -> Record {
        Record { person, is_false, kind }
    }

    /// A record of week 3 is of the last year up to week 54 and older from week 55 on.
    #[test]
    fn a_year_of_records_is_remembered() {
        let mut evidence = evidence(1000);
        for week in 0..80 {
            let records = match week {
                3 => vec![
                    record(700, 0, false),
                    record(1, 0, true),
                    record(700, 0, true),
                    record(700, 1, false),
                ],
                20 => vec![record(999, 2, false), record(700, 2, false), record(0, 2, false)],
                _ => Vec::new(),
            };
            evidence.remember(week, &records, &of(&[(0, -10), (1, 0), (2, -1)]));
            let (first, second) = (i64::from(week >= 55), i64::from(week >= 72));
            let expected = [-10 * first, -10 * first, 0, 0, -second, 0];
            assert_eq!(older(&evidence, 700), expected, "week {week}");
        }
    }

    #[test]
    fn struck_records_never_grow_old() {
        let mut evidence = evidence(2);
        let records = [record(0, 0, false), record(0, 0, true), record(1, 0, true), record(0, 2, true)];
        evidence.remember(0, &records, &of(&[(0, -10), (2, -1)]));
        evidence.remember(1, &records, &of(&[(0, -10), (2, -1)]));
        evidence.remember(52, &[], &of(&[]));
        assert_eq!(older(&evidence, 0), [-10, -10, 0, 0, 0, -1]);
        evidence.strike(0, |kind| kind == 0);
        evidence.remember(53, &[], &of(&[]));
        assert_eq!(older(&evidence, 0), [-20, 0, 0, 0, 0, -2]);
        assert_eq!(older(&evidence, 1), [0, -20, 0, 0, 0, 0]);
    }

    /// What rounding leaves over is older than any record.
    #[test]
    fn a_rescaled_year_is_rescaled_record_by_record() {
        let mut evidence = evidence(1);
        let mut ledger = Ledger::new(1, 3);
        *ledger.entry(0, false, 0) = 3 * -300;
        evidence.remember(0, &[record(0, 0, false); 3], &of(&[(0, -300)]));
        assert_eq!([1000, -1000, 128, -127].map(shrunk), [4, -4, 1, 0]);
        ledger.change(shrunk);
        evidence.rescale(&ledger);
        assert_eq!(older(&evidence, 0)[0], -4 + 3);
        evidence.remember(52, &[], &of(&[]));
        assert_eq!(older(&evidence, 0)[0], -4);
    }
}
