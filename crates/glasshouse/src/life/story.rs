//! The events of a life as lines to be read: each with its weeks, and small ones told together.

use super::event::{Event, What};
use super::words::{points, sentence};
use super::{Life, LifeArm};
use crate::unit::POINT;

/// A record of so many points or fewer is small.
const SMALL: i64 = 5 * POINT;

/// What a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The regime comes into force or goes out of it.
    Force,
    /// A record of what was done.
    Record,
    /// A record of what never happened.
    FalseRecord,
    /// Conduct of which nothing is recorded.
    Unseen,
    /// A sanction falls.
    Fall,
    /// A sanction goes on.
    Renewal,
    /// Something taken comes back.
    End,
    /// Rights lost through the household.
    Household,
    /// A demand refused.
    Refused,
    /// An appeal.
    Appeal,
    /// A friendship.
    Tie,
    /// What they know or say.
    Mind,
    /// A privilege.
    Privilege,
    /// Several small things together.
    Small,
}

impl Mark {
    /// Its name in pages and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Force => "force",
            Mark::Record => "record",
            Mark::FalseRecord => "false-record",
            Mark::Unseen => "unseen",
            Mark::Fall => "fall",
            Mark::Renewal => "renewal",
            Mark::End => "end",
            Mark::Household => "household",
            Mark::Refused => "refused",
            Mark::Appeal => "appeal",
            Mark::Tie => "tie",
            Mark::Mind => "mind",
            Mark::Privilege => "privilege",
            Mark::Small => "small",
        }
    }

    /// Of an event.
    pub fn of(event: &Event) -> Mark {
        match &event.what {
            What::Force { .. } => Mark::Force,
            What::Conduct(deed) if deed.falsely > 0 => Mark::FalseRecord,
            What::Conduct(deed) if deed.recorded > 0 => Mark::Record,
            What::Conduct(_) => Mark::Unseen,
            What::Term { fall: true, .. } => Mark::Fall,
            What::Term { .. } => Mark::Renewal,
            What::Ended { .. } | What::Household { rights: 0, .. } => Mark::End,
            What::Household { .. } => Mark::Household,
            What::Refused { .. } => Mark::Refused,
            What::Heard | What::Spoke { .. } => Mark::Mind,
            What::Tie { .. } => Mark::Tie,
            What::Privilege { .. } => Mark::Privilege,
            What::Filed { .. } | What::Decided { .. } => Mark::Appeal,
        }
    }
}

/// A line of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// First and last week.
    pub weeks: [u32; 2],
    /// What it tells of.
    pub mark: Mark,
    /// It in words.
    pub text: String,
}

/// Small things that follow on each other, by what is said of them: how often, and for how many points.
#[derive(Default)]
struct Heap {
    weeks: [u32; 2],
    things: Vec<(String, u32)>,
    points: i64,
    first: Option<(Mark, String)>,
}

/// The story of a life under one arm. Conduct of which nothing follows is left to the ledger.
pub fn story(life: &Life, arm: &LifeArm) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut heap = Heap::default();
    for event in &arm.events {
        match small(life, event) {
            Some(things) => heap.add(event, things, sentence(life, arm, event)),
            None => {
                heap.tell(&mut lines);
                let text = sentence(life, arm, event);
                lines.push(Line { weeks: [event.week; 2], mark: Mark::of(event), text });
            }
        }
    }
    heap.tell(&mut lines);
    lines
}

/// The small things in an event, each with its number and its points; none if the event is not small.
fn small(life: &Life, event: &Event) -> Option<Vec<(String, u32, i64)>> {
    let What::Conduct(deed) = &event.what else { return None };
    let kind = &life.kinds[deed.kind];
    let records = deed.recorded + deed.falsely;
    if records > 0 && (deed.listed || deed.points.abs() * i64::from(records) > SMALL) {
        return None;
    }
    let points = |number: u32| deed.points * i64::from(number);
    let things = [
        (kind.clone(), deed.recorded, points(deed.recorded)),
        (format!("{kind} that never happened"), deed.falsely, points(deed.falsely)),
        (format!("{kind} forgone"), deed.forgone, 0),
        (format!("{kind} prevented"), deed.prevented, 0),
    ];
    Some(
        things
            .into_iter()
            .filter(|(_, number, points)| *number > 0 && (*points != 0 || records == 0))
            .collect(),
    )
}

impl Heap {
    fn add(&mut self, event: &Event, things: Vec<(String, u32, i64)>, text: String) {
        if things.is_empty() {
            return;
        }
        if self.things.is_empty() {
            self.weeks[0] = event.week;
            self.first = Some((Mark::of(event), text));
        } else {
            self.first = None;
        }
        self.weeks[1] = event.week;
        for (name, number, points) in things {
            self.points += points;
            match self.things.iter_mut().find(|(other, _)| *other == name) {
                Some((_, sum)) => *sum += number,
                None => self.things.push((name, number)),
            }
        }
    }

    /// Puts what there is into one line: a single event in its own words.
    fn tell(&mut self, lines: &mut Vec<Line>) {
        let heap = std::mem::take(self);
        if heap.things.is_empty() {
            return;
        }
        if let Some((mark, text)) = heap.first {
            lines.push(Line { weeks: heap.weeks, mark, text });
            return;
        }
        let named = |(name, number): &(String, u32)| match number {
            1 => name.clone(),
            number => format!("{number} × {name}"),
        };
        let mut text = heap.things.iter().map(named).collect::<Vec<_>>().join("; ");
        if heap.points != 0 {
            let plus = if heap.points > 0 { "+" } else { "" };
            text += &format!(": {plus}{} points", points(heap.points));
        }
        lines.push(Line { weeks: heap.weeks, mark: Mark::Small, text });
    }
}
