//! Which module of the library may use which: those above it in [`ORDER`], never those below.

use super::{File, LIBRARY, Tree, source};

/// The modules in the order the data flows. Modules of one line may use each other: a file's mirror, its
/// checks and its building are one thing in three files. A module stands for its children too,
/// unless they have a line of their own.
const ORDER: &[&[&str]] = &[
    &["unit"],
    &["level"],
    &["draw"],
    &["curve"],
    &["sieve"],
    &["luck"],
    &["problem"],
    &["text"],
    &["builtin"],
    &["read"],
    &["society"],
    &["society::file", "society::build", "society::check"],
    &["society::people"],
    &["society::propensity"],
    &["society::ties"],
    &["society::expression"],
    &["society::population"],
    &["regime"],
    &["regime::file", "regime::build", "regime::check"],
    &["regime::variant"],
    &["regime::related"],
    &["regime::vary"],
    &["check"],
    &["measure"],
    &["week"],
    &["table"],
    &["county"],
    &["experiment"],
    &["summary"],
    &["life"],
    &["reference"],
    &["reference::equal"],
];

const ROOT: &str = "crates/glasshouse/src/lib.rs";

/// Lines that must know nothing of each other although the order would allow it.
const APART: &[(&str, &str, &str)] =
    &[("reference", "week", "the plain program must not lean on the fast one it checks")];

pub fn check(tree: &Tree) -> Vec<String> {
    let files: Vec<&File> = tree.files.iter().filter(|file| file.in_library()).collect();
    let modules: Vec<String> = files.iter().map(|file| module(&file.path)).collect();
    let mut problems = tree.file(ROOT).map(check_root).unwrap_or_default();
    for (file, module) in files.iter().zip(&modules) {
        if !module.is_empty() {
            problems.extend(check_file(file, module, &modules));
        }
    }
    problems
}

/// The root declares the modules in the order too: it is the first map that a reader sees.
fn check_root(file: &File) -> Vec<String> {
    let code = source::code(&file.text);
    let names = code.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    let ranked: Vec<(&str, Option<usize>)> = names.map(|name| (name, rank(name))).collect();
    let falls = ranked.windows(2).filter(|pair| pair[1].1 < pair[0].1);
    falls.map(|pair| format!("{ROOT}: `{}` is declared after `{}`", pair[1].0, pair[0].0)).collect()
}

/// `crates/glasshouse/src/society/ties.rs` is `society::ties`; the root is empty.
fn module(path: &str) -> String {
    let path = path.trim_start_matches(LIBRARY).trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { String::new() } else { path.replace('/', "::") }
}

fn check_file(file: &File, module: &str, modules: &[String]) -> Vec<String> {
    let Some(own) = rank(module) else {
        return vec![format!(
            "{}: module {module} is not in the order of xtask/src/tidy/edges.rs",
            file.path
        )];
    };
    let stripped = source::code(&file.text);
    let code = source::without_tests(&stripped);
    let mut problems = Vec::new();
    for (at, used) in uses(code, module, modules) {
        let place = format!("{}:{}", file.path, source::line(code, at));
        if rank(&used).is_some_and(|other| other > own) {
            problems.push(format!("{place}: {module} uses {used}, which comes after it"));
        }
        let apart = APART.iter().find(|(from, to, _)| line(module) == Some(from) && covers(to, &used));
        problems.extend(apart.map(|(.., why)| format!("{place}: {module} uses {used}: {why}")));
    }
    problems
}

/// Whether `module` is `above` or inside it.
fn covers(above: &str, module: &str) -> bool {
    module.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The line of the order that holds `module` or, failing that, what it is inside of.
fn rank(module: &str) -> Option<usize> {
    place(module).map(|(at, _)| at)
}

/// The name it has there.
fn line(module: &str) -> Option<&'static str> {
    place(module).map(|(_, name)| name)
}

fn place(module: &str) -> Option<(usize, &'static str)> {
    let names = ORDER.iter().enumerate().flat_map(|(at, line)| line.iter().map(move |name| (at, *name)));
    names.filter(|(_, name)| covers(name, module)).max_by_key(|(_, name)| name.len())
}

