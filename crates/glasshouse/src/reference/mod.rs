//! The whole week once more, written plainly, one person at a time: what the fast week must equal to the
//! last bit.
//!
//! Each function mirrors a paragraph of MODEL.md, section 7, in its order and words. Nothing here is
//! clever or fast; people, ties, propensities, curves and units are shared with the fast week.

mod act;
mod cause;
mod close;
mod counts;
mod equal;
mod features;
mod force;
pub mod generate;
mod grids;
mod marks;
mod memory;
mod observe;
mod privilege;
mod ranks;
mod recourse;
mod respond;
mod sanction;
mod score;
mod small;
mod stock;
mod tests;
mod ties;

use crate::unit::ONE;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::draw::{Decision, Stream};
use crate::regime::{ByPlace, Covers, Observe, Regime};
use crate::society::people::{People, flag};
use crate::society::propensity::Propensities;
use crate::society::ties::Ties;
use crate::society::{Form, Rights, Society, Who};
use crate::unit::Hazard;

pub use cause::Term;
pub use counts::Counts;
pub use force::Place;
use grids::Grids;
use memory::Memory;

/// A person's expressed position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expression {
    Dissent = 0,
    Silent = 1,
    Praise = 2,
}

/// One act of this week.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    pub kind: usize,
    /// The word that decides whether it is recorded.
    pub observed: u32,
    pub private: bool,
}

/// One record of this week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    pub wrong: bool,
    pub kind: usize,
}

/// What happened to one person in the week that runs; empty at its start.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// In debt when the regime came into force at the start of this week.
    pub old_debt: bool,
    pub acts: Vec<Act>,
    pub paid: bool,
    /// Sanctions whose demand for an apology was met and accepted.
    pub accepted: BTreeSet<usize>,
    pub records: Vec<Record>,
    pub falls: Vec<usize>,
    /// Sanctions with a new term: falls, restarts and renewals.
    pub terms: Vec<usize>,
    pub household_begun: bool,
    pub refused: bool,
}

/// Where one person stands with one sanction.
#[derive(Clone, Debug)]
pub struct Standing {
    pub armed: bool,
    pub held: Option<Term>,
    /// Terms begun since week 0.
    pub begun: u32,
    /// Rights that others close on their own account while it is held.
    pub added: Rights,
}

/// Where one person stands with one privilege.
#[derive(Clone, Debug)]
pub struct Favour {
    pub armed: bool,
    /// The week in which its term is over.
    pub held: Option<u32>,
}

/// A ground that a sanction of another member of the household gives; holds weeks [from, to).
#[derive(Clone, Debug)]
pub struct HouseholdPart {
    pub source: usize,
    pub sanction: usize,
    pub from: u32,
    pub to: Option<u32>,
    /// 60ths out of context by matrix (strict, broad) and right, from the source's ground.
    pub out_of_context: [BTreeMap<usize, u64>; 2],
}

impl HouseholdPart {
    pub fn holds(&self, week: u32) -> bool {
        self.from <= week && self.to.is_none_or(|to| week < to)
    }
}

/// Everything about one person.
#[derive(Clone, Debug)]
pub struct Person {
    pub adult: bool,
    pub in_scope: bool,
    /// Hazard of each kind at its highest.
    pub hazards: Vec<Hazard>,
    pub own_start: i64,
    /// Entries of true records in inflated 256ths of a point, one a kind.
    pub true_entries: Vec<i64>,
    /// The same of false records.
    pub false_entries: Vec<i64>,
    /// The sum of all entries.
    pub sum: i64,
    pub association: i64,
    pub raw: i64,
    /// The raw score cut to [floor, ceiling].
    pub score: i64,
    pub fear: i64,
    pub conscience: i64,
    pub expression: Expression,
    pub aware: bool,
    pub debt: bool,
    pub debt_known: bool,
    /// One a sanction.
    pub standings: Vec<Standing>,
    /// One a privilege.
    pub favours: Vec<Favour>,
    pub household: Vec<HouseholdPart>,
    /// Rights lost at the end of the last week.
    pub lost: Rights,
    pub right_weeks: u64,
    pub today: Today,
    pub memory: Memory,
}

