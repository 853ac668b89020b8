//! The ranges that the summary shows, as the file that the library holds.

use std::fmt::Write;

use glasshouse::experiment::results::hex;
use glasshouse::regime::Regime;
use glasshouse::society::Society;

use super::swings::{extremes, is_open};
use super::{ARMS, Study};

/// The file, for runs of `weeks` weeks.
pub fn file(society: &Society, arms: &[Regime], study: &Study, weeks: u32) -> String {
    let mut text = format!(
        "# Made by `cargo xtask assumptions`; not to be edited. The lowest and highest value of each row of the summary, as\n\
         # each number assumed of people takes the ends of its range, one at a time.\n\
         society = \"{}\"\nweeks = {weeks}\n",
        hex(&society.hash())
    );
    for (at, arm) in arms.iter().enumerate().filter(|(_, arm)| !arm.is_none()) {
        let rules = hex(&arm.rules_hash());
        let open: Vec<&str> = study.usual.iter().map(|line| line.measure).collect();
        let open: Vec<&str> = open.into_iter().filter(|measure| is_open(study, measure, at)).collect();
        let _ = write!(
            text,
            "\n[[arm]]\nname = \"{}\"\nrules = \"{rules}\"\nopen = {open:?}\n\n[arm.ranges]\n",
            ARMS[at]
        );
        for line in &study.usual {
            let Some([low, high]) = extremes(study, line.measure, at) else { continue };
            if low.value < high.value {
                let [low, high] = [low, high].map(|end| five_figures(end.value));
                let _ = writeln!(text, "\"{}\" = [{low}, {high}]", line.measure);
            }
        }
        text += "\n[arm.by]\n";
        for line in &study.usual {
            let Some([low, high]) = extremes(study, line.measure, at) else { continue };
            if low.value < high.value {
                let by = [low, high].map(|end| {
                    end.at
                        .map_or("as it stands".to_owned(), |(number, end)| format!("{} = {end}", number.name))
                });
                let _ = writeln!(text, "\"{}\" = {by:?}", line.measure);
            }
        }
    }
    text
}

/// A number as TOML, rounded to five figures.
fn five_figures(value: f64) -> String {
    let rounded: f64 = format!("{value:.4e}").parse().expect("a float reads back");
    format!("{rounded:?}")
}
