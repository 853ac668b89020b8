//! Stopped runs: by Ctrl-C, by a kill, and gone on with.
#![cfg(unix)]

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::sandbox::{Answer, Sandbox};

const WORDS: [&str; 9] =
    ["compare", "none", "social-credit", "--people", "131072", "--county-size", "4096", "--years", "1"];

fn start(sandbox: &Sandbox, out: &str) -> Child {
    let words = [&WORDS[..], &["--quiet", "--out", out]].concat();
    sandbox.command(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until a county is finished.
fn wait_for_a_county(sandbox: &Sandbox, out: &str) {
    let log = sandbox.path().join(out).join("progress/counties.log");
    let begun = Instant::now();
    while fs::metadata(&log).map_or(0, |log| log.len()) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "no county was finished");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_run_stopped_twice_ends_as_one_that_never_stopped() {
    let sandbox = Sandbox::new("interrupt");
    let whole = sandbox.run(&[&WORDS[..], &["--json", "--quiet", "--out", "whole"]].concat()).exits(0);

    let child = start(&sandbox, "runs/mine");
    wait_for_a_county(&sandbox, "runs/mine");
    signal(&child, "-INT");
    let begun = Instant::now();
    let answer = Answer::from(child.wait_with_output().unwrap()).exits(130);
    assert!(begun.elapsed() < Duration::from_secs(10), "it stops at the next tick");
    answer.says(&["stopped;", "of 32 counties are finished and kept", "glasshouse resume runs/mine"]);
    assert_eq!(sandbox.names("runs/mine"), ["progress"]);
    assert_eq!(sandbox.run(&["resume"]).exits(0).out, "glasshouse resume runs/mine\n");
    let again = sandbox.small(&["run", "none", "--out", "runs/mine"]).exits(2);
    again.says(&["a stopped run is in `runs/mine`", "glasshouse resume runs/mine"]);

    let mut child = sandbox.command(&["resume", "runs/mine", "--quiet"]).spawn().unwrap();
    let length = fs::metadata(sandbox.path().join("runs/mine/progress/counties.log")).unwrap().len();
    let begun = Instant::now();
    let log = sandbox.path().join("runs/mine/progress/counties.log");
    while fs::metadata(&log).map_or(u64::MAX, |log| log.len()) <= length && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let resumed = sandbox.run(&["resume", "runs/mine", "--json", "--quiet", "--threads", "3"]).exits(0);
    assert_eq!(resumed.digest(), whole.digest());
    for table in ["measures", "against_none", "pairs", "weeks", "counties", "reach"] {
        let read = |folder: &str| fs::read(sandbox.path().join(format!("{folder}/{table}.parquet"))).unwrap();
        assert!(read("whole") == read("runs/mine"), "{table} differs");
    }
    assert!(sandbox.read("runs/mine/manifest.json").contains("\"resumed\": true"));
}

#[test]
fn a_log_that_is_not_this_run_s_is_refused() {
    let sandbox = Sandbox::new("strange-log");
    for out in ["a", "b"] {
        let child = start(&sandbox, out);
        wait_for_a_county(&sandbox, out);
        signal(&child, "-INT");
        Answer::from(child.wait_with_output().unwrap()).exits(130);
    }
    let log = sandbox.path().join("a/progress/counties.log");
    let plan = sandbox.read("a/progress/plan.json");
    sandbox.write("a/progress/plan.json", plan.replace("\"seed\": 1", "\"seed\": 2"));
    sandbox.run(&["resume", "a"]).exits(2).says(&["belongs to another plan", "start the run again"]);
    sandbox.write("a/progress/plan.json", plan.replace("\"version\": \"", "\"version\": \"9"));
    sandbox.run(&["resume", "a"]).exits(2).says(&["was started by version 9"]);
    sandbox.write("a/progress/plan.json", "{");
    sandbox.run(&["resume", "a"]).exits(2).says(&["is not a plan"]);
    sandbox.write("a/progress/plan.json", &plan);
    fs::write(&log, "something else entirely").unwrap();
    sandbox.run(&["resume", "a"]).exits(2).says(&["not a record of a finished county"]);
    // Cut in the middle of a record, or damaged: what is whole before it is used.
    let record = fs::read(sandbox.path().join("b/progress/counties.log")).unwrap();
    fs::write(&log, &record[..record.len() - 10]).unwrap();
    sandbox.run(&["resume", "a", "--quiet"]).exits(0);
}

#[test]
fn two_programs_do_not_work_on_one_run() {
    let sandbox = Sandbox::new("locked");
    let child = start(&sandbox, "a");
    wait_for_a_county(&sandbox, "a");
    sandbox.run(&["resume", "a"]).exits(2).says(&["another glasshouse is working on this run"]);
    signal(&child, "-INT");
    Answer::from(child.wait_with_output().unwrap()).exits(130);
}
