//! The ledger: what records have added, by person and kind, true and false apart; in inflated units.
//!
//! A week books some thousand records, and hardly anybody is asked what they have of each kind: only where a term
//! begins. So records are written down one behind the other, and each quarter of a year they are laid out by person; what
//! somebody has of each kind, and how much of it is older than a year, is added up when it is asked for.

use std::hint::black_box;

use crate::society::MAX_KINDS;
use crate::unit::WEEKS_PER_YEAR;

/// Weeks after which records are laid out by person.
const QUARTER: u32 = WEEKS_PER_YEAR / 4;
/// With more quarters than these, the old ones are settled.
const KEPT: usize = 24;

/// A record as it was booked: person (20 bits), week within the quarter (4), row (6).
#[derive(Clone, Copy, Debug)]
struct Booked(u32);

/// The row of a record that an appeal has struck.
const STRUCK: usize = 63;
const _: () = assert!(2 * MAX_KINDS <= STRUCK && QUARTER <= 16);

impl Booked {
    #[inline(always)]
    fn new(person: u32, week: u32, row: usize) -> Booked {
        Booked(person | week << 20 | (row as u32) << 24)
    }

    fn person(self) -> usize {
        (self.0 & 0xF_FFFF) as usize
    }

    fn week(self) -> u32 {
        self.0 >> 20 & 15
    }

    fn row(self) -> usize {
        (self.0 >> 24) as usize
    }

    fn strike(&mut self) {
        self.0 |= (STRUCK as u32) << 24;
    }
}

/// The records of a quarter that is over, laid out by person.
#[derive(Clone, Debug)]
struct Quarter {
    /// Its first week.
    first: u32,
    /// Where those of each person begin, and the end of the last.
    starts: Vec<u32>,
    records: Vec<Booked>,
}

impl Quarter {
    /// Where person i's lie.
    fn range(&self, i: usize) -> std::ops::Range<usize> {
        self.starts[i] as usize..self.starts[i + 1] as usize
    }
}

/// Entries of one arm.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Two for each slot: true, false.
    rows: usize,
    /// `[week][slot]` What a record of the week adds, in units of today.
    units: Vec<[i64; MAX_KINDS]>,
    /// Records of the quarter that runs, each with the one before it of the same person, from 1; 0 = none.
    records: Vec<(Booked, u32)>,
    /// The last of these of each person, likewise; empty where nothing is recorded.
    last: Vec<u32>,
    /// Quarters that are over and not settled.
    quarters: Vec<Quarter>,
    /// `[person][row]` What older quarters have left, more than a year ago; empty before any is settled.
    settled: Vec<i64>,
}

/// One person's entries: `[slot][true, false]`.
#[derive(Clone, Copy, Debug)]
pub struct Entries {
    values: [i64; 2 * MAX_KINDS],
    len: usize,
}

impl std::ops::Deref for Entries {
    type Target = [i64];

    fn deref(&self) -> &[i64] {
        &self.values[..self.len]
    }
}

impl std::ops::DerefMut for Entries {
    fn deref_mut(&mut self) -> &mut [i64] {
        &mut self.values[..self.len]
    }
}

/// The row of a slot, true or false.
fn row(slot: u8, is_false: bool) -> usize {
    usize::from(slot) * 2 + usize::from(is_false)
}

impl Ledger {
    /// Nothing recorded of `slots` kinds.
    pub fn new(people: usize, slots: usize) -> Ledger {
        Ledger {
            rows: 2 * slots,
            units: Vec::new(),
            records: Vec::new(),
            last: vec![0; if slots == 0 { 0 } else { people }],
            quarters: Vec::new(),
            settled: Vec::new(),
        }
    }

    /// Opens the next week, in which a record of each slot adds these `units`.
    pub fn open(&mut self, units: [i64; MAX_KINDS]) {
        let week = self.units.len() as u32;
        if week.is_multiple_of(QUARTER) && !self.records.is_empty() {
            self.lay_out(week - QUARTER);
        }
        if self.quarters.len() > KEPT {
            self.settle(|entry| entry);
        }
        self.units.push(units);
    }

