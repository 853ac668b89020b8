use super::*;

fn value(estimate: f64, half: f64) -> Estimate {
    Estimate {
        estimate: Some(estimate),
        standard_error: Some(half / 2.0),
        low: Some(estimate - half),
        high: Some(estimate + half),
        note: "",
    }
}

/// The whole page from one county of 4,096 people: every target has its row, and every miss its sentence.
#[test]
fn the_page_is_made_of_a_small_run() {
    let asked = Asked::read("calibration", &["--people".into(), "4096".into()]).unwrap();
    let text = text(&asked, Scale { counties: 1, county_size: 4096, threads: 2 }).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
    assert_eq!(rows.len(), 2 + targets::all().count());
    assert!(text.contains("cargo xtask calibration --people 4096"), "{text}");
    assert!(rows.iter().all(|row| !row.contains("no such measure")), "{text}");
}

#[test]
fn the_page_belongs_to_the_rules_of_today() {
    let text = std::fs::read_to_string(page::root().join(PAGE)).unwrap_or_default();
    let rules = rules(&plans().unwrap());
    assert!(
        text.contains(&rules),
        "{PAGE} is of other rules than today's; run `cargo xtask calibration`\n{rules}"
    );
}

#[test]
fn a_miss_is_named_and_explained() {
    let target = targets::all().find(|target| target.published == Some((0.9, 1.7))).unwrap();
    assert_eq!(misfit(target, &value(0.8, 0.2)), None);
    assert_eq!(misfit(target, &value(1.2, 0.1)), None);
    assert_eq!(misfit(target, &value(0.45, 0.1)).unwrap(), "× 0.50");
    assert_eq!(misfit(target, &value(3.4, 0.1)).unwrap(), "× 2.0");
    assert_eq!(row(target, &value(3.4, 0.1))[6], target.miss);
    assert_eq!(row(target, &value(1.2, 0.1))[6], "");
}

#[test]
fn every_target_that_can_miss_says_why() {
    for target in targets::all() {
        assert_eq!(target.miss.is_empty(), target.published.is_none(), "{}", target.what);
        assert!(!target.source.is_empty(), "{}", target.what);
    }
}
