//! Integer totals of one arm: pooled over counties by addition, and nothing else is ever kept.

use crate::society::people::CELLS;

/// Causes of a loss, in the order of every table: own harm in context, own harm elsewhere, harmless,
/// false record, association, household.
pub const CAUSES: usize = 6;
/// Triggers of a loss: score, listing, household.
pub const TRIGGERS: usize = 3;
/// Units in which one week of one right lost is shared among causes.
pub const UNITS_PER_WEEK: i64 = 25_200;
/// Units in which one week of one right lost is shared among kinds of conduct.
pub const REACH_PER_WEEK: i64 = UNITS_PER_WEEK * 256;

/// Sizes of a plan that shape its totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Kinds of conduct of the society.
    pub kinds: usize,
    /// Rights of the society.
    pub rights: usize,
    /// Weeks counted.
    pub weeks: usize,
    /// Weeks before them that are not.
    pub warm_up: usize,
}

impl Shape {
    /// The week in which the run ends.
    pub fn horizon(self) -> u32 {
        (self.warm_up + self.weeks) as u32
    }

    /// The sizes of what is counted first: the warm-up, where there is one.
    pub fn first(self) -> Shape {
        if self.warm_up == 0 { self } else { Shape { weeks: self.warm_up, warm_up: 0, ..self } }
    }
}

/// Appeals, as counts by cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appeal {
    /// Terms of sanctions that began (falls and new terms).
    Terms,
    /// Terms whose ground was wrong: a false record was necessary to it.
    WrongTerms,
    /// Wrong terms that were appealed.
    WrongTermsAppealed,
    /// Appeals filed.
    Filed,
    /// Appeals decided.
    Decided,
    /// Decided in favour of the person.
    Upheld,
    /// Decided, with a wrong ground.
    DecidedWrong,
    /// Refused, though the ground was wrong.
    RefusedWrong,
}

/// Number of [`Appeal`] counts.
pub const APPEALS: usize = 8;

/// Weekly series, besides the two by right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// People with any right lost.
    Restricted,
    /// Acts with harm.
    HarmfulActs,
    /// Harm done, in thousandths.
    Harm,
    /// Lawful acts done under `none` and not here, the occasion being there.
    Forgone,
    /// Opposed adults who do not dissent.
    Silent,
    /// Opposed adults who praise.
    FalsePraise,
    /// Fear of adults, summed, in 16ths.
    Fear,
    /// Conscience of adults, summed, in 16ths.
    Conscience,
    /// Adults aware of the regime.
    Aware,
    /// Appeals filed.
    Appeals,
    /// Scores shown, summed, in 256ths.
    Score,
}

/// Number of [`Series`].
pub const SERIES: usize = 11;

