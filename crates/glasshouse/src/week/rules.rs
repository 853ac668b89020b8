//! One arm's rules and the society's behaviour as integers, ready for the week.

use crate::curve::decay;
use crate::draw::Decision;
use crate::regime::{Covers, Regime, Until};
use crate::society::people::{People, flag, kappa, mean_conscience};
use crate::society::ties::MAX_DEGREE;
use crate::society::{AREAS, Form, MAX_KINDS, Rights, Society};
use crate::unit::{Chance, Hazard, ONE, PerYear, sixteenths};

/// Places a person can be watched from: home · 2 + group.
pub const PLACES: usize = 4;

/// How an act follows from a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brake {
    /// Watching and fear.
    Watched,
    /// Conscience, watching and fear.
    Harmful,
    /// Conscience and reward push, nothing brakes.
    Good,
    /// As `Watched`, for those who openly dissent.
    Dissent,
    /// For those who openly praise.
    Praise,
    /// As `Harmful`, once, into the state of debt.
    Debt,
}

/// A kind of conduct under the arm's rules.
#[derive(Clone, Copy, Debug)]
pub struct KindRule {
    /// How an act follows from a mark.
    pub brake: Brake,
    /// Harm to others in thousandths.
    pub harm: u32,
    /// Lawful or protected: what is not done of it is forgone.
    pub free: bool,
    /// Rights whose loss takes the occasion; 0 = none.
    pub needs: Rights,
    /// Rewarded by points where it can be seen, by place.
    pub paid: [bool; PLACES],
    /// exp(-β c stake) where a regime may look, of 2^32, by place.
    pub view: [u64; PLACES],
    /// Whether anybody looks, by place.
    pub watched: [bool; PLACES],
    /// Chance of a record, by place.
    pub coverage: [Chance; PLACES],
    /// Hazard of a false record, by place.
    pub false_hazard: [Hazard; PLACES],
    /// Row in the ledger, if it is observed.
    pub slot: Option<u8>,
    /// Points of a record in 256ths.
    pub points: i64,
    /// Context of collection.
    pub context: usize,
    /// Sanctions that list it.
    pub listed_by: u16,
}

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

