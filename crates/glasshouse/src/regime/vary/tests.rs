//! What each part and safeguard changes in the file of a regime, and that it changes nothing else.

mod language;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::*;
use crate::regime::Regime;
use crate::regime::variant::split;
use crate::society;
use crate::unit::Weeks;
use crate::{builtin, text};

fn large_country() -> &'static Society {
    static SOCIETY: OnceLock<Society> = OnceLock::new();
    let read = || {
        let source = builtin::find("society/large-country").unwrap();
        society::file::read(source, &builtin::find, &[]).unwrap().value
    };
    SOCIETY.get_or_init(read)
}

fn base(source: &Source) -> Base<'_> {
    Base { source, find: &builtin::find, settings: &[], society: large_country() }
}

/// A regime by its name and what it is varied by.
fn read(typed: &str) -> Read<Regime> {
    try_read(typed).unwrap_or_else(|problems| panic!("{typed}:\n{problems}"))
}

fn try_read(typed: &str) -> Result<Read<Regime>, Problems> {
    let (name, own) = split(typed)?;
    let source = builtin::find(&format!("regime/{name}")).expect("it is built in");
    base(&source).read(Asked { own: &own, every: &[] }).map(|varied| varied.read)
}

/// A regime with one text replaced in its file, varied.
fn replaced(typed: &str, old: &str, new: &str) -> Result<Read<Regime>, Problems> {
    let (name, own) = split(typed)?;
    let mut source = builtin::find(&format!("regime/{name}")).unwrap();
    assert!(source.text.contains(old), "{old}");
    source.text = source.text.replace(old, new);
    base(&source).read(Asked { own: &own, every: &[] }).map(|varied| varied.read)
}

/// Every path of a text that leads to a value, and the value; entries of arrays of tables by name.
fn leaves(text: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let tree = text::parse(&Arc::new(Source::new("", text))).unwrap();
    collect(&tree.to_json(), "", &mut found);
    found
}

/// Walks down to the values: what has a source, or no keys.
fn collect(value: &Value, path: &str, found: &mut BTreeSet<(String, String)>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let is_named = |item: &Value| item["name"].is_string() || item["conduct"].is_string();
    match value {
        Value::Object(map) if !map.contains_key("source") => {
            map.iter().for_each(|(key, value)| collect(value, &below(key), found));
        }
        Value::Array(items) if items.iter().all(is_named) => {
            for item in items {
                let name = item["name"].as_str().or(item["conduct"].as_str()).unwrap();
                collect(item, &below(name), found);
            }
        }
        _ => {
            found.insert((path.to_owned(), value.to_string()));
        }
    }
}

/// The paths at which a varied regime differs from the one without its last variant, its name apart.
fn differences(typed: &str) -> Vec<String> {
    let before = typed.rsplit_once('~').unwrap().0;
    let (before, after) = (leaves(&read(before).text), leaves(&read(typed).text));
    let paths: BTreeSet<&String> = before.symmetric_difference(&after).map(|(path, _)| path).collect();
    let other = |path: &&&String| !["regime.name", "regime.summary"].contains(&path.as_str());
    paths.iter().filter(other).map(|path| (**path).clone()).collect()
}

/// The paths of a regime that end in `ending`.
fn ending(name: &str, ending: &str) -> Vec<String> {
    let paths: BTreeSet<String> = leaves(&read(name).text).into_iter().map(|(path, _)| path).collect();
    paths.into_iter().filter(|path| path.ends_with(ending)).collect()
}

fn rules(typed: &str) -> Vec<u8> {
    read(typed).value.rules_bytes()
}

#[test]
fn parts_change_what_they_say_and_nothing_else() {
    let social = "social-credit";
    assert_eq!(differences("social-credit~without:errors"), ending(social, ".false_records"));
    assert_eq!(differences("social-credit~without:association"), ["association.weight"]);
    assert_eq!(differences("social-credit~without:household"), ["sanction.court-list.household"]);
    assert_eq!(differences("social-credit~without:renewal"), ending(social, ".renews"));
    let by_group =
        leaves(&read(social).text).into_iter().filter(|(_, value)| value.contains("minority_factor"));
    let by_group: Vec<String> = by_group.map(|(path, _)| path).collect();
    assert!(by_group.len() > 5);
    assert_eq!(differences("social-credit~without:group-errors"), by_group);
}

#[test]
fn a_regime_without_false_records_makes_none() {
    let none = |typed: &str| {
        read(typed)
            .value
            .observe
            .iter()
            .all(|entry| entry.false_records.as_flattened().iter().all(|rate| rate.0 == 0.0))
    };
    assert!(!none("social-credit") && none("social-credit~without:errors"));
}

#[test]
fn without_group_errors_both_groups_are_watched_and_heard_alike() {
    let regime = read("social-credit~without:group-errors").value;
    for entry in &regime.observe {
        for home in [0, 1] {
            assert_eq!(entry.coverage[home][0], entry.coverage[home][1]);
            assert_eq!(entry.false_records[home][0], entry.false_records[home][1]);
        }
    }
    let wrong = regime.recourse.unwrap().wrong_ended;
    assert_eq!(wrong[0], wrong[1]);
}

