//! The page: what was compared, who agrees, and the tables of times.

use super::agree::{Agreement, LIMIT, RESULTS};
use super::machine::Machine;
use super::{Outcome, RUNS, SIZES, Time, VERSIONS};

const HEAD: &str = "# The same work in other tools

Written by `cargo xtask peers`; do not change it by hand. One small model, without and with ties, in several tools. What it is, how
it is checked and what is timed stands in `benches/peers/MODEL.md`.
";

const NOTES: &str = "One thread. Seconds are the best of several runs and those of the weeks alone, but Glasshouse's are those of a whole run, people
and ties included. A ratio above 1 means slower than Glasshouse as it runs, in nanoseconds a person-week.

Glasshouse does more than the model asks: the arm `none` beside the other, all measures with their causes, fear, conscience and awareness, and a
digest. The arm alone is what a run costs beyond one of `none`; what arms share is left out of it, so it flatters. A plain loop that
does only what is asked is the honest floor.
";

/// The page as Markdown.
pub fn write(outcomes: &[Outcome], missing: &[(&str, String)], machine: &Machine) -> String {
    let mut page = format!("{HEAD}\n{}\n{}", place(machine), agreements(outcomes));
    page.push_str("## Times\n\n");
    page.push_str(NOTES);
    for people in SIZES {
        for ties in [false, true] {
            page.push_str(&times(outcomes, people, ties));
        }
    }
    if !missing.is_empty() {
        page.push_str("\n## Not run\n\n");
        for (name, error) in missing {
            page.push_str(&format!("- **{name}**: {}\n", error.lines().collect::<Vec<_>>().join(" ")));
        }
    }
    page
}

fn place(machine: &Machine) -> String {
    let memory = machine.memory_gib.map_or(String::new(), |gib| format!(", {gib} GiB of memory"));
    format!(
        "On {}, {}, {} processors{memory}; {}; {}. Best of {RUNS} runs.\n",
        machine.date, machine.processor, machine.processors, machine.rust, machine.python
    )
}

/// Who agrees with the reference.
fn agreements(outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "## Do they do the same?\n\nMeans over runs with fixed seeds, and the largest |t| against the plain Rust loop; \
         a tool fails above {LIMIT}.\n\n"
    );
    let names: Vec<&str> = RESULTS.iter().map(|(name, _)| *name).collect();
    text.push_str(&row(&["tool", "version of the model", &names.join(" | "), "largest \\|t\\|", ""]));
    text.push_str("| --- | --- | ---: | ---: | ---: | ---: | --- |\n");
    for outcome in outcomes {
        for (version, agreement) in VERSIONS.iter().zip(&outcome.agreement) {
            let verdict = if agreement.holds() { "agrees" } else { "**disagrees, not timed**" };
            let worst = format!("{:.1}", agreement.worst());
            text.push_str(&row(&[outcome.peer.name, version, &means(agreement), &worst, verdict]));
        }
    }
    text.push('\n');
    text
}

fn means(agreement: &Agreement) -> String {
    let cells = RESULTS.iter().zip(agreement.means).map(|((_, digits), mean)| format!("{mean:.digits$}"));
    cells.collect::<Vec<_>>().join(" | ")
}

fn times(outcomes: &[Outcome], people: u32, ties: bool) -> String {
    let mut text = format!("\n### {} people, {}\n\n", grouped(people), VERSIONS[usize::from(ties)]);
    text.push_str(&row(&[
        "tool",
        "release",
        "weeks",
        "set-up, s",
        "seconds",
        "ns a person-week",
        "memory, MiB",
        "ratio",
    ]));
    text.push_str("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    let here = |time: &&Time| time.task.people == people && time.task.ties == ties;
    let mut rows: Vec<&Time> = outcomes.iter().flat_map(|outcome| &outcome.times).filter(here).collect();
    let base = rows.iter().find(|time| time.name == "Glasshouse").map(|time| time.each());
    rows.sort_by(|a, b| a.each().total_cmp(&b.each()));
    for time in rows {
        let version = &time.answer.version;
        text.push_str(&row(&[
            &time.name,
            if version == "0.0.0" { "–" } else { version },
            &time.task.weeks.to_string(),
            &time.answer.setup.map_or("within".into(), three),
            &three(time.answer.seconds),
            &three(time.each()),
            &time.memory.map_or("–".into(), |bytes| (bytes >> 20).to_string()),
            &base.map_or("–".into(), |base| three(time.each() / base)),
        ]));
    }
    text
}

fn row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// Three digits that count, as far as they stand behind the point.
fn three(value: f64) -> String {
    let digits = (2.0 - value.abs().log10().floor()).clamp(0.0, 4.0) as usize;
    format!("{value:.digits$}")
}

/// Digits in threes.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    groups.map(|group| String::from_utf8_lossy(group).into_owned()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [three(123.4), three(12.34), three(0.01234), three(0.0)],
            ["123", "12.3", "0.0123", "0.0000"]
        );
        assert_eq!([grouped(131_072), grouped(1_048_576), grouped(12)], ["131,072", "1,048,576", "12"]);
    }
}
