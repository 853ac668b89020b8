//! Years as lines of characters, one a week: how many rights are lost.

use super::layout::Style;
use super::{Life, LifeArm};
use crate::summary::layout::{broken, wrapped};
use crate::unit::WEEKS_PER_YEAR;

const YEAR: usize = WEEKS_PER_YEAR as usize;
/// Columns before a strip: the year.
const BEFORE: usize = 8;
/// The longest name that stands before a strip.
const NAME: usize = 18;

/// Every arm's weeks.
pub fn strips(life: &Life, style: Style) -> String {
    let legend = "One character a week: · nothing lost, 1 to 9 so many rights lost, + more.";
    let mut text = format!("{}\n", wrapped(legend, style.width));
    let name = life.arms.iter().map(|arm| arm.name.chars().count()).max().unwrap_or(0);
    let years = (life.weeks as usize).div_ceil(YEAR);
    if name <= NAME && BEFORE + name + 2 + YEAR <= style.width {
        for year in 0..years {
            for (at, arm) in life.arms.iter().enumerate() {
                let label = if at == 0 { format!("year {}", year + 1) } else { String::new() };
                let weeks = strip(arm, year * YEAR..(year + 1) * YEAR, style.color);
                text += &format!("{label:BEFORE$}{:name$}  {weeks}\n", arm.name);
            }
        }
        return text;
    }
    let room = style.width.saturating_sub(BEFORE).max(13);
    let piece = [YEAR, YEAR / 2, YEAR / 4].into_iter().find(|piece| *piece <= room).unwrap_or(YEAR / 4);
    for arm in &life.arms {
        text += &format!("{}\n", broken(&arm.name, style.width).join("\n"));
        for year in 0..years {
            for part in 0..YEAR / piece {
                let label = if part == 0 { format!("year {}", year + 1) } else { String::new() };
                let first = year * YEAR + part * piece;
                let weeks = strip(arm, first..first + piece, style.color);
                if !weeks.is_empty() {
                    text += &format!("{label:BEFORE$}{weeks}\n");
                }
            }
        }
    }
    text
}

/// Some weeks, as far as there are any.
fn strip(arm: &LifeArm, weeks: std::ops::Range<usize>, color: bool) -> String {
    let lost = &arm.weekly.lost;
    let lost = &lost[weeks.start.min(lost.len())..weeks.end.min(lost.len())];
    let mut text = String::new();
    for run in lost.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        let characters: String = run.iter().map(|set| character(set.count_ones())).collect();
        text += &match (color, run[0] == 0) {
            (false, _) => characters,
            (true, true) => format!("\u{1b}[2m{characters}\u{1b}[0m"),
            (true, false) => format!("\u{1b}[31m{characters}\u{1b}[0m"),
        };
    }
    text
}

fn character(rights: u32) -> char {
    match rights {
        0 => '·',
        1..=9 => char::from_digit(rights, 10).unwrap_or('+'),
        _ => '+',
    }
}
