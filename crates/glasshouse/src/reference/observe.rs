//! Step 2, MODEL.md 7.3: what the regime comes to know, rightly or wrongly.

use super::{Record, Reference};
use crate::society::Form;

impl Reference<'_> {
    pub(super) fn observe(&mut self) {
        for i in 0..self.persons.len() {
            let mut records = self.records_of_acts(i);
            records.extend(self.record_of_old_debt(i));
            records.extend(self.false_records(i));
            for record in &records {
                let counter =
                    if record.wrong { &mut self.counts.false_records } else { &mut self.counts.true_records };
                counter[record.kind] += 1;
            }
            let debt = self.kind_of(Form::DebtEntry);
            let recorded = records.iter().any(|record| !record.wrong && Some(record.kind) == debt);
            let person = &mut self.persons[i];
            person.debt_known = person.debt && (recorded || person.debt_known && !person.today.paid);
            person.today.records = records;
        }
    }

    fn records_of_acts(&self, i: usize) -> Vec<Record> {
        let acts = self.persons[i].today.acts.iter().filter(|act| !act.private);
        acts.filter(|act| self.sees(i, act.kind, act.observed))
            .map(|act| Record { wrong: false, kind: act.kind })
            .collect()
    }

    /// Whether an act of i in view is recorded.
    fn sees(&self, i: usize, kind: usize, word: u32) -> bool {
        let coverage = self.watch_now(kind).map(|watch| self.at_place(i, &watch.coverage));
        self.persons[i].in_scope && coverage.is_some_and(|chance| chance.hit(word))
    }

    /// A debt from before the regime may be recorded in its first week; it is no act of that week.
    fn record_of_old_debt(&self, i: usize) -> Option<Record> {
        let kind = self.kind_of(Form::DebtEntry)?;
        let word = self.words(i, "debt-at-start", "", self.week)[1];
        let record = self.persons[i].today.old_debt && self.sees(i, kind, word);
        record.then_some(Record { wrong: false, kind })
    }

    /// Silence can be recorded only while there is a campaign to be silent about.
    fn false_records(&self, i: usize) -> Vec<Record> {
        let taken = |kind: usize| {
            self.in_force() && (self.society.kinds[kind].form != Form::Silence || self.campaign_runs())
        };
        let by_kind = self.marks.false_records[i].iter().enumerate().filter(|(kind, _)| taken(*kind));
        by_kind
            .flat_map(|(kind, marks)| {
                marks.iter().filter(|&&week| week == self.week).map(move |_| Record { wrong: true, kind })
            })
            .collect()
    }
}
