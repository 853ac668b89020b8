//! What is counted of people one by one for the measures of MODEL.md, section 8; all by cell unless said.

use crate::society::people::CELLS;

/// One number a cell.
pub type Cells = [i64; CELLS];

/// Bins of gravity: none, below one day-fine, then doubling.
pub const GRAVITY_BINS: usize = 9;
/// Quarter octaves of loss per gravity, and one more for losses without any gravity.
pub const LOSS_BINS: usize = 65;
/// Four weeks each, and one more for what is longer.
pub const SPELL_BINS: usize = 66;
/// Bins of the scores shown.
pub const SCORE_BINS: usize = 256;
/// Strata of conduct under ordinary law.
pub const STRATA: usize = 8;

/// Sums over ties, both ways, between people in scope: ties, scores, squares, products.
pub type TieSums = [i64; 4];

/// What is counted at a year's end, over all people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearEnd {
    /// `[bin]` People in scope by score shown.
    pub scores: Vec<i64>,
    /// Rank correlation with the year's end before, of 2^32, times people; and people.
    pub persistence: [i64; 2],
    /// Two for each pair ranked rightly and one for each tie; pairs whose true scores differ.
    pub ranks: [i64; 2],
}

/// The counts; `[x]` in a comment names an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grids {
    pub falls: Cells,
    /// Falls that rest wholly on false records.
    pub false_grounds: Cells,
    /// Falls of people without a true harmful record left.
    pub without_harm: Cells,
    /// People with a false entry at the end.
    pub files_with_error: Cells,
    /// People in another tier at the end because of false entries.
    pub tiers_changed: Cells,
    /// `[tariff level]` Right-weeks beyond the tariff, in millionths.
    pub excess: [Cells; 3],
    /// `[bin]` People with a loss by loss per gravity.
    pub loss_per_gravity: Vec<Cells>,
    /// `[bin]` People by gravity of their records.
    pub gravity_people: Vec<Cells>,
    /// `[bin]` Their right-weeks.
    pub gravity_losses: Vec<Cells>,
    /// People with an own costly record: none of them, then their right-weeks.
    pub recorded_losses: Cells,
    pub unrecorded_losses: Cells,
    /// `[bin]` First spells that ended.
    pub spells_ended: Vec<Cells>,
    /// `[bin]` First spells that still ran at the end.
    pub spells_open: Vec<Cells>,
    /// People whose 104th week after the first loss is known, and those restricted in it.
    pub watched_on: Cells,
    pub trapped: Cells,
    /// Ends of spells whose next 26 weeks are known, and those with a new spell in them.
    pub freed: Cells,
    pub relapsed: Cells,
    pub privilege_weeks: Cells,
    pub tie_sums: TieSums,
    /// `[bin]` People in scope at the end by score shown.
    pub scores: Vec<Cells>,
    /// `[year]`
    pub years: Vec<YearEnd>,
    /// `[stratum][majority, minority]` People.
    pub strata_people: [[i64; 2]; STRATA],
    /// Their right-weeks.
    pub strata_losses: [[i64; 2]; STRATA],
    /// Their units of right-weeks lost to false records.
    pub strata_false: [[i64; 2]; STRATA],
    /// Deciding points older than a year, and all, in 256ths.
    pub evidence_old: Cells,
    pub evidence: Cells,
}

impl Grids {
    /// Nothing counted.
    pub fn new() -> Grids {
        let none = [0; CELLS];
        Grids {
            falls: none,
            false_grounds: none,
            without_harm: none,
            files_with_error: none,
            tiers_changed: none,
            excess: [none; 3],
            loss_per_gravity: vec![none; LOSS_BINS],
            gravity_people: vec![none; GRAVITY_BINS],
            gravity_losses: vec![none; GRAVITY_BINS],
            recorded_losses: none,
            unrecorded_losses: none,
            spells_ended: vec![none; SPELL_BINS],
            spells_open: vec![none; SPELL_BINS],
            watched_on: none,
            trapped: none,
            freed: none,
            relapsed: none,
            privilege_weeks: none,
            tie_sums: [0; 4],
            scores: vec![none; SCORE_BINS],
            years: Vec::new(),
            strata_people: [[0; 2]; STRATA],
            strata_losses: [[0; 2]; STRATA],
            strata_false: [[0; 2]; STRATA],
            evidence_old: none,
            evidence: none,
        }
    }
}
