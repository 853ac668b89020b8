//! The library as this program uses it: counties in, tables out.
//! STAND-IN until the engine and the statistics are merged.

use glasshouse::county::County;
use glasshouse::experiment::{Plan, Ready};
use glasshouse::table::{Column, Table, Values};

/// Results as the commands use them.
pub struct Results {
    pub digest: String,
    pub arms: Vec<(String, String)>,
    pub tables: Vec<Table>,
}

pub struct Pool<'a> {
    plan: &'a Plan,
    counties: Vec<(u32, Vec<u8>)>,
}

impl<'a> Pool<'a> {
    pub fn new(plan: &'a Plan) -> Pool<'a> {
        Pool { plan, counties: Vec::new() }
    }
    pub fn add(&mut self, county: &County) {
        self.counties.push((county.number, county.digests.concat()));
    }
    pub fn finish(mut self) -> Results {
        self.counties.sort();
        let hash =
            |text: &str| blake3::hash(format!("{text}{:?}", self.counties).as_bytes()).to_hex().to_string();
        let arms: Vec<(String, String)> =
            self.plan.arms.iter().map(|arm| (arm.name.clone(), hash(&arm.name))).collect();
        let text = |value: &str| Values::Text(vec![value.into(); arms.len()]);
        let table = Table {
            name: "measures",
            columns: vec![
                Column { name: "arm", values: Values::Text(arms.iter().map(|arm| arm.0.clone()).collect()) },
                Column { name: "measure", values: text("restricted_weeks") },
                Column { name: "right", values: text("") },
                Column { name: "group", values: text("") },
                Column { name: "estimate", values: Values::Real(vec![Some(0.5); arms.len()]) },
                Column { name: "low", values: Values::Real(vec![Some(0.4); arms.len()]) },
                Column { name: "high", values: Values::Real(vec![None; arms.len()]) },
                Column { name: "unit", values: text("weeks per person-year") },
            ],
        };
        Results { digest: hash("run"), arms, tables: vec![table] }
    }
}

pub fn summary(results: &Results, width: usize) -> String {
    results.arms.iter().map(|(name, _)| format!("{name:.width$}\n")).collect()
}

pub fn county(
    _ready: &Ready<'_>,
    plan: &Plan,
    number: u32,
    tick: &mut dyn FnMut(u64) -> bool,
) -> Option<County> {
    let arms = crate::recipe::Recipe::computed_arms(plan);
    let mut hash = [0; 32];
    for week in (0..plan.weeks).step_by(4) {
        hash = *blake3::hash(format!("{number} {week} {} {hash:?}", plan.seed).as_bytes()).as_bytes();
        let weeks = (plan.weeks - week).min(4);
        let work = u64::from(plan.county_size) * u64::from(weeks) * arms;
        std::thread::sleep(std::time::Duration::from_nanos(work * 20));
        if !tick(work) {
            return None;
        }
    }
    Some(County { number, arms: vec![], digests: vec![hash], pairs: vec![] })
}

pub fn to_bytes(county: &County) -> Vec<u8> {
    [&county.number.to_le_bytes()[..], &county.digests[0]].concat()
}

pub fn from_bytes(_plan: &Plan, bytes: &[u8]) -> Option<County> {
    let number = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?);
    Some(County { number, arms: vec![], digests: vec![bytes.get(4..36)?.try_into().ok()?], pairs: vec![] })
}

pub fn measures() -> Vec<(String, String)> {
    vec![("restricted_weeks".into(), "weeks per person-year".into())]
}
