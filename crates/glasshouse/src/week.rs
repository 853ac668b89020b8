//! One week: what the calendar brings and the ledger opened, then six calls in order, and nothing else.

pub mod act;
pub mod block;
pub mod by_week;
pub mod cause;
pub mod crowds;
pub mod dense;
pub mod events;
pub mod evidence;
#[cfg(test)]
mod exact;
pub mod household;
pub mod kinds;
pub mod ledger;
pub mod losses;
pub mod marks;
pub mod mind;
pub mod mood;
pub mod observe;
pub mod news;
pub mod note;
pub mod planes;
pub mod privilege;
pub mod ranks;
pub mod recourse;
pub mod respond;
pub mod rules;
pub mod sanction;
pub mod score;
pub mod set;
pub mod shared;
pub mod spells;
pub mod standing;
pub mod state;
pub mod stock;
pub mod sums;
pub mod tally;
pub mod terms;
pub mod timeline;
pub mod touched;
pub mod turn;

use crate::draw::Stream;
use crate::level::Level;
use crate::luck::BLOCK;
use crate::society::population::Population;
use block::Block;
use recourse::Queue;
use respond::Reviews;
use state::State;
use timeline::Timeline;

/// A part of the work on a county. All but the first, the second and the last come once a week and arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// People, ties and what each arm starts with.
    People,
    /// The marks of luck of a block of weeks, for all arms.
    Marks,
    /// What the calendar brings.
    Calendar,
    /// Who does what.
    Act,
    /// What becomes a record.
    Observe,
    /// The ledger and the scores.
    Score,
    /// Rights taken and returned.
    Sanction,
    /// What people make of it.
    Respond,
    /// Appeals.
    Recourse,
    /// What is read at a year's end.
    Stock,
    /// The sums of a county that is done.
    Sums,
}

impl Part {
    /// Every part, in the order in which they come.
    pub const ALL: [Part; 11] = [
        Part::People,
        Part::Marks,
        Part::Calendar,
        Part::Act,
        Part::Observe,
        Part::Score,
        Part::Sanction,
        Part::Respond,
        Part::Recourse,
        Part::Stock,
        Part::Sums,
    ];
}

/// One week of one arm. Within it nobody reads what another wrote in it. `done` is told each part as it ends.
#[allow(clippy::too_many_arguments)]
pub fn week(
    level: Level,
    state: &mut State,
    queue: &mut Queue,
    timeline: &Timeline,
    population: &Population,
    luck: &Stream,
    block: &mut Block,
    week: u32,
    done: &mut dyn FnMut(Part),
) {
    let at = (week % BLOCK) as usize;
    let rules = timeline.rules(state.force, week);
    score::open(state, rules, week);
    turn::turn(state, rules, population, luck, week);
    done(Part::Calendar);
    act::act(level, state, rules, population, luck, week, &mut block.acts);
    done(Part::Act);
    observe::observe(state, rules, population, block.falses.of(at));
    done(Part::Observe);
    score::score(level, state, rules, population, week);
    done(Part::Score);
    sanction::sanction(state, rules, population, luck, week, block.demands.of(at));
    done(Part::Sanction);
    let reviews = Reviews {
        reconsider: block.reconsider.of(at),
        ties: block.tie_review.of(at),
        healing: block.healing.of(at),
        news: state.news.reach(&population.news, timeline.news(state.force, week)),
    };
    respond::respond(level, state, rules, population, luck, week, reviews);
    done(Part::Respond);
    recourse::recourse(state, queue, rules, population, luck, week);
    done(Part::Recourse);
}
