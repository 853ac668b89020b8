//! Tests of reading: built-in files, bad files, inheritance, settings, and texts that are broken at random.

mod inherited;
mod machines;
mod language;
mod regimes;
mod societies;

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::problem::MAX_BYTES;
use crate::society::Form;
use crate::unit::{Chance, Points, Weeks};
use crate::{builtin, regime};

fn nowhere(_: &str) -> Option<Source> {
    None
}

fn large_country() -> &'static Society {
    static SOCIETY: OnceLock<Society> = OnceLock::new();
    SOCIETY
        .get_or_init(|| society(&society_text(), &[]).unwrap_or_else(|problems| panic!("{problems}")).value)
}

fn society_text() -> String {
    builtin::find("society/large-country").expect("it is built in").text
}

fn society(text: &str, settings: &[&str]) -> Result<Read<Society>, Problems> {
    society::file::read(Source::new("test.toml", text), &builtin::find, &set(settings))
}

fn regime(text: &str, settings: &[&str]) -> Result<Read<Regime>, Problems> {
    let source = Source::new("test.toml", text);
    regime::file::read(source, &builtin::find, &set(settings), large_country())
}

fn named(name: &str, settings: &[&str]) -> Read<Regime> {
    let source = builtin::find(name).expect("it is built in");
    let read = regime::file::read(source, &builtin::find, &set(settings), large_country());
    read.unwrap_or_else(|problems| panic!("{name}:\n{problems}"))
}

fn set(settings: &[&str]) -> Vec<Setting> {
    settings.iter().map(|text| Setting::parse(text).unwrap()).collect()
}

/// Every expected pair of words of `what` and underlined text is among the problems, and nothing else is.
fn expect<T>(read: Result<Read<T>, Problems>, expected: &[(&str, &str)]) {
    let Err(problems) = read else { panic!("no problem was found; expected {expected:?}") };
    for (what, underlined) in expected {
        let same = |problem: &&crate::problem::Problem| {
            problem.what.contains(what)
                && problem.place.as_ref().is_some_and(|place| place.text().contains(underlined))
        };
        assert!(
            problems.0.iter().any(|problem| same(&problem)),
            "no `{what}` at `{underlined}` in\n{problems}"
        );
    }
    assert_eq!(problems.0.len(), expected.len(), "\n{problems}");
    for problem in &problems.0 {
        assert!(!problem.why.is_empty() && !problem.remedy.is_empty(), "{problem}");
    }
}

/// `social-credit` with one piece of its text replaced.
fn social(old: &str, new: &str) -> Result<Read<Regime>, Problems> {
    let text = builtin::find("social-credit").unwrap().text;
    assert!(text.contains(old), "{old}");
    regime(&text.replacen(old, new, 1), &[])
}

/// `large-country` with one piece of its text replaced.
fn country(old: &str, new: &str) -> Result<Read<Society>, Problems> {
    let text = society_text();
    assert!(text.contains(old), "{old}");
    society(&text.replacen(old, new, 1), &[])
}

#[test]
fn built_in_files_read_without_problems() {
    for (name, summary) in builtin::regimes() {
        let read = named(name, &[]);
        assert_eq!(read.value.name, name);
        assert_eq!(read.value.summary, summary);
        assert!(!summary.is_empty());
    }
    let read = society(&society_text(), &[]).unwrap();
    assert_eq!(read.notes, []);
    assert_eq!(builtin::societies()[0].0, read.value.name);
}

#[test]
fn the_resolved_text_reads_back_to_the_same_value() {
    for (name, _) in builtin::regimes() {
        let read = named(name, &["score.forgets=1 year", "regime.awareness=0.5"]);
        let again = regime(&read.text, &[]).unwrap_or_else(|problems| panic!("{name}:\n{problems}"));
        assert_eq!(again.value, read.value, "{name}");
        assert_eq!(again.text, read.text, "{name}");
    }
    let read = society(&society_text(), &["society.response.conformity=0.3"]).unwrap();
    let again = society(&read.text, &[]).unwrap();
    assert_eq!((again.value, again.text), (read.value, read.text));
}

#[test]
fn every_quantity_has_a_source_and_every_guess_a_range() {
    let mut all = society(&society_text(), &[]).unwrap().quantities;
    for (name, _) in builtin::regimes() {
        all.extend(named(name, &[]).quantities);
    }
    assert!(all.len() > 200);
    for quantity in all {
        assert!(!quantity.source.is_empty(), "{quantity:?}");
        assert!(quantity.source != "assumption" || quantity.range.is_some(), "{quantity:?}");
    }
}

#[test]
fn the_regimes_are_those_of_the_article() {
    let society = large_country();
    let social = named("social-credit", &[]).value;
    for conduct in [
        "trouble-on-board",
        "false-report-of-terrorism",
        "expired-ticket",
        "insincere-apology",
        "bicycle-on-footpath",
    ] {
        let kind = society.kind(conduct).unwrap();
        assert!(social.observe.iter().any(|observe| observe.kind == kind), "{conduct}");
    }
    let ban = &social.sanctions[0];
    let travel = 1 << society.right("air").unwrap() | 1 << society.right("rail").unwrap();
    assert_eq!((ban.takes, ban.lasts, ban.below), (travel, Weeks(52), Some(Points::new(600.0))));
    assert_ne!(ban.on, 0);
    assert!(named("none", &[]).value.is_none());
    let finance = 1 << society.context("finance").unwrap();
    let collected = named("financial-credit", &[]).value.observe.into_iter();
    assert_eq!(collected.fold(0, |set, observe| set | 1 << observe.context), finance);
    let ban = named("travel-ban", &[]);
    assert!(ban.value.score.is_none());
    assert!(ban.notes[0].what.contains("180 days is 25.7 weeks, taken as 26"), "{:?}", ban.notes);
}

