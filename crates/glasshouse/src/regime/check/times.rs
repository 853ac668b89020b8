//! Dates: when a regime begins, when it is in force, and when it reaches which share of counties.

use crate::read::Findings;
use crate::text::Node;
use crate::text::quantity::parse_date;
use crate::unit::Date;

/// The date under a key; reports one that is none.
pub(super) fn date(node: &Node, key: &str, meaning: &str, found: &mut Findings) -> Option<Date> {
    let written = node.get(key)?;
    let text = written.date()?;
    let date = parse_date(text);
    if date.is_none() {
        let why = format!("it is {meaning}: a year, a month and a day");
        let remedy = format!("write `{key} = 2018-05-01`");
        found.problem(&written.place, format!("`{text}` is no date"), why, remedy);
    }
    date
}

pub(super) fn begins(tree: &Node, found: &mut Findings) {
    if let Some(regime) = tree.get("regime") {
        date(regime, "begins", "the date of week 0", found);
    }
}

/// The date of week 0, if it is one; what is wrong with it is said by [`begins`].
pub(super) fn week_zero(tree: &Node) -> Option<Date> {
    parse_date(tree.at(&["regime", "begins"])?.date()?)
}

/// The week in which a regime goes out of force; none if it never does.
pub(super) fn off(tree: &Node) -> Option<u32> {
    let off = parse_date(tree.at(&["schedule", "off"])?.date()?)?;
    Some(off.weeks_since(week_zero(tree)?))
}

pub(super) fn schedule(tree: &Node, found: &mut Findings) {
    let Some(schedule) = tree.get("schedule") else { return };
    let on = date(schedule, "on", "the date from which the regime is in force", found);
    date(schedule, "off", "the date on which it ends", found);
    let (Some(begins), Some(end), Some(off)) = (week_zero(tree), schedule.get("off"), off(tree)) else {
        return;
    };
    if off <= on.map_or(0, |on| on.weeks_since(begins)) {
        let what = "the regime would never be in force";
        let why = "it goes off before a week of it has gone by";
        found.problem(&end.place, what, why, "write a later date, or delete `off`");
    }
}

pub(super) fn rollout(tree: &Node, found: &mut Findings) {
    let steps: Vec<&Node> = tree.entries("rollout").collect();
    if let (true, Some(pilots)) = (steps.is_empty(), tree.get("pilots")) {
        let why = "they are the counties that a rollout covers first";
        found.problem(
            &pilots.place,
            "pilots without a rollout",
            why,
            "delete `[pilots]`, or add `[[rollout]]`",
        );
    }
    let mut before: Option<(Date, f64)> = None;
    for step in steps {
        let from = date(step, "from", "the date of a step of the rollout", found);
        let share = step.at(&["counties", "share"]).and_then(Node::number);
        let (Some(from), Some(share)) = (from, share) else { continue };
        if let Some((earlier, less)) = before {
            if from <= earlier {
                let what = format!("the step of {from} does not come after that of {earlier}");
                let place = &step.get("from").unwrap_or(step).place;
                found.problem(
                    place,
                    what,
                    "a rollout goes on in time",
                    "put the steps in order of their dates",
                );
            }
            if share <= less {
                let what = format!("the share {share} is not above the one before it, {less}");
                let place = &step.get("counties").unwrap_or(step).place;
                let why = "a county once covered stays covered";
                found.problem(place, what, why, "write shares that rise, or delete this step");
            }
        }
        before = Some((from, share));
    }
}
