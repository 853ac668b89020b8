//! Draws: a draw is a pure function of who, when and what.
//!
//! Philox4x32-10 of Salmon, Moraes, Dror and Shaw (2011, doi 10.1145/2063384.2063405) turns a counter
//! into four independent words. The counter is (person, county, decision, moment) and the key the seed,
//! so no draw has a state, and adding a person, a decision, an arm or a thread moves no other draw. Where a decision
//! takes one word of each person, four people share a counter.

use crate::level::{Level, at_every_level};

const MULTIPLIER: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// The four words of Philox4x32 with ten rounds.
#[inline(always)]
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let low = u64::from(MULTIPLIER[0]) * u64::from(counter[0]);
        let high = u64::from(MULTIPLIER[1]) * u64::from(counter[2]);
        counter = [
            (high >> 32) as u32 ^ counter[1] ^ key[0],
            high as u32,
            (low >> 32) as u32 ^ counter[3] ^ key[1],
            low as u32,
        ];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

/// People whose words are drawn together.
pub const LANES: usize = 256;

/// Where fewer are drawn, they are drawn by so many: as many as two of the widest vectors hold.
pub const PIECE: usize = 32;

/// Counters that [`LANES`] people share where each needs one word: the first so many people take the first words,
/// the next so many the second ones. So words lie in the order of people as vectors make them.
const SHARED: usize = LANES / 4;

/// The four words of [`LANES`] people.
pub type Lanes = [[u32; LANES]; 4];

at_every_level! {
    fn lanes = lanes_body(
        first: u32,
        county: u32,
        decision: u32,
        moment: u32,
        key: [u32; 2],
        words: &mut Lanes,
    )
}

#[inline(always)]
fn lanes_body(first: u32, county: u32, decision: u32, moment: u32, key: [u32; 2], words: &mut Lanes) {
    let [a, b, c, d] = words;
    for i in 0..LANES {
        let drawn = philox([first.wrapping_add(i as u32), county, decision, moment], key);
        (a[i], b[i], c[i], d[i]) = (drawn[0], drawn[1], drawn[2], drawn[3]);
    }
}

at_every_level! {
    fn shared = shared_body(
        first: u32,
        county: u32,
        decision: u32,
        moment: u32,
        key: [u32; 2],
        words: &mut [u32; LANES],
    )
}

#[inline(always)]
fn shared_body(first: u32, county: u32, decision: u32, moment: u32, key: [u32; 2], words: &mut [u32; LANES]) {
    let (first, _) = sharing(first);
    for i in 0..SHARED {
        let drawn = philox([first + i as u32, county, decision, moment], key);
        for (turn, word) in drawn.into_iter().enumerate() {
            words[turn * SHARED + i] = word;
        }
    }
}

/// The counter that somebody shares, and which of its words is theirs.
#[inline(always)]
fn sharing(person: u32) -> (u32, usize) {
    const BLOCK: u32 = LANES as u32;
    const WITHIN: u32 = SHARED as u32;
    (person / BLOCK * WITHIN + person % WITHIN, (person % BLOCK / WITHIN) as usize)
}

at_every_level! {
    fn scattered = scattered_body(
        people: &[u32; LANES],
        county: u32,
        decision: u32,
        moments: &[u32; LANES],
        len: usize,
        key: [u32; 2],
        words: &mut Lanes,
    )
}

#[inline(always)]
fn scattered_body(
    people: &[u32; LANES],
    county: u32,
    decision: u32,
    moments: &[u32; LANES],
    len: usize,
    key: [u32; 2],
    words: &mut Lanes,
) {
    let [a, b, c, d] = words.each_mut().map(|words| words.as_chunks_mut::<PIECE>().0);
    let (people, moments) = (people.as_chunks::<PIECE>().0, moments.as_chunks::<PIECE>().0);
    for at in 0..len.div_ceil(PIECE).min(LANES / PIECE) {
        let (a, b, c, d) = (&mut a[at], &mut b[at], &mut c[at], &mut d[at]);
        let (people, moments) = (&people[at], &moments[at]);
        for i in 0..PIECE {
            let drawn = philox([people[i], county, decision, moments[i]], key);
            (a[i], b[i], c[i], d[i]) = (drawn[0], drawn[1], drawn[2], drawn[3]);
        }
    }
}

/// A decision, by its stable name: renaming one gives it other luck, reordering or adding none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Decision(u32);

impl Decision {
    /// The decision called `name`.
    pub const fn new(name: &str) -> Decision {
        Decision::of(name, "")
    }

    /// The decision `name` about `subject`, a kind of conduct, a right or a sanction by its name.
    pub const fn of(name: &str, subject: &str) -> Decision {
        // FNV-1a; the byte 0xFF, in no UTF-8 text, keeps ("a", "b") and ("ab", "") apart.
        let mut hash = 0x811C_9DC5_u32;
        hash = fold(hash, name.as_bytes());
        hash = fold(hash, &[0xFF]);
        Decision(fold(hash, subject.as_bytes()))
    }
}

const fn fold(mut hash: u32, bytes: &[u8]) -> u32 {
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    hash
}

/// The draws of one county under one seed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stream {
    key: [u32; 2],
    county: u32,
    level: Level,
}

impl Stream {
    /// The draws of `county` under `seed`.
    pub fn new(seed: u64, county: u32) -> Stream {
        Stream { key: [seed as u32, (seed >> 32) as u32], county, level: Level::best() }
    }

    /// The same draws, made at a vector level.
    pub fn at(self, level: Level) -> Stream {
        Stream { level, ..self }
    }

