//! Glasshouse as a peer: the release program, its folder of tables, and its rows.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::program::{Answer, FOLDER, Task, watch};
use super::{Time, fastest};
use crate::shell;

/// People in a county unless told otherwise.
const USUAL_COUNTY: u32 = 1 << 14;
/// Adults: a society has at least 1% of children, who do nothing.
const ADULTS: f64 = 0.99;

/// What is asked for: the model's regime, or ordinary law alone, which always runs beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arm {
    Points,
    None,
}

/// Builds the release program.
pub fn build() -> Result<(), String> {
    shell::ask(shell::cargo(&["build", "--quiet", "--release", "--package", "glasshouse-cli"])).map(drop)
}

/// The name of the row that ratios refer to.
pub const AS_IT_IS: &str = "Glasshouse";
/// The name of the row without what comes before the weeks.
pub const WEEKS_ALONE: &str = "Glasshouse, the weeks alone";

/// The run that ratios refer to and two differences: without what comes before the weeks, and without the arm `none`
/// and what arms share. With ties the run is in one county, so that anybody can know anybody; the same in counties of
/// the usual size is a row of its own.
pub fn times(task: &Task, runs: u32) -> Result<Vec<Time>, String> {
    let county = if task.ties { task.people } else { USUAL_COUNTY };
    let whole = fastest(AS_IT_IS, task, runs, || run(Arm::Points, county, task))?;
    let one_week = Task { weeks: 1, ..task.clone() };
    let start = fastest("Glasshouse, one week", &one_week, runs, || run(Arm::Points, county, &one_week))?;
    let none = fastest("Glasshouse, `none` alone", task, runs, || run(Arm::None, county, task))?;
    let weeks = Task { weeks: task.weeks - 1, ..task.clone() };
    let weeks_alone = less(WEEKS_ALONE, &whole, &start, weeks);
    let arm_alone = less("Glasshouse, the arm alone", &whole, &none, task.clone());
    let mut times = vec![whole, weeks_alone, arm_alone];
    if task.ties {
        let usual = "Glasshouse, counties of 16,384";
        times.push(fastest(usual, task, runs, || run(Arm::Points, USUAL_COUNTY, task))?);
    }
    Ok(times)
}

/// What one run took beyond another.
fn less(name: &str, whole: &Time, part: &Time, task: Task) -> Time {
    let seconds = whole.answer.seconds - part.answer.seconds;
    let answer = Answer { seconds, ..whole.answer.clone() };
    Time { name: name.into(), task, answer, memory: None }
}

/// One run in counties of `county` people.
pub fn run(arm: Arm, county: u32, task: &Task) -> Result<(Answer, Option<u64>), String> {
    // Runs of a check go on at the same time.
    let out = shell::target_dir().join(format!("peers/glasshouse-run-{}", task.seed));
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    let (text, memory) = watch(command(arm, county, task, &out))?;
    let said: Value = serde_json::from_str(&text).map_err(|error| format!("--json is not JSON: {error}"))?;
    let seconds = said.get("seconds").and_then(Value::as_f64).ok_or("no seconds in the answer")?;
    let weeks = out.join("weeks.csv");
    let table = fs::read_to_string(&weeks).map_err(|error| format!("{}: {error}", weeks.display()))?;
    let results = results(&table, task.weeks);
    fs::remove_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    Ok((Answer { version: env!("CARGO_PKG_VERSION").into(), setup: None, seconds, results }, memory))
}

fn command(arm: Arm, county: u32, task: &Task, out: &Path) -> Command {
    let folder = shell::root().join(FOLDER);
    let mut command = Command::new(shell::target_dir().join("release/glasshouse"));
    command.arg("run");
    match arm {
        Arm::Points => command.arg(folder.join("points.toml")),
        Arm::None => command.arg("none"),
    };
    command.arg("--society").arg(folder.join("society.toml")).arg("--out").arg(out);
    let options = [
        ("--people", task.people.to_string()),
        ("--county-size", county.to_string()),
        ("--years", (f64::from(task.weeks) / 52.0).to_string()),
        ("--seed", task.seed.to_string()),
        ("--threads", "1".into()),
        ("--format", "csv".into()),
    ];
    for (name, value) in options {
        command.arg(name).arg(value);
    }
    if !task.ties {
        command.args(["--set", "society.ties.friends=0"]);
        if arm == Arm::Points {
            command.args(["--set", "association.weight=0"]);
        }
    }
    command.args(["--json", "--quiet"]);
    command
}

/// Means over the last 52 weeks of `weeks.csv`, for adults.
fn results(table: &str, weeks: u32) -> [f64; 3] {
    let first = weeks.saturating_sub(52);
    let mean = |measure: &str| {
        let estimate = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            let [_, week, name, "", "", estimate, ..] = cells[..] else { return None };
            (name == measure && week.parse::<u32>().ok()? >= first).then(|| estimate.parse().ok())?
        };
        let values: Vec<f64> = table.lines().filter_map(estimate).collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let acts = mean("harmful_conduct") / ADULTS;
    [mean("score_mean"), mean("restricted_share") / ADULTS, acts]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_year_is_averaged_over_everybody() {
        let line = |week: u32, measure: &str, group: &str, value: f64| {
            format!("points,{week},{measure},,{group},{value},,unit,a, b\n")
        };
        let table: String = [
            line(0, "score_mean", "", 100.0),
            line(1, "score_mean", "", 90.0),
            line(52, "score_mean", "", 80.0),
            line(52, "score_mean", "group:minority", 7.0),
            line(1, "restricted_share", "", 0.099),
            line(1, "harmful_conduct", "", 9.9),
        ]
        .concat();
        let [score, sanctioned, acts] = results(&table, 53);
        assert!((score - 85.0).abs() < 1e-9);
        assert!((sanctioned - 0.1).abs() < 1e-9 && (acts - 10.0).abs() < 1e-9);
    }
}
