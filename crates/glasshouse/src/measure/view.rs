//! Totals of one group of people: the cells of [`Totals`] added up.

use super::totals::{APPEALS, Appeal, CAUSES, TRIGGERS, Totals};
use crate::society::INCOMES;
use crate::society::people::CELLS;

/// A group of people that tables show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Everybody.
    All,
    /// The majority.
    Majority,
    /// The minority.
    Minority,
    /// One fifth of incomes, 1 the poorest to 5 the richest.
    Income(u8),
    /// Those who live in towns.
    Urban,
    /// Those who live in the country.
    Rural,
}

/// Every group, in the order of the tables.
pub const GROUPS: [Group; 10] = [
    Group::All,
    Group::Majority,
    Group::Minority,
    Group::Income(1),
    Group::Income(2),
    Group::Income(3),
    Group::Income(4),
    Group::Income(5),
    Group::Urban,
    Group::Rural,
];

// Income(1) to Income(5) above, and their names below, spell out the classes.
const _: () = assert!(INCOMES == 5);

impl Group {
    /// Its name in tables: empty for everybody.
    pub fn name(self) -> &'static str {
        match self {
            Group::All => "",
            Group::Majority => "group:majority",
            Group::Minority => "group:minority",
            Group::Income(1) => "income:1",
            Group::Income(2) => "income:2",
            Group::Income(3) => "income:3",
            Group::Income(4) => "income:4",
            Group::Income(_) => "income:5",
            Group::Urban => "home:urban",
            Group::Rural => "home:rural",
        }
    }

    /// Whether it holds `cell`, which is income class · 4 + rural · 2 + minority.
    pub fn has(self, cell: usize) -> bool {
        match self {
            Group::All => true,
            Group::Majority => cell & 1 == 0,
            Group::Minority => cell & 1 == 1,
            Group::Income(class) => cell / 4 + 1 == usize::from(class),
            Group::Urban => cell >> 1 & 1 == 0,
            Group::Rural => cell >> 1 & 1 == 1,
        }
    }
}

/// Totals of one group: the fields of [`Totals`] without their last index.
#[derive(Clone, Debug)]
pub struct View {
    rights: usize,
    /// Weeks counted.
    pub weeks: i64,
    /// People.
    pub people: i64,
    /// Adults.
    pub adults: i64,
    /// Adults with a negative private position.
    pub opposed: i64,
    /// People with a score.
    pub scored: i64,
    /// Person-weeks with any right lost.
    pub restricted_weeks: i64,
    /// Person-weeks with three or more areas of life closed.
    pub exclusion_weeks: i64,
    /// People who lost any right.
    pub ever_restricted: i64,
    /// `[right]` Weeks lost.
    pub right_weeks: Vec<i64>,
    /// `[right]` Demands refused.
    pub refused: Vec<i64>,
    units: Vec<i64>,
    necessary: Vec<i64>,
    involved: Vec<i64>,
    out_of_context: Vec<i64>,
    /// `[kind]` Acts where a regime may look.
    pub acts: Vec<i64>,
    /// `[kind]` Acts in private places.
    pub private_acts: Vec<i64>,
    /// `[kind]` Acts forgone.
    pub forgone: Vec<i64>,
    /// `[kind]` Acts compelled.
    pub compelled: Vec<i64>,
    /// `[kind]` Acts prevented by a ban.
    pub prevented_by_ban: Vec<i64>,
    /// Fear of adults, in 16ths.
    pub fear: i64,
    /// Conscience of adults, in 16ths.
    pub conscience: i64,
    /// Person-weeks of adults aware.
    pub aware: i64,
    /// Scores shown, in 256ths.
    pub score: i64,
    /// Person-weeks of the opposed not dissenting.
    pub silent: i64,
    /// Person-weeks of the opposed praising.
    pub false_praise: i64,
    /// Ends of ties cut.
    pub tie_ends_cut: i64,
    appeals: Vec<i64>,
}

impl View {
    /// The totals of the people in `group`.
    pub fn new(totals: &Totals, group: Group) -> View {
        let many = |grid: &[i64]| -> Vec<i64> {
            let sum = |row: &[i64]| (0..CELLS).filter(|&cell| group.has(cell)).map(|cell| row[cell]).sum();
            grid.chunks_exact(CELLS).map(sum).collect()
        };
        let one = |grid: &[i64]| many(grid)[0];
        View {
            rights: totals.shape.rights,
            weeks: totals.shape.weeks as i64,
            people: one(&totals.people),
            adults: one(&totals.adults),
            opposed: one(&totals.opposed),
            scored: one(&totals.scored),
            restricted_weeks: one(&totals.restricted_weeks),
            exclusion_weeks: one(&totals.exclusion_weeks),
            ever_restricted: one(&totals.ever_restricted),
            right_weeks: many(&totals.right_weeks),
            refused: many(&totals.refused),
            units: many(&totals.units),
            necessary: many(&totals.necessary),
            involved: many(&totals.involved),
            out_of_context: many(&totals.out_of_context),
            acts: many(&totals.acts),
            private_acts: many(&totals.private_acts),
            forgone: many(&totals.forgone),
            compelled: many(&totals.compelled),
            prevented_by_ban: many(&totals.prevented_by_ban),
            fear: one(&totals.fear),
            conscience: one(&totals.conscience),
            aware: one(&totals.aware),
            score: one(&totals.score),
            silent: one(&totals.silent),
            false_praise: one(&totals.false_praise),
            tie_ends_cut: one(&totals.tie_ends_cut),
            appeals: many(&totals.appeals),
        }
    }

    /// Units of right-weeks lost to `cause` under any trigger; of one right, or of all.
    pub fn units(&self, cause: usize, right: Option<usize>) -> i64 {
        let of = |right: usize| -> i64 {
            (0..TRIGGERS).map(|trigger| self.units[(trigger * self.rights + right) * CAUSES + cause]).sum()
        };
        self.over_rights(right, of)
    }

    /// Units to which `cause` was necessary; of one right, or of all.
    pub fn necessary(&self, cause: usize, right: Option<usize>) -> i64 {
        self.over_rights(right, |right| self.necessary[right * CAUSES + cause])
    }

    /// Units in which `cause` was involved; of one right, or of all.
    pub fn involved(&self, cause: usize, right: Option<usize>) -> i64 {
        self.over_rights(right, |right| self.involved[right * CAUSES + cause])
    }

    /// Units lost for own conduct out of context or harmless; `matrix` 0 strict, 1 broad; by one trigger, or
    /// by all.
    pub fn out_of_context(&self, matrix: usize, trigger: Option<usize>) -> i64 {
        let row = &self.out_of_context[matrix * TRIGGERS..][..TRIGGERS];
        trigger.map_or_else(|| row.iter().sum(), |trigger| row[trigger])
    }

    /// A count of appeals.
    pub fn appeal(&self, appeal: Appeal) -> i64 {
        debug_assert_eq!(self.appeals.len(), APPEALS);
        self.appeals[appeal as usize]
    }

    fn over_rights(&self, right: Option<usize>, of: impl Fn(usize) -> i64) -> i64 {
        right.map_or_else(|| (0..self.rights).map(&of).sum(), &of)
    }
}
