//! The grids of the measures that are counted person by person, against the plain counts.

use crate::measure::bins::SCORES;
use crate::measure::totals::{Fall, Totals};
use crate::reference::grids::{Cells, Grids};
use crate::society::people::CELLS;

pub fn same_grids(totals: &Totals, grids: &Grids, place: &str) {
    let fall = |fall: Fall| &totals.falls[fall as usize * CELLS..][..CELLS];
    let (trapped, relapsed) = (totals.trapped.split_at(CELLS), totals.relapsed.split_at(CELLS));
    let (files, evidence) = (totals.files.split_at(CELLS), totals.evidence.split_at(CELLS));
    for (fast, plain, name) in [
        (fall(Fall::Any), &grids.falls, "falls"),
        (fall(Fall::OnFalseRecords), &grids.false_grounds, "falls on false records"),
        (fall(Fall::WithoutHarm), &grids.without_harm, "falls without harm"),
        (files.0, &grids.files_with_error, "files with an error"),
        (files.1, &grids.tiers_changed, "tiers changed by errors"),
        (&totals.unrecorded_weeks, &grids.unrecorded_losses, "losses without a record"),
        (trapped.0, &grids.watched_on, "people 104 weeks on"),
        (trapped.1, &grids.trapped, "trapped"),
        (relapsed.0, &grids.freed, "ends of spells"),
        (relapsed.1, &grids.relapsed, "relapses"),
        (&totals.privilege_weeks, &grids.privilege_weeks, "privilege-weeks"),
        (evidence.0, &grids.evidence_old, "older evidence"),
        (evidence.1, &grids.evidence, "evidence"),
    ] {
        assert_eq!(fast, plain, "{name}, {place}");
    }
    for (fast, plain, name) in [
        (&totals.excess, &grids.excess[..], "excess"),
        (&totals.burdens, &grids.loss_per_gravity, "loss per gravity"),
        (&totals.gravity_people, &grids.gravity_people, "people by gravity"),
        (&totals.gravity_weeks, &grids.gravity_losses, "losses by gravity"),
        (&totals.freed, &grids.spells_ended, "first spells ended"),
        (&totals.unfreed, &grids.spells_open, "first spells open"),
        (&totals.score_bins, &grids.scores, "scores"),
    ] {
        same_bins(fast, plain, &format!("{name}, {place}"));
    }
    same_years(totals, grids, place);
    same_ties(totals, grids, place);
    let strata = [grids.strata_people, grids.strata_losses, grids.strata_false];
    let strata: Vec<i64> = strata.iter().flatten().flatten().copied().collect();
    assert_eq!(totals.strata, strata, "strata, {place}");
}

fn same_bins(fast: &[i64], plain: &[Cells], place: &str) {
    assert_eq!(fast.len(), plain.len() * CELLS, "bins of {place}");
    for (bin, (fast, plain)) in fast.chunks_exact(CELLS).zip(plain).enumerate() {
        assert_eq!(fast, plain, "bin {bin} of {place}");
    }
}

/// Years without a score are not counted by the plain week.
fn same_years(totals: &Totals, grids: &Grids, place: &str) {
    let years = totals.shape.years();
    assert!(grids.years.is_empty() || grids.years.len() == years, "years, {place}");
    for (number, year) in grids.years.iter().enumerate() {
        let place = format!("year {number}, {place}");
        let two = |grid: &[i64]| [grid[number], grid[years + number]];
        assert_eq!(totals.year_bins[number * SCORES..][..SCORES], year.scores, "scores, {place}");
        assert_eq!(two(&totals.persistence), year.persistence, "persistence, {place}");
        assert_eq!(two(&totals.ranked), year.ranks, "pairs, {place}");
    }
}

/// Squares and products stand in two words each, the lower 32 bits first.
fn same_ties(totals: &Totals, grids: &Grids, place: &str) {
    let [ties, sum, square_low, square_high, product_low, product_high] = totals.tied_scores[..] else {
        panic!("six numbers of ties")
    };
    let whole = |low: i64, high: i64| low + (high << 32);
    let fast = [ties, sum, whole(square_low, square_high), whole(product_low, product_high)];
    assert_eq!(fast, grids.tie_sums, "ties, {place}");
}
