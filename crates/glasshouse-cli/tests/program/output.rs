//! What is printed, and what is written.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::sandbox::{Answer, Sandbox};
#[cfg(target_os = "linux")]
use crate::screen::on_terminal;

const FILES: [&str; 8] = [
    "against_none.parquet",
    "counties.parquet",
    "manifest.json",
    "measures.parquet",
    "pairs.parquet",
    "reach.parquet",
    "report.html",
    "weeks.parquet",
];

#[test]
fn json_is_the_object_of_the_contract() {
    let sandbox = Sandbox::new("json");
    let answer = sandbox.small(&["compare", "none", "social-credit", "--json", "--out", "a"]).exits(0);
    assert_eq!(answer.out.lines().count(), 1);
    assert_eq!(answer.err, "");
    let object = answer.json();
    for (key, value) in [("people", 4_096), ("counties", 1), ("weeks", 52)] {
        assert_eq!(object[key], value);
    }
    assert_eq!(object["out"], "a");
    assert!(object["seconds"].as_f64().unwrap() > 0.0);
    assert!(!cfg!(target_os = "linux") || object["peak_memory_bytes"].as_u64().unwrap() > 1 << 20);
    let arm = &object["arms"][1];
    assert_eq!((&arm["name"], arm["digest"].as_str().unwrap().len()), (&"social-credit".into(), 64));
    let measure = &arm["measures"]["restricted_weeks"];
    assert!(measure["estimate"].as_f64().unwrap() > 0.0);
    assert_eq!(measure["unit"], "weeks per person-year");
    assert!(measure.get("low").is_some() && measure.get("high").is_some());
    let pair = &object["pairs"][0];
    assert_eq!((&pair["a"], &pair["b"]), (&"none".into(), &"social-credit".into()));
    assert!(pair["measures"]["restricted_weeks"]["difference"].as_f64().unwrap() > 0.0);
    let shares: f64 =
        ["only_a", "only_b", "both", "neither"].map(|key| pair[key].as_f64().unwrap()).iter().sum();
    assert!((shares - 1.0).abs() < 1e-9, "{pair}");
}

#[test]
fn a_folder_holds_the_tables_and_a_manifest_that_makes_them_again() {
    let sandbox = Sandbox::new("folder");
    let answer = sandbox.small(&["compare", "none", "travel-ban", "--seed", "7", "--json"]).exits(0);
    let folder = "runs/none-vs-travel-ban-4096-seed7";
    assert_eq!(answer.json()["out"], folder);
    assert_eq!(sandbox.names(folder), FILES);
    let manifest: serde_json::Value =
        serde_json::from_str(&sandbox.read(&format!("{folder}/manifest.json"))).unwrap();
    assert_eq!(manifest["digest"], answer.digest());
    assert_eq!(manifest["regimes"][1]["name"], "travel-ban");
    assert!(manifest["society"]["text"].as_str().unwrap().contains("[[conduct]]"));
    assert_eq!(manifest["society"]["blake3"].as_str().unwrap().len(), 64);
    let command = manifest["command"].as_str().unwrap();
    let words: Vec<&str> = command.split_whitespace().skip(1).chain(["--json", "--quiet"]).collect();
    let again = sandbox.run(&words).exits(0);
    assert_eq!(again.digest(), answer.digest());
    assert_eq!(again.json()["out"], format!("{folder}-2"), "an existing folder is left alone");
    let third = sandbox.run(&words).exits(0);
    assert_eq!(third.json()["out"], format!("{folder}-3"));
}

#[test]
fn threads_do_not_move_a_result() {
    let sandbox = Sandbox::new("threads");
    let run = |threads: &str| {
        let words = ["--people", "12288", "--county-size", "4096", "--years", "0.5", "--threads", threads];
        sandbox
            .run(&[&["compare", "none", "social-credit", "--json", "--quiet"], &words[..]].concat())
            .exits(0)
            .digest()
    };
    let one = run("1");
    assert_eq!(one, run("2"));
    assert_eq!(one, run("7"));
}

#[test]
fn csv_tables() {
    let sandbox = Sandbox::new("csv");
    sandbox.small(&["run", "social-credit", "--format", "csv", "--out", "a"]).exits(0);
    let names: Vec<String> = FILES.iter().map(|name| name.replace("parquet", "csv")).collect();
    assert_eq!(sandbox.names("a"), names);
    let header = "arm,measure,right,group,estimate,standard_error,low,high,unit,counties";
    assert!(sandbox.read("a/measures.csv").starts_with(header));
    assert!(sandbox.read("a/measures.csv").contains("social-credit,restricted_weeks,,,"));
}

