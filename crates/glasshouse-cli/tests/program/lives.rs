//! `life`: one person as text, as JSON and as a page; whom it finds, and what it refuses.

use crate::sandbox::Sandbox;

/// One small county.
const COUNTY: &[&str] = &["--county-size", "4096", "--years", "2", "--quiet"];

fn life(words: &[&str]) -> Vec<String> {
    let words = ["life"].iter().chain(words).chain(COUNTY);
    words.map(|word| (*word).to_owned()).collect()
}

fn run(sandbox: &Sandbox, words: &[&str]) -> crate::sandbox::Answer {
    let words = life(words);
    sandbox.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn somebody_is_found_and_their_life_told_again() {
    let sandbox = Sandbox::new("life");
    let found = run(&sandbox, &["1", "none", "social-credit", "--find", "longest"]).exits(0);
    assert!(found.out.starts_with("The longest without some right, in county 1:\n  1:"), "{}", found.out);
    assert_eq!(found.err, "", "quiet is quiet");
    let who = found.out.lines().nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let (_, told) = found.out.split_once("\n\n").unwrap();
    let again = run(&sandbox, &[&who, "none", "social-credit"]).exits(0);
    assert_eq!(again.out, told);
    assert!(told.starts_with(&format!("Person {who} does not exist.")), "{told}");
    let command = told.split("Again:\n").nth(1).unwrap().trim();
    let words: Vec<&str> = command.split_whitespace().skip(1).chain(["--quiet"]).collect();
    assert_eq!(sandbox.run(&words).exits(0).out, told, "the command that is printed");
    let json = run(&sandbox, &[&who, "none", "social-credit", "--json"]).exits(0).json();
    assert_eq!(json["exists"], false);
    assert_eq!(json["arms"][1]["name"], "social-credit");
    let alone = run(&sandbox, &[&who, "social-credit", "--json"]).exits(0).json();
    assert_eq!(alone["arms"][0], json["arms"][1], "the same life whatever else is asked for");
    assert!(sandbox.names("").is_empty(), "nothing is written unless asked for");
}

#[test]
fn a_page_is_one_file_that_loads_nothing() {
    let sandbox = Sandbox::new("life-page");
    let answer = run(&sandbox, &["0:7", "social-credit", "--out", "life.html"]).exits(0);
    assert!(answer.out.contains("\nPage: life.html\n"), "{}", answer.out);
    assert_eq!(sandbox.names(""), ["life.html"]);
    let page = sandbox.read("life.html");
    assert!(page.contains("<h1>Person 0:7 does not exist</h1>"));
    assert!(!page.contains(" src=") && !page.contains("@import"));
}

#[test]
fn nobody_is_said_plainly() {
    let sandbox = Sandbox::new("nobody");
    let none = run(&sandbox, &["0", "none", "--find", "undeserved"]).exits(0);
    assert_eq!(none.out, "Nobody in county 0 lost anything but for what they did under none.\n");
    let none = run(&sandbox, &["0", "none", "--find", "undeserved", "--json"]).exits(0).json();
    assert_eq!(none, serde_json::json!({"found": [], "life": null}));
}

#[test]
fn who_is_not_there_is_refused_with_what_to_write() {
    let sandbox = Sandbox::new("life-refused");
    let cases: &[(&[&str], &[&str])] = &[
        (&["x:1", "none"], &["`x` is not the number of anybody", "such as 3:1247"]),
        (&["3:-1", "none"], &["`-1` is not the number of anybody"]),
        (&["3:4096", "none"], &["there is no person of this number", "4,096 people", "0 to 4,095"]),
        (&["4000000:1", "none"], &["there is no county of this number", "from 0 to 2,441,406"]),
        (&["3", "none"], &["names a county and nobody in it", "--find undeserved"]),
        (&["3:1", "none", "--find", "silent"], &["names a person already", "leave out --find"]),
        (&["3:1", "anarchy"], &["there is no regime `anarchy`"]),
        (&["3", "none", "--find", "guilty"], &["possible values: undeserved"]),
        (&["3:1", "none", "--out", "."], &["`.` is a folder"]),
        (&["3:1", "none", "--out", "a/b.html"], &["there is no folder `a`"]),
    ];
    for (words, said) in cases {
        let answer = run(&sandbox, words).exits(2).says(said);
        assert_eq!(answer.out, "", "{words:?}");
    }
    assert!(sandbox.names("").is_empty(), "nothing is written");
}
