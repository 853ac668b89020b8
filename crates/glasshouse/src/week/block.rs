//! The events of one block of weeks that do not depend on the arm, as lists by week.

use super::by_week::ByWeek;
use super::crowds::Crowds;
use super::shared::Shared;
use crate::draw::Stream;
use crate::level::at_every_level;
use crate::luck::{BLOCK, Calendar, Crowd, Mark, Moments, PAGE, Span};
use crate::society::people::CELLS;
use crate::society::population::Population;
use crate::society::{Form, Who};
use crate::unit::Hazard;

/// A mark below the highest hazard of its person and kind.
#[derive(Clone, Copy, Debug)]
pub struct ActMark {
    /// Person (20 bits), cell (5), private (1), not done under `none` (1).
    packed: u32,
    /// Decides whether the act is recorded.
    pub observed: u32,
    /// Height as a part of the highest hazard, of 2^32.
    pub part: u32,
}

/// Room for where an act can be: cell, and whether in private.
pub const PLACED: usize = 64;
const _: () = assert!(2 * CELLS <= PLACED && CELLS <= PLACED / 2);

/// Where an act of people of a cell is.
#[inline(always)]
pub fn placed(cell: usize, private: bool) -> usize {
    cell + usize::from(private) * (PLACED / 2)
}

impl ActMark {
    /// A mark of whom and where [`ActMark::pack`] says, in `cell`, at `part` of the highest hazard, that `observed` decides
    /// the record of.
    #[inline(always)]
    pub fn new(packed: u32, cell: u8, part: u32, observed: u32) -> ActMark {
        ActMark { packed: packed | u32::from(cell) << 20, observed, part }
    }

    /// Who, and whether where no regime can look.
    #[inline(always)]
    pub fn pack(person: u32, private: bool) -> u32 {
        person | u32::from(private) << 25
    }

    /// Who.
    #[inline(always)]
    pub fn person(self) -> usize {
        (self.packed & 0xF_FFFF) as usize
    }

    /// The person's cell.
    #[inline(always)]
    pub fn cell(self) -> u8 {
        (self.packed >> 20) as u8 % (PLACED / 2) as u8
    }

    /// Where: [`placed`].
    #[inline(always)]
    pub fn placed(self) -> usize {
        (self.packed >> 20) as usize % PLACED
    }

    /// Where no regime can look.
    #[inline(always)]
    pub fn private(self) -> bool {
        self.packed >> 25 & 1 == 1
    }

    /// Whether it was done under `none`.
    #[inline(always)]
    pub fn done_under_none(self) -> bool {
        self.packed >> 26 & 1 == 0
    }

    /// Notes whether it is done under `none`: where all are, there is nothing to write.
    #[inline(always)]
    pub fn note(&mut self, done: bool) {
        self.packed |= u32::from(!done) << 26;
    }
}

/// A mark of the plane of false records.
#[derive(Clone, Copy, Debug)]
pub struct FalseMark {
    /// Who.
    pub person: u32,
    /// Of what.
    pub kind: u8,
    /// A record where the arm's hazard is above this.
    pub height: u64,
}

/// A demand for a right.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    /// Who.
    pub person: u32,
    /// Which right.
    pub right: u8,
}

/// The marks of acts, and what was done of them under `none`.
#[derive(Debug, Default)]
pub struct ActMarks {
    /// `[kind]` The marks.
    pub kinds: Vec<ByWeek<ActMark>>,
    /// `[week][kind][in view, in private][cell]` Acts at them in the arm `none`.
    pub done: Vec<Vec<[[i64; CELLS]; 2]>>,
}

/// The lists of one block.
#[derive(Debug, Default)]
pub struct Block {
    /// Made with the first block of a county.
    crowds: Option<Box<Crowds>>,
    /// Kept for their room.
    calendar: Calendar,
    rates: Vec<Hazard>,
    /// Marks of acts.
    pub acts: ActMarks,
    /// Marks of false records.
    pub falses: ByWeek<FalseMark>,
    /// Demands for rights.
    pub demands: ByWeek<Demand>,
    /// Who reconsiders what they say.
    pub reconsider: ByWeek<u32>,
    /// Who looks over their ties.
    pub tie_review: ByWeek<u32>,
    /// Whose cut ties may heal.
    pub healing: ByWeek<u32>,
}

