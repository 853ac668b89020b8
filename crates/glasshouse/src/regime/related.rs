//! What may be taken for records of which contexts: sanctions and watching cut down to what is strictly
//! related to the rights they take. Changes to the tree of a regime's file, against a society.

use std::collections::BTreeMap;

use crate::society::{Contexts, Form, Society};
use crate::text::{Data, Entry, Node};

/// Drops what is watched in contexts that are related to none of the rights that sanctions take.
pub(super) fn keep_observed(tree: &mut Node, society: &Society) {
    let rights = tree.entries("sanction").flat_map(|sanction| sanction.entries("takes"));
    let own = rights.filter_map(|right| related(right, society)).fold(0, |set, contexts| set | contexts);
    let kept = watched(tree, society).into_iter().filter(|entry| entry.context & own != 0);
    let kept: Vec<String> = kept.map(|entry| entry.conduct).collect();
    if let Some(observe) = list(tree, "observe") {
        let conduct = |node: &Node| node.get("conduct").and_then(Node::text).map(str::to_owned);
        observe.retain(|node| conduct(node).is_some_and(|name| kept.contains(&name)));
    }
}

/// Splits each sanction by its rights into groups with the same related contexts; each group falls only by
/// records of these. A group that nothing can set off is left out, and so is a right that only the household
/// loses and that is in no group.
pub(super) fn keep_sanctions(tree: &mut Node, society: &Society) {
    let associates = tree.get("association").is_some();
    let cut = Cut { society, watched: watched(tree, society), associates };
    let names = tree.entries("sanction").filter_map(|sanction| sanction.get("name")?.text());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    let mut kept: Vec<Node> = Vec::new();
    for sanction in tree.entries("sanction") {
        let groups = cut.groups(sanction);
        for contexts in &groups {
            let Some(mut part) = cut.part(sanction, *contexts) else { continue };
            if groups.len() > 1 {
                let right =
                    society.rights.iter().find(|right| society.related_strict[right.context] == *contexts);
                let context = right.map_or("", |right| &society.contexts[right.context]);
                names.push(rename(&mut part, context, &names));
            }
            kept.push(part);
        }
    }
    if let Some(sanctions) = list(tree, "sanction") {
        *sanctions = kept;
    }
}

fn list<'a>(tree: &'a mut Node, key: &str) -> Option<&'a mut Vec<Node>> {
    match &mut tree.table_mut()?.get_mut(key)?.value.data {
        Data::List(list) => Some(list),
        _ => None,
    }
}

/// A kind under watch.
struct Watched {
    conduct: String,
    /// The context where it is collected, as a bit.
    context: Contexts,
    /// Whether its records move the score.
    scored: bool,
}

fn watched(tree: &Node, society: &Society) -> Vec<Watched> {
    let points = |node: &Node, key: &str| {
        node.at(&[key, "points"]).and_then(Node::number).is_some_and(|points| points != 0.0)
    };
    let campaigns = |key: &str| tree.entries("campaign").any(|campaign| points(campaign, key));
    let entry = |node: &Node| {
        let conduct = node.get("conduct")?.text()?;
        let kind = &society.kinds[society.kind(conduct)?];
        let named = node.get("context").and_then(Node::text).and_then(|name| society.context(name));
        let priced = match kind.form {
            Form::Praise => campaigns("praise"),
            Form::Silence => campaigns("silence"),
            _ => false,
        };
        let context = 1 << named.unwrap_or(kind.context);
        Some(Watched { conduct: conduct.to_owned(), context, scored: priced || points(node, "points") })
    };
    tree.entries("observe").filter_map(entry).collect()
}

/// The contexts strictly related to a right, by its name.
fn related(right: &Node, society: &Society) -> Option<Contexts> {
    let right = society.right(right.text()?)?;
    Some(society.related_strict[society.rights[right].context])
}

/// What cuts a sanction down.
struct Cut<'a> {
    society: &'a Society,
    watched: Vec<Watched>,
    /// Whether friends' scores count toward lines.
    associates: bool,
}

impl Cut<'_> {
    /// The sets of contexts related to the rights that a sanction takes, in its order.
    fn groups(&self, sanction: &Node) -> Vec<Contexts> {
        let mut groups = Vec::new();
        for contexts in sanction.entries("takes").filter_map(|right| related(right, self.society)) {
            if !groups.contains(&contexts) {
                groups.push(contexts);
            }
        }
        groups
    }

    /// What is left of a sanction for rights related to `contexts`; none if nothing sets it off.
    fn part(&self, sanction: &Node, contexts: Contexts) -> Option<Node> {
        let mut part = sanction.clone();
        let own = |right: &Node| related(right, self.society) == Some(contexts);
        let near = self.watched.iter().filter(|entry| entry.context & contexts != 0);
        let near: Vec<&str> = near.map(|entry| entry.conduct.as_str()).collect();
        let table = part.table_mut()?;
        keep(table, "takes", own);
        keep(table, "household", own);
        keep(table, "on", |conduct| conduct.text().is_some_and(|name| near.contains(&name)));
        self.line(table, contexts);
        (table.contains_key("below") || table.contains_key("on")).then_some(part)
    }

    /// The line of a sanction, for records collected in `contexts` alone.
    fn line(&self, sanction: &mut BTreeMap<String, Entry>, contexts: Contexts) {
        let Some(below) = sanction.get("below") else { return };
        let place = below.key.clone();
        let counted = sanction.get("counts").map(|entry| self.contexts(&entry.value));
        let moves = self.watched.iter().filter(|entry| entry.scored);
        let all = moves.fold(0, |set, entry| set | entry.context) & counted.unwrap_or(Contexts::MAX);
        if all & contexts == 0 {
            sanction.remove("below");
            sanction.remove("counts");
        } else if all & !contexts != 0 || (self.associates && counted.is_none()) {
            let text = |name: &String| Node { place: place.clone(), data: Data::Text(name.clone()) };
            let bit = |at: usize| all & contexts & 1 << at != 0;
            let names = self.society.contexts.iter().enumerate().filter(|(at, _)| bit(*at));
            let data = Data::List(names.map(|(_, name)| text(name)).collect());
            let value = Node { place: place.clone(), data };
            sanction.insert("counts".to_owned(), Entry { key: place, value });
        }
    }

    fn contexts(&self, names: &Node) -> Contexts {
        let bits = names.list().iter().filter_map(|name| self.society.context(name.text()?));
        bits.fold(0, |set, context| set | 1 << context)
    }
}

/// Keeps of a list what `stays`, and the list only if something is left of it.
fn keep(table: &mut BTreeMap<String, Entry>, key: &str, stays: impl Fn(&Node) -> bool) {
    let Some(Data::List(list)) = table.get_mut(key).map(|entry| &mut entry.value.data) else { return };
    list.retain(stays);
    if list.is_empty() {
        table.remove(key);
    }
}

/// A name of its own for one of several groups: the sanction's and the context of its rights.
fn rename(part: &mut Node, context: &str, taken: &[String]) -> String {
    let old = part.get("name").and_then(Node::text).unwrap_or_default();
    let mut name = format!("{old}-{context}");
    while taken.contains(&name) {
        name.push_str("-2");
    }
    if let Some(entry) = part.table_mut().and_then(|table| table.get_mut("name")) {
        entry.value.data = Data::Text(name.clone());
    }
    name
}
