//! Why a right is lost: exact Shapley shares of the condition, and who would have kept it but for what.
//!
//! The players of a score sanction are the negative entries of the ledger in five classes; positive
//! entries stay where they are. A record that is listed takes all. MODEL.md, section 7.5.

mod shapley;

use super::ledger::Entries;
use super::rules::{Rules, SanctionRule};
use super::score::Inflation;
use super::state::State;
use crate::measure::totals::CAUSES;
use crate::society::{Contexts, MAX_CONTEXTS, MAX_KINDS, MAX_RIGHTS, Rights};
use shapley::{Game, shapley};

/// Own harm in the right's context.
pub const IN_CONTEXT: usize = 0;
/// Own harm elsewhere.
pub const ELSEWHERE: usize = 1;
/// Own harmless or lawful conduct.
pub const HARMLESS: usize = 2;
/// A record of what never happened.
pub const FALSE_RECORD: usize = 3;
/// Ties to people with a deficit.
pub const ASSOCIATION: usize = 4;
/// A member of the household.
pub const HOUSEHOLD: usize = 5;

/// Parts into which a term is split among causes.
pub const PARTS: i64 = 60;
/// Parts into which a term is split among kinds of conduct.
pub const REACH_PARTS: i64 = PARTS * 256;
/// Rows of reach: kinds, then association, household.
pub const REACH_ROWS: usize = MAX_KINDS + 2;

/// What set off a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The score was below the line.
    Score,
    /// A listed record, or the state it stands for.
    Listing {
        /// Of what.
        kind: u8,
        /// Of what never happened.
        is_false: bool,
    },
    /// A member of the household was sanctioned.
    Household,
}

impl Trigger {
    /// Row of the tables: score, listing, household.
    pub fn row(self) -> usize {
        match self {
            Trigger::Score => 0,
            Trigger::Listing { .. } => 1,
            Trigger::Household => 2,
        }
    }
}

/// The causes of one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Causes {
    /// `[right][cause]` Parts of [`PARTS`].
    pub parts: [[u8; CAUSES]; MAX_RIGHTS],
    /// `[right]` Bit c: the condition would not hold but for cause c.
    pub necessary: [u8; MAX_RIGHTS],
    /// `[right]` Bit c: cause c turns some coalition.
    pub involved: [u8; MAX_RIGHTS],
    /// `[right][strict, broad]` Parts for own conduct out of context or harmless.
    pub out_of_context: [[u8; 2]; MAX_RIGHTS],
    /// Bit k: kind k of conduct has a weight in what the own records did.
    kinds: u32,
    /// These weights.
    weights: [i64; MAX_KINDS],
    /// Bit k: the condition would not hold but for the records of kind k.
    pub reach_necessary: u32,
    /// A false record was necessary: the ground is wrong.
    pub wrong: bool,
    /// Nothing but false records had a hand in it.
    pub wholly_false: bool,
}

impl Causes {
    fn none() -> Causes {
        Causes {
            parts: [[0; CAUSES]; MAX_RIGHTS],
            necessary: [0; MAX_RIGHTS],
            involved: [0; MAX_RIGHTS],
            out_of_context: [[0; 2]; MAX_RIGHTS],
            kinds: 0,
            weights: [0; MAX_KINDS],
            reach_necessary: 0,
            wrong: false,
            wholly_false: false,
        }
    }

    /// All to one cause for right `r`.
    fn all_to(&mut self, r: usize, cause: usize) {
        self.parts[r][cause] = PARTS as u8;
        self.necessary[r] = 1 << cause;
        self.involved[r] = 1 << cause;
    }

    /// Gives a kind its weight.
    fn weigh(&mut self, kind: usize, weight: i64) {
        self.kinds |= 1 << kind;
        self.weights[kind] = weight;
    }

    /// The kinds of conduct that have a weight.
    pub fn kinds(&self) -> impl Iterator<Item = usize> {
        bits(self.kinds)
    }

    /// A part of a household's term: all to the household; out of context as its source's term is.
    pub fn of_household(source: &Causes, rights: Rights) -> Causes {
        let mut causes = Causes::none();
        for r in each(rights) {
            causes.all_to(r, HOUSEHOLD);
            causes.out_of_context[r] = source.out_of_context[r];
        }
        causes
    }

