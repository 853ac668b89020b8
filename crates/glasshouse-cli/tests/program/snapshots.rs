//! What a person sees, whole: on 80 and on 40 columns, piped, with `--quiet` and with `--json`. The files are
//! written anew by `cargo xtask site --write`; look at the difference before it is kept.

use std::path::Path;

use snapbox::{Assert, Data};

use crate::sandbox::Sandbox;
use crate::screen::{Where, on_terminal, seen};

const PLACES: [(&str, Where); 3] =
    [("80 columns", Where::Terminal(80)), ("40 columns", Where::Terminal(40)), ("piped", Where::Pipe)];

/// Compares with the file `name`, or writes it.
fn compare(name: &str, text: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/program/snapshots").join(name);
    Assert::new().action_env("SNAPSHOTS").eq(Data::text(text), Data::read_from(&path, None).raw());
}

/// Each command in each place, under its own heading.
fn everywhere(sandbox: &Sandbox, commands: &[&str]) -> String {
    let mut text = String::new();
    for command in commands {
        for (name, place) in PLACES {
            text += &format!("=== glasshouse {command}   [{name}]\n{}\n", seen(sandbox, place, command));
        }
    }
    text
}

/// Lines of a text seen on a terminal of `columns` that do not fit it. Commands to be copied may be longer.
fn too_long(text: &str, columns: usize) -> Vec<&str> {
    let width = |line: &str| {
        let plain: String =
            line.split('⟨').map(|part| part.split_once('⟩').map_or(part, |(_, rest)| rest)).collect();
        plain.chars().count()
    };
    // A usage stays on one line, and so does a command; the line of the digest is put together by `seen`.
    let stays = |line: &str| {
        ["  glasshouse ", "Digest "].iter().any(|start| line.starts_with(start)) || line.contains("Usage:")
    };
    text.lines().filter(|line| width(line) > columns && !stays(line)).collect()
}

#[test]
fn help_of_every_command() {
    let sandbox = Sandbox::new("snapshots-help");
    compare("help.txt", everywhere(&sandbox, &["--help"]));
    let help = sandbox.run(&["--help"]).exits(0).out;
    let list = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names = list.take_while(|line| line.starts_with(' ')).filter(|line| !line.starts_with("    "));
    let names: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() >= 9 && names.contains(&"compare"), "{help}");
    for command in names {
        let asked = format!("{command} --help");
        compare(&format!("help-{command}.txt"), everywhere(&sandbox, &[&asked]));
        for columns in [80, 40] {
            let text = seen(&sandbox, Where::Terminal(columns), &asked);
            assert_eq!(too_long(&text, columns as usize), [""; 0], "{asked}");
        }
    }
}

const RUN: &str = "compare none social-credit --people 16k --county-size 4096 --years 1";

#[test]
fn the_summary() {
    let sandbox = Sandbox::new("snapshots-summary");
    for (name, place) in PLACES {
        let file = format!("summary-{}.txt", name.replace(" columns", ""));
        let text = seen(&sandbox, place, &format!("{RUN} --out {file}"));
        if let Where::Terminal(columns) = place {
            assert_eq!(too_long(&text, columns as usize), [""; 0]);
        }
        compare(&file, text);
    }
    compare("summary-quiet.txt", seen(&sandbox, Where::Terminal(80), &format!("{RUN} --quiet --out quiet")));
    let json =
        seen(&sandbox, Where::Pipe, "run travel-ban --people 4096 --years 1 --quiet --json --out json");
    let object: serde_json::Value = serde_json::from_str(&json).expect("one object on one line");
    compare("summary-json.txt", format!("{object:#}\n"));
}

#[test]
fn what_there_is() {
    let sandbox = Sandbox::new("snapshots-list");
    compare("list.txt", everywhere(&sandbox, &["list"]));
    let text = seen(&sandbox, Where::Terminal(40), "list");
    assert_eq!(too_long(&text, 40), [""; 0]);
}

