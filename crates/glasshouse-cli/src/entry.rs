//! Every way that data can enter the program, in one place.
//!
//! The simulator cannot be pointed at a real person. This list says, for each argument, file, environment
//! variable and place in the code that opens something, what it may hold and why that cannot be a person's
//! record. The tests below walk the program's own arguments and sources: a way in that is not on the list
//! fails them, so that adding one means writing its sentence here first.

/// A way in.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Its name: an argument's as the program has it, a variable's, a file's.
    pub name: &'static str,
    /// What it may hold.
    pub holds: &'static str,
    /// Why that cannot be a person's record.
    pub why: &'static str,
}

const fn way(name: &'static str, holds: &'static str, why: &'static str) -> Way {
    Way { name, holds, why }
}

const NUMBER: &str = "one number about the run as a whole; people are then drawn";
const WORD: &str = "one of a few fixed words";
const RULES: &str = "the text is a rule book or a society, whose schema has no place for a person";
const PLACE: &str = "names a place to write results to; nothing is read from it into a simulation";
const IGNORED: &str = "the program refuses it by name and reads nothing of it";

/// Arguments of every command, by the names that `--help` and the parser know.
pub const ARGUMENTS: &[Way] = &[
    way(
        "regime",
        "the name of a built-in regime, or the path of a regime file, and names of what it is varied by",
        RULES,
    ),
    way("regimes", "the same, several", RULES),
    way("society", "the name of a built-in society, or the path of a society file", RULES),
    way("file", "the path of a regime or society file to check", RULES),
    way(
        "set",
        "a path of a regime or society file, and one value",
        "it replaces one number of a rule book or a society",
    ),
    way("with", "the name of a built-in safeguard", WORD),
    way("without", "the name of a part of regimes", WORD),
    way("people", "how many synthetic people", NUMBER),
    way("years", "for how long", NUMBER),
    way("warm_up", "for how long before anything is counted", NUMBER),
    way("seed", "a number that decides the people drawn", NUMBER),
    way("luck", "a number that decides their luck", NUMBER),
    way(
        "county_size",
        "how many people a county has",
        "one number, at least 4,096: a county is never one person",
    ),
    way("threads", "how many threads", NUMBER),
    way(
        "who",
        "the number of a county and of a person in it",
        "it picks one of the synthetic people whom the seed draws anyway; there is no name to type",
    ),
    way("find", "what sort of life to look for", WORD),
    way("out", "a folder, or the file of a page", PLACE),
    way(
        "dir",
        "the folder of a stopped or a finished run",
        "only its plan (rule books, a society, numbers), totals of counties and tables of measures are read",
    ),
    way("format", "parquet or csv", WORD),
    way("name", "the name of a built-in file or experiment", WORD),
    way("kind", "regime or society", WORD),
    way("shell", "the name of a shell", WORD),
    way("color", "auto, always or never", WORD),
    way("quiet", "yes or no", WORD),
    way("json", "yes or no", WORD),
    way("dry_run", "yes or no", WORD),
    way("help", "yes or no", WORD),
    way("version", "yes or no", WORD),
    way("precision", "planned", IGNORED),
    way("shard", "planned", IGNORED),
    way("rest", "what follows a planned command", IGNORED),
];

/// Kinds of files that are read.
pub const FILES: &[Way] = &[
    way(
        "regime file (TOML)",
        "rules and their numbers, at most a megabyte",
        "unknown keys are refused, and none of the keys names a person, a place or a time of day",
    ),
    way(
        "society file (TOML)",
        "published marginals and assumptions about behaviour, at most a megabyte",
        "unknown keys are refused; every trait has at least two classes of 1% or more, so no society is one person",
    ),
    way(
        "progress/plan.json",
        "the regimes, the society and the numbers of a run",
        "it is the files above, read by the same reader",
    ),
    way(
        "progress/counties.log",
        "totals of finished counties",
        "sums over at least 4,096 synthetic people; they are added up, never simulated",
    ),
    way(
        "manifest.json",
        "the regimes, the society and the numbers of a finished run",
        "it is read as plan.json is, and only to be shown in the report",
    ),
    way(
        "measures, against_none, pairs, weeks, reach (Parquet or CSV)",
        "the tables of a finished run",
        "sums and shares over at least 4,096 synthetic people; they are shown in the report, never simulated",
    ),
    way(
        "/proc/self/status, /proc/cpuinfo",
        "this process's memory and the processor's name",
        "it goes to the manifest and nowhere else",
    ),
];

/// Environment variables that this program or what it is built from looks at.
pub const VARIABLES: &[Way] = &[
    way("NO_COLOR", "whether to do without colours", WORD),
    way("COLUMNS", "how wide lines are where there is no terminal", "a number of characters from 30 to 140"),
    way(
        "LINES, TERM, COLORTERM, CLICOLOR, CLICOLOR_FORCE",
        "how the terminal is (read by libraries that draw)",
        WORD,
    ),
    way("RUST_BACKTRACE", "how much to say of a broken promise (read by Rust itself)", WORD),
];

