//! The same work in other tools: each is installed, checked against a plain loop, timed, and written up.

mod agree;
mod glasshouse;
mod page;
mod program;

use crate::machine::Machine;
use crate::speed;
use agree::Agreement;
use program::{Answer, Program, Task};

/// People in the timed runs.
const SIZES: [u32; 2] = [1 << 17, 1 << 20];
/// The versions of the model.
const VERSIONS: [&str; 2] = ["without ties", "with ties"];
/// How much is timed.
struct Scale {
    sizes: &'static [u32],
    /// The most weeks.
    weeks: u32,
    /// Runs of which the fastest counts.
    runs: u32,
    check: agree::Check,
}

/// What the page shows.
const WHOLE: Scale = Scale { sizes: &SIZES, weeks: u32::MAX, runs: 3, check: agree::WHOLE };
/// A look in a minute or two.
const QUICK: Scale = Scale { sizes: &[SIZES[0]], weeks: 8, runs: 1, check: agree::QUICK };

/// A tool, and the weeks it is timed over at each of the [`SIZES`].
struct Peer {
    name: &'static str,
    program: Program,
    weeks: [u32; SIZES.len()],
}

/// The name of the reference.
const REFERENCE: &str = "plain Rust loop";
/// The reference, then everything that is held against it. Slow tools do fewer weeks.
const PEERS: [Peer; 7] = [
    Peer { name: REFERENCE, program: Program::Rust { bin: "naive" }, weeks: [104, 104] },
    Peer { name: "Glasshouse", program: Program::Glasshouse, weeks: [104, 104] },
    Peer { name: "ixa", program: Program::Rust { bin: "ixa" }, weeks: [104, 104] },
    Peer { name: "krABMaga", program: Program::Rust { bin: "krabmaga" }, weeks: [104, 16] },
    Peer { name: "NumPy", program: Program::Python { file: "with_numpy.py" }, weeks: [104, 104] },
    Peer { name: "Starsim", program: Program::Python { file: "with_starsim.py" }, weeks: [104, 52] },
    Peer { name: "Mesa", program: Program::Python { file: "with_mesa.py" }, weeks: [26, 8] },
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
        [] => whole(),
        [quick] if quick == "--quick" => quick_look(),
        _ => Err("usage: cargo xtask peers [--quick]".into()),
    }
}

/// Installs, checks and times everything, and writes its part of the page.
fn whole() -> Result<(), String> {
    let (outcomes, missing) = compare(&WHOLE, |peer| peer.program.install(false))?;
    let place = speed::place(&Machine::here(), "cargo xtask peers");
    speed::put("peers", &format!("{place}\n{}", page::write(&outcomes, &missing, &WHOLE)))
}

/// What is installed already, at the smaller size; an error if anything disagrees.
fn quick_look() -> Result<(), String> {
    let (outcomes, missing) = compare(&QUICK, |peer| match peer.program.is_installed() {
        true => peer.program.install(true),
        false => Err("not installed; `cargo xtask peers` installs it".into()),
    })?;
    println!("{}", page::write(&outcomes, &missing, &QUICK));
    let disagrees = |outcome: &&Outcome| !outcome.agreement.iter().all(Agreement::holds);
    let names: Vec<&str> = outcomes.iter().filter(disagrees).map(|outcome| outcome.peer.name).collect();
    if names.is_empty() { Ok(()) } else { Err(format!("{}: not as the plain loop", names.join(", "))) }
}

/// What became of each peer, and why some did not run.
type Compared = (Vec<Outcome>, Vec<(&'static str, String)>);

fn compare(scale: &Scale, install: impl Fn(&Peer) -> Result<(), String>) -> Result<Compared, String> {
    let reference = &PEERS[0];
    install(reference)?;
    let truth = agree::runs(&reference.program, &scale.check.reference)?;
    let (mut outcomes, mut missing) = (Vec::new(), Vec::new());
    for peer in &PEERS {
        match install(peer).and_then(|()| outcome(peer, &truth, scale)) {
            Ok(outcome) => outcomes.push(outcome),
            Err(error) => {
                println!("{}: {error}", peer.name);
                missing.push((peer.name, error));
            }
        }
    }
    Ok((outcomes, missing))
}

/// Holds a peer against the reference and, if they agree, times it.
fn outcome(peer: &'static Peer, truth: &agree::Runs, scale: &Scale) -> Result<Outcome, String> {
    let agreement = agree::compare(truth, &agree::runs(&peer.program, &scale.check.others)?);
    for (version, agreement) in VERSIONS.iter().zip(&agreement) {
        println!("{} {version}: {}", peer.name, agreement.summary());
    }
    let mut times = Vec::new();
    if agreement.iter().all(Agreement::holds) {
        for (&people, weeks) in scale.sizes.iter().zip(peer.weeks) {
            for ties in [false, true] {
                let task = Task { people, weeks: weeks.min(scale.weeks), ties, seed: 1 };
                times.extend(time(peer, &task, scale.runs)?);
            }
        }
    }
    Ok(Outcome { peer, agreement, times })
}

/// The rows of one peer and one task.
fn time(peer: &Peer, task: &Task, runs: u32) -> Result<Vec<Time>, String> {
    if peer.program == Program::Glasshouse {
        return glasshouse::times(task, runs);
    }
    fastest(peer.name, task, runs, || peer.program.run(task)).map(|time| vec![time])
}

/// The fastest of some runs.
fn fastest(
    name: &str,
    task: &Task,
    runs: u32,
    run: impl Fn() -> Result<(Answer, Option<u64>), String>,
) -> Result<Time, String> {
    let (mut best, mut memory) = run()?;
    for _ in 1..runs {
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
