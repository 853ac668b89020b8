//! One week: what the calendar brings and the ledger opened, then six calls in order, and nothing else.

pub mod act;
pub mod block;
pub mod cause;
pub mod dense;
pub mod evidence;
#[cfg(test)]
mod exact;
pub mod household;
pub mod kinds;
pub mod losses;
pub mod mind;
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
pub mod shared;
pub mod spells;
pub mod state;
pub mod stock;
pub mod tally;
pub mod timeline;
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

/// One week of one arm. Within it nobody reads what another wrote in it.
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
) {
    let at = (week % BLOCK) as usize;
    let rules = timeline.rules(state.force, week);
    score::open(state, rules, week);
    turn::turn(state, rules, population, luck, week);
    act::act(state, rules, population, luck, week, &mut block.acts[at]);
    observe::observe(state, rules, population, &block.falses[at]);
    score::score(level, state, rules, population, week);
    sanction::sanction(state, rules, population, luck, week, &block.demands[at]);
    let reviews = Reviews {
        reconsider: &block.reconsider[at],
        ties: &block.tie_review[at],
        healing: &block.healing[at],
        news: state.news.reach(&population.news, timeline.news(state.force, week)),
    };
    respond::respond(level, state, rules, population, luck, week, reviews);
    recourse::recourse(state, queue, rules, population, luck, week);
}