#[test]
fn without_publicity_nobody_is_seen_or_named() {
    let society = large_country();
    let regime = read("social-credit~without:publicity").value;
    assert!(!regime.score.unwrap().public);
    let publicity = 1 << society.right("publicity").unwrap();
    assert!(regime.sanctions.iter().all(|sanction| sanction.takes & publicity == 0));
    let names: Vec<&str> = regime.sanctions.iter().map(|sanction| sanction.name.as_str()).collect();
    assert_eq!(names, ["no-travel", "grade-d", "grade-c", "court-list"], "who named only is gone");
}

#[test]
fn the_clock_is_what_the_rating_around_it_adds() {
    assert_eq!(rules("platform-rating-24-7~without:around-the-clock"), rules("platform-rating"));
    for name in ["platform-rating", "social-credit"] {
        let problems = try_read(&format!("{name}~without:around-the-clock")).unwrap_err();
        assert!(problems.0[0].what.contains(&format!("`{name}` has no part")), "{problems}");
    }
}

#[test]
fn safeguards_change_what_they_say_and_nothing_else() {
    let social = "social-credit";
    assert_eq!(differences("social-credit~with:notice"), ["recourse.notice"]);
    assert_eq!(differences("social-credit~with:no-association"), ["association.weight"]);
    assert_eq!(differences("social-credit~with:expiry"), ["score.forgets"]);
    assert_eq!(differences("social-credit~with:error-bound"), ending(social, ".false_records"));
    let mut lasting = ending(social, ".lasts");
    lasting.retain(|path| path.starts_with("sanction."));
    assert_eq!(differences("social-credit~with:capped-duration"), lasting);
    let sources = ["sources.contacts-cfpb", "sources.relief-cfpb"].map(str::to_owned);
    let numbers = ["recourse.capacity", "recourse.wrong_ended"].map(str::to_owned);
    assert_eq!(differences("social-credit~with:human-review"), [numbers, sources].concat());
    let panel = [
        "recourse.capacity",
        "recourse.help",
        "recourse.wrong_ended",
        "sources.contacts-cfpb",
        "sources.panel-seattle",
    ];
    assert_eq!(differences("social-credit~with:neutral-panel"), panel);
    let appeals = ["grade-c", "grade-d", "named-in-public"].map(|name| format!("sanction.{name}.appeal"));
    assert_eq!(differences("social-credit~with:appeal"), appeals);
}

#[test]
fn safeguards_hold_what_they_promise() {
    let social = read("social-credit").value;
    let capped = read("social-credit~with:capped-duration").value;
    assert!(capped.sanctions.iter().all(|sanction| sanction.lasts <= Weeks(13)));
    let bound = read("social-credit~with:error-bound").value;
    for (entry, before) in bound.observe.iter().zip(&social.observe) {
        let (now, before) = (entry.false_records[0][1].0, before.false_records[0][1].0);
        assert!((now - before / 10.0).abs() <= before * 1e-9, "{now} {before}");
    }
    assert_eq!(read("social-credit~with:expiry").value.score.unwrap().half_life, Some(Weeks(52)));
    let recourse = |typed| read(typed).value.recourse.unwrap();
    let (review, panel) =
        (recourse("social-credit~with:human-review"), recourse("social-credit~with:neutral-panel"));
    assert!(review.wrong_ended[0] < panel.wrong_ended[0]);
    assert!(review.wrong_ended[1] < review.wrong_ended[0] && panel.wrong_ended[1] == panel.wrong_ended[0]);
    assert!(panel.help && !review.help && review.capacity == panel.capacity);
}

#[test]
fn an_unbounded_memory_gets_a_bound() {
    let text =
        "forgets = { half_life = \"2 years\", source = \"assumption\", range = [\"1 year\", \"5 years\"] }\n";
    let half_life = |read: Read<Regime>| read.value.score.unwrap().half_life;
    assert_eq!(half_life(replaced("social-credit", text, "").unwrap()), None);
    assert_eq!(half_life(replaced("social-credit~with:expiry", text, "").unwrap()), Some(Weeks(52)));
}

#[test]
fn an_appeal_brings_its_reviewers_where_there_were_none() {
    let source = builtin::find("travel-ban").unwrap().text;
    let (rules, _) = source.split_once("[recourse]").unwrap();
    let source = Source::new("mine.toml", rules.replace("appeal = true\n", ""));
    let asked = |typed: &str| {
        let own = split(typed).unwrap().1;
        base(&source).read(Asked { own: &own, every: &[] }).map(|varied| varied.read.value)
    };
    let problems = asked("x~with:notice").unwrap_err();
    assert!(problems.0[0].what.contains("`notice` changes nothing"), "{problems}");
    let varied = asked("x~with:notice~with:appeal").unwrap();
    assert!(varied.sanctions.iter().all(|sanction| sanction.appeal));
    assert!(varied.recourse.unwrap().notice, "what alone changes nothing does in company");
}

