//! Rows from friend pairs: everybody's ties one behind the other, household, group, friends.

use super::groups::Groups;
use super::{BLOCK, MAX_DEGREE, Ties, at_least};
use crate::society::order;
use crate::society::people::People;

/// So many friends are written at once: most people have no more below or above them.
const FRIENDS: usize = 8;

impl Ties {
    /// Rows from pairs in rising order: of those alike one is kept, and none that is tied already or beyond
    /// [`MAX_DEGREE`].
    pub(super) fn join(&mut self, people: &People, groups: &Groups, kin: &[u32]) {
        let firm: Vec<u32> = kin.iter().enumerate().map(|(i, kin)| kin + groups.degree(i)).collect();
        let most = firm.iter().copied().max().unwrap_or(0);
        assert!(most as usize <= MAX_DEGREE, "a group beyond the most ties a person may have");
        let mut last = [u32::MAX; 2];
        let mut friends = self.keep(firm.len(), |pair| {
            let [a, b] = pair.map(|end| end as usize);
            (pair != std::mem::replace(&mut last, pair)) & !groups.ties(a, b)
        });
        let mut degree = friends.degrees(&firm);
        if degree.iter().any(|&degree| degree as usize > MAX_DEGREE) {
            // Seldom: asking each time whether there is room would make every edge wait for the one before.
            degree.copy_from_slice(&firm);
            friends = self.keep(firm.len(), |pair| {
                let ends = pair.map(|end| end as usize);
                let room = ends.iter().all(|&end| (degree[end] as usize) < MAX_DEGREE);
                ends.iter().for_each(|&end| degree[end] += u32::from(room));
                room
            });
        }
        self.fill(people, groups, kin, &degree, friends);
    }

    /// Keeps the edges of which this is true.
    fn keep(&mut self, people: usize, mut wanted: impl FnMut([u32; 2]) -> bool) -> Friends {
        let [mut below, mut above_end] = [(); 2].map(|()| vec![0; people]);
        let mut kept = 0;
        for at in 0..self.edges.len() {
            let pair = self.edges[at];
            let keep = wanted(pair);
            // The next one overwrites what is not kept.
            self.edges[kept] = pair;
            kept += usize::from(keep);
            below[pair[1] as usize] += u32::from(keep);
            above_end[pair[0] as usize] = kept as u32;
        }
        self.edges.truncate(kept);
        Friends { below, above_end }
    }

    /// Rows of these degrees.
    fn fill(&mut self, people: &People, groups: &Groups, kin: &[u32], degree: &[u32], mut friends: Friends) {
        let Ties { row, group_at, friend_at, other, edge, edges, room } = self;
        [&mut *row, group_at, friend_at].into_iter().for_each(Vec::clear);
        let total = degree.iter().sum::<u32>() as usize;
        [&mut *other, edge].into_iter().for_each(|column| column.resize(total + 2 * BLOCK, 0));
        // The lower ends of each higher one, with their edges; the higher ends of each lower one lie together as it is.
        let (count, lower) = (edges.len(), &mut room.dealt);
        at_least(count + FRIENDS, lower);
        let numbered = (0..).zip(&*edges).map(|(number, &[a, b])| (b, [a, number]));
        order::place(numbered, lower, &mut friends.below);
        let ends = friends.below;
        edges.resize(count + FRIENDS, [0; 2]);
        row.push(0);
        let (mut at, mut lowers, mut uppers) = (0, 0, 0);
        let mut around = groups.around(0);
        for (i, &degree) in degree.iter().enumerate() {
            place_kin(&mut other[at..], people.head[i], i as u32, kin[i] as usize);
            let mut to = at + kin[i] as usize;
            group_at.push(to as u32);
            // Looked up one person ahead: it takes three steps, each waiting for the one before.
            let (members, tied) = std::mem::replace(&mut around, groups.around(i + 1));
            for (members, tied) in members.iter().zip(tied) {
                to += choose(members, *tied, &mut other[to..]);
            }
            friend_at.push(to as u32);
            let count = ends[i] as usize - lowers;
            place_friends(&mut other[to..], &mut edge[to..], count, |at| lower[lowers + at]);
            (to, lowers) = (to + count, lowers + count);
            at += degree as usize;
            row.push(at as u32);
            let count = at - to;
            place_friends(&mut other[to..], &mut edge[to..], count, |at| {
                [edges[uppers + at][1], (uppers + at) as u32]
            });
            uppers += count;
        }
        other.truncate(total);
        edge.truncate(total);
        edges.truncate(count);
    }
}

