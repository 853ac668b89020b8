//! Spells of restriction: weeks with any right lost, from the first to the last without a gap.
//!
//! Only changes are noted while the weeks run; spells are put together and counted at the end.

use crate::measure::bins::length_bin;
use crate::measure::totals::Totals;
use crate::society::Rights;
use crate::society::people::CELLS;

/// Weeks after a first loss at which it is asked who is restricted.
const TRAPPED_AFTER: u32 = 104;
/// Weeks after the end of a spell within which another counts as a relapse.
const RELAPSE_WITHIN: u32 = 26;

/// Somebody lost the first right or got the last one back, from `week` on.
#[derive(Clone, Copy, Debug)]
struct Change {
    person: u32,
    week: u32,
    restricted: bool,
}

/// A spell of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spell {
    /// First week.
    start: u32,
    /// First week without; none if it still ran in the last week.
    end: Option<u32>,
}

/// The spells of a county under one arm.
#[derive(Debug)]
pub struct Spells {
    changes: Vec<Change>,
    /// Those who were restricted before counting began, in order: their spell is not seen whole.
    before: Vec<u32>,
}

impl Spells {
    /// Counting begins in week `from` with these rights lost.
    pub fn new(from: u32, lost: &[Rights]) -> Spells {
        let before: Vec<u32> = (0..lost.len() as u32).filter(|&i| lost[i as usize] != 0).collect();
        let change = |&person: &u32| Change { person, week: from, restricted: true };
        Spells { changes: before.iter().map(change).collect(), before }
    }

    /// Person i is restricted, or free, from `week` on.
    pub fn note(&mut self, i: usize, week: u32, restricted: bool) {
        self.changes.push(Change { person: i as u32, week, restricted });
    }

    /// Counts the spells of everybody up to, not including, week `end`.
    pub fn count(&mut self, totals: &mut Totals, cells: &[u8], end: u32) {
        // Stable: the changes of one person stay in the order in which they came.
        self.changes.sort_by_key(|change| change.person);
        for changes in self.changes.chunk_by(|a, b| a.person == b.person) {
            let person = changes[0].person;
            let cell = usize::from(cells[person as usize]);
            let spells = spells(changes, end);
            if self.before.binary_search(&person).is_err() && !spells.is_empty() {
                count_first(totals, cell, &spells, end);
            }
            count_relapses(totals, cell, &spells, end);
        }
    }
}

/// The spells that changes of one person make up. A change that another of the same week undoes is no change.
fn spells(changes: &[Change], end: u32) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    for change in changes.chunk_by(|a, b| a.week == b.week).filter_map(<[Change]>::last) {
        let running = spells.last_mut().filter(|spell| spell.end.is_none());
        match running {
            Some(spell) if !change.restricted && change.week < end => spell.end = Some(change.week),
            None if change.restricted => spells.push(Spell { start: change.week, end: None }),
            _ => {}
        }
    }
    spells
}

fn count_first(totals: &mut Totals, cell: usize, spells: &[Spell], end: u32) {
    let first = spells[0];
    let bin = length_bin(first.end.unwrap_or(end) - first.start) * CELLS + cell;
    let grid = if first.end.is_some() { &mut totals.freed } else { &mut totals.unfreed };
    grid[bin] += 1;
    let then = first.start + TRAPPED_AFTER;
    if then < end {
        let holds = |spell: &Spell| spell.start <= then && spell.end.is_none_or(|end| then < end);
        totals.trapped[cell] += 1;
        totals.trapped[CELLS + cell] += i64::from(spells.iter().any(holds));
    }
}

fn count_relapses(totals: &mut Totals, cell: usize, spells: &[Spell], end: u32) {
    for (at, spell) in spells.iter().enumerate() {
        let Some(free) = spell.end.filter(|free| free + RELAPSE_WITHIN < end) else { continue };
        let again = spells.get(at + 1).is_some_and(|next| next.start <= free + RELAPSE_WITHIN);
        totals.relapsed[cell] += 1;
        totals.relapsed[CELLS + cell] += i64::from(again);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::totals::Shape;

    fn changes(list: &[(u32, bool)]) -> Vec<Change> {
        list.iter().map(|&(week, restricted)| Change { person: 0, week, restricted }).collect()
    }

    #[test]
    fn grounds_that_follow_each_other_are_one_spell() {
        let of = |list: &[(u32, bool)]| -> Vec<(u32, Option<u32>)> {
            spells(&changes(list), 100).iter().map(|spell| (spell.start, spell.end)).collect()
        };
        assert_eq!(of(&[(3, true), (9, false)]), [(3, Some(9))]);
        // Freed and taken again in one week, the household's part after the own: no gap.
        assert_eq!(of(&[(3, true), (9, false), (9, true), (12, false)]), [(3, Some(12))]);
        assert_eq!(of(&[(3, true), (9, false), (10, true)]), [(3, Some(9)), (10, None)]);
        // Freed as of the week after the last: no week without was seen.
        assert_eq!(of(&[(3, true), (100, false)]), [(3, None)]);
    }

    /// Person 0 was restricted before week 10: no first spell, but the end in week 20 counts; person 1 is restricted
    /// in weeks 10 to 19.
    #[test]
    fn whoever_was_restricted_before_has_no_first_spell() {
        let mut spells = Spells::new(10, &[1, 0]);
        spells.note(1, 10, true);
        spells.note(0, 20, false);
        spells.note(1, 20, false);
        let mut totals = Totals::new(Shape { kinds: 1, rights: 1, warm_up: 0, weeks: 90 });
        spells.count(&mut totals, &[0, 0], 100);
        assert_eq!((totals.freed.iter().sum::<i64>(), totals.freed[2 * CELLS]), (1, 1), "ten weeks");
        assert_eq!((totals.relapsed[0], totals.relapsed[CELLS]), (2, 0));
    }
}
