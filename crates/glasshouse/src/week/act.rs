//! act: what people do. An act happens at each mark below this week's hazard.
//!
//! λ = rate/52 · z · (1 − κ m)/(1 − κ m̄0) · exp(−aware · (β c stake + ψ f g)). Marks are kept below the
//! line where nothing holds back, so here only what holds back is left. MODEL.md, section 7.2.

use super::block::ActMark;
use super::kinds::{Brake, KindRule};
use super::rules::Rules;
use super::sanction::Holding;
use super::state::{Act, EndingAct, State, debt};
use crate::draw::{Decision, Stream};
use crate::measure::totals::Series;
use crate::regime::Until;
use crate::society::people::CELLS;
use crate::society::population::{Population, expressed};

const CERTAIN: u64 = 1 << 32;

/// This week's acts.
///
/// The arm `none` notes on each mark whether it was done; the other arms, run after it, compare.
pub fn act(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    marks: &mut [ActMark],
) {
    let paying = payers(state, rules, population, luck, week);
    for marks in marks.chunk_by_mut(|a, b| a.kind() == b.kind()) {
        of_kind(state, rules, population, week, marks);
    }
    pay(state, rules, population, week, &paying);
    apologise(state, rules, population, luck, week);
}

/// What decides whether somebody acts, in columns.
#[derive(Clone, Copy)]
struct Minds<'a> {
    aware: &'a [bool],
    fear: &'a [u16],
    conscience: &'a [u16],
    expression: &'a [u8],
    scope: &'a [bool],
    rules: &'a Rules,
    rule: &'a KindRule,
}

/// The acts of one kind: one loop for each way in which an act follows from a mark.
fn of_kind(state: &mut State, rules: &Rules, population: &Population, week: u32, marks: &mut [ActMark]) {
    let rule = &rules.kinds[marks[0].kind()];
    macro_rules! do_marked {
        ($threshold:expr) => {
            do_marked(state, rules, population, week, marks, $threshold)
        };
    }
    let says = |minds: &Minds<'_>, i: usize, what: u8| minds.expression[i] == what;
    match rule.brake {
        Brake::Watched => do_marked!(|minds, i, place, private| minds.brake(i, place, private)),
        Brake::Harmful => do_marked!(|minds, i, place, private| minds.conscience_and_brake(i, place, private)),
        Brake::Good => do_marked!(|minds, i, place, _| minds.push(i, place)),
        Brake::Dissent => do_marked!(|minds, i, place, private| {
            if says(minds, i, expressed::DISSENT) { minds.brake(i, place, private) } else { 0 }
        }),
        Brake::Praise => do_marked!(|minds, i, _, _| if says(minds, i, expressed::PRAISE) { CERTAIN } else { 0 }),
        Brake::Silence => do_marked!(|minds, i, _, _| {
            let silent = rules.campaign && minds.scope[i] && says(minds, i, expressed::SILENT);
            if silent { CERTAIN } else { 0 }
        }),
        Brake::Debt => enter_debts(state, rules, population, week, marks),
    }
}

/// The height, of 2^32, below which a mark is an act.
impl Minds<'_> {
    /// Watching and fear: exp(−aware (β c stake + ψ f g)).
    #[inline(always)]
    fn brake(&self, i: usize, place: usize, private: bool) -> u64 {
        if !self.aware[i] {
            return CERTAIN;
        }
        let view = if private { CERTAIN } else { self.rule.view[place] };
        let watched = self.rule.watched[place] && !private;
        let fear = self.rules.mind.fear_factor[usize::from(watched)][usize::from(self.fear[i] >> 4)];
        ((u128::from(view) * u128::from(fear)) >> 32) as u64
    }

    /// What conscience leaves of it, too.
    #[inline(always)]
    fn conscience_and_brake(&self, i: usize, place: usize, private: bool) -> u64 {
        let keep = (65536 - ((self.rules.mind.kappa * i64::from(self.conscience[i])) >> 16)) as u64;
        (keep * self.brake(i, place, private)) >> 16
    }

    /// Conscience and reward.
    #[inline(always)]
    fn push(&self, i: usize, place: usize) -> u64 {
        let [constant, slope, reward, inverse] = self.rules.mind.good;
        let rewarded = if self.aware[i] && self.rule.paid[place] { reward } else { 0 };
        let push = constant + ((slope * i64::from(self.conscience[i])) >> 16) + rewarded;
        (((push * inverse) >> 16) as u64).min(CERTAIN)
    }
}

