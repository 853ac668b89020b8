//! What counties cost: their people, each part of their weeks, and how that moves with size, number, arms,
//! vector level and threads.

use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Instant;

use glasshouse::county::{County, Part, Watch};
use glasshouse::draw::Stream;
use glasshouse::experiment::{Plan, Pool, Ready};
use glasshouse::level::Level;
use glasshouse::society::people::{self, Laws};
use glasshouse::society::population::Source;
use glasshouse::society::ties::{self, Friendliness};

use crate::clock::{Timed, best_of};
use crate::plans::{self, FOUR, Scale, TWO};
use crate::row::{EACH, print, print_with_goal};

/// Nanoseconds a person that drawing a county may take.
const BUILDING_GOAL: f64 = 250.0;
/// Nanoseconds of one core that a person-week of a further arm may take: 7 ns of two.
const FURTHER_GOAL: f64 = 14.0;
/// The same of a first arm, with people and marks, and of `none` as a further one: 12 and 7 ns of two.
const BOTH_GOAL: f64 = 24.0 + FURTHER_GOAL;
/// How many times the work of one thread two should do.
const THREADS_GOAL: f64 = 1.8; // within 10% of double

/// One county, start to end.
pub fn run(ready: &Ready<'_>, number: u32) -> County {
    ready.county(number, &mut |_| true).expect("nothing stops a county here")
}

/// Drawing people and ties, on one thread.
pub fn building(scale: &Scale) {
    let society = plans::society();
    let (laws, friendliness) = (Laws::new(&society), Friendliness::new(&society));
    let source = Source::new(&society);
    let (who, luck) = (Stream::new(1, 0), Stream::new(1, 0));
    let count = scale.people as usize;
    let each = |timed: Timed| timed.times(1e9 / f64::from(scale.people));
    let (part, unit) = ("the people of a county", "ns a person");
    let folk = best_of(scale.runs, || people::draw(&society, &laws, &who, count));
    print(part, "people", unit, each(folk));
    let drawn = people::draw(&society, &laws, &who, count);
    let knots = best_of(scale.runs, || ties::draw(&society, &friendliness, &drawn, &who));
    print(part, "ties", unit, each(knots));
    let whole = best_of(scale.runs, || source.draw(&society, &who, &luck, count));
    print_with_goal(part, "all: people, ties, propensities, positions", unit, each(whole), BUILDING_GOAL);
}

/// Each part of the weeks of one county under four regimes, from one run.
pub fn parts(scale: &Scale) {
    let plan = plans::plan(&FOUR, scale.people, scale.weeks);
    let ready = plan.ready();
    let runs: Vec<[f64; Part::ALL.len()]> = (0..scale.runs).map(|_| watched(&ready)).collect();
    let column = |at: usize| Timed::of(runs.iter().map(|run| run[at]).collect());
    let work = f64::from(scale.people) * f64::from(scale.weeks);
    let arms = FOUR.len() as f64;
    for (at, part) in Part::ALL.into_iter().enumerate() {
        let (name, person_weeks) = match part {
            Part::People | Part::Sums => continue,
            Part::Marks => ("marks of luck, for all arms at once".to_owned(), work),
            verb => (format!("{verb:?}").to_lowercase(), work * arms),
        };
        print("the week", &name, EACH, column(at).times(1e9 / person_weeks));
    }
    let whole = Timed::of(runs.iter().map(|run| run.iter().sum()).collect());
    let name = "all of a county's year, a regime of four";
    print("the week", name, EACH, whole.times(1e9 / (work * arms)));
}

/// Seconds of each part of one county.
fn watched(ready: &Ready<'_>) -> [f64; Part::ALL.len()] {
    let mut seconds = [0.0; Part::ALL.len()];
    let mut last = Instant::now();
    let mut done = |part: Part| {
        let now = Instant::now();
        seconds[part as usize] += (now - last).as_secs_f64();
        last = now;
    };
    black_box(ready.watched(0, &mut Watch::new(&mut |_| true, &mut done)));
    seconds
}

