//! `extends`: a file starts from another and changes what it names.
//!
//! Tables are merged key by key. Arrays of tables whose entries have a name are merged by it; `[remove]`
//! drops inherited entries. A number that is changed loses the inherited source and range, since they
//! spoke of another number.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::quantity::VALUE_KEYS;
use super::{Data, Entry, Node, parse};
use crate::problem::{Place, Problem, Problems, Source, listed, meant};

/// Arrays of tables that are merged, and the key their entries are known by.
pub const KEYED: [(&str, &str); 6] = [
    ("observe", "conduct"),
    ("sanction", "name"),
    ("campaign", "name"),
    ("privilege", "name"),
    ("conduct", "name"),
    ("right", "name"),
];

/// Finds a text by the name another file starts from it by.
pub type Find<'a> = &'a dyn Fn(&str) -> Option<Source>;

/// Where other files are found, and which are known by name, for a misspelt one.
#[derive(Clone, Copy)]
pub(crate) struct Shelf<'a> {
    pub find: Find<'a>,
    pub known: &'a [&'a str],
}

/// The most files in one chain of `extends`.
const MAX_DEPTH: usize = 16;

/// Reads `source` and everything it starts from, merged. What is wrong but can be passed over comes
/// beside the tree; a text that is not TOML, or a start that is not found, cannot.
pub(crate) fn resolve(source: &Arc<Source>, shelf: Shelf<'_>) -> Result<(Node, Vec<Problem>), Problems> {
    let mut problems = Vec::new();
    match resolve_below(source, shelf, &mut Vec::new(), &mut problems) {
        Ok(node) => Ok((node, problems)),
        Err(fatal) => {
            problems.extend(fatal.0);
            Err(Problems(problems).sorted())
        }
    }
}

fn resolve_below(
    source: &Arc<Source>,
    shelf: Shelf<'_>,
    above: &mut Vec<Arc<Source>>,
    problems: &mut Vec<Problem>,
) -> Result<Node, Problems> {
    let mut node = parse(source)?;
    problems.extend(duplicates(&node));
    let extends = take(&mut node, "extends");
    let remove = take(&mut node, "remove");
    let Some(extends) = extends else {
        problems.extend(remove.map(|entry| nothing_to_remove(&entry)));
        return Ok(node);
    };
    let found = base(&extends.value, shelf, source, above)?;
    above.push(Arc::clone(source));
    let base = resolve_below(&found, shelf, above, problems);
    above.pop();
    let mut base = base?;
    if let Some(entry) = remove {
        problems.extend(drop_entries(&mut base, &entry.value));
    }
    merge(&mut base, node);
    Ok(base)
}

fn nothing_to_remove(remove: &Entry) -> Problem {
    let why = "`[remove]` drops entries of the file this one starts from, and it starts from none";
    let remedy = "delete `[remove]`, or write `extends = \"...\"` as the first line";
    Problem::at(&remove.key, "there is nothing to remove from", why, remedy)
}

fn take(node: &mut Node, key: &str) -> Option<Entry> {
    node.table_mut().and_then(|table| table.remove(key))
}

/// The text named by `extends`.
fn base(
    name: &Node,
    shelf: Shelf<'_>,
    source: &Arc<Source>,
    above: &[Arc<Source>],
) -> Result<Arc<Source>, Problems> {
    let Some(text) = name.text() else {
        let what = format!("`extends` is {}, not a name", name.kind());
        let remedy = "write `extends = \"social-credit\"`, or the path of a file between quotes";
        return Err(Problem::at(&name.place, what, "a file starts from one other file", remedy).into());
    };
    let Some(found) = (shelf.find)(text).map(Arc::new) else {
        let near = meant(text, shelf.known.iter().copied());
        let remedy = match near {
            Some(near) => format!("write `extends = \"{near}\"`"),
            None => {
                format!("name a file, or one of the built-in ones: {}", listed(shelf.known.iter().copied()))
            }
        };
        let what = format!("there is no file or built-in text `{text}` to start from");
        return Err(Problem::at(&name.place, what, "`extends` names what this file changes", remedy).into());
    };
    if found == *source || above.contains(&found) || above.len() >= MAX_DEPTH {
        let what = format!("`{text}` starts from this file again");
        let why = "files that start from each other in a circle have no beginning";
        return Err(Problem::at(&name.place, what, why, "start one of them from nothing").into());
    }
    Ok(found)
}

