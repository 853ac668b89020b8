use super::*;
use crate::experiment::fixture::{COUNTRY, TOWN, arm, people, plan, regime, society};
use crate::measure::totals::{Appeal, Totals};
use crate::measure::view::{GROUPS, Group};
use crate::society::people::CELLS;

fn row(name: &str) -> Row {
    let all = rows(&society());
    *all.iter().find(|row| row.name(&society()) == name).unwrap_or_else(|| panic!("no measure {name}"))
}

fn value(name: &str, totals: &Totals, group: Group) -> Option<f64> {
    row(name).read(&View::new(totals, group), &society(), &regime("only", true, true)).ok()
}

fn close(name: &str, totals: &Totals, group: Group, expected: f64) {
    let value = value(name, totals, group).unwrap();
    assert!((value - expected).abs() < 1e-12 * (1.0 + expected), "{name}: {value} is not {expected}");
}

/// One year, 3,096 people in towns and 1,000 in the country, 400 weeks of rail lost in each cell, 40 late payments.
#[test]
fn ratios_are_those_worked_out_by_hand() {
    let plan = plan(vec![regime("only", true, true)], 1);
    let totals = arm(&plan, 400, 40, true);
    let close = |name: &str, group, expected| close(name, &totals, group, expected);
    close("restricted_weeks", Group::All, 800.0 / 4096.0);
    close("restricted_weeks", Group::Minority, 400.0 / 1000.0);
    close("restricted_weeks", Group::Income(5), 400.0 / 1000.0);
    close("restricted_share", Group::All, 800.0 / 4096.0 / 52.0);
    close("refused", Group::All, 40.0 / 4096.0 * 1000.0);
    close("ever_restricted", Group::Urban, 40.0 / 3096.0);
    close("undeserved_share", Group::All, 0.25);
    close("harmful_conduct", Group::All, 40.0 / 4096.0);
    close("harm_done", Group::All, 80.0 / 4096.0);
    close("private_harm", Group::All, 20.0 / 4096.0);
    close("forgone", Group::All, 200.0 / 4096.0);
    close("forgone.critical-post", Group::All, 200.0 / 4096.0);
    close("forgone.volunteering", Group::All, 0.0);
    close("self_censorship", Group::All, 5600.0 / (600.0 * 52.0));
    close("score_mean", Group::All, 950.0);
    // 40 ends of ties, so 20 ties, among 4,096 people.
    close("ties_cut", Group::All, 20_000.0 / 4096.0);
    assert_eq!(value("score_mean", &totals, Group::Rural), None);
    assert_eq!(value("restricted_weeks", &totals, Group::Income(3)), None);
}

#[test]
fn appeals_are_shares_of_what_could_have_been() {
    let plan = plan(vec![regime("only", true, true)], 1);
    let mut totals = people(&plan);
    use Appeal::*;
    let counts = [
        (Terms, 200),
        (WrongTerms, 50),
        (WrongTermsAppealed, 20),
        (Filed, 60),
        (Decided, 40),
        (Upheld, 10),
        (DecidedWrong, 16),
        (RefusedWrong, 12),
    ];
    for (appeal, count) in counts {
        *totals.appeal(appeal, TOWN as u8) = count;
    }
    close("appeals_filed", &totals, Group::All, 0.3);
    close("appeals_upheld", &totals, Group::All, 0.25);
    close("wrongly_refused", &totals, Group::All, 0.75);
    close("never_appealed", &totals, Group::All, 0.6);
    assert_eq!(value("never_appealed", &totals, Group::Minority), None);
}

