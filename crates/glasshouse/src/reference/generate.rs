//! Small random societies and regimes, from one number: every feature on and off, and much happening.

mod rules;

use super::{Place, Reference};
use crate::draw::{Decision, Stream};
use crate::regime::{ByPlace, Regime};
use crate::society::people::{self, Laws, People};
use crate::society::ties::{self, Friendliness, Ties};
use crate::society::{
    AREAS, Behaviour, Contexts, DemandBy, Form, Kind, Marginals, Right, Rights, Society, TieRule, Who,
};
use crate::unit::{Chance, PerYear, sixteenths};

/// One county to be run both ways.
pub struct Case {
    pub society: Society,
    pub regime: Regime,
    pub people: People,
    pub ties: Ties,
    pub place: Place,
    /// Weeks run and not counted, among `weeks`.
    pub warm_up: u32,
    /// Weeks in all.
    pub weeks: u32,
}

impl Case {
    /// The county of this case before week 0, under `regime`: its own or [`none`].
    pub fn start<'a>(&'a self, regime: &'a Regime) -> Reference<'a> {
        Reference::new(&self.society, regime, &self.people, &self.ties, self.place, self.warm_up..self.weeks)
    }
}

/// The case of a seed.
pub fn case(seed: u64) -> Case {
    let mut dice = Dice::new(seed);
    let society = society(&mut dice);
    let regime = rules::regime(&mut dice, &society);
    let county = dice.below(50) as u32;
    let place = Place { county, people_seed: seed ^ 0x5EED, luck_seed: seed ^ 0x1_0000_0000 };
    // A few run long enough for measures of several years; the others have more people.
    let (people, weeks) = if dice.yes(20) { (200..350, 130..240) } else { (300..601, 40..101) };
    let size = dice.between(people.start, people.end);
    let weeks = dice.between(weeks.start, weeks.end) as u32;
    let warm_up = if dice.yes(40) { dice.between(1, 35) as u32 } else { 0 };
    let people = people::draw(&society, &Laws::new(&society), &place.people(), size);
    let ties = ties::draw(&society, &Friendliness::new(&society), &people, &place.people());
    Case { society, regime, people, ties, place, warm_up, weeks }
}

/// A run of draws, one after another.
pub struct Dice {
    stream: Stream,
    thrown: u32,
}

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice { stream: Stream::new(seed, u32::MAX), thrown: 0 }
    }

    /// A number from 0 to `end` - 1.
    fn below(&mut self, end: usize) -> usize {
        let word = self.stream.word(0, Decision::new("generate"), self.thrown);
        self.thrown += 1;
        ((u64::from(word) * end as u64) >> 32) as usize
    }

    fn between(&mut self, low: usize, end: usize) -> usize {
        low + self.below(end - low)
    }

    /// A number in [low, high).
    fn real(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.below(1 << 31) as f64 / f64::from(1_u32 << 31)
    }

    /// Yes, with a chance in hundredths.
    fn yes(&mut self, hundredths: usize) -> bool {
        self.below(100) < hundredths
    }

    fn chance(&mut self, low: f64, high: f64) -> Chance {
        Chance::new(self.real(low, high))
    }

    /// A part of the first `count` bits, never empty.
    fn subset(&mut self, count: usize) -> u32 {
        let sure = 1 << self.below(count);
        (0..count).filter(|_| self.yes(35)).fold(sure, |set, bit| set | 1 << bit) | sure
    }

    fn by_place<T>(&mut self, mut one: impl FnMut(&mut Dice) -> T) -> ByPlace<T> {
        [[one(self), one(self)], [one(self), one(self)]]
    }
}

fn society(dice: &mut Dice) -> Society {
    let contexts = dice.between(2, 6);
    let rights = rights(dice, contexts);
    let strict: Vec<Contexts> = (0..contexts).map(|_| dice.subset(contexts) as Contexts).collect();
    let broad = strict.iter().map(|own| own | dice.subset(contexts) as Contexts).collect();
    Society {
        name: "generated".into(),
        summary: String::new(),
        people: marginals(dice),
        contexts: (0..contexts).map(|c| format!("context-{c}")).collect(),
        kinds: kinds(dice, contexts, rights.len()),
        rights,
        related_strict: strict,
        related_broad: broad,
        ties: TieRule {
            group_size: dice.between(4, 20) as u32,
            group_density: dice.chance(0.1, 0.9),
            employed: dice.chance(0.2, 0.9),
            friends: dice.real(1.0, 8.0),
            friend_tail: dice.real(2.3, 4.0),
            homophily: dice.chance(0.0, 1.0),
            mean_degree: 12.0,
            clustering: 0.3,
            tail_ratio: 3.0,
        },
        behaviour: behaviour(dice),
        county_spread: sixteenths(if dice.yes(70) { dice.real(0.0, 0.5) } else { 0.0 }),
        tariff: tariff(dice),
    }
}

/// Three levels, rising.
fn tariff(dice: &mut Dice) -> [f64; 3] {
    let low = dice.real(0.01, 0.5);
    let middle = low * dice.real(1.5, 6.0);
    [low, middle, middle * dice.real(1.5, 6.0)]
}

fn marginals(dice: &mut Dice) -> Marginals {
    Marginals {
        children: dice.chance(0.05, 0.3),
        ages: [0.25; 4],
        women: Chance::new(0.5),
        urban: dice.chance(0.2, 0.8),
        minority: dice.chance(0.1, 0.5),
        platform_workers: dice.chance(0.1, 0.6),
        claimants: dice.chance(0.1, 0.6),
        households: vec![0.2, 0.25, 0.25, 0.2, 0.1],
    }
}

