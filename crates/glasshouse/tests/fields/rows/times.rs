//! When a regime is in force, and where.

use crate::row::Change::{Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves};

/// Counties that differ in conduct.
const SPREAD: &[&str] = &["society.people.county_spread=0.9"];

pub static ROWS: &[Row] = &[
    moves("schedule.on", Set("2018-07-10"), &[("restricted_weeks", Down)]).before(8),
    moves("schedule.off", Set("2018-10-30"), &[("restricted_weeks", Down)]).before(26),
    // The first step is in week 6, the second in week 20.
    moves("rollout.1.from", Set("2018-07-10"), &[("restricted_weeks", Down)]).before(6),
    moves("rollout.1.counties.share", Times(1.5), &[("restricted_weeks", Up)]).before(6),
    moves("rollout.2.from", Set("2018-10-16"), &[("restricted_weeks", Down)]).before(20),
    moves("rollout.2.counties.share", Set("1"), &[("restricted_weeks", Up)]).before(20),
    // The least harmful counties come first, so fewer are listed; a county not chosen hears of the others.
    moves("pilots.selection.share", Set("1"), &[("restricted_weeks", Down)]).also(SPREAD).before(6),
    moves("pilots.news.share", Set("1"), &[("aware", Up)]).before(6),
];
