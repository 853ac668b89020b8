//! A life as JSON: columns by week, and events with their sentences.

use serde_json::{Value, json};

use super::event::{Event, What};
use super::layout::undeserved;
use super::story::{Mark, story};
use super::words::{self, SAYS, sentence};
use super::{Conduct, Life, LifeArm, Loss};
use crate::measure::totals::{CAUSES, UNITS_PER_WEEK};
use crate::society::Rights;
use crate::unit::POINT;

/// Names of the causes, in the order of every table.
const CAUSE_NAMES: [&str; CAUSES] =
    ["own_harm_in_context", "own_harm_elsewhere", "harmless", "false_record", "association", "household"];

/// A life as JSON.
pub fn json(life: &Life) -> Value {
    let who = &life.portrait;
    json!({
        "exists": false,
        "county": life.county,
        "person": life.person,
        "seed": life.seed,
        "luck": life.luck,
        "weeks": life.weeks,
        "warm_up": life.warm_up,
        "portrait": {
            "words": words::portrait(who),
            "adult": who.adult,
            "woman": who.woman,
            "age_class": who.age,
            "minority": who.minority,
            "rural": who.rural,
            "income": who.income,
            "housemates": who.housemates,
            "children": who.children,
            "grouped": who.grouped,
            "platform_worker": who.platform_worker,
            "claimant": who.claimant,
            "colleagues": who.colleagues,
            "friends": who.friends,
            "position": who.position,
            "conscience": who.conscience,
            "harm": who.harm,
            "owes": who.owes,
            "says": SAYS[usize::from(who.says)],
        },
        "arms": life.arms.iter().map(|arm| of_arm(life, arm)).collect::<Vec<_>>(),
    })
}

fn of_arm(life: &Life, arm: &LifeArm) -> Value {
    let weekly = &arm.weekly;
    let share = |column: &[u16]| column.iter().map(|&value| f64::from(value) / 65536.0).collect::<Vec<_>>();
    let points = |value: i64| value as f64 / POINT as f64;
    let lost = |set: &Rights| names(life, *set);
    let lines = story(life, arm);
    let lines =
        lines.iter().map(|line| json!({"weeks": line.weeks, "mark": line.mark.name(), "text": line.text}));
    let kinds = arm.conduct.iter().enumerate().filter(|(_, conduct)| **conduct != Conduct::default());
    let rights = arm.losses.iter().enumerate().filter(|(_, loss)| loss.weeks > 0 || loss.refused > 0);
    let [filed, decided, upheld, wrongly_refused] = arm.appeals;
    let until = Some(arm.force.until).filter(|week| *week < life.weeks);
    json!({
        "name": arm.name,
        "covered": arm.covered,
        "in_force": [arm.force.from.min(life.weeks), until],
        "restricted_weeks": arm.restricted_weeks,
        "right_weeks": arm.right_weeks(),
        "undeserved": undeserved(arm) as f64 / UNITS_PER_WEEK as f64,
        "refused": arm.refused(),
        "appeals": {
            "filed": filed, "decided": decided, "upheld": upheld, "wrongly_refused": wrongly_refused,
        },
        "ties_cut": arm.ties_cut,
        "score": {
            "shown": arm.scored.then(|| points(arm.balance.shown)),
            "start": arm.scored.then(|| points(arm.balance.start)),
            "records": arm.scored.then(|| points(arm.balance.records)),
            "association": arm.scored.then(|| points(arm.balance.association)),
        },
        "lines": arm.sanctions.iter().filter_map(|sanction| sanction.below).collect::<Vec<_>>(),
        "losses": rights.map(|(r, loss)| of_right(&life.rights[r], loss)).collect::<Vec<_>>(),
        "conduct": kinds.map(|(k, conduct)| of_kind(&life.kinds[k], conduct)).collect::<Vec<_>>(),
        "story": lines.collect::<Vec<_>>(),
        "events": arm.events.iter().map(|event| of_event(life, arm, event)).collect::<Vec<_>>(),
        "weekly": {
            "score": weekly.score.iter().map(|&score| points(i64::from(score))).collect::<Vec<_>>(),
            "lost": weekly.lost.iter().map(lost).collect::<Vec<_>>(),
            "says": weekly.says.iter().map(|&says| SAYS[usize::from(says)]).collect::<Vec<_>>(),
            "aware": weekly.aware,
            "fear": share(&weekly.fear),
            "conscience": share(&weekly.conscience),
            "favoured": weekly.favoured,
        },
    })
}

fn names(life: &Life, set: Rights) -> Vec<&str> {
    let named = life.rights.iter().enumerate().filter(|(r, _)| set >> r & 1 == 1);
    named.map(|(_, name)| name.as_str()).collect()
}

fn of_right(name: &str, loss: &Loss) -> Value {
    let causes = CAUSE_NAMES.iter().zip(loss.units);
    let causes =
        causes.map(|(name, units)| ((*name).to_owned(), json!(units as f64 / UNITS_PER_WEEK as f64)));
    json!({
        "right": name, "weeks": loss.weeks, "refused": loss.refused, "text": super::layout::loss_in_words(loss),
        "causes": causes.collect::<serde_json::Map<_, _>>(),
    })
}

fn of_kind(name: &str, conduct: &Conduct) -> Value {
    let [worth, worth_of_false] = conduct.worth.map(|worth| worth as f64 / POINT as f64);
    json!({
        "conduct": name, "in_view": conduct.in_view, "private": conduct.private, "recorded": conduct.recorded,
        "false_records": conduct.falsely, "forgone": conduct.forgone, "compelled": conduct.compelled,
        "prevented_by_ban": conduct.prevented, "points": worth, "points_of_false_records": worth_of_false,
    })
}

fn of_event(life: &Life, arm: &LifeArm, event: &Event) -> Value {
    let text = sentence(life, arm, event);
    let mut value = json!({"week": event.week, "mark": Mark::of(event).name(), "text": text});
    match &event.what {
        What::Conduct(deed) => value["conduct"] = json!(life.kinds[deed.kind]),
        What::Refused { right, .. } => value["right"] = json!(life.rights[*right]),
        What::Term { sanction, why, .. } => {
            value["sanction"] = json!(arm.sanctions[*sanction].name);
            let shares = CAUSE_NAMES.iter().zip(why.shares);
            value["causes"] = shares
                .map(|(name, share)| ((*name).to_owned(), json!(share)))
                .collect::<serde_json::Map<_, _>>()
                .into();
        }
        What::Ended { sanction, .. } | What::Household { sanction, .. } => {
            value["sanction"] = json!(arm.sanctions[*sanction].name);
        }
        _ => {}
    }
    value
}
