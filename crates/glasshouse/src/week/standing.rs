//! Ties that stand in one arm: all but friendships that were given up there.

use super::set::Set;
use crate::society::ties::{MAX_DEGREE, Ties};

/// Hands the other end of each tie of person j that stands to `give`, but for the first ties, which are kin.
#[inline(always)]
pub fn each_tie(
    ties: &Ties,
    degree: &[u16],
    cut: &Set,
    (j, but): (usize, usize),
    mut give: impl FnMut(usize),
) {
    if usize::from(degree[j]) == ties.degree(j) {
        // Hardly anybody has given up a friend, and nobody else need be asked edge by edge.
        ties.all(j)[but..].iter().for_each(|&i| give(i as usize));
        return;
    }
    ties.firm(j)[but..].iter().for_each(|&i| give(i as usize));
    let friends = ties.friends(j).filter(|&(_, edge)| !cut.has(edge));
    friends.for_each(|(i, _)| give(i as usize));
}

/// Adds up what `value` says of the other end of each person's ties that stand, and hands every person and their sum to
/// `give`.
#[inline(always)]
pub fn add_ties(
    ties: &Ties,
    degree: &[u16],
    cut: &Set,
    value: impl Fn(usize) -> i64,
    mut give: impl FnMut(usize, i64),
) {
    ties.add_up(&value, |i, all| {
        // Hardly anybody has given up a friend.
        let gone = if usize::from(degree[i]) == ties.degree(i) { 0 } else { gone(ties, cut, i, &value) };
        give(i, all - gone);
    });
}

/// What `value` says of the friends of person i who were given up, added up.
fn gone(ties: &Ties, cut: &Set, i: usize, value: &impl Fn(usize) -> i64) -> i64 {
    ties.friends(i).filter(|&(_, edge)| cut.has(edge)).map(|(j, _)| value(j as usize)).sum()
}

/// People who tell their ties at a time.
const TELLERS: usize = 8;
/// Ties are copied by so many: more than there are, and what comes next overwrites the rest.
const BLOCK: usize = 32;
/// Room for what one person tells.
const ROOM: usize = MAX_DEGREE + BLOCK;
/// A person's number has no more bits than these; above them stands what is told.
const NUMBER: u32 = 24;

/// Has people tell something to everybody to whom they have a tie that stands, but for the first ties. What many tell is
/// written down before anybody hears it, with hardly a branch: so the memory is asked for the ties of the next before it
/// has answered for those of the first.
#[inline(always)]
pub fn tell(
    ties: &Ties,
    degree: &[u16],
    cut: &Set,
    tellers: impl Iterator<Item = (usize, usize, i8)>,
    mut hear: impl FnMut(usize, i8),
) {
    let mut tellers = tellers.peekable();
    if tellers.peek().is_none() {
        return;
    }
    let mut calls = [0; TELLERS * ROOM];
    while tellers.peek().is_some() {
        let mut len = 0;
        for (j, but, what) in tellers.by_ref().take(TELLERS) {
            let word = (what as u32) << NUMBER;
            len += write_down(ties, degree, cut, (j, but), word, &mut calls[len..len + ROOM]);
        }
        let number = |call: u32| (call & !(u32::MAX << NUMBER)) as usize;
        calls[..len].iter().for_each(|&call| hear(number(call), (call >> NUMBER) as i8));
    }
}

/// Writes down the other end of each tie of person j that stands, but for the first ties, with `word` above their
/// numbers; gives how many they are.
#[inline(always)]
fn write_down(
    ties: &Ties,
    degree: &[u16],
    cut: &Set,
    (j, but): (usize, usize),
    word: u32,
    list: &mut [u32],
) -> usize {
    if usize::from(degree[j]) != ties.degree(j) {
        let mut len = 0;
        each_tie(ties, degree, cut, (j, but), |i| {
            list[len] = i as u32 | word;
            len += 1;
        });
        return len;
    }
    let (from, to) = (ties.row[j] as usize + but, ties.row[j + 1] as usize);
    let own = &ties.other[from..];
    for (at, list) in (0..to - from).step_by(BLOCK).zip(list.as_chunks_mut::<BLOCK>().0) {
        match own[at..].first_chunk::<BLOCK>() {
            Some(block) => *list = block.map(|i| i | word),
            None => list.iter_mut().zip(&own[at..]).for_each(|(to, &i)| *to = i | word),
        }
    }
    to - from
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everybody is tied to all, as a friend but for the first two, and every fifth edge is cut.
    #[test]
    fn whoever_is_told_has_a_tie_that_stands() {
        let people = 41;
        let others = |i: usize| (0..people).filter(move |&j| j != i);
        let starts = |more: usize| (0..people).map(move |i| (i * (people - 1) + more) as u32);
        let edge = |i: usize, j: usize| (i.min(j) * people + i.max(j)) as u32;
        let ties = Ties {
            row: starts(0).chain([(people * (people - 1)) as u32]).collect(),
            group_at: starts(1).collect(),
            friend_at: starts(2).collect(),
            other: (0..people).flat_map(|i| others(i).map(|j| j as u32)).collect(),
            edge: (0..people).flat_map(|i| others(i).map(move |j| edge(i, j))).collect(),
            ..Ties::default()
        };
        let mut cut = Set::new(people * people);
        (0..people * people).step_by(5).for_each(|edge| cut.add(edge as u32));
        let stands = |j: usize| ties.friends(j).filter(|&(_, edge)| !cut.has(edge)).count() + 2;
        for but in [0, 1] {
            // Some have all their ties, and so all of them are told whatever is cut.
            let degree: Vec<u16> =
                (0..people).map(|j| if j % 2 == 0 { 40 } else { stands(j) as u16 }).collect();
            let [mut one, mut other] = [vec![0; people], vec![0; people]];
            let what = |j: usize| j as i8 - 20;
            tell(&ties, &degree, &cut, (0..people).map(|j| (j, but, what(j))), |i, what| {
                one[i] += what as i32
            });
            for j in 0..people {
                each_tie(&ties, &degree, &cut, (j, but), |i| other[i] += i32::from(what(j)));
            }
            assert_eq!(one, other);
        }
        // Whatever is cut counts for nobody's sum.
        let degree: Vec<u16> = (0..people).map(|j| stands(j) as u16).collect();
        let value = |j: usize| j as i64 * 7 - 90;
        add_ties(&ties, &degree, &cut, value, |i, sum| {
            let mut one_by_one = 0;
            each_tie(&ties, &degree, &cut, (i, 0), |j| one_by_one += value(j));
            assert_eq!(sum, one_by_one, "person {i}");
        });
    }
}
