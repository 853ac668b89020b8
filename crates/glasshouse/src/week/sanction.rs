//! sanction: terms end, begin anew and fall; households follow a week later; demands are refused.
//! MODEL.md, section 7.5.

use std::cell::OnceCell;
use std::rc::Rc;

use super::block::Demand;
use super::cause::{Causes, Trigger};
use super::events::{EndingAct, Record};
use super::evidence::count_evidence;
use super::household::{Spread, reach_household, spread_ends, spread_starts};
use super::ledger::{Entries, Ledger};
use super::losses::{Ground, count_losses, refresh, settle_many};
use super::note::Note;
use super::privilege::{count as count_privileges, privileges};
use super::rules::Rules;
use super::score::{Inflation, inflation};
use super::state::{State, debt};
use super::tally::count_fall;
use super::terms::{Holding, NewTerm};
use super::touched::touched;
use super::turn::release;
use crate::draw::Stream;
use crate::measure::totals::{Appeal, Series};
use crate::regime::Until;
use crate::society::people::CELLS;
use crate::society::population::Population;
use crate::society::{MAX_RIGHTS, Rights};

/// Runs this week's state machine and refuses demands; where the regime goes out of force, ends everything.
pub fn sanction(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    demands: &[Demand],
) {
    state.terms.falls.clear();
    state.terms.household_hits.clear();
    state.terms.new_terms.clear();
    if week == state.force.until {
        release(state, population, week);
    }
    if rules.in_force && !(rules.sanctions.is_empty() && rules.privileges.is_empty()) {
        let listed = listed(state, rules);
        state.ending_acts.sort_unstable();
        let inflation = rules.score.as_ref().map(|score| inflation(state, score, week));
        let now = Moment { week, inflation, luck };
        let touched = touched(state, rules, &listed, week);
        // One thing after the other for all: so the caches are asked for what many need at a time.
        touched.iter().for_each(|&person| count_losses(state, population, person as usize, week));
        let ending_acts = std::mem::take(&mut state.ending_acts);
        let (mut records, mut acts) = (listed.as_slice(), ending_acts.as_slice());
        for &person in &touched {
            let records = take_of(&mut records, |record| record.person == person);
            let acts = take_of(&mut acts, |act| act.person == person);
            machine(state, rules, population, &now, person, records, acts);
        }
        state.ending_acts = ending_acts;
        touched.iter().for_each(|&person| privileges(state, rules, population, week, person as usize));
        spread_ends(state, population, week);
        spread_starts(state, rules, population, week);
        count_privileges(state);
    }
    settle_many(state, population);
    state.records.clear();
    state.ending_acts.clear();
    state.crossed.clear();
    state.refused.clear();
    if rules.none {
        count_demands(state, population, demands);
    } else if state.losses.restricted > 0 {
        refuse(state, population, week, demands);
    }
    *state.totals.at(Series::Restricted, week as usize) = state.losses.restricted;
    *state.totals.at(Series::Excluded, week as usize) = state.losses.excluded;
    let (weeks, row) = (state.totals.shape.weeks, state.totals.row(week as usize));
    for r in 0..state.totals.shape.rights {
        state.totals.lost_series[r * weeks + row] = state.losses.lost[r];
    }
}

/// This week's records of listed kinds, by person, true before false, then by kind.
fn listed(state: &State, rules: &Rules) -> Vec<Record> {
    let kinds = rules.kinds.iter().rev().fold(0u32, |set, kind| set << 1 | u32::from(kind.listed_by != 0));
    let is_listed = |record: &&Record| kinds >> record.kind & 1 == 1;
    let mut listed: Vec<Record> = state.records.iter().filter(is_listed).copied().collect();
    listed.sort_unstable();
    listed
}

/// The week, what points are worth in it, and its draws.
struct Moment<'a> {
    week: u32,
    inflation: Option<Inflation>,
    luck: &'a Stream,
}

/// A person whose sanctions are looked at.
struct Case {
    person: usize,
    file: OnceCell<[Entries; 2]>,
}

impl Case {
    /// What the person has of each kind, and what of it is older than a year. It takes long to put together: so it is
    /// asked for only where a term begins, and once a week.
    fn file(&self, ledger: &Ledger) -> &[Entries; 2] {
        self.file.get_or_init(|| ledger.by_age(self.person))
    }
}

/// Every sanction of one person, by the person's listed records and ending acts, in order: held, free, armed.
fn machine(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    now: &Moment<'_>,
    person: u32,
    records: &[Record],
    acts: &[EndingAct],
) {
    let i = person as usize;
    if !state.scope[i] {
        return;
    }
    let case = Case { person: i, file: OnceCell::new() };
    let ended_by_act = acts.iter().fold(0, |set, act| set | act.sanctions);
    for (s, rule) in rules.sanctions.iter().enumerate() {
        let bit = 1u16 << s;
        let below = rule.line.is_some_and(|line| state.below(line, i));
        let on = |record: &&Record| rules.kinds[usize::from(record.kind)].listed_by & bit != 0;
        let listing = records.iter().find(on).copied();
        let owed = rule.on_debt && state.debt[i] & debt::KNOWN != 0;
        let mut held = state.terms.own(i, s as u8).map(|ground| ground.end);
        if let Some(end) = held {
            if ended_by_act & bit != 0 {
                end_term(state, i, s, now.week);
                held = None;
            } else if listing.is_some() || (now.week >= end && rule.renews && (below || owed)) {
                let rights = state.terms.own(i, s as u8).expect("it is held").rights;
                begin(state, rules, population, now, (&case, s), rights, trigger(rules, listing, owed));
            } else if now.week >= end {
                end_term(state, i, s, now.week);
                held = None;
            }
        }
        if held.is_none() {
            if listing.is_some() || (below && state.terms.armed[i] & bit != 0) {
                state.terms.armed[i] &= !bit;
                state.terms.falls.push(person);
                state.note(i, |_| Note::Fall { sanction: s as u8 });
                let rights = rule.takes | closed_beyond(rules, now, person, rule.takes);
                begin(state, rules, population, now, (&case, s), rights, trigger(rules, listing, false));
                let entries = |ledger: &Ledger| case.file(ledger)[0];
                count_fall(state, rules, now.inflation, population.people.cell[i], (i, s as u8), entries);
                reach_household(state, rules, now.week + 1, i, s as u8);
            } else if !below {
                state.terms.armed[i] |= bit;
            }
        }
    }
    refresh(state, i);
}

