//! The engine and the measures agree on what is counted: checked on counties that were really run.

use super::{Plan, Pool};
use crate::builtin;
use crate::county::County;
use crate::level::Level;
use crate::measure::totals::{CAUSES, Series, TRIGGERS, Totals, UNITS_PER_WEEK};
use crate::regime;
use crate::society;
use crate::society::people::CELLS;

fn plan(weeks: u32) -> Plan {
    let source = builtin::find("society/large-country").expect("it is built in");
    let society = society::file::read(source, &builtin::find, &[]).expect("it has no problem").value;
    let regime = |name: &str| {
        let source = builtin::find(&format!("regime/{name}")).expect("it is built in");
        regime::file::read(source, &builtin::find, &[], &society).expect("it has no problem").value
    };
    let arms = ["none", "financial-credit", "platform-rating", "social-credit"].map(regime).to_vec();
    Plan { arms, society, counties: 4, county_size: 4096, warm_up: 0, weeks, seed: 1, luck: 1 }
}

fn run(plan: &Plan) -> Vec<County> {
    let ready = plan.ready();
    (0..plan.counties).map(|number| ready.county(number, &mut |_| true).expect("nothing stops it")).collect()
}

fn agrees(totals: &Totals) {
    let rights = totals.shape.rights;
    let cells = |grid: &[i64], row: usize| grid[row * CELLS..][..CELLS].iter().sum::<i64>();
    let series = |series: Series| {
        totals.series[series as usize * totals.shape.weeks..][..totals.shape.weeks].iter().sum::<i64>()
    };
    for right in 0..rights {
        let units: i64 = (0..TRIGGERS)
            .flat_map(|trigger| (0..CAUSES).map(move |cause| (trigger * rights + right) * CAUSES + cause))
            .map(|row| cells(&totals.units, row))
            .sum();
        let weeks = cells(&totals.right_weeks, right);
        assert_eq!(units, weeks * UNITS_PER_WEEK, "right {right}");
        let by_week =
            |grid: &[i64]| grid[right * totals.shape.weeks..][..totals.shape.weeks].iter().sum::<i64>();
        assert_eq!(by_week(&totals.lost_series), weeks, "right {right}");
        assert_eq!(by_week(&totals.refused_series), cells(&totals.refused, right), "right {right}");
        let reach: i64 = totals.reach.iter().skip(right).step_by(rights).sum();
        assert_eq!(reach, units * 256, "right {right}");
    }
    assert_eq!(series(Series::Restricted), cells(&totals.restricted_weeks, 0));
    assert_eq!(series(Series::Silent), cells(&totals.silent, 0));
    assert_eq!(series(Series::FalsePraise), cells(&totals.false_praise, 0));
    assert_eq!(series(Series::Fear), cells(&totals.fear, 0));
    assert_eq!(series(Series::Conscience), cells(&totals.conscience, 0));
    assert_eq!(series(Series::Aware), cells(&totals.aware, 0));
    assert_eq!(series(Series::Score), cells(&totals.score, 0));
    assert_eq!(series(Series::Forgone), totals.forgone.iter().sum::<i64>());
}

#[test]
fn what_the_engine_counts_adds_up() {
    let plan = plan(60);
    let mut pool = Pool::new(&plan);
    for county in run(&plan) {
        county.arms.iter().for_each(agrees);
        let record = county.to_bytes(&plan.fingerprint());
        let (read, length) = County::from_bytes(&record, &plan.fingerprint()).expect("it was just written");
        assert_eq!((&read, length), (&county, record.len()));
        pool.add(read);
    }
    let results = pool.finish();
    let social = &results.arms[3];
    let value = |measure: &str| social.measure(measure).unwrap().estimate.estimate.unwrap();
    let causes =
        ["own_harm_in_context", "own_harm_elsewhere", "harmless", "false_record", "association", "household"];
    let six: f64 = causes.iter().map(|cause| value(&format!("lost_{cause}"))).sum();
    assert!((six - 1.0).abs() < 1e-12);
    for cause in causes {
        let [necessary, involved] =
            ["necessary", "involved"].map(|kind| value(&format!("lost_{cause}.{kind}")));
        assert!((0.0..=1.0).contains(&necessary) && necessary <= involved && involved <= 1.0, "{cause}");
    }
    let triggers = ["score", "listing", "household"]
        .map(|trigger| value(&format!("out_of_context_share.strict.{trigger}")));
    assert!((triggers.iter().sum::<f64>() - value("out_of_context_share.strict")).abs() < 1e-12);
    assert!(value("out_of_context_share.broad") <= value("out_of_context_share.strict"));
}

/// Every vector level of this processor gives the same bits as the baseline.
#[test]
fn every_vector_level_gives_the_same_digests() {
    let plan = plan(40);
    let digests = |level: Level| {
        let county = plan.ready().at(level).county(0, &mut |_| true).expect("nothing stops it");
        (level.name(), county.digests)
    };
    let levels: Vec<_> = Level::available().into_iter().map(digests).collect();
    for (name, digests) in &levels {
        assert_eq!(digests, &levels[0].1, "{name} against {}", levels[0].0);
    }
}
