//! The ties of one county: household cliques, dense groups (workplaces, classes), friends.
//!
//! All ties are symmetric. A person's ties lie together in the order household, group, friends; the former two each by
//! number, then friends that were sought, then those that sought. Only friend ties can be cut; each has one edge number,
//! owned by its lower end.

mod friendliness;
mod friends;
mod groups;
mod rows;

pub use friendliness::Friendliness;
use friends::Friends;
use groups::Groups;

use super::Society;
use super::people::People;
use crate::draw::Stream;

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
    /// The two ends of each friend edge, lower end first; in the order in which they were sought.
    pub edges: Vec<[u32; 2]>,
    pub(crate) room: Room,
}

/// Where ties are drawn: nothing in it is read later.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    friends: Friends,
    drawing: friends::Room,
    found: friends::Found,
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

    /// Adds up what `value` says of the other end of each person's ties, the cut ones too, and hands every person and
    /// their sum to `give`. Sums run on from one person to the next, and what is one's own is the difference of two: so
    /// nothing branches on where anybody's ties end.
    #[inline(always)]
    pub fn add_up(&self, value: impl Fn(usize) -> i64, mut give: impl FnMut(usize, i64)) {
        let (people, mut sums) = (self.row.len() - 1, Vec::new());
        for from in (0..people).step_by(ADDED) {
            let to = (from + ADDED).min(people);
            let first = self.row[from] as usize;
            let mut sum = 0;
            sums.clear();
            sums.push(sum);
            sums.extend(self.other[first..self.row[to] as usize].iter().map(|&j| {
                sum += value(j as usize);
                sum
            }));
            for i in from..to {
                let [before, after] = [i, i + 1].map(|at| sums[self.row[at] as usize - first]);
                give(i, after - before);
            }
        }
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
    let kin = kin(people);
    let Room { friends, drawing, .. } = &mut ties.room;
    friends.draw(society, friendliness, people, &groups, &kin, stream, drawing);
    ties.join(people, &groups, &kin, stream.level());
}

/// People whose ties are added up at a time.
const ADDED: usize = 16;

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

/// The ties of people in no group, with these friends, by who sought them.
#[cfg(test)]
pub(crate) fn of_friends(people: &People, pairs: &[[u32; 2]]) -> Ties {
    use crate::level::Level;
    let mut ties = Ties::default();
    ties.room.friends.set(people.len(), pairs);
    ties.join(people, &Groups::none(people.len()), &kin(people), Level::best());
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
