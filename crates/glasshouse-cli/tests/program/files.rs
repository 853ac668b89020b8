//! Regime and society files: what is wrong with them, all at once, and with its place.

use crate::sandbox::Sandbox;

#[test]
fn files_that_are_no_files() {
    let sandbox = Sandbox::new("no-files");
    sandbox.write("empty.toml", "");
    sandbox.write("binary.toml", [0x7F, b'E', b'L', b'F', 0, 1, 2]);
    sandbox.write("latin.toml", [b'n', b'a', b'm', b'e', b'=', 0xE9]);
    sandbox.write("huge.toml", "# word\n".repeat(1 << 18));
    std::fs::create_dir(sandbox.path().join("folder")).unwrap();
    let cases = [
        ("missing.toml", "there is no regime `missing.toml`"),
        ("folder", "`folder` is a folder, not a file"),
        ("empty.toml", "empty.toml: the file is empty"),
        ("binary.toml", "binary.toml: the file is not text"),
        ("latin.toml", "is not UTF-8"),
        ("huge.toml", "at most 1048576 are read"),
    ];
    for (file, words) in cases {
        let answer = sandbox.small(&["run", file]).exits(2).says(&[words]);
        assert_eq!(answer.out, "");
    }
    let all: Vec<&str> = ["compare"].into_iter().chain(cases.map(|(file, _)| file)).collect();
    sandbox.small(&all).exits(2).says(&cases.map(|(_, words)| words));
    assert!(sandbox.names("runs").is_empty(), "nothing is written");
}

#[test]
fn an_endless_file_ends() {
    if std::path::Path::new("/dev/zero").exists() {
        Sandbox::new("endless").small(&["run", "/dev/zero"]).exits(2).says(&["at most 1048576 are read"]);
    }
}

#[test]
fn every_problem_is_shown_at_once_with_its_place() {
    let sandbox = Sandbox::new("problems");
    let text = "extends = \"social-credit\"\n[regime]\nname = \"mine\"\ncovers = \"everyone\"\n\n[association]\nwieght = 3\n";
    sandbox.write("mine.toml", text);
    let answer = sandbox.small(&["run", "mine.toml"]).exits(2);
    answer.says(&["mine.toml:4", "covers = \"everyone\"", "mine.toml:7", "wieght = 3", "help"]);
    assert!(sandbox.names("runs").is_empty(), "nothing is written");
}

#[test]
fn check_tells_problems_from_files_it_cannot_open() {
    let sandbox = Sandbox::new("check");
    sandbox.write("good.toml", "extends = \"social-credit\"\n[regime]\nname = \"mine\"\n");
    let answer = sandbox.run(&["check", "good.toml"]).exits(0);
    assert_eq!(answer.out, "good.toml: the regime `mine`, no problems\n");
    sandbox.write("bad.toml", "extends = \"social-credit\"\n[regime]\nnam = \"mine\"\n");
    sandbox.run(&["check", "bad.toml"]).exits(3).says(&["bad.toml:3", "nam"]);
    sandbox.write("neither.toml", "[other]\n");
    sandbox.run(&["check", "neither.toml"]).exits(3);
    sandbox.write("empty.toml", "");
    sandbox.run(&["check", "empty.toml"]).exits(3).says(&["the file is empty"]);
    sandbox.run(&["check", "missing.toml"]).exits(2).says(&["`missing.toml` cannot be read"]);
    sandbox.run(&["check", "."]).exits(2).says(&["is a folder"]);
    sandbox.run(&["check", "good.toml", "--society", "nowhere"]).exits(2).says(&["no society `nowhere`"]);
}

#[test]
fn built_in_files_check_out_when_copied() {
    let sandbox = Sandbox::new("copies");
    for name in ["none", "social-credit", "travel-ban", "society/large-country"] {
        let text = sandbox.run(&["show", name]).exits(0).out;
        sandbox.write("copy.toml", text);
        sandbox.run(&["check", "copy.toml"]).exits(0);
    }
}

#[test]
fn files_start_from_files_beside_them() {
    let sandbox = Sandbox::new("extends");
    std::fs::create_dir(sandbox.path().join("rules")).unwrap();
    sandbox.write("rules/base.toml", "extends = \"social-credit\"\n[regime]\nname = \"base\"\n");
    sandbox.write("rules/mine.toml", "extends = \"base.toml\"\n[regime]\nname = \"mine\"\n");
    let answer = sandbox.run(&["check", "rules/mine.toml"]).exits(0);
    assert!(answer.out.contains("the regime `mine`"), "{}", answer.out);
    sandbox.write("rules/base.toml", "");
    sandbox.run(&["check", "rules/mine.toml"]).exits(3).says(&["base.toml: the file is empty"]);
}

#[test]
fn a_name_nearly_right_is_guessed() {
    let sandbox = Sandbox::new("nearly");
    sandbox.small(&["run", "social-crdit"]).exits(2).says(&["write `social-credit`"]);
    sandbox.run(&["show", "social-crdit"]).exits(2).says(&["glasshouse show social-credit"]);
    sandbox.small(&["run", "none", "--society", "large-contry"]).exits(2).says(&["write `large-country`"]);
    sandbox.run(&["comparr", "none"]).exits(2).says(&["compare"]);
}
