//! The plane of marks and the reviews, MODEL.md 7.1, enumerated stratum by stratum.

use std::collections::BTreeSet;

use super::Reference;
use super::one_word;
use crate::curve::neglog;
use crate::draw::{Decision, Stream};
use crate::society::{DemandBy, Right};
use crate::unit::{Chance, Hazard, PerYear};

const BLOCK_WEEKS: u32 = 52;

/// One mark of a process: an act's or a demand's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub week: u32,
    /// u: its height as a part of the highest hazard, of 2^32.
    pub part: u64,
    /// Decides observation.
    pub observed: u32,
    /// Decides the venue.
    pub venue: u16,
}

/// Every mark of one person's process in a block, in order of time.
pub fn process(
    stream: &Stream,
    name: &str,
    subject: &str,
    person: usize,
    block: u32,
    highest: Hazard,
) -> Vec<Mark> {
    let first = Decision::of(name, subject);
    let detail = Decision::of(&format!("{name}-detail"), subject);
    let mut kept = Vec::new();
    if highest.0 == 0 {
        return kept;
    }
    let rate = highest.0.max(1 << 46);
    let pace = (1u64 << 63) / (rate / (1 << 14));
    let gap = |word: u32| u64::from(neglog(word)) * pace / (1 << 19);
    let mut time = gap(one_word(stream, person, first, block));
    for number in 0.. {
        if time >= u64::from(BLOCK_WEEKS) << 24 {
            break;
        }
        let words = stream.words(person as u32, detail, block << 16 | number);
        let height = u64::from(words[0]) << 14 | u64::from(words[2] & 0x3FFF);
        let thinned = rate != highest.0;
        if !thinned || height < highest.0 {
            let part = if thinned {
                (u128::from(height) << 32) / u128::from(highest.0)
            } else {
                u128::from(words[0])
            };
            let week = block * BLOCK_WEEKS + (time >> 24) as u32;
            kept.push(Mark { week, part: part as u64, observed: words[1], venue: (words[2] >> 16) as u16 });
        }
        time += gap(words[3]);
    }
    kept
}

/// All marks and reviews of one block of weeks, by person and then kind or right.
#[derive(Default)]
pub struct Block {
    number: Option<u32>,
    pub acts: Vec<Vec<Vec<Mark>>>,
    /// Weeks of false records.
    pub false_records: Vec<Vec<Vec<u32>>>,
    pub demands: Vec<Vec<Vec<Mark>>>,
    pub reconsider: Vec<BTreeSet<u32>>,
    pub tie_review: Vec<BTreeSet<u32>>,
    pub tie_healing: Vec<BTreeSet<u32>>,
}

/// The marks of `week` in their order.
pub fn of_week(marks: &[Mark], week: u32) -> Vec<Mark> {
    marks.iter().copied().filter(|mark| mark.week == week).collect()
}

/// The weeks and heights of the marks of one person's plane in a block that lie below `line`, by stratum and j.
pub fn below(
    stream: &Stream,
    name: &str,
    subject: &str,
    person: usize,
    block: u32,
    line: Hazard,
) -> Vec<(u32, u64)> {
    let first = Decision::of(name, subject);
    let detail = Decision::of(&format!("{name}-detail"), subject);
    let mut kept = Vec::new();
    for stratum in 0..17 {
        if height(stratum, 0, 0) >= line.0 {
            continue; // the stratum starts at or above the line
        }
        let words = stream.words(person as u32, first, 8 * block + stratum / 4);
        // Marks a week: 2^-12 in stratum 0, 2^(stratum - 13) in the others.
        let mean =
            f64::from(BLOCK_WEEKS) * libm::ldexp(1.0, if stratum == 0 { -12 } else { stratum as i32 - 13 });
        for j in 0..poisson(words[stratum as usize % 4], mean) {
            let words = stream.words(person as u32, detail, block << 16 | stratum << 10 | j);
            let height = height(stratum, words[0], words[2]);
            if height < line.0 {
                let week = (u64::from(words[3]) * u64::from(BLOCK_WEEKS) / (1 << 32)) as u32;
                kept.push((block * BLOCK_WEEKS + week, height));
            }
        }
    }
    kept
}

/// The Poisson count of a word: the first n whose chance of a count up to it, of 2^32 and rounded, is above the word.
fn poisson(word: u32, mean: f64) -> u32 {
    let mut chance = libm::exp(-mean);
    let (mut sum, mut n) = (chance, 0);
    while libm::round(sum * 4_294_967_296.0) <= f64::from(word) && !(f64::from(n) > mean && chance < 1e-11) {
        n += 1;
        chance *= mean / f64::from(n);
        sum += chance;
    }
    n
}

