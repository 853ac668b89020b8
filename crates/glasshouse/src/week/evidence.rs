//! How old the points are that a score's fall rests on: what of them was recorded more than a year before.

use super::ledger::Entries;
use super::rules::{Rules, SanctionRule};
use super::score::Inflation;
use crate::measure::totals::Totals;
use crate::society::people::CELLS;

/// Counts the deciding points of a term of `sanction` that a score has set off, by the person's entries and what of
/// them is older than a year.
pub fn count_evidence(
    totals: &mut Totals,
    rules: &Rules,
    inflation: Inflation,
    sanction: &SanctionRule,
    cell: u8,
    [entries, older]: &[Entries; 2],
) {
    let (mut old, mut all) = (0, 0);
    for (at, &entry) in entries.iter().enumerate().filter(|(_, entry)| **entry < 0) {
        let kind = usize::from(rules.slots[at / 2]);
        if sanction.counts >> rules.kinds[kind].context & 1 == 1 {
            all += entry;
            old += older[at];
        }
    }
    for (row, units) in [old, all].into_iter().enumerate() {
        totals.evidence[row * CELLS + usize::from(cell)] -= inflation.worth(units);
    }
}
