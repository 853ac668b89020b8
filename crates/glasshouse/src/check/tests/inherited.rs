//! `extends`, `[remove]` and settings.

use super::*;

#[test]
fn a_file_changes_what_it_names() {
    let read = regime(
        r#"extends = "regime/social-credit"
        [remove]
        observe = ["petty-harm", "video-games"]
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
    let entry =
        |regime: &Regime| regime.observe.iter().find(|entry| entry.kind == jaywalking).unwrap().clone();
    assert_eq!(entry(&value).points, Points::new(-7.0));
    assert_eq!(entry(&value).coverage, entry(&base).coverage);
    let names: Vec<&str> = value.sanctions.iter().map(|sanction| sanction.name.as_str()).collect();
    assert_eq!(names, ["no-travel", "grade-d", "court-list", "named-in-public", "new"]);
}

#[test]
fn what_cannot_be_inherited() {
    expect(regime("extends = \"socialcredit\"", &[]), &[("no file or built-in text", "\"socialcredit\"")]);
    expect(regime("extends = 3", &[]), &[("not a name", "3")]);
    expect(
        regime(&format!("{HEAD}[remove]\nsanction = [\"x\"]"), &[]),
        &[("nothing to remove from", "remove")],
    );
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
    let society =
        society(&society_text(), &["society.response.conformity=0.3", "association.weight=1"]).unwrap();
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
