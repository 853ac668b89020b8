//! Bins, spells and ranks, worked by hand.

use super::super::close::{gravity_bin, loss_bin, stratum};
use super::super::grids::{Grids, LOSS_BINS, SPELL_BINS};
use super::super::ranks::persistence;
use super::{Small, small};

#[test]
fn gravity_doubles_from_bin_to_bin() {
    let gravities = [0, 1, 999, 1000, 1999, 2000, 31_999, 32_000, 63_999, 64_000, 1 << 40];
    assert_eq!(gravities.map(gravity_bin), [0, 1, 1, 2, 2, 3, 6, 7, 7, 8, 8]);
    assert_eq!(gravities.map(stratum), [0, 1, 1, 2, 2, 3, 6, 7, 7, 7, 7]);
}

/// One week a day-fine is 16 quarter octaves above the first bin's lower end.
#[test]
fn losses_are_held_against_gravity_in_quarter_octaves() {
    let one_week = |gravity: u128| loss_bin(1, gravity);
    assert_eq!([16_000, 16_001, 1 << 80].map(one_week), [0, 0, 0]);
    assert_eq!([1001, 1000, 999].map(one_week), [15, 16, 16]);
    // 2^(1/4) is 1.18921: 840.9 thousandths.
    assert_eq!([841, 840].map(one_week), [16, 17]);
    assert_eq!(loss_bin(1 << 14, 1), LOSS_BINS - 2);
    assert_eq!(one_week(0), LOSS_BINS - 1);
}

/// The counts of one person's weeks, the first `warm_up` of which are not counted.
fn counted(small: &Small, warm_up: u32, restricted: &[(usize, bool)]) -> Grids {
    let mut world = small.start();
    let weeks = restricted.iter().flat_map(|&(weeks, lost)| std::iter::repeat_n(lost, weeks));
    world.persons[0].memory.restricted = weeks.collect();
    world.counted.start = warm_up;
    let before = warm_up.checked_sub(1).map(|week| world.persons[0].memory.restricted[week as usize]);
    world.persons[0].memory.restricted_before = before.unwrap_or(false);
    world.count_spells(0);
    world.grids
}

#[test]
fn a_first_spell_ends_or_goes_on() {
    let small = small();
    let over = counted(&small, 0, &[(3, false), (4, true), (30, false), (5, true)]);
    assert_eq!((over.spells_ended[0][0], over.spells_open[1][0]), (1, 0));
    assert_eq!((over.freed[0], over.relapsed[0], over.watched_on[0]), (1, 0, 0));
    let open = counted(&small, 0, &[(3, false), (300, true)]);
    assert_eq!(open.spells_open[SPELL_BINS - 1][0], 1);
    assert_eq!((open.freed[0], open.watched_on[0], open.trapped[0]), (0, 1, 1));
}

/// A new loss in the 26th week after the first free one is a relapse, in the 27th it is none.
#[test]
fn a_relapse_comes_within_26_weeks() {
    let small = small();
    for (free, relapsed) in [(26, 1), (27, 0)] {
        let grids = counted(&small, 0, &[(1, true), (free, false), (30, true)]);
        assert_eq!((grids.freed[0], grids.relapsed[0]), (1, relapsed));
    }
    // The 26th week lies beyond the end.
    assert_eq!(counted(&small, 0, &[(1, true), (26, false)]).freed[0], 0);
}

/// A spell that ran when counting began is nobody's first; its end is an end all the same.
#[test]
fn a_spell_of_the_warm_up_is_left_out() {
    let small = small();
    let running = counted(&small, 5, &[(4, false), (3, true), (40, false), (2, true)]);
    assert!(running.spells_ended.iter().chain(&running.spells_open).flatten().all(|&spells| spells == 0));
    assert_eq!((running.freed[0], running.relapsed[0]), (1, 0));
    let over = counted(&small, 5, &[(4, true), (41, false), (2, true)]);
    assert_eq!((over.spells_open[0][0], over.freed[0]), (1, 0));
}

#[test]
fn ranks_last_or_turn_round() {
    let bins = |bins: [usize; 4]| bins.map(Some);
    let whole = 1_i64 << 32;
    let first = bins([1, 3, 5, 9]);
    assert_eq!(persistence(&first, &bins([0, 4, 5, 6])), [4 * whole, 4]);
    assert_eq!(persistence(&first, &bins([9, 7, 2, 1])), [-4 * whole, 4]);
    // Midranks 1.5, 1.5, 3.5, 3.5 against 1 to 4: 4 / sqrt(4 · 5).
    let halves = libm::round(4.0 / libm::sqrt(20.0) * whole as f64) as i64;
    assert_eq!(persistence(&first, &bins([2, 2, 8, 8])), [4 * halves, 4]);
    assert_eq!(persistence(&first, &bins([2; 4])), [0; 2]);
    assert_eq!(persistence(&[], &first), [0; 2]);
}
