//! What is counted while a county runs, and what the counts mean.

pub mod totals;
