//! One county under several arms, all weeks.

#[cfg(test)]
mod by_hand;
pub mod record;

use crate::draw::Stream;
use crate::luck::BLOCK;
use crate::measure::pairs::PairTotals;
use crate::measure::totals::{Totals, UNITS_PER_WEEK};
use crate::regime::force::Force;
use crate::society::population::Population;
pub use crate::week::Part;
use crate::week::block::Block;
use crate::week::dense::carry_scores;
use crate::week::losses::{count_losses, settle_all};
use crate::week::recourse::Queue;
use crate::week::rules::Rules;
use crate::week::score::first_scores;
use crate::week::shared::Shared;
use crate::week::state::{State, association};
use crate::week::stock::take_stock;
use crate::week::tally::{Strata, add_up};
use crate::week::timeline::Timeline;
use crate::week::week;

/// What is left of a county when it is done: totals and digests, nobody's record.
#[derive(Clone, Debug, PartialEq)]
pub struct County {
    /// Its number.
    pub number: u32,
    /// Totals of each arm, `none` first, then the plan's arms in order.
    pub arms: Vec<Totals>,
    /// Digest of each arm's end state and totals, in the same order.
    pub digests: Vec<[u8; 32]>,
    /// The plan's arms two by two, in the order (0, 1), (0, 2), ..., (1, 2), ...; `none` counts if it is an arm.
    pub pairs: Vec<PairTotals>,
}

/// Who looks on while a county runs. Nothing that is seen or answered here moves a result.
pub struct Watch<'a> {
    /// Told after each block of weeks the person-weeks of all arms done since the last call; false stops the county.
    pub tick: &'a mut dyn FnMut(u64) -> bool,
    /// Told each part of the work as it ends, so that somebody with a clock can say how long it took.
    pub done: &'a mut dyn FnMut(Part),
    /// Looks at each arm at the end of each week, if it is there.
    pub(crate) look: Option<&'a mut Look<'a>>,
}

/// Looks at an arm of a county at the end of a week.
pub(crate) type Look<'a> = dyn FnMut(Glance<'_>) + 'a;

/// One arm of a county at the end of a week.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance<'a> {
    /// Which of the timelines that are run; `none` is the first.
    pub timeline: usize,
    /// The week.
    pub week: u32,
    /// Its rules.
    pub rules: &'a Rules,
    /// The people and what no regime changes.
    pub population: &'a Population,
    /// What the week has left.
    pub state: &'a State,
}

impl<'a> Watch<'a> {
    /// Somebody who stops the county or lets it go on, and a clock.
    pub fn new(tick: &'a mut dyn FnMut(u64) -> bool, done: &'a mut dyn FnMut(Part)) -> Watch<'a> {
        Watch { tick, done, look: None }
    }
}

/// Runs county `number` for the people of `seed` and the luck of `luck`; see
/// [`crate::experiment::Ready::county`].
pub(crate) fn run(
    shared: &Shared<'_>,
    number: u32,
    seed: u64,
    luck: u64,
    watch: &mut Watch<'_>,
) -> Option<County> {
    let who = Stream::new(seed, number).at(shared.level);
    let luck = Stream::new(luck, number).at(shared.level);
    let spare = shared.spare.lock().expect("nothing panics while it is held").pop();
    let (mut population, mut block, mut bytes) = spare.unwrap_or_default();
    shared.source.redraw(shared.society, &who, &luck, shared.people as usize, &mut population);
    let mut fill = |block: &mut Block, number: u32| block.fill(shared, &population, &luck, number);
    block.leave();
    let arms = live(shared, number, seed, &population, &luck, &mut block, &mut fill, watch)?;
    let county = finish(shared, number, &population, arms, &mut bytes);
    shared.spare.lock().expect("nothing panics while it is held").push((population, block, bytes));
    (watch.done)(Part::Sums);
    Some(county)
}

