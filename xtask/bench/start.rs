//! What comes before the first week: reading the built-in files and making a plan ready.

use glasshouse::builtin;
use glasshouse::experiment::Pool;

use crate::clock::best_of;
use crate::counties::run;
use crate::plans::{self, FOUR, Scale};
use crate::row::print;

const PART: &str = "before and after the weeks";

/// Reading, making ready, and the results of many counties.
pub fn rows(scale: &Scale) {
    let society = best_of(scale.runs, plans::society);
    print(PART, "reading the society", "ms", society.times(1e3));
    let country = plans::society();
    let names: Vec<&str> = builtin::regimes().into_iter().map(|(name, _)| name).collect();
    let regimes =
        best_of(scale.runs, || names.iter().map(|name| plans::regime(name, &country)).collect::<Vec<_>>());
    print(PART, &format!("reading all {} regimes", names.len()), "ms", regimes.times(1e3));
    let plan = plans::plan(&FOUR, scale.people, 260);
    let ready = best_of(scale.runs, || drop(plan.ready()));
    print(PART, "a plan of four regimes and five years made ready", "ms", ready.times(1e3));
    let small = plans::plan(&FOUR, 4096, 260);
    let county = run(&small.ready(), 0);
    let results = best_of(scale.runs, || {
        let mut pool = Pool::new(&small);
        pool.add(county.clone());
        pool.finish()
    });
    print(PART, "measures and tables of four regimes, five years", "ms", results.times(1e3));
}
