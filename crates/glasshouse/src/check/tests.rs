//! Tests of reading: built-in files, bad files, inheritance, settings, and texts that are broken at random.

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
    SOCIETY.get_or_init(|| society(&society_text(), &[]).unwrap_or_else(|problems| panic!("{problems}")).value)
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
        assert!(problems.0.iter().any(|problem| same(&problem)), "no `{what}` at `{underlined}` in\n{problems}");
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
    for conduct in
        ["trouble-on-board", "false-report-of-terrorism", "expired-ticket", "insincere-apology", "bicycle-on-footpath"]
    {
        let kind = society.kind(conduct).unwrap();
        assert!(social.observe.iter().any(|observe| observe.kind == kind), "{conduct}");
    }
    let ban = &social.sanctions[0];
    let travel = 1 << society.right("air").unwrap() | 1 << society.right("rail").unwrap();
    assert_eq!((ban.takes, ban.lasts, ban.below), (travel, Weeks(52), Some(Points::new(600.0))));
    assert_ne!(ban.on, 0);
    assert!(named("none", &[]).value.is_none());
    let finance = 1 << society.context("finance").unwrap();
    assert_eq!(named("financial-credit", &[]).value.contexts(), finance);
    let ban = named("travel-ban", &[]);
    assert!(ban.value.score.is_none());
    assert!(ban.notes[0].what.contains("180 days is 25.7 weeks, taken as 26"), "{:?}", ban.notes);
}

#[test]
fn numbers_are_multiplied_out_by_place_and_group() {
    let ticket = r#"[[observe]]
        conduct = "jaywalking"
        coverage = { share = 0.6, rural = 0.3, minority_factor = 2, source = "s" }
        false_records = { per_year = 0.1, minority_factor = 3, source = "s" }"#;
    let read = regime(&format!("{HEAD}{ticket}"), &[]).unwrap();
    let observe = &read.value.observe[0];
    assert_eq!(observe.coverage, [[0.6, 1.0], [0.3, 0.6]].map(|row| row.map(Chance::new)));
    let rates = observe.false_records.map(|row| row.map(|rate| (rate.0 * 1000.0).round()));
    assert_eq!(rates, [[60.0, 300.0], [30.0, 180.0]]);
    assert_eq!(observe.context, large_country().context("traffic").unwrap());
    assert!(read.notes.iter().any(|note| note.what.contains("cut at 1")), "{:?}", read.notes);
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
escalates = 1.0
household = []
appeal = false
"#;
    let value = regime(&format!("{HEAD}{rest}"), &[]).unwrap().value;
    assert_eq!(value.score.unwrap().half_life, Some(Weeks(104)));
    assert_eq!(value.association, 3277);
}

#[test]
fn wrong_units_and_numbers() {
    let weight = r#"weight = { share = 0.05, source = "zhima-ties", range = [0, 0.3] }"#;
    let with = |new: &str| social(weight, &format!("weight = {new}"));
    expect(with("{ percent = 5, source = \"zhima-ties\" }"), &[("`percent` is no unit", "percent")]);
    expect(with("{ share = 60, source = \"zhima-ties\" }"), &[("60 is out of bounds", "60")]);
    expect(with("{ share = -0.1, source = \"zhima-ties\" }"), &[("-0.1 is out of bounds", "-0.1")]);
    expect(with("{ share = 1, source = \"zhima-ties\" }"), &[("weight of association is 1", "1")]);
    expect(with("{ points = 5, source = \"zhima-ties\" }"), &[("not given in `points`", "points")]);
    expect(with("{ share = \"0.05\", source = \"zhima-ties\" }"), &[("is text, not a number", "\"0.05\"")]);
    expect(with("0.05"), &[("a number without unit and source", "0.05")]);
    expect(with("{ share = 0.05 }"), &[("`weight` has no source", "{ share")]);
    expect(with("{ share = 0.05, source = \"assumption\" }"), &[("assumed, but has no range", "\"assumption\"")]);
    expect(with("{ share = 0.05, source = \"zima-ties\" }"), &[("no source is called", "\"zima-ties\"")]);
    expect(with("{ source = \"zhima-ties\" }"), &[("has no `share`", "{ source")]);
    let range = |range: &str| with(&format!("{{ share = 0.05, source = \"zhima-ties\", range = {range} }}"));
    expect(range("[0.3, 0]"), &[("written backwards", "[0.3, 0]")]);
    expect(range("[0.1, 0.3]"), &[("outside of its own range", "0.05")]);
    expect(range("[0.1]"), &[("a range has two ends", "[0.1]")]);
    expect(range("[0, 30]"), &[("30 is out of bounds", "30")]);
    let forgets = |time: &str| social("half_life = \"2 years\"", &format!("half_life = {time}"));
    expect(forgets("\"3 fortnights\""), &[("`3 fortnights` is no duration", "\"3 fortnights\"")]);
    expect(forgets("\"0 weeks\""), &[("no duration", "\"0 weeks\"")]);
    expect(forgets("104"), &[("a number is no duration", "104")]);
    let coverage = "coverage = { share = 0.6, source";
    expect(social(coverage, "coverage = { share = 0.6, rural = 30, source"), &[("30 is out of bounds", "30")]);
    expect(social(coverage, "coverage = { share = 0.6, rual = 0.3, source"), &[("`rual` has no meaning", "rual")]);
}

