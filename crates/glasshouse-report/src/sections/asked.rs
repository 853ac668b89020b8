//! What was asked, and what was found: the head of the report.

use glasshouse::summary::number::{grouped, listed};
use maud::{Markup, html};

use super::Section;
use crate::run::Run;
use crate::words::{capital, count};

/// Sections whose findings stand at the top.
const SHORT: [&str; 5] = ["lost", "causes", "reach", "said", "harm"];

/// The name of the page.
pub fn title(run: &Run) -> String {
    let names: Vec<String> = run.arms.iter().map(|arm| arm.name().to_owned()).collect();
    format!("Glasshouse: {}", listed(&names))
}

fn years(run: &Run) -> String {
    let weeks = run.manifest.weeks;
    match (weeks / 52, weeks % 52) {
        (1, 0) => "one year".to_owned(),
        (years, 0) => format!("{} years", count(years as usize)),
        _ => format!("{weeks} weeks"),
    }
}

/// Title, question, what was found in short, and where to find what.
pub fn head(run: &Run, sections: &[Section]) -> Markup {
    let people = grouped(&run.manifest.people.to_string());
    let years = years(run);
    let regimes = match run.arms.len() {
        1 => "One rule book".to_owned(),
        several => format!("{} rule books", capital(&count(several))),
    };
    let short = sections.iter().filter(|section| SHORT.contains(&section.id));
    html! {
        header {
            h1 { (regimes) ", the same " (people) " people, " (years) }
            p.lead {
                @if run.arms.len() == 1 { "What does this rule book do to the people who live under it?" }
                @else { "What does each do to the people who live under it? The people are synthetic, and so is their luck; both are \
                the same in every arm, so what differs is the rules." }
            }
        }
        section aria-labelledby="short" {
            h2 #short { "What was found, in short" }
            ul.short { @for section in short { li { a href={ "#" (section.id) } { (section.finding) } } } }
        }
        section aria-labelledby="arms" {
            h2 #arms { "What was compared" }
            dl.facts {
                @for arm in &run.arms {
                    dt { span.swatch style={ "background:var(--arm-" (arm.color) ")" } {} (arm.name()) }
                    dd { (arm.regime.value.summary) }
                }
                dt { "on" }
                dd { (run.society.value.name) ": " (run.society.value.summary) }
            }
        }
        nav.contents aria-label="Contents" {
            h2 { "Contents" }
            ol { @for section in sections { li { a href={ "#" (section.id) } { (section.heading) } } } }
        }
    }
}
