//! A folder of its own for each test, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// One small county for one year: under a second.
pub const SMALL: &[&str] = &["--people", "4096", "--years", "1", "--quiet"];

/// A folder of its own.
pub struct Sandbox {
    path: PathBuf,
}

impl Sandbox {
    pub fn new(name: &str) -> Sandbox {
        let path = std::env::temp_dir().join(format!("glasshouse-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Sandbox { path }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The program in this folder, without the colours and habits of whoever runs the tests.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glasshouse"));
        command.args(arguments).current_dir(&self.path).env_remove("NO_COLOR").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        Answer::from(self.command(arguments).output().unwrap())
    }

    /// The same with the options of a small run.
    pub fn small(&self, arguments: &[&str]) -> Answer {
        self.run(&[arguments, SMALL].concat())
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path.join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).unwrap()
    }

    /// Names in a folder, sorted; none where there is no folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path.join(folder)).into_iter().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// What the program said.
#[derive(Debug)]
pub struct Answer {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Answer {
        Answer {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Answer {
    /// Asserts the exit code and gives itself back.
    #[track_caller]
    pub fn exits(self, code: i32) -> Answer {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Asserts that standard error says each of these, however its lines are broken.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Answer {
        let said = plain(&self.err);
        for part in parts {
            assert!(said.contains(&plain(part)), "no {part:?} in:\n{}", self.err);
        }
        assert!(!said.contains("panicked"), "{}", self.err);
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    pub fn digest(&self) -> String {
        self.json()["digest"].as_str().unwrap().to_owned()
    }
}

/// Words alone: lines joined, and what draws boxes left out.
fn plain(text: &str) -> String {
    let words: String = text.chars().map(|c| if "│╭╰─┬·×☞".contains(c) { ' ' } else { c }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
