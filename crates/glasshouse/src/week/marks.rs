//! What is done at the marks of one kind in one week: the loops that every mark passes through.

use super::block::{ActMark, PLACED, placed};
use super::events::Act;
use super::kinds::{Brake, KindRule, PLACES};
use super::mind::FEARS;
use super::mood::Mood;
use super::note::Note;
use super::rules::Rules;
use super::state::{State, debt};
use crate::luck::each_flagged;
use crate::society::expression::expressed;
use crate::society::people::CELLS;
use crate::society::population::Population;

const CERTAIN: u64 = 1 << 32;

/// What makes an act of a mark and a mood, under the rules of one kind. Where an occasion is can hardly be foreseen: so
/// what hangs on it is looked up, in tables by [`ActMark::placed`].
struct Law<'a> {
    rules: &'a Rules,
    rule: &'a KindRule,
    /// What the risk of being seen leaves, of 2^32.
    view: [u64; PLACED],
    /// What fear leaves, likewise.
    fears: [&'a [u64; FEARS]; PLACED],
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
                do_under_none(state, rules, k, marks, $acts)
            } else {
                do_under_regime(state, rules, k, marks, $acts)
            }
        };
    }
    match rule.brake {
        // Where there is no regime, nobody is watched, and but for conscience every mark lies below the hazard at its
        // highest.
        Brake::Watched if NONE => do_marked!(|_, _, _| true),
        Brake::Harmful if NONE => do_marked!(|law, mood, mark| below(mark, law.keep(mood) << 16)),
        Brake::Watched => do_marked!(|law, mood, mark| below(mark, law.brake(mood, mark.placed()))),
        Brake::Harmful => {
            do_marked!(|law, mood, mark| below(mark, law.conscience_and_brake(mood, mark.placed())))
        }
        Brake::Good => do_marked!(|law, mood, mark| below(mark, law.push(mood, mark.placed()))),
        Brake::Dissent => do_marked!(|law, mood, mark| {
            (mood.expression() == expressed::DISSENT) & below(mark, law.brake(mood, mark.placed()))
        }),
        Brake::Praise => do_marked!(|_, mood, _| mood.expression() == expressed::PRAISE),
        Brake::Silence => do_marked!(|law, mood, _| {
            law.rules.campaign & mood.scope() & (mood.expression() == expressed::SILENT)
        }),
        Brake::Debt => enter_debts::<NONE>(state, rules, population, k, marks),
    }
}

/// The act at a mark in view.
#[inline(always)]
fn in_view_at(mark: &ActMark, k: usize) -> Act {
    Act::new(mark.person() as u32, mark.cell(), k as u8, mark.observed)
}

/// Whether a mark lies below what is left, of 2^32, of the hazard at its highest.
#[inline(always)]
fn below(mark: ActMark, left: u64) -> bool {
    u64::from(mark.part) < left
}

