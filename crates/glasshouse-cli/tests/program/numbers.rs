//! Numbers as typed, and what is refused by name.

use crate::sandbox::Sandbox;

#[test]
fn bad_numbers_are_told_with_what_to_write() {
    let sandbox = Sandbox::new("bad-numbers");
    let cases: &[(&[&str], &str)] = &[
        (&["--people", "0"], "a society needs people"),
        (&["--people", "-5"], "a society needs people"),
        (&["--people", "1e30"], "at most 10B people"),
        (&["--people", "many"], "this is not a number; write a number of people"),
        (&["--years", "0"], "at least one week"),
        (&["--years", "-1"], "at least one week"),
        (&["--years", "1000"], "at most 200 years"),
        (&["--warm-up", "1000"], "at most 200 years"),
        (&["--warm-up", "-1"], "cannot take less than no time"),
        (&["--seed", "abc"], "this is not a seed"),
        (&["--seed", "-1"], "this is not a seed"),
        (&["--luck", "1.5"], "this is not a seed"),
        (&["--threads", "0"], "no work is done by no threads"),
        (&["--threads", "100000"], "more threads than help"),
        (&["--county-size", "1000"], "a county cannot have 1,000 people"),
        (&["--county-size", "2^30"], "a county cannot have 1,073,741,824 people"),
        (&["--format", "xlsx"], "possible values: parquet, csv"),
        (&["--color", "blue"], "possible values: auto, always, never"),
    ];
    for (arguments, words) in cases {
        let answer = sandbox.run(arguments).exits(2).says(&[words, arguments[0]]);
        assert_eq!(answer.out, "", "{arguments:?}");
    }
    assert!(sandbox.names("").is_empty(), "nothing is written");
}

#[test]
fn people_are_rounded_up_and_the_rounding_said() {
    let sandbox = Sandbox::new("rounding");
    let answer = sandbox.run(&["run", "none", "--people", "5k", "--years", "0.03", "--json"]).exits(0);
    let answer = answer.says(&["5,000 people are rounded up to 8,192: 1 county of 8,192 people"]);
    let answer = answer.says(&["0.03 years are rounded to 2 weeks"]);
    assert_eq!(answer.json()["people"], 8_192);
    assert_eq!(answer.json()["weeks"], 2);
    let answer = sandbox.run(&["run", "none", "--people", "5k", "--years", "0.03", "--quiet"]).exits(0);
    assert_eq!(answer.err, "", "quiet is quiet");
}

#[test]
fn what_is_planned_is_refused_by_name() {
    let sandbox = Sandbox::new("planned");
    for command in ["attribute", "sensitivity", "sweep", "spread", "verify", "merge", "lab"] {
        let name = format!("`{command}` is planned, not in this version");
        sandbox.run(&[command]).exits(2).says(&[&name]);
        sandbox.run(&[command, "x", "--port", "3"]).exits(2).says(&[&name]);
    }
    sandbox
        .run(&["experiment", "nation"])
        .exits(2)
        .says(&["there is no experiment `nation`", "`glasshouse list`"]);
    let options = ["--precision=1%", "--shard=1/4"];
    let words: Vec<&str> = ["run", "none"].into_iter().chain(options).collect();
    let answer = sandbox.run(&words).exits(2);
    let all: Vec<String> =
        options.iter().map(|option| format!("`{}` is planned", option.split('=').next().unwrap())).collect();
    answer.says(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(sandbox.names("").is_empty(), "nothing is written");
}

#[test]
fn a_warm_up_is_run_and_not_counted() {
    let sandbox = Sandbox::new("warm-up");
    let base = ["run", "travel-ban", "--people", "4096", "--years", "0.1"];
    let run = |more: &[&str]| sandbox.run(&[&base[..], more].concat()).exits(0);
    let warm = run(&["--warm-up", "0.25", "--json", "--out", "warm"]).json();
    assert_eq!((&warm["warm_up"], &warm["weeks"]), (&13.into(), &5.into()));
    assert_ne!(run(&["--json", "--out", "cold"]).json()["digest"], warm["digest"]);
    let manifest: serde_json::Value = serde_json::from_str(&sandbox.read("warm/manifest.json")).unwrap();
    assert_eq!(manifest["warm_up"], 13);
    let command = manifest["command"].as_str().unwrap();
    let words: Vec<&str> = command.split(' ').skip(1).chain(["--json", "--out", "again"]).collect();
    assert_eq!(sandbox.run(&words).exits(0).json()["digest"], warm["digest"], "{command}");
    let weeks = "Weeks     5 after 13 of warm-up";
    assert!(run(&["--warm-up", "0.25", "--dry-run"]).out.contains(weeks));
    assert!(run(&["--warm-up", "0.25", "--out", "said"]).out.contains("5 weeks after 13 weeks of warm-up"));
}

#[test]
fn a_comparison_needs_two_different_regimes() {
    let sandbox = Sandbox::new("two");
    sandbox.run(&["compare", "none"]).exits(2).says(&["at least two regimes", "glasshouse run none"]);
    sandbox.run(&["compare"]).exits(2);
    sandbox.run(&["compare", "none", "none"]).exits(2).says(&["`none` is named twice", "name it once"]);
    sandbox.write("mine.toml", "extends = \"none\"\n");
    let words = ["both called `none`", "change `name` in one of the files"];
    sandbox.run(&["compare", "none", "mine.toml"]).exits(2).says(&words);
}

#[test]
fn settings_apply_to_every_arm_that_has_them() {
    let sandbox = Sandbox::new("settings");
    let base = ["compare", "none", "social-credit", "--json", "--out"];
    let plain = sandbox.small(&[&base[..], &["a"]].concat()).exits(0).json();
    let set = ["b", "--set", "association.weight=0.2"];
    let varied = sandbox.small(&[&base[..], &set].concat()).exits(0).json();
    assert_eq!(plain["arms"][0]["digest"], varied["arms"][0]["digest"], "none has no association");
    assert_ne!(plain["arms"][1]["digest"], varied["arms"][1]["digest"]);
    let manifest = sandbox.read("b/manifest.json");
    assert!(manifest.contains("--set association.weight=0.2"), "the command holds the setting");
}

#[test]
fn a_setting_that_nothing_has_is_told_with_the_closest() {
    let sandbox = Sandbox::new("unset");
    let answer =
        sandbox.small(&["compare", "none", "social-credit", "--set", "asociation.weigt=0.2"]).exits(2);
    answer.says(&["nothing here has `asociation.weigt`", "association.weight"]);
    let answer = sandbox.small(&["run", "none", "--set", "society.respons.conformity=0.2"]).exits(2);
    answer.says(&["society.response.conformity"]);
    sandbox
        .small(&["run", "none", "--set", "nonsense"])
        .exits(2)
        .says(&["a setting is a path, `=` and a value"]);
    assert!(sandbox.names("").is_empty(), "nothing is written");
}
