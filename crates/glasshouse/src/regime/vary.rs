//! Varying a regime: parts taken out of the tree of its file, and safeguards put in, before it is checked.
//!
//! So a varied regime is a file like any other: it can be printed, and reads back to the same rules.

use std::collections::BTreeMap;

use super::variant::{Sort, Step, Variant, What};
use super::{Regime, file, related, variant};
use crate::problem::{Place, Problem, Problems, Source, listed};
use crate::read::Read;
use crate::society::{Form, Society};
use crate::text::change::{Change, Verb};
use crate::text::merge::Find;
use crate::text::set::Setting;
use crate::text::{Data, Entry, Node};

/// A regime's file, and what it is read with. Settings come first, variants after them.
#[derive(Clone, Copy)]
pub struct Base<'a> {
    /// The file.
    pub source: &'a Source,
    /// Finds what it starts from.
    pub find: Find<'a>,
    /// Settings; those whose path begins with `society.` are left alone.
    pub settings: &'a [Setting],
    /// What it is checked against.
    pub society: &'a Society,
}

/// What a regime is varied by. The order in which they are named decides nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Variants of this regime, which become a part of its name; each must change something.
    pub own: &'a [Variant],
    /// Variants of every regime but ordinary law, where they change something.
    pub every: &'a [Variant],
}

/// A varied regime.
#[derive(Clone, Debug)]
pub struct Varied {
    /// The regime.
    pub read: Read<Regime>,
    /// For each variant asked of every regime, whether it changed this one.
    pub changed: Vec<bool>,
}

impl Base<'_> {
    /// Reads the regime with its variants.
    ///
    /// # Errors
    /// Every problem of the file as it is; of a good one, variants of its own that change nothing; else what
    /// checks find in the varied one.
    pub fn read(&self, asked: Asked<'_>) -> Result<Varied, Problems> {
        let base = self.varied(&[], &[])?;
        let every = if base.value.is_none() { &[] } else { asked.every };
        let all: Vec<&Variant> = asked.own.iter().chain(every).collect();
        let idle = asked.own.iter().filter(|variant| !self.changes(variant, &all, &base.value));
        let problems: Vec<Problem> = idle.map(|variant| self.idle(variant, asked.own, &base.value)).collect();
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        let changed = asked.every.iter().map(|variant| self.changes(variant, &all, &base.value)).collect();
        let read = if all.is_empty() { base } else { self.varied(asked.own, every)? };
        Ok(Varied { read, changed })
    }

    /// The parts it has, or the safeguards that would change something in it, by name.
    ///
    /// # Errors
    /// Every problem of the file as it is.
    pub fn possible(&self, sort: Sort) -> Result<Vec<String>, Problems> {
        let base = self.varied(&[], &[])?.value;
        let changing = variant::all(sort).into_iter().filter(|variant| self.changes(variant, &[], &base));
        Ok(changing.map(|variant| variant.name).collect())
    }

    /// Whether a variant makes other rules of the regime, alone or in the company it is named in. What cannot
    /// be read any more has changed.
    fn changes(&self, variant: &Variant, company: &[&Variant], base: &Regime) -> bool {
        let rules =
            |variants: &[Variant]| self.varied(&[], variants).ok().map(|read| read.value.rules_bytes());
        let alone = || rules(std::slice::from_ref(variant)) != Some(base.rules_bytes());
        let with: Vec<Variant> = company.iter().map(|other| (*other).clone()).collect();
        let without: Vec<Variant> = with.iter().filter(|other| *other != variant).cloned().collect();
        !base.is_none() && (alone() || rules(&with) != rules(&without))
    }

    fn varied(&self, own: &[Variant], every: &[Variant]) -> Result<Read<Regime>, Problems> {
        let vary = |tree: &mut Node| {
            rename(tree, own);
            for sort in [Sort::Part, Sort::Safeguard] {
                let wanted = |variant: &&Variant| own.contains(variant) || every.contains(variant);
                let all = variant::all(sort);
                all.iter().filter(wanted).for_each(|variant| apply(tree, variant, self.society));
            }
        };
        file::read_varied(self.source.clone(), self.find, self.settings, &vary, self.society)
    }

    /// A variant that changes nothing, and what would change something.
    fn idle(&self, variant: &Variant, own: &[Variant], base: &Regime) -> Problem {
        let typed = format!("{}{}", base.name, suffix(own));
        let span = typed.find(&variant.asked()).map_or(0..0, |at| at..at + variant.asked().len());
        let place = Place { source: Source::new("REGIME", typed).into(), span };
        let (name, sort) = (&base.name, variant.sort);
        let what = match sort {
            Sort::Part => format!("`{name}` has no part `{}`", variant.name),
            Sort::Safeguard => format!("`{}` changes nothing in `{name}`", variant.name),
        };
        let possible = self.possible(sort).unwrap_or_default();
        let possible: Vec<&str> = possible.iter().map(String::as_str).collect();
        let why = match (sort, possible.is_empty()) {
            (Sort::Part, true) => "it has none of the parts there are".to_owned(),
            (Sort::Part, false) => format!("its parts are {}", listed(possible.iter().copied())),
            (Sort::Safeguard, true) => "no safeguard changes anything in it".to_owned(),
            (Sort::Safeguard, false) => {
                format!("those that change something are {}", listed(possible.iter().copied()))
            }
        };
        let remedy = match possible.first() {
            Some(first) => format!("write one of them, such as `{name}~{}:{first}`", sort.preposition()),
            None => format!("write `{name}`"),
        };
        Problem::at(&place, what, why, remedy)
    }
}

