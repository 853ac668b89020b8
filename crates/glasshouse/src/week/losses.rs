//! What is lost, for how long and why: person-weeks counted when somebody's grounds change.
//! MODEL.md, section 7.5.

use super::cause::{ASSOCIATION, Causes, FALSE_RECORD, HOUSEHOLD, PARTS, REACH_ROWS, Trigger, bits, each};
use super::rules::Rules;
use super::state::State;
use crate::measure::totals::{CAUSES, Totals, UNITS_PER_WEEK};
use crate::society::people::CELLS;
use crate::society::population::Population;
use crate::society::{AREAS, MAX_KINDS, MAX_RIGHTS, Rights};
use std::rc::Rc;

/// The most grounds that share a week of one right.
const SHARERS: usize = 7;
/// How many ended grounds wait to be shared among causes.
const MANY: usize = 1024;
/// Areas of life closed that make an exclusion.
const CLOSED: usize = 3;
/// `[sharers]` The part of a right-week that each of so many grounds has; among causes it is shared in [`PARTS`].
const SHARE: [u32; SHARERS + 1] = {
    const ALL: u32 = (UNITS_PER_WEEK / PARTS) as u32;
    [0, ALL, ALL / 2, ALL / 3, ALL / 4, ALL / 5, ALL / 6, ALL / 7]
};

/// A ground on which rights are lost: one's own sanction, or one of a member of the household.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The other member; `None` for one's own.
    pub source: Option<u32>,
    /// Which sanction.
    pub sanction: u8,
    /// Rights taken.
    pub rights: Rights,
    /// Week in which the running term began.
    pub from: u32,
    /// Week in which it is over; a household's part ends with its source.
    pub end: u32,
    /// What set it off.
    pub trigger: Trigger,
    /// Why; what reaches a household is shared by its members.
    pub causes: Rc<Causes>,
    /// `[right]` What it has taken so far, in parts of a right-week.
    pub parts: [u32; MAX_RIGHTS],
}

impl Ground {
    /// Order of the grounds of one person: own by sanction, then household by source and sanction.
    fn order(&self) -> (Option<u32>, u8) {
        (self.source, self.sanction)
    }
}

/// Where a person's grounds are, and how far they are counted; together, since whoever asks for one asks for both.
#[derive(Clone, Copy, Debug, Default)]
struct Seat {
    list: u32,
    /// Week up to which the person's losses are counted.
    counted_to: u32,
}

/// Whoever ever had a ground.
#[derive(Debug, Default)]
struct Held {
    person: u32,
    /// Those that stand, in order: own by sanction, then household by source and sanction.
    grounds: Vec<Ground>,
    /// Units of right-weeks lost to false records, as far as they are shared among causes.
    false_units: i64,
}

/// Everybody's grounds. Almost nobody has any, so there is a list only for whoever ever had one. What a ground has taken
/// is shared among its causes when it has ended, many grounds at a time, since the totals lie far apart.
#[derive(Debug)]
pub struct Grounds {
    /// Where each person's list is, and up to which week it is counted.
    people: Vec<Seat>,
    /// The lists; the first stays empty and is that of all others.
    lists: Vec<Held>,
    /// Whose ground has ended, and which.
    ended: Vec<(u32, Ground)>,
}

impl Grounds {
    /// Nobody has any.
    pub fn new(people: usize) -> Grounds {
        Grounds { people: vec![Seat::default(); people], lists: vec![Held::default()], ended: Vec::new() }
    }

    /// Those of person i.
    pub fn of(&self, i: usize) -> &[Ground] {
        &self.lists[self.people[i].list as usize].grounds
    }

    /// Whoever ever had any, in no order: nobody else has lost anything.
    pub fn ever(&self) -> Vec<usize> {
        self.lists[1..].iter().map(|held| held.person as usize).collect()
    }

    /// Units of right-weeks that person i lost to false records.
    pub fn false_units(&self, i: usize) -> i64 {
        self.lists[self.people[i].list as usize].false_units
    }

