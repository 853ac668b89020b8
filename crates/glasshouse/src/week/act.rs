//! act: what people do. An act happens at each mark below this week's hazard.
//!
//! λ = rate/52 · z · (1 − κ m)/(1 − κ m̄0) · exp(−aware · (β c stake + ψ f g)). Marks are kept below the
//! line where nothing holds back, so here only what holds back is left. MODEL.md, section 7.2.

use super::block::{ActMark, ActMarks};
use super::kinds::{Brake, KindRule, PLACES};
use super::note::Note;
use super::rules::Rules;
use super::sanction::Holding;
use super::state::{Act, EndingAct, State, debt};
use crate::draw::{Decision, Stream};
use crate::measure::totals::Series;
use crate::regime::Until;
use crate::society::Rights;
use crate::society::people::CELLS;
use crate::society::population::{Population, expressed};

const CERTAIN: u64 = 1 << 32;

/// This week's acts.
///
/// The arm `none`, which runs first, notes on each mark whether it was done, and counts. The other arms take over
/// its counts and look only where they may differ: at those who know of the regime or have lost the occasion, at
/// what is said in public, and at what would be recorded.
pub fn act(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    acts: &mut ActMarks,
) {
    let paying = payers(state, rules, population, luck, week);
    if rules.none {
        acts.done = vec![[[0; CELLS]; 2]; rules.kinds.len()];
    }
    for (k, done) in acts.done.iter().enumerate() {
        add_counts(state, &rules.kinds[k], k, week, done);
    }
    for (k, marks) in acts.kinds.iter_mut().enumerate().filter(|(_, marks)| !marks.is_empty()) {
        let counts = if rules.none {
            of_kind::<true>(state, rules, population, week, k, marks)
        } else {
            of_kind::<false>(state, rules, population, week, k, marks)
        };
        add_counts(state, &rules.kinds[k], k, week, &counts);
        if rules.none {
            let done = acts.done[k].as_flattened_mut();
            done.iter_mut().zip(counts.as_flattened()).for_each(|(sum, count)| *sum += count);
        }
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

/// The acts of one kind, as [`do_marked`] counts them: one loop for each way in which an act follows from a mark.
fn of_kind<const NONE: bool>(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    week: u32,
    k: usize,
    marks: &mut [ActMark],
) -> Acts {
    let rule = &rules.kinds[k];
    macro_rules! do_marked {
        ($acts:expr) => {
            do_marked::<NONE>(state, rules, population, week, k, marks, $acts)
        };
    }
    let says = |minds: &Minds<'_>, i: usize, what: u8| minds.expression[i] == what;
    match rule.brake {
        // Where there is no regime, nobody is watched, and every mark lies below the hazard at its highest.
        Brake::Watched if NONE => do_marked!(|_, _, _, _| true),
        Brake::Watched => {
            do_marked!(|minds, i, place, mark| { below(mark, minds.brake(i, place, mark.private())) })
        }
        Brake::Harmful => do_marked!(|minds, i, place, mark| {
            below(mark, minds.conscience_and_brake(i, place, mark.private()))
        }),
        Brake::Good => do_marked!(|minds, i, place, mark| below(mark, minds.push(i, place))),
        Brake::Dissent => do_marked!(|minds, i, place, mark| {
            says(minds, i, expressed::DISSENT) & below(mark, minds.brake(i, place, mark.private()))
        }),
        Brake::Praise => do_marked!(|minds, i, _, _| says(minds, i, expressed::PRAISE)),
        Brake::Silence => do_marked!(|minds, i, _, _| {
            rules.campaign && minds.scope[i] && says(minds, i, expressed::SILENT)
        }),
        Brake::Debt => enter_debts::<NONE>(state, rules, population, week, k, marks),
    }
}

/// Whether a mark lies below what is left, of 2^32, of the hazard at its highest.
#[inline(always)]
fn below(mark: &ActMark, left: u64) -> bool {
    u64::from(mark.part) < left
}

impl Minds<'_> {
    /// What watching and fear leave, of 2^32: exp(−aware (β c stake + ψ f g)).
    #[inline(always)]
    fn brake(&self, i: usize, place: usize, private: bool) -> u64 {
        let view = if private { CERTAIN } else { self.rule.view[place] };
        let watched = self.rule.watched[place] & !private;
        let fear = self.rules.mind.fear_factor[usize::from(watched)][usize::from(self.fear[i] >> 4)];
        let left = ((u128::from(view) * u128::from(fear)) >> 32) as u64;
        if self.aware[i] { left } else { CERTAIN }
    }

    /// What conscience leaves of that.
    #[inline(always)]
    fn conscience_and_brake(&self, i: usize, place: usize, private: bool) -> u64 {
        let keep = (65536 - ((self.rules.mind.kappa * i64::from(self.conscience[i])) >> 16)) as u64;
        (keep * self.brake(i, place, private)) >> 16
    }

    /// What conscience and reward make of the most that they could.
    #[inline(always)]
    fn push(&self, i: usize, place: usize) -> u64 {
        let [constant, slope, reward, inverse] = self.rules.mind.good;
        let rewarded = if self.aware[i] && self.rule.paid[place] { reward } else { 0 };
        let push = constant + ((slope * i64::from(self.conscience[i])) >> 16) + rewarded;
        (((push * inverse) >> 16) as u64).min(CERTAIN)
    }
}

/// Room for the cells of a count, a power of two, so that no index need be checked.
const ROOM: usize = 32;
const _: () = assert!(CELLS <= ROOM);

/// Acts in view and in private, by cell.
type Acts = [[i64; CELLS]; 2];

/// The acts of one kind at its marks: under `none` all, else those more, less where negative, than under `none`.
/// Whether an act happens is hard to foresee, so nothing branches on it but what is rare.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn do_marked<const NONE: bool>(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    week: u32,
    k: usize,
    marks: &mut [ActMark],
    acts: impl Fn(&Minds<'_>, usize, usize, &ActMark) -> bool,
) -> Acts {
    let rule = &rules.kinds[k];
    let cells = population.people.cell.as_slice();
    let mut counts = [0i64; 2 * ROOM];
    let mut contrasts = [[0; CELLS]; 3];
    let selected_marks = if NONE { 0 } else { select(state, rule, cells, k, marks) };
    let State {
        aware,
        fear,
        conscience,
        expression,
        scope,
        lost,
        truth,
        in_view,
        tally,
        selected,
        notes,
        ..
    } = state;
    let minds = Minds { aware, fear, conscience, expression, scope, rules, rule };
    let people = cells.len();
    let (lost, truth, conduct) = (&lost[..people], &mut truth[..people], &mut tally.conduct[..people]);
    let (units, gravity) = (state.units[k], u64::from(rule.gravity));
    let mut at_mark = |mark: &mut ActMark| {
        let (i, private) = (mark.person(), mark.private());
        let cell = usize::from(cells[i]);
        let taken = !NONE && rule.needs != 0 && lost[i] & rule.needs == rule.needs;
        let does = !taken & acts(&minds, i, cell & 3, mark);
        let more = i64::from(does) - i64::from(!NONE && mark.done_under_none());
        if let Some(notes) = notes {
            note(notes, i, k, does.then_some(private), (more != 0 && !NONE && rule.free).then_some(taken));
        }
        counts[(usize::from(private) * ROOM + cell) % (2 * ROOM)] += more;
        if NONE {
            if gravity != 0 {
                conduct[i] += gravity * u64::from(does & !private);
            }
            mark.note(does);
            return;
        }
        if units != 0 {
            truth[i] += units * more;
        }
        if more != 0 && rule.free {
            contrasts[contrast(does, taken)][cell] += 1;
        }
        if rule.slot.is_some() & does & !private {
            in_view.push(Act { person: i as u32, kind: k as u8, observed: mark.observed });
        }
    };
    if NONE {
        marks.iter_mut().for_each(at_mark);
    } else {
        selected[..selected_marks].iter().for_each(|&at| at_mark(&mut marks[at as usize]));
        add_contrasts(state, k, week, &contrasts);
    }
    [0, ROOM].map(|from| std::array::from_fn(|cell| counts[from + cell]))
}

/// Notes an act, where it was if it was done, and a contrast to `none`, and whether the occasion was taken.
#[cold]
fn note(notes: &mut Vec<(u32, Note)>, i: usize, k: usize, done: Option<bool>, contrast: Option<bool>) {
    let (person, kind) = (i as u32, k as u8);
    notes.extend(done.map(|private| (person, Note::Act { kind, private })));
    let contrast = contrast.map(|taken| Note::Contrast { kind, here: done.is_some(), taken });
    notes.extend(contrast.map(|contrast| (person, contrast)));
}

/// Selects the marks of one kind at which somebody may act otherwise than under `none`, or be recorded; at the
/// others the acts are those under `none`, and only the true score is told of them. Gives how many.
#[inline(always)]
fn select(state: &mut State, rule: &KindRule, cells: &[u8], k: usize, marks: &[ActMark]) -> usize {
    // Whoever is watched is looked at everywhere.
    let everybody =
        matches!(rule.brake, Brake::Dissent | Brake::Praise | Brake::Silence) || state.notes.is_some();
    let State { aware, lost, truth, selected, units, .. } = state;
    // Cut to one length, so that one check does for all columns.
    let (aware, lost, truth) = (&aware[..cells.len()], &lost[..cells.len()], &mut truth[..cells.len()]);
    let units = units[k];
    let needs = if rule.needs == 0 { Rights::MAX } else { rule.needs };
    let coverage: [u64; PLACES] =
        rule.coverage.map(|chance| if rule.slot.is_some() { chance.threshold() } else { 0 });
    if selected.len() < marks.len() {
        selected.resize(marks.len(), 0);
    }
    let mut count = 0;
    let selected = &mut selected[..marks.len()];
    for (at, mark) in marks.iter().enumerate() {
        let (i, private) = (mark.person(), mark.private());
        let recorded = !private & (u64::from(mark.observed) < coverage[usize::from(cells[i] & 3)]);
        if units != 0 {
            truth[i] += units * i64::from(mark.done_under_none());
        }
        selected[count] = at as u32;
        count += usize::from(everybody | aware[i] | (lost[i] & needs == needs) | recorded);
    }
    count
}

/// Debts are entered by those who were free of debt all week; a court knows of every debt it has ordered to be paid.
fn enter_debts<const NONE: bool>(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    week: u32,
    k: usize,
    marks: &mut [ActMark],
) -> Acts {
    let rule = &rules.kinds[k];
    let mut counts = [[0; CELLS]; 2];
    let mut contrasts = [[0; CELLS]; 3];
    for mark in marks {
        let i = mark.person();
        let cell = usize::from(population.people.cell[i]);
        let State { aware, fear, conscience, expression, scope, .. } = &*state;
        let minds = Minds { aware, fear, conscience, expression, scope, rules, rule };
        let below = below(mark, minds.conscience_and_brake(i, cell & 3, false));
        let taken = rule.needs != 0 && state.lost[i] & rule.needs == rule.needs;
        let does = !taken && below && state.debt[i] & debt::OWED == 0;
        if does {
            state.debt[i] = debt::OWED;
            state.debtors.push(i as u32);
            state.truth[i] += state.units[k];
            if rule.slot.is_some() {
                state.in_view.push(Act { person: i as u32, kind: k as u8, observed: mark.observed });
            }
            if NONE {
                state.tally.conduct[i] += u64::from(rule.gravity);
            }
        }
        let more = i64::from(does) - i64::from(!NONE && mark.done_under_none());
        counts[0][cell] += more;
        if let Some(notes) = &mut state.notes {
            note(notes, i, k, does.then_some(false), (more != 0 && !NONE && rule.free).then_some(taken));
        }
        if NONE {
            mark.note(does);
        } else if more != 0 && rule.free {
            contrasts[contrast(does, taken)][cell] += 1;
        }
    }
    add_contrasts(state, k, week, &contrasts);
    counts
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
fn add_counts(state: &mut State, rule: &KindRule, k: usize, week: u32, counts: &Acts) {
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