    /// A term's parts of [`REACH_PARTS`] for right `r` by conduct, then association, household: those two
    /// have their Shapley share, conduct the rest in proportion to its weights.
    pub fn reach(&self, r: usize) -> [u16; REACH_ROWS] {
        let mut reach = [0; REACH_ROWS];
        reach[MAX_KINDS] = u16::from(self.parts[r][ASSOCIATION]) * 256;
        reach[MAX_KINDS + 1] = u16::from(self.parts[r][HOUSEHOLD]) * 256;
        let rest = REACH_PARTS - i64::from(reach[MAX_KINDS]) - i64::from(reach[MAX_KINDS + 1]);
        let total: i128 = self.kinds().map(|kind| i128::from(self.weights[kind])).sum();
        let Some(mut most) = self.kinds().next() else { return reach };
        let mut left = rest;
        for kind in self.kinds() {
            reach[kind] = share(rest, self.weights[kind], total);
            left -= i64::from(reach[kind]);
            if self.weights[kind] > self.weights[most] {
                most = kind;
            }
        }
        reach[most] += left as u16;
        reach
    }

    /// A term set off by one record of `kind`.
    pub fn of_listing(rules: &Rules, kind: u8, is_false: bool, rights: Rights) -> Causes {
        let mut causes = Causes::none();
        let rule = &rules.kinds[usize::from(kind)];
        let class = |matrix: usize, r: usize| {
            if is_false {
                FALSE_RECORD
            } else if rule.harm == 0 {
                HARMLESS
            } else if rules.related[matrix][r] >> rule.context & 1 == 1 {
                IN_CONTEXT
            } else {
                ELSEWHERE
            }
        };
        for r in each(rights) {
            causes.all_to(r, class(0, r));
            for matrix in 0..2 {
                let out = matches!(class(matrix, r), ELSEWHERE | HARMLESS);
                causes.out_of_context[r][matrix] = if out { PARTS as u8 } else { 0 };
            }
        }
        causes.weigh(usize::from(kind), 1);
        causes.reach_necessary = 1 << kind;
        causes.wrong = is_false;
        causes.wholly_false = is_false;
        causes
    }

    /// A term set off by the score of person i, with these entries, below the line of `sanction`.
    pub fn of_score(
        state: &State,
        rules: &Rules,
        inflation: Inflation,
        (i, entries): (usize, Entries),
        sanction: &SanctionRule,
        rights: Rights,
    ) -> Causes {
        let file = File::read(state, rules, inflation, (i, entries), sanction);
        let mut games = Games { file: &file, known: Vec::new() };
        let mut causes = Causes::none();
        for r in each(rights) {
            let strict = games.of(rules.related[0][r]);
            causes.parts[r][..5].copy_from_slice(&strict.parts);
            causes.necessary[r] = strict.necessary;
            causes.involved[r] = strict.involved;
            let broad = games.of(rules.related[1][r]);
            let out = |game: Game| game.parts[ELSEWHERE] + game.parts[HARMLESS];
            causes.out_of_context[r] = [out(strict), out(broad)];
        }
        // What false records did does not depend on the right.
        let game = games.of(0);
        causes.wrong = game.necessary >> FALSE_RECORD & 1 == 1;
        causes.wholly_false = i64::from(game.parts[FALSE_RECORD]) == PARTS;
        file.weigh(&mut causes);
        causes
    }
}

/// rest · weight / total, which is at most the rest; one in 64 bits where they do, since a division of 128 takes many
/// times as long.
fn share(rest: i64, weight: i64, total: i128) -> u16 {
    match (rest.checked_mul(weight), i64::try_from(total)) {
        (Some(product), Ok(total)) => (product / total) as u16,
        _ => (i128::from(rest) * i128::from(weight) / total) as u16,
    }
}

/// The rights of a set, by number.
pub fn each(rights: Rights) -> impl Iterator<Item = usize> {
    bits(rights)
}

/// The bits of a set, by number.
pub fn bits(set: impl Into<u64>) -> impl Iterator<Item = usize> {
    let mut left = set.into();
    std::iter::from_fn(move || {
        let bit = (left != 0).then(|| left.trailing_zeros() as usize);
        left &= left.wrapping_sub(1);
        bit
    })
}

