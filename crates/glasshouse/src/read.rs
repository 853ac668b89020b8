//! What reading a file gives, and the steps that all kinds of files share.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::builtin;
use crate::problem::{Place, Problem, Problems, Source};
use crate::text::Node;
use crate::text::merge::{Find, KEYED, Shelf, resolve};
use crate::text::quantity::ASSUMPTION;
use crate::text::set::{self, Setting};
use crate::text::shape::{Names, Quantity, Schema, walk};

/// A file read: the value, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// The value.
    pub value: T,
    /// What was taken otherwise than written, or deserves a word.
    pub notes: Vec<Problem>,
    /// The file whole, with what it starts from and all settings, as canonical TOML that reads back.
    pub text: String,
    /// For each setting, in order, whether it applied to something.
    pub applied: Vec<bool>,
    /// Every path a setting can name.
    pub paths: Vec<String>,
    /// Every number with its unit, source and range.
    pub quantities: Vec<Quantity>,
}

/// What a kind of file is like.
pub(crate) struct Form<'a> {
    /// Its schema.
    pub schema: &'a Schema,
    /// The names it may use, given its tree.
    pub names: &'a dyn Fn(&Node) -> Names,
    /// The path of a setting within the file, if the setting is the file's.
    pub own: fn(&str) -> Option<&str>,
    /// What else is changed in the tree, after the settings.
    pub vary: &'a dyn Fn(&mut Node),
}

/// What is found by checks beyond the shape.
#[derive(Default)]
pub(crate) struct Findings {
    pub problems: Vec<Problem>,
    pub notes: Vec<Problem>,
}

impl Findings {
    pub fn problem(
        &mut self,
        place: &Place,
        what: impl Into<String>,
        why: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.problems.push(Problem::at(place, what, why, remedy));
    }

    pub fn note(&mut self, place: &Place, what: impl Into<String>, why: impl Into<String>) {
        self.notes.push(Problem::at(place, what, why, ""));
    }
}

/// A tree whose shape has been looked at.
pub(crate) struct Shaped {
    tree: Node,
    notes: Vec<Problem>,
    applied: Vec<bool>,
    quantities: Vec<Quantity>,
}

/// Resolves, sets, varies, and walks along the schema; the problems found so far come beside.
pub(crate) fn shaped(
    source: Source,
    find: Find<'_>,
    settings: &[Setting],
    form: &Form<'_>,
) -> Result<(Shaped, Vec<Problem>), Problems> {
    let source = Arc::new(source);
    let (mut tree, mut problems) = resolve(&source, Shelf { find, known: &builtin::names() })?;
    place_root(&mut tree, &source);
    let mut apply = |setting: &Setting| {
        let path = (form.own)(&setting.path);
        path.is_some_and(|path| set::apply(&mut tree, form.schema, path, setting))
    };
    let applied = settings.iter().map(&mut apply).collect();
    (form.vary)(&mut tree);
    let mut names = (form.names)(&tree);
    let sources = tree.get("sources").and_then(Node::table);
    names.source = sources.into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let walk = walk(&tree, form.schema, &names);
    let (notes, quantities) = (walk.notes, walk.quantities);
    problems.extend(walk.problems);
    problems.extend(reserved_sources(&tree));
    Ok((Shaped { tree, notes, applied, quantities }, problems))
}

/// What a file lacks altogether is shown at its first line.
fn place_root(tree: &mut Node, source: &Arc<Source>) {
    let end = source.text.find('\n').unwrap_or(source.text.len());
    tree.place = Place { source: Arc::clone(source), span: 0..end };
}

fn reserved_sources(tree: &Node) -> Vec<Problem> {
    let entry = tree.get("sources").and_then(Node::table).and_then(|table| table.get(ASSUMPTION));
    let refuse = |entry: &crate::text::Entry| {
        let what = format!("`{ASSUMPTION}` cannot be an entry of `[sources]`");
        let why = "it is the word for a number without a source";
        Problem::at(&entry.key, what, why, "give the source another name")
    };
    entry.map(refuse).into_iter().collect()
}

