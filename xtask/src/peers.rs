//! The same work in other tools: each is installed, checked against a plain loop, timed, and written up.

mod agree;
mod glasshouse;
mod machine;
mod page;
mod program;

use std::fs;

use crate::shell;
use agree::Agreement;
use program::{Answer, Program, Task};

/// Where the answer is written.
const PAGE: &str = "docs/peers.md";
/// People in the timed runs.
const SIZES: [u32; 2] = [1 << 17, 1 << 20];
/// The versions of the model.
const VERSIONS: [&str; 2] = ["without ties", "with ties"];
/// Runs of which the fastest counts.
const RUNS: u32 = 3;

/// A tool, and the weeks it is timed over at each of the [`SIZES`].
struct Peer {
    name: &'static str,
    program: Program,
    weeks: [u32; SIZES.len()],
}

/// The reference, then everything that is held against it. Slow tools do fewer weeks.
const PEERS: [Peer; 7] = [
    Peer { name: "plain Rust loop", program: Program::Rust { bin: "naive" }, weeks: [260, 260] },
    Peer { name: "Glasshouse", program: Program::Glasshouse, weeks: [260, 260] },
    Peer { name: "ixa", program: Program::Rust { bin: "ixa" }, weeks: [260, 260] },
    Peer { name: "krABMaga", program: Program::Rust { bin: "krabmaga" }, weeks: [104, 26] },
    Peer { name: "NumPy", program: Program::Python { file: "with_numpy.py" }, weeks: [260, 260] },
    Peer { name: "Starsim", program: Program::Python { file: "with_starsim.py" }, weeks: [260, 260] },
    Peer { name: "Mesa", program: Program::Python { file: "with_mesa.py" }, weeks: [52, 13] },
];

/// What became of a peer.
struct Outcome {
    peer: &'static Peer,
    /// Of each of the [`VERSIONS`].
    agreement: [Agreement; 2],
    /// One a row of the tables; none for a peer that disagrees.
    times: Vec<Time>,
}

/// The fastest of some runs.
struct Time {
    name: String,
    task: Task,
    answer: Answer,
    /// Of all the runs, in bytes.
    memory: Option<u64>,
}

/// `cargo xtask peers [--quick]`
pub fn main(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => everything(),
        [quick] if quick == "--quick" => check_installed(),
        _ => Err("usage: cargo xtask peers [--quick]".into()),
    }
}

/// The quick mode: whatever is installed agrees with the reference, at small size.
fn check_installed() -> Result<(), String> {
    let [reference, others @ ..] = &PEERS;
    reference.program.install(true)?;
    let truth = agree::runs(&reference.program, &agree::QUICK_REFERENCE)?;
    let mut failures = Vec::new();
    for peer in others {
        if !peer.program.is_installed() {
            println!("{}: not installed", peer.name);
            continue;
        }
        peer.program.install(true)?;
        if !check(peer, &truth, &agree::QUICK)?.iter().all(Agreement::holds) {
            failures.push(format!("{} disagrees with the plain loop", peer.name));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// Holds a peer against the reference.
fn check(peer: &Peer, truth: &agree::Runs, plan: &agree::Plan) -> Result<[Agreement; 2], String> {
    let runs = agree::runs(&peer.program, plan).map_err(|error| format!("{}: {error}", peer.name))?;
    let agreement = agree::compare(truth, &runs);
    for (version, agreement) in VERSIONS.iter().zip(&agreement) {
        println!("{} {version}: {}", peer.name, agreement.summary());
    }
    Ok(agreement)
}

/// Installs, checks and times everything, and writes the page.
fn everything() -> Result<(), String> {
    let reference = &PEERS[0];
    reference.program.install(false)?;
    let truth = agree::runs(&reference.program, &agree::REFERENCE)?;
    let mut outcomes = Vec::new();
    let mut missing = Vec::new();
    for peer in &PEERS {
        match outcome(peer, &truth) {
            Ok(outcome) => outcomes.push(outcome),
            Err(error) => {
                println!("{}: {error}", peer.name);
                missing.push((peer.name, error));
            }
        }
    }
    let text = page::write(&outcomes, &missing, &machine::Machine::here());
    let path = shell::root().join(PAGE);
    fs::create_dir_all(path.parent().expect("the page lies in a folder"))
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| format!("{PAGE}: {error}"))?;
    println!("wrote {PAGE}");
    Ok(())
}

fn outcome(peer: &'static Peer, truth: &agree::Runs) -> Result<Outcome, String> {
    peer.program.install(false)?;
    let agreement = check(peer, truth, &agree::CHECK)?;
    let mut times = Vec::new();
    if agreement.iter().all(Agreement::holds) {
        for (people, weeks) in SIZES.into_iter().zip(peer.weeks) {
            for ties in [false, true] {
                times.extend(time(peer, &Task { people, weeks, ties, seed: 1 })?);
            }
        }
    }
    Ok(Outcome { peer, agreement, times })
}

/// The rows of one peer and one task.
fn time(peer: &Peer, task: &Task) -> Result<Vec<Time>, String> {
    if peer.program == Program::Glasshouse {
        return glasshouse::times(task);
    }
    fastest(peer.name, task, || peer.program.run(task)).map(|time| vec![time])
}

/// The fastest of [`RUNS`] runs.
fn fastest(
    name: &str,
    task: &Task,
    run: impl Fn() -> Result<(Answer, Option<u64>), String>,
) -> Result<Time, String> {
    let (mut best, mut memory) = run()?;
    for _ in 1..RUNS {
        let (answer, more) = run()?;
        memory = memory.max(more);
        if answer.seconds < best.seconds {
            best = answer;
        }
    }
    let version = VERSIONS[usize::from(task.ties)];
    println!("{name}, {} people {version}, {} weeks: {:.2} s", task.people, task.weeks, best.seconds);
    Ok(Time { name: name.to_owned(), task: task.clone(), answer: best, memory })
}

impl Time {
    /// Nanoseconds a person-week.
    fn each(&self) -> f64 {
        self.answer.seconds * 1e9 / (f64::from(self.task.people) * f64::from(self.task.weeks))
    }
}
