//! The part of the page: what was compared, who agrees, the tables of times, and how they stand to the goals.

use super::agree::{Agreement, LIMIT, RESULTS};
use super::glasshouse::{AS_IT_IS, WEEKS_ALONE};
use super::program::{Program, python_version};
use super::{Outcome, REFERENCE, Scale, Time, VERSIONS};
use crate::speed::{grouped, row, three};

const HEAD: &str = "One small model, without and with ties, in several tools. What it is, how it is checked, what is timed and how each tool does it
stands in `benches/peers/MODEL.md`.
";

const NOTES: &str = "One thread. Seconds are those of the weeks alone, but for Glasshouse as it is: there they are those of a whole run, people and
ties included. The ratio is in nanoseconds a person-week, to Glasshouse as it is: above 1 is slower. Memory is the most
that the process held.

Glasshouse does more than the model asks: the arm `none` beside the other, all measures with their causes, fear, conscience and awareness, and a
digest. *The weeks alone* is a run less one of a single week, as the others are timed. *The arm alone* is what a run costs beyond one of `none`; what arms
share is left out of it, so it flatters. A plain loop that does only what is asked is the honest floor.
";

const GOALS_NOTES: &str = "Times as fast as the best tool of a sort, the plain loop apart. It does what the model asks and nothing else: a goal that it
misses too asks for another way of doing the work, not for faster code.
";

/// How many times as fast as the best Python tool, and as the best compiled one, Glasshouse should be.
const GOALS: [(&str, f64); 2] = [("Python", 20.0), ("compiled", 5.0)];

/// As Markdown.
pub fn write(outcomes: &[Outcome], missing: &[(&str, String)], scale: &Scale) -> String {
    let python = python_version().unwrap_or_else(|| "no Python".into());
    let mut page =
        format!("{HEAD}\n{python}. Each time is the best of {}.\n\n{}", scale.runs, agreements(outcomes));
    page.push_str("### Times\n\n");
    page.push_str(NOTES);
    for &people in scale.sizes {
        for ties in [false, true] {
            page.push_str(&times(outcomes, people, ties));
        }
    }
    page.push_str(&goals(outcomes, scale));
    if !missing.is_empty() {
        page.push_str("\n### Not run\n\n");
        for (name, error) in missing {
            page.push_str(&format!("- **{name}**: {}\n", error.lines().collect::<Vec<_>>().join(" ")));
        }
    }
    page
}

/// Who agrees with the reference.
fn agreements(outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "### Do they do the same?\n\nMeans over runs with fixed seeds, and the largest |t| against the plain Rust loop; \
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

/// Times of one size and version, by tool.
fn rows(outcomes: &[Outcome], people: u32, ties: bool) -> Vec<(Program, &Time)> {
    let of = |outcome: &'_ Outcome| outcome.peer.program;
    let all = outcomes.iter().flat_map(|outcome| outcome.times.iter().map(move |time| (of(outcome), time)));
    all.filter(|(_, time)| time.task.people == people && time.task.ties == ties).collect()
}

fn each(rows: &[(Program, &Time)], name: &str) -> Option<f64> {
    rows.iter().find(|(_, time)| time.name == name).map(|(_, time)| time.each())
}

fn times(outcomes: &[Outcome], people: u32, ties: bool) -> String {
    let mut text = format!("\n#### {} people, {}\n\n", grouped(people.into()), VERSIONS[usize::from(ties)]);
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
    let mut rows = rows(outcomes, people, ties);
    let base = each(&rows, AS_IT_IS);
    rows.sort_by(|a, b| a.1.each().total_cmp(&b.1.each()));
    for (program, time) in rows {
        let version = time.answer.version.as_str();
        let setup = match program {
            Program::Glasshouse if time.name == AS_IT_IS || time.memory.is_some() => "within".into(),
            _ => time.answer.setup.map_or("–".into(), three),
        };
        text.push_str(&row(&[
            time.name.as_str(),
            if version == "0.0.0" { "–" } else { version },
            &time.task.weeks.to_string(),
            &setup,
            &three(time.answer.seconds),
            &three(time.each()),
            &time.memory.map_or("–".into(), |bytes| (bytes >> 20).to_string()),
            &base.map_or("–".into(), |base| three(time.each() / base)),
        ]));
    }
    text
}

/// How many times as fast as the best tool of each sort Glasshouse is, beside what was aimed at.
fn goals(outcomes: &[Outcome], scale: &Scale) -> String {
    let mut text = format!("\n### Goals\n\n{GOALS_NOTES}\n");
    text.push_str(&row(&[
        "people",
        "version",
        "against the best",
        "goal",
        "the plain loop",
        "as it is",
        "the weeks alone",
    ]));
    text.push_str("| ---: | --- | --- | ---: | ---: | ---: | ---: |\n");
    for &people in scale.sizes {
        for ties in [false, true] {
            let rows = rows(outcomes, people, ties);
            for (sort, goal) in GOALS {
                let Some((best, name)) = best(&rows, sort) else { continue };
                let cell = |row| each(&rows, row).map_or("–".into(), |each| verdict(best / each, goal));
                text.push_str(&row(&[
                    &grouped(people.into()),
                    VERSIONS[usize::from(ties)],
                    &format!("{sort}, {name}"),
                    &format!("{goal}"),
                    &cell(REFERENCE),
                    &cell(AS_IT_IS),
                    &cell(WEEKS_ALONE),
                ]));
            }
        }
    }
    text
}

/// The least time of the tools of a sort.
fn best<'a>(rows: &[(Program, &'a Time)], sort: &str) -> Option<(f64, &'a str)> {
    let is_of = |program: Program| match program {
        Program::Python { .. } => sort == "Python",
        Program::Rust { bin } => sort == "compiled" && bin != "naive",
        Program::Glasshouse => false,
    };
    let of_sort = rows.iter().filter(|(program, _)| is_of(*program));
    let times = of_sort.map(|(_, time)| (time.each(), time.name.as_str()));
    times.min_by(|a, b| a.0.total_cmp(&b.0))
}

fn verdict(times: f64, goal: f64) -> String {
    format!("{}, {}", three(times), if times >= goal { "met" } else { "missed" })
}

#[cfg(test)]
mod tests {
    use super::super::program::{Answer, Task};
    use super::*;

    fn time(name: &str, seconds: f64) -> Time {
        let task = Task { people: 1000, weeks: 10, ties: false, seed: 1 };
        let answer = Answer { version: "1".into(), setup: None, seconds, results: [0.0; 3] };
        Time { name: name.into(), task, answer, memory: None }
    }

    #[test]
    fn the_best_of_a_sort_is_its_fastest_and_never_the_plain_loop() {
        let times = [time("plain", 1.0), time("ixa", 3.0), time("NumPy", 9.0), time("Mesa", 8.0)];
        let python = Program::Python { file: "f" };
        let programs = [Program::Rust { bin: "naive" }, Program::Rust { bin: "ixa" }, python, python];
        let rows: Vec<(Program, &Time)> = programs.into_iter().zip(&times).collect();
        assert_eq!(best(&rows, "compiled").map(|(_, name)| name), Some("ixa"));
        assert_eq!(best(&rows, "Python").map(|(_, name)| name), Some("Mesa"));
        assert_eq!(each(&rows, "ixa"), Some(3.0 * 1e9 / 1e4));
        assert_eq!(best(&rows[..1], "compiled"), None);
    }

    #[test]
    fn a_goal_is_met_from_itself_on() {
        assert_eq!([verdict(5.0, 5.0), verdict(4.99, 5.0)], ["5.00, met", "4.99, missed"]);
    }
}