    /// Puts a ground in its place among those of person i, over the one it renews.
    pub fn put(&mut self, i: usize, ground: Ground) {
        let seat = &mut self.people[i];
        if seat.list == 0 {
            seat.list = self.lists.len() as u32;
            self.lists.push(Held { person: i as u32, ..Held::default() });
        }
        let list = &mut self.lists[seat.list as usize].grounds;
        match list.binary_search_by_key(&ground.order(), Ground::order) {
            Ok(at) => self.ended.push((i as u32, std::mem::replace(&mut list[at], ground))),
            Err(at) => list.insert(at, ground),
        }
    }

    /// Ends those of person i that are not kept.
    pub fn retain(&mut self, i: usize, keep: impl Fn(&Ground) -> bool) {
        let ended = self.lists[self.people[i].list as usize].grounds.extract_if(.., |ground| !keep(ground));
        self.ended.extend(ended.map(|ground| (i as u32, ground)));
    }

    /// Counts `weeks` in which the grounds of person i stood: each week of a right is shared among the first of them
    /// that take it.
    fn count(&mut self, i: usize, weeks: u32) {
        let list = &mut self.lists[self.people[i].list as usize].grounds;
        let mut sharers = [0; MAX_RIGHTS];
        for ground in list.iter() {
            each(ground.rights).for_each(|r| sharers[r] += 1);
        }
        let mut before = [0; MAX_RIGHTS];
        for ground in list {
            for r in each(ground.rights) {
                if before[r] < SHARERS {
                    ground.parts[r] += weeks * SHARE[sharers[r].min(SHARERS)];
                }
                before[r] += 1;
            }
        }
    }

    /// Forgets what was counted; what runs is counted from `week`.
    pub fn count_anew(&mut self, week: u32) {
        self.people.iter_mut().for_each(|seat| seat.counted_to = week);
        self.ended.clear();
        for held in &mut self.lists {
            held.false_units = 0;
            held.grounds.iter_mut().for_each(|ground| ground.parts = [0; MAX_RIGHTS]);
        }
    }
}

/// Shares among causes what ended grounds have taken, once there are many.
pub fn settle_many(state: &mut State, population: &Population) {
    if state.terms.grounds.ended.len() >= MANY {
        settle(state, population);
    }
}

/// After the last week: shares among causes what all grounds have taken that are left, those that still stand too;
/// nobody looks for them any more.
pub fn settle_all(state: &mut State, population: &Population) {
    settle(state, population);
    for Held { person, grounds, false_units } in &mut state.terms.grounds.lists[1..] {
        let cell = usize::from(population.people.cell[*person as usize]);
        for ground in grounds.drain(..) {
            *false_units += share(&mut state.totals, &ground, cell);
        }
    }
}

fn settle(state: &mut State, population: &Population) {
    let Grounds { people, lists, ended } = &mut state.terms.grounds;
    for (person, ground) in ended.drain(..) {
        let i = person as usize;
        let cell = usize::from(population.people.cell[i]);
        lists[people[i].list as usize].false_units += share(&mut state.totals, &ground, cell);
    }
}

/// What people have lost so far.
#[derive(Debug)]
pub struct Losses {
    /// Right-weeks of each person.
    pub right_weeks: Vec<u32>,
    /// Rights by area of life.
    areas: [Rights; AREAS.len()],
    /// People with any right lost now.
    pub restricted: i64,
    /// People with three or more areas of life closed now.
    pub excluded: i64,
    /// People with each right lost now.
    pub lost: [i64; MAX_RIGHTS],
}

impl Losses {
    /// Nobody has lost anything.
    pub fn new(people: usize, rules: &Rules) -> Losses {
        Losses {
            right_weeks: vec![0; people],
            areas: rules.areas,
            restricted: 0,
            excluded: 0,
            lost: [0; MAX_RIGHTS],
        }
    }
}

impl Losses {
    /// Whether the loss of these rights closes so many areas of life that it is an exclusion.
    fn excludes(&self, lost: Rights) -> bool {
        self.areas.iter().filter(|&&area| lost & area != 0).count() >= CLOSED
    }

    /// Forgets what was counted.
    pub fn count_anew(&mut self) {
        self.right_weeks.fill(0);
    }
}

