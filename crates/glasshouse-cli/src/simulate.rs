//! `compare`, `run`, the experiment and `resume`: from what was typed to a folder and a summary.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use glasshouse::county::County;
use glasshouse::experiment::results::{Results, hex};
use glasshouse::experiment::{Plan, Pool};
use glasshouse::problem::Problem;
use glasshouse::summary;

use crate::args::{Format, Manner, RunOptions, World};
use crate::failure::{Failure, problem};
use crate::folder::{self, Folder, RUNS};
use crate::inputs::{self, Inputs};
use crate::json::{self, Cost, CountySeconds};
use crate::log::Log;
use crate::number::{Size, USUAL_COUNTY, grouped, short, time, weeks};
use crate::progress::Progress;
use crate::recipe::Recipe;
use crate::run::{self, End};
use crate::terminal::{Terminal, wrapped};
use crate::{dry_run, machine, report, write};

/// The experiment of the bare program.
pub const FOUR_REGIMES: &str = "four-regimes";
/// Its arms.
pub const FOUR: [&str; 4] = ["none", "financial-credit", "platform-rating", "social-credit"];

/// What was asked for: a name for the folder, the words that ask again, and the arms.
#[derive(Debug)]
pub struct Question {
    /// For the folder.
    pub name: String,
    /// The command and its operands.
    pub words: Vec<String>,
    /// Built-in regimes or files.
    pub arms: Vec<String>,
}

impl Question {
    /// The experiment `four-regimes`.
    pub fn four_regimes() -> Question {
        let words = vec!["experiment".into(), FOUR_REGIMES.into()];
        Question { name: FOUR_REGIMES.into(), words, arms: FOUR.map(String::from).to_vec() }
    }

    /// `compare` or `run`.
    pub fn of(command: &str, arms: Vec<String>) -> Question {
        let words = [command.to_owned()].into_iter().chain(arms.iter().cloned()).collect();
        Question { name: String::new(), words, arms }
    }
}

/// Answers a question: reads, simulates, writes and prints.
pub fn ask(question: &Question, options: &RunOptions, terminal: &Terminal) -> Result<(), Failure> {
    let planned = options.planned.given();
    if !planned.is_empty() {
        return Err(Failure::planned(&planned));
    }
    let every = [options.world.without.clone(), options.world.with.clone()].concat();
    let inputs = inputs::read(&options.world.society, &question.arms, &options.world.set, &every)?;
    let size = Size::of(options.people, options.world.county_size);
    let recipe = Recipe::new(&inputs, options, size, command(question, options));
    let mut notes = inputs.notes();
    notes.extend(rounded(options, size));
    terminal.advise(&notes);
    let plan = recipe.plan()?;
    let threads = options.manner.threads.unwrap_or_else(machine::processors);
    if options.dry_run {
        return dry_run::print(&recipe, &plan, threads, options.manner.json, terminal);
    }
    let name = folder_name(question, &inputs, options);
    let (folder, log) = Folder::create(options.out.as_deref(), &name, &recipe)?;
    let pool = Pool::new(&plan);
    Job { recipe, plan, folder, threads, json: options.manner.json }.finish(log, pool, terminal)
}

/// Goes on with a stopped run, or lists those there are.
pub fn resume(dir: Option<&Path>, manner: &Manner, terminal: &Terminal) -> Result<(), Failure> {
    let Some(dir) = dir else {
        let stopped = folder::stopped(Path::new(RUNS));
        let lines = stopped.iter().map(|path| format!("glasshouse resume {}\n", folder::shell(path)));
        let text: String = lines.collect();
        return terminal.print(if text.is_empty() { "No stopped runs below runs/.\n" } else { &text });
    };
    let (folder, recipe) = Folder::reopen(dir)?;
    let plan = recipe.plan()?;
    let mut pool = Pool::new(&plan);
    let mut restore = |county: County| {
        if !pool.has(county.number) && county.number < plan.counties {
            pool.add(county);
        }
    };
    let log = folder.log(&recipe, &plan, &mut restore)?;
    let threads = manner.threads.unwrap_or_else(machine::processors);
    Job { recipe, plan, folder, threads, json: manner.json }.finish(log, pool, terminal)
}

