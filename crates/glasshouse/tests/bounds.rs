//! Every measure stays within its bounds, and measures that belong together fit together, in any society and under
//! any regime; see `support::turned`.

mod support;

use glasshouse::experiment::Plan;
use glasshouse::measure::bins::{SCORES, STRATA};
use glasshouse::measure::definition::{Row, rows};
use glasshouse::measure::totals::{CAUSES, TRIGGERS, Totals};
use glasshouse::measure::view::{GROUPS, Group, View};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use proptest::prelude::*;
use support::turned::{repeatable, societies, turns};
use support::{cells, county, large_country, plan};

/// More than two years, so that every measure can be defined.
const WEEKS: u32 = 112;

/// The rows of one arm, for one group of people.
struct Readings<'a> {
    society: &'a Society,
    rows: Vec<(Row, Result<f64, &'static str>)>,
}

impl<'a> Readings<'a> {
    fn new(totals: &Totals, group: Group, society: &'a Society, regime: &Regime) -> Readings<'a> {
        let view = View::new(totals, group);
        let read = |row: Row| {
            let reason = row.absent(society, regime);
            (row, reason.map_or_else(|| row.read(&view, society, regime), Err))
        };
        let rows = rows(society).into_iter().filter(|row| row.has(group)).map(read);
        Readings { society, rows: rows.collect() }
    }

    /// A measure over all rights, or of one; none where it is not defined.
    fn of(&self, name: &str, right: &str) -> Option<f64> {
        let is = |row: &Row| row.name(self.society) == name && row.right(self.society) == right;
        self.rows.iter().find(|(row, _)| is(row)).and_then(|(_, value)| value.ok())
    }

    /// Of measures by rising name, none is above the next.
    fn rise(&self, names: &[&str], right: &str) -> Result<(), TestCaseError> {
        for pair in names.windows(2) {
            if let (Some(low), Some(high)) = (self.of(pair[0], right), self.of(pair[1], right)) {
                prop_assert!(low <= high + 1e-12, "{pair:?} {right}: {low} {high}");
            }
        }
        Ok(())
    }
}

fn within_bounds(readings: &Readings<'_>) -> Result<(), TestCaseError> {
    for (row, value) in &readings.rows {
        let (low, high) = row.measure.range;
        match *value {
            Ok(value) => prop_assert!(
                value.is_finite() && (low - 1e-12..=high + 1e-12).contains(&value),
                "{} {value}",
                row.measure.name
            ),
            Err(reason) => prop_assert!(!reason.is_empty(), "{} has no reason", row.measure.name),
        }
    }
    Ok(())
}

fn fit_together(readings: &Readings<'_>) -> Result<(), TestCaseError> {
    let causes =
        ["own_harm_in_context", "own_harm_elsewhere", "harmless", "false_record", "association", "household"];
    let rights: Vec<&str> = readings.society.rights.iter().map(|right| right.name.as_str()).collect();
    for right in [&[""], &rights[..]].concat() {
        let shares: Vec<f64> =
            causes.iter().filter_map(|cause| readings.of(&format!("lost_{cause}"), right)).collect();
        prop_assert!(
            shares.is_empty() || (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12,
            "{right}: {shares:?}"
        );
        for cause in causes.map(|cause| format!("lost_{cause}")) {
            let [necessary, involved] = ["necessary", "involved"].map(|sort| format!("{cause}.{sort}"));
            readings.rise(&[&cause, &involved], right)?;
            readings.rise(&[&necessary, &involved], right)?;
        }
    }
    readings.rise(&["weeks_to_regain.s104", "weeks_to_regain.s52"], "")?;
    readings.rise(&["score_p5", "score_p95"], "")?;
    readings.rise(&["loss_per_gravity.p50", "loss_per_gravity.p95"], "")?;
    readings.rise(&["excess_share.high", "excess_share.middle", "excess_share.low"], "")?;
    readings.rise(&["out_of_context_share.broad", "out_of_context_share.strict"], "")?;
    readings.rise(&["restricted_share", "ever_restricted"], "")?;
    readings.rise(&["exclusion", "restricted_weeks", "rights_weeks_lost"], "")
}

/// Grids that count the same people or weeks in different ways agree.
fn totals_agree(totals: &Totals) -> Result<(), TestCaseError> {
    let all = |grid: &[i64]| grid.iter().sum::<i64>();
    let (people, weeks) = (all(&totals.people), all(&totals.right_weeks));
    prop_assert_eq!(all(&totals.gravity_people), people);
    prop_assert_eq!(all(&totals.gravity_weeks), weeks);
    let strata = |row: usize| all(&totals.strata[row * STRATA * 2..][..STRATA * 2]);
    let rights = totals.shape.rights;
    let falses = (0..TRIGGERS * rights).map(|row| cells(&totals.units, row * CAUSES + 3)).sum::<i64>();
    prop_assert_eq!([strata(0), strata(1), strata(2)], [people, weeks, falses]);
    prop_assert!(cells(&totals.unrecorded_weeks, 0) <= weeks);
    prop_assert_eq!(all(&totals.burdens), all(&totals.ever_restricted));
    prop_assert_eq!(all(&totals.freed) + all(&totals.unfreed), all(&totals.ever_restricted));
    let scored = all(&totals.scored);
    for year in totals.year_bins.chunks_exact(SCORES) {
        prop_assert_eq!(all(year), scored);
    }
    let at_the_end: Vec<i64> = (0..SCORES).map(|bin| cells(&totals.score_bins, bin)).collect();
    let last = (totals.shape.years() - 1) * SCORES;
    prop_assert_eq!(&at_the_end[..], &totals.year_bins[last..]);
    Ok(())
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn measures_stay_within_their_bounds(turn in turns(), settings in societies(), warm_up in 0_u32..30) {
        let society = large_country(&settings);
        let regime = turn.regime(&society);
        let plan = Plan { warm_up, ..plan(&society, vec![regime.clone()], WEEKS) };
        let county = county(&plan, 0);
        for (totals, regime) in county.arms.iter().zip([&Regime::none(), &regime]) {
            for group in GROUPS {
                let readings = Readings::new(totals, group, &society, regime);
                within_bounds(&readings)?;
                fit_together(&readings)?;
            }
            if warm_up == 0 {
                totals_agree(totals)?;
            }
        }
    }
}

/// The bounds are about something: under one of these regimes every measure is defined.
#[test]
fn every_measure_is_defined_somewhere() {
    let settings = [
        "conduct.expired-ticket.rate=1",
        "conduct.benefit-fraud.rate=5",
        "response.appeals.without_notice=0.9",
    ];
    let society = large_country(&settings.map(str::to_owned));
    let mut often_wrong = support::built_in("social-credit", &society);
    for observe in &mut often_wrong.observe {
        observe.false_records =
            observe.false_records.map(|row| row.map(|rate| glasshouse::unit::PerYear(rate.0 * 20.0)));
    }
    often_wrong.recourse.as_mut().expect("appeals are heard").capacity = 5000.0;
    let forgiving = ["platform-rating", "financial-credit", "travel-ban"];
    let mut arms: Vec<Regime> = forgiving.map(|name| support::built_in(name, &society)).to_vec();
    // Where nothing is recorded that never happened, whoever loses something has done something.
    let mut unerring = arms[2].clone();
    for observe in &mut unerring.observe {
        observe.false_records = [[glasshouse::unit::PerYear(0.0); 2]; 2];
    }
    arms.extend([often_wrong, unerring]);
    let county = county(&plan(&society, arms.clone(), WEEKS), 0);
    let mut lacking: Vec<String> = Vec::new();
    for (at, (totals, regime)) in county.arms[1..].iter().zip(&arms).enumerate() {
        totals_agree(totals).expect("they agree");
        let readings = Readings::new(totals, Group::All, &society, regime);
        let rows =
            readings.rows.iter().filter(|(row, value)| row.right(&society).is_empty() && value.is_err());
        let lacks: Vec<String> = rows.map(|(row, _)| row.name(&society)).collect();
        lacking =
            if at == 0 { lacks } else { lacking.into_iter().filter(|name| lacks.contains(name)).collect() };
    }
    assert!(lacking.is_empty(), "{lacking:?}");
}
