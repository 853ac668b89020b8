//! The people of one county: fixed traits, in columns.
//!
//! Households are filled one after another; home, group and income belong to the household. Everything
//! is a function of (people seed, county, person or household, trait).

use super::{INCOMES, Society};
use crate::curve::{BetaQuantiles, Quantiles};
use crate::draw::{Decision, LANES, Stream};
use crate::unit::{Chance, ONE, sixteenths};

/// Cells of (income class, home, group): the finest grouping of any table.
pub const CELLS: usize = INCOMES * 4;

/// Bits of [`People::flags`].
pub mod flag {
    /// 18 or older.
    pub const ADULT: u8 = 1;
    /// A woman.
    pub const WOMAN: u8 = 2;
    /// Works through a platform.
    pub const PLATFORM_WORKER: u8 = 4;
    /// Claims a benefit.
    pub const CLAIMANT: u8 = 8;
    /// Works in a workplace (or, a child, sits in a class).
    pub const GROUPED: u8 = 16;
}

/// Fixed traits of the people of a county, one entry a person in each column.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Bits of [`flag`].
    pub flags: Vec<u8>,
    /// Age class: 0 = under 18, then 18–29, 30–44, 45–59, 60 and over.
    pub age: Vec<u8>,
    /// Income class · 4 + rural · 2 + minority.
    pub cell: Vec<u8>,
    /// Income rank in 16ths.
    pub rank: Vec<u16>,
    /// Private political position in 16ths, −65,536 to 65,536.
    pub position: Vec<i32>,
    /// Conscience before any regime, in 16ths.
    pub conscience: Vec<u16>,
    /// A fixed term of one's own in expression, in 16ths.
    pub own_term: Vec<i32>,
    /// First member of the person's household; households lie together.
    pub head: Vec<u32>,
}

impl People {
    /// Number of people.
    pub fn len(&self) -> usize {
        self.flags.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty()
    }

    /// Whether person i has the flag.
    #[inline(always)]
    pub fn is(&self, i: usize, flag: u8) -> bool {
        self.flags[i] & flag != 0
    }

    /// 0 urban, 1 rural.
    #[inline(always)]
    pub fn home(&self, i: usize) -> usize {
        usize::from(self.cell[i] >> 1 & 1)
    }

    /// 0 majority, 1 minority.
    #[inline(always)]
    pub fn group(&self, i: usize) -> usize {
        usize::from(self.cell[i] & 1)
    }

    /// The people of i's household, i among them.
    pub fn household(&self, i: usize) -> std::ops::Range<usize> {
        let head = self.head[i];
        let end = self.head[i..].iter().position(|&other| other != head);
        head as usize..end.map_or(self.len(), |after| i + after)
    }
}

/// Laws of one society, ready to draw people from.
#[derive(Clone, Debug)]
pub struct Laws {
    conscience: BetaQuantiles,
    own_term: Quantiles,
    /// Chance that a household has at most 1, 2, ... members.
    sizes: Vec<Chance>,
    ages: Vec<Chance>,
    /// Chance that a further member of a household is a child.
    child: Chance,
}

impl Laws {
    /// The laws of `society`.
    pub fn new(society: &Society) -> Laws {
        let people = &society.people;
        let behaviour = &society.behaviour;
        let mean: f64 = people.households.iter().zip(1..).map(|(share, size)| share * f64::from(size)).sum();
        let further = 1.0 - 1.0 / mean;
        let [a, b] = behaviour.conscience_shapes;
        Laws {
            conscience: BetaQuantiles::new(a, b),
            own_term: Quantiles::half_normal(behaviour.own_term),
            sizes: cumulative(&people.households),
            ages: cumulative(&people.ages),
            child: Chance::new(people.children.share() / further.max(1e-9)),
        }
    }
}

/// Running sums as chances, the last one certain.
fn cumulative(shares: &[f64]) -> Vec<Chance> {
    let mut sum = 0.0;
    let mut chances: Vec<Chance> = shares
        .iter()
        .map(|share| {
            sum += share;
            Chance::new(sum)
        })
        .collect();
    if let Some(last) = chances.last_mut() {
        *last = Chance::ALWAYS;
    }
    chances
}

/// Which of rising chances a word hits first; the last is certain.
#[inline(always)]
fn pick(chances: &[Chance], word: u32) -> usize {
    chances.iter().filter(|chance| !chance.hit(word)).count()
}

const SIZE: Decision = Decision::new("household-size");
const HOUSEHOLD: Decision = Decision::new("household");
const AGE: Decision = Decision::new("age");
const WORK: Decision = Decision::new("work");
const POSITION: Decision = Decision::new("position");
const TEMPER: Decision = Decision::new("temper");

