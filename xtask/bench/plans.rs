//! What is run: the built-in society under built-in regimes, in as many counties as a row asks for.

use glasshouse::builtin;
use glasshouse::experiment::Plan;
use glasshouse::problem::{Problems, Source};
use glasshouse::regime::{self, Regime};
use glasshouse::society::{self, Society};

/// The four regimes of the bare program.
pub const FOUR: [&str; 4] = ["none", "financial-credit", "platform-rating", "social-credit"];
/// Ordinary law and the regime with the most rules.
pub const TWO: [&str; 2] = ["none", "social-credit"];

/// How much is run.
pub struct Scale {
    /// People in the usual county.
    pub people: u32,
    /// Weeks.
    pub weeks: u32,
    /// Runs of which the best counts: so many that some meet a machine that others leave alone.
    pub runs: usize,
    /// Counties of 2^n people are tried, for each n.
    pub sizes: std::ops::RangeInclusive<u32>,
    /// Numbers of counties that growth is looked at over.
    pub counties: &'static [u32],
    /// Numbers in each array of the copy.
    pub numbers: usize,
}

/// What the page shows.
pub const WHOLE: Scale = Scale {
    people: 1 << 14,
    weeks: 52,
    runs: 15,
    sizes: 12..=20,
    counties: &[1, 4, 16, 64],
    numbers: 1 << 24,
};

/// A rough look, in seconds.
pub const QUICK: Scale =
    Scale { people: 1 << 13, weeks: 32, runs: 3, sizes: 12..=15, counties: &[1, 4], numbers: 1 << 22 };

/// The society of every row.
pub fn society() -> Society {
    let source = source("society/large-country");
    society::file::read(source, &builtin::find, &[]).unwrap_or_else(|found| bad(&found)).value
}

/// A built-in regime.
pub fn regime(name: &str, society: &Society) -> Regime {
    let source = source(&format!("regime/{name}"));
    regime::file::read(source, &builtin::find, &[], society).unwrap_or_else(|found| bad(&found)).value
}

/// A plan of the built-in society.
pub fn plan(regimes: &[&str], people: u32, weeks: u32) -> Plan {
    let society = society();
    let arms = regimes.iter().map(|name| regime(name, &society)).collect();
    Plan { society, arms, counties: 1, county_size: people, warm_up: 0, weeks, seed: 1, luck: 1 }
}

fn source(name: &str) -> Source {
    builtin::find(name).unwrap_or_else(|| panic!("`{name}` is not built in"))
}

fn bad(problems: &Problems) -> ! {
    panic!("a built-in file does not read: {problems:?}")
}
