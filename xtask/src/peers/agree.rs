//! Whether a tool does the same work as the reference: Welch's t over runs with fixed seeds.
//! What it can see and how often it is wrong stands in benches/peers/MODEL.md.

use super::program::{Program, Task};

/// The results that are compared, and how many decimals their means are shown with.
pub const RESULTS: [(&str, usize); 3] = [("mean score", 2), ("share sanctioned", 4), ("acts a year", 2)];

/// Two-sided quantile of Student's t, 9 degrees of freedom, at 0.01 / 42.
pub const LIMIT: f64 = 5.87;

/// Runs of a check: people, weeks, first seed, number of seeds.
pub struct Plan {
    people: u32,
    weeks: u32,
    first_seed: u64,
    seeds: u64,
}

/// The runs of the reference, and those of each tool.
pub struct Check {
    /// Of the reference, whose seeds no other tool has.
    pub reference: Plan,
    /// Of everything that is held against it, the plain loop itself included.
    pub others: Plan,
}

/// What the page rests on.
pub const WHOLE: Check = check(1 << 14, 156);
/// A look.
pub const QUICK: Check = check(1 << 12, 104);

const fn check(people: u32, weeks: u32) -> Check {
    Check {
        reference: Plan { people, weeks, first_seed: 1001, seeds: 40 },
        others: Plan { people, weeks, first_seed: 1, seeds: 10 },
    }
}

/// Results of each run, without and with ties.
pub type Runs = [Vec<[f64; RESULTS.len()]>; 2];

/// One version of a tool, held against the reference.
pub struct Agreement {
    /// The tool's means.
    pub means: [f64; RESULTS.len()],
    /// Welch's t of each result; not a number where neither side varies.
    pub t: [f64; RESULTS.len()],
}

/// Runs all seeds, without and with ties.
pub fn runs(program: &Program, plan: &Plan) -> Result<Runs, String> {
    let version = |ties| {
        let run = |at: u64| {
            let task = Task { people: plan.people, weeks: plan.weeks, ties, seed: plan.first_seed + at };
            program.run(&task).map(|(answer, _)| answer.results)
        };
        at_once(plan.seeds, &run).into_iter().collect::<Result<Vec<_>, _>>()
    };
    Ok([version(false)?, version(true)?])
}

/// `run` of every number below `count`, in order, on all processors: a check is not timed.
fn at_once<T: Send>(count: u64, run: &(impl Fn(u64) -> T + Sync)) -> Vec<T> {
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let mut found = std::thread::scope(|scope| {
        let share =
            |worker| move || (worker..count).step_by(workers as usize).map(|at| (at, run(at))).collect();
        let threads: Vec<_> = (0..workers).map(|worker| scope.spawn(share(worker))).collect();
        let parts = threads.into_iter().map(|thread| thread.join().expect("a run does not panic"));
        parts.flat_map(|part: Vec<(u64, T)>| part).collect::<Vec<_>>()
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, result)| result).collect()
}

/// Each version of a tool against that of the reference.
pub fn compare(reference: &Runs, runs: &Runs) -> [Agreement; 2] {
    [0, 1].map(|version| {
        let column = |runs: &Runs, result: usize| runs[version].iter().map(|run| run[result]).collect();
        let pairs: [(Vec<f64>, Vec<f64>); RESULTS.len()] =
            std::array::from_fn(|result| (column(runs, result), column(reference, result)));
        Agreement {
            means: pairs.each_ref().map(|(runs, _)| moments(runs).0),
            t: pairs.each_ref().map(|(runs, reference)| welch(runs, reference)),
        }
    })
}

fn welch(a: &[f64], b: &[f64]) -> f64 {
    let ((mean_a, error_a), (mean_b, error_b)) = (moments(a), moments(b));
    (mean_a - mean_b) / (error_a + error_b).sqrt()
}

/// The mean, and the square of its standard error.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, squares / (n - 1.0) / n)
}

impl Agreement {
    /// Whether every |t| is within the limit.
    pub fn holds(&self) -> bool {
        self.t.iter().all(|t| t.abs() <= LIMIT)
    }

    /// The largest |t|.
    pub fn worst(&self) -> f64 {
        self.t.iter().fold(0.0, |worst, t| if t.abs() > worst { t.abs() } else { worst })
    }

    /// One line.
    pub fn summary(&self) -> String {
        let parts = RESULTS.iter().zip(self.means).zip(self.t);
        let parts = parts.map(|(((name, digits), mean), t)| format!("{name} {mean:.digits$} (t {t:+.1})"));
        parts.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs_around(mean: f64) -> Runs {
        let run = |step: i32| [mean + f64::from(step), mean - f64::from(step), mean + f64::from(step % 2)];
        [-2, 2].map(|_| (-2..=2).map(run).collect())
    }

    #[test]
    fn runs_at_once_keep_their_order() {
        assert_eq!(at_once(5, &|at| at * 2), [0, 2, 4, 6, 8]);
        assert!(at_once(0, &|at| at).is_empty());
    }

    #[test]
    fn equal_means_agree_and_far_ones_do_not() {
        let reference = runs_around(10.0);
        assert!(compare(&reference, &runs_around(11.0)).iter().all(Agreement::holds));
        assert!(!compare(&reference, &runs_around(20.0)).iter().any(Agreement::holds));
    }

    #[test]
    fn welch_is_as_in_the_textbook() {
        // Means 3 and 4, variances 2.5 and 10, five each: -1 / sqrt(2.5 / 5 + 10 / 5).
        let t = welch(&[1.0, 2.0, 3.0, 4.0, 5.0], &[0.0, 2.0, 4.0, 6.0, 8.0]);
        assert!((t + 1.0 / 2.5f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_number_does_not_agree() {
        let mut runs = runs_around(10.0);
        runs[0][0][0] = f64::NAN;
        assert!(!compare(&runs_around(10.0), &runs)[0].holds());
    }
}
