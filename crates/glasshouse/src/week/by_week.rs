//! Entries by the weeks of a block.

use crate::luck::BLOCK;

/// Room for the weeks of a block, a power of two, so that no index need be checked.
const ROOM: usize = (BLOCK as usize).next_power_of_two();

/// One list for each week of a block. Emptied, they keep their room.
#[derive(Debug)]
pub struct ByWeek<T> {
    weeks: Box<[Vec<T>; ROOM]>,
}

impl<T> Default for ByWeek<T> {
    fn default() -> ByWeek<T> {
        ByWeek { weeks: Box::new([const { Vec::new() }; ROOM]) }
    }
}

impl<T> ByWeek<T> {
    /// The list of a week.
    pub fn of(&self, week: usize) -> &[T] {
        &self.weeks[week]
    }

    /// The list of a week, to be changed.
    pub fn of_mut(&mut self, week: usize) -> &mut [T] {
        &mut self.weeks[week]
    }

    /// Puts an entry behind those of its week.
    #[inline(always)]
    pub fn push(&mut self, week: u32, entry: T) {
        self.weeks[week as usize % ROOM].push(entry);
    }

    /// Puts entries behind those of their week.
    #[inline(always)]
    pub fn extend(&mut self, week: u32, entries: impl Iterator<Item = T>) {
        self.weeks[week as usize % ROOM].extend(entries);
    }

    /// The lists of all weeks.
    pub fn each_mut(&mut self) -> impl Iterator<Item = &mut [T]> {
        self.weeks.iter_mut().map(Vec::as_mut_slice)
    }

    /// Empties the lists of all weeks but these: bit w for week w.
    pub fn retain(&mut self, weeks: u64) {
        let other = |at: &usize| weeks >> at & 1 == 0;
        (0..ROOM).filter(other).for_each(|at| self.weeks[at].clear());
    }

    /// Empties every list.
    pub fn clear(&mut self) {
        self.weeks.iter_mut().for_each(Vec::clear);
    }
}
