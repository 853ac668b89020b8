//! Measurements of the library, built for speed: `cargo xtask bench` and `cargo xtask instructions` run this
//! example and read what it prints, one JSON object a row.

mod after;
mod clock;
mod counties;
mod floor;
mod memory;
mod plans;
mod row;
mod start;

use std::process::ExitCode;

/// The program's; that it keeps what lies free, as there, is set from outside.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "usage: cargo xtask bench [--quick] or cargo xtask instructions";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["rows"] => rows(&plans::WHOLE),
        ["rows", "--quick"] => rows(&plans::QUICK),
        ["instructions"] => after::county(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Every row of the table, printed as soon as it is known.
fn rows(scale: &plans::Scale) {
    memory::rows(scale);
    counties::building(scale);
    counties::parts(scale);
    counties::arms(scale);
    counties::levels(scale);
    counties::sizes(scale);
    counties::growth(scale);
    counties::threads(scale);
    start::rows(scale);
    floor::rows(scale);
}
