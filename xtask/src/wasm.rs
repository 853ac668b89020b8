//! The wasm shell: its target installed, built, and run in Node.

use std::path::PathBuf;

use serde_json::Value;

use crate::{golden, shell};

const TARGET: &str = "wasm32-unknown-unknown";
const BUILD: [&str; 6] = ["build", "--quiet", "--release", "--package", "glasshouse-web", "--target"];

/// `cargo xtask wasm`
pub fn main(_arguments: &[String]) -> Result<(), String> {
    install()?;
    let answer = run(&golden::small()?)?;
    println!("{answer:#}");
    Ok(())
}

/// Installs the target: by rustup where its host can be reached, else by Debian's own Rust.
pub fn install() -> Result<(), String> {
    if has_target() {
        return Ok(());
    }
    if let Err(message) = shell::show(&mut shell::command("rustup", &["target", "add", TARGET])) {
        println!("{message}; falling back to Debian's packages");
        return install_from_debian();
    }
    Ok(())
}

/// Whether rustc on the path has the standard library of the target.
fn has_target() -> bool {
    let rustc = shell::command("rustc", &["--print", "target-libdir", "--target", TARGET]);
    shell::ask(rustc).is_ok_and(|path| PathBuf::from(path.trim()).is_dir())
}

/// Debian keeps a current Rust, with the source of its standard library, for building browsers.
fn install_from_debian() -> Result<(), String> {
    shell::show(&mut shell::command("apt-get", &["update", "-qq"]))?;
    let packages = ["rustc-web", "cargo-web", "rust-web-src"];
    let mut install = shell::command("apt-get", &["install", "-y", "-qq", "--no-install-recommends"]);
    shell::show(install.args(packages))
}

/// Builds the shell; returns where it lies.
fn build() -> Result<PathBuf, String> {
    if has_target() {
        shell::show(shell::cargo(&BUILD).arg(TARGET))?;
    } else {
        build_with_debian()?;
    }
    Ok(shell::target_dir().join(TARGET).join("release").join("glasshouse_web.wasm"))
}

/// Builds the standard library too. The linker is rustup's; RUSTC_BOOTSTRAP unlocks `-Z` for this one
/// command, and RUSTC keeps Debian's cargo from picking rustup's compiler.
fn build_with_debian() -> Result<(), String> {
    let sysroot = shell::ask(shell::command("rustc", &["--print", "sysroot"]))?;
    let host = "lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld";
    let mut cargo = shell::command("/usr/bin/cargo", &BUILD);
    cargo
        .args([TARGET, "-Zbuild-std=std,panic_abort"])
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTDOC", "/usr/bin/rustdoc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", format!("{}/{host}", sysroot.trim()));
    shell::show(&mut cargo)
}

/// What the shell, run by Node, answers to `request`.
pub fn run(request: &Value) -> Result<Value, String> {
    let wasm = build()?;
    let script = shell::root().join("xtask/wasm.mjs");
    let mut node = shell::command("node", &[]);
    node.arg(script).arg(wasm).arg(request.to_string());
    let text = shell::ask(node)?;
    let answer: Value = serde_json::from_str(&text).map_err(|error| format!("{error}\n{text}"))?;
    match answer.get("error").and_then(Value::as_str) {
        Some(error) => Err(error.to_owned()),
        None => Ok(answer),
    }
}
