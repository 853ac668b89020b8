//! One county under several arms, all weeks.

pub mod record;

use crate::measure::totals::{PairTotals, Totals};

/// What is left of a county when it is done: totals and digests, nobody's record.
#[derive(Clone, Debug, PartialEq)]
pub struct County {
    /// Its number.
    pub number: u32,
    /// Totals of each arm, `none` first, then the plan's arms in order.
    pub arms: Vec<Totals>,
    /// Digest of each arm's end state and totals, in the same order.
    pub digests: Vec<[u8; 32]>,
    /// The plan's arms two by two, in the order (0, 1), (0, 2), ..., (1, 2), ...; `none` counts if it is an arm.
    pub pairs: Vec<PairTotals>,
}
