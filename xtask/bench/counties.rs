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
use glasshouse::society::people::{self, Laws, People};
use glasshouse::society::population::{Population, Source};
use glasshouse::society::ties::{self, Friendliness, Ties};

use crate::clock::{Body, Timed, in_turn, rounds_of};
use crate::memory;
use crate::plans::{self, FOUR, Scale, TWO};
use crate::row::{self, EACH, print, print_with_goal};

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

/// Drawing people and ties, on one thread, in the memory of those before.
pub fn building(scale: &Scale) {
    let society = plans::society();
    let (laws, friendliness) = (Laws::new(&society), Friendliness::new(&society));
    let source = Source::new(&society);
    let (who, luck) = (Stream::new(1, 0), Stream::new(1, 0));
    let count = scale.people as usize;
    let drawn = people::draw(&society, &laws, &who, count);
    let (mut folk, mut knots, mut all) = (People::default(), Ties::default(), Population::default());
    let bodies: Vec<Body<'_>> = vec![
        Box::new(|| people::redraw(&society, &laws, &who, count, &mut folk)),
        Box::new(|| ties::redraw(&society, &friendliness, &drawn, &who, &mut knots)),
        Box::new(|| source.redraw(&society, &who, &luck, count, &mut all)),
    ];
    let timed = in_turn(scale.runs, bodies);
    let [folk, knots, all] = [0, 1, 2].map(|at| timed[at].times(1e9 / f64::from(scale.people)));
    let (part, unit) = ("the people of a county", "ns a person");
    print(part, "people", unit, folk);
    print(part, "ties", unit, knots);
    print_with_goal(part, "all: people, ties, propensities, positions", unit, all, BUILDING_GOAL);
}

/// Each part of the weeks of one county under four regimes, from one run.
pub fn parts(scale: &Scale) {
    let plan = plans::plan(&FOUR, scale.people, scale.weeks);
    let ready = plan.ready();
    // Words and weeks in turn: what slows the machine for a while slows both.
    let mut words = memory::words(scale);
    let (mut drawn, mut runs) = (Vec::new(), Vec::new());
    for _ in 0..scale.runs {
        let begun = Instant::now();
        words();
        drawn.push(begun.elapsed().as_secs_f64());
        runs.push(watched(&ready));
    }
    let column = |at: usize| Timed::of(runs.iter().map(|run| run[at]).collect());
    let work = f64::from(scale.people) * f64::from(scale.weeks);
    print(memory::PART, row::WORDS, EACH, Timed::of(drawn).times(1e9 / work));
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
    let plans = [&FOUR[..1], &TWO, &FOUR].map(|regimes| plans::plan(regimes, scale.people, weeks));
    let readies = plans.each_ref().map(Plan::ready);
    let timed = in_turn(scale.runs, readies.iter().map(county).collect());
    let [one, two, four] = [0, 1, 2].map(|at| timed[at].times(1e9 / work));
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
    let levels = Level::available();
    let readies: Vec<Ready<'_>> = levels.iter().map(|&level| plan.ready().at(level)).collect();
    let timed = in_turn(scale.runs, readies.iter().map(county).collect());
    for (level, timed) in levels.iter().zip(timed) {
        print("vector levels", level.name(), EACH, timed.times(1e9 / plan.county_weeks() as f64));
    }
}

/// Two arms in counties of each size.
pub fn sizes(scale: &Scale) {
    let plan = |log: u32| {
        // Small counties are over too fast for the clock to see well.
        let counties = (scale.people >> log).max(1);
        Plan { counties, ..plans::plan(&TWO, 1 << log, scale.weeks / 2) }
    };
    let plans: Vec<Plan> = scale.sizes.clone().map(plan).collect();
    let readies: Vec<Ready<'_>> = plans.iter().map(Plan::ready).collect();
    let body = |(ready, plan): (_, &Plan)| -> Body<'_> {
        let counties = plan.counties;
        Box::new(move || share(ready, counties, 1))
    };
    let timed = in_turn(scale.runs, readies.iter().zip(&plans).map(body).collect());
    for ((log, plan), timed) in scale.sizes.clone().zip(&plans).zip(timed) {
        let work = plan.county_weeks() * u64::from(plan.counties);
        print("size of a county", &format!("2^{log} people"), EACH, timed.times(1e9 / work as f64));
    }
}