#[test]
fn a_varied_regime_is_a_file_that_reads_back_to_the_same_rules() {
    for (name, _) in builtin::regimes() {
        let source = builtin::find(&format!("regime/{name}")).unwrap();
        for sort in [Sort::Part, Sort::Safeguard] {
            for variant in base(&source).possible(sort).unwrap() {
                let typed = format!("{name}~{}:{variant}", sort.preposition());
                let varied = read(&typed);
                let printed = Source::new("printed.toml", varied.text.clone());
                let again = base(&printed)
                    .read(Asked::default())
                    .unwrap_or_else(|problems| panic!("{typed}:\n{problems}"));
                assert_eq!(again.read.value, varied.value, "{typed}");
                assert_eq!(again.read.text, varied.text, "{typed}");
                assert_eq!(varied.value.name, typed);
                assert_ne!(varied.value.rules_bytes(), rules(name), "{typed}");
            }
        }
    }
}

#[test]
fn the_order_of_variants_decides_nothing() {
    let one = "social-credit~with:capped-duration~without:renewal~with:appeal";
    let other = "social-credit~with:appeal~without:renewal~with:capped-duration";
    assert_eq!(rules(one), rules(other));
    assert_ne!(read(one).value.name, read(other).value.name);
}

#[test]
fn settings_come_first() {
    let source = builtin::find("social-credit").unwrap();
    let settings = [
        Setting::parse("sanction.grade-c.lasts=4 weeks").unwrap(),
        Setting::parse("association.weight=0.2").unwrap(),
    ];
    let base = Base { settings: &settings, ..base(&source) };
    let own = split("social-credit~with:capped-duration~without:association").unwrap().1;
    let read = base.read(Asked { own: &own, every: &[] }).unwrap().read;
    let weeks: Vec<u32> = read.value.sanctions.iter().map(|sanction| sanction.lasts.0).collect();
    assert_eq!((read.applied, read.value.association), (vec![true, true], 0));
    assert_eq!(weeks.iter().filter(|weeks| **weeks == 4).count(), 1);
    assert!(weeks.iter().all(|weeks| *weeks <= 13));
}

#[test]
fn every_regime_is_varied_where_it_can_be_and_ordinary_law_never() {
    let every = split("x~without:association~with:appeal").unwrap().1;
    let changed = |name: &str| {
        let source = builtin::find(&format!("regime/{name}")).unwrap();
        let varied = base(&source).read(Asked { own: &[], every: &every }).unwrap();
        assert_eq!(varied.read.value.name, name, "a setting of all arms is not in their names");
        varied.changed
    };
    assert_eq!(changed("social-credit"), [true, true]);
    assert_eq!(changed("travel-ban"), [false, true]);
    assert_eq!(changed("none"), [false, false]);
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let problems = try_read("financial-credit~without:association~without:errors").unwrap_err();
    assert_eq!(problems.0.len(), 1, "{problems}");
    let problem = &problems.0[0];
    assert_eq!(problem.place.as_ref().unwrap().text(), "without:association");
    assert!(problem.why.contains("`errors`") && !problem.why.contains("`household`"), "{problem}");
    let problems = try_read("financial-credit~with:notice").unwrap_err();
    assert!(problems.0[0].what.contains("`notice` changes nothing"), "{problems}");
    for (typed, what) in [
        ("none~with:asociation", "no safeguard is called `asociation`"),
        ("none~without:asociation", "no part is called `asociation`"),
        ("none~with:notice~within:errors", "`within:errors` varies nothing"),
        ("none~with:notice~with:notice", "`with:notice` is named twice"),
    ] {
        let problems = split(typed).unwrap_err();
        assert!(problems.0[0].what.contains(what), "{problems}");
    }
    assert!(split("none~without:asociation").unwrap_err().0[0].remedy.contains("without:association"));
    assert_eq!(split("a~b.toml").unwrap().0, "a~b.toml");
}

#[test]
fn problems_of_a_file_are_those_of_the_file_as_it_is() {
    let problems = replaced(
        "social-credit~without:errors",
        "share = 0.05, source = \"zhima-ties\"",
        "share = 5, source = \"zhima-ties\"",
    );
    let problems = problems.unwrap_err();
    assert_eq!(problems.0.len(), 1, "{problems}");
    assert!(problems.0[0].what.contains("5 is out of bounds"), "{problems}");
}

#[test]
fn names_say_how_they_were_varied() {
    let name = |name: &str| {
        replaced("none", "name = \"none\"", &format!("name = \"{name}\"")).map(|read| read.value.name)
    };
    for good in ["a", "a~with:notice", "a~without:errors~with:notice"] {
        assert_eq!(name(good).unwrap(), good);
    }
    for bad in ["a~", "a~b", "a~with:notice~", "A~with:notice"] {
        assert!(name(bad).unwrap_err().0[0].what.contains("cannot be a name"), "{bad}");
    }
}
