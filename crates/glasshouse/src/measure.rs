//! What is counted while a county runs, and what the counts mean.

pub mod bins;
pub mod pairs;
pub mod statistics;
pub mod totals;

pub mod definition;
pub mod interval;
pub mod series;
pub mod view;
