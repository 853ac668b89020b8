//! Glasshouse: what a scoring regime does to the people who live under it.
//!
//! Data moves one way: society file and regime file → regime → society → week → measure → table. The
//! library takes text and numbers and gives tables; it opens no file, reads no clock and prints nothing.

pub mod unit;
pub mod level;
pub mod draw;
pub mod curve;
pub mod sieve;
pub mod luck;
pub mod problem;
pub mod text;
pub mod builtin;
pub mod read;
pub mod society;
pub mod regime;
pub mod check;
pub mod measure;
pub(crate) mod week;
pub mod table;
pub mod county;
pub mod experiment;
pub mod summary;
pub mod life;

#[cfg(test)]
mod reference;