/// Wrong in many ways, each named by what it shows.
const WRONG: [&str; 19] = [
    "comparr none",
    "--bogus",
    "compare none",
    "compare none nowhere",
    "run social-crdit",
    "run missing.toml",
    "run empty.toml",
    "run none --people many",
    "run none --years 0",
    "run none --county-size 1000",
    "run social-credit --set association.wieght=2",
    "run none --with notise",
    "run none --out taken --people 4096 --years 0.1",
    "experiment five-regimes",
    "resume nowhere",
    "show social-crdit",
    "check bad.toml",
    "schema person",
    "verify",
];

#[test]
fn every_kind_of_error() {
    let sandbox = Sandbox::new("snapshots-errors");
    let bad = "extends = \"social-credit\"\n[regime]\nname = \"mine\"\ncovers = \"everyone\"\n\n\
               [association]\nwieght = 3\n\n[score]\nforgets = { half_life = \"2 yeers\", source = \"assumption\" }\n";
    sandbox.write("bad.toml", bad);
    sandbox.write("empty.toml", "");
    std::fs::create_dir(sandbox.path().join("taken")).unwrap();
    sandbox.write("taken/notes.txt", "somebody's");
    compare("errors.txt", everywhere(&sandbox, &WRONG));
    for wrong in WRONG {
        let text = seen(&sandbox, Where::Terminal(40), wrong);
        let source = |line: &&str| line.contains(" │ ") || line.contains(" · ");
        let long: Vec<&str> = too_long(&text, 40).into_iter().filter(|line| !source(line)).collect();
        assert_eq!(long, [""; 0], "{wrong}");
        assert!(text.contains("help:"), "no remedy for {wrong}:\n{text}");
    }
}

#[test]
fn advice_and_what_a_run_would_take() {
    let sandbox = Sandbox::new("snapshots-advice");
    let commands = ["run none --people 5000 --years 0.3 --quiet --out a", "resume", "check mine.toml"];
    sandbox.write("mine.toml", "extends = \"travel-ban\"\n[regime]\nname = \"mine\"\n");
    let commands = commands.map(|command| command.to_owned());
    let mut text = String::new();
    for (at, (name, place)) in PLACES.into_iter().enumerate() {
        for command in &commands {
            let command = command.replace("--out a", &format!("--out a{at}"));
            text += &format!("=== glasshouse {command}   [{name}]\n{}\n", seen(&sandbox, place, &command));
        }
    }
    compare("advice.txt", text);
}

#[cfg(target_os = "linux")]
#[test]
fn progress_fits_the_terminal_and_leaves_nothing_behind() {
    let sandbox = Sandbox::new("snapshots-progress");
    for (columns, first) in [(80, "0 of 4 counties"), (40, "0%")] {
        let raw = on_terminal(&sandbox, columns, &format!("{RUN} --out p{columns}"), "");
        let drawn = raw.split("large-country:").next().unwrap();
        let frames: Vec<&str> = drawn
            .split("\x1b[2K")
            .map(|frame| frame.trim_matches(['\r', '\n']))
            .filter(|f| f.contains('━') || f.contains('╌'))
            .collect();
        assert!(frames[0].ends_with(first), "{frames:?}");
        for frame in &frames {
            let last = frame.rsplit('\n').next().unwrap();
            assert!(
                last.chars().count() <= columns as usize
                    && last.contains(if columns < 80 { "%" } else { " of 4 counties" }),
                "{frame:?}"
            );
        }
        assert!(drawn.ends_with("\x1b[2K") || drawn.ends_with('\r'), "the bar is taken away: {drawn:?}");
    }
}

/// Yellow and white vanish on a light background, blue and black on a dark one.
#[cfg(target_os = "linux")]
#[test]
fn colours_are_readable_on_dark_and_on_light() {
    let sandbox = Sandbox::new("snapshots-colours");
    sandbox.write("bad.toml", "extends = \"social-credit\"\n[regime]\nnam = \"mine\"\n");
    for command in ["check bad.toml", "comparr", "--help", "run none --people 5000 --years 0.1", "list"] {
        let text = seen(&sandbox, Where::Terminal(80), command);
        let codes = text.split('⟨').skip(1).filter_map(|part| part.split('⟩').next());
        for code in codes.flat_map(|codes| codes.split(';')) {
            assert!(
                ["", "0", "1", "2", "22", "31", "35", "39"].contains(&code),
                "{command}: {code} in\n{text}"
            );
        }
    }
}