/// Two arms in more and more counties, on one thread, results included.
pub fn growth(scale: &Scale) {
    let people = scale.people / 4;
    let plan = |&counties| Plan { counties, ..plans::plan(&TWO, people, scale.weeks / 2) };
    let plans: Vec<Plan> = scale.counties.iter().map(plan).collect();
    let readies: Vec<Ready<'_>> = plans.iter().map(Plan::ready).collect();
    let body = |(ready, plan)| -> Body<'_> { Box::new(move || pooled(ready, plan)) };
    let timed = in_turn(scale.runs, readies.iter().zip(&plans).map(body).collect());
    for (plan, timed) in plans.iter().zip(timed) {
        let counties = u64::from(plan.counties);
        let name = format!("{} people in {counties}", u64::from(people) * counties);
        let each = timed.times(1e9 / (plan.county_weeks() * counties) as f64);
        print("growth with the number of counties", &name, EACH, each);
    }
    let plans = [1, 2, 4].map(|years| plans::plan(&TWO, people, scale.weeks * years));
    let readies = plans.each_ref().map(Plan::ready);
    let timed = in_turn(scale.runs, readies.iter().map(county).collect());
    for (plan, timed) in plans.iter().zip(timed) {
        let each = timed.times(1e9 / plan.county_weeks() as f64);
        print("growth with the number of weeks", &format!("{} weeks", plan.weeks), EACH, each);
    }
}

/// All counties of a plan, and their results.
fn pooled(ready: &Ready<'_>, plan: &Plan) {
    let mut pool = Pool::new(plan);
    (0..plan.counties).for_each(|number| pool.add(run(ready, number)));
    black_box(pool.finish());
}

/// Counties over one thread and two: time, and how many times the work; and the same of random words alone, which need no
/// memory, so that it shows how much of two processors the machine has.
pub fn threads(scale: &Scale) {
    let plan = plans::plan(&TWO, scale.people, scale.weeks / 2);
    // As in a long run, a thread that is held up leaves more of them to the other; so many that hardly any time is lost
    // while only the last one is still at work.
    let (ready, counties) = (&plan.ready(), 64);
    let work = plan.county_weeks() * u64::from(counties);
    let on = |threads| -> Body<'_> { Box::new(move || share(ready, counties, threads)) };
    let words = memory::words(scale);
    let bodies = vec![on(1), on(2), Box::new(|| on_each(&words, 1)), Box::new(|| on_each(&words, 2))];
    let [one, two, words_on_one, words_on_two] =
        rounds_of(scale.runs, bodies).try_into().expect("there are four bodies");
    let part = "threads";
    let gain = Timed::ratio(&one, &two);
    for (name, seconds) in [("one", one), ("two", two)] {
        print(part, name, EACH, Timed::of(seconds).times(1e9 / work as f64));
    }
    let unit = "times (at least)";
    // Each of two threads draws all the words.
    let words = Timed::ratio(&words_on_one, &words_on_two).times(2.0);
    print(part, "random words on two over those on one", unit, words);
    print_with_goal(part, "work of two over that of one", unit, gain, THREADS_GOAL);
}

/// The same on each of some threads.
fn on_each(body: &(impl FnMut() + Clone + Send), threads: usize) {
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(body.clone());
        }
    });
}

/// The first county, to be timed.
fn county<'a>(ready: &'a Ready<'_>) -> Body<'a> {
    Box::new(|| {
        black_box(run(ready, 0));
    })
}

/// So many counties, each taken by the next thread that is free.
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