#[test]
fn remedies_say_what_to_write() {
    let weight = r#"weight = { share = 0.05, source = "zhima-ties", range = [0, 0.3] }"#;
    let remedy = |new: &str| social(weight, &format!("weight = {new}")).unwrap_err().0[0].remedy.clone();
    assert!(remedy("{ percent = 60, source = \"zhima-ties\" }").contains("share = 0.6"));
    assert!(remedy("{ share = 60, source = \"zhima-ties\" }").contains("share = 0.6"));
    assert!(remedy("{ share = 0.05, source = \"zima-ties\" }").contains("`source = \"zhima-ties\"`"));
    let problems = social("conduct = \"jaywalking\"", "conduct = \"jay-walking\"").unwrap_err();
    assert!(problems.0[0].remedy.contains("\"jaywalking\""), "{problems}");
}

#[test]
fn misspelt_names_and_keys() {
    expect(social("conduct = \"petty-harm\"", "conduct = \"pety-harm\""), &[("no kind of conduct", "\"pety-harm\"")]);
    expect(social("takes = [\"air\", \"rail\"]", "takes = [\"air\", \"trains\"]"), &[("no right", "\"trains\"")]);
    expect(social("covers = \"all\"", "covers = \"everyone\""), &[("no `covers`", "\"everyone\"")]);
    expect(social("renews = true", "renew = true"), &[("`renew` has no meaning", "renew")]);
    expect(social("public = true", "public = \"yes\""), &[("is text, not true or false", "\"yes\"")]);
    expect(social("public = true", ""), &[("`score` has no `public`", "[score]")]);
    expect(social("begins = 2018-05-01", "begins = \"2018-02-30\""), &[("is no date", "\"2018-02-30\"")]);
    expect(social("covers = \"all\"", "covers = \"all\"\nperson = \"x\""), &[("`person` has no meaning", "person")]);
    expect(social("[association]", "[asociation]"), &[("`asociation` has no meaning in the file", "asociation")]);
}

#[test]
fn several_at_once_and_in_order() {
    let text = builtin::find("social-credit").unwrap().text;
    let text = text
        .replace("covers = \"all\"", "covers = \"al\"")
        .replacen("share = 0.05, source = \"zhima", "share = 5, source = \"zhima", 1)
        .replace("\"praise\"", "\"prais\"")
        .replace("takes = [\"loan\", \"public-job\"]", "takes = []");
    let read = regime(&text, &[]);
    let problems = read.as_ref().unwrap_err();
    let starts: Vec<usize> = problems.0.iter().map(|problem| problem.place.as_ref().unwrap().span.start).collect();
    assert!(starts.is_sorted(), "{problems}");
    let expected =
        [("no `covers`", "\"al\""), ("5 is out of bounds", "5"), ("no kind", "\"prais\""), ("takes nothing", "[]")];
    expect(read, &expected);
}

