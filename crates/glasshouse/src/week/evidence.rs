//! How old the points are that a score's fall rests on: the records of the last 52 weeks, week by week.
//!
//! What is older is the rest of the ledger, so that only a year of records need be remembered. Their sums stand in a
//! ledger of their own: a record enters it with its week and leaves it a year later, so that nothing is searched where
//! a term begins.

use super::ledger::Ledger;
use super::rules::{Rules, SanctionRule};
use super::score::{Inflation, shrunk};
use super::state::{Record, State};
use crate::society::MAX_KINDS;
use crate::society::people::CELLS;
use crate::unit::WEEKS_PER_YEAR;

/// People whose records of a week lie together.
const TOGETHER: usize = 32;
/// Bit of a remembered record: of what never happened.
const FALSE: u32 = 2;
/// Bit of a remembered record: an appeal has struck it.
const STRUCK: u32 = 1;

/// The records of one week that moved the ledger.
#[derive(Clone, Debug, Default)]
struct Week {
    /// Person (from bit 8), slot of the ledger (from bit 2), [`FALSE`], [`STRUCK`]; in order of person / [`TOGETHER`].
    records: Vec<u32>,
    /// Where the records of each [`TOGETHER`] people begin, and the end of the last.
    starts: Vec<u32>,
    /// `[slot]` What a record of this week adds to the ledger, in its units of today.
    units: [i64; MAX_KINDS],
}

impl Week {
    /// Adds what the records that are not struck are worth, `sign` times, to the sums of the year.
    fn enter(&self, year: &mut Ledger, sign: i64) {
        for &record in self.records.iter().filter(|record| **record & STRUCK == 0) {
            let slot = (record >> 2 & 63) as u8;
            year.column_mut(slot, record & FALSE != 0)[(record >> 8) as usize] +=
                sign * self.units[usize::from(slot)];
        }
    }
}

/// The records of the last 52 weeks; nothing where no score sets off a sanction.
#[derive(Debug)]
pub struct Evidence {
    /// `[week modulo 52]`
    weeks: Vec<Week>,
    /// What they add to each entry of the ledger.
    year: Ledger,
}

impl Evidence {
    /// Nothing recorded yet.
    pub fn new(people: usize, rules: &Rules) -> Evidence {
        let decides = rules.sanctions.iter().any(|sanction| sanction.line.is_some());
        let nothing = Week { starts: vec![0; people.div_ceil(TOGETHER) + 1], ..Week::default() };
        let (weeks, slots) = if decides { (WEEKS_PER_YEAR as usize, rules.slots.len()) } else { (0, 0) };
        Evidence { weeks: vec![nothing; weeks], year: Ledger::new(people, slots) }
    }

    /// Remembers the records of `week`, which add `units` to the ledger by kind, in place of those of a year ago;
    /// `slot` says where a kind stands in the ledger.
    pub fn remember(
        &mut self,
        week: u32,
        records: &[Record],
        units: &[i64; MAX_KINDS],
        slot: impl Fn(u8) -> Option<u8>,
    ) {
        if self.weeks.is_empty() {
            return;
        }
        let now = &mut self.weeks[(week % WEEKS_PER_YEAR) as usize];
        now.enter(&mut self.year, -1);
        let Week { records: kept, starts, units: worth } = now;
        for (kind, &units) in (0..).zip(units) {
            if let Some(slot) = slot(kind).filter(|_| units != 0) {
                worth[usize::from(slot)] = units;
            }
        }
        let moves = |record: &&Record| units[usize::from(record.kind)] != 0 && slot(record.kind).is_some();
        // Counted, then placed: each part's count moves its own end and, once all are summed, its start.
        starts.fill(0);
        for record in records.iter().filter(moves) {
            starts[record.person as usize / TOGETHER] += 1;
        }
        let mut sum = 0;
        for start in starts.iter_mut() {
            sum += *start;
            *start = sum;
        }
        kept.clear();
        kept.resize(sum as usize, 0);
        for record in records.iter().filter(moves) {
            let at = &mut starts[record.person as usize / TOGETHER];
            *at -= 1;
            let falsehood = if record.is_false { FALSE } else { 0 };
            let slot = slot(record.kind).expect("only what has a slot moves anything");
            kept[*at as usize] = record.person << 8 | u32::from(slot) << 2 | falsehood;
        }
        now.enter(&mut self.year, 1);
    }

