//! Problems of an input: where, what is wrong, why, and what to write instead.
//!
//! The library never prints: a shell renders a [`Problem`] from its parts, or uses the plain text that
//! [`Problems`] displays.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The longest text read, in bytes. Rule books are short; a longer file is something else.
pub const MAX_BYTES: usize = 1 << 20;

/// A text and what to call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// A path, the name of a built-in file, or the setting as it was typed.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A text called `name`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source { name: name.into(), text: text.into() }
    }

    /// The bytes of a file as text; refuses what cannot be a TOML file at all.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Source, Problems> {
        let name = name.into();
        let refuse = |what: String, why: &str, text: &str, at: usize| {
            let source = Arc::new(Source::new(name.clone(), text));
            let remedy = "give a TOML file; `glasshouse show social-credit` prints one to copy";
            Err(Problem::at(&Place { source, span: at..at }, what, why, remedy).into())
        };
        if bytes.len() > MAX_BYTES {
            let what = format!("the file has {} bytes; at most {MAX_BYTES} are read", bytes.len());
            return refuse(what, "a rule book or a society is a few pages of text", "", 0);
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return refuse("the file is empty".into(), "there is nothing to read in it", "", 0);
        }
        if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
            let what = format!("the file is not text: byte {at} is zero");
            return refuse(what, "a zero byte appears in programs and images, not in TOML", "", 0);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(name, text)),
            Err(error) => {
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let what = format!("byte {} is not UTF-8", error.valid_up_to());
                refuse(what, "TOML files are UTF-8; this one was saved otherwise", &good, good.len())
            }
        }
    }
}

/// Where: a source and a span of bytes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<Source>,
    /// The bytes meant.
    pub span: Range<usize>,
}

impl Place {
    /// The text meant.
    pub fn text(&self) -> &str {
        self.source.text.get(self.span.clone()).unwrap_or("")
    }

    /// Line and column of its first character, both from 1.
    pub fn line_column(&self) -> (usize, usize) {
        let mut start = self.span.start.min(self.source.text.len());
        while !self.source.text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &self.source.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// One thing that is wrong, or, as a note, worth saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, if it is anywhere.
    pub place: Option<Place>,
    /// What is wrong.
    pub what: String,
    /// Why it matters or cannot be.
    pub why: String,
    /// What to write instead; empty for a note.
    pub remedy: String,
}

impl Problem {
    /// A problem at a place.
    pub fn at(
        place: &Place,
        what: impl Into<String>,
        why: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        let (what, why, remedy) = (what.into(), why.into(), remedy.into());
        Problem { place: Some(place.clone()), what, why, remedy }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            let (line, column) = place.line_column();
            write!(f, "{}:{line}:{column}: ", place.source.name)?;
        }
        write!(f, "{}", self.what)?;
        if !self.why.is_empty() {
            write!(f, "\n  why: {}", self.why)?;
        }
        if !self.remedy.is_empty() {
            write!(f, "\n  instead: {}", self.remedy)?;
        }
        Ok(())
    }
}

/// Every problem of an input, in the order of the text. Never empty as an error.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// In the order of the sources and places, each said once.
    pub(crate) fn sorted(mut self) -> Problems {
        let key = |problem: &Problem| {
            problem.place.as_ref().map(|place| (place.source.name.clone(), place.span.start))
        };
        self.0.sort_by_key(key);
        self.0.dedup();
        self
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        Problems(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The entry of `known` that `name` is most like, if any is near enough to be meant.
pub fn meant<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|other| (strsim::jaro_winkler(&lower, &other.replace('_', "-")), other))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, other)| other)
}

/// Names between backquotes with commas, for a message.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
