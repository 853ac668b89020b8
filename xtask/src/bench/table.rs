//! The table: rows as the example prints them, shown as text and as Markdown.

use serde_json::Value;

use super::NATION;
use crate::speed::{row, three};

/// Rows in this unit are held against the row of random words.
const EACH: &str = "ns a person-week";
/// How the name of that row begins.
const WORDS: &str = "two random words";
/// The row that the words are the measure of.
const WHOLE: &str = "all of a county's year, a regime of four";
/// The most that it may take of them.
const WORDS_GOAL: f64 = 1.2;
const HEADINGS: [&str; 6] = ["what", "measured", "unit", "spread", "× words", "goal"];

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    part: String,
    name: String,
    unit: String,
    value: f64,
    /// How far the median was from the best, as a share.
    spread: f64,
    goal: Option<f64>,
}

impl Row {
    /// The best of some measurements, of which less is better.
    pub fn best(part: &str, name: &str, unit: &str, mut all: Vec<f64>, goal: Option<f64>) -> Row {
        all.sort_by(f64::total_cmp);
        let (best, median) = (all[0], all[all.len() / 2]);
        let spread = (median - best) / best;
        Row { part: part.into(), name: name.into(), unit: unit.into(), value: best, spread, goal }
    }

    /// From a line that the example prints.
    pub fn read(line: &str) -> Result<Row, String> {
        let value: Value =
            serde_json::from_str(line).map_err(|error| format!("not a row: {error}: {line}"))?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let number = |key: &str| value.get(key).and_then(Value::as_f64);
        let read = || {
            Some(Row {
                part: text("part")?,
                name: text("name")?,
                unit: text("unit")?,
                value: number("value")?,
                spread: number("spread")?,
                goal: number("goal"),
            })
        };
        read().ok_or_else(|| format!("not a row: {line}"))
    }

    fn cells(&self, words: Option<f64>) -> [String; HEADINGS.len()] {
        let against = words.filter(|_| self.unit == EACH).map(|words| three(self.value / words));
        let met = |goal: f64| {
            let is_met = if self.at_least() { self.value >= goal } else { self.value <= goal };
            format!("{}: {}", three_or_whole(goal), if is_met { "met" } else { "missed" })
        };
        [
            self.name.clone(),
            three(self.value),
            self.unit.clone(),
            format!("{:.0}%", self.spread * 100.0),
            against.unwrap_or_default(),
            self.goal.map(met).unwrap_or_default(),
        ]
    }

    fn at_least(&self) -> bool {
        self.unit.contains("at least")
    }
}

fn three_or_whole(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { value.to_string() }
}

fn find<'a>(rows: &'a [Row], name: &str) -> Option<&'a Row> {
    rows.iter().find(|row| row.name.starts_with(name))
}

/// Each part as it was in the pass that took least for it: what is held against one another was timed together.
pub fn least_disturbed(passes: &[Vec<Row>]) -> Vec<Row> {
    let least = |part: &str| {
        let of_part =
            |pass: &Vec<Row>| pass.iter().filter(|row| row.part == part).cloned().collect::<Vec<_>>();
        passes.iter().map(of_part).min_by(|a, b| slowness(a).total_cmp(&slowness(b)))
    };
    let parts = passes.first().map(|pass| parts(pass)).unwrap_or_default();
    parts.into_iter().filter_map(|(part, _)| least(part)).flatten().collect()
}

/// What rows took, all weighing alike; how many times one took as much as another says nothing.
fn slowness(rows: &[Row]) -> f64 {
    let of = |row: &Row| match row.unit.as_str() {
        unit if unit.starts_with("times") => 0.0,
        unit if unit.ends_with("/s") => -row.value.ln(),
        _ => row.value.ln(),
    };
    rows.iter().map(of).sum()
}

/// The row that says how a week stands to its random words alone.
pub fn against_words(rows: &[Row]) -> Option<Row> {
    let (whole, words) = (find(rows, WHOLE)?, find(rows, WORDS)?);
    Some(Row {
        part: whole.part.clone(),
        name: "the same over random words alone".into(),
        unit: "times (at most)".into(),
        value: whole.value / words.value,
        spread: whole.spread.max(words.spread),
        goal: Some(WORDS_GOAL),
    })
}

/// Rows by part, parts in the order in which they first come.
fn parts(rows: &[Row]) -> Vec<(&str, Vec<&Row>)> {
    let mut parts: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in rows {
        match parts.iter_mut().find(|(part, _)| *part == row.part) {
            Some((_, rows)) => rows.push(row),
            None => parts.push((&row.part, vec![row])),
        }
    }
    parts
}

/// As text for a terminal.
pub fn text(rows: &[Row]) -> String {
    let words = find(rows, WORDS).map(|row| row.value);
    let line = |cells: &[String]| {
        format!(
            "  {:<70}{:>9}  {:<17}{:>7}{:>9}  {}\n",
            cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]
        )
    };
    let mut text = line(&HEADINGS.map(str::to_owned));
    for (part, rows) in parts(rows) {
        text.push_str(&format!("{part}\n"));
        for row in rows {
            text.push_str(line(&row.cells(words)).trim_end());
            text.push('\n');
        }
    }
    text
}

