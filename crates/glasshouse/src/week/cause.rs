//! Why a right is lost: exact Shapley shares of the condition, and who would have kept it but for what.
//!
//! The players of a score sanction are the negative entries of the ledger in five classes; positive
//! entries stay where they are. A record that is listed takes all. MODEL.md, section 7.5.

use super::ledger::Entries;
use super::rules::{Rules, SanctionRule};
use super::score::Inflation;
use super::state::State;
use crate::measure::totals::CAUSES;
use crate::society::{MAX_CONTEXTS, MAX_KINDS, MAX_RIGHTS, Rights};

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
const REACH_ROWS: usize = MAX_KINDS + 2;

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
    /// Weights of the kinds of conduct in what the own records did.
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
        let total: i128 = self.weights.iter().map(|&weight| i128::from(weight)).sum();
        if total == 0 {
            return reach;
        }
        let mut left = rest;
        let weighed = reach.iter_mut().zip(&self.weights).filter(|(_, weight)| **weight != 0);
        for (part, &weight) in weighed {
            *part = share(rest, weight, total);
            left -= i64::from(*part);
        }
        let most = self.weights.iter().copied().max().unwrap_or(0);
        if let Some(first) = self.weights.iter().position(|&weight| weight == most) {
            reach[first] += left as u16;
        }
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
        causes.weights[usize::from(kind)] = 1;
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
    (0..MAX_RIGHTS).filter(move |r| rights >> r & 1 == 1)
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
    fn of(&mut self, related: u16) -> Game {
        let of_contexts = self.file.harm.iter().enumerate();
        let in_context =
            of_contexts.filter(|(context, _)| related >> context & 1 == 1).map(|(_, units)| units).sum();
        if let Some((_, game)) = self.known.iter().find(|(units, _)| *units == in_context) {
            return *game;
        }
        let game = self.file.game(in_context);
        self.known.push((in_context, game));
        game
    }
}

/// The outcome of one game.
#[derive(Clone, Copy)]
struct Game {
    parts: [u8; 5],
    necessary: u8,
    involved: u8,
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
        let (mut harm, mut harmless, mut falses) = ([0; MAX_CONTEXTS], 0, 0);
        for (pair, &kind) in entries.chunks_exact(2).zip(&rules.slots) {
            let rule = &rules.kinds[usize::from(kind)];
            let own = if rule.harm == 0 { &mut harmless } else { &mut harm[rule.context] };
            *own += pair[0].min(0);
            falses += pair[1].min(0);
        }
        File {
            rules,
            inflation,
            start: i64::from(state.start[i]),
            positive: entries.iter().filter(|&&entry| entry > 0).sum(),
            harm,
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
        let value = |coalition: u32| {
            let units = (0..4).filter(|c| coalition >> c & 1 == 1).map(|c| classes[c]).sum::<i64>();
            self.below(self.positive + units, coalition >> ASSOCIATION & 1 == 1)
        };
        shapley((0..32).fold(0, |values, coalition| values | u32::from(value(coalition)) << coalition))
    }

    /// Weighs kinds by their negative entries, and asks of each whether it was necessary.
    fn weigh(&self, causes: &mut Causes) {
        let all: i64 = self.entries.iter().sum();
        for (slot, pair) in self.entries.chunks_exact(2).enumerate() {
            let kind = usize::from(self.rules.slots[slot]);
            let own = pair[0].min(0) + pair[1].min(0);
            causes.weights[kind] = -own;
            if !self.below(all - own, true) {
                causes.reach_necessary |= 1 << kind;
            }
        }
    }
}

/// Shapley values of a monotone yes-or-no game of five players, in 60ths. Bit c of `values` says whether the coalition
/// c, bit p for player p, gets its way.
fn shapley(values: u32) -> Game {
    // (s! (4 - s)!) / 5! in 60ths for coalitions of s others.
    const WEIGHTS: [u8; 5] = [12, 3, 2, 3, 12];
    /// The coalitions of each size.
    const OF_SIZE: [u32; 6] = of_size();
    let mut game = Game { parts: [0; 5], necessary: 0, involved: 0 };
    for player in 0..5 {
        let own = 1u32 << player;
        // Coalitions without the player that need it: with it, and only with it, they get their way.
        let turned = values >> own & !values & WITHOUT[player];
        for (size, weight) in WEIGHTS.into_iter().enumerate() {
            game.parts[player] += (turned & OF_SIZE[size]).count_ones() as u8 * weight;
        }
        game.involved |= u8::from(turned != 0) << player;
        game.necessary |= u8::from(values >> (31 & !own) & 1 == 0) << player;
    }
    game
}

/// The coalitions of five without each player.
const WITHOUT: [u32; 5] = [0x5555_5555, 0x3333_3333, 0x0F0F_0F0F, 0x00FF_00FF, 0x0000_FFFF];

/// The coalitions of five by size.
const fn of_size() -> [u32; 6] {
    let mut sizes = [0; 6];
    let mut coalition = 0u32;
    while coalition < 32 {
        sizes[coalition.count_ones() as usize] |= 1 << coalition;
        coalition += 1;
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighted(weights: [i64; 5], quota: i64) -> Game {
        shapley((0..32).fold(0, |values, coalition| {
            let weight = (0..5).filter(|p| coalition >> p & 1 == 1).map(|p| weights[p]).sum::<i64>();
            values | u32::from(weight >= quota) << coalition
        }))
    }

    #[test]
    fn shapley_by_hand() {
        // One player alone suffices: all to it.
        assert_eq!(weighted([9, 1, 0, 0, 0], 9).parts, [60, 0, 0, 0, 0]);
        // Two are needed together: half each, both necessary.
        let both = weighted([5, 5, 0, 0, 0], 10);
        assert_eq!((both.parts, both.necessary), ([30, 30, 0, 0, 0], 0b11));
        // Either suffices: half each, none necessary, both involved.
        let either = weighted([5, 5, 0, 0, 0], 5);
        assert_eq!((either.parts, either.necessary, either.involved), ([30, 30, 0, 0, 0], 0, 0b11));
        // 3 of {2, 1, 1}: the large one with either small one: 2/3, 1/6, 1/6.
        assert_eq!(weighted([2, 1, 1, 0, 0], 3).parts, [40, 10, 10, 0, 0]);
        // Five equals, all needed: a fifth each.
        assert_eq!(weighted([1; 5], 5).parts, [12; 5]);
    }
}
