//! The tree itself, and how TOML becomes one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Place, Problem, Problems, Source};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its place.
    pub place: Place,
    /// What it is.
    pub data: Data,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// A string.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with a point.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A date, as written.
    Date(String),
    /// An array.
    List(Vec<Node>),
    /// A table.
    Table(BTreeMap<String, Entry>),
}

/// A value of a table, and where its key stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key's place.
    pub key: Place,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value under a key, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.table().and_then(|table| table.get(key)).map(|entry| &entry.value)
    }

    /// The value under several keys, one below the other.
    pub fn at(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The string, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a date, with or without quotes.
    pub fn date(&self) -> Option<&str> {
        match &self.data {
            Data::Date(text) | Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, whole or not, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self.data {
            Data::Whole(whole) => Some(whole as f64),
            Data::Number(number) => Some(number),
            _ => None,
        }
    }

    /// True or false, if it is one of them.
    pub fn flag(&self) -> Option<bool> {
        match self.data {
            Data::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// The elements; of anything but an array, none.
    pub fn list(&self) -> &[Node] {
        match &self.data {
            Data::List(list) => list,
            _ => &[],
        }
    }

    /// The entries, if it is a table.
    pub fn table(&self) -> Option<&BTreeMap<String, Entry>> {
        match &self.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The entries, to be changed.
    pub(crate) fn table_mut(&mut self) -> Option<&mut BTreeMap<String, Entry>> {
        match &mut self.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The elements of the array under `key` that are tables; none if there is no such array.
    pub fn entries(&self, key: &str) -> impl Iterator<Item = &Node> {
        self.get(key).map_or(&[][..], Node::list).iter()
    }

    /// What kind of value it is, for a message.
    pub fn kind(&self) -> &'static str {
        match self.data {
            Data::Text(_) => "text",
            Data::Whole(_) | Data::Number(_) => "a number",
            Data::Flag(_) => "true or false",
            Data::Date(_) => "a date",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        }
    }

    /// The tree as JSON; dates become strings.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.data {
            Data::Text(text) | Data::Date(text) => text.clone().into(),
            Data::Whole(whole) => (*whole).into(),
            Data::Number(number) => (*number).into(),
            Data::Flag(flag) => (*flag).into(),
            Data::List(list) => list.iter().map(Node::to_json).collect(),
            Data::Table(table) => table
                .iter()
                .map(|(key, entry)| (key.clone(), entry.value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// The tree as canonical TOML: keys in order, nothing left to a default.
    pub fn to_toml(&self) -> String {
        toml::to_string(&self.to_json()).expect("a tree read from TOML can be written as TOML")
    }
}

/// Reads a text as TOML; every mistake of its writing is reported at once.
pub fn parse(source: &Arc<Source>) -> Result<Node, Problems> {
    // The same refusals as for bytes, so that no text comes in by a side door.
    Source::from_bytes(source.name.as_str(), source.text.as_bytes())?;
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader { source, problems: Vec::new() };
    for error in &errors {
        reader.syntax(error);
    }
    let root = reader.table(table.get_ref(), 0..0);
    if reader.problems.is_empty() { Ok(root) } else { Err(Problems(reader.problems).sorted()) }
}

/// Reads one value, as it stands after the `=` of a line.
pub(super) fn parse_value(text: &str, place: &Place) -> Option<Node> {
    let (value, errors) = DeValue::parse_recoverable(text);
    let mut reader = Reader { source: &place.source, problems: Vec::new() };
    let mut node = reader.value(&value);
    relocate(&mut node, place);
    (errors.is_empty() && reader.problems.is_empty()).then_some(node)
}

/// Puts a whole tree at one place.
pub(super) fn relocate(node: &mut Node, place: &Place) {
    node.place = place.clone();
    match &mut node.data {
        Data::List(list) => list.iter_mut().for_each(|item| relocate(item, place)),
        Data::Table(table) => table.values_mut().for_each(|entry| {
            entry.key = place.clone();
            relocate(&mut entry.value, place);
        }),
        _ => {}
    }
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span }
    }

    fn syntax(&mut self, error: &toml::de::Error) {
        let place = self.place(error.span().unwrap_or(0..0));
        let what = format!("this is not TOML: {}", error.message());
        let remedy = "write `key = value`, texts between double quotes, tables as `[name]` or `[[name]]`";
        self.problems.push(Problem::at(&place, what, "the file cannot be read here", remedy));
    }

    fn table(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Node {
        let entries = table.iter().map(|(key, value)| {
            let entry = Entry { key: self.place(key.span()), value: self.value(value) };
            (key.get_ref().to_string(), entry)
        });
        let data = Data::Table(entries.collect());
        Node { place: self.place(span), data }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) -> Node {
        let place = self.place(value.span());
        let data = match value.get_ref() {
            DeValue::String(text) => Data::Text(text.to_string()),
            DeValue::Boolean(flag) => Data::Flag(*flag),
            DeValue::Datetime(date) => Data::Date(date.to_string()),
            DeValue::Integer(whole) => {
                let number = i64::from_str_radix(whole.as_str(), whole.radix());
                self.number(&place, number.ok().map(Data::Whole))
            }
            DeValue::Float(float) => {
                let number = float.as_str().parse().ok().filter(|number: &f64| number.is_finite());
                self.number(&place, number.map(Data::Number))
            }
            DeValue::Array(array) => Data::List(array.iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => return self.table(table, value.span()),
        };
        Node { place, data }
    }

    fn number(&mut self, place: &Place, number: Option<Data>) -> Data {
        number.unwrap_or_else(|| {
            let why = "numbers here are finite and not larger than the machine's own";
            self.problems.push(Problem::at(
                place,
                "this number cannot be used",
                why,
                "write a smaller number",
            ));
            Data::Whole(0)
        })
    }
}
