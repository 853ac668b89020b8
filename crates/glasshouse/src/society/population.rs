//! Everything about the people of one county that no regime changes, drawn once and shared by all arms.

use super::expression::{at_rest, expressed};
use super::people::{self, Laws, People, flag, kappa};
use super::propensity::Propensities;
use super::ties::{self, Friendliness, Ties};
use super::{DemandBy, Form, Society};
use super::{offset, order};
use crate::curve::neglog;
use crate::draw::{Decision, LANES, Stream};
use crate::level::at_every_level;
use crate::luck::each_flagged;
use crate::sieve::Sieve;
use crate::unit::{Hazard, PerYear};

/// Decides who is in debt at the start, and whether an old debt is recorded.
pub const DEBT_AT_START: Decision = Decision::new("debt-at-start");

/// What is drawn from: laws and constants of a society, made once a run.
#[derive(Clone, Debug)]
pub struct Source {
    laws: Laws,
    friendliness: Friendliness,
    propensities: Propensities,
    /// Hazards of demand at rank 1/2, by right.
    demand: Vec<Hazard>,
    /// Hazards of paying a debt, by rank in 256ths.
    payment: [Hazard; 256],
}

/// A debt at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OldDebt {
    /// Who.
    pub person: u32,
    /// Decides whether it is recorded in week 0.
    pub observed: u32,
}

/// Somebody whom the news reaches in time; ordered by patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hearer {
    /// Growth of awareness that it takes, in 2^-24.
    pub patience: u32,
    /// Who.
    pub person: u32,
}

/// One county's people before any regime.
#[derive(Clone, Debug, Default)]
pub struct Population {
    /// Fixed traits.
    pub people: People,
    /// Ties.
    pub ties: Ties,
    /// `[kind][person]` Hazards at their highest.
    pub hazards: Vec<Hazard>,
    /// Decides who knows of a regime at the start.
    pub heard: Vec<u32>,
    /// Whom the news reaches, in order of patience: adults.
    pub news: Vec<Hearer>,
    /// Dither of fear and of conscience.
    pub dither: [Vec<u16>; 2],
    /// Debts at the start, by person.
    pub debts: Vec<OldDebt>,
    /// Expressed positions under `none`.
    pub expression: Vec<u8>,
    /// Ties that praise minus ties that dissent.
    pub climate: Vec<i16>,
}

impl Population {
    /// Everybody's hazard of kind `k` at its highest.
    #[inline]
    pub fn hazards_of(&self, k: usize) -> &[Hazard] {
        let people = self.people.len();
        &self.hazards[k * people..(k + 1) * people]
    }
}

impl Source {
    /// The laws and constants of `society`.
    pub fn new(society: &Society) -> Source {
        let children = society.people.children.share();
        let demand = society.rights.iter().map(|right| {
            let factor = match right.by {
                DemandBy::Residents | DemandBy::Income => 1.0 - children,
                DemandBy::Adults => 1.0,
                DemandBy::Children => (1.0 - children) / children.max(1e-9),
            };
            Hazard::new(PerYear(right.demand.0 * factor))
        });
        let payment = std::array::from_fn(|j| {
            let middle = (j as f64 + 0.5) / 256.0;
            Hazard::new(PerYear(society.behaviour.payment.0 * (0.5 + middle)))
        });
        Source {
            laws: Laws::new(society),
            friendliness: Friendliness::new(society),
            propensities: Propensities::new(society),
            demand: demand.collect(),
            payment,
        }
    }

    /// Puts everybody's hazard of demanding right `r` into `hazards`, in the place of what stood there.
    pub fn demand(&self, society: &Society, people: &People, r: usize, hazards: &mut Vec<Hazard>) {
        let hazard = self.demand[r];
        let of = |adult: u8| {
            people
                .flags
                .iter()
                .map(move |flags| if flags & flag::ADULT == adult { hazard } else { Hazard(0) })
        };
        hazards.clear();
        match society.rights[r].by {
            DemandBy::Residents => hazards.resize(people.len(), hazard),
            // Twice the rank has mean 1; the rank in 16ths is widened to 2^-24.
            DemandBy::Income => {
                hazards.extend(people.rank.iter().map(|&rank| hazard.times(u32::from(rank) << 9)))
            }
            DemandBy::Adults => hazards.extend(of(flag::ADULT)),
            DemandBy::Children => hazards.extend(of(0)),
        }
    }

    /// Draws a county of `count` people; `luck` decides what is not a trait.
    pub fn draw(&self, society: &Society, who: &Stream, luck: &Stream, count: usize) -> Population {
        let mut population = Population::default();
        self.redraw(society, who, luck, count, &mut population);
        population
    }

