//! What scores show at a year's end: their spread, whether they last, and whether they rank people rightly.

use super::Reference;
use super::grids::{SCORE_BINS, YearEnd};
use crate::regime::Score;
use crate::unit::{POINT, WEEKS_PER_YEAR};

/// The most points above the floor that are told apart.
const HIGHEST: i64 = 4095;

impl Reference<'_> {
    /// After a week that ends a year of counting, or the run.
    pub(super) fn end_year(&mut self) {
        let weeks = self.week + 1;
        let whole_years =
            weeks > self.counted.start && (weeks - self.counted.start).is_multiple_of(WEEKS_PER_YEAR);
        if !whole_years && weeks != self.counted.end {
            return;
        }
        let Some(rule) = &self.regime.score else {
            return;
        };
        let bins: Vec<Option<usize>> = (0..self.persons.len()).map(|i| self.score_bin(rule, i)).collect();
        let mut scores = vec![0; SCORE_BINS];
        bins.iter().flatten().for_each(|&bin| scores[bin] += 1);
        let persistence = if whole_years { persistence(&self.last_year, &bins) } else { [0; 2] };
        let ranks = self.ranked_pairs(rule);
        self.grids.years.push(YearEnd { scores, persistence, ranks });
        self.last_year = bins;
    }

    /// Where i's score lies between the floor and as far above the start; none out of scope.
    fn score_bin(&self, rule: &Score, i: usize) -> Option<usize> {
        let above = self.persons[i].score - rule.floor.0;
        let bin = above * SCORE_BINS as i64 / (top(rule) - rule.floor.0);
        self.persons[i].in_scope.then_some((bin as usize).min(SCORE_BINS - 1))
    }

    /// Over all pairs in scope whose true scores differ: two for a right order and one for a tie; and the pairs.
    fn ranked_pairs(&self, rule: &Score) -> [i64; 2] {
        let width = ((top(rule) - rule.floor.0) / (HIGHEST + 1)).max(POINT);
        let points = |score: i64| (score - rule.floor.0).div_euclid(width).clamp(0, HIGHEST);
        let scope: Vec<(i64, i64)> = (self.persons.iter().filter(|person| person.in_scope))
            .map(|person| {
                let earned = person.own_start + self.deflated(person.memory.deeds);
                (points(earned), points(person.score))
            })
            .collect();
        let mut ranks = [0; 2];
        for (at, one) in scope.iter().enumerate() {
            for other in scope[..at].iter().filter(|other| other.0 != one.0) {
                let (better, worse) = if one.0 > other.0 { (one, other) } else { (other, one) };
                ranks[0] += 1 + (better.1 - worse.1).signum();
                ranks[1] += 1;
            }
        }
        ranks
    }

    /// At the end: the scores of people tied to one another, each tie both ways.
    pub(super) fn count_ties(&mut self) {
        let Some(rule) = &self.regime.score else {
            return;
        };
        let above = |i: usize| (self.persons[i].score - rule.start.0) >> 4;
        for i in (0..self.persons.len()).filter(|&i| self.persons[i].in_scope) {
            for j in self.uncut(i).into_iter().filter(|&j| self.persons[j].in_scope) {
                let sums = [1, above(i), above(i) * above(i), above(i) * above(j)];
                self.grids.tie_sums.iter_mut().zip(sums).for_each(|(sum, part)| *sum += part);
            }
        }
    }

    /// At the end: the scores shown, by cell.
    pub(super) fn count_scores(&mut self) {
        let Some(rule) = &self.regime.score else {
            return;
        };
        for i in 0..self.persons.len() {
            if let Some(bin) = self.score_bin(rule, i) {
                self.grids.scores[bin][usize::from(self.people.cell[i])] += 1;
            }
        }
    }
}

/// As far above the start as the floor is below it, at most the ceiling.
fn top(rule: &Score) -> i64 {
    rule.ceiling.0.min(2 * rule.start.0 - rule.floor.0)
}

/// Spearman's rank correlation of two years' bins of the same people, of 2^32, times people; and people.
pub fn persistence(before: &[Option<usize>], now: &[Option<usize>]) -> [i64; 2] {
    let [x, y] =
        [before, now].map(|bins| doubled_ranks(&bins.iter().flatten().copied().collect::<Vec<usize>>()));
    if x.len() != y.len() {
        return [0; 2];
    }
    let sum = |a: &[i64], b: &[i64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<i64>() as f64;
    let spread = libm::sqrt(sum(&x, &x)) * libm::sqrt(sum(&y, &y));
    if spread == 0.0 {
        return [0; 2];
    }
    let people = x.len() as i64;
    [libm::round(sum(&x, &y) / spread * 4_294_967_296.0) as i64 * people, people]
}

/// Twice the midrank of each, from the mean.
fn doubled_ranks(bins: &[usize]) -> Vec<i64> {
    let rank = |own: &usize| {
        let below = bins.iter().filter(|bin| *bin < own).count() as i64;
        let same = bins.iter().filter(|bin| *bin == own).count() as i64;
        2 * below + same - bins.len() as i64
    };
    bins.iter().map(rank).collect()
}