/// Arms over five years: `social-credit`, which pays for people and marks, with `none` beside it, and what others cost
/// beside these. `none` always runs, so the two are timed together.
pub fn arms(scale: &Scale) {
    let weeks = 5 * scale.weeks;
    let work = f64::from(scale.people) * f64::from(weeks);
    let time = |regimes: &[&str]| {
        let plan = plans::plan(regimes, scale.people, weeks);
        let ready = plan.ready();
        best_of(scale.runs.min(3), || run(&ready, 0)).times(1e9 / work)
    };
    let (one, two, four) = (time(&FOUR[..1]), time(&TWO), time(&FOUR));
    let beside = |all: Timed, less: Timed, arms: f64| Timed { best: (all.best - less.best) / arms, ..all };
    let part = "arms over five years";
    print_with_goal(
        part,
        "social-credit and none, with people and marks: the two together",
        EACH,
        two,
        BOTH_GOAL,
    );
    print_with_goal(
        part,
        "each of two further regimes beside them",
        EACH,
        beside(four, two, 2.0),
        FURTHER_GOAL,
    );
    print(part, "none alone, with people and marks", EACH, one);
    print(part, "social-credit beside it", EACH, beside(two, one, 1.0));
}

/// Two arms at every vector level of this processor.
pub fn levels(scale: &Scale) {
    let plan = plans::plan(&TWO, scale.people, scale.weeks);
    for level in Level::available() {
        let ready = plan.ready().at(level);
        let timed = best_of(scale.runs, || run(&ready, 0));
        print("vector levels", level.name(), EACH, timed.times(1e9 / plan.county_weeks() as f64));
    }
}

/// Two arms in counties of each size.
pub fn sizes(scale: &Scale) {
    for log in scale.sizes.clone() {
        let plan = plans::plan(&TWO, 1 << log, scale.weeks / 2);
        let ready = plan.ready();
        // Small counties are over too fast for the clock to see well.
        let counties = (scale.people >> log).max(1);
        let timed = best_of(scale.runs.min(3), || {
            (0..counties).for_each(|number| {
                black_box(run(&ready, number));
            });
        });
        let work = plan.county_weeks() * u64::from(counties);
        let name = format!("2^{log} people");
        print("size of a county", &name, EACH, timed.times(1e9 / work as f64));
    }
}

/// Two arms in more and more counties, on one thread, results included.
pub fn growth(scale: &Scale) {
    for &counties in scale.counties {
        let plan = Plan { counties, ..plans::plan(&TWO, scale.people / 4, scale.weeks / 2) };
        let ready = plan.ready();
        let timed = best_of(scale.runs.min(3), || {
            let mut pool = Pool::new(&plan);
            (0..counties).for_each(|number| pool.add(run(&ready, number)));
            pool.finish()
        });
        let work = plan.county_weeks() * u64::from(counties);
        let name = format!("{} people in {counties}", u64::from(plan.county_size) * u64::from(counties));
        print("growth with the number of counties", &name, EACH, timed.times(1e9 / work as f64));
    }
    for years in [1, 2, 4] {
        let plan = plans::plan(&TWO, scale.people / 4, scale.weeks * years);
        let ready = plan.ready();
        let timed = best_of(scale.runs.min(3), || run(&ready, 0));
        let name = format!("{} weeks", plan.weeks);
        let each = timed.times(1e9 / plan.county_weeks() as f64);
        print("growth with the number of weeks", &name, EACH, each);
    }
}

/// Counties over one thread and two: time, and how many times the work.
pub fn threads(scale: &Scale) {
    let plan = plans::plan(&TWO, scale.people, scale.weeks / 2);
    let ready = plan.ready();
    let counties = 4;
    let work = plan.county_weeks() * u64::from(counties);
    let [one, two] = [1, 2].map(|threads| {
        let timed = best_of(scale.runs, || share(&ready, counties, threads));
        let name = if threads == 1 { "one" } else { "two" };
        print("threads", name, EACH, timed.times(1e9 / work as f64));
        timed
    });
    let gain = Timed { best: one.best / two.best, spread: one.spread.max(two.spread) };
    print_with_goal("threads", "work of two over that of one", "times (at least)", gain, THREADS_GOAL);
}

fn share(ready: &Ready<'_>, counties: u32, threads: usize) {
    let next = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(number) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < counties)
                {
                    black_box(run(ready, number));
                }
            });
        }
    });
}
