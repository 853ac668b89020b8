//! The ledger: what records have added, by person and kind, true and false apart; in inflated units.
//!
//! A week books the records of one kind after another, in order of people, and a term asks for all that one person has.
//! So the entries of eight people lie together, those of one kind in one line of the caches.

use crate::society::MAX_KINDS;

/// People whose entries lie together.
const TOGETHER: usize = 8;

/// What as many people have of one slot, true or false.
#[derive(Clone, Debug, Default)]
#[repr(align(64))]
struct Line([i64; TOGETHER]);

/// Entries of one arm.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Lines of each [`TOGETHER`] people: two for each slot.
    lines: usize,
    /// `[person / TOGETHER][slot][true, false]`
    entries: Vec<Line>,
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

impl Ledger {
    /// Nothing recorded of `slots` kinds.
    pub fn new(people: usize, slots: usize) -> Ledger {
        let lines = 2 * slots;
        Ledger { lines, entries: vec![Line::default(); people.div_ceil(TOGETHER) * lines] }
    }

    /// The entries of person i.
    pub fn of(&self, i: usize) -> Entries {
        let mut of = Entries { values: [0; 2 * MAX_KINDS], len: self.lines };
        let lines = &self.entries[i / TOGETHER * self.lines..][..self.lines];
        of.values.iter_mut().zip(lines).for_each(|(value, line)| *value = line.0[i % TOGETHER]);
        of
    }

    /// Person i's entry of one slot, true or false.
    #[inline(always)]
    pub fn entry(&mut self, slot: u8, is_false: bool, i: usize) -> &mut i64 {
        let line = usize::from(slot) * 2 + usize::from(is_false);
        &mut self.entries[i / TOGETHER * self.lines + line].0[i % TOGETHER]
    }

    /// Everybody who has a false entry, in order.
    pub fn falsely_recorded(&self) -> impl Iterator<Item = usize> + '_ {
        let people = |(block, lines): (usize, &[Line])| {
            let mut any = [0; TOGETHER];
            for line in lines.iter().skip(1).step_by(2) {
                any.iter_mut().zip(&line.0).for_each(|(any, entry)| *any |= entry);
            }
            (0..TOGETHER).filter(move |&at| any[at] != 0).map(move |at| block * TOGETHER + at)
        };
        self.entries.chunks_exact(self.lines.max(1)).enumerate().flat_map(people)
    }

    /// Sums of everybody's entries of the slots that count.
    pub fn sum_up(&self, counts: impl Fn(usize) -> bool, sums: &mut [i64]) {
        sums.fill(0);
        let blocks = self.entries.chunks_exact(self.lines.max(1));
        for (lines, sums) in blocks.zip(sums.chunks_mut(TOGETHER)) {
            for (_, line) in lines.iter().enumerate().filter(|(at, _)| counts(at / 2)) {
                sums.iter_mut().zip(&line.0).for_each(|(sum, entry)| *sum += entry);
            }
        }
    }

    /// Changes every entry.
    pub fn change(&mut self, change: impl Fn(i64) -> i64) {
        self.entries.iter_mut().flat_map(|line| &mut line.0).for_each(|entry| *entry = change(*entry));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_again() {
        let mut ledger = Ledger::new(19, 3);
        for i in 0..19 {
            for slot in 0..3 {
                *ledger.entry(slot, false, i) = (100 * i + 10 * usize::from(slot)) as i64;
                *ledger.entry(slot, true, i) = (100 * i + 10 * usize::from(slot)) as i64 + 1;
            }
        }
        assert_eq!(ledger.of(18)[..], [1800, 1801, 1810, 1811, 1820, 1821]);
        let mut sums = [7; 19];
        ledger.sum_up(|slot| slot > 0, &mut sums);
        assert_eq!(sums[17..], [2 * (1710 + 1720) + 2, 2 * (1810 + 1820) + 2]);
        ledger.change(|entry| -entry);
        assert_eq!(ledger.of(1)[..2], [-100, -101]);
        assert!(Ledger::new(19, 0).of(18).is_empty());
        let mut ledger = Ledger::new(19, 3);
        *ledger.entry(1, true, 17) = -4;
        *ledger.entry(2, true, 3) = 5;
        *ledger.entry(2, false, 9) = 5;
        assert_eq!(ledger.falsely_recorded().collect::<Vec<_>>(), [3, 17]);
    }
}
