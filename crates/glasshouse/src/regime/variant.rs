//! Parts of a regime that can be taken out of it, and safeguards that can be put in: what there is, and how
//! they are asked for by name. Their values are in the files of `variants/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::builtin;
use crate::problem::{Place, Problem, Problems, Source, listed, meant};
use crate::society::{Form, file};
use crate::text::change::{Change, Verb};
use crate::text::{Entry, Node, parse};

/// Whether a variant takes something out of a regime or puts something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A part, taken out.
    Part,
    /// A safeguard, put in.
    Safeguard,
}

impl Sort {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Part => "part",
            Sort::Safeguard => "safeguard",
        }
    }

    /// What stands before its name where it is asked for.
    pub fn preposition(self) -> &'static str {
        match self {
            Sort::Part => "without",
            Sort::Safeguard => "with",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Sort::Part => "parts",
            Sort::Safeguard => "safeguards",
        }
    }
}

/// A part or a safeguard.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Which of the two.
    pub sort: Sort,
    /// Its name.
    pub name: String,
    /// One sentence: what a part is, what a safeguard does.
    pub summary: String,
    /// What it does to the file of a regime, in order.
    pub(super) steps: Vec<Step>,
    /// The sources that its numbers name.
    pub(super) sources: BTreeMap<String, Entry>,
}

/// One change to the file of a regime.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub what: What,
    /// Only for regimes that cover these.
    pub covers: Option<String>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A change that needs to know nothing of the society.
    Change(Change),
    /// Drops the entries at a path that are kinds of conduct of a form.
    DropForm { path: String, form: Form },
    /// Leaves to each right only sanctions for records of contexts related to it.
    KeepRelatedSanctions,
    /// Leaves under watch only what is collected in a context related to a right taken.
    KeepRelatedObserved,
}

impl Variant {
    /// As it stands in the name of a varied regime: `without:association`.
    pub fn asked(&self) -> String {
        format!("{}:{}", self.sort.preposition(), self.name)
    }
}

/// Every part or every safeguard, in the order in which they are applied.
///
/// ```
/// use glasshouse::regime::variant::{Sort, all};
/// assert!(all(Sort::Part).iter().any(|part| part.name == "association"));
/// assert!(all(Sort::Safeguard).iter().any(|safeguard| safeguard.name == "notice"));
/// ```
pub fn all(sort: Sort) -> Vec<Variant> {
    let source = builtin::find(&format!("variants/{}", sort.file())).expect("the file is built in");
    let tree = parse(&Arc::new(source)).expect("a built-in file is TOML");
    let sources = tree.get("sources").and_then(Node::table).cloned().unwrap_or_default();
    let text = |node: &Node, key: &str| {
        node.get(key).and_then(Node::text).expect("a variant has a name and a summary").to_owned()
    };
    let variant = |node: &Node| Variant {
        sort,
        name: text(node, "name"),
        summary: text(node, "summary"),
        steps: node.entries("change").map(step).collect(),
        sources: sources.clone(),
    };
    tree.entries(sort.word()).map(variant).collect()
}

/// Reads a change of a built-in file; one that cannot be read is a mistake of ours.
fn step(node: &Node) -> Step {
    let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    let to = || node.get("to").expect("`to` says what is put").clone();
    let names = || node.get("names").map(|names| names.list().iter().filter_map(Node::text));
    let verbs: [(&str, &dyn Fn() -> Verb); 6] = [
        ("remove", &|| match names() {
            Some(names) => Verb::Drop(names.map(str::to_owned).collect()),
            None => Verb::Remove,
        }),
        ("set", &|| Verb::Set(to())),
        ("add", &|| Verb::Add(to())),
        ("at-most", &|| Verb::AtMost(to())),
        ("at-least", &|| Verb::AtLeast(to())),
        ("times", &|| Verb::Times(node.get("by").expect("`by` says how many times").clone())),
    ];
    let what = match (text("keep-related").as_deref(), text("remove"), text("form")) {
        (Some("sanction"), ..) => What::KeepRelatedSanctions,
        (Some("observe"), ..) => What::KeepRelatedObserved,
        (None, Some(path), Some(form)) => {
            let form: file::Form = serde_json::from_value(form.into()).expect("a form of conduct");
            What::DropForm { path, form: form.into() }
        }
        _ => {
            let found = verbs.iter().find_map(|(word, verb)| text(word).map(|path| (path, verb())));
            let (path, verb) = found.expect("a change begins with one of the verbs");
            What::Change(Change { verb, path })
        }
    };
    Step { what, covers: text("covers") }
}

/// A part or safeguard by its name; without one, the problem at `place`.
pub fn find(sort: Sort, name: &str, place: &Place) -> Result<Variant, Problem> {
    let all = all(sort);
    if let Some(variant) = all.iter().find(|variant| variant.name == name) {
        return Ok(variant.clone());
    }
    let word = sort.word();
    let known = all.iter().map(|variant| variant.name.as_str());
    let why = format!("the {word}s there are: {}", listed(known.clone()));
    let remedy = match meant(name, known) {
        Some(near) => format!("write `{}:{near}`", sort.preposition()),
        None => format!("`glasshouse list` says what each {word} is"),
    };
    Err(Problem::at(place, format!("no {word} is called `{name}`"), why, remedy))
}

/// The name of a regime and what it is varied by: `social-credit~without:association~with:notice`.
///
/// ```
/// let (name, variants) = glasshouse::regime::variant::split("social-credit~with:notice").unwrap();
/// assert_eq!((name, variants[0].name.as_str()), ("social-credit", "notice"));
/// assert!(glasshouse::regime::variant::split("social-credit~with:notise").is_err());
/// ```
pub fn split(typed: &str) -> Result<(&str, Vec<Variant>), Problems> {
    let marks = ["~with:", "~without:"].into_iter().filter_map(|mark| typed.find(mark));
    let Some(at) = marks.min() else { return Ok((typed, Vec::new())) };
    let source = Arc::new(Source::new("REGIME", typed));
    let (mut variants, mut problems): (Vec<Variant>, Vec<Problem>) = Default::default();
    let mut start = at + 1;
    for words in typed[at + 1..].split('~') {
        let place = Place { source: Arc::clone(&source), span: start..start + words.len() };
        start += words.len() + 1;
        match asked(words, &place) {
            Ok(variant) if variants.contains(&variant) => {
                let what = format!("`{words}` is named twice");
                let why = "what is out cannot be taken out again, nor put in twice";
                problems.push(Problem::at(&place, what, why, "name it once"));
            }
            Ok(variant) => variants.push(variant),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok((&typed[..at], variants)) } else { Err(Problems(problems)) }
}

/// `without:PART` or `with:SAFEGUARD`.
fn asked(words: &str, place: &Place) -> Result<Variant, Problem> {
    let (preposition, name) = words.split_once(':').unwrap_or((words, ""));
    let sort = [Sort::Part, Sort::Safeguard].into_iter().find(|sort| sort.preposition() == preposition);
    match sort {
        Some(sort) => find(sort, name, place),
        None => {
            let what = format!("`{words}` varies nothing");
            let why = "a regime is varied `with` safeguards and `without` parts";
            Err(Problem::at(place, what, why, "write `~without:association` or `~with:notice`"))
        }
    }
}