    /// The same where others stood, who lend their memory and nothing else.
    pub fn redraw(
        &self,
        society: &Society,
        who: &Stream,
        luck: &Stream,
        count: usize,
        population: &mut Population,
    ) {
        let Population { people, ties, hazards, .. } = population;
        people::redraw(society, &self.laws, who, count, people);
        ties::redraw(society, &self.friendliness, people, who, ties);
        let factor = offset::factor(society, offset::offset(who));
        self.propensities.draw(society, people, who, factor, hazards);
        (population.heard, population.news) = hearing(society, people, luck);
        population.debts = self.old_debts(society, people, hazards, luck);
        (population.expression, population.climate) =
            at_rest(society, people, ties, luck.level(), expressed::SILENT);
        const DITHER: Decision = Decision::new("dither");
        let words = luck.each_word(count, DITHER);
        population.dither = [0, 16].map(|half| words.iter().map(|word| (word >> half) as u16).collect());
    }

    /// Debts in their steady state under `none`: entry over entry plus payment.
    fn old_debts(
        &self,
        society: &Society,
        people: &People,
        hazards: &[Hazard],
        luck: &Stream,
    ) -> Vec<OldDebt> {
        let Some(k) = society.kinds.iter().position(|kind| kind.form == Form::DebtEntry) else {
            return Vec::new();
        };
        let kind = &society.kinds[k];
        let kappa = if kind.harm > 0 { kappa(society) as u32 } else { 0 };
        let hazards = hazards[k * people.len()..][..people.len()].chunks(LANES);
        let columns = hazards.zip(people.conscience.chunks(LANES)).zip(people.rank.chunks(LANES));
        let (mut debts, mut words, mut owes) = (Vec::new(), [[0; LANES]; 4], [0; LANES]);
        for (first, ((hazards, conscience), rank)) in (0..).step_by(LANES).zip(columns) {
            luck.words_of(first, DEBT_AT_START, 0, &mut words);
            owes[hazards.len()..].fill(0);
            owe(luck.level(), &words[0], kappa, hazards, conscience, (rank, &self.payment), &mut owes);
            each_flagged(&owes, |lane| {
                debts.push(OldDebt { person: first + lane as u32, observed: words[1][lane] });
            });
        }
        debts
    }
}

at_every_level! {
    /// Flags those who owe something at the start, at these words; nobody does whose hazard is 0.
    fn owe = owe_body(
        words: &[u32; LANES],
        kappa: u32,
        hazards: &[Hazard],
        conscience: &[u16],
        payment: (&[u16], &[Hazard; 256]),
        owes: &mut [u8; LANES],
    )
}

#[inline(always)]
fn owe_body(
    words: &[u32; LANES],
    kappa: u32,
    hazards: &[Hazard],
    conscience: &[u16],
    (rank, payment): (&[u16], &[Hazard; 256]),
    owes: &mut [u8; LANES],
) {
    let len = hazards.len().min(LANES);
    let (hazards, conscience, rank) = (&hazards[..len], &conscience[..len], &rank[..len]);
    for i in 0..len {
        let keep = (1 << 16) - ((kappa * u32::from(conscience[i])) >> 16);
        let entry = hazards[i].scaled::<16>(keep).0;
        let total = entry + payment[usize::from(rank[i] >> 8)].0;
        // word < (entry << 32) / total, without the division and in 64 bits.
        let [high, low] = [total >> 32, total & 0xFFFF_FFFF].map(|half| u64::from(words[i]) * half + half);
        let least = high + ((low + 0xFFFF_FFFF) >> 32);
        owes[i] = u8::from((entry > 0) & (least <= entry));
    }
}

/// The word that decides who knows of a regime at the start, and whom the news reaches when.
fn hearing(society: &Society, people: &People, luck: &Stream) -> (Vec<u32>, Vec<Hearer>) {
    const TOGETHER: Decision = Decision::new("heard-together");
    const AWARE: Decision = Decision::new("aware-at-start");
    const NEWS: Decision = Decision::new("news");
    let [together, aware, news] =
        [TOGETHER, AWARE, NEWS].map(|decision| luck.each_word(people.len(), decision));
    let mut heard = Vec::with_capacity(people.len());
    let mut order = Sieve::default();
    let mut filling = order.fill(people.len(), 0);
    for person in 0..people.len() {
        let together = society.behaviour.heard_together.hit(together[person]);
        let who = if together { people.head[person] as usize } else { person };
        heard.push(aware[who]);
        filling.put(u64::from(!news[who]) << 32 | person as u64, people.is(person, flag::ADULT));
    }
    drop(filling);
    // Words are spread evenly, and patience falls as they rise; of some that lie together it is the same.
    let hearer = |key: u64| Hearer { patience: neglog(!(key >> 32) as u32), person: key as u32 };
    let mut hearers: Vec<Hearer> = order::nearly(order.kept(), 64).into_iter().map(hearer).collect();
    order::insert(&mut hearers);
    (heard, hearers)
}
