//! What one arm keeps of one county between weeks: columns, one entry a person.

use super::events::{Act, EndingAct, Record};
use super::ledger::Ledger;
use super::losses::Losses;
use super::mood::Mood;
use super::news::News;
use super::note::Note;
use super::privilege::Privileges;
use super::rules::{Line, Rules};
use super::set::Set;
use super::spells::Spells;
use super::sums::Sums;
use super::tally::{ROOM, Tally};
use super::terms::Terms;
use crate::draw::{Decision, Stream};
use crate::measure::totals::{Shape, Totals};
use crate::regime::force::Force;
use crate::sieve::Sieve;
use crate::society::expression::expressed;
use crate::society::people::{CELLS, People, flag};
use crate::society::population::Population;
use crate::society::{MAX_KINDS, Rights};

/// Bits of [`State::debt`].
pub mod debt {
    /// In debt.
    pub const OWED: u8 = 1;
    /// The regime has a true record of it.
    pub const KNOWN: u8 = 2;
}

/// A score of some contexts of collection alone, as far as it is kept.
#[derive(Clone, Debug)]
pub struct Partial {
    /// Sum of the entries counted, in inflated units.
    pub sum: Vec<i64>,
    /// How many of its lines it is below.
    pub band: Vec<u8>,
}

/// Everything one arm keeps of one county.
#[derive(Debug)]
pub struct State {
    /// The weeks in which the regime is in force in this county.
    pub force: Force,
    /// Who falls under the regime.
    pub scope: Vec<bool>,
    /// Own start of the score in 256ths.
    pub start: Vec<i32>,
    /// Sum of the ledger in inflated units.
    pub sum: Vec<i64>,
    /// Entries of the ledger in inflated units.
    pub ledger: Ledger,
    /// Week at which inflation was last 1.
    pub origin: u32,
    /// `[kind]` What a record adds to the ledger this week.
    pub units: [i64; MAX_KINDS],
    /// What the sum would be if every act of a kind under watch were recorded in its week, and nothing else.
    pub truth: Vec<i64>,
    /// Score shown in 256ths.
    pub score: Vec<i32>,
    /// How many lines of the whole score the raw score is below.
    pub band: Vec<u8>,
    /// Scores of some contexts alone.
    pub partials: Vec<Partial>,
    /// Published deficit in steps, and as ties have last been told.
    pub deficit: Vec<u8>,
    /// See `deficit`.
    pub told: Vec<u8>,
    /// Whose deficit changed since ties were told.
    pub to_tell: Vec<u32>,
    /// Sum of deficits told to the person by ties; it counts where the person is in scope.
    pub deficits_of_ties: Vec<u16>,
    /// Ties that count in association.
    pub counted_ties: Vec<u16>,
    /// How strongly each of them pulls: [`super::score::pull`]; 0 out of scope.
    pub pull: Vec<u32>,
    /// Edges cut (−1) and healed (1) since scores were last read.
    pub shifted: Vec<(u32, i16)>,
    /// Household ties count in association.
    pub kin_count: bool,
    /// Ties not cut.
    pub degree: Vec<u16>,
    /// Friend edges that are cut.
    pub cut: Set,
    /// Fear in 16ths.
    pub fear: Vec<u16>,
    /// Conscience in 16ths; 0 for children.
    pub conscience: Vec<u16>,
    /// Where conscience tends to.
    pub target: Vec<u16>,
    /// Knows of the regime.
    pub aware: Vec<bool>,
    /// Expressed position.
    pub expression: Vec<u8>,
    /// Fear, conscience, awareness, scope and expression in one word each, as acts have last asked for them.
    pub moods: Vec<Mood>,
    /// Whether any of them may have changed since.
    pub stirred: bool,
    /// Ties that praise minus ties that dissent.
    pub climate: Vec<i16>,
    /// Who, knowing nothing of the regime, has said what they say since the climate around them last changed.
    pub settled: Set,
    /// Who may have a friend below the first line.
    pub wary: Set,
    /// Bits of [`debt`].
    pub debt: Vec<u8>,
    /// Rights lost.
    pub lost: Vec<Rights>,
    /// Running terms of sanctions.
    pub terms: Terms,
    /// Running privileges.
    pub privileges: Privileges,
    /// How far the news has come.
    pub news: News,
    /// What people have lost so far.
    pub losses: Losses,
    /// When people were restricted.
    pub spells: Spells,
    /// Notes on each person for the end.
    pub tally: Tally,
    /// Bins of the scores shown at the last whole year's end.
    pub last_bins: Vec<u8>,
    /// This week's acts where the regime may look, as far as they could be recorded or differ from those under `none`.
    pub in_view: Sieve<Act>,
    /// This week's records.
    pub records: Vec<Record>,
    /// This week's ending acts.
    pub ending_acts: Vec<EndingAct>,
    /// Whose band changed in this week's score.
    pub crossed: Vec<u32>,
    /// Whose demand was refused this week, in scope.
    pub refused: Vec<u32>,
    /// In debt, in no order.
    pub debtors: Vec<u32>,
    /// Fear, conscience and scores summed over weeks.
    pub sums: Sums,
    /// People by cell now: aware adults, opposed not dissenting, opposed praising.
    pub now: [[i64; CELLS]; 3],
    /// What is counted.
    pub totals: Totals,
    /// What happened to whom this week, if the county is watched.
    pub notes: Option<Vec<(u32, Note)>>,
}