/// What variants add to the name of a regime.
fn suffix(own: &[Variant]) -> String {
    own.iter().map(|variant| format!("~{}", variant.asked())).collect()
}

/// Adds the variants to the regime's name and summary, in the order in which they were named.
fn rename(tree: &mut Node, own: &[Variant]) {
    let header = tree.table_mut().and_then(|table| table.get_mut("regime")?.value.table_mut());
    let Some(header) = header.filter(|_| !own.is_empty()) else { return };
    let words: Vec<String> = own.iter().map(|variant| variant.asked().replace(':', " ")).collect();
    for (key, more) in [("name", suffix(own)), ("summary", format!(" Varied: {}.", words.join(", ")))] {
        if let Some(Data::Text(text)) = header.get_mut(key).map(|entry| &mut entry.value.data) {
            text.push_str(&more);
        }
    }
}

/// Makes a variant's changes, and takes away what they leave without a meaning.
fn apply(tree: &mut Node, variant: &Variant, society: &Society) {
    let covers = tree.at(&["regime", "covers"]).and_then(Node::text).map(str::to_owned);
    let meant = |step: &&Step| step.covers.is_none() || step.covers == covers;
    for step in variant.steps.iter().filter(meant) {
        match &step.what {
            What::Change(change) => change.apply(tree, &variant.sources),
            What::DropForm { path, form } => {
                let kinds = society.kinds.iter().filter(|kind| kind.form == *form);
                let verb = Verb::Drop(kinds.map(|kind| kind.name.clone()).collect());
                Change { verb, path: path.clone() }.apply(tree, &variant.sources);
            }
            What::KeepRelatedSanctions => related::keep_sanctions(tree, society),
            What::KeepRelatedObserved => related::keep_observed(tree, society),
        }
    }
    settle(tree, society);
}

/// Takes away what has lost its meaning: a listing of what is no longer watched, a debt that ends what no debt
/// begins, prices of what is not watched, sanctions that nothing sets off or that take nothing.
fn settle(tree: &mut Node, society: &Society) {
    let watched = tree.entries("observe").filter_map(|entry| society.kind(entry.get("conduct")?.text()?));
    let watched: Vec<usize> = watched.collect();
    let is_watched = |name: &Node| {
        let kind = name.text().and_then(|name| society.kind(name));
        kind.is_some_and(|kind| watched.contains(&kind))
    };
    let is_debt = |name: &Node| {
        let kind = name.text().and_then(|name| society.kind(name));
        kind.is_some_and(|kind| society.kinds[kind].form == Form::DebtEntry)
    };
    entries(tree, "sanction", |sanction| {
        if let Some(Data::List(on)) = sanction.get_mut("on").map(|entry| &mut entry.value.data) {
            on.retain(is_watched);
        }
        let on = sanction.get("on").map_or(&[][..], |entry| entry.value.list());
        let (listed, debt) = (!on.is_empty(), on.iter().any(is_debt));
        if !listed {
            sanction.remove("on");
        }
        if !debt && sanction.get("until").and_then(|entry| entry.value.text()) == Some("debt-repaid") {
            sanction.remove("until");
        }
        let takes = sanction.get("takes").is_some_and(|entry| !entry.value.list().is_empty());
        takes && (listed || sanction.contains_key("below"))
    });
    for (key, form) in [("praise", Form::Praise), ("silence", Form::Silence)] {
        if !watched.iter().any(|kind| society.kinds[*kind].form == form) {
            entries(tree, "campaign", |campaign| {
                campaign.remove(key);
                true
            });
        }
    }
}

/// Calls `stays` with each entry of an array of tables, and keeps those for which it is true.
fn entries(tree: &mut Node, key: &str, stays: impl Fn(&mut BTreeMap<String, Entry>) -> bool) {
    let list = tree.table_mut().and_then(|table| table.get_mut(key));
    if let Some(Data::List(list)) = list.map(|entry| &mut entry.value.data) {
        list.retain_mut(|node| node.table_mut().is_none_or(&stays));
    }
}

#[cfg(test)]
mod tests;
