use super::fixture::{arm, county, none, plan, regime};
use super::results::hex;
use super::*;
use crate::measure::interval::{NOTHING, TOO_FEW};
use crate::table::{Column, Table, Values};
use proptest::prelude::*;

fn two_arms(counties: u32) -> Plan {
    plan(vec![regime("light", false, false), regime("heavy", true, true)], counties)
}

/// Counties whose losses grow with their number.
fn pool(plan: &Plan, order: impl IntoIterator<Item = u32>) -> Pool {
    let mut pool = Pool::new(plan);
    for number in order {
        let weeks = i64::from(number) * 40;
        let arms = vec![
            arm(plan, 0, 400, false),
            arm(plan, 400 + weeks, 400, false),
            arm(plan, 800 + weeks, 360 + i64::from(number % 3) * 4, true),
        ];
        pool.add(county(number, arms));
    }
    pool
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    table.columns.iter().find(|column| column.name == name).unwrap()
}

fn reals<'a>(table: &'a Table, name: &str) -> &'a [Option<f64>] {
    match &column(table, name).values {
        Values::Real(values) => values,
        other => panic!("{name} holds {other:?}"),
    }
}

fn texts<'a>(table: &'a Table, name: &str) -> Vec<&'a str> {
    match &column(table, name).values {
        Values::Text(values) => values.iter().map(|value| &**value).collect(),
        other => panic!("{name} holds {other:?}"),
    }
}

/// Each county has 800 + 80 k weeks lost over 4,096 people: the mean of k = 0..8 is 800 + 280 = 1,080, in two cells
/// each half. Weeks per person-year are weeks over people, as the run lasts a year.
#[test]
fn estimates_are_those_worked_out_by_hand() {
    let plan = two_arms(8);
    let results = pool(&plan, 0..8).finish();
    let light = &results.arms[0];
    let weeks = &light.measure("restricted_weeks").unwrap().estimate;
    assert!((weeks.estimate.unwrap() - 1080.0 / 4096.0).abs() < 1e-15);
    // Counties are of one size: s / √8 with s² = 80² · 42 / 7 = 6 · 80² of k = 0..8.
    let error = 80.0 * libm::sqrt(6.0) / libm::sqrt(8.0) / 4096.0;
    assert!((weeks.standard_error.unwrap() - error).abs() < 1e-12);
    assert_eq!(light.measure("lost_false_record").unwrap().estimate.estimate, Some(0.25));
    assert_eq!(light.measure("undeserved_share").unwrap().estimate.estimate, Some(0.25));
    // 100 late payments of harm 2 in private over 4,096 person-years.
    let private = light.measure("private_harm").unwrap();
    assert_eq!(private.estimate.estimate, Some(200.0 / 4096.0));
    assert_eq!(light.measure("harm_done").unwrap().relative.estimate, Some(0.0));
    let pair = results.pair(0, 1).unwrap();
    let difference = pair.difference("restricted_weeks").unwrap();
    assert!((difference.estimate.unwrap() - 800.0 / 4096.0).abs() < 1e-15);
    assert!(difference.standard_error.unwrap() < 1e-12, "heavy takes 800 weeks more in every county");
    assert_eq!(pair.people.neither.estimate, Some(3000.0 / 4096.0));
    assert_eq!(pair.people.equal.estimate, Some(3000.0 / 4096.0));
    // 100 of 600 are silent under none and 800 + 40 · 3.5 person-weeks more of 600 · 52 under heavy.
    let silent = results.arms[1].measure("self_censorship").unwrap().from_none;
    assert!((silent.estimate.unwrap() - 940.0 / 31_200.0).abs() < 1e-15);
}

/// What a run will hold is measured on a blank pool, which must be as large.
#[test]
fn a_blank_pool_is_as_large_as_a_full_one() {
    for counties in [1, 8, 150] {
        let plan = two_arms(counties);
        let (blank, full) = (Pool::blank(&plan), pool(&plan, 0..counties));
        let groups = |pool: &Pool| pool.groups().map(|group| group.counties).collect::<Vec<_>>();
        assert_eq!((blank.counties(), groups(&blank)), (counties, groups(&full)));
        let rows = |pool: &Pool| pool.finish().tables.iter().map(Table::rows).collect::<Vec<_>>();
        assert_eq!(rows(&blank), rows(&full));
    }
}

