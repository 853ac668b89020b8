//! The ties of one county: household cliques, dense groups (workplaces, classes), friends.
//!
//! All ties are symmetric. A person's ties lie together in the order household, group, friends, each by
//! number. Only friend ties can be cut; each has one edge number, owned by its lower end.

mod groups;
mod rows;

use groups::Groups;

use super::people::{CELLS, People, flag};
use super::{Society, order};
use crate::draw::{Decision, LANES, Stream};

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
    /// Edge number of each friend tie; anything for the rest. Same length as `other`.
    pub edge: Vec<u32>,
    /// The two ends of each friend edge, lower end first; in rising order.
    pub edges: Vec<[u32; 2]>,
    pub(crate) room: Room,
}

/// Where ties are drawn: nothing in it is read later.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    near: Vec<u32>,
    moments: Vec<u32>,
    dealt: Vec<[u32; 2]>,
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
            sought.push(whole * u8::from(people.is(i, flag::ADULT)));
        });
        sought
    }
}

/// Draws the ties among `people`.
pub fn draw(society: &Society, friendliness: &Friendliness, people: &People, stream: &Stream) -> Ties {
    let mut ties = Ties::default();
    redraw(society, friendliness, people, stream, &mut ties);
    ties
}

/// The same where others stood, which lend their memory.
pub fn redraw(
    society: &Society,
    friendliness: &Friendliness,
    people: &People,
    stream: &Stream,
    ties: &mut Ties,
) {
    let groups = Groups::draw(society, people, stream);
    let sought = friendliness.sought(people, stream);
    let kin = kin(people);
    ties.befriend(society, people, stream, &sought, &kin);
    ties.join(people, &groups, &kin);
}

/// Numbers are copied by so many: more than are needed, and what comes next overwrites the rest.
const BLOCK: usize = 16;

/// So many copies of a number are written at once: most people seek no more friends.
const COPIES: usize = 8;

/// Writes each number as often as stands beside it, and which time each is; behind them there must be room for
/// [`COPIES`].
fn repeat(numbers: impl Iterator<Item = (u32, u32)>, all: &mut [u32], moments: &mut [u32]) {
    let mut at = 0;
    for (number, times) in numbers {
        for done in (0..times).step_by(COPIES) {
            let to = at + done as usize..at + done as usize + COPIES;
            all[to.clone()].fill(number);
            moments[to].iter_mut().zip(done..).for_each(|(to, time)| *to = time);
        }
        at += times as usize;
    }
}

/// At least so many; those that are there already keep whatever they hold.
fn at_least<T: Copy + Default>(len: usize, column: &mut Vec<T>) {
    if column.len() < len {
        column.resize(len, T::default());
    }
}

impl Ties {
    /// Friend pairs, lower end first, in rising order; some stand there twice, or are tied already.
    fn befriend(&mut self, society: &Society, people: &People, stream: &Stream, sought: &[u8], kin: &[u32]) {
        let (pairs, Room { near, moments, dealt }) = (&mut self.edges, &mut self.room);
        // Everybody stands there as often as they seek, so seeking and being found go together.
        let total = sought.iter().map(|&times| usize::from(times)).sum::<usize>();
        at_least(2 * total + CELLS * COPIES, near);
        at_least(total + COPIES, moments);
        repeat((0..).zip(sought.iter().map(|&times| u32::from(times))), near, moments);
        let segments = by_class(people, sought, total, near);
        let choose = |i: u32, kind: u32, word: u32| {
            let homophily = society.ties.homophily.hit(kind);
            let class = usize::from(people.cell[i as usize] >> 1);
            let [first, count] = segments[class * 2 + usize::from(homophily)];
            near[first + ((u64::from(word) * count as u64) >> 32) as usize]
        };
        // A household is a range: below its head numbers wrap.
        let stranger = |i: u32, j: u32| j.wrapping_sub(people.head[i as usize]) > kin[i as usize];
        pairs.clear();
        pairs.reserve(total);
        let mut chosen = [0; LANES];
        stream.batches(
            &near[..total],
            &moments[..total],
            FRIEND,
            |seekers, [kinds, first, second, third]| {
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
            },
        );
        at_least(pairs.len(), dealt);
        order::pairs(pairs, dealt, people.len());
    }
}

/// Puts those of each home and income class behind everybody, of whom there are `total`. Gives for each class where those
/// lie who may be chosen, and how many they are: everybody, then those of the class.
fn by_class(people: &People, sought: &[u8], total: usize, near: &mut [u32]) -> [[usize; 2]; CELLS] {
    let mut segments = [[0, total]; CELLS];
    let class = |i: usize| usize::from(people.cell[i] >> 1) * 2 + 1;
    segments.iter_mut().skip(1).step_by(2).for_each(|segment| segment[1] = 0);
    for (i, &times) in sought.iter().enumerate() {
        segments[class(i)][1] += usize::from(times);
    }
    let mut end = total;
    for segment in segments.iter_mut().skip(1).step_by(2) {
        segment[0] = end;
        end += segment[1] + COPIES;
    }
    let mut next = segments.map(|segment| segment[0]);
    for (i, &times) in sought.iter().enumerate() {
        let next = &mut next[class(i)];
        for done in (0..usize::from(times)).step_by(COPIES) {
            near[*next + done..][..COPIES].fill(i as u32);
        }
        *next += usize::from(times);
    }
    segments
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
    let mut ties = Ties { edges: friends.to_vec(), ..Ties::default() };
    ties.join(people, &Groups::none(people.len()), &kin(people));
    ties
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_repeated_as_often_as_stands_beside_it() {
        let [mut all, mut moments] = [[99; 12 + COPIES]; 2];
        repeat([(3, 2), (5, 0), (7, 1), (4, 9)].into_iter(), &mut all, &mut moments);
        assert_eq!(all[..12], [3, 3, 7, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
        assert_eq!(moments[..12], [0, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    }
}
