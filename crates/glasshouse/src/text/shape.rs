//! The shape of a file: a walk of the tree along its JSON Schema that finds every misspelt key, missing
//! key, wrong type, unknown name and wrong number at once.

use serde_json::Value;

use super::names::{ARM, NAME};
use super::{Data, Node};
use crate::problem::{Place, Problem, listed, meant};

/// A JSON Schema, as `schemars` makes it from the mirrors.
pub struct Schema(Value);

impl Schema {
    /// The schema of a mirror.
    pub fn of<T: schemars::JsonSchema>() -> Schema {
        Schema(schemars::schema_for!(T).to_value())
    }

    /// The schema of the whole file.
    pub fn root(&self) -> &Value {
        &self.0
    }

    /// Follows references, and "this or nothing" to this.
    pub fn follow<'a>(&'a self, schema: &'a Value) -> &'a Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            return self.follow(&self.0["$defs"][name]);
        }
        let some = |option: &&Value| option["type"] != "null";
        match schema["anyOf"].as_array().and_then(|options| options.iter().find(some)) {
            Some(option) => self.follow(option),
            None => schema,
        }
    }

    /// The schema of a key of a table.
    pub fn property<'a>(&'a self, schema: &'a Value, key: &str) -> Option<&'a Value> {
        let named = schema["properties"].get(key);
        named.or_else(|| schema.get("additionalProperties").filter(|any| any.is_object()))
    }
}

/// The names a file may use.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Kinds of conduct.
    pub conduct: Vec<String>,
    /// Rights.
    pub right: Vec<String>,
    /// Contexts.
    pub context: Vec<String>,
    /// Entries of `[sources]`.
    pub source: Vec<String>,
}

impl Names {
    fn of(&self, kind: &str) -> &[String] {
        match kind {
            "conduct" => &self.conduct,
            "right" => &self.right,
            _ => &self.context,
        }
    }
}

/// A number of a file, with everything said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Its path, as in a setting.
    pub path: String,
    /// The key its value stands under: its unit.
    pub unit: String,
    /// The value; several for a list. Durations in weeks.
    pub values: Vec<f64>,
    /// The plausible range, if given.
    pub range: Option<[f64; 2]>,
    /// An entry of `[sources]`, or `assumption`.
    pub source: String,
}

/// What a walk found.
pub struct Walk<'a> {
    pub(super) schema: &'a Schema,
    pub(super) names: &'a Names,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What is worth saying.
    pub notes: Vec<Problem>,
    /// Every number met.
    pub quantities: Vec<Quantity>,
}

/// Walks a tree along its schema.
pub fn walk<'a>(root: &Node, schema: &'a Schema, names: &'a Names) -> Walk<'a> {
    let (problems, notes, quantities) = Default::default();
    let mut walk = Walk { schema, names, problems, notes, quantities };
    walk.node(root, schema.root(), "");
    walk
}

pub(super) fn last(path: &str) -> &str {
    match path.rsplit('.').next() {
        Some("") | None => "the file",
        Some(name) => name,
    }
}

pub(super) fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

