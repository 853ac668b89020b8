//! Bad rule books: what is said, and where.

use super::*;

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
    expect(
        with("{ share = 0.05, source = \"assumption\" }"),
        &[("assumed, but has no range", "\"assumption\"")],
    );
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
    expect(
        social(coverage, "coverage = { share = 0.6, rural = 30, source"),
        &[("30 is out of bounds", "30")],
    );
    expect(
        social(coverage, "coverage = { share = 0.6, rual = 0.3, source"),
        &[("`rual` has no meaning", "rual")],
    );
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
    expect(
        social("conduct = \"petty-harm\"", "conduct = \"pety-harm\""),
        &[("no kind of conduct", "\"pety-harm\"")],
    );
    expect(
        social("takes = [\"air\", \"rail\"]", "takes = [\"air\", \"trains\"]"),
        &[("no right", "\"trains\"")],
    );
    expect(social("covers = \"all\"", "covers = \"everyone\""), &[("no `covers`", "\"everyone\"")]);
    expect(social("name = \"grade-c\"", "name = \"Grade C.\""), &[("cannot be a name", "\"Grade C.\"")]);
    expect(
        social("takes = [\"loan\", \"public-job\"]", "takes = \"loan\""),
        &[("is text, not a list", "\"loan\"")],
    );
    expect(social("renews = true", "renew = true"), &[("`renew` has no meaning", "renew")]);
    expect(social("public = true", "public = \"yes\""), &[("is text, not true or false", "\"yes\"")]);
    expect(social("public = true", ""), &[("`score` has no `public`", "[score]")]);
    expect(social("begins = 2018-05-01", "begins = \"2018-02-30\""), &[("is no date", "\"2018-02-30\"")]);
    expect(
        social("covers = \"all\"", "covers = \"all\"\nperson = \"x\""),
        &[("`person` has no meaning", "person")],
    );
    expect(
        social("[association]", "[asociation]"),
        &[("`asociation` has no meaning in the file", "asociation")],
    );
}

#[test]
fn several_at_once_and_in_order() {
    let text = builtin::find("social-credit").unwrap().text;
    let text = text
        .replace("covers = \"all\"", "covers = \"al\"")
        .replacen("share = 0.05, source = \"zhima", "share = 5, source = \"zhima", 1)
        .replace("\"video-games\"", "\"video-gams\"")
        .replace("\"blood-donation\"", "\"volunteering\"")
        .replace("takes = [\"loan\", \"public-job\"]", "takes = []");
    let read = regime(&text, &[]);
    let problems = read.as_ref().unwrap_err();
    let starts: Vec<usize> =
        problems.0.iter().map(|problem| problem.place.as_ref().unwrap().span.start).collect();
    assert!(starts.is_sorted(), "{problems}");
    let expected = [
        ("no `covers`", "\"al\""),
        ("5 is out of bounds", "5"),
        ("no kind", "\"video-gams\""),
        ("takes nothing", "[]"),
        ("a second `[[observe]]`", "\"volunteering\""),
    ];
    expect(read, &expected);
}

#[test]
fn contradictory_sanctions() {
    let below = "below = { points = 850, source = \"rongcheng\" }";
    expect(social(below, ""), &[("no reason to fall", "[[sanction]]")]);
    expect(
        social(below, "below = { points = 0, source = \"rongcheng\" }"),
        &[("nobody falls below 0", "points = 0")],
    );
    expect(
        social(below, "below = { points = 1001, source = \"rongcheng\" }"),
        &[("without any record fall", "1001")],
    );
    expect(social("name = \"grade-c\"", "name = \"grade-d\""), &[("a second `[[sanction]]`", "\"grade-d\"")]);
    expect(
        social("conduct = \"video-games\"", "conduct = \"jaywalking\""),
        &[("a second `[[observe]]`", "\"jaywalking\"")],
    );
    expect(
        social("on = [\"unpaid-judgment-debt\"]", "on = [\"petty-harm\"]"),
        &[("no debt begins it", "\"debt-repaid\"")],
    );
    expect(
        social("on = [\"unpaid-judgment-debt\"]", "on = [\"unpaid-judgment-debt\", \"debt-repaid\"]"),
        &[("never observed", "\"debt-repaid\"")],
    );
    expect(
        social("household = [\"school\"]", "household = [\"school\"]\nescalates = 2"),
        &[("a number without unit and source", "2")],
    );
    let takes = "takes = [\"air\", \"rail\", \"loan\", \"school\", \"public-job\", \"publicity\"]";
    expect(social(takes, "takes = []"), &[("punished for nobody", "[\"school\"]")]);
    let text = builtin::find("travel-ban").unwrap().text;
    let line = "takes = [\"rail\"]\nbelow = { points = 3, source = \"court-rules\" }";
    expect(
        regime(&text.replace("takes = [\"rail\"]", line), &[]),
        &[("a line without a score", "points = 3")],
    );
    let weight = "[association]\nweight = { share = 0.1, source = \"court-rules\" }\n[recourse]";
    expect(
        regime(&text.replace("[recourse]", weight), &[]),
        &[("association without a score", "[association]")],
    );
    let without = text.split("[recourse]").next().unwrap();
    expect(regime(without, &[]), &[("an appeal that nobody decides", "true")]);
}
