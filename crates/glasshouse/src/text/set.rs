//! Settings: `PATH=VALUE` on the command line, applied to the tree.
//!
//! Names are keys: `observe.expired-ticket.coverage=0.5`. A bare value for a table that holds a number
//! replaces its value, and the source becomes `setting`.

use std::sync::Arc;

use serde_json::Value;

use super::merge::KEYED;
use super::quantity::{SETTING, VALUE_KEYS};
use super::shape::Schema;
use super::{Data, Entry, Node, tree};
use crate::problem::{Place, Problem, Source};

/// What the prefix of a setting of the society is; all others are the regime's.
pub const SOCIETY: &str = "society.";

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Where, as keys and names with dots.
    pub path: String,
    /// What, and its place in the setting as typed.
    value: Node,
}

impl Setting {
    /// Reads `PATH=VALUE`. A value that is not TOML is taken as text, so that a shell needs fewer quotes.
    ///
    /// ```
    /// use glasshouse::text::set::Setting;
    /// assert_eq!(Setting::parse("score.forgets=1 year").unwrap().path, "score.forgets");
    /// assert!(Setting::parse("score.forgets").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Setting, Problem> {
        let source = Arc::new(Source::new(format!("--set {text}"), text));
        let place = |span| Place { source: Arc::clone(&source), span };
        let split = text.find('=').filter(|at| !text[..*at].trim().is_empty());
        let Some(at) = split.filter(|at| !text[at + 1..].trim().is_empty()) else {
            let what = "a setting is a path, `=` and a value";
            let why = "it names one number of a regime or a society and what it shall be";
            return Err(Problem::at(&place(0..text.len()), what, why, "write `association.weight=0.1`"));
        };
        let (start, value) = (at + 1, text[at + 1..].trim());
        let place = place(start..text.len());
        let as_text = || Node { place: place.clone(), data: Data::Text(value.to_owned()) };
        let value = tree::parse_value(value, &place).unwrap_or_else(as_text);
        Ok(Setting { path: text[..at].trim().to_owned(), value })
    }
}

/// Applies a setting; whether its path applies to anything.
pub fn apply(root: &mut Node, schema: &Schema, path: &str, setting: &Setting) -> bool {
    let keys: Vec<&str> = path.split('.').collect();
    if !put(root, schema, schema.root(), &keys, &setting.value) {
        return false;
    }
    cite(root, &setting.value.place);
    true
}

/// Adds the source `setting`, which the resolved text then explains by itself.
fn cite(root: &mut Node, place: &Place) {
    let text = Data::Text("given by a setting, not by the file".into());
    let sources = root.table_mut().and_then(|table| table.get_mut("sources"));
    if let Some(table) = sources.and_then(|entry| entry.value.table_mut()) {
        let value = Node { place: place.clone(), data: text };
        table.insert(SETTING.into(), Entry { key: place.clone(), value });
    }
}

fn put(node: &mut Node, schema: &Schema, at: &Value, keys: &[&str], value: &Node) -> bool {
    let at = schema.follow(at);
    let [key, rest @ ..] = keys else { return false };
    let Some(table) = node.table_mut() else { return false };
    let Some(property) = schema.property(at, key) else { return false };
    let property = schema.follow(property);
    if let Some((_, name)) = KEYED.iter().find(|(array, _)| array == key) {
        let [wanted, rest @ ..] = rest else { return false };
        let Some(Data::List(list)) = table.get_mut(*key).map(|entry| &mut entry.value.data) else {
            return false;
        };
        let wanted = |item: &&mut Node| item.get(name).and_then(Node::text) == Some(wanted);
        let item = list.iter_mut().find(wanted);
        return item.is_some_and(|item| put(item, schema, &property["items"], rest, value));
    }
    if !rest.is_empty() {
        let inner = table.get_mut(*key);
        return inner.is_some_and(|entry| put(&mut entry.value, schema, property, rest, value));
    }
    let unit = property["x-unit"].as_str();
    put_last(node, key, unit, at["x-unit"].is_string(), value);
    true
}

/// Sets the key itself: a number's value with its source, or anything else as it is.
fn put_last(node: &mut Node, key: &str, unit: Option<&str>, in_quantity: bool, value: &Node) {
    let entry = |value: Node| Entry { key: value.place.clone(), value };
    let text = |text: &str| Node { place: value.place.clone(), data: Data::Text(text.into()) };
    let Some(table) = node.table_mut() else { return };
    match unit {
        Some(unit) if value.table().is_none() => {
            let fresh = Node { place: value.place.clone(), data: Data::Table(Default::default()) };
            let slot = table.entry(key.to_owned()).or_insert_with(|| entry(fresh));
            if let Some(number) = slot.value.table_mut() {
                number.insert(unit.into(), entry(value.clone()));
                number.insert("source".into(), entry(text(SETTING)));
            }
        }
        _ => {
            table.insert(key.to_owned(), entry(value.clone()));
            if in_quantity && VALUE_KEYS.contains(&key) {
                table.insert("source".into(), entry(text(SETTING)));
            }
        }
    }
}

/// Every path a setting can name in a tree.
pub fn paths(root: &Node) -> Vec<String> {
    let mut found = Vec::new();
    collect(root, "", &mut found);
    found
}

fn collect(node: &Node, path: &str, found: &mut Vec<String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let is_number = |table: &std::collections::BTreeMap<String, Entry>| {
        VALUE_KEYS.iter().any(|key| table.contains_key(*key))
    };
    match &node.data {
        Data::Table(table) if is_number(table) => {
            found.push(path.to_owned());
            let extra = ["rural", "minority_factor"];
            found.extend(extra.iter().filter(|key| table.contains_key(**key)).map(|key| below(key)));
        }
        Data::Table(table) => {
            for (key, entry) in table.iter().filter(|(key, _)| !path.is_empty() || *key != "sources") {
                collect(&entry.value, &below(key), found);
            }
        }
        Data::List(list) if KEYED.iter().any(|(array, _)| *array == path) => {
            let key = KEYED.iter().find(|(array, _)| *array == path).map_or("name", |(_, key)| key);
            for item in list {
                if let Some(name) = item.get(key).and_then(Node::text) {
                    collect(item, &below(name), found);
                }
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// The paths nearest to one that applies to nothing, nearest first; at most three.
pub fn closest<'a>(path: &str, paths: &'a [String]) -> Vec<&'a str> {
    let mut ranked: Vec<(f64, &str)> =
        paths.iter().map(|other| (strsim::jaro_winkler(path, other), other.as_str())).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    ranked.into_iter().take(3).map(|(_, path)| path).collect()
}
