//! For whom the machine of sanctions and privileges can change anything in a week.

use super::events::Record;
use super::rules::Rules;
use super::state::State;
use super::terms::every;

/// Everybody for whom anything can change this week, in order, once each.
pub fn touched(state: &mut State, rules: &Rules, listed: &[Record], week: u32) -> Vec<u32> {
    let lines = Lines::new(rules);
    listed.iter().for_each(|record| state.terms.touched.add(record.person));
    for at in 0..state.ending_acts.len() {
        state.terms.touched.add(state.ending_acts[at].person);
    }
    for at in 0..state.crossed.len() {
        lines.touch(state, state.crossed[at]);
    }
    // Before week 0 nobody is below a line; whoever is above one for a privilege crosses nothing.
    if week == state.force.from && (week > 0 || !rules.privileges.is_empty()) {
        (0..state.scope.len() as u32).for_each(|person| lines.touch(state, person));
    }
    state.terms.touch_due(week);
    state.terms.touched.take()
}

/// The lines of a week, as far as it matters whether a score is below any of a sanction or at any of a privilege.
struct Lines {
    /// A bit for each sanction.
    sanctions: u16,
    /// Whoever is below more lines of the whole score than this is below one of a sanction.
    below: u8,
    /// The same for scores of some contexts alone, by their number.
    partials: Vec<(usize, u8)>,
    /// Whoever is below no more lines than this is at one of a privilege; none without privileges.
    at: Option<u8>,
}

impl Lines {
    fn new(rules: &Rules) -> Lines {
        let mut lines = Lines {
            sanctions: every(rules),
            below: u8::MAX,
            partials: Vec::new(),
            at: rules.privileges.iter().map(|rule| rule.line).max(),
        };
        for line in rules.sanctions.iter().filter_map(|rule| rule.line) {
            match line.partial {
                None => lines.below = lines.below.min(line.at),
                Some(partial) => lines.partials.push((usize::from(partial), line.at)),
            }
        }
        lines
    }

    /// Has person i looked at where the score stands so that it can change anything: not while all is armed, no score is
    /// below a line of a sanction and none at one of a privilege.
    fn touch(&self, state: &mut State, person: u32) {
        let i = person as usize;
        let stirs = state.scope[i]
            && (state.band[i] > self.below
                || !state.terms.is_armed(i, self.sanctions)
                || self.partials.iter().any(|&(partial, at)| state.partials[partial].band[i] > at)
                || self.at.is_some_and(|at| state.privileges.stir(i, state.band[i] <= at)));
        if stirs {
            state.terms.touched.add(person);
        }
    }
}
