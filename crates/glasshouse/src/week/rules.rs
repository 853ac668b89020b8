//! One arm's rules and the society's behaviour as integers, ready for the week.

use super::kinds::{KindRule, kind_rule};
use super::mind::{Mind, mind};
use crate::draw::Decision;
use crate::regime::{Covers, Privilege, Regime, Sanction, Until};
use crate::society::people::{People, flag};
use crate::society::{AREAS, Contexts, Form, Rights, Society};
use crate::unit::{Chance, ONE};

/// Terms whose length is told apart: each next one is longer where terms escalate.
pub const TERMS: usize = 16;
/// The longest term, in weeks.
const LONGEST: f64 = 10_400.0;

/// A sanction under the arm's rules.
#[derive(Clone, Debug)]
pub struct SanctionRule {
    /// Its line, if it falls for a low score.
    pub line: Option<Line>,
    /// Raw score below which it falls, in 256ths.
    pub below: i64,
    /// Contexts of collection whose records count toward its line.
    pub counts: Contexts,
    /// Whether debt that is known is its condition.
    pub on_debt: bool,
    /// Rights taken.
    pub takes: Rights,
    /// Weeks of a person's first, second, ... term; the last of these is that of all further ones.
    pub lasts: [u32; TERMS],
    /// New terms while the condition holds.
    pub renews: bool,
    /// The act that ends it.
    pub until: Option<Until>,
    /// Rights of the household.
    pub household: Rights,
    /// Whether it can be appealed.
    pub appeal: bool,
    /// Draw of an apology.
    pub apology: Decision,
    /// Draw of filing an appeal.
    pub files: Decision,
    /// Draw of a place in the queue.
    pub queues: Decision,
    /// Draw of the review.
    pub review: Decision,
}

/// The score under the arm's rules.
#[derive(Clone, Debug)]
pub struct ScoreRule {
    /// Start (the top of the spread) in 256ths.
    pub start: i64,
    /// Width of the spread in 256ths.
    pub spread: i64,
    /// Lowest score shown.
    pub floor: i64,
    /// Highest score shown.
    pub ceiling: i64,
    /// Weeks of half-life; 0 = nothing is forgotten.
    pub half_life: u32,
    /// One publication step in 256ths.
    pub step: i64,
    /// 2^`step_shift` over the step, rounded up: a division that vectorises.
    pub step_inverse: u32,
    /// The most with which the inverse has 31 bits.
    pub step_shift: u32,
    /// Others see it.
    pub public: bool,
    /// Distinct lines of the whole score, highest first: of sanctions that count all, and of privileges.
    pub lines: Vec<i64>,
    /// The highest line of any sanction.
    pub first_line: Option<i64>,
    /// Scores of some contexts alone, for sanctions that count nothing else.
    pub partials: Vec<PartialRule>,
    /// Lines between tiers, in any order.
    pub tiers: Vec<i64>,
}

/// A line of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which of [`ScoreRule::partials`]; none = the whole score.
    pub partial: Option<u8>,
    /// Its position among the lines there.
    pub at: u8,
}

/// A score of some contexts of collection alone, without association.
#[derive(Clone, Debug)]
pub struct PartialRule {
    /// The contexts.
    pub counts: Contexts,
    /// Distinct lines, highest first.
    pub lines: Vec<i64>,
}

impl PartialRule {
    /// Whether records of the kind count.
    #[inline]
    pub fn has(&self, kind: &KindRule) -> bool {
        self.counts >> kind.context & 1 == 1
    }
}

/// A privilege under the arm's rules.
#[derive(Clone, Debug)]
pub struct PrivilegeRule {
    /// Position of its line among those of the whole score.
    pub line: u8,
    /// Weeks of a term.
    pub lasts: u32,
    /// New terms while the score is high enough.
    pub renews: bool,
}

/// Appeals under the arm's rules.
#[derive(Clone, Debug)]
pub struct RecourseRule {
    /// Chance that a term is appealed.
    pub files: Chance,
    /// Decisions a week in 16ths for this county.
    pub capacity: u64,
    /// Chance that a wrong ground is ended, by group.
    pub wrong_ended: [Chance; 2],
    /// Chance that a right ground is ended.
    pub right_ended: Chance,
}

