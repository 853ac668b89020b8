//! How fast this machine is: one table of everything that takes time, each with its goal where it has one.

mod nation;
mod program;
mod table;

use std::path::{Path, PathBuf};

use crate::machine::Machine;
use crate::{instructions, shell, speed};
use table::Row;

/// People whose year is extrapolated to.
const NATION: f64 = 1.4e9;

const USAGE: &str = "usage: cargo xtask bench [--quick] [--write] or cargo xtask bench --nation DIR";

/// `cargo xtask bench [--quick] [--write]`, `cargo xtask bench --nation DIR`
pub fn main(arguments: &[String]) -> Result<(), String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [] => measure(false).map(drop),
        ["--quick"] => measure(true).map(drop),
        ["--write"] => write(),
        ["--nation", folder] => speed::put("nation", &nation::page(Path::new(folder))?),
        _ => Err(USAGE.into()),
    }
}

/// Measures, prints the table, and puts it into the page.
fn write() -> Result<(), String> {
    let rows = measure(false)?;
    let place = speed::place(&Machine::here(), "cargo xtask bench --write");
    speed::put("bench", &format!("{place}\n{}", table::page(&rows)))?;
    speed::put("instructions", &instructions::page()?)
}

/// How often everything is measured: a machine that others use too can be slower for a minute on end.
const PASSES: usize = 3;

/// Every row, printed as one table; `quick` runs little and says little.
fn measure(quick: bool) -> Result<Vec<Row>, String> {
    program::build()?;
    let passes = (0..if quick { 1 } else { PASSES }).map(|_| pass(quick)).collect::<Result<Vec<_>, _>>()?;
    let mut rows = table::least_disturbed(&passes);
    rows.extend(table::against_words(&rows));
    println!("{}", table::text(&rows));
    Ok(rows)
}

/// Every row, measured once.
fn pass(quick: bool) -> Result<Vec<Row>, String> {
    let mut command = shell::command(&example()?.to_string_lossy(), &["rows"]);
    // Memory goes from county to county, as in the program.
    command.env("MIMALLOC_PURGE_DELAY", "-1");
    if quick {
        command.arg("--quick");
    }
    let text = shell::ask(command)?;
    let mut rows = text.lines().map(Row::read).collect::<Result<Vec<_>, _>>()?;
    rows.extend(program::rows(if quick { 1 } else { 5 })?);
    Ok(rows)
}

/// Builds the example that measures; returns where it lies.
pub fn example() -> Result<PathBuf, String> {
    let build = ["build", "--quiet", "--release", "--package", "xtask", "--example", "bench"];
    shell::show(&mut shell::cargo(&build))?;
    Ok(shell::target_dir().join("release/examples/bench"))
}
