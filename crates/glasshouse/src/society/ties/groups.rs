//! Workplaces and classes: dense groups, and who is tied to whom in them.

use super::{BLOCK, COPIES, repeat};
use crate::draw::{Decision, LANES, Lanes, Stream};
use crate::level::at_every_level;
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
    /// Of each group a table of who is tied to whom: for each block of members a column, with an entry for each member
    /// and a bit in it for each other. So all tables of a county are small enough for the nearest cache.
    tied: Vec<u16>,
}

/// Where a group lies.
#[derive(Clone, Copy)]
struct Group {
    /// Its first member in `members`.
    first: u32,
    /// How many they are.
    size: u32,
    /// Its first entry in `tied`.
    table: u32,
    /// Blocks of members.
    width: u32,
}

impl Group {
    /// The group of those who are in none: its one entry is empty.
    const NONE: Group = Group { first: 0, size: 0, table: 0, width: 1 };

    /// A group of this size behind this one.
    fn next(self, size: usize) -> Group {
        let (first, table) = (self.first + self.size, self.table + self.size.max(1) * self.width);
        Group { first, size: size as u32, table, width: size.div_ceil(BLOCK) as u32 }
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
            tied: vec![0; 1 + BLOCK],
        }
    }

    /// Forms the groups of a county, and ties those in them.
    pub(super) fn draw(society: &Society, people: &People, stream: &Stream) -> Groups {
        let order = in_order(people, stream);
        let mut groups = Groups::none(people.len());
        groups.form(society.ties.group_size, &order, stream);
        groups.rank(order.len());
        let hits = groups.hits(society.ties.group_density, stream);
        tie(stream.level(), &mut groups, &people.head, &hits);
        groups
    }

    /// Fills one group after another in this order.
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
            for &member in &fill[..size] {
                self.place[member as u32 as usize] = (self.groups.len() as u32) << 8;
            }
            last = last.next(size);
            at += size;
            self.groups.push(last);
        }
        self.tied = vec![0; last.next(0).table as usize + BLOCK];
    }

    /// Gives the members of groups places by number.
    fn rank(&mut self, members: usize) {
        let mut next: Vec<u32> = self.groups.iter().map(|group| group.first).collect();
        self.members = vec![0; members + BLOCK];
        // Who is in no group is written behind the others, since who is cannot be foretold.
        next[0] = members as u32;
        let firsts = next.clone();
        for (person, place) in (0..).zip(&mut self.place) {
            let number = *place >> 8;
            let at = &mut next[number as usize];
            self.members[*at as usize] = person;
            *place |= *at - firsts[number as usize];
            *at += u32::from(number != 0);
        }
    }

    /// Whether the draws of each member hit, which decide on those before: four in one entry.
    fn hits(&self, density: Chance, stream: &Stream) -> Vec<u8> {
        let draws = self.groups.iter().flat_map(|group| {
            let before = (0..group.size).map(|before| before.div_ceil(FOURS as u32));
            self.members[group.members()].iter().copied().zip(before)
        });
        let total = draws.clone().map(|(_, times)| times as usize).sum::<usize>();
        let [mut drawn, mut moments] = [(); 2].map(|()| vec![0; total + COPIES]);
        repeat(draws, &mut drawn, &mut moments);
        let mut hits = vec![0; total + LANES];
        let mut at = 0;
        stream.batches(&drawn[..total], &moments[..total], COLLEAGUE, |members, words| {
            hit(
                stream.level(),
                density,
                words,
                hits[at..].first_chunk_mut().expect("there is room behind the last"),
            );
            at += members.len();
        });
        hits
    }

    /// Those who are in i's group, in blocks, and whether i is tied to them.
    #[inline(always)]
    pub(super) fn around(&self, i: usize) -> Around<'_> {
        let place = self.place[i];
        let group = self.groups[(place >> 8) as usize];
        let members = &self.members[group.first as usize..];
        Around {
            members: &members.as_chunks().0[..group.width as usize],
            tied: &self.tied[(group.table + (place & 0xFF)) as usize..],
            size: group.size as usize,
        }
    }

    /// How many ends of ties there are.
    pub(super) fn ends(&self) -> usize {
        self.tied.iter().map(|tied| tied.count_ones() as usize).sum()
    }

    /// Whether two people are tied by their group.
    #[inline(always)]
    pub(super) fn ties(&self, a: usize, b: usize) -> bool {
        let [a, b] = [a, b].map(|i| self.place[i]);
        // Asked first, since hardly any two are in one group.
        if (a >> 8 != b >> 8) | (a >> 8 == 0) {
            return false;
        }
        let (group, a_rank, b_rank) = (self.groups[(a >> 8) as usize], a & 0xFF, b & 0xFF);
        let block = group.table + b_rank / BLOCK as u32 * group.size + a_rank;
        self.tied[block as usize] >> (b_rank % BLOCK as u32) & 1 != 0
    }
}

