//! Integer totals of one arm: pooled over counties by addition, and nothing else is ever kept.

use super::bins::{BURDENS, GRAVITIES, LENGTHS, SCORES, STRATA};
use crate::society::people::CELLS;
use crate::unit::WEEKS_PER_YEAR;

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

impl Shape {
    /// Years' ends: every 52nd week, and the last week if it is none of these.
    pub fn years(&self) -> usize {
        self.weeks.div_ceil(WEEKS_PER_YEAR as usize)
    }

    /// The week, from 0, at the end of year `year`, from 0.
    pub fn year_end(&self, year: usize) -> usize {
        ((year + 1) * WEEKS_PER_YEAR as usize).min(self.weeks) - 1
    }

    /// Whole years.
    pub fn whole_years(&self) -> usize {
        self.weeks / WEEKS_PER_YEAR as usize
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

/// Falls of sanctions on people who were free of them, as counts by cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fall {
    /// All.
    Any,
    /// Resting wholly on false records.
    OnFalseRecords,
    /// Of people without a true harmful record left.
    WithoutHarm,
}

/// Number of [`Fall`] counts.
pub const FALLS: usize = 3;
/// Levels of the tariff by which loss is called excessive: low, middle, high.
pub const TARIFFS: usize = 3;
/// Parts of a right-week in which excess is counted.
pub const EXCESS_PER_WEEK: i64 = 1_000_000;
/// Fixed-point one of rank correlations, times people.
pub const RHO: i64 = 1 << 32;
/// Numbers in [`Totals::tied_scores`].
pub const TIED: usize = 6;

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
    /// People with three or more areas of life closed.
    Excluded,
}

/// Number of [`Series`].
pub const SERIES: usize = 12;

