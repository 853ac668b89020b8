//! Guilt by association.

use crate::row::Change::Times;
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves};

pub static ROWS: &[Row] = &[
    // Deficits are those of the week before, and nobody has one at the start.
    moves("association.weight.share", Times(4.0), &[("score_mean", Down), ("lost_association", Up)])
        .before(1),
];
