//! What only the whole program shows: how soon it is at work, and how long its tables take.

use std::fs;
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use super::table::Row;
use crate::shell;

/// Seconds from the start of a program to the end of a run of one week.
const START_GOAL: f64 = 0.05;
const PART: &str = "the program";
const FOUR: [&str; 4] = ["none", "financial-credit", "platform-rating", "social-credit"];

/// Builds it.
pub fn build() -> Result<(), String> {
    shell::show(&mut shell::cargo(&["build", "--quiet", "--release", "--package", "glasshouse-cli"]))
}

/// The rows, each the best of `runs`.
pub fn rows(runs: usize) -> Result<Vec<Row>, String> {
    let milliseconds = |name: &str, all: Vec<f64>, goal: Option<f64>| {
        let all = all.into_iter().map(|seconds| seconds * 1e3).collect();
        Row::best(PART, name, "ms", all, goal.map(|seconds| seconds * 1e3))
    };
    // It takes a moment, so it is run more often.
    let one_week = times(10 * runs, &["none"], 1, "csv")?;
    let walls = one_week.iter().map(|time| time.wall).collect();
    let mut rows =
        vec![milliseconds("start to end of a run of one week, 4,096 people", walls, Some(START_GOAL))];
    for format in ["parquet", "csv"] {
        let times = times(runs, &FOUR, 520, format)?;
        let beside = times.iter().map(|time| time.wall - time.run).collect();
        let name = format!("beside the run: start, four regimes' tables over ten years as {format}");
        rows.push(milliseconds(&name, beside, None));
    }
    Ok(rows)
}

/// Seconds of one run: as the clock on the wall has them, and as the program reports them for the simulation.
struct Time {
    wall: f64,
    run: f64,
}

fn times(runs: usize, regimes: &[&str], weeks: u32, format: &str) -> Result<Vec<Time>, String> {
    (0..runs).map(|_| time(regimes, weeks, format)).collect()
}

fn time(regimes: &[&str], weeks: u32, format: &str) -> Result<Time, String> {
    let out = shell::target_dir().join("xtask-run");
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    let mut command = Command::new(shell::target_dir().join("release/glasshouse"));
    command.arg(if regimes.len() == 1 { "run" } else { "compare" }).args(regimes);
    command.args(["--people", "4096", "--county-size", "4096", "--threads", "1", "--json", "--quiet"]);
    command
        .args(["--format", format, "--years", &(f64::from(weeks) / 52.0).to_string()])
        .arg("--out")
        .arg(&out);
    let begun = Instant::now();
    let text = shell::ask(command)?;
    let wall = begun.elapsed().as_secs_f64();
    let answer: Value =
        serde_json::from_str(&text).map_err(|error| format!("--json is not JSON: {error}"))?;
    let run = answer.get("seconds").and_then(Value::as_f64).ok_or("no seconds in the answer")?;
    Ok(Time { wall, run })
}