/// Everything the six verbs decide with.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Whether the arm is ordinary law alone.
    pub none: bool,
    /// Whether the regime is in force; if not, it records, takes and prices nothing.
    pub in_force: bool,
    /// Whether a campaign runs.
    pub campaign: bool,
    /// Flag that brings a person into scope.
    pub scope: u8,
    /// Share aware at the start.
    pub awareness: Chance,
    /// Kinds of conduct, in the society's order.
    pub kinds: Vec<KindRule>,
    /// Kinds that are observed, by row of the ledger.
    pub slots: Vec<u8>,
    /// The kind that enters the state of debt.
    pub debt: Option<usize>,
    /// The kind that leaves it.
    pub repaid: Option<usize>,
    /// The kind of an apology judged insincere, and its share.
    pub apology: Option<(usize, Chance)>,
    /// Chance a week that an apology demanded is made.
    pub apologises: Chance,
    /// The score.
    pub score: Option<ScoreRule>,
    /// Weight of association in 16ths.
    pub association: i64,
    /// Household ties count in association.
    pub kin_count: bool,
    /// Sanctions.
    pub sanctions: Vec<SanctionRule>,
    /// Privileges.
    pub privileges: Vec<PrivilegeRule>,
    /// Rights that private actors may close at a fall, with their draws.
    pub closes: Vec<(u8, Decision)>,
    /// Chance that they do.
    pub over_compliance: Chance,
    /// Rights by area of life.
    pub areas: [Rights; AREAS.len()],
    /// Rights whose loss lowers payment.
    pub work: Rights,
    /// Contexts of conduct related to each right, strictly and broadly.
    pub related: [Vec<u16>; 2],
    /// Appeals.
    pub recourse: Option<RecourseRule>,
    /// Behaviour.
    pub mind: Mind,
}

impl Rules {
    /// The rules of `regime` in `society` while it is in force, for counties of `people`; `campaign` says
    /// whether one runs.
    pub fn new(society: &Society, regime: &Regime, people: u32, campaign: bool) -> Rules {
        let score = regime.score.as_ref().map(|_| score_rule(regime));
        let kinds = 0..society.kinds.len();
        let kinds: Vec<KindRule> = kinds.map(|k| kind_rule(society, regime, k, campaign)).collect();
        let apology = society.kinds.iter().position(|kind| kind.form == Form::Apology);
        Rules {
            none: regime.is_none(),
            in_force: true,
            campaign,
            scope: match regime.covers {
                Covers::All => flag::ADULT,
                Covers::PlatformWorkers => flag::PLATFORM_WORKER,
                Covers::Claimants => flag::CLAIMANT,
            },
            awareness: regime.awareness,
            slots: regime.observe.iter().map(|observe| observe.kind as u8).collect(),
            debt: society.kinds.iter().position(|kind| kind.form == Form::DebtEntry),
            repaid: society.kinds.iter().position(|kind| kind.form == Form::DebtRepaid),
            apology: apology.map(|k| (k, Chance::new(society.kinds[k].rate.0))),
            apologises: society.behaviour.apologises,
            association: if score.is_some() { regime.association } else { 0 },
            kin_count: regime.sanctions.iter().all(|sanction| sanction.household == 0),
            sanctions: sanction_rules(society, regime, score.as_ref()),
            privileges: privilege_rules(regime, score.as_ref()),
            closes: closes(society, regime),
            over_compliance: society.behaviour.over_compliance,
            areas: std::array::from_fn(|area| mask(society, |right| right.area == area)),
            work: mask(society, |right| right.work),
            related: [&society.related_strict, &society.related_broad]
                .map(|related| society.rights.iter().map(|right| related[right.context]).collect()),
            recourse: recourse_rule(society, regime, people),
            mind: mind(society, &kinds, campaign),
            score,
            kinds,
        }
    }

    /// Whether person i falls under the regime.
    #[inline(always)]
    pub fn covers(&self, people: &People, i: usize) -> bool {
        !self.none && people.is(i, self.scope)
    }
}

fn mask(society: &Society, is: impl Fn(&crate::society::Right) -> bool) -> Rights {
    society.rights.iter().enumerate().fold(0, |set, (r, right)| set | u16::from(is(right)) << r)
}

fn score_rule(regime: &Regime) -> ScoreRule {
    let score = regime.score.as_ref().expect("asked only where there is one");
    let sanction_lines = |is: &dyn Fn(&Sanction) -> bool| {
        let sanctions = regime.sanctions.iter().filter(|sanction| is(sanction));
        sanctions.filter_map(|sanction| sanction.below).map(|line| line.0).collect::<Vec<i64>>()
    };
    let mut whole = sanction_lines(&|sanction| sanction.counts.is_none());
    whole.extend(regime.privileges.iter().map(|privilege| privilege.above.0));
    let lines = falling(sanction_lines(&|_| true));
    let step = ((score.start.0 - score.floor.0 + 63) / 64).max(1);
    assert!(step < 1 << 21, "a score wider than the reader lets in");
    let step_shift = 31 + step.ilog2();
    let tiers = score.tiers.iter().map(|line| line.0).collect();
    ScoreRule {
        start: score.start.0,
        spread: score.spread.0,
        floor: score.floor.0,
        ceiling: score.ceiling.0,
        half_life: score.half_life.map_or(0, |weeks| weeks.0),
        step,
        step_inverse: (1u64 << step_shift).div_ceil(step as u64) as u32,
        step_shift,
        public: score.public,
        first_line: lines.first().copied(),
        tiers: if score.tiers.is_empty() { lines } else { tiers },
        lines: falling(whole),
        partials: separate(regime)
            .into_iter()
            .map(|counts| PartialRule {
                counts,
                lines: falling(sanction_lines(&|sanction| sanction.counts == Some(counts))),
            })
            .collect(),
    }
}

