//! Plans of built-in societies and regimes, run on all processors, with the sums of each group of counties kept.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use glasshouse::builtin;
use glasshouse::county::County;
use glasshouse::experiment::{Plan, Pool, Results};
use glasshouse::measure::interval::{Estimate, GROUPS_KEPT, Jackknife, Ratio, Spread};
use glasshouse::measure::totals::Totals;
use glasshouse::problem::Problems;
use glasshouse::read::Read;
use glasshouse::regime::Regime;
use glasshouse::regime::variant;
use glasshouse::regime::vary::{Asked, Base};
use glasshouse::society::{self, Society};
use glasshouse::text::set::Setting;

/// The society of every page.
pub const SOCIETY: &str = "large-country";
/// People in a county.
pub const COUNTY: u32 = 16_384;
/// The seed of people and luck of every page.
pub const SEED: u64 = 1;

/// How much is run, and how.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Counties.
    pub counties: u32,
    /// People in each: a power of two from 4,096.
    pub county_size: u32,
    /// Threads.
    pub threads: usize,
}

impl Scale {
    /// At least `people` people, in counties of the usual size where that gives enough of them for intervals.
    pub fn of(people: u64, threads: usize) -> Scale {
        let mut county_size = COUNTY;
        while county_size > 4096 && u64::from(county_size) * 4 > people {
            county_size /= 2;
        }
        let counties = people.div_ceil(u64::from(county_size)).max(1) as u32;
        Scale { counties, county_size, threads }
    }

    /// People in all.
    pub fn people(&self) -> u64 {
        u64::from(self.counties) * u64::from(self.county_size)
    }
}

/// A finished run.
pub struct Run {
    /// Who lives there.
    pub society: Society,
    /// Measures, intervals, tables.
    pub results: Results,
    groups: Vec<Group>,
}

/// The sums of a group of counties, by arm, `none` first.
struct Group {
    counties: u32,
    arms: Vec<Totals>,
}

impl Run {
    /// A ratio of sums of the plan's arm `arm`, times `scale`, with its interval.
    pub fn ratio(&self, arm: usize, scale: f64, ratio: &dyn Fn(&Society, &Totals) -> Ratio) -> Estimate {
        self.ratio_of(scale, &|arms| ratio(&self.society, &arms[arm + 1]))
    }

    /// The same of a ratio of sums of `none` and the arm.
    pub fn against_none(
        &self,
        arm: usize,
        scale: f64,
        ratio: &dyn Fn(&Society, &Totals, &Totals) -> Ratio,
    ) -> Estimate {
        self.ratio_of(scale, &|arms| ratio(&self.society, &arms[0], &arms[arm + 1]))
    }

    fn ratio_of(&self, scale: f64, ratio: &dyn Fn(&[Totals]) -> Ratio) -> Estimate {
        let sizes: Vec<u32> = self.groups.iter().map(|group| group.counties).collect();
        let ratios = self.groups.iter().map(|group| ratio(&group.arms));
        Jackknife::new(&sizes).estimate(&Spread::of_ratio(ratios, scale, "nothing of the kind happened"))
    }
}

/// The built-in society with settings.
pub fn society(settings: &[String]) -> Result<Read<Society>, String> {
    let source = builtin::find(&format!("society/{SOCIETY}")).ok_or("the society is not built in")?;
    society::file::read(source, &builtin::find, &parsed(settings)?).map_err(|found| words(&found))
}

/// A built-in regime by its name, `~with:` and `~without:` and all, with settings, each of which it must have.
pub fn regime(name: &str, settings: &[String], society: &Society) -> Result<Read<Regime>, String> {
    let (own, variants) = variant::split(name).map_err(|found| words(&found))?;
    let source = builtin::find(&format!("regime/{own}")).ok_or(format!("no regime `{own}` is built in"))?;
    let settings_read = parsed(settings)?;
    let base = Base { source: &source, find: &builtin::find, settings: &settings_read, society };
    let asked = Asked { own: &variants, every: &[] };
    let read = base.read(asked).map_err(|found| words(&found))?.read;
    match read.applied.iter().position(|applied| !applied) {
        Some(at) => Err(format!("{name} has nothing that `{}` sets", settings[at])),
        None => Ok(read),
    }
}

fn parsed(settings: &[String]) -> Result<Vec<Setting>, String> {
    let parse = |text: &String| Setting::parse(text).map_err(|problem| words(&Problems::from(problem)));
    settings.iter().map(parse).collect()
}

fn words(problems: &Problems) -> String {
    problems.0.iter().map(|problem| problem.what.clone()).collect::<Vec<_>>().join("; ")
}

/// Runs `arms` on the people of `society` for `weeks` weeks.
pub fn run(society: &Society, arms: Vec<Regime>, weeks: u32, scale: Scale) -> Run {
    let plan = Plan {
        society: society.clone(),
        arms,
        counties: scale.counties,
        county_size: scale.county_size,
        warm_up: 0,
        weeks,
        seed: SEED,
        luck: SEED,
    };
    let mut pool = Pool::new(&plan);
    let mut groups: Vec<Option<Group>> = (0..GROUPS_KEPT).map(|_| None).collect();
    each_county(&plan, scale.threads, &mut |county| {
        let group = &mut groups[county.number as usize % GROUPS_KEPT];
        match group {
            Some(group) => group.add(&county),
            None => *group = Some(Group { counties: 1, arms: county.arms.clone() }),
        }
        pool.add(county);
    });
    Run { society: society.clone(), results: pool.finish(), groups: groups.into_iter().flatten().collect() }
}

impl Group {
    fn add(&mut self, county: &County) {
        self.counties += 1;
        self.arms.iter_mut().zip(&county.arms).for_each(|(mine, theirs)| mine.add(theirs));
    }
}

/// Computes every county; the order in which they come moves no result.
fn each_county(plan: &Plan, threads: usize, keep: &mut dyn FnMut(County)) {
    let (ready, next) = (plan.ready(), AtomicU32::new(0));
    thread::scope(|scope| {
        let (send, receive) = sync_channel(1);
        for _ in 0..threads {
            let (send, ready, next) = (send.clone(), &ready, &next);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= plan.counties {
                        break;
                    }
                    let county = ready.county(number, &mut |_| true).expect("nothing stops a county here");
                    if send.send(county).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        receive.iter().for_each(keep);
    });
}
