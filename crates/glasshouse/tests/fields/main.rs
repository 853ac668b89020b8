//! Every field of the regime language moves something.
//!
//! For each field of each built-in regime file, as the file is written, two worlds are run on the same
//! people and the same luck: the file as it is, and the file with this one field changed. A measure that
//! the table in [`rows`] names must move strictly in the direction it states, and what a change cannot
//! reach stays equal bit for bit: ordinary law, another regime beside it, and the weeks before the change
//! can tell. A field without a row fails; a field that moves nothing says why and is held to it.
//!
//! Fields of the language that no built-in file uses are in the small rule books of [`small`].

mod edit;
mod field;
mod row;
mod rows;
mod small;
mod twin;
mod world;

use std::collections::BTreeSet;

use field::{fits, leaves, schema_leaves};
use glasshouse::{builtin, regime, society};
use row::{Effect, Row};
use world::File;

/// The built-in files as written, then the small ones of this test.
fn files() -> Vec<File> {
    let built_in = builtin::regimes().into_iter().map(|(name, _)| File {
        name: name.to_owned(),
        text: builtin::find(&format!("regime/{name}")).expect("it is built in").text.to_string(),
    });
    built_in.chain(small::files()).collect()
}

/// A field of a file, and the row that speaks of it.
struct Instance<'a> {
    file: &'a File,
    path: String,
    row: &'static Row,
}

/// The fields of the files with their rows, and the fields that no row speaks of.
fn listed(files: &[File]) -> (Vec<Instance<'_>>, Vec<String>) {
    let (mut instances, mut unlisted) = (Vec::new(), Vec::new());
    for file in files {
        for path in leaves(&file.tree()) {
            match rows::row(&file.name, &path) {
                Some(row) => instances.push(Instance { file, path, row }),
                None => unlisted.push(format!("{}: {path}", file.name)),
            }
        }
    }
    (instances, unlisted)
}

#[test]
fn every_field_of_every_file_has_a_row() {
    let files = files();
    let (instances, unlisted) = listed(&files);
    assert!(unlisted.is_empty(), "no row speaks of these fields:\n{}", unlisted.join("\n"));
    let spoken_of = |row: &Row| instances.iter().any(|instance| std::ptr::eq(instance.row, row));
    let idle: Vec<String> =
        rows::all().filter(|row| !spoken_of(row)).map(|row| format!("{} {}", row.file, row.field)).collect();
    assert!(idle.is_empty(), "rows that speak of no field:\n{}", idle.join("\n"));
}

/// One more field in one file is seen and missed, wherever it stands.
#[test]
fn a_new_field_without_a_row_is_seen() {
    for (after, line, path) in [
        ("[regime]", "motto = \"order\"", "regime.motto"),
        (
            "name = \"grade-c\"",
            "mercy = { share = 0.1, source = \"assumption\" }",
            "sanction.grade-c.mercy.share",
        ),
        ("[recourse]", "by = [\"lot\"]", "recourse.by.lot"),
        ("[association]", "[karma]\nweight = 1", "karma.weight"),
        (
            "conduct = \"jaywalking\"",
            "points_at_night = { points = -1 }",
            "observe.jaywalking.points_at_night.points",
        ),
    ] {
        let mut file = files().into_iter().find(|file| file.name == "social-credit").expect("it is built in");
        assert!(file.text.contains(after), "{after} is in the file");
        file.text = match after {
            "[association]" => file.text.replace(after, &format!("{line}\n{after}")),
            _ => file.text.replace(after, &format!("{after}\n{line}")),
        };
        let files = [file];
        let unlisted = listed(&files).1;
        assert!(unlisted.contains(&format!("social-credit: {path}")), "{path} is not seen: {unlisted:?}");
    }
}

/// What an editor offers is in some file, and so has a row.
#[test]
fn every_field_of_the_schema_is_in_some_file() {
    let files = files();
    let present: BTreeSet<String> = files.iter().flat_map(|file| leaves(&file.tree())).collect();
    let refused = |pattern: &String| small::REFUSED.iter().any(|(path, _)| pattern == path);
    let missing: Vec<String> = schema_leaves(&regime::file::schema())
        .into_iter()
        .filter(|pattern| !refused(pattern) && !present.iter().any(|path| fits(pattern, path)))
        .collect();
    assert!(missing.is_empty(), "these are in no file:\n{}", missing.join("\n"));
}

/// What the schema lists and the reader refuses by name.
#[test]
fn what_is_refused_is_refused() {
    let read = |source, settings: &[_]| society::file::read(source, &builtin::find, settings);
    let society = read(builtin::find("society/large-country").expect("it is built in"), &[]);
    let society = society.expect("it has no problem").value;
    for (path, text) in small::REFUSED {
        let source = glasshouse::problem::Source::new(*path, *text);
        assert!(regime::file::read(source, &builtin::find, &[], &society).is_err(), "{path} is read");
    }
}

/// Words about numbers are no rules: with every one of them changed a file has the same digest.
#[test]
fn labels_change_no_rule() {
    let files = files();
    let (instances, _) = listed(&files);
    let labels = |file: &File| {
        let label = |row: &Row| matches!(row.effect, Effect::Label(_));
        let own = instances.iter().filter(|instance| instance.file.name == file.name && label(instance.row));
        own.map(|instance| (instance.path.as_str(), instance.row)).collect::<Vec<_>>()
    };
    let failures: Vec<String> = files.iter().flat_map(|file| twin::labels(file, &labels(file))).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

macro_rules! themes {
    ($($(#[$doc:meta])* $theme:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[test]
        fn $theme() {
            let files = files();
            let rows = rows::$theme::ROWS;
            let (instances, _) = listed(&files);
            let own = instances.iter().filter(|instance| rows.iter().any(|row| std::ptr::eq(row, instance.row)));
            let own: Vec<_> =
                own.map(|instance| (instance.file, instance.path.as_str(), instance.row)).collect();
            assert!(!own.is_empty(), "the theme has fields");
            let failures = twin::check(&own);
            assert!(failures.is_empty(), "{} of {}:\n\n{}", failures.len(), own.len(), failures.join("\n\n"));
        }
    )+};
}

// One test a theme, so that they share the machine's threads.
themes!(
    header,
    score,
    coverage,
    false_records,
    points,
    association,
    falls,
    takes,
    terms,
    recourse,
    times,
    campaigns,
    privileges
);
