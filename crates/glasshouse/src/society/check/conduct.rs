//! Kinds of conduct: which forms go with what, and that suppression is never a gain.

use super::number;
use crate::read::Findings;
use crate::text::Node;

/// More acts a person-year than this make a run slow and say little more.
const ACTS_NOTED: f64 = 25.0;

/// Checks every kind of conduct, and all together.
pub(super) fn conduct(tree: &Node, found: &mut Findings) {
    for entry in tree.entries("conduct") {
        rate(entry, found);
        harm(entry, found);
        shapes(entry, found);
        good(entry, found);
    }
    forms(tree, found);
    acts(tree, found);
}

fn flag(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::flag).unwrap_or(false)
}

fn form(entry: &Node) -> &str {
    entry.get("form").and_then(Node::text).unwrap_or("repeated")
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
        (None, "repeated" | "debt-entry" | "dissent" | "praise" | "silence") => {
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
    } else if matches!(form(entry), "dissent" | "praise" | "silence") {
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

/// What is said or left unsaid follows the expressed position, and a good deed conscience.
fn good(entry: &Node, found: &mut Findings) {
    let form = form(entry);
    if let (Some(good), true, "dissent" | "praise" | "silence") =
        (entry.get("good"), flag(entry, "good"), form)
    {
        let why = "good deeds follow conscience, and this follows what a person says in public";
        found.problem(&good.place, format!("conduct of form {form} is no good deed"), why, "delete `good`");
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

/// Says so when there are very many acts; silence at a campaign comes about in campaigns only.
fn acts(tree: &Node, found: &mut Findings) {
    let share = |key: &str| tree.get("people").and_then(|people| number(people, key, "share")).unwrap_or(1.0);
    let opposed =
        tree.get("response").and_then(|response| number(response, "opposed", "share")).unwrap_or(1.0);
    let adults = 1.0 - share("children");
    let usual = tree.entries("conduct").filter(|entry| form(entry) != "silence");
    let acts = usual.filter_map(|entry| {
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