/// Marks done, by (person, kind, week, running number among the kept marks of these).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoneActs(pub BTreeSet<(usize, usize, u32, usize)>);

/// An appeal in the queue; the order of its fields is the order of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appeal {
    pub filed: u32,
    pub lot: u32,
    pub person: usize,
    pub sanction: usize,
}

/// One county under one regime.
pub struct Reference<'a> {
    pub society: &'a Society,
    pub regime: &'a Regime,
    pub people: &'a People,
    pub ties: &'a Ties,
    luck: Stream,
    /// The weeks in which the regime is in force here; empty if it never is.
    pub force: Range<u32>,
    /// The weeks that are counted; those before are the warm-up.
    pub counted: Range<u32>,
    /// The week that runs; between calls the one to come.
    pub week: u32,
    /// What has been in the news until now, in 2^-24.
    pub news: u64,
    /// Inflation counts from here.
    pub origin: u32,
    pub persons: Vec<Person>,
    /// Cut edges and the week of the cut.
    pub cut: BTreeMap<usize, u32>,
    /// Appeals waiting, in order.
    pub queue: BTreeSet<Appeal>,
    /// The fraction of a slot left over, in 16ths.
    slot_fraction: i64,
    marks: marks::Block,
    pub counts: Counts,
    pub grids: Grids,
    /// Bins of the scores shown at the last year's end.
    last_year: Vec<Option<usize>>,
    /// Marks done in the last week.
    pub done: NoneActs,
}

