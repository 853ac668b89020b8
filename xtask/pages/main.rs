//! The pages below `docs/` that are made by running the model. `cargo xtask calibration`, `cargo xtask plots` and
//! `cargo xtask assumptions` run this example with the release profile and pass it their words.

mod assumptions;
mod calibration;
mod page;
mod plots;
mod runs;

use std::process::ExitCode;

use page::Asked;

const USAGE: &str = "usage: cargo xtask calibration|plots|assumptions [--people N] [--threads N]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match make(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn make(words: &[String]) -> Result<(), String> {
    let (chore, options) = words.split_first().ok_or(USAGE)?;
    let asked = Asked::read(chore, options).ok_or(USAGE)?;
    match chore.as_str() {
        "calibration" => calibration::make(&asked),
        "assumptions" => assumptions::make(&asked),
        "plots" => plots::make(&asked),
        _ => Err(USAGE.into()),
    }
}
