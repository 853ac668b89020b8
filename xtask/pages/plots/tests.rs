use super::*;
use crate::runs::Scale;

#[test]
fn the_page_belongs_to_the_rules_of_today() {
    let text = std::fs::read_to_string(page::root().join(PAGE)).unwrap_or_default();
    let (society, arms) = inputs().unwrap();
    let rules = rules(&society, &arms);
    assert!(text.contains(&rules), "{PAGE} is of other rules than today's; run `cargo xtask plots`\n{rules}");
}

/// A year of two arms on one county of 4,096 people.
#[test]
fn lines_are_read_from_a_run() {
    let (society, arms) = inputs().unwrap();
    let few: Vec<Regime> =
        arms.into_iter().filter(|arm| ["none", "social-credit"].contains(&arm.name.as_str())).collect();
    let run = runs::run(&society, few, 52, Scale { counties: 1, county_size: 4096, threads: 1 });
    let lines = lines::lines(&run.results);
    let aware =
        lines.iter().find(|line| line.arm == "social-credit" && line.series.name() == "aware").unwrap();
    assert_eq!((aware.points.len(), aware.plotted().len(), aware.years().len()), (52, 13, 1));
    assert!(lines.iter().any(|line| line.series.name() == "refused-air"));
    assert!(by_year(&lines).contains("| series | regime | 1 | 2 |"));
    assert!(degenerate(&lines).starts_with(&format!("Of {} lines, 0 saturate", lines.len())));
}
