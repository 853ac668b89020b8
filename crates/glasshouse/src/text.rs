//! Text with places: a TOML tree in which every value knows its file and span.
//!
//! A file becomes a [`Tree`](Node); a file it starts from is merged under it ([`merge`]), settings of the
//! command line and [`change`]s are applied ([`set`]), and the whole is held against a schema ([`shape`]), so that every
//! problem is found at once and with its place. Only then are values made of it.

pub mod change;
pub mod merge;
pub mod names;
mod number;
pub mod quantity;
pub mod set;
pub mod shape;
mod tree;

pub use tree::{Data, Entry, Node, parse};
