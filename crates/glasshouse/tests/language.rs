//! Twin worlds of the rest of the regime language: what must stay equal before two arms part, and after a
//! regime is gone; and the weeks that are counted after a warm-up.

mod support;

use glasshouse::measure::totals::{Series, Totals};
use glasshouse::regime::{Campaign, Regime, Rollout, Schedule, Step};
use glasshouse::unit::{PerYear, Points, Weeks};
use support::{built_in, county, large_country, lost, plan, weekly};

/// The week in which the arms of these worlds part.
const PART: u32 = 23;

fn campaign(begins: u32) -> Campaign {
    Campaign {
        name: "campaign".into(),
        begins,
        lasts: Weeks(4),
        every: None,
        news: 3.0,
        praise: Some(Points::new(20.0)),
        silence: None,
    }
}

/// `social-credit`, and the same until week [`PART`].
fn parting(base: &Regime) -> Vec<(&'static str, Regime)> {
    let with = |change: &dyn Fn(&mut Regime)| {
        let mut regime = base.clone();
        change(&mut regime);
        regime
    };
    vec![
        ("off", with(&|regime| regime.schedule = Schedule { on: 0, off: PART })),
        ("campaign", with(&|regime| regime.campaigns = vec![campaign(PART)])),
    ]
}

/// Two arms that differ from a week on are the same to the last bit before it, and not after.
#[test]
fn arms_are_the_same_until_they_part() {
    let society = large_country(&[]);
    let base = Regime { campaigns: Vec::new(), ..built_in("social-credit", &society) };
    for (name, other) in parting(&base) {
        let arms = vec![base.clone(), other];
        let before = county(&plan(&society, arms.clone(), PART), 0);
        assert_eq!(before.digests[1], before.digests[2], "{name}");
        let after = county(&plan(&society, arms, PART + 4), 0);
        assert_ne!(after.digests[1], after.digests[2], "{name}");
    }
}

/// A campaign that ends is a change of points and pressure for some weeks: the same campaigns in another order
/// of the file are the same unless they set the same points, and one that never runs is none.
#[test]
fn a_campaign_that_never_runs_changes_nothing() {
    let society = large_country(&[]);
    let base = Regime { campaigns: Vec::new(), ..built_in("social-credit", &society) };
    let idle = Regime { campaigns: vec![campaign(500)], ..base.clone() };
    let quiet = Campaign { news: 1.0, praise: None, ..campaign(3) };
    let mut mild = society.clone();
    mild.behaviour.campaign_pressure = 0.0;
    let silence = mild.kind("silence-in-campaign").expect("it is a kind");
    mild.kinds[silence].rate = PerYear(0.0);
    let same = county(&plan(&society, vec![base.clone(), idle], 40), 0);
    assert_eq!(same.digests[1], same.digests[2]);
    let mut unseen = base;
    unseen.observe.retain(|observe| observe.kind != silence);
    let arms = vec![unseen.clone(), Regime { campaigns: vec![quiet], ..unseen }];
    let same = county(&plan(&mild, arms, 40), 0);
    assert_eq!(same.digests[1], same.digests[2], "without pressure, points, news and occasions");
}

/// Nothing is lost or refused from the week on in which a regime goes out of force; before it, everything is as
/// without the end.
#[test]
fn a_regime_switched_off_takes_nothing_more() {
    let society = large_country(&[]);
    let base = built_in("social-credit", &society);
    let off = Regime { schedule: Schedule { on: 0, off: PART }, ..base.clone() };
    let totals = county(&plan(&society, vec![base, off], 60), 0).arms;
    let [on, off] = [&totals[1], &totals[2]];
    let at = PART as usize;
    for right in 0..on.shape.rights {
        assert_eq!(lost(on, right)[..at], lost(off, right)[..at]);
        assert!(lost(off, right)[at..].iter().all(|&people| people == 0));
        let refused = |totals: &Totals| totals.refused_series[right * 60..][..60].to_vec();
        assert_eq!(refused(on)[..at], refused(off)[..at]);
        assert!(refused(off)[at..].iter().all(|&demands| demands == 0));
    }
    assert_eq!(weekly(on, Series::Fear)[..at], weekly(off, Series::Fear)[..at]);
    let fear = weekly(off, Series::Fear);
    assert!(fear[at..].windows(2).all(|pair| pair[1] <= pair[0]) && fear[59] > 0, "fear fades, and is left");
    assert_eq!(weekly(off, Series::Appeals)[at..], vec![0; 60 - at]);
    let conscience = weekly(off, Series::Conscience);
    assert!(conscience[59] > conscience[at], "conscience comes back");
}

