//! act: what people do. An act happens at each mark below this week's hazard.
//!
//! λ = rate/52 · z · (1 − κ m)/(1 − κ m̄0) · exp(−aware · (β c stake + ψ f g)). Marks are kept below the
//! line where nothing holds back, so here only what holds back is left. MODEL.md, section 7.2.

use super::block::ActMarks;
use super::events::{Act, EndingAct};
use super::kinds::KindRule;
use super::marks::of_kind;
use super::mood;
use super::note::Note;
use super::rules::Rules;
use super::state::State;
use super::terms::Holding;
use crate::draw::{Decision, Stream};
use crate::level::Level;
use crate::luck::BLOCK;
use crate::measure::totals::Series;
use crate::regime::Until;
use crate::society::people::CELLS;
use crate::society::population::Population;

/// This week's acts.
///
/// The arm `none`, which runs first, notes on each mark whether it was done, and counts. The other arms take over
/// its counts and add what they have more, or less.
pub fn act(
    level: Level,
    state: &mut State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    acts: &mut ActMarks,
) {
    let at = (week % BLOCK) as usize;
    let ActMarks { kinds, done: under_none } = acts;
    let under_none = &mut under_none[at];
    take_moods(level, state);
    let paying = payers(state, rules, population, luck, week);
    if rules.none {
        under_none.clear();
        under_none.resize(rules.kinds.len(), [[0; CELLS]; 2]);
    }
    for (k, done) in under_none.iter().enumerate() {
        add_counts(state, &rules.kinds[k], k, week, done);
    }
    for (k, marks) in
        kinds.iter_mut().map(|kind| kind.of_mut(at)).enumerate().filter(|(_, marks)| !marks.is_empty())
    {
        let done = if rules.none {
            of_kind::<true>(state, rules, population, k, marks)
        } else {
            of_kind::<false>(state, rules, population, k, marks)
        };
        add_counts(state, &rules.kinds[k], k, week, &done.acts);
        add_contrasts(state, k, week, &done.contrasts);
        if rules.none {
            under_none[k] = done.acts;
        }
    }
    pay(state, rules, population, week, &paying);
    apologise(state, rules, population, luck, week);
}

/// Puts together what decides whether people act, where anything of it may have changed since last week.
fn take_moods(level: Level, state: &mut State) {
    let State { fear, conscience, aware, scope, expression, moods, stirred, .. } = state;
    if std::mem::take(stirred) {
        mood::gather(level, fear, conscience, aware, scope, expression, moods);
    }
}

/// One act in view of the regime, of a kind that few do.
fn count(state: &mut State, rules: &Rules, population: &Population, i: usize, k: usize, week: u32) {
    let rule = &rules.kinds[k];
    let mut counts = [[0; CELLS]; 2];
    counts[0][usize::from(population.people.cell[i])] = 1;
    state.note(i, |_| Note::Act { kind: k as u8, private: false });
    state.truth[i] += state.units[k];
    if rules.none {
        state.tally.conduct[i] += u64::from(rule.gravity);
    }
    add_counts(state, rule, k, week, &counts);
}

/// Adds acts of kind k in view and in private, by cell.
fn add_counts(state: &mut State, rule: &KindRule, k: usize, week: u32, counts: &[[i64; CELLS]; 2]) {
    let totals = &mut state.totals;
    for (grid, counts) in [&mut totals.acts, &mut totals.private_acts].into_iter().zip(counts) {
        grid[k * CELLS..][..CELLS].iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    if rule.harm > 0 {
        let acts: i64 = counts.iter().flatten().sum();
        *totals.at(Series::HarmfulActs, week as usize) += acts;
        *totals.at(Series::Harm, week as usize) += acts * i64::from(rule.harm);
    }
}

/// Adds lawful acts of kind k done in one of the two worlds only.
fn add_contrasts(state: &mut State, k: usize, week: u32, contrasts: &[[i64; CELLS]; 3]) {
    let totals = &mut state.totals;
    let grids = [&mut totals.compelled, &mut totals.prevented_by_ban, &mut totals.forgone];
    for (grid, contrasts) in grids.into_iter().zip(contrasts) {
        grid[k * CELLS..][..CELLS].iter_mut().zip(contrasts).for_each(|(sum, count)| *sum += count);
    }
    *totals.at(Series::Forgone, week as usize) += contrasts[2].iter().sum::<i64>();
}

const PAYMENT: Decision = Decision::new("payment");

/// Those in debt since before this week who pay it now, in order, with the word that observes it.
fn payers(
    state: &State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
) -> Vec<(u32, u32)> {
    if week == 0 {
        return Vec::new(); // debts at the start are recorded in week 0, and paid from week 1 on
    }
    let mut payers: Vec<(u32, u32)> = state
        .debtors
        .iter()
        .filter_map(|&person| {
            let i = person as usize;
            let without_work = usize::from(state.lost[i] & rules.work != 0);
            let rank = usize::from(population.people.rank[i] >> 8);
            let [pays, observed, ..] = luck.words(person, PAYMENT, week);
            rules.mind.payment[without_work][rank].hit(pays).then_some((person, observed))
        })
        .collect();
    payers.sort_unstable();
    payers
}

fn pay(state: &mut State, rules: &Rules, population: &Population, week: u32, payers: &[(u32, u32)]) {
    if payers.is_empty() {
        return;
    }
    let sanctions = ending(rules, Until::DebtRepaid);
    for &(person, observed) in payers {
        let i = person as usize;
        state.debt[i] = 0;
        if let Some(k) = rules.repaid {
            count(state, rules, population, i, k, week);
            state.in_view.push(Act::new(person, population.people.cell[i], k as u8, observed));
        }
        if sanctions != 0 {
            state.ending_acts.push(EndingAct { person, sanctions });
        }
    }
    let debt = &state.debt;
    state.debtors.retain(|&person| debt[person as usize] != 0);
}

fn ending(rules: &Rules, act: Until) -> u16 {
    let ends = |(s, rule): (usize, &super::rules::SanctionRule)| u16::from(rule.until == Some(act)) << s;
    rules.sanctions.iter().enumerate().map(ends).fold(0, |set, bit| set | bit)
}

/// Apologies that sanctions demand: accepted, or judged insincere and recorded like conduct.
fn apologise(state: &mut State, rules: &Rules, population: &Population, luck: &Stream, week: u32) {
    for Holding { person, sanction } in state.terms.awaiting_apology() {
        let [made, judged, observed, _] = luck.words(person, rules.sanctions[sanction].apology, week);
        if !rules.apologises.hit(made) {
            continue;
        }
        let i = person as usize;
        match rules.apology.filter(|(_, insincere)| insincere.hit(judged)) {
            Some((k, _)) => {
                count(state, rules, population, i, k, week);
                state.in_view.push(Act::new(person, population.people.cell[i], k as u8, observed));
            }
            None => state.ending_acts.push(EndingAct { person, sanctions: 1 << sanction }),
        }
    }
}
