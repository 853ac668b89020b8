//! Counties of a few people whose every act is written down, so that each measure can be worked out on paper.
//!
//! The real week runs on them, and the real measures are read off. Nothing outside the tests can make such a county.

mod lists;
mod minds;
mod review;
mod scores;
mod village;

use super::{Watch, finish, live};
use crate::draw::Stream;
use crate::luck::BLOCK;
use crate::measure::definition::{Asked, At, Row, measures, rows};
use crate::measure::series::YEARLY;
use crate::measure::totals::Totals;
use crate::measure::view::{GROUPS, Group, View};
use crate::regime::Regime;
use crate::society::Society;
use crate::week::block::Block;
use crate::week::shared::Shared;
use crate::week::timeline::Timeline;
use village::{Event, Village};

/// A county, a regime, and what the measures must come to.
pub(super) struct Case {
    pub village: Village,
    pub regime: Regime,
    pub events: Vec<(u32, Event)>,
    pub weeks: u32,
    pub answers: Vec<Answer>,
}

/// What one row must come to for one group of people.
pub(super) struct Answer {
    measure: &'static str,
    right: &'static str,
    group: &'static str,
    /// The week of a year's end; the whole run without.
    week: Option<usize>,
    value: Result<f64, &'static str>,
}

/// The measure has this value.
pub(super) fn is(measure: &'static str, value: f64) -> Answer {
    Answer { measure, right: "", group: "", week: None, value: Ok(value) }
}

/// The measure is not defined, for this reason.
pub(super) fn lacks(measure: &'static str, reason: &'static str) -> Answer {
    Answer { value: Err(reason), ..is(measure, 0.0) }
}

impl Answer {
    /// For one right.
    pub(super) fn of(self, right: &'static str) -> Answer {
        Answer { right, ..self }
    }

    /// For one group of people.
    pub(super) fn among(self, group: &'static str) -> Answer {
        Answer { group, ..self }
    }

    /// At the year's end that is week `week`.
    pub(super) fn in_week(self, week: usize) -> Answer {
        Answer { week: Some(week), ..self }
    }
}

/// Every case.
fn cases() -> Vec<(&'static str, Case)> {
    [lists::cases(), scores::cases(), minds::cases(), review::cases()].into_iter().flatten().collect()
}

/// Runs `none` and the case's regime over all weeks, and gives the totals of the latter.
fn run(case: &Case) -> Totals {
    let Village { society, population } = &case.village;
    let people = population.people.len() as u32;
    let timeline = |regime: &Regime| Timeline::new(society, regime, people, case.weeks);
    let timelines = vec![timeline(&Regime::none()), timeline(&case.regime)];
    let shared = Shared::new(society, timelines, vec![0, 1], people, [0, case.weeks]);
    let mut fill = |block: &mut Block, number: u32| {
        block.clear();
        let in_block = case.events.iter().filter(|(week, _)| week / BLOCK == number);
        in_block.for_each(|(week, event)| event.put(block, week % BLOCK, &population.people.cell));
    };
    let arms = live(
        &shared,
        0,
        1,
        population,
        &Stream::new(1, 0),
        &mut Block::default(),
        &mut fill,
        &mut Watch::new(&mut |_| true, &mut |_| ()),
    );
    let county = finish(&shared, 0, population, arms.expect("nothing stops it"));
    county.arms.into_iter().nth(1).expect("two arms")
}

fn group(name: &str) -> Group {
    *GROUPS.iter().find(|group| group.name() == name).unwrap_or_else(|| panic!("no group {name}"))
}

/// What the measure of an answer comes to.
fn read(answer: &Answer, totals: &Totals, society: &Society, regime: &Regime) -> Result<f64, &'static str> {
    let view = View::new(totals, group(answer.group));
    if let Some(week) = answer.week {
        let what = YEARLY.iter().find(|what| what.measure == answer.measure).expect("it is given by year");
        let year = (0..totals.shape.years()).find(|&year| totals.shape.year_end(year) == week);
        let asked = Asked { view: &view, society, regime, at: At::All };
        return what.read(&asked, year.expect("a year ends then"));
    }
    let rows = rows(society);
    let is = |row: &&Row| row.name(society) == answer.measure && row.right(society) == answer.right;
    let row = rows.iter().find(is).unwrap_or_else(|| panic!("no measure {}", answer.measure));
    assert!(row.has(group(answer.group)), "{} is not given for {}", answer.measure, answer.group);
    let value = match row.absent(society, regime) {
        Some(reason) => Err(reason),
        None => row.read(&view, society, regime),
    };
    let (low, high) = row.measure.range;
    assert!(value.is_err() || (low..=high).contains(&value.unwrap_or(low)), "{}: {value:?}", answer.measure);
    value
}

#[test]
fn measures_are_those_worked_out_by_hand() {
    let mut wrong = Vec::new();
    for (name, case) in cases() {
        let totals = run(&case);
        for answer in &case.answers {
            let value = read(answer, &totals, &case.village.society, &case.regime);
            let right = match (value, answer.value) {
                (Ok(value), Ok(expected)) => (value - expected).abs() <= 1e-9 * (1.0 + expected.abs()),
                (value, expected) => value == expected,
            };
            if !right {
                let Answer { measure, right, group, week, value: expected } = answer;
                wrong.push(format!("{name}: {measure} {right} {group} {week:?}: {value:?} for {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_measure_has_a_hand_worked_case() {
    let cases = cases();
    // Measures that differ in a number alone are one function.
    let stem = |name: &'static str| name.trim_end_matches(|c: char| c.is_ascii_digit());
    let worked = |name: &'static str| {
        let of = |answer: &Answer| stem(answer.measure) == stem(name) && answer.value.is_ok();
        cases.iter().any(|(_, case)| case.answers.iter().any(of))
    };
    let bare: Vec<&str> = measures().map(|measure| measure.name).filter(|name| !worked(name)).collect();
    assert!(bare.is_empty(), "no answer is worked out for {bare:?}");
    let by_year = |name: &str| {
        let of = |answer: &Answer| answer.measure == name && answer.week.is_some() && answer.value.is_ok();
        cases.iter().any(|(_, case)| case.answers.iter().any(of))
    };
    assert!(YEARLY.iter().all(|what| by_year(what.measure)), "and each at a year's end");
}
