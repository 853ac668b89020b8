//! The report of a run: its tables and its manifest in, one HTML page out.
//!
//! Like the library below it, this crate opens no file, reads no clock and prints nothing. The same tables and
//! manifest give the same page, byte for byte, whether a run has just ended or was read back from its folder.

pub mod life;
pub mod page;