/// A county that a rollout never reaches has the conduct of ordinary law; one that it reaches at once has that of
/// the regime everywhere.
#[test]
fn a_county_is_covered_or_it_is_not() {
    let society = large_country(&[]);
    let base = built_in("social-credit", &society);
    let steps = vec![Step { week: 0, share: 0.5 }];
    let half = Regime { rollout: Some(Rollout { steps, selection: 1.0, news: 0.0 }), ..base.clone() };
    let plan = plan(&society, vec![base, half.clone()], 20);
    let mut seen = [0; 2];
    for number in 0..6 {
        let county = county(&plan, number);
        let covered = half.force(plan.seed, number).holds(0);
        seen[usize::from(covered)] += 1;
        if covered {
            assert_eq!(county.digests[1], county.digests[2], "county {number}");
        } else {
            let [none, arm] = [&county.arms[0], &county.arms[2]];
            assert_eq!(
                [&none.acts, &none.private_acts, &none.right_weeks],
                [&arm.acts, &arm.private_acts, &arm.right_weeks]
            );
            assert_eq!(arm.true_records.iter().chain(&arm.false_records).sum::<i64>(), 0);
            assert_eq!(weekly(arm, Series::Aware), [0; 20]);
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

/// The weeks after a warm-up are the last weeks of a run without one: series are the tails, and whatever is added
/// up is what the long run has more than its beginning.
#[test]
fn a_warm_up_is_left_out_of_every_count() {
    const WARM: u32 = 17;
    const WEEKS: u32 = 26;
    let society = large_country(&[]);
    let mut regime = built_in("social-credit", &society);
    regime.privileges.push(glasshouse::regime::Privilege {
        name: "lane".into(),
        above: Points::new(1005.0),
        gives: String::new(),
        lasts: Weeks(9),
        renews: true,
    });
    let run = |warm_up: u32, weeks: u32| {
        let plan = glasshouse::experiment::Plan { warm_up, ..plan(&society, vec![regime.clone()], weeks) };
        county(&plan, 0).arms.swap_remove(1)
    };
    let (start, whole, warm) = (run(0, WARM), run(0, WARM + WEEKS), run(WARM, WEEKS));
    let standing = 4; // people, adults, the opposed, the scored
    let ever = 6;
    // Those after the falls are stocks at the end or need the whole run of a person.
    let flows = 36;
    for at in 0..flows {
        let [start, whole, warm] = [&start, &whole, &warm].map(|totals| totals.grids()[at]);
        if at < standing {
            assert_eq!(whole, warm, "grid {at}");
        } else if start.len() == whole.len() && at != ever {
            let more: Vec<i64> = whole.iter().zip(start).map(|(whole, start)| whole - start).collect();
            assert_eq!(more, warm, "grid {at}");
        } else if at != ever {
            let tails = whole.chunks((WARM + WEEKS) as usize).flat_map(|row| &row[WARM as usize..]);
            assert_eq!(tails.copied().collect::<Vec<i64>>(), warm, "series {at}");
        }
    }
    assert_eq!(
        [&whole.files, &whole.score_bins, &whole.tied_scores],
        [&warm.files, &warm.score_bins, &warm.tied_scores]
    );
    let ever = |totals: &Totals| totals.ever_restricted.iter().sum::<i64>();
    assert!(ever(&warm) <= ever(&whole) && ever(&warm) > 0);
    assert!(warm.privilege_weeks.iter().sum::<i64>() > 0);
    let later = run(WARM + 1, WEEKS);
    assert_ne!(later, warm);
}
