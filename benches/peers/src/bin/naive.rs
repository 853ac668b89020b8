//! The reference: MODEL.md as a plain loop over people.

use peers::{COVERAGE, FLOOR, HALF_LIFE, LINE, Luck, POINTS, START, TERM, Task, Ties, Week, acts, told};

struct Person {
    quiet: f64,
    debt: f64,
    held_until: Option<u32>,
    armed: bool,
}

fn main() {
    let mut task = Task::read();
    let mut luck = Luck::new(task.seed);
    let mut people: Vec<Person> = (0..task.people)
        .map(|_| Person { quiet: luck.quiet(), debt: 0.0, held_until: None, armed: true })
        .collect();
    let ties = task.ties.then(|| Ties::new(task.people, &mut luck));
    let mut told_last = vec![0; task.people];
    let mut told_now = vec![0; task.people];
    let forget = (-1.0 / HALF_LIFE).exp2();
    let mut series = Vec::new();
    task.ready();
    for week in 0..task.weeks {
        let mut sums = Week::default();
        for (i, person) in people.iter_mut().enumerate() {
            let acts = acts(person.quiet, luck.unit());
            let records = (0..acts).filter(|_| luck.unit() < COVERAGE).count();
            person.debt = person.debt * forget + POINTS * records as f64;
            let association = ties.as_ref().map_or(0.0, |ties| ties.association(i, &told_last));
            let score = START - person.debt - association;
            sanction(person, score < LINE, week);
            let shown = score.clamp(FLOOR, START);
            told_now[i] = told(shown);
            sums.score += shown;
            sums.sanctioned += f64::from(u8::from(person.held_until.is_some()));
            sums.acts += f64::from(acts);
        }
        std::mem::swap(&mut told_last, &mut told_now);
        series.push(sums);
    }
    task.report(env!("CARGO_PKG_VERSION"), &series);
}

/// Ends, falls, is armed again, in this order.
fn sanction(person: &mut Person, below: bool, week: u32) {
    if person.held_until == Some(week) {
        person.held_until = None;
    }
    if person.held_until.is_none() {
        if !below {
            person.armed = true;
        } else if person.armed {
            person.held_until = Some(week + TERM);
            person.armed = false;
        }
    }
}
