//! What people say in public, and where that comes to rest under `none`.

use super::Society;
use super::people::{People, flag};
use super::ties::Ties;
use crate::level::{Level, at_every_level};
use crate::sieve::Sieve;
use crate::unit::sixteenths;
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
    let mut climate = Vec::with_capacity(said.len());
    ties.add_up(|j| i64::from(voice(said[j])), |_, voices| climate.push(voices as i16));
    climate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Decision, Stream};
    use crate::society::ties;

    #[test]
    fn a_climate_is_the_sum_of_the_voices_around() {
        let stream = Stream::new(3, 4);
        let word = |i, at: usize| stream.words(i, Decision::new("voices"), 0)[at];
        let count = 600;
        let people = People { flags: vec![1; count], head: (0..count as u32).collect(), ..People::default() };
        let mut friends: Vec<[u32; 2]> = (0..2000)
            .map(|i| [word(i, 0), word(i, 1)].map(|word| word % count as u32))
            .filter(|[i, j]| i < j)
            .collect();
        friends.sort_unstable();
        friends.dedup();
        let ties = ties::of_friends(&people, &friends);
        let said: Vec<u8> = (0..count as u32).map(|i| (word(i, 2) % 3) as u8).collect();
        let around = |i| ties.all(i).iter().map(|&j| voice(said[j as usize])).sum();
        assert_eq!(climate(&ties, &said), (0..count).map(around).collect::<Vec<i16>>());
    }
}
