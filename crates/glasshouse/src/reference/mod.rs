//! The whole week once more, written plainly, one person at a time: what the fast week must equal to the
//! last bit.
//!
//! Each function mirrors a paragraph of MODEL.md, section 7, in its order and words. Nothing here is
//! clever or fast; people, ties, propensities, curves and units are shared with the fast week.

mod act;
mod cause;
mod counts;
mod equal;
pub mod generate;
mod marks;
mod observe;
mod recourse;
mod respond;
mod sanction;
mod score;
mod small;
mod stock;
mod tests;
mod ties;

use std::collections::{BTreeMap, BTreeSet};

use crate::draw::{Decision, Stream};
use crate::regime::{ByPlace, Covers, Observe, Regime};
use crate::society::people::{People, flag};
use crate::society::propensity::Propensities;
use crate::society::ties::Ties;
use crate::society::{Form, Rights, Society, Who};
use crate::unit::Hazard;

pub use cause::Term;
pub use counts::Counts;

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
    pub household: Vec<HouseholdPart>,
    /// Rights lost at the end of the last week.
    pub lost: Rights,
    pub right_weeks: u64,
    pub today: Today,
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
    /// The week that runs; between calls the one to come.
    pub week: u32,
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
        people_stream: Stream,
        luck: Stream,
    ) -> Reference<'a> {
        let mut world = Reference {
            society,
            regime,
            people,
            ties,
            luck,
            week: 0,
            origin: 0,
            persons: Vec::new(),
            cut: BTreeMap::new(),
            queue: BTreeSet::new(),
            slot_fraction: 0,
            marks: marks::Block::default(),
            counts: Counts::new(society, regime),
            done: NoneActs::default(),
        };
        let propensities = Propensities::new(society);
        for i in 0..people.len() {
            let mut hazards = vec![Hazard(0); society.kinds.len()];
            propensities.draw(society, people, &people_stream, i, &mut hazards);
            let person = world.newcomer(i, hazards);
            world.persons.push(person);
        }
        for i in 0..people.len() {
            world.persons[i].debt = world.in_debt_at_start(i);
            world.start_awareness(i);
        }
        world.start_expression();
        world
    }

    /// A person before anything happened.
    fn newcomer(&self, i: usize, hazards: Vec<Hazard>) -> Person {
        let kinds = self.society.kinds.len();
        let own_start = self.own_start(i);
        let free = Standing { armed: true, held: None };
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
            household: Vec::new(),
            lost: 0,
            right_weeks: 0,
            today: Today::default(),
        }
    }

    /// One week: six verbs in order; afterwards `week` is the next one and grounds hold at `week - 1`.
    /// `none` holds what was done this week in the arm `none`.
    pub fn week(&mut self, none: Option<&NoneActs>) {
        self.enter_block();
        for person in &mut self.persons {
            person.today = Today::default();
        }
        self.act(none);
        self.observe();
        self.score();
        self.sanction();
        self.take_stock();
        self.demand();
        self.respond();
        self.count_minds();
        self.recourse();
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

    /// How a kind is watched, if it is.
    fn watch(&self, kind: usize) -> Option<&'a Observe> {
        self.regime.observe.iter().find(|observe| observe.kind == kind)
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
        self.words(i, name, "", moment)[0]
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
