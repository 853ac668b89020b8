//! Rows: everybody's ties one behind the other, household, group, friends.

use super::friends::{Found, Friends, TOGETHER};
use super::groups::Groups;
use super::{BLOCK, MAX_DEGREE, Room, Ties};
use crate::level::{Level, at_every_level};
use crate::society::people::People;
use std::ops::Range;

impl Ties {
    /// Rows of all ties. Of friends those are left out that are beyond [`MAX_DEGREE`].
    pub(super) fn join(&mut self, people: &People, groups: &Groups, kin: &[u32], level: Level) {
        let mut most = self.fill(people, groups, kin, level);
        if most > MAX_DEGREE {
            // Seldom: asking each time whether there is room would make every edge wait for the one before.
            let firm = self.row.iter().zip(&self.friend_at).map(|(start, end)| end - start);
            self.room.friends.limit(firm.collect());
            most = self.fill(people, groups, kin, level);
        }
        assert!(most <= MAX_DEGREE, "a group beyond the most ties a person may have");
        self.room.friends.pairs(&mut self.edges);
    }

    /// Fills the rows, and gives the most ties that anybody has.
    fn fill(&mut self, people: &People, groups: &Groups, kin: &[u32], level: Level) -> usize {
        let Ties { row, group_at, friend_at, other, edge, room: Room { friends, found, .. }, .. } = self;
        let total = kin.iter().sum::<u32>() as usize + groups.ends() + 2 * friends.count();
        [&mut *other, edge].into_iter().for_each(|column| column.resize(total + 2 * BLOCK, 0));
        row.resize(kin.len() + 1, 0);
        [&mut *group_at, friend_at].into_iter().for_each(|column| column.resize(kin.len(), 0));
        let ends = friends.find(kin.len(), found);
        let rows = Rows { row, group_at, friend_at, other, edge };
        let most = fill(level, rows, &people.head, kin, groups, friends, found, &ends);
        [other, edge].into_iter().for_each(|column| column.truncate(total));
        most
    }
}

/// The columns of [`Ties`] while they are filled.
struct Rows<'a> {
    row: &'a mut [u32],
    group_at: &'a mut [u32],
    friend_at: &'a mut [u32],
    other: &'a mut [u32],
    edge: &'a mut [u32],
}

at_every_level! {
    /// Fills rows with kin, who are so many, with groups, with friends sought and with those `found` by others, which end
    /// here; gives the most ties that anybody has.
    fn fill = fill_body(
        rows: Rows<'_>,
        head: &[u32],
        kin: &[u32],
        groups: &Groups,
        friends: &Friends,
        found: &Found,
        ends: &[u32],
    ) -> usize
}

#[inline(always)]
fn fill_body(
    rows: Rows<'_>,
    head: &[u32],
    kin: &[u32],
    groups: &Groups,
    friends: &Friends,
    found: &Found,
    ends: &[u32],
) -> usize {
    let Rows { row, group_at, friend_at, other, edge } = rows;
    let n = kin.len();
    let (head, ends) = (&head[..n], &ends[..n]);
    let (row, group_at, friend_at) = (&mut row[..n + 1], &mut group_at[..n], &mut friend_at[..n]);
    let (mut at, mut most, mut dealt) = (0, 0, 0);
    let mut around = groups.around(0);
    for i in 0..n {
        let count = kin[i] as usize;
        place_kin(&mut other[at..], head[i], i as u32, count);
        let mut to = at + count;
        group_at[i] = to as u32;
        // Looked up one person ahead: it takes three steps, each waiting for the one before.
        for (members, tied) in std::mem::replace(&mut around, groups.around(i + 1)).blocks() {
            to += choose(
                members,
                tied,
                other[to..].first_chunk_mut().expect("there is room behind the last row"),
            );
        }
        friend_at[i] = to as u32;
        let (first, count) = friends.of(i);
        copy(&friends.sought[first..], &mut other[to..], count);
        place_numbers(&mut edge[to..], first as u32, count);
        to += count;
        let count = ends[i] as usize - dealt;
        copy(&found.by[dealt..], &mut other[to..], count);
        copy(&found.number[dealt..], &mut edge[to..], count);
        dealt = ends[i] as usize;
        to += count;
        most = most.max(to - at);
        at = to;
        row[i + 1] = at as u32;
    }
    most
}

/// Writes a block even of nothing, since that cannot be foretold: the next entries overwrite what is too much. More than
/// a block is seldom.
#[inline(always)]
fn copy(from: &[u32], to: &mut [u32], count: usize) {
    *block(to) = *from.first_chunk().expect("there is room behind the last one");
    if count > TOGETHER {
        to[..count].copy_from_slice(&from[..count]);
    }
}

/// Writes the numbers from `first` on in the same way.
#[inline(always)]
fn place_numbers(to: &mut [u32], first: u32, count: usize) {
    block(to).iter_mut().zip(first..).for_each(|(to, number)| *to = number);
    if count > TOGETHER {
        to[..count].iter_mut().zip(first..).for_each(|(to, number)| *to = number);
    }
}

/// Writes the `kin` others of the household that begins at `head`, likewise.
#[inline(always)]
fn place_kin(to: &mut [u32], head: u32, i: u32, kin: usize) {
    // As signed numbers, which vectors compare.
    let other = |j: i32| (j + i32::from(j >= i as i32)) as u32;
    block(to).iter_mut().zip(head as i32..).for_each(|(to, j)| *to = other(j));
    if kin > TOGETHER {
        to[..kin].iter_mut().zip(head as i32..).for_each(|(to, j)| *to = other(j));
    }
}

/// The first entries of a column.
#[inline(always)]
fn block(column: &mut [u32]) -> &mut [u32; TOGETHER] {
    column.first_chunk_mut().expect("there is room behind the last row")
}

/// Writes those of a block who are tied, and gives how many they are; what is written behind them the next overwrites.
#[inline(always)]
fn choose(members: &[u32; BLOCK], tied: u16, other: &mut [u32; BLOCK]) -> usize {
    // Hardly anybody has more ties in a block.
    const MOST: usize = 12;
    let mut left = tied;
    let mut place = |places: Range<usize>| {
        for to in &mut other[places] {
            *to = members[left.trailing_zeros() as usize % BLOCK];
            left &= left.wrapping_sub(1);
        }
        left
    };
    if place(0..MOST) != 0 {
        place(MOST..BLOCK);
    }
    tied.count_ones() as usize
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
                // Whom they sought, then who sought them.
                let of = |end: usize| (0..).zip(&pairs).filter(move |(_, pair)| pair[end] == i);
                let friends =
                    [0, 1].into_iter().flat_map(|end| of(end).map(move |(n, pair)| (pair[1 - end], n)));
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