/// Chilling is a loss of what is lawful or protected: footpath cycling is neither and has no row.
#[test]
fn only_lawful_or_protected_conduct_can_be_chilled() {
    let names: Vec<String> = rows(&society()).iter().map(|row| row.name(&society())).collect();
    assert!(names.contains(&"compelled.volunteering".to_owned()));
    for name in ["forgone.footpath", "compelled.late-payment", "prevented_by_ban.footpath"] {
        assert!(!names.contains(&name.to_owned()), "{name}");
    }
    let plan = plan(Vec::new(), 1);
    let mut totals = people(&plan);
    totals.forgone[3 * CELLS + TOWN] = 999;
    close("forgone", &totals, Group::All, 0.0);
}

/// Triggers add to the share, matrices stand apart; all are parts of all right-weeks.
#[test]
fn out_of_context_adds_up_over_triggers() {
    let plan = plan(Vec::new(), 1);
    let mut totals = people(&plan);
    totals.units[TOWN] = 60;
    totals.units[COUNTRY] = 40;
    for (at, units) in [10, 20, 5, 1, 2, 3].into_iter().enumerate() {
        totals.out_of_context[at * CELLS + TOWN] = units;
    }
    close("out_of_context_share.strict.score", &totals, Group::All, 0.10);
    close("out_of_context_share.strict.listing", &totals, Group::All, 0.20);
    close("out_of_context_share.strict.household", &totals, Group::All, 0.05);
    close("out_of_context_share.strict", &totals, Group::All, 0.35);
    close("out_of_context_share.broad", &totals, Group::All, 0.06);
}

#[test]
fn rows_by_right_are_parts_of_the_whole() {
    let plan = plan(vec![regime("only", true, true)], 1);
    let mut totals = arm(&plan, 400, 40, true);
    totals.right_weeks[CELLS + TOWN] = 100;
    let society = society();
    let view = View::new(&totals, Group::All);
    let parts = |name: &str| -> Vec<f64> {
        let rows = rows(&society).into_iter().filter(|row| row.measure.name == name);
        rows.map(|row| row.read(&view, &society, &regime("only", true, true)).unwrap()).collect()
    };
    let lost = parts("rights_weeks_lost");
    assert_eq!(lost.len(), 3);
    assert!((lost[0] - lost[1] - lost[2]).abs() < 1e-12);
    let unit = |at| Row { measure: row("rights_weeks_lost").measure, at }.unit();
    assert_eq!([unit(At::All), unit(At::Right(1))], ["right-weeks per person-year", "weeks per person-year"]);
}

#[test]
fn groups_part_the_people() {
    let has = |group: Group| (0..CELLS).filter(|&cell| group.has(cell)).count();
    let parts: [&[usize]; 4] = [&[0], &[1, 2], &[3, 4, 5, 6, 7], &[8, 9]];
    for part in parts {
        assert_eq!(part.iter().map(|&group| has(GROUPS[group])).sum::<usize>(), CELLS);
    }
}

/// Names are the contract of the tables: unique, lower case, and with a sentence and a unit.
#[test]
fn every_measure_is_named_and_explained() {
    let measures: Vec<&Measure> = measures().collect();
    for (at, measure) in measures.iter().enumerate() {
        assert!(
            measure.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_.".contains(&b)),
            "{}",
            measure.name
        );
        assert!(measure.meaning.ends_with('.') && !measure.unit.is_empty(), "{}", measure.name);
        assert!(measures[..at].iter().all(|other| other.name != measure.name), "{} twice", measure.name);
    }
    for headline in HEADLINES {
        assert!(measures.iter().any(|measure| measure.name == headline));
    }
}

/// What goes beyond a tariff is not everything where there is none: it is not defined.
#[test]
fn excess_needs_a_tariff() {
    let with = Society { tariff: [0.14, 1.0, 7.0], ..society() };
    let without = Society { tariff: [0.0; 3], ..society() };
    let (excess, regime) = (row("excess_share.middle"), regime("only", true, true));
    assert_eq!(excess.absent(&without, &Regime::none()), Some("the regime has no sanctions"));
    assert_eq!(excess.absent(&without, &regime), Some("the society gives no tariff"));
    assert_eq!(excess.absent(&with, &regime), None);
}
