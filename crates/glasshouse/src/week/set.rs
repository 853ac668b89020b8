//! Sets of people and of ties, as bits.

use super::cause::bits;

/// A set of people or edges, by number: a bit for each, so that they need not be sorted and caches hold them all.
#[derive(Debug)]
pub struct Set(Vec<u64>);

impl Set {
    /// None of so many.
    pub fn new(len: usize) -> Set {
        Set(vec![0; len.div_ceil(64)])
    }

    /// Takes all in.
    pub fn fill(&mut self) {
        self.0.fill(u64::MAX);
    }

    /// Takes one in.
    pub fn add(&mut self, number: u32) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    /// Leaves one out.
    pub fn remove(&mut self, number: u32) {
        self.0[number as usize / 64] &= !(1 << (number % 64));
    }

    /// Whether one is in it.
    #[inline(always)]
    pub fn has(&self, number: u32) -> bool {
        self.0[number as usize / 64] >> (number % 64) & 1 == 1
    }

    /// All that are in it, in order.
    pub fn all(&self) -> impl Iterator<Item = u32> {
        let words = (0..).zip(&self.0).filter(|(_, word)| **word != 0);
        words.flat_map(|(at, &word)| bits(word).map(move |bit| at * 64 + bit as u32))
    }

    /// Empties the set; gives what it held, in order.
    pub fn take(&mut self) -> Vec<u32> {
        let all = self.all().collect();
        self.0.fill(0);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_order_and_once() {
        let mut set = Set::new(130);
        [129, 64, 3, 63, 65, 64, 3].into_iter().for_each(|number| set.add(number));
        set.remove(65);
        assert_eq!([64, 65].map(|number| set.has(number)), [true, false]);
        assert_eq!(set.take(), [3, 63, 64, 129]);
        assert!(set.take().is_empty(), "what was taken is gone");
    }
}
