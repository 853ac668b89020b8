//! The ties of one county: household cliques, dense groups (workplaces, classes), friends.
//!
//! All ties are symmetric. A person's ties lie together in the order household, group, friends, each by
//! number. Only friend ties can be cut; each has one edge number, owned by its lower end.

use super::people::{CELLS, People, flag};
use super::{Society, order};
use crate::draw::{Decision, LANES, Stream};
use crate::unit::Chance;

/// The most ties a person may have.
pub const MAX_DEGREE: usize = 255;

/// Ties of a county in compressed rows.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    /// Row bounds: person i's ties are `other[row[i]..row[i + 1]]`.
    pub row: Vec<u32>,
    /// Where i's group ties begin.
    pub group_at: Vec<u32>,
    /// Where i's friend ties begin.
    pub friend_at: Vec<u32>,
    /// The other end.
    pub other: Vec<u32>,
    /// Edge number of each friend tie; unused (0) for the rest. Same length as `other`.
    pub edge: Vec<u32>,
    /// The two ends of each friend edge, lower end first; in rising order.
    pub edges: Vec<[u32; 2]>,
}

impl Ties {
    /// All of i's ties, the cut ones too.
    #[inline]
    pub fn all(&self, i: usize) -> &[u32] {
        &self.other[self.row[i] as usize..self.row[i + 1] as usize]
    }

    /// Ties that cannot be cut: household and group.
    #[inline]
    pub fn firm(&self, i: usize) -> &[u32] {
        &self.other[self.row[i] as usize..self.friend_at[i] as usize]
    }

    /// Household ties.
    #[inline]
    pub fn kin(&self, i: usize) -> &[u32] {
        &self.other[self.row[i] as usize..self.group_at[i] as usize]
    }

    /// Group ties.
    #[inline]
    pub fn group(&self, i: usize) -> &[u32] {
        &self.other[self.group_at[i] as usize..self.friend_at[i] as usize]
    }

    /// Friends with their edges.
    #[inline]
    pub fn friends(&self, i: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let range = self.friend_at[i] as usize..self.row[i + 1] as usize;
        self.other[range.clone()].iter().copied().zip(self.edge[range].iter().copied())
    }

    /// Number of ties of i.
    #[inline]
    pub fn degree(&self, i: usize) -> usize {
        (self.row[i + 1] - self.row[i]) as usize
    }
}

const GROUP_ORDER: Decision = Decision::new("group-order");
const GROUP_SIZE: Decision = Decision::new("group-size");
const COLLEAGUE: Decision = Decision::new("colleague");
const FRIENDLINESS: Decision = Decision::new("friendliness");
const FRIEND: Decision = Decision::new("friend");

/// How many friendships adults seek: half of the friends, in proportion to a Pareto friendliness.
#[derive(Clone, Debug)]
pub struct Friendliness {
    /// 4,096 steps of the law, linear between; the last step ends the tail at a finite friendliness.
    steps: Vec<f64>,
}

impl Friendliness {
    /// The law of `society`.
    pub fn new(society: &Society) -> Friendliness {
        let rule = &society.ties;
        let survival = rule.friend_tail - 1.0;
        let least = (rule.friend_tail - 2.0) / survival;
        let step = |k: u32| {
            let tail = (1.0 - f64::from(k) / 4096.0).max(1.0 / 65536.0);
            least * libm::pow(tail, -1.0 / survival) * rule.friends / 2.0
        };
        Friendliness { steps: (0..=4096).map(step).collect() }
    }

    /// How many each adult seeks.
    fn sought(&self, people: &People, stream: &Stream) -> Vec<u8> {
        let mut sought = Vec::with_capacity(people.len());
        stream.each(people.len(), FRIENDLINESS, 0, |i, [law, round, ..]| {
            let cell = (law >> 20) as usize;
            let part = f64::from(law & 0xF_FFFF) / f64::from(1 << 20);
            let mean = self.steps[cell] + (self.steps[cell + 1] - self.steps[cell]) * part;
            let whole = (mean + f64::from(round) / 4_294_967_296.0).min(100.0) as u8;
            sought.push(whole * (people.flags[i] & flag::ADULT));
        });
        sought
    }
}

