//! How a tool is installed and run, and what it answers.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::glasshouse::{self, Arm};
use crate::shell;

/// Where the peers' sources lie.
pub const FOLDER: &str = "benches/peers";

/// Libraries that would start threads are told not to.
const ONE_THREAD: [&str; 4] =
    ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"];

/// What a tool runs as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// A binary of the crate in [`FOLDER`]; a feature of its name brings what it needs.
    Rust { bin: &'static str },
    /// A file below the folder `python`.
    Python { file: &'static str },
    /// The release program.
    Glasshouse,
}

/// One run of the model.
#[derive(Clone, Debug)]
pub struct Task {
    pub people: u32,
    pub weeks: u32,
    pub ties: bool,
    pub seed: u64,
}

/// What a run answers.
#[derive(Clone, Debug)]
pub struct Answer {
    pub version: String,
    /// Seconds before the first week; none where they are within the other.
    pub setup: Option<f64>,
    /// Seconds of the weeks.
    pub seconds: f64,
    /// Mean score, share sanctioned, acts a person-year; over the last 52 weeks.
    pub results: [f64; 3],
}

impl Program {
    /// Whether its parts are here. The reference and Glasshouse need cargo alone.
    pub fn is_installed(self) -> bool {
        match self {
            Program::Rust { bin } => bin == "naive" || binary(bin).exists(),
            Program::Python { .. } => python().exists(),
            Program::Glasshouse => true,
        }
    }

    /// Builds it, and fetches what it needs unless `offline`.
    pub fn install(self, offline: bool) -> Result<(), String> {
        match self {
            Program::Rust { bin } => build(bin, offline),
            Program::Python { .. } if offline => Ok(()),
            Program::Python { .. } => packages(),
            Program::Glasshouse => glasshouse::build(),
        }
    }

    /// Runs `task`; returns the answer and the most memory held.
    pub fn run(self, task: &Task) -> Result<(Answer, Option<u64>), String> {
        let mut command = match self {
            Program::Rust { bin } => Command::new(binary(bin)),
            Program::Python { file } => {
                let mut command = Command::new(python());
                command.arg(shell::root().join(FOLDER).join("python").join(file));
                command
            }
            Program::Glasshouse => return glasshouse::run(Arm::Points, task.people, task),
        };
        let numbers = [task.people.into(), task.weeks.into(), u64::from(task.ties), task.seed];
        command.args(numbers.map(|number| number.to_string()));
        let (text, memory) = watch(command)?;
        Ok((read(&text)?, memory))
    }
}

fn read(text: &str) -> Result<Answer, String> {
    let answer = || {
        let value: Value = serde_json::from_str(text.lines().last()?).ok()?;
        let number = |key: &str| value.get(key)?.as_f64();
        Some(Answer {
            version: value.get("version")?.as_str()?.to_owned(),
            setup: number("setup"),
            seconds: number("seconds")?,
            results: [number("score")?, number("sanctioned")?, number("acts")?],
        })
    };
    answer().ok_or_else(|| format!("not an answer: {text}"))
}

/// Where the peers are built and their packages lie.
fn target() -> PathBuf {
    shell::target_dir().join("peers")
}

fn binary(bin: &str) -> PathBuf {
    target().join("release").join(bin)
}

fn python() -> PathBuf {
    target().join("venv/bin/python")
}

fn build(bin: &str, offline: bool) -> Result<(), String> {
    let mut command = shell::cargo(&["build", "--quiet", "--release", "--locked", "--bin", bin]);
    command.current_dir(shell::root().join(FOLDER)).env("CARGO_TARGET_DIR", target());
    if bin != "naive" {
        command.args(["--features", bin]);
    }
    if offline {
        command.arg("--offline");
    }
    shell::ask(command).map(drop)
}

/// Makes the environment where it is missing; with everything there, nothing is fetched.
fn packages() -> Result<(), String> {
    if !python().exists() {
        let mut command = Command::new(interpreter()?);
        shell::ask({
            command.args(["-m", "venv"]).arg(target().join("venv"));
            command
        })?;
    }
    let mut command = Command::new(python());
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    command.arg(shell::root().join(FOLDER).join("requirements.txt"));
    shell::ask(command).map(drop)
}

/// The first Python that is new enough: `PYTHON`, then usual names.
fn interpreter() -> Result<String, String> {
    let named = std::env::var("PYTHON").into_iter();
    let usual = ["python3", "python3.13", "python3.12"].map(str::to_owned);
    let is_new = |name: &String| {
        let mut command = Command::new(name);
        command.args(["-c", "import sys; sys.exit(sys.version_info < (3, 12))"]);
        command.output().is_ok_and(|output| output.status.success())
    };
    let none = "there is no Python 3.12 or newer; name one in the variable PYTHON";
    named.chain(usual).find(is_new).ok_or_else(|| none.into())
}

/// The version of the Python that the peers run in.
pub fn python_version() -> Option<String> {
    let mut command = Command::new(python());
    command.arg("--version");
    shell::ask(command).ok().map(|text| text.trim().to_owned())
}

/// Runs `command`; returns its standard output and the most memory it held, in bytes.
pub fn watch(mut command: Command) -> Result<(String, Option<u64>), String> {
    command.envs(ONE_THREAD.map(|name| (name, "1")));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().map_err(|error| format!("{command:?} did not start: {error}"))?;
    let process = child.id();
    let watcher = thread::spawn(move || peak(process));
    let output = child.wait_with_output().map_err(|error| format!("{command:?}: {error}"))?;
    let memory = watcher.join().ok().flatten();
    if output.status.success() {
        return Ok((String::from_utf8_lossy(&output.stdout).into_owned(), memory));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{}: {}", output.status, said.trim_end().lines().last().unwrap_or_default()))
}

/// The high-water mark of a process's memory, asked again and again until it ends; only Linux tells.
fn peak(process: u32) -> Option<u64> {
    let mut bytes = None;
    while let Some(kilobytes) = high_water(process) {
        bytes = Some(kilobytes * 1024);
        thread::sleep(Duration::from_millis(5));
    }
    bytes
}

fn high_water(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_the_last_line() {
        let line =
            r#"{"version": "1", "setup": 1, "seconds": 2, "score": 90, "sanctioned": 0.1, "acts": 12}"#;
        let answer = read(&format!("noise\n{line}\n")).unwrap();
        assert_eq!((answer.version.as_str(), answer.seconds), ("1", 2.0));
        assert_eq!(answer.results, [90.0, 0.1, 12.0]);
        assert!(read("").is_err());
        assert!(read(&line.replace("score", "points")).is_err());
    }
}
