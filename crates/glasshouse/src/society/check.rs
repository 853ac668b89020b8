//! Checks of a society that look at more than one number, made on the tree so that each has its place:
//! the boundary (a society is a population, and suppression is never a gain), and what contradicts itself.
//!
//! They skip whatever is missing or misspelt: that is already reported by the walk along the schema.

mod conduct;
mod limits;
mod people;

use super::{MAX_CONTEXTS, MAX_KINDS, MAX_RIGHTS};
use crate::read::Findings;
use crate::text::Node;

/// Everything that contradicts itself or the boundary.
pub(super) fn check(tree: &Node) -> Findings {
    let mut found = Findings::default();
    sizes(tree, &mut found);
    contexts(tree, &mut found);
    if let Some(people) = tree.get("people") {
        people::people(people, &mut found);
    }
    conduct::conduct(tree, &mut found);
    relatedness(tree, &mut found);
    limits::limits(tree, &mut found);
    found
}

/// The number under a key and its unit.
fn number(node: &Node, key: &str, unit: &str) -> Option<f64> {
    node.at(&[key, unit]).and_then(Node::number)
}

fn sizes(tree: &Node, found: &mut Findings) {
    for (array, most) in [("conduct", MAX_KINDS), ("right", MAX_RIGHTS)] {
        if let Some(entry) = tree.entries(array).nth(most) {
            let what = format!("there are more than {most} `[[{array}]]`");
            found.problem(
                &entry.place,
                what,
                "sets of them are kept as bits",
                "merge some, or leave some out",
            );
        }
    }
}

fn contexts(tree: &Node, found: &mut Findings) {
    let Some(contexts) = tree.at(&["society", "contexts"]) else { return };
    let names: Vec<&str> = contexts.list().iter().filter_map(Node::text).collect();
    if !(1..=MAX_CONTEXTS).contains(&names.len()) {
        let what = format!("there are {} contexts", names.len());
        let why = format!("a society has 1 to {MAX_CONTEXTS}; sets of them are kept as bits");
        found.problem(
            &contexts.place,
            what,
            why,
            "name contexts such as `contexts = [\"travel\", \"finance\"]`",
        );
    }
    for (at, node) in contexts.list().iter().enumerate() {
        if node.text().is_some_and(|text| names[..at.min(names.len())].contains(&text)) {
            let what = format!("`{}` is named twice", node.text().unwrap_or(""));
            found.problem(&node.place, what, "each context has one name", "delete one of the two");
        }
    }
}

/// The broad reading holds the strict one.
fn relatedness(tree: &Node, found: &mut Findings) {
    let Some(strict) = tree.at(&["relatedness", "strict"]).and_then(Node::table) else { return };
    let contexts = tree.at(&["society", "contexts"]).map_or(&[][..], Node::list);
    let known = |context: &str| contexts.iter().any(|node| node.text() == Some(context));
    for (context, entry) in strict.iter().filter(|(context, _)| known(context)) {
        let broad = tree.at(&["relatedness", "broad", context]).map_or(&[][..], Node::list);
        for name in entry.value.list() {
            let text = name.text().unwrap_or("");
            if text != context && !broad.iter().any(|other| other.text() == Some(text)) {
                let what = format!("`{text}` is related to `{context}` strictly, but not broadly");
                let why = "the broad reading holds everything that the strict one does";
                let remedy = format!("add `\"{text}\"` to `{context}` in `[relatedness.broad]`");
                found.problem(&name.place, what, why, remedy);
            }
        }
    }
}