impl Shaped {
    /// The last two steps: checks on the whole tree, then the value, if nothing is wrong.
    pub fn finish<File: DeserializeOwned, T>(
        self,
        mut problems: Vec<Problem>,
        check: impl FnOnce(&Node) -> Findings,
        build: impl FnOnce(File) -> T,
    ) -> Result<Read<T>, Problems> {
        let found = check(&self.tree);
        problems.extend(found.problems);
        if !problems.is_empty() {
            return Err(Problems(problems).sorted());
        }
        let file: File = serde_json::from_value(self.tree.to_json()).map_err(|error| {
            let what = format!("the file does not have the expected shape: {error}");
            Problem::at(
                &self.tree.place,
                what,
                "its schema let pass what its reader does not",
                "please report this",
            )
        })?;
        let mut notes = self.notes;
        notes.extend(found.notes);
        Ok(Read {
            value: build(file),
            notes: Problems(notes).sorted().0,
            text: self.tree.to_toml(),
            applied: self.applied,
            paths: set::paths(&self.tree),
            quantities: self.quantities,
        })
    }
}

/// The schema as published: a file may start from another and leave out what it does not change, so
/// only the keys that name an entry stay required.
pub(crate) fn published(schema: &Schema) -> Value {
    let mut value = schema.root().clone();
    relax(&mut value);
    let names = json!({ "type": "array", "items": { "type": "string" } });
    let arrays: serde_json::Map<_, _> =
        KEYED.iter().map(|(array, _)| ((*array).to_owned(), names.clone())).collect();
    value["properties"]["extends"] =
        json!({ "type": "string", "description": "The file or built-in text this one starts from." });
    value["properties"]["remove"] = json!({
        "type": "object", "properties": arrays, "additionalProperties": false,
        "description": "Entries of that file to drop, by name."
    });
    value
}

fn relax(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(required)) = map.get_mut("required") {
                required.retain(|key| key == "conduct" || key == "name");
            }
            // TOML has no null: "this or null" is this, which may be left out.
            if let Some(Value::Array(types)) = map.get("type") {
                let some = types.iter().find(|name| *name != "null").cloned();
                map.insert("type".into(), some.unwrap_or_default());
            }
            if let Some(Value::Array(options)) = map.remove("anyOf") {
                let some = options.into_iter().find(|option| option["type"] != "null");
                map.extend(some.and_then(|option| option.as_object().cloned()).unwrap_or_default());
            }
            map.values_mut().for_each(relax);
        }
        Value::Array(items) => items.iter_mut().for_each(relax),
        _ => {}
    }
}

/// Two kinds of files are told apart by the table at their head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It has `[regime]`.
    Regime,
    /// It has `[society]`.
    Society,
}

/// The kind of a file, seen from its tables and those of what it starts from.
pub fn kind(source: &Source, find: Find<'_>) -> Result<Kind, Problems> {
    let source = Arc::new(source.clone());
    let (mut tree, _) = resolve(&source, Shelf { find, known: &builtin::names() })?;
    place_root(&mut tree, &source);
    match (tree.get("regime"), tree.get("society")) {
        (Some(_), None) => Ok(Kind::Regime),
        (None, Some(_)) => Ok(Kind::Society),
        (found, _) => {
            let both = found.map(|node| &node.place);
            let what = match both {
                Some(_) => "the file has both `[regime]` and `[society]`",
                None => "the file has neither `[regime]` nor `[society]`",
            };
            let why = "a file is a rule book or a society, which its first table says";
            let remedy = "begin a rule book with `[regime]`, a society with `[society]`";
            Err(Problem::at(both.unwrap_or(&tree.place), what, why, remedy).into())
        }
    }
}