/// The height of a mark from its first and third word.
fn height(stratum: u32, first: u32, third: u32) -> u64 {
    let r = u64::from(first) << 16 | u64::from(third & 0xFFFF);
    if stratum == 0 {
        r >> 2
    } else if stratum < 3 {
        (1 << (45 + stratum)) + (r >> (3 - stratum))
    } else {
        (1 << (45 + stratum)) + (r << (stratum - 3))
    }
}

/// The weeks of a block in which a person has the review `name`.
pub fn reviews(stream: &Stream, name: &str, chance: Chance, person: usize, block: u32) -> BTreeSet<u32> {
    let mut weeks = BTreeSet::new();
    let rate = -libm::log1p(-chance.share().min(0.9999));
    if rate <= 0.0 {
        return weeks;
    }
    let words = |moment: u32| stream.words(person as u32, Decision::new(name), 64 * block + moment);
    // Moments fall into 64 weeks, of which the block has the first 52.
    let count = poisson(words(0)[0], 64.0 * rate);
    for n in 0..count {
        // Five places a word, from the second word of the block's first moment on.
        let (word, place) = (1 + n / 5, n % 5);
        let week = words(word / 4)[word as usize % 4] >> (6 * place) & 63;
        if week < BLOCK_WEEKS {
            weeks.insert(block * BLOCK_WEEKS + week);
        }
    }
    weeks
}

impl Reference<'_> {
    /// Makes the marks of this week's block, once a block.
    pub(super) fn enter_block(&mut self) {
        let number = self.week / BLOCK_WEEKS;
        if self.marks.number != Some(number) {
            self.marks = self.block(number);
        }
    }

    fn block(&self, number: u32) -> Block {
        let review = |name: &str, chance: Chance| {
            (0..self.persons.len()).map(|i| reviews(&self.luck, name, chance, i, number)).collect()
        };
        Block {
            number: Some(number),
            acts: (0..self.persons.len()).map(|i| self.act_marks(i, number)).collect(),
            false_records: (0..self.persons.len()).map(|i| self.false_marks(i, number)).collect(),
            demands: (0..self.persons.len()).map(|i| self.demand_marks(i, number)).collect(),
            reconsider: review("reconsider", self.society.behaviour.reconsider),
            tie_review: review("tie-review", Chance::new(1.5 * self.society.behaviour.tie_cutting)),
            tie_healing: review("tie-healing", self.society.behaviour.tie_healing),
        }
    }

    fn act_marks(&self, i: usize, block: u32) -> Vec<Vec<Mark>> {
        let kinds = self.society.kinds.iter().zip(&self.persons[i].hazards);
        kinds.map(|(kind, &hazard)| process(&self.luck, "act", &kind.name, i, block, hazard)).collect()
    }

    /// MODEL.md 7.3: false records of those in scope who could do the kind.
    fn false_marks(&self, i: usize, block: u32) -> Vec<Vec<u32>> {
        let kinds = self.society.kinds.iter().enumerate();
        kinds
            .map(|(k, kind)| {
                let rate = self.watch(k).map_or(PerYear(0.0), |watch| self.at_place(i, &watch.false_records));
                let exposed = self.persons[i].in_scope && self.belongs(i, kind.who);
                let hazard = if exposed { Hazard::new(rate) } else { Hazard(0) };
                let marks = below(&self.luck, "false-record", &kind.name, i, block, hazard);
                marks.into_iter().map(|(week, _)| week).collect()
            })
            .collect()
    }

    fn demand_marks(&self, i: usize, block: u32) -> Vec<Vec<Mark>> {
        let rights = self.society.rights.iter();
        rights
            .map(|right| process(&self.luck, "demand", &right.name, i, block, self.demand_hazard(i, right)))
            .collect()
    }

    /// A right's demand per adult-year, shared out over those who demand it by the society's marginals.
    fn demand_hazard(&self, i: usize, right: &Right) -> Hazard {
        let children = self.society.people.children.share();
        let total = right.demand.0;
        let adult = self.persons[i].adult;
        match right.by {
            DemandBy::Residents => Hazard::new(PerYear(total * (1.0 - children))),
            // Twice the rank has mean 1; the rank in 16ths is widened to 2^-24.
            DemandBy::Income => {
                Hazard::new(PerYear(total * (1.0 - children))).times(u32::from(self.people.rank[i]) << 9)
            }
            DemandBy::Adults if adult => Hazard::new(right.demand),
            DemandBy::Children if !adult => Hazard::new(PerYear(total * (1.0 - children) / children)),
            DemandBy::Adults | DemandBy::Children => Hazard(0),
        }
    }
}
