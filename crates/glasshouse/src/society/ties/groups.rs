//! Workplaces and classes: dense groups, and who is tied to whom in them.

use super::{BLOCK, COPIES, repeat};
use crate::draw::{Decision, Stream};
use crate::sieve::Sieve;
use crate::society::people::{People, flag};
use crate::society::{Society, order};
use crate::unit::Chance;

const GROUP_ORDER: Decision = Decision::new("group-order");
const GROUP_SIZE: Decision = Decision::new("group-size");
const COLLEAGUE: Decision = Decision::new("colleague");

/// Workplaces and classes, and who is tied to whom there.
pub(super) struct Groups {
    /// Everybody's group, and in the lowest 8 bits their place in it; group 0 is none. Behind the last person stands one
    /// in none.
    place: Vec<u32>,
    groups: Vec<Group>,
    /// The members of each group, by number; behind them anybody.
    members: Vec<u32>,
    /// Of each group a table of who is tied to whom: for each member a row of blocks, with a bit for each other. So
    /// all tables of a county are small enough for the nearest cache.
    tied: Vec<u16>,
}

/// Where a group lies.
#[derive(Clone, Copy)]
struct Group {
    /// Its first member in `members`.
    first: u32,
    /// How many they are.
    size: u32,
    /// Its first row in `tied`.
    row: u32,
    /// Blocks of a row.
    width: u32,
}

impl Group {
    /// The group of those who are in none: its one row is empty.
    const NONE: Group = Group { first: 0, size: 0, row: 0, width: 1 };

    /// A group of this size behind this one.
    fn next(self, size: usize) -> Group {
        let (first, row) = (self.first + self.size, self.row + self.size.max(1) * self.width);
        Group { first, size: size as u32, row, width: size.div_ceil(BLOCK) as u32 }
    }

    fn members(self) -> std::ops::Range<usize> {
        self.first as usize..(self.first + self.size) as usize
    }
}

impl Groups {
    /// Nobody is in any.
    pub(super) fn none(people: usize) -> Groups {
        Groups {
            place: vec![0; people + 1],
            groups: vec![Group::NONE],
            members: vec![0; BLOCK],
            tied: vec![0],
        }
    }

    /// Forms the groups of a county, and ties those in them.
    pub(super) fn draw(society: &Society, people: &People, stream: &Stream) -> Groups {
        let order = in_order(people, stream);
        let mut groups = Groups::none(people.len());
        groups.form(society.ties.group_size, &order, stream);
        let hits = groups.hits(society.ties.group_density, &order, stream);
        let ranks = groups.rank(order.len());
        groups.tie(people, &ranks, &hits);
        groups
    }

    /// Fills one group after another in this order; they take their places as they come.
    fn form(&mut self, mean_size: u32, order: &[u64], stream: &Stream) {
        let least = (mean_size / 2).max(2) as usize;
        // None is smaller, but where a class ends.
        let sizes = stream.each_word(order.len().div_ceil(least) + 4, GROUP_SIZE);
        let (mut last, mut at) = (Group::NONE, 0);
        for word in sizes {
            if at == order.len() {
                break;
            }
            let spread = (u64::from(word) * u64::from(mean_size)) >> 32;
            let size = least.max((u64::from(mean_size / 2) + spread) as usize);
            let fill = &order[at..(at + size).min(order.len())];
            let size = fill.partition_point(|member| member >> 62 == fill[0] >> 62);
            for (place, &member) in (0..).zip(&fill[..size]) {
                self.place[member as u32 as usize] = (self.groups.len() as u32) << 8 | place;
            }
            last = last.next(size);
            at += size;
            self.groups.push(last);
        }
        self.tied = vec![0; last.next(0).row as usize];
    }

    /// Whether each draw hits: each member's draws decide on those who came later, four at a time.
    fn hits(&self, density: Chance, order: &[u64], stream: &Stream) -> Vec<[u8; 4]> {
        let draws = self.groups.iter().flat_map(|group| {
            let later = (0..group.size).rev().map(|later| later.div_ceil(4));
            order[group.members()].iter().map(|&member| member as u32).zip(later)
        });
        let total = draws.clone().map(|(_, times)| times as usize).sum::<usize>();
        let [mut drawn, mut moments] = [(); 2].map(|()| vec![0; total + COPIES]);
        repeat(draws, &mut drawn, &mut moments);
        let mut hits = Vec::with_capacity(total);
        stream.scattered(&drawn[..total], &moments[..total], COLLEAGUE, |_, words| {
            hits.push(words.map(|word| u8::from(density.hit(word))));
        });
        hits
    }

