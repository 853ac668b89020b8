//! A list of what is kept of much. Whether an entry is kept is hard to foresee: so each is written, and kept by moving
//! on.

/// Entries that were kept, in the order in which they came.
#[derive(Clone, Debug)]
pub struct Sieve<T> {
    /// Room for them, which only grows.
    room: Vec<T>,
    len: usize,
}

impl<T> Default for Sieve<T> {
    fn default() -> Sieve<T> {
        Sieve { room: Vec::new(), len: 0 }
    }
}

impl<T: Copy> Sieve<T> {
    /// Room for `more` entries behind those that are kept, to be filled through [`Filling::put`]; `any` is what room is
    /// made of.
    #[inline(always)]
    pub fn fill(&mut self, more: usize, any: T) -> Filling<'_, T> {
        if self.room.len() < self.len + more + 1 {
            self.room.resize(self.len + more + 1, any);
        }
        Filling { room: &mut self.room[self.len..], len: &mut self.len, at: 0 }
    }

    /// Keeps one entry.
    pub fn push(&mut self, entry: T) {
        self.fill(1, entry).put(entry, true);
    }

    /// Those that are kept.
    pub fn kept(&self) -> &[T] {
        &self.room[..self.len]
    }

    /// Forgets what was kept, not the room.
    pub fn clear(&mut self) {
        self.len = 0;
    }
}

/// A [`Sieve`] while it is filled; what was kept is there when it is dropped.
pub struct Filling<'a, T> {
    room: &'a mut [T],
    len: &'a mut usize,
    at: usize,
}

impl<T: Copy> Filling<'_, T> {
    /// Puts an entry that is kept or not.
    #[inline(always)]
    pub fn put(&mut self, entry: T, keep: bool) {
        self.room[self.at] = entry;
        self.at += usize::from(keep);
    }
}

impl<T> Drop for Filling<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        *self.len += self.at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stays_in_order() {
        let mut sieve = Sieve::default();
        sieve.push(7);
        let mut filling = sieve.fill(5, 0);
        (0..5).for_each(|entry| filling.put(entry, entry % 2 == 1));
        drop(filling);
        sieve.push(9);
        assert_eq!(sieve.kept(), [7, 1, 3, 9]);
        sieve.clear();
        assert!(sieve.kept().is_empty());
    }
}
