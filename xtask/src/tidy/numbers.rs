//! Every number of a built-in file names a source, or says `assumption` and gives its range.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{File, Tree};

/// What stands in a quantity beside its value.
const ASSUMPTION: &str = "assumption";

pub fn check(tree: &Tree) -> Vec<String> {
    tree.files.iter().filter(|file| is_builtin(file)).flat_map(|file| check_file(tree, file)).collect()
}

fn is_builtin(file: &File) -> bool {
    let folders = ["regimes/", "societies/", "variants/"];
    file.ends_in(".toml") && folders.iter().any(|folder| file.path.starts_with(folder))
}

fn check_file(tree: &Tree, file: &File) -> Vec<String> {
    let table: Table = match file.text.parse() {
        Ok(table) => table,
        Err(error) => return vec![format!("{}: {error}", file.path)],
    };
    let own = sources(&table);
    let mut known = own.clone();
    known.extend(inherited(tree, file, &table, 0));
    let mut visit = Visit { known, used: BTreeSet::new(), problems: Vec::new() };
    visit.value("", &Value::Table(table));
    let idle = own.iter().filter(|name| !visit.used.contains(*name));
    visit.problems.extend(idle.map(|name| format!("source `{name}` is named by no number")));
    visit.problems.iter().map(|problem| format!("{}: {problem}", file.path)).collect()
}

fn sources(table: &Table) -> BTreeSet<String> {
    let sources = table.get("sources").and_then(Value::as_table);
    sources.into_iter().flat_map(|sources| sources.keys().cloned()).collect()
}

/// The sources of the file that this one starts from.
fn inherited(tree: &Tree, file: &File, table: &Table, depth: usize) -> BTreeSet<String> {
    let base = table.get("extends").and_then(Value::as_str).and_then(|name| {
        let folder = file.path.split('/').next()?;
        tree.file(&format!("{folder}/{name}.toml"))
    });
    let Some((base, table)) = base.and_then(|base| Some((base, base.text.parse::<Table>().ok()?))) else {
        return BTreeSet::new();
    };
    let mut names = sources(&table);
    if depth < 8 {
        names.extend(inherited(tree, base, &table, depth + 1));
    }
    names
}

struct Visit {
    known: BTreeSet<String>,
    used: BTreeSet<String>,
    problems: Vec<String>,
}

impl Visit {
    fn value(&mut self, path: &str, value: &Value) {
        match value {
            Value::Table(table) if table.contains_key("source") => self.quantity(path, table),
            Value::Table(table) => {
                for (key, value) in table {
                    self.value(&format!("{path}.{key}"), value);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.value(path, value)),
            Value::Integer(_) | Value::Float(_) => {
                let path = path.trim_start_matches('.');
                self.problems.push(format!("{path} is a bare number: give it a unit and a source"));
            }
            Value::String(_) | Value::Boolean(_) | Value::Datetime(_) => {}
        }
    }

    fn quantity(&mut self, path: &str, table: &Table) {
        let path = path.trim_start_matches('.');
        let Some(source) = table.get("source").and_then(Value::as_str) else {
            self.problems.push(format!("{path}: its source is no word"));
            return;
        };
        self.used.insert(source.to_owned());
        let has_range = table.get("range").and_then(Value::as_array).is_some_and(|range| range.len() == 2);
        if source == ASSUMPTION && !has_range {
            self.problems.push(format!("{path} is an assumption without a range"));
        }
        if source != ASSUMPTION && !self.known.contains(source) {
            self.problems.push(format!("{path}: no source is called `{source}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> usize {
        let base = "[sources]\nlaw = \"a law\"\n[score]\nstart = { points = 1, source = \"law\" }\n";
        check(&Tree::of(&[("regimes/base.toml", base), ("regimes/x.toml", text)])).len()
    }

    #[test]
    fn sourced_numbers_pass() {
        assert_eq!(problems("extends = \"base\"\n[score]\nfloor = { points = 0, source = \"law\" }"), 0);
        assert_eq!(problems("x = { share = 0.1, source = \"assumption\", range = [0.0, 0.2] }"), 0);
    }

    #[test]
    fn bare_unsourced_and_unranged_numbers_fail() {
        assert_eq!(problems("[score]\nstart = 1000"), 1);
        assert_eq!(problems("[score]\nstart = { points = 1000 }"), 1);
        assert_eq!(problems("x = { share = 0.1, source = \"rumour\" }"), 1);
        assert_eq!(problems("x = { share = 0.1, source = \"assumption\" }"), 1);
    }

    #[test]
    fn a_source_that_nothing_names_fails() {
        assert_eq!(problems("[sources]\nidle = \"...\""), 1);
    }
}
