//! The ties of one county: household cliques, dense groups (workplaces, classes), friends.
//!
//! All ties are symmetric. A person's ties lie together in the order household, group, friends, each by
//! number. Only friend ties can be cut; each has one edge number, owned by its lower end.

use super::people::{People, flag};
use super::{Society, order};
use crate::draw::{Decision, Stream};
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
        let mut sought = vec![0; people.len()];
        stream.each(people.len(), FRIENDLINESS, 0, |i, [law, round, ..]| {
            if people.is(i, flag::ADULT) {
                let cell = (law >> 20) as usize;
                let part = f64::from(law & 0xF_FFFF) / f64::from(1 << 20);
                let mean = self.steps[cell] + (self.steps[cell + 1] - self.steps[cell]) * part;
                sought[i] = (mean + f64::from(round) / 4_294_967_296.0).min(100.0) as u8;
            }
        });
        sought
    }
}

/// Draws the ties among `people`.
pub fn draw(society: &Society, friendliness: &Friendliness, people: &People, stream: &Stream) -> Ties {
    let groups = group_pairs(society, people, stream);
    let sought = friendliness.sought(people, stream);
    let friends = friend_pairs(society, people, stream, &sought, &groups);
    assemble(people, &groups, friends)
}

/// Pairs tied by a workplace or class, lower end first, in rising order.
fn group_pairs(society: &Society, people: &People, stream: &Stream) -> Vec<[u32; 2]> {
    let rule = &society.ties;
    // Children with children, then town and country apart, then by lot.
    let mut order = Vec::with_capacity(people.len());
    stream.each(people.len(), GROUP_ORDER, 0, |i, [lot, ..]| {
        if people.is(i, flag::GROUPED) {
            let class = u64::from(people.is(i, flag::ADULT)) * 2 + people.home(i) as u64;
            order.push(class << 62 | u64::from(lot >> 2) << 32 | i as u64);
        }
    });
    let order = order::by_buckets(&order, 48);
    let mut groups = Vec::new();
    let (mut at, mut number) = (0, 0);
    while at < order.len() {
        let spread = (u64::from(stream.word(number, GROUP_SIZE, 0)) * u64::from(rule.group_size)) >> 32;
        let size = (u64::from(rule.group_size) / 2 + spread).max(2) as usize;
        let members = &order[at..(at + size).min(order.len())];
        let class = members[0] >> 62;
        let members = &members[..members.iter().take_while(|&&m| m >> 62 == class).count()];
        groups.push(members);
        at += members.len();
        number += 1;
    }
    order::pairs(&tie_groups(rule.group_density, people, stream, &groups), people.len())
}

/// Ties each pair of a group with the groups' density, but not those of one household.
fn tie_groups(density: Chance, people: &People, stream: &Stream, groups: &[&[u64]]) -> Vec<[u32; 2]> {
    let mut pairs = Vec::with_capacity(people.len() * 4);
    // Each member's draws decide on those behind, four at a time.
    let behind = || groups.iter().flat_map(|members| (0..members.len()).map(|at| &members[at..]));
    let (mut drawn, mut moments) = (Vec::new(), Vec::new());
    for members in behind() {
        let fours = (members.len() as u32 - 1).div_ceil(4);
        drawn.extend((0..fours).map(|_| members[0] as u32));
        moments.extend(0..fours);
    }
    let mut chunks = behind().flat_map(|members| members[1..].chunks(4));
    stream.scattered(&drawn, &moments, COLLEAGUE, |a, words| {
        let others = chunks.next().expect("as many as moments");
        for (&other, word) in others.iter().zip(words) {
            let b = other as u32;
            if density.hit(word) && people.head[a as usize] != people.head[b as usize] {
                pairs.push([a.min(b), a.max(b)]);
            }
        }
    });
    pairs
}