    /// The vector level at which draws of many are made.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Four words for `person`, `decision` and `moment` (a week, a block or a running number).
    #[inline(always)]
    pub fn words(&self, person: u32, decision: Decision, moment: u32) -> [u32; 4] {
        philox([person, self.county, decision.0, moment], self.key)
    }

    /// The four words of each of the [`LANES`] people from `first` on, for one decision and moment: the
    /// same as [`Stream::words`] one by one, several times as fast.
    #[inline]
    pub fn words_of(&self, first: u32, decision: Decision, moment: u32, words: &mut Lanes) {
        lanes(self.level, first, self.county, decision.0, moment, self.key, words);
    }

    /// The [`Stream::word`]s of the [`LANES`] people from `first` on, a multiple of it.
    #[inline]
    pub fn words_shared(&self, first: u32, decision: Decision, moment: u32, words: &mut [u32; LANES]) {
        debug_assert!(first.is_multiple_of(LANES as u32));
        shared(self.level, first, self.county, decision.0, moment, self.key, words);
    }

    /// The four words of the first `len` of these people, each at a moment of its own; behind them anything.
    #[inline]
    pub fn words_at(
        &self,
        people: &[u32; LANES],
        decision: Decision,
        moments: &[u32; LANES],
        len: usize,
        words: &mut Lanes,
    ) {
        scattered(self.level, people, self.county, decision.0, moments, len, self.key, words);
    }

    /// Hands the four words of each of the first `count` people to `give`, in order.
    #[inline]
    pub fn each(&self, count: usize, decision: Decision, moment: u32, mut give: impl FnMut(usize, [u32; 4])) {
        let mut words = [[0; LANES]; 4];
        for first in (0..count).step_by(LANES) {
            self.words_of(first as u32, decision, moment, &mut words);
            for lane in 0..LANES.min(count - first) {
                give(first + lane, [words[0][lane], words[1][lane], words[2][lane], words[3][lane]]);
            }
        }
    }

    /// Hands the four words of each of these `people`, each at a moment of its own, to `give`, in order.
    #[inline]
    pub fn scattered(
        &self,
        people: &[u32],
        moments: &[u32],
        decision: Decision,
        mut give: impl FnMut(u32, [u32; 4]),
    ) {
        self.batches(people, moments, decision, |people, [a, b, c, d]| {
            for (at, &person) in people.iter().enumerate() {
                give(person, [a[at], b[at], c[at], d[at]]);
            }
        });
    }

    /// The same by at most [`LANES`] at once.
    #[inline]
    pub fn batches(
        &self,
        people: &[u32],
        moments: &[u32],
        decision: Decision,
        mut give: impl FnMut(&[u32], &Lanes),
    ) {
        let mut words = [[0; LANES]; 4];
        let (mut last_people, mut last_moments) = ([0; LANES], [0; LANES]);
        for (people, moments) in people.chunks(LANES).zip(moments.chunks(LANES)) {
            match (people.try_into(), moments.try_into()) {
                (Ok(people), Ok(moments)) => self.words_at(people, decision, moments, LANES, &mut words),
                _ => {
                    last_people[..people.len()].copy_from_slice(people);
                    last_moments[..moments.len()].copy_from_slice(moments);
                    self.words_at(&last_people, decision, &last_moments, people.len(), &mut words);
                }
            }
            give(people, &words);
        }
    }

    /// The [`Stream::word`] of each of the first `count` people, at moment 0.
    pub fn each_word(&self, count: usize, decision: Decision) -> Vec<u32> {
        let mut all = Vec::with_capacity(count);
        let mut words = [0; LANES];
        for first in (0..count).step_by(LANES) {
            self.words_shared(first as u32, decision, 0, &mut words);
            all.extend_from_slice(&words[..LANES.min(count - first)]);
        }
        all
    }

    /// One word for `person`, `decision` and `moment`; no decision is drawn both so and by [`Stream::words`].
    #[inline(always)]
    pub fn word(&self, person: u32, decision: Decision, moment: u32) -> u32 {
        let (counter, turn) = sharing(person);
        self.words(counter, decision, moment)[turn]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers published with Random123.
    #[test]
    fn philox_gives_the_published_words() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]);
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]
        );
        assert_eq!(
            philox([0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0]),
            [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
        );
    }

    #[test]
    fn lanes_are_the_words_one_by_one() {
        let (stream, decision) = (Stream::new(5, 2), Decision::new("lanes"));
        for level in Level::available() {
            let (mut words, mut shared) = ([[0; LANES]; 4], [0; LANES]);
            stream.at(level).words_of(1000, decision, 9, &mut words);
            stream.at(level).words_shared(1024, decision, 9, &mut shared);
            for i in 0..LANES {
                let one = stream.words(1000 + i as u32, decision, 9);
                assert_eq!([words[0][i], words[1][i], words[2][i], words[3][i]], one, "{}", level.name());
                assert_eq!(shared[i], stream.word(1024 + i as u32, decision, 9), "{}", level.name());
            }
        }
    }

    #[test]
    fn no_two_people_share_a_word() {
        let of: std::collections::BTreeSet<(u32, usize)> = (0..5000).map(sharing).collect();
        assert_eq!(of.len(), 5000);
        assert_eq!([0, 63, 64, 255, 256].map(sharing), [(0, 0), (63, 0), (0, 1), (63, 3), (64, 0)]);
    }

    #[test]
    fn a_name_and_a_subject_do_not_run_together() {
        assert_ne!(Decision::of("a", "b"), Decision::new("ab"));
        assert_ne!(Decision::of("ab", ""), Decision::of("a", "b"));
    }
}
