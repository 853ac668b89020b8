//! Instructions of a small county, part by part: a number that does not depend on how busy or fast a machine is.
//!
//! `golden/instructions.toml` holds what was last counted. The check fails when a part takes over 5% more; the
//! commit that makes it so renews the record and says why in CHANGELOG.md.

use std::fs;
use std::path::Path;

use toml::Table;

use crate::{shell, speed};

const FILE: &str = "golden/instructions.toml";
/// How much more than its record a part may take.
const GROWTH: f64 = 0.05;
/// Parts in the order in which they end, as the module `after` of `xtask/bench` names them.
const PARTS: [&str; 12] = [
    "ready", "people", "marks", "calendar", "act", "observe", "score", "sanction", "respond", "recourse",
    "stock", "sums",
];
const HEAD: &str = "# Instructions that one county of 4,096 people takes over 52 weeks under `none` and `social-credit`, on one
# thread, with the vector level that every processor of the target has; counted by callgrind, part by part.
# `cargo xtask instructions` compares, `cargo xtask instructions --write` renews. A commit that lets a part grow by
# more than 5% says why in CHANGELOG.md.
";
/// What the C library would choose by processor, fixed: how it copies memory.
const TUNABLES: &str = "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX512F,-AVX512VL,-ERMS,-FSRM";

/// Instructions of each of the [`PARTS`].
type Counts = [u64; PARTS.len()];

/// `cargo xtask instructions [--write]`
pub fn main(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => check(),
        [write] if write == "--write" => renew(),
        _ => Err("usage: cargo xtask instructions [--write]".into()),
    }
}

/// Installs what counts, where it is missing.
pub fn install() -> Result<(), String> {
    if shell::ask(shell::command("valgrind", &["--version"])).is_ok() {
        return Ok(());
    }
    let words = ["install", "-y", "-qq", "--no-install-recommends", "valgrind", "libc6-dbg"];
    let install = || shell::show(&mut shell::command("apt-get", &words));
    let fresh = || shell::show(&mut shell::command("apt-get", &["update", "-qq"])).and_then(|()| install());
    install().or_else(|_| fresh()).map_err(|error| {
        format!("{error}\ninstructions are counted by valgrind, which is not here; install it: apt-get install valgrind")
    })
}

