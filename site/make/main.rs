//! The pages that teach: `glasshouse-site build` makes the site, `glasshouse-site write` writes what is generated in
//! its sources. `cargo xtask site` calls both; a test holds what is written against what would be written now.

mod book;
mod links;
mod luck;
mod reference;
mod schema;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The root of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the site lies in the workspace")
}

/// What is generated: the file's path below `site/src`, and its text.
fn generated() -> Vec<(&'static str, String)> {
    let mut files = reference::pages();
    files.push(("pictures/same-luck.svg", luck::picture()));
    files
}

fn write() -> Result<(), String> {
    for (path, text) in generated() {
        let path = root().join("site/src").join(path);
        let folder = path.parent().expect("it lies in a folder");
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Builds the site into `folder`, the manual of the library from `manual` within it, and checks every link.
fn build(folder: &Path, manual: &Path) -> Result<(), String> {
    book::build(folder, manual)?;
    let checked = links::check(folder)?;
    println!("{} pages, {} links", checked.pages, checked.links);
    for problem in &checked.problems {
        println!("dead link: {problem}");
    }
    if checked.problems.is_empty() { Ok(()) } else { Err("a link leads nowhere".into()) }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write"] => write(),
        ["build", folder, manual] => build(&PathBuf::from(folder), &PathBuf::from(manual)),
        _ => Err("usage: glasshouse-site write | build FOLDER MANUAL".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use snapbox::{Assert, Data};

    /// The manual is made by rustdoc; where nobody has, a page stands in for it.
    #[test]
    fn the_site_is_built_and_every_link_leads_somewhere() {
        let folder = std::env::temp_dir().join(format!("glasshouse-site-{}", std::process::id()));
        let manual = folder.join("manual");
        std::fs::create_dir_all(manual.join("glasshouse")).unwrap();
        std::fs::write(manual.join("glasshouse/index.html"), "<h1>glasshouse</h1>").unwrap();
        super::book::build(&folder.join("site"), &manual).unwrap();
        let checked = super::links::check(&folder.join("site")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(checked.problems, [""; 0]);
        assert!(
            checked.pages > 18 && checked.links > 18 * 20,
            "{} pages, {} links",
            checked.pages,
            checked.links
        );
    }

    #[test]
    fn what_is_generated_is_as_it_would_be_now() {
        for (path, text) in super::generated() {
            let path = super::root().join("site/src").join(path);
            Assert::new().action_env("SNAPSHOTS").eq(Data::text(text), Data::read_from(&path, None).raw());
        }
    }
}
