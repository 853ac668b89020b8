//! Societies and regimes: built in, or files; read whole before anything is simulated.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glasshouse::builtin;
use glasshouse::check::{self, Checked};
use glasshouse::problem::{MAX_BYTES, Place, Problem, Problems, Source, meant};
use glasshouse::read::Read;
use glasshouse::regime::Regime;
use glasshouse::regime::variant::{self, Sort, Variant};
use glasshouse::regime::vary::{Asked, Base, Varied};
use glasshouse::society::{self, Society};
use glasshouse::text::set::{SOCIETY, Setting, closest};

use crate::failure::{Failure, problem};

/// Everything a run is made of.
#[derive(Debug)]
pub struct Inputs {
    /// Who lives there.
    pub society: Read<Society>,
    /// The regimes, in order.
    pub arms: Vec<Read<Regime>>,
}

impl Inputs {
    /// What was taken otherwise than written, each thing once.
    pub fn notes(&self) -> Vec<Problem> {
        let mut notes: Vec<Problem> = Vec::new();
        for note in self.society.notes.iter().chain(self.arms.iter().flat_map(|arm| &arm.notes)) {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
        notes
    }
}

/// An arm as it was asked for.
struct Arm {
    source: Source,
    /// Where its `extends` looks.
    folder: PathBuf,
    /// What it alone is varied by.
    own: Vec<Variant>,
}

impl Arm {
    fn find(typed: &str) -> Result<Arm, Problems> {
        let (name, own) = variant::split(typed)?;
        let (source, folder) = source(name, "regime")?;
        Ok(Arm { source, folder, own })
    }

    /// Calls a reader with everything the regime is read with.
    fn with<T>(
        &self,
        settings: &[Setting],
        society: &Society,
        read: impl FnOnce(Base<'_>) -> Result<T, Problems>,
    ) -> Result<T, Problems> {
        with_files(&self.folder, |find| read(Base { source: &self.source, find, settings, society }))
    }
}

/// Reads a society and regimes with their settings and variants, or says every problem of them.
pub fn read(
    society: &str,
    arms: &[String],
    settings: &[String],
    every: &[Variant],
) -> Result<Inputs, Failure> {
    let mut problems = Vec::new();
    let parsed: Vec<_> =
        settings.iter().filter_map(|text| keep(Setting::parse(text), &mut problems)).collect();
    let asked: Vec<_> = arms.iter().filter_map(|typed| keep(Arm::find(typed), &mut problems)).collect();
    let society = read_society(society, &parsed);
    let society = match society {
        Ok(society) => society,
        Err(found) => {
            problems.extend(found.0);
            return Err(Failure::from(problems));
        }
    };
    let mut varied = Vec::new();
    for arm in &asked {
        let read = |base: Base<'_>| base.read(Asked { own: &arm.own, every });
        match arm.with(&parsed, &society.value, read) {
            Ok(regime) => varied.push(regime),
            Err(found) => {
                problems.extend(found.0.into_iter().filter(|new| !problems.contains(new)).collect::<Vec<_>>())
            }
        }
    }
    if problems.is_empty() {
        let possible = |arm: &Arm, sort| arm.with(&parsed, &society.value, |base| base.possible(sort));
        problems.extend(unchanging(every, &varied, |sort| {
            asked.iter().filter_map(|arm| possible(arm, sort).ok()).flatten().collect()
        }));
    }
    let read: Vec<_> = varied.into_iter().map(|varied| varied.read).collect();
    if problems.is_empty() {
        problems.extend(unapplied(settings, &parsed, &society, &read));
        problems.extend(same_names(&read, arms));
    }
    if problems.is_empty() { Ok(Inputs { society, arms: read }) } else { Err(Failure::from(problems)) }
}

/// Reads a society, built in or a file.
pub fn read_society(name: &str, settings: &[Setting]) -> Result<Read<Society>, Problems> {
    let (source, folder) = source(name, "society")?;
    with_files(&folder, |find| society::file::read(source, find, settings))
}

/// Checks a file of either kind. The outer error is a file that cannot be opened.
pub fn check(path: &Path, society: &Society) -> Result<Result<Checked, Problems>, Problems> {
    let source = match file(path)? {
        Ok(source) => source,
        Err(problems) => return Ok(Err(problems)),
    };
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    Ok(with_files(&folder, |find| check::check(source, find, &[], society)))
}

fn keep<T, E: Into<Problems>>(result: Result<T, E>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|found| problems.extend(found.into().0)).ok()
}

/// A built-in text or a file, and the folder that its `extends` looks in.
fn source(name: &str, kind: &str) -> Result<(Source, PathBuf), Problems> {
    let built_in = match name.contains('/') {
        true => builtin::find(name).filter(|source| source.name.starts_with(kind)),
        false => builtin::find(&format!("{kind}/{name}")),
    };
    if let Some(source) = built_in {
        return Ok((source, Default::default()));
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(unknown(name, kind).into());
    }
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    file(path)?.map(|source| (source, folder))
}

/// What to say of a name that is neither built in nor a file.
fn unknown(name: &str, kind: &str) -> Problem {
    let known: Vec<&str> = match kind {
        "society" => builtin::societies().into_iter().map(|(name, _)| name).collect(),
        _ => builtin::regimes().into_iter().map(|(name, _)| name).collect(),
    };
    let what = format!("there is no {kind} `{name}`: no built-in one and no file of that name");
    let remedy = match meant(name, known.iter().copied()) {
        _ if name.contains('~') => {
            "a varied regime is written `social-credit~without:association`".to_owned()
        }
        Some(near) => format!("write `{near}`, or the path of a file"),
        None => format!("write the path of a file, or one of: {}", known.join(", ")),
    };
    problem(what, "", remedy)
}

/// Reads a file as text. The outer error is a file that cannot be opened, the inner one its content.
/// At most one byte more than the library takes is read, so that an endless file ends too.
pub fn file(path: &Path) -> Result<Result<Source, Problems>, Problems> {
    let name = path.display().to_string();
    let refuse = |what: String, remedy: &str| Err(Problems::from(problem(what, "", remedy)));
    if path.is_dir() {
        return refuse(format!("`{name}` is a folder, not a file"), "name a file in it");
    }
    let mut bytes = Vec::new();
    let opened = File::open(path);
    if let Err(error) = opened.and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)) {
        return refuse(format!("`{name}` cannot be read: {error}"), "name a file that you may read");
    }
    Ok(Source::from_bytes(name, &bytes))
}

