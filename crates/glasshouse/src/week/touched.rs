//! For whom the machine of sanctions and privileges can change anything in a week.

use super::rules::{Rules, SanctionRule};
use super::state::{Record, State};

/// Everybody for whom anything can change this week, in order, once each.
pub fn touched(state: &mut State, rules: &Rules, listed: &[Record], week: u32) -> Vec<u32> {
    let mut touched: Vec<u32> = listed.iter().map(|record| record.person).collect();
    touched.extend(state.ending_acts.iter().map(|act| act.person));
    touched.extend(state.crossed.iter().filter(|&&person| stirs(state, rules, person)));
    state.terms.take_due(week, &mut touched);
    // Before week 0 nobody is below a line; whoever is above one for a privilege crosses nothing.
    if week == state.force.from && (week > 0 || !rules.privileges.is_empty()) {
        touched.extend((0..state.scope.len() as u32).filter(|&person| stirs(state, rules, person)));
    }
    touched.sort_unstable();
    touched.dedup();
    touched
}

/// Whether a score where person i's stands can change anything: not while all is armed, no score is below a line of a
/// sanction and none at one of a privilege.
fn stirs(state: &State, rules: &Rules, person: u32) -> bool {
    let i = person as usize;
    let below = |rule: &SanctionRule| rule.line.is_some_and(|line| state.below(line, i));
    state.scope[i]
        && (!state.terms.all_armed(rules, i)
            || rules.sanctions.iter().any(below)
            || state.privileges.stir(rules, i, state.band[i]))
}
