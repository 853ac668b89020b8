//! Where the columns of a county lie: in large pages, that go from one county to the next.
//!
//! With the system's allocator, or one that gives pages back, up to a fifth of a run goes into asking for pages anew,
//! having them cleared, and looking small ones up.

use libmimalloc_sys::{mi_option_set, mi_option_t};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// `mi_option_purge_delay` of mimalloc.h, which the crate has no name for.
const PURGE_DELAY: mi_option_t = 15;

/// Keeps memory that is free for as long as the program runs: the next county needs as much.
pub fn keep() {
    const NEVER: std::ffi::c_long = -1;
    // SAFETY: sets a number that the allocator reads when something is freed.
    unsafe { mi_option_set(PURGE_DELAY, NEVER) };
}
