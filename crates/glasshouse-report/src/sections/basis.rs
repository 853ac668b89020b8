//! What it rests on: assumptions, what is left out, sources, and how to make it again.

use std::collections::BTreeMap;

use glasshouse::summary::number::{grouped, listed};
use glasshouse::text::shape::Quantity;
use maud::{Markup, PreEscaped, html};

use super::Section;
use crate::figure::{Sheet, table};
use crate::run::{Input, Run};

/// What the model leaves out stands once, in MODEL.md.
const MODEL: &str = include_str!("../../../../MODEL.md");
const LIMIT: &str = "The honest limit: ";
const LEFT_OUT: &str = "**Left out of the model**: ";
const LATER: &str = "**Left for later versions**: ";

pub fn assumptions(run: &Run) -> Section {
    let files = files(run);
    let all: usize = files.iter().map(|(_, quantities)| quantities.len()).sum();
    let assumed = |quantity: &&Quantity| quantity.source == "assumption";
    let guesses: usize = files.iter().map(|(_, quantities)| quantities.iter().filter(assumed).count()).sum();
    let finding =
        format!("{guesses} of the {all} numbers behind this run are assumptions; the others name a source.");
    let sheet = |quantities: &[Quantity]| {
        let row = |quantity: &Quantity| {
            let range = quantity.range.map_or(String::new(), |[low, high]| format!("{low} to {high}"));
            vec![quantity.path.clone(), values(&quantity.values), range, quantity.unit.replace('_', " ")]
        };
        Sheet {
            columns: ["Number", "value", "plausible range", "unit"].map(str::to_owned).into(),
            rows: quantities.iter().filter(assumed).map(row).collect(),
        }
    };
    let ranged = run.arms.iter().any(|arm| arm.assumed.is_some());
    let body = html! {
        p {
            "Intervals in this report are simulation intervals: they measure the noise of a finite run, not what nobody \
             knows about people. "
            @if ranged {
                "The pale bars show how far a number goes as each assumption about people's behaviour takes the ends of \
                 its range, one at a time; what two of them do together is not in them."
            } @else {
                "How far numbers go over what is assumed of people is known for the built-in regimes over about five \
                 years, and so is not shown here."
            }
        }
        @for (name, quantities) in &files {
            @let count = quantities.iter().filter(assumed).count();
            @if count > 0 {
                details.words {
                    summary { (name) ": " (count) " assumptions" }
                    (table(&format!("Assumptions of {name}"), &sheet(quantities)))
                }
            }
        }
    };
    Section { id: "assumptions", heading: "Assumptions and their ranges", finding, body }
}

/// The numbers of the society and of each regime.
fn files(run: &Run) -> Vec<(String, Vec<Quantity>)> {
    let society = (run.society.value.name.clone(), run.society.quantities.clone());
    let regime = |arm: &crate::run::Arm| (arm.name().to_owned(), arm.regime.quantities.clone());
    [society].into_iter().chain(run.arms.iter().map(regime)).collect()
}

fn values(values: &[f64]) -> String {
    values.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
}

pub fn left_out() -> Section {
    let part = |start: &str| {
        let found = MODEL.rfind(start).map_or("", |at| &MODEL[at + start.len()..]);
        crate::words::capital(
            found.split("\n\n").next().unwrap_or_default().split("**").next().unwrap_or_default().trim(),
        )
    };
    let finding = "Nobody moves, is born or dies here, and no state adopts what another tries: these numbers compare rule \
                   books, and forecast no country."
        .to_owned();
    let body = html! {
        h3 { "Left out of the model" }
        p { (part(LEFT_OUT)) }
        h3 { "Left for later versions" }
        p { (part(LATER)) }
        h3 { "The honest limit" }
        p { (part(LIMIT)) }
        p {
            "A regime here is stylised; it describes no country's practice. Every person is synthetic. Quantities that \
             bear on a legal test are no legal findings."
        }
    };
    Section { id: "left-out", heading: "What is left out", finding, body }
}

pub fn sources(run: &Run) -> Section {
    let inputs: Vec<&Input> = [&run.manifest.society].into_iter().chain(&run.manifest.regimes).collect();
    let sources: Vec<(&str, BTreeMap<String, String>)> =
        inputs.iter().map(|input| (input.name.as_str(), sources_of(input))).collect();
    let count: usize = sources.iter().map(|(_, sources)| sources.len()).sum();
    let body = html! {
        @for (name, sources) in &sources {
            @if !sources.is_empty() {
                details.words {
                    summary { (name) ": " (sources.len()) " sources" }
                    dl.facts { @for (name, text) in sources { dt { (name) } dd { (text) } } }
                }
            }
        }
        p.note { "What is called recalled and not checked in a source is just that." }
    };
    let finding = format!("{count} sources are named, each beside the numbers that rest on it.");
    Section { id: "sources", heading: "Sources", finding, body }
}

/// The table `[sources]` of a file.
fn sources_of(input: &Input) -> BTreeMap<String, String> {
    let tree: toml::Table = input.text.parse().unwrap_or_default();
    let table = tree.get("sources").and_then(toml::Value::as_table);
    let pairs = table.into_iter().flatten();
    pairs.filter_map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned()))).collect()
}

pub fn again(run: &Run) -> Section {
    let manifest = &run.manifest;
    let inputs: Vec<&Input> = [&manifest.society].into_iter().chain(&manifest.regimes).collect();
    let people = format!(
        "{} in {} counties of {}",
        grouped(&manifest.people.to_string()),
        grouped(&manifest.counties.to_string()),
        grouped(&manifest.county_size.to_string())
    );
    let facts: [(&str, String); 7] = [
        ("Digest", manifest.digest.clone()),
        ("Version", manifest.version.clone()),
        ("People", people),
        ("Weeks", format!("{} counted, after {} that are not", manifest.weeks, manifest.warm_up)),
        ("Seed of the people", manifest.seed.to_string()),
        ("Seed of their luck", manifest.luck.to_string()),
        ("Made of", listed(&inputs.iter().map(|input| input.name.clone()).collect::<Vec<_>>())),
    ];
    let body: Markup = html! {
        pre tabindex="0" aria-label="The command that makes this run again" { code { (manifest.command) } }
        dl.facts { @for (name, value) in &facts { dt { (name) } dd { (value) } } }
        p {
            "The digest proves it: it is a hash of every county's end, and the same on every machine. The tables of this \
             run lie beside this page, and the files below make it again where the command's own are not at hand."
        }
        @for input in &inputs {
            details.words {
                summary { (input.name) ", whole" }
                p.note { "BLAKE3 " code { (input.blake3) } }
                pre.scroll tabindex="0" role="region" aria-label={ "The file " (input.name) } { (PreEscaped(escaped(&input.text))) }
            }
        }
    };
    let finding = "The same command gives the same bits.".to_owned();
    Section { id: "again", heading: "How to make it again", finding, body }
}

/// Text for a page, with nothing in it that is markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_found_in_the_model() {
        let text = left_out().body.into_string();
        for words in ["migration between counties", "adoption between states", "the code is open"] {
            assert!(text.to_lowercase().contains(words), "{words} is not in {text}");
        }
        assert!(!text.contains("**"), "{text}");
    }
}