/// Counts, and holds the counts against the record.
pub fn check() -> Result<(), String> {
    let record = fs::read_to_string(shell::root().join(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
    let Some(record) = recorded(&record, &target())? else {
        println!("{FILE} has no record for {}: nothing to compare with", target());
        return Ok(());
    };
    let counts = count()?;
    for ((part, old), new) in PARTS.iter().zip(record).zip(counts) {
        println!("{part:<10}{:>14}{:>14}{:>+8.1}%", old, new, growth(old, new) * 100.0);
    }
    judge(&record, &counts)
}

fn growth(old: u64, new: u64) -> f64 {
    new as f64 / old.max(1) as f64 - 1.0
}

/// Every part that has grown too much, and what to do.
fn judge(record: &Counts, counts: &Counts) -> Result<(), String> {
    let parts = PARTS.iter().zip(record).zip(counts);
    let grown: Vec<String> = parts
        .filter(|((_, old), new)| growth(**old, **new) > GROWTH + 1e-9)
        .map(|((part, old), new)| {
            format!("{part} takes {:.1}% more instructions", growth(*old, *new) * 100.0)
        })
        .collect();
    if grown.is_empty() {
        return Ok(());
    }
    let remedy = "make it cheaper, or renew the record with `cargo xtask instructions --write` and say why in \
                  CHANGELOG.md, in the same commit";
    Err(format!("{} than {FILE} says; {remedy}", grown.join(", ")))
}

/// The record of a target, if there is one.
fn recorded(text: &str, target: &str) -> Result<Option<Counts>, String> {
    let file: Table = text.parse().map_err(|error| format!("{FILE}: {error}"))?;
    let Some(table) = file.get(target) else { return Ok(None) };
    let mut counts = [0; PARTS.len()];
    for (count, part) in counts.iter_mut().zip(PARTS) {
        let value = table.get(part).and_then(toml::Value::as_integer);
        *count = value.and_then(|value| u64::try_from(value).ok()).ok_or_else(|| {
            format!(
                "{FILE}: [{target}] has no count for `{part}`; renew it: cargo xtask instructions --write"
            )
        })?;
    }
    Ok(Some(counts))
}

/// Counts and writes; records of other targets stay.
fn renew() -> Result<(), String> {
    let path = shell::root().join(FILE);
    let old: Table = fs::read_to_string(&path).unwrap_or_default().parse().unwrap_or_default();
    let mut tables: Vec<(String, String)> = old
        .iter()
        .filter(|(name, _)| **name != target())
        .map(|(name, table)| (name.clone(), table.to_string()))
        .collect();
    let counts = count()?;
    let lines: String = PARTS.iter().zip(counts).map(|(part, count)| format!("{part} = {count}\n")).collect();
    tables.push((target(), lines));
    tables.sort();
    let body: String = tables.iter().map(|(name, lines)| format!("\n[{name}]\n{lines}")).collect();
    fs::write(&path, format!("{HEAD}{body}")).map_err(|error| format!("{FILE}: {error}"))?;
    println!("wrote {FILE}: {} instructions in all", speed::grouped(counts.iter().sum()));
    speed::put("instructions", &page()?)
}

/// The record as a table for the page.
pub fn page() -> Result<String, String> {
    let text = fs::read_to_string(shell::root().join(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
    let counts =
        recorded(&text, &target())?.ok_or_else(|| format!("{FILE} has no record for {}", target()))?;
    let all: u64 = counts.iter().sum();
    let mut page = format!(
        "From `{FILE}`, for {}: one county of 4,096 people over 52 weeks under `none` and `social-credit`, without vector \
         instructions beyond those that every processor has. A test fails when a part grows by more than 5%.\n\n",
        target()
    );
    page.push_str("| part | instructions | share |\n| --- | ---: | ---: |\n");
    for (part, count) in PARTS.iter().zip(counts).chain([(&"all", all)]) {
        let share = format!("{:.1}%", count as f64 * 100.0 / all as f64);
        page.push_str(&speed::row(&[*part, &speed::grouped(count), &share]));
    }
    Ok(page)
}

/// The target as the record names it.
fn target() -> String {
    format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
}

/// Runs the county under callgrind.
fn count() -> Result<Counts, String> {
    install()?;
    let program = crate::bench::example()?;
    let out = shell::target_dir().join("xtask-instructions.out");
    // Left from before, it would be added to.
    let _ = fs::remove_file(&out);
    shell::ask(callgrind(&program, &out))?;
    let text = fs::read_to_string(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    parse(&text)
}

fn callgrind(program: &Path, out: &Path) -> std::process::Command {
    let mut command = shell::command("valgrind", &["--quiet", "--tool=callgrind", "--combine-dumps=yes"]);
    command
        .arg("--dump-before=*after::part::*")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .arg("instructions")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("GLIBC_TUNABLES", TUNABLES);
    command
}

/// Adds up callgrind's dumps: each says which function's entry set it off, and what was counted since the one before.
fn parse(text: &str) -> Result<Counts, String> {
    let mut counts = [0; PARTS.len()];
    let mut part = None;
    for line in text.lines() {
        if let Some(trigger) = line.strip_prefix("desc: Trigger: ") {
            let name =
                trigger.split("after::part::").nth(1).map(|rest| rest.split("::").next().unwrap_or(rest));
            part = name.and_then(|name| PARTS.iter().position(|part| *part == name));
        } else if let (Some(total), Some(part)) = (line.strip_prefix("totals: "), part) {
            let count: u64 =
                total.trim().parse().map_err(|_| format!("callgrind's totals are no number: {line}"))?;
            counts[part] += count;
        }
    }
    match PARTS.iter().zip(counts).find(|(_, count)| *count == 0) {
        Some((missing, _)) => Err(format!(
            "callgrind saw no end of the part `{missing}`; look at xtask/bench/after.rs and the names it gives"
        )),
        None => Ok(counts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(part: &str, count: u64) -> String {
        format!(
            "desc: Trigger: --dump-before=bench::after::part::{part}\nsummary: 1\nfn=(1) x\ntotals: {count}\n\n"
        )
    }

    #[test]
    fn dumps_of_one_part_add_up() {
        let mut text: String = PARTS.iter().map(|part| dump(part, 10)).collect();
        text.push_str(&dump("act", 5));
        text.push_str("desc: Trigger: Program termination\ntotals: 1000\n");
        let counts = parse(&text).unwrap();
        assert_eq!(counts.iter().sum::<u64>(), 125);
        assert_eq!(counts[PARTS.iter().position(|part| *part == "act").unwrap()], 15);
        assert!(parse(&text.replace("part::marks", "part::other")).unwrap_err().contains("`marks`"));
    }

    #[test]
    fn six_percent_more_fails_and_five_does_not() {
        let record = [1000; PARTS.len()];
        assert!(judge(&record, &[1050; PARTS.len()]).is_ok());
        assert!(judge(&record, &[1; PARTS.len()]).is_ok());
        let mut counts = record;
        counts[4] = 1060;
        let message = judge(&record, &counts).unwrap_err();
        assert!(message.starts_with("act takes 6.0% more instructions than"), "{message}");
    }

    #[test]
    fn a_record_is_read_by_target() {
        let lines: String = PARTS.iter().map(|part| format!("{part} = 7\n")).collect();
        let text = format!("[x86_64-linux]\n{lines}");
        assert_eq!(recorded(&text, "x86_64-linux"), Ok(Some([7; PARTS.len()])));
        assert_eq!(recorded(&text, "riscv64-linux"), Ok(None));
        assert!(recorded("[x86_64-linux]\nready = 1\n", "x86_64-linux").unwrap_err().contains("`people`"));
    }

    #[test]
    fn the_record_in_the_tree_reads() {
        let text = fs::read_to_string(shell::root().join(FILE)).unwrap();
        assert!(recorded(&text, "x86_64-linux").unwrap().is_some());
    }
}
