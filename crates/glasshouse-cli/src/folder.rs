//! The folder of a run: made and tried before anything is simulated, filled all or nothing.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use glasshouse::county::County;
use glasshouse::experiment::Plan;

use crate::failure::Failure;
use crate::log::Log;
use crate::recipe::{Recipe, VERSION};

/// Where runs go unless said otherwise.
pub const RUNS: &str = "runs";
const PROGRESS: &str = "progress";
const PLAN: &str = "plan.json";
const COUNTIES: &str = "counties.log";
/// The name of the manifest in a run's folder.
pub const MANIFEST: &str = "manifest.json";

/// The longest plan read back; regimes and societies of a megabyte each are far below it.
const MAX_PLAN: u64 = 1 << 28;

/// The folder of a run.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Makes the folder of a new run, with its plan and an empty log of counties in it.
    pub fn create(out: Option<&Path>, name: &str, recipe: &Recipe) -> Result<(Folder, Log), Failure> {
        let (root, made) = match out {
            Some(out) => (out.to_owned(), take(out)?),
            None => (fresh(name).map_err(|error| unwritable(Path::new(RUNS), &error))?, true),
        };
        let folder = Folder { root };
        match folder.begin(recipe) {
            Ok(log) => Ok((folder, log)),
            Err(error) => {
                let _ = fs::remove_dir_all(folder.progress());
                if made {
                    let _ = fs::remove_dir(&folder.root);
                }
                Err(unwritable(&folder.root, &error))
            }
        }
    }

    /// Writes the plan and starts the log.
    fn begin(&self, recipe: &Recipe) -> io::Result<Log> {
        let plan = recipe.to_json();
        fs::create_dir(self.progress())?;
        write_aside(&self.progress().join(PLAN), plan.as_bytes())?;
        Log::create(&self.progress().join(COUNTIES))
    }

    /// Opens the folder of a stopped run.
    pub fn reopen(root: &Path) -> Result<(Folder, Recipe), Failure> {
        let folder = Folder { root: root.to_owned() };
        let shown = root.display();
        let path = folder.progress().join(PLAN);
        let text = match read_plan(&path) {
            Ok(text) => text,
            Err(_) if folder.root.join(MANIFEST).exists() => {
                let what = format!("the run in `{shown}` is finished");
                return Err(Failure::input(
                    what,
                    "its tables and its manifest are written",
                    "nothing is left to do",
                ));
            }
            Err(error) => {
                let what =
                    format!("`{shown}` holds no stopped run: {} cannot be read ({error})", path.display());
                return Err(Failure::input(
                    what,
                    "",
                    "`glasshouse resume` lists the stopped runs below runs/",
                ));
            }
        };
        let recipe: Recipe = serde_json::from_slice(&text).map_err(|error| {
            let what = format!("{} is not a plan: {error}", path.display());
            Failure::input(what, "it was changed, or written by another version", "start the run again")
        })?;
        if recipe.version != VERSION {
            let what =
                format!("the run in `{shown}` was started by version {}, this is {VERSION}", recipe.version);
            let remedy = format!("use version {}, or start again: {}", recipe.version, recipe.command);
            return Err(Failure::input(what, "counties of two versions do not add up", remedy));
        }
        Ok((folder, recipe))
    }

    /// Opens the log of a stopped run and gives each finished county to `add`.
    pub fn log(&self, recipe: &Recipe, plan: &Plan, add: &mut dyn FnMut(County)) -> Result<Log, Failure> {
        Log::reopen(&self.progress().join(COUNTIES), plan, add).map_err(|error| {
            let what = format!("the finished counties in `{}` cannot be used: {error}", self.root.display());
            Failure::input(what, "", format!("start the run again: {}", recipe.command))
        })
    }

    /// The folder's path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where unfinished work is.
    pub fn progress(&self) -> PathBuf {
        self.root.join(PROGRESS)
    }

    /// Puts everything in place: `write` fills a folder aside, then its files are moved, the manifest
    /// last. Until then the run counts as stopped and can be resumed.
    pub fn publish(
        &self,
        write: impl FnOnce(&Path) -> io::Result<()>,
        manifest: &str,
    ) -> Result<(), Failure> {
        let aside = self.progress().join("tables");
        let publish = || {
            let _ = fs::remove_dir_all(&aside);
            fs::create_dir(&aside)?;
            write(&aside)?;
            write_aside(&aside.join(MANIFEST), manifest.as_bytes())?;
            for entry in fs::read_dir(&aside)? {
                let name = entry?.file_name();
                if name != MANIFEST {
                    fs::rename(aside.join(&name), self.root.join(&name))?;
                }
            }
            fs::rename(aside.join(MANIFEST), self.root.join(MANIFEST))?;
            fs::remove_dir_all(self.progress())
        };
        publish().map_err(|error| {
            let _ = fs::remove_dir_all(&aside);
            self.stuck(&error)
        })
    }

    /// The failure of writing once counties are finished: they are kept.
    pub fn stuck(&self, error: &io::Error) -> Failure {
        let what = format!("cannot write to `{}`: {error}", self.root.display());
        let why = "the counties finished so far are kept";
        Failure::run(
            what,
            why,
            format!("make room, then go on with: glasshouse resume {}", shell(&self.root)),
        )
    }
}

