//! The page of one life: who somebody is, and their weeks under each arm side by side.

use glasshouse::life::layout::{ledger_heads, ledger_rows, loss_in_words, numbers, when};
use glasshouse::life::story::{Line, story};
use glasshouse::life::{Life, LifeArm, balance_in_words, json, portrait_in_words};
use maud::{Markup, html};
use serde_json::{Value, json};

use crate::page::frame_with;

const SCRIPT: &str = include_str!("../assets/life.js");

/// The page of `life`; `again` is the command that makes it again.
pub fn page(life: &Life, again: &str) -> String {
    let title = format!("Person {}:{} does not exist", life.county, life.person);
    let body = html! {
        header {
            h1 { (title) }
            p.lead { (portrait_in_words(&life.portrait).join(" ")) }
            p.note {
                "A number and draws: seed " (life.seed) ", county " (life.county) ", person " (life.person)
                ". Simulated for " (life.weeks) " weeks under " (life.arms.len())
                @if life.arms.len() == 1 { " rule book." } @else { " rule books, with the same luck." }
                " Any run of this seed simulates the same person to the last bit, and keeps nothing of them."
            }
        }
        (timeline(life))
        (comparison(life))
        @for (at, arm) in life.arms.iter().enumerate() { (chapter(life, at, arm)) }
        footer {
            p { "A synthetic person under stylised rule books. No description of anybody, nor of any country's practice." }
            p { "Again: " code { (again) } }
        }
    };
    frame_with(&title, &body, &data(life), SCRIPT)
}

/// One sentence of what the arms took, and the weeks as a figure.
fn timeline(life: &Life) -> Markup {
    html! {
        section.section aria-labelledby="weeks" {
            h2 #weeks { "Week by week" }
            p.finding { (finding(life)) }
            figure data-life {
                figcaption { p {
                    "Bars: rights lost. Line: the score shown, with the lines below which sanctions fall. "
                    "Filled triangles: a sanction falls or goes on; hollow ones: it ends. "
                    "Thinks and says: private belief, and what is said aloud. The same weeks stand below in words."
                } }
                div.plot aria-hidden="true" {}
            }
        }
    }
}

/// What each arm took, in a sentence.
fn finding(life: &Life) -> String {
    let taken: Vec<&LifeArm> = life.arms.iter().filter(|arm| arm.right_weeks() > 0).collect();
    let weeks = |weeks: u32| if weeks == 1 { "1 week".to_owned() } else { format!("{weeks} weeks") };
    match taken.as_slice() {
        [] => "Nothing was taken from them.".to_owned(),
        taken => {
            let each: Vec<String> = taken
                .iter()
                .map(|arm| format!("{} under {}", weeks(arm.restricted_weeks), arm.name))
                .collect();
            let rest = if taken.len() < life.arms.len() { ", and nothing under the rest" } else { "" };
            format!("Without some right for {}{rest}.", glasshouse::summary::number::listed(&each))
        }
    }
}

fn comparison(life: &Life) -> Markup {
    html! {
        section.section aria-labelledby="numbers" {
            h2 #numbers { "In numbers" }
            div.scroll tabindex="0" role="region" aria-label="The numbers of each rule book" {
                table {
                    caption { "The same person under each rule book, over the counted weeks." }
                    thead { tr {
                        th scope="col" { "measure" }
                        @for arm in &life.arms { th.number scope="col" { (arm.name) } }
                    } }
                    tbody {
                        @for (label, cells) in numbers(life) {
                            tr { th scope="row" { (label) } @for cell in cells { td.number { (cell) } } }
                        }
                    }
                }
            }
        }
    }
}