/// Rows of [`State::now`].
pub mod now {
    /// Aware adults.
    pub const AWARE: usize = 0;
    /// Opposed adults who do not dissent.
    pub const SILENT: usize = 1;
    /// Opposed adults who praise.
    pub const FALSE_PRAISE: usize = 2;
}

/// Home · 2 + group of the people of a cell.
#[inline(always)]
pub fn place(cell: u8) -> usize {
    usize::from(cell & 3)
}

impl State {
    /// The arm's state before week 0, with the rules of week 0.
    pub fn new(rules: &Rules, population: &Population, luck: &Stream, shape: Shape, force: Force) -> State {
        let people = &population.people;
        let n = people.len();
        let scope: Vec<bool> = (0..n).map(|i| rules.covers(people, i)).collect();
        let partials = rules.score.iter().flat_map(|score| &score.partials);
        let mut state = State {
            force,
            start: starts(rules, &scope, luck),
            sum: vec![0; n],
            ledger: Ledger::new(n, rules.slots.len()),
            origin: 0,
            units: [0; MAX_KINDS],
            truth: vec![0; n],
            score: vec![0; n],
            band: vec![0; n],
            partials: partials.map(|_| Partial { sum: vec![0; n], band: vec![0; n] }).collect(),
            deficit: vec![0; n],
            told: vec![0; n],
            to_tell: Vec::new(),
            deficits_of_ties: vec![0; n],
            counted_ties: vec![0; n],
            pull: vec![0; n],
            shifted: Vec::new(),
            kin_count: rules.kin_count,
            degree: population.ties.row.windows(2).map(|ends| (ends[1] - ends[0]) as u16).collect(),
            cut: Set::new(population.ties.edges.len()),
            fear: vec![0; n],
            conscience: first_conscience(people),
            target: Vec::new(),
            aware: first_aware(rules, population, &scope),
            expression: population.expression.clone(),
            moods: vec![Mood::default(); n],
            stirred: true,
            climate: population.climate.clone(),
            settled: Set::new(n),
            wary: Set::new(n),
            debt: vec![0; n],
            lost: vec![0; n],
            terms: Terms::new(n, rules, shape.horizon()),
            privileges: Privileges::new(n, rules),
            news: News::default(),
            losses: Losses::new(n, rules),
            spells: Spells::new(0, &[]),
            tally: Tally::new(n, rules.none),
            last_bins: Vec::new(),
            in_view: Sieve::default(),
            records: Vec::new(),
            ending_acts: Vec::new(),
            crossed: Vec::new(),
            refused: Vec::new(),
            debtors: Vec::new(),
            sums: Sums::new(n),
            now: [[0; CELLS]; 3],
            totals: Totals::new(shape.first()),
            notes: None,
            scope,
        };
        state.begin(rules, population);
        state
    }

    fn begin(&mut self, rules: &Rules, population: &Population) {
        self.count_people(rules, population);
        self.target.clone_from(&self.conscience);
        self.retarget_all(rules, population);
        self.first_debts(rules, population);
    }

    /// Counts who there is in each cell: everybody once, by all that they are together, which is told apart at the end.
    fn count_people(&mut self, rules: &Rules, population: &Population) {
        let people = &population.people;
        let traits = people.flags.iter().zip(&people.position);
        let minds = self.expression.iter().zip(&self.scope).zip(&self.aware);
        let bits = traits.zip(minds).map(|((&flags, &position), ((&said, &inside), &aware))| {
            flags & flag::ADULT
                | u8::from(position < 0) << 1
                | u8::from(inside) << 2
                | u8::from(aware) << 3
                | said << 4
        });
        // A column of its own, which vectors make.
        let bits: Vec<u8> = bits.collect();
        let mut counts = [[0; 64]; ROOM];
        for (&bits, &cell) in bits.iter().zip(&people.cell) {
            counts[usize::from(cell) % ROOM][usize::from(bits) % 64] += 1;
        }
        for (cell, counts) in (0..CELLS).zip(counts) {
            for (bits, people) in counts.into_iter().enumerate() {
                let [adult, against, inside, aware] = [0, 1, 2, 3].map(|at| bits >> at & 1 == 1);
                let opposed = adult & against;
                let silent = opposed & (bits >> 4 != usize::from(expressed::DISSENT));
                let praises = opposed & (bits >> 4 == usize::from(expressed::PRAISE));
                let count = |is: bool| if is { people } else { 0 };
                self.totals.people[cell] += people;
                self.totals.adults[cell] += count(adult);
                self.totals.opposed[cell] += count(opposed);
                self.totals.scored[cell] += count(inside & rules.score.is_some());
                self.now[now::SILENT][cell] += count(silent);
                self.now[now::FALSE_PRAISE][cell] += count(praises);
                self.now[now::AWARE][cell] += count(aware);
            }
        }
    }

