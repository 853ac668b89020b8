//! What is done at the marks of one kind in one week: the loops that every mark passes through.

use super::block::ActMark;
use super::kinds::{Brake, KindRule, PLACES};
use super::mind::FEARS;
use super::note::Note;
use super::rules::Rules;
use super::state::{Act, State, debt, now};
use crate::society::Rights;
use crate::society::people::CELLS;
use crate::society::population::{Population, expressed};

const CERTAIN: u64 = 1 << 32;

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
    /// What the risk of being seen leaves, of 2^32, by place, in view and in private; as one table, since which of the
    /// two an occasion is can hardly be foreseen.
    view: [u64; 2 * PLACES],
    /// What fear leaves, likewise.
    fears: [&'a [u64; FEARS]; 2 * PLACES],
}

/// The acts of one kind, as [`do_under_none`] and [`do_under_regime`] count them: one loop for each way in which an
/// act follows from a mark.
pub fn of_kind<const NONE: bool>(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    k: usize,
    marks: &mut [ActMark],
) -> Done {
    let rule = &rules.kinds[k];
    macro_rules! do_marked {
        ($acts:expr) => {
            if NONE {
                do_under_none(state, rules, population, k, marks, $acts)
            } else if concerns_most(state, rule) {
                do_under_regime::<true>(state, rules, population, k, marks, $acts)
            } else {
                do_under_regime::<false>(state, rules, population, k, marks, $acts)
            }
        };
    }
    let says = |minds: &Minds<'_>, i: usize, what: u8| minds.expression[i] == what;
    match rule.brake {
        // Where there is no regime, nobody is watched, and but for conscience every mark lies below the hazard at its
        // highest.
        Brake::Watched if NONE => do_marked!(|_, _, _, _| true),
        Brake::Harmful if NONE => do_marked!(|minds, i, _, mark| below(mark, minds.keep(i) << 16)),
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
        Brake::Debt => enter_debts::<NONE>(state, rules, population, k, marks),
    }
}

/// Whether a mark lies below what is left, of 2^32, of the hazard at its highest.
#[inline(always)]
fn below(mark: &ActMark, left: u64) -> bool {
    u64::from(mark.part) < left
}

