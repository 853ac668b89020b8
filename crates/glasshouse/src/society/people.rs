//! The people of one county: fixed traits, in columns.
//!
//! Households are filled one after another; home, group and income belong to the household. Everything
//! is a function of (people seed, county, person or household, trait).

use super::{INCOMES, Society};
use crate::curve::{BetaQuantiles, Quantiles};
use crate::draw::{Decision, LANES, Lanes, Stream};
use crate::level::at_every_level;
use crate::unit::{Chance, Narrow, sixteenths};

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
    growth: Growth,
    opposed: Narrow,
}

/// Chances of what one grows up to be.
#[derive(Clone, Copy, Debug)]
struct Growth {
    /// That a further member of a household is a child.
    child: Narrow,
    /// That an adult is at most of the first age class, the second, ...
    ages: [Narrow; 4],
    woman: Narrow,
    platform: Narrow,
    claimant: Narrow,
    employed: Narrow,
}

impl Laws {
    /// The laws of `society`.
    pub fn new(society: &Society) -> Laws {
        let people = &society.people;
        let behaviour = &society.behaviour;
        let mean: f64 = people.households.iter().zip(1..).map(|(share, size)| share * f64::from(size)).sum();
        let further = 1.0 - 1.0 / mean;
        let [a, b] = behaviour.conscience_shapes;
        let ages = cumulative(&people.ages);
        Laws {
            conscience: BetaQuantiles::new(a, b),
            own_term: Quantiles::half_normal(behaviour.own_term),
            sizes: cumulative(&people.households),
            growth: Growth {
                child: Chance::new(people.children.share() / further.max(1e-9)).narrow(),
                ages: std::array::from_fn(|class| ages[class].narrow()),
                woman: people.women.narrow(),
                platform: people.platform_workers.narrow(),
                claimant: people.claimants.narrow(),
                employed: society.ties.employed.narrow(),
            },
            opposed: behaviour.opposed.narrow(),
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

const HOUSEHOLD: Decision = Decision::new("household");
const NATURE: Decision = Decision::new("nature");
const WORK: Decision = Decision::new("work");
const POSITION: Decision = Decision::new("position");

/// Draws the `count` people of a county: households one after another, then what is everybody's own.
pub fn draw(society: &Society, laws: &Laws, stream: &Stream, count: usize) -> People {
    let mut people = People::default();
    redraw(society, laws, stream, count, &mut people);
    people
}

/// The same where others stood, who lend their memory.
pub fn redraw(society: &Society, laws: &Laws, stream: &Stream, count: usize, people: &mut People) {
    people.settle(society, laws, stream, count);
    people.grow_up(laws, stream);
    people.think(laws, stream);
}

impl People {
    /// Fills households with `count` people: home, group and income.
    fn settle(&mut self, society: &Society, laws: &Laws, stream: &Stream, count: usize) {
        let mut traits = [[0; LANES]; 4];
        // A household is written in blocks, and the next overwrites what is too much.
        const BLOCK: usize = 8;
        let room = count + laws.sizes.len() + BLOCK;
        self.head.resize(room, 0);
        self.cell.resize(room, 0);
        self.rank.resize(room, 0);
        let mut head = 0;
        for first in (0..).step_by(LANES) {
            stream.words_of(first, HOUSEHOLD, 0, &mut traits);
            for lane in 0..LANES {
                if head >= count {
                    self.head.truncate(count);
                    self.cell.truncate(count);
                    self.rank.truncate(count);
                    return;
                }
                let [home, group, rank, size] = [0, 1, 2, 3].map(|word| traits[word][lane]);
                let size = 1 + pick(&laws.sizes, size);
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

    /// Age, sex, work and conscience. The first of a household is an adult.
    fn grow_up(&mut self, laws: &Laws, stream: &Stream) {
        self.flags.resize(self.head.len(), 0);
        self.age.resize(self.head.len(), 0);
        self.conscience.clear();
        let mut words = [[[0; LANES]; 4]; 2];
        let columns = self.flags.chunks_mut(LANES).zip(self.age.chunks_mut(LANES));
        for (first, ((flags, ages), head)) in (0..).step_by(LANES).zip(columns.zip(self.head.chunks(LANES))) {
            stream.words_of(first, NATURE, 0, &mut words[0]);
            stream.words_of(first, WORK, 0, &mut words[1]);
            grow(stream.level(), laws.growth, &words, first, head, flags, ages);
            let tempers = words[0][3].iter().take(head.len());
            self.conscience.extend(tempers.map(|&temper| laws.conscience.at(temper)));
        }
    }

    /// Position and a term of one's own in what is said.
    fn think(&mut self, laws: &Laws, stream: &Stream) {
        let count = self.head.len();
        self.position.resize(count, 0);
        self.own_term.resize(count, 0);
        let mut words = [[0; LANES]; 4];
        let columns = self.position.chunks_mut(LANES).zip(self.own_term.chunks_mut(LANES));
        for (first, (positions, terms)) in (0..).step_by(LANES).zip(columns) {
            stream.words_of(first, POSITION, 0, &mut words);
            opine(stream.level(), laws, &mut words, positions, terms);
        }
    }
}

at_every_level! {
    /// Flags and age classes of those from `first` on, whose households begin with `head`.
    fn grow = grow_body(
        odds: Growth,
        words: &[Lanes; 2],
        first: u32,
        head: &[u32],
        flags: &mut [u8],
        ages: &mut [u8],
    )
}

#[inline(always)]
fn grow_body(odds: Growth, words: &[Lanes; 2], first: u32, head: &[u32], flags: &mut [u8], ages: &mut [u8]) {
    let [[child, age, sex, _], [platform, claim, employed, _]] = words;
    let set = |condition: bool, flag: u8| if condition { flag } else { 0 };
    let len = head.len().min(LANES);
    let (flags, ages) = (&mut flags[..len], &mut ages[..len]);
    for i in 0..len {
        let adult = (head[i] == first + i as u32) | !odds.child.hit(child[i]);
        flags[i] = set(adult, flag::ADULT)
            | set(odds.woman.hit(sex[i]), flag::WOMAN)
            | set(adult & odds.platform.hit(platform[i]), flag::PLATFORM_WORKER)
            | set(adult & odds.claimant.hit(claim[i]), flag::CLAIMANT)
            | set(!adult | odds.employed.hit(employed[i]), flag::GROUPED);
        let above: u8 = odds.ages.iter().map(|chance| u8::from(!chance.hit(age[i]))).sum();
        ages[i] = set(adult, 1 + above);
    }
}

at_every_level! {
    /// Positions and one's own terms in expression; the words are used up.
    fn opine = opine_body(laws: &Laws, words: &mut Lanes, positions: &mut [i32], terms: &mut [i32])
}

#[inline(always)]
fn opine_body(laws: &Laws, words: &mut Lanes, positions: &mut [i32], terms: &mut [i32]) {
    let [side, strength, sign, size] = words;
    laws.own_term.at_each(size);
    let len = positions.len().min(LANES);
    let (positions, terms) = (&mut positions[..len], &mut terms[..len]);
    for i in 0..len {
        // All bits of it are turned for those opposed: -1 - strength.
        let opposed = -i32::from(laws.opposed.hit(side[i]));
        positions[i] = (strength[i] >> 16) as i32 ^ opposed;
        let (own, negative) = (size[i] as i32, -((sign[i] >> 31) as i32));
        terms[i] = (own ^ negative) - negative;
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
