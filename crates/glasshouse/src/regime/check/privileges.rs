//! What a high score gives, and what private actors close beyond what is ordered.

use super::points;
use crate::read::Findings;
use crate::regime::MAX_PRIVILEGES;
use crate::text::{Data, Node};

/// Checks every privilege.
pub(super) fn privileges(tree: &Node, found: &mut Findings) {
    for (number, privilege) in tree.entries("privilege").enumerate() {
        if number == MAX_PRIVILEGES {
            let what = format!("there are more than {MAX_PRIVILEGES} privileges");
            let why = "a person's state holds a bit for each";
            found.problem(&privilege.place, what, why, "put what is given together into one privilege");
        }
        above(tree, privilege, found);
    }
}

/// The line lies above the floor and up to the ceiling.
fn above(tree: &Node, privilege: &Node, found: &mut Findings) {
    let Some(above) = privilege.get("above") else { return };
    let Some(score) = tree.get("score") else {
        let why = "`above` is a line of the score, and this regime keeps none";
        let remedy = "delete this privilege, or add `[score]`";
        return found.problem(&above.place, "a privilege without a score", why, remedy);
    };
    let Some(line) = points(privilege, "above") else { return };
    if let Some(floor) = points(score, "floor").filter(|floor| line <= *floor) {
        let what = format!("everybody has {line} or more");
        let why = format!("the lowest score shown is {floor}");
        found.problem(&above.place, what, why, "raise the line, or lower the floor of `[score]`");
    }
    if let Some(ceiling) = points(score, "ceiling").filter(|ceiling| line > *ceiling) {
        let what = format!("nobody ever has {line}");
        let why = format!("the highest score shown is {ceiling}");
        found.problem(&above.place, what, why, "lower the line, or raise the ceiling of `[score]`");
    }
}

/// Private actors act on what they see.
pub(super) fn over_compliance(tree: &Node, found: &mut Findings) {
    let Some(over) = tree.get("over_compliance") else { return };
    // A score without a readable `public` is a problem of its own.
    if tree.get("score").is_none() || tree.at(&["score", "public"]).and_then(Node::flag) == Some(false) {
        let what = "over-compliance without a public score";
        let why = "private actors close rights to those whose score and sanctions they see";
        let remedy = "delete `[over_compliance]`, or write `public = true` in `[score]`";
        found.problem(&over.place, what, why, remedy);
    }
    if let Some(closes) = over.get("closes").filter(|closes| closes.data == Data::List(Vec::new())) {
        let why = "it lists the rights that private actors may close";
        let remedy = "name a right: `closes = [\"loan\"]`, or delete `[over_compliance]`";
        found.problem(&closes.place, "this over-compliance closes nothing", why, remedy);
    }
    if tree.entries("sanction").next().is_none() {
        let why = "there is no sanction that private actors could add to";
        found.note(&over.place, "over-compliance never comes about", why);
    }
}
