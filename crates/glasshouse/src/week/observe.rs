//! observe: what the regime gets to know, true and false. MODEL.md, section 7.3.
//!
//! From here on the regime works with records only; acts are the truth, and the two never mix.

use super::block::FalseMark;
use super::kinds::Brake;
use super::note::Note;
use super::rules::Rules;
use super::state::{Record, State, debt, place};
use crate::society::people::CELLS;
use crate::society::population::Population;

/// This week's records, from acts in view and from marks of false records.
pub fn observe(state: &mut State, rules: &Rules, population: &Population, falses: &[FalseMark]) {
    for at in 0..state.in_view.len() {
        let act = state.in_view[at];
        let (i, rule) = (act.person as usize, &rules.kinds[usize::from(act.kind)]);
        if state.scope[i] && rule.coverage[place(population, i)].hit(act.observed) {
            state.records.push(Record { person: act.person, is_false: false, kind: act.kind });
            if rule.brake == Brake::Debt && state.debt[i] & debt::OWED != 0 {
                state.debt[i] |= debt::KNOWN;
            }
            count(&mut state.totals.true_records, act.kind, population, i);
            state.tally.record(i, rule);
            state.note(i, |_| Note::Record { kind: act.kind, is_false: false });
        }
    }
    state.in_view.clear();
    if rules.none {
        return;
    }
    for mark in falses {
        let i = mark.person as usize;
        if state.scope[i]
            && mark.height < rules.kinds[usize::from(mark.kind)].false_hazard[place(population, i)].0
        {
            state.records.push(Record { person: mark.person, is_false: true, kind: mark.kind });
            count(&mut state.totals.false_records, mark.kind, population, i);
            state.note(i, |_| Note::Record { kind: mark.kind, is_false: true });
        }
    }
}

fn count(grid: &mut [i64], kind: u8, population: &Population, i: usize) {
    grid[usize::from(kind) * CELLS + usize::from(population.people.cell[i])] += 1;
}
