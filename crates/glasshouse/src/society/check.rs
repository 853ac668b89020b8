//! Checks of a society that look at more than one number, made on the tree so that each has its place:
//! the boundary (a society is a population, and suppression is never a gain), and what contradicts itself.
//!
//! They skip whatever is missing or misspelt: that is already reported by the walk along the schema.

use super::{MAX_CONTEXTS, MAX_KINDS, MAX_RIGHTS};
use crate::read::Findings;
use crate::text::Node;

/// Every class of every trait has at least this share, so that nobody is alone in it.
const LEAST_CLASS: f64 = 0.01;

/// Above this weight of what ties say, where expression ends depends on where it began.
const CONFORMITY_NOTED: f64 = 0.5;

/// More acts a person-year than this make a run slow and say little more.
const ACTS_NOTED: f64 = 25.0;

/// Everything that contradicts itself or the boundary.
pub(super) fn check(tree: &Node) -> Findings {
    let mut found = Findings::default();
    sizes(tree, &mut found);
    contexts(tree, &mut found);
    if let Some(people) = tree.get("people") {
        traits(people, &mut found);
        classes(people, "ages", 4, 4, &mut found);
        classes(people, "households", 2, 12, &mut found);
        children(people, &mut found);
    }
    for entry in tree.entries("conduct") {
        rate(entry, &mut found);
        harm(entry, &mut found);
        shapes(entry, &mut found);
    }
    forms(tree, &mut found);
    acts(tree, &mut found);
    relatedness(tree, &mut found);
    limits(tree, &mut found);
    found
}

/// The number under a key and its unit.
fn number(node: &Node, key: &str, unit: &str) -> Option<f64> {
    node.at(&[key, unit]).and_then(Node::number)
}

fn flag(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::flag).unwrap_or(false)
}

fn form(entry: &Node) -> &str {
    entry.get("form").and_then(Node::text).unwrap_or("repeated")
}

fn sizes(tree: &Node, found: &mut Findings) {
    for (array, most) in [("conduct", MAX_KINDS), ("right", MAX_RIGHTS)] {
        if let Some(entry) = tree.entries(array).nth(most) {
            let what = format!("there are more than {most} `[[{array}]]`");
            found.problem(
                &entry.place,
                what,
                "sets of them are kept as bits",
                "merge some, or leave some out",
            );
        }
    }
}

fn contexts(tree: &Node, found: &mut Findings) {
    let Some(contexts) = tree.at(&["society", "contexts"]) else { return };
    let names: Vec<&str> = contexts.list().iter().filter_map(Node::text).collect();
    if !(1..=MAX_CONTEXTS).contains(&names.len()) {
        let what = format!("there are {} contexts", names.len());
        let why = format!("a society has 1 to {MAX_CONTEXTS}; sets of them are kept as bits");
        found.problem(
            &contexts.place,
            what,
            why,
            "name contexts such as `contexts = [\"travel\", \"finance\"]`",
        );
    }
    for (at, node) in contexts.list().iter().enumerate() {
        if node.text().is_some_and(|text| names[..at.min(names.len())].contains(&text)) {
            let what = format!("`{}` is named twice", node.text().unwrap_or(""));
            found.problem(&node.place, what, "each context has one name", "delete one of the two");
        }
    }
}

/// Both sides of a trait have at least 1%.
fn traits(people: &Node, found: &mut Findings) {
    for key in ["children", "women", "urban", "minority", "platform_workers", "claimants"] {
        let Some(share) = people.at(&[key, "share"]) else { continue };
        let inside = |value: f64| (LEAST_CLASS..=1.0 - LEAST_CLASS).contains(&value);
        if share.number().is_some_and(|value| !inside(value) && (0.0..=1.0).contains(&value)) {
            let what = format!("`{key}` leaves a class of less than 1%");
            let why = "a society is a population: a class so small would begin to point at persons";
            found.problem(&share.place, what, why, "write a share between 0.01 and 0.99");
        }
    }
}