/// Totals of one arm over some counties. A grid `[a][b][cell]` lies flat with the last index fastest;
/// cells are those of [`crate::society::people::People::cell`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Sizes.
    pub shape: Shape,
    /// `[cell]` People.
    pub people: Vec<i64>,
    /// `[cell]` Adults.
    pub adults: Vec<i64>,
    /// `[cell]` Adults with a negative private position.
    pub opposed: Vec<i64>,
    /// `[cell]` People with a score.
    pub scored: Vec<i64>,
    /// `[cell]` Person-weeks with any right lost.
    pub restricted_weeks: Vec<i64>,
    /// `[cell]` Person-weeks with three or more areas of life closed.
    pub exclusion_weeks: Vec<i64>,
    /// `[cell]` People who lost any right at any time.
    pub ever_restricted: Vec<i64>,
    /// `[right][cell]` Weeks of the right lost.
    pub right_weeks: Vec<i64>,
    /// `[right][cell]` Demands.
    pub demands: Vec<i64>,
    /// `[right][cell]` Demands refused.
    pub refused: Vec<i64>,
    /// `[trigger][right][cause][cell]` Right-weeks shared among causes, in units.
    pub units: Vec<i64>,
    /// `[right][cause][cell]` Units of right-weeks to which the cause was necessary.
    pub necessary: Vec<i64>,
    /// `[right][cause][cell]` Units of right-weeks in which the cause was involved.
    pub involved: Vec<i64>,
    /// `[matrix: strict, broad][trigger][cell]` Units lost for own conduct out of context or harmless.
    pub out_of_context: Vec<i64>,
    /// `[kind][cell]` Acts where a regime may look.
    pub acts: Vec<i64>,
    /// `[kind][cell]` Acts in private places.
    pub private_acts: Vec<i64>,
    /// `[kind][cell]` Lawful acts done under `none` and not here, the occasion being there.
    pub forgone: Vec<i64>,
    /// `[kind][cell]` Lawful acts done here and not under `none`.
    pub compelled: Vec<i64>,
    /// `[kind][cell]` Lawful acts done under `none`, the occasion being taken here.
    pub prevented_by_ban: Vec<i64>,
    /// `[kind][cell]` True records.
    pub true_records: Vec<i64>,
    /// `[kind][cell]` False records.
    pub false_records: Vec<i64>,
    /// `[cell]` Person-weeks: fear of adults in 16ths.
    pub fear: Vec<i64>,
    /// `[cell]` Person-weeks: conscience of adults in 16ths.
    pub conscience: Vec<i64>,
    /// `[cell]` Person-weeks: adults aware.
    pub aware: Vec<i64>,
    /// `[cell]` Person-weeks: scores shown in 256ths.
    pub score: Vec<i64>,
    /// `[cell]` Person-weeks: opposed adults not dissenting.
    pub silent: Vec<i64>,
    /// `[cell]` Person-weeks: opposed adults praising.
    pub false_praise: Vec<i64>,
    /// `[cell]` Ends of ties cut: each cut counts at both ends.
    pub tie_ends_cut: Vec<i64>,
    /// `[appeal][cell]` Counts of [`Appeal`].
    pub appeals: Vec<i64>,
    /// `[conduct, then association, household][right]` Right-weeks by conduct, in 256ths of a unit.
    pub reach: Vec<i64>,
    /// `[conduct][right]` Units of right-weeks to which the conduct was necessary.
    pub reach_necessary: Vec<i64>,
    /// `[series][week]` Weekly sums of [`Series`].
    pub series: Vec<i64>,
    /// `[right][week]` People who have lost the right.
    pub lost_series: Vec<i64>,
    /// `[right][week]` Demands refused.
    pub refused_series: Vec<i64>,
    /// `[cell]` Person-weeks with at least one privilege held.
    pub privilege_weeks: Vec<i64>,
}

impl Totals {
    /// Nothing counted yet.
    pub fn new(shape: Shape) -> Totals {
        let Shape { kinds, rights, weeks, warm_up: _ } = shape;
        let cells = |count: usize| vec![0; count * CELLS];
        Totals {
            shape,
            people: cells(1),
            adults: cells(1),
            opposed: cells(1),
            scored: cells(1),
            restricted_weeks: cells(1),
            exclusion_weeks: cells(1),
            ever_restricted: cells(1),
            right_weeks: cells(rights),
            demands: cells(rights),
            refused: cells(rights),
            units: cells(TRIGGERS * rights * CAUSES),
            necessary: cells(rights * CAUSES),
            involved: cells(rights * CAUSES),
            out_of_context: cells(2 * TRIGGERS),
            acts: cells(kinds),
            private_acts: cells(kinds),
            forgone: cells(kinds),
            compelled: cells(kinds),
            prevented_by_ban: cells(kinds),
            true_records: cells(kinds),
            false_records: cells(kinds),
            fear: cells(1),
            conscience: cells(1),
            aware: cells(1),
            score: cells(1),
            silent: cells(1),
            false_praise: cells(1),
            tie_ends_cut: cells(1),
            appeals: cells(APPEALS),
            reach: vec![0; (kinds + 2) * rights],
            reach_necessary: vec![0; kinds * rights],
            series: vec![0; SERIES * weeks],
            lost_series: vec![0; rights * weeks],
            refused_series: vec![0; rights * weeks],
            privilege_weeks: cells(1),
        }
    }

