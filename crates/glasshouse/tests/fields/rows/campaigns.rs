//! Campaigns: before the first of them nothing can differ.

use crate::row::Change::{Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, label, moves};

pub static ROWS: &[Row] = &[
    label("campaign.*.name", "nothing is drawn by this name"),
    // In week 60, when the run is over.
    moves("campaign.month-of-praise.begins", Set("2019-06-25"), &[("false_praise", Down)]).before(8),
    moves("campaign.month-of-praise.lasts.time", Times(2.0), &[("false_praise", Up)]).before(14),
    moves("campaign.month-of-praise.every.time", Times(2.0), &[("false_praise", Down)]).before(28),
    moves("campaign.month-of-praise.news.value", Times(2.0), &[("aware", Up)]).before(8),
    moves("campaign.month-of-praise.praise.points", Times(2.0), &[("score_mean", Up)]).before(8),
    moves("campaign.month-of-praise.silence.points", Times(2.0), &[("score_mean", Down)]).before(8),
    moves("campaign.anniversary.begins", Set("2019-06-25"), &[("aware", Down)]).before(20),
    moves("campaign.anniversary.lasts.time", Times(3.0), &[("aware", Up)]).before(22),
    moves("campaign.anniversary.news.value", Times(0.5), &[("aware", Down)]).before(20),
];
