//! The README's pictures: figures of the report of its run, light and dark.

use crate::{browser, shell};

/// Where the pictures lie.
const PICTURES: &str = "docs/pictures";
/// Where the script that takes them lies, beside the browser's tests.
const SCRIPT: &str = "crates/glasshouse-report/browser";

/// `cargo xtask pictures`: of the README's run, or of the report whose path is given.
pub fn main(arguments: &[String]) -> Result<(), String> {
    browser::install()?;
    let folder = shell::root().join(SCRIPT);
    browser::packages(&folder)?;
    let report = match arguments.first() {
        Some(path) => std::path::absolute(path).map_err(|error| format!("{path}: {error}"))?,
        None => run()?,
    };
    let out = shell::root().join(PICTURES);
    std::fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut node = shell::command("node", &["pictures.mjs"]);
    shell::show(node.current_dir(folder).arg(report).arg(out).env("GLASSHOUSE_CHROMIUM", "/usr/bin/chromium"))
}

/// The run of the README, and its report.
fn run() -> Result<std::path::PathBuf, String> {
    let out = shell::target_dir().join("pictures");
    let _ = std::fs::remove_dir_all(&out);
    let path = out.display().to_string();
    shell::show(&mut shell::glasshouse("release", &["--quiet", "--out", &path]))?;
    Ok(out.join("report.html"))
}