    /// Every grid, in the order that digests and files use; adding one at the end breaks neither.
    pub fn grids(&self) -> [&[i64]; 35] {
        [
            &self.people,
            &self.adults,
            &self.opposed,
            &self.scored,
            &self.restricted_weeks,
            &self.exclusion_weeks,
            &self.ever_restricted,
            &self.right_weeks,
            &self.demands,
            &self.refused,
            &self.units,
            &self.necessary,
            &self.involved,
            &self.out_of_context,
            &self.acts,
            &self.private_acts,
            &self.forgone,
            &self.compelled,
            &self.prevented_by_ban,
            &self.true_records,
            &self.false_records,
            &self.fear,
            &self.conscience,
            &self.aware,
            &self.score,
            &self.silent,
            &self.false_praise,
            &self.tie_ends_cut,
            &self.appeals,
            &self.reach,
            &self.reach_necessary,
            &self.series,
            &self.lost_series,
            &self.refused_series,
            &self.privilege_weeks,
        ]
    }

    /// The same grids, to be written.
    pub fn grids_mut(&mut self) -> [&mut [i64]; 35] {
        [
            &mut self.people,
            &mut self.adults,
            &mut self.opposed,
            &mut self.scored,
            &mut self.restricted_weeks,
            &mut self.exclusion_weeks,
            &mut self.ever_restricted,
            &mut self.right_weeks,
            &mut self.demands,
            &mut self.refused,
            &mut self.units,
            &mut self.necessary,
            &mut self.involved,
            &mut self.out_of_context,
            &mut self.acts,
            &mut self.private_acts,
            &mut self.forgone,
            &mut self.compelled,
            &mut self.prevented_by_ban,
            &mut self.true_records,
            &mut self.false_records,
            &mut self.fear,
            &mut self.conscience,
            &mut self.aware,
            &mut self.score,
            &mut self.silent,
            &mut self.false_praise,
            &mut self.tie_ends_cut,
            &mut self.appeals,
            &mut self.reach,
            &mut self.reach_necessary,
            &mut self.series,
            &mut self.lost_series,
            &mut self.refused_series,
            &mut self.privilege_weeks,
        ]
    }

    /// Adds the totals of other counties.
    pub fn add(&mut self, other: &Totals) {
        assert_eq!(self.shape, other.shape, "totals of different plans do not add");
        for (mine, theirs) in self.grids_mut().into_iter().zip(other.grids()) {
            for (a, b) in mine.iter_mut().zip(theirs) {
                *a += b;
            }
        }
    }

    /// The grids that say who there is, which no week changes: people, adults, the opposed, the scored.
    pub fn standing_mut(&mut self) -> [&mut [i64]; 4] {
        [&mut self.people, &mut self.adults, &mut self.opposed, &mut self.scored]
    }

    /// Where the entry of `week` stands in a series, which begins after the warm-up.
    #[inline]
    pub fn row(&self, week: usize) -> usize {
        week - self.shape.warm_up
    }

    /// Week `week` of a series.
    #[inline]
    pub fn at(&mut self, series: Series, week: usize) -> &mut i64 {
        let row = self.row(week);
        &mut self.series[series as usize * self.shape.weeks + row]
    }

    /// One count of appeals in one cell.
    #[inline]
    pub fn appeal(&mut self, appeal: Appeal, cell: u8) -> &mut i64 {
        &mut self.appeals[appeal as usize * CELLS + usize::from(cell)]
    }
}

/// How the same people fared under two arms, on the same luck: counts of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairTotals {
    /// People compared.
    pub people: i64,
    /// Lost any right under the first arm only.
    pub only_a: i64,
    /// Lost any right under the second arm only.
    pub only_b: i64,
    /// Under both.
    pub both: i64,
    /// Lost more right-weeks under the first arm.
    pub more_a: i64,
    /// Lost more right-weeks under the second arm.
    pub more_b: i64,
}

impl PairTotals {
    /// Compares two columns of right-weeks, person by person.
    pub fn compare(a: &[u32], b: &[u32]) -> PairTotals {
        assert_eq!(a.len(), b.len(), "arms of one county have the same people");
        let mut pair = PairTotals { people: a.len() as i64, ..PairTotals::default() };
        for (&a, &b) in a.iter().zip(b) {
            pair.only_a += i64::from(a > 0 && b == 0);
            pair.only_b += i64::from(a == 0 && b > 0);
            pair.both += i64::from(a > 0 && b > 0);
            pair.more_a += i64::from(a > b);
            pair.more_b += i64::from(b > a);
        }
        pair
    }

    /// Adds the people of other counties.
    pub fn add(&mut self, other: &PairTotals) {
        self.people += other.people;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
        self.both += other.both;
        self.more_a += other.more_a;
        self.more_b += other.more_b;
    }
}
