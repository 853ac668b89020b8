//! `docs/over-time.md`: every weekly series of every built-in regime over ten years, as figures and tables.

mod equilibria;
mod figure;
mod lines;
mod shapes;

use glasshouse::builtin;
use glasshouse::measure::definition::measures;
use glasshouse::measure::interval::Ratio;
use glasshouse::measure::totals::{Series as Counted, Totals};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::summary::number::with_figures;
use glasshouse::unit::WEEKS_PER_YEAR;

use crate::page::{self, Asked};
use crate::runs;
use figure::ORDINARY;
use lines::{Line, Series};
use shapes::{Remark, STANDS};

const PAGE: &str = "docs/over-time.md";
const FOLDER: &str = "docs/over-time";
const PEOPLE: u64 = 1 << 18;
/// People for each conformity of the section on equilibria.
const FEW: u64 = 1 << 17;
const YEARS: u32 = 10;

/// `cargo xtask plots`
pub fn make(asked: &Asked) -> Result<(), String> {
    let scale = asked.scale(PEOPLE);
    let (society, arms) = inputs()?;
    println!("{} weeks of {} arms", YEARS * WEEKS_PER_YEAR, arms.len());
    let run = runs::run(&society, arms.clone(), YEARS * WEEKS_PER_YEAR, scale);
    let lines = lines::lines(&run.results);
    let mut text = page::head("Over time", asked, scale, &rules(&society, &arms));
    text += INTRODUCTION;
    text += &format!("## Nothing degenerate\n\n{}\n", degenerate(&lines));
    text += &format!("## By year\n\n{}\n", by_year(&lines));
    let equilibria = equilibria::section(asked.scale(FEW))?;
    text += &format!("## Several equilibria of what people say\n\n{equilibria}\n");
    text += &format!("## Figures\n\n{}", figures(&lines)?);
    text += &page::digests([&run]);
    page::write(PAGE, &text)
}

const INTRODUCTION: &str = "\
Every weekly series of every built-in regime over ten years, on the same people with the same luck. A run begins with \
empty ledgers and nobody sanctioned, so most of what a regime takes grows for years: a mean over five years is not the \
fifth year.\n\n";

/// The society and every built-in regime.
fn inputs() -> Result<(Society, Vec<Regime>), String> {
    let society = runs::society(&[])?.value;
    let names = builtin::regimes().into_iter().map(|(name, _)| name);
    let arms = names.map(|name| runs::regime(name, &[], &society).map(|read| read.value));
    let arms = arms.collect::<Result<_, _>>()?;
    Ok((society, arms))
}

fn rules(society: &Society, arms: &[Regime]) -> String {
    page::rules(society, arms)
}

/// The opposed who do not dissent in the last year, of the opposed.
fn silent_last_year(totals: &Totals) -> Ratio {
    let (weeks, year) = (totals.shape.weeks, WEEKS_PER_YEAR as usize);
    let silent = &totals.series[Counted::Silent as usize * weeks..][..weeks];
    let opposed: i64 = totals.opposed.iter().sum();
    Ratio::new(silent[weeks - year..].iter().sum(), opposed * year as i64)
}

/// What saturates, collapses or drifts.
fn degenerate(lines: &[Line]) -> String {
    let found: Vec<(&Line, Remark)> = lines
        .iter()
        .flat_map(|line| shapes::remarks(line).into_iter().map(move |remark| (line, remark)))
        .collect();
    let count = |word: &str| found.iter().filter(|(_, remark)| remark.word() == word).count();
    let counts = ["saturates", "collapses", "drifts"].map(count);
    let rows: Vec<Vec<String>> = found.iter().map(|(line, remark)| remarked(line, remark)).collect();
    let mut text = format!(
        "Of {} lines, {} saturate (a share within a thousandth of 0 or 1 in the last year that was elsewhere before), {} \
         collapse (less than a tenth of the highest year is left) and {} drift (the tenth year is off the seventh by \
         more than {:.0}% and three errors).\n",
        lines.len(),
        counts[0],
        counts[1],
        counts[2],
        100.0 * STANDS,
    );
    if !rows.is_empty() {
        text += "\n";
        text += &page::table(&["regime", "series", "what", "numbers"], &rows);
    }
    text
}