/// Friend pairs, lower end first, in rising order, none twice, none already tied.
fn friend_pairs(
    society: &Society,
    people: &People,
    stream: &Stream,
    sought: &[u8],
    groups: &[[u32; 2]],
) -> Vec<[u32; 2]> {
    // A person stands on the list as often as they seek, so seeking and being found go together.
    let (mut all, mut moments) = (Vec::new(), Vec::new());
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); super::people::CELLS / 2];
    for (i, &times) in (0..).zip(sought) {
        all.extend((0..times).map(|_| i));
        moments.extend(0..u32::from(times));
        near[usize::from(people.cell[i as usize] >> 1)].extend((0..times).map(|_| i));
    }
    let mut pairs = Vec::with_capacity(all.len());
    stream.scattered(&all, &moments, FRIEND, |i, [kind, tries @ ..]| {
        let homophily = society.ties.homophily.hit(kind);
        let list = if homophily { &near[usize::from(people.cell[i as usize] >> 1)] } else { &all };
        let found = tries
            .iter()
            .map(|&word| list[((u64::from(word) * list.len() as u64) >> 32) as usize])
            .find(|&j| people.head[j as usize] != people.head[i as usize]);
        if let Some(j) = found {
            pairs.push([j.min(i), j.max(i)]);
        }
    });
    let mut pairs = order::pairs(&pairs, people.len());
    pairs.dedup();
    let mut groups = groups.iter().peekable();
    pairs.retain(|pair| {
        while groups.next_if(|group| *group < pair).is_some() {}
        groups.peek() != Some(&pair)
    });
    pairs
}

/// Rows from pairs; friend pairs beyond [`MAX_DEGREE`] are left out.
pub(crate) fn assemble(people: &People, groups: &[[u32; 2]], friends: Vec<[u32; 2]>) -> Ties {
    let n = people.len();
    let mut degree: Vec<usize> = (0..n).map(|i| people.household(i).len() - 1).collect();
    let mut group_degree = vec![0u32; n];
    for pair in groups {
        for &end in pair {
            group_degree[end as usize] += 1;
        }
    }
    for i in 0..n {
        degree[i] += group_degree[i] as usize;
        assert!(degree[i] <= MAX_DEGREE, "a group beyond the most ties a person may have");
    }
    let mut edges = friends;
    edges.retain(|&[a, b]| {
        let room = degree[a as usize] < MAX_DEGREE && degree[b as usize] < MAX_DEGREE;
        if room {
            degree[a as usize] += 1;
            degree[b as usize] += 1;
        }
        room
    });
    fill(people, groups, edges, &degree, &group_degree)
}

fn fill(
    people: &People,
    groups: &[[u32; 2]],
    edges: Vec<[u32; 2]>,
    degree: &[usize],
    group_degree: &[u32],
) -> Ties {
    let n = people.len();
    let mut ties = Ties { row: vec![0; n + 1], ..Ties::default() };
    for i in 0..n {
        ties.row[i + 1] = ties.row[i] + degree[i] as u32;
    }
    let total = ties.row[n] as usize;
    ties.other = vec![0; total];
    ties.edge = vec![0; total];
    ties.group_at = Vec::with_capacity(n);
    ties.friend_at = Vec::with_capacity(n);
    for i in 0..n {
        let mut at = ties.row[i] as usize;
        for j in people.household(i).filter(|&j| j != i) {
            ties.other[at] = j as u32;
            at += 1;
        }
        ties.group_at.push(at as u32);
        ties.friend_at.push(at as u32 + group_degree[i]);
    }
    // Pairs rise by lower then higher end, so lower numbers reach a row before higher ones.
    let mut next: Vec<u32> = ties.group_at.clone();
    for &[a, b] in groups {
        place(&mut ties.other, &mut next, a, b);
    }
    let mut next: Vec<u32> = ties.friend_at.clone();
    for (edge, &[a, b]) in edges.iter().enumerate() {
        ties.edge[next[a as usize] as usize] = edge as u32;
        ties.edge[next[b as usize] as usize] = edge as u32;
        place(&mut ties.other, &mut next, a, b);
    }
    ties.edges = edges;
    ties
}

fn place(other: &mut [u32], next: &mut [u32], a: u32, b: u32) {
    for (end, far) in [(a, b), (b, a)] {
        other[next[end as usize] as usize] = far;
        next[end as usize] += 1;
    }
}