/// As Markdown, with what the columns mean.
pub fn page(rows: &[Row]) -> String {
    let words = find(rows, WORDS).map(|row| row.value);
    let mut page = String::from(
        "Each number is the best of several runs in one process; spread is how far the median of them was above it. What \
         two threads do is held against one round by round, since the best of either may have met a machine that the other did \
         not: these ratios are medians, and their spread is how far half of the rounds were from them. \
         Everything is measured three times over, and each part stands as in the pass that took least for it. A \
         person-week is one person's week in one arm, but for the marks of luck, which all arms share. Verbs are \
         timed within one run of four regimes. Goals are for one thread: 12 ns of two processors for a first arm with \
         people and marks and 7 ns for each further one are 24 and 14 ns here; social-credit is the first, none the \
         second, and since none always runs the two are timed together. The floor at the end says how near a goal this design could come: \
         what it costs to draw the words of a county's people and write down their ties, to draw the marks that a year \
         has, to look at each once in each arm, and to go over the columns that every week moves, if nothing else is \
         done.\n\n",
    );
    page.push_str(&row(&HEADINGS));
    page.push_str("| --- | ---: | --- | ---: | ---: | --- |\n");
    for (part, rows) in parts(rows) {
        page.push_str(&row(&[&format!("**{part}**"), "", "", "", "", ""]));
        rows.iter().for_each(|each| page.push_str(&row(&each.cells(words))));
    }
    page.push_str(&extrapolated(rows).unwrap_or_default());
    page
}

/// What the last row of growth would come to for a nation.
fn extrapolated(rows: &[Row]) -> Option<String> {
    let last = rows.iter().rfind(|row| row.part.starts_with("growth with the number of counties"))?;
    let hours = NATION * 52.0 * 2.0 * last.value * 1e-9 / 3600.0;
    Some(format!(
        "\nNot run but extrapolated from `{}` counties: 1.4 billion people, one year, `none` and `social-credit`, one thread: {} \
         hours.\n",
        last.name,
        three(hours)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let each = |part: &str, name: &str, value: f64| {
            format!(
                r#"{{"part":"{part}","name":"{name}","unit":"{EACH}","value":{value},"spread":0.1,"goal":12}}"#
            )
        };
        let lines = [
            each("the machine", "two random words for all", 10.0),
            each("the week", WHOLE, 15.0),
            each("growth with the number of counties", "64 in 4", 10.0),
        ];
        lines.iter().map(|line| Row::read(line).unwrap()).collect()
    }

    #[test]
    fn rows_are_held_against_words_and_goals() {
        let rows = rows();
        let cells = rows[1].cells(Some(10.0));
        assert_eq!(cells[1..], ["15.0", EACH, "10%", "1.50", "12: missed"]);
        assert_eq!(rows[0].cells(Some(10.0))[5], "12: met");
        let more = Row { unit: "times (at least)".into(), goal: Some(12.0), ..rows[1].clone() };
        assert_eq!(more.cells(None)[4..], ["", "12: met"]);
    }

    #[test]
    fn a_week_is_held_against_its_words() {
        let row = against_words(&rows()).unwrap();
        assert_eq!((row.value, row.part.as_str()), (1.5, "the week"));
        assert_eq!(against_words(&rows()[1..]), None);
    }

    #[test]
    fn a_part_stands_as_in_its_best_pass() {
        let slower = |part: usize| {
            let mut rows = rows();
            rows[part].value *= 2.0;
            rows
        };
        assert_eq!(least_disturbed(&[slower(0), slower(1)]), rows());
        let row = |unit: &str, value: f64| Row { unit: unit.into(), value, ..rows()[0].clone() };
        let pass = |gigabytes: f64, times: f64| vec![row("GB/s", gigabytes), row("times (at least)", times)];
        assert_eq!(least_disturbed(&[pass(4.0, 1.9), pass(5.0, 1.1), pass(3.0, 1.5)]), pass(5.0, 1.1));
        assert!(least_disturbed(&[]).is_empty());
    }

    #[test]
    fn a_nation_is_extrapolated_from_the_last_row_of_growth() {
        // 1.4e9 people, 52 weeks, 2 arms, 10 ns: 1,456 seconds.
        let text = extrapolated(&rows()).unwrap();
        assert!(text.contains("0.404 hours"), "{text}");
        assert!(page(&rows()).ends_with(&text));
    }

    #[test]
    fn a_line_that_is_no_row_is_an_error() {
        assert!(Row::read("noise").is_err());
        assert!(Row::read("{\"part\": \"a\"}").is_err());
    }

    #[test]
    fn the_best_is_the_least() {
        let row = Row::best("p", "n", "ms", vec![3.0, 2.0, 4.0], None);
        assert_eq!((row.value, row.spread), (2.0, 0.5));
    }
}
