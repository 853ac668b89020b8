//! The README's pictures: figures of the report of its run, light and dark.

mod life;

use std::path::Path;

use crate::{browser, shell};

/// Where the pictures lie.
const PICTURES: &str = "docs/pictures";
/// Where the script that takes them lies, beside the browser's tests.
const SCRIPT: &str = "crates/glasshouse-report/browser";

/// `cargo xtask pictures`: of the README's run and of one life; or of the report whose path is given; or, with
/// `life`, of the life alone.
pub fn main(arguments: &[String]) -> Result<(), String> {
    browser::install()?;
    browser::packages(&shell::root().join(SCRIPT))?;
    match arguments.first().map(String::as_str) {
        Some("life") => take("life-picture.mjs", &life::page()?),
        Some(path) => {
            let report = std::path::absolute(path).map_err(|error| format!("{path}: {error}"))?;
            take("pictures.mjs", &report)
        }
        None => {
            take("pictures.mjs", &run()?)?;
            take("life-picture.mjs", &life::page()?)
        }
    }
}

/// Runs a script that takes pictures of a page.
fn take(script: &str, page: &Path) -> Result<(), String> {
    let out = shell::root().join(PICTURES);
    std::fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut node = shell::command("node", &[script]);
    node.current_dir(shell::root().join(SCRIPT)).arg(page).arg(out);
    shell::show(node.env("GLASSHOUSE_CHROMIUM", "/usr/bin/chromium"))
}

/// The run of the README, and its report.
fn run() -> Result<std::path::PathBuf, String> {
    let out = shell::target_dir().join("pictures");
    let _ = std::fs::remove_dir_all(&out);
    let path = out.display().to_string();
    shell::show(&mut shell::glasshouse("release", &["--quiet", "--out", &path]))?;
    Ok(out.join("report.html"))
}
