//! `docs/calibration.md`: published figures beside what the built-in regimes give. Nothing is fitted here.

mod sums;
mod targets;

use glasshouse::measure::interval::Estimate;
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::summary::number::with_figures;
use glasshouse::unit::WEEKS_PER_YEAR;

use crate::page::{self, Asked, number};
use crate::runs::{self, Run, Scale};
use targets::{How, Kind, Setup, Target};

const PAGE: &str = "docs/calibration.md";
const PEOPLE: u64 = 1 << 19;

const INTRODUCTION: &str = "\
Published figures beside what the built-in regimes give on the built-in society. *Fitted* means that a number of the \
model was chosen with this figure in view; *predicted* that none was. The misfit is the measured value over the nearest \
end of the published one; there is none where the 95% simulation interval meets what is published. Misses stay in \
the table: nothing is tuned to hide one. The published figures differ in place, year and definition from the model and \
from each other, so a row without a misfit is a check passed and not a proof.\n\n";

/// `cargo xtask calibration`
pub fn make(asked: &Asked) -> Result<(), String> {
    let scale = asked.scale(PEOPLE);
    let text = text(asked, scale)?;
    page::write(PAGE, &text)
}

fn text(asked: &Asked, scale: Scale) -> Result<String, String> {
    let mut plans = plans()?;
    let work: u64 = plans.iter().map(|plan| plan.person_weeks(scale)).sum();
    println!("{} runs, {} arms, {:.0} million person-weeks", plans.len(), arms(&plans), work as f64 / 1e6);
    for plan in &mut plans {
        println!("{} weeks of {} arms", plan.weeks, plan.setups.len());
        plan.run = Some(runs::run(&plan.society, plan.arms.clone(), plan.weeks, scale));
    }
    let rows: Vec<Vec<String>> =
        targets::all().map(|target| row(target, &measured(target, &plans))).collect();
    let mut text = page::head("Calibration", asked, scale, &rules(&plans));
    text += INTRODUCTION;
    let heads = ["figure", "published", "measured", "misfit", "kind", "how it is measured", "why it misses"];
    text += &page::table(&heads, &rows);
    text += "\n";
    text += &page::digests(plans.iter().filter_map(|plan| plan.run.as_ref()));
    Ok(text)
}

/// Arms that share people and weeks.
struct Shared {
    society: Society,
    society_settings: Vec<String>,
    weeks: u32,
    setups: Vec<Setup>,
    arms: Vec<Regime>,
    run: Option<Run>,
}

impl Shared {
    fn person_weeks(&self, scale: Scale) -> u64 {
        scale.people() * u64::from(self.weeks) * (1 + self.arms.len() as u64)
    }

    fn serves(&self, target: &Target) -> bool {
        self.weeks == weeks(target) && self.society_settings == settings(&target.setup, true)
    }
}

/// What must be run, each arm once.
fn plans() -> Result<Vec<Shared>, String> {
    let mut plans: Vec<Shared> = Vec::new();
    for target in targets::all().filter(|target| target.years > 0.0) {
        let at = match plans.iter().position(|plan| plan.serves(target)) {
            Some(at) => at,
            None => {
                plans.push(shared(target)?);
                plans.len() - 1
            }
        };
        let plan = &mut plans[at];
        if !plan.setups.contains(&target.setup) {
            let regime = runs::regime(target.setup.regime, &settings(&target.setup, false), &plan.society)?;
            plan.setups.push(target.setup);
            plan.arms.push(regime.value);
        }
    }
    Ok(plans)
}

fn shared(target: &Target) -> Result<Shared, String> {
    let society_settings = settings(&target.setup, true);
    let society = runs::society(&society_settings)?.value;
    let weeks = weeks(target);
    Ok(Shared { society, society_settings, weeks, setups: Vec::new(), arms: Vec::new(), run: None })
}

