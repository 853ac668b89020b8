//! Friendships: who seeks whom.

use super::friendliness::Friendliness;
use super::groups::Groups;
use super::{COPIES, MAX_DEGREE, at_least, repeat};
use crate::draw::{Decision, LANES, Stream};
use crate::level::at_every_level;
use crate::society::people::{CELLS, People};
use crate::society::{Society, order};
use crate::unit::Chance;

const FRIEND: Decision = Decision::new("friend");

/// So many are looked at or written at once: most people seek no more, nor are more often found.
pub(super) const TOGETHER: usize = 8;

/// Friendships in the order in which they are sought: seeker by seeker.
#[derive(Clone, Debug, Default)]
pub(super) struct Friends {
    /// `[person]` The first that they seek; behind the last person, how many there are.
    first: Vec<u32>,
    /// Who seeks, and who is sought; behind the last one anybody.
    seekers: Vec<u32>,
    pub(super) sought: Vec<u32>,
}

/// Who is found by whom, person by person, and with which friendship; behind the last one anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) by: Vec<u32>,
    pub(super) number: Vec<u32>,
}

/// Where friends are drawn: nothing in it is read later.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    near: Vec<u32>,
    moments: Vec<u32>,
    ahead: Vec<[Stretch; 2]>,
}

/// What somebody's choice of a friend hangs on.
struct Choice<'a> {
    homophily: Chance,
    people: &'a People,
    groups: &'a Groups,
    kin: &'a [u32],
    /// Everybody as often as they seek, and then again by class.
    near: &'a [u32],
    /// `[person]` Among whom they choose: everybody ahead, then those of their class.
    ahead: &'a [[Stretch; 2]],
    /// Where the list of everybody ends, and how long it is; then that of each class.
    lists: [[u32; 2]; CLASSES + 1],
}

/// A part of a list that comes back to its beginning.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    first: u32,
    len: u32,
}

impl Choice<'_> {
    /// Whom i chooses with this word, where `kind` decides among whom.
    #[inline(always)]
    fn of(&self, i: u32, kind: u32, word: u32) -> u32 {
        let alike = self.homophily.hit(kind);
        let Stretch { first, len } = self.ahead[i as usize][usize::from(alike)];
        let [end, all] = self.lists[usize::from(alike) * (1 + class(self.people.cell[i as usize]))];
        let at = first + ((u64::from(word) * u64::from(len)) >> 32) as u32;
        let at = if at >= end { at - all } else { at };
        if len == 0 { NOBODY } else { self.near[at as usize] }
    }

    /// Whether a household or a group ties i to j, or there is no j.
    #[inline(always)]
    fn tied(&self, i: u32, j: u32) -> bool {
        // A household is a range: below its head numbers wrap.
        let from_head = j.wrapping_sub(self.people.head[i as usize]);
        (j == NOBODY) || (from_head <= self.kin[i as usize]) || self.groups.ties(i as usize, j as usize)
    }
}

