//! A life as plain text: a portrait, the arms beside each other in numbers and week by week, then each arm's story.

use super::story::story;
use super::strip::strips;
use super::words::{self, causes, points};
use super::{Conduct, Life, LifeArm, Loss};
use crate::measure::totals::{CAUSES, UNITS_PER_WEEK};
use crate::summary::layout::{broken, wrapped};
use crate::summary::number::grouped;
use crate::week::cause::{ASSOCIATION, FALSE_RECORD, HOUSEHOLD};

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns.
    pub width: usize,
    /// With colours of a terminal.
    pub color: bool,
}

const LABEL: usize = 32;
const COLUMN: usize = 12;
/// The longest name of something that is told beside it.
const NAME: usize = 14;
/// Columns of the ledger, and their names.
const LEDGER: usize = 26;
const HEADS: [(&str, usize); 6] =
    [("done", 7), ("private", 9), ("recorded", 10), ("false", 7), ("forgone", 9), ("points", 8)];

/// A life as plain text.
pub fn render(life: &Life, style: Style) -> String {
    let width = style.width.max(20);
    let mut text = format!("Person {}:{} does not exist.\n", life.county, life.person);
    let drawn = format!(
        "A draw of seed {} from published marginals, the same in every run. {}",
        life.seed,
        words::portrait(&life.portrait).join(" ")
    );
    text += &format!("{}\n\n", wrapped(&drawn, width));
    text += &beside(life, width);
    text.push('\n');
    text += &strips(life, Style { width, ..style });
    for arm in &life.arms {
        text.push('\n');
        text += &chapter(life, arm, width);
    }
    text
}

/// The arms in numbers: rows, what they are called, and each arm's cell.
pub fn numbers(life: &Life) -> Vec<(String, Vec<String>)> {
    let each = |value: &dyn Fn(&LifeArm) -> String| life.arms.iter().map(value).collect::<Vec<_>>();
    let number = |number: u32| grouped(&number.to_string());
    let sum = |arm: &LifeArm, of: fn(&Conduct) -> u32| arm.conduct.iter().map(of).sum::<u32>();
    let mut rows = vec![
        ("weeks without some right", each(&|arm| number(arm.restricted_weeks))),
        ("right-weeks lost", each(&|arm| number(arm.right_weeks()))),
        ("  not for anything they did", each(&|arm| right_weeks(undeserved(arm)))),
        ("trips, loans, jobs refused", each(&|arm| number(arm.refused()))),
        ("records of what they did", each(&|arm| number(sum(arm, |kind| kind.recorded)))),
        ("records of what never happened", each(&|arm| number(sum(arm, |kind| kind.falsely)))),
        ("lawful acts forgone", each(&|arm| number(sum(arm, |kind| kind.forgone + kind.prevented)))),
        ("score at the end, points", each(&shown)),
        ("friendships cut", each(&|arm| number(arm.ties_cut))),
        (
            "appeals won, of those filed",
            each(&|arm| match arm.appeals {
                [0, ..] => "–".to_owned(),
                [filed, _, won, _] => format!("{won} of {filed}"),
            }),
        ),
    ];
    if life.portrait.adult {
        let said = |at: usize| each(&|arm| number(arm.said(life.warm_up)[at]));
        rows.push(("weeks speaking against", said(0)));
        rows.push(("weeks saying nothing", said(1)));
        rows.push(("weeks praising", said(2)));
    }
    rows.into_iter().map(|(label, cells)| (label.to_owned(), cells)).collect()
}

fn shown(arm: &LifeArm) -> String {
    if arm.scored { points(arm.balance.shown) } else { "–".to_owned() }
}

/// Units of right-weeks lost not for anything the person did.
pub(super) fn undeserved(arm: &LifeArm) -> i64 {
    let units = arm.units();
    units[FALSE_RECORD] + units[ASSOCIATION] + units[HOUSEHOLD]
}

/// Units as right-weeks, with a tenth where they are not whole.
pub(super) fn right_weeks(units: i64) -> String {
    let weeks = units as f64 / UNITS_PER_WEEK as f64;
    let text = format!("{weeks:.1}");
    grouped(text.trim_end_matches(".0"))
}

/// The arms beside each other where there is room, else one after another.
fn beside(life: &Life, width: usize) -> String {
    let rows = numbers(life);
    let mut text = String::new();
    if LABEL + life.arms.len() * COLUMN > width {
        for (at, arm) in life.arms.iter().enumerate() {
            text += &format!("{}\n{}\n", broken(&arm.name, width).join("\n"), "─".repeat(width));
            for (label, cells) in &rows {
                let room = width.saturating_sub(label.chars().count() + 1);
                if cells[at].chars().count() <= room {
                    text += &format!("{label} {:>room$}\n", cells[at]);
                } else {
                    text += &format!("{}\n{:>width$}\n", wrapped(label, width), cells[at]);
                }
            }
            text.push('\n');
        }
        text.pop();
        return text;
    }
    let names: Vec<Vec<String>> = life.arms.iter().map(|arm| broken(&arm.name, COLUMN - 2)).collect();
    let depth = names.iter().map(Vec::len).max().unwrap_or(0);
    for level in 0..depth {
        let mut line = " ".repeat(LABEL);
        for name in &names {
            let piece = (level + name.len()).checked_sub(depth).map_or("", |at| &name[at]);
            line += &format!("{piece:>COLUMN$}");
        }
        text += &format!("{}\n", line.trim_end());
    }
    text += &format!("{}\n", "─".repeat(LABEL + names.len() * COLUMN));
    for (label, cells) in rows {
        text += &format!("{label:LABEL$}");
        cells.iter().for_each(|cell| text += &format!("{cell:>COLUMN$}"));
        text.push('\n');
    }
    text
}