/// Behaviour in integers; 16ths unless said.
#[derive(Clone, Debug)]
pub struct Mind {
    /// Weight of conscience.
    pub kappa: i64,
    /// exp(-ψ g f) of 2^32 at f = j / 4096: unwatched, watched.
    pub fear_factor: [Vec<u64>; 2],
    /// Good deeds: constant part, part per conscience, reward, and 2^48 over their sum.
    pub good: [i64; 4],
    /// Chance of paying a debt, with work and without, by rank in 256ths.
    pub payment: [Vec<Chance>; 2],
    /// Fear from an own sanction.
    pub own: i64,
    /// Fear per share of ties.
    pub ties: i64,
    /// Fear at becoming aware.
    pub announcement: i64,
    /// Fading of fear.
    pub fades: i64,
    /// Speeds of conscience: down, up.
    pub speed: [i64; 2],
    /// χ w by place.
    pub crowding: [i64; PLACES],
    /// Chance of hearing of the regime from n newly sanctioned ties.
    pub told: Vec<Chance>,
    /// Conformity.
    pub conformity: i64,
    /// Background pressure.
    pub background: i64,
    /// Pressure per fear.
    pub fear_pressure: i64,
    /// Pressure of watched speech by place.
    pub speech: [i64; PLACES],
    /// Margin of false praise.
    pub margin: i64,
    /// Shyness.
    pub shyness: i64,
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

/// How much is at stake in one record: 1 for what is listed, else its part of the way to the first line.
fn stake(regime: &Regime, points: i64, listed: bool) -> f64 {
    let (Some(score), Some(line)) = (&regime.score, regime.first_line()) else {
        return if listed { 1.0 } else { 0.0 };
    };
    let distance = score.start.0 as f64 - score.spread.0 as f64 / 2.0 - line.0 as f64;
    if listed {
        1.0
    } else if points < 0 && distance > 0.0 {
        (-points as f64 / distance).min(1.0)
    } else {
        0.0
    }
}

fn kind_rule(society: &Society, regime: &Regime, k: usize) -> KindRule {
    let kind = &society.kinds[k];
    let listed_by = regime
        .sanctions
        .iter()
        .enumerate()
        .fold(0, |set, (s, sanction)| set | u16::from(sanction.on >> k & 1 == 1) << s);
    let mut rule = KindRule {
        brake: brake(kind),
        harm: kind.harm,
        free: kind.lawful || kind.protected,
        needs: kind.needs,
        paid: [false; PLACES],
        view: [1 << 32; PLACES],
        watched: [false; PLACES],
        coverage: [Chance::NEVER; PLACES],
        false_hazard: [Hazard(0); PLACES],
        slot: None,
        points: 0,
        context: kind.context,
        listed_by,
    };
    let Some(slot) = regime.observe.iter().position(|observe| observe.kind == k) else {
        return rule;
    };
    let observe = &regime.observe[slot];
    let stake = stake(regime, observe.points.0, listed_by != 0);
    rule.slot = Some(slot as u8);
    rule.points = observe.points.0;
    rule.context = observe.context;
    for place in 0..PLACES {
        let (home, group) = (place >> 1, place & 1);
        let coverage = observe.coverage[home][group];
        rule.coverage[place] = coverage;
        rule.watched[place] = coverage.threshold() > 0;
        rule.paid[place] = rule.watched[place] && observe.points.0 > 0;
        rule.view[place] = decay(society.behaviour.beta * kind.deterrable * coverage.share() * stake);
        rule.false_hazard[place] = Hazard::new(observe.false_records[home][group]);
    }
    rule
}

fn brake(kind: &crate::society::Kind) -> Brake {
    match kind.form {
        Form::DebtEntry => Brake::Debt,
        Form::Dissent => Brake::Dissent,
        Form::Praise => Brake::Praise,
        _ if kind.good => Brake::Good,
        _ if kind.harm > 0 => Brake::Harmful,
        _ => Brake::Watched,
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

fn mind(society: &Society, kinds: &[KindRule]) -> Mind {
    let behaviour = &society.behaviour;
    let mean = mean_conscience(society);
    let good = sixteenths(behaviour.good_by_conscience);
    let constant = ONE - good;
    let slope = sixteenths(behaviour.good_by_conscience / mean);
    let reward = sixteenths(behaviour.reward);
    let fear_factor = |g: f64| (0..4096).map(|j| decay(behaviour.psi * g * f64::from(j) / 4096.0)).collect();
    let payment = |factor: f64| {
        let middle = |j: u32| (f64::from(j) + 0.5) / 256.0;
        (0..256).map(|j| Chance::weekly(PerYear(behaviour.payment.0 * (0.5 + middle(j)) * factor))).collect()
    };
    let coverage_of_speech = |place: usize| {
        let speech = society.kinds.iter().position(|kind| kind.form == Form::Dissent);
        speech.map_or(0, |k| {
            let priced = kinds[k].points < 0 || kinds[k].listed_by != 0;
            let weight = sixteenths(behaviour.speech_pressure) * i64::from(priced);
            (weight * kinds[k].coverage[place].threshold() as i64) >> 32
        })
    };
    Mind {
        kappa: kappa(society),
        fear_factor: [fear_factor(behaviour.psi_unwatched), fear_factor(1.0)],
        good: [constant, slope, reward, (1 << 48) / (constant + slope + reward)],
        payment: [payment(1.0), payment(behaviour.payment_without_work)],
        own: sixteenths(behaviour.fear_own),
        ties: sixteenths(behaviour.fear_ties),
        announcement: sixteenths(behaviour.fear_announcement),
        fades: sixteenths(behaviour.fear_fades),
        speed: [sixteenths(behaviour.conscience_down), sixteenths(behaviour.conscience_up)],
        crowding: std::array::from_fn(|place| crowding(society, kinds, place)),
        told: (0..=MAX_DEGREE)
            .map(|n| Chance::new(1.0 - libm::pow(1.0 - behaviour.word_of_mouth, n as f64)))
            .collect(),
        conformity: sixteenths(behaviour.conformity),
        background: sixteenths(behaviour.background),
        fear_pressure: sixteenths(behaviour.fear_pressure),
        speech: std::array::from_fn(coverage_of_speech),
        margin: sixteenths(behaviour.praise_margin),
        shyness: sixteenths(behaviour.shyness),
    }
}

/// χ times the share of what people do that is both watched and priced.
fn crowding(society: &Society, kinds: &[KindRule], place: usize) -> i64 {
    let (mut watched, mut all) = (0.0, 0.0);
    for (kind, rule) in society.kinds.iter().zip(kinds).take(MAX_KINDS) {
        if !matches!(kind.form, Form::Repeated | Form::DebtEntry) {
            continue;
        }
        all += kind.rate.0;
        if rule.points != 0 || rule.listed_by != 0 {
            watched += kind.rate.0 * rule.coverage[place].share();
        }
    }
    if all > 0.0 { sixteenths(society.behaviour.chi * watched / all) } else { 0 }
}
