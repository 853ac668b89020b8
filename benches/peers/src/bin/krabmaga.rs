//! The model of MODEL.md in krABMaga: agents in its schedule, stepped once a week.
//!
//! Fast paths: no terminal, and what agents tell each other lies in two plain columns of the state.

use std::any::Any;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use peers::{COVERAGE, FLOOR, HALF_LIFE, LINE, Luck, POINTS, START, TERM, Task, Ties, Week, acts, told};

struct Country {
    luck: Luck,
    people: usize,
    ties: Option<Ties>,
    told_last: Vec<u8>,
    told_now: Vec<u8>,
    sums: Week,
    series: Vec<Week>,
}

#[derive(Clone)]
struct Person {
    number: usize,
    quiet: f64,
    debt: f64,
    held_until: Option<u64>,
    armed: bool,
}

fn main() {
    let mut task = Task::read();
    let mut luck = Luck::new(task.seed);
    let ties = task.ties.then(|| Ties::new(task.people, &mut luck));
    let mut country = Country {
        luck,
        people: task.people,
        ties,
        told_last: vec![0; task.people],
        told_now: vec![0; task.people],
        sums: Week::default(),
        series: Vec::new(),
    };
    let mut schedule = Schedule::new();
    country.init(&mut schedule);
    task.ready();
    for _ in 0..task.weeks {
        schedule.step(&mut country);
    }
    task.report("0.6.2", &country.series);
}

impl State for Country {
    fn init(&mut self, schedule: &mut Schedule) {
        for number in 0..self.people {
            let quiet = self.luck.quiet();
            let person = Person { number, quiet, debt: 0.0, held_until: None, armed: true };
            schedule.schedule_repeating(Box::new(person), 0.0, 0);
        }
    }

    fn after_step(&mut self, _schedule: &mut Schedule) {
        std::mem::swap(&mut self.told_last, &mut self.told_now);
        self.series.push(std::mem::take(&mut self.sums));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn reset(&mut self) {}

    fn update(&mut self, _week: u64) {}
}

impl Agent for Person {
    fn step(&mut self, state: &mut dyn State) {
        let country = state.as_any_mut().downcast_mut::<Country>().expect("there is one kind of state");
        let acts = acts(self.quiet, country.luck.unit());
        let records = (0..acts).filter(|_| country.luck.unit() < COVERAGE).count();
        self.debt = self.debt * (-1.0 / HALF_LIFE).exp2() + POINTS * records as f64;
        let ties = country.ties.as_ref();
        let association = ties.map_or(0.0, |ties| ties.association(self.number, &country.told_last));
        let score = START - self.debt - association;
        self.sanction(score < LINE, country.series.len() as u64);
        let shown = score.clamp(FLOOR, START);
        country.told_now[self.number] = told(shown);
        country.sums.score += shown;
        country.sums.sanctioned += f64::from(u8::from(self.held_until.is_some()));
        country.sums.acts += f64::from(acts);
    }
}

impl Person {
    /// Ends, falls, is armed again, in this order.
    fn sanction(&mut self, below: bool, week: u64) {
        if self.held_until == Some(week) {
            self.held_until = None;
        }
        if self.held_until.is_none() {
            if !below {
                self.armed = true;
            } else if self.armed {
                self.held_until = Some(week + u64::from(TERM));
                self.armed = false;
            }
        }
    }
}
