//! Commands that simulate nothing: `list`, `show`, `check`, `schema`, `completions`.

use clap::CommandFactory;
use clap_complete::Shell;
use glasshouse::builtin;
use glasshouse::check::Checked;
use glasshouse::measure::definition;
use glasshouse::problem::meant;
use glasshouse::regime::variant::{self, Sort};

use crate::args::{Check, Cli, FileKind, Show};
use crate::failure::Failure;
use crate::inputs;
use crate::simulate::{FOUR, FOUR_REGIMES};
use crate::terminal::{Terminal, wrapped};

/// Prints regimes, societies, experiments, what regimes are varied by, and measures.
pub fn list(terminal: &Terminal) -> Result<(), Failure> {
    let own = |entries: Vec<(&'static str, String)>| -> Vec<(String, String)> {
        entries.into_iter().map(|(name, summary)| (name.to_owned(), summary)).collect()
    };
    let experiment = (FOUR_REGIMES.to_owned(), format!("The same people under {}.", FOUR.join(", ")));
    let measures = definition::measures()
        .map(|measure| (measure.name.to_owned(), format!("{} ({})", measure.meaning, measure.unit)));
    let variants = |sort| variant::all(sort).into_iter().map(|variant| (variant.name, variant.summary));
    let sections = [
        ("Regimes", own(builtin::regimes())),
        ("Societies", own(builtin::societies())),
        ("Experiments", vec![experiment]),
        ("Parts of regimes, for --without", variants(Sort::Part).collect()),
        ("Safeguards, for --with", variants(Sort::Safeguard).collect()),
        ("Measures", measures.collect()),
    ];
    let (bold, plain) = if terminal.out.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let mut text = String::new();
    for (title, entries) in &sections {
        let column = entries.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        text += &format!("{bold}{title}{plain}\n");
        for (name, summary) in entries {
            text += &entry(name, summary, column, terminal.out.width);
        }
        text.push('\n');
    }
    terminal.print(text.trim_end_matches('\n'))?;
    terminal.print("\n")
}

/// A name and its summary, which goes on below itself where there is room, and below the name where not.
fn entry(name: &str, summary: &str, column: usize, width: usize) -> String {
    let beside = width >= column + 40;
    let (start, indent) =
        if beside { (format!("  {name:column$}  "), column + 4) } else { (format!("  {name}\n    "), 4) };
    let lines = wrapped(summary, width - indent).replace('\n', &format!("\n{:indent$}", ""));
    format!("{start}{lines}\n")
}

/// Prints a built-in file, or a varied regime as a file.
pub fn show(asked: &Show, terminal: &Terminal) -> Result<(), Failure> {
    let name = asked.name.as_str();
    if !variant::split(name)?.1.is_empty() {
        let inputs = inputs::read(&asked.society, &[name.to_owned()], &[], &[])?;
        terminal.advise(&inputs.notes());
        return terminal.print(&inputs.arms[0].text);
    }
    if let Some(source) = builtin::find(name) {
        return terminal.print(&source.text);
    }
    if name.trim_start_matches("experiment/") == FOUR_REGIMES {
        let why = format!("this version has it built in: the same people under {}", FOUR.join(", "));
        return Err(Failure::input(
            format!("`{FOUR_REGIMES}` has no file yet"),
            why,
            "`glasshouse show none` prints a regime",
        ));
    }
    let known = builtin::regimes().into_iter().chain(builtin::societies()).map(|(name, _)| name);
    let remedy = match meant(name, known) {
        Some(near) => format!("write `glasshouse show {near}`"),
        None => "`glasshouse list` prints the names there are".to_owned(),
    };
    Err(Failure::input(format!("there is no built-in file `{name}`"), "", remedy))
}

/// Checks a regime or a society file.
pub fn check(asked: &Check, terminal: &Terminal) -> Result<(), Failure> {
    let society = inputs::read_society(&asked.society, &[])?;
    let file = asked.file.display();
    let checked = inputs::check(&asked.file, &society.value)?.map_err(Failure::checked)?;
    let (kind, name, notes) = match checked {
        Checked::Regime(read) => ("regime", read.value.name, read.notes),
        Checked::Society(read) => ("society", read.value.name, read.notes),
    };
    terminal.advise(&notes);
    terminal.print(&format!("{file}: the {kind} `{name}`, no problems\n"))
}

/// Prints a JSON Schema.
pub fn schema(kind: FileKind, terminal: &Terminal) -> Result<(), Failure> {
    let schema = match kind {
        FileKind::Regime => glasshouse::regime::file::schema(),
        FileKind::Society => glasshouse::society::file::schema(),
    };
    terminal.print(&format!("{schema:#}\n"))
}

/// Prints the completions of a shell.
pub fn completions(shell: Shell, terminal: &Terminal) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "glasshouse", &mut text);
    terminal.print(&String::from_utf8_lossy(&text))
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn summaries_fit_the_width() {
        let summary = "Nobody is watched or scored, and nothing is taken; ordinary law alone remains.";
        for width in [30, 40, 80, 140] {
            let text = entry("financial-credit-wide", summary, 21, width);
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
            assert_eq!(text.split_whitespace().skip(1).collect::<Vec<_>>().join(" "), summary);
        }
    }
}
