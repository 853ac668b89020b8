//! The running terms of a county under one arm, and what waits for a week to come.

use super::household::Spread;
use super::losses::{Ground, Grounds};
use super::rules::{Rules, SanctionRule, TERMS};
use super::set::Set;

/// An own sanction that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    /// Whose.
    pub person: u32,
    /// Which.
    pub sanction: usize,
}

/// A term that began this week and may be appealed.
#[derive(Clone, Copy, Debug)]
pub struct NewTerm {
    /// Whose.
    pub person: u32,
    /// Which.
    pub sanction: u8,
}

/// All running terms of a county under one arm.
#[derive(Debug)]
pub struct Terms {
    /// Each person's grounds.
    pub grounds: Grounds,
    /// Bit s: sanction s may fall on the person for a low score.
    pub armed: Vec<u16>,
    /// Week in which the run ends.
    horizon: u32,
    /// `[week]` Whose term is over in that week, if it has not changed since.
    due: Vec<Vec<u32>>,
    /// Who is to be looked at this week.
    pub touched: Set,
    /// Who was freed by an appeal last week.
    pub freed: Vec<u32>,
    /// Terms that may still wait for an apology.
    pub awaiting: Vec<Holding>,
    /// `[sanction][person]` Terms begun so far, up to the longest; empty where terms are all alike.
    pub begun: Vec<Vec<u8>>,
    /// Ends and falls that have yet to reach a household.
    pub ends: Vec<Spread>,
    /// See `ends`.
    pub starts: Vec<Spread>,
    /// Falls of this week, one entry a fall, in order of person.
    pub falls: Vec<u32>,
    /// Who lost a right through the household this week.
    pub household_hits: Vec<u32>,
    /// Terms that began this week.
    pub new_terms: Vec<NewTerm>,
}

impl Terms {
    /// Nobody sanctioned, every sanction armed.
    pub fn new(people: usize, rules: &Rules, horizon: u32) -> Terms {
        Terms {
            grounds: Grounds::new(people),
            armed: vec![every(rules); people],
            horizon,
            due: Vec::new(),
            touched: Set::new(people),
            freed: Vec::new(),
            awaiting: Vec::new(),
            begun: rules.sanctions.iter().map(|rule| vec![0; if grows(rule) { people } else { 0 }]).collect(),
            ends: Vec::new(),
            starts: Vec::new(),
            falls: Vec::new(),
            household_hits: Vec::new(),
            new_terms: Vec::new(),
        }
    }

    /// Own sanctions that wait for an apology, by person and sanction.
    pub fn awaiting_apology(&mut self) -> Vec<Holding> {
        self.awaiting.sort_unstable();
        self.awaiting.dedup();
        let grounds = &self.grounds;
        self.awaiting.retain(|holding| {
            let own =
                |ground: &Ground| ground.source.is_none() && usize::from(ground.sanction) == holding.sanction;
            grounds.of(holding.person as usize).iter().any(own)
        });
        self.awaiting.clone()
    }

    /// Person i's own running term of a sanction.
    pub fn own(&self, i: usize, sanction: u8) -> Option<&Ground> {
        self.grounds.of(i).iter().find(|ground| ground.source.is_none() && ground.sanction == sanction)
    }

    /// Has the person looked at in `week`, if the run goes on for so long.
    pub fn schedule(&mut self, person: u32, week: u32) {
        let at = week as usize;
        if week >= self.horizon {
            return;
        }
        if at >= self.due.len() {
            self.due.resize_with(at + 1, Vec::new);
        }
        self.due[at].push(person);
    }

    /// The number of a term that begins now, from 0: how many of the sanction the person began before.
    pub fn number(&mut self, i: usize, s: usize) -> usize {
        let Some(begun) = self.begun[s].get_mut(i) else { return 0 };
        let number = usize::from(*begun);
        *begun = (*begun + 1).min(TERMS as u8 - 1);
        number
    }

    /// Whether these sanctions, a bit for each, may all begin for person i.
    pub fn is_armed(&self, i: usize, sanctions: u16) -> bool {
        self.armed[i] == sanctions
    }

    /// Touches whom `week` has to look at: freed by an appeal, or with a term that is over.
    pub fn touch_due(&mut self, week: u32) {
        let due = self.due.get_mut(week as usize).map(std::mem::take).unwrap_or_default();
        self.freed.drain(..).chain(due).for_each(|person| self.touched.add(person));
    }

    /// Forgets whatever waits: no term runs any more.
    pub fn drop_pending(&mut self) {
        self.due.clear();
        self.freed.clear();
        self.awaiting.clear();
        self.ends.clear();
        self.starts.clear();
    }
}

/// A bit for each sanction.
pub fn every(rules: &Rules) -> u16 {
    if rules.sanctions.is_empty() { 0 } else { u16::MAX >> (16 - rules.sanctions.len()) }
}

/// Whether each next term is longer.
fn grows(rule: &SanctionRule) -> bool {
    rule.lasts[0] != rule.lasts[TERMS - 1]
}