/// The group of one person.
pub(super) struct Around<'a> {
    members: &'a [[u32; BLOCK]],
    tied: &'a [u16],
    size: usize,
}

impl<'a> Around<'a> {
    /// Its members by block, with a bit for each who is tied to the person.
    #[inline(always)]
    pub(super) fn blocks(self) -> impl Iterator<Item = (&'a [u32; BLOCK], u16)> {
        self.members.iter().enumerate().map(move |(block, members)| (members, self.tied[block * self.size]))
    }
}

/// Draws in one entry.
const FOURS: usize = 4;

at_every_level! {
    /// Which of the four words of each hit.
    fn hit = hit_body(density: Chance, words: &Lanes, hits: &mut [u8; LANES])
}

#[inline(always)]
fn hit_body(density: Chance, words: &Lanes, hits: &mut [u8; LANES]) {
    let [a, b, c, d] = words;
    for i in 0..LANES {
        let [a, b, c, d] = [a[i], b[i], c[i], d[i]].map(|word| u32::from(density.hit(word)));
        hits[i] = (a | b << 1 | c << 2 | d << 3) as u8;
    }
}

at_every_level! {
    /// Fills the tables of ties as the draws have hit; those of one household are tied already.
    fn tie = tie_body(groups: &mut Groups, head: &[u32], hits: &[u8])
}

#[inline(always)]
fn tie_body(groups: &mut Groups, head: &[u32], mut hits: &[u8]) {
    let Groups { groups, members, tied, .. } = groups;
    for group in &groups[1..] {
        let size = group.size as usize;
        let table = &mut tied[group.table as usize..][..size * group.width as usize + BLOCK];
        let (mut last, mut housemates) = (u32::MAX, 0);
        for (rank, &member) in members[group.members()].iter().enumerate() {
            let own = head[member as usize];
            housemates = if own == last { housemates + 1 } else { 0 };
            last = own;
            let column = rank / BLOCK * size;
            let bit = 1 << (rank % BLOCK);
            for first in (0..rank).step_by(BLOCK) {
                let few = hits[first / FOURS..].first_chunk().expect("there is room behind the last");
                let strangers = below(rank - first) & below((rank - housemates).saturating_sub(first));
                let friends = sixteen(*few) & strangers;
                table[first / BLOCK * size + rank] |= friends;
                // To each of those, too: at once to a block of them.
                let others: &mut [u16; BLOCK] =
                    table[column + first..].first_chunk_mut().expect("there is room behind the last");
                for (other, to) in others.iter_mut().enumerate() {
                    *to |= if friends & 1 << other != 0 { bit } else { 0 };
                }
            }
            hits = &hits[rank.div_ceil(FOURS)..];
        }
    }
}

/// The lowest bits, as many of 16.
#[inline(always)]
fn below(bits: usize) -> u16 {
    ((1u32 << bits.min(BLOCK)) - 1) as u16
}

/// 16 bits from four times four.
#[inline(always)]
fn sixteen(fours: [u8; FOURS]) -> u16 {
    let [a, b, c, d] = fours.map(u16::from);
    a | b << 4 | c << 8 | d << 12
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
