//! Counters of a whole run, all integers.

use super::Reference;
use super::cause::CAUSES;
use super::grids::Grids;
use crate::regime::Regime;
use crate::society::Society;

/// What is counted; `[x]` in a comment names an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// `[kind][in view, private]`
    pub acts: Vec<[u64; 2]>,
    /// `[kind]`
    pub true_records: Vec<u64>,
    /// `[kind]`
    pub false_records: Vec<u64>,
    /// `[kind]`, lawful or protected ones, against the arm `none`.
    pub forgone: Vec<u64>,
    /// `[kind]`
    pub compelled: Vec<u64>,
    /// `[kind]`
    pub prevented_by_ban: Vec<u64>,
    /// `[sanction]`
    pub falls: Vec<u64>,
    /// `[sanction]`, falls and new terms.
    pub terms: Vec<u64>,
    /// `[sanction]`, parts begun, one a member.
    pub household_falls: Vec<u64>,
    /// `[right]`
    pub demands: Vec<u64>,
    /// `[right]`
    pub refused: Vec<u64>,
    /// `[score, listing, household][right][cause]`, 25,200ths of a right-week.
    pub units: [Vec<[u64; CAUSES]>; 3],
    /// `[right][cause]`
    pub necessary_units: Vec<[u64; CAUSES]>,
    /// `[right][cause]`
    pub involved_units: Vec<[u64; CAUSES]>,
    /// `[strict, broad][trigger]`
    pub out_of_context_units: [[u64; 3]; 2],
    /// `[kind, then association, household][right]`, 256ths of a unit.
    pub reach: Vec<Vec<u64>>,
    /// `[kind][right]`
    pub reach_necessary: Vec<Vec<u64>>,
    /// `[right]`
    pub right_weeks: Vec<u64>,
    pub restricted_weeks: u64,
    pub exclusion_weeks: u64,
    /// People who ever lost a right.
    pub ever_restricted: u64,
    pub ties_cut: u64,
    pub ties_healed: u64,
    pub appeals_filed: u64,
    pub appeals_decided: u64,
    pub appeals_upheld: u64,
    pub appeals_dropped: u64,
    /// Decided, the ground wrong.
    pub decided_wrong: u64,
    /// Of these, not upheld.
    pub refused_wrong: u64,
    pub wrong_terms: u64,
    pub wrong_terms_appealed: u64,
    /// Sums over adults and weeks, in 16ths.
    pub fear_sum: u64,
    pub conscience_sum: u64,
    pub aware_weeks: u64,
    /// Over scored people and weeks, the clamped score in 256ths.
    pub scored_weeks: u64,
    pub score_sum: i64,
    /// Adults with a negative position.
    pub opposed_weeks: u64,
    pub opposed_not_dissenting: u64,
    pub opposed_praising: u64,
}

impl Counts {
    /// All zero, in the shape of the society and the regime.
    pub fn new(society: &Society, regime: &Regime) -> Counts {
        let (kinds, rights, sanctions) = (society.kinds.len(), society.rights.len(), regime.sanctions.len());
        Counts {
            acts: vec![[0; 2]; kinds],
            true_records: vec![0; kinds],
            false_records: vec![0; kinds],
            forgone: vec![0; kinds],
            compelled: vec![0; kinds],
            prevented_by_ban: vec![0; kinds],
            falls: vec![0; sanctions],
            terms: vec![0; sanctions],
            household_falls: vec![0; sanctions],
            demands: vec![0; rights],
            refused: vec![0; rights],
            units: std::array::from_fn(|_| vec![[0; CAUSES]; rights]),
            necessary_units: vec![[0; CAUSES]; rights],
            involved_units: vec![[0; CAUSES]; rights],
            reach: vec![vec![0; rights]; kinds + 2],
            reach_necessary: vec![vec![0; rights]; kinds],
            right_weeks: vec![0; rights],
            ..Counts::default()
        }
    }
}

impl Reference<'_> {
    /// At the end of the warm-up: nothing has been counted yet.
    pub(super) fn forget_counts(&mut self) {
        self.counts = Counts::new(self.society, self.regime);
        self.grids = Grids::new();
        for person in &mut self.persons {
            person.right_weeks = 0;
            person.memory.forget_counts();
            person.memory.restricted_before = person.lost != 0;
        }
    }
}
