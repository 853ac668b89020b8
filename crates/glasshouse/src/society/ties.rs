//! The ties of one county.
