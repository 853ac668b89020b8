//! Problems of an input: where, what is wrong, why, and what to write instead.
