//! The grounds that a person's rights were lost on in a week, and how a lost right is shared among causes.

use crate::measure::totals::{CAUSES, UNITS_PER_WEEK};
use crate::society::Rights;
use crate::week::cause::PARTS;
use crate::week::losses::Ground;
use crate::week::note::Note;

/// The most grounds that share a week of one right.
const SHARERS: usize = 7;

/// The grounds of the week: those that stand at its end, and those that an appeal ended with it, in order.
pub fn of_week<'a>(standing: &'a [Ground], notes: &[&'a Note]) -> Vec<&'a Ground> {
    let mut grounds: Vec<&Ground> = standing.iter().collect();
    for note in notes {
        if let Note::Decided { upheld: true, ground } = note {
            grounds.push(ground);
        }
    }
    grounds.sort_by_key(|ground| (ground.source, ground.sanction));
    grounds
}

/// The rights that grounds take together.
pub fn lost(grounds: &[&Ground]) -> Rights {
    grounds.iter().fold(0, |set, ground| set | ground.rights)
}

/// One week of right `r`, lost on these grounds, shared among causes.
pub fn share(grounds: &[&Ground], r: usize) -> [i64; CAUSES] {
    let takes: Vec<&Ground> =
        grounds.iter().filter(|ground| ground.rights >> r & 1 == 1).take(SHARERS).copied().collect();
    let mut units = [0; CAUSES];
    for ground in &takes {
        let part = UNITS_PER_WEEK / PARTS / takes.len() as i64;
        for (units, &parts) in units.iter_mut().zip(&ground.causes.parts[r]) {
            *units += part * i64::from(parts);
        }
    }
    units
}
