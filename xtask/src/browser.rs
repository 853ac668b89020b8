//! The report in a real browser: Chromium from Debian, driven by Playwright from npm; and the chart library it holds.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shell;

/// Where the tests and their packages lie.
const TESTS: &str = "crates/glasshouse-report/browser";
/// Where the chart library is made.
const ASSETS: &str = "crates/glasshouse-report/assets";
/// A regime with a long name, whose summary is markup: it must be shown as text.
const ODD: &str = "extends = \"social-credit\"\n[regime]\nname = \"a-name-so-long-that-no-table-and-no-chart-has-room\"\n\
                   summary = \"</script><b>odd</b> & 'so on'\"\n";
/// As many regimes as the built-in ones and their variants make eight of.
const EIGHT: [&str; 8] = [
    "none",
    "financial-credit",
    "financial-credit-wide",
    "platform-rating",
    "platform-rating-24-7~without:other-contexts",
    "social-credit",
    "social-credit~without:association~with:notice",
    "travel-ban",
];

/// `cargo xtask browser`
pub fn main(_arguments: &[String]) -> Result<(), String> {
    let (passed, failures) = check();
    println!("{passed} passed, {} failed", failures.len());
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// `cargo xtask assets`
pub fn assets(_arguments: &[String]) -> Result<(), String> {
    let folder = shell::root().join(ASSETS);
    packages(&folder)?;
    shell::show(shell::command("npm", &["run", "build"]).current_dir(folder))
}

/// Tests passed, and a message for each that failed.
pub fn check() -> (u64, Vec<String>) {
    match run() {
        Ok(counts) => counts,
        Err(message) => (0, vec![message]),
    }
}

fn run() -> Result<(u64, Vec<String>), String> {
    install()?;
    let tests = shell::root().join(TESTS);
    packages(&tests)?;
    let pages = pages()?;
    let results = pages.join("results.json");
    let _ = std::fs::remove_file(&results);
    let mut playwright = shell::command("npx", &["playwright", "test"]);
    playwright.current_dir(&tests).env("GLASSHOUSE_PAGES", &pages).env("GLASSHOUSE_RESULTS", &results);
    // Failures are counted from the results, which are there whether or not all passed.
    let ended = shell::show(playwright.env("GLASSHOUSE_CHROMIUM", "/usr/bin/chromium"));
    let text = std::fs::read_to_string(&results).map_err(|error| {
        format!("the browser's tests left no results: {error}\n{}", ended.err().unwrap_or_default())
    })?;
    let results: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", results.display()))?;
    Ok(count(&results))
}

/// Chromium, from Debian's packages where it is missing.
pub fn install() -> Result<(), String> {
    if Path::new("/usr/bin/chromium").exists() {
        return Ok(());
    }
    shell::show(&mut shell::command("apt-get", &["update", "-qq"]))?;
    let arguments = ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
    shell::show(shell::command("apt-get", &arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// The packages that a folder's lock names; Playwright's own browsers are not needed.
pub fn packages(folder: &Path) -> Result<(), String> {
    let mut npm = shell::command("npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    shell::show(npm.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

/// Small runs, each with its report, in a folder below the target.
fn pages() -> Result<PathBuf, String> {
    let pages = shell::target_dir().join("browser");
    let _ = std::fs::remove_dir_all(&pages);
    std::fs::create_dir_all(&pages).map_err(|error| format!("{}: {error}", pages.display()))?;
    let odd = pages.join("odd.toml");
    std::fs::write(&odd, ODD).map_err(|error| format!("{}: {error}", odd.display()))?;
    let odd = odd.display().to_string();
    let eight: Vec<&str> = ["compare"].into_iter().chain(EIGHT).collect();
    let small = ["--county-size", "4096", "--people"];
    let runs: [(&str, &[&str], [&str; 3]); 4] = [
        ("four", &["experiment", "four-regimes"], ["32768", "--years", "3"]),
        ("one", &["run", "travel-ban"], ["4096", "--years", "1"]),
        ("odd", &["run", &odd], ["4096", "--years", "0.5"]),
        ("eight", &eight, ["16384", "--years", "1"]),
    ];
    for (name, words, size) in runs {
        let out = pages.join(name).display().to_string();
        let words = [words, &small, &size, &["--quiet", "--out", &out]].concat();
        shell::ask(shell::glasshouse("dev", &words))?;
    }
    let life = pages.join("life.html").display().to_string();
    let county = ["--county-size", "4096", "--years", "2", "--quiet", "--out", &life];
    let words = [["life", "1", "none", "social-credit", "--find", "longest"].as_slice(), &county].concat();
    shell::ask(shell::glasshouse("dev", &words))?;
    Ok(pages)
}

/// Playwright's own counts, and the names of what failed.
fn count(results: &Value) -> (u64, Vec<String>) {
    let passed = results["stats"]["expected"].as_u64().unwrap_or(0);
    let mut failures = Vec::new();
    for suite in results["suites"].as_array().into_iter().flatten() {
        collect(suite, "", &mut failures);
    }
    let errors = results["errors"].as_array().into_iter().flatten();
    failures.extend(errors.filter_map(|error| error["message"].as_str().map(str::to_owned)));
    if passed == 0 && failures.is_empty() {
        failures.push("no test of the browser ran".to_owned());
    }
    (passed, failures)
}

fn collect(suite: &Value, path: &str, failures: &mut Vec<String>) {
    let path = format!("{path}{} > ", suite["title"].as_str().unwrap_or_default());
    for spec in suite["specs"].as_array().into_iter().flatten() {
        if spec["ok"] != true {
            failures.push(format!("{path}{}", spec["title"].as_str().unwrap_or_default()));
        }
    }
    for inner in suite["suites"].as_array().into_iter().flatten() {
        collect(inner, &path, failures);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn failures_are_named_and_counted() {
        let results = json!({
            "stats": {"expected": 3},
            "suites": [{"title": "report", "specs": [{"title": "a", "ok": true}],
                "suites": [{"title": "four", "specs": [{"title": "b", "ok": false}]}]}],
        });
        assert_eq!(count(&results), (3, vec!["report > four > b".to_owned()]));
        assert_eq!(count(&json!({"stats": {"expected": 0}, "suites": []})).1.len(), 1);
    }
}
