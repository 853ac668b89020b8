//! A run of a whole nation, from the manifest that it left.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::NATION;
use crate::speed::{grouped, row, three};

/// What the times of counties tell.
const COUNTIES: &str = "Counties have nearly the same work. How far apart their times are says how far the processors were taken by something else: on a \
machine that does nothing beside the run, the fastest and the slowest are alike, and so are the two numbers of minutes.\n";

/// The part of the page, from the folder of a finished run.
pub fn page(folder: &Path) -> Result<String, String> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(|error| {
        format!("{}: {error}; name the folder of a finished run, below runs/", path.display())
    })?;
    let manifest = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    table(&manifest).map_err(|missing| format!("{}: no `{missing}`; is it a run's manifest?", path.display()))
}

fn table(manifest: &Value) -> Result<String, &'static str> {
    let number = |key: &'static str| manifest.get(key).and_then(Value::as_f64).ok_or(key);
    let text = |key: &'static str| manifest.get(key).and_then(Value::as_str).ok_or(key);
    let machine = manifest.get("machine").ok_or("machine")?;
    let threads = machine.get("threads").and_then(Value::as_f64).ok_or("machine.threads")?;
    let processor = machine.get("processor").and_then(Value::as_str).unwrap_or("unknown processor");
    let arms: Vec<&str> = names(manifest).ok_or("arms")?;
    let (people, weeks) = (number("people")?, number("weeks")? + number("warm_up")?);
    // `none` always runs.
    let simulated = arms.len() + usize::from(!arms.contains(&"none"));
    let (seconds, resumed) = (number("seconds")?, manifest.get("resumed") == Some(&Value::Bool(true)));
    let work = people * weeks * simulated as f64;
    let each = if resumed { "–".to_owned() } else { three(seconds * 1e9 * threads / work) };
    let memory = number("peak_memory_bytes").map_or("–".to_owned(), |bytes| three(bytes / 1048576.0));
    let nation = (!resumed).then(|| nation(seconds, people));
    let how =
        if resumed { "resumed: the seconds are those of its last part" } else { "run whole, in one go" };
    let mut rows = vec![
        ("people", format!("{} in {} counties", grouped(people as u64), grouped(number("counties")? as u64))),
        ("weeks, warm-up included", grouped(weeks as u64)),
        ("arms simulated", format!("{simulated}: {}", arms.join(", "))),
        ("how", how.to_owned()),
        ("machine", format!("{processor}, {threads} threads")),
        ("seconds", grouped(seconds as u64)),
        ("thread-ns a person-week", each),
        ("most memory held, MiB", memory),
        ("digest", format!("`{}`", text("digest")?.get(..16).unwrap_or_default())),
    ];
    rows.extend(nation);
    // The last part of a resumed run may have had no county.
    if !resumed {
        let seconds = county_seconds(manifest)?;
        let free = seconds[0] * number("counties")? / threads * NATION / people / 60.0;
        let all = seconds.map(three).join(", ");
        rows.push(("seconds a county: fastest hundredth, median, slowest hundredth", all));
        rows.push((
            "minutes, were every county as fast as the fastest hundredth: extrapolated (goal: about 25)",
            three(free),
        ));
    }
    let mut page = format!("```\n{}\n```\n\n| | |\n| --- | --- |\n", text("command")?);
    rows.iter().for_each(|(name, value)| page.push_str(&row(&[*name, value])));
    if !resumed {
        page.push('\n');
        page.push_str(COUNTIES);
    }
    Ok(page)
}

/// Minutes of a nation: those that were taken, or what they would be if it were larger by more than a tenth than what
/// was run.
fn nation(seconds: f64, people: f64) -> (&'static str, String) {
    let whole = people >= 0.9 * NATION;
    let (name, part) = if whole {
        ("minutes (goal: about 25)", 1.0)
    } else {
        ("minutes for 1.4 billion people at this rate, extrapolated (goal: about 25)", NATION / people)
    };
    (name, three(seconds * part / 60.0))
}

/// Seconds that counties took on their threads: the fastest hundredth, the median, the slowest hundredth.
fn county_seconds(manifest: &Value) -> Result<[f64; 3], &'static str> {
    let all = manifest.get("county_seconds").ok_or("county_seconds")?;
    let number = |key: &'static str| all.get(key).and_then(Value::as_f64).ok_or(key);
    Ok([number("fastest_hundredth")?, number("median")?, number("slowest_hundredth")?])
}

fn names(manifest: &Value) -> Option<Vec<&str>> {
    manifest.get("arms")?.as_array()?.iter().map(|arm| arm.get("name")?.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn manifest() -> Value {
        json!({
            "digest": "0123456789abcdef0123", "command": "glasshouse run none", "people": 1000000, "counties": 16,
            "weeks": 52, "warm_up": 0, "seconds": 2.0, "resumed": false, "peak_memory_bytes": 1048576,
            "county_seconds": {"fastest_hundredth": 0.06, "median": 0.1, "slowest_hundredth": 0.2},
            "arms": [{"name": "social-credit"}], "machine": {"threads": 2, "processor": "a processor"}
        })
    }

    #[test]
    fn a_manifest_becomes_a_table() {
        let page = table(&manifest()).unwrap();
        // 2 s of 2 threads over 1,000,000 people, 52 weeks, two arms.
        assert!(page.contains("| thread-ns a person-week | 38.5 |"), "{page}");
        // 2 s for a 1,400th of a nation.
        assert!(page.contains("extrapolated (goal: about 25) | 46.7 |"), "{page}");
        // 16 counties of 0.06 s on two threads, for a 1,400th.
        assert!(page.contains("fastest hundredth: extrapolated (goal: about 25) | 11.2 |"), "{page}");
        assert!(page.contains("slowest hundredth | 0.0600, 0.100, 0.200 |"), "{page}");
        assert!(
            page.contains("| arms simulated | 2: social-credit |") && page.contains("`0123456789abcdef`")
        );
    }

    #[test]
    fn a_whole_nation_has_its_own_minutes() {
        let mut manifest = manifest();
        (manifest["people"], manifest["seconds"]) = (json!(1.4e9), json!(3000.0));
        let page = table(&manifest).unwrap();
        assert!(
            page.contains("| minutes (goal: about 25) | 50.0 |") && page.matches("extrapolated").count() == 1,
            "{page}"
        );
    }

    #[test]
    fn what_is_missing_is_named_and_a_resumed_run_has_no_rate() {
        let mut manifest = manifest();
        (manifest["resumed"], manifest["county_seconds"]) = (json!(true), json!(null));
        assert!(table(&manifest).unwrap().contains("| thread-ns a person-week | – |"));
        manifest.as_object_mut().unwrap().remove("counties");
        assert_eq!(table(&manifest), Err("counties"));
    }
}