/// Draws the ties among `people`.
pub fn draw(society: &Society, friendliness: &Friendliness, people: &People, stream: &Stream) -> Ties {
    let groups = Groups::draw(society, people, stream);
    let sought = friendliness.sought(people, stream);
    let kin = kin(people);
    let friends = friend_pairs(society, people, stream, &sought, &kin, &groups);
    join(people, &groups, friends, &kin)
}

/// Numbers are copied by so many: more than are needed, and what comes next overwrites the rest.
const BLOCK: usize = 16;

/// Workplaces and classes, and who is tied to whom there.
pub(crate) struct Groups {
    /// Everybody's group, and in the lowest 8 bits their place in it; group 0 is none.
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
    pub(crate) fn none(people: usize) -> Groups {
        Groups { place: vec![0; people], groups: vec![Group::NONE], members: vec![0; BLOCK], tied: vec![0] }
    }

    /// Forms the groups of a county, and ties those in them.
    fn draw(society: &Society, people: &People, stream: &Stream) -> Groups {
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
        // All are larger, but where a class ends.
        let sizes = stream.firsts(order.len().div_ceil(least) + 4, GROUP_SIZE);
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
        let (drawn, moments) = repeated(draws);
        let mut hits = Vec::with_capacity(drawn.len());
        stream.scattered(&drawn, &moments, COLLEAGUE, |_, words| {
            hits.push(words.map(|word| u8::from(density.hit(word))));
        });
        hits
    }