fn remarked(line: &Line, remark: &Remark) -> Vec<String> {
    let numbers = match remark {
        Remark::Saturates { last } => format!("{} in the last year", three(*last)),
        Remark::Collapses { highest, last } => format!("{} of {}", three(*last), three(*highest)),
        Remark::Drifts { from, to } => {
            format!("{} to {} ({}%)", three(*from), three(*to), with_figures(100.0 * (to / from - 1.0), 2))
        }
    };
    vec![line.arm.clone(), line.series.name(), remark.word().into(), numbers]
}

/// A table of yearly means, of what is not about one right and does not stand.
fn by_year(lines: &[Line]) -> String {
    let total = |line: &&Line| line.series.right.is_empty();
    let moving: Vec<&Line> = lines.iter().filter(total).filter(|line| shapes::moves(line)).collect();
    let mut heads = vec!["series".to_owned(), "regime".to_owned()];
    heads.extend((1..=YEARS).map(|year| year.to_string()));
    let mut rows = Vec::new();
    for series in distinct(&moving) {
        for line in moving.iter().filter(|line| line.series == *series) {
            let mut row = vec![series.name(), line.arm.clone()];
            row.extend(line.years().iter().map(|year| year.map_or(String::new(), |year| three(year.value))));
            rows.push(row);
        }
    }
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    format!(
        "Means of each year, for every series and regime in which two years differ by more than {:.0}%. Units stand with \
         the figures.\n\n{}",
        100.0 * STANDS,
        page::table(&heads, &rows)
    )
}

/// Three figures.
fn three(value: f64) -> String {
    with_figures(value, 3)
}

/// The series of some lines, each once, in their order.
fn distinct<'a>(lines: &[&'a Line]) -> Vec<&'a Series> {
    let mut series: Vec<&Series> = Vec::new();
    for line in lines {
        if !series.contains(&&line.series) {
            series.push(&line.series);
        }
    }
    series
}

/// Writes the figures; returns the text that shows them.
fn figures(lines: &[Line]) -> Result<String, String> {
    let all: Vec<&Line> = lines.iter().collect();
    let mut text = String::new();
    for series in distinct(&all) {
        let of_series: Vec<&Line> = lines.iter().filter(|line| line.series == *series).collect();
        let none = of_series.iter().copied().find(|line| line.arm == ORDINARY && !line.is_idle());
        let arms: Vec<&Line> =
            of_series.iter().copied().filter(|line| line.arm != ORDINARY && !line.is_idle()).collect();
        if arms.is_empty() {
            continue;
        }
        let idle = of_series.iter().filter(|line| line.arm != ORDINARY && line.is_idle());
        let idle: Vec<&str> = idle.map(|line| line.arm.as_str()).collect();
        let name = series.name();
        page::write(
            &format!("{FOLDER}/{name}.svg"),
            &figure::figure(&title(series), &series.unit, none, &arms)?,
        )?;
        text += &format!(
            "### {}\n\n{}{}\n\n![{name}](over-time/{name}.svg)\n\n",
            title(series),
            meaning(series),
            zero(&idle)
        );
    }
    Ok(text)
}

fn title(series: &Series) -> String {
    let measure = series.measure.replace('_', " ");
    if series.right.is_empty() { measure } else { format!("{measure}: {}", series.right) }
}

/// What the measure means, as a sentence.
fn meaning(series: &Series) -> String {
    let measure = measures().find(|measure| measure.name == series.measure);
    let meaning = measure.map_or("", |measure| measure.meaning);
    format!("`{}`: {}.", series.measure, meaning.trim_end_matches('.'))
}

fn zero(idle: &[&str]) -> String {
    if idle.is_empty() { String::new() } else { format!(" Always 0 with {}.", idle.join(", ")) }
}

#[cfg(test)]
mod tests;
