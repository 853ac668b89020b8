//! Sanctions: what they fall for, what they take, what ends them.

use super::points;
use crate::problem::listed;
use crate::read::Findings;
use crate::regime::MAX_SANCTIONS;
use crate::society::{Form, Society};
use crate::text::{Data, Node};

/// Checks every sanction.
pub(super) fn sanctions(tree: &Node, society: &Society, found: &mut Findings) {
    let book = Book { tree, society };
    for (number, sanction) in tree.entries("sanction").enumerate() {
        if number == MAX_SANCTIONS {
            let what = format!("there are more than {MAX_SANCTIONS} sanctions");
            let why = "a person's state holds a bit for each";
            found.problem(&sanction.place, what, why, "put rights that fall together into one sanction");
        }
        book.reasons(sanction, found);
        book.line(sanction, found);
        book.takes(sanction, found);
        book.until(sanction, found);
        book.counts(sanction, found);
        book.escalates(sanction, found);
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

    /// What counts toward a line is collected somewhere.
    fn counts(&self, sanction: &Node, found: &mut Findings) {
        let Some(counts) = sanction.get("counts") else { return };
        if sanction.get("below").is_none() {
            let what = "`counts` without a line";
            let why = "it says which records count toward `below`, and this sanction has no `below`";
            found.problem(&counts.place, what, why, "delete `counts`, or write `below`");
        }
        if counts.data == Data::List(Vec::new()) {
            let why = "without any record the score of this sanction stays at its start";
            let remedy = "name a context, such as `counts = [\"finance\"]`, or delete `counts`";
            found.problem(&counts.place, "this sanction counts nothing", why, remedy);
        }
        for name in counts.list() {
            let collected = |entry: &Node| match entry.get("context").and_then(Node::text) {
                Some(context) => name.text() == Some(context),
                None => self.context(entry).is_some_and(|context| name.text() == Some(context)),
            };
            let known = name.text().is_some_and(|text| self.society.context(text).is_some());
            if known && !self.tree.entries("observe").any(collected) {
                let what = format!("nothing is collected in `{}`", name.text().unwrap_or(""));
                found.note(&name.place, what, "so nothing there counts toward this line");
            }
        }
    }

    /// The context of the conduct that an entry of `[[observe]]` watches.
    fn context(&self, entry: &Node) -> Option<&str> {
        let kind = self.society.kind(entry.get("conduct")?.text()?)?;
        Some(&self.society.contexts[self.society.kinds[kind].context])
    }

    fn escalates(&self, sanction: &Node, found: &mut Findings) {
        let Some(times) = sanction.at(&["escalates", "value"]) else { return };
        if times.number().is_some_and(|times| times < 1.0) {
            let what = "the terms of this sanction grow shorter";
            let why = "`escalates` says how many times as long each next term is";
            found.problem(&times.place, what, why, "write a value of 1 or more, or delete `escalates`");
        }
    }
}
