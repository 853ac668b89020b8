//! Privileges: what a high score gives, until it falls or a sanction does. MODEL.md, section 7.5.

use super::rules::Rules;
use super::state::State;
use crate::society::people::CELLS;
use crate::society::population::Population;

/// All privileges of a county under one arm; empty columns where the arm has none.
#[derive(Debug)]
pub struct Privileges {
    /// Bit p: the person holds privilege p.
    pub held: Vec<u8>,
    /// Bit p: privilege p may begin for the person.
    armed: Vec<u8>,
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
        Privileges {
            held: vec![0; people],
            armed: vec![u8::MAX; people],
            end: vec![vec![0; people]; count],
            now: [0; CELLS],
        }
    }

    /// Whether anything can change for person i, who is `above` a line or not: not while none is held, all are armed
    /// and no line is reached. There are privileges.
    pub fn stir(&self, i: usize, above: bool) -> bool {
        above || self.held[i] != 0 || self.armed[i] != u8::MAX
    }

    /// Everybody loses theirs.
    pub fn end_all(&mut self) {
        self.held.fill(0);
        self.now = [0; CELLS];
    }
}

/// Every privilege of person i in order, after the person's own sanctions: held, free, armed.
pub fn privileges(state: &mut State, rules: &Rules, population: &Population, week: u32, i: usize) {
    if rules.privileges.is_empty() {
        return;
    }
    let punished = state.terms.grounds.of(i).iter().any(|ground| ground.source.is_none());
    let favoured = state.privileges.held[i] != 0;
    for (p, rule) in rules.privileges.iter().enumerate() {
        let bit = 1u8 << p;
        let above = state.band[i] <= rule.line;
        let own = &mut state.privileges;
        let held_before = own.held[i] & bit != 0;
        let mut begins = false;
        if held_before && punished {
            own.held[i] &= !bit;
            own.armed[i] |= bit;
        } else if held_before && week >= own.end[p][i] {
            begins = rule.renews && above;
            own.held[i] &= !bit;
        }
        if own.held[i] & bit == 0 && !begins {
            if own.armed[i] & bit != 0 && above && !punished {
                own.armed[i] &= !bit;
                begins = true;
            } else if !above {
                own.armed[i] |= bit;
            }
        }
        if begins {
            own.held[i] |= bit;
            own.end[p][i] = week.saturating_add(rule.lasts);
            state.terms.schedule(i as u32, week.saturating_add(rule.lasts));
        }
    }
    let own = &mut state.privileges;
    let cell = usize::from(population.people.cell[i]);
    own.now[cell] += i64::from(own.held[i] != 0) - i64::from(favoured);
}

/// Counts who holds a privilege this week.
pub fn count(state: &mut State) {
    for (sum, now) in state.totals.privilege_weeks.iter_mut().zip(state.privileges.now) {
        *sum += now;
    }
}
