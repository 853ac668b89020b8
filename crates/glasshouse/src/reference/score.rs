//! Step 3, MODEL.md 7.4: the ledger, association and the score.

use super::Reference;
use super::memory::Entry;
use crate::regime::Score;
use crate::unit::Points;

impl Reference<'_> {
    pub(super) fn score(&mut self) {
        let Some(rule) = &self.regime.score else {
            return;
        };
        self.rescale(rule);
        let associations: Vec<i64> = (0..self.persons.len()).map(|i| self.association(rule, i)).collect();
        for (i, association) in associations.into_iter().enumerate() {
            if !self.persons[i].in_scope {
                continue;
            }
            self.enter_records(i);
            self.book_deeds(i);
            let raw = self.persons[i].own_start + self.deflated(self.persons[i].sum) + association;
            let person = &mut self.persons[i];
            person.association = association;
            person.raw = raw;
            person.score = raw.clamp(rule.floor.0, rule.ceiling.0);
            self.counts.scored_weeks += 1;
            self.counts.score_sum += self.persons[i].score;
        }
    }

    /// After eight half-lives every entry becomes its 256th.
    fn rescale(&mut self, rule: &Score) {
        let Some(half_life) = rule.half_life else {
            return;
        };
        if self.week - self.origin < 8 * half_life.0 {
            return;
        }
        self.origin += 8 * half_life.0;
        for person in &mut self.persons {
            for entry in person.true_entries.iter_mut().chain(&mut person.false_entries) {
                *entry = rescaled(*entry);
            }
            person.sum = person.true_entries.iter().chain(&person.false_entries).sum();
            person.memory.rescale();
        }
    }

    /// e / half-life: the half-lives from the origin to a week.
    fn half_lives(&self, week: u32) -> f64 {
        let half_life = self.regime.score.as_ref().and_then(|rule| rule.half_life);
        half_life.map_or(0.0, |weeks| f64::from(week - self.origin) / f64::from(weeks.0))
    }

    /// What a record of the kind adds this week, in inflated units.
    pub(super) fn inflated(&self, kind: usize) -> i64 {
        libm::round(self.points(kind).0 as f64 * libm::exp2(self.half_lives(self.week))) as i64
    }

    /// Adds this week's records, inflated, to i's entries.
    fn enter_records(&mut self, i: usize) {
        for record in self.persons[i].today.records.clone() {
            let added = self.inflated(record.kind);
            let person = &mut self.persons[i];
            let entries = if record.wrong { &mut person.false_entries } else { &mut person.true_entries };
            entries[record.kind] += added;
            person.sum += added;
            person.memory.entries.push(Entry { week: self.week, record, added });
        }
    }

    /// An inflated sum in 256ths of a point of this week.
    pub(super) fn deflated(&self, sum: i64) -> i64 {
        self.deflated_in(self.week, sum)
    }

    /// The same of the last week, after it.
    pub(super) fn at_the_end(&self, sum: i64) -> i64 {
        self.deflated_in(self.week - 1, sum)
    }

    fn deflated_in(&self, week: u32, sum: i64) -> i64 {
        let factor = libm::round(16_777_216.0 * libm::exp2(-self.half_lives(week))) as i128;
        ((i128::from(sum) * factor) >> 24) as i64
    }

    /// Whether records of the kind count toward the line of sanction s.
    pub(super) fn counts_toward(&self, s: usize, kind: usize) -> bool {
        let collected = self.watch(kind).map(|watch| watch.context);
        match self.regime.sanctions[s].counts {
            Some(contexts) => collected.is_some_and(|context| contexts >> context & 1 == 1),
            None => true,
        }
    }

    /// Whether a line of any sanction can be crossed by records of the kind; true where there is no line.
    pub(super) fn counts_somewhere(&self, kind: usize) -> bool {
        let sanctions = self.regime.sanctions.iter().enumerate();
        let mut lines = sanctions.filter(|(_, sanction)| sanction.below.is_some()).peekable();
        lines.peek().is_none() || lines.any(|(s, _)| self.counts_toward(s, kind))
    }

    /// What other people's scores add for sanction s: nothing where only some contexts count.
    pub(super) fn association_toward(&self, i: usize, s: usize) -> i64 {
        if self.regime.sanctions[s].counts.is_some() { 0 } else { self.persons[i].association }
    }

    /// The raw score that is held against the line of sanction s, the entries of `kind` being `entry(kind)`.
    pub(super) fn raw_toward(&self, i: usize, s: usize, entry: impl Fn(usize) -> i64) -> i64 {
        let counted = (0..self.society.kinds.len()).filter(|&kind| self.counts_toward(s, kind));
        self.persons[i].own_start + self.deflated(counted.map(entry).sum()) + self.association_toward(i, s)
    }

    /// The level that i's counted ties give, from last week.
    fn association(&self, rule: &Score, i: usize) -> i64 {
        let counted = self.counted_ties(i);
        if counted.is_empty() {
            return 0;
        }
        let step = ((rule.start.0 - rule.floor.0 + 63) / 64).max(1);
        let published: i64 =
            counted.iter().map(|&j| ((rule.start.0 - self.persons[j].score) / step).clamp(0, 63)).sum();
        let pull = (self.regime.association * step / counted.len() as i64).min(i64::from(u32::MAX));
        -((pull * published) >> 16)
    }

    /// Uncut ties to people in scope, without the household where a sanction falls on it.
    fn counted_ties(&self, i: usize) -> Vec<usize> {
        let kin_left_out = self.regime.sanctions.iter().any(|sanction| sanction.household != 0);
        let mut counted = if kin_left_out { Vec::new() } else { self.kin(i) };
        counted.extend(self.colleagues(i));
        counted.extend(self.friends(i));
        counted.retain(|&j| self.persons[j].in_scope);
        counted
    }

    /// A person's own start; 0 without a score.
    pub(super) fn own_start(&self, i: usize) -> i64 {
        let Some(rule) = &self.regime.score else {
            return 0;
        };
        let part = i64::from(self.word(i, "start", 0) >> 16);
        rule.start.0 - ((rule.spread.0 * part) >> 16)
    }

    /// The number of lines at or below a score.
    pub(super) fn tier(&self, score: i64) -> usize {
        let declared = self.regime.score.as_ref().map_or(&[][..], |rule| &rule.tiers);
        let mut lines: Vec<Points> = declared.to_vec();
        if lines.is_empty() {
            lines = self.regime.sanctions.iter().filter_map(|sanction| sanction.below).collect();
            lines.sort();
            lines.dedup();
        }
        lines.iter().filter(|line| line.0 <= score).count()
    }
}

/// The 256th of an entry, rounded half away from zero.
pub fn rescaled(entry: i64) -> i64 {
    entry.signum() * ((entry.abs() + 128) / 256)
}
