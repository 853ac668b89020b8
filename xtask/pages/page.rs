//! What the pages share: what was asked for, the head that says how a page was made, tables, and numbers as text.

use std::path::{Path, PathBuf};

use glasshouse::experiment::results::hex;
use glasshouse::measure::interval::Estimate;
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::summary::number::{grouped, with_interval};

use crate::runs::{Run, SEED, SOCIETY, Scale};

/// A chore with its options.
pub struct Asked {
    chore: String,
    people: Option<u64>,
    threads: usize,
}

impl Asked {
    /// From the words after the chore's name.
    pub fn read(chore: &str, options: &[String]) -> Option<Asked> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let mut asked = Asked { chore: chore.to_owned(), people: None, threads: processors };
        for pair in options.chunks(2) {
            let [name, value] = pair else { return None };
            match name.as_str() {
                "--people" => asked.people = Some(value.parse().ok()?),
                "--threads" => asked.threads = value.parse().ok().filter(|&threads| threads > 0)?,
                _ => return None,
            }
        }
        Some(asked)
    }

    /// How much to run, `people` unless something else was asked for.
    pub fn scale(&self, people: u64) -> Scale {
        Scale::of(self.people.unwrap_or(people), self.threads)
    }

    /// The command that makes the page again.
    pub fn command(&self) -> String {
        let people = self.people.map_or(String::new(), |people| format!(" --people {people}"));
        format!("cargo xtask {}{people}", self.chore)
    }
}

/// The first lines of a page: its title, how it was made, and for which rules.
pub fn head(title: &str, asked: &Asked, scale: Scale, rules: &str) -> String {
    let people = grouped(&scale.people().to_string());
    let counties = if scale.counties == 1 { "county" } else { "counties" };
    format!(
        "# {title}\n\nMade by `{}`: {people} people of {SOCIETY} in {} {counties}, seed {SEED}, version {}. \
         Not to be edited.\n\n{rules}\n\n",
        asked.command(),
        scale.counties,
        env!("CARGO_PKG_VERSION"),
    )
}

/// What the page is made from, as a line that changes when the society or a regime does.
pub fn rules(society: &Society, arms: &[Regime]) -> String {
    let mut parts = vec![format!("{} {}", society.name, short(&society.hash()))];
    parts.extend(arms.iter().map(|arm| format!("{} {}", arm.name, short(&arm.rules_hash()))));
    format!("Rules: {}.", parts.join("; "))
}

/// The digests of runs, as the last line of a page.
pub fn digests<'a>(runs: impl IntoIterator<Item = &'a Run>) -> String {
    let digests: Vec<String> = runs.into_iter().map(|run| short(&run.results.digest)).collect();
    format!("Digests of the runs: {}.\n", digests.join(", "))
}

/// The first sixteen digits of a hash.
pub fn short(hash: &[u8; 32]) -> String {
    hex(hash)[..16].to_owned()
}

/// A number with as many digits as its interval bears, three figures without one.
pub fn number(value: &Estimate) -> String {
    with_interval(value, false)
}

/// A table in Markdown; a bar within a cell is escaped.
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let heads: Vec<String> = heads.iter().map(|&head| head.to_owned()).collect();
    let rule = vec!["---".to_owned(); heads.len()];
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{}{rows}", line(&heads), line(&rule))
}

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the project")
}

/// Writes a file of the project, with the folders it needs.
pub fn write(path: &str, text: &str) -> Result<(), String> {
    let whole: PathBuf = root().join(path);
    let folder = whole.parent().expect("a file lies in a folder");
    let done = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&whole, text));
    done.map_err(|error| format!("{path}: {error}"))?;
    println!("{path}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_asked_again() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let asked = Asked::read("plots", &words("--people 9000 --threads 3")).unwrap();
        assert_eq!((asked.command().as_str(), asked.threads), ("cargo xtask plots --people 9000", 3));
        assert_eq!((asked.scale(5).counties, asked.scale(5).county_size), (3, 4096));
        assert!(Asked::read("plots", &words("--people")).is_none());
        assert!(Asked::read("plots", &words("--arms 3")).is_none());
    }

    #[test]
    fn a_table_is_markdown() {
        assert_eq!(
            table(&["a", "b"], &[vec!["1|".into(), "2".into()]]),
            "| a | b |\n| --- | --- |\n| 1\\| | 2 |\n"
        );
    }
}