/// The acts of one kind at its marks, counted on the way. Whether an act happens is hard to foresee, so nothing
/// branches on it but what is rare.
#[inline(always)]
fn do_marked(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    week: u32,
    marks: &mut [ActMark],
    threshold: impl Fn(&Minds<'_>, usize, usize, bool) -> u64,
) {
    let k = marks[0].kind();
    let rule = &rules.kinds[k];
    let cells = population.people.cell.as_slice();
    let mut contrasts = [[0; CELLS]; 3];
    let mut counts = [[0; CELLS]; 2];
    let State { aware, fear, conscience, expression, scope, lost, truth, in_view, tally, .. } = state;
    let minds = Minds { aware, fear, conscience, expression, scope, rules, rule };
    let (lost, truth, conduct) = (lost.as_slice(), truth.as_mut_slice(), tally.conduct.as_mut_slice());
    let units = state.units[k];
    let gravity = if rules.none { u64::from(rule.gravity) } else { 0 };
    let seen = in_view.len();
    if rule.slot.is_some() {
        in_view.resize(seen + marks.len(), Act { person: 0, kind: k as u8, observed: 0 });
    }
    let views = &mut in_view[seen..];
    let mut viewed = 0;
    for mark in marks {
        let (i, private) = (mark.person(), mark.private());
        let cell = usize::from(cells[i]);
        let taken = rule.needs != 0 && lost[i] & rule.needs == rule.needs;
        let does = !taken & (u64::from(mark.part) < threshold(&minds, i, cell & 3, private));
        counts[usize::from(private)][cell] += i64::from(does);
        // Most kinds move neither: their columns are left alone.
        if units != 0 {
            truth[i] += units * i64::from(does);
        }
        if gravity != 0 {
            conduct[i] += gravity * u64::from(does & !private);
        }
        if let Some(view) = views.get_mut(viewed) {
            (view.person, view.observed) = (i as u32, mark.observed);
            viewed += usize::from(does & !private);
        }
        if rules.none {
            mark.note(does);
        } else if rule.free && does != mark.done_under_none() {
            contrasts[contrast(does, taken)][cell] += 1;
        }
    }
    if rule.slot.is_some() {
        in_view.truncate(seen + viewed);
    }
    add_counts(state, rule, k, week, &counts);
    add_contrasts(state, k, week, &contrasts);
}

/// Debts are entered by those who were free of debt all week; a court knows of every debt it has ordered to be paid.
fn enter_debts(state: &mut State, rules: &Rules, population: &Population, week: u32, marks: &mut [ActMark]) {
    let k = marks[0].kind();
    let rule = &rules.kinds[k];
    for mark in marks {
        let i = mark.person();
        let cell = usize::from(population.people.cell[i]);
        let minds = Minds {
            aware: &state.aware,
            fear: &state.fear,
            conscience: &state.conscience,
            expression: &state.expression,
            scope: &state.scope,
            rules,
            rule,
        };
        let below = u64::from(mark.part) < minds.conscience_and_brake(i, cell & 3, false);
        let taken = rule.needs != 0 && state.lost[i] & rule.needs == rule.needs;
        let does = !taken && below && state.debt[i] & debt::OWED == 0;
        if does {
            state.debt[i] = debt::OWED;
            state.debtors.push(i as u32);
            count(state, rules, population, i, k, week);
            if rule.slot.is_some() {
                state.in_view.push(Act { person: i as u32, kind: k as u8, observed: mark.observed });
            }
        }
        if rules.none {
            mark.note(does);
        } else if rule.free && does != mark.done_under_none() {
            let mut contrasts = [[0; CELLS]; 3];
            contrasts[contrast(does, taken)][cell] = 1;
            add_contrasts(state, k, week, &contrasts);
        }
    }
}

/// One act in view of the regime, of a kind that few do.
fn count(state: &mut State, rules: &Rules, population: &Population, i: usize, k: usize, week: u32) {
    let rule = &rules.kinds[k];
    let mut counts = [[0; CELLS]; 2];
    counts[0][usize::from(population.people.cell[i])] = 1;
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

/// Where a lawful act done in one of the two worlds only is counted: compelled, prevented by ban, forgone.
#[inline(always)]
fn contrast(does: bool, taken: bool) -> usize {
    if does { 0 } else { 2 - usize::from(taken) }
}

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
            state.in_view.push(Act { person, kind: k as u8, observed });
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
                state.in_view.push(Act { person, kind: k as u8, observed });
            }
            None => state.ending_acts.push(EndingAct { person, sanctions: 1 << sanction }),
        }
    }
}
