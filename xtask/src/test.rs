//! Everything that must hold, run to the end so that all failures are seen, and counted in one line.

use std::time::Instant;

use crate::{browser, golden, instructions, shell, site, tidy, wasm};

/// What was run so far.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
    failures: Vec<String>,
}

impl Tally {
    /// Runs one step, which counts as one test.
    fn step(&mut self, name: &str, body: impl FnOnce() -> Result<(), String>) {
        self.part(name, || match body() {
            Ok(()) => (1, Vec::new()),
            Err(message) => (0, vec![message]),
        });
    }

    /// Runs one step that counts for itself: tests passed, and a message for each that failed.
    fn part(&mut self, name: &str, body: impl FnOnce() -> (u64, Vec<String>)) {
        println!("\n=== {name}");
        let start = Instant::now();
        let (passed, failures) = body();
        self.passed += passed;
        self.failed += failures.len() as u64;
        for message in failures {
            println!("{message}");
            let first = message.lines().next().unwrap_or_default();
            self.failures.push(format!("{name}: {first}"));
        }
        println!("--- {name}: {:.0} s", start.elapsed().as_secs_f64());
    }
}

/// `cargo xtask test`
pub fn main(_arguments: &[String]) -> Result<(), String> {
    let mut tally = Tally::default();
    tally.step("set up", || wasm::install().and_then(|()| instructions::install()));
    tally.step("format", || shell::show(&mut shell::cargo(&["fmt", "--all", "--check"])));
    tally.step("lint", lint);
    tally.step("manual", manual);
    tally.part("tests", tests);
    tally.step("tidy", || tidy::main(&[]));
    tally.part("golden", golden::check);
    tally.step("instructions", instructions::check);
    tally.part("browser", browser::check);
    println!();
    for failure in &tally.failures {
        println!("FAILED {failure}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err("not everything holds".into()) }
}

fn lint() -> Result<(), String> {
    let arguments = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
    shell::show(&mut shell::cargo(&arguments))
}

/// The manual of the libraries: every link in it must lead somewhere.
fn manual() -> Result<(), String> {
    shell::show(&mut site::manual())
}

fn tests() -> (u64, Vec<String>) {
    let cargo = shell::cargo(&["test", "--workspace", "--no-fail-fast"]);
    match shell::listen(cargo) {
        Ok((success, text)) => count(success, &text),
        Err(message) => (0, vec![message]),
    }
}

/// Sums cargo's own result lines. A run that failed without a failed test did not build.
fn count(success: bool, text: &str) -> (u64, Vec<String>) {
    let results = text.lines().filter_map(|line| line.strip_prefix("test result: "));
    let passed = results.filter_map(|line| number_before(line, " passed")).sum();
    let is_failure = |line: &&str| line.starts_with("test ") && line.ends_with("... FAILED");
    let mut failures: Vec<String> = text.lines().filter(is_failure).map(str::to_owned).collect();
    if !success && failures.is_empty() {
        failures.push("the tests did not build, or one of them ended its process".into());
    }
    (passed, failures)
}

fn number_before(line: &str, word: &str) -> Option<u64> {
    line.split_once(word)?.0.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn cargos_lines_are_summed() {
        let text = "test a ... ok\ntest result: ok. 3 passed; 0 failed; 0 ignored\n\
                    test b::c ... FAILED\ntest result: FAILED. 39 passed; 1 failed; 0 ignored\n";
        let (passed, failures) = count(false, text);
        assert_eq!(passed, 42);
        assert_eq!(failures, ["test b::c ... FAILED"]);
    }

    #[test]
    fn a_run_that_did_not_build_fails() {
        assert_eq!(count(false, "").1.len(), 1);
        assert_eq!(count(true, "").1.len(), 0);
    }
}