/// Calls a reader of the library with a finder of the texts that a file starts from. A file that is
/// there but no good is told with its own problem.
fn with_files<T>(
    folder: &Path,
    read: impl FnOnce(&dyn Fn(&str) -> Option<Source>) -> Result<T, Problems>,
) -> Result<T, Problems> {
    let bad = RefCell::new(Vec::new());
    let find = |name: &str| {
        let path = folder.join(name);
        if let Some(source) = builtin::find(name) {
            return Some(source);
        }
        if !path.exists() {
            return None;
        }
        let found = file(&path).and_then(|content| content);
        found.map_err(|problems| bad.borrow_mut().extend(problems.0)).ok()
    };
    read(&find).map_err(|mut problems| {
        problems.0.extend(bad.take());
        problems
    })
}

/// Variants of every regime that change none of them; `possible` names those that change something.
fn unchanging(
    every: &[Variant],
    varied: &[Varied],
    possible: impl Fn(Sort) -> BTreeSet<String>,
) -> Vec<Problem> {
    let idle = every.iter().enumerate().filter(|(at, _)| !varied.iter().any(|arm| arm.changed[*at]));
    let refuse = |(_, variant): (usize, &Variant)| {
        let option = format!("--{} {}", variant.sort.preposition(), variant.name);
        let what = match variant.sort {
            Sort::Part => format!("`{option}`: no regime of this run has this part"),
            Sort::Safeguard => format!("`{option}` changes no regime of this run"),
        };
        let names: Vec<String> = possible(variant.sort).into_iter().collect();
        let remedy = match names.as_slice() {
            [] => "leave the option out".to_owned(),
            names => format!("those that change something here are: {}", names.join(", ")),
        };
        problem(what, "a run that an option does not change is not what was asked for", remedy)
    };
    idle.map(refuse).collect()
}

/// Settings that nothing has.
fn unapplied(
    texts: &[String],
    settings: &[Setting],
    society: &Read<Society>,
    arms: &[Read<Regime>],
) -> Vec<Problem> {
    let mut of_arms: Vec<String> = arms.iter().flat_map(|arm| arm.paths.iter().cloned()).collect();
    of_arms.sort();
    of_arms.dedup();
    let of_society: Vec<String> = society.paths.iter().map(|path| format!("{SOCIETY}{path}")).collect();
    let used = |at: usize| society.applied[at] || arms.iter().any(|arm| arm.applied[at]);
    let unused = settings.iter().enumerate().filter(|(at, _)| !used(*at));
    let refuse = |(at, setting): (usize, &Setting)| {
        let source = Arc::new(Source::new("--set", &texts[at]));
        let place = Place { source, span: 0..setting.path.len() };
        let paths = if setting.path.starts_with(SOCIETY) { &of_society } else { &of_arms };
        let near = closest(&setting.path, paths);
        let remedy = format!("the closest are: {}", near.join(", "));
        Problem::at(
            &place,
            format!("nothing here has `{}`", setting.path),
            "no regime of this run, nor its society, has it",
            remedy,
        )
    };
    unused.map(refuse).collect()
}

/// Arms that tables could not tell apart.
fn same_names(arms: &[Read<Regime>], typed: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, arm) in arms.iter().enumerate() {
        let name = &arm.value.name;
        let Some(first) = arms[..at].iter().position(|other| other.value.name == *name) else {
            continue;
        };
        problems.push(match typed[first] == typed[at] {
            true => problem(
                format!("`{name}` is named twice"),
                "a regime compared with itself differs in nothing",
                "name it once",
            ),
            false => problem(
                format!("`{}` and `{}` are both called `{name}`", typed[first], typed[at]),
                "tables tell arms apart by name",
                "change `name` in one of the files",
            ),
        });
    }
    problems
}