/// The stopped runs in a folder of runs, sorted.
pub fn stopped(runs: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(runs).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.join(PROGRESS).join(PLAN).exists()).collect();
    found.sort();
    found
}

/// A path as it can be typed.
pub fn shell(path: &Path) -> String {
    quote(&path.display().to_string())
}

/// A word as a shell reads it back.
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%^~".contains(c);
    // A shell takes a tilde for a home folder at the start of a word.
    match !word.is_empty() && !word.starts_with('~') && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

/// Takes the folder asked for; whether it was made for it.
fn take(out: &Path) -> Result<bool, Failure> {
    let shown = out.display();
    match fs::read_dir(out).map(Iterator::count) {
        Ok(0) => Ok(false),
        Ok(_) if out.join(PROGRESS).join(PLAN).exists() => {
            let remedy = format!("go on with it: glasshouse resume {}; or name another folder", shell(out));
            Err(Failure::input(format!("a stopped run is in `{shown}`"), "nothing is written over", remedy))
        }
        Ok(_) => {
            let remedy = "name another folder, or empty this one";
            Err(Failure::input(
                format!("the folder `{shown}` is not empty"),
                "nothing is written over",
                remedy,
            ))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(out).map(|()| true).map_err(|error| unwritable(out, &error))
        }
        Err(_) if out.is_file() => Err(Failure::input(
            format!("`{shown}` is a file, not a folder"),
            "a run writes several files",
            "name a folder",
        )),
        Err(error) => Err(unwritable(out, &error)),
    }
}

/// A new folder below [`RUNS`]: the name, or the name with -2, -3, ...
fn fresh(name: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(RUNS)?;
    for number in 1_u64.. {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = Path::new(RUNS).join(format!("{name}{suffix}"));
        match fs::create_dir(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            result => return result.map(|()| path),
        }
    }
    unreachable!("a folder has fewer entries than there are numbers")
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let what = format!("cannot write to `{}`: {error}", path.display());
    Failure::run(what, "nothing was simulated", "name a folder with room that you may write to: --out DIR")
}

/// Writes a file so that it appears whole or not at all.
pub fn write_aside(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let aside = path.with_extension("part");
    let mut file = File::create(&aside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&aside, path)
}

fn read_plan(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > MAX_PLAN {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it is too long to be a plan"));
    }
    fs::read(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_the_shell() {
        assert_eq!(quote("runs/a-1M"), "runs/a-1M");
        assert_eq!(quote("it's"), r"'it'\''s'");
        assert_eq!(quote(""), "''");
    }
}
