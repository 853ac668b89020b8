//! What pages say of the machine and the day.

use std::fs;

use crate::shell;

/// The machine, in words; "unknown" where the system does not say.
pub struct Machine {
    pub date: String,
    pub processor: String,
    pub processors: usize,
    pub memory_gib: Option<u64>,
    pub rust: String,
}

impl Machine {
    /// This machine, now.
    pub fn here() -> Machine {
        let said = |program: &str, argument: &str| {
            let text = shell::ask(shell::command(program, &[argument])).ok()?;
            Some(text.trim().to_owned())
        };
        let unknown = || "unknown".to_owned();
        Machine {
            date: said("date", "+%Y-%m-%d").unwrap_or_else(unknown),
            processor: field("/proc/cpuinfo", "model name").unwrap_or_else(unknown),
            processors: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: field("/proc/meminfo", "MemTotal").and_then(|text| gibibytes(&text)),
            rust: said("rustc", "--version").unwrap_or_else(unknown),
        }
    }
}

/// The value of the first line `name : value` of a file.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.split_once(':'));
    line.map(|(_, value)| value.trim().to_owned())
}

fn gibibytes(kilobytes: &str) -> Option<u64> {
    let number: u64 = kilobytes.strip_suffix("kB")?.trim().parse().ok()?;
    Some((number + (1 << 19)) >> 20)
}
