//! Bounds of numbers that are narrower than those of their unit.

use crate::read::Findings;
use crate::text::Node;

/// Above this weight of what ties say, where expression ends depends on where it began.
const CONFORMITY_NOTED: f64 = 0.5;

/// Bounds that are narrower than those of their unit: table, key, unit, lowest, highest, why.
const LIMITS: [(&str, &str, &str, f64, f64, &str); 24] = [
    ("ties", "friend_tail", "value", 2.01, 1e4, "at 2 or less the number of friends has no variance"),
    ("ties", "group_size", "count", 2.0, 100.0, "ties are personal: two people at least, and not a crowd"),
    ("ties", "friends", "count", 0.0, 50.0, "more friends than that nobody has"),
    ("ties", "tail_ratio", "value", 1.0, 1e4, "the 99th percentile is not below the mean"),
    ("response", "frailty_shape", "value", 0.1, 1e4, "the quantile tables end at 255 times the mean"),
    ("response", "chi", "value", -1.0, 1.0, "conscience can be lost or doubled, not more"),
    ("response", "conscience_down", "per_week", 0.0, 1.0, CHANCE),
    ("response", "conscience_up", "per_week", 0.0, 1.0, CHANCE),
    ("response", "fear_fades", "per_week", 0.0, 1.0, CHANCE),
    ("response", "reconsider", "per_week", 0.0, 1.0, CHANCE),
    ("response", "tie_cutting", "per_week", 0.0, 1.0, CHANCE),
    ("response", "tie_healing", "per_week", 0.0, 1.0, CHANCE),
    ("response", "apologises", "per_week", 0.0, 1.0, CHANCE),
    ("response", "news", "per_week", 0.0, 1.0, CHANCE),
    ("response", "beta", "value", 0.0, 100.0, "below 0 watching would provoke"),
    ("response", "psi", "value", 0.0, 100.0, "below 0 fear would embolden"),
    ("response", "reward", "value", 0.0, 100.0, "below 0 a reward would repel"),
    ("response", "fear_ties", "value", 0.0, 100.0, "below 0 others' punishment would comfort"),
    ("response", "background", "value", -10.0, 10.0, "conviction, the unit of pressure, is 1"),
    ("response", "conformity", "value", 0.0, 10.0, "conviction, the unit of pressure, is 1"),
    ("response", "own_term", "value", 0.0, 10.0, "a standard deviation is not below 0"),
    ("response", "fear_pressure", "value", 0.0, 100.0, "below 0 fear would loosen tongues"),
    ("response", "speech_pressure", "value", 0.0, 100.0, "below 0 watching would loosen tongues"),
    ("response", "campaign_pressure", "value", 0.0, 10.0, "below 0 a campaign would loosen tongues"),
];

const CHANCE: &str = "a part of the whole each week is at most 1";

/// Checks the bounds of single numbers.
pub(super) fn limits(tree: &Node, found: &mut Findings) {
    for (table, key, unit, low, high, why) in LIMITS {
        let Some(node) = tree.at(&[table, key, unit]) else { continue };
        if node.number().is_some_and(|value| !(low..=high).contains(&value)) {
            let remedy = format!("write a number from {low} to {high}");
            found.problem(&node.place, format!("`{key}` is out of bounds"), why, remedy);
        }
    }
    if let Some(conformity) = tree.at(&["response", "conformity", "value"])
        && conformity.number().is_some_and(|value| value > CONFORMITY_NOTED)
    {
        let what = "conformity is above 0.5";
        found.note(
            &conformity.place,
            what,
            "then what people end up saying depends on what they said at the start",
        );
    }
    shapes(tree, found);
    tariff(tree, found);
}

fn shapes(tree: &Node, found: &mut Findings) {
    let Some(shapes) = tree.at(&["response", "conscience_shapes", "values"]) else { return };
    let values: Vec<f64> = shapes.list().iter().filter_map(Node::number).collect();
    if values.len() != 2 || values.iter().any(|value| *value <= 0.0) {
        let why = "a beta distribution has two shapes above 0";
        found.problem(
            &shapes.place,
            "these are not the two shapes of conscience",
            why,
            "write `values = [4, 2.67]`",
        );
    }
}

/// Three levels, rising.
fn tariff(tree: &Node, found: &mut Findings) {
    let Some(levels) = tree.at(&["tariff", "right_weeks", "values"]) else { return };
    let weeks: Vec<f64> = levels.list().iter().filter_map(Node::number).collect();
    let rising = weeks.windows(2).all(|pair| pair[0] < pair[1]);
    if weeks.len() != 3 || weeks[0] <= 0.0 || !rising {
        let why = "what one day-fine answers to is given at three levels above 0: low, middle, high";
        let what = "these are not three levels that rise";
        found.problem(&levels.place, what, why, "write `values = [0.14, 1, 7]`");
    }
}
