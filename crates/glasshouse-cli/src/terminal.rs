//! Where words go: results to standard output, everything else to standard error.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};

use glasshouse::problem::Problem;
use miette::Severity;
use terminal_size::{Width, terminal_size_of};

use crate::args::Color;
use crate::failure::{Failure, render};

/// Width of a text that neither a terminal nor COLUMNS limits.
const USUAL_WIDTH: usize = 100;

/// One of the two streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    /// A person looks at it.
    pub terminal: bool,
    /// Columns.
    pub width: usize,
    /// With colours.
    pub color: bool,
}

/// Both streams, and whether only results are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Results.
    pub out: Stream,
    /// Everything else.
    pub err: Stream,
    /// No progress and no advice.
    pub quiet: bool,
}

impl Terminal {
    /// The streams of this process.
    pub fn new(color: Color) -> Terminal {
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let asked = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let stream = |terminal: bool, size: Option<(Width, _)>| Stream {
            terminal,
            width: size.map_or(asked.unwrap_or(USUAL_WIDTH), |(Width(width), _)| width.into()).clamp(30, 140),
            color: match color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => terminal && !plain,
            },
        };
        let (out, err) = (io::stdout(), io::stderr());
        Terminal {
            out: stream(out.is_terminal(), terminal_size_of(&out)),
            err: stream(err.is_terminal(), terminal_size_of(&err)),
            quiet: false,
        }
    }

    /// Prints a result. A reader who has seen enough (`| head`) is no failure.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let what = format!("standard output cannot be written: {error}");
                Err(Failure::run(what, "the result has nowhere to go", "redirect it to a file with room"))
            }
            _ => Ok(()),
        }
    }

    /// Says something beside the results, unless only results are wanted.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            // Nobody is left to be told that nobody reads standard error.
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Advice: what was taken otherwise than written.
    pub fn advise(&self, notes: &[Problem]) {
        if !notes.is_empty() {
            self.say(render(notes, Severity::Advice, &self.err).trim_end_matches('\n'));
            self.say("");
        }
    }

    /// What went wrong; never quiet.
    pub fn complain(&self, failure: &Failure) {
        let text = render(&failure.problems, Severity::Error, &self.err);
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

/// Words in lines of at most `width` characters, broken at spaces only and, where there is room, never
/// between backticks, so that commands stay whole.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut at = 0;
    for word in quoted_words(text, width) {
        let length = word.chars().count();
        if at > 0 && at + 1 + length > width {
            lines.push('\n');
            at = 0;
        } else if at > 0 {
            lines.push(' ');
            at += 1;
        }
        lines += &word;
        at += length;
    }
    lines
}

/// The words of a text; what stands between backticks is one word, if a line can hold it.
fn quoted_words(text: &str, width: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quote: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        quote.push(word);
        let joined = quote.join(" ");
        let closed = joined.matches('`').count().is_multiple_of(2);
        if closed && joined.chars().count() <= width {
            words.push(joined);
            quote.clear();
        } else if joined.chars().count() > width {
            words.extend(quote.drain(..).map(str::to_owned));
        }
    }
    words.extend(quote.into_iter().map(str::to_owned));
    words
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn what_is_quoted_stays_whole_where_it_can() {
        assert_eq!(wrapped("then write `a = 1` there", 14), "then write\n`a = 1` there");
        assert_eq!(
            wrapped("then `a long command of many words`", 12),
            "then `a long\ncommand of\nmany words`"
        );
        assert_eq!(wrapped("one ` alone", 8), "one `\nalone");
    }
}
