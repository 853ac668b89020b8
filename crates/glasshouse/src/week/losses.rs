//! What is lost, for how long and why: person-weeks counted when somebody's grounds change.
//! MODEL.md, section 7.5.

use super::cause::{Causes, FALSE_RECORD, each};
use super::rules::Rules;
use super::sanction::Ground;
use super::state::State;
use crate::measure::totals::{CAUSES, Totals, UNITS_PER_WEEK};
use crate::society::people::CELLS;
use crate::society::population::Population;
use crate::society::{AREAS, MAX_KINDS, MAX_RIGHTS, Rights};

/// The most grounds that share a week of one right.
const SHARERS: usize = 7;
/// Areas of life closed that make an exclusion.
const CLOSED: usize = 3;
/// Parts of a right-week that grounds share.
const SHARES: i64 = UNITS_PER_WEEK / super::cause::PARTS;

/// What people have lost so far.
#[derive(Debug)]
pub struct Losses {
    /// Week up to which the person's losses are counted.
    counted_to: Vec<u32>,
    /// Right-weeks of each person.
    pub right_weeks: Vec<u32>,
    /// Rights by area of life.
    areas: [Rights; AREAS.len()],
    /// People with any right lost now.
    pub restricted: i64,
    /// People with three or more areas of life closed now.
    pub excluded: i64,
    /// People with each right lost now.
    pub lost: [i64; MAX_RIGHTS],
}

impl Losses {
    /// Nobody has lost anything.
    pub fn new(people: usize, rules: &Rules) -> Losses {
        Losses {
            counted_to: vec![0; people],
            right_weeks: vec![0; people],
            areas: rules.areas,
            restricted: 0,
            excluded: 0,
            lost: [0; MAX_RIGHTS],
        }
    }
}

impl Losses {
    /// Whether the loss of these rights closes so many areas of life that it is an exclusion.
    fn excludes(&self, lost: Rights) -> bool {
        self.areas.iter().filter(|&&area| lost & area != 0).count() >= CLOSED
    }

    /// Forgets what was counted; what runs is counted from `week`.
    pub fn count_anew(&mut self, week: u32) {
        self.counted_to.fill(week);
        self.right_weeks.fill(0);
    }
}

/// Counts person i's losses up to, not including, `week`, on the grounds that stood.
pub fn count_losses(state: &mut State, population: &Population, i: usize, week: u32) {
    let weeks = i64::from(week - state.losses.counted_to[i]);
    state.losses.counted_to[i] = week;
    let lost = state.lost[i];
    if weeks == 0 || lost == 0 {
        return;
    }
    let cell = usize::from(population.people.cell[i]);
    state.losses.right_weeks[i] += weeks as u32 * lost.count_ones();
    state.totals.restricted_weeks[cell] += weeks;
    state.totals.exclusion_weeks[cell] += if state.losses.excludes(lost) { weeks } else { 0 };
    for r in each(lost) {
        state.totals.right_weeks[r * CELLS + cell] += weeks;
        share(state, i, r, weeks, cell);
    }
}

/// Shares `weeks` of right `r` among the first grounds that take it, and each part among its causes.
fn share(state: &mut State, i: usize, r: usize, weeks: i64, cell: usize) {
    let takes = |ground: &&Ground| ground.rights >> r & 1 == 1;
    let grounds = &state.terms.grounds[i];
    let sharers = grounds.iter().filter(takes).take(SHARERS).count() as i64;
    let part = weeks * (SHARES / sharers);
    let totals = &mut state.totals;
    let rights = totals.shape.rights;
    for ground in grounds.iter().filter(takes).take(SHARERS) {
        let causes = &ground.causes;
        let row = (ground.trigger.row() * rights + r) * CAUSES;
        for cause in 0..CAUSES {
            let whole = part * super::cause::PARTS;
            totals.units[(row + cause) * CELLS + cell] += part * i64::from(causes.parts[r][cause]);
            let at = (r * CAUSES + cause) * CELLS + cell;
            totals.necessary[at] += whole * i64::from(causes.necessary[r] >> cause & 1);
            totals.involved[at] += whole * i64::from(causes.involved[r] >> cause & 1);
        }
        for matrix in 0..2 {
            let at = (matrix * 3 + ground.trigger.row()) * CELLS + cell;
            totals.out_of_context[at] += part * i64::from(causes.out_of_context[r][matrix]);
        }
        state.tally.false_units[i] += part * i64::from(causes.parts[r][FALSE_RECORD]);
        reach(totals, causes, r, part);
    }
}

fn reach(totals: &mut Totals, causes: &Causes, r: usize, part: i64) {
    let (kinds, rights) = (totals.shape.kinds, totals.shape.rights);
    let reach = causes.reach(r);
    for k in 0..kinds {
        // Most kinds have no hand in a term.
        if reach[k] != 0 {
            totals.reach[k * rights + r] += part * i64::from(reach[k]);
        }
        if causes.reach_necessary >> k & 1 == 1 {
            totals.reach_necessary[k * rights + r] += part * super::cause::PARTS;
        }
    }
    for row in 0..2 {
        totals.reach[(kinds + row) * rights + r] += part * i64::from(reach[MAX_KINDS + row]);
    }
}

/// Makes person i's lost rights anew from their grounds.
pub fn refresh(state: &mut State, i: usize) {
    let before = state.lost[i];
    let after = state.terms.grounds[i].iter().fold(0, |set, ground| set | ground.rights);
    state.lost[i] = after;
    state.losses.restricted += i64::from(after != 0) - i64::from(before != 0);
    state.losses.excluded +=
        i64::from(state.losses.excludes(after)) - i64::from(state.losses.excludes(before));
    if (after != 0) != (before != 0) {
        // Losses are counted up to the week of a change before grounds change.
        state.spells.note(i, state.losses.counted_to[i], after != 0);
    }
    for r in each(before ^ after) {
        state.losses.lost[r] += if after >> r & 1 == 1 { 1 } else { -1 };
    }
}
