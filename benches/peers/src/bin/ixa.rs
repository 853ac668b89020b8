//! The model of MODEL.md in ixa: people with properties, a plan for each week.
//!
//! Fast paths: one call for a week's random numbers, properties set only where they change, and what people tell
//! each other lies in two plain columns of a data plugin.

use ixa::prelude::*;
use ixa::rand::RngExt;
use peers::{COVERAGE, FLOOR, HALF_LIFE, LINE, Luck, POINTS, START, TERM, Task, Ties, Week, acts, told};

define_entity!(Person);
define_property!(struct Quiet(f64), Person, impl_eq_hash = both);
define_property!(struct Debt(f64), Person, impl_eq_hash = both, default_const = Debt(0.0));
impl_property!(Sanction, Person, default_const = Sanction::Armed);
define_rng!(ActRng);
define_data_plugin!(Country, CountryData, CountryData::default());

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sanction {
    Armed,
    HeldUntil(u32),
    Unarmed,
}

#[derive(Default)]
struct CountryData {
    ties: Option<Ties>,
    told_last: Vec<u8>,
    told_now: Vec<u8>,
    weeks: u32,
    series: Vec<Week>,
}

fn main() {
    let mut task = Task::read();
    let mut luck = Luck::new(task.seed);
    let mut context = Context::new();
    context.init_random(task.seed);
    for _ in 0..task.people {
        context.add_entity(with!(Person, Quiet(luck.quiet()))).expect("a person needs no more");
    }
    *context.get_data_mut(Country) = CountryData {
        ties: task.ties.then(|| Ties::new(task.people, &mut luck)),
        told_last: vec![0; task.people],
        told_now: vec![0; task.people],
        weeks: task.weeks,
        series: Vec::new(),
    };
    context.add_plan(0.0, week);
    task.ready();
    context.execute();
    task.report("4.0.0", &context.get_data(Country).series);
}

/// One week of everybody, then the plan of the next.
fn week(context: &mut Context) {
    let now = context.get_current_time() as u32;
    let forget = (-1.0 / HALF_LIFE).exp2();
    let done: Vec<(u32, u32)> = context.sample(ActRng, |rng| {
        let draw = |person| {
            let Quiet(quiet) = context.get_property(person);
            let acts = acts(quiet, rng.random());
            (acts, (0..acts).filter(|_| rng.random::<f64>() < COVERAGE).count() as u32)
        };
        context.get_entity_iterator::<Person>().map(draw).collect()
    });
    let mut sums = Week::default();
    let people = context.get_entity_iterator::<Person>();
    for (i, (person, (acts, records))) in people.zip(done).enumerate() {
        let Debt(debt) = context.get_property(person);
        let new_debt = debt * forget + POINTS * f64::from(records);
        if new_debt != debt {
            context.set_property(person, Debt(new_debt));
        }
        let country = context.get_data(Country);
        let ties = country.ties.as_ref();
        let association = ties.map_or(0.0, |ties| ties.association(i, &country.told_last));
        let score = START - new_debt - association;
        let sanction = sanction(context, person, score < LINE, now);
        let shown = score.clamp(FLOOR, START);
        context.get_data_mut(Country).told_now[i] = told(shown);
        sums.score += shown;
        sums.sanctioned += f64::from(u8::from(matches!(sanction, Sanction::HeldUntil(_))));
        sums.acts += f64::from(acts);
    }
    let country = context.get_data_mut(Country);
    std::mem::swap(&mut country.told_last, &mut country.told_now);
    country.series.push(sums);
    if now + 1 < country.weeks {
        context.add_plan(f64::from(now + 1), week);
    }
}

/// Ends, falls, is armed again, in this order.
fn sanction(context: &mut Context, person: PersonId, below: bool, now: u32) -> Sanction {
    let old: Sanction = context.get_property(person);
    let free = if old == Sanction::HeldUntil(now) { Sanction::Unarmed } else { old };
    let new = match free {
        Sanction::Armed if below => Sanction::HeldUntil(now + TERM),
        Sanction::Unarmed if !below => Sanction::Armed,
        other => other,
    };
    if new != old {
        context.set_property(person, new);
    }
    new
}