/// Counts person i's losses up to, not including, `week`, on the grounds that stood.
pub fn count_losses(state: &mut State, population: &Population, i: usize, week: u32) {
    let seat = &mut state.terms.grounds.people[i];
    let weeks = week - seat.counted_to;
    seat.counted_to = week;
    let lost = state.lost[i];
    if weeks == 0 || lost == 0 {
        return;
    }
    let State { terms, losses, totals, .. } = state;
    terms.grounds.count(i, weeks);
    losses.right_weeks[i] += weeks * lost.count_ones();
    let (cell, weeks) = (usize::from(population.people.cell[i]), i64::from(weeks));
    totals.restricted_weeks[cell] += weeks;
    totals.exclusion_weeks[cell] += if losses.excludes(lost) { weeks } else { 0 };
    each(lost).for_each(|r| totals.right_weeks[r * CELLS + cell] += weeks);
}

/// Shares what a ground took of each right among its causes; gives the units lost to false records.
fn share(totals: &mut Totals, ground: &Ground, cell: usize) -> i64 {
    let (causes, trigger) = (&*ground.causes, ground.trigger.row());
    let rights = totals.shape.rights;
    let mut false_units = 0;
    let mut reach = Reach::default();
    for r in each(ground.rights) {
        let part = i64::from(ground.parts[r]);
        let whole = part * PARTS;
        for cause in bits(causes.involved[r]) {
            let units = part * i64::from(causes.parts[r][cause]);
            totals.units[((trigger * rights + r) * CAUSES + cause) * CELLS + cell] += units;
            let at = (r * CAUSES + cause) * CELLS + cell;
            totals.necessary[at] += whole * i64::from(causes.necessary[r] >> cause & 1);
            totals.involved[at] += whole;
        }
        for matrix in 0..2 {
            let at = (matrix * 3 + trigger) * CELLS + cell;
            totals.out_of_context[at] += part * i64::from(causes.out_of_context[r][matrix]);
        }
        false_units += part * i64::from(causes.parts[r][FALSE_RECORD]);
        count_reach(totals, causes, reach.of(causes, r), r, part);
    }
    false_units
}

/// The reach last asked for: rights with the same parts for what is not conduct have the same, and most of a term's do.
#[derive(Default)]
struct Reach(Option<([u8; 2], [u16; REACH_ROWS])>);

impl Reach {
    fn of(&mut self, causes: &Causes, r: usize) -> &[u16; REACH_ROWS] {
        let beside = [causes.parts[r][ASSOCIATION], causes.parts[r][HOUSEHOLD]];
        if self.0.is_none_or(|(known, _)| known != beside) {
            self.0 = Some((beside, causes.reach(r)));
        }
        &self.0.as_ref().expect("it is known now").1
    }
}

fn count_reach(totals: &mut Totals, causes: &Causes, reach: &[u16; REACH_ROWS], r: usize, part: i64) {
    let (kinds, rights) = (totals.shape.kinds, totals.shape.rights);
    for k in causes.kinds() {
        totals.reach[k * rights + r] += part * i64::from(reach[k]);
    }
    for k in bits(causes.reach_necessary) {
        totals.reach_necessary[k * rights + r] += part * PARTS;
    }
    for row in 0..2 {
        totals.reach[(kinds + row) * rights + r] += part * i64::from(reach[MAX_KINDS + row]);
    }
}

/// Makes person i's lost rights anew from their grounds.
pub fn refresh(state: &mut State, i: usize) {
    let before = state.lost[i];
    let after = state.terms.grounds.of(i).iter().fold(0, |set, ground| set | ground.rights);
    if before == after {
        return;
    }
    state.lost[i] = after;
    state.losses.restricted += i64::from(after != 0) - i64::from(before != 0);
    state.losses.excluded +=
        i64::from(state.losses.excludes(after)) - i64::from(state.losses.excludes(before));
    if (after != 0) != (before != 0) {
        // Losses are counted up to the week of a change before grounds change.
        state.spells.note(i, state.terms.grounds.people[i].counted_to, after != 0);
    }
    for r in each(before ^ after) {
        state.losses.lost[r] += if after >> r & 1 == 1 { 1 } else { -1 };
    }
}
