//! Step 1, MODEL.md 7.2: who does what, from the state at the end of last week.

use super::{Act, Expression, NoneActs, Reference, marks};
use crate::curve::decay;
use crate::regime::{Observe, Until};
use crate::society::people::mean_conscience;
use crate::society::{Form, Kind};
use crate::unit::{Chance, Hazard, ONE, PerYear, sixteenths};

/// Certain, as a number of 2^32.
const CERTAIN: u64 = 1 << 32;

impl Reference<'_> {
    pub(super) fn act(&mut self, none: Option<&NoneActs>) {
        self.done = NoneActs::default();
        for i in 0..self.persons.len() {
            let in_debt = self.persons[i].debt;
            let entered = self.act_at_marks(i, none);
            let paid = in_debt && self.week > 0 && self.pays(i);
            self.persons[i].today.paid = paid;
            self.persons[i].debt = in_debt && !paid || entered;
            self.apologise(i);
            for act in &self.persons[i].today.acts {
                self.counts.acts[act.kind][usize::from(act.private)] += 1;
            }
        }
    }

    /// The acts of the marks of this week, by kind, stratum and j, of debts from the lowest up; whether a debt was entered.
    fn act_at_marks(&mut self, i: usize, none: Option<&NoneActs>) -> bool {
        let mut entered = false;
        for k in 0..self.society.kinds.len() {
            let prevented = self.prevented(i, k);
            let entry = self.society.kinds[k].form == Form::DebtEntry;
            let mut marks = marks::of_week(&self.marks.acts[i][k], self.week);
            if entry {
                marks.sort_by_key(|mark| (mark.part, mark.observed));
            }
            for (number, mark) in marks.into_iter().enumerate() {
                let secluded = i64::from(mark.venue) < sixteenths(self.society.behaviour.private);
                let private = secluded && self.society.kinds[k].form != Form::DebtEntry;
                let blocked = entry && (self.persons[i].debt || entered);
                let done = !prevented && !blocked && mark.part < self.threshold(i, k, private);
                if done {
                    self.persons[i].today.acts.push(Act { kind: k, observed: mark.observed, private });
                    self.done.0.insert((i, k, self.week, number));
                    entered |= entry;
                }
                if let Some(none) = none {
                    let there = none.0.contains(&(i, k, self.week, number));
                    self.compare(k, there, done, prevented);
                }
            }
        }
        entered
    }

    /// Forgone, compelled or prevented by ban, against the same mark in the arm `none`.
    fn compare(&mut self, k: usize, there: bool, here: bool, prevented: bool) {
        let kind = &self.society.kinds[k];
        if !(kind.lawful || kind.protected) || kind.form == Form::Silence {
            return;
        }
        self.counts.forgone[k] += u64::from(there && !here && !prevented);
        self.counts.prevented_by_ban[k] += u64::from(there && prevented);
        self.counts.compelled[k] += u64::from(here && !there);
    }

    /// Whether all rights the kind needs are lost.
    fn prevented(&self, i: usize, k: usize) -> bool {
        let Kind { needs, form, .. } = self.society.kinds[k];
        form != Form::Silence && needs != 0 && needs & !self.persons[i].lost == 0
    }

    /// T: an act happens at a mark iff u < T.
    pub(super) fn threshold(&self, i: usize, k: usize, private: bool) -> u64 {
        let (kind, person) = (&self.society.kinds[k], &self.persons[i]);
        let held_back = self.held_back(i, k, private);
        if kind.good {
            return self.good_threshold(i, k);
        }
        if kind.harm > 0 {
            return ((self.keep(person.conscience) as u128 * u128::from(held_back)) >> 16) as u64;
        }
        match kind.form {
            Form::Dissent if person.expression != Expression::Dissent => 0,
            Form::Praise if person.expression != Expression::Praise => 0,
            Form::Praise => CERTAIN,
            Form::Silence if !self.lets_pass(i) => 0,
            Form::Silence => CERTAIN,
            _ => held_back,
        }
    }

    /// Whether there is an occasion of a campaign that i lets pass in silence.
    fn lets_pass(&self, i: usize) -> bool {
        let person = &self.persons[i];
        person.in_scope && person.expression == Expression::Silent && self.campaign_runs()
    }

    /// D: what watching and fear leave.
    fn held_back(&self, i: usize, k: usize, private: bool) -> u64 {
        let (behaviour, person) = (&self.society.behaviour, &self.persons[i]);
        if !person.aware {
            return CERTAIN;
        }
        let coverage = self.coverage(i, k);
        let watched = !private && coverage > 0.0;
        let deterrable = self.society.kinds[k].deterrable;
        let by_watching =
            if private { CERTAIN } else { decay(behaviour.beta * deterrable * coverage * self.stake(k)) };
        let g = if watched { 1.0 } else { behaviour.psi_unwatched };
        let step = (person.fear >> 4) as f64;
        let by_fear = decay(behaviour.psi * g * step / 4096.0);
        ((u128::from(by_watching) * u128::from(by_fear)) >> 32) as u64
    }

    /// c: the coverage of a kind where i lives, 0 where and while it is not watched.
    pub(super) fn coverage(&self, i: usize, k: usize) -> f64 {
        self.watch_now(k).map_or(0.0, |watch| self.at_place(i, &watch.coverage).share())
    }

    /// What a record of the kind puts at stake, in [0, 1].
    fn stake(&self, k: usize) -> f64 {
        if self.listed_kind(k) {
            return 1.0;
        }
        let points = self.points(k).0;
        let Some(score) = self.regime.score.as_ref().filter(|_| points < 0) else {
            return 0.0;
        };
        let start = score.start.0 as f64 - score.spread.0 as f64 / 2.0;
        let counting = (0..self.regime.sanctions.len()).filter(|&s| self.counts_toward(s, k));
        let lines = counting.filter_map(|s| self.regime.sanctions[s].below);
        let distances = lines.map(|line| start - line.0 as f64);
        match distances.reduce(f64::min) {
            Some(distance) if distance > 0.0 => (points.abs() as f64 / distance).min(1.0),
            _ => 0.0,
        }
    }

    /// What conscience leaves of harm, in 16ths.
    pub(super) fn keep(&self, conscience: i64) -> i64 {
        ONE - ((sixteenths(self.society.behaviour.kappa) * conscience) >> 16)
    }

    fn good_threshold(&self, i: usize, k: usize) -> u64 {
        let (behaviour, person) = (&self.society.behaviour, &self.persons[i]);
        let a = ONE - sixteenths(behaviour.good_by_conscience);
        let b = sixteenths(behaviour.good_by_conscience / mean_conscience(self.society));
        let r = sixteenths(behaviour.reward);
        let seen = |watch: &Observe| self.at_place(i, &watch.coverage).threshold() > 0;
        let paid = self.watch_now(k).is_some_and(|watch| self.points(k).0 > 0 && seen(watch));
        let rewarded = if person.aware && paid { r } else { 0 };
        let num = a + ((b * person.conscience) >> 16) + rewarded;
        let inv = (1_i64 << 48) / (a + b + r);
        (((i128::from(num) * i128::from(inv)) >> 16) as u64).min(CERTAIN)
    }

    /// The yearly rate of payment of i, with all rights marked `work`.
    fn payment(&self, i: usize) -> f64 {
        let rank = (f64::from(self.people.rank[i] >> 8) + 0.5) / 256.0;
        self.society.behaviour.payment.0 * (0.5 + rank)
    }

    /// Whether i, in debt, pays; then an act of the kind debt-repaid, never private.
    fn pays(&mut self, i: usize) -> bool {
        let out_of_work = super::rights_in(self.persons[i].lost).any(|right| self.society.rights[right].work);
        let factor = if out_of_work { self.society.behaviour.payment_without_work } else { 1.0 };
        let words = self.words(i, "payment", "", self.week);
        if !Chance::weekly(PerYear(self.payment(i) * factor)).hit(words[0]) {
            return false;
        }
        if let Some(kind) = self.kind_of(Form::DebtRepaid) {
            self.persons[i].today.acts.push(Act { kind, observed: words[1], private: false });
        }
        true
    }

    /// Apologies that sanctions held since before this week demand.
    fn apologise(&mut self, i: usize) {
        let kind = self.kind_of(Form::Apology);
        let insincere = Chance::new(kind.map_or(0.0, |k| self.society.kinds[k].rate.0));
        for (s, sanction) in self.regime.sanctions.iter().enumerate() {
            if sanction.until != Some(Until::Apology) || self.persons[i].standings[s].held.is_none() {
                continue;
            }
            let [made, verdict, observed, _] = self.words(i, "apology", &sanction.name, self.week);
            if !self.society.behaviour.apologises.hit(made) {
                continue;
            }
            match kind {
                Some(kind) if insincere.hit(verdict) => {
                    self.persons[i].today.acts.push(Act { kind, observed, private: false });
                }
                _ => {
                    self.persons[i].today.accepted.insert(s);
                }
            }
        }
    }

    /// Whether i is in debt before week 0: the balance of entering and paying.
    pub(super) fn in_debt_at_start(&self, i: usize) -> bool {
        let Some(k) = self.kind_of(Form::DebtEntry) else {
            return false;
        };
        let person = &self.persons[i];
        let keep = if self.society.kinds[k].harm > 0 { self.keep(person.conscience) } else { ONE };
        let entering = u128::from(person.hazards[k].0) * keep as u128 / 65536;
        let paying = u128::from(Hazard::new(PerYear(self.payment(i))).0);
        if entering == 0 {
            return false;
        }
        u128::from(self.words(i, "debt-at-start", "", 0)[0]) < (entering << 32) / (entering + paying)
    }
}
