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
    let (mut population, mut block) = spare.unwrap_or_default();
    shared.source.redraw(shared.society, &who, &luck, shared.people as usize, &mut population);
    let mut fill = |block: &mut Block, number: u32| block.fill(shared, &population, &luck, number);
    block.leave();
    let arms = live(shared, number, seed, &population, &luck, &mut block, &mut fill, watch)?;
    let county = finish(shared, number, &population, arms);
    shared.spare.lock().expect("nothing panics while it is held").push((population, block));
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

fn finish(shared: &Shared<'_>, number: u32, population: &Population, mut arms: Vec<Arm>) -> County {
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
    let digests: Vec<[u8; 32]> = arms.iter().map(|arm| arm.digest(edges)).collect();
    let totals: Vec<Totals> = arms.into_iter().map(Arm::checked).collect();
    // Arms with the same rules were run as one.
    let all_apart = shared.arms.iter().copied().eq(0..totals.len());
    let each_arm = |totals: &Vec<Totals>| shared.arms.iter().map(|&arm| totals[arm].clone()).collect();
    County {
        number,
        digests: shared.arms.iter().map(|&arm| digests[arm]).collect(),
        arms: if all_apart { totals } else { each_arm(&totals) },
        pairs,
    }
}

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
        for i in self.state.terms.grounds.ever() {
            count_losses(&mut self.state, population, i, end);
        }
        settle_all(&mut self.state, population);
        add_up(&mut self.state, people, tariffs, strata);
        let State { spells, totals, .. } = &mut self.state;
        spells.count(totals, &people.cell, end);
        if let Some(rule) = &self.timeline.rules(self.state.force, end - 1).score {
            carry_scores(&mut self.state, rule, &people.cell, true);
        }
    }

    /// The totals, after a look at what must hold of everybody at the end: sums are those of their entries, and each
    /// week of a right lost is shared out among causes to the last unit.
    fn checked(self) -> Totals {
        let State { mut sum, ledger, totals, .. } = self.state;
        ledger.each(|i, _, worth| sum[i] -= worth);
        assert!(sum.iter().all(|&rest| rest == 0), "the ledger does not add up");
        let weeks: i64 = totals.right_weeks.iter().sum();
        let units: i64 = totals.units.iter().sum();
        assert_eq!(units, weeks * UNITS_PER_WEEK, "losses are not shared out among causes");
        totals
    }

    /// The end state person by person, the cut edges, then every total, as little-endian words.
    fn digest(&self, edges: usize) -> [u8; 32] {
        let state = &self.state;
        let (people, mut digest) = (state.fear.len(), Digest::default());
        for from in (0..people).step_by(MANY) {
            let many = MANY.min(people - from);
            write(state, from, digest.room(PERSON * many).as_chunks_mut().0);
        }
        let cut = digest.room(edges);
        state.cut.all().for_each(|edge| cut[edge as usize] = 1);
        for grid in state.totals.grids() {
            let words = digest.room(8 * grid.len()).as_chunks_mut().0;
            words.iter_mut().zip(grid).for_each(|(word, value)| *word = value.to_le_bytes());
        }
        digest.end()
    }
}

/// Bytes hashed at a time: in whole pieces of a power of two they are hashed many times as fast as by person, and are
/// still in the inner caches.
const PIECE: usize = 1 << 16;
/// Bytes of one person in a digest.
const PERSON: usize = 33;
/// People written down at a time.
const MANY: usize = 256;

/// A digest while it is made.
#[derive(Default)]
struct Digest {
    hasher: blake3::Hasher,
    /// What is not hashed yet.
    bytes: Vec<u8>,
}

impl Digest {
    /// Room for the next bytes, all 0.
    fn room(&mut self, len: usize) -> &mut [u8] {
        let whole = self.bytes.len() / PIECE * PIECE;
        self.hasher.update(&self.bytes[..whole]);
        self.bytes.drain(..whole);
        let next = self.bytes.len();
        self.bytes.resize(next + len, 0);
        &mut self.bytes[next..]
    }

    fn end(mut self) -> [u8; 32] {
        self.hasher.update(&self.bytes);
        self.hasher.finalize().into()
    }
}

/// Writes people down for a digest, from person `from` on.
fn write(state: &State, from: usize, persons: &mut [[u8; PERSON]]) {
    // Columns as long as each other, so that nothing is checked person by person.
    let all = from..from + persons.len();
    let (sum, score) = (&state.sum[all.clone()], &state.score[all.clone()]);
    let (pull, deficits) = (&state.pull[all.clone()], &state.deficits_of_ties[all.clone()]);
    let (weeks, lost) = (&state.losses.right_weeks[all.clone()], &state.lost[all.clone()]);
    let (fear, conscience) = (&state.fear[all.clone()], &state.conscience[all.clone()]);
    let (aware, expression) = (&state.aware[all.clone()], &state.expression[all.clone()]);
    let debt = &state.debt[all];
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