#[test]
fn what_an_arm_lacks_is_null_with_a_reason() {
    let results = pool(&two_arms(8), 0..8).finish();
    let [light, heavy] = &results.arms[..] else { panic!("two arms") };
    let note = |measure: &str| {
        let summary = light.measure(measure).unwrap();
        assert_eq!(summary.estimate.estimate, None);
        summary.estimate.note
    };
    assert_eq!(note("score_mean"), "the regime keeps no score");
    assert_eq!(note("appeals_upheld"), "the regime hears no appeals");
    assert_eq!(heavy.measure("score_mean").unwrap().estimate.estimate, Some(950.0));
    assert_eq!(heavy.measure("appeals_upheld").unwrap().estimate.note, "no appeal was decided");
    assert_eq!(heavy.measure("score_mean").unwrap().from_none.note, "nobody has a score");
    assert_eq!(heavy.measure("compelled").unwrap().estimate.note, NOTHING);
    let few = pool(&two_arms(3), 0..3).finish();
    assert_eq!(few.arms[0].measure("refused").unwrap().estimate.note, TOO_FEW);
    assert_eq!(few.arms[0].measure("refused").unwrap().estimate.low, None);
}

#[test]
fn tables_have_the_columns_of_the_interface() {
    let plan = two_arms(5);
    let results = pool(&plan, 0..5).finish();
    let columns = |table: &str| -> Vec<&str> {
        results.table(table).unwrap().columns.iter().map(|column| column.name).collect()
    };
    let measures = "arm measure right group estimate standard_error low high unit counties note";
    assert_eq!(columns("measures").join(" "), measures);
    let against = "arm measure difference standard_error low high change change_low change_high unit note";
    assert_eq!(columns("against_none").join(" "), against);
    let pairs = "arm_a arm_b measure right group difference standard_error low high only_a only_b both neither \
                 more_a more_b equal unit note";
    assert_eq!(columns("pairs").join(" "), pairs);
    assert_eq!(columns("weeks").join(" "), "arm week measure right group estimate standard_error unit note");
    assert_eq!(columns("counties").join(" "), "arm county digest measure value");
    assert_eq!(columns("reach").join(" "), "arm conduct right rights_weeks_lost share necessary");
    for table in &results.tables {
        for column in &table.columns {
            let rows = match &column.values {
                Values::Text(values) => values.len(),
                Values::Real(values) => values.len(),
                Values::Whole(values) => values.len(),
            };
            assert_eq!(rows, table.rows(), "{} {}", table.name, column.name);
        }
    }
    assert_eq!(results.table("counties").unwrap().rows(), 2 * 5 * 5);
    assert_eq!(results.table("reach").unwrap().rows(), 2 * (4 + 2) * 2);
    let shares = reals(results.table("pairs").unwrap(), "only_b");
    assert_eq!(shares.iter().flatten().collect::<Vec<_>>(), [&(400.0 / 4096.0)]);
}

#[test]
fn none_is_shown_only_if_asked() {
    let results = pool(&two_arms(4), 0..4).finish();
    assert!(!texts(results.table("measures").unwrap(), "arm").contains(&"none"));
    let asked = plan(vec![none("none"), regime("light", false, false)], 4);
    let mut pool = Pool::new(&asked);
    for number in 0..4 {
        let totals = || arm(&asked, 0, 400, false);
        pool.add(county(number, vec![totals(), totals(), arm(&asked, 400, 400, false)]));
    }
    let results = pool.finish();
    assert!(results.arms[0].is_none);
    assert_eq!(results.arms[0].measure("restricted_weeks").unwrap().estimate.estimate, Some(0.0));
    assert_eq!(results.arms[0].measure("lost_household").unwrap().estimate.note, "no right was lost");
}