impl<'a> Law<'a> {
    /// The law of one kind.
    fn new(rules: &'a Rules, k: usize) -> Law<'a> {
        let rule = &rules.kinds[k];
        let (mut view, mut fears) = ([CERTAIN; PLACED], [&*rules.mind.fear_factor[0]; PLACED]);
        for cell in 0..CELLS {
            let place = cell % PLACES;
            view[placed(cell, false)] = rule.view[place];
            fears[placed(cell, false)] = &rules.mind.fear_factor[usize::from(rule.watched[place])];
        }
        Law { rules, rule, view, fears }
    }

    /// What watching and fear leave, of 2^32: exp(−aware (β c stake + ψ f g)).
    #[inline(always)]
    fn brake(&self, mood: Mood, placed: usize) -> u64 {
        let left =
            ((u128::from(self.view[placed]) * u128::from(self.fears[placed][mood.fear()])) >> 32) as u64;
        if mood.aware() { left } else { CERTAIN }
    }

    /// What conscience leaves of that.
    #[inline(always)]
    fn conscience_and_brake(&self, mood: Mood, placed: usize) -> u64 {
        (self.keep(mood) * self.brake(mood, placed)) >> 16
    }

    /// What conscience leaves, of 2^16.
    #[inline(always)]
    fn keep(&self, mood: Mood) -> u64 {
        (65536 - ((self.rules.mind.kappa * mood.conscience()) >> 16)) as u64
    }

    /// What conscience and reward make of the most that they could.
    #[inline(always)]
    fn push(&self, mood: Mood, placed: usize) -> u64 {
        let [constant, slope, reward, inverse] = self.rules.mind.good;
        let rewarded = if mood.aware() & self.rule.paid[placed % PLACES] { reward } else { 0 };
        let push = constant + ((slope * mood.conscience()) >> 16) + rewarded;
        (((push * inverse) >> 16) as u64).min(CERTAIN)
    }
}

/// What was done at marks, by cell.
pub struct Done {
    /// Acts in view and in private: under `none` all, else those more, less where negative, than under `none`.
    pub acts: [[i64; CELLS]; 2],
    /// Lawful acts done in one of the two worlds only: compelled, prevented by ban, forgone.
    pub contrasts: [[i64; CELLS]; 3],
}

impl Done {
    /// From counts by where an act was.
    fn new(counts: &[i64; PLACED], contrasts: [[i64; CELLS]; 3]) -> Done {
        let acts = [false, true].map(|private| std::array::from_fn(|cell| counts[placed(cell, private)]));
        Done { acts, contrasts }
    }
}

/// The acts of one kind under `none`, noted on its marks. Whether an act happens is hard to foresee, so nothing
/// branches on it but what is rare.
#[inline(always)]
fn do_under_none(
    state: &mut State,
    rules: &Rules,
    k: usize,
    marks: &mut [ActMark],
    acts: impl Fn(&Law<'_>, Mood, ActMark) -> bool,
) -> Done {
    let law = Law::new(rules, k);
    let mut counts = [0; PLACED];
    let State { moods, tally, notes, .. } = state;
    let (conduct, moods) = (&mut tally.conduct[..moods.len()], moods.as_slice());
    let gravity = u64::from(law.rule.gravity);
    for mark in &mut *marks {
        let i = mark.person();
        let does = acts(&law, moods[i], *mark);
        counts[mark.placed()] += i64::from(does);
        if gravity != 0 {
            conduct[i] += gravity * u64::from(does & !mark.private());
        }
        mark.note(does);
    }
    if let Some(notes) = notes {
        for mark in marks {
            note(notes, mark.person(), k, mark.done_under_none().then_some(mark.private()), None);
        }
    }
    Done::new(&counts, [[0; CELLS]; 3])
}

/// Marks looked at together, each thing about them in a loop of its own: all at once would not fit the registers.
const TOGETHER: usize = 64;

/// The acts of one kind under a regime. As above, nothing branches on whether an act happens, but on whether this world
/// and that under `none` differ at a mark: that is rare.
#[inline(always)]
fn do_under_regime(
    state: &mut State,
    rules: &Rules,
    k: usize,
    marks: &[ActMark],
    acts: impl Fn(&Law<'_>, Mood, ActMark) -> bool,
) -> Done {
    let law = Law::new(rules, k);
    let (needs, free, observed) = (law.rule.needs, law.rule.free, law.rule.slot.is_some());
    let mut differ = [0; 4 * PLACED];
    let units = state.units[k];
    let State { moods, lost, truth, in_view, notes, .. } = state;
    let (moods, people) = (moods.as_slice(), moods.len());
    let (lost, truth) = (&lost[..people], &mut truth[..people]);
    let mut seen = in_view.fill(marks.len(), Act::new(0, 0, k as u8, 0));
    for marks in marks.chunks(TOGETHER) {
        let [mut does, mut taken] = [[false; TOGETHER]; 2];
        let mut differs = [0; TOGETHER];
        if needs != 0 {
            taken
                .iter_mut()
                .zip(marks)
                .for_each(|(taken, mark)| *taken = lost[mark.person()] & needs == needs);
        }
        for (at, &mark) in marks.iter().enumerate() {
            does[at] = !taken[at] & acts(&law, moods[mark.person()], mark);
            differs[at] = u8::from(does[at] != mark.done_under_none());
        }
        each_flagged(&differs, |at| {
            differ[contrast(does[at], taken[at]) * PLACED + marks[at].placed()] += 1;
        });
        if units != 0 {
            for (mark, &does) in marks.iter().zip(&does) {
                truth[mark.person()] += units * i64::from(does);
            }
        }
        if observed {
            for (mark, &does) in marks.iter().zip(&does) {
                seen.put(in_view_at(mark, k), does & !mark.private());
            }
        }
        if let Some(notes) = notes {
            for (at, mark) in marks.iter().enumerate() {
                let contrast = (differs[at] != 0 && free).then_some(taken[at]);
                note(notes, mark.person(), k, does[at].then_some(mark.private()), contrast);
            }
        }
    }
    let [more, prevented, less] = [0, 1, 2].map(|row| &differ[row * PLACED..][..PLACED]);
    let counts = std::array::from_fn(|at| more[at] - prevented[at] - less[at]);
    let by_cell = |row: &[i64]| {
        let of = |cell| i64::from(free) * (row[placed(cell, false)] + row[placed(cell, true)]);
        std::array::from_fn(of)
    };
    Done::new(&counts, [more, prevented, less].map(by_cell))
}

/// Notes an act, where it was if it was done, and a contrast to `none`, and whether the occasion was taken.
#[cold]
fn note(notes: &mut Vec<(u32, Note)>, i: usize, k: usize, done: Option<bool>, contrast: Option<bool>) {
    let (person, kind) = (i as u32, k as u8);
    notes.extend(done.map(|private| (person, Note::Act { kind, private })));
    let contrast = contrast.map(|taken| Note::Contrast { kind, here: done.is_some(), taken });
    notes.extend(contrast.map(|contrast| (person, contrast)));
}

/// Debts are entered by those who were free of debt all week; a court knows of every debt it has ordered to be paid.
fn enter_debts<const NONE: bool>(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    k: usize,
    marks: &mut [ActMark],
) -> Done {
    let law = Law::new(rules, k);
    let rule = law.rule;
    let mut counts = [[0; CELLS]; 2];
    let mut contrasts = [[0; CELLS]; 3];
    let State { moods, lost, debt, debtors, truth, in_view, .. } = state;
    for mark in marks {
        let i = mark.person();
        let cell = usize::from(population.people.cell[i]);
        let below = below(*mark, law.conscience_and_brake(moods[i], placed(cell, false)));
        let taken = rule.needs != 0 && lost[i] & rule.needs == rule.needs;
        let does = !taken && below && debt[i] & debt::OWED == 0;
        if does {
            debt[i] = debt::OWED;
            debtors.push(i as u32);
            truth[i] += state.units[k];
            if rule.slot.is_some() {
                in_view.push(in_view_at(mark, k));
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
