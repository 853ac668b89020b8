//! Campaigns: the first begins in week 17, lasts to week 24, and comes again in week 69. Before that nothing differs.

use crate::row::Change::{Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, label, moves};

pub static ROWS: &[Row] = &[
    label("campaign.*.name", "nothing is drawn by this name"),
    moves("campaign.*.begins", Set("2030-01-01"), &[("false_praise", Down)]).before(17),
    moves("campaign.*.lasts.time", Times(2.0), &[("false_praise", Up)]).before(25),
    moves("campaign.*.every.time", Times(2.0), &[("false_praise", Down)]).before(69),
    moves("campaign.*.news.value", Times(3.0), &[("aware", Up)]).before(17),
    moves("campaign.*.praise.points", Times(2.0), &[("score_mean", Up)]).before(17),
    moves("campaign.*.silence.points", Times(2.0), &[("score_mean", Down)]).before(17),
];