impl Friends {
    /// Draws the friendships of adults. They seek among those whose numbers follow theirs, half around the county: so
    /// of two people only one can seek the other, everybody stands the same, and hardly a friendship is made twice.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn draw(
        &mut self,
        society: &Society,
        friendliness: &Friendliness,
        people: &People,
        groups: &Groups,
        kin: &[u32],
        stream: &Stream,
        room: &mut Room,
    ) {
        let times = friendliness.sought(people, stream);
        let total = self.begin(times.iter().map(|&times| u32::from(times)));
        let Room { near, moments, ahead } = room;
        // Everybody stands there as often as they seek, so seeking and being found go together.
        at_least(2 * total + CELLS * COPIES, near);
        at_least(total + COPIES, moments);
        repeat((0..).zip(times.iter().map(|&times| u32::from(times))), near, moments);
        let segments = by_class(people, &times, total, near);
        look_ahead(people, &times, segments, ahead);
        let lists = segments.map(|[first, all]| [first + all, all].map(|number| number as u32));
        let choice = Choice { homophily: society.ties.homophily, people, groups, kin, near, ahead, lists };
        let (near, moments) = (&near[..total], &moments[..total]);
        let mut chosen = self.sought[..total].chunks_mut(LANES);
        stream.batches(near, moments, FRIEND, |seekers, [kinds, words, ..]| {
            let chosen = chosen.next().expect("there is room for all").iter_mut();
            for (((to, &i), &kind), &word) in chosen.zip(seekers).zip(kinds).zip(words) {
                *to = choice.of(i, kind, word);
            }
        });
        self.seekers[..total].copy_from_slice(near);
        for number in not_to_be(stream.level(), self, &choice) {
            let i = near[number];
            let [kind, _, second, third] = stream.words(i, FRIEND, moments[number]);
            let further = [second, third].map(|word| choice.of(i, kind, word));
            let mut free = further.into_iter().filter(|&j| !choice.tied(i, j) && !self.seeks(i, j));
            self.sought[number] = free.next().unwrap_or(NOBODY);
        }
        if self.sought[..total].contains(&NOBODY) {
            self.keep(people.len(), |_, j| j != NOBODY);
        }
    }

    /// Room for so many friendships of each.
    fn begin(&mut self, times: impl Iterator<Item = u32>) -> usize {
        self.first.clear();
        self.first.push(0);
        let mut total = 0;
        self.first.extend(times.map(|times| {
            total += times;
            total
        }));
        let total = total as usize;
        [&mut self.seekers, &mut self.sought]
            .into_iter()
            .for_each(|column| at_least(total + TOGETHER, column));
        total
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.first.last().map_or(0, |&count| count as usize)
    }

    /// Whether i seeks j.
    fn seeks(&self, i: u32, j: u32) -> bool {
        let (first, count) = self.of(i as usize);
        self.sought[first..first + count].contains(&j)
    }

    /// The first friendship that i seeks, and how many.
    #[inline(always)]
    pub(super) fn of(&self, i: usize) -> (usize, usize) {
        let [first, end] = [i, i + 1].map(|i| self.first[i] as usize);
        (first, end - first)
    }

    /// The two of each, the lower one first.
    pub(super) fn pairs(&self, pairs: &mut Vec<[u32; 2]>) {
        pairs.clear();
        let ends = self.seekers.iter().zip(&self.sought).take(self.count());
        pairs.extend(ends.map(|(&i, &j)| [i.min(j), i.max(j)]));
    }

    /// Deals out who is found by whom, with the number of the friendship, to those who are; gives behind which entry
    /// each one's end.
    pub(super) fn find(&self, people: usize, found: &mut Found) -> Vec<u32> {
        let count = self.count();
        let Found { by, number: number_of } = found;
        [&mut *by, number_of].into_iter().for_each(|column| at_least(count + TOGETHER, column));
        let room = by.len();
        let (by, number_of) = (&mut by[..room], &mut number_of[..room]);
        let finders = self.seekers[..count].iter().zip(&self.sought).zip(0..);
        let dealt = finders.map(|((&i, &j), number)| (j, [i, number]));
        order::deal(dealt, people, |at, [i, number]| (by[at], number_of[at]) = (i, number))
    }

    /// Leaves out, in their order, those that would give somebody more than [`MAX_DEGREE`] ties, who has so many of
    /// `degree` without friends.
    pub(super) fn limit(&mut self, mut degree: Vec<u32>) {
        self.keep(degree.len(), |i, j| {
            let ends = [i, j].map(|end| end as usize);
            let room = ends.iter().all(|&end| (degree[end] as usize) < MAX_DEGREE);
            ends.iter().for_each(|&end| degree[end] += u32::from(room));
            room
        });
    }

    /// Keeps the friendships of which this is true of seeker and sought.
    #[cold]
    fn keep(&mut self, people: usize, mut wanted: impl FnMut(u32, u32) -> bool) {
        let (mut kept, mut times) = (0, vec![0; people]);
        for number in 0..self.count() {
            let (i, j) = (self.seekers[number], self.sought[number]);
            if wanted(i, j) {
                (self.seekers[kept], self.sought[kept]) = (i, j);
                times[i as usize] += 1;
                kept += 1;
            }
        }
        self.begin(times.into_iter());
    }

    /// These friendships, by seeker, but none twice.
    #[cfg(test)]
    pub(super) fn set(&mut self, people: usize, pairs: &[[u32; 2]]) {
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable();
        pairs.dedup();
        let mut times = vec![0; people];
        pairs.iter().for_each(|[i, _]| times[*i as usize] += 1);
        self.begin(times.into_iter());
        for (number, &[i, j]) in pairs.iter().enumerate() {
            (self.seekers[number], self.sought[number]) = (i, j);
        }
    }
}

/// In the place of whoever would not be found.
const NOBODY: u32 = u32::MAX;