/// The settings of the society, or those of the regime.
fn settings(setup: &Setup, of_society: bool) -> Vec<String> {
    let wanted = setup.settings.iter().filter(|text| text.starts_with("society.") == of_society);
    wanted.map(|&text| text.to_owned()).collect()
}

fn weeks(target: &Target) -> u32 {
    (target.years * f64::from(WEEKS_PER_YEAR)).round() as u32
}

fn arms(plans: &[Shared]) -> usize {
    plans.iter().map(|plan| plan.arms.len()).sum()
}

/// The line that ties the page to the society and the regimes of today.
fn rules(plans: &[Shared]) -> String {
    let mut arms: Vec<Regime> = Vec::new();
    for arm in plans.iter().flat_map(|plan| &plan.arms) {
        if !arms.iter().any(|other| other.rules_hash() == arm.rules_hash()) {
            arms.push(arm.clone());
        }
    }
    page::rules(&plans[0].society, &arms)
}

fn measured(target: &Target, plans: &[Shared]) -> Estimate {
    let plan = plans.iter().find(|plan| plan.serves(target));
    let of_run = |read: &dyn Fn(&Run, usize) -> Estimate| {
        let plan = plan.expect("every target with years has a plan");
        let arm = plan.setups.iter().position(|setup| *setup == target.setup).expect("the plan has its arm");
        read(plan.run.as_ref().expect("every plan has been run"), arm)
    };
    match target.how {
        How::Sums(scale, ratio) => of_run(&|run, arm| run.ratio(arm, scale, &ratio)),
        How::Against(scale, ratio) => of_run(&|run, arm| run.against_none(arm, scale, &ratio)),
        How::Measure(scale, name) => of_run(&|run, arm| {
            let summary = run.results.arms[arm].measure(name);
            summary.map_or(Estimate::missing("no such measure"), |summary| summary.estimate.times(scale))
        }),
        How::Law(scale, law) => {
            Estimate { estimate: Some(scale * law(&plans[0].society)), ..Estimate::missing("") }
        }
    }
}

fn row(target: &Target, measured: &Estimate) -> Vec<String> {
    let misfit = misfit(target, measured);
    let run = match target.years {
        0.0 => String::new(),
        years => format!("{}{}, {}: ", target.setup.regime, with(&target.setup), time(years)),
    };
    let why = if misfit.is_some() { target.miss } else { "" };
    vec![
        target.what.to_owned(),
        published(target),
        format!("{} {}", number(measured), target.unit).trim_end().to_owned(),
        misfit.unwrap_or_else(|| if target.published.is_some() { "none".into() } else { "–".into() }),
        if target.kind == Kind::Fitted { "*fitted*" } else { "*predicted*" }.to_owned(),
        format!("{run}{}", target.reading),
        why.to_owned(),
    ]
}

fn published(target: &Target) -> String {
    let figure = match target.published {
        None => return format!("no figure: {}", target.source),
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low} to {high}"),
    };
    let unit = if target.unit.is_empty() { String::new() } else { format!(" {}", target.unit) };
    format!("{figure}{unit}. {}", target.source)
}

fn with(setup: &Setup) -> String {
    let settings: Vec<String> = setup.settings.iter().map(|setting| format!("`{setting}`")).collect();
    if settings.is_empty() { String::new() } else { format!(" with {}", settings.join(", ")) }
}

fn time(years: f64) -> String {
    if years < 1.0 { "half a year".to_owned() } else { format!("{years} years") }
}

/// How far the measured value is from what is published; none where the interval meets it or nothing is.
fn misfit(target: &Target, measured: &Estimate) -> Option<String> {
    let (low, high) = target.published?;
    let Some(value) = measured.estimate else { return Some("not defined".to_owned()) };
    let (from, to) = (measured.low.unwrap_or(value), measured.high.unwrap_or(value));
    let nearest = if value < low { low } else { high };
    (to < low || from > high).then(|| format!("× {}", with_figures(value / nearest, 2)))
}

#[cfg(test)]
mod tests;
