//! The pages that teach: mdBook and rustdoc, built into `target/site` by the package `glasshouse-site`.
//!
//! `cargo xtask test` needs none of this: the packages' own tests build the pages, check every link and run every
//! command shown. What these tests compare with is renewed by `--write`: first what is made of the library, then
//! what the program prints.

use std::process::Command;

use crate::shell;

/// The environment variable by which tests overwrite what they would compare with.
const OVERWRITE: &str = "SNAPSHOTS";

/// `cargo xtask site [--write]`
pub fn main(arguments: &[String]) -> Result<(), String> {
    if arguments.iter().any(|argument| argument == "--write") {
        write()?;
    }
    shell::show(&mut manual())?;
    shell::show(&mut build())?;
    println!("{}", shell::target_dir().join("site/index.html").display());
    Ok(())
}

/// The manual of the libraries: every link in it must lead somewhere.
pub fn manual() -> Command {
    let packages = ["--package", "glasshouse", "--package", "glasshouse-report"];
    let mut doc = shell::cargo(&[&["doc", "--quiet", "--no-deps"], &packages[..]].concat());
    doc.env("RUSTDOCFLAGS", "-D warnings");
    doc
}

fn build() -> Command {
    let target = shell::target_dir();
    let mut build = site(&["build"]);
    build.arg(target.join("site")).arg(target.join("doc"));
    build
}

fn site(words: &[&str]) -> Command {
    let mut command = shell::cargo(&["run", "--quiet", "--package", "glasshouse-site", "--"]);
    command.args(words);
    command
}

fn write() -> Result<(), String> {
    shell::show(&mut site(&["write"]))?;
    for test in ["pages", "program"] {
        let words = ["test", "--quiet", "--package", "glasshouse-cli", "--test", test];
        shell::show(shell::cargo(&words).env(OVERWRITE, "overwrite"))?;
    }
    Ok(())
}
