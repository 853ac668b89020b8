//! Privileges: what a high score gives, until it falls or a sanction does. MODEL.md, section 7.5.

use super::rules::Rules;
use super::state::State;
use crate::society::people::CELLS;
use crate::society::population::Population;

/// How a person stands to the privileges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    /// Bit p: the person holds privilege p.
    held: u8,
    /// Bit p: privilege p may begin for the person.
    armed: u8,
}

/// Whoever never came near any.
const FAR: Standing = Standing { held: 0, armed: u8::MAX };

/// All privileges of a county under one arm; empty columns where the arm has none.
#[derive(Debug)]
pub struct Privileges {
    /// How everybody stands to them.
    standings: Vec<Standing>,
    /// `[privilege][person]` Week in which the running term is over.
    pub end: Vec<Vec<u32>>,
    /// `[cell]` People who hold any now.
    now: [i64; CELLS],
}

impl Privileges {
    /// Nobody has any, all are armed.
    pub fn new(people: usize, rules: &Rules) -> Privileges {
        let count = rules.privileges.len();
        let people = if count == 0 { 0 } else { people };
        Privileges { standings: vec![FAR; people], end: vec![vec![0; people]; count], now: [0; CELLS] }
    }

    /// Those that person i holds, a bit for each.
    pub fn held(&self, i: usize) -> u8 {
        self.standings.get(i).map_or(0, |standing| standing.held)
    }

    /// Whether anything can change for person i, who is `above` a line or not: not while none is held, all are armed
    /// and no line is reached. There are privileges.
    pub fn stir(&self, i: usize, above: bool) -> bool {
        above || self.standings[i] != FAR
    }

    /// Everybody loses theirs.
    pub fn end_all(&mut self) {
        self.standings.iter_mut().for_each(|standing| standing.held = 0);
        self.now = [0; CELLS];
    }
}

/// Every privilege of person i, if the person is in scope, in order, after the own sanctions: held, free, armed.
pub fn privileges(state: &mut State, rules: &Rules, population: &Population, week: u32, i: usize) {
    if rules.privileges.is_empty() || !state.scope[i] {
        return;
    }
    let punished = state.terms.grounds.of(i).iter().any(|ground| ground.source.is_none());
    let own = &mut state.privileges;
    let standing = &mut own.standings[i];
    let favoured = standing.held != 0;
    for (p, rule) in rules.privileges.iter().enumerate() {
        let bit = 1u8 << p;
        let above = state.band[i] <= rule.line;
        let held_before = standing.held & bit != 0;
        let mut begins = false;
        if held_before && punished {
            standing.held &= !bit;
            standing.armed |= bit;
        } else if held_before && week >= own.end[p][i] {
            begins = rule.renews && above;
            standing.held &= !bit;
        }
        if standing.held & bit == 0 && !begins {
            if standing.armed & bit != 0 && above && !punished {
                standing.armed &= !bit;
                begins = true;
            } else if !above {
                standing.armed |= bit;
            }
        }
        if begins {
            standing.held |= bit;
            own.end[p][i] = week.saturating_add(rule.lasts);
            state.terms.schedule(i as u32, week.saturating_add(rule.lasts));
        }
    }
    if favoured != (standing.held != 0) {
        own.now[usize::from(population.people.cell[i])] += if favoured { -1 } else { 1 };
    }
}

/// Counts who holds a privilege this week.
pub fn count(state: &mut State) {
    for (sum, now) in state.totals.privilege_weeks.iter_mut().zip(state.privileges.now) {
        *sum += now;
    }
}
