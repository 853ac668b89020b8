//! The project's own chores: `cargo xtask test | tidy | golden | bench | calibration | assumptions | plots | site | wasm`.

mod bench;
mod golden;
mod pages;
mod shell;
mod site;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

/// A chore: its name, what it does, and the doing. An error is shown, and the exit code is 1.
type Chore = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

/// Every chore. Documents may name these and no others.
const CHORES: [Chore; 9] = [
    ("test", "install what the tests need and run all of them", test::main),
    ("tidy", "check modules, documents, sources, sizes and words", tidy::main),
    ("golden", "compare every golden digest on every target; --write renews them", golden::main),
    ("bench", "time a county of 65,536 people over a year, regime by regime", bench::main),
    (
        "calibration",
        "make docs/calibration.md: the model beside published figures; minutes",
        pages::calibration,
    ),
    (
        "assumptions",
        "make docs/assumptions.md: how far the summary goes over what is assumed; minutes",
        pages::assumptions,
    ),
    ("plots", "make docs/over-time.md: every weekly series, drawn; minutes", pages::plots),
    ("site", "build the pages that teach into target/site; --write renews what is printed", site::main),
    ("wasm", "build the wasm shell and run the small golden plan in Node", wasm::main),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let Some((_, _, chore)) = CHORES.iter().find(|(known, ..)| *known == name) else {
        eprintln!("{}", usage());
        return ExitCode::from(2);
    };
    match chore(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let lines = CHORES.map(|(name, about, _)| format!("  cargo xtask {name:<13}{about}"));
    format!("usage:\n{}", lines.join("\n"))
}
