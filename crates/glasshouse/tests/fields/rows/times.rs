//! When a regime is in force, and where.

use crate::row::Change::{Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves};

/// Two weeks before a step of the rollout.
const FIRST: &[&str] = &["regime.begins=2015-06-17"];
const SECOND: &[&str] = &["regime.begins=2016-06-17"];
const THIRD: &[&str] = &["regime.begins=2018-04-17"];
const LAST: &[&str] = &["regime.begins=2019-12-18"];

/// The same, in counties that differ in conduct.
const SPREAD: &[&str] = &["regime.begins=2018-04-17", "society.people.county_spread=0.9"];

pub static ROWS: &[Row] = &[
    moves("schedule.on", Set("2018-07-10"), &[("restricted_weeks", Down)]).before(8),
    moves("schedule.off", Set("2023-04-01"), &[("restricted_weeks", Down)])
        .of("social-credit-switched-off")
        .also(&["regime.begins=2023-03-01"])
        .before(4),
    moves("schedule.off", Set("2018-10-30"), &[("restricted_weeks", Down)]).before(26),
    moves("rollout.1.from", Set("2015-08-01"), LESS).also(FIRST).before(2),
    moves("rollout.2.from", Set("2016-08-01"), LESS).also(SECOND).before(2),
    moves("rollout.3.from", Set("2018-06-01"), LESS).also(THIRD).before(2),
    moves("rollout.4.from", Set("2020-02-01"), LESS).also(LAST).before(2),
    moves("rollout.1.counties.share", Set("0.12"), MORE).also(FIRST).before(2),
    moves("rollout.2.counties.share", Times(3.0), MORE).also(SECOND).before(2),
    moves("rollout.3.counties.share", Times(1.5), MORE).also(THIRD).before(2),
    moves("rollout.4.counties.share", Set("0.7"), LESS).also(LAST).before(2),
    // The least harmful counties come first, so fewer are listed; a county not chosen hears of the others.
    moves("pilots.selection.share", Set("1"), LESS).also(SPREAD),
    moves("pilots.news.share", Set("1"), &[("aware", Up)]).also(THIRD),
];

const LESS: &[crate::row::Move] = &[("restricted_weeks", Down)];
const MORE: &[crate::row::Move] = &[("restricted_weeks", Up)];
