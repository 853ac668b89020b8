//! Every path, module and command that a document names exists.

use super::{File, LIBRARY, Tree};
use crate::{CHORES, shell};

/// Folders of the root: a quoted path that begins with one must exist.
const FOLDERS: [&str; 13] = [
    "crates",
    "xtask",
    "golden",
    "regimes",
    "societies",
    "variants",
    "experiments",
    "benches",
    "web",
    "docs",
    "site",
    ".ci",
    ".cargo",
];
/// Endings of files in the root.
const ENDINGS: [&str; 5] = [".md", ".toml", ".cff", ".mjs", ".lock"];
const MAP: &str = "ARCHITECTURE.md";

/// What the program says of itself: `help` of a list of words is the text of `glasshouse WORDS --help`.
pub type Help = dyn Fn(&[&str]) -> Result<String, String>;

/// Asks the program itself.
pub fn help() -> Box<Help> {
    Box::new(|words| {
        let mut command = shell::glasshouse("dev", words);
        command.arg("--help");
        shell::ask(command)
    })
}

pub fn check(tree: &Tree, help: &Help) -> Vec<String> {
    let documents = tree.files.iter().filter(|file| file.ends_in(".md") && file.path != "CHANGELOG.md");
    let mut problems = check_map(tree);
    let mut commands = Vec::new();
    for file in documents {
        for (number, quoted) in quotes(&file.text) {
            let place = format!("{}:{number}", file.path);
            problems.extend(check_path(tree, &quoted).map(|what| format!("{place}: {what}")));
            problems.extend(check_chore(&quoted).map(|what| format!("{place}: {what}")));
            commands.extend(command(&quoted).map(|words| (place.clone(), words)));
        }
        problems.extend(check_links(tree, file));
        problems.extend(check_headings(tree, file));
    }
    problems.extend(check_commands(&commands, help));
    problems
}

/// Everything between single backticks, and every line of a fenced block, with its line number. Of a block of
/// `console` the commands alone: what they print is tested elsewhere.
fn quotes(text: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut console = false;
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            console = line.trim() == "```console";
        } else if fenced && console && !line.starts_with("$ ") {
            // What a command prints.
        } else if fenced {
            found.push((number + 1, line.trim().trim_start_matches("$ ").to_owned()));
        } else {
            let inside = line.split('`').skip(1).step_by(2);
            found.extend(inside.map(|quoted| (number + 1, quoted.to_owned())));
        }
    }
    found
}

fn check_path(tree: &Tree, quoted: &str) -> Option<String> {
    let is_path = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let path = quoted.trim_end_matches('/');
    let first = path.split('/').next()?;
    let in_folder = path.contains('/') && FOLDERS.contains(&first);
    let in_root = !path.contains('/') && path.len() > 4 && ENDINGS.iter().any(|end| path.ends_with(end));
    let named = quoted.chars().all(is_path) && (in_folder || in_root);
    (named && !tree.has(path)).then(|| format!("there is no `{quoted}`"))
}

fn check_chore(quoted: &str) -> Option<String> {
    let name = quoted.strip_prefix("cargo xtask ")?.split_whitespace().next()?;
    let known = CHORES.iter().any(|(chore, ..)| *chore == name);
    (!known).then(|| format!("there is no `cargo xtask {name}`"))
}

/// The words of a command of the program, without its name and without a comment.
fn command(quoted: &str) -> Option<Vec<String>> {
    let line = quoted.split(" #").next()?.trim();
    let shapes = ["cargo run --release -- ", "cargo run -- ", "glasshouse "];
    let words = shapes.iter().find_map(|shape| line.strip_prefix(shape))?;
    Some(words.split_whitespace().map(str::to_owned).collect())
}

/// Each command must be in the program's help, and each of its options in the command's.
fn check_commands(commands: &[(String, Vec<String>)], help: &Help) -> Vec<String> {
    if commands.is_empty() {
        return Vec::new();
    }
    let all = match help(&[]) {
        Ok(text) => text,
        Err(message) => return vec![format!("documents name commands, but {message}")],
    };
    let known = names(&all);
    let mut problems = Vec::new();
    for (place, words) in commands {
        let name = words[0].as_str();
        let is_option = name.starts_with('-');
        if !is_option && !known.contains(&name) {
            problems.push(format!("{place}: there is no `glasshouse {name}`"));
            continue;
        }
        let text = if is_option { Ok(all.clone()) } else { help(&[name]) }.unwrap_or_default();
        let options =
            words.iter().filter_map(|word| word.split('=').next()).filter(|word| word.starts_with("--"));
        let missing = options.filter(|option| *option != "--help" && !text.contains(option));
        problems.extend(missing.map(|option| format!("{place}: `glasshouse {name}` has no {option}")));
    }
    problems
}

/// The commands listed in a help text.
fn names(help: &str) -> Vec<&str> {
    let list = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let list = list.take_while(|line| line.starts_with(' '));
    list.filter_map(|line| line.split_whitespace().next()).collect()
}