at_every_level! {
    /// The friendships of those who are tied otherwise, or by an earlier one.
    fn not_to_be = not_to_be_body(friends: &Friends, choice: &Choice<'_>) -> Vec<usize>
}

#[inline(always)]
fn not_to_be_body(friends: &Friends, choice: &Choice<'_>) -> Vec<usize> {
    let count = friends.count();
    let (seekers, sought) = (&friends.seekers[..count], &friends.sought[..count + TOGETHER]);
    let mut numbers = Vec::new();
    for number in 0..count {
        let (i, j) = (seekers[number], sought[number]);
        let first = friends.first[i as usize] as usize;
        let before = number - first;
        let those = sought[first..].first_chunk().expect("there is room behind the last one");
        let twice = among(those, before, j) || (before > TOGETHER && sought[first..number].contains(&j));
        if twice || choice.tied(i, j) {
            numbers.push(number);
        }
    }
    numbers
}

/// Whether this one is among the first `count` of them.
#[inline(always)]
fn among(those: &[u32; TOGETHER], count: usize, one: u32) -> bool {
    // As signed numbers of the same size, which vectors compare.
    let count = count as i32;
    let mut same = [0; TOGETHER];
    for at in 0..TOGETHER as i32 {
        same[at as usize] = u32::from(those[at as usize] == one) & u32::from(at < count);
    }
    same.into_iter().fold(0, |any, same| any | same) != 0
}

/// Puts those of each home and income class behind everybody, of whom there are `total`. Gives where everybody lies and
/// where each class does, and how many they are.
fn by_class(people: &People, times: &[u8], total: usize, near: &mut [u32]) -> [[usize; 2]; CLASSES + 1] {
    let mut segments = [[0, total]; CLASSES + 1];
    let classes = &mut segments[1..];
    classes.iter_mut().for_each(|segment| segment[1] = 0);
    for (&cell, &times) in people.cell.iter().zip(times) {
        classes[class(cell)][1] += usize::from(times);
    }
    let mut end = total;
    for segment in &mut *classes {
        segment[0] = end;
        end += segment[1] + COPIES;
    }
    let mut next: [usize; CLASSES] = std::array::from_fn(|class| classes[class][0]);
    for ((i, &cell), &times) in (0..).zip(&people.cell).zip(times) {
        let next = &mut next[class(cell)];
        for done in (0..usize::from(times)).step_by(COPIES) {
            near[*next + done..][..COPIES].fill(i);
        }
        *next += usize::from(times);
    }
    segments
}

/// Home and income classes.
const CLASSES: usize = CELLS / 2;

#[inline(always)]
fn class(cell: u8) -> usize {
    usize::from(cell >> 1) % CLASSES
}

/// Where those lie who are ahead of each: the next after them, up to half around.
fn look_ahead(
    people: &People,
    times: &[u8],
    segments: [[usize; 2]; CLASSES + 1],
    ahead: &mut Vec<[Stretch; 2]>,
) {
    let n = people.len();
    let reach = n.saturating_sub(1) / 2;
    let mut lists = segments.map(|[first, _]| Stretch { first: first as u32, len: 0 });
    let of = |i: usize| (1 + class(people.cell[i]), u32::from(times[i]));
    for i in 0..reach {
        let (class, times) = of(i);
        for list in [0, class] {
            lists[list].len += times;
        }
    }
    ahead.clear();
    // Whoever is next leaves those who are ahead, and another comes to be.
    ahead.extend((0..n).map(|i| {
        let last = i + reach;
        let (entering, others) = of(if last < n { last } else { last - n });
        for list in [0, entering] {
            lists[list].len += others;
        }
        let (class, times) = of(i);
        for list in [0, class] {
            lists[list].first += times;
            lists[list].len -= times;
        }
        [lists[0], lists[class]]
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::society::people::{self, Laws, flag};
    use crate::society::{file, ties};

    fn large_country() -> Society {
        let source = crate::builtin::find("society/large-country").expect("it is built in");
        file::read(source, &crate::builtin::find, &[]).expect("it has no problem").value
    }

    #[test]
    fn everybody_seeks_strangers_among_those_ahead() {
        let society = large_country();
        for n in [1, 2, 3, 40, 41, 2000] {
            let stream = Stream::new(3, n as u32);
            let people = people::draw(&society, &Laws::new(&society), &stream, n);
            let friendliness = Friendliness::new(&society);
            let (mut friends, kin) = (Friends::default(), ties::kin(&people));
            let groups = Groups::draw(&society, &people, &stream);
            friends.draw(&society, &friendliness, &people, &groups, &kin, &stream, &mut Room::default());
            let times = friendliness.sought(&people, &stream);
            let mut made = std::collections::BTreeSet::new();
            for i in 0..n {
                let (first, count) = friends.of(i);
                assert!(count <= usize::from(times[i]), "{i} seeks more than they would");
                for number in first..first + count {
                    let (seeker, j) = (friends.seekers[number], friends.sought[number] as usize);
                    assert_eq!(seeker as usize, i);
                    assert!(
                        (1..=(n - 1) / 2).contains(&((n + j - i) % n)),
                        "{j} is not ahead of {i} among {n}"
                    );
                    assert!(
                        !people.household(i).contains(&j) && !groups.ties(i, j) && people.is(j, flag::ADULT)
                    );
                    assert!(made.insert([i, j]), "{i} and {j} twice");
                }
            }
            let sought: usize = times.iter().map(|&times| usize::from(times)).sum();
            // Where there are many, hardly anybody knows all three whom they like.
            assert!(n < 2000 || made.len() > sought - sought / 500, "{} of {sought} friendships", made.len());
        }
    }
}
