//! The household's part of a sanction: it begins and ends a week after the sanction does.
//! MODEL.md, section 7.5.

use super::cause::{Causes, Trigger};
use super::losses::{Ground, count_losses, refresh};
use super::rules::Rules;
use super::state::State;
use crate::society::MAX_RIGHTS;
use crate::society::population::Population;
use std::rc::Rc;

/// A fall or an end that reaches the household in `week`; a fall brings its causes along.
#[derive(Clone, Debug)]
pub struct Spread {
    week: u32,
    source: u32,
    sanction: u8,
    causes: Option<Rc<Causes>>,
}

impl Spread {
    /// An end that reaches the household in `week`.
    pub fn end(week: u32, source: u32, sanction: u8) -> Spread {
        Spread { week, source, sanction, causes: None }
    }
}

/// Notes that a fall reaches the household in `week`.
pub fn reach_household(state: &mut State, rules: &Rules, week: u32, i: usize, sanction: u8) {
    let rights = rules.sanctions[usize::from(sanction)].household;
    if rights == 0 {
        return;
    }
    let own = state.terms.own(i, sanction).expect("the term has just begun");
    let causes = Some(Rc::new(Causes::of_household(&own.causes, rights)));
    state.terms.starts.push(Spread { week, source: i as u32, sanction, causes });
}

/// Takes the changes due in `week` out of a list.
fn take_due(list: &mut Vec<Spread>, week: u32) -> Vec<Spread> {
    list.extract_if(.., |spread| spread.week == week).collect()
}

/// Ends household parts whose source ended last week.
pub fn spread_ends(state: &mut State, population: &Population, week: u32) {
    for end in take_due(&mut state.terms.ends, week) {
        for j in population.people.household(end.source as usize) {
            let follows =
                |ground: &Ground| ground.source == Some(end.source) && ground.sanction == end.sanction;
            if state.terms.grounds.of(j).iter().any(follows) {
                count_losses(state, population, j, week);
                state.terms.grounds.retain(j, |ground| !follows(ground));
                refresh(state, j);
            }
        }
    }
}

/// Begins household parts of last week's falls.
pub fn spread_starts(state: &mut State, rules: &Rules, population: &Population, week: u32) {
    for start in take_due(&mut state.terms.starts, week) {
        let source = start.source as usize;
        let causes = start.causes.expect("a fall brings its causes");
        let rights = rules.sanctions[usize::from(start.sanction)].household;
        for j in population.people.household(source).filter(|&j| j != source) {
            count_losses(state, population, j, week);
            let ground = Ground {
                source: Some(start.source),
                sanction: start.sanction,
                rights,
                from: week,
                end: u32::MAX,
                trigger: Trigger::Household,
                causes: causes.clone(),
                parts: [0; MAX_RIGHTS],
            };
            state.terms.grounds.put(j, ground);
            refresh(state, j);
            state.terms.household_hits.push(j as u32);
        }
    }
}
