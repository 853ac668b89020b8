//! Coming into force and going out of it, in one county and one arm. MODEL.md, section 7.8.

use super::events::Act;
use super::losses::{count_losses, refresh};
use super::rules::Rules;
use super::state::State;
use crate::draw::Stream;
use crate::society::population::{DEBT_AT_START, Population};

/// What a week begins with where the regime comes into force or goes out of it.
///
/// In week 0 there is nothing to do: those who know the regime then have long known it, and old debts are
/// recorded with the state before week 0.
pub fn turn(state: &mut State, rules: &Rules, population: &Population, luck: &Stream, week: u32) {
    if week == 0 {
        return;
    }
    if week == state.force.from {
        record_debts(state, rules, population, luck, week);
    }
    if week == state.force.from || week == state.force.until {
        state.retarget_all(rules, population);
    }
}

/// Whoever is in debt when the regime comes into force may be recorded in that week, as old debts are in week 0.
fn record_debts(state: &mut State, rules: &Rules, population: &Population, luck: &Stream, week: u32) {
    let Some(kind) = rules.debt.filter(|&k| rules.kinds[k].slot.is_some()) else { return };
    for &person in &state.debtors {
        state.truth[person as usize] += state.units[kind];
        let observed = luck.words(person, DEBT_AT_START, week)[1];
        let cell = population.people.cell[person as usize];
        state.in_view.push(Act::new(person, cell, kind as u8, observed));
    }
}

/// The regime goes out of force in `week`: every ground ends, every privilege, and whatever waits.
pub fn release(state: &mut State, population: &Population, week: u32) {
    for i in 0..state.lost.len() {
        if !state.terms.grounds.of(i).is_empty() {
            count_losses(state, population, i, week);
            state.terms.grounds.retain(i, |_| false);
            refresh(state, i);
        }
    }
    state.terms.drop_pending();
    state.privileges.end_all();
}
