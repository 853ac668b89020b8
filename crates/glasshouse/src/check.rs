//! `glasshouse check`: a rule book or a society, whichever the file is.

use crate::problem::{Problems, Source};
use crate::read::{Kind, Read, kind};
use crate::regime::{self, Regime};
use crate::society::{self, Society};
use crate::text::merge::Find;
use crate::text::set::Setting;

/// A file of either kind, read.
#[derive(Clone, Debug)]
pub enum Checked {
    /// A rule book.
    Regime(Box<Read<Regime>>),
    /// A society.
    Society(Box<Read<Society>>),
}

/// Reads a file of either kind; a rule book is read against `society`.
pub fn check(
    source: Source,
    find: Find<'_>,
    settings: &[Setting],
    society: &Society,
) -> Result<Checked, Problems> {
    match kind(&source, find)? {
        Kind::Regime => {
            regime::file::read(source, find, settings, society).map(|read| Checked::Regime(Box::new(read)))
        }
        Kind::Society => {
            society::file::read(source, find, settings).map(|read| Checked::Society(Box::new(read)))
        }
    }
}

#[cfg(test)]
mod tests;
