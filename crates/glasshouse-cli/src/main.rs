//! The program `glasshouse`: files, arguments, progress and exit codes around the library.
//!
//! What was typed ([`args`], [`number`]) and the files it names ([`inputs`]) become a [`recipe`]; a new
//! [`folder`] is made for it; [`run`] computes its counties over threads, kept in a [`log`] as they finish;
//! [`write`] puts the tables in place, and [`report`] the page that is made of them. [`entry`] lists every way that data can come in.

mod args;
mod dry_run;
// A list that its tests hold against the program.
#[cfg_attr(not(test), allow(dead_code))]
mod entry;
mod failure;
mod folder;
mod inputs;
mod json;
mod life;
mod log;
mod look;
mod machine;
mod memory;
mod number;
mod progress;
mod recipe;
mod report;
mod run;
mod simulate;
mod terminal;
mod write;

use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches};

use crate::args::{Cli, Color, Command};
use crate::failure::Failure;
use crate::simulate::{FOUR_REGIMES, Question};
use crate::terminal::Terminal;

fn main() -> ExitCode {
    memory::keep();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let color = typed_color(&words);
    let terminal = Terminal::new(color);
    let choice = if terminal.out.color { ColorChoice::Always } else { ColorChoice::Never };
    let command = Cli::command().color(choice).styles(args::STYLES).term_width(terminal.out.width.min(100));
    let parsed = command.try_get_matches();
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let is_command =
                |word: &&String| Cli::command().get_subcommands().any(|c| c.get_name() == **word);
            let failure = Failure::typed(&error, words.iter().find(is_command).map_or("", String::as_str));
            terminal.complain(&failure);
            return ExitCode::from(failure.code);
        }
        Err(error) => {
            // Help and the version; a closed standard output is no failure.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
    };
    match obey(cli, terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal.complain(&failure);
            ExitCode::from(failure.code)
        }
    }
}

/// Does what was asked.
fn obey(cli: Cli, mut terminal: Terminal) -> Result<(), Failure> {
    let (question, options) = match cli.command {
        None => (Question::four_regimes(), cli.options),
        Some(Command::Experiment(asked)) => {
            if asked.name != FOUR_REGIMES {
                let what = format!("there is no experiment `{}`", asked.name);
                return Err(Failure::input(what, "", "`glasshouse list` names those there are"));
            }
            (Question::four_regimes(), asked.options)
        }
        Some(Command::Compare(asked)) => {
            if asked.regimes.len() < 2 {
                let remedy = format!("name a second one, or write `glasshouse run {}`", asked.regimes[0]);
                return Err(Failure::input("a comparison needs at least two regimes", "", remedy));
            }
            (Question::of("compare", asked.regimes), asked.options)
        }
        Some(Command::Run(asked)) => (Question::of("run", vec![asked.regime]), asked.options),
        Some(Command::Life(asked)) => {
            terminal.quiet = asked.quiet;
            return life::show(&asked, &terminal);
        }
        Some(Command::Resume(asked)) => {
            terminal.quiet = asked.manner.quiet;
            return simulate::resume(asked.dir.as_deref(), &asked.manner, &terminal);
        }
        Some(Command::Report(asked)) => return report::again(&asked.dir, &terminal),
        Some(Command::List) => return look::list(&terminal),
        Some(Command::Show(asked)) => return look::show(&asked, &terminal),
        Some(Command::Check(asked)) => return look::check(&asked, &terminal),
        Some(Command::Schema(asked)) => return look::schema(asked.kind, &terminal),
        Some(Command::Completions(asked)) => return look::completions(asked.shell, &terminal),
        Some(Command::Planned(planned)) => return Err(Failure::planned(&[planned.name()])),
    };
    terminal.quiet = options.manner.quiet;
    simulate::ask(&question, &options, &terminal)
}

/// `--color` as typed, read before everything else so that mistakes in the arguments follow it too.
fn typed_color(words: &[String]) -> Color {
    let mut words = words.iter();
    let mut color = Color::Auto;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next().map(String::as_str),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        color = match value {
            Some("always") => Color::Always,
            Some("never") => Color::Never,
            _ => color,
        };
    }
    color
}
