//! recourse: appeals are filed, wait, and are decided by reviewers who err. MODEL.md, section 7.7.

use super::cause::Trigger;
use super::note::Note;
use super::rules::{RecourseRule, Rules};
use super::sanction::end_upheld;
use super::score::add;
use super::state::State;
use crate::draw::Stream;
use crate::measure::totals::{Appeal, Series};
use crate::society::population::Population;
use crate::unit::Chance;

/// An appeal that waits; the order of its fields is the order of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    filed: u32,
    lot: u32,
    person: u32,
    sanction: u8,
}

/// The queue of a county.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Vec<Waiting>,
    /// Part of a decision left over, in 16ths.
    left: u64,
}

/// Files this week's appeals and decides as many as there are slots.
pub fn recourse(
    state: &mut State,
    queue: &mut Queue,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
) {
    let Some(rule) = &rules.recourse else { return };
    if !rules.in_force {
        *queue = Queue::default();
        return;
    }
    file(state, queue, rules, rule.files, population, luck, week);
    let budget = queue.left + rule.capacity;
    queue.left = budget & 0xFFFF;
    let mut slots = budget >> 16;
    queue.waiting.sort_unstable();
    let mut served = 0;
    for at in 0..queue.waiting.len() {
        let appeal = queue.waiting[at];
        if !runs(state, appeal) {
            served += 1;
            continue;
        }
        if slots == 0 {
            break;
        }
        slots -= 1;
        served += 1;
        decide(state, rules, rule, population, luck, week, appeal);
    }
    queue.waiting.drain(..served);
}

fn file(
    state: &mut State,
    queue: &mut Queue,
    rules: &Rules,
    files: Chance,
    population: &Population,
    luck: &Stream,
    week: u32,
) {
    for at in 0..state.terms.new_terms.len() {
        let term = state.terms.new_terms[at];
        let sanction = &rules.sanctions[usize::from(term.sanction)];
        if !sanction.appeal || !files.hit(luck.word(term.person, sanction.files, week)) {
            continue;
        }
        let i = term.person as usize;
        let cell = population.people.cell[i];
        let wrong = state.terms.own(i, term.sanction).is_some_and(|ground| ground.causes.wrong);
        *state.totals.appeal(Appeal::Filed, cell) += 1;
        state.note(i, |_| Note::Filed { sanction: term.sanction });
        *state.totals.appeal(Appeal::WrongTermsAppealed, cell) += i64::from(wrong);
        *state.totals.at(Series::Appeals, week as usize) += 1;
        let lot = luck.word(term.person, sanction.queues, week);
        queue.waiting.push(Waiting { filed: week, lot, person: term.person, sanction: term.sanction });
    }
}

/// Whether the term appealed against still runs.
fn runs(state: &State, appeal: Waiting) -> bool {
    state.terms.own(appeal.person as usize, appeal.sanction).is_some_and(|ground| ground.from == appeal.filed)
}

fn decide(
    state: &mut State,
    rules: &Rules,
    rule: &RecourseRule,
    population: &Population,
    luck: &Stream,
    week: u32,
    appeal: Waiting,
) {
    let (i, s) = (appeal.person as usize, usize::from(appeal.sanction));
    let ground = state.terms.own(i, appeal.sanction).expect("the term runs");
    let (trigger, wrong) = (ground.trigger, ground.causes.wrong);
    let ends = if wrong { rule.wrong_ended[population.people.group(i)] } else { rule.right_ended };
    let upheld = ends.hit(luck.word(appeal.person, rules.sanctions[s].review, week));
    let cell = population.people.cell[i];
    *state.totals.appeal(Appeal::Decided, cell) += 1;
    *state.totals.appeal(Appeal::DecidedWrong, cell) += i64::from(wrong);
    *state.totals.appeal(Appeal::Upheld, cell) += i64::from(upheld);
    *state.totals.appeal(Appeal::RefusedWrong, cell) += i64::from(wrong && !upheld);
    state.note(i, |state| {
        let ground = state.terms.own(i, appeal.sanction).expect("the term runs").clone();
        Note::Decided { upheld, ground: Box::new(ground) }
    });
    if upheld {
        end_upheld(state, population, i, s, week);
        strike(state, rules, i, trigger);
    }
}

/// Strikes the false entries a ground rests on: of the listed kind, or of all for a score.
fn strike(state: &mut State, rules: &Rules, i: usize, trigger: Trigger) {
    let struck = |kind: u8| match trigger {
        Trigger::Listing { kind: listed, .. } => kind == listed,
        _ => true,
    };
    let entries = state.ledger.strike(i, |slot| struck(rules.slots[slot]));
    for (entry, &kind) in entries.iter().skip(1).step_by(2).zip(&rules.slots) {
        add(state, rules, i, usize::from(kind), -entry);
    }
}