/// A run with its folder.
struct Job {
    recipe: Recipe,
    plan: Plan,
    folder: Folder,
    threads: usize,
    json: bool,
}

impl Job {
    /// Simulates what is not in the pool yet, writes and prints.
    fn finish(&self, mut log: Log, mut pool: Pool, terminal: &Terminal) -> Result<(), Failure> {
        let begun = Instant::now();
        let resumed = pool.counties() > 0;
        let counties = CountySeconds::of(self.simulate(&mut log, &mut pool, terminal)?);
        let results = pool.finish();
        let cost = Cost { seconds: begun.elapsed().as_secs_f64(), threads: self.threads, resumed, counties };
        let (manifest, page) = report::of_run(&self.recipe, &results, &cost)?;
        let write = |aside: &Path| {
            write::tables(aside, &results.tables, self.recipe.format)?;
            folder::write_aside(&aside.join(report::PAGE), page.as_bytes())
        };
        self.folder.publish(write, &manifest)?;
        terminal.print(&self.report(&results, &cost, terminal.out.width))
    }

    /// Computes the counties that the pool does not have; how many seconds each took.
    fn simulate(&self, log: &mut Log, pool: &mut Pool, terminal: &Terminal) -> Result<Vec<f64>, Failure> {
        let todo: Vec<u32> = (0..self.plan.counties).filter(|number| !pool.has(*number)).collect();
        let stop = stop_on_interrupt();
        let (ready, fingerprint) = (self.plan.ready(), self.plan.fingerprint());
        let work = |number, tick: &mut dyn FnMut(u64) -> bool| ready.county(number, tick);
        let total = todo.len() as u64 * self.plan.county_weeks();
        let progress = Progress::new(terminal, total, (pool.counties(), self.plan.counties));
        let mut seconds = Vec::with_capacity(todo.len());
        let mut keep = |county: County, took: Duration| {
            log.append(&county.to_bytes(&fingerprint))?;
            pool.add(county);
            seconds.push(took.as_secs_f64());
            Ok(())
        };
        match run::run(&work, &todo, self.threads, &stop, &progress, &mut keep) {
            End::Done => Ok(seconds),
            End::Stopped => Err(self.stopped(pool.counties())),
            End::Unkept(error) => Err(self.folder.stuck(&error)),
            End::Broken => {
                let remedy =
                    format!("please report it, with {}", self.folder.progress().join("plan.json").display());
                Err(Failure::run(
                    "a county broke a promise of this program",
                    "this is our mistake, not yours",
                    remedy,
                ))
            }
        }
    }

    fn stopped(&self, kept: u32) -> Failure {
        let counties = grouped(u64::from(self.plan.counties));
        let what =
            format!("stopped; {} of {counties} counties are finished and kept", grouped(u64::from(kept)));
        let remedy = format!("go on with: glasshouse resume {}", folder::shell(self.folder.root()));
        Failure { code: 130, problems: vec![problem(what, "", remedy)] }
    }

    /// What is printed at the end.
    fn report(&self, results: &Results, cost: &Cost, width: usize) -> String {
        let out = self.folder.root().display().to_string();
        if self.json {
            return format!("{}\n", json::summary(results, cost, &out));
        }
        let summary = summary::render(results, width, Some(&out));
        let digest = &hex(&results.digest)[..16];
        let (took, again) = (time(cost.seconds), &self.recipe.command);
        let page = self.folder.root().join(report::PAGE);
        let end = wrapped(&format!("Digest {digest}, in {took}. Again:"), width);
        format!("{summary}\nReport: {}\n\n{end}\n  {again}\n", page.display())
    }
}

