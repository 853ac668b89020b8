//! What the Rust peers share: the numbers of MODEL.md, luck, ties, and the line they end with.

use std::time::Instant;

/// Acts a year at frailty 1.
pub const RATE: f64 = 12.0;
/// Chance that an act is recorded.
pub const COVERAGE: f64 = 0.25;
/// Points that a record takes.
pub const POINTS: f64 = 3.0;
/// Weeks in which half is forgotten.
pub const HALF_LIFE: f64 = 26.0;
/// Everybody's score before any record.
pub const START: f64 = 100.0;
/// The lowest score shown.
pub const FLOOR: f64 = 36.0;
/// The score below which the sanction falls.
pub const LINE: f64 = 80.0;
/// Weeks that the sanction lasts.
pub const TERM: u32 = 26;
/// Weight of the ties' mean deficit.
pub const WEIGHT: f64 = 0.3;
/// Ties that everybody seeks.
pub const SEEK: usize = 5;
/// The largest deficit that ties see.
pub const MOST_TOLD: f64 = 63.0;

/// A stream of random numbers: splitmix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
pub struct Luck(u64);

impl Luck {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Luck {
        Luck(seed.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    /// 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let a = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let b = (a ^ (a >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        b ^ (b >> 31)
    }

    /// Uniform in [0, 1).
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// A person's chance of a week without acts, exp(-rate · frailty / 52), the frailty exponential.
    pub fn quiet(&mut self) -> f64 {
        (1.0 - self.unit()).powf(RATE / 52.0)
    }
}

/// Acts in a week with chance `quiet` of none, Poisson by inversion from one uniform number.
#[inline]
pub fn acts(quiet: f64, uniform: f64) -> u32 {
    if uniform < quiet { 0 } else { some_acts(quiet, uniform) }
}

fn some_acts(quiet: f64, uniform: f64) -> u32 {
    let (mean, mut chance, mut below, mut count) = (-quiet.ln(), quiet, quiet, 0);
    while uniform >= below && count < 1000 {
        count += 1;
        chance *= mean / f64::from(count);
        below += chance;
    }
    count
}

/// What a score's ties see of it next week.
#[inline]
pub fn told(shown: f64) -> u8 {
    (START - shown).min(MOST_TOLD) as u8
}

/// Symmetric ties in compressed rows: those of i are `other[row[i]..row[i + 1]]`.
pub struct Ties {
    /// Row bounds.
    pub row: Vec<u32>,
    /// The other end.
    pub other: Vec<u32>,
}

impl Ties {
    /// Everybody seeks [`SEEK`] others; what is found twice counts once.
    pub fn new(people: usize, luck: &mut Luck) -> Ties {
        let mut pairs = Vec::with_capacity(people * SEEK);
        for i in 0..people {
            for _ in 0..SEEK {
                let j = (i + 1 + luck.below(people - 1)) % people;
                pairs.push([i.min(j) as u32, i.max(j) as u32]);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut row = vec![0; people + 1];
        for &end in pairs.as_flattened() {
            row[end as usize + 1] += 1;
        }
        for i in 0..people {
            row[i + 1] += row[i];
        }
        let (mut next, mut other) = (row.clone(), vec![0; pairs.len() * 2]);
        for [a, b] in pairs {
            for (end, far) in [(a, b), (b, a)] {
                other[next[end as usize] as usize] = far;
                next[end as usize] += 1;
            }
        }
        Ties { row, other }
    }

    /// The ties of i.
    #[inline]
    pub fn of(&self, i: usize) -> &[u32] {
        &self.other[self.row[i] as usize..self.row[i + 1] as usize]
    }

    /// What the ties of i take from its score, given what everybody told last week.
    #[inline]
    pub fn association(&self, i: usize, told: &[u8]) -> f64 {
        let ties = self.of(i);
        let sum: u32 = ties.iter().map(|&j| u32::from(told[j as usize])).sum();
        WEIGHT * f64::from(sum) / ties.len() as f64
    }
}

/// What was asked for: `PEER PEOPLE WEEKS TIES SEED`, ties 0 or 1.
pub struct Task {
    /// People.
    pub people: usize,
    /// Weeks.
    pub weeks: u32,
    /// Whether there are ties.
    pub ties: bool,
    /// Seed.
    pub seed: u64,
    begun: Instant,
    ready: Instant,
}

impl Task {
    /// Reads the arguments and starts the clock.
    pub fn read() -> Task {
        let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
        let [people, weeks, ties, seed] = numbers[..] else { panic!("usage: PEER PEOPLE WEEKS TIES SEED") };
        let now = Instant::now();
        Task { people: people as usize, weeks: weeks as u32, ties: ties != 0, seed, begun: now, ready: now }
    }

    /// Everybody is there; the weeks begin.
    pub fn ready(&mut self) {
        self.ready = Instant::now();
    }

    /// Prints the result. Each entry of `series` is a week's sum of scores, number of sanctioned people, acts.
    pub fn report(&self, version: &str, series: &[Week]) {
        let seconds = self.ready.elapsed().as_secs_f64();
        let setup = (self.ready - self.begun).as_secs_f64();
        let last = &series[series.len().saturating_sub(52)..];
        let mean =
            |each: fn(&Week) -> f64| last.iter().map(each).sum::<f64>() / (last.len() * self.people) as f64;
        let (score, sanctioned) = (mean(|week| week.score), mean(|week| week.sanctioned));
        let acts = mean(|week| week.acts) * 52.0;
        println!(
            "{{\"version\": \"{version}\", \"setup\": {setup}, \"seconds\": {seconds}, \
             \"score\": {score}, \"sanctioned\": {sanctioned}, \"acts\": {acts}}}"
        );
    }
}

/// What a week comes to, summed over people.
#[derive(Clone, Copy, Default)]
pub struct Week {
    /// Scores shown.
    pub score: f64,
    /// People sanctioned.
    pub sanctioned: f64,
    /// Acts.
    pub acts: f64,
}