const HEAD: &str = r#"
[regime]
name = "r"
summary = "A test."
begins = 2018-05-01
covers = "all"
awareness = { share = 0.1, source = "s" }
[sources]
s = "a test"
"#;

#[test]
fn the_example_of_the_interface_reads() {
    let rest = r#"
[score]
start = { points = 1000, source = "s" }
floor = { points = 0, source = "assumption", range = [0, 10] }
forgets = { half_life = "2 years", source = "assumption", range = ["1 year", "5 years"] }
public = true
[[observe]]
conduct = "expired-ticket"
coverage = { share = 0.6, source = "assumption", range = [0.2, 0.95] }
false_records = { per_year = 0.002, source = "s", minority_factor = 2.0 }
points = { points = -20, source = "s" }
context = "travel"
[[observe]]
conduct = "trouble-on-board"
coverage = { share = 0.6, source = "s" }
[association]
weight = { share = 0.05, source = "assumption", range = [0.0, 0.3] }
[[sanction]]
name = "no-fly"
below = { points = 600, source = "s" }
on = ["trouble-on-board"]
takes = ["air"]
lasts = { time = "1 year", source = "s" }
renews = true
escalates = { value = 1.5, source = "assumption", range = [1, 3] }
household = []
appeal = false
"#;
    let value = regime(&format!("{HEAD}{rest}"), &[]).unwrap().value;
    assert_eq!(value.score.unwrap().half_life, Some(Weeks(104)));
    assert_eq!(value.association, 3277);
}

#[test]
fn texts_that_are_no_files() {
    let bytes = |bytes: &[u8]| Source::from_bytes("x.toml", bytes).unwrap_err().0[0].what.clone();
    assert!(bytes(b"").contains("empty"));
    assert!(bytes(b" \n\t").contains("empty"));
    assert!(bytes(b"a = 1\0").contains("not text"));
    assert!(bytes(b"a = \"\xff\"").contains("not UTF-8"));
    assert!(bytes(&vec![b'#'; MAX_BYTES + 1]).contains("at most"));
    assert!(regime("", &[]).unwrap_err().0[0].what.contains("empty"));
    let problems = regime("[regime]\nname = \n[a\nx = 1\nx = 2\n", &[]).unwrap_err();
    assert!(
        problems.0.len() >= 2 && problems.0.iter().all(|problem| problem.what.contains("not TOML")),
        "{problems}"
    );
    assert!(problems.to_string().starts_with("test.toml:2:"), "{problems}");
}

#[test]
fn check_tells_the_kinds_apart() {
    let check = |name: &str| check(builtin::find(name).unwrap(), &builtin::find, &[], large_country());
    assert!(matches!(check("financial-credit-wide"), Ok(Checked::Regime(_))));
    assert!(matches!(check("large-country"), Ok(Checked::Society(_))));
    let neither = super::check(Source::new("x", "[sweep]\n"), &nowhere, &[], large_country());
    assert!(neither.unwrap_err().0[0].what.contains("neither"));
}

/// A built-in file, broken in one place.
fn broken() -> impl Strategy<Value = String> {
    let texts: Vec<String> = builtin::regimes()
        .iter()
        .map(|(name, _)| builtin::find(name).unwrap().text)
        .chain([society_text()])
        .collect();
    (prop::sample::select(texts), 0..3, any::<prop::sample::Index>(), any::<u8>()).prop_map(
        |(text, how, at, byte)| {
            let mut bytes = text.clone().into_bytes();
            let at_byte = at.index(bytes.len());
            match how {
                0 => bytes.truncate(at_byte),
                1 => bytes[at_byte] = byte,
                _ => {
                    let mut lines: Vec<&str> = text.lines().collect();
                    lines.remove(at.index(lines.len()));
                    bytes = lines.join("\n").into_bytes();
                }
            }
            String::from_utf8_lossy(&bytes).into_owned()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_files_never_panic(text in broken()) {
        let checked = check(Source::new("broken.toml", text), &builtin::find, &[], large_country());
        if let Err(problems) = checked {
            prop_assert!(!problems.0.is_empty());
            prop_assert!(!problems.to_string().is_empty());
            for place in problems.0.iter().filter_map(|problem| problem.place.as_ref()) {
                prop_assert!(place.span.end <= place.source.text.len());
                place.line_column();
            }
        }
    }

    #[test]
    fn any_setting_is_read_or_refused(text in "[a-z.=\"0-9\\[\\{-]{0,40}") {
        if let Ok(setting) = Setting::parse(&text) {
            let source = builtin::find("social-credit").unwrap();
            let _ = regime::file::read(source, &builtin::find, &[setting], large_country());
        }
    }
}
