//! The people of one county.
