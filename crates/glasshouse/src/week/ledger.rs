//! The ledger: what records have added, by person and kind, true and false apart; in inflated units.
//!
//! A column for each kind, since a week books the records of one kind after another; a person's entries are
//! gathered only where a term begins.

use crate::society::MAX_KINDS;

/// Entries of one arm.
#[derive(Clone, Debug)]
pub struct Ledger {
    people: usize,
    /// Entries from one column to the next.
    stride: usize,
    /// `[slot][true, false][person]`
    entries: Vec<i64>,
}

/// Entries of a line of the caches, by which each column is longer than it need be: if columns were a power of two
/// apart, one person's entries would all fall into one set of a cache and drive each other out.
const APART: usize = 8;

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
        let stride = people.next_multiple_of(APART) + APART;
        Ledger { people, stride, entries: vec![0; stride * slots * 2] }
    }

    /// The entries of person i.
    pub fn of(&self, i: usize) -> Entries {
        let mut of = Entries { values: [0; 2 * MAX_KINDS], len: self.entries.len() / self.stride };
        for (value, column) in of.values.iter_mut().zip(self.columns()) {
            *value = column[i];
        }
        of
    }

    /// `[slot][true, false]` Everybody's entries.
    pub fn columns(&self) -> impl Iterator<Item = &[i64]> {
        self.entries.chunks_exact(self.stride).map(|column| &column[..self.people])
    }

    /// Everybody's entries of one slot, true or false.
    #[inline(always)]
    pub fn column_mut(&mut self, slot: u8, is_false: bool) -> &mut [i64] {
        let at = (usize::from(slot) * 2 + usize::from(is_false)) * self.stride;
        &mut self.entries[at..][..self.people]
    }

    /// Changes every entry.
    pub fn change(&mut self, change: impl Fn(i64) -> i64) {
        self.entries.iter_mut().for_each(|entry| *entry = change(*entry));
    }
}