    /// Gives the members of groups places by number; what they get stands where they came in, group by group.
    fn rank(&mut self, members: usize) -> Vec<u8> {
        let mut next: Vec<u32> = self.groups.iter().map(|group| group.first).collect();
        self.members = vec![0; members + BLOCK];
        let mut ranks = vec![0; members];
        for (person, place) in (0..).zip(&mut self.place) {
            let (number, came) = (*place >> 8, *place & 0xFF);
            if number == 0 {
                continue;
            }
            let (at, first) = (&mut next[number as usize], self.groups[number as usize].first);
            let rank = *at - first;
            self.members[*at as usize] = person;
            *at += 1;
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
    fn around(&self, i: usize) -> (&[[u32; BLOCK]], &[u16]) {
        let place = self.place[i];
        let group = self.groups[(place >> 8) as usize];
        let (row, width) = (group.row + (place & 0xFF) * group.width, group.width as usize);
        let (members, tied) = (&self.members[group.first as usize..], &self.tied[row as usize..]);
        (&members.as_chunks().0[..width], &tied[..width])
    }

    /// How many ties i has in the group.
    fn degree(&self, i: usize) -> u32 {
        self.around(i).1.iter().map(|tied| tied.count_ones()).sum()
    }

    /// Whether two people are tied by their group.
    fn ties(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|i| self.place[i as usize]);
        let (group, a_rank, b_rank) = (self.groups[(a >> 8) as usize], a & 0xFF, b as usize & 0xFF);
        let row = || &self.tied[(group.row + a_rank * group.width) as usize..];
        a >> 8 == b >> 8 && row()[b_rank / BLOCK] >> (b_rank % BLOCK) & 1 != 0
    }
}

/// Who is in a group, with the class in the upper bits, in the order in which groups are filled: children with
/// children, then town and country apart, then by lot.
fn in_order(people: &People, stream: &Stream) -> Vec<u64> {
    let mut order = Vec::with_capacity(people.len());
    for (i, lot) in stream.firsts(people.len(), GROUP_ORDER).into_iter().enumerate() {
        if people.is(i, flag::GROUPED) {
            let class = u64::from(people.is(i, flag::ADULT)) * 2 + people.home(i) as u64;
            order.push(class << 62 | u64::from(lot >> 2) << 32 | i as u64);
        }
    }
    order::spread(&order, 64)
}

/// So many copies of a number are written at once: most people seek no more friends.
const COPIES: usize = 8;

/// Each number as often as stands beside it, and which time each is.
fn repeated(numbers: impl Iterator<Item = (u32, u32)> + Clone) -> (Vec<u32>, Vec<u32>) {
    let total = numbers.clone().map(|(_, times)| times as usize).sum::<usize>();
    let [mut all, mut moments] = [(); 2].map(|()| vec![0; total + COPIES]);
    let mut at = 0;
    for (number, times) in numbers {
        let mut done = 0;
        while {
            let to = at + done as usize..at + done as usize + COPIES;
            all[to.clone()].fill(number);
            moments[to].iter_mut().zip(done..).for_each(|(to, time)| *to = time);
            done += COPIES as u32;
            done < times
        } {}
        at += times as usize;
    }
    all.truncate(total);
    moments.truncate(total);
    (all, moments)
}

/// Friend pairs, lower end first, in rising order, none twice, none already tied.
fn friend_pairs(
    society: &Society,
    people: &People,
    stream: &Stream,
    sought: &[u8],
    kin: &[u32],
    groups: &Groups,
) -> Vec<[u32; 2]> {
    // Everybody stands there as often as they seek, so seeking and being found go together.
    let (all, moments) = repeated((0..).zip(sought.iter().map(|&times| u32::from(times))));
    let (near, segments) = near(people, sought, &all);
    let choose = |i: u32, kind: u32, word: u32| {
        let homophily = society.ties.homophily.hit(kind);
        let [first, count] = segments[usize::from(people.cell[i as usize] >> 1) * 2 + usize::from(homophily)];
        near[first + ((u64::from(word) * count as u64) >> 32) as usize]
    };
    // A household is a range: below its head numbers wrap.
    let stranger = |i: u32, j: u32| j.wrapping_sub(people.head[i as usize]) > kin[i as usize];
    let mut pairs = Vec::with_capacity(all.len());
    let mut chosen = [0; LANES];
    stream.batches(&all, &moments, FRIEND, |seekers, [kinds, first, second, third]| {
        // On their own these loads do not wait for one another.
        for (at, &i) in seekers.iter().enumerate() {
            chosen[at] = choose(i, kinds[at], first[at]);
        }
        for (at, &i) in seekers.iter().enumerate() {
            let further = [second[at], third[at]].into_iter().map(|word| choose(i, kinds[at], word));
            if let Some(j) = [chosen[at]].into_iter().chain(further).find(|&j| stranger(i, j)) {
                pairs.push([j.min(i), j.max(i)]);
            }
        }
    });
    let mut pairs = order::pairs(&pairs, people.len());
    pairs.dedup();
    pairs.retain(|&[a, b]| !groups.ties(a, b));
    pairs
}

/// Whom to choose from: everybody on the list, then those of each home and income class. Gives for each class where
/// they lie and how many they are: everybody, then those of the class.
fn near(people: &People, sought: &[u8], all: &[u32]) -> (Vec<u32>, [[usize; 2]; CELLS]) {
    let mut segments = [[0, all.len()]; CELLS];
    let class = |i: usize| usize::from(people.cell[i] >> 1) * 2 + 1;
    segments.iter_mut().skip(1).step_by(2).for_each(|segment| segment[1] = 0);
    for (i, &times) in sought.iter().enumerate() {
        segments[class(i)][1] += usize::from(times);
    }
    let mut end = all.len();
    for segment in segments.iter_mut().skip(1).step_by(2) {
        segment[0] = end;
        end += segment[1] + COPIES;
    }
    let mut near = all.to_vec();
    near.resize(end, 0);
    let mut next = segments.map(|segment| segment[0]);
    for (i, &times) in sought.iter().enumerate() {
        let next = &mut next[class(i)];
        for done in (0..usize::from(times)).step_by(COPIES) {
            near[*next + done..][..COPIES].fill(i as u32);
        }
        *next += usize::from(times);
    }
    (near, segments)
}

/// How many others are in everybody's household.
fn kin(people: &People) -> Vec<u32> {
    let mut kin = vec![0; people.len()];
    let mut end = people.len();
    for (i, kin) in kin.iter_mut().enumerate().rev() {
        *kin = (end - 1) as u32 - people.head[i];
        end = if people.head[i] == i as u32 { i } else { end };
    }
    kin
}

/// The ties of people in no group, with these friends.
#[cfg(test)]
pub(crate) fn of_friends(people: &People, friends: &[[u32; 2]]) -> Ties {
    join(people, &Groups::none(people.len()), friends.to_vec(), &kin(people))
}

/// Rows from pairs; friend pairs beyond [`MAX_DEGREE`] are left out.
fn join(people: &People, groups: &Groups, friends: Vec<[u32; 2]>, kin: &[u32]) -> Ties {
    const MOST: u32 = MAX_DEGREE as u32;
    let mut degree: Vec<u32> = kin.iter().enumerate().map(|(i, kin)| kin + groups.degree(i)).collect();
    let most = degree.iter().copied().max().unwrap_or(0);
    assert!(most <= MOST, "a group beyond the most ties a person may have");
    let mut edges = friends;
    edges.retain(|&[a, b]| {
        let room = degree[a as usize] < MOST && degree[b as usize] < MOST;
        degree[a as usize] += u32::from(room);
        degree[b as usize] += u32::from(room);
        room
    });
    fill(people, groups, edges, kin, &degree)
}

fn fill(people: &People, groups: &Groups, edges: Vec<[u32; 2]>, kin: &[u32], degree: &[u32]) -> Ties {
    let n = people.len();
    let total = degree.iter().sum::<u32>() as usize;
    let [mut row, mut group_at, mut friend_at] = [n + 1, n, n].map(Vec::with_capacity);
    let [mut other, mut edge] = [(); 2].map(|()| vec![0; total + 2 * BLOCK]);
    // The lower ends of each higher one, with their edges; the higher ends of each lower one lie together as it is.
    let mut lower = vec![[0; 2]; edges.len()];
    let ends = order::deal((0..).zip(&edges).map(|(number, &[a, b])| (b, [a, number])), &mut lower, n);
    row.push(0);
    let (mut at, mut lowers, mut uppers) = (0, 0, 0);
    for i in 0..n {
        place_kin(&mut other[at..], people.head[i], i as u32, kin[i] as usize);
        let mut to = at + kin[i] as usize;
        group_at.push(to as u32);
        let (members, tied) = groups.around(i);
        for (members, tied) in members.iter().zip(tied) {
            to += choose(members, *tied, &mut other[to..]);
        }
        friend_at.push(to as u32);
        let own = &lower[lowers..ends[i] as usize];
        for ((other, edge), &[far, number]) in other[to..].iter_mut().zip(&mut edge[to..]).zip(own) {
            (*other, *edge) = (far, number);
        }
        (to, lowers) = (to + own.len(), lowers + own.len());
        at += degree[i] as usize;
        row.push(at as u32);
        let numbers = uppers..uppers + (at - to);
        for ((other, edge), number) in other[to..at].iter_mut().zip(&mut edge[to..at]).zip(numbers.clone()) {
            (*other, *edge) = (edges[number][1], number as u32);
        }
        uppers = numbers.end;
    }
    other.truncate(total);
    edge.truncate(total);
    Ties { row, group_at, friend_at, other, edge, edges }
}

/// Writes the `kin` others of the household that begins at `head`.
#[inline(always)]
fn place_kin(other: &mut [u32], head: u32, i: u32, kin: usize) {
    const BLOCK: usize = 8;
    for first in (0..kin).step_by(BLOCK) {
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
