//! The program `glasshouse`.
fn main() {}