/// A flag that Ctrl-C raises; a second Ctrl-C does not wait for the next tick.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    // Without a handler Ctrl-C ends the process at once, and the log still holds what is finished.
    let _ = ctrlc::set_handler(handler);
    stop
}

/// What was rounded, in words.
fn rounded(options: &RunOptions, size: Size) -> Vec<Problem> {
    let mut notes = Vec::new();
    if size.people() != options.people {
        let (asked, people) = (grouped(options.people), grouped(size.people()));
        let what = format!("{asked} people are rounded up to {people}: {}", size.words());
        notes.push(problem(what, "a society is simulated in whole counties", ""));
    }
    notes.extend(rounded_years(&options.world));
    notes
}

/// What was rounded of the years.
pub fn rounded_years(world: &World) -> Vec<Problem> {
    let mut notes = Vec::new();
    for years in [world.warm_up, world.years] {
        let weeks = weeks(years);
        if (years * 52.0 - f64::from(weeks)).abs() > 1e-9 {
            let what = format!("{years} years are rounded to {weeks} weeks");
            notes.push(problem(what, "a year has 52 weeks here", ""));
        }
    }
    notes
}

/// The name of a run's folder below `runs/`.
fn folder_name(question: &Question, inputs: &Inputs, options: &RunOptions) -> String {
    let safe = |name: &str| -> String {
        let keep = |c: char| {
            if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }
        };
        name.chars().map(keep).take(40).collect::<String>().trim_matches(['-', '.']).to_owned()
    };
    let names: Vec<String> = inputs.arms.iter().map(|arm| safe(&arm.value.name)).collect();
    let name = match names.as_slice() {
        _ if !question.name.is_empty() => question.name.clone(),
        [first, rest @ ..] if names.len() > 3 => format!("{first}-vs-{}-others", rest.len()),
        names => names.join("-vs-"),
    };
    format!("{name}-{}-seed{}", short(options.people), options.world.seed)
}

/// The command that makes the run again, with everything said that is not a default.
fn command(question: &Question, options: &RunOptions) -> String {
    let mut words = vec!["glasshouse".to_owned()];
    words.extend(question.words.iter().map(|word| folder::quote(word)));
    words.push(format!("--people {}", options.people));
    words.extend(world_words(&options.world));
    if options.format == Format::Csv {
        words.push("--format csv".to_owned());
    }
    words.join(" ")
}

/// The options that make a world again, with everything said that is not a default.
pub fn world_words(world: &World) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |name: &str, value: &str| words.push(format!("{name} {}", folder::quote(value)));
    add("--years", &world.years.to_string());
    if world.warm_up > 0.0 {
        add("--warm-up", &world.warm_up.to_string());
    }
    add("--seed", &world.seed.to_string());
    if let Some(luck) = world.luck {
        add("--luck", &luck.to_string());
    }
    if world.society != "large-country" {
        add("--society", &world.society);
    }
    if world.county_size != USUAL_COUNTY {
        add("--county-size", &world.county_size.to_string());
    }
    for setting in &world.set {
        add("--set", setting);
    }
    for variant in world.without.iter().chain(&world.with) {
        add(&format!("--{}", variant.sort.preposition()), &variant.name);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_ticks_as_many_person_weeks_as_the_progress_expects() {
        let arms = ["none".to_owned(), "social-credit".to_owned()];
        let inputs = inputs::read("large-country", &arms, &[], &[]).unwrap();
        let regimes: Vec<_> = inputs.arms.into_iter().map(|arm| arm.value).collect();
        for arms in [vec![regimes[1].clone()], regimes] {
            let society = inputs.society.value.clone();
            let plan = Plan {
                society,
                arms,
                counties: 1,
                county_size: 4096,
                warm_up: 0,
                weeks: 17,
                seed: 1,
                luck: 1,
            };
            let mut ticked = 0;
            plan.ready().county(0, &mut |person_weeks| {
                ticked += person_weeks;
                true
            });
            assert_eq!(ticked, plan.county_weeks());
        }
    }
}