impl<'a> Minds<'a> {
    /// These columns, under the rules of one kind.
    fn new(
        [aware, scope]: [&'a [bool]; 2],
        [fear, conscience]: [&'a [u16]; 2],
        expression: &'a [u8],
        rules: &'a Rules,
        rule: &'a KindRule,
    ) -> Minds<'a> {
        let in_view = |at: usize| at < PLACES;
        let view = std::array::from_fn(|at| if in_view(at) { rule.view[at] } else { CERTAIN });
        let watched = |at: usize| in_view(at) && rule.watched[at];
        let fears = std::array::from_fn(|at| &*rules.mind.fear_factor[usize::from(watched(at))]);
        Minds { aware, fear, conscience, expression, scope, rules, rule, view, fears }
    }

    /// What watching and fear leave, of 2^32: exp(−aware (β c stake + ψ f g)).
    #[inline(always)]
    fn brake(&self, i: usize, place: usize, private: bool) -> u64 {
        let at = place + usize::from(private) * PLACES;
        let fear = self.fears[at][usize::from(self.fear[i] >> 4)];
        let left = ((u128::from(self.view[at]) * u128::from(fear)) >> 32) as u64;
        if self.aware[i] { left } else { CERTAIN }
    }

    /// What conscience leaves of that.
    #[inline(always)]
    fn conscience_and_brake(&self, i: usize, place: usize, private: bool) -> u64 {
        (self.keep(i) * self.brake(i, place, private)) >> 16
    }

    /// What conscience leaves, of 2^16.
    #[inline(always)]
    fn keep(&self, i: usize) -> u64 {
        (65536 - ((self.rules.mind.kappa * i64::from(self.conscience[i])) >> 16)) as u64
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

/// What was done at marks, by cell.
pub struct Done {
    /// Acts in view and in private: under `none` all, else those more, less where negative, than under `none`.
    pub acts: [[i64; CELLS]; 2],
    /// Lawful acts done in one of the two worlds only: compelled, prevented by ban, forgone.
    pub contrasts: [[i64; CELLS]; 3],
}

impl Done {
    fn new(counts: &[i64; 2 * ROOM], contrasts: [[i64; CELLS]; 3]) -> Done {
        Done { acts: [0, ROOM].map(|from| std::array::from_fn(|cell| counts[from + cell])), contrasts }
    }
}

/// The acts of one kind under `none`, noted on its marks. Whether an act happens is hard to foresee, so nothing
/// branches on it but what is rare.
#[inline(always)]
fn do_under_none(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    k: usize,
    marks: &mut [ActMark],
    acts: impl Fn(&Minds<'_>, usize, usize, &ActMark) -> bool,
) -> Done {
    let rule = &rules.kinds[k];
    let cells = population.people.cell.as_slice();
    let mut counts = [0; 2 * ROOM];
    let (minds, rest) = minds(state, rules, rule, cells.len());
    let (conduct, mut notes) = (rest.conduct, rest.notes.as_mut());
    let gravity = u64::from(rule.gravity);
    for mark in marks {
        let (i, private) = (mark.person(), mark.private());
        let cell = usize::from(cells[i]);
        let does = acts(&minds, i, cell & 3, mark);
        if let Some(notes) = &mut notes {
            note(notes, i, k, does.then_some(private), None);
        }
        counts[(usize::from(private) * ROOM + cell) % (2 * ROOM)] += i64::from(does);
        if gravity != 0 {
            conduct[i] += gravity * u64::from(does & !private);
        }
        mark.note(does);
    }
    Done::new(&counts, [[0; CELLS]; 3])
}

/// The acts of one kind under a regime, at `ALL` marks or as far as they may differ from those under `none` or be
/// recorded. As above, nothing branches on whether an act happens.
#[inline(always)]
fn do_under_regime<const ALL: bool>(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    k: usize,
    marks: &[ActMark],
    acts: impl Fn(&Minds<'_>, usize, usize, &ActMark) -> bool,
) -> Done {
    let rule = &rules.kinds[k];
    let cells = population.people.cell.as_slice();
    let (mut counts, mut contrasts) = ([0; 2 * ROOM], [0; 4 * ROOM]);
    let looked_at = if ALL { marks.len() } else { select(state, rule, cells, k, marks) };
    let units = state.units[k];
    let (minds, rest) = minds(state, rules, rule, cells.len());
    let Rest { lost, truth, in_view, notes, .. } = rest;
    let (needs, free, observed) = (rule.needs, rule.free, rule.slot.is_some());
    let mut notes = notes.as_mut();
    let nobody = Act { person: 0, kind: k as u8, observed: 0 };
    let mut seen = in_view.len();
    in_view.resize(seen + if observed { looked_at } else { 0 }, nobody);
    for at in 0..looked_at {
        let mark = &marks[if ALL { at } else { rest.selected[at] as usize }];
        let (i, private) = (mark.person(), mark.private());
        let cell = usize::from(cells[i]);
        let taken = needs != 0 && lost[i] & needs == needs;
        let does = !taken & acts(&minds, i, cell & 3, mark);
        let more = i64::from(does) - i64::from(mark.done_under_none());
        if let Some(notes) = &mut notes {
            note(notes, i, k, does.then_some(private), (more != 0 && free).then_some(taken));
        }
        counts[(usize::from(private) * ROOM + cell) % (2 * ROOM)] += more;
        if units != 0 {
            // Of the others, `select` has told the true score that they act as under `none`.
            truth[i] += units * if ALL { i64::from(does) } else { more };
        }
        if free {
            contrasts[(contrast(does, taken) * ROOM + cell) % (4 * ROOM)] += more.abs();
        }
        if observed {
            in_view[seen] = Act { person: i as u32, kind: k as u8, observed: mark.observed };
            seen += usize::from(does & !private);
        }
    }
    in_view.truncate(seen);
    let contrasts = [0, 1, 2].map(|row| std::array::from_fn(|cell| contrasts[row * ROOM + cell]));
    Done::new(&counts, contrasts)
}

/// What acts move, beside [`Minds`].
struct Rest<'a> {
    lost: &'a [Rights],
    truth: &'a mut [i64],
    conduct: &'a mut [u64],
    in_view: &'a mut Vec<Act>,
    notes: &'a mut Option<Vec<(u32, Note)>>,
    selected: &'a [u32],
}

/// The columns of the state that acts hang on, and those that they move; cut to one length, so that one check does
/// for all.
#[inline(always)]
fn minds<'a>(
    state: &'a mut State,
    rules: &'a Rules,
    rule: &'a KindRule,
    people: usize,
) -> (Minds<'a>, Rest<'a>) {
    let State {
        aware,
        fear,
        conscience,
        expression,
        scope,
        lost,
        truth,
        tally,
        in_view,
        notes,
        selected,
        ..
    } = state;
    let minds = Minds::new(
        [&aware[..people], &scope[..people]],
        [&fear[..people], &conscience[..people]],
        &expression[..people],
        rules,
        rule,
    );
    let (lost, truth, conduct) = (&lost[..people], &mut truth[..people], &mut tally.conduct[..people]);
    (minds, Rest { lost, truth, conduct, in_view, notes, selected })
}

/// Notes an act, where it was if it was done, and a contrast to `none`, and whether the occasion was taken.
#[cold]
fn note(notes: &mut Vec<(u32, Note)>, i: usize, k: usize, done: Option<bool>, contrast: Option<bool>) {
    let (person, kind) = (i as u32, k as u8);
    notes.extend(done.map(|private| (person, Note::Act { kind, private })));
    let contrast = contrast.map(|taken| Note::Contrast { kind, here: done.is_some(), taken });
    notes.extend(contrast.map(|contrast| (person, contrast)));
}

/// Whether there is no use in selecting marks: everybody's are looked at, or those of most.
fn concerns_most(state: &State, rule: &KindRule) -> bool {
    // Whoever is watched is looked at everywhere.
    let everybody =
        matches!(rule.brake, Brake::Dissent | Brake::Praise | Brake::Silence) || state.notes.is_some();
    let sum = |cells: &[i64]| cells.iter().sum::<i64>();
    everybody || 2 * sum(&state.now[now::AWARE]) > sum(&state.totals.adults)
}

/// Selects the marks of one kind at which somebody may act otherwise than under `none`, or be recorded; at the
/// others the acts are those under `none`, and only the true score is told of them. Gives how many.
#[inline(always)]
fn select(state: &mut State, rule: &KindRule, cells: &[u8], k: usize, marks: &[ActMark]) -> usize {
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
        count += usize::from(aware[i] | (lost[i] & needs == needs) | recorded);
    }
    count
}

/// Debts are entered by those who were free of debt all week; a court knows of every debt it has ordered to be paid.
fn enter_debts<const NONE: bool>(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    k: usize,
    marks: &mut [ActMark],
) -> Done {
    let rule = &rules.kinds[k];
    let mut counts = [[0; CELLS]; 2];
    let mut contrasts = [[0; CELLS]; 3];
    let State { aware, fear, conscience, expression, scope, lost, debt, debtors, truth, in_view, .. } = state;
    let minds = Minds::new([aware, scope], [fear, conscience], expression, rules, rule);
    for mark in marks {
        let i = mark.person();
        let cell = usize::from(population.people.cell[i]);
        let below = below(mark, minds.conscience_and_brake(i, cell & 3, false));
        let taken = rule.needs != 0 && lost[i] & rule.needs == rule.needs;
        let does = !taken && below && debt[i] & debt::OWED == 0;
        if does {
            debt[i] = debt::OWED;
            debtors.push(i as u32);
            truth[i] += state.units[k];
            if rule.slot.is_some() {
                in_view.push(Act { person: i as u32, kind: k as u8, observed: mark.observed });
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
    Done { acts: counts, contrasts }
}

/// Where a lawful act done in one of the two worlds only is counted: compelled, prevented by ban, forgone.
#[inline(always)]
fn contrast(does: bool, taken: bool) -> usize {
    if does { 0 } else { 2 - usize::from(taken) }
}
