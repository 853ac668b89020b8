//! What each verb does at the end of a path, and what it leaves alone.

use std::sync::Arc;

use super::*;
use crate::problem::Source;
use crate::text::parse;

fn tree(text: &str) -> Node {
    parse(&Arc::new(Source::new("test.toml", text))).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A value as it stands behind an `=`.
fn value(text: &str) -> Node {
    tree(&format!("value = {text}")).get("value").unwrap().clone()
}

/// The text after a change.
fn changed(text: &str, path: &str, verb: Verb) -> String {
    let mut root = tree(text);
    let sources = tree("law = \"a law\"\nother = \"another\"").table().unwrap().clone();
    Change { verb, path: path.to_owned() }.apply(&mut root, &sources);
    root.to_toml()
}

/// A change makes one text of another.
#[track_caller]
fn makes(text: &str, path: &str, verb: Verb, expected: &str) {
    assert_eq!(changed(text, path, verb), tree(expected).to_toml());
}

/// A change leaves a text alone.
#[track_caller]
fn leaves(text: &str, path: &str, verb: Verb) {
    makes(text, path, verb, text);
}

const BOOK: &str = "[[observe]]\nconduct = \"a\"\nx = 1\n[[observe]]\nconduct = \"b\"\nx = 2\ny = 3\n";

#[test]
fn removing() {
    makes(
        BOOK,
        "observe.*.x",
        Verb::Remove,
        "[[observe]]\nconduct = \"a\"\n[[observe]]\nconduct = \"b\"\ny = 3\n",
    );
    makes("a = 1\nb = 2", "a", Verb::Remove, "b = 2");
    for path in ["other", "observe.*.z", "observe.x", "*.x", "observe.*.x.y"] {
        leaves(BOOK, path, Verb::Remove);
    }
}

#[test]
fn dropping_names_from_a_list() {
    let drop = |names: &[&str]| Verb::Drop(names.iter().map(|name| (*name).to_owned()).collect());
    makes(BOOK, "observe", drop(&["a", "z"]), "[[observe]]\nconduct = \"b\"\nx = 2\ny = 3\n");
    makes("takes = [\"air\", \"rail\"]", "takes", drop(&["air"]), "takes = [\"rail\"]");
    makes("a = 1\ntakes = [\"air\"]", "takes", drop(&["air"]), "a = 1");
    leaves("takes = []", "takes", drop(&["air"]));
    leaves("takes = \"air\"", "takes", drop(&["air"]));
}

#[test]
fn setting_and_adding() {
    makes("a = 1", "b", Verb::Set(value("true")), "a = 1\nb = true");
    makes("a = 1", "a", Verb::Set(value("true")), "a = true");
    leaves("a = 1", "c.b", Verb::Set(value("true")));
    makes("a = 1", "b", Verb::Add(value("true")), "a = 1\nb = true");
    leaves("a = 1", "a", Verb::Add(value("true")));
}

#[test]
fn bounds_bring_their_source_and_range() {
    let text = "t = { time = \"1 year\", source = \"x\", range = [\"1 week\", \"2 years\"] }";
    let bound = "{ time = \"13 weeks\", source = \"assumption\", range = [\"4 weeks\", \"26 weeks\"] }";
    makes(text, "t", Verb::AtMost(value(bound)), &format!("t = {bound}"));
    leaves(text, "t", Verb::AtLeast(value(bound)));
    leaves(&format!("t = {}", bound.replace("13", "12")), "t", Verb::AtMost(value(bound)));
    let share = "s = { share = 0.05, minority_factor = 0.8, source = \"x\", range = [0, 1] }";
    let raised = "s = { share = 0.8, minority_factor = 0.8, source = \"law\" }\n";
    let verb = || Verb::AtLeast(value("{ share = 0.8, source = \"law\" }"));
    makes(
        &format!("{share}\n[sources]\nx = \"y\""),
        "s",
        verb(),
        &format!("{raised}[sources]\nlaw = \"a law\"\nx = \"y\""),
    );
    makes("a = 1", "t", Verb::AtMost(value(bound)), &format!("a = 1\nt = {bound}"));
    leaves("a = 1", "t", Verb::AtLeast(value(bound)));
    leaves("t = 3", "t", Verb::AtMost(value(bound)));
    let rural = "s = { share = 0.5, rural = 0.9, source = \"x\" }";
    let verb = Verb::AtMost(value("{ share = 0.6, source = \"y\" }"));
    makes(rural, "s", verb, "s = { share = 0.5, rural = 0.6, source = \"y\" }");
}

#[test]
fn a_factor_takes_the_range_along() {
    let by = || Verb::Times(value("{ value = 0.1, source = \"assumption\", range = [0.02, 0.5] }"));
    let rate = "r = { per_year = 0.1, rural = 0.3, minority_factor = 2, source = \"x\", range = [0.01, 1] }";
    let tenth = "r = { per_year = 0.01, rural = 0.03, minority_factor = 2, source = \"assumption\", range = [0.0002, 0.5] }";
    makes(rate, "r", by(), tenth);
    let sourced = "r = { per_year = 0.1, source = \"x\" }";
    makes(sourced, "r", by(), "r = { per_year = 0.01, source = \"assumption\", range = [0.002, 0.05] }");
    let exact = || Verb::Times(value("{ value = 0.5, source = \"law\" }"));
    makes(sourced, "r", exact(), "r = { per_year = 0.05, source = \"law\" }");
    leaves("a = 1", "r", by());
    leaves("r = \"text\"", "r", by());
}

#[test]
fn sources_are_cited_once_and_only_where_they_are_named() {
    let quantity = || value("{ share = 0.5, source = \"law\" }");
    let text = "a = 1\n[sources]\nown = \"x\"";
    makes(
        text,
        "a",
        Verb::Set(quantity()),
        "a = { share = 0.5, source = \"law\" }\n[sources]\nlaw = \"a law\"\nown = \"x\"",
    );
    let known = "a = 1\n[sources]\nlaw = \"as the file has it\"";
    makes(
        known,
        "a",
        Verb::Set(quantity()),
        "a = { share = 0.5, source = \"law\" }\n[sources]\nlaw = \"as the file has it\"",
    );
    let below = value("{ flag = true, x = { share = 0.5, source = \"other\" } }");
    let expected = "a = 1\nb = { flag = true, x = { share = 0.5, source = \"other\" } }\n[sources]\nother = \"another\"\nown = \"x\"";
    makes(text, "b", Verb::Add(below), expected);
}
