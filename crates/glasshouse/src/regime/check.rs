//! Checks of a rule book that look at more than one number, made on the tree so that each has its place.
//!
//! They skip whatever is missing or misspelt: that is already reported by the walk along the schema.

mod campaigns;
mod privileges;
mod sanctions;
mod times;

use crate::read::Findings;
use crate::society::Society;
use crate::text::Node;

/// Everything that contradicts itself or the society.
pub(super) fn check(tree: &Node, society: &Society) -> Findings {
    let mut found = Findings::default();
    times::begins(tree, &mut found);
    times::schedule(tree, &mut found);
    times::rollout(tree, &mut found);
    score(tree, &mut found);
    tiers(tree, &mut found);
    observe(tree, &mut found);
    association(tree, &mut found);
    recourse(tree, &mut found);
    sanctions::sanctions(tree, society, &mut found);
    campaigns::campaigns(tree, society, &mut found);
    privileges::privileges(tree, &mut found);
    privileges::over_compliance(tree, &mut found);
    found
}

/// The points under a key, if they are there.
fn points(node: &Node, key: &str) -> Option<f64> {
    node.at(&[key, "points"]).and_then(Node::number)
}

fn score(tree: &Node, found: &mut Findings) {
    let Some(score) = tree.get("score") else { return };
    let Some(start) = points(score, "start") else { return };
    let spread = points(score, "spread").unwrap_or(0.0);
    if let (true, Some(node)) = (spread < 0.0, score.get("spread")) {
        let why = "starts are drawn from this much below `start` up to it";
        found.problem(&node.place, "the spread is below 0", why, format!("write `points = {}`", -spread));
    }
    if let (Some(floor), Some(node)) = (points(score, "floor"), score.get("floor"))
        && floor > start - spread
    {
        let what = format!("the floor, {floor}, is above the lowest start, {}", start - spread);
        found.problem(&node.place, what, "nobody can start below the lowest score shown", "lower the floor");
    }
    if let (Some(ceiling), Some(node)) = (points(score, "ceiling"), score.get("ceiling"))
        && ceiling < start
    {
        let what = format!("the ceiling, {ceiling}, is below the start, {start}");
        found.problem(
            &node.place,
            what,
            "nobody can start above the highest score shown",
            "raise the ceiling",
        );
    }
}

fn tiers(tree: &Node, found: &mut Findings) {
    let Some(tiers) = tree.at(&["score", "tiers"]) else { return };
    let lines = tiers.list().iter().filter_map(|tier| Some((tier, tier.get("points")?.number()?)));
    let lines: Vec<(&Node, f64)> = lines.collect();
    for pair in lines.windows(2).filter(|pair| pair[0].1 <= pair[1].1) {
        let what = format!("the line {} does not lie below the one before it, {}", pair[1].1, pair[0].1);
        found.problem(
            &pair[1].0.place,
            what,
            "tiers go from the best to the worst",
            "put the lines in falling order",
        );
    }
}

fn observe(tree: &Node, found: &mut Findings) {
    for entry in tree.entries("observe") {
        if let (Some(points), None) = (entry.get("points"), tree.get("score")) {
            let why = "points add up to a score, and this regime keeps none";
            found.problem(&points.place, "points without a score", why, "delete `points`, or add `[score]`");
        }
        let Some(coverage) = entry.get("coverage") else { continue };
        let number = |key| coverage.get(key).and_then(Node::number);
        let highest = number("share").unwrap_or(0.0).max(number("rural").unwrap_or(0.0));
        if highest * number("minority_factor").unwrap_or(1.0) > 1.0 {
            let what = "the coverage of the minority is cut at 1";
            found.note(&coverage.place, what, "a share times its factor goes beyond everything");
        }
    }
}

fn association(tree: &Node, found: &mut Findings) {
    let Some(association) = tree.get("association") else { return };
    if tree.get("score").is_none() {
        let what = "association without a score";
        let why = "what friends and colleagues pass on is a part of their score";
        found.problem(&association.place, what, why, "delete `[association]`, or add `[score]`");
    }
    let Some(weight) = association.at(&["weight", "share"]) else { return };
    if weight.number() == Some(1.0) {
        let why = "at a weight of 1 a circle of friends would pull each other down without end";
        found.problem(
            &weight.place,
            "the weight of association is 1",
            why,
            "write a weight below 1, such as `share = 0.3`",
        );
    }
}

fn recourse(tree: &Node, found: &mut Findings) {
    let appeals = |sanction: &&Node| sanction.get("appeal").and_then(Node::flag) == Some(true);
    let first = tree.entries("sanction").find(appeals);
    match (first, tree.get("recourse")) {
        (Some(sanction), None) => {
            let place = &sanction.get("appeal").unwrap_or(sanction).place;
            let why = "an appeal is decided by the rules of `[recourse]`, and there are none";
            let remedy = "write `appeal = false`, or add `[recourse]`";
            found.problem(place, "an appeal that nobody decides", why, remedy);
        }
        (None, Some(recourse)) => {
            let what = "nothing can be appealed here";
            found.note(
                &recourse.place,
                what,
                "no sanction says `appeal = true`, so `[recourse]` does nothing",
            );
        }
        _ => {}
    }
}
