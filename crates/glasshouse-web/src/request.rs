//! A request: names of built-in files and sizes, as JSON. What it asks for is a plan.

use glasshouse::builtin;
use glasshouse::experiment::{Plan, Pool};
use glasshouse::level::Level;
use glasshouse::problem::{Problems, Source};
use glasshouse::regime::Regime;
use glasshouse::regime::variant;
use glasshouse::regime::vary::{Asked, Base};
use glasshouse::society::{self, Society};
use serde_json::Value;

/// Reads a request: `{"regimes": ["none", ...], "society": "large-country", "counties": 1,
/// "county_size": 4096, "weeks": 104, "seed": 1, "luck": 1}`; also `"warm_up"`, in weeks, 0 where it is absent. A
/// regime may be varied, as in `social-credit~without:association`.
pub fn read(text: &[u8]) -> Result<Plan, String> {
    let request: Value = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    let society = read_society(word(&request["society"], "society")?)?;
    let names = request["regimes"].as_array().filter(|names| !names.is_empty());
    let names = names.ok_or("`regimes` is a list of names, at least one")?;
    let arms = names.iter().map(|name| read_regime(word(name, "regimes")?, &society));
    let county_size = number(&request, "county_size", 1 << 20)? as u32;
    if !county_size.is_power_of_two() || county_size < 1 << 12 {
        return Err("`county_size` is a power of two from 4096 to 1048576".into());
    }
    Ok(Plan {
        arms: arms.collect::<Result<_, _>>()?,
        counties: number(&request, "counties", 1 << 20)? as u32,
        county_size,
        warm_up: if request["warm_up"].is_null() { 0 } else { number(&request, "warm_up", 52_000)? as u32 },
        weeks: number(&request, "weeks", 52_000)? as u32,
        seed: number(&request, "seed", u64::MAX)?,
        luck: number(&request, "luck", u64::MAX)?,
        society,
    })
}

/// The word at `key`.
fn word<'a>(value: &'a Value, key: &str) -> Result<&'a str, String> {
    value.as_str().ok_or_else(|| format!("`{key}` takes names of built-in files"))
}

/// The whole number at `key`.
fn number(request: &Value, key: &str, most: u64) -> Result<u64, String> {
    let number = request[key].as_u64().filter(|number| *number <= most);
    number.ok_or_else(|| format!("`{key}` is a whole number of at most {most}"))
}

fn read_society(name: &str) -> Result<Society, String> {
    let read = society::file::read(file("society", name)?, &builtin::find, &[]);
    Ok(read.map_err(said)?.value)
}

fn read_regime(typed: &str, society: &Society) -> Result<Regime, String> {
    let (name, own) = variant::split(typed).map_err(said)?;
    let source = file("regime", name)?;
    let base = Base { source: &source, find: &builtin::find, settings: &[], society };
    let varied = base.read(Asked { own: &own, every: &[] }).map_err(said)?;
    Ok(varied.read.value)
}

fn file(kind: &str, name: &str) -> Result<Source, String> {
    builtin::find(&format!("{kind}/{name}")).ok_or_else(|| format!("there is no built-in {kind} `{name}`"))
}

fn said(problems: Problems) -> String {
    problems.to_string()
}

/// Runs a plan, county after county, at a vector level; the results are those that the program prints with
/// `--json`.
pub fn run(plan: &Plan, level: Level) -> Result<Value, String> {
    let ready = plan.ready().at(level);
    let mut pool = Pool::new(plan);
    for number in 0..plan.counties {
        let county = ready.county(number, &mut |_| true);
        pool.add(county.ok_or_else(|| format!("county {number} was stopped"))?);
    }
    Ok(pool.finish().json())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regime_may_be_varied() {
        let request = |regime: &str| {
            let numbers = r#""counties": 1, "county_size": 4096, "weeks": 1, "seed": 1, "luck": 1"#;
            read(format!(r#"{{"regimes": ["{regime}"], "society": "large-country", {numbers}}}"#).as_bytes())
        };
        assert_eq!(request("social-credit~without:association").unwrap().arms[0].association, 0);
        assert!(request("social-credit~without:asociation").unwrap_err().contains("association"));
    }

    /// The vector levels of this processor, held against the digests that every other target is held against.
    #[test]
    fn every_vector_level_gives_the_golden_digests() {
        let text = include_str!("../../../golden/digests.toml");
        let runs: toml::Table = text.parse().expect("the golden file is TOML");
        for (name, request) in &runs {
            let plan =
                read(&serde_json::to_vec(request).expect("a table is JSON")).expect("a golden run reads");
            for level in Level::available() {
                let answer = run(&plan, level).expect("nothing stops it");
                assert_eq!(
                    answer["digest"].as_str(),
                    request["digest"].as_str(),
                    "{name} at {}",
                    level.name()
                );
            }
        }
    }
}
