//! Totals of one group of people: the cells of [`Totals`] added up.

use super::totals::{APPEALS, Appeal, CAUSES, Fall, Shape, TRIGGERS, Totals};
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
    /// Sizes of the totals it is of.
    pub shape: Shape,
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
    /// `[kind]` True records.
    pub true_records: Vec<i64>,
    /// Person-weeks with a privilege.
    pub privilege_weeks: i64,
    falls: Vec<i64>,
    /// People with a score and a false entry at the end, and those whose tier it changes.
    pub files: [i64; 2],
    /// `[tariff]` Right-weeks beyond it, in parts.
    pub excess: Vec<i64>,
    /// `[bin]` People who lost a right, by right-weeks per day-fine.
    pub burdens: Vec<i64>,
    /// `[bin]` People by the gravity of their own true records.
    pub gravity_people: Vec<i64>,
    /// `[bin]` Their right-weeks.
    pub gravity_weeks: Vec<i64>,
    /// Right-weeks lost by people without an own true record that counts against them.
    pub unrecorded_weeks: i64,
    /// `[bin]` First spells that ended.
    pub freed: Vec<i64>,
    /// `[bin]` First spells that still ran.
    pub unfreed: Vec<i64>,
    /// People 104 weeks after their first loss, and those of them restricted then.
    pub trapped: [i64; 2],
    /// Ends of spells, and those followed by another spell.
    pub relapsed: [i64; 2],
    /// Deciding points older than a year, and all.
    pub evidence: [i64; 2],
    /// `[bin]` People by the score shown at the end.
    pub score_bins: Vec<i64>,
    /// What is counted of everybody together; absent where the group is not everybody.
    pub whole: Option<Box<Whole>>,
}

/// What is not counted by cell.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The majority, then the minority.
    pub halves: [View; 2],
    /// `[year][bin]` People by the score shown at each year's end.
    pub year_bins: Vec<i64>,
    /// `[correlation times people, people][year]` of scores now and a year ago.
    pub persistence: Vec<i64>,
    /// `[ranked rightly, pairs][year]`
    pub ranked: Vec<i64>,
    /// Sums over ties of the scores at their ends.
    pub tied_scores: Vec<i64>,
    /// `[people, right-weeks, units lost to false records][stratum][group]`
    pub strata: Vec<i64>,
}

impl View {
    /// The totals of the people in `group`.
    pub fn new(totals: &Totals, group: Group) -> View {
        let many = |grid: &[i64]| -> Vec<i64> {
            let sum = |row: &[i64]| (0..CELLS).filter(|&cell| group.has(cell)).map(|cell| row[cell]).sum();
            grid.chunks_exact(CELLS).map(sum).collect()
        };
        let one = |grid: &[i64]| many(grid)[0];
        let two = |grid: &[i64]| [many(grid)[0], many(grid)[1]];
        View {
            shape: totals.shape,
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
            true_records: many(&totals.true_records),
            privilege_weeks: one(&totals.privilege_weeks),
            falls: many(&totals.falls),
            files: two(&totals.files),
            excess: many(&totals.excess),
            burdens: many(&totals.burdens),
            gravity_people: many(&totals.gravity_people),
            gravity_weeks: many(&totals.gravity_weeks),
            unrecorded_weeks: one(&totals.unrecorded_weeks),
            freed: many(&totals.freed),
            unfreed: many(&totals.unfreed),
            trapped: two(&totals.trapped),
            relapsed: two(&totals.relapsed),
            evidence: two(&totals.evidence),
            score_bins: many(&totals.score_bins),
            whole: (group == Group::All).then(|| Box::new(Whole::new(totals))),
        }
    }

    /// Units of right-weeks lost to `cause` under any trigger; of one right, or of all.
    pub fn units(&self, cause: usize, right: Option<usize>) -> i64 {
        let of = |right: usize| -> i64 {
            (0..TRIGGERS)
                .map(|trigger| self.units[(trigger * self.shape.rights + right) * CAUSES + cause])
                .sum()
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

    /// A count of falls.
    pub fn fall(&self, fall: Fall) -> i64 {
        self.falls[fall as usize]
    }

    fn over_rights(&self, right: Option<usize>, of: impl Fn(usize) -> i64) -> i64 {
        right.map_or_else(|| (0..self.shape.rights).map(&of).sum(), &of)
    }
}

impl Whole {
    fn new(totals: &Totals) -> Whole {
        Whole {
            halves: [Group::Majority, Group::Minority].map(|half| View::new(totals, half)),
            year_bins: totals.year_bins.clone(),
            persistence: totals.persistence.clone(),
            ranked: totals.ranked.clone(),
            tied_scores: totals.tied_scores.clone(),
            strata: totals.strata.clone(),
        }
    }
}
