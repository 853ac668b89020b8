//! Parts taken out of regimes, and safeguards put in: by option for every arm, by name for one.

use crate::sandbox::Sandbox;

#[test]
fn a_varied_arm_is_a_regime_like_any_other() {
    let sandbox = Sandbox::new("varied");
    let name = "social-credit~without:association";
    let answer = sandbox.small(&["compare", "social-credit", name, "--json"]).exits(0);
    let arms = &answer.json()["arms"];
    assert_eq!(arms[1]["name"], name);
    assert_ne!(arms[0]["digest"], arms[1]["digest"]);
    let folder = "runs/social-credit-vs-social-credit-without-association-4096-seed1";
    let manifest = sandbox.read(&format!("{folder}/manifest.json"));
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["regimes"][1]["name"], name);
    assert!(!manifest["regimes"][1]["text"].as_str().unwrap().contains("[association]"));
    let words = format!("glasshouse compare social-credit {name} --people 4096 --years 1 --seed 1");
    assert_eq!(manifest["command"], words.as_str());
}

#[test]
fn a_varied_regime_can_be_printed_copied_and_run() {
    let sandbox = Sandbox::new("printed");
    let name = "social-credit~without:other-contexts~with:error-bound";
    let text = sandbox.run(&["show", name]).exits(0).out;
    assert!(text.contains(&format!("name = \"{name}\"")) && text.contains("counts = [\"travel\"]"), "{text}");
    sandbox.write("mine.toml", text);
    let answer = sandbox.run(&["check", "mine.toml"]).exits(0);
    assert_eq!(answer.out, format!("mine.toml: the regime `{name}`, no problems\n"));
    let digest =
        |regime: &str, out: &str| sandbox.small(&["run", regime, "--json", "--out", out]).exits(0).digest();
    assert_eq!(digest(name, "a"), digest("mine.toml", "b"));
    assert_ne!(digest(name, "c"), digest("social-credit", "d"));
    let twice = sandbox.run(&["show", "mine.toml~with:notice"]).exits(0).out;
    assert!(
        twice.contains(&format!("name = \"{name}~with:notice\"")),
        "a varied regime can be varied: {twice}"
    );
}

#[test]
fn options_vary_every_arm_but_ordinary_law() {
    let sandbox = Sandbox::new("every");
    let base = ["compare", "none", "travel-ban", "social-credit", "--json", "--out"];
    let plain = sandbox.small(&[&base[..], &["a"]].concat()).exits(0).json();
    let options = ["--without", "association", "--without", "errors", "--with", "capped-duration"];
    let varied = sandbox.small(&[&base[..], &["b"], &options].concat()).exits(0).json();
    let digest = |answer: &serde_json::Value, arm: usize| answer["arms"][arm]["digest"].clone();
    assert_eq!(digest(&plain, 0), digest(&varied, 0));
    assert_ne!(digest(&plain, 1), digest(&varied, 1), "no association, but errors and terms");
    assert_ne!(digest(&plain, 2), digest(&varied, 2));
    assert_eq!(plain["arms"][2]["name"], varied["arms"][2]["name"]);
    let manifest: serde_json::Value = serde_json::from_str(&sandbox.read("b/manifest.json")).unwrap();
    let command = manifest["command"].as_str().unwrap();
    assert!(command.ends_with("--without association --without errors --with capped-duration"), "{command}");
    let words: Vec<&str> = command.split_whitespace().skip(1).chain(["--json", "--quiet"]).collect();
    assert_eq!(sandbox.run(&words).exits(0).json()["digest"], varied["digest"]);
    let words = [&base[..4], &options, &["--dry-run", "--quiet"]].concat();
    assert!(sandbox.run(&words).exits(0).out.contains("--without association --without errors"));
}

#[test]
fn what_varies_nothing_is_told_with_what_would() {
    let sandbox = Sandbox::new("idle");
    let answer = sandbox.small(&["run", "financial-credit~without:association"]).exits(2);
    answer.says(&["`financial-credit` has no part `association`", "its parts are `errors`, `renewal`"]);
    let answer = sandbox.small(&["compare", "none", "financial-credit", "--without", "association"]).exits(2);
    answer.says(&["`--without association`: no regime of this run has this part", "are: errors, renewal"]);
    let answer = sandbox.small(&["compare", "none", "financial-credit", "--with", "notice"]).exits(2);
    answer.says(&["`--with notice` changes no regime of this run", "neutral-panel"]);
    sandbox.small(&["run", "none", "--without", "errors"]).exits(2).says(&["leave the option out"]);
    sandbox.small(&["compare", "none", "social-credit", "--without", "association"]).exits(0);
    assert_eq!(sandbox.names("runs").len(), 1, "one arm that has it is enough");
}

#[test]
fn unknown_names_are_told_with_the_closest() {
    let sandbox = Sandbox::new("unknown-variants");
    let answer = sandbox.small(&["run", "social-credit~without:asociation~with:notise"]).exits(2);
    let words =
        ["no part is called `asociation`", "write `without:association`", "`notise`", "write `with:notice`"];
    answer.says(&words);
    sandbox
        .small(&["run", "social-credit~wihtout:errors"])
        .exits(2)
        .says(&["social-credit~without:association"]);
    for (option, wrong, near) in
        [("--without", "asociation", "'association'"), ("--with", "notise", "'notice'")]
    {
        let answer = sandbox.small(&["run", "social-credit", option, wrong]).exits(2);
        answer.says(&["possible values: ", &format!("a similar value exists: {near}")]);
    }
    sandbox.run(&["show", "social-credit~with:nothing"]).exits(2).says(&["no safeguard is called `nothing`"]);
    assert!(sandbox.names("").is_empty(), "nothing is written");
}

#[test]
fn parts_and_safeguards_are_listed_shown_and_completed() {
    let sandbox = Sandbox::new("variants");
    let list = sandbox.run(&["list"]).exits(0).out;
    let bash = sandbox.run(&["completions", "bash"]).exits(0).out;
    let fish = sandbox.run(&["completions", "fish"]).exits(0).out;
    for (file, names) in [
        (
            "parts",
            &[
                "errors",
                "group-errors",
                "association",
                "publicity",
                "other-contexts",
                "household",
                "renewal",
                "campaigns",
                "around-the-clock",
            ][..],
        ),
        (
            "safeguards",
            &[
                "notice",
                "appeal",
                "human-review",
                "neutral-panel",
                "separate-contexts",
                "private-scores",
                "capped-duration",
                "error-bound",
                "expiry",
                "no-association",
            ],
        ),
    ] {
        let shown = sandbox.run(&["show", file]).exits(0).out;
        for name in names {
            assert!(list.contains(&format!("\n  {name} ")), "{name} in\n{list}");
            assert!(bash.contains(name) && fish.contains(name), "{name}");
            assert!(shown.contains(&format!("name = \"{name}\"")), "{name} in\n{shown}");
        }
        assert_eq!(shown.matches("\nname = ").count(), names.len());
    }
}
