//! The page of one telling life, found by the program itself: what the README's picture of a life is taken of.

use std::path::PathBuf;

use crate::shell;

/// Whom to look for, where, and under what.
const WORDS: [&str; 7] = ["life", "3", "none", "financial-credit", "social-credit", "--find", "undeserved"];

/// Makes the page, below the target.
pub fn page() -> Result<PathBuf, String> {
    let page = shell::target_dir().join("life.html");
    let shown = page.display().to_string();
    let words: Vec<&str> = WORDS.into_iter().chain(["--quiet", "--out", &shown]).collect();
    shell::show(&mut shell::glasshouse("release", &words))?;
    Ok(page)
}
