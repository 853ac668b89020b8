//! How old the points are that a score's fall rests on: the records of the last 52 weeks, week by week.
//!
//! What is older is the rest of the ledger, so that only a year of records need be remembered.

use super::rules::{Rules, SanctionRule};
use super::score::{Inflation, shrunk};
use super::state::{Record, State};
use crate::society::MAX_KINDS;
use crate::society::people::CELLS;
use crate::unit::WEEKS_PER_YEAR;

/// People whose records of a week lie together.
const TOGETHER: usize = 256;
/// Bit of a remembered record: of what never happened.
const FALSE: u32 = 2;
/// Bit of a remembered record: an appeal has struck it.
const STRUCK: u32 = 1;

/// The records of one week that moved the ledger.
#[derive(Clone, Debug, Default)]
struct Week {
    /// Person (from bit 8), kind (from bit 2), [`FALSE`], [`STRUCK`]; in order of person / [`TOGETHER`].
    records: Vec<u32>,
    /// Where the records of each [`TOGETHER`] people begin, and the end of the last.
    starts: Vec<u32>,
    /// `[kind]` What a record of this week adds to the ledger, in its units of today.
    units: [i64; MAX_KINDS],
}

/// The records of the last 52 weeks; nothing where no score sets off a sanction.
#[derive(Debug)]
pub struct Evidence {
    /// `[week modulo 52]`
    weeks: Vec<Week>,
    /// Parts of the county whose records lie together.
    parts: usize,
}

impl Evidence {
    /// Nothing recorded yet.
    pub fn new(people: usize, rules: &Rules) -> Evidence {
        let decides = rules.sanctions.iter().any(|sanction| sanction.line.is_some());
        let parts = people.div_ceil(TOGETHER);
        let nothing = Week { starts: vec![0; parts + 1], ..Week::default() };
        Evidence { weeks: vec![nothing; if decides { WEEKS_PER_YEAR as usize } else { 0 }], parts }
    }

    /// Remembers the records of `week`, which add `units` to the ledger by kind, in place of those of a year ago.
    pub fn remember(&mut self, week: u32, records: &[Record], units: &[i64; MAX_KINDS]) {
        if self.weeks.is_empty() {
            return;
        }
        let Week { records: kept, starts, units: worth } = &mut self.weeks[(week % WEEKS_PER_YEAR) as usize];
        *worth = *units;
        let moves = |record: &&Record| units[usize::from(record.kind)] != 0;
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
            kept[*at as usize] = record.person << 8 | u32::from(record.kind) << 2 | falsehood;
        }
        debug_assert_eq!(starts.len(), self.parts + 1);
    }

    /// The ledger is rescaled.
    pub fn rescale(&mut self) {
        self.weeks.iter_mut().flat_map(|week| &mut week.units).for_each(|units| *units = shrunk(*units));
    }

    /// An appeal strikes person i's false entry of `kind`.
    pub fn strike(&mut self, i: usize, kind: u8) {
        let struck = (i as u32) << 8 | u32::from(kind) << 2 | FALSE;
        for week in &mut self.weeks {
            let part = week.starts[i / TOGETHER] as usize..week.starts[i / TOGETHER + 1] as usize;
            week.records[part]
                .iter_mut()
                .filter(|record| **record == struck)
                .for_each(|record| *record |= STRUCK);
        }
    }

    /// What person i's records of the last 52 weeks added to the entries that `counts` names by kind and falsehood.
    fn recent(&self, i: usize, counts: impl Fn(usize, bool) -> bool) -> i64 {
        let mut sum = 0;
        for week in &self.weeks {
            let part = week.starts[i / TOGETHER] as usize..week.starts[i / TOGETHER + 1] as usize;
            for &record in week.records[part].iter().filter(|record| **record >> 8 == i as u32) {
                let kind = (record >> 2 & 63) as usize;
                if record & STRUCK == 0 && counts(kind, record & FALSE != 0) {
                    sum += week.units[kind];
                }
            }
        }
        sum
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
    let entries = state.ledger.of(i);
    let decides = |kind: usize, is_false: bool| {
        let rule = &rules.kinds[kind];
        let slot = rule.slot.map_or(0, usize::from);
        let counts = sanction.counts >> rule.context & 1 == 1;
        Some(entries[slot * 2 + usize::from(is_false)]).filter(|&entry| counts && entry < 0)
    };
    let of = |kind: &u8| {
        [false, true].into_iter().filter_map(|is_false| decides(usize::from(*kind), is_false)).sum::<i64>()
    };
    let all: i64 = rules.slots.iter().map(of).sum();
    let older = all - state.evidence.recent(i, |kind, is_false| decides(kind, is_false).is_some());
    for (row, units) in [older, all].into_iter().enumerate() {
        state.totals.evidence[row * CELLS + usize::from(cell)] -= inflation.worth(units);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(people: usize) -> Evidence {
        let parts = people.div_ceil(TOGETHER);
        Evidence { weeks: vec![Week { starts: vec![0; parts + 1], ..Week::default() }; 52], parts }
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
            evidence.remember(week, &records, &of(&[(0, -10), (1, 0), (2, -1)]));
            let expected = i64::from((3..55).contains(&week)) * -10 - i64::from(week >= 20);
            assert_eq!(evidence.recent(700, |_, _| true), expected, "week {week}");
        }
        assert_eq!(evidence.weeks.iter().map(|week| week.records.len()).sum::<usize>(), 3);
    }

    #[test]
    fn struck_records_and_other_entries_do_not_count() {
        let mut evidence = evidence(2);
        let records = [record(0, 0, false), record(0, 0, true), record(0, 2, true), record(1, 0, true)];
        evidence.remember(0, &records, &of(&[(0, -10), (2, -1)]));
        assert_eq!(evidence.recent(0, |_, is_false| is_false), -11);
        evidence.strike(0, 0);
        assert_eq!(evidence.recent(0, |_, is_false| is_false), -1);
        assert_eq!(evidence.recent(0, |_, _| true), -11);
        assert_eq!(evidence.recent(1, |_, _| true), -10);
        evidence.rescale();
        assert_eq!(evidence.recent(0, |_, _| true), 0, "a 256th of so little rounds to nothing");
        assert_eq!([1000, -1000, 128, -127].map(shrunk), [4, -4, 1, 0]);
    }
}
