//! One field of a file changed: the tree of its text, altered at one path.

use std::sync::Arc;

use glasshouse::problem::Source;
use glasshouse::text::quantity::exact_weeks;
use glasshouse::text::{Data, Entry, Node, parse};

use crate::field::{label, last};
use crate::row::Change;

/// The source that changed numbers name.
const TWIN: &str = "twin";

/// A field before and after, as TOML.
pub struct Edit {
    /// The file's text with the field changed.
    pub text: String,
    /// What the file says.
    pub from: String,
    /// What the other world says.
    pub to: String,
}

/// The tree of a text.
pub fn tree(name: &str, text: &str) -> Node {
    parse(&Arc::new(Source::new(name, text))).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Changes the field at `path`.
pub fn edit(tree: &Node, path: &str, change: Change) -> Edit {
    let mut tree = tree.clone();
    let from = shown(child(parent(&mut tree, path), path));
    let mut to = "nothing".to_owned();
    match change {
        Change::Drop => remove(&mut tree, path),
        Change::Rename(name) => {
            rename(&mut tree, from.trim_matches('"'), name);
            to = format!("{name:?}");
        }
        _ => {
            let holder = parent(&mut tree, path);
            let sibling = value_beside(holder);
            let field = child(holder, path);
            *field = Node { data: changed(field, path, change, sibling), ..field.clone() };
            to = shown(field);
            let is_number = !matches!(last(path), "source" | "range");
            if is_number && holder.get("source").is_some() {
                cite(&mut tree, path);
            } else if last(path) == "source" {
                add_source(&mut tree);
            }
        }
    }
    Edit { text: tree.to_toml(), from, to }
}

/// A value on one line.
fn shown(node: &Node) -> String {
    node.to_json().to_string()
}

/// What holds the last step of a path: a table or a list.
fn parent<'a>(root: &'a mut Node, path: &str) -> &'a mut Node {
    match path.rsplit_once('.') {
        None => root,
        Some((above, _)) => child(parent(root, above), above),
    }
}

/// The value at the last step of a path, in what holds it.
fn child<'a>(holder: &'a mut Node, path: &str) -> &'a mut Node {
    let step = last(path);
    match &mut holder.data {
        Data::Table(table) => &mut table.get_mut(step).unwrap_or_else(|| panic!("{path} is there")).value,
        Data::List(list) => {
            let at = position(list, path);
            &mut list[at]
        }
        _ => panic!("{path} is a table or a list"),
    }
}

/// Where in a list the last step of a path is.
fn position(list: &[Node], path: &str) -> usize {
    let (above, step) = path.rsplit_once('.').expect("a list has a key");
    let mut labels = list.iter().enumerate().map(|(at, item)| label(last(above), at, item));
    labels.position(|label| label == step).unwrap_or_else(|| panic!("{path} is there"))
}

fn remove(root: &mut Node, path: &str) {
    match &mut parent(root, path).data {
        Data::Table(table) => {
            table.remove(last(path));
        }
        Data::List(list) => {
            let at = position(list, path);
            list.remove(at);
        }
        _ => panic!("{path} is a table or a list"),
    }
}

/// Every text that is `from` becomes `to`.
fn rename(node: &mut Node, from: &str, to: &str) {
    match &mut node.data {
        Data::Text(text) if text == from => *text = to.to_owned(),
        Data::List(list) => list.iter_mut().for_each(|item| rename(item, from, to)),
        Data::Table(table) => table.values_mut().for_each(|entry| rename(&mut entry.value, from, to)),
        _ => {}
    }
}

/// The number a source or range speaks of: the value beside it.
fn value_beside(holder: &Node) -> Option<Node> {
    let keys = glasshouse::text::quantity::VALUE_KEYS;
    keys.iter().find_map(|key| holder.get(key)).cloned()
}

fn changed(field: &Node, path: &str, change: Change, sibling: Option<Node>) -> Data {
    let number = |times: f64, add: f64| match &field.data {
        Data::Text(text) => {
            let weeks = exact_weeks(text).unwrap_or_else(|| panic!("{path} is a duration"));
            Data::Text(format!("{} weeks", weeks * times + add))
        }
        _ => Data::Number(field.number().unwrap_or_else(|| panic!("{path} is a number")) * times + add),
    };
    match change {
        Change::Times(times) => number(times, 0.0),
        Change::Add(add) => number(1.0, add),
        Change::Flip => Data::Flag(!field.flag().unwrap_or_else(|| panic!("{path} is a flag"))),
        Change::Set(value) => {
            let tree = tree("the change", &format!("value = {value}"));
            tree.get("value").expect("it was just written").data.clone()
        }
        Change::Reword => reworded(field, path, sibling),
        Change::Drop | Change::Rename(_) => unreachable!("these change more than a value"),
    }
}

fn reworded(field: &Node, path: &str, sibling: Option<Node>) -> Data {
    match last(path) {
        "source" => Data::Text(TWIN.into()),
        // A range of one point holds the value and nothing else.
        "range" => {
            let value = sibling.expect("a range stands beside a value");
            Data::List(vec![value.clone(), value])
        }
        "name" => Data::Text(format!("{}-twin", field.text().expect("a name is text"))),
        _ => Data::Text(format!("{} In other words.", field.text().expect("words are text"))),
    }
}

/// A changed number has another source, and the range spoke of the old one.
fn cite(root: &mut Node, path: &str) {
    if let Data::Table(table) = &mut parent(root, path).data {
        table.remove("range");
        table.get_mut("source").expect("it was looked for").value.data = Data::Text(TWIN.into());
    }
    add_source(root);
}

fn add_source(root: &mut Node) {
    let place = root.place.clone();
    let entry = |data: Data| Entry { key: place.clone(), value: Node { place: place.clone(), data } };
    let Data::Table(table) = &mut root.data else { panic!("a file is a table") };
    let sources = table.entry("sources".into()).or_insert_with(|| entry(Data::Table(Default::default())));
    if let Data::Table(sources) = &mut sources.value.data {
        sources.insert(TWIN.into(), entry(Data::Text("The other of two worlds".into())));
    }
}
