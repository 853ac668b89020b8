//! What can go wrong, how it is said, and the exit code.

use std::fmt;

use glasshouse::problem::{Problem, Problems};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode,
    ThemeCharacters, ThemeStyles,
};
use owo_colors::Style;

use crate::terminal::{Stream, wrapped};

/// Columns that miette puts before its words.
const INDENT: usize = 8;

/// Columns of the bar, the hook and the spaces that miette puts before a label.
const HOOK: usize = 7;

/// The end of a command that did not do what was asked.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    /// What is said about it, in order.
    pub problems: Vec<Problem>,
}

impl Failure {
    /// The run failed: exit 1.
    pub fn run(what: impl Into<String>, why: impl Into<String>, remedy: impl Into<String>) -> Failure {
        Failure { code: 1, problems: vec![problem(what, why, remedy)] }
    }

    /// Bad input or usage: exit 2.
    pub fn input(what: impl Into<String>, why: impl Into<String>, remedy: impl Into<String>) -> Failure {
        Failure::from(vec![problem(what, why, remedy)])
    }

    /// `check` found problems: exit 3.
    pub fn checked(problems: Problems) -> Failure {
        Failure { code: 3, problems: problems.0 }
    }

    /// What the parser of the arguments could not read, in `command` (empty: the bare program): exit 2.
    pub fn typed(error: &clap::Error, command: &str) -> Failure {
        let text = error.render().to_string().replace("subcommand", "command");
        let mut parts = text.trim().split("\n\n").map(str::trim);
        let what = parts.next().unwrap_or_default().trim_start_matches("error: ");
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        let tips = parts.flat_map(str::lines).filter_map(|line| line.trim().strip_prefix("tip: "));
        let mut remedies: Vec<String> = tips.map(str::to_owned).collect();
        let (what, why) = match (what.split_once(" [possible"), what.split_once("': ")) {
            (Some((what, values)), _) => {
                remedies.push(format!("possible{}", values.trim_end_matches(']')));
                (what.to_owned(), "")
            }
            (None, Some((what, why))) => (format!("{what}'"), why),
            (None, None) => (what, ""),
        };
        if remedies.is_empty() && why.is_empty() {
            let name = format!("glasshouse {command}");
            remedies.push(format!("`{} --help` says what can be written", name.trim_end()));
        }
        Failure::input(what, why, remedies.join("; "))
    }

    /// Something that a later version will do: exit 2.
    pub fn planned(names: &[&str]) -> Failure {
        let refuse = |name: &&str| {
            let remedy = match name.starts_with("--") {
                true => "leave the option out; `glasshouse compare --help` lists those there are",
                false => "`glasshouse --help` lists the commands there are",
            };
            problem(format!("`{name}` is planned, not in this version"), "", remedy)
        };
        Failure::from(names.iter().map(refuse).collect::<Vec<_>>())
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Failure {
        Failure { code: 2, problems }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Failure {
        Failure::from(problems.0)
    }
}

/// A problem that is in no text.
pub fn problem(what: impl Into<String>, why: impl Into<String>, remedy: impl Into<String>) -> Problem {
    Problem { place: None, what: what.into(), why: why.into(), remedy: remedy.into() }
}

/// Problems as text for people: the line of the file with the place underlined, what, why and what to write.
pub fn render(problems: &[Problem], severity: Severity, stream: &Stream) -> String {
    let theme = if stream.color { theme() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_wrap_lines(false).with_links(false);
    let mut text = String::new();
    for problem in problems {
        let shown = Shown::new(problem, severity, stream.width);
        if handler.render_report(&mut text, &shown).is_err() {
            text.push_str(&problem.to_string());
        }
        text.push('\n');
    }
    text
}

/// Colours that can be read on a dark and on a light background: red, magenta, bold and dim.
fn theme() -> GraphicalTheme {
    let plain = Style::new();
    let styles = ThemeStyles {
        error: plain.red().bold(),
        warning: plain.magenta(),
        advice: plain.bold(),
        help: plain.bold(),
        link: plain.bold(),
        linum: plain.dimmed(),
        highlights: vec![plain.magenta()],
    };
    GraphicalTheme { characters: ThemeCharacters::unicode(), styles }
}

/// A problem as miette draws it.
#[derive(Debug)]
struct Shown<'a> {
    problem: &'a Problem,
    severity: Severity,
    what: String,
    source: Option<NamedSource<String>>,
    label: Option<String>,
    help: Option<String>,
}

impl<'a> Shown<'a> {
    fn new(problem: &'a Problem, severity: Severity, width: usize) -> Shown<'a> {
        let place = problem.place.as_ref().filter(|place| !place.source.text.is_empty());
        let source = place.map(|place| NamedSource::new(&place.source.name, place.source.text.clone()));
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let label = said(&problem.why).filter(|why| source.is_some() && fits(problem, why, width));
        let help = match (label.is_some(), &problem.why, &problem.remedy) {
            (true, _, remedy) => said(remedy),
            (false, why, remedy) if why.is_empty() || remedy.is_empty() => said(&format!("{why}{remedy}")),
            (false, why, remedy) => Some(format!("{why}; {remedy}")),
        };
        let help = help.map(|help| wrapped(&help, width - INDENT));
        let what = match (&problem.place, &source) {
            (Some(place), None) => format!("{}: {}", place.source.name, problem.what),
            _ => problem.what.clone(),
        };
        Shown { problem, severity, what: wrapped(&what, width - INDENT), source, label, help }
    }
}

/// Whether the reason has room beside the hook below the place: number of the line, column, half the span.
fn fits(problem: &Problem, why: &str, width: usize) -> bool {
    let Some(place) = &problem.place else { return false };
    let (line, column) = place.line_column();
    let before = line.to_string().len().max(1) + column + place.span.len() / 2;
    before + HOOK + why.chars().count() <= width
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.source.as_ref()?;
        let span = self.problem.place.as_ref()?.span.clone();
        Some(Box::new(std::iter::once(LabeledSpan::new(self.label.clone(), span.start, span.len()))))
    }
}
