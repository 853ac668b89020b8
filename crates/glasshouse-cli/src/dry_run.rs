//! `--dry-run`: what a run will take, measured on this machine with the engine itself.

use std::io;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use glasshouse::experiment::{Plan, Pool, Ready};
use serde_json::json;

use crate::failure::Failure;
use crate::json::Cost;
use crate::machine;
use crate::number::{grouped, memory, rough, time};
use crate::recipe::Recipe;
use crate::terminal::{Terminal, wrapped};
use crate::{report, write};

/// How long is measured, and at most of one county once its people are made.
const MEASURED: Duration = Duration::from_millis(1_500);

/// Where the words of a row begin.
const COLUMN: usize = 10;

/// How one thread fared with a county, all threads working side by side.
#[derive(Clone, Copy, Debug)]
struct Sample {
    /// Seconds until the first tick, and person-weeks in it.
    first: (f64, u64),
    /// Seconds in all, and person-weeks in all.
    whole: (f64, u64),
}

impl Sample {
    /// Seconds of a county of so many person-weeks: what its making takes, then its weeks.
    fn county(self, person_weeks: u64) -> f64 {
        let ((first, first_weeks), (whole, weeks)) = (self.first, self.whole);
        if weeks >= person_weeks || weeks <= first_weeks {
            return whole * person_weeks as f64 / weeks.max(1) as f64;
        }
        whole + (whole - first) / (weeks - first_weeks) as f64 * (person_weeks - weeks) as f64
    }
}

/// Prints what a run will take.
pub fn print(
    recipe: &Recipe,
    plan: &Plan,
    threads: usize,
    as_json: bool,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let threads = threads.min(plan.counties as usize);
    // A run keeps as much beside its counties.
    let pool = Pool::blank(plan);
    let samples = measure(plan, threads);
    let each =
        samples.iter().map(|sample| sample.county(plan.county_weeks())).sum::<f64>() / samples.len() as f64;
    let rounds = plan.counties.div_ceil(threads as u32);
    let seconds = each * f64::from(rounds) + finish(recipe, &pool, threads)?;
    let memory_bytes = machine::peak_memory();
    if as_json {
        let object = json!({
            "dry_run": true, "people": recipe.people, "counties": recipe.counties, "warm_up": recipe.warm_up, "weeks": recipe.weeks,
            "threads": threads, "seconds": seconds, "peak_memory_bytes": memory_bytes,
        });
        return terminal.print(&format!("{object}\n"));
    }
    let arms: Vec<&str> = recipe.regimes.iter().map(|regime| regime.name.as_str()).collect();
    let rate = plan.county_weeks() as f64 * f64::from(plan.counties) / seconds;
    let memory =
        memory_bytes.map_or("not known on this system".into(), |bytes| format!("about {}", memory(bytes)));
    let time = if seconds < 0.05 { time(seconds) } else { format!("about {}", time(seconds)) };
    let time = format!("{time} on {threads} threads ({} people-weeks a second)", rough(rate));
    let rows = [
        ("Regimes", arms.join(", ")),
        ("People", grouped(recipe.people)),
        (
            "Counties",
            format!("{} of {}", grouped(u64::from(recipe.counties)), grouped(u64::from(recipe.county_size))),
        ),
        ("Weeks", weeks(recipe)),
        ("Time", time),
        ("Memory", memory),
    ];
    let width = terminal.out.width;
    let row = |(name, words): (&str, String)| {
        let words = wrapped(&words, width - COLUMN).replace('\n', &format!("\n{:COLUMN$}", ""));
        format!("{name:COLUMN$}{words}\n")
    };
    let rows: String = rows.into_iter().map(row).collect();
    let end = wrapped("Measured on this machine; nothing was written. To do it:", width);
    terminal.print(&format!("{rows}\n{end}\n  {}\n", recipe.command))
}

/// Makes what a run makes at its end and keeps nothing of it, so that the most memory held is that of the run; returns
/// how many seconds that took.
fn finish(recipe: &Recipe, pool: &Pool, threads: usize) -> Result<f64, Failure> {
    let begun = Instant::now();
    let results = pool.finish();
    let cost = Cost { threads, ..Cost::default() };
    let _kept_while_tables_are_written = report::of_run(recipe, &results, &cost)?;
    for table in &results.tables {
        write::one(table, recipe.format, io::sink()).expect("nothing is written anywhere");
    }
    Ok(begun.elapsed().as_secs_f64())
}

/// The weeks of a run, in words.
fn weeks(recipe: &Recipe) -> String {
    let counted = grouped(u64::from(recipe.weeks));
    match recipe.warm_up {
        0 => counted,
        warm_up => format!("{counted} after {} of warm-up", grouped(u64::from(warm_up))),
    }
}

/// Runs counties for a moment on every thread, after the first block of weeks of another: a run has as good as all its
/// memory from the county before.
fn measure(plan: &Plan, threads: usize) -> Vec<Sample> {
    let ready = plan.ready();
    let samples = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for number in 0..threads as u32 {
            let (ready, samples) = (&ready, &samples);
            scope.spawn(move || {
                ready.county(number, &mut |_| false);
                let begun = Instant::now();
                for number in (number..plan.counties).step_by(threads) {
                    let sample = sample(ready, number);
                    samples.lock().expect("a thread that measures does not panic").push(sample);
                    if begun.elapsed() > MEASURED {
                        break;
                    }
                }
            });
        }
    });
    samples.into_inner().expect("a thread that measures does not panic")
}

/// Runs a county, or as much of it as a moment holds.
fn sample(ready: &Ready<'_>, number: u32) -> Sample {
    let begun = Instant::now();
    let (mut first, mut weeks) = (None, 0);
    let mut last = 0.0;
    ready.county(number, &mut |person_weeks| {
        weeks += person_weeks;
        last = begun.elapsed().as_secs_f64();
        let (start, _) = *first.get_or_insert((last, weeks));
        last - start < MEASURED.as_secs_f64()
    });
    Sample { first: first.unwrap_or((last, weeks)), whole: (last, weeks) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_making_of_people_is_counted_once() {
        let sample = Sample { first: (1.0, 10), whole: (2.0, 20) };
        assert_eq!(sample.county(20), 2.0);
        assert_eq!(sample.county(40), 4.0);
        let sample = Sample { first: (1.1, 10), whole: (1.2, 20) };
        assert!((sample.county(100) - 2.0).abs() < 1e-9, "one second to make people, 0.01 a person-week");
    }
}
