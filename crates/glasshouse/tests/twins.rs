//! Twin worlds: what must not differ does not differ by a single bit.

mod support;

use glasshouse::county::County;
use glasshouse::experiment::{Plan, Pool};
use glasshouse::measure::totals::Totals;
use glasshouse::regime::Regime;
use glasshouse::society::people::CELLS;
use glasshouse::society::{Kind, Right, Society};
use glasshouse::unit::{PerYear, Weeks};
use support::{built_in, county, large_country, lister, people_of, plan, renamed, run};

const NAMES: [&str; 4] = ["financial-credit", "platform-rating", "social-credit", "travel-ban"];

fn arms(society: &Society) -> Vec<Regime> {
    NAMES.iter().map(|name| built_in(name, society)).collect()
}

/// Digest of the arm called `name`.
fn digest(plan: &Plan, county: &County, name: &str) -> [u8; 32] {
    let arm = plan.arms.iter().position(|regime| regime.name == name).expect("it is an arm");
    county.digests[arm + 1]
}

#[test]
fn equal_rules_have_equal_digests_under_any_name() {
    let society = large_country(&[]);
    for name in NAMES {
        let regime = built_in(name, &society);
        let twins = plan(&society, vec![regime.clone(), renamed(&regime, "twin")], 60);
        let county = county(&twins, 0);
        assert_eq!(county.digests[1], county.digests[2], "{name}");
        assert_eq!(county.arms[1], county.arms[2], "{name}");
        assert_ne!(county.digests[0], county.digests[1], "{name} does something");
        let pair = &county.pairs[0];
        assert_eq!([pair.only_a, pair.only_b, pair.more_a, pair.more_b], [0; 4], "{name}");
    }
}

/// No regime at all, though it is an arm, is the arm that is always run.
#[test]
fn none_equals_none() {
    let society = large_country(&[]);
    let county = county(&plan(&society, vec![built_in("none", &society)], 40), 0);
    assert_eq!(county.digests[0], county.digests[1]);
}

/// Everything counted week by week, up to a week.
fn first_weeks(totals: &Totals, weeks: usize) -> Vec<&[i64]> {
    let grids = [&totals.series, &totals.lost_series, &totals.refused_series];
    grids.iter().flat_map(|grid| grid.chunks_exact(totals.shape.weeks)).map(|row| &row[..weeks]).collect()
}

/// Terms of 26 weeks against 52: the first term, of week 0, could end in week 26, and not before.
#[test]
fn arms_are_one_until_their_rules_first_differ() {
    let society = large_country(&[]);
    let mut long = built_in("social-credit", &society);
    long.sanctions.iter_mut().for_each(|sanction| sanction.lasts = Weeks(52));
    let mut short = long.clone();
    short.sanctions.iter_mut().for_each(|sanction| sanction.lasts = Weeks(26));
    let terms = plan(&society, vec![short, long], 60);
    let counties: Vec<_> = (0..4).map(|number| county(&terms, number)).collect();
    let alike = |weeks: usize| {
        counties
            .iter()
            .all(|county| first_weeks(&county.arms[1], weeks) == first_weeks(&county.arms[2], weeks))
    };
    assert!(alike(26));
    assert!(!alike(27), "and from then on they differ");
    // Terms of 5 and 6 weeks with falls every week differ exactly from week 5.
    let society = support::still(vec![support::conduct("petty-harm", 0.05)]);
    let county = support::county(&plan(&society, vec![lister(5), lister(6)], 12), 0);
    let [five, six] = [&county.arms[1], &county.arms[2]].map(|totals| support::lost(totals, 0));
    assert_eq!(five[..5], six[..5]);
    assert!(five[5..].iter().zip(&six[5..]).all(|(a, b)| a < b));
}

/// Neither order, nor company, not even of an arm with far more false records or other rights taken.
#[test]
fn an_arm_does_not_see_the_other_arms() {
    let society = large_country(&[]);
    let all = plan(&society, arms(&society), 60);
    let whole = county(&all, 0);
    let mut turned = all.clone();
    turned.arms.reverse();
    let mut loud = built_in("social-credit", &society);
    loud.name = "loud".into();
    for observe in &mut loud.observe {
        observe.false_records = [[PerYear(3.0); 2]; 2];
    }
    turned.arms.insert(1, loud);
    let other = county(&turned, 0);
    for name in NAMES {
        let alone = plan(&society, vec![built_in(name, &society)], 60);
        let expected = digest(&alone, &county(&alone, 0), name);
        assert_eq!(digest(&all, &whole, name), expected, "{name} in company");
        assert_eq!(digest(&turned, &other, name), expected, "{name} in another order");
    }
    assert_eq!(whole.digests[0], other.digests[0], "ordinary law");
}

