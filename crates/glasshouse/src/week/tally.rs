//! What is noted of each person so that measures can be counted at the end. Nothing in it moves the week.

use super::cause::Trigger;
use super::kinds::KindRule;
use super::ledger::{Entries, Ledger};
use super::rules::Rules;
use super::score::Inflation;
use super::state::State;
use crate::measure::bins::{GRAVITIES, STRATA, burden_bin, gravity_bin, stratum};
use crate::measure::totals::{EXCESS_PER_WEEK, Fall};
use crate::society::people::{CELLS, People, flag};
use crate::unit::POINT;

/// Room for the cells, a power of two, so that no index need be checked.
pub const ROOM: usize = CELLS.next_power_of_two();

/// Notes on each person, by number.
#[derive(Debug)]
pub struct Tally {
    /// Gravity of own true records, in thousandths of a day-fine; empty under `none`, where nothing is recorded.
    pub gravity: Vec<u64>,
    /// Has an own true record of what costs points or is listed; likewise.
    pub recorded: Vec<bool>,
    /// Gravity of own acts where a regime may look, in thousandths of a day-fine; empty but under `none`.
    pub conduct: Vec<u64>,
}

impl Tally {
    /// Nothing noted of anybody, under `none` or not.
    pub fn new(people: usize, none: bool) -> Tally {
        let (recorded, known) = if none { (0, people) } else { (people, 0) };
        Tally { gravity: vec![0; recorded], recorded: vec![false; recorded], conduct: vec![0; known] }
    }

    /// Forgets what was noted.
    pub fn clear(&mut self) {
        self.gravity.fill(0);
        self.recorded.fill(false);
        self.conduct.fill(0);
    }

    /// Notes a true record of each of these people, all of one kind.
    pub fn record(&mut self, rule: &KindRule, people: impl Iterator<Item = usize> + Clone) {
        if rule.gravity != 0 {
            people.clone().for_each(|i| self.gravity[i] += u64::from(rule.gravity));
        }
        if rule.points < 0 || rule.listed_by != 0 {
            people.for_each(|i| self.recorded[i] = true);
        }
    }
}

/// Counts the fall by which person i's term of `sanction` has just begun; `entries` finds what the person has of each
/// kind.
pub fn count_fall(
    state: &mut State,
    rules: &Rules,
    inflation: Option<Inflation>,
    cell: u8,
    (i, sanction): (usize, u8),
    entries: impl Fn(&Ledger) -> Entries,
) {
    let ground = state.terms.own(i, sanction).expect("the term has just begun");
    let (trigger, wholly_false) = (ground.trigger, ground.causes.wholly_false);
    let harmful = |kind: u8| rules.kinds[usize::from(kind)].harm > 0;
    let listed_harm = matches!(trigger, Trigger::Listing { kind, is_false: false } if harmful(kind));
    let harm_left = |inflation: Inflation| {
        let entries = entries(&state.ledger);
        let mut entries = entries.chunks_exact(2).zip(&rules.slots);
        entries.any(|(pair, &kind)| harmful(kind) && inflation.worth(pair[0]).abs() >= POINT)
    };
    let without_harm = !listed_harm && !inflation.is_some_and(harm_left);
    *state.totals.fall(Fall::Any, cell) += 1;
    *state.totals.fall(Fall::OnFalseRecords, cell) += i64::from(wholly_false);
    *state.totals.fall(Fall::WithoutHarm, cell) += i64::from(without_harm);
}

/// Strata of what people do under `none`.
pub struct Strata {
    /// `[person]` Stratum · 2 + group.
    of: Vec<u8>,
    /// `[stratum][group]` People.
    people: [i64; STRATA * 2],
}

impl Strata {
    /// From the end state of `none`.
    pub fn new(none: &State, people: &People) -> Strata {
        let place = |(&gravity, cell): (&u64, &u8)| (stratum(gravity) * 2) as u8 + (cell & 1);
        let of: Vec<u8> = none.tally.conduct.iter().zip(&people.cell).map(place).collect();
        let mut people = [0; STRATA * 2];
        of.iter().for_each(|&at| people[usize::from(at)] += 1);
        Strata { of, people }
    }
}

/// Adds up by cell at the end what was summed person by person: of everybody first, then of those who lost anything.
pub fn add_up(state: &mut State, people: &People, tariffs: [i64; 3], strata: &Strata) {
    add_columns(state, people);
    for (sum, &people) in state.totals.strata.iter_mut().zip(&strata.people) {
        *sum += people;
    }
    for i in state.terms.grounds.ever() {
        if state.losses.right_weeks[i] > 0 {
            count_loser(state, usize::from(people.cell[i]), tariffs, usize::from(strata.of[i]), i);
        }
    }
}

/// Gravities, and fear and conscience of adults, by cell.
fn add_columns(state: &mut State, people: &People) {
    let mut sums = [[0; 2]; ROOM];
    let mut gravities = [[0; ROOM]; GRAVITIES];
    let minds = state.conscience.iter().zip(&state.sums.conscience).zip(&state.sums.fear);
    for (((&conscience, &summed), &fear), (&cell, &flags)) in minds.zip(people.cell.iter().zip(&people.flags))
    {
        let sums = &mut sums[usize::from(cell) % ROOM];
        let adult = i64::from(flags & flag::ADULT != 0);
        sums[0] += adult * i64::from(fear);
        sums[1] += adult * (state.sums.rests * i64::from(conscience) + i64::from(summed));
    }
    for (&gravity, &cell) in state.tally.gravity.iter().zip(&people.cell) {
        gravities[gravity_bin(gravity)][usize::from(cell) % ROOM] += 1;
    }
    if state.tally.gravity.is_empty() {
        gravities[0][..CELLS].copy_from_slice(&state.totals.people);
    }
    let totals = &mut state.totals;
    for cell in 0..CELLS {
        let [fear, conscience] = sums[cell];
        totals.fear[cell] += fear;
        totals.conscience[cell] += conscience;
        for (bin, people) in gravities.iter().enumerate() {
            totals.gravity_people[bin * CELLS + cell] += people[cell];
        }
    }
}

/// Counts what follows from the losses and records, taken together, of a person who lost anything.
fn count_loser(state: &mut State, cell: usize, tariffs: [i64; 3], stratum: usize, i: usize) {
    let (lost, gravity) = (state.losses.right_weeks[i], state.tally.gravity[i]);
    let weeks = i64::from(lost);
    let false_units = state.terms.grounds.false_units(i);
    let totals = &mut state.totals;
    totals.ever_restricted[cell] += 1;
    totals.gravity_weeks[gravity_bin(gravity) * CELLS + cell] += weeks;
    totals.strata[STRATA * 2 + stratum] += weeks;
    totals.strata[2 * STRATA * 2 + stratum] += false_units;
    totals.burdens[burden_bin(lost, gravity) * CELLS + cell] += 1;
    if !state.tally.recorded[i] {
        totals.unrecorded_weeks[cell] += weeks;
    }
    for (level, tariff) in tariffs.into_iter().enumerate() {
        let answered = i64::try_from(gravity).unwrap_or(i64::MAX).saturating_mul(tariff);
        totals.excess[level * CELLS + cell] += (weeks * EXCESS_PER_WEEK).saturating_sub(answered).max(0);
    }
}
