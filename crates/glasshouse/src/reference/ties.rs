//! The ties that are left, and what wears and mends them: the last part of MODEL.md 7.6.

use std::collections::BTreeSet;

use super::Reference;

impl Reference<'_> {
    /// The other members of i's household.
    pub(super) fn kin(&self, i: usize) -> Vec<usize> {
        self.people.household(i).filter(|&j| j != i).collect()
    }

    /// Ties of the workplace or class.
    pub(super) fn colleagues(&self, i: usize) -> Vec<usize> {
        self.ties.group(i).iter().map(|&j| j as usize).collect()
    }

    /// Friends whose tie is not cut.
    pub(super) fn friends(&self, i: usize) -> Vec<usize> {
        let friends = self.ties.friends(i).filter(|&(_, edge)| !self.cut.contains_key(&(edge as usize)));
        friends.map(|(j, _)| j as usize).collect()
    }

    /// All uncut ties.
    pub(super) fn uncut(&self, i: usize) -> Vec<usize> {
        let mut ties = self.kin(i);
        ties.extend(self.colleagues(i));
        ties.extend(self.friends(i));
        ties
    }

    /// Whether i would rather not know j: in scope, below the first line and in a lower tier; nobody is while
    /// the regime is not in force.
    fn shuns(&self, i: usize, j: usize) -> bool {
        let Some(line) = self.regime.first_line().filter(|_| self.in_force()) else {
            return false;
        };
        let (own, other) = (&self.persons[i], &self.persons[j]);
        own.in_scope
            && other.in_scope
            && other.score < line.0
            && self.tier(other.score) < self.tier(own.score)
    }

    /// Cuts and heals friendships, after fear has its new value.
    pub(super) fn cut_and_heal(&mut self) {
        if !self.public() || self.regime.association == 0 || self.regime.first_line().is_none() {
            return;
        }
        let healed = self.healed();
        let wishes: BTreeSet<usize> = (0..self.persons.len()).filter_map(|i| self.wish(i)).collect();
        self.cut.retain(|edge, _| !healed.contains(edge));
        self.counts.ties_healed += healed.len() as u64;
        let mut lost_one = BTreeSet::new();
        for edge in wishes {
            let ends = self.ties.edges[edge];
            if ends.iter().any(|end| lost_one.contains(end)) {
                continue;
            }
            lost_one.extend(ends);
            self.cut.insert(edge, self.week);
            self.counts.ties_cut += 1;
        }
    }

    /// The edge that i wishes away this week.
    fn wish(&self, i: usize) -> Option<usize> {
        let person = &self.persons[i];
        let looks = person.in_scope && self.marks.tie_review[i].contains(&self.week);
        let lot = (u64::from(self.word(i, "tie-wish", self.week)) * 98_304) >> 32;
        if !looks || lot as i64 >= 32_768 + person.fear {
            return None;
        }
        self.ties
            .friends(i)
            .map(|(j, edge)| (j as usize, edge as usize))
            .filter(|(j, edge)| !self.cut.contains_key(edge) && self.shuns(i, *j))
            .min_by_key(|&(j, _)| (self.persons[j].score, j))
            .map(|(_, edge)| edge)
    }

    /// Cut edges that heal: at a review of the lower end, where neither end shuns the other.
    fn healed(&self) -> BTreeSet<usize> {
        let heals = |edge: &usize| {
            let [low, high] = self.ties.edges[*edge].map(|end| end as usize);
            self.marks.tie_healing[low].contains(&self.week)
                && !self.shuns(low, high)
                && !self.shuns(high, low)
        };
        self.cut.keys().copied().filter(heals).collect()
    }
}
