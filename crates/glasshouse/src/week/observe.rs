//! observe: what the regime gets to know, true and false. MODEL.md, section 7.3.
//!
//! From here on the regime works with records only; acts are the truth, and the two never mix.

use super::block::FalseMark;
use super::events::{Act, Record};
use super::kinds::{Brake, PLACES};
use super::note::Note;
use super::rules::Rules;
use super::state::{State, debt, place};
use super::tally::ROOM;
use crate::society::people::CELLS;
use crate::society::population::Population;

/// This week's records, from acts in view and from marks of false records.
pub fn observe(state: &mut State, rules: &Rules, population: &Population, falses: &[FalseMark]) {
    let mut in_view = std::mem::take(&mut state.in_view);
    in_view.kept().chunk_by(|a, b| a.kind() == b.kind()).for_each(|acts| see(state, rules, acts));
    in_view.clear();
    state.in_view = in_view;
    if rules.none {
        return;
    }
    for mark in falses {
        let i = mark.person as usize;
        if state.scope[i]
            && mark.height
                < rules.kinds[usize::from(mark.kind)].false_hazard[place(population.people.cell[i])].0
        {
            state.records.push(Record { person: mark.person, is_false: true, kind: mark.kind });
            let cell = usize::from(population.people.cell[i]);
            state.totals.false_records[usize::from(mark.kind) * CELLS + cell] += 1;
            state.note(i, |_| Note::Record { kind: mark.kind, is_false: true });
        }
    }
}

/// Records of acts of one kind. Whether an act is recorded is hard to foresee: every record is written, and kept by
/// moving on.
fn see(state: &mut State, rules: &Rules, acts: &[Act]) {
    let kind = acts[0].kind();
    let rule = &rules.kinds[usize::from(kind)];
    let State { scope, records, .. } = state;
    let (first, mut counts) = (records.len(), [0; ROOM]);
    records.resize(first + acts.len(), Record { person: 0, is_false: false, kind });
    let (room, mut seen) = (&mut records[first..], 0);
    for act in acts {
        let recorded = scope[act.person() as usize] & rule.coverage[act.cell() % PLACES].hit(act.observed);
        room[seen].person = act.person();
        seen += usize::from(recorded);
        counts[act.cell() % ROOM] += i64::from(recorded);
    }
    records.truncate(first + seen);
    let grid = &mut state.totals.true_records[usize::from(kind) * CELLS..][..CELLS];
    grid.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    let State { records, tally, debt, notes, .. } = state;
    let recorded = || records[first..].iter().map(|record| record.person as usize);
    tally.record(rule, recorded());
    if rule.brake == Brake::Debt {
        recorded().for_each(|i| debt[i] |= if debt[i] & debt::OWED != 0 { debt::KNOWN } else { 0 });
    }
    if let Some(notes) = notes {
        notes.extend(recorded().map(|i| (i as u32, Note::Record { kind, is_false: false })));
    }
}
