//! The society file: a loose mirror of the TOML, then a [`super::Society`] that cannot be wrong.
//!
//! A society is published marginals and assumptions about behaviour. No key of it can hold a person.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Society, build, check};
use crate::problem::{Problems, Source};
use crate::read::{self, Read};
use crate::text::Node;
use crate::text::merge::Find;
use crate::text::names::{ContextName, NAME, RightName};
use crate::text::quantity::{Count, DayFines, PerWeek, PerYear, Share, Shares, Value, Values};
use crate::text::set::{SOCIETY, Setting};
use crate::text::shape::{Names, Schema};

/// A society: who lives there, what they may do and lose, how they are tied and how they behave.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name and the contexts of life it knows.
    pub society: Header,
    /// Where the numbers are from: a short name and a citation each.
    pub sources: BTreeMap<String, String>,
    /// Published marginals.
    pub people: People,
    /// Kinds of conduct.
    pub conduct: Vec<Conduct>,
    /// Rights that can be lost.
    pub right: Vec<Right>,
    /// Which contexts count as related.
    pub relatedness: Relatedness,
    /// How ties are made.
    pub ties: Ties,
    /// How people behave, under every regime alike.
    pub response: Response,
    /// What an ordinary tariff answers with; absent = what is in or out of proportion stays undefined.
    pub tariff: Option<Tariff>,
}

/// The head of a society.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name in tables.
    #[schemars(extend("pattern" = NAME))]
    pub name: String,
    /// One sentence on what it is.
    pub summary: String,
    /// Contexts of life, in which conduct happens and rights are used.
    #[schemars(inner(regex(pattern = NAME)))]
    pub contexts: Vec<String>,
}

/// Published marginals; each class of each has at least 1%.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Share of residents under 18.
    pub children: Share,
    /// Shares of adults aged 18–29, 30–44, 45–59, and 60 or older.
    pub ages: Shares,
    /// Share of women.
    pub women: Share,
    /// Share of households in towns.
    pub urban: Share,
    /// Share of households of the minority.
    pub minority: Share,
    /// Share of adults who work through a platform.
    pub platform_workers: Share,
    /// Share of adults who claim a benefit.
    pub claimants: Share,
    /// Shares of households of 1, 2, 3, ... people; the last class holds the larger ones too.
    pub households: Shares,
    /// How far harmful conduct differs between counties: each multiplies it by a factor from 1 − this to
    /// 1 + this; below 1; absent = counties are alike.
    pub county_spread: Option<Share>,
}

/// A kind of conduct.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conduct {
    /// Its name.
    #[schemars(extend("pattern" = NAME))]
    pub name: String,
    /// Acts a year of everyone who can do it, under ordinary law; absent for `debt-repaid` and `apology`.
    pub rate: Option<PerYear>,
    /// For the form `apology`: share of apologies judged insincere.
    pub insincere: Option<Share>,
    /// Where it happens.
    pub context: ContextName,
    /// Harm to others, on a scale of its own; absent = harmless.
    pub harm: Option<Value>,
    /// Gravity by the reference tariff; absent = none.
    pub gravity: Option<DayFines>,
    /// Whether ordinary law allows it.
    pub lawful: bool,
    /// Whether it is protected as a right.
    #[serde(default)]
    pub protected: bool,
    /// Whether it is a good deed.
    #[serde(default)]
    pub good: bool,
    /// How it comes about; absent = `repeated`.
    #[serde(default)]
    pub form: Form,
    /// Who can do it; absent = `adults`.
    #[serde(default)]
    pub who: Who,
    /// Rights whose use gives the occasion: it is prevented while all of them are lost.
    #[serde(default)]
    pub needs: Vec<RightName>,
    /// How far watching deters it, as a factor; absent = 1.
    pub deterrable: Option<Value>,
    /// A shape of frailty of its own; absent = the society's.
    pub shape: Option<Value>,
}

/// What an act depends on.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Done again and again.
    #[default]
    Repeated,
    /// Enters the state of debt.
    DebtEntry,
    /// Leaves the state of debt.
    DebtRepaid,
    /// A verdict on an apology that a sanction demands.
    Apology,
    /// Done by those who openly dissent.
    Dissent,
    /// Done by those who openly praise.
    Praise,
    /// An occasion of a campaign that a person lets pass in silence.
    Silence,
}

/// Who can do it.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Every adult.
    #[default]
    Adults,
    /// Adults who work through a platform.
    PlatformWorkers,
    /// Adults who claim a benefit.
    Claimants,
}

/// A right that can be lost.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Right {
    /// Its name.
    #[schemars(extend("pattern" = NAME))]
    pub name: String,
    /// The context it belongs to.
    pub context: ContextName,
    /// The area of life it belongs to.
    pub area: Area,
    /// Demands a year for each adult, in total; absent = a standing right.
    pub demand: Option<PerYear>,
    /// Who demands it; absent = `residents`.
    #[serde(default)]
    pub by: By,
    /// Whether losing it takes work or trade.
    #[serde(default)]
    pub work: bool,
}

/// An area of life.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// Going places.
    Travel,
    /// Money and credit.
    Money,
    /// Home, school and work.
    HomeSchoolWork,
    /// Speech and information.
    SpeechInformation,
    /// Standing in public.
    PublicStanding,
}

/// How demand for a right is shared out.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Evenly over all residents.
    #[default]
    Residents,
    /// Over all residents, in proportion to income rank.
    Income,
    /// Over adults.
    Adults,
    /// Over children.
    Children,
}

/// Which contexts of conduct count as a right's own, in two readings; a context is always related to itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relatedness {
    /// The narrow reading.
    pub strict: ContextTable,
    /// The wide reading; holds the narrow one.
    pub broad: ContextTable,
}