impl<'a> Reference<'a> {
    /// The county before week 0.
    pub fn new(
        society: &'a Society,
        regime: &'a Regime,
        people: &'a People,
        ties: &'a Ties,
        place: Place,
        counted: Range<u32>,
    ) -> Reference<'a> {
        let mut world = Reference {
            society,
            regime,
            people,
            ties,
            luck: place.luck(),
            force: place.force(regime),
            counted,
            week: 0,
            news: 0,
            origin: 0,
            persons: Vec::new(),
            cut: BTreeMap::new(),
            queue: BTreeSet::new(),
            slot_fraction: 0,
            marks: marks::Block::default(),
            counts: Counts::new(society, regime),
            grids: Grids::new(),
            last_year: Vec::new(),
            done: NoneActs::default(),
        };
        let propensities = Propensities::new(society);
        let mut columns = Vec::new();
        propensities.draw(society, people, &place.people(), ONE as u32, &mut columns);
        for i in 0..people.len() {
            let mut hazards: Vec<Hazard> = columns.iter().skip(i).step_by(people.len()).copied().collect();
            world.as_in_this_county(&place, &mut hazards);
            let person = world.newcomer(i, hazards);
            world.persons.push(person);
        }
        for i in 0..people.len() {
            world.persons[i].debt = world.in_debt_at_start(i);
            world.persons[i].aware = world.force.contains(&0) && world.knows_at_once(i);
        }
        world.start_expression();
        world
    }

    /// Harmful conduct is more or less common in the county as a whole.
    fn as_in_this_county(&self, place: &Place, hazards: &mut [Hazard]) {
        let conduct = place.conduct(self.society.county_spread) as u128;
        for (kind, hazard) in self.society.kinds.iter().zip(hazards) {
            if kind.harm > 0 && matches!(kind.form, Form::Repeated | Form::DebtEntry) {
                let height = (u128::from(hazard.0) * conduct) >> 16;
                *hazard = Hazard(height.min(u128::from(Hazard::MAX.0)) as u64);
            }
        }
    }

    /// A person before anything happened.
    fn newcomer(&self, i: usize, hazards: Vec<Hazard>) -> Person {
        let kinds = self.society.kinds.len();
        let own_start = self.own_start(i);
        let free = Standing { armed: true, held: None, begun: 0, added: 0 };
        let favour = Favour { armed: true, held: None };
        Person {
            adult: self.people.is(i, flag::ADULT),
            in_scope: self.covered(i),
            hazards,
            own_start,
            true_entries: vec![0; kinds],
            false_entries: vec![0; kinds],
            sum: 0,
            association: 0,
            raw: own_start,
            score: own_start,
            fear: 0,
            conscience: i64::from(self.people.conscience[i]),
            expression: Expression::Silent,
            aware: false,
            debt: false,
            debt_known: false,
            standings: vec![free; self.regime.sanctions.len()],
            favours: vec![favour; self.regime.privileges.len()],
            household: Vec::new(),
            lost: 0,
            right_weeks: 0,
            today: Today::default(),
            memory: Memory::default(),
        }
    }

    /// One week: six verbs in order; afterwards `week` is the next one and grounds hold at `week - 1`.
    /// `none` holds what was done this week in the arm `none`.
    pub fn week(&mut self, none: Option<&NoneActs>) {
        self.enter_block();
        self.begin_week();
        self.act(none);
        self.observe();
        self.remember_conduct();
        self.score();
        self.sanction();
        self.privilege();
        self.take_stock();
        self.remember_standing();
        self.demand();
        self.respond();
        self.count_minds();
        self.recourse();
        self.end_year();
        self.week += 1;
    }

    /// MODEL.md 7.3: adults the regime covers are in scope; ordinary law alone covers nobody.
    fn covered(&self, i: usize) -> bool {
        let who = match self.regime.covers {
            Covers::All => Who::Adults,
            Covers::PlatformWorkers => Who::PlatformWorkers,
            Covers::Claimants => Who::Claimants,
        };
        !self.regime.is_none() && self.people.is(i, flag::ADULT) && self.belongs(i, who)
    }

    fn belongs(&self, i: usize, who: Who) -> bool {
        let needed = match who {
            Who::Adults => flag::ADULT,
            Who::PlatformWorkers => flag::PLATFORM_WORKER,
            Who::Claimants => flag::CLAIMANT,
        };
        self.people.is(i, needed)
    }

    /// The first kind of a form.
    fn kind_of(&self, form: Form) -> Option<usize> {
        self.society.kinds.iter().position(|kind| kind.form == form)
    }

    /// How a kind is watched while the regime is in force, if it is.
    fn watch(&self, kind: usize) -> Option<&'a Observe> {
        self.regime.observe.iter().find(|observe| observe.kind == kind)
    }

    /// How a kind is watched this week, if it is.
    fn watch_now(&self, kind: usize) -> Option<&'a Observe> {
        self.watch(kind).filter(|_| self.in_force())
    }

    /// Whether a sanction lists the kind.
    fn listed_kind(&self, kind: usize) -> bool {
        self.regime.sanctions.iter().any(|sanction| sanction.on >> kind & 1 == 1)
    }

    /// The value for i's home and group.
    fn at_place<T: Copy>(&self, i: usize, by_place: &ByPlace<T>) -> T {
        by_place[self.people.home(i)][self.people.group(i)]
    }

    fn word(&self, i: usize, name: &str, moment: u32) -> u32 {
        self.word_about(i, name, "", moment)
    }

    fn word_about(&self, i: usize, name: &str, subject: &str, moment: u32) -> u32 {
        one_word(&self.luck, i, Decision::of(name, subject), moment)
    }

    fn words(&self, i: usize, name: &str, subject: &str, moment: u32) -> [u32; 4] {
        self.luck.words(i as u32, Decision::of(name, subject), moment)
    }

    /// Whether scores and sanctions are shown to others.
    fn public(&self) -> bool {
        self.regime.score.as_ref().is_some_and(|score| score.public)
    }
}

/// The indices of the rights in a set.
fn rights_in(set: Rights) -> impl Iterator<Item = usize> {
    (0..16).filter(move |right| set >> right & 1 == 1)
}

/// The one word of somebody: of 256 people the first 64 take the first word of a counter each, the next 64 the second.
fn one_word(stream: &Stream, person: usize, decision: Decision, moment: u32) -> u32 {
    let counter = person / 256 * 64 + person % 64;
    stream.words(counter as u32, decision, moment)[person % 256 / 64]
}
