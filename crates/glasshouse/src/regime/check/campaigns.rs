//! Campaigns: when they run, and what they price.

use super::times::{date, off, week_zero};
use crate::read::Findings;
use crate::regime::MAX_CAMPAIGNS;
use crate::society::{Form, Society};
use crate::text::Node;
use crate::text::quantity::exact_weeks;

/// More than this many times the usual news nothing publishes.
const NEWS_MOST: f64 = 1000.0;

/// Checks every campaign.
pub(super) fn campaigns(tree: &Node, society: &Society, found: &mut Findings) {
    for (number, campaign) in tree.entries("campaign").enumerate() {
        if number == MAX_CAMPAIGNS {
            let what = format!("there are more than {MAX_CAMPAIGNS} campaigns");
            let why = "the rules are made ready for every set of campaigns that run together";
            found.problem(&campaign.place, what, why, "merge some, or leave some out");
        }
        times(tree, campaign, found);
        news(campaign, found);
        for (key, form) in [("praise", Form::Praise), ("silence", Form::Silence)] {
            points(tree, society, campaign, key, form, found);
        }
    }
    silence(tree, society, found);
}

fn times(tree: &Node, campaign: &Node, found: &mut Findings) {
    let begins = date(campaign, "begins", "the date on which the campaign first begins", found);
    if let (Some(begins), Some(start), Some(off)) = (begins, week_zero(tree), off(tree))
        && begins.weeks_since(start) >= off
    {
        let place = &campaign.get("begins").unwrap_or(campaign).place;
        found.note(place, "this campaign never runs", "the regime is out of force by then");
    }
    let weeks = |key| campaign.at(&[key, "time"]).and_then(Node::text).and_then(exact_weeks);
    if let (Some(lasts), Some(every), Some(node)) = (weeks("lasts"), weeks("every"), campaign.get("every"))
        && every < lasts
    {
        let what = "the campaign begins again before it is over";
        let why = "`every` goes from one beginning to the next, and is not shorter than `lasts`";
        found.problem(&node.place, what, why, "write a longer `every`, or a shorter `lasts`");
    }
}

fn news(campaign: &Node, found: &mut Findings) {
    let Some(news) = campaign.at(&["news", "value"]) else { return };
    if news.number().is_some_and(|times| !(0.0..=NEWS_MOST).contains(&times)) {
        let why = format!("the growth of awareness is multiplied by it, from 0 to {NEWS_MOST} times");
        found.problem(&news.place, "`news` is out of bounds", why, "write a value such as 3");
    }
}

/// Points of a campaign are points of records, and so of a kind that is observed.
fn points(tree: &Node, society: &Society, campaign: &Node, key: &str, form: Form, found: &mut Findings) {
    let Some(points) = campaign.get(key) else { return };
    if tree.get("score").is_none() {
        let why = "points add up to a score, and this regime keeps none";
        let remedy = format!("delete `{key}`, or add `[score]`");
        found.problem(&points.place, "points without a score", why, remedy);
    }
    let is_form = |kind: usize| society.kinds[kind].form == form;
    let watched = |entry: &Node| {
        let name = entry.get("conduct").and_then(Node::text);
        name.and_then(|name| society.kind(name)).is_some_and(is_form)
    };
    if tree.entries("observe").any(watched) {
        return;
    }
    let kind = society.kinds.iter().find(|kind| kind.form == form);
    let (why, remedy) = match kind {
        Some(kind) => (
            "only what is recorded has points".to_owned(),
            format!("add `[[observe]]` with `conduct = \"{}\"`, or delete `{key}`", kind.name),
        ),
        None => (format!("the society has no kind of conduct of form `{key}`"), format!("delete `{key}`")),
    };
    found.problem(&points.place, format!("points of {key} that nobody observes"), why, remedy);
}

/// Says so where silence is watched, but nothing is there to be silent at.
fn silence(tree: &Node, society: &Society, found: &mut Findings) {
    if tree.entries("campaign").next().is_some() {
        return;
    }
    for entry in tree.entries("observe") {
        let Some(conduct) = entry.get("conduct") else { continue };
        let kind = conduct.text().and_then(|name| society.kind(name));
        if kind.is_some_and(|kind| society.kinds[kind].form == Form::Silence) {
            let why = "there is no campaign, and so no occasion to let pass in silence";
            found.note(&conduct.place, "silence is watched for, but never comes about", why);
        }
    }
}
