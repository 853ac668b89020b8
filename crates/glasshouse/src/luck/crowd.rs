//! Those who may have marks of a sort, as a list to draw for.

use crate::draw::LANES;

/// People; behind them anybody, up to whole [`LANES`].
#[derive(Clone, Debug)]
pub struct Crowd {
    people: Vec<u32>,
    len: usize,
}

impl Crowd {
    /// Those of `count` people who `can`.
    pub fn of(count: usize, can: impl Fn(usize) -> bool) -> Crowd {
        let (mut people, mut len) = (vec![0; (count + 1).next_multiple_of(LANES)], 0);
        // Written always, and kept by moving on.
        for person in 0..count {
            people[len] = person as u32;
            len += usize::from(can(person));
        }
        people.truncate(len.next_multiple_of(LANES));
        Crowd { people, len }
    }

    /// They, [`LANES`] at a time, and how many of these there are.
    pub fn batches(&self) -> impl Iterator<Item = (&[u32; LANES], usize)> {
        let of = |(at, people)| (people, LANES.min(self.len - at * LANES));
        self.people.as_chunks().0.iter().enumerate().map(of)
    }
}