/// Draws the `count` people of a county: households one after another, then what is everybody's own.
pub fn draw(society: &Society, laws: &Laws, stream: &Stream, count: usize) -> People {
    let mut people = People::default();
    redraw(society, laws, stream, count, &mut people);
    people
}

/// The same where others stood, who lend their memory.
pub fn redraw(society: &Society, laws: &Laws, stream: &Stream, count: usize, people: &mut People) {
    people.settle(society, laws, stream, count);
    people.grow_up(society, laws, stream);
    people.think(society, laws, stream);
}

impl People {
    /// Fills households with `count` people: home, group and income.
    fn settle(&mut self, society: &Society, laws: &Laws, stream: &Stream, count: usize) {
        let (mut sizes, mut traits) = ([0; LANES], [[0; LANES]; 4]);
        // A household is written in blocks, and the next overwrites what is too much.
        const BLOCK: usize = 8;
        let room = count + laws.sizes.len() + BLOCK;
        self.head.resize(room, 0);
        self.cell.resize(room, 0);
        self.rank.resize(room, 0);
        let mut head = 0;
        for first in (0..).step_by(LANES) {
            stream.words_shared(first, SIZE, 0, &mut sizes);
            stream.words_of(first, HOUSEHOLD, 0, &mut traits);
            for lane in 0..LANES {
                if head >= count {
                    self.head.truncate(count);
                    self.cell.truncate(count);
                    self.rank.truncate(count);
                    return;
                }
                let size = 1 + pick(&laws.sizes, sizes[lane]);
                let [home, group, rank] = [traits[0][lane], traits[1][lane], traits[2][lane]];
                let rural = u8::from(!society.people.urban.hit(home));
                let minority = u8::from(society.people.minority.hit(group));
                let class = ((u64::from(rank) * INCOMES as u64) >> 32) as u8;
                for at in (head..head + size).step_by(BLOCK) {
                    self.head[at..][..BLOCK].fill(head as u32);
                    self.cell[at..][..BLOCK].fill(class * 4 + rural * 2 + minority);
                    self.rank[at..][..BLOCK].fill((rank >> 16) as u16);
                }
                head += size;
            }
        }
    }

    /// Age, sex and work. The first of a household is an adult.
    fn grow_up(&mut self, society: &Society, laws: &Laws, stream: &Stream) {
        let (marginals, count) = (&society.people, self.head.len());
        let set = |condition: bool, flag: u8| if condition { flag } else { 0 };
        let (flags, ages, head) = (&mut self.flags, &mut self.age, &self.head);
        flags.clear();
        flags.reserve(count);
        ages.clear();
        ages.reserve(count);
        stream.each(count, AGE, 0, |i, [child, age, sex, _]| {
            let adult = (head[i] == i as u32) | !laws.child.hit(child);
            flags.push(set(adult, flag::ADULT) | set(marginals.women.hit(sex), flag::WOMAN));
            ages.push(u8::from(adult) * (1 + pick(&laws.ages, age) as u8));
        });
        stream.each(count, WORK, 0, |i, [platform, claim, employed, _]| {
            let adult = flags[i] & flag::ADULT != 0;
            flags[i] |= set(adult & marginals.platform_workers.hit(platform), flag::PLATFORM_WORKER)
                | set(adult & marginals.claimants.hit(claim), flag::CLAIMANT)
                | set(!adult | society.ties.employed.hit(employed), flag::GROUPED);
        });
    }

    /// Position, temper and conscience.
    fn think(&mut self, society: &Society, laws: &Laws, stream: &Stream) {
        let count = self.head.len();
        let (positions, terms) = (&mut self.position, &mut self.own_term);
        positions.clear();
        positions.reserve(count);
        terms.clear();
        terms.reserve(count);
        stream.each(count, POSITION, 0, |_, [side, strength, sign, size]| {
            let strength = ((i64::from(strength) * ONE) >> 32) as i32;
            // All bits of it are turned for those opposed: -1 - strength.
            let opposed = -i32::from(society.behaviour.opposed.hit(side));
            positions.push(strength ^ opposed);
            let (own, negative) = (laws.own_term.at(size) as i32, -((sign >> 31) as i32));
            terms.push((own ^ negative) - negative);
        });
        let tempers = stream.each_word(count, TEMPER);
        self.conscience.clear();
        self.conscience.extend(tempers.into_iter().map(|temper| laws.conscience.at(temper)));
    }
}

/// Mean conscience before any regime, as the law says: a / (a + b).
pub fn mean_conscience(society: &Society) -> f64 {
    let [a, b] = society.behaviour.conscience_shapes;
    a / (a + b)
}

/// κ in 16ths.
pub fn kappa(society: &Society) -> i64 {
    sixteenths(society.behaviour.kappa)
}
