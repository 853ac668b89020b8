//! `docs/pictures/life.png` and its dark twin: one telling life, found and drawn by the program itself.

use std::path::Path;
use std::process::Command;

use crate::shell;

/// Whom to look for, where, and under what.
const WORDS: [&str; 7] = ["life", "3", "none", "financial-credit", "social-credit", "--find", "false-record"];
const FOLDER: &str = "docs/pictures";
const WIDTH: u32 = 1100;

/// `cargo xtask life-picture`
pub fn main(_arguments: &[String]) -> Result<(), String> {
    let page = shell::target_dir().join("life.html");
    let shown = page.to_string_lossy();
    let words: Vec<&str> = WORDS.into_iter().chain(["--quiet", "--out", &shown]).collect();
    println!("{}", shell::ask(shell::glasshouse("release", &words))?.trim_end());
    std::fs::create_dir_all(shell::root().join(FOLDER)).map_err(|error| format!("{FOLDER}: {error}"))?;
    for (theme, name) in [("picture", "life.png"), ("picture-dark", "life-dark.png")] {
        picture(&page, theme, &shell::root().join(FOLDER).join(name))?;
    }
    Ok(())
}

/// Draws the page's figure in a browser: first to learn its height, then to keep it.
fn picture(page: &Path, theme: &str, to: &Path) -> Result<(), String> {
    let address = format!("file://{}#{theme}", page.display());
    let drawn = shell::ask(browser(900, &["--dump-dom".to_owned(), address.clone()]))?;
    let height = drawn.split("data-height=\"").nth(1).and_then(|rest| rest.split('"').next());
    let height =
        height.and_then(|height| height.parse().ok()).ok_or("the page did not say how high it is")?;
    shell::ask(browser(height, &[format!("--screenshot={}", to.display()), address]))?;
    println!("{}", to.display());
    Ok(())
}

/// Chromium without a window, twice as sharp as a plain screen.
fn browser(height: u32, rest: &[String]) -> Command {
    let size = format!("--window-size={WIDTH},{height}");
    let fixed = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=2"];
    let mut command = shell::command("chromium", &fixed);
    command.args(["--virtual-time-budget=2000", &size]).args(rest);
    command
}
