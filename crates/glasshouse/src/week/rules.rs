//! One arm's rules and the society's behaviour as integers, ready for the week.

use super::kinds::{KindRule, kind_rule};
use super::mind::{Mind, mind};
use crate::draw::Decision;
use crate::regime::{Covers, Regime, Until};
use crate::society::people::{People, flag};
use crate::society::{AREAS, Form, Rights, Society};
use crate::unit::{Chance, ONE};

/// A sanction under the arm's rules.
#[derive(Clone, Debug)]
pub struct SanctionRule {
    /// Position of its line among the arm's distinct lines, highest first.
    pub line: Option<u8>,
    /// Raw score below which it falls, in 256ths.
    pub below: i64,
    /// Whether debt that is known is its condition.
    pub on_debt: bool,
    /// Rights taken.
    pub takes: Rights,
    /// Weeks of a term.
    pub lasts: u32,
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
    /// 2^48 over the step, rounded up: a division that vectorises.
    pub step_inverse: u64,
    /// Others see it.
    pub public: bool,
    /// Distinct lines of sanctions, highest first.
    pub lines: Vec<i64>,
    /// Lines between tiers, in any order.
    pub tiers: Vec<i64>,
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
    /// Whether the arm records and takes nothing.
    pub none: bool,
    /// Flag that brings a person into scope.
    pub scope: u8,
    /// Share aware at the start.
    pub awareness: Chance,
    /// Kinds of conduct, in the society's order.
    pub kinds: Vec<KindRule>,
    /// Kinds that are observed, by row of the ledger.
    pub slots: Vec<u8>,
    /// The kind that leaves the state of debt.
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
    /// The rules of `regime` in `society`, for counties of `people`.
    pub fn new(society: &Society, regime: &Regime, people: u32) -> Rules {
        let score = regime.score.as_ref().map(|_| score_rule(regime));
        let kinds: Vec<KindRule> = (0..society.kinds.len()).map(|k| kind_rule(society, regime, k)).collect();
        let apology = society.kinds.iter().position(|kind| kind.form == Form::Apology);
        Rules {
            none: regime.is_none(),
            scope: match regime.covers {
                Covers::All => flag::ADULT,
                Covers::PlatformWorkers => flag::PLATFORM_WORKER,
                Covers::Claimants => flag::CLAIMANT,
            },
            awareness: regime.awareness,
            slots: regime.observe.iter().map(|observe| observe.kind as u8).collect(),
            repaid: society.kinds.iter().position(|kind| kind.form == Form::DebtRepaid),
            apology: apology.map(|k| (k, Chance::new(society.kinds[k].rate.0))),
            apologises: society.behaviour.apologises,
            association: if score.is_some() { regime.association } else { 0 },
            kin_count: regime.sanctions.iter().all(|sanction| sanction.household == 0),
            sanctions: sanction_rules(society, regime, score.as_ref()),
            areas: std::array::from_fn(|area| mask(society, |right| right.area == area)),
            work: mask(society, |right| right.work),
            related: [&society.related_strict, &society.related_broad]
                .map(|related| society.rights.iter().map(|right| related[right.context]).collect()),
            recourse: recourse_rule(society, regime, people),
            mind: mind(society, &kinds),
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
    let mut lines: Vec<i64> = regime.sanctions.iter().filter_map(|s| s.below).map(|line| line.0).collect();
    lines.sort_unstable_by(|a, b| b.cmp(a));
    lines.dedup();
    let step = ((score.start.0 - score.floor.0 + 63) / 64).max(1);
    assert!(step < 1 << 21, "a score wider than the reader lets in");
    let tiers = score.tiers.iter().map(|line| line.0).collect();
    ScoreRule {
        start: score.start.0,
        spread: score.spread.0,
        floor: score.floor.0,
        ceiling: score.ceiling.0,
        half_life: score.half_life.map_or(0, |weeks| weeks.0),
        step,
        step_inverse: (1u64 << 48).div_ceil(step as u64),
        public: score.public,
        tiers: if score.tiers.is_empty() { lines.clone() } else { tiers },
        lines,
    }
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
        .map(|sanction| {
            let below = sanction.below.map_or(i64::MIN, |line| line.0);
            let line = score.and_then(|score| score.lines.iter().position(|&line| line == below));
            SanctionRule {
                line: line.map(|at| at as u8),
                below,
                on_debt: sanction.on & debts != 0,
                takes: sanction.takes,
                lasts: sanction.lasts.0,
                renews: sanction.renews,
                until: sanction.until,
                household: sanction.household,
                appeal: sanction.appeal && regime.recourse.is_some(),
                apology: Decision::of("apology", &sanction.name),
                files: Decision::of("appeal", &sanction.name),
                queues: Decision::of("queue", &sanction.name),
                review: Decision::of("review", &sanction.name),
            }
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