    /// Person i knows of the regime from now on.
    pub fn become_aware(&mut self, rules: &Rules, population: &Population, i: usize) {
        self.aware[i] = true;
        self.settled.remove(i as u32);
        self.now[now::AWARE][usize::from(population.people.cell[i])] += 1;
        self.retarget(rules, population, i);
    }

    /// Where the conscience of person i, who knows of the regime, tends to.
    pub fn retarget(&mut self, rules: &Rules, population: &Population, i: usize) {
        let people = &population.people;
        self.target[i] = crowded(rules, people.conscience[i], people.cell[i]);
    }

    /// The same of everybody who knows of the regime, when it begins or ends.
    pub fn retarget_all(&mut self, rules: &Rules, population: &Population) {
        for i in 0..self.aware.len() {
            if self.aware[i] {
                self.retarget(rules, population, i);
            }
        }
    }

    /// Debts at the start, recorded as of week 0 where the regime sees them.
    fn first_debts(&mut self, rules: &Rules, population: &Population) {
        let Some(k) = rules.debt else { return };
        for old in &population.debts {
            self.debt[old.person as usize] = debt::OWED;
            self.debtors.push(old.person);
            if rules.kinds[k].slot.is_some() {
                if rules.in_force {
                    // In week 0 a record adds just its points.
                    self.truth[old.person as usize] += rules.kinds[k].points;
                }
                let cell = population.people.cell[old.person as usize];
                self.in_view.push(Act::new(old.person, cell, k as u8, old.observed));
            }
        }
    }

    /// What ties' deficits do to the score of person i, in 256ths, at most 0.
    #[inline(always)]
    pub fn association(&self, i: usize) -> i64 {
        association(self.pull[i], self.deficits_of_ties[i])
    }

    /// Whether person i is below a line.
    #[inline(always)]
    pub fn below(&self, line: Line, i: usize) -> bool {
        let band = line.partial.map_or(&self.band, |partial| &self.partials[usize::from(partial)].band);
        band[i] > line.at
    }

    /// From now on everything is counted anew: what was counted in the weeks of a warm-up is forgotten, and
    /// what runs on is counted from this week.
    pub fn count_anew(&mut self, shape: Shape) {
        let mut totals = Totals::new(shape);
        for (new, old) in totals.standing_mut().into_iter().zip(self.totals.standing_mut()) {
            new.copy_from_slice(old);
        }
        self.totals = totals;
        self.losses.count_anew();
        self.terms.grounds.count_anew(shape.warm_up as u32);
        self.spells = Spells::new(shape.warm_up as u32, &self.lost);
        self.tally.clear();
        self.sums.clear();
    }

    /// Whether the friend edge stands.
    #[inline(always)]
    pub fn stands(&self, edge: u32) -> bool {
        !self.cut.has(edge)
    }
}

/// Which adults under the regime know of it from the start.
fn first_aware(rules: &Rules, population: &Population, scope: &[bool]) -> Vec<bool> {
    let people = population.people.flags.iter().zip(&population.heard).zip(scope);
    people
        .map(|((&flags, &heard), &inside)| (flags & flag::ADULT != 0) & inside & rules.awareness.hit(heard))
        .collect()
}

/// Everybody's conscience, as yet their own; 0 for children.
fn first_conscience(people: &People) -> Vec<u16> {
    let own = |(&own, &flags): (&u16, &u8)| if flags & flag::ADULT != 0 { own } else { 0 };
    people.conscience.iter().zip(&people.flags).map(own).collect()
}

/// What the regime leaves of a conscience, of somebody in `cell` who knows of it.
#[inline(always)]
fn crowded(rules: &Rules, own: u16, cell: u8) -> u16 {
    let own = i64::from(own);
    let crowded = (own * rules.mind.crowding[place(cell)]) >> 16;
    (own - crowded).clamp(0, 65535) as u16
}

/// What the deficits of ties add to a score, at most 0.
#[inline(always)]
pub fn association(pull: u32, deficits: u16) -> i64 {
    -i64::from(drag(pull, deficits))
}

/// The pull of ties times the sum of their deficits, in whole 256ths of a point. Both halves of the pull are multiplied
/// apart, for which 32 bits are enough.
#[inline(always)]
pub fn drag(pull: u32, deficits: u16) -> u32 {
    let deficits = u32::from(deficits);
    (pull >> 16) * deficits + (((pull & 0xFFFF) * deficits) >> 16)
}

fn starts(rules: &Rules, scope: &[bool], luck: &Stream) -> Vec<i32> {
    const START: Decision = Decision::new("start");
    let Some(score) = &rules.score else {
        return vec![0; scope.len()];
    };
    let mut starts = vec![score.start as i32; scope.len()];
    if score.spread > 0 {
        let words = luck.each_word(scope.len(), START);
        for ((start, word), _) in starts.iter_mut().zip(words).zip(scope).filter(|(_, inside)| **inside) {
            *start -= ((score.spread * i64::from(word >> 16)) >> 16) as i32;
        }
    }
    starts
}
