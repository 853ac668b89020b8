//! The page `docs/speed.md`: its frame, and the parts that several commands put into it.

use std::fs;

use crate::{machine::Machine, shell};

/// Where it lies.
pub const PAGE: &str = "docs/speed.md";

/// A part of the page: its name in the markers, its heading, and what stands there until its command has run.
struct Part {
    name: &'static str,
    heading: &'static str,
    until_then: &'static str,
}

const HEAD: &str = "# Speed

Every number here was written by a command, on the machine that stands above it; none is to be edited. The commands:

```
cargo xtask bench --write            # the first table, and the record of instructions
cargo xtask bench --nation DIR       # the run of a whole nation, from its folder
cargo xtask peers                    # the same work in other tools
```
";

const PARTS: [Part; 4] = [
    Part {
        name: "bench",
        heading: "What a person-week costs",
        until_then: "Not measured yet: `cargo xtask bench --write`.",
    },
    Part {
        name: "instructions",
        heading: "Instructions",
        until_then: "Not written yet: `cargo xtask bench --write`.",
    },
    Part {
        name: "nation",
        heading: "A whole nation",
        until_then: "No run of a whole nation is recorded here. `cargo xtask bench --nation DIR` records one.",
    },
    Part {
        name: "peers",
        heading: "The same work in other tools",
        until_then: "Not measured yet: `cargo xtask peers`.",
    },
];

/// Puts `text` where the part `name` stands; the other parts stay as they are.
pub fn put(name: &str, text: &str) -> Result<(), String> {
    let path = shell::root().join(PAGE);
    let old = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, page(&old, name, text)).map_err(|error| format!("{PAGE}: {error}"))?;
    println!("wrote the part `{name}` of {PAGE}");
    Ok(())
}

/// The page with one part of the old one replaced.
fn page(old: &str, name: &str, text: &str) -> String {
    assert!(PARTS.iter().any(|part| part.name == name), "the page has no part `{name}`");
    let mut page = HEAD.to_owned();
    for part in &PARTS {
        let kept = if part.name == name { Some(text) } else { inside(old, part.name) };
        let body = kept.unwrap_or(part.until_then).trim();
        let (open, close) = markers(part.name);
        page.push_str(&format!("\n## {}\n\n{open}\n{body}\n{close}\n", part.heading));
    }
    page
}

fn markers(name: &str) -> (String, String) {
    (format!("<!-- {name} -->"), format!("<!-- /{name} -->"))
}

fn inside<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (open, close) = markers(name);
    Some(page.split_once(&open)?.1.split_once(&close)?.0)
}

/// The line that every part with times begins with.
pub fn place(machine: &Machine, command: &str) -> String {
    let memory = machine.memory_gib.map_or(String::new(), |gib| format!(", {gib} GiB of memory"));
    let Machine { date, processor, processors, rust, .. } = machine;
    format!("`{command}` on {date}: {processor}, {processors} processors{memory}; {rust}.\n")
}

/// A row of a table.
pub fn row<T: AsRef<str>>(cells: &[T]) -> String {
    format!("| {} |\n", cells.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" | "))
}

/// Three digits that count, as far as they stand behind the point.
pub fn three(value: f64) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let digits = (2.0 - value.abs().max(1e-9).log10().floor()).clamp(0.0, 4.0) as usize;
    format!("{value:.digits$}")
}

/// Digits in threes.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    groups.map(|group| String::from_utf8_lossy(group).into_owned()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_replaced_and_the_others_stay() {
        let first = page("", "bench", "a table");
        assert_eq!(inside(&first, "bench"), Some("\na table\n"));
        assert!(first.contains("Not measured yet: `cargo xtask peers`."));
        let second = page(&first, "peers", "other tools");
        assert_eq!(inside(&second, "bench"), Some("\na table\n"));
        assert_eq!(inside(&second, "peers"), Some("\nother tools\n"));
        assert_eq!(page(&second, "peers", "other tools"), second);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([three(123.4), three(12.34), three(0.01234)], ["123", "12.3", "0.0123"]);
        assert_eq!([three(0.0), three(f64::NAN)], ["0.0000", "–"]);
        assert_eq!([131_072, 1_048_576, 12].map(grouped), ["131,072", "1,048,576", "12"]);
    }
}
