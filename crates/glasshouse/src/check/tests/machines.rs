//! Regimes that accuse by machine, against what was published of those they are like; and regimes in time.

use super::*;
use crate::regime::{Observe, Rollout, Schedule, Step};

/// The share of records that are false, before anybody answers to being watched: false records of a year over
/// false and true ones, of those who can do what is watched.
fn share_wrong(name: &str) -> f64 {
    let society = large_country();
    let regime = named(name, &[]).value;
    let [entry] = regime.observe.as_slice() else { panic!("{name} watches one kind") };
    let weights = weights(society);
    let mean = |number: &dyn Fn(&Observe, usize, usize) -> f64| -> f64 {
        weights.iter().map(|(home, group, weight)| weight * number(entry, *home, *group)).sum()
    };
    let wrong = mean(&|entry, home, group| entry.false_records[home][group].0);
    let seen = mean(&|entry, home, group| entry.coverage[home][group].share());
    let right = society.kinds[entry.kind].rate.0 * (1.0 - society.behaviour.private) * seen;
    wrong / (wrong + right)
}

/// Home, group and share of people.
fn weights(society: &Society) -> Vec<(usize, usize, f64)> {
    let (urban, minority) = (society.people.urban.share(), society.people.minority.share());
    let home = [urban, 1.0 - urban];
    let group = [1.0 - minority, minority];
    (0..4).map(|cell| (cell / 2, cell % 2, home[cell / 2] * group[cell % 2])).collect()
}

#[test]
fn accusations_by_machine_are_as_wrong_as_published() {
    for (name, published, tolerance) in [
        ("midas-like", 0.93, 0.01),
        ("childcare-benefit-like", 0.51, 0.02),
        ("face-alerts-2017", 2_297.0 / 2_470.0, 0.005),
        ("face-alerts-2025", 10.0 / 2_077.0, 0.0003),
    ] {
        let share = share_wrong(name);
        assert!((share - published).abs() < tolerance, "{name}: {share}, published {published}");
    }
    let averaged = share_wrong("robodebt-like");
    assert!(
        (470.0 / 900.0..470.0 / 600.0).contains(&averaged),
        "{averaged}, though nothing was made to fit it"
    );
}

#[test]
fn false_alerts_fall_on_the_minority_as_published() {
    let society = large_country();
    let regime = named("face-alerts-2025", &[]).value;
    let minority = society.people.minority.share();
    let [majority_rate, minority_rate] = regime.observe[0].false_records[0].map(|rate| rate.0);
    // 80% of false alerts on 13.5% of people, carried over to a minority of another size by its factor.
    let factor = (0.8 / 0.135) / (0.2 / 0.865);
    assert!((minority_rate / majority_rate - factor).abs() < 0.5, "{factor}");
    let each_look = majority_rate * (1.0 - minority) + minority_rate * minority;
    assert!((each_look / (10.0 / 3_147_436.0) - 1.0).abs() < 0.03, "{each_look}");
}

#[test]
fn social_credit_in_time() {
    let rollout = named("social-credit-rollout", &[]).value;
    assert_eq!((rollout.begins.year, rollout.begins.month, rollout.begins.day), (2014, 6, 14));
    let steps = [(54, 0.033), (106, 0.13), (202, 0.5), (289, 1.0)].map(|(week, share)| Step { week, share });
    assert_eq!(rollout.rollout, Some(Rollout { steps: steps.to_vec(), selection: 0.5, news: 0.5 }));
    let off = named("social-credit-switched-off", &[]).value;
    assert_eq!(off.schedule, Schedule { on: 0, off: 260 });
    let social = named("social-credit", &[]).value;
    assert_eq!((off.sanctions, off.observe), (social.sanctions.clone(), social.observe));
    assert_eq!(rollout.sanctions, social.sanctions);
}

#[test]
fn social_credit_gives_campaigns_and_closes_more_than_it_orders() {
    let society = large_country();
    let social = named("social-credit", &[]).value;
    let closes = ["loan", "housing", "platform-work"].map(|name| 1 << society.right(name).unwrap());
    assert_eq!(social.over_compliance, closes.iter().sum::<u16>());
    let lines: Vec<f64> = social.privileges.iter().map(|privilege| privilege.above.points()).collect();
    assert_eq!(lines, [1050.0, 1030.0]);
    let [campaign] = social.campaigns.as_slice() else { panic!("one a year") };
    assert_eq!((campaign.lasts, campaign.every), (Weeks(8), Some(Weeks(52))));
    assert!(campaign.praise > Some(Points::new(0.0)) && campaign.silence < Some(Points::new(0.0)));
}
