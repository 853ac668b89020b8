//! Files of at most 400 lines and functions of at most 60, but for a list of reasons that only shrinks.

use toml::Table;

use super::{Tree, source};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;
/// What is larger today, with its size and the reason: `"path" = { lines = 450, why = "..." }`, or
/// `"path::function"`.
const RATCHET: &str = "xtask/ratchet.toml";

pub fn check(tree: &Tree) -> Vec<String> {
    let ratchet = match tree.file(RATCHET).map(|file| file.text.parse::<Table>()) {
        Some(Ok(table)) => table,
        Some(Err(error)) => return vec![format!("{RATCHET}: {error}")],
        None => Table::new(),
    };
    let large = large(tree);
    let mut problems: Vec<String> =
        large.iter().filter_map(|(name, lines, limit)| judge(&ratchet, name, *lines, *limit)).collect();
    let idle = ratchet.keys().filter(|name| large.iter().all(|(other, ..)| other != *name));
    problems.extend(idle.map(|name| format!("{RATCHET}: {name} is within bounds now; delete its line")));
    problems
}

/// Everything beyond its limit: name, lines, limit.
fn large(tree: &Tree) -> Vec<(String, usize, usize)> {
    let mut large = Vec::new();
    for file in tree.rust() {
        large.push((file.path.clone(), file.text.lines().count(), FILE_LINES));
        for function in source::functions(&source::code(&file.text)) {
            large.push((format!("{}::{}", file.path, function.name), function.lines, FUNCTION_LINES));
        }
    }
    large.retain(|(_, lines, limit)| lines > limit);
    large
}

fn judge(ratchet: &Table, name: &str, lines: usize, limit: usize) -> Option<String> {
    let Some(entry) = ratchet.get(name) else {
        return Some(format!("{name}: {lines} lines, at most {limit}"));
    };
    let allowed = entry.get("lines").and_then(toml::Value::as_integer).unwrap_or_default() as usize;
    let why = entry.get("why").and_then(toml::Value::as_str).unwrap_or_default();
    if why.is_empty() {
        return Some(format!("{RATCHET}: {name} gives no reason"));
    }
    match lines.cmp(&allowed) {
        std::cmp::Ordering::Greater => Some(format!("{name}: {lines} lines, at most {allowed} ({RATCHET})")),
        std::cmp::Ordering::Less => Some(format!("{RATCHET}: {name} has shrunk; write {lines}")),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "crates/x/src/long.rs";

    fn problems(lines: usize, ratchet: &str) -> usize {
        let text = "\n".repeat(lines);
        check(&Tree::of(&[(LONG, &text), (RATCHET, ratchet)])).len()
    }

    #[test]
    fn long_files_fail() {
        assert_eq!(problems(400, ""), 0);
        assert_eq!(problems(401, ""), 1);
    }

    #[test]
    fn the_ratchet_only_shrinks() {
        let ratchet = format!("\"{LONG}\" = {{ lines = 450, why = \"a table\" }}");
        assert_eq!(problems(450, &ratchet), 0);
        assert_eq!(problems(451, &ratchet), 1);
        assert_eq!(problems(449, &ratchet), 1);
        assert_eq!(problems(100, &ratchet), 1);
        assert_eq!(problems(450, &ratchet.replace("a table", "")), 1);
    }

    #[test]
    fn long_functions_fail() {
        let text = format!("fn f() {{{}}}", "\n".repeat(60));
        assert_eq!(check(&Tree::of(&[(LONG, &text)])).len(), 1);
    }
}
