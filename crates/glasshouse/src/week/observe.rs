//! observe: what the regime gets to know, true and false. MODEL.md, section 7.3.
//!
//! From here on the regime works with records only; acts are the truth, and the two never mix.

use super::block::FalseMark;
use super::kinds::Brake;
use super::note::Note;
use super::rules::Rules;
use super::state::{Act, Record, State, debt, place};
use crate::society::people::CELLS;
use crate::society::population::Population;

/// This week's records, from acts in view and from marks of false records.
pub fn observe(state: &mut State, rules: &Rules, population: &Population, falses: &[FalseMark]) {
    let mut in_view = std::mem::take(&mut state.in_view);
    in_view.chunk_by(|a, b| a.kind == b.kind).for_each(|acts| see(state, rules, population, acts));
    in_view.clear();
    state.in_view = in_view;
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

/// Records of acts of one kind. Whether an act is recorded is hard to foresee: every record is written, and kept by
/// moving on.
fn see(state: &mut State, rules: &Rules, population: &Population, acts: &[Act]) {
    let kind = acts[0].kind;
    let rule = &rules.kinds[usize::from(kind)];
    let State { scope, records, .. } = state;
    let first = records.len();
    let mut end = first;
    records.resize(first + acts.len(), Record { person: 0, is_false: false, kind });
    for act in acts {
        let i = act.person as usize;
        records[end].person = act.person;
        end += usize::from(scope[i] & rule.coverage[place(population, i)].hit(act.observed));
    }
    records.truncate(end);
    for at in first..end {
        let i = state.records[at].person as usize;
        if rule.brake == Brake::Debt && state.debt[i] & debt::OWED != 0 {
            state.debt[i] |= debt::KNOWN;
        }
        count(&mut state.totals.true_records, kind, population, i);
        state.tally.record(i, rule);
        state.note(i, |_| Note::Record { kind, is_false: false });
    }
}

fn count(grid: &mut [i64], kind: u8, population: &Population, i: usize) {
    grid[usize::from(kind) * CELLS + usize::from(population.people.cell[i])] += 1;
}
