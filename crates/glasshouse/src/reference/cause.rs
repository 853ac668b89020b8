//! What a term rests on, MODEL.md 7.5: causes, their necessity, and the conduct behind them.

use std::collections::BTreeMap;

use super::{Record, Reference, rights_in, sanction};
use crate::society::{Contexts, Form};

/// Own harm in the right's context.
pub const IN_CONTEXT: usize = 0;
/// Own harm elsewhere.
pub const ELSEWHERE: usize = 1;
/// Own harmless conduct.
pub const HARMLESS: usize = 2;
/// A false record.
pub const FALSE: usize = 3;
/// Friends' and colleagues' deficits.
pub const ASSOCIATION: usize = 4;
/// A sanction of another member of the household.
pub const HOUSEHOLD: usize = 5;
/// Causes in all.
pub const CAUSES: usize = 6;

/// What led to a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    Score = 0,
    Listing = 1,
    Household = 2,
}

/// How a ground is shared out over causes, for one right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// 60ths.
    pub parts: [u64; CAUSES],
    pub necessary: [bool; CAUSES],
    pub involved: [bool; CAUSES],
}

impl Split {
    /// One cause takes all, and is necessary and involved.
    pub fn whole(cause: usize) -> Split {
        let mut split = Split { parts: [0; CAUSES], necessary: [false; CAUSES], involved: [false; CAUSES] };
        split.parts[cause] = 60;
        split.necessary[cause] = true;
        split.involved[cause] = true;
        split
    }

    /// Own harm elsewhere and harmless conduct, in 60ths.
    pub fn out_of_context(&self) -> u64 {
        self.parts[ELSEWHERE] + self.parts[HARMLESS]
    }
}

/// A term of a sanction of one's own: holds weeks [from, to).
#[derive(Clone, Debug)]
pub struct Term {
    pub from: u32,
    pub to: u32,
    pub trigger: Trigger,
    /// Whether a false record was necessary.
    pub wrong: bool,
    /// The kind of the listed record; none for a score.
    pub kind: Option<usize>,
    /// By relatedness (strict, broad) and right, the household rights too.
    pub splits: [BTreeMap<usize, Split>; 2],
    /// 15,360ths over kinds, then association, by right.
    pub reach: BTreeMap<usize, Vec<u64>>,
    /// Kinds without which there would be no term.
    pub necessary_kinds: Vec<bool>,
}

/// The Shapley value in 60ths of each of five players, and whether each is necessary and involved;
/// `holds` takes a coalition as a set of bits.
pub fn shapley(holds: impl Fn(usize) -> bool) -> Split {
    const WEIGHTS: [u64; 5] = [12, 3, 2, 3, 12];
    let mut split = Split { parts: [0; CAUSES], necessary: [false; CAUSES], involved: [false; CAUSES] };
    for player in 0..5 {
        let bit = 1 << player;
        for coalition in (0..32_usize).filter(|coalition| coalition & bit == 0) {
            if holds(coalition | bit) && !holds(coalition) {
                split.parts[player] += WEIGHTS[coalition.count_ones() as usize];
                split.involved[player] = true;
            }
        }
        split.necessary[player] = !holds(31 & !bit);
    }
    split
}