#[test]
fn contradictory_sanctions() {
    let below = "below = { points = 850, source = \"rongcheng\" }";
    expect(social(below, ""), &[("no reason to fall", "[[sanction]]")]);
    expect(social(below, "below = { points = 0, source = \"rongcheng\" }"), &[("nobody falls below 0", "points = 0")]);
    expect(social(below, "below = { points = 1001, source = \"rongcheng\" }"), &[("without any record fall", "1001")]);
    expect(social("name = \"grade-c\"", "name = \"grade-d\""), &[("a second `[[sanction]]`", "\"grade-d\"")]);
    expect(social("conduct = \"praise\"", "conduct = \"jaywalking\""), &[("a second `[[observe]]`", "\"jaywalking\"")]);
    expect(
        social("on = [\"unpaid-judgment-debt\"]", "on = [\"petty-harm\"]"),
        &[("no debt begins it", "\"debt-repaid\"")],
    );
    expect(
        social("on = [\"unpaid-judgment-debt\"]", "on = [\"unpaid-judgment-debt\", \"debt-repaid\"]"),
        &[("never observed", "\"debt-repaid\"")],
    );
    expect(social("household = [\"school\"]", "household = [\"school\"]\nescalates = 2"), &[("planned", "2")]);
    let takes = "takes = [\"air\", \"rail\", \"loan\", \"school\", \"public-job\", \"publicity\"]";
    expect(social(takes, "takes = []"), &[("punished for nobody", "[\"school\"]")]);
    let text = builtin::find("travel-ban").unwrap().text;
    let line = "takes = [\"rail\"]\nbelow = { points = 3, source = \"court-rules\" }";
    expect(regime(&text.replace("takes = [\"rail\"]", line), &[]), &[("a line without a score", "points = 3")]);
    let weight = "[association]\nweight = { share = 0.1, source = \"court-rules\" }\n[recourse]";
    expect(regime(&text.replace("[recourse]", weight), &[]), &[("association without a score", "[association]")]);
    let without = text.split("[recourse]").next().unwrap();
    expect(regime(without, &[]), &[("an appeal that nobody decides", "true")]);
}

#[test]
fn what_is_planned_is_refused_by_name() {
    for (text, key) in [
        ("[[rollout]]\nfrom = 2014-06-14", "rollout"),
        ("[[campaign]]\nname = \"x\"", "campaign"),
        ("[[privilege]]\nname = \"x\"", "privilege"),
        ("[schedule]\non = 2018-05-01", "schedule"),
        ("[over_compliance]\nchance = 0.1", "over_compliance"),
    ] {
        expect(regime(&format!("{HEAD}{text}"), &[]), &[("is planned and not in this version", key)]);
    }
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
    assert!(problems.0.len() >= 2 && problems.0.iter().all(|problem| problem.what.contains("not TOML")), "{problems}");
    assert!(problems.to_string().starts_with("test.toml:2:"), "{problems}");
}

#[test]
fn a_file_changes_what_it_names() {
    let read = regime(
        r#"extends = "regime/social-credit"
        [remove]
        observe = ["praise", "video-games"]
        sanction = ["grade-c"]
        [regime]
        name = "mine"
        [[observe]]
        conduct = "jaywalking"
        points = { points = -7, source = "rongcheng" }
        [[sanction]]
        name = "new"
        on = ["jaywalking"]
        takes = ["loan"]
        lasts = { time = "2 weeks", source = "rongcheng" }"#,
        &[],
    );
    let (value, base) = (read.unwrap().value, named("social-credit", &[]).value);
    assert_eq!(value.name, "mine");
    assert_eq!(value.summary, base.summary);
    assert_eq!(value.observe.len(), base.observe.len() - 2);
    let jaywalking = large_country().kind("jaywalking").unwrap();
    let entry = |regime: &Regime| regime.observe.iter().find(|entry| entry.kind == jaywalking).unwrap().clone();
    assert_eq!(entry(&value).points, Points::new(-7.0));
    assert_eq!(entry(&value).coverage, entry(&base).coverage);
    let names: Vec<&str> = value.sanctions.iter().map(|sanction| sanction.name.as_str()).collect();
    assert_eq!(names, ["no-travel", "grade-d", "court-list", "named-in-public", "new"]);
}

#[test]
fn what_cannot_be_inherited() {
    expect(regime("extends = \"socialcredit\"", &[]), &[("no file or built-in text", "\"socialcredit\"")]);
    expect(regime("extends = 3", &[]), &[("not a name", "3")]);
    expect(regime(&format!("{HEAD}[remove]\nsanction = [\"x\"]"), &[]), &[("nothing to remove from", "remove")]);
    let remove = |text: &str| regime(&format!("extends = \"social-credit\"\n[remove]\n{text}"), &[]);
    expect(remove("sanction = [\"grade-x\"]"), &[("has no `[[sanction]]` called", "\"grade-x\"")]);
    expect(remove("sources = [\"rongcheng\"]"), &[("nothing that can be removed", "sources")]);
    let weight = "extends = \"social-credit\"\n[association]\nweight = { share = 0.1 }";
    expect(regime(weight, &[]), &[("`weight` has no source", "{ share = 0.1 }")]);
    let misplaced = HEAD.replace("covers", "extends = \"none\"\ncovers");
    expect(regime(&misplaced, &[]), &[("`extends` has no meaning in `regime`", "extends")]);
}