fn rights(dice: &mut Dice, contexts: usize) -> Vec<Right> {
    let count = dice.between(2, 9);
    (0..count)
        .map(|r| Right {
            name: format!("right-{r}"),
            context: dice.below(contexts),
            area: dice.below(AREAS.len()),
            demand: PerYear(if dice.yes(25) { 0.0 } else { dice.real(0.1, 12.0) }),
            by: [DemandBy::Residents, DemandBy::Income, DemandBy::Adults, DemandBy::Children][dice.below(4)],
            work: dice.yes(30),
        })
        .collect()
}

/// Repeated kinds of all sorts, and each special form now and then; at most one of each.
fn kinds(dice: &mut Dice, contexts: usize, rights: usize) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for number in 0..dice.between(2, 6) {
        let mut kind = kind(dice, contexts, &format!("kind-{number}"), Form::Repeated);
        match dice.below(4) {
            0 | 1 => {
                kind.harm = dice.between(1, 2000) as u32;
                kind.lawful = false;
            }
            2 => kind.good = true,
            _ => kind.lawful = dice.yes(80),
        }
        if dice.yes(40) {
            kind.needs = dice.subset(rights) as Rights;
        }
        kind.who = [Who::Adults, Who::Adults, Who::PlatformWorkers, Who::Claimants][dice.below(4)];
        kinds.push(kind);
    }
    if dice.yes(75) {
        let mut debt = kind(dice, contexts, "debt", Form::DebtEntry);
        debt.harm = 1000;
        debt.lawful = false;
        debt.rate = PerYear(dice.real(0.05, 2.0));
        kinds.push(debt);
        if dice.yes(85) {
            kinds.push(kind(dice, contexts, "debt-repaid", Form::DebtRepaid));
        }
    }
    if dice.yes(60) {
        let mut apology = kind(dice, contexts, "apology", Form::Apology);
        apology.rate = PerYear(dice.real(0.0, 0.8));
        kinds.push(apology);
    }
    for (name, form) in [("dissent", Form::Dissent), ("praise", Form::Praise), ("silence", Form::Silence)] {
        if dice.yes(80) {
            let mut speech = kind(dice, contexts, name, form);
            speech.protected = true;
            if dice.yes(25) {
                speech.needs = dice.subset(rights) as Rights;
            }
            kinds.push(speech);
        }
    }
    kinds
}

/// A harmless, lawful kind for every adult.
pub fn kind(dice: &mut Dice, contexts: usize, name: &str, form: Form) -> Kind {
    let rate = libm::pow(10.0, dice.real(-1.0, 1.5));
    Kind {
        name: name.into(),
        rate: PerYear(rate),
        context: dice.below(contexts),
        harm: 0,
        gravity: if dice.yes(70) { dice.between(1, 6000) as u32 } else { 0 },
        lawful: true,
        protected: false,
        good: false,
        form,
        who: Who::Adults,
        needs: 0,
        deterrable: if dice.yes(50) { 1.0 } else { dice.real(0.0, 1.0) },
        shape: dice.yes(30).then(|| dice.real(0.1, 3.0)),
    }
}

fn behaviour(dice: &mut Dice) -> Behaviour {
    Behaviour {
        frailty_shape: dice.real(0.15, 1.0),
        frailty_shared: [0.0, 0.5, 1.0, 0.3][dice.below(4)],
        private: dice.real(0.0, 0.6),
        kappa: dice.real(0.1, 0.9),
        conscience_shapes: [dice.real(1.5, 5.0), dice.real(1.5, 5.0)],
        chi: dice.real(-0.3, 0.7),
        conscience_down: dice.real(0.01, 0.5),
        conscience_up: dice.real(0.0, 0.1),
        beta: dice.real(0.0, 3.0),
        psi: dice.real(0.0, 2.0),
        psi_unwatched: dice.real(0.0, 1.0),
        good_by_conscience: dice.real(0.0, 1.0),
        reward: dice.real(0.0, 0.5),
        fear_own: dice.real(0.0, 0.8),
        fear_ties: dice.real(0.0, 1.5),
        fear_announcement: dice.real(0.0, 0.5),
        fear_fades: dice.real(0.0, 0.1),
        news: if dice.yes(20) { 0.0 } else { dice.real(0.0, 0.05) },
        word_of_mouth: dice.real(0.0, 0.6),
        heard_together: dice.chance(0.0, 1.0),
        opposed: dice.chance(0.2, 0.6),
        background: dice.real(0.0, 0.5),
        conformity: dice.real(0.0, 0.6),
        own_term: dice.real(0.0, 0.3),
        reconsider: dice.chance(0.0, 0.6),
        praise_margin: dice.real(0.05, 0.5),
        shyness: dice.real(0.2, 0.8),
        fear_pressure: dice.real(0.0, 2.0),
        speech_pressure: dice.real(0.0, 1.0),
        tie_cutting: dice.real(0.0, 0.6),
        tie_healing: dice.chance(0.0, 0.4),
        campaign_pressure: dice.real(0.0, 0.5),
        over_compliance: dice.chance(0.0, 0.8),
        payment: PerYear(dice.real(0.2, 6.0)),
        payment_without_work: dice.real(0.1, 1.0),
        apologises: dice.chance(0.0, 0.8),
        appeals: [dice.chance(0.0, 0.4), dice.chance(0.2, 0.7), dice.chance(0.5, 1.0)],
    }
}