impl Block {
    /// Fills the lists for `block`, kind by kind. No verb relies on the order of marks within a kind, but for debts.
    /// Marks of false records above the highest hazard of any arm would change nothing and are left out, and so is all
    /// that would come after the last week of the run.
    pub fn fill(&mut self, shared: &Shared<'_>, population: &Population, luck: &Stream, block: u32) {
        self.clear();
        let (kinds, rights) = (shared.society.kinds.len(), shared.society.rights.len());
        self.acts.kinds.resize_with(kinds, ByWeek::default);
        let crowds = self.crowds.take().unwrap_or_else(|| Box::new(Crowds::new(&population.people)));
        let campaigns = shared.campaigns_in(block);
        let span = Span::new(block, shared.shape().horizon());
        for k in 0..kinds {
            let kind = &shared.society.kinds[k];
            match kind.form {
                // No mark brings these about.
                Form::DebtRepaid | Form::Apology => (),
                // There is no occasion to be silent at but in a campaign.
                Form::Silence if campaigns == 0 => continue,
                Form::Silence => {
                    let until = Span { weeks: span.weeks.min(u64::BITS - campaigns.leading_zeros()), ..span };
                    self.marks(shared, population, luck, until, k);
                    self.acts.kinds[k].retain(campaigns);
                }
                _ => self.marks(shared, population, luck, span, k),
            }
            self.false_marks(shared, luck, span, k, crowds.of(kind.who));
        }
        for r in 0..rights {
            self.demand(shared, population, luck, span, r);
        }
        self.reviews(shared, luck, span, crowds.of(Who::Adults));
        self.crowds = Some(crowds);
    }

    /// Leaves the county whose people it knows.
    pub fn leave(&mut self) {
        self.crowds = None;
    }

    /// Empties every list.
    pub fn clear(&mut self) {
        self.acts.kinds.iter_mut().for_each(ByWeek::clear);
        self.acts.done.resize(BLOCK as usize, Vec::new());
        self.falses.clear();
        self.demands.clear();
        for list in [&mut self.reconsider, &mut self.tie_review, &mut self.healing] {
            list.clear();
        }
    }

    fn marks(&mut self, shared: &Shared<'_>, population: &Population, luck: &Stream, span: Span, k: usize) {
        let (private, cells) = (shared.planes.private, &population.people.cell);
        let (rates, lists) = (population.hazards_of(k), &mut self.acts.kinds[k]);
        shared.planes.acts[k].sweep(luck, rates, span, &mut self.calendar, |marks| {
            let mut packed = [0; PAGE];
            pack(luck.level(), marks, private, &mut packed);
            let cell = |at: usize| cells[marks.people[at] as usize];
            let mark = |at: usize| ActMark::new(packed[at], cell(at), marks.parts[at], marks.observed[at]);
            lists.extend(marks.week, (0..marks.count()).map(mark));
        });
        if shared.society.kinds[k].form == Form::DebtEntry {
            // Of two debts in one week the lower mark is the one that is entered.
            for marks in lists.each_mut() {
                marks.sort_unstable_by_key(|mark| (mark.person(), mark.part, mark.observed));
            }
        }
    }

    fn false_marks(&mut self, shared: &Shared<'_>, luck: &Stream, span: Span, k: usize, crowd: &Crowd) {
        let (line, kind) = (shared.false_lines[k], k as u8);
        shared.planes.falses[k].sweep(luck, crowd, span.block, line, |person, Mark { week, height }| {
            if week < span.weeks {
                self.falses.push(week, FalseMark { person, kind, height });
            }
        });
    }

    fn demand(&mut self, shared: &Shared<'_>, population: &Population, luck: &Stream, span: Span, r: usize) {
        shared.source.demand(shared.society, &population.people, r, &mut self.rates);
        let (lists, right) = (&mut self.demands, r as u8);
        shared.planes.demands[r].sweep(luck, &self.rates, span, &mut self.calendar, |marks| {
            lists.extend(marks.week, marks.each().map(|(person, _)| Demand { person, right }));
        });
    }

    fn reviews(&mut self, shared: &Shared<'_>, luck: &Stream, span: Span, adults: &Crowd) {
        let planes = &shared.planes;
        let run = (1 << span.weeks) - 1;
        for (review, list) in [
            (&planes.reconsider, &mut self.reconsider),
            (&planes.tie_review, &mut self.tie_review),
            (&planes.healing, &mut self.healing),
        ] {
            review.sweep(luck, adults, span.block, |person, weeks| {
                let mut left = weeks & run;
                while left != 0 {
                    list.push(left.trailing_zeros(), person);
                    left &= left - 1;
                }
            });
        }
    }
}

at_every_level! {
    /// Whose the marks are, and whether they are private: with venues below this.
    fn pack = pack_body(marks: &Moments, private: u16, packed: &mut [u32; PAGE])
}

#[inline(always)]
fn pack_body(marks: &Moments, private: u16, packed: &mut [u32; PAGE]) {
    for i in 0..PAGE {
        packed[i] = ActMark::pack(marks.people[i], marks.low[i] >> 16 < u32::from(private));
    }
}
