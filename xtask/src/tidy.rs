//! The tidy check: what no compiler checks, in seven parts. Each part is a function from a [`Tree`] to
//! problems, each a line that says where and what.

mod documents;
mod edges;
mod glossary;
mod library;
mod names;
mod numbers;
mod sizes;
mod source;

use std::path::Path;

use crate::shell;

/// The library's own folder.
const LIBRARY: &str = "crates/glasshouse/src/";

/// A text file of the project; `path` from the root, with `/`.
struct File {
    path: String,
    text: String,
}

impl File {
    fn ends_in(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    /// Whether it is Rust, in the library, and not only tests.
    fn in_library(&self) -> bool {
        self.path.starts_with(LIBRARY) && self.ends_in(".rs") && !self.ends_in("/tests.rs")
    }
}

/// All text files of the project.
struct Tree {
    files: Vec<File>,
}

impl Tree {
    fn read(root: &Path) -> Result<Tree, String> {
        let mut files = Vec::new();
        walk(root, root, &mut files).map_err(|error| format!("reading the project: {error}"))?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { files })
    }

    fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether `path` is a file or a folder of the project.
    fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
    }

    /// Whether the library's module at `path`, or what it is inside of, is compiled for tests alone.
    fn is_for_tests(&self, path: &str) -> bool {
        let Some((folder, name)) = path.trim_end_matches(".rs").trim_end_matches("/mod").rsplit_once('/')
        else {
            return false;
        };
        let parents = [format!("{folder}.rs"), format!("{folder}/mod.rs"), format!("{folder}/lib.rs")];
        let parent = parents.iter().filter(|parent| *parent != path).find_map(|parent| self.file(parent));
        parent.is_some_and(|parent| {
            let declares = |line: &str| line.ends_with(&format!("mod {name};"));
            let mut pairs = parent.text.lines().zip(parent.text.lines().skip(1));
            pairs.any(|(above, line)| above.trim() == "#[cfg(test)]" && declares(line))
                || self.is_for_tests(&parent.path)
        })
    }

    fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.ends_in(".rs"))
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| File { path: path.to_string(), text: text.to_string() };
        Tree { files: files.iter().map(file).collect() }
    }
}

/// Folders that hold nothing of ours.
fn is_foreign(name: &str) -> bool {
    matches!(name, ".git" | "node_modules" | "runs") || name.starts_with("target")
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if is_foreign(&entry.file_name().to_string_lossy()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(root, &path, files)?;
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(File { path, text });
        }
    }
    Ok(())
}

/// `cargo xtask tidy`
pub fn main(_arguments: &[String]) -> Result<(), String> {
    let tree = Tree::read(shell::root())?;
    let mut problems = Vec::new();
    problems.extend(edges::check(&tree));
    problems.extend(library::check(&tree));
    problems.extend(documents::check(&tree, &documents::help()));
    problems.extend(numbers::check(&tree));
    problems.extend(sizes::check(&tree));
    problems.extend(glossary::check(&tree));
    problems.extend(names::check(&tree));
    if problems.is_empty() {
        println!("tidy: {} files", tree.files.len());
        return Ok(());
    }
    Err(format!("tidy: {} problems\n{}", problems.len(), problems.join("\n")))
}
