//! Changes: small operations on the tree of a file, such as the parts and safeguards of a regime are made of.
//!
//! A change has a verb, a path and, for most verbs, a value. A path is keys with dots; `*` stands for every
//! entry of an array: `observe.*.false_records`. What a path does not lead to is left as it is.

use std::collections::BTreeMap;

use super::merge::KEYED;
use super::quantity::{ASSUMPTION, VALUE_KEYS, exact_weeks};
use super::{Data, Entry, Node};

/// What is done at the end of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// Takes away what is there.
    Remove,
    /// Takes entries of these names out of a list, and the list if nothing is left of it.
    Drop(Vec<String>),
    /// Puts a value, whatever was there.
    Set(Node),
    /// Puts a value where there is none.
    Add(Node),
    /// Lowers a number to this one; a number that is not there has no bound, and gets this one.
    AtMost(Node),
    /// Raises a number to this one.
    AtLeast(Node),
    /// Multiplies a number, and its range with the factor's.
    Times(Node),
}

/// An operation on a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is done.
    pub verb: Verb,
    /// Where, as keys with dots.
    pub path: String,
}

impl Change {
    /// Does it. `sources` are those its numbers name; the ones the tree gets from it are added to its own.
    pub fn apply(&self, root: &mut Node, sources: &BTreeMap<String, Entry>) {
        let keys: Vec<&str> = self.path.split('.').collect();
        let mut named = Vec::new();
        each(root, &keys, &mut |table, key| self.at(table, key, &mut named));
        for name in named {
            cite(root, &name, sources);
        }
    }

    /// At one table that the path leads to: its last key. The source of a number put there joins `named`.
    fn at(&self, table: &mut Table, key: &str, named: &mut Vec<String>) {
        let put = match &self.verb {
            Verb::Remove => {
                table.remove(key);
                None
            }
            Verb::Drop(names) => {
                drop_names(table, key, names);
                None
            }
            Verb::Set(value) => {
                table.get(key).is_none_or(|old| !same(&old.value, value)).then(|| value.clone())
            }
            Verb::Add(value) => (!table.contains_key(key)).then(|| value.clone()),
            Verb::AtMost(bound) => match table.get(key) {
                Some(old) => bounded(&old.value, bound, |old, bound| old > bound),
                None => Some(bound.clone()),
            },
            Verb::AtLeast(bound) => {
                table.get(key).and_then(|old| bounded(&old.value, bound, |old, bound| old < bound))
            }
            Verb::Times(factor) => table.get(key).and_then(|old| product(&old.value, factor)),
        };
        if let Some(value) = put {
            collect_sources(&value, named);
            table.insert(key.to_owned(), Entry { key: value.place.clone(), value });
        }
    }
}

type Table = BTreeMap<String, Entry>;

/// Calls `act` with every table that `keys` but the last lead to, and the last.
fn each(node: &mut Node, keys: &[&str], act: &mut dyn FnMut(&mut Table, &str)) {
    match (keys, &mut node.data) {
        ([key], Data::Table(table)) => act(table, key),
        (["*", rest @ ..], Data::List(list)) => list.iter_mut().for_each(|item| each(item, rest, act)),
        ([key, rest @ ..], Data::Table(table)) => {
            if let Some(entry) = table.get_mut(*key) {
                each(&mut entry.value, rest, act);
            }
        }
        _ => {}
    }
}

/// Whether two values are the same, wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    a.to_json() == b.to_json()
}

/// The name of an entry of a list: itself if it is text, else what its array is known by.
fn name(item: &Node) -> Option<&str> {
    item.text().or_else(|| KEYED.iter().find_map(|(_, key)| item.get(key).and_then(Node::text)))
}

fn drop_names(table: &mut Table, key: &str, names: &[String]) {
    let Some(Data::List(list)) = table.get_mut(key).map(|entry| &mut entry.value.data) else { return };
    let before = list.len();
    list.retain(|item| !name(item).is_some_and(|name| names.iter().any(|dropped| dropped == name)));
    if list.is_empty() && before > 0 {
        table.remove(key);
    }
}

