//! The project's own chores: `cargo xtask test | tidy | golden | instructions | browser | bench | peers | calibration |
//! assumptions | plots | pictures | assets | site | wasm`.

mod bench;
mod browser;
mod golden;
mod instructions;
mod machine;
mod pages;
mod peers;
mod pictures;
mod shell;
mod site;
mod speed;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

/// A chore: its name, what it does, and the doing. An error is shown, and the exit code is 1.
type Chore = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

/// Every chore. Documents may name these and no others.
const CHORES: [Chore; 14] = [
    ("test", "install what the tests need and run all of them", test::main),
    ("tidy", "check modules, documents, sources, sizes and words", tidy::main),
    ("golden", "compare every golden digest on every target; --write renews them", golden::main),
    (
        "instructions",
        "count the instructions of a small county and compare; --write renews the record",
        instructions::main,
    ),
    ("browser", "install Chromium and test the report in it", browser::main),
    ("bench", "time everything, in one table; --quick, --write for docs/speed.md, --nation DIR", bench::main),
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
    (
        "peers",
        "the same work in other tools, checked and timed, for docs/speed.md; --quick writes nothing",
        peers::main,
    ),
    (
        "pictures",
        "make docs/pictures: the README's pictures, from the report of its run; minutes",
        pictures::main,
    ),
    ("assets", "make the report's chart library from its npm packages", browser::assets),
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
