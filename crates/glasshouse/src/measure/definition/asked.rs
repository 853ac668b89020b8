//! What a measure is asked of, and the sums that many measures share.

use super::{At, may_be_chilled};
use crate::measure::interval::Ratio;
use crate::measure::totals::{Appeal, CAUSES};
use crate::measure::view::View;
use crate::regime::Regime;
use crate::society::{Kind, Society};

/// What a measure is asked of: the pooled sums of a group of people, where and under which rules they live, and
/// which right or kind of conduct the row is about.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The sums.
    pub view: &'a View,
    /// Where they live.
    pub society: &'a Society,
    /// The rules of the arm.
    pub regime: &'a Regime,
    /// What the row is about.
    pub at: At,
}

impl Asked<'_> {
    /// A sum over the weeks, a person and week.
    pub fn a_week(&self, sum: impl Into<i128>) -> Ratio {
        self.a_week_of(sum, self.view.people)
    }

    /// A sum over the weeks, a week of each of `people`.
    pub fn a_week_of(&self, sum: impl Into<i128>, people: i64) -> Ratio {
        Ratio { num: sum.into(), den: i128::from(people) * i128::from(self.view.weeks) }
    }

    /// The right that the row is about; none if it is about all.
    pub fn right(&self) -> Option<usize> {
        match self.at {
            At::Right(right) => Some(right),
            At::All | At::Kind(_) => None,
        }
    }

    /// One entry of a grid by right, or all of them.
    pub fn of_right(&self, grid: &[i64]) -> i64 {
        self.right().map_or_else(|| grid.iter().sum(), |right| grid[right])
    }

    /// One entry of a grid by kind, or all that are lawful or protected.
    pub fn chilled(&self, grid: &[i64]) -> i64 {
        match self.at {
            At::Kind(kind) => grid[kind],
            At::All | At::Right(_) => {
                let lawful = self.society.kinds.iter().zip(grid).filter(|(kind, _)| may_be_chilled(kind));
                lawful.map(|(_, count)| count).sum()
            }
        }
    }

    /// What the acts in private places, and where `in_view` those elsewhere, come to by a weight of their kind.
    pub fn conduct(&self, in_view: bool, weight: impl Fn(&Kind) -> i64) -> i128 {
        let acts = |k: usize| self.view.private_acts[k] + if in_view { self.view.acts[k] } else { 0 };
        let weighed = |(k, kind): (usize, &Kind)| i128::from(acts(k)) * i128::from(weight(kind));
        self.society.kinds.iter().enumerate().map(weighed).sum()
    }

    /// Units of the row's right-weeks, of which shares are taken.
    pub fn units(&self) -> i64 {
        (0..CAUSES).map(|cause| self.view.units(cause, self.right())).sum()
    }

    /// Right-weeks lost, of all rights.
    pub fn lost(&self) -> i64 {
        self.view.right_weeks.iter().sum()
    }

    /// One count of appeals over another.
    pub fn appeals(&self, num: Appeal, den: Appeal) -> Ratio {
        Ratio::new(self.view.appeal(num), self.view.appeal(den))
    }
}
