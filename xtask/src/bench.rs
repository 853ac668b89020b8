//! How fast this machine is: one table, regime by regime, on one thread and on two.

use serde_json::Value;

use crate::golden;

const ARMS: [&str; 4] = ["none", "financial-credit", "platform-rating", "social-credit"];
const COUNTY: u64 = 65_536;
const WEEKS: u64 = 52;

/// `cargo xtask bench`
pub fn main(_arguments: &[String]) -> Result<(), String> {
    println!("county of {COUNTY} people, {WEEKS} weeks, one county a thread, release");
    println!("{:<18}{:>8}{:>10}{:>28}", "regime", "threads", "seconds", "ns a person-week and arm");
    for arm in ARMS {
        line(arm, &["run", arm], arms_run(&[arm]))?;
    }
    let all: Vec<&str> = std::iter::once("compare").chain(ARMS).collect();
    line("all four", &all, arms_run(&ARMS))
}

/// Arms simulated for these regimes: `none` always runs beside them.
fn arms_run(regimes: &[&str]) -> u64 {
    let none_too = !regimes.contains(&"none");
    regimes.len() as u64 + u64::from(none_too)
}

fn line(name: &str, words: &[&str], arms: u64) -> Result<(), String> {
    for threads in [1, 2] {
        let seconds = time(words, threads)?;
        let work = COUNTY * threads * WEEKS * arms;
        println!("{name:<18}{threads:>8}{seconds:>10.2}{:>28.1}", seconds * 1e9 / work as f64);
    }
    Ok(())
}

/// Seconds of wall time, as the program reports them; the best of three.
fn time(words: &[&str], threads: u64) -> Result<f64, String> {
    let mut arguments: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    let people = (COUNTY * threads).to_string();
    let threads = threads.to_string();
    let options = ["--people", &people, "--years", "1", "--threads", &threads, "--json", "--quiet"];
    arguments.extend(options.map(str::to_owned));
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let answer = golden::program("release", &arguments)?;
        let seconds = answer.get("seconds").and_then(Value::as_f64);
        best = best.min(seconds.ok_or_else(|| format!("no seconds in the answer: {answer}"))?);
    }
    Ok(best)
}