/// Distinct lines, highest first.
fn falling(mut lines: Vec<i64>) -> Vec<i64> {
    lines.sort_unstable_by(|a, b| b.cmp(a));
    lines.dedup();
    lines
}

/// The distinct sets of contexts that sanctions count alone.
fn separate(regime: &Regime) -> Vec<Contexts> {
    let mut sets: Vec<Contexts> = regime.sanctions.iter().filter_map(|sanction| sanction.counts).collect();
    sets.sort_unstable();
    sets.dedup();
    sets
}

fn line_of(score: &ScoreRule, sanction: &Sanction) -> Option<Line> {
    let below = sanction.below?.0;
    let partial = |counts: Contexts| score.partials.iter().position(|partial| partial.counts == counts);
    let (partial, lines) = match sanction.counts {
        None => (None, &score.lines),
        Some(counts) => {
            let at = partial(counts).expect("each set of contexts has its score");
            (Some(at as u8), &score.partials[at].lines)
        }
    };
    let at = lines.iter().position(|&line| line == below)?;
    Some(Line { partial, at: at as u8 })
}

fn privilege_rules(regime: &Regime, score: Option<&ScoreRule>) -> Vec<PrivilegeRule> {
    let Some(score) = score else { return Vec::new() };
    let rule = |privilege: &Privilege| {
        let line = score.lines.iter().position(|&line| line == privilege.above.0);
        PrivilegeRule {
            line: line.expect("its line is one of the score's") as u8,
            lasts: privilege.lasts.0,
            renews: privilege.renews,
        }
    };
    regime.privileges.iter().map(rule).collect()
}

/// Private actors act on what they see: nothing where the score is not public.
fn closes(society: &Society, regime: &Regime) -> Vec<(u8, Decision)> {
    if !regime.score.as_ref().is_some_and(|score| score.public) {
        return Vec::new();
    }
    let right = |r: usize| (r as u8, Decision::of("over-compliance", &society.rights[r].name));
    (0..society.rights.len()).filter(|r| regime.over_compliance >> r & 1 == 1).map(right).collect()
}

/// Weeks of a person's terms of a sanction, one after the other.
fn term_weeks(sanction: &Sanction) -> [u32; TERMS] {
    std::array::from_fn(|number| {
        let growth = libm::pow(sanction.escalates, number as f64);
        libm::round(f64::from(sanction.lasts.0) * growth).clamp(1.0, LONGEST) as u32
    })
}

fn sanction_rules(society: &Society, regime: &Regime, score: Option<&ScoreRule>) -> Vec<SanctionRule> {
    let debts = society
        .kinds
        .iter()
        .enumerate()
        .fold(0u32, |set, (k, kind)| set | u32::from(kind.form == Form::DebtEntry) << k);
    regime
        .sanctions
        .iter()
        .map(|sanction| SanctionRule {
            line: score.and_then(|score| line_of(score, sanction)),
            below: sanction.below.map_or(i64::MIN, |line| line.0),
            counts: sanction.counts.unwrap_or(Contexts::MAX),
            on_debt: sanction.on & debts != 0,
            takes: sanction.takes,
            lasts: term_weeks(sanction),
            renews: sanction.renews,
            until: sanction.until,
            household: sanction.household,
            appeal: sanction.appeal && regime.recourse.is_some(),
            apology: Decision::of("apology", &sanction.name),
            files: Decision::of("appeal", &sanction.name),
            queues: Decision::of("queue", &sanction.name),
            review: Decision::of("review", &sanction.name),
        })
        .collect()
}

fn recourse_rule(society: &Society, regime: &Regime, people: u32) -> Option<RecourseRule> {
    let recourse = regime.recourse.as_ref()?;
    let [plain, notice, help] = society.behaviour.appeals;
    Some(RecourseRule {
        files: if recourse.help {
            help
        } else if recourse.notice {
            notice
        } else {
            plain
        },
        capacity: libm::round(recourse.capacity * f64::from(people) * ONE as f64 / 100_000.0) as u64,
        wrong_ended: recourse.wrong_ended,
        right_ended: recourse.right_ended,
    })
}
