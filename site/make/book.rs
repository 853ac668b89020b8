//! The book: mdBook over `site/src`, with the project's own pages included where they lie.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_driver::book::Book;
use mdbook_driver::errors::Error;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::root;

/// What of the library's manual belongs to the site.
const MANUAL: [&str; 6] =
    ["glasshouse", "src/glasshouse", "static.files", "search.desc/glasshouse", "search.index", "trait.impl"];

/// Builds the pages into `folder` and puts the manual beside them.
pub fn build(folder: &Path, manual: &Path) -> Result<(), String> {
    let failed = |error: Error| format!("mdBook: {error:#}");
    let mut book = MDBook::load(root().join("site")).map_err(failed)?;
    book.config.build.build_dir = folder.to_owned();
    book.with_preprocessor(Included);
    book.build().map_err(failed)?;
    let copy = || -> std::io::Result<()> {
        for (from, to) in pictures(&book.source_dir()) {
            copy_file(&from, &folder.join(to))?;
        }
        let api = folder.join("api");
        for part in MANUAL.iter().filter(|part| manual.join(part).exists()) {
            copy_folder(&manual.join(part), &api.join(part))?;
        }
        for entry in fs::read_dir(manual)? {
            let path = entry?.path();
            if path.is_file() && path.file_name().is_some_and(|name| name != ".lock") {
                copy_file(&path, &api.join(path.file_name().expect("a file has a name")))?;
            }
        }
        Ok(())
    };
    copy().map_err(|error| format!("copying into {}: {error}", folder.display()))
}

fn copy_file(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to.parent().expect("it lies in a folder"))?;
    fs::copy(from, to).map(drop)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let there = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy_folder(&path, &there)?;
        } else {
            copy_file(&path, &there)?;
        }
    }
    Ok(())
}

/// The pages of the project that chapters include: path from the root, and the chapter's from `site/src`.
fn included(source: &Path) -> BTreeMap<PathBuf, PathBuf> {
    let mut found = BTreeMap::new();
    let mut folders = vec![source.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let names = text.split("{{#include ").skip(1).filter_map(|rest| rest.split("}}").next());
            let pages =
                names.filter(|name| name.ends_with(".md") && path.extension().is_some_and(|e| e == "md"));
            for name in pages {
                let page = plain(&folder.join(name));
                let chapter = path.strip_prefix(source).expect("it lies below").to_owned();
                found.extend(page.strip_prefix(root()).map(|page| (page.to_owned(), chapter)));
            }
        }
    }
    found
}

/// Pictures beside the included pages: where they lie, and where from the site's root they belong.
fn pictures(source: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut found = Vec::new();
    for page in included(source).into_keys() {
        let text = fs::read_to_string(root().join(&page)).unwrap_or_default();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| link.ends_with(".svg") || link.ends_with(".png")) {
            let path = plain(&page.parent().unwrap_or(Path::new("")).join(link));
            found.push((root().join(&path), path));
        }
    }
    found
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// Links of an included page, written from where it lies, lead on from the chapter that includes it.
struct Included;

impl Preprocessor for Included {
    fn name(&self) -> &str {
        "included"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book, Error> {
        let source = context.root.join(&context.config.book.src);
        let pages = included(&source);
        book.for_each_chapter_mut(|chapter| {
            let Some(path) = chapter.path.clone() else { return };
            let origins: Vec<&PathBuf> =
                pages.iter().filter(|(_, there)| **there == path).map(|(page, _)| page).collect();
            if let Some(origin) = origins.first() {
                chapter.content = relinked(&chapter.content, origin, &path, &source, &pages);
            }
        });
        Ok(book)
    }
}

/// The text of the chapter at `path` with the links of the page `origin` in it.
fn relinked(
    text: &str,
    origin: &Path,
    path: &Path,
    source: &Path,
    pages: &BTreeMap<PathBuf, PathBuf>,
) -> String {
    let up = "../".repeat(path.components().count() - 1);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut parts = text.split("](");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (link, rest) = part.split_once(')').unwrap_or((part, ""));
        let (file, anchor) =
            link.split_once('#').map_or((link, String::new()), |(f, a)| (f, format!("#{a}")));
        let is_own = file.is_empty() || file.contains(':') || source.join(folder).join(file).exists();
        let there = plain(&origin.parent().unwrap_or(Path::new("")).join(file));
        let target = match (is_own, pages.get(&there)) {
            (true, _) => file.to_owned(),
            (false, Some(chapter)) => format!("{up}{}", chapter.display()),
            (false, None) => format!("{up}{}", there.display()),
        };
        made += &format!("]({target}{anchor}){rest}");
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_included_pages_lead_on() {
        let pages = BTreeMap::from([
            (PathBuf::from("docs/a.md"), PathBuf::from("model/a.md")),
            (PathBuf::from("MODEL.md"), PathBuf::from("model.md")),
        ]);
        let link = |text: &str| {
            relinked(text, Path::new("docs/a.md"), Path::new("model/a.md"), Path::new("/none"), &pages)
        };
        assert_eq!(link("[m](../MODEL.md#x) ![p](a/b.svg)"), "[m](../model.md#x) ![p](../docs/a/b.svg)");
        assert_eq!(link("[w](https://a.b/c) [h](#h)"), "[w](https://a.b/c) [h](#h)");
    }
}