impl Reference<'_> {
    /// The term that begins now for person i and sanction s.
    pub(super) fn term(&self, i: usize, s: usize, listed: bool, state: bool) -> Term {
        let sanction = &self.regime.sanctions[s];
        let standing = &self.persons[i].standings[s];
        let rights = rights_in(sanction.takes | standing.added | sanction.household).collect::<Vec<usize>>();
        let record = if listed {
            self.listed_records(i, s).min()
        } else if state {
            self.kind_of(Form::DebtEntry).map(|kind| Record { wrong: false, kind })
        } else {
            None
        };
        let to = self.week + sanction::lasts(sanction, standing.begun);
        match (record, sanction.below) {
            (Some(record), _) => self.listing_term(to, record, &rights),
            (None, Some(line)) => self.score_term(to, (i, s), line.0, &rights),
            (None, None) => unreachable!("a term without a record, a state or a line"),
        }
    }

    /// This week's records that sanction s lists; ordered, true ones come first, then low kinds.
    pub(super) fn listed_records(&self, i: usize, s: usize) -> impl Iterator<Item = Record> + '_ {
        let on = self.regime.sanctions[s].on;
        self.persons[i].today.records.iter().copied().filter(move |record| on >> record.kind & 1 == 1)
    }

    /// Whether the context of a kind's record counts as the right's own.
    fn related(&self, matrix: usize, kind: usize, right: usize) -> bool {
        let relatedness = [&self.society.related_strict, &self.society.related_broad][matrix];
        let own: Contexts = relatedness[self.society.rights[right].context];
        self.watch(kind).is_some_and(|watch| own >> watch.context & 1 == 1)
    }

    /// The player a true record of the kind belongs to.
    fn player(&self, matrix: usize, kind: usize, right: usize) -> usize {
        if self.society.kinds[kind].harm == 0 {
            HARMLESS
        } else if self.related(matrix, kind, right) {
            IN_CONTEXT
        } else {
            ELSEWHERE
        }
    }

    /// A listing: one record takes all.
    fn listing_term(&self, to: u32, record: Record, rights: &[usize]) -> Term {
        let cause = |matrix, right| {
            if record.wrong { FALSE } else { self.player(matrix, record.kind, right) }
        };
        let splits = [0, 1]
            .map(|matrix| rights.iter().map(|&right| (right, Split::whole(cause(matrix, right)))).collect());
        let mut reach = vec![0; self.society.kinds.len() + 1];
        reach[record.kind] = 15_360;
        let mut necessary_kinds = vec![false; self.society.kinds.len()];
        necessary_kinds[record.kind] = true;
        Term {
            from: self.week,
            to,
            trigger: Trigger::Listing,
            wrong: record.wrong,
            kind: Some(record.kind),
            splits,
            reach: rights.iter().map(|&right| (right, reach.clone())).collect(),
            necessary_kinds,
        }
    }

    /// A score below its line: Shapley over the negative entries.
    fn score_term(&self, to: u32, of: (usize, usize), line: i64, rights: &[usize]) -> Term {
        let splits: [BTreeMap<usize, Split>; 2] = [0, 1].map(|matrix| {
            rights.iter().map(|&right| (right, self.score_split(of, line, matrix, right))).collect()
        });
        let reach = splits[0].iter().map(|(&right, split)| (right, self.score_reach(of, split))).collect();
        Term {
            from: self.week,
            to,
            trigger: Trigger::Score,
            wrong: self.without_false(of) >= line,
            kind: None,
            splits,
            reach,
            necessary_kinds: self.necessary_kinds(of, line),
        }
    }

    fn score_split(&self, of: (usize, usize), line: i64, matrix: usize, right: usize) -> Split {
        let (i, s) = of;
        let person = &self.persons[i];
        shapley(|coalition| {
            let with = |player: usize| coalition >> player & 1 == 1;
            let raw = self.raw_toward(i, s, |kind| {
                let (own, wrong) = (person.true_entries[kind], person.false_entries[kind]);
                let own = if with(self.player(matrix, kind, right)) { own } else { own.max(0) };
                own + if with(FALSE) { wrong } else { wrong.max(0) }
            });
            let association = self.association_toward(i, s);
            raw - (if with(ASSOCIATION) { 0 } else { association }) < line
        })
    }

    /// The raw score toward the line without negative false entries.
    fn without_false(&self, (i, s): (usize, usize)) -> i64 {
        let person = &self.persons[i];
        self.raw_toward(i, s, |kind| person.true_entries[kind] + person.false_entries[kind].max(0))
    }

    /// The negative entries of a kind toward the line, true and false.
    fn negative(&self, (i, s): (usize, usize), k: usize) -> i64 {
        let person = &self.persons[i];
        let entries = person.true_entries[k].min(0) + person.false_entries[k].min(0);
        if self.counts_toward(s, k) { entries } else { 0 }
    }

    fn necessary_kinds(&self, of: (usize, usize), line: i64) -> Vec<bool> {
        let (i, s) = of;
        let person = &self.persons[i];
        let without = |k: usize| {
            self.raw_toward(i, s, |kind| {
                let left = person.true_entries[kind] + person.false_entries[kind];
                if kind == k { left - self.negative(of, k) } else { left }
            })
        };
        (0..self.society.kinds.len()).map(|k| without(k) >= line).collect()
    }

    /// Over conduct: association has its Shapley share; the rest in proportion to negative entries.
    fn score_reach(&self, of: (usize, usize), split: &Split) -> Vec<u64> {
        let kinds = 0..self.society.kinds.len();
        let weights: Vec<u64> = kinds.map(|k| self.negative(of, k).unsigned_abs()).collect();
        let association = split.parts[ASSOCIATION] * 256;
        let mut reach = apportion(15_360 - association, &weights);
        reach.push(association);
        reach
    }
}

/// `rest` in proportion to `weights`: fractions down, the remainder to the largest, first in order.
pub fn apportion(rest: u64, weights: &[u64]) -> Vec<u64> {
    let total: u64 = weights.iter().sum();
    if total == 0 {
        assert_eq!(rest, 0, "a share for conduct without any conduct");
        return vec![0; weights.len()];
    }
    let mut parts: Vec<u64> = weights
        .iter()
        .map(|&weight| (u128::from(rest) * u128::from(weight) / u128::from(total)) as u64)
        .collect();
    let left = rest - parts.iter().sum::<u64>();
    let largest = weights.iter().max();
    if let Some(first) = weights.iter().position(|weight| Some(weight) == largest) {
        parts[first] += left;
    }
    parts
}