/// One arm in words: what was lost and why, the ledger, and the story.
fn chapter(life: &Life, at: usize, arm: &LifeArm) -> Markup {
    let id = format!("arm-{at}");
    let lines = story(life, arm);
    html! {
        section.section aria-labelledby=(id) {
            h2 id=(id) { "Under " (arm.name) }
            @if !arm.none && !arm.covered { p { "This rule book does not cover them." } }
            @if arm.right_weeks() > 0 { (losses(life, arm)) }
            (ledger(life, arm))
            @if lines.is_empty() {
                p.note { "Nothing else happened that they would know of." }
            } @else {
                details open[arm.right_weeks() > 0] {
                    summary { "What happened, week by week (" (lines.len()) ")" }
                    (told(&lines))
                }
            }
        }
    }
}

fn losses(life: &Life, arm: &LifeArm) -> Markup {
    let lost = life.rights.iter().zip(&arm.losses).filter(|(_, loss)| loss.weeks > 0);
    html! {
        h3 { "What was lost, and why" }
        dl.facts {
            @for (right, loss) in lost { dt { (right) } dd { (loss_in_words(loss)) } }
        }
    }
}

fn ledger(life: &Life, arm: &LifeArm) -> Markup {
    html! {
        details {
            summary { "What they did, and what was recorded" }
            div.scroll tabindex="0" role="region" aria-label={ "Conduct under " (arm.name) } {
                table {
                    caption {
                        "Done: in view. Private: where no rule book can look. False: recorded and never happened. "
                        "Forgone: lawful, done under none and not here. Points: what is left of the records at the end."
                    }
                    thead { tr {
                        th scope="col" { "conduct" }
                        @for head in ledger_heads() { th.number scope="col" { (head) } }
                    } }
                    tbody {
                        @for (kind, cells) in ledger_rows(life, arm) {
                            tr { th scope="row" { (kind) } @for cell in cells { td.number { (cell) } } }
                        }
                    }
                }
            }
            @if arm.scored { p.note { "Score: " (balance_in_words(arm)) "." } }
        }
    }
}

fn told(lines: &[Line]) -> Markup {
    html! {
        table.story {
            thead { tr { th scope="col" { "when" } th scope="col" { "what" } } }
            tbody {
                @for line in lines { tr { td { (when(line.weeks)) } td { (line.text) } } }
            }
        }
    }
}

/// What the figure draws: the life, with each arm's side in it.
fn data(life: &Life) -> Value {
    let told = json(life);
    json!({"figures": {}, "life": told})
}

#[cfg(test)]
mod tests {
    use super::*;
    use glasshouse::experiment::Plan;
    use glasshouse::{builtin, life, regime, society};

    fn page_of(name: &str) -> (Life, String) {
        let source = builtin::find("society/large-country").unwrap();
        let society = society::file::read(source, &builtin::find, &[]).unwrap().value;
        let read = |regime: &str| {
            let source = builtin::find(&format!("regime/{regime}")).unwrap();
            regime::file::read(source, &builtin::find, &[], &society).unwrap().value
        };
        let mut arms = vec![read("none"), read("social-credit")];
        arms[1].name = name.to_owned();
        let plan =
            Plan { arms, society, counties: 1, county_size: 4096, warm_up: 0, weeks: 60, seed: 1, luck: 1 };
        let ready = plan.ready();
        let found = life::find(&ready, 0, life::Sort::Longest, &mut |_| true).unwrap();
        let life = life::of(&ready, 0, found[0].person, &mut |_| true).unwrap();
        let page = page(&life, "glasshouse life 0:1 none social-credit");
        (life, page)
    }

    #[test]
    fn the_page_says_first_that_nobody_is_shown_and_then_tells_everything() {
        let (life, page) = page_of("social-credit");
        assert!(page.contains(&format!("<h1>Person 0:{} does not exist</h1>", life.person)));
        let arm = &life.arms[1];
        assert!(page.contains(&format!("{} weeks under social-credit", arm.restricted_weeks)));
        for line in story(&life, arm) {
            let escaped = line.text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            assert!(page.contains(&escaped), "{escaped}");
        }
    }

    #[test]
    fn a_name_cannot_become_markup() {
        let (_, page) = page_of("</script><img src=x>");
        assert!(!page.contains("<img src=x>"));
        assert!(page.contains("Under &lt;/script&gt;"));
    }
}