fn classes(people: &Node, key: &str, least: usize, most: usize, found: &mut Findings) {
    let Some(list) = people.at(&[key, "shares"]) else { return };
    let shares: Vec<f64> = list.list().iter().filter_map(Node::number).collect();
    if !(least..=most).contains(&shares.len()) {
        let count = if least == most { least.to_string() } else { format!("{least} to {most}") };
        let what = format!("`{key}` has {} classes, not {count}", shares.len());
        found.problem(
            &list.place,
            what,
            "each share is that of one class, in order",
            "write a share for each class",
        );
    }
    for node in list.list() {
        if node.number().is_some_and(|share| (0.0..LEAST_CLASS).contains(&share)) {
            let why = "a society is a population: a class so small would begin to point at persons";
            let remedy = "give it at least 0.01, or merge it with its neighbour";
            found.problem(&node.place, format!("a class of `{key}` has less than 1%"), why, remedy);
        }
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > 1e-6 {
        let what = format!("the shares of `{key}` add to {sum:.4}, not 1");
        found.problem(
            &list.place,
            what,
            "everyone is in one of the classes",
            "change the shares so that they add to 1",
        );
    }
}

/// Every household has an adult, so there are at most as many children as further members.
fn children(people: &Node, found: &mut Findings) {
    let Some(children) = people.at(&["children", "share"]) else { return };
    let Some(households) = people.at(&["households", "shares"]) else { return };
    let shares = households.list().iter().filter_map(Node::number);
    let mean: f64 = shares.zip(1..).map(|(share, size)| share * f64::from(size)).sum();
    let further = 1.0 - 1.0 / mean.max(1.0);
    if children.number().is_some_and(|share| share <= 1.0 && share > further) {
        let what = "there are more children than households have room for";
        let why =
            format!("each household has an adult; at these sizes that leaves {further:.3} of residents");
        found.problem(&children.place, what, why, "lower the share of children, or enlarge the households");
    }
}

/// Which forms have a rate, and which a verdict.
fn rate(entry: &Node, found: &mut Findings) {
    let form = form(entry);
    match (entry.get("rate"), form) {
        (Some(rate), "debt-repaid" | "apology") => {
            let what = format!("conduct of form `{form}` has no rate");
            let why = "a debt is paid at the payment rate of `[response]`, and a verdict follows an apology";
            found.problem(&rate.place, what, why, "delete `rate`");
        }
        (None, "repeated" | "debt-entry" | "dissent" | "praise") => {
            let why = "a rate is how often it is done a year under ordinary law, by those who can do it";
            let remedy = "write `rate = { per_year = 0.5, source = \"assumption\", range = [0.1, 2] }`";
            found.problem(&entry.place, "this conduct has no `rate`", why, remedy);
        }
        _ => {}
    }
    match (entry.get("insincere"), form) {
        (None, "apology") => {
            let why = "it is the share of apologies that an official judges insincere";
            let remedy = "write `insincere = { share = 0.2, source = \"assumption\", range = [0, 0.5] }`";
            found.problem(&entry.place, "this verdict has no `insincere`", why, remedy);
        }
        (Some(insincere), other) if other != "apology" => {
            let what = "only conduct of form `apology` can be `insincere`";
            found.problem(
                &insincere.place,
                what,
                "nobody judges this conduct's sincerity",
                "delete `insincere`",
            );
        }
        _ => {}
    }
}

/// Suppression is never a gain: what is allowed, protected, political or good harms nobody.
fn harm(entry: &Node, found: &mut Findings) {
    let (Some(harm), Some(value)) = (entry.get("harm"), number(entry, "harm", "value")) else { return };
    if value < 0.0 {
        let why = "good done is told by `good = true`, not by harm";
        found.problem(&harm.place, "harm is below 0", why, "write a harm of 0 or more");
    }
    let ground = if flag(entry, "lawful") {
        "lawful"
    } else if flag(entry, "protected") {
        "protected"
    } else if matches!(form(entry), "dissent" | "praise") {
        "political"
    } else if flag(entry, "good") {
        "good"
    } else if form(entry) == "apology" {
        "a verdict about"
    } else {
        return;
    };
    if value > 0.0 {
        let what = format!("{ground} conduct is given a harm of {value}");
        let why = "then less of it would count as a gain; what people may do, say or feel harms nobody here";
        found.problem(&harm.place, what, why, "delete `harm`");
    }
}

fn shapes(entry: &Node, found: &mut Findings) {
    if let Some(shape) =
        entry.at(&["shape", "value"]).filter(|shape| shape.number().is_some_and(|n| n <= 0.0))
    {
        found.problem(
            &shape.place,
            "a shape of 0 or less",
            "a gamma shape is above 0",
            "write a shape such as 0.28",
        );
    }
    let deterrable = entry.at(&["deterrable", "value"]);
    if let Some(factor) = deterrable.filter(|factor| factor.number().is_some_and(|n| n < 0.0)) {
        found.problem(
            &factor.place,
            "a factor below 0",
            "watching would then provoke",
            "write a factor of 0 or more",
        );
    }
}

/// There is one debt, one way to repay it, and one verdict on apologies.
fn forms(tree: &Node, found: &mut Findings) {
    for wanted in ["debt-entry", "debt-repaid", "apology"] {
        if let Some(second) = tree.entries("conduct").filter(|entry| form(entry) == wanted).nth(1) {
            let what = format!("a second conduct of form `{wanted}`");
            let place = &second.get("form").unwrap_or(second).place;
            found.problem(
                place,
                what,
                "a person is in debt or not, and is judged once",
                "keep one of the two",
            );
        }
    }
    let has = |wanted| tree.entries("conduct").any(|entry| form(entry) == wanted);
    let repaid = tree.entries("conduct").find(|entry| form(entry) == "debt-repaid");
    if let Some(repaid) = repaid.filter(|_| !has("debt-entry")) {
        let why = "a debt is paid by those who are in debt";
        let remedy = "add conduct of form `debt-entry`, or delete this one";
        found.problem(&repaid.place, "a debt is repaid that nobody has", why, remedy);
    }
}

/// Says so when there are very many acts.
fn acts(tree: &Node, found: &mut Findings) {
    let share = |key: &str| tree.get("people").and_then(|people| number(people, key, "share")).unwrap_or(1.0);
    let opposed =
        tree.get("response").and_then(|response| number(response, "opposed", "share")).unwrap_or(1.0);
    let adults = 1.0 - share("children");
    let acts = tree.entries("conduct").filter_map(|entry| {
        let who = match entry.get("who").and_then(Node::text) {
            Some("platform-workers") => share("platform_workers"),
            Some("claimants") => share("claimants"),
            _ => 1.0,
        };
        let political = match form(entry) {
            "dissent" => opposed,
            "praise" => 1.0 - opposed,
            _ => 1.0,
        };
        Some(number(entry, "rate", "per_year")? * who * political * adults)
    });
    let sum: f64 = acts.sum();
    if sum > ACTS_NOTED {
        let what = format!("up to {sum:.0} acts a person-year");
        found.note(&tree.place, what, "more than 25 make a run slower and say little more");
    }
}

/// The broad reading holds the strict one.
fn relatedness(tree: &Node, found: &mut Findings) {
    let Some(strict) = tree.at(&["relatedness", "strict"]).and_then(Node::table) else { return };
    let contexts = tree.at(&["society", "contexts"]).map_or(&[][..], Node::list);
    let known = |context: &str| contexts.iter().any(|node| node.text() == Some(context));
    for (context, entry) in strict.iter().filter(|(context, _)| known(context)) {
        let broad = tree.at(&["relatedness", "broad", context]).map_or(&[][..], Node::list);
        for name in entry.value.list() {
            let text = name.text().unwrap_or("");
            if text != context && !broad.iter().any(|other| other.text() == Some(text)) {
                let what = format!("`{text}` is related to `{context}` strictly, but not broadly");
                let why = "the broad reading holds everything that the strict one does";
                let remedy = format!("add `\"{text}\"` to `{context}` in `[relatedness.broad]`");
                found.problem(&name.place, what, why, remedy);
            }
        }
    }
}

/// Bounds that are narrower than those of their unit: table, key, unit, lowest, highest, why.
const LIMITS: [(&str, &str, &str, f64, f64, &str); 23] = [
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
];

const CHANCE: &str = "a part of the whole each week is at most 1";

fn limits(tree: &Node, found: &mut Findings) {
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
