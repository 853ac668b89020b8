use super::assumed::{Assumed, AssumedArm};
use super::*;
use crate::experiment::fixture::{arm, county, none, plan, regime};
use crate::experiment::results::hex;
use crate::experiment::{Plan, Pool};
use crate::regime::Regime;

/// Counties of one year in which each arm takes `weeks` weeks and lets `acts` late payments happen, both with a
/// little spread that arms share.
fn results(arms: &[(&str, i64, i64)], counties: u32) -> Results {
    let regime_of = |&(name, weeks, _): &(&str, i64, i64)| -> Regime {
        if weeks == 0 { none(name) } else { regime(name, name == "social-credit", false) }
    };
    let plan: Plan = plan(arms.iter().map(regime_of).collect(), counties);
    let mut pool = Pool::new(&plan);
    for number in 0..counties {
        let shift = i64::from(number * 7 % 16);
        let totals = |&(name, weeks, acts): &(&str, i64, i64)| {
            let weeks = if weeks == 0 { 0 } else { weeks + shift * 10 };
            // Arms that change harm do so by a little more or less from county to county.
            let acts = acts + if acts == 1600 { shift } else { shift * 2 % 5 };
            arm(&plan, weeks, acts, name == "social-credit")
        };
        let mut all = vec![arm(&plan, 0, 1600 + shift, false)];
        all.extend(arms.iter().map(totals));
        pool.add(county(number, all));
    }
    pool.finish()
}

fn four(counties: u32) -> Results {
    let arms = [
        ("none", 0, 1600),
        ("financial-credit", 1400, 1500),
        ("platform-rating", 160, 1607),
        ("social-credit", 4400, 1560),
    ];
    results(&arms, counties)
}

/// Ranges for the society and the last regime of `results`, and for none of the others.
fn assumed(results: &Results, weeks: u32) -> Assumed {
    let ranges = [
        ("rights_weeks_lost", [1.42, 3.87]),
        ("exclusion", [0.0, 0.0]),
        ("harm_done", [-9.23, 0.52]),
        ("self_censorship", [6.1, 31.0]),
        ("ties_cut", [12.4, 1310.0]),
    ];
    let ranges = ranges.map(|(measure, ends)| (measure.to_owned(), ends)).into();
    let last = results.arms.last().unwrap();
    let arm = AssumedArm {
        name: last.name.clone(),
        rules: hex(&last.rules),
        ranges,
        by: Default::default(),
        open: vec!["harm_done".into()],
    };
    Assumed { society: hex(&results.society_hash), weeks, arm: vec![arm] }
}

/// Snapshots lie beside this file; a change of wording or layout changes them, by hand.
#[test]
fn the_text_is_the_one_that_was_read_over() {
    let (results, folder) = (four(16), Some("runs/2026-11-22"));
    let text = |width: usize| render_with(&results, width, folder, &assumed(&results, 52));
    assert_eq!(text(40), include_str!("snapshots/four-40.txt"));
    assert_eq!(text(80), include_str!("snapshots/four-80.txt"));
    assert_eq!(text(120), include_str!("snapshots/four-120.txt"));
    assert_eq!(render(&four(2), 80, None), include_str!("snapshots/two-counties-80.txt"));
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let found = |arms: &[(&str, i64, i64)], counties| findings(&results(arms, counties)).join(" ");
    assert_eq!(found(&[("none", 0, 1600)], 8), "Under none there is nothing to lose a right by.");
    let equal = found(&[("a", 400, 1600), ("b", 400, 1600)], 8);
    assert!(
        equal.starts_with("a and b take the most, with no difference that this run can tell: "),
        "{equal}"
    );
    // Both let as much harm happen as none does.
    assert!(
        equal.contains("Harm done: no difference from none that this run can tell with a and b."),
        "{equal}"
    );
    let few = found(&[("a", 400, 1500), ("b", 800, 1600)], 3);
    assert!(few.starts_with("b takes the most here, but this run cannot say how surely: "), "{few}");
    assert!(!few.contains("Harm") && !few.contains("silent"), "{few}");
    let more = found(&[("a", 400, 1700)], 8);
    assert!(
        more.starts_with("Under a, 0.23 right-weeks ± 0.02 per person-year; a person is without "),
        "{more}"
    );
    assert!(more.contains("Harm done: more than under none with a (+"), "{more}");
}

#[test]
fn ranges_are_shown_for_the_same_rules_and_about_the_same_time() {
    let results = four(16);
    let range = |assumed: &Assumed, arm| assumed.range(&results, arm, "harm_done");
    for (weeks, shown) in [(52, true), (104, true), (105, false)] {
        let ranges = assumed(&results, weeks);
        assert_eq!((range(&ranges, 3).is_some(), range(&ranges, 1)), (shown, None), "{weeks}");
    }
    let elsewhere = Assumed { society: String::new(), ..assumed(&results, 52) };
    assert_eq!(range(&elsewhere, 3), None);
    assert!(!render(&results, 80, None).contains("assumed"));
}

#[test]
fn no_line_is_longer_than_asked() {
    let arms: Vec<(&str, i64, i64)> = vec![
        ("none", 0, 1600),
        ("platform-rating-24-7~without:other-contexts", 300, 1500),
        ("anameofthirtycharacterswithoutj", 500, 1500),
        ("social-credit", 900, 1500),
        ("financial-credit-wide", 700, 1500),
    ];
    for count in 1..=arms.len() {
        let results = results(&arms[..count], 6);
        for width in 30..140 {
            let ranges = assumed(&results, 52);
            let text = render_with(
                &results,
                width,
                Some("/a/long/path/to/the/folder/of/the/run/that/is/cut"),
                &ranges,
            );
            for line in text.lines() {
                assert!(line.chars().count() <= width, "{count} arms, {width} wide: {line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
}
