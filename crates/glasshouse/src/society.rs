//! A society as a value that cannot be wrong: marginals, conduct, rights, ties and behaviour.
//!
//! Made from a file by [`file::read`]; `people` and `ties` draw one county of it.

mod build;
mod check;
pub mod expression;
pub mod file;
pub mod offset;
pub mod order;
pub mod people;
pub mod population;
pub mod propensity;
pub mod ties;

use crate::unit::{Chance, PerYear};

/// The most kinds of conduct a society may have.
pub const MAX_KINDS: usize = 24;
/// The most rights a society may have.
pub const MAX_RIGHTS: usize = 16;
/// The most contexts a society may have.
pub const MAX_CONTEXTS: usize = 16;
/// Income classes.
pub const INCOMES: usize = 5;

/// The areas of life of the measure `exclusion`, in this order everywhere.
pub const AREAS: [&str; 5] = ["travel", "money", "home-school-work", "speech-information", "public-standing"];

/// A set of rights: bit r for right r.
pub type Rights = u16;
/// A set of contexts: bit c for context c.
pub type Contexts = u16;

/// Everything about a society that does not depend on a regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Society {
    /// The file's name for it.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Who lives there.
    pub people: Marginals,
    /// Names of contexts.
    pub contexts: Vec<String>,
    /// Kinds of conduct, at most [`MAX_KINDS`].
    pub kinds: Vec<Kind>,
    /// Rights, at most [`MAX_RIGHTS`].
    pub rights: Vec<Right>,
    /// For each context of a right, the contexts of conduct that count as its own, strictly.
    pub related_strict: Vec<Contexts>,
    /// The same, broadly; a superset of the strict one.
    pub related_broad: Vec<Contexts>,
    /// How ties are made.
    pub ties: TieRule,
    /// How people behave.
    pub behaviour: Behaviour,
    /// How far harmful conduct differs between counties, in 65,536ths, below 1: hazards are multiplied by a
    /// factor drawn evenly from 1 − this to 1 + this.
    pub county_spread: i64,
    /// What one day-fine of an ordinary tariff answers to, in weeks of one right lost: low, middle, high;
    /// zeros where the file does not say.
    pub tariff: [f64; 3],
}

/// Published marginals.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginals {
    /// Share of residents under 18.
    pub children: Chance,
    /// Share of adults by age class (18–29, 30–44, 45–59, 60 and over); sums to 1.
    pub ages: [f64; 4],
    /// Share of women.
    pub women: Chance,
    /// Share of households in towns.
    pub urban: Chance,
    /// Share of households of the minority.
    pub minority: Chance,
    /// Share of adults who work through a platform.
    pub platform_workers: Chance,
    /// Share of adults who claim a benefit.
    pub claimants: Chance,
    /// Share of households by size 1, 2, ...; sums to 1.
    pub households: Vec<f64>,
}

/// What the act depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Done again and again.
    Repeated,
    /// Enters the state of debt; nothing happens while in it.
    DebtEntry,
    /// Leaves the state of debt; happens only in it, at the payment chance.
    DebtRepaid,
    /// A verdict on an apology that a sanction demands; its rate is a share of apologies.
    Apology,
    /// Done by those who openly dissent.
    Dissent,
    /// Done by those who openly praise.
    Praise,
    /// An occasion of a campaign that a person lets pass in silence.
    Silence,
}

/// Who can do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Every adult.
    Adults,
    /// Adults who work through a platform.
    PlatformWorkers,
    /// Adults who claim a benefit.
    Claimants,
}

/// A kind of conduct.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Its name in files and tables.
    pub name: String,
    /// Acts per adult-year (or per open dissenter, praiser, worker, claimant) under ordinary law;
    /// for [`Form::Apology`] the share of apologies judged insincere.
    pub rate: PerYear,
    /// Where it happens.
    pub context: usize,
    /// Harm to others, 0 = harmless, in thousandths.
    pub harm: u32,
    /// Gravity in thousandths of a day-fine of the reference tariff.
    pub gravity: u32,
    /// Allowed by ordinary law.
    pub lawful: bool,
    /// Protected as a right (speech, assembly).
    pub protected: bool,
    /// A good deed.
    pub good: bool,
    /// How it comes about.
    pub form: Form,
    /// Who can do it.
    pub who: Who,
    /// Rights whose use gives the occasion: prevented when all of them are lost; 0 = needs none.
    pub needs: Rights,
    /// How far watching deters it, as a factor on beta (1 = as others).
    pub deterrable: f64,
    /// A frailty shape of its own, shared with no other kind.
    pub shape: Option<f64>,
}

impl Kind {
    /// Whether the act follows the person's expressed position.
    pub fn political(&self) -> bool {
        matches!(self.form, Form::Dissent | Form::Praise | Form::Silence)
    }
}

/// How demand for a right is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemandBy {
    /// Evenly over all residents.
    Residents,
    /// Over all residents, in proportion to income rank.
    Income,
    /// Over adults.
    Adults,
    /// Over children.
    Children,
}

