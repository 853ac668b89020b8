//! What one verb of a week hands to the next.

use crate::society::MAX_KINDS;
use crate::society::people::CELLS;

/// An act where the regime may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Person (20 bits), cell (5), kind (7).
    packed: u32,
    /// Decides whether it is recorded.
    pub observed: u32,
}

const _: () = assert!(CELLS <= 1 << 5 && MAX_KINDS <= 1 << 7);

impl Act {
    /// An act of a kind by a person of a cell.
    #[inline(always)]
    pub fn new(person: u32, cell: u8, kind: u8, observed: u32) -> Act {
        Act { packed: person | u32::from(cell) << 20 | u32::from(kind) << 25, observed }
    }

    /// Whose.
    #[inline(always)]
    pub fn person(self) -> u32 {
        self.packed & 0xF_FFFF
    }

    /// Where and among whom.
    #[inline(always)]
    pub fn cell(self) -> usize {
        (self.packed >> 20) as usize % (1 << 5)
    }

    /// What.
    #[inline(always)]
    pub fn kind(self) -> u8 {
        (self.packed >> 25) as u8
    }
}

/// A record made this week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Whose.
    pub person: u32,
    /// Of what never happened.
    pub is_false: bool,
    /// Of what.
    pub kind: u8,
}

/// Something that ends sanctions of a person this week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndingAct {
    /// Whose.
    pub person: u32,
    /// Bit s for sanction s.
    pub sanctions: u16,
}