/// How many friends everybody has below them, and behind which edge those above them end; 0 where there are none.
struct Friends {
    below: Vec<u32>,
    above_end: Vec<u32>,
}

impl Friends {
    /// How many ties everybody has who has so many `firm` ones.
    fn degrees(&self, firm: &[u32]) -> Vec<u32> {
        let mut first = 0;
        let columns = firm.iter().zip(&self.below).zip(&self.above_end);
        let degree = columns.map(|((firm, below), &end)| {
            let above = end.max(first) - first;
            first += above;
            firm + below + above
        });
        degree.collect()
    }
}

/// Writes `count` friends and their edges.
#[inline(always)]
fn place_friends(other: &mut [u32], edge: &mut [u32], count: usize, friend: impl Fn(usize) -> [u32; 2]) {
    for first in (0..count.max(1)).step_by(FRIENDS) {
        let (other, edge) = (&mut other[first..][..FRIENDS], &mut edge[first..][..FRIENDS]);
        for at in 0..FRIENDS {
            [other[at], edge[at]] = friend(first + at);
        }
    }
}

/// Writes the `kin` others of the household that begins at `head`.
#[inline(always)]
fn place_kin(other: &mut [u32], head: u32, i: u32, kin: usize) {
    const BLOCK: usize = 8;
    // One block even for nobody: which is needed cannot be foretold.
    for first in (0..kin.max(1)).step_by(BLOCK) {
        let (to, head) = (&mut other[first..][..BLOCK], head + first as u32);
        // As signed numbers, which vectors compare.
        to.iter_mut().zip(head as i32..).for_each(|(to, j)| *to = (j + i32::from(j >= i as i32)) as u32);
    }
}

/// Writes those of a block who are tied, and gives how many they are; each is written, and the next overwrites whom
/// it should not be.
#[inline(always)]
fn choose(members: &[u32; BLOCK], tied: u16, other: &mut [u32]) -> usize {
    let other: &mut [u32; BLOCK] = other.first_chunk_mut().expect("a block behind the last row");
    let mut count = 0;
    for (bit, &member) in members.iter().enumerate() {
        other[count % BLOCK] = member;
        count += usize::from(tied >> bit & 1);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::of_friends;
    use super::*;

    #[test]
    fn nobody_has_a_friend_twice_or_more_than_the_most() {
        for most in [200, 300] {
            let people = People { flags: vec![0; 400], head: (0..400).collect(), ..People::default() };
            let mut pairs: Vec<[u32; 2]> = (1..=most).flat_map(|j| [[0, j]; 2]).collect();
            pairs.extend([[7, 399], [100, 390], [299, 390], [390, 399]]);
            let ties = of_friends(&people, &pairs);
            pairs.dedup();
            pairs.retain(|&[a, b]| a != 0 || b <= MAX_DEGREE as u32);
            assert_eq!(ties.edges, pairs);
            for i in 0..400 {
                let of = |&(_, &[a, b]): &(u32, &[u32; 2])| a == i || b == i;
                let friends = (0..).zip(&pairs).filter(of).map(|(number, &[a, b])| (a + b - i, number));
                assert_eq!(ties.friends(i as usize).collect::<Vec<_>>(), friends.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn those_tied_are_chosen_in_order() {
        let mut other = [99; BLOCK];
        assert_eq!(choose(&std::array::from_fn(|at| at as u32 * 2), 1 << 15 | 0b1001, &mut other), 3);
        assert_eq!(other[..3], [0, 6, 30]);
    }
}