/// Entries of one file under the same name.
fn duplicates(root: &Node) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (array, key) in KEYED {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for name in root.entries(array).filter_map(|entry| entry.get(key)) {
            let Some(text) = name.text() else { continue };
            if let Some(first) = seen.get(text) {
                let what = format!("a second `[[{array}]]` for `{text}`");
                let why =
                    format!("the first is on line {}; one of them would be ignored", first.line_column().0);
                let remedy = "keep one of the two, or change the name of this one";
                problems.push(Problem::at(&name.place, what, why, remedy));
            } else {
                seen.insert(text, &name.place);
            }
        }
    }
    problems
}

/// Drops from `base` what `[remove]` names; what it does not have is a problem.
fn drop_entries(base: &mut Node, remove: &Node) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(table) = remove.table() else {
        let what = format!("`remove` is {}, not a table", remove.kind());
        let remedy = "write `[remove]`, and below it `sanction = [\"no-fly\"]`";
        return vec![Problem::at(&remove.place, what, "it lists what to drop, by kind of entry", remedy)];
    };
    for (array, entry) in table {
        let Some((_, key)) = KEYED.iter().find(|(name, _)| name == array) else {
            let what = format!("`{array}` is nothing that can be removed");
            let why = format!("entries can be removed from {}", listed(KEYED.map(|(name, _)| name)));
            problems.push(Problem::at(&entry.key, what, why, "write `sanction = [\"no-fly\"]`, for example"));
            continue;
        };
        if !matches!(entry.value.data, Data::List(_)) {
            let what = format!("`{array}` is {}, not a list of names", entry.value.kind());
            let remedy = format!("write `{array} = [\"...\"]`");
            problems.push(Problem::at(&entry.value.place, what, "several entries may be dropped", remedy));
        }
        for name in entry.value.list() {
            problems.extend(drop_entry(base, array, key, name));
        }
    }
    problems
}

fn drop_entry(base: &mut Node, array: &str, key: &str, name: &Node) -> Option<Problem> {
    let wanted = name.text().unwrap_or("");
    let list = base.table_mut().and_then(|table| table.get_mut(array));
    let list = list.and_then(|entry| match &mut entry.value.data {
        Data::List(list) => Some(list),
        _ => None,
    });
    let is_wanted = |entry: &Node| entry.get(key).and_then(Node::text) == Some(wanted);
    if let Some(list) = list
        && let Some(at) = list.iter().position(is_wanted)
    {
        list.remove(at);
        return None;
    }
    let known: Vec<&str> =
        base.entries(array).filter_map(|entry| entry.get(key)).filter_map(Node::text).collect();
    let what = format!("the file this one starts from has no `[[{array}]]` called `{wanted}`");
    let remedy = match meant(wanted, known.iter().copied()) {
        Some(near) => format!("write `\"{near}\"`"),
        None => format!("name one of {}, or nothing", listed(known)),
    };
    Some(Problem::at(&name.place, what, "only what is inherited can be removed", remedy))
}

/// Lays `change` over `base`.
fn merge(base: &mut Node, change: Node) {
    match (&mut base.data, change.data) {
        (Data::Table(under), Data::Table(over)) => {
            if VALUE_KEYS.iter().any(|key| over.contains_key(*key)) {
                under.remove("source");
                under.remove("range");
            }
            for (key, entry) in over {
                match under.get_mut(&key) {
                    None => {
                        under.insert(key, entry);
                    }
                    Some(old) => merge_entry(&key, old, entry),
                }
            }
            base.place = change.place;
        }
        (_, data) => *base = Node { place: change.place, data },
    }
}

fn merge_entry(name: &str, old: &mut Entry, new: Entry) {
    let keyed = KEYED.iter().find(|(array, _)| *array == name);
    match (keyed, &mut old.value.data, &new.value.data) {
        (Some((_, key)), Data::List(list), Data::List(_)) => {
            let Data::List(over) = new.value.data else { unreachable!("matched as a list") };
            over.into_iter().for_each(|item| merge_item(list, key, item));
        }
        _ => merge(&mut old.value, new.value),
    }
    old.key = new.key;
}

fn merge_item(list: &mut Vec<Node>, key: &str, item: Node) {
    let name = item.get(key).and_then(Node::text).map(str::to_owned);
    let same = |old: &&mut Node| name.is_some() && old.get(key).and_then(Node::text) == name.as_deref();
    match list.iter_mut().find(same) {
        Some(old) => merge(old, item),
        None => list.push(item),
    }
}