/// What is counted of everybody together has no rows by group; what ranks people stands at years' ends.
#[test]
fn rows_stand_where_a_measure_is_given() {
    let plan = Plan { weeks: 60, ..two_arms(4) };
    let mut pool = Pool::new(&plan);
    for number in 0..4 {
        let mut totals = arm(&plan, 400, 400, true);
        for year in 0..2 {
            // Two of five pairs ranked rightly and one a tie, then all of four.
            [totals.ranked[year], totals.ranked[2 + year]] = [[5, 5], [8, 4]][year];
        }
        pool.add(county(number, vec![arm(&plan, 0, 0, false), arm(&plan, 400, 400, false), totals]));
    }
    let results = pool.finish();
    let count = |table: &str, measure: &str| {
        let table = results.table(table).unwrap();
        texts(table, "measure").iter().filter(|name| **name == measure).count()
    };
    assert_eq!([count("measures", "ranks_rightly"), count("pairs", "ranks_rightly")], [2, 1]);
    assert_eq!([count("measures", "score_p5"), count("pairs", "score_p5")], [20, 10]);
    assert_eq!([count("weeks", "ranks_rightly"), count("weeks", "fear")], [4, 120]);
    let weeks = results.table("weeks").unwrap();
    let Values::Whole(week) = &column(weeks, "week").values else { panic!("weeks are whole") };
    let heavy = (0..weeks.rows()).filter(|&row| texts(weeks, "arm")[row] == "heavy");
    let ranks = heavy.filter(|&row| texts(weeks, "measure")[row] == "ranks_rightly");
    let found: Vec<_> = ranks.map(|row| (week[row], reals(weeks, "estimate")[row])).collect();
    assert_eq!(found, [(51, Some(0.5)), (59, Some(1.0))]);
    let last = &results.arms[1].measure("ranks_rightly").unwrap().estimate;
    assert_eq!((last.estimate, last.standard_error), (Some(1.0), Some(0.0)), "all counties agree");
    let light = &results.arms[0].measure("ranks_rightly").unwrap().estimate;
    assert_eq!((light.estimate, light.note), (None, "the regime keeps no score"));
}

/// Series and measures have the same units: the mean over the weeks is the measure.
#[test]
fn a_series_averages_to_its_measure() {
    let plan = two_arms(4);
    let results = pool(&plan, 0..4).finish();
    let weeks = results.table("weeks").unwrap();
    let mean = |measure: &str| {
        let rows = (0..weeks.rows()).filter(|&row| {
            texts(weeks, "arm")[row] == "heavy"
                && texts(weeks, "measure")[row] == measure
                && texts(weeks, "right")[row].is_empty()
        });
        rows.map(|row| reals(weeks, "estimate")[row].unwrap()).sum::<f64>() / 52.0
    };
    for measure in ["restricted_share", "rights_weeks_lost"] {
        let value = results.arms[1].measure(measure).unwrap().estimate.estimate.unwrap();
        assert!((mean(measure) - value).abs() < 1e-12, "{measure}");
    }
}

#[test]
fn results_do_not_depend_on_the_order_of_counties() {
    let plan = two_arms(70);
    let forward = pool(&plan, 0..70).finish();
    assert_eq!(forward, pool(&plan, (0..70).rev()).finish());
    assert_eq!(forward, pool(&plan, (0..70).map(|number| number * 37 % 70)).finish());
}

#[test]
#[should_panic(expected = "county 3 was added twice")]
fn a_county_counts_once() {
    pool(&two_arms(8), [1, 3, 3]);
}

#[test]
fn headlines_are_those_of_the_results() {
    let pool = pool(&two_arms(9), 0..9);
    let results = pool.finish();
    for (arm, headlines) in pool.headlines().iter().enumerate() {
        for (name, headline) in crate::measure::definition::HEADLINES.iter().zip(headlines) {
            let full = results.arms[arm].measure(name).unwrap().estimate;
            assert_eq!((full.estimate, full.standard_error), (headline.estimate, headline.standard_error));
        }
    }
}

#[test]
fn digests_know_rules_and_not_names() {
    let plan = two_arms(4);
    let digest = |plan: &Plan| hex(&pool(plan, 0..4).finish().digest);
    let mut renamed = plan.clone();
    renamed.arms[1].name = "other".to_owned();
    renamed.arms[1].summary = "words".to_owned();
    renamed.arms[1].sanctions[0].name = "embargo".to_owned();
    assert_eq!(digest(&plan), digest(&renamed));
    let mut changed = plan.clone();
    changed.arms[1].sanctions[0].lasts.0 += 1;
    assert_ne!(digest(&plan), digest(&changed));
    assert_eq!(plan.fingerprint(), renamed.fingerprint());
    assert_ne!(plan.fingerprint(), changed.fingerprint());
    let longer = Plan { counties: 99, ..plan.clone() };
    assert_eq!(plan.fingerprint(), longer.fingerprint(), "more counties of the same plan");
}