/// Declares [`Totals`] from one list of its grids: what each counts, its name, and its size.
macro_rules! totals {
    ($shape:ident => $($(#[$counts:meta])* $grid:ident: $size:expr;)*) => {
        /// Totals of one arm over some counties. A grid `[a][b][cell]` lies flat with the last index fastest;
        /// cells are those of [`crate::society::people::People::cell`].
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Totals {
            /// Sizes.
            pub shape: Shape,
            $($(#[$counts])* pub $grid: Vec<i64>,)*
        }

        /// Number of grids.
        pub const GRIDS: usize = [$(stringify!($grid)),*].len();

        impl Totals {
            /// Nothing counted yet.
            pub fn new($shape: Shape) -> Totals {
                Totals { shape: $shape, $($grid: vec![0; $size],)* }
            }

            /// Every grid, in the order that digests and files use; adding one at the end breaks neither.
            pub fn grids(&self) -> [&[i64]; GRIDS] {
                [$(&self.$grid),*]
            }

            /// The same grids, to be written.
            pub fn grids_mut(&mut self) -> [&mut [i64]; GRIDS] {
                [$(&mut self.$grid),*]
            }
        }
    };
}

totals! { shape =>
    /// `[cell]` People.
    people: CELLS;
    /// `[cell]` Adults.
    adults: CELLS;
    /// `[cell]` Adults with a negative private position.
    opposed: CELLS;
    /// `[cell]` People with a score.
    scored: CELLS;
    /// `[cell]` Person-weeks with any right lost.
    restricted_weeks: CELLS;
    /// `[cell]` Person-weeks with three or more areas of life closed.
    exclusion_weeks: CELLS;
    /// `[cell]` People who lost any right at any time.
    ever_restricted: CELLS;
    /// `[right][cell]` Weeks of the right lost.
    right_weeks: shape.rights * CELLS;
    /// `[right][cell]` Demands.
    demands: shape.rights * CELLS;
    /// `[right][cell]` Demands refused.
    refused: shape.rights * CELLS;
    /// `[trigger][right][cause][cell]` Right-weeks shared among causes, in units.
    units: TRIGGERS * shape.rights * CAUSES * CELLS;
    /// `[right][cause][cell]` Units of right-weeks to which the cause was necessary.
    necessary: shape.rights * CAUSES * CELLS;
    /// `[right][cause][cell]` Units of right-weeks in which the cause was involved.
    involved: shape.rights * CAUSES * CELLS;
    /// `[matrix: strict, broad][trigger][cell]` Units lost for own conduct out of context or harmless.
    out_of_context: 2 * TRIGGERS * CELLS;
    /// `[kind][cell]` Acts where a regime may look.
    acts: shape.kinds * CELLS;
    /// `[kind][cell]` Acts in private places.
    private_acts: shape.kinds * CELLS;
    /// `[kind][cell]` Lawful acts done under `none` and not here, the occasion being there.
    forgone: shape.kinds * CELLS;
    /// `[kind][cell]` Lawful acts done here and not under `none`.
    compelled: shape.kinds * CELLS;
    /// `[kind][cell]` Lawful acts done under `none`, the occasion being taken here.
    prevented_by_ban: shape.kinds * CELLS;
    /// `[kind][cell]` True records.
    true_records: shape.kinds * CELLS;
    /// `[kind][cell]` False records.
    false_records: shape.kinds * CELLS;
    /// `[cell]` Person-weeks: fear of adults in 16ths.
    fear: CELLS;
    /// `[cell]` Person-weeks: conscience of adults in 16ths.
    conscience: CELLS;
    /// `[cell]` Person-weeks: adults aware.
    aware: CELLS;
    /// `[cell]` Person-weeks: scores shown in 256ths.
    score: CELLS;
    /// `[cell]` Person-weeks: opposed adults not dissenting.
    silent: CELLS;
    /// `[cell]` Person-weeks: opposed adults praising.
    false_praise: CELLS;
    /// `[cell]` Ends of ties cut: each cut counts at both ends.
    tie_ends_cut: CELLS;
    /// `[appeal][cell]` Counts of [`Appeal`].
    appeals: APPEALS * CELLS;
    /// `[conduct, then association, household][right]` Right-weeks by conduct, in 256ths of a unit.
    reach: (shape.kinds + 2) * shape.rights;
    /// `[conduct][right]` Units of right-weeks to which the conduct was necessary.
    reach_necessary: shape.kinds * shape.rights;
    /// `[series][week]` Weekly sums of [`Series`].
    series: SERIES * shape.weeks;
    /// `[right][week]` People who have lost the right.
    lost_series: shape.rights * shape.weeks;
    /// `[right][week]` Demands refused.
    refused_series: shape.rights * shape.weeks;
    /// `[cell]` Person-weeks with at least one privilege held.
    privilege_weeks: CELLS;
    /// `[fall][cell]` Counts of [`Fall`].
    falls: FALLS * CELLS;
    /// `[with a false entry, tier changed by them][cell]` People with a score, at the end.
    files: 2 * CELLS;
    /// `[tariff][cell]` Right-weeks beyond it, in parts of [`EXCESS_PER_WEEK`].
    excess: TARIFFS * CELLS;
    /// `[bin][cell]` People who lost a right, by right-weeks per day-fine; the last bin is infinite.
    burdens: (BURDENS + 1) * CELLS;
    /// `[bin][cell]` People by the gravity of their own true records.
    gravity_people: GRAVITIES * CELLS;
    /// `[bin][cell]` Their right-weeks.
    gravity_weeks: GRAVITIES * CELLS;
    /// `[cell]` Right-weeks lost by people without an own true record that counts against them.
    unrecorded_weeks: CELLS;
    /// `[bin][cell]` First spells of restriction that ended, by length.
    freed: LENGTHS * CELLS;
    /// `[bin][cell]` First spells that still ran at the end, by the weeks seen.
    unfreed: LENGTHS * CELLS;
    /// `[all, restricted][cell]` People 104 weeks after their first loss.
    trapped: 2 * CELLS;
    /// `[all, followed by another][cell]` Ends of spells, looked at for 26 weeks.
    relapsed: 2 * CELLS;
    /// `[older than a year, all][cell]` Deciding points of terms set off by a score, in 256ths, positive.
    evidence: 2 * CELLS;
    /// `[bin][cell]` People with a score, by the score shown at the end.
    score_bins: SCORES * CELLS;
    /// `[year][bin]` The same of everybody at each year's end.
    year_bins: shape.years() * SCORES;
    /// `[rank correlation in parts of RHO times people, people][year]` Scores shown now and a year ago.
    persistence: 2 * shape.years();
    /// `[2 a pair ranked rightly and 1 a tie, pairs][year]` Pairs of people whose true scores differ.
    ranked: 2 * shape.years();
    /// Ties, scores, then squares and products of them in two words each, low word first; see `week/stock`.
    tied_scores: TIED;
    /// `[people, right-weeks, units lost to false records][stratum][group]` By conduct under `none`.
    strata: 3 * STRATA * 2;
}

impl Totals {
    /// Adds the totals of other counties.
    pub fn add(&mut self, other: &Totals) {
        self.each(other, |mine, theirs| *mine += theirs);
    }

    /// Takes the totals of some of its counties out again.
    pub fn take_out(&mut self, part: &Totals) {
        self.each(part, |mine, theirs| *mine -= theirs);
    }

    fn each(&mut self, other: &Totals, change: impl Fn(&mut i64, i64)) {
        assert_eq!(self.shape, other.shape, "totals of different plans do not add");
        for (mine, theirs) in self.grids_mut().into_iter().zip(other.grids()) {
            mine.iter_mut().zip(theirs).for_each(|(mine, &theirs)| change(mine, theirs));
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

    /// One count of falls in one cell.
    #[inline]
    pub fn fall(&mut self, fall: Fall, cell: u8) -> &mut i64 {
        &mut self.falls[fall as usize * CELLS + usize::from(cell)]
    }
}
