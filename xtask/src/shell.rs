//! Other programs: started in the root of the workspace, listened to, judged by their exit.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// Where cargo builds.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// `program` with `arguments`, to be run in the root.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// `cargo` with `arguments`.
pub fn cargo(arguments: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments)
}

/// The program `glasshouse`, built in `profile`, with `arguments`.
pub fn glasshouse(profile: &str, arguments: &[&str]) -> Command {
    let mut command = cargo(&["run", "--quiet", "--package", "glasshouse-cli", "--profile", profile, "--"]);
    command.args(arguments);
    command
}

/// Runs `command` in sight.
pub fn show(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed: {status}", name(command))) }
}

/// Runs `command` in sight and returns its standard output too, with whether it succeeded.
pub fn listen(mut command: Command) -> Result<(bool, String), String> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(&command, &error))?;
    let stdout = child.stdout.take().expect("standard output is piped");
    let mut text = String::new();
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    let status = child.wait().map_err(|error| not_started(&command, &error))?;
    Ok((status.success(), text))
}

/// Runs `command` out of sight and returns its standard output; an error holds what it said.
pub fn ask(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(|error| not_started(&command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{} failed: {}\n{}", name(&command), output.status, said.trim_end()))
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("{} did not start: {error}", name(command))
}

/// The command as one would type it.
fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
