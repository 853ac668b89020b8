//! Every command that a page of the site shows is run, and what it prints is compared with the page.
//!
//! A block of ` ```console ` holds commands after `$ ` (going on after a `\` at the end of a line) and what they
//! print, standard output and standard error together, 80 columns wide. The commands of one page run in one
//! folder of their own, which holds the files of `site/src/examples` and nothing else at first. A comment
//! `<!-- exit 3 -->` before a block says with what its last command ends. `cargo xtask site --write` writes
//! what is printed into the pages.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use snapbox::{Assert, Data};

const PAGES: [&str; 7] = [
    "start.md",
    "own-regime.md",
    "report.md",
    "same-luck.md",
    "rights-assessment.md",
    "teachers.md",
    "reference/commands.md",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site/src")
}

/// Runs a page's commands and gives the page with what they print now.
struct Page {
    folder: PathBuf,
    text: String,
    shown: usize,
}

impl Page {
    fn new(name: &str) -> Page {
        let folder = env::temp_dir().join(format!(
            "glasshouse-page-{}-{}",
            std::process::id(),
            name.replace('/', "-")
        ));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for entry in fs::read_dir(source().join("examples")).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
        Page { folder, text: String::new(), shown: 0 }
    }

    /// One command; what it prints goes to the page, and lines that differ by a measured time alone stay.
    fn run(&mut self, command: &str, before: &str, code: i32) {
        let program = Path::new(env!("CARGO_BIN_EXE_glasshouse")).parent().unwrap();
        let path = format!("{}:{}", program.display(), env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1\n{command}")]).current_dir(&self.folder);
        shell.env("PATH", path).env("COLUMNS", "80").env_remove("NO_COLOR").stdin(Stdio::null());
        let output = shell.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{command}\n{text}");
        self.shown += 1;
        let before: Vec<&str> = before.lines().collect();
        // On a slow machine a run says now and then how far it is.
        let lines = text.lines().filter(|line| !line.contains(" people-weeks a second"));
        for (at, line) in lines.enumerate() {
            let known = before.get(at).filter(|known| timeless(known) == timeless(line));
            self.text += known.copied().unwrap_or(line).trim_end();
            self.text.push('\n');
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A line without the time that a run took.
fn timeless(line: &str) -> String {
    match (line.split_once(", in "), line.ends_with("Again:")) {
        (Some((before, _)), true) => before.to_owned(),
        _ => line.to_owned(),
    }
}

/// A block's commands, each with what the page says it prints.
fn commands(block: &[&str]) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    let mut goes_on = false;
    for line in block {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((format!("{command}\n"), String::new())),
            (None, Some((command, _))) if goes_on => *command += &format!("{line}\n"),
            (None, Some((_, said))) => *said += &format!("{line}\n"),
            (None, None) => panic!("a block of commands begins with `$ `, not with {line:?}"),
        }
        goes_on = (goes_on || line.starts_with("$ ")) && line.ends_with('\\');
    }
    commands
}

/// The page as its commands make it now.
fn made(name: &str, text: &str) -> Page {
    let mut page = Page::new(name);
    let mut lines = text.lines().peekable();
    let mut code = 0;
    while let Some(line) = lines.next() {
        page.text += &format!("{line}\n");
        if let Some(said) = line.strip_prefix("<!-- exit ") {
            code = said.trim_end_matches(" -->").parse().unwrap();
        }
        if line != "```console" {
            continue;
        }
        let block: Vec<&str> = std::iter::from_fn(|| lines.next_if(|line| *line != "```")).collect();
        let commands = commands(&block);
        for (at, (command, said)) in commands.iter().enumerate() {
            page.text += &format!("$ {command}");
            let code = if at + 1 == commands.len() { code } else { 0 };
            page.run(command.trim_end(), said, code);
        }
        code = 0;
    }
    page
}

fn check(name: &str) {
    let path = source().join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let page = made(name, &text);
    assert!(page.shown > 0, "{name} shows no command; take it off the list");
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(page.text.clone()), Data::read_from(&path, None).raw());
}

#[test]
fn start() {
    check(PAGES[0]);
}

#[test]
fn own_regime() {
    check(PAGES[1]);
}

#[test]
fn report() {
    check(PAGES[2]);
}

#[test]
fn same_luck() {
    check(PAGES[3]);
}

#[test]
fn rights_assessment() {
    check(PAGES[4]);
}

#[test]
fn teachers() {
    check(PAGES[5]);
}

/// This page is made whole: every command that the program lists has its help here.
#[test]
fn commands_reference() {
    let program = env!("CARGO_BIN_EXE_glasshouse");
    let help = Command::new(program).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names = list.take_while(|line| line.starts_with(' ')).filter(|line| !line.starts_with("    "));
    let names: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"compare") && names.contains(&"completions"), "{help}");
    let mut text = COMMANDS_HEAD.to_owned();
    for name in names {
        text += &format!("\n## {name}\n\n```console\n$ glasshouse {name} --help\n```\n");
    }
    let page = made(PAGES[6], &text);
    let path = source().join(PAGES[6]);
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(page.text.clone()), Data::read_from(&path, None).raw());
}

const COMMANDS_HEAD: &str = "# Commands

<!-- Generated by `cargo xtask site --write`. -->

Results go to standard output, everything else to standard error. Exit codes:

| code | means |
| --- | --- |
| 0 | done |
| 1 | the run failed |
| 2 | bad input or usage |
| 3 | `check` found problems |
| 130 | interrupted; `glasshouse resume` goes on |

`NO_COLOR` and `--color never` turn colours off. Without a terminal, lines are 100 columns wide, or as many as `COLUMNS` says.

```console
$ glasshouse --help
```
";

#[test]
fn every_page_with_commands_is_run() {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "md")
                && fs::read_to_string(&path).unwrap().contains("```console")
            {
                found.push(path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut found = Vec::new();
    walk(&source(), &mut found);
    found.sort();
    let mut listed = PAGES.to_vec();
    listed.sort();
    assert_eq!(found, listed);
}

#[test]
fn a_page_that_says_what_is_not_printed_is_found_out() {
    let page = made("wrong", "# A\n\n```console\n$ echo one \\\n  two\nthree\n$ echo four\nfour\n```\n");
    assert_eq!(page.text, "# A\n\n```console\n$ echo one \\\n  two\none two\n$ echo four\nfour\n```\n");
    assert_eq!((timeless("Digest 1, in 3 seconds. Again:"), page.shown), ("Digest 1".into(), 2));
}