/// County k alone, counties in any order and counties on many threads are the same counties.
#[test]
#[expect(clippy::disallowed_methods, reason = "threads are what is tested")]
fn counties_do_not_depend_on_order_company_or_threads() {
    let society = large_country(&[]);
    let plan = Plan { counties: 5, ..plan(&society, vec![built_in("social-credit", &society)], 40) };
    let whole = run(&plan);
    let ready = plan.ready();
    let mut parallel: Vec<County> = std::thread::scope(|scope| {
        let ready = &ready;
        let county =
            |number| scope.spawn(move || ready.county(number, &mut |_| true).expect("nothing stops it"));
        let threads = [3, 0, 4, 1, 2].map(county);
        threads.into_iter().map(|thread| thread.join().expect("it ends")).collect()
    });
    parallel.sort_by_key(|county| county.number);
    assert_eq!(whole, parallel);
    let alone = Plan { counties: 4, ..plan.clone() };
    assert_eq!(county(&alone, 3), whole[3]);
    let digests: Vec<_> = whole.iter().map(|county| county.digests[1]).collect();
    assert!(
        (1..5).all(|k| digests[..k].iter().all(|digest| *digest != digests[k])),
        "each county is its own"
    );
    let pool = |order: [usize; 5]| {
        let mut pool = Pool::new(&plan);
        order.iter().for_each(|&k| pool.add(whole[k].clone()));
        pool.finish()
    };
    assert_eq!(pool([0, 1, 2, 3, 4]), pool([4, 2, 0, 3, 1]));
}

/// A longer run begins with the shorter one, across blocks of 52 weeks.
#[test]
fn more_weeks_change_no_earlier_week() {
    let society = large_country(&[]);
    let long = plan(&society, arms(&society), 75);
    let whole = county(&long, 0);
    for weeks in [1, 52, 53, 64] {
        let short = county(&Plan { weeks, ..long.clone() }, 0);
        for (a, b) in short.arms.iter().zip(&whole.arms) {
            assert_eq!(first_weeks(a, weeks as usize), first_weeks(b, weeks as usize));
        }
    }
}

/// Under another luck the same people, of the same traits and ties, live through other events; of another
/// seed they are other people.
#[test]
fn people_have_their_seed_and_luck_its_own() {
    let society = large_country(&[]);
    let one = plan(&society, vec![built_in("social-credit", &society)], 30);
    let lucky = Plan { luck: 12, ..one.clone() };
    let (here, there) = (people_of(&one, 0), people_of(&lucky, 0));
    assert_eq!(here.hazards, there.hazards);
    assert_eq!(here.people.position, there.people.position);
    assert_eq!(here.people.cell, there.people.cell);
    assert_eq!(here.ties.other, there.ties.other);
    assert_eq!(here.expression, there.expression);
    assert_ne!(here.news, there.news);
    let (here, there) = (county(&one, 0), county(&lucky, 0));
    let fixed =
        |totals: &Totals| [&totals.people, &totals.adults, &totals.opposed, &totals.scored].map(Vec::clone);
    assert_eq!(fixed(&here.arms[1]), fixed(&there.arms[1]));
    assert_ne!(here.arms[1].acts, there.arms[1].acts);
    assert_ne!(here.arms[1].demands, there.arms[1].demands);
    let stranger = Plan { seed: 12, ..one.clone() };
    assert_ne!(people_of(&one, 0).people.cell, people_of(&stranger, 0).people.cell);
}

/// A grid by kind or right and cell without its first row.
fn rest(grid: &[i64]) -> &[i64] {
    &grid[CELLS..]
}

/// Conduct that nobody does, put first among the kinds, moves no draw of any other kind.
#[test]
fn a_further_kind_of_conduct_moves_no_draw() {
    let before = large_country(&[]);
    let mut after = before.clone();
    let idle = Kind {
        name: "idle".into(),
        rate: PerYear(0.0),
        ..before.kinds[before.kind("jaywalking").unwrap()].clone()
    };
    after.kinds.insert(0, idle);
    for name in ["none", "social-credit"] {
        let totals = |society: &Society| {
            let plan = plan(society, vec![built_in(name, society)], 60);
            county(&plan, 0).arms.swap_remove(1)
        };
        let (old, new) = (totals(&before), totals(&after));
        assert_eq!(first_weeks(&old, 60), first_weeks(&new, 60), "{name}");
        for (old, new) in [
            (&old.acts, &new.acts),
            (&old.private_acts, &new.private_acts),
            (&old.forgone, &new.forgone),
            (&old.true_records, &new.true_records),
            (&old.false_records, &new.false_records),
        ] {
            assert_eq!(old, rest(new), "{name}");
        }
        assert_eq!(old.units, new.units, "{name}");
        assert_eq!(old.appeals, new.appeals, "{name}");
    }
}

/// A right that nothing takes, put first among the rights, moves nothing but its own demands.
#[test]
fn a_further_right_moves_no_draw() {
    let before = large_country(&[]);
    let mut after = before.clone();
    let idle =
        Right { name: "idle".into(), work: false, ..before.rights[before.right("rail").unwrap()].clone() };
    after.rights.insert(0, idle);
    after.kinds.iter_mut().for_each(|kind| kind.needs <<= 1);
    let totals = |society: &Society| {
        let plan = plan(society, vec![built_in("social-credit", society)], 60);
        county(&plan, 0).arms.swap_remove(1)
    };
    let (old, new) = (totals(&before), totals(&after));
    assert_eq!(old.series, new.series);
    assert_eq!(old.lost_series, new.lost_series[60..]);
    assert_eq!(old.refused, rest(&new.refused));
    assert_eq!(old.demands, rest(&new.demands));
    assert!(new.demands[..CELLS].iter().sum::<i64>() > 0, "it is demanded");
    assert_eq!(old.right_weeks, rest(&new.right_weeks));
    assert_eq!([&old.acts, &old.forgone, &old.compelled], [&new.acts, &new.forgone, &new.compelled]);
    assert_eq!(old.appeals, new.appeals);
}
