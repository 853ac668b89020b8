//! The rule book as a value that cannot be wrong, against a society's kinds and rights.
//!
//! Made from a file by [`file::read`]. A regime sees records and nothing else: nothing here can name
//! a person, a place or a time of day.

mod build;
mod bytes;
mod check;
pub mod file;
pub mod force;
mod related;
pub mod variant;
pub mod vary;

use crate::society::{Contexts, Rights};
use crate::unit::{Chance, Date, PerYear, Points, Weeks};

/// The most sanctions a regime may have.
pub const MAX_SANCTIONS: usize = 16;

/// The most campaigns a regime may have.
pub const MAX_CAMPAIGNS: usize = 8;
/// The most privileges a regime may have.
pub const MAX_PRIVILEGES: usize = 8;

/// A scoring regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Regime {
    /// The file's name for it; names never enter a digest.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// The date of week 0.
    pub begins: Date,
    /// Who is scored and watched.
    pub covers: Covers,
    /// Share of those covered who know of it at the start.
    pub awareness: Chance,
    /// The score, if it keeps one.
    pub score: Option<Score>,
    /// What is watched; at most one entry a kind of conduct.
    pub observe: Vec<Observe>,
    /// Weight of friends' and colleagues' deficits in one's own score, in 65,536ths, below 1.
    pub association: i64,
    /// What is taken, in the file's order.
    pub sanctions: Vec<Sanction>,
    /// How a sanction can be contested.
    pub recourse: Option<Recourse>,
    /// The weeks it is in force.
    pub schedule: Schedule,
    /// Which counties it covers when; none = every county at once.
    pub rollout: Option<Rollout>,
    /// Campaigns for praise, in the file's order.
    pub campaigns: Vec<Campaign>,
    /// What a high score gives, in the file's order.
    pub privileges: Vec<Privilege>,
    /// Rights that private actors may close to a sanctioned person though nobody ordered it.
    pub over_compliance: Rights,
}

/// Who falls under a regime. Children never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// Every adult.
    All,
    /// Adults who work through a platform.
    PlatformWorkers,
    /// Adults who claim a benefit.
    Claimants,
}

/// The score.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Where everybody starts, or the top of the spread.
    pub start: Points,
    /// Starts are drawn evenly from [start − spread, start].
    pub spread: Points,
    /// The lowest score shown.
    pub floor: Points,
    /// The highest score shown.
    pub ceiling: Points,
    /// Weeks in which a record loses half its weight; none = never forgotten.
    pub half_life: Option<Weeks>,
    /// Whether others see the score and the sanctions.
    pub public: bool,
    /// Lines between tiers, falling; without them the lines of the sanctions.
    pub tiers: Vec<Points>,
}

/// A chance that may differ by home and group: `[urban, rural][majority, minority]`.
pub type ByPlace<T> = [[T; 2]; 2];

/// One kind of conduct under watch.
#[derive(Clone, Debug, PartialEq)]
pub struct Observe {
    /// The kind of conduct.
    pub kind: usize,
    /// Chance that an act outside private places is recorded.
    pub coverage: ByPlace<Chance>,
    /// False records a person-year as they come about: already times coverage and group factor.
    pub false_records: ByPlace<PerYear>,
    /// Points of a record; negative = a deduction.
    pub points: Points,
    /// The context where the record was collected.
    pub context: usize,
}

/// The act that ends a sanction before its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Paying the debt.
    DebtRepaid,
    /// An apology judged sincere.
    Apology,
}

/// One sanction.
#[derive(Clone, Debug, PartialEq)]
pub struct Sanction {
    /// Its name.
    pub name: String,
    /// Falls when the score is below this line.
    pub below: Option<Points>,
    /// Falls when one of these kinds is recorded: bit k for kind k.
    pub on: u32,
    /// Rights taken.
    pub takes: Rights,
    /// Length of a term.
    pub lasts: Weeks,
    /// A new term begins at the end of one if the condition still holds.
    pub renews: bool,
    /// The act that ends it.
    pub until: Option<Until>,
    /// Rights the other members of the household lose too.
    pub household: Rights,
    /// Whether it can be appealed.
    pub appeal: bool,
    /// Contexts of collection whose records count toward `below`: bit c for context c; none = all, and association.
    pub counts: Option<Contexts>,
    /// Each next term of one person is this many times as long; at least 1.
    pub escalates: f64,
}

/// How sanctions can be contested.
#[derive(Clone, Debug, PartialEq)]
pub struct Recourse {
    /// The person is told why.
    pub notice: bool,
    /// The person is helped to appeal.
    pub help: bool,
    /// Appeals decided a week per 100,000 residents.
    pub capacity: f64,
    /// Chance that a wrong ground is ended, by group (majority, minority).
    pub wrong_ended: [Chance; 2],
    /// Chance that a right ground is ended.
    pub right_ended: Chance,
}

/// The weeks in which a regime is in force: from `on` up to, not including, `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The first week.
    pub on: u32,
    /// The week in which it goes out of force; [`u32::MAX`] = never.
    pub off: u32,
}

impl Schedule {
    /// From week 0 for good.
    pub const ALWAYS: Schedule = Schedule { on: 0, off: u32::MAX };
}

/// Coverage of counties that grows step by step.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollout {
    /// Steps in order of week, with rising shares.
    pub steps: Vec<Step>,
    /// How far counties are chosen by their own offset: 0 by lot, 1 strictly, least harmful first.
    pub selection: f64,
    /// Growth of awareness where it is not yet, as a part of the society's news where all are covered.
    pub news: f64,
}

/// One step of a rollout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The week of the step.
    pub week: u32,
    /// Share of counties covered from then on.
    pub share: f64,
}

/// A campaign for praise.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    /// Its name.
    pub name: String,
    /// The week in which it first begins.
    pub begins: u32,
    /// How long it runs.
    pub lasts: Weeks,
    /// From one beginning to the next; none = once.
    pub every: Option<Weeks>,
    /// Growth of awareness times this while it runs.
    pub news: f64,
    /// Points of a record of praise while it runs.
    pub praise: Option<Points>,
    /// Points of a record of silence while it runs.
    pub silence: Option<Points>,
}

/// What a high score gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Privilege {
    /// Its name.
    pub name: String,
    /// Given at this score or above.
    pub above: Points,
    /// What it gives, in words; decides nothing.
    pub gives: String,
    /// Length of a term.
    pub lasts: Weeks,
    /// A new term begins at the end of one if the score is still high enough.
    pub renews: bool,
}

impl Regime {
    /// No regime at all: ordinary law.
    pub fn none() -> Regime {
        Regime {
            name: "none".into(),
            summary: "Ordinary law and nothing else.".into(),
            begins: Date { year: 2018, month: 5, day: 1 },
            covers: Covers::All,
            awareness: Chance::NEVER,
            score: None,
            observe: Vec::new(),
            association: 0,
            sanctions: Vec::new(),
            recourse: None,
            schedule: Schedule::ALWAYS,
            rollout: None,
            campaigns: Vec::new(),
            privileges: Vec::new(),
            over_compliance: 0,
        }
    }

    /// Whether the regime records, takes and gives nothing, and campaigns for nothing.
    pub fn is_none(&self) -> bool {
        let nothing_done = self.campaigns.is_empty() && self.privileges.is_empty();
        self.observe.is_empty() && self.sanctions.is_empty() && nothing_done
    }

    /// The highest line of any sanction: "the first sanction".
    pub fn first_line(&self) -> Option<Points> {
        self.sanctions.iter().filter_map(|sanction| sanction.below).max()
    }
}
