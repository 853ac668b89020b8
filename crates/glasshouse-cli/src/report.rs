//! `report`: the page of a run, made anew from its manifest and tables.

use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use glasshouse::experiment::results::Results;
use glasshouse::problem::Problems;
use glasshouse::table::{Column, Table, Values};
use glasshouse_report::TABLES;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use crate::failure::Failure;
use crate::folder::{self, MANIFEST};
use crate::json::{self, Cost};
use crate::recipe::Recipe;
use crate::terminal::Terminal;

/// The name of the page in a run's folder.
pub const PAGE: &str = "report.html";

/// The longest manifest or table read back; those of eight regimes over ten years are far below it.
const MAX_FILE: u64 = 1 << 28;

/// Columns of words and of whole numbers that the report asks for; all others hold numbers.
const WORDS: [&str; 8] = ["arm", "arm_a", "arm_b", "measure", "right", "group", "conduct", "note"];
const WHOLE: [&str; 1] = ["week"];
const NUMBERS: [&str; 12] = [
    "estimate",
    "standard_error",
    "low",
    "high",
    "difference",
    "change",
    "change_low",
    "change_high",
    "rights_weeks_lost",
    "only_a",
    "only_b",
    "both",
];

/// The manifest and the page of a run that has just ended.
pub fn of_run(recipe: &Recipe, results: &Results, cost: &Cost) -> Result<(String, String), Failure> {
    let manifest = json::manifest(recipe, results, cost);
    let value: Value = serde_json::from_str(&manifest).expect("the program has just written it");
    let page = glasshouse_report::render(&value, &results.tables).map_err(|problems| {
        let what = format!("the report cannot be made: {problems}");
        Failure::run(what, "this is our mistake, not yours", "please report it, with the command")
    })?;
    Ok((manifest, page))
}

/// Writes the page of a finished run again.
pub fn again(dir: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let path = dir.join(MANIFEST);
    let text = read(&path).map_err(|error| no_run(dir, &path, &error))?;
    let manifest: Value = serde_json::from_slice(&text).map_err(|error| unusable(&path, &error))?;
    let tables = TABLES.iter().map(|name| table(dir, name)).collect::<Result<Vec<_>, _>>()?;
    let page = glasshouse_report::render(&manifest, &tables).map_err(|problems| told(dir, problems))?;
    let out = dir.join(PAGE);
    folder::write_aside(&out, page.as_bytes()).map_err(|error| {
        let what = format!("cannot write `{}`: {error}", out.display());
        Failure::run(
            what,
            "the report is written into the run's folder",
            "make room there, or copy the folder",
        )
    })?;
    terminal.print(&format!("Report: {}\n", out.display()))
}

fn no_run(dir: &Path, path: &Path, error: &io::Error) -> Failure {
    let what =
        format!("`{}` holds no finished run: {} cannot be read ({error})", dir.display(), path.display());
    let remedy = "name the folder of a run, such as one below runs/; `glasshouse resume` lists those that were stopped";
    Failure::input(what, "a report is made of a run's manifest and tables", remedy)
}

fn unusable(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    let what = format!("{} cannot be used: {error}", path.display());
    let remedy = "make the run again with the command in its manifest";
    Failure::input(what, "it was changed, cut short, or written by another program", remedy)
}

/// Problems of the report, with the folder they are in.
fn told(dir: &Path, mut problems: Problems) -> Failure {
    for problem in problems.0.iter_mut().filter(|problem| problem.place.is_none()) {
        problem.what = format!("{}: {}", dir.display(), problem.what);
    }
    Failure::from(problems)
}

fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    match file.metadata()?.len() > MAX_FILE {
        true => Err(io::Error::new(ErrorKind::FileTooLarge, "it is too long to be of a run")),
        false => Ok(file),
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    io::read_to_string(open(path)?).map(String::into_bytes)
}

/// The table of that name, as Parquet or as CSV, whichever is there.
fn table(dir: &Path, name: &'static str) -> Result<Table, Failure> {
    let [parquet, csv]: [PathBuf; 2] = ["parquet", "csv"].map(|ending| dir.join(format!("{name}.{ending}")));
    if fs::exists(&parquet).unwrap_or(false) {
        return from_parquet(&parquet, name).map_err(|error| unusable(&parquet, &error));
    }
    from_csv(&csv, name).map_err(|error| {
        let absent = matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == ErrorKind::NotFound);
        match absent {
            true => unusable(&parquet, &"neither this file nor the same as .csv is there"),
            false => unusable(&csv, &error),
        }
    })
}

/// An empty column for each column of a file that the report asks for, with its place there.
fn columns<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(usize, Column)> {
    let known = |name: &str| {
        let same = |known: &&&str| **known == name;
        let words = WORDS.iter().find(same).map(|name| (*name, Values::Text(Vec::new())));
        let whole = WHOLE.iter().find(same).map(|name| (*name, Values::Whole(Vec::new())));
        let numbers = NUMBERS.iter().find(same).map(|name| (*name, Values::Real(Vec::new())));
        words.or(whole).or(numbers).map(|(name, values)| Column { name, values })
    };
    names.enumerate().filter_map(|(at, name)| Some((at, known(name)?))).collect()
}

fn from_csv(path: &Path, name: &'static str) -> csv::Result<Table> {
    let mut reader = csv::Reader::from_reader(BufReader::new(open(path)?));
    let mut columns = columns(reader.headers()?.iter());
    let wrong = |text: &str| io::Error::new(ErrorKind::InvalidData, format!("`{text}` is not a number"));
    for record in reader.records() {
        let record = record?;
        for (at, column) in &mut columns {
            let text = record.get(*at).unwrap_or_default();
            match &mut column.values {
                Values::Text(values) => values.push(text.into()),
                Values::Whole(values) => values.push(text.parse().map_err(|_| wrong(text))?),
                Values::Real(values) if text.is_empty() => values.push(None),
                Values::Real(values) => values.push(Some(text.parse().map_err(|_| wrong(text))?)),
            }
        }
    }
    Ok(Table { name, columns: columns.into_iter().map(|(_, column)| column).collect() })
}

fn from_parquet(path: &Path, name: &'static str) -> Result<Table, Box<dyn std::error::Error>> {
    let reader = SerializedFileReader::new(open(path)?)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let mut columns = columns(schema.columns().iter().map(|column| column.name()));
    for row in reader.get_row_iter(None)? {
        let row: Vec<Field> = row?.into_columns().into_iter().map(|(_, field)| field).collect();
        for (at, column) in &mut columns {
            match (&mut column.values, &row[*at]) {
                (Values::Text(values), Field::Str(text)) => values.push(text.as_str().into()),
                (Values::Whole(values), Field::Long(number)) => values.push(*number),
                (Values::Real(values), Field::Double(number)) => values.push(Some(*number)),
                (Values::Real(values), Field::Null) => values.push(None),
                _ => return Err(format!("`{}` holds something else than it should", column.name).into()),
            }
        }
    }
    Ok(Table { name, columns: columns.into_iter().map(|(_, column)| column).collect() })
}