    /// Gives the members of groups places by number; what they get stands where they came in, group by group.
    fn rank(&mut self, members: usize) -> Vec<u8> {
        let mut next: Vec<u32> = self.groups.iter().map(|group| group.first).collect();
        self.members = vec![0; members + BLOCK];
        // Who is in no group is written behind the others, since who is cannot be foretold.
        let mut ranks = vec![0; members + 1];
        next[0] = members as u32;
        let firsts = next.clone();
        for (person, place) in (0..).zip(&mut self.place) {
            let (number, came) = (*place >> 8, *place & 0xFF);
            let (at, first) = (&mut next[number as usize], firsts[number as usize]);
            let rank = *at - first;
            self.members[*at as usize] = person;
            *at += u32::from(number != 0);
            ranks[(first + came) as usize] = rank as u8;
            *place = number << 8 | rank;
        }
        ranks
    }

    /// Fills the tables of ties as the draws have hit; those of one household are tied already.
    fn tie(&mut self, people: &People, ranks: &[u8], mut hits: &[[u8; 4]]) {
        for &group in &self.groups[1..] {
            let (ranks, members) = (&ranks[group.members()], &self.members[group.members()]);
            let width = group.width as usize;
            let tied = &mut self.tied[group.row as usize..][..members.len() * width];
            let at = |a: usize, b: usize| (a * width + b / BLOCK, b % BLOCK);
            for (came, &rank) in ranks.iter().enumerate() {
                let later = &ranks[came + 1..];
                let (row, rest) = hits.split_at(later.len().div_ceil(4));
                for (&other, &hit) in later.iter().zip(row.as_flattened()) {
                    for (a, b) in [(rank, other), (other, rank)] {
                        let (block, bit) = at(usize::from(a), usize::from(b));
                        tied[block] |= u16::from(hit) << bit;
                    }
                }
                hits = rest;
            }
            for (rank, &member) in members.iter().enumerate() {
                let head = people.head[member as usize];
                let housemates = members[..rank].iter().rev().take_while(|other| **other >= head).count();
                for other in rank - housemates..rank {
                    for (block, bit) in [at(rank, other), at(other, rank)] {
                        tied[block] &= !(1 << bit);
                    }
                }
            }
        }
    }

    /// Those who are in i's group, in blocks, and for each whether i is tied to them.
    #[inline(always)]
    pub(super) fn around(&self, i: usize) -> (&[[u32; BLOCK]], &[u16]) {
        let place = self.place[i];
        let group = self.groups[(place >> 8) as usize];
        let (row, width) = (group.row + (place & 0xFF) * group.width, group.width as usize);
        let (members, tied) = (&self.members[group.first as usize..], &self.tied[row as usize..]);
        (&members.as_chunks().0[..width], &tied[..width])
    }

    /// How many ties i has in the group.
    pub(super) fn degree(&self, i: usize) -> u32 {
        self.around(i).1.iter().map(|tied| tied.count_ones()).sum()
    }

    /// Whether two people are tied by their group.
    pub(super) fn ties(&self, a: usize, b: usize) -> bool {
        let [a, b] = [a, b].map(|i| self.place[i]);
        let (group, a_rank, b_rank) = (self.groups[(a >> 8) as usize], a & 0xFF, b & 0xFF);
        let block = group.row + a_rank * group.width + b_rank / BLOCK as u32;
        // The first is that of nobody's group, and empty.
        let block = if a >> 8 == b >> 8 { block } else { 0 };
        self.tied[block as usize] >> (b_rank % BLOCK as u32) & 1 != 0
    }
}

/// Who is in a group, with the class in the upper bits, in the order in which groups are filled: children with
/// children, then town and country apart, then by lot.
fn in_order(people: &People, stream: &Stream) -> Vec<u64> {
    let mut order = Sieve::default();
    let mut filling = order.fill(people.len(), 0);
    for (i, lot) in stream.each_word(people.len(), GROUP_ORDER).into_iter().enumerate() {
        let class = u64::from(people.is(i, flag::ADULT)) * 2 + people.home(i) as u64;
        filling.put(class << 62 | u64::from(lot >> 2) << 32 | i as u64, people.is(i, flag::GROUPED));
    }
    drop(filling);
    order::spread(order.kept(), 64)
}