#[test]
fn circles_of_files_are_refused() {
    let text = |name: &str| format!("extends = \"{name}\"\n");
    let find = |name: &str| match name {
        "a" => Some(Source::new("a", text("b"))),
        "b" => Some(Source::new("b", text("a"))),
        deeper => Some(Source::new(deeper, text(&format!("{deeper}x")))),
    };
    for start in ["a", "deep"] {
        let read = regime::file::read(Source::new("me", text(start)), &find, &[], large_country());
        assert!(read.unwrap_err().0[0].what.contains("starts from this file again"));
    }
}

#[test]
fn settings_reach_numbers_by_name() {
    let read = named(
        "social-credit",
        &[
            "association.weight=0.1",
            "observe.expired-ticket.coverage=0.5",
            "observe.jaywalking.coverage.rural=0.01",
            "sanction.no-travel.lasts=4 weeks",
            "score.forgets=\"1 year\"",
            "sanction.grade-c.appeal=true",
            "society.response.conformity=0.3",
            "association.wait=0.1",
            "score.spread=50",
        ],
    );
    assert_eq!(read.applied, [true, true, true, true, true, true, false, false, true]);
    let value = &read.value;
    assert_eq!(value.association, 6554);
    assert_eq!(value.sanctions[0].lasts, Weeks(4));
    assert!(value.sanctions[2].appeal);
    let score = value.score.as_ref().unwrap();
    assert_eq!((score.half_life, score.spread), (Some(Weeks(52)), Points::new(50.0)));
    let jaywalking = large_country().kind("jaywalking").unwrap();
    let entry = value.observe.iter().find(|entry| entry.kind == jaywalking).unwrap();
    assert_eq!(entry.coverage[1][0], Chance::new(0.01));
    assert_eq!(crate::text::set::closest("association.wait", &read.paths)[0], "association.weight");
    assert!(read.text.contains("setting = \"given by a setting"));
    let society = society(&society_text(), &["society.response.conformity=0.3", "association.weight=1"]).unwrap();
    assert_eq!(society.applied, [true, false]);
    assert_eq!(society.value.behaviour.conformity, 0.3);
    let none = named("none", &["association.weight=0.1"]);
    assert_eq!((none.applied, none.value), (vec![false], named("none", &[]).value));
}

#[test]
fn settings_are_checked_like_files() {
    let source = || builtin::find("social-credit").unwrap();
    let read = |setting| regime::file::read(source(), &builtin::find, &set(&[setting]), large_country());
    expect(read("association.weight=7"), &[("7 is out of bounds", "7")]);
    expect(read("score.forgets=soon"), &[("no duration", "soon")]);
    let outside = read("association.weight=0.9").unwrap();
    assert!(outside.notes[0].what.contains("outside of its own range"));
    for wrong in ["association.weight", "=3", "a=", ""] {
        assert!(Setting::parse(wrong).is_err(), "{wrong}");
    }
    for path in read("score.forgets=1 year").unwrap().paths {
        assert!(!path.contains("sources"), "{path}");
    }
}

#[test]
fn a_society_is_a_population() {
    expect(country("share = 0.089", "share = 0.001"), &[("a class of less than 1%", "0.001")]);
    expect(country("share = 0.488", "share = 1"), &[("a class of less than 1%", "1")]);
    expect(country("0.063, 0.044]", "0.103, 0.004]"), &[("class of `households` has less than 1%", "0.004")]);
    expect(country("0.3, 0.238]", "0.3, 0.2]"), &[("add to 0.9620", "[0.187")]);
    expect(country("[0.187, 0.275, 0.3, 0.238]", "[0.5, 0.5]"), &[("`ages` has 2 classes", "[0.5, 0.5]")]);
    let one = "[people]\nid = 17\nhistory = [\"late-loan-payment\"]";
    expect(country("[people]", one), &[("`id` has no meaning", "id"), ("`history` has no meaning", "history")]);
}