impl Walk<'_> {
    pub(super) fn problem(&mut self, place: &Place, what: String, why: impl Into<String>, remedy: String) {
        self.problems.push(Problem::at(place, what, why, remedy));
    }

    pub(super) fn node(&mut self, node: &Node, schema: &Value, path: &str) {
        let outer = schema;
        let schema = self.schema.follow(schema);
        if let Some(unit) = schema["x-unit"].as_str() {
            return self.quantity(node, schema, unit, path);
        }
        if let Some(kind) = schema["x-names"].as_str() {
            return self.name(node, kind, path);
        }
        let choices = choices(schema);
        if !choices.is_empty() {
            return self.choice(node, &choices, path);
        }
        let expected = match &schema["type"] {
            Value::Array(types) => types.iter().find_map(Value::as_str).unwrap_or("object"),
            other => other.as_str().unwrap_or("object"),
        };
        match (expected, &node.data) {
            ("object", Data::Table(_)) => self.table(node, schema, path),
            ("array", Data::List(list)) => self.list(list, schema, path),
            ("string", Data::Text(text)) if outer["pattern"] == NAME => self.spelling(text, node),
            ("string", Data::Text(text)) if outer["pattern"] == ARM => {
                self.spelling(without_variants(text), node);
            }
            ("string", Data::Text(_)) | ("boolean", Data::Flag(_)) => {}
            ("string", Data::Date(_)) if outer["format"] == "date" => {}
            ("number", Data::Whole(_) | Data::Number(_)) => {
                self.bounds(node, schema, path);
            }
            _ => self.wrong_type(node, expected, path),
        }
    }

    /// Names stand in paths of settings, in tables and in addresses.
    fn spelling(&mut self, text: &str, node: &Node) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.chars().all(plain) && !text.is_empty() && !text.starts_with('-') {
            return;
        }
        let likely: String = text.to_lowercase().chars().map(|c| if plain(c) { c } else { '-' }).collect();
        let likely = likely.trim_matches('-');
        let remedy = match likely {
            "" => "write a name such as `expired-ticket`".to_owned(),
            likely => format!("write `\"{likely}\"`"),
        };
        let what = format!("`{text}` cannot be a name");
        let why = "names are small letters, digits and hyphens, since they stand in paths and tables";
        self.problem(&node.place, what, why, remedy);
    }

    fn wrong_type(&mut self, node: &Node, expected: &str, path: &str) {
        let name = last(path);
        let (expected, example) = match expected {
            "object" => ("a table", format!("[{name}]")),
            "array" => ("a list", format!("{name} = [...]")),
            "boolean" => ("true or false", format!("{name} = true")),
            "number" => ("a number", format!("{name} = 1.0")),
            _ => ("text", format!("{name} = \"...\"")),
        };
        let what = format!("`{name}` is {}, not {expected}", node.kind());
        self.problem(
            &node.place,
            what,
            format!("here only {expected} has a meaning"),
            format!("write `{example}`"),
        );
    }

    fn table(&mut self, node: &Node, schema: &Value, path: &str) {
        let table = node.table().expect("called with a table");
        for (key, entry) in table {
            match self.schema.property(schema, key) {
                Some(property) => {
                    if schema["x-key-names"] == "context" {
                        self.known(key, "context", &entry.key);
                    }
                    self.node(&entry.value, property, &below(path, key));
                }
                None => self.unknown_key(key, &entry.key, schema, path),
            }
        }
        self.missing(node, schema, path);
    }

    /// A key that has no meaning where it stands.
    pub(super) fn unknown_key(&mut self, key: &str, place: &Place, schema: &Value, path: &str) {
        let known: Vec<&str> =
            schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        let whose = if path.is_empty() { "the file".into() } else { format!("`{path}`") };
        let what = format!("`{key}` has no meaning in {whose}");
        let why = format!("the keys here are {}", listed(known.iter().copied()));
        let remedy = if key == "extends" || key == "remove" {
            format!("put `{key}` outside of the tables: `extends` on the first line, `[remove]` as a table")
        } else {
            match meant(key, known) {
                Some(near) => format!("write `{near}`"),
                None => format!("delete `{key}`"),
            }
        };
        self.problem(place, what, why, remedy);
    }

    pub(super) fn missing(&mut self, node: &Node, schema: &Value, path: &str) {
        let table = node.table().expect("called with a table");
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
        for key in required.iter().filter_map(Value::as_str).filter(|key| !table.contains_key(*key)) {
            let whose = if path.is_empty() { "the file".into() } else { format!("`{path}`") };
            let property = &schema["properties"][key];
            let about = property["description"].as_str().unwrap_or("it has no value of its own");
            let about = about.lines().next().unwrap_or("").trim_end_matches('.');
            let (what, why) =
                (format!("{whose} has no `{key}`"), format!("`{key}` is needed: {}", lower(about)));
            let remedy = format!("write `{}`", self.example(key, property));
            self.problem(&node.place, what, why, remedy);
        }
    }

    /// How a key is written.
    fn example(&self, key: &str, schema: &Value) -> String {
        let schema = self.schema.follow(schema);
        if let Some(unit) = schema["x-unit"].as_str() {
            return format!("{key} = {}", super::number::example(unit));
        }
        if let Some(choice) = choices(schema).first() {
            return format!("{key} = \"{choice}\"");
        }
        match schema["type"].as_str() {
            Some("object") => format!("[{key}]"),
            Some("array") => format!("{key} = [...]"),
            Some("boolean") => format!("{key} = false"),
            Some("number") => format!("{key} = 1.0"),
            _ if schema["format"] == "date" => format!("{key} = 2018-05-01"),
            _ => format!("{key} = \"...\""),
        }
    }

    fn list(&mut self, list: &[Node], schema: &Value, path: &str) {
        let items = &schema["items"];
        for (at, item) in list.iter().enumerate() {
            let name = ["conduct", "name"].iter().find_map(|key| item.get(key).and_then(Node::text));
            let inner = match name {
                Some(name) => below(path, name),
                None if item.table().is_some() => below(path, &(at + 1).to_string()),
                None => path.to_owned(),
            };
            self.node(item, items, &inner);
        }
    }

    fn name(&mut self, node: &Node, kind: &str, path: &str) {
        match node.text() {
            Some(name) => self.known(name, kind, &node.place),
            None => self.wrong_type(node, "string", path),
        }
    }

    /// Reports a name that the society does not have.
    fn known(&mut self, name: &str, kind: &str, place: &Place) {
        let names = self.names.of(kind);
        if names.iter().any(|known| known == name) {
            return;
        }
        let word = if kind == "conduct" { "kind of conduct" } else { kind };
        let remedy = match meant(name, names.iter().map(String::as_str)) {
            Some(near) => format!("write `\"{near}\"`"),
            None => format!("use one of {}", listed(names.iter().map(String::as_str))),
        };
        let what = format!("no {word} is called `{name}`");
        self.problem(place, what, format!("the society does not have this {word}"), remedy);
    }

    fn choice(&mut self, node: &Node, choices: &[&str], path: &str) {
        let Some(text) = node.text() else {
            return self.wrong_type(node, "string", path);
        };
        if choices.contains(&text) {
            return;
        }
        let name = last(path);
        let why = format!("`{name}` is one of {}", listed(choices.iter().copied()));
        let near = meant(text, choices.iter().copied()).unwrap_or(choices[0]);
        self.problem(
            &node.place,
            format!("`{text}` is no `{name}`"),
            why,
            format!("write `{name} = \"{near}\"`"),
        );
    }

    /// Reports a number outside of the schema's bounds.
    pub(super) fn bounds(&mut self, node: &Node, schema: &Value, path: &str) -> bool {
        let Some(number) = node.number() else { return false };
        let (low, high) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
        if low.is_none_or(|low| number >= low) && high.is_none_or(|high| number <= high) {
            return true;
        }
        let name = last(path);
        let why = match (low, high) {
            (Some(low), Some(high)) => format!("`{name}` lies between {low} and {high}"),
            (Some(low), None) => format!("`{name}` is at least {low}"),
            _ => format!("`{name}` is at most {}", high.unwrap_or(f64::INFINITY)),
        };
        let percent = high == Some(1.0) && number > 1.0 && number <= 100.0;
        let remedy = if percent {
            format!("for {number}% write `{name} = {}`", number / 100.0)
        } else if low == Some(0.0) && number < 0.0 {
            format!("write a number of 0 or more, such as `{name} = {}`", -number)
        } else {
            format!("write a number in these bounds for `{name}`")
        };
        self.problem(&node.place, format!("{number} is out of bounds"), why, remedy);
        false
    }
}

/// The name of a regime without what it is varied by, if that is written as it must be.
fn without_variants(name: &str) -> &str {
    let (own, variants) = name.split_once('~').unwrap_or((name, "with:"));
    let asked = |word: &str| word.starts_with("with:") || word.starts_with("without:");
    if variants.split('~').all(asked) { own } else { name }
}

/// A description as a part of a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// The texts a choice may be; none if the schema is no choice.
fn choices(schema: &Value) -> Vec<&str> {
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().filter_map(Value::as_str).collect();
    }
    let options = schema["oneOf"].as_array().into_iter().flatten();
    options
        .flat_map(|option| match option.get("const") {
            Some(value) => value.as_str().into_iter().collect(),
            None => choices(option),
        })
        .collect()
}
