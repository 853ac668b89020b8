//! The fields of a file: every number, date, flag, word and entry of a list, by the path a setting would use.

use glasshouse::text::merge::KEYED;
use glasshouse::text::{Data, Node};
use serde_json::Value;

/// Paths of all fields of a tree, in order of the file's keys.
///
/// Entries of an array with a name stand under it; entries of a list of names under themselves; other tables
/// in a list under their number, from 1. A range is one field.
pub fn leaves(tree: &Node) -> Vec<String> {
    let mut found = Vec::new();
    collect(tree, "", &mut found);
    found
}

fn collect(node: &Node, path: &str, found: &mut Vec<String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match &node.data {
        Data::Table(table) => table.iter().for_each(|(key, entry)| collect(&entry.value, &below(key), found)),
        Data::List(list) if is_list_of_fields(path, list) => {
            for (at, item) in list.iter().enumerate() {
                collect(item, &below(&label(last(path), at, item)), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// Whether the entries of a list are fields of their own: tables and names are, numbers are one field together.
fn is_list_of_fields(path: &str, list: &[Node]) -> bool {
    last(path) != "range" && list.iter().any(|item| matches!(item.data, Data::Table(_) | Data::Text(_)))
}

/// What an entry of the list under `key` is called in a path.
pub fn label(key: &str, at: usize, item: &Node) -> String {
    let name = KEYED.iter().find(|(array, _)| *array == key).and_then(|(_, name)| item.get(name)?.text());
    name.or(item.text()).map_or_else(|| (at + 1).to_string(), str::to_owned)
}

/// The last step of a path.
pub fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Whether a path fits a pattern: `*` stands for any one step, `a|b` for either.
pub fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('.').collect(), path.split('.').collect());
    let step =
        |(pattern, step): (&&str, &&str)| *pattern == "*" || pattern.split('|').any(|one| one == *step);
    pattern.len() == path.len() && pattern.iter().zip(&path).all(step)
}

/// The fields a JSON Schema offers, as patterns.
pub fn schema_leaves(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    offer(schema, schema, "", &mut found);
    found
}

fn offer(root: &Value, at: &Value, path: &str, found: &mut Vec<String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    if let Some(name) = at["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        return offer(root, &root["$defs"][name], path, found);
    }
    if let Some(properties) = at["properties"].as_object() {
        return properties.iter().for_each(|(key, value)| offer(root, value, &below(key), found));
    }
    if at["additionalProperties"].is_object() {
        return offer(root, &at["additionalProperties"], &below("*"), found);
    }
    match at.get("items") {
        Some(items) if !is_number(root, items) && last(path) != "range" => {
            offer(root, items, &below("*"), found);
        }
        _ => found.push(path.to_owned()),
    }
}

fn is_number(root: &Value, at: &Value) -> bool {
    match at["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        Some(name) => is_number(root, &root["$defs"][name]),
        None => at["type"] == "number",
    }
}

#[test]
fn paths_fit_patterns() {
    assert!(fits("observe.*.points.points", "observe.jaywalking.points.points"));
    assert!(fits("observe.a|b.points", "observe.b.points"));
    assert!(!fits("observe.*.points", "observe.jaywalking.points.points"));
    assert!(!fits("observe.a|b.points", "observe.c.points"));
}
