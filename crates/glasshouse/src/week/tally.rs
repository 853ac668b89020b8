//! What is noted of each person so that measures can be counted at the end. Nothing in it moves the week.

use super::cause::Trigger;
use super::kinds::KindRule;
use super::rules::Rules;
use super::score::Inflation;
use super::state::State;
use crate::measure::bins::{STRATA, burden_bin, gravity_bin, stratum};
use crate::measure::totals::{EXCESS_PER_WEEK, Fall};
use crate::society::people::{CELLS, People};
use crate::unit::POINT;

/// Notes on each person, by number.
#[derive(Debug)]
pub struct Tally {
    /// Gravity of own true records, in thousandths of a day-fine.
    pub gravity: Vec<u64>,
    /// Has an own true record of what costs points or is listed.
    pub recorded: Vec<bool>,
    /// Units of right-weeks lost to false records.
    pub false_units: Vec<i64>,
    /// Gravity of own acts where a regime may look, in thousandths of a day-fine; of interest under `none`.
    pub conduct: Vec<u64>,
}

impl Tally {
    /// Nothing noted of anybody.
    pub fn new(people: usize) -> Tally {
        Tally {
            gravity: vec![0; people],
            recorded: vec![false; people],
            false_units: vec![0; people],
            conduct: vec![0; people],
        }
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

/// Counts the fall by which person i's term of `sanction` has just begun.
pub fn count_fall(
    state: &mut State,
    rules: &Rules,
    inflation: Option<Inflation>,
    cell: u8,
    i: usize,
    sanction: u8,
) {
    let ground = state.terms.own(i, sanction).expect("the term has just begun");
    let (trigger, wholly_false) = (ground.trigger, ground.causes.wholly_false);
    let harmful = |kind: u8| rules.kinds[usize::from(kind)].harm > 0;
    let listed_harm = matches!(trigger, Trigger::Listing { kind, is_false: false } if harmful(kind));
    let harm_left = |inflation: Inflation| {
        let entries = state.ledger.of(i);
        let mut entries = entries.chunks_exact(2).zip(&rules.slots);
        entries.any(|(pair, &kind)| harmful(kind) && inflation.worth(pair[0]).abs() >= POINT)
    };
    let without_harm = !listed_harm && !inflation.is_some_and(harm_left);
    *state.totals.fall(Fall::Any, cell) += 1;
    *state.totals.fall(Fall::OnFalseRecords, cell) += i64::from(wholly_false);
    *state.totals.fall(Fall::WithoutHarm, cell) += i64::from(without_harm);
}

/// Strata of what people do under `none`, from the end state of that arm.
pub fn strata(none: &State) -> Vec<u8> {
    none.tally.conduct.iter().map(|&gravity| stratum(gravity) as u8).collect()
}

/// Counts at the end what follows from a person's losses and records taken together.
pub fn count_person(state: &mut State, people: &People, tariffs: [i64; 3], stratum: u8, i: usize) {
    let cell = usize::from(people.cell[i]);
    let (lost, gravity) = (state.losses.right_weeks[i], state.tally.gravity[i]);
    let weeks = i64::from(lost);
    let totals = &mut state.totals;
    let bin = gravity_bin(gravity) * CELLS + cell;
    totals.gravity_people[bin] += 1;
    totals.gravity_weeks[bin] += weeks;
    let mut by_stratum = [1, weeks, state.tally.false_units[i]].into_iter();
    for row in totals.strata.chunks_exact_mut(STRATA * 2) {
        row[usize::from(stratum) * 2 + people.group(i)] += by_stratum.next().expect("three rows");
    }
    if lost == 0 {
        return;
    }
    totals.burdens[burden_bin(lost, gravity) * CELLS + cell] += 1;
    if !state.tally.recorded[i] {
        totals.unrecorded_weeks[cell] += weeks;
    }
    for (level, tariff) in tariffs.into_iter().enumerate() {
        let answered = i64::try_from(gravity).unwrap_or(i64::MAX).saturating_mul(tariff);
        totals.excess[level * CELLS + cell] += (weeks * EXCESS_PER_WEEK).saturating_sub(answered).max(0);
    }
}