/// Places in the sources that can bring something in: file, what is called, how often, and what for.
pub const SITES: &[(&str, &str, usize, &str)] = &[
    (
        "glasshouse/src/builtin.rs",
        "include_str!",
        1,
        "the built-in regimes and societies, and what regimes can be varied by",
    ),
    (
        "glasshouse/src/summary/assumed.rs",
        "include_str!",
        1,
        "how far each row of the summary goes over what is assumed of people",
    ),
    ("glasshouse/src/experiment/pool.rs", "env!(", 1, "the version"),
    ("glasshouse-cli/src/main.rs", "env::args", 1, "`--color`, before the parser reads the rest"),
    ("glasshouse-cli/src/terminal.rs", "env::var", 2, "NO_COLOR and COLUMNS"),
    ("glasshouse-cli/src/inputs.rs", "File::open", 1, "a regime or society file"),
    ("glasshouse-cli/src/folder.rs", "fs::read(", 1, "plan.json of a stopped run"),
    ("glasshouse-cli/src/folder.rs", "read_dir", 3, "names of files only"),
    ("glasshouse-cli/src/log.rs", "OpenOptions", 3, "counties.log, made and opened again"),
    ("glasshouse-cli/src/report.rs", "File::open", 1, "a manifest or a table of a finished run"),
    ("glasshouse-cli/src/report.rs", "read_to_string", 1, "the same manifest"),
    ("glasshouse-report/src/page.rs", "include_str!", 3, "the report's style, charts and chart library"),
    ("glasshouse-report/src/life.rs", "include_str!", 1, "the script of the page of a life"),
    ("glasshouse-report/src/sections/basis.rs", "include_str!", 1, "MODEL.md, for what the model leaves out"),
    ("glasshouse-cli/src/machine.rs", "read_to_string", 2, "memory and the processor's name"),
    ("glasshouse-cli/src/recipe.rs", "env!(", 1, "the version"),
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use clap::CommandFactory;

    use super::*;

    /// What can bring data in: files, variables, arguments, embedded bytes, the network, other programs.
    const CALLS: &[&str] = &[
        "File::open",
        "OpenOptions",
        "fs::read(",
        "read_to_string",
        "read_dir",
        "read_link",
        "include!(",
        "include_str!",
        "include_bytes!",
        "env::var",
        "env::vars",
        "env::args",
        "env!(",
        "option_env!",
        "stdin",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "UnixListener",
        "UnixDatagram",
        "Command::new",
        "mmap",
        "dlopen",
        "extern \"C\"",
    ];

    fn arguments(command: &clap::Command, found: &mut BTreeSet<String>) {
        found.extend(command.get_arguments().map(|argument| argument.get_id().to_string()));
        for below in command.get_subcommands() {
            arguments(below, found);
        }
    }

    #[test]
    fn every_argument_is_on_the_list() {
        let mut found = BTreeSet::new();
        let mut command = crate::args::Cli::command();
        command.build();
        arguments(&command, &mut found);
        let listed: BTreeSet<String> = ARGUMENTS.iter().map(|way| way.name.to_owned()).collect();
        assert_eq!(found, listed, "left: the parser; right: the list in entry.rs");
    }

    #[test]
    fn no_argument_takes_its_value_from_a_variable() {
        // clap's feature `env` would add one way in for each argument.
        let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
        let clap = manifest.lines().find(|line| line.starts_with("clap =")).unwrap();
        assert!(!clap.contains("\"env\""), "{clap}");
    }

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }

    /// Modules declared only for tests: a file or a folder each.
    fn test_modules(files: &[PathBuf]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for file in files {
            let text = fs::read_to_string(file).unwrap();
            let stem = file.file_stem().unwrap();
            let root = stem == "lib" || stem == "main" || stem == "mod";
            let folder = if root { file.parent().unwrap().to_owned() } else { file.with_extension("") };
            for (line, next) in text.lines().zip(text.lines().skip(1)) {
                let name = next.rsplit_once("mod ").and_then(|(_, rest)| rest.strip_suffix(';'));
                found.extend(name.filter(|_| line == "#[cfg(test)]").map(|name| folder.join(name)));
            }
        }
        found
    }

    /// The part of a source that is in the program: no comments, no tests.
    fn program(text: &str) -> String {
        let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_place_that_opens_something_is_on_the_list() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mut found = BTreeMap::new();
        for name in ["glasshouse", "glasshouse-cli", "glasshouse-report"] {
            let mut files = Vec::new();
            sources(&crates.join(name).join("src"), &mut files);
            let tests = test_modules(&files);
            for file in files {
                if tests.iter().any(|test| file.with_extension("") == *test || file.starts_with(test)) {
                    continue;
                }
                let path = file.strip_prefix(crates).unwrap().to_string_lossy().replace('\\', "/");
                if path == "glasshouse-cli/src/entry.rs" {
                    continue;
                }
                let text = program(&fs::read_to_string(&file).unwrap());
                for call in CALLS {
                    let count = text.matches(call).count();
                    if count > 0 {
                        found.insert((path.clone(), (*call).to_owned()), count);
                    }
                }
            }
        }
        let site = |(file, call, count, _): &(&str, &str, usize, &str)| {
            (((*file).to_owned(), (*call).to_owned()), *count)
        };
        let listed: BTreeMap<_, _> = SITES.iter().map(site).collect();
        assert_eq!(found, listed, "left: the sources; right: the list in entry.rs");
    }

    #[test]
    fn every_way_says_why_it_cannot_hold_a_person() {
        for way in ARGUMENTS.iter().chain(FILES).chain(VARIABLES) {
            assert!(!way.name.is_empty() && !way.holds.is_empty() && way.why.len() > 10, "{way:?}");
        }
    }
}