/// Every arm's weeks, block by block; `fill` makes the events of a `block`, which the arms share.
#[allow(clippy::too_many_arguments)]
fn live<'a>(
    shared: &'a Shared<'_>,
    county: u32,
    seed: u64,
    population: &Population,
    luck: &Stream,
    block: &mut Block,
    fill: &mut dyn FnMut(&mut Block, u32),
    watch: &mut Watch<'_>,
) -> Option<Vec<Arm<'a>>> {
    let arm =
        |timeline: &'a Timeline| Arm::new(shared, timeline, population, luck, timeline.force(seed, county));
    let mut arms: Vec<Arm> = shared.timelines.iter().map(arm).collect();
    if watch.look.is_some() {
        arms.iter_mut().for_each(|arm| arm.state.notes = Some(Vec::new()));
    }
    let end = shared.shape().horizon();
    (watch.done)(Part::People);
    for number in 0..end.div_ceil(BLOCK) {
        fill(block, number);
        (watch.done)(Part::Marks);
        let weeks = number * BLOCK..((number + 1) * BLOCK).min(end);
        for (at, Arm { timeline, state, queue }) in arms.iter_mut().enumerate() {
            for now in weeks.clone() {
                if now == shared.warm_up && now > 0 {
                    state.count_anew(shared.shape());
                }
                week(shared.level, state, queue, timeline, population, luck, block, now, watch.done);
                let rules = timeline.rules(state.force, now);
                take_stock(shared.level, state, rules, population, now);
                (watch.done)(Part::Stock);
                if let Some(look) = &mut watch.look {
                    look(Glance { timeline: at, week: now, rules, population, state });
                    state.notes = Some(Vec::new());
                }
            }
        }
        let done = u64::from(shared.people) * weeks.len() as u64 * arms.len() as u64;
        if !(watch.tick)(done) {
            return None;
        }
    }
    Some(arms)
}

/// Counts what is left to count, and compares; digests are taken of `bytes`, of which only the room is used.
fn finish(
    shared: &Shared<'_>,
    number: u32,
    population: &Population,
    mut arms: Vec<Arm>,
    bytes: &mut Vec<u8>,
) -> County {
    // `none` has run first: what people do where there is no regime is known now.
    let strata = Strata::new(&arms[0].state, &population.people);
    let demands = arms[0].state.totals.demands.clone();
    for arm in &mut arms {
        arm.state.totals.demands.clone_from(&demands);
        arm.close(shared, population, &strata);
    }
    let asked = &shared.arms[1..];
    let right_weeks = |arm: usize| arms[arm].state.losses.right_weeks.as_slice();
    let mut pairs = Vec::new();
    for (at, &a) in asked.iter().enumerate() {
        pairs.extend(asked[at + 1..].iter().map(|&b| PairTotals::compare(right_weeks(a), right_weeks(b))));
    }
    let edges = population.ties.edges.len();
    let digests: Vec<[u8; 32]> = arms.iter().map(|arm| arm.digest(edges, bytes)).collect();
    County {
        number,
        digests: shared.arms.iter().map(|&arm| digests[arm]).collect(),
        arms: shared.arms.iter().map(|&arm| arms[arm].state.totals.clone()).collect(),
        pairs,
    }
}

/// Bytes of one person in a digest.
const PERSON: usize = 33;

/// One arm of a county while it runs.
struct Arm<'a> {
    timeline: &'a Timeline,
    state: State,
    queue: Queue,
}

