//! Times: the best of some runs, since what disturbs a run only ever makes it longer.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The best of some measurements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timed {
    /// The least.
    pub best: f64,
    /// How far the median lies above it, as a share of it.
    pub spread: f64,
}

impl Timed {
    /// Of these, at least one.
    pub fn of(mut all: Vec<f64>) -> Timed {
        let median = middle(&mut all);
        let best = all[0];
        Timed { best, spread: (median - best) / best }
    }

    /// How many times as long `these` took as `those`, round by round: the median, and how far half of the rounds were
    /// from it. The best of each would be held against one another from different rounds.
    pub fn ratio(these: &[f64], those: &[f64]) -> Timed {
        let mut ratios: Vec<f64> = these.iter().zip(those).map(|(these, those)| these / those).collect();
        let median = middle(&mut ratios);
        let mut off: Vec<f64> = ratios.iter().map(|ratio| (ratio - median).abs()).collect();
        Timed { best: median, spread: middle(&mut off) / median }
    }

    /// The same in another unit.
    pub fn times(self, factor: f64) -> Timed {
        Timed { best: self.best * factor, ..self }
    }

    /// So much work a second instead of seconds a piece of work.
    pub fn rate(self, work: f64) -> Timed {
        Timed { best: work / self.best, ..self }
    }
}

/// The median of these, which are put in order.
fn middle(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// A machine that others use too is slower for a second or more at a time. So what takes less is run more often: for as
/// long as it would take if each run lasted this long.
const MOMENT: Duration = Duration::from_millis(300);

/// As many rounds as are asked for, or more if they are short.
fn rounds(runs: usize) -> impl Iterator<Item = usize> {
    let (begun, least) = (Instant::now(), MOMENT * runs as u32);
    (0..).take_while(move |round| *round < runs || begun.elapsed() < least)
}

/// Seconds that `body` takes, the best of at least `runs`.
pub fn best_of<T>(runs: usize, mut body: impl FnMut() -> T) -> Timed {
    let once = |_| {
        let begun = Instant::now();
        black_box(body());
        begun.elapsed().as_secs_f64()
    };
    Timed::of(rounds(runs).map(once).collect())
}

/// Something to time.
pub type Body<'a> = Box<dyn FnMut() + 'a>;

/// Seconds that each body takes, the best of at least `runs`, all of them in each round: what slows the machine for a
/// while slows them alike, so that they can be held against one another.
pub fn in_turn(runs: usize, bodies: Vec<Body<'_>>) -> Vec<Timed> {
    rounds_of(runs, bodies).into_iter().map(Timed::of).collect()
}

/// The same, round by round.
pub fn rounds_of(runs: usize, mut bodies: Vec<Body<'_>>) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::with_capacity(runs); bodies.len()];
    for _ in rounds(runs) {
        for (body, seconds) in bodies.iter_mut().zip(&mut all) {
            let begun = Instant::now();
            body();
            seconds.push(begun.elapsed().as_secs_f64());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_counts_and_the_median_says_how_far_the_rest_was() {
        let timed = Timed::of(vec![3.0, 2.0, 5.0]);
        assert_eq!(timed, Timed { best: 2.0, spread: 0.5 });
        assert_eq!(timed.times(10.0), Timed { best: 20.0, spread: 0.5 });
        assert_eq!(timed.rate(8.0), Timed { best: 4.0, spread: 0.5 });
    }

    #[test]
    fn ratios_are_those_of_the_same_round() {
        // The second round was slow for both, the last one for one of them alone.
        let ratio = Timed::ratio(&[4.0, 8.0, 6.0, 4.0, 4.0], &[2.0, 4.0, 3.0, 2.0, 1.0]);
        assert_eq!(ratio, Timed { best: 2.0, spread: 0.0 });
    }

    #[test]
    fn a_body_runs_as_often_as_asked() {
        let mut runs = 0;
        let mut long = || {
            runs += 1;
            std::thread::sleep(MOMENT);
        };
        assert!(best_of(2, &mut long).best >= MOMENT.as_secs_f64());
        assert_eq!(runs, 2);
    }

    #[test]
    fn a_short_body_runs_more_often() {
        let mut runs = 0;
        let mut short = || {
            runs += 1;
            std::thread::sleep(MOMENT / 10);
        };
        assert!(best_of(1, &mut short).best < MOMENT.as_secs_f64());
        assert!(runs > 1, "{runs} runs");
    }

    #[test]
    fn bodies_take_turns() {
        let order = &std::cell::RefCell::new(Vec::new());
        let body = |name: char| -> Body<'_> {
            Box::new(move || {
                order.borrow_mut().push(name);
                std::thread::sleep(MOMENT / 2);
            })
        };
        assert_eq!(in_turn(2, vec![body('a'), body('b')]).len(), 2);
        assert_eq!(*order.borrow(), ['a', 'b', 'a', 'b']);
    }
}