/// A right that can be lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Right {
    /// Its name in files and tables.
    pub name: String,
    /// Its context, for relatedness.
    pub context: usize,
    /// Its area of life: an index of [`AREAS`].
    pub area: usize,
    /// Demands per adult-year, in total; 0 = a standing right without events.
    pub demand: PerYear,
    /// Who demands it.
    pub by: DemandBy,
    /// Losing it takes work or trade, and so lowers the payment of debts.
    pub work: bool,
}

/// How ties are made; all are symmetric and stay within the county.
#[derive(Clone, Debug, PartialEq)]
pub struct TieRule {
    /// Mean size of a workplace or class.
    pub group_size: u32,
    /// Chance that two of one group are tied.
    pub group_density: Chance,
    /// Share of adults in a workplace.
    pub employed: Chance,
    /// Mean number of friends.
    pub friends: f64,
    /// Exponent of the tail of friendliness (Pareto), above 2.
    pub friend_tail: f64,
    /// Share of friendships sought within one's own home and income class.
    pub homophily: Chance,
    /// What the whole must show: mean number of ties.
    pub mean_degree: f64,
    /// What the whole must show: mean local clustering.
    pub clustering: f64,
    /// What the whole must show: the 99th percentile of degree over its mean.
    pub tail_ratio: f64,
}

/// Behaviour: the same in every arm, never a regime's to choose. Names and reasons: MODEL.md.
#[derive(Clone, Debug, PartialEq)]
pub struct Behaviour {
    /// Gamma shape of the frailty of acts.
    pub frailty_shape: f64,
    /// Share of frailty common to all kinds.
    pub frailty_shared: f64,
    /// Share of occasions where no regime can look.
    pub private: f64,
    /// Weight of conscience in holding back from harm.
    pub kappa: f64,
    /// Beta distribution of conscience: its two shapes.
    pub conscience_shapes: [f64; 2],
    /// Crowding-out of conscience where all is watched and priced; may be negative.
    pub chi: f64,
    /// Weekly speed of conscience down.
    pub conscience_down: f64,
    /// Weekly speed of conscience up.
    pub conscience_up: f64,
    /// Deterrence and chill by watching, per coverage and stake.
    pub beta: f64,
    /// Generalised chill per unit of fear.
    pub psi: f64,
    /// Share of that chill where nobody watches.
    pub psi_unwatched: f64,
    /// Part of good deeds that follows conscience.
    pub good_by_conscience: f64,
    /// Rise of rewarded good deeds.
    pub reward: f64,
    /// Fear from one's own new sanction.
    pub fear_own: f64,
    /// Fear per share of ties newly sanctioned.
    pub fear_ties: f64,
    /// Fear at becoming aware.
    pub fear_announcement: f64,
    /// Weekly fading of fear.
    pub fear_fades: f64,
    /// Weekly hazard of hearing of the regime from the news.
    pub news: f64,
    /// Chance of hearing of it per newly sanctioned tie.
    pub word_of_mouth: f64,
    /// Chance that a household hears of it together.
    pub heard_together: Chance,
    /// Share of adults with a negative private position.
    pub opposed: Chance,
    /// Pressure on expression under ordinary law.
    pub background: f64,
    /// Weight of what ties say.
    pub conformity: f64,
    /// Standard deviation of a person's own fixed term.
    pub own_term: f64,
    /// Weekly chance to reconsider.
    pub reconsider: Chance,
    /// Pressure beyond conviction at which the opposed praise.
    pub praise_margin: f64,
    /// Conviction and pressure at which supporters praise.
    pub shyness: f64,
    /// Weight of fear in pressure.
    pub fear_pressure: f64,
    /// Pressure per coverage of priced speech.
    pub speech_pressure: f64,
    /// Pressure of a campaign while it runs.
    pub campaign_pressure: f64,
    /// Chance, at a fall, that private actors close a right that nobody ordered closed.
    pub over_compliance: Chance,
    /// Weekly chance of wishing a low friend away, at fear one half.
    pub tie_cutting: f64,
    /// Weekly chance that a cut tie heals.
    pub tie_healing: Chance,
    /// Payment of a judgment debt a year, at income rank one half.
    pub payment: PerYear,
    /// Factor on payment while a right marked `work` is lost.
    pub payment_without_work: f64,
    /// Chance a week that an apology demanded is made.
    pub apologises: Chance,
    /// Chance of an appeal per term: without notice, with notice, with help.
    pub appeals: [Chance; 3],
}

impl Society {
    /// A hash of everything about it but its summary: equal for societies that are the same in every number. It
    /// changes when a field is added, and so belongs to one version of the library.
    pub fn hash(&self) -> [u8; 32] {
        // The derived text holds every field, also those added later, and floats in full.
        let silent = Society { summary: String::new(), ..self.clone() };
        *blake3::hash(format!("{silent:?}").as_bytes()).as_bytes()
    }

    /// The kind called `name`.
    pub fn kind(&self, name: &str) -> Option<usize> {
        self.kinds.iter().position(|kind| kind.name == name)
    }

    /// The right called `name`.
    pub fn right(&self, name: &str) -> Option<usize> {
        self.rights.iter().position(|right| right.name == name)
    }

    /// The context called `name`.
    pub fn context(&self, name: &str) -> Option<usize> {
        self.contexts.iter().position(|context| context == name)
    }
}