/// The key a number's value stands under.
fn unit(quantity: &Node) -> Option<&'static str> {
    VALUE_KEYS.into_iter().find(|key| quantity.get(key).is_some())
}

/// A number to compare by; a duration in weeks.
fn size(value: &Node) -> Option<f64> {
    value.number().or_else(|| value.text().and_then(exact_weeks))
}

/// The number brought to its bound where it is `beyond` it, with the bound's source and range; its value in the
/// country is bounded too, and a factor of the minority stays.
fn bounded(old: &Node, bound: &Node, beyond: impl Fn(f64, f64) -> bool) -> Option<Node> {
    let unit = unit(bound)?;
    let limit = bound.get(unit)?;
    let keys = [unit, "rural"].into_iter().filter(|key| {
        let sizes = old.get(key).and_then(size).zip(size(limit));
        sizes.is_some_and(|(old, limit)| beyond(old, limit))
    });
    let keys: Vec<&str> = keys.collect();
    let mut new = old.clone();
    let table = new.table_mut()?;
    for key in &keys {
        table.insert((*key).to_owned(), Entry { key: bound.place.clone(), value: limit.clone() });
    }
    for key in ["source", "range"] {
        table.remove(key);
        table.extend(bound.table()?.get(key).map(|entry| (key.to_owned(), entry.clone())));
    }
    new.place = bound.place.clone();
    (!keys.is_empty()).then_some(new)
}

/// The number times a factor. Its source is the factor's; its range, or else its value, is multiplied by the
/// factor's range.
fn product(old: &Node, factor: &Node) -> Option<Node> {
    let unit = unit(old)?;
    let by = factor.get("value")?.number()?;
    let ends = |node: &Node| -> Option<[f64; 2]> {
        let [low, high] = node.get("range")?.list() else { return None };
        Some([low.number()?, high.number()?])
    };
    let value = old.get(unit)?.number()?;
    let range = match (ends(old), ends(factor)) {
        (None, None) => None,
        (old, by_ends) => {
            let ([low, high], by_ends) = (old.unwrap_or([value; 2]), by_ends.unwrap_or([by; 2]));
            Some([plain(low * by_ends[0]), plain(high * by_ends[1])])
        }
    };
    let place = &factor.place;
    let number = |number: f64| Node { place: place.clone(), data: Data::Number(number) };
    let entry = |value: Node| Entry { key: place.clone(), value };
    let mut new = old.clone();
    let table = new.table_mut()?;
    for key in [unit, "rural"] {
        if let Some(value) = old.get(key).and_then(Node::number) {
            table.insert(key.to_owned(), entry(number(plain(value * by))));
        }
    }
    table.remove("range");
    if let Some(range) = range {
        let list = Data::List(range.map(number).to_vec());
        table.insert("range".to_owned(), entry(Node { place: place.clone(), data: list }));
    }
    table.insert("source".to_owned(), entry(factor.get("source")?.clone()));
    new.place = place.clone();
    Some(new)
}

/// A product as a person would write it: 0.01, not 0.010000000000000002.
fn plain(number: f64) -> f64 {
    format!("{number:.12e}").parse().unwrap_or(number)
}

/// The names of the sources of all numbers in a value.
fn collect_sources(value: &Node, named: &mut Vec<String>) {
    let Some(table) = value.table() else { return };
    match value.get("source").and_then(Node::text) {
        Some(source) => named.push(source.to_owned()),
        None => table.values().for_each(|entry| collect_sources(&entry.value, named)),
    }
}

/// Adds a source that the tree does not have yet.
fn cite(root: &mut Node, name: &str, sources: &BTreeMap<String, Entry>) {
    let own = root.table_mut().and_then(|table| table.get_mut("sources"));
    if let (Some(own), Some(entry)) = (own.and_then(|entry| entry.value.table_mut()), sources.get(name))
        && name != ASSUMPTION
    {
        own.entry(name.to_owned()).or_insert_with(|| entry.clone());
    }
}

#[cfg(test)]
mod tests;
