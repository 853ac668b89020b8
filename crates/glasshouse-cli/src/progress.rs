//! How far a run is: a bar on a terminal, plain lines otherwise, nothing when quiet.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::number::{rough, time};
use crate::terminal::Terminal;

/// Time between plain lines.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// Below this many columns only the essential is shown.
const NARROW: usize = 80;

/// How far a run is.
pub struct Progress<'a> {
    terminal: &'a Terminal,
    bar: Option<ProgressBar>,
    /// Person-weeks done, by all threads.
    done: AtomicU64,
    /// Person-weeks in all.
    total: u64,
    /// Counties finished by an earlier part of the run, and in all.
    counties: (u32, u32),
    begun: Instant,
    line: Cell<Instant>,
}

/// The part of [`Progress`] that threads share.
pub struct Counter<'a>(&'a AtomicU64);

impl Counter<'_> {
    /// Counts person-weeks.
    pub fn add(&self, person_weeks: u64) {
        self.0.fetch_add(person_weeks, Ordering::Relaxed);
    }
}

impl<'a> Progress<'a> {
    /// Nothing done yet of `total` person-weeks; counties are those finished earlier, and all.
    pub fn new(terminal: &'a Terminal, total: u64, counties: (u32, u32)) -> Progress<'a> {
        let drawn = terminal.err.terminal && !terminal.quiet;
        let bar = drawn.then(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{wide_bar} {msg}").expect("the template is fixed");
            let bar = bar.with_style(style.progress_chars("━━╌"));
            bar.with_message(words(0, total, counties, Duration::ZERO, terminal.err.width < NARROW))
        });
        let now = Instant::now();
        Progress { terminal, bar, done: AtomicU64::new(0), total, counties, begun: now, line: Cell::new(now) }
    }

    /// What threads count with.
    pub fn counter(&self) -> Counter<'_> {
        Counter(&self.done)
    }

    /// Shows the state, if it is time to.
    pub fn show(&self, finished: u32) {
        let done = self.done.load(Ordering::Relaxed).min(self.total);
        let words = |narrow| {
            words(
                done,
                self.total,
                (self.counties.0 + finished, self.counties.1),
                self.begun.elapsed(),
                narrow,
            )
        };
        match &self.bar {
            Some(bar) => {
                bar.set_position(done);
                bar.set_message(words(self.terminal.err.width < NARROW));
            }
            None if self.line.get().elapsed() >= LINE_EVERY => {
                self.line.set(Instant::now());
                self.terminal.say(&words(false));
            }
            None => {}
        }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The state in words.
fn words(done: u64, total: u64, counties: (u32, u32), passed: Duration, narrow: bool) -> String {
    let rate = done as f64 / passed.as_secs_f64().max(1e-3);
    let seconds = (total - done) as f64 / rate;
    let left = match done {
        0 => String::new(),
        // Nothing to wait for.
        _ if seconds < 1.0 => String::new(),
        _ => format!(", {} left", time(seconds)),
    };
    if narrow {
        return format!("{}%{left}", done * 100 / total.max(1));
    }
    let (finished, counties) = counties;
    let all = if counties == 1 { "county" } else { "counties" };
    let pace = if done == 0 { String::new() } else { format!(", {} people-weeks a second", rough(rate)) };
    format!("{finished} of {counties} {all}{pace}{left}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_in_words_fits() {
        let second = Duration::from_secs(1);
        let wide = words(3_000_000, 12_000_000, (4, 16), second, false);
        assert_eq!(wide, "4 of 16 counties, 3.0M people-weeks a second, 3.0 seconds left");
        let narrow = words(1, 100_000_000, (0, 16), second * 100_000, true);
        assert!(narrow.chars().count() < 36, "{narrow}");
        assert_eq!(words(0, 10, (0, 1), Duration::ZERO, true), "0%");
        assert_eq!(words(0, 10, (0, 1), Duration::ZERO, false), "0 of 1 county");
        assert_eq!(words(9, 10, (0, 1), second, true), "90%", "nothing to wait for");
    }
}
