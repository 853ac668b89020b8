//! What this machine is and what this process took of it; null where the system does not say.

use std::{env, fs, thread};

use serde::Serialize;

/// The most memory this process has held, in bytes.
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Processors this process may use.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The machine, for a manifest.
#[derive(Debug, Serialize)]
pub struct Machine {
    system: &'static str,
    architecture: &'static str,
    processor: Option<String>,
    processors: usize,
    threads: usize,
}

impl Machine {
    /// This machine, on which so many threads worked.
    pub fn here(threads: usize) -> Machine {
        let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        Machine {
            system: env::consts::OS,
            architecture: env::consts::ARCH,
            processor: model.map(|(_, name)| name.to_owned()),
            processors: processors(),
            threads,
        }
    }
}
