//! The regime file: a loose mirror of the TOML, then a [`super::Regime`] that cannot be wrong.
//!
//! ```
//! use glasshouse::{builtin, regime, society};
//! let none = |_: &str| None;
//! let society = builtin::find("society/large-country").unwrap();
//! let society = society::file::read(society, &none, &[]).unwrap().value;
//! let regime = builtin::find("regime/social-credit").unwrap();
//! let read = regime::file::read(regime, &none, &[], &society).unwrap();
//! assert_eq!(read.value.name, "social-credit");
//! ```

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Regime, build, check};
use crate::problem::{Problems, Source};
use crate::read::{self, Read};
use crate::society::Society;
use crate::text::Node;
use crate::text::merge::Find;
use crate::text::names::{ARM, ConductName, ContextName, NAME, RightName};
use crate::text::quantity::{
    HalfLife, PerWeek, PerYearByPlace, Points, Share, ShareByGroup, ShareByPlace, Time, Value,
};
use crate::text::set::{SOCIETY, Setting};
use crate::text::shape::{Names, Schema};

/// A scoring regime: who is scored, what is watched, what is taken.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name, when it begins and who falls under it.
    pub regime: Header,
    /// Where the numbers are from: a short name and a citation each.
    pub sources: BTreeMap<String, String>,
    /// The score, if one is kept.
    pub score: Option<Score>,
    /// What is watched: one entry for each kind of conduct.
    #[serde(default)]
    pub observe: Vec<Observe>,
    /// Guilt by association, if friends and colleagues count.
    pub association: Option<Association>,
    /// What is taken, and for what.
    #[serde(default)]
    pub sanction: Vec<Sanction>,
    /// How a sanction can be contested; absent = not at all.
    pub recourse: Option<Recourse>,
    /// When it is in force; absent = from week 0 for good.
    pub schedule: Option<Schedule>,
    /// Coverage of counties over the years, in order of date; absent = every county at once.
    #[serde(default)]
    pub rollout: Vec<Step>,
    /// How the counties of a rollout are chosen and heard of.
    pub pilots: Option<Pilots>,
    /// Campaigns for praise.
    #[serde(default)]
    pub campaign: Vec<Campaign>,
    /// What a high score gives.
    #[serde(default)]
    pub privilege: Vec<Privilege>,
    /// What private actors close though nobody ordered it; absent = nothing.
    pub over_compliance: Option<OverCompliance>,
}

/// The head of a regime.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name in tables; names never change a result.
    #[schemars(extend("pattern" = ARM))]
    pub name: String,
    /// One sentence on what it is.
    pub summary: String,
    /// The date of week 0.
    #[schemars(extend("format" = "date"))]
    pub begins: String,
    /// Who is scored and watched.
    pub covers: Covers,
    /// Share of those covered who know of it at the start.
    pub awareness: Share,
}

/// Who falls under a regime; children never do.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// Every adult.
    All,
    /// Adults who work through a platform.
    PlatformWorkers,
    /// Adults who claim a benefit.
    Claimants,
}

/// The score.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Where everybody starts, or the top of the spread.
    pub start: Points,
    /// Starts are drawn evenly from this much below `start` up to it; absent = all start alike.
    pub spread: Option<Points>,
    /// The lowest score shown; deficits of friends are counted in 64ths of the way down to it.
    pub floor: Points,
    /// The highest score shown; absent = a million points above the start.
    pub ceiling: Option<Points>,
    /// The time in which a record loses half its weight; absent = nothing is forgotten.
    pub forgets: Option<HalfLife>,
    /// Whether others see the score and the sanctions.
    pub public: bool,
    /// Lines between tiers, falling; absent = the lines of the sanctions.
    #[serde(default)]
    pub tiers: Vec<Points>,
}

/// One kind of conduct under watch.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observe {
    /// The kind of conduct, as the society names it.
    pub conduct: ConductName,
    /// Chance that an act outside private places is recorded.
    pub coverage: ShareByPlace,
    /// False records a person-year where everything is watched; they come about in proportion to coverage.
    pub false_records: Option<PerYearByPlace>,
    /// Points of a record; a deduction is negative; absent = 0.
    pub points: Option<Points>,
    /// Where the record is collected; absent = the context of the conduct.
    pub context: Option<ContextName>,
}

/// Guilt by association.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Association {
    /// Weight of friends' and colleagues' deficits in one's own score, below 1.
    pub weight: Share,
}