/// Rights that private actors close at a fall although the sanction does not take them.
fn closed_beyond(rules: &Rules, now: &Moment<'_>, person: u32, takes: Rights) -> Rights {
    let ordered = |right: u8| takes >> right & 1 == 1;
    let closes = rules.closes.iter().filter(|(right, draw)| {
        !ordered(*right) && rules.over_compliance.hit(now.luck.word(person, *draw, now.week))
    });
    closes.fold(0, |set, (right, _)| set | 1 << right)
}

/// Takes the entries of one person off the front of a list; people come in the order of the list, and nobody on it is
/// left out.
fn take_of<'a, T>(list: &mut &'a [T], is_own: impl Fn(&T) -> bool) -> &'a [T] {
    let (own, rest) = list.split_at(list.iter().take_while(|entry| is_own(entry)).count());
    *list = rest;
    own
}

/// A listed record takes all; then a debt that is known; else the score.
fn trigger(rules: &Rules, listing: Option<Record>, owed: bool) -> Trigger {
    match listing {
        Some(record) => Trigger::Listing { kind: record.kind, is_false: record.is_false },
        None if owed => {
            Trigger::Listing { kind: rules.debt.expect("a debt is of a kind") as u8, is_false: false }
        }
        None => Trigger::Score,
    }
}

/// A term of sanction s that takes `rights` begins for person i, who was free or held it before.
fn begin(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    now: &Moment<'_>,
    (case, s): (&Case, usize),
    rights: Rights,
    trigger: Trigger,
) {
    let (rule, i) = (&rules.sanctions[s], case.person);
    let of = rights | rule.household;
    let causes = match trigger {
        Trigger::Listing { kind, is_false } => Causes::of_listing(rules, kind, is_false, of),
        _ => {
            let inflation = now.inflation.expect("a line needs a score");
            let entries = case.file(&state.ledger);
            count_evidence(&mut state.totals, rules, inflation, rule, population.people.cell[i], entries);
            Causes::of_score(state, rules, inflation, (i, entries[0]), rule, of)
        }
    };
    let cell = population.people.cell[i];
    *state.totals.appeal(Appeal::Terms, cell) += 1;
    *state.totals.appeal(Appeal::WrongTerms, cell) += i64::from(causes.wrong);
    state.terms.new_terms.push(NewTerm { person: i as u32, sanction: s as u8 });
    if rule.until == Some(Until::Apology) {
        state.terms.awaiting.push(Holding { person: i as u32, sanction: s });
    }
    let end = now.week.saturating_add(rule.lasts[state.terms.number(i, s)]);
    state.terms.schedule(i as u32, end);
    let ground = Ground {
        source: None,
        sanction: s as u8,
        rights,
        from: now.week,
        end,
        trigger,
        causes: Rc::new(causes),
        parts: [0; MAX_RIGHTS],
    };
    state.terms.grounds.put(i, ground);
}

/// Ends an own term in `week`; the household follows.
pub fn end_term(state: &mut State, i: usize, s: usize, week: u32) {
    state.terms.grounds.retain(i, |ground| ground.source.is_some() || usize::from(ground.sanction) != s);
    state.terms.ends.push(Spread::end(week + 1, i as u32, s as u8));
}

/// An appeal upheld in `week`: that week still counts, then the ground is gone.
pub fn end_upheld(state: &mut State, population: &Population, i: usize, s: usize, week: u32) {
    count_losses(state, population, i, week + 1);
    end_term(state, i, s, week + 1);
    refresh(state, i);
    state.terms.freed.push(i as u32);
}

/// What is demanded does not depend on the arm, and is counted under `none` for all.
fn count_demands(state: &mut State, population: &Population, demands: &[Demand]) {
    for demand in demands {
        let cell = usize::from(population.people.cell[demand.person as usize]);
        state.totals.demands[usize::from(demand.right) * CELLS + cell] += 1;
    }
}

/// Demands of this week are refused where the right is lost.
fn refuse(state: &mut State, population: &Population, week: u32, demands: &[Demand]) {
    let (weeks, row) = (state.totals.shape.weeks, state.totals.row(week as usize));
    for demand in demands {
        let (i, r) = (demand.person as usize, usize::from(demand.right));
        if state.lost[i] >> r & 1 == 1 {
            state.totals.refused[r * CELLS + usize::from(population.people.cell[i])] += 1;
            state.note(i, |_| Note::Refused { right: demand.right });
            state.totals.refused_series[r * weeks + row] += 1;
            if state.scope[i] {
                state.refused.push(demand.person);
            }
        }
    }
}
