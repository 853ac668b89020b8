//! The events of one block of weeks that do not depend on the arm, as lists by week.

use super::shared::Shared;
use crate::draw::Stream;
use crate::luck::{BLOCK, strata_below};
use crate::society::Form;
use crate::society::people::{CELLS, flag};
use crate::society::population::Population;
use crate::society::propensity::eligible;

/// A mark below the highest hazard of its person and kind.
#[derive(Clone, Copy, Debug)]
pub struct ActMark {
    /// Person (20 bits), kind (5), private (1), done under `none` (1).
    packed: u32,
    /// Decides whether the act is recorded.
    pub observed: u32,
    /// Height, in the units of [`Hazard`].
    pub height: u64,
}

impl ActMark {
    /// A mark of `kind` by `person`, at `height`, that `observed` decides the record of.
    pub fn new(person: u32, kind: usize, private: bool, height: u64, observed: u32) -> ActMark {
        ActMark { packed: person | (kind as u32) << 20 | u32::from(private) << 25, observed, height }
    }

    /// Who.
    #[inline(always)]
    pub fn person(self) -> usize {
        (self.packed & 0xF_FFFF) as usize
    }

    /// What.
    #[inline(always)]
    pub fn kind(self) -> usize {
        (self.packed >> 20 & 31) as usize
    }

    /// Where no regime can look.
    #[inline(always)]
    pub fn private(self) -> bool {
        self.packed >> 25 & 1 == 1
    }

    /// Whether it was done under `none`.
    #[inline(always)]
    pub fn done_under_none(self) -> bool {
        self.packed >> 26 & 1 == 1
    }

    /// Notes whether it is done under `none`.
    #[inline(always)]
    pub fn note(&mut self, done: bool) {
        self.packed |= u32::from(done) << 26;
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

/// The marks of one week's acts, and what was done of them under `none`.
#[derive(Debug, Default)]
pub struct ActMarks {
    /// The marks, kind by kind.
    pub marks: Vec<ActMark>,
    /// `[kind][in view, in private][cell]` Acts at them in the arm `none`.
    pub done: Vec<[[i64; CELLS]; 2]>,
}

/// One list a week of the block.
type ByWeek<T> = [Vec<T>; BLOCK as usize];

/// How many strata of each plane reach below the lines of the people of a county: `[kind or right][person]`.
#[derive(Debug, Default)]
struct Strata {
    acts: Vec<Vec<u8>>,
    falses: Vec<Vec<u8>>,
    demands: Vec<Vec<u8>>,
}

impl Strata {
    fn new(shared: &Shared<'_>, population: &Population) -> Strata {
        let (society, people) = (shared.society, &population.people);
        let acts = |k| population.hazards_of(k).iter().map(|&hazard| strata_below(hazard)).collect();
        let false_one = |k: usize| {
            let (strata, who) = (strata_below(shared.false_lines[k]), society.kinds[k].who);
            (0..people.len()).map(|i| if eligible(people, i, who) { strata } else { 0 }).collect()
        };
        let demand = |r| {
            let line = |i| shared.source.demand(society, people, i, r);
            (0..people.len()).map(|i| strata_below(line(i))).collect()
        };
        Strata {
            acts: (0..society.kinds.len()).map(acts).collect(),
            falses: (0..society.kinds.len()).map(false_one).collect(),
            demands: (0..society.rights.len()).map(demand).collect(),
        }
    }
}

/// The lists of one block.
#[derive(Debug, Default)]
pub struct Block {
    /// Made with the first block of a county.
    strata: Option<Box<Strata>>,
    /// Marks of acts.
    pub acts: [ActMarks; BLOCK as usize],
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
    /// Marks of false records above the highest hazard of any arm would change nothing and are left out.
    pub fn fill(&mut self, shared: &Shared<'_>, population: &Population, luck: &Stream, block: u32) {
        self.clear();
        let strata = self.strata.take().unwrap_or_else(|| Box::new(Strata::new(shared, population)));
        let campaign = shared.campaign_in(block);
        for k in 0..shared.society.kinds.len() {
            // Without a campaign in the block there is no occasion to be silent at.
            if shared.society.kinds[k].form == Form::Silence && !campaign {
                continue;
            }
            self.marks(shared, population, luck, block, k, &strata.acts[k]);
            self.false_marks(shared, luck, block, k, &strata.falses[k]);
        }
        for r in 0..shared.society.rights.len() {
            self.demand(shared, population, luck, block, r, &strata.demands[r]);
        }
        self.strata = Some(strata);
        self.reviews(shared, population, luck, block);
    }

    /// Empties every list.
    pub fn clear(&mut self) {
        self.acts.iter_mut().for_each(|acts| acts.marks.clear());
        self.falses.iter_mut().for_each(Vec::clear);
        self.demands.iter_mut().for_each(Vec::clear);
        for list in [&mut self.reconsider, &mut self.tie_review, &mut self.healing] {
            list.iter_mut().for_each(Vec::clear);
        }
    }

    fn marks(
        &mut self,
        shared: &Shared<'_>,
        population: &Population,
        luck: &Stream,
        block: u32,
        k: usize,
        strata: &[u8],
    ) {
        let hazards = population.hazards_of(k);
        let private = shared.planes.private;
        let from: [usize; BLOCK as usize] = std::array::from_fn(|week| self.acts[week].marks.len());
        shared.planes.acts[k].sweep(
            luck,
            strata,
            block,
            |i| hazards[i],
            |person, mark| {
                let act = ActMark::new(person, k, mark.venue < private, mark.height, mark.observed);
                self.acts[mark.week as usize].marks.push(act);
            },
        );
        if shared.society.kinds[k].form == Form::DebtEntry {
            // Of two debts in one week the lower mark is the one that is entered.
            for (acts, from) in self.acts.iter_mut().zip(from) {
                acts.marks[from..].sort_unstable_by_key(|mark| (mark.person(), mark.height));
            }
        }
    }

    fn false_marks(
        &mut self,
        shared: &Shared<'_>,
        luck: &Stream,
        block: u32,
        k: usize,
        strata: &[u8],
    ) {
        let line = shared.false_lines[k];
        if line.0 == 0 {
            return;
        }
        shared.planes.falses[k].sweep(luck, strata, block, |_| line, |person, mark| {
            let mark_of = FalseMark { person, kind: k as u8, height: mark.height };
            self.falses[mark.week as usize].push(mark_of);
        });
    }

    fn demand(
        &mut self,
        shared: &Shared<'_>,
        population: &Population,
        luck: &Stream,
        block: u32,
        r: usize,
        strata: &[u8],
    ) {
        let line = |i: usize| shared.source.demand(shared.society, &population.people, i, r);
        shared.planes.demands[r].sweep(luck, strata, block, line, |person, mark| {
            self.demands[mark.week as usize].push(Demand { person, right: r as u8 });
        });
    }

    fn reviews(&mut self, shared: &Shared<'_>, population: &Population, luck: &Stream, block: u32) {
        let planes = &shared.planes;
        for (review, list) in [
            (&planes.reconsider, &mut self.reconsider),
            (&planes.tie_review, &mut self.tie_review),
            (&planes.healing, &mut self.healing),
        ] {
            let adult = |i: usize| population.people.is(i, flag::ADULT);
            review.sweep(luck, shared.people, block, adult, |person, mut weeks| {
                while weeks != 0 {
                    list[weeks.trailing_zeros() as usize].push(person);
                    weeks &= weeks - 1;
                }
            });
        }
    }
}