#[test]
fn arms_with_equal_rules_and_outcomes_have_equal_digests() {
    let plan = plan(vec![regime("a", true, false), regime("b", true, false)], 2);
    let mut pool = Pool::new(&plan);
    for number in 0..2 {
        let mut county = county(number, (0..3).map(|_| arm(&plan, 40, 40, true)).collect());
        county.digests[2] = county.digests[1];
        pool.add(county);
    }
    let results = pool.finish();
    assert_eq!(results.arms[0].digest, results.arms[1].digest);
    assert_ne!(results.arms[0].digest, results.digest);
}

/// Reach: 3 parts late payment, 1 association of the rail lost; necessary is kept in units.
#[test]
fn reach_adds_to_one_by_right() {
    let plan = two_arms(1);
    let mut totals = arm(&plan, 400, 0, false);
    totals.reach[0] = 300 * crate::measure::totals::REACH_PER_WEEK;
    totals.reach[4 * 2] = 100 * crate::measure::totals::REACH_PER_WEEK;
    totals.reach_necessary[0] = 200 * crate::measure::totals::UNITS_PER_WEEK;
    let mut pool = Pool::new(&plan);
    pool.add(county(0, vec![arm(&plan, 0, 0, false), totals, arm(&plan, 0, 0, true)]));
    let results = pool.finish();
    let reach = results.table("reach").unwrap();
    let shares: Vec<Option<f64>> = reals(reach, "share")[..12].to_vec();
    assert_eq!([shares[0], shares[8], shares[1]], [Some(0.75), Some(0.25), None]);
    assert_eq!(reals(reach, "necessary")[0], Some(0.5));
    assert_eq!(reals(reach, "necessary")[8], None);
    assert!((reals(reach, "rights_weeks_lost")[0].unwrap() - 300.0 / 4096.0).abs() < 1e-15);
}

#[test]
fn json_has_the_fields_of_the_interface() {
    let json = pool(&two_arms(8), 0..8).finish().json();
    let weeks = &json["arms"][0]["measures"]["restricted_weeks"];
    assert_eq!(weeks["estimate"], 1080.0 / 4096.0);
    assert_eq!(weeks["unit"], "weeks per person-year");
    assert!(weeks["low"].as_f64() < weeks["high"].as_f64());
    assert!(weeks["note"].is_null());
    let score = &json["arms"][0]["measures"]["score_mean"];
    assert!(score["estimate"].is_null() && score["note"] == "the regime keeps no score");
    let pair = &json["pairs"][0];
    assert_eq!([&pair["a"], &pair["b"]], ["light", "heavy"]);
    assert_eq!(pair["only_b"], 400.0 / 4096.0);
    assert!(pair["measures"]["restricted_weeks"]["difference"].is_f64());
    assert_eq!(json["people"], 8 * 4096);
    assert_eq!(json["digest"].as_str().map(str::len), Some(64));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// Shares stay within 0 and 1, ends of intervals around their estimates, and the six causes add to 1.
    #[test]
    fn shares_are_shares(losses in prop::collection::vec((0_i64..2000, 0_i64..400), 1..9)) {
        let plan = plan(vec![regime("only", true, true)], losses.len() as u32);
        let mut pool = Pool::new(&plan);
        for (number, &(weeks, acts)) in losses.iter().enumerate() {
            let mut totals = arm(&plan, weeks * 4, acts, true);
            totals.units.iter_mut().enumerate().for_each(|(i, units)| *units = weeks * ((i * i) as i64 % 17));
            pool.add(county(number as u32, vec![arm(&plan, 0, acts, false), totals]));
        }
        let results = pool.finish();
        let mut six = 0.0;
        for summary in &results.arms[0].measures {
            let Some(value) = summary.estimate.estimate else { continue };
            if summary.unit.starts_with("share") && !summary.measure.contains("necessary") {
                prop_assert!((0.0..=1.0).contains(&value), "{} {value}", summary.measure);
            }
            if summary.measure.starts_with("lost_") && !summary.measure.contains('.') {
                six += value;
            }
            if let (Some(low), Some(high)) = (summary.estimate.low, summary.estimate.high) {
                prop_assert!(low <= value && value <= high);
            }
        }
        prop_assert!(six == 0.0 || (six - 1.0).abs() < 1e-12);
    }
}
