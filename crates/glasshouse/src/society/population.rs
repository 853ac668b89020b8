//! Everything about the people of one county that no regime changes, drawn once and shared by all arms.

use super::people::{self, Laws, People, flag, kappa};
use super::propensity::{Propensities, eligible};
use super::ties::{self, Friendliness, Ties};
use super::{DemandBy, Form, Society};
use super::{offset, order};
use crate::curve::neglog;
use crate::draw::{Decision, LANES, Stream};
use crate::level::{Level, at_every_level};
use crate::sieve::Sieve;
use crate::unit::{Hazard, PerYear, sixteenths};
use std::ops::{Neg, Sub};

/// Expressed positions.
pub mod expressed {
    /// Openly against.
    pub const DISSENT: u8 = 0;
    /// Says nothing.
    pub const SILENT: u8 = 1;
    /// Openly for.
    pub const PRAISE: u8 = 2;
}

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
    payment: Vec<Hazard>,
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
        let payment = (0..256).map(|j| {
            let middle = (f64::from(j) + 0.5) / 256.0;
            Hazard::new(PerYear(society.behaviour.payment.0 * (0.5 + middle)))
        });
        Source {
            laws: Laws::new(society),
            friendliness: Friendliness::new(society),
            propensities: Propensities::new(society),
            demand: demand.collect(),
            payment: payment.collect(),
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
        let (kappa, hazards) = (kappa(society), &hazards[k * people.len()..][..people.len()]);
        let mut debts = Vec::new();
        luck.each(people.len(), DEBT_AT_START, 0, |i, [at, observed, ..]| {
            let keep = if society.kinds[k].harm > 0 {
                65536 - ((kappa * i64::from(people.conscience[i])) >> 16)
            } else {
                65536
            };
            let entry = hazards[i].scaled::<16>(keep as u32).0;
            let total = entry + self.payment[usize::from(people.rank[i] >> 8)].0;
            // at < (entry << 32) / total, without the division and in 64 bits.
            let (high, low) = (total >> 32, total & 0xFFFF_FFFF);
            let least = (u64::from(at) + 1) * high + (((u64::from(at) + 1) * low + 0xFFFF_FFFF) >> 32);
            if entry > 0 && least <= entry && eligible(people, i, society.kinds[k].who) {
                debts.push(OldDebt { person: i as u32, observed });
            }
        });
        debts
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

/// What a person says at pressure `pressure`; in whole numbers of any width that holds all of these.
#[inline(always)]
pub fn expression<T: Copy + Default + PartialOrd + Neg<Output = T> + Sub<Output = T>>(
    position: T,
    pressure: T,
    margin: T,
    shyness: T,
) -> u8 {
    let opposed = position < T::default();
    let praise_above = if opposed { margin - position } else { shyness - position };
    let dissents = opposed & (-position > pressure);
    expressed::SILENT - u8::from(dissents) + u8::from(!dissents & (pressure > praise_above))
}

/// What x adds to the climate of those tied to it.
#[inline]
pub fn voice(x: u8) -> i16 {
    i16::from(x) - 1
}

/// What moves expression under `none`, in 16ths.
#[derive(Clone, Copy)]
struct Pressure {
    background: i32,
    conformity: i32,
    margin: i32,
    shyness: i32,
}

impl Pressure {
    fn new(society: &Society) -> Pressure {
        // Pressure and conviction are far below this, so a greater number decides nothing else.
        const FAR: i64 = 1 << 28;
        let behaviour = &society.behaviour;
        let [background, conformity, margin, shyness] =
            [behaviour.background, behaviour.conformity, behaviour.praise_margin, behaviour.shyness]
                .map(|value| sixteenths(value).clamp(-FAR, FAR) as i32);
        Pressure { background, conformity, margin, shyness }
    }
}

at_every_level! {
    /// What all adults say where they start from saying `start`; 0 in `asked` for those whom some climate moves, and in
    /// `settled` for those who may not say so any longer.
    fn begin = begin_body(
        pressure: Pressure,
        people: &People,
        start: u8,
        said: &mut [u8],
        asked: &mut [u8],
        settled: &mut [u8],
    )
}

#[inline(always)]
fn begin_body(
    pressure: Pressure,
    people: &People,
    start: u8,
    said: &mut [u8],
    asked: &mut [u8],
    settled: &mut [u8],
) {
    let Pressure { background, conformity, margin, shyness } = pressure;
    let n = said.len();
    let (position, own_term, flags) = (&people.position[..n], &people.own_term[..n], &people.flags[..n]);
    let (asked, settled) = (&mut asked[..n], &mut settled[..n]);
    for i in 0..n {
        let pressure = background + own_term[i];
        let [least, alone, most] = [-conformity, 0, conformity]
            .map(|around| expression(position[i], pressure + around, margin, shyness));
        let adult = flags[i] & flag::ADULT != 0;
        // Where all begin from silence nobody is heard at first.
        let says = if start == expressed::SILENT { alone } else { start };
        said[i] = if adult { says } else { expressed::SILENT };
        asked[i] = if adult & (least != most) { 0 } else { u8::MAX };
        settled[i] = if adult & ((least != says) | (most != says)) { 0 } else { u8::MAX };
    }
}

/// Expression at its fixed point under `none`, with the climate of each person, reached from all adults saying
/// `start` by reconsidering at once, at most 100 times. Counties begin from silence; where conformity is high
/// another start ends elsewhere.
pub fn at_rest(
    society: &Society,
    people: &People,
    ties: &Ties,
    level: Level,
    start: u8,
) -> (Vec<u8>, Vec<i16>) {
    let (pressure, n) = (Pressure::new(society), people.len());
    let [mut said, mut asked, mut settled] = [(); 3].map(|()| vec![0; n]);
    begin(level, pressure, people, start, &mut said, &mut asked, &mut settled);
    let mut reconsider = Sieve::default();
    let mut filling = reconsider.fill(n, 0);
    (0..).zip(settled).for_each(|(i, settled)| filling.put(i, settled == 0));
    drop(filling);
    let mut climate = climate(ties, &said);
    // At first all reconsider who may be moved, then only those around whom something changed.
    let mut changes = Sieve::default();
    for round in 1 + u8::from(start == expressed::SILENT)..=100 {
        changes.clear();
        let mut changing = changes.fill(reconsider.kept().len(), (0, 0));
        for &i in reconsider.kept() {
            let says = pressure.says(people, ties, &climate, i as usize);
            changing.put((i, says), says != said[i as usize]);
        }
        drop(changing);
        reconsider.clear();
        for &(i, says) in changes.kept() {
            let shift = voice(says) - voice(said[i as usize]);
            said[i as usize] = says;
            let mut filling = reconsider.fill(ties.degree(i as usize), 0);
            for &j in ties.all(i as usize) {
                climate[j as usize] += shift;
                // Nobody need be asked twice, or whom no climate moves.
                filling.put(j, asked[j as usize] < round);
                asked[j as usize] = asked[j as usize].max(round);
            }
        }
        if changes.kept().is_empty() {
            break;
        }
    }
    (said, climate)
}

impl Pressure {
    /// What person i says in this climate.
    #[inline(always)]
    fn says(self, people: &People, ties: &Ties, climate: &[i16], i: usize) -> u8 {
        // A division takes long, and many hear as much for as against.
        let around = match i64::from(climate[i]) {
            0 => 0,
            climate => i64::from(self.conformity) * climate / ties.degree(i) as i64,
        };
        let pressure = self.background + around as i32 + people.own_term[i];
        expression(people.position[i], pressure, self.margin, self.shyness)
    }
}

/// The climate of everybody where people say this: the voices of those whom they are tied to.
#[inline(never)] // On its own, what it needs stays in registers.
fn climate(ties: &Ties, said: &[u8]) -> Vec<i16> {
    let (mut climate, mut sums) = (Vec::with_capacity(said.len()), Vec::new());
    for first in (0..said.len()).step_by(LANES) {
        // Sums run over the ties of many people, whose numbers are hard to foresee one by one.
        let row = &ties.row[first..=(first + LANES).min(said.len())];
        let (begin, mut sum) = (row[0], 0_u16);
        sums.clear();
        sums.push(sum);
        sums.extend(ties.other[begin as usize..row[row.len() - 1] as usize].iter().map(|&j| {
            sum = sum.wrapping_add(u16::from(said[j as usize]));
            sum
        }));
        let until = |at: u32| sums[(at - begin) as usize];
        climate.extend(row.windows(2).map(|ends| {
            let silent = (ends[1] - ends[0]) as u16 * u16::from(expressed::SILENT);
            until(ends[1]).wrapping_sub(until(ends[0])).wrapping_sub(silent).cast_signed()
        }));
    }
    climate
}