#[test]
fn a_dry_run_measures_and_writes_nothing() {
    let sandbox = Sandbox::new("dry");
    let answer = sandbox.small(&["compare", "none", "social-credit", "--dry-run"]).exits(0);
    for words in ["People    4,096", "Weeks     52", "Time      ", "Memory", "nothing was written"] {
        assert!(answer.out.contains(words), "no {words:?} in {}", answer.out);
    }
    let object = sandbox.small(&["run", "none", "--dry-run", "--json"]).exits(0).json();
    assert_eq!(object["people"], 4_096);
    assert!(object["seconds"].as_f64().unwrap() > 0.0);
    assert!(sandbox.names("").is_empty());
}

#[test]
fn results_go_to_standard_output_and_the_rest_to_standard_error() {
    let sandbox = Sandbox::new("streams");
    let answer =
        sandbox.run(&["run", "social-credit", "--people", "5000", "--years", "0.2", "--out", "a"]).exits(0);
    assert!(
        answer.out.contains("social-credit") && answer.out.contains("glasshouse run social-credit"),
        "{}",
        answer.out
    );
    assert!(answer.err.contains("rounded up") && !answer.out.contains("rounded up"));
    assert!(answer.out.lines().all(|line| line.chars().count() <= 100 || line.starts_with("  glasshouse")));
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let sandbox = Sandbox::new("pipe");
    for arguments in [
        &["list"][..],
        &["schema", "society"],
        &["show", "large-country"],
        &["--help"],
        &["completions", "zsh"],
    ] {
        let mut child =
            sandbox.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let answer = Answer::from(child.wait_with_output().unwrap());
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
    let words = ["run", "none", "--people", "4096", "--years", "0.1", "--quiet"];
    let mut child = sandbox.command(&words).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{line}");
}

#[test]
fn a_full_standard_output_is_told() {
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let sandbox = Sandbox::new("full-out");
        let output = sandbox.command(&["list"]).stdout(full).output().unwrap();
        Answer::from(output).exits(1).says(&["standard output cannot be written"]);
    }
}

#[test]
fn colours_on_request_only() {
    let sandbox = Sandbox::new("colours");
    let coloured = |arguments: &[&str]| sandbox.run(arguments).err.contains('\x1b');
    assert!(!coloured(&["run", "nowhere"]), "not a terminal");
    assert!(coloured(&["run", "nowhere", "--color", "always"]));
    assert!(coloured(&["--color=always", "run", "nowhere"]));
    assert!(!coloured(&["run", "nowhere", "--color", "never"]));
    assert!(coloured(&["--bogus", "--color", "always"]), "mistakes in arguments too");
    let output = sandbox
        .command(&["run", "nowhere"])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!output.stderr.contains(&0x1b));
}

#[cfg(target_os = "linux")]
#[test]
fn a_narrow_terminal_is_respected() {
    let sandbox = Sandbox::new("narrow");
    let run = "run social-credit --people 16k --county-size 4096 --years 1 --out a";
    let text = on_terminal(&sandbox, 40, run, "");
    let (progress, summary) = text.split_once("large-country:").unwrap();
    assert!(progress.contains('%') && progress.contains('━'), "a bar is drawn: {progress:?}");
    for line in summary.split("Again:").next().unwrap().lines() {
        assert!(line.trim_end().chars().count() <= 40, "{line:?} of\n{summary}");
    }
    let quiet = on_terminal(&sandbox, 40, "run none --people 4096 --years 0.2 --quiet", "");
    assert!(!quiet.contains('━') && !quiet.contains("\x1b["), "{quiet:?}");
    let wrong = on_terminal(&sandbox, 40, "run no-such-regime-at-all; true", "NO_COLOR=1");
    assert!(wrong.lines().all(|line| line.trim_end().chars().count() <= 40), "{wrong}");
    let list = on_terminal(&sandbox, 40, "list", "");
    assert!(list.lines().all(|line| line.trim_end().chars().count() <= 40), "{list}");
}

#[cfg(target_os = "linux")]
#[test]
fn no_color_is_respected_on_a_terminal() {
    let sandbox = Sandbox::new("no-color");
    let plain = on_terminal(&sandbox, 80, "run nowhere; true", "NO_COLOR=1");
    assert!(plain.contains("there is no regime") && !plain.contains("\x1b["), "{plain:?}");
    let coloured = on_terminal(&sandbox, 80, "run nowhere; true", "");
    assert!(coloured.contains("\x1b["), "{coloured:?}");
}
