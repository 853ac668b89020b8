//! The program as a person sees it: on a terminal of so many columns, or piped.

use std::process::{Command, Stdio};

use crate::sandbox::Sandbox;

/// Where the program's words go.
#[derive(Clone, Copy, Debug)]
pub enum Where {
    /// A terminal of so many columns, dark or light: the same bytes.
    Terminal(u32),
    /// A pipe.
    Pipe,
}

/// The program on a terminal of so many columns, as `script` of util-linux makes one; raw.
#[cfg(target_os = "linux")]
pub fn on_terminal(sandbox: &Sandbox, columns: u32, arguments: &str, environment: &str) -> String {
    let program = env!("CARGO_BIN_EXE_glasshouse");
    let inner = format!("stty cols {columns} rows 24; {environment} TERM=xterm {program} {arguments}");
    let mut command = Command::new("script");
    command.args(["-qec", &inner, "/dev/null"]).current_dir(sandbox.path()).env_remove("NO_COLOR");
    let output = command.stdin(Stdio::null()).output().expect("`script` of util-linux makes a terminal");
    String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")
}

/// What stands on the screen in the end: standard output and standard error together, styles as `⟨1⟩`.
pub fn seen(sandbox: &Sandbox, place: Where, arguments: &str) -> String {
    let text = match place {
        #[cfg(target_os = "linux")]
        Where::Terminal(columns) => on_terminal(sandbox, columns, arguments, ""),
        #[cfg(not(target_os = "linux"))]
        Where::Terminal(_) => String::new(),
        Where::Pipe => {
            let inner = format!("{} {arguments} 2>&1", env!("CARGO_BIN_EXE_glasshouse"));
            let mut shell = Command::new("sh");
            shell.args(["-c", &inner]).current_dir(sandbox.path());
            let shell = shell.env_remove("NO_COLOR").env_remove("COLUMNS");
            String::from_utf8(shell.stdin(Stdio::null()).output().unwrap().stdout).unwrap()
        }
    };
    let erased = text.lines().map(|line| line.rsplit("\x1b[2K").next().unwrap_or(line));
    let shown: String = erased.map(|line| steady(&styles(line)) + "\n").collect();
    untimed(&shown)
}

/// The text without the time that a run took, however its line was broken.
fn untimed(text: &str) -> String {
    let end = text.split_once("\nDigest ").and_then(|(before, rest)| {
        let (digest, rest) = rest.split_once(',')?;
        let (_, after) = rest.split_once("Again:")?;
        Some(format!("{before}\nDigest {digest}, in [measured]. Again:{after}"))
    });
    end.unwrap_or_else(|| text.to_owned())
}

/// Escape sequences of style as `⟨...⟩`.
fn styles(line: &str) -> String {
    let mut parts = line.split("\x1b[");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('m').unwrap_or(("", part));
        shown += &format!("⟨{style}⟩{rest}");
    }
    shown.trim_end().to_owned()
}

/// A line without what differs from run to run in JSON: time and memory.
fn steady(line: &str) -> String {
    let mut steady = line.to_owned();
    for key in ["\"seconds\":", "\"peak_memory_bytes\":"] {
        if let Some(from) = steady.find(key).map(|at| at + key.len()) {
            let to = from + steady[from..].find([',', '}']).unwrap_or(0);
            steady.replace_range(from..to, "0");
        }
    }
    steady
}
