//! Golden digests: the same run gives the same bits on every build, thread count, processor and target.
//!
//! `golden/digests.toml` holds small plans and their digests. A commit that moves one says why in
//! CHANGELOG.md.

use serde_json::{Value, json};

use crate::{shell, wasm};

const FILE: &str = "golden/digests.toml";
const PROFILES: [&str; 2] = ["release", "dev"];
const THREADS: [&str; 4] = ["1", "2", "3", "7"];

/// One reference run, as `golden/digests.toml` has it.
struct Run {
    name: String,
    plan: toml::Table,
    digest: String,
}

impl Run {
    fn new(name: &str, plan: &toml::Value) -> Result<Run, String> {
        let mut plan = plan.as_table().ok_or(format!("{FILE}: {name} is not a table"))?.clone();
        let digest = plan.remove("digest").and_then(|value| Some(value.as_str()?.to_owned()));
        Ok(Run { name: name.into(), plan, digest: digest.unwrap_or_default() })
    }

    fn number(&self, key: &str) -> u64 {
        self.plan.get(key).and_then(toml::Value::as_integer).unwrap_or_default() as u64
    }

    fn regimes(&self) -> Vec<&str> {
        let regimes = self.plan.get("regimes").and_then(toml::Value::as_array);
        regimes.into_iter().flatten().filter_map(toml::Value::as_str).collect()
    }

    /// The plan as arguments of the program.
    fn arguments(&self, threads: &str) -> Vec<String> {
        let size = self.number("county_size");
        let people = size * self.number("counties");
        let years = self.number("weeks") as f64 / 52.0;
        let society = self.plan.get("society").and_then(toml::Value::as_str).unwrap_or_default();
        let mut words: Vec<String> = vec!["compare".into()];
        words.extend(self.regimes().into_iter().map(str::to_owned));
        let options = [
            ("society", society.to_owned()),
            ("people", people.to_string()),
            ("county-size", size.to_string()),
            ("years", years.to_string()),
            ("seed", self.number("seed").to_string()),
            ("luck", self.number("luck").to_string()),
            ("threads", threads.to_owned()),
        ];
        words.extend(options.into_iter().flat_map(|(name, value)| [format!("--{name}"), value]));
        words.extend(["--json".into(), "--quiet".into()]);
        words
    }

    /// The plan as the wasm shell takes it.
    fn request(&self) -> Value {
        let entries = self.plan.iter().map(|(key, value)| (key.clone(), json!(value)));
        Value::Object(entries.collect())
    }
}

/// `cargo xtask golden [--write]`
pub fn main(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => {
            let (passed, failures) = check();
            println!("{passed} passed, {} failed", failures.len());
            if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
        }
        [write] if write == "--write" => renew(),
        _ => Err("usage: cargo xtask golden [--write]".into()),
    }
}

/// Every run on every build, thread count and target; returns how many agree, and the others.
pub fn check() -> (u64, Vec<String>) {
    let runs = match read() {
        Ok(runs) => runs,
        Err(message) => return (0, vec![message]),
    };
    let mut passed = 0;
    let mut failures = Vec::new();
    for run in &runs {
        for (target, digest) in digests(run) {
            match judge(&run.digest, digest) {
                Ok(()) => passed += 1,
                Err(message) => failures.push(format!("{} on {target}: {message}", run.name)),
            }
        }
    }
    (passed, failures)
}

fn judge(golden: &str, digest: Result<String, String>) -> Result<(), String> {
    match digest? {
        digest if digest == golden => Ok(()),
        digest => Err(format!("digest {digest}, golden {golden}")),
    }
}

/// The digests of `run`, each with the name of what computed it.
fn digests(run: &Run) -> Vec<(String, Result<String, String>)> {
    let mut digests = Vec::new();
    for profile in PROFILES {
        for threads in THREADS {
            digests.push((format!("{profile}, {threads} threads"), native(run, profile, threads)));
        }
    }
    digests.push(("wasm".into(), wasm::run(&run.request()).and_then(|answer| digest_of(&answer))));
    digests
}

fn native(run: &Run, profile: &str, threads: &str) -> Result<String, String> {
    digest_of(&program(profile, &run.arguments(threads))?)
}

/// What the program answers to `words` as JSON; its folder goes where git does not look.
pub fn program(profile: &str, words: &[String]) -> Result<Value, String> {
    let out = shell::target_dir().join("xtask-run");
    if out.exists() {
        std::fs::remove_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    let mut command = shell::glasshouse(profile, &[]);
    command.args(words).arg("--out").arg(&out);
    let text = shell::ask(command)?;
    serde_json::from_str(&text).map_err(|error| format!("--json is not JSON: {error}\n{text}"))
}

fn digest_of(answer: &Value) -> Result<String, String> {
    let digest = answer.get("digest").and_then(Value::as_str);
    digest.map(str::to_owned).ok_or_else(|| format!("no digest in the answer: {answer}"))
}

/// The small plan, for `cargo xtask wasm`.
pub fn small() -> Result<Value, String> {
    Ok(read()?.first().ok_or(format!("{FILE} holds no run"))?.request())
}

fn read() -> Result<Vec<Run>, String> {
    let path = shell::root().join(FILE);
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{FILE}: {error}"))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{FILE}: {error}"))?;
    table.iter().map(|(name, plan)| Run::new(name, plan)).collect()
}

/// Writes each run's digest, as release computes it on one thread; the check then compares the rest.
fn renew() -> Result<(), String> {
    let path = shell::root().join(FILE);
    let mut text = std::fs::read_to_string(&path).map_err(|error| format!("{FILE}: {error}"))?;
    for run in read()? {
        let digest = native(&run, "release", "1")?;
        text = replace(&text, &run.name, &digest)?;
        println!("{} {digest}", run.name);
    }
    std::fs::write(&path, text).map_err(|error| format!("{FILE}: {error}"))
}

/// `text` with the `digest` line of `[name]` replaced, all else untouched.
fn replace(text: &str, name: &str, digest: &str) -> Result<String, String> {
    let missing = || format!("{FILE}: [{name}] has no line `digest = \"\"`");
    let table = text.find(&format!("[{name}]")).ok_or_else(missing)?;
    let start = table + text[table..].find("\ndigest = ").ok_or_else(missing)? + 1;
    let end = text[start..].find('\n').map_or(text.len(), |line| start + line);
    Ok(format!("{}digest = \"{digest}\"{}", &text[..start], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_replaced_in_its_own_table() {
        let text = "[a]\nweeks = 1\ndigest = \"x\"\n\n[b]\ndigest = \"y\"\n";
        let new = replace(text, "b", "z").unwrap();
        assert_eq!(new, "[a]\nweeks = 1\ndigest = \"x\"\n\n[b]\ndigest = \"z\"\n");
        assert!(replace(text, "c", "z").is_err());
    }

    #[test]
    fn another_digest_fails() {
        assert!(judge("a", Ok("a".into())).is_ok());
        assert!(judge("a", Ok("b".into())).is_err());
        assert!(judge("a", Err("no".into())).is_err());
    }

    #[test]
    fn the_runs_are_read_and_asked_for() {
        let runs = read().unwrap();
        assert!(runs.iter().all(|run| !run.regimes().is_empty() && run.number("weeks") > 0));
        assert!(runs[0].arguments("3").windows(2).any(|pair| pair == ["--threads", "3"]));
        assert_eq!(runs[0].request()["seed"], 1);
    }
}
