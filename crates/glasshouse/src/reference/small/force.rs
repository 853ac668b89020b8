//! The order of counties, and the weeks of campaigns.

use super::super::force::{Place, radical_inverse, runs};
use crate::regime::Campaign;
use crate::unit::Weeks;

#[test]
fn counties_are_dealt_evenly_by_threes() {
    let whole = 1_u64 << 32;
    let expected = [0, whole / 3, 2 * whole / 3, whole / 9].map(|part| part as u32);
    assert_eq!([0, 1, 2, 3].map(radical_inverse), expected);
}

/// At every selection the positions of many counties are even in [0, 1].
#[test]
fn a_share_of_counties_is_that_share() {
    for selection in [0.0, 0.2, 0.5, 0.9, 1.0] {
        let position = |county| Place { county, people_seed: 5, luck_seed: 5 }.position(selection);
        let positions: Vec<f64> = (0..4000).map(position).collect();
        // Four standard deviations of as many lots: a false alarm of 6e-5 each.
        for share in [0.05, 0.3, 0.5, 0.8] {
            let below = positions.iter().filter(|&&position| position < share).count() as f64 / 4000.0;
            let allowed = 4.0 * libm::sqrt(share * (1.0 - share) / 4000.0);
            assert!((below - share).abs() < allowed, "selection {selection}: {below} below {share}");
        }
    }
}

#[test]
fn a_campaign_runs_and_comes_again() {
    let yearly = Campaign {
        name: "campaign".into(),
        begins: 3,
        lasts: Weeks(2),
        every: Some(Weeks(5)),
        news: 1.0,
        praise: None,
        silence: None,
    };
    let once = Campaign { every: None, ..yearly.clone() };
    let weeks = |campaign| (0..12).filter(|&week| runs(campaign, week)).collect::<Vec<u32>>();
    assert_eq!(weeks(&yearly), [3, 4, 8, 9]);
    assert_eq!(weeks(&once), [3, 4]);
}