/// Modules that `code` names by `crate::` or `super::`, each with its place.
fn uses(code: &str, module: &str, modules: &[String]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let continues = code[..at].ends_with("super::");
            if continues || !source::is_whole(code, at, root.len() - 2) {
                continue;
            }
            let mut paths = Vec::new();
            expand(&code[at..], &mut Vec::new(), &mut paths);
            let named = paths.iter().filter_map(|path| resolve(path, module, modules));
            found.extend(named.map(|used| (at, used)));
        }
    }
    found
}

/// Reads one path or tree of paths, `a::{b, c::*}`, into its paths; returns the bytes read.
fn expand(text: &str, prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    let length = prefix.len();
    let mut at = 0;
    loop {
        let word: String = text[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        at += word.len();
        if !word.is_empty() {
            prefix.push(word);
        }
        if text[at..].starts_with("::{") {
            at += 2 + expand_group(&text[at + 2..], prefix, paths);
            break;
        }
        if !text[at..].starts_with("::") {
            paths.push(prefix.clone());
            break;
        }
        at += 2;
        if text[at..].starts_with(['*', '<']) {
            paths.push(prefix.clone());
            at += 1;
            break;
        }
    }
    prefix.truncate(length);
    at
}

/// Reads `{...}`; returns the bytes read.
fn expand_group(text: &str, prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    let mut at = 1;
    while at < text.len() && !text[at..].starts_with('}') {
        if text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            at += expand(&text[at..], prefix, paths);
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at + 1
}

/// The deepest module that a path leads to.
fn resolve(path: &[String], module: &str, modules: &[String]) -> Option<String> {
    let mut base: Vec<&str> = module.split("::").collect();
    let mut rest = path;
    if rest.first()?.as_str() == "crate" {
        base.clear();
        rest = &rest[1..];
    }
    while rest.first().is_some_and(|word| word == "super") {
        base.pop();
        rest = &rest[1..];
    }
    base.extend(rest.iter().map(String::as_str));
    while !base.is_empty() {
        let name = base.join("::");
        if modules.contains(&name) {
            return Some(name);
        }
        base.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        check(&Tree::of(&[
            ("crates/glasshouse/src/unit.rs", ""),
            ("crates/glasshouse/src/society.rs", ""),
            ("crates/glasshouse/src/society/ties.rs", text),
            ("crates/glasshouse/src/week.rs", ""),
            ("crates/glasshouse/src/week/act.rs", ""),
        ]))
    }

    #[test]
    fn using_what_lies_above_is_allowed() {
        assert_eq!(problems("use crate::unit::Chance;\nuse super::{Society, Kind};"), [""; 0]);
    }

    #[test]
    fn using_what_lies_below_fails() {
        for text in [
            "use crate::week::act;",
            "use crate::{unit, week::{act::Act, other}};",
            "use super::super::week;",
            "fn f() { crate::week::act::run() }",
        ] {
            assert!(!problems(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn comments_and_tests_do_not_count() {
        assert_eq!(
            problems("// crate::week::act\n#[cfg(test)]\nmod tests { use crate::week::act; }"),
            [""; 0]
        );
    }

    #[test]
    fn a_module_without_a_place_fails() {
        assert_eq!(check(&Tree::of(&[("crates/glasshouse/src/plugin.rs", "")])).len(), 1);
    }

    #[test]
    fn the_root_keeps_the_order() {
        let root = |text| check(&Tree::of(&[(ROOT, text)])).len();
        assert_eq!(root("pub mod unit;\npub mod draw;"), 0);
        assert_eq!(root("pub mod draw;\npub mod unit;"), 1);
    }

    #[test]
    fn the_reference_knows_nothing_of_the_week() {
        let files = [
            ("crates/glasshouse/src/reference.rs", "use crate::week::act;"),
            ("crates/glasshouse/src/week/act.rs", ""),
        ];
        assert_eq!(check(&Tree::of(&files)).len(), 1);
        let equal = ("crates/glasshouse/src/reference/equal.rs", files[0].1);
        assert_eq!(check(&Tree::of(&[equal, files[1]])).len(), 0);
    }
}