/// One arm: what was lost and why, the ledger by conduct, and the story.
fn chapter(life: &Life, arm: &LifeArm, width: usize) -> String {
    let mut text = format!("{}\n{}\n", broken(&arm.name, width).join("\n"), "─".repeat(width));
    if !arm.none && !arm.covered {
        text += &format!("{}\n", wrapped("This regime does not cover them.", width));
    }
    if arm.right_weeks() > 0 {
        text += "Lost\n";
        let lost = arm.losses.iter().enumerate().filter(|(_, loss)| loss.weeks > 0);
        for (r, loss) in lost {
            text += &item(&life.rights[r], &loss_in_words(loss), width);
        }
    }
    text += &ledger(life, arm, width);
    let lines = story(life, arm);
    if lines.is_empty() {
        return text + &wrapped("Nothing else happened that they would know of.", width) + "\n";
    }
    text += "Week by week\n";
    for line in lines {
        text += &item(&when(line.weeks), &line.text, width);
    }
    text
}

/// The weeks of a line.
pub fn when([first, last]: [u32; 2]) -> String {
    if first == last { format!("week {first}") } else { format!("weeks {first}–{last}") }
}

/// How long a right was lost, how often it was refused, and why.
pub fn loss_in_words(loss: &Loss) -> String {
    let whole: i64 = loss.units.iter().sum();
    let shares: [f64; CAUSES] = std::array::from_fn(|cause| loss.units[cause] as f64 / whole.max(1) as f64);
    let refused = match loss.refused {
        0 => String::new(),
        n => format!(", refused {}", words::count(n, "time")),
    };
    format!("{}{refused}; {}", words::count(loss.weeks, "week"), causes(&shares))
}

/// A name and what is said of it: beside it where there is room, else below it.
fn item(name: &str, said: &str, width: usize) -> String {
    let beside = width >= 60 && name.chars().count() <= NAME;
    let (start, indent) =
        if beside { (format!("  {name:<NAME$}  "), NAME + 4) } else { (format!("  {name}\n    "), 4) };
    let lines = wrapped(said, width.saturating_sub(indent).max(16));
    format!("{start}{}\n", lines.replace('\n', &format!("\n{:indent$}", "")))
}

/// What they did and what was recorded, by kind of conduct.
fn ledger(life: &Life, arm: &LifeArm, width: usize) -> String {
    let table = width >= LEDGER + HEADS.iter().map(|(_, width)| width).sum::<usize>();
    let mut text = String::new();
    if table {
        text += &format!("{:LEDGER$}", "Conduct");
        HEADS.iter().for_each(|(name, width)| text += &format!("{name:>width$}"));
        text.push('\n');
    } else {
        text += "Conduct\n";
    }
    for (kind, cells) in ledger_rows(life, arm) {
        if table {
            text += &format!("  {:w$}", kind, w = LEDGER - 2);
            cells.iter().zip(HEADS).for_each(|(cell, (_, width))| text += &format!("{cell:>width$}"));
            text = format!("{}\n", text.trim_end());
        } else {
            let said = cells.iter().zip(HEADS).filter(|(cell, _)| !cell.is_empty());
            let said: Vec<String> = said.map(|(cell, (name, _))| format!("{name} {cell}")).collect();
            text += &item(kind, &said.join(", "), width);
        }
    }
    if arm.scored {
        text += &item("score", &balance(arm), width);
    }
    text
}

/// The names of the ledger's columns.
pub fn ledger_heads() -> [&'static str; 6] {
    HEADS.map(|(name, _)| name)
}

/// The ledger: each kind of conduct that is in it, with its cells.
pub fn ledger_rows<'a>(life: &'a Life, arm: &'a LifeArm) -> impl Iterator<Item = (&'a str, [String; 6])> {
    let kinds = life.kinds.iter().zip(&arm.conduct).filter(|(_, conduct)| **conduct != Conduct::default());
    kinds.map(move |(kind, conduct)| (kind.as_str(), cells(arm, conduct)))
}

/// One kind of conduct in the columns of the ledger; nothing for 0.
fn cells(arm: &LifeArm, conduct: &Conduct) -> [String; 6] {
    let number = |number: u32| if number == 0 { String::new() } else { grouped(&number.to_string()) };
    let worth = conduct.worth[0] + conduct.worth[1];
    let forgone = conduct.forgone + conduct.prevented;
    [
        number(conduct.in_view),
        number(conduct.private),
        number(conduct.recorded),
        number(conduct.falsely),
        number(forgone),
        if arm.scored && worth != 0 { points(worth) } else { String::new() },
    ]
}

/// The score at the end and what it is made of.
pub fn balance(arm: &LifeArm) -> String {
    let balance = arm.balance;
    let ties = if balance.association == 0 {
        String::new()
    } else {
        format!(", ties {}", points(balance.association))
    };
    format!(
        "{} at the end: start {}, records {}{ties}",
        points(balance.shown),
        points(balance.start),
        points(balance.records)
    )
}
