//! `docs/assumptions.md`: each number of behaviour in turn at the ends of its plausible range, and how far that moves
//! the summary; and the ranges that the summary itself shows.

mod ranges;
mod swings;

use std::time::Instant;

use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::summary::{self, Line};
use glasshouse::text::shape::Quantity;

use crate::page::{self, Asked};
use crate::runs::{self, Run, Scale};
use swings::Number;

const PAGE: &str = "docs/assumptions.md";
/// What the summary shows; the library holds it.
const FOUND: &str = "crates/glasshouse/src/summary/assumptions.toml";
const PEOPLE: u64 = 1 << 17;
const WEEKS: u32 = 260;
/// The default experiment.
const ARMS: [&str; 4] = ["none", "financial-credit", "platform-rating", "social-credit"];
/// The part of the society file that is varied.
const PART: &str = "response.";

/// `cargo xtask assumptions`
pub fn make(asked: &Asked) -> Result<(), String> {
    let scale = asked.scale(PEOPLE);
    let (society, arms) = inputs(&[])?;
    let all = numbers()?;
    let (study, digests) = study(&society, &arms, &all, scale)?;
    let mut text = page::head("Assumptions", asked, scale, &page::rules(&society, &arms));
    text += &swings::page(&study);
    text += &digests;
    page::write(FOUND, &ranges::file(&society, &arms, &study, WEEKS))?;
    page::write(PAGE, &text)
}

/// The lines of the summary: as the society is, and with each number at its ends.
struct Study {
    usual: Vec<Line>,
    numbers: Vec<Number>,
}

fn study(
    society: &Society,
    arms: &[Regime],
    all: &[Quantity],
    scale: Scale,
) -> Result<(Study, String), String> {
    let total = 1 + 2 * all.len();
    let (begun, mut done) = (Instant::now(), 0);
    let mut say = |what: &str| {
        done += 1;
        let minutes = begun.elapsed().as_secs_f64() / 60.0;
        let left = minutes / done as f64 * (total - done) as f64;
        println!("{done} of {total}: {what}; {minutes:.1} min, {left:.1} to go");
    };
    let run = |society: &Society, arms: Vec<Regime>| runs::run(society, arms, WEEKS, scale);
    let usual = run(society, arms.to_vec());
    say("as it stands");
    let mut all_runs = vec![short(&usual)];
    let mut numbers = Vec::new();
    for quantity in all {
        let mut ends = Vec::new();
        for end in quantity.range.into_iter().flatten() {
            let (society, arms) = inputs(&[setting(quantity, end)])?;
            let at_end = run(&society, arms);
            all_runs.push(short(&at_end));
            ends.push(summary::lines(&at_end.results));
            say(&format!("{} = {end}", name(quantity)));
        }
        numbers.push(Number::new(quantity, ends));
    }
    let study = Study { usual: summary::lines(&usual.results), numbers };
    Ok((study, format!("Digests of the runs, in their order: {}.\n", all_runs.join(" "))))
}

fn short(run: &Run) -> String {
    page::short(&run.results.digest)
}

/// The society with settings, and the regimes read against it.
fn inputs(settings: &[String]) -> Result<(Society, Vec<Regime>), String> {
    let society = runs::society(settings)?.value;
    let arms = ARMS.map(|name| runs::regime(name, &[], &society).map(|read| read.value));
    let arms = arms.into_iter().collect::<Result<_, _>>()?;
    Ok((society, arms))
}

/// Every number of behaviour with a range, as the society file has them.
fn numbers() -> Result<Vec<Quantity>, String> {
    let quantities = runs::society(&[])?.quantities;
    let varied = |quantity: &Quantity| {
        quantity.path.starts_with(PART) && quantity.range.is_some() && quantity.values.len() == 1
    };
    Ok(quantities.into_iter().filter(varied).collect())
}

/// The setting that puts a number at `value`; durations are in weeks.
fn setting(quantity: &Quantity, value: f64) -> String {
    let weeks = if ["time", "half_life"].contains(&quantity.unit.as_str()) { " weeks" } else { "" };
    format!("society.{}={value}{weeks}", quantity.path)
}

/// Its name without the part of the file.
fn name(quantity: &Quantity) -> &str {
    quantity.path.trim_start_matches(PART)
}

#[cfg(test)]
mod tests;