impl<'a> Arm<'a> {
    fn new(
        shared: &Shared<'_>,
        timeline: &'a Timeline,
        population: &Population,
        luck: &Stream,
        force: Force,
    ) -> Arm<'a> {
        let rules = timeline.rules(force, 0);
        let mut state = State::new(rules, population, luck, shared.shape(), force);
        first_scores(&mut state, rules, population);
        Arm { timeline, state, queue: Queue::default() }
    }

    /// Counts what is still running and adds up the columns that were summed person by person.
    fn close(&mut self, shared: &Shared<'_>, population: &Population, strata: &Strata) {
        let people = &population.people;
        let end = shared.shape().horizon();
        let tariffs = shared.society.tariff.map(|weeks| libm::round(weeks * 1000.0) as i64);
        for i in 0..people.len() {
            if self.state.lost[i] != 0 {
                count_losses(&mut self.state, population, i, end);
            }
        }
        settle_all(&mut self.state, population);
        add_up(&mut self.state, people, tariffs, strata);
        let State { spells, totals, .. } = &mut self.state;
        spells.count(totals, &people.cell, end);
        if let Some(rule) = &self.timeline.rules(self.state.force, end - 1).score {
            carry_scores(&mut self.state, rule, &people.cell, true);
        }
        self.check();
    }

    /// What must hold of everybody at the end: sums are those of their entries, and each week of a right lost is
    /// shared out among causes to the last unit.
    fn check(&self) {
        let state = &self.state;
        let sums = state.ledger.sum_up(state.sum.len(), |_| true);
        assert_eq!(sums, state.sum, "the ledger does not add up");
        let weeks: i64 = state.totals.right_weeks.iter().sum();
        let units: i64 = state.totals.units.iter().sum();
        assert_eq!(units, weeks * UNITS_PER_WEEK, "losses are not shared out among causes");
    }

    /// The end state person by person, the cut edges, then every total, as little-endian words: written to `bytes`, which
    /// keep their room from arm to arm.
    fn digest(&self, edges: usize, bytes: &mut Vec<u8>) -> [u8; 32] {
        let state = &self.state;
        let (people, grids) = (state.fear.len(), state.totals.grids());
        // Hashed in one piece: many times as fast as by person.
        bytes.resize(PERSON * people + edges + 8 * grids.iter().map(|grid| grid.len()).sum::<usize>(), 0);
        let (persons, rest) = bytes.split_at_mut(PERSON * people);
        let (cut, mut rest) = rest.split_at_mut(edges);
        write(state, persons.as_chunks_mut().0);
        cut.fill(0);
        state.cut.all().for_each(|edge| cut[edge as usize] = 1);
        for grid in grids {
            let (words, others) = rest.split_at_mut(8 * grid.len());
            words
                .as_chunks_mut()
                .0
                .iter_mut()
                .zip(grid)
                .for_each(|(word, value)| *word = value.to_le_bytes());
            rest = others;
        }
        blake3::hash(bytes).into()
    }
}

/// Writes everybody down for a digest.
fn write(state: &State, persons: &mut [[u8; PERSON]]) {
    let n = persons.len();
    // As long as each other, so that nothing is checked person by person.
    let (sum, pull, deficits, score) =
        (&state.sum[..n], &state.pull[..n], &state.deficits_of_ties[..n], &state.score[..n]);
    let (weeks, fear, conscience, lost) =
        (&state.losses.right_weeks[..n], &state.fear[..n], &state.conscience[..n], &state.lost[..n]);
    let (aware, expression, debt) = (&state.aware[..n], &state.expression[..n], &state.debt[..n]);
    for (i, person) in persons.iter_mut().enumerate() {
        person[..8].copy_from_slice(&sum[i].to_le_bytes());
        person[8..16].copy_from_slice(&association(pull[i], deficits[i]).to_le_bytes());
        person[16..20].copy_from_slice(&score[i].to_le_bytes());
        person[20..24].copy_from_slice(&weeks[i].to_le_bytes());
        person[24..26].copy_from_slice(&fear[i].to_le_bytes());
        person[26..28].copy_from_slice(&conscience[i].to_le_bytes());
        person[28..30].copy_from_slice(&lost[i].to_le_bytes());
        person[30..].copy_from_slice(&[u8::from(aware[i]), expression[i], debt[i]]);
    }
}
