//! The picture of common random numbers: a year of one synthetic person's marks, drawn by the engine itself.

use glasshouse::draw::Stream;
use glasshouse::luck::{BLOCK, Plane};
use glasshouse::unit::{Hazard, PerYear};

/// Critical posts a year under ordinary law, under watch, and at the top of the picture.
const RATES: [f64; 3] = [8.0, 5.0, 12.0];
const WEEKS: u32 = 52;

/// Left and right edge of the planes, and their height.
const LEFT: f64 = 96.0;
const RIGHT: f64 = 548.0;
const HEIGHT: f64 = 150.0;

/// A mark: its week, and its height as a yearly rate.
#[derive(Clone, Copy, PartialEq)]
struct Mark {
    week: f64,
    rate: f64,
}

/// The first person of county 0 whose year is an ordinary one: as many acts as the rates say, under both rule
/// books, and with the other luck nothing at the same time.
fn person() -> u32 {
    let ordinary = |person: &u32| {
        let (same, other) = (marks(*person, 1), marks(*person, 2));
        let counts = [below(&same, RATES[0]), below(&same, RATES[1])];
        let apart = weeks(&other).iter().all(|week| !weeks(&same).contains(week));
        counts == [RATES[0] as usize, RATES[1] as usize] && below(&other, RATES[1]) > 2 && apart
    };
    (0..).find(ordinary).expect("there is such a person among some thousands")
}

/// The weeks of the acts under watch.
fn weeks(marks: &[Mark]) -> Vec<f64> {
    marks.iter().filter(|mark| mark.rate < RATES[1]).map(|mark| mark.week).collect()
}

/// The marks of a person's year below the top of the picture, with the luck of `seed`.
fn marks(person: u32, seed: u64) -> Vec<Mark> {
    let (plane, stream) = (Plane::new("act", "critical-post"), Stream::new(seed, 0));
    let top = Hazard::new(PerYear(RATES[2]));
    let mut marks = Vec::new();
    for block in 0..WEEKS.div_ceil(BLOCK) {
        plane.each(&stream, person, block, top, |mark| {
            let week = f64::from(block * BLOCK + mark.week) + 0.5;
            marks.push(Mark { week, rate: RATES[2] * mark.height as f64 / top.0 as f64 });
        });
    }
    marks.retain(|mark| mark.week < f64::from(WEEKS));
    marks
}

fn below(marks: &[Mark], rate: f64) -> usize {
    marks.iter().filter(|mark| mark.rate < rate).count()
}

/// What a mark is in a plane with both lines.
fn sort(mark: &Mark) -> &'static str {
    match mark.rate {
        rate if rate < RATES[1] => "both",
        rate if rate < RATES[0] => "one",
        _ => "none",
    }
}

/// One plane from `y` down: its lines with their names, and its marks, each with its class.
fn plane(y: f64, lines: &[(&str, f64)], marks: &[(Mark, &'static str)]) -> String {
    let at = |rate: f64| y + HEIGHT * (1.0 - rate / RATES[2]);
    let mut svg = format!(
        "<rect class=\"plane\" x=\"{LEFT}\" y=\"{y}\" width=\"{}\" height=\"{HEIGHT}\"/>\n",
        RIGHT - LEFT
    );
    for (name, rate) in lines {
        let line = at(*rate);
        svg += &format!("<line class=\"line\" x1=\"{LEFT}\" y1=\"{line}\" x2=\"{RIGHT}\" y2=\"{line}\"/>\n");
        svg += &format!("<text class=\"name\" x=\"{}\" y=\"{}\">{name}</text>\n", LEFT - 8.0, line + 5.0);
    }
    for (mark, class) in marks {
        let x = LEFT + (RIGHT - LEFT) * mark.week / f64::from(WEEKS);
        let radius = if *class == "none" { 3.0 } else { 6.0 };
        svg += &format!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"{radius}\"/>\n",
            at(mark.rate)
        );
    }
    svg
}

fn words(x: f64, y: f64, class: &str, text: &str) -> String {
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>\n")
}

/// The picture: above, both rule books on the same luck; below, each on its own.
pub fn picture() -> String {
    let person = person();
    let (same, other) = (marks(person, 1), marks(person, 2));
    let (free, watched, apart) = (below(&same, RATES[0]), below(&same, RATES[1]), below(&other, RATES[1]));
    let both: Vec<(Mark, &str)> = same.iter().map(|mark| (*mark, sort(mark))).collect();
    let alone = |marks: &[Mark], line: f64| -> Vec<(Mark, &'static str)> {
        marks.iter().map(|mark| (*mark, if mark.rate < line { "both" } else { "none" })).collect()
    };
    let title = format!(
        "One person's marks over a year. On the same luck {free} acts under ordinary law and {watched} of them under watch; \
         on other luck {apart} acts under watch, at other times."
    );
    let mut svg = format!(
        "<svg class=\"luck\" viewBox=\"0 0 560 712\" role=\"img\" aria-label=\"{title}\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    );
    svg += &words(0.0, 20.0, "head", "The same luck");
    svg += &words(
        0.0,
        42.0,
        "note",
        &format!(
            "{free} acts under ordinary law; {watched} of the same acts under watch; {} not done.",
            free - watched
        ),
    );
    svg += &plane(58.0, &[("ordinary law", RATES[0]), ("under watch", RATES[1])], &both);
    svg += &words(LEFT, 226.0, "axis", "week 1");
    svg += &words(RIGHT, 226.0, "axis end", "week 52");
    svg += &words(0.0, 268.0, "head", "Each rule book its own luck");
    svg +=
        &words(0.0, 290.0, "note", &format!("{free} acts and {apart} acts: none of them at the same time."));
    svg += &plane(306.0, &[("ordinary law", RATES[0])], &alone(&same, RATES[0]));
    svg += &plane(476.0, &[("under watch", RATES[1])], &alone(&other, RATES[1]));
    svg += &words(LEFT, 644.0, "axis", "week 1");
    svg += &words(RIGHT, 644.0, "axis end", "week 52");
    let key = [
        ("both", (LEFT + 12.0, 676.0), "done"),
        ("one", (LEFT + 92.0, 676.0), "done under ordinary law alone"),
        ("none", (LEFT + 12.0, 702.0), "above the line: nothing happens"),
    ];
    for (class, (x, y), text) in key {
        let radius = if class == "none" { 3.0 } else { 6.0 };
        svg += &format!("<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{radius}\"/>\n", x - 6.0, y - 5.0);
        svg += &words(x + 6.0, y, "axis", text);
    }
    svg + "</svg>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_shows_what_it_says() {
        let picture = picture();
        let drawn = |class: &str| picture.matches(&format!("class=\"{class}\"")).count();
        let (same, other) = (marks(person(), 1), marks(person(), 2));
        let acts = 2 * below(&same, RATES[0]) + below(&other, RATES[1]);
        assert_eq!(drawn("both") + drawn("one"), acts + 2, "every act, and two in the key");
        assert_eq!(drawn("one"), below(&same, RATES[0]) - below(&same, RATES[1]) + 1);
    }
}