    /// Lays out the records of the quarter that began in week `first`, and is over, by person.
    fn lay_out(&mut self, first: u32) {
        let mut starts = vec![0; self.last.len() + 1];
        self.records.iter().for_each(|(record, _)| starts[record.person() + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        // The column of last records, of no use any more, says where each person's next one goes.
        let mut records = vec![Booked(0); self.records.len()];
        let people = self.last.len();
        self.last.copy_from_slice(&starts[..people]);
        for &(record, _) in &self.records {
            let next = &mut self.last[record.person()];
            records[*next as usize] = record;
            *next += 1;
        }
        self.last.fill(0);
        self.records.clear();
        self.quarters.push(Quarter { first, starts, records });
    }

    /// Books records of one slot, true or false, of these people in the week that is open.
    #[inline(always)]
    pub fn book(&mut self, slot: u8, is_false: bool, people: impl Iterator<Item = u32>) {
        let (row, week) = (row(slot, is_false), self.now() % QUARTER);
        let mut number = self.records.len() as u32;
        self.records.extend(people.map(|person| {
            number += 1;
            let before = std::mem::replace(&mut self.last[person as usize], number);
            (Booked::new(person, week, row), before)
        }));
    }

    /// The week that is open.
    fn now(&self) -> u32 {
        self.units.len() as u32 - 1
    }

    /// The first week of the quarter that runs.
    fn first(&self) -> u32 {
        self.now() / QUARTER * QUARTER
    }

    /// The entries of person i.
    pub fn of(&self, i: usize) -> Entries {
        self.by_age(i)[0]
    }

    /// The entries of person i, and what of them was recorded more than 52 weeks before the week that is open.
    pub fn by_age(&self, i: usize) -> [Entries; 2] {
        let mut of = Entries { values: [0; 2 * MAX_KINDS], len: self.rows };
        if let Some(settled) = self.settled.get(i * self.rows..(i + 1) * self.rows) {
            of.copy_from_slice(settled);
        }
        let [mut all, mut older] = [of; 2];
        let old = (self.units.len() as u32).saturating_sub(WEEKS_PER_YEAR);
        let mut add = |first: u32, record: Booked| {
            if record.row() != STRUCK {
                let worth = self.worth(first, record);
                all[record.row()] += worth;
                older[record.row()] += if first + record.week() < old { worth } else { 0 };
            }
        };
        // First where all lie, then the first of each quarter, then all: so the memory is asked for much at a time.
        let mut ranges = [const { 0..0 }; KEPT];
        let ranges = &mut ranges[..self.quarters.len()];
        ranges.iter_mut().zip(&self.quarters).for_each(|(range, quarter)| *range = quarter.range(i));
        let firsts =
            ranges.iter().zip(&self.quarters).map(|(range, quarter)| quarter.records.get(range.start));
        black_box(firsts.flatten().fold(0, |all, record| all ^ record.0));
        for (range, quarter) in ranges.iter().zip(&self.quarters) {
            quarter.records[range.clone()].iter().for_each(|&record| add(quarter.first, record));
        }
        let mut next = self.last.get(i).copied().unwrap_or(0);
        while let Some(at) = next.checked_sub(1) {
            let (record, before) = self.records[at as usize];
            add(self.first(), record);
            next = before;
        }
        [all, older]
    }

    /// What a record adds, of a quarter that began in week `first`.
    fn worth(&self, first: u32, record: Booked) -> i64 {
        self.units[(first + record.week()) as usize][record.row() / 2]
    }

    /// Each record that stands, with the first week of its quarter.
    fn all(&self) -> impl Iterator<Item = (u32, Booked)> {
        let past = self
            .quarters
            .iter()
            .flat_map(|quarter| quarter.records.iter().map(|&record| (quarter.first, record)));
        let running = self.records.iter().map(|&(record, _)| (self.first(), record));
        past.chain(running).filter(|(_, record)| record.row() != STRUCK)
    }

    /// Strikes person i's false entries of the slots that are struck; gives what of each entry was struck.
    pub fn strike(&mut self, i: usize, struck: impl Fn(usize) -> bool) -> Entries {
        let falls = |row: usize| row % 2 == 1 && row < self.rows && struck(row / 2);
        let mut of = self.of(i);
        of.iter_mut().enumerate().filter(|(row, _)| !falls(*row)).for_each(|(_, entry)| *entry = 0);
        for quarter in &mut self.quarters {
            let range = quarter.range(i);
            let own = quarter.records[range].iter_mut();
            own.filter(|record| falls(record.row())).for_each(Booked::strike);
        }
        let mut next = self.last.get(i).copied().unwrap_or(0);
        while let Some(at) = next.checked_sub(1) {
            let (record, before) = &mut self.records[at as usize];
            if falls(record.row()) {
                record.strike();
            }
            next = *before;
        }
        if let Some(settled) = self.settled.get_mut(i * self.rows..(i + 1) * self.rows) {
            settled.iter_mut().enumerate().filter(|(row, _)| falls(*row)).for_each(|(_, entry)| *entry = 0);
        }
        of
    }

    /// Everybody's false entries that are not 0, by person and slot: whose, and what.
    pub fn false_entries(&self) -> Vec<(usize, i64)> {
        let is_false = |row: usize| row % 2 == 1;
        let booked = self.all().filter(|(_, record)| is_false(record.row()));
        let booked = booked.map(|(first, record)| (record.person(), record.row(), self.worth(first, record)));
        let settled =
            self.settled.iter().enumerate().filter(|(at, entry)| is_false(at % self.rows) && **entry != 0);
        let settled = settled.map(|(at, &entry)| (at / self.rows, at % self.rows, entry));
        let mut parts: Vec<(usize, usize, i64)> = Vec::new();
        booked.chain(settled).for_each(|part| parts.push(part));
        parts.sort_unstable();
        let of_one = parts.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let entries = of_one.map(|parts| (parts[0].0, parts.iter().map(|part| part.2).sum()));
        entries.filter(|&(_, entry)| entry != 0).collect()
    }

    /// Hands person, slot and worth of everything that stands to `give`.
    pub fn each(&self, mut give: impl FnMut(usize, usize, i64)) {
        for (i, rows) in self.settled.chunks_exact(self.rows.max(1)).enumerate() {
            rows.iter().enumerate().for_each(|(row, &entry)| give(i, row / 2, entry));
        }
        self.all()
            .for_each(|(first, record)| give(record.person(), record.row() / 2, self.worth(first, record)));
    }

    /// Sums of everybody's entries of the slots that count.
    pub fn sum_up(&self, counts: impl Fn(usize) -> bool, sums: &mut [i64]) {
        sums.fill(0);
        self.each(|i, slot, worth| sums[i] += if counts(slot) { worth } else { 0 });
    }

    /// Changes every entry before the next week is opened, and what the records that are kept add: those of quarters of
    /// which anything is not older than a year. What the change leaves over beside them is older than any.
    pub fn settle(&mut self, change: impl Fn(i64) -> i64) {
        let rows = self.rows;
        let mut settled = std::mem::take(&mut self.settled);
        settled.resize(self.last.len() * rows, 0);
        let entry = |record: Booked| record.person() * rows + record.row();
        self.all().for_each(|(first, record)| settled[entry(record)] += self.worth(first, record));
        settled.iter_mut().for_each(|entry| *entry = change(*entry));
        let next = self.units.len() as u32;
        self.quarters.retain(|quarter| quarter.first + QUARTER + WEEKS_PER_YEAR > next);
        self.units.iter_mut().flatten().for_each(|units| *units = change(*units));
        self.all().for_each(|(first, record)| settled[entry(record)] -= self.worth(first, record));
        self.settled = settled;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(people: usize) -> Ledger {
        Ledger::new(people, 3)
    }

    fn of(kinds: &[(usize, i64)]) -> [i64; MAX_KINDS] {
        let mut units = [0; MAX_KINDS];
        kinds.iter().for_each(|&(kind, value)| units[kind] = value);
        units
    }

    fn book(ledger: &mut Ledger, records: &[(u32, u8, bool)]) {
        records
            .iter()
            .for_each(|&(person, slot, is_false)| ledger.book(slot, is_false, [person].into_iter()));
    }

    #[test]
    fn entries_are_found_again() {
        let mut ledger = ledger(19);
        ledger.open(of(&[(0, -100), (1, 7), (2, -1)]));
        book(&mut ledger, &[(18, 0, false), (3, 0, false), (17, 1, true), (18, 0, false)]);
        ledger.open(of(&[(0, -200), (1, 7), (2, -1)]));
        book(&mut ledger, &[(18, 0, true), (18, 2, false), (3, 2, true)]);
        assert_eq!(ledger.of(18)[..], [-200, -200, 0, 0, -1, 0]);
        assert_eq!(ledger.of(2)[..], [0; 6]);
        assert_eq!(ledger.false_entries(), [(3, -1), (17, 7), (18, -200)]);
        let mut sums = [7; 19];
        ledger.sum_up(|slot| slot != 1, &mut sums);
        assert_eq!([2, 3, 17, 18].map(|i| sums[i]), [0, -101, 0, -401]);
        ledger.settle(|entry| -entry);
        assert_eq!(ledger.of(18)[..], [200, 200, 0, 0, 1, 0]);
        assert!(Ledger::new(19, 0).of(18).is_empty());
    }

    /// A record of week 3 is of the last year up to week 54 and older from week 55 on, whether it is kept or settled.
    #[test]
    fn a_year_of_records_is_told_apart() {
        let mut ledger = ledger(2);
        for week in 0..80 {
            ledger.open(of(&[(0, -10), (1, 0), (2, -1)]));
            match week {
                3 => book(&mut ledger, &[(0, 0, false), (1, 0, true), (0, 0, true), (0, 1, false)]),
                20 => book(&mut ledger, &[(0, 2, false), (1, 2, false)]),
                60 => ledger.settle(|entry| entry),
                _ => {}
            }
            let (first, second) = (i64::from(week >= 55), i64::from(week >= 72));
            assert_eq!(ledger.by_age(0)[1][..], [-10 * first, -10 * first, 0, 0, -second, 0], "week {week}");
            assert_eq!(ledger.of(1)[1], if week < 3 { 0 } else { -10 }, "week {week}");
        }
    }

    #[test]
    fn struck_records_never_grow_old() {
        let mut ledger = ledger(2);
        for _ in 0..2 {
            ledger.open(of(&[(0, -10), (2, -1)]));
            book(&mut ledger, &[(0, 0, false), (0, 0, true), (1, 0, true), (0, 2, true)]);
        }
        ledger.settle(|entry| entry);
        (2..54).for_each(|_| ledger.open(of(&[])));
        assert_eq!(ledger.by_age(0)[1][..], [-20, -20, 0, 0, 0, -2]);
        assert_eq!(ledger.strike(0, |slot| slot == 0)[..], [0, -20, 0, 0, 0, 0]);
        assert_eq!(ledger.by_age(0)[1][..], [-20, 0, 0, 0, 0, -2]);
        assert_eq!(ledger.of(1)[..], [0, -20, 0, 0, 0, 0]);
        ledger.settle(|entry| entry);
        assert_eq!(ledger.of(0)[..], [-20, 0, 0, 0, 0, -2]);
    }

    /// What rounding leaves over is older than any record.
    #[test]
    fn a_year_is_changed_record_by_record() {
        let mut ledger = ledger(1);
        ledger.open(of(&[(0, -300)]));
        book(&mut ledger, &[(0, 0, false); 3]);
        let shrunk = |entry: i64| entry.signum() * ((entry.abs() + 128) >> 8);
        ledger.settle(shrunk);
        assert_eq!((ledger.of(0)[0], ledger.by_age(0)[1][0]), (-4, -4 + 3));
        (1..53).for_each(|_| ledger.open(of(&[])));
        assert_eq!(ledger.by_age(0)[1][0], -4);
    }
}
