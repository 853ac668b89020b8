//! The pages below `docs/` that are made by running the model: the example `pages`, built for speed.

use crate::shell;

/// `cargo xtask calibration`
pub fn calibration(arguments: &[String]) -> Result<(), String> {
    make("calibration", arguments)
}

/// `cargo xtask plots`
pub fn plots(arguments: &[String]) -> Result<(), String> {
    make("plots", arguments)
}

/// `cargo xtask assumptions`
pub fn assumptions(arguments: &[String]) -> Result<(), String> {
    make("assumptions", arguments)
}

fn make(page: &str, arguments: &[String]) -> Result<(), String> {
    let words = ["run", "--quiet", "--release", "--package", "xtask", "--example", "pages", "--", page];
    shell::show(shell::cargo(&words).args(arguments))
}