/// For each context of a right, contexts of conduct.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-key-names" = "context"))]
pub struct ContextTable(pub BTreeMap<String, Vec<ContextName>>);

/// How ties are made; all stay within the county.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ties {
    /// Mean size of a workplace or class.
    pub group_size: Count,
    /// Chance that two of one group are tied.
    pub group_density: Share,
    /// Share of adults in a workplace.
    pub employed: Share,
    /// Mean number of friends.
    pub friends: Count,
    /// Exponent of the tail of friendliness, above 2.
    pub friend_tail: Value,
    /// Share of friendships sought within one's own home and income class.
    pub homophily: Share,
    /// What the whole must show: mean number of ties.
    pub mean_degree: Count,
    /// What the whole must show: mean local clustering.
    pub clustering: Share,
    /// What the whole must show: the 99th percentile of degree over its mean.
    pub tail_ratio: Value,
}

/// How people behave, under every regime alike; MODEL.md gives the equations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Gamma shape of the frailty of acts.
    pub frailty_shape: Value,
    /// Share of frailty common to all kinds.
    pub frailty_shared: Share,
    /// Share of occasions where no regime can look.
    pub private: Share,
    /// Weight of conscience in holding back from harm.
    pub kappa: Share,
    /// The two shapes of the beta distribution of conscience.
    pub conscience_shapes: Values,
    /// Crowding-out of conscience where all is watched and priced; may be negative.
    pub chi: Value,
    /// Weekly speed of conscience down.
    pub conscience_down: PerWeek,
    /// Weekly speed of conscience up.
    pub conscience_up: PerWeek,
    /// Deterrence and chill by watching, per coverage and stake.
    pub beta: Value,
    /// Generalised chill per unit of fear.
    pub psi: Value,
    /// Share of that chill where nobody watches.
    pub psi_unwatched: Share,
    /// Part of good deeds that follows conscience.
    pub good_by_conscience: Share,
    /// Rise of rewarded good deeds.
    pub reward: Value,
    /// Fear from one's own new sanction.
    pub fear_own: Share,
    /// Fear per share of ties newly sanctioned.
    pub fear_ties: Value,
    /// Fear at becoming aware.
    pub fear_announcement: Share,
    /// Weekly fading of fear.
    pub fear_fades: PerWeek,
    /// Weekly hazard of hearing of the regime from the news.
    pub news: PerWeek,
    /// Chance of hearing of it per newly sanctioned tie.
    pub word_of_mouth: Share,
    /// Chance that a household hears of it together.
    pub heard_together: Share,
    /// Share of adults with a negative private position.
    pub opposed: Share,
    /// Pressure on expression under ordinary law.
    pub background: Value,
    /// Weight of what ties say.
    pub conformity: Value,
    /// Standard deviation of a person's own fixed term.
    pub own_term: Value,
    /// Weekly chance to reconsider.
    pub reconsider: PerWeek,
    /// Pressure beyond conviction at which the opposed praise.
    pub praise_margin: Value,
    /// Conviction and pressure at which supporters praise.
    pub shyness: Value,
    /// Weight of fear in pressure.
    pub fear_pressure: Value,
    /// Pressure per coverage of priced speech.
    pub speech_pressure: Value,
    /// Pressure of a campaign while it runs; absent = 0.
    pub campaign_pressure: Option<Value>,
    /// Chance, at a fall, that private actors close a right that nobody ordered closed; absent = 0.
    pub over_compliance: Option<Share>,
    /// Weekly chance of wishing a low friend away, at fear one half.
    pub tie_cutting: PerWeek,
    /// Weekly chance that a cut tie heals.
    pub tie_healing: PerWeek,
    /// Payment of a judgment debt a year, at income rank one half.
    pub payment: PerYear,
    /// Factor on payment while a right marked `work` is lost.
    pub payment_without_work: Share,
    /// Chance a week that an apology demanded is made.
    pub apologises: PerWeek,
    /// Chances of an appeal per term.
    pub appeals: Appeals,
}

/// What an ordinary tariff answers with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// Weeks of one right lost that one day-fine answers to: three levels, rising.
    pub right_weeks: Values,
}

/// Chances of an appeal per term.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appeals {
    /// Where nobody is told why.
    pub without_notice: Share,
    /// Where the person is told why.
    pub with_notice: Share,
    /// Where the person is helped, too.
    pub with_help: Share,
}

/// The JSON Schema of a society file, for editors.
///
/// What is missing altogether is left to [`read()`], since a file may start from another.
pub fn schema() -> serde_json::Value {
    read::published(&Schema::of::<File>())
}

/// Reads a society file. Of the settings, those whose path begins with `society.` are its own.
pub fn read(source: Source, find: Find<'_>, settings: &[Setting]) -> Result<Read<Society>, Problems> {
    let schema = Schema::of::<File>();
    let form =
        read::Form { schema: &schema, names: &names, own: |path| path.strip_prefix(SOCIETY), vary: &|_| {} };
    let (text, problems) = read::shaped(source, find, settings, &form)?;
    text.finish(problems, check::check, |file: File| build::society(&file))
}

/// The names a society gives itself.
fn names(tree: &Node) -> Names {
    let named = |array: &str| {
        let names = tree.entries(array).filter_map(|entry| entry.get("name")?.text());
        names.map(str::to_owned).collect()
    };
    let contexts = tree.at(&["society", "contexts"]).map_or(&[][..], Node::list);
    Names {
        conduct: named("conduct"),
        right: named("right"),
        context: contexts.iter().filter_map(Node::text).map(str::to_owned).collect(),
        source: Vec::new(),
    }
}
