//! Every link of the built site: the file is there, and so is the place within it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use scraper::{Html, Selector};

/// What was looked at, and what is wrong.
pub struct Checked {
    /// Pages.
    pub pages: usize,
    /// Links within the site.
    pub links: usize,
    /// Page, link, and why it leads nowhere.
    pub problems: Vec<String>,
}

/// A page: the places in it that a link can name, and its links.
struct Page {
    places: BTreeSet<String>,
    links: BTreeSet<String>,
}

impl Page {
    fn read(text: &str) -> Page {
        let html = Html::parse_document(text);
        let every = Selector::parse("[id], [href], [src]").expect("the selector is fixed");
        let mut page = Page { places: BTreeSet::new(), links: BTreeSet::new() };
        for element in html.select(&every) {
            page.places.extend(element.attr("id").map(str::to_owned));
            page.links.extend(element.attr("href").or(element.attr("src")).map(str::to_owned));
        }
        page
    }
}

/// Checks every page below `folder`. The manual of the library is checked by rustdoc: of it only links into it are.
pub fn check(folder: &Path) -> Result<Checked, String> {
    let mut pages = BTreeMap::new();
    read(folder, folder, &mut pages).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut checked = Checked { pages: pages.len(), links: 0, problems: Vec::new() };
    for (name, page) in &pages {
        for link in page.links.iter().filter(|link| !is_elsewhere(link)) {
            checked.links += 1;
            let problem = judge(folder, &pages, name, link);
            checked.problems.extend(problem.map(|why| format!("{}: {link}: {why}", name.display())));
        }
    }
    Ok(checked)
}

fn read(root: &Path, folder: &Path, pages: &mut BTreeMap<PathBuf, Page>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(root).expect("it lies below").to_owned();
        if path.is_dir() && name != Path::new("api") {
            read(root, &path, pages)?;
        } else if path.extension().is_some_and(|ending| ending == "html") {
            pages.insert(name, Page::read(&fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// Whether it leads out of the site; nobody is asked whether that is there.
fn is_elsewhere(link: &str) -> bool {
    ["https:", "http:", "mailto:", "data:", "javascript:"].iter().any(|scheme| link.starts_with(scheme))
}

/// Why a link of the page `name` leads nowhere, if so.
fn judge(folder: &Path, pages: &BTreeMap<PathBuf, Page>, name: &Path, link: &str) -> Option<String> {
    let (path, place) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let mut there = match path {
        "" => name.to_owned(),
        _ => plain(&name.parent().unwrap_or(Path::new("")).join(path)),
    };
    if folder.join(&there).is_dir() {
        there.push("index.html");
    }
    if !folder.join(&there).is_file() {
        return Some("there is no such file".into());
    }
    let page = pages.get(&there)?;
    let known = place.is_empty() || page.places.contains(place);
    (!known).then(|| format!("there is no `{place}` in {}", there.display()))
}

/// A path without `..`; where it leads out of the site, one that is not there.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if !plain.pop() => return PathBuf::from("(outside)"),
            Component::ParentDir | Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_are_found() {
        let folder = std::env::temp_dir().join(format!("glasshouse-links-{}", std::process::id()));
        fs::create_dir_all(folder.join("a")).unwrap();
        fs::write(folder.join("index.html"), "<p id='here'><a href='a/b.html#x'>1</a><a href='#here'>2</a>")
            .unwrap();
        let page = "<h1 id=x><a href='../index.html#gone'></a><a href='c.html'></a><img src='../../d.svg'>\
                    <a href='https://a.b/'></a><a href='../index.html#here'></a>";
        fs::write(folder.join("a/b.html"), page).unwrap();
        let checked = check(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!((checked.pages, checked.links), (2, 6));
        assert_eq!(checked.problems.len(), 3, "{:?}", checked.problems);
    }
}