#[test]
fn suppression_is_never_a_gain() {
    let harm = "\nharm = { value = 1, source = \"scale\" }\n";
    for (context, ground) in [
        ("context = \"purchases\"", "lawful conduct"),
        ("form = \"dissent\"", "lawful conduct"),
        ("good = true", "lawful conduct"),
    ] {
        expect(country(context, &format!("{context}{harm}")), &[(ground, "value = 1")]);
    }
    let unlawful = format!("lawful = false{harm}");
    expect(country("lawful = true\nprotected = true\nform = \"dissent\"", &format!("{unlawful}form = \"dissent\"")),
        &[("political conduct", "value = 1")]);
}

#[test]
fn contradictory_societies() {
    expect(country("form = \"debt-entry\"", "form = \"debt-repaid\""), &[
        ("has no rate", "per_year = 0.0025"),
        ("a second conduct of form `debt-repaid`", "\"debt-repaid\""),
        ("repaid that nobody has", "[[conduct]]"),
    ]);
    expect(country("form = \"apology\"", ""), &[("has no `rate`", "[[conduct]]"), ("can be `insincere`", "share = 0.2")]);
    expect(country("service = [\"service\"]", "service = [\"work\"]"), &[("strictly, but not broadly", "\"work\"")]);
    expect(country("needs = [\"rail\"]", "needs = [\"train\"]"), &[("no right is called", "\"train\"")]);
    expect(country("\"travel\", \"traffic\",", "\"travel\", \"travel\", \"traffic\","), &[("named twice", "\"travel\"")]);
    expect(country("name = \"rail\"", "name = \"air\""), &[
        ("a second `[[right]]`", "\"air\""),
    ]);
    let high = country("per_week = 0.1, source = \"assumption\", range = [0.02, 0.5] }\npraise", "per_week = 2, source = \"scale\" }\npraise");
    expect(high, &[("`reconsider` is out of bounds", "2")]);
    let read = society(&society_text(), &["society.response.conformity=0.8"]).unwrap();
    assert!(read.notes.iter().any(|note| note.what.contains("conformity is above")));
}

#[test]
fn the_society_has_what_the_model_names() {
    let society = large_country();
    assert_eq!((society.kinds.len(), society.rights.len()), (18, 10));
    let form = |name: &str| society.kinds[society.kind(name).unwrap()].form;
    assert_eq!(form("unpaid-judgment-debt"), Form::DebtEntry);
    assert_eq!(form("insincere-apology"), Form::Apology);
    for (strict, broad) in society.related_strict.iter().zip(&society.related_broad) {
        assert_eq!(strict & broad, *strict);
    }
    for (index, right) in society.rights.iter().enumerate() {
        assert_ne!(society.related_strict[right.context] & 1 << right.context, 0, "right {index}");
    }
}

#[test]
fn check_tells_the_kinds_apart() {
    let check = |name: &str| check(builtin::find(name).unwrap(), &builtin::find, &[], large_country());
    assert!(matches!(check("financial-credit-wide"), Ok(Checked::Regime(_))));
    assert!(matches!(check("large-country"), Ok(Checked::Society(_))));
    let neither = super::check(Source::new("x", "[sweep]\n"), &nowhere, &[], large_country());
    assert!(neither.unwrap_err().0[0].what.contains("neither"));
}

#[test]
fn published_schemas_accept_the_built_in_files() {
    let validate = |schema: &serde_json::Value, source: Source| {
        let tree = crate::text::parse(&std::sync::Arc::new(source)).unwrap();
        let validator = jsonschema::validator_for(schema).unwrap();
        let errors: Vec<String> = validator.iter_errors(&tree.to_json()).map(|error| error.to_string()).collect();
        errors
    };
    let (regimes, societies) = (regime::file::schema(), society::file::schema());
    for (name, _) in builtin::regimes() {
        assert_eq!(validate(&regimes, builtin::find(name).unwrap()), Vec::<String>::new(), "{name}");
    }
    assert_eq!(validate(&societies, builtin::find("large-country").unwrap()), Vec::<String>::new());
    let wrong = Source::new("x", "[regime]\nname = \"x\"\nawareness = { share = 60 }\nperson = 1\n");
    assert_eq!(validate(&regimes, wrong).len(), 2);
}

/// A built-in file, broken in one place.
fn broken() -> impl Strategy<Value = String> {
    let texts: Vec<String> =
        builtin::regimes().iter().map(|(name, _)| builtin::find(name).unwrap().text).chain([society_text()]).collect();
    (prop::sample::select(texts), 0..3, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(text, how, at, byte)| {
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
    })
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