/// One sanction.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sanction {
    /// Its name.
    #[schemars(extend("pattern" = NAME))]
    pub name: String,
    /// Falls when the score is below this line.
    pub below: Option<Points>,
    /// Falls when one of these kinds of conduct is recorded.
    #[serde(default)]
    pub on: Vec<ConductName>,
    /// The rights it takes.
    pub takes: Vec<RightName>,
    /// How long a term is.
    pub lasts: Time,
    /// Whether a new term begins if the reason still holds at the end of one.
    #[serde(default)]
    pub renews: bool,
    /// The act that ends it before its term.
    pub until: Option<Until>,
    /// Contexts of collection whose records count toward `below`; absent = all of them, and association.
    pub counts: Option<Vec<ContextName>>,
    /// Each next term of one person is this many times as long; absent = 1.
    pub escalates: Option<Value>,
    /// Rights the rest of the household loses too.
    #[serde(default)]
    pub household: Vec<RightName>,
    /// Whether it can be appealed.
    #[serde(default)]
    pub appeal: bool,
}

/// The act that ends a sanction.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// Paying the debt.
    DebtRepaid,
    /// An apology judged sincere.
    Apology,
}

/// How a sanction can be contested.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recourse {
    /// Whether the person is told why.
    pub notice: bool,
    /// Whether the person is helped to appeal.
    #[serde(default)]
    pub help: bool,
    /// Appeals decided a week for every 100,000 residents.
    pub capacity: PerWeek,
    /// Chance that a wrong ground is ended.
    pub wrong_ended: ShareByGroup,
    /// Chance that a right ground is ended.
    pub right_ended: Share,
}

/// When a regime is in force.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The date from which it is; absent = from `begins`.
    #[schemars(extend("format" = "date"))]
    pub on: Option<String>,
    /// The date on which it ends; absent = never.
    #[schemars(extend("format" = "date"))]
    pub off: Option<String>,
}

/// One step of a rollout.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The date of the step; one before `begins` counts as `begins`.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// Share of counties covered from that date on.
    pub counties: Share,
}

/// How the counties of a rollout are chosen and heard of.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pilots {
    /// 0 = by lot, 1 = strictly by the county's own offset of conduct, least harmful first; absent = 0.
    pub selection: Option<Share>,
    /// Growth of awareness in a county not yet covered, as a part of the society's news for each share of
    /// counties covered; absent = 0.
    pub news: Option<Share>,
}

/// A campaign for praise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Its name.
    #[schemars(extend("pattern" = NAME))]
    pub name: String,
    /// The date on which it first begins.
    #[schemars(extend("format" = "date"))]
    pub begins: String,
    /// How long it runs.
    pub lasts: Time,
    /// From one beginning to the next; absent = once.
    pub every: Option<Time>,
    /// Growth of awareness times this while it runs; absent = 1.
    pub news: Option<Value>,
    /// Points of a record of praise while it runs; absent = as observed otherwise.
    pub praise: Option<Points>,
    /// Points of a record of silence while it runs; absent = as observed otherwise.
    pub silence: Option<Points>,
}

/// What a high score gives.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privilege {
    /// Its name.
    #[schemars(extend("pattern" = NAME))]
    pub name: String,
    /// Given at this score or above.
    pub above: Points,
    /// What it gives, in words; it changes nothing.
    pub gives: String,
    /// How long a term is.
    pub lasts: Time,
    /// Whether a new term begins if the score is still high enough at the end of one.
    #[serde(default)]
    pub renews: bool,
}

/// What private actors close though nobody ordered it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverCompliance {
    /// Rights that they may close to a person under a sanction.
    pub closes: Vec<RightName>,
}

/// The JSON Schema of a regime file, for editors.
///
/// What is missing altogether is left to [`read()`], since a file may start from another.
pub fn schema() -> serde_json::Value {
    read::published(&Schema::of::<File>())
}

/// Reads a regime file against a society. Settings whose path begins with `society.` are left alone.
pub fn read(
    source: Source,
    find: Find<'_>,
    settings: &[Setting],
    society: &Society,
) -> Result<Read<Regime>, Problems> {
    read_varied(source, find, settings, &|_| {}, society)
}

/// Reads a regime file whose tree is changed after the settings and before anything is checked.
pub(super) fn read_varied(
    source: Source,
    find: Find<'_>,
    settings: &[Setting],
    vary: &dyn Fn(&mut Node),
    society: &Society,
) -> Result<Read<Regime>, Problems> {
    let schema = Schema::of::<File>();
    let names = |_: &_| Names {
        conduct: society.kinds.iter().map(|kind| kind.name.clone()).collect(),
        right: society.rights.iter().map(|right| right.name.clone()).collect(),
        context: society.contexts.clone(),
        source: Vec::new(),
    };
    let form = read::Form { schema: &schema, names: &names, own, vary };
    let (text, problems) = read::shaped(source, find, settings, &form)?;
    text.finish(problems, |tree| check::check(tree, society), |file: File| build::regime(&file, society))
}

/// All settings but those of the society.
fn own(path: &str) -> Option<&str> {
    Some(path).filter(|path| !path.starts_with(SOCIETY))
}