/// A person's file at the moment of a fall, as far as the sanction counts it.
struct File<'a> {
    rules: &'a Rules,
    inflation: Inflation,
    /// `[slot][true, false]`
    entries: Entries,
    start: i64,
    positive: i64,
    /// `[context]` Units of own harm, at most 0.
    harm: [i64; MAX_CONTEXTS],
    /// Contexts with any.
    harmed: Contexts,
    /// Units of what is harmless, at most 0.
    harmless: i64,
    /// Units of false records, at most 0.
    falses: i64,
    association: i64,
    line: i64,
}

/// The games of one file that have been played: rights differ in how much of the own harm is in their context, and
/// few amounts are different.
struct Games<'a> {
    file: &'a File<'a>,
    /// By the units in context.
    known: Vec<(i64, Game)>,
}

impl Games<'_> {
    /// The game where `related` contexts count as the right's own.
    fn of(&mut self, related: Contexts) -> Game {
        let in_context = bits(related & self.file.harmed).map(|context| self.file.harm[context]).sum();
        if let Some((_, game)) = self.known.iter().find(|(units, _)| *units == in_context) {
            return *game;
        }
        let game = self.file.game(in_context);
        self.known.push((in_context, game));
        game
    }
}

impl<'a> File<'a> {
    fn read(
        state: &State,
        rules: &'a Rules,
        inflation: Inflation,
        (i, mut entries): (usize, Entries),
        sanction: &SanctionRule,
    ) -> File<'a> {
        let partial = sanction.line.is_some_and(|line| line.partial.is_some());
        if partial {
            for (pair, &kind) in entries.chunks_exact_mut(2).zip(&rules.slots) {
                if sanction.counts >> rules.kinds[usize::from(kind)].context & 1 == 0 {
                    pair.fill(0);
                }
            }
        }
        let (mut harm, mut harmed, mut harmless, mut falses) = ([0; MAX_CONTEXTS], 0, 0, 0);
        for (pair, &kind) in entries.chunks_exact(2).zip(&rules.slots) {
            falses += pair[1].min(0);
            if pair[0] >= 0 {
                continue;
            }
            let rule = &rules.kinds[usize::from(kind)];
            if rule.harm == 0 {
                harmless += pair[0];
            } else {
                harm[rule.context] += pair[0];
                harmed |= 1 << rule.context;
            }
        }
        File {
            rules,
            inflation,
            start: i64::from(state.start[i]),
            positive: entries.iter().filter(|&&entry| entry > 0).sum(),
            harm,
            harmed,
            harmless,
            falses,
            entries,
            association: if partial { 0 } else { state.association(i) },
            line: sanction.below,
        }
    }

    /// Whether the score is below the line with these entries and with or without association.
    fn below(&self, units: i64, association: bool) -> bool {
        let level = if association { self.association } else { 0 };
        self.start + self.inflation.worth(units) + level < self.line
    }

    /// The game of the five classes, where so many units of harm are in the right's context.
    fn game(&self, in_context: i64) -> Game {
        let mut classes = [0; 4];
        classes[IN_CONTEXT] = in_context;
        classes[ELSEWHERE] = self.harm.iter().sum::<i64>() - in_context;
        classes[HARMLESS] = self.harmless;
        classes[FALSE_RECORD] = self.falses;
        // What each coalition of the four adds up to: that of the others, and the last one's units.
        let mut units = [self.positive; 16];
        for (class, &own) in classes.iter().enumerate() {
            for others in 0..1 << class {
                units[others | 1 << class] = units[others] + own;
            }
        }
        let value = |coalition: usize| self.below(units[coalition & 15], coalition >> ASSOCIATION == 1);
        shapley((0..32).fold(0, |values, coalition| values | u32::from(value(coalition)) << coalition))
    }

    /// Weighs kinds by their negative entries, and asks of each that has any whether it was necessary.
    fn weigh(&self, causes: &mut Causes) {
        let all: i64 = self.entries.iter().sum();
        debug_assert!(self.below(all, true), "a term begins for a score that is below the line");
        for (pair, &kind) in self.entries.chunks_exact(2).zip(&self.rules.slots) {
            let (kind, own) = (usize::from(kind), pair[0].min(0) + pair[1].min(0));
            if own == 0 {
                continue;
            }
            causes.weigh(kind, -own);
            if !self.below(all - own, true) {
                causes.reach_necessary |= 1 << kind;
            }
        }
    }
}