    /// The ledger is rescaled.
    pub fn rescale(&mut self) {
        self.year.change(|_| 0);
        for week in &mut self.weeks {
            week.units.iter_mut().for_each(|units| *units = shrunk(*units));
            week.enter(&mut self.year, 1);
        }
    }

    /// An appeal strikes person i's false entry of a slot.
    pub fn strike(&mut self, i: usize, slot: u8) {
        if self.weeks.is_empty() || std::mem::take(&mut self.year.column_mut(slot, true)[i]) == 0 {
            return;
        }
        let struck = (i as u32) << 8 | u32::from(slot) << 2 | FALSE;
        for week in &mut self.weeks {
            let part = week.starts[i / TOGETHER] as usize..week.starts[i / TOGETHER + 1] as usize;
            week.records[part]
                .iter_mut()
                .filter(|record| **record == struck)
                .for_each(|record| *record |= STRUCK);
        }
    }
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
    let (entries, year) = (state.ledger.of(i), state.evidence.year.of(i));
    let (mut older, mut all) = (0, 0);
    let pairs = entries.chunks_exact(2).zip(year.chunks_exact(2)).zip(&rules.slots);
    for ((entries, year), &kind) in pairs {
        if sanction.counts >> rules.kinds[usize::from(kind)].context & 1 == 1 {
            for (entry, year) in entries.iter().zip(year).filter(|(entry, _)| **entry < 0) {
                all += entry;
                older += entry - year;
            }
        }
    }
    for (row, units) in [older, all].into_iter().enumerate() {
        state.totals.evidence[row * CELLS + usize::from(cell)] -= inflation.worth(units);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(people: usize) -> Evidence {
        let starts = vec![0; people.div_ceil(TOGETHER) + 1];
        Evidence { weeks: vec![Week { starts, ..Week::default() }; 52], year: Ledger::new(people, 3) }
    }

    fn recent(evidence: &Evidence, i: usize) -> i64 {
        evidence.year.of(i).iter().sum()
    }

    fn falses(evidence: &Evidence, i: usize) -> i64 {
        evidence.year.of(i).iter().skip(1).step_by(2).sum()
    }

    fn of(kinds: &[(usize, i64)]) -> [i64; MAX_KINDS] {
        let mut units = [0; MAX_KINDS];
        kinds.iter().for_each(|&(kind, value)| units[kind] = value);
        units
    }

    fn record(person: u32, kind: u8, is_false: bool) -> Record {
        Record { person, is_false, kind }
    }

    /// A record of week 3 counts up to week 54 and is gone in week 55; what has no points is not remembered.
    #[test]
    fn a_year_of_records_is_remembered() {
        let mut evidence = evidence(1000);
        for week in 0..60 {
            let records = match week {
                3 => vec![
                    record(700, 0, false),
                    record(1, 0, true),
                    record(701, 0, true),
                    record(700, 1, false),
                ],
                20 => vec![record(999, 2, false), record(700, 2, false), record(0, 2, false)],
                _ => Vec::new(),
            };
            evidence.remember(week, &records, &of(&[(0, -10), (1, 0), (2, -1)]), Some);
            let expected = i64::from((3..55).contains(&week)) * -10 - i64::from(week >= 20);
            assert_eq!(recent(&evidence, 700), expected, "week {week}");
        }
        assert_eq!(evidence.weeks.iter().map(|week| week.records.len()).sum::<usize>(), 3);
    }

    #[test]
    fn struck_records_and_other_entries_do_not_count() {
        let mut evidence = evidence(2);
        let records = [record(0, 0, false), record(0, 0, true), record(0, 2, true), record(1, 0, true)];
        evidence.remember(0, &records, &of(&[(0, -10), (2, -1)]), Some);
        assert_eq!(falses(&evidence, 0), -11);
        evidence.strike(0, 0);
        assert_eq!(falses(&evidence, 0), -1);
        assert_eq!(recent(&evidence, 0), -11);
        assert_eq!(recent(&evidence, 1), -10);
        evidence.rescale();
        assert_eq!(recent(&evidence, 0), 0, "a 256th of so little rounds to nothing");
        assert_eq!([1000, -1000, 128, -127].map(shrunk), [4, -4, 1, 0]);
    }
}
