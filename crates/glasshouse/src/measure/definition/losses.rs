//! What is taken from people, for how long, and how it comes back.

use super::build::{POSITIVE, SHARE, YEAR, curve, share, yearly};
use super::{Asked, Measure, Needs};
use crate::measure::bins::{LENGTH_WEEKS, LENGTHS};
use crate::measure::interval::Ratio;
use crate::measure::statistics::LifeTable;

pub(super) const MEASURES: &[Measure] = &[
    yearly("restricted_weeks", "Weeks with at least one right lost.", "weeks per person-year", |a| {
        a.a_week(a.view.restricted_weeks)
    })
    .scaled(YEAR, (0.0, YEAR)),
    yearly(
        "refused",
        "Things demanded and denied because a right was lost: trips, loans, places.",
        "per 1,000 person-years",
        |a| a.a_week(a.of_right(&a.view.refused)),
    )
    .scaled(1000.0 * YEAR, POSITIVE)
    .by_right()
    .needs(Needs::Demand),
    yearly(
        "exclusion",
        "Weeks with three or more of five areas of life closed.",
        "weeks per person-year",
        |a| a.a_week(a.view.exclusion_weeks),
    )
    .scaled(YEAR, (0.0, YEAR)),
    yearly(
        "rights_weeks_lost",
        "Weeks of rights lost; in total each right counts by itself.",
        "right-weeks per person-year",
        |a| a.a_week(a.of_right(&a.view.right_weeks)),
    )
    .by_right_in("weeks per person-year"),
    share("restricted_share", "People with a right lost, mean over the weeks.", "share of people", |a| {
        a.a_week(a.view.restricted_weeks)
    }),
    share(
        "ever_restricted",
        "People who lost any right at any time, being named in public included.",
        "share of people",
        |a| Ratio::new(a.view.ever_restricted, a.view.people),
    ),
    share(
        "spillover",
        "Right-weeks lost by people without an own true record that counts against them.",
        "per 100 right-weeks lost by people with one",
        |a| Ratio::new(a.view.unrecorded_weeks, a.lost() - a.view.unrecorded_weeks),
    )
    .scaled(100.0, POSITIVE)
    .needs(Needs::Sanctions)
    .or("nobody with such a record lost a right"),
    curve(
        "weeks_to_regain",
        "Weeks until half of those who lost a right have all of them back, the first time (life table).",
        "weeks",
        (0.0, LENGTH_WEEKS as f64 * (LENGTHS - 1) as f64),
        weeks_to_regain,
    )
    .needs(Needs::Sanctions),
    still_lost(
        "weeks_to_regain.s12",
        "Of those who lost a right, who had not all of them back after 12 weeks, the first time (life table).",
        still_lost_after::<12>,
    ),
    still_lost(
        "weeks_to_regain.s24",
        "Of those who lost a right, who had not all of them back after 24 weeks, the first time (life table).",
        still_lost_after::<24>,
    ),
    still_lost(
        "weeks_to_regain.s52",
        "Of those who lost a right, who had not all of them back after 52 weeks, the first time (life table).",
        still_lost_after::<52>,
    ),
    still_lost(
        "weeks_to_regain.s104",
        "Of those who lost a right, who had not all of them back after 104 weeks, the first time (life table).",
        still_lost_after::<104>,
    ),
    still_lost(
        "weeks_to_regain.s156",
        "Of those who lost a right, who had not all of them back after 156 weeks, the first time (life table).",
        still_lost_after::<156>,
    ),
    still_lost(
        "weeks_to_regain.s208",
        "Of those who lost a right, who had not all of them back after 208 weeks, the first time (life table).",
        still_lost_after::<208>,
    ),
    share(
        "trapped",
        "People without some right 104 weeks after their first loss, still or again.",
        "share of people who lost a right 104 weeks before the end or earlier",
        |a| Ratio::new(a.view.trapped[1], a.view.trapped[0]),
    )
    .needs(Needs::Sanctions)
    .or("nobody lost a right as long as 104 weeks before the end"),
    share(
        "relapse",
        "Times that people had all rights back and lost one again within 26 weeks.",
        "share of times that all rights came back",
        |a| Ratio::new(a.view.relapsed[1], a.view.relapsed[0]),
    )
    .needs(Needs::Sanctions)
    .or("nobody had all rights back as long as 26 weeks before the end"),
    yearly("privilege_weeks", "Weeks with at least one privilege.", "weeks per person-year", |a| {
        a.a_week(a.view.privilege_weeks)
    })
    .scaled(YEAR, (0.0, YEAR))
    .needs(Needs::Privileges),
];

fn life_table<'a>(a: &Asked<'a>) -> Result<LifeTable<'a>, &'static str> {
    let table = LifeTable { ended: &a.view.freed, running: &a.view.unfreed };
    let anybody = table.ended.iter().chain(table.running).any(|&people| people > 0);
    anybody.then_some(table).ok_or("nobody lost a right")
}

fn weeks_to_regain(a: &Asked<'_>) -> Result<f64, &'static str> {
    let median = life_table(a)?.median().ok_or("fewer than half had all rights back within 260 weeks")?;
    Ok(median * f64::from(LENGTH_WEEKS))
}

const fn still_lost(name: &'static str, meaning: &'static str, value: Share) -> Measure {
    curve(name, meaning, "share of people who lost a right", SHARE, value).needs(Needs::Sanctions)
}

/// A share, or why it is not defined.
type Share = fn(&Asked<'_>) -> Result<f64, &'static str>;

fn still_lost_after<const WEEKS: u32>(a: &Asked<'_>) -> Result<f64, &'static str> {
    let survival = life_table(a)?.survival();
    let share = survival.get((WEEKS / LENGTH_WEEKS) as usize);
    share.copied().ok_or("nobody could be watched for so long after a first loss")
}
