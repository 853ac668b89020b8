//! Checks of a rule book that look at more than one number, made on the tree so that each has its place.
//!
//! They skip whatever is missing or misspelt: that is already reported by the walk along the schema.

use super::MAX_SANCTIONS;
use crate::problem::listed;
use crate::read::Findings;
use crate::society::{Form, Society};
use crate::text::quantity::parse_date;
use crate::text::{Data, Node};

/// Everything that contradicts itself or the society.
pub(super) fn check(tree: &Node, society: &Society) -> Findings {
    let mut found = Findings::default();
    begins(tree, &mut found);
    score(tree, &mut found);
    tiers(tree, &mut found);
    observe(tree, &mut found);
    association(tree, &mut found);
    recourse(tree, &mut found);
    let book = Book { tree, society };
    for (number, sanction) in tree.entries("sanction").enumerate() {
        if number == MAX_SANCTIONS {
            let what = format!("there are more than {MAX_SANCTIONS} sanctions");
            let why = "a person's state holds a bit for each";
            found.problem(&sanction.place, what, why, "put rights that fall together into one sanction");
        }
        book.reasons(sanction, &mut found);
        book.line(sanction, &mut found);
        book.takes(sanction, &mut found);
        book.until(sanction, &mut found);
        book.escalates(sanction, &mut found);
    }
    found
}

/// The points under a key, if they are there.
fn points(node: &Node, key: &str) -> Option<f64> {
    node.at(&[key, "points"]).and_then(Node::number)
}

fn begins(tree: &Node, found: &mut Findings) {
    let Some(begins) = tree.at(&["regime", "begins"]) else { return };
    let Some(text) = begins.date() else { return };
    if parse_date(text).is_none() {
        let what = format!("`{text}` is no date");
        let why = "it is the date of week 0: a year, a month and a day";
        found.problem(&begins.place, what, why, "write `begins = 2018-05-01`");
    }
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

struct Book<'a> {
    tree: &'a Node,
    society: &'a Society,
}

impl Book<'_> {
    /// A sanction has a line, listed conduct, or both.
    fn reasons(&self, sanction: &Node, found: &mut Findings) {
        let on = sanction.get("on").map_or(&[][..], Node::list);
        if sanction.get("below").is_none() && on.is_empty() {
            let why = "it falls below a score, on listed conduct, or on both; without either it never does";
            let remedy =
                "write `below = { points = 600, source = \"...\" }` or `on = [\"trouble-on-board\"]`";
            found.problem(&sanction.place, "this sanction has no reason to fall", why, remedy);
        }
        let observed: Vec<&str> =
            self.tree.entries("observe").filter_map(|entry| entry.get("conduct")?.text()).collect();
        for name in on {
            let Some(text) = name.text().filter(|text| self.society.kind(text).is_some()) else { continue };
            if !observed.contains(&text) {
                let what = format!("`{text}` is listed here, but never observed");
                let why = format!(
                    "only what is recorded can be punished; observed are {}",
                    listed(observed.iter().copied())
                );
                let remedy =
                    format!("add `[[observe]]` with `conduct = \"{text}\"`, or take it off the list");
                found.problem(&name.place, what, why, remedy);
            }
        }
    }

    /// The line lies between the floor and the lowest start.
    fn line(&self, sanction: &Node, found: &mut Findings) {
        let Some(below) = sanction.get("below") else { return };
        let Some(score) = self.tree.get("score") else {
            let why = "`below` is a line of the score, and this regime keeps none";
            let remedy = "delete `below` and list conduct in `on`, or add `[score]`";
            return found.problem(&below.place, "a line without a score", why, remedy);
        };
        let Some(line) = points(sanction, "below") else { return };
        if let Some(floor) = points(score, "floor").filter(|floor| line <= *floor) {
            let what = format!("nobody falls below {line}");
            let why = format!("the lowest score shown is {floor}");
            found.problem(&below.place, what, why, "raise the line, or lower the floor of `[score]`");
        }
        let Some(start) = points(score, "start") else { return };
        let lowest = start - points(score, "spread").unwrap_or(0.0);
        if line > lowest {
            let what = format!("people without any record fall below {line}");
            let why = format!("the lowest start is {lowest}");
            found.problem(&below.place, what, why, format!("lower the line to {lowest} or less"));
        }
    }

    fn takes(&self, sanction: &Node, found: &mut Findings) {
        let Some(takes) = sanction.get("takes").filter(|takes| takes.data == Data::List(Vec::new())) else {
            return;
        };
        let household = sanction.get("household").filter(|household| !household.list().is_empty());
        if let Some(household) = household {
            let what = "a household that is punished for nobody";
            let why =
                "it loses rights with the person who lost some, and this sanction takes none from anyone";
            found.problem(&household.place, what, why, "name rights in `takes`, or delete `household`");
        } else {
            let what = "this sanction takes nothing";
            let why = "a sanction is what rights are lost by";
            found.problem(&takes.place, what, why, "name a right: `takes = [\"air\"]`");
        }
    }

    fn until(&self, sanction: &Node, found: &mut Findings) {
        let Some(until) = sanction.get("until") else { return };
        let form = |name: &Node| {
            let kind = self.society.kind(name.text()?)?;
            Some(self.society.kinds[kind].form)
        };
        let debt = || {
            sanction
                .get("on")
                .map_or(&[][..], Node::list)
                .iter()
                .filter_map(form)
                .any(|form| form == Form::DebtEntry)
        };
        let names = |wanted| {
            let kinds = self.society.kinds.iter().filter(move |kind| kind.form == wanted);
            listed(kinds.map(|kind| kind.name.as_str()))
        };
        match until.text() {
            Some("debt-repaid") if !debt() => {
                let what = "paying a debt ends it, but no debt begins it";
                let why = format!("debts are {}", names(Form::DebtEntry));
                found.problem(&until.place, what, why, "add one to `on`, or delete `until`");
            }
            Some("apology") if names(Form::Apology).is_empty() => {
                let what = "an apology ends it, but the society has no verdict on apologies";
                let why = "whether an apology is judged insincere is a kind of conduct of form `apology`";
                found.problem(&until.place, what, why, "delete `until`, or add such a kind to the society");
            }
            _ => {}
        }
    }

    fn escalates(&self, sanction: &Node, found: &mut Findings) {
        let Some(escalates) = sanction.get("escalates") else { return };
        if escalates.number().is_some_and(|times| times != 1.0) {
            let what = "terms that grow are planned and not in this version";
            let why = "`escalates` will multiply each next term; now every term is as long as the first";
            found.problem(&escalates.place, what, why, "delete `escalates`, or write `escalates = 1.0`");
        }
    }
}