/// Links to files of the project, from the folder of the document.
fn check_links(tree: &Tree, file: &File) -> Vec<String> {
    let links = file.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let ours = links.filter(|link| !link.contains("://") && !link.starts_with('#'));
    let paths = ours.map(|link| link.split('#').next().unwrap_or(link));
    let missing = paths.filter(|path| !tree.has(&from_folder(&file.path, path)));
    missing.map(|path| format!("{}: the link to `{path}` leads nowhere", file.path)).collect()
}

/// Where a link in `document` leads: `..` goes up a folder.
fn from_folder(document: &str, link: &str) -> String {
    let mut folders: Vec<&str> = document.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    folders.join("/")
}

/// A heading of a submodel, `### 7.2 act (`week/act`)`, names the library's module.
fn check_headings(tree: &Tree, file: &File) -> Vec<String> {
    let headings = file.text.lines().filter(|line| line.starts_with('#'));
    let named = headings.filter_map(|line| line.split_once("(`")?.1.split_once("`)"));
    let missing = named.filter(|(module, _)| !tree.has(&format!("{LIBRARY}{module}.rs")));
    missing.map(|(module, _)| format!("{}: a heading names the module `{module}`", file.path)).collect()
}

/// The code map has a row for each module of the library or for what it is inside of, and no other.
fn check_map(tree: &Tree) -> Vec<String> {
    let Some(file) = tree.file(MAP) else {
        return Vec::new();
    };
    let rows: Vec<&str> = file.text.lines().filter_map(row).flatten().collect();
    let modules = tree.files.iter().filter(|file| file.in_library() && !file.ends_in("/lib.rs"));
    let names: Vec<&str> =
        modules.map(|file| file.path.trim_start_matches(LIBRARY).trim_end_matches(".rs")).collect();
    let covers = |row: &str, name: &str| name == row || name.starts_with(&format!("{row}/"));
    let unmapped = names.iter().filter(|name| !rows.iter().any(|row| covers(row, name)));
    let gone = rows.iter().filter(|row| !names.iter().any(|name| covers(row, name)));
    let unmapped = unmapped.map(|name| format!("{MAP}: the code map lacks the module `{name}`"));
    unmapped.chain(gone.map(|row| format!("{MAP}: the code map names `{row}`, which is not there"))).collect()
}

/// The modules that begin a row of the map: "| `a`, `b` | ...".
fn row(line: &str) -> Option<impl Iterator<Item = &str>> {
    let cell = line.strip_prefix("| `")?.split(" |").next()?;
    Some(cell.trim_end_matches('`').split("`, `"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let files =
            [("README.md", text), ("crates/glasshouse/src/week/act.rs", ""), ("golden/digests.toml", "")];
        check(&Tree::of(&files), &|words| match words {
            [] => Ok("Commands:\n  compare  two regimes\n\nOptions:\n      --color <WHEN>\n".into()),
            _ => Ok("Options:\n      --people <N>\n".into()),
        })
    }

    #[test]
    fn what_exists_passes() {
        let text = "`golden/digests.toml` `golden/` [x](golden/digests.toml) [y](https://a.b/c) `a/b`\n\
                    ```\ncargo run --release -- compare a b --people 1M   # fast\ncargo xtask test\n```\n\
                    ### 7.2 act (`week/act`)\n`glasshouse --color never`";
        assert_eq!(problems(text), [""; 0]);
    }

    #[test]
    fn what_does_not_exist_fails() {
        for text in [
            "`crates/none.rs`",
            "`NONE.md`",
            "[x](none.md)",
            "### 7.9 dream (`week/dream`)",
            "`cargo xtask dance`",
            "`glasshouse enforce`",
            "`glasshouse compare --victims 3`",
            "```\ncargo run --release -- enforce\n```",
        ] {
            assert_eq!(problems(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_a_command_prints_is_no_command() {
        assert_eq!(problems("```console\n$ glasshouse compare a b\nglasshouse enforce\n```"), [""; 0]);
        assert_eq!(problems("```console\n$ glasshouse enforce\n```").len(), 1);
    }

    #[test]
    fn links_lead_from_the_folder_of_their_document() {
        assert_eq!(from_folder("README.md", "docs/a.md"), "docs/a.md");
        assert_eq!(from_folder("docs/a.md", "a/b.svg"), "docs/a/b.svg");
        assert_eq!(from_folder("docs/a.md", "../MODEL.md"), "MODEL.md");
    }

    #[test]
    fn the_code_map_holds_every_module_and_no_other() {
        let map = |text: &str| {
            let files = [
                (MAP, text),
                ("crates/glasshouse/src/week/act.rs", ""),
                ("crates/glasshouse/src/unit.rs", ""),
            ];
            check_map(&Tree::of(&files)).len()
        };
        assert_eq!(map("| `unit` | x |\n| `week` | y |"), 0);
        assert_eq!(map("| `unit`, `week/act` | x |"), 0);
        assert_eq!(map("| `week` | y |"), 1);
        assert_eq!(map("| `unit` | x |\n| `week` | y |\n| `dream` | z |"), 1);
    }
}
