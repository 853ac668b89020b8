//! The boundary in marginals: a society is a population, and nobody is alone in a class of it.

use crate::read::Findings;
use crate::text::Node;

/// Every class of every trait has at least this share, so that nobody is alone in it.
const LEAST_CLASS: f64 = 0.01;

/// Checks the marginals.
pub(super) fn people(people: &Node, found: &mut Findings) {
    traits(people, found);
    classes(people, "ages", 4, 4, found);
    classes(people, "households", 2, 12, found);
    children(people, found);
    county_spread(people, found);
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

/// No county is without harmful conduct altogether.
fn county_spread(people: &Node, found: &mut Findings) {
    let Some(spread) = people.at(&["county_spread", "share"]) else { return };
    if spread.number() == Some(1.0) {
        let what = "the spread between counties is 1";
        let why = "there would be counties in which nobody ever harms anybody";
        found.problem(&spread.place, what, why, "write a spread below 1, such as `share = 0.2`");
    }
}
