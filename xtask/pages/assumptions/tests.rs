use glasshouse::experiment::results::hex;
use glasshouse::summary::assumed::Assumed;

use super::*;

#[test]
fn every_assumption_of_behaviour_is_varied() {
    let names: Vec<String> = numbers().unwrap().iter().map(|quantity| name(quantity).to_owned()).collect();
    for expected in ["beta", "conformity", "news", "appeals.with_notice"] {
        assert!(names.iter().any(|name| name == expected), "{expected} is not among {names:?}");
    }
    // A scale has no range, and what is no behaviour is not varied.
    assert!(!names.iter().any(|name| name == "own_term" || name.contains("conduct")), "{names:?}");
}

/// Two numbers on one county of 4,096 people: the tables are made, and the file reads back.
#[test]
fn the_page_and_the_file_are_made_of_a_small_run() {
    let (society, arms) = inputs(&[]).unwrap();
    let few: Vec<Quantity> = numbers()
        .unwrap()
        .into_iter()
        .filter(|quantity| ["beta", "private"].contains(&name(quantity)))
        .collect();
    let scale = Scale { counties: 1, county_size: 4096, threads: 2 };
    let (study, digests) = study(&society, &arms, &few, scale).unwrap();
    let text = swings::page(&study);
    assert!(
        text.contains("| `beta` | 1 | 0.3 to 3 |") && text.contains("| `private` | 0.3 | 0.1 to 0.7 |"),
        "{text}"
    );
    assert_eq!(digests.split_whitespace().count(), 7 + 5);
    let file: Assumed = toml::from_str(&ranges::file(&society, &arms, &study, WEEKS)).unwrap();
    assert_eq!((file.society, file.weeks, file.arm.len()), (hex(&society.hash()), WEEKS, ARMS.len() - 1));
    let [low, high] = file.arm[2].ranges["restricted_weeks"];
    assert!(low < high && low > 0.0);
}

#[test]
fn the_page_and_the_file_belong_to_the_rules_of_today() {
    let (society, arms) = inputs(&[]).unwrap();
    let text = std::fs::read_to_string(page::root().join(PAGE)).unwrap_or_default();
    let rules = page::rules(&society, &arms);
    assert!(
        text.contains(&rules),
        "{PAGE} is of other rules than today's; run `cargo xtask assumptions`\n{rules}"
    );
    let file = Assumed::built_in();
    let known: Vec<String> = file.arm.iter().map(|arm| arm.rules.clone()).collect();
    let today: Vec<String> = arms[1..].iter().map(|arm| hex(&arm.rules_hash())).collect();
    assert_eq!(
        (file.society, known),
        (hex(&society.hash()), today),
        "{FOUND}: run `cargo xtask assumptions`"
    );
}
