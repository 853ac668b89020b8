//! People by the week of the mark that each comes to next: as the weeks are taken in order, the marks of one week come
//! together, however they are spread over the people.

use super::BLOCK;
use crate::draw::PIECE;

/// People who come to a mark, in columns.
#[derive(Debug)]
pub struct Page {
    /// The person's pace, weeks between marks, of 2^-19; from bit 32 up the person, and from bit 52 up how many marks of
    /// the block the person has come to before: 832 at the highest rate, and never five times as many.
    pub who: [u64; PAGE],
    /// When, from the start of the block, in 2^-24 weeks; at most [`LATEST`].
    pub times: [u32; PAGE],
}

impl Default for Page {
    fn default() -> Page {
        Page { who: [0; PAGE], times: [0; PAGE] }
    }
}

/// Fractional bits of time, in weeks.
pub const TIME_BITS: u32 = 24;
/// Later than any block.
pub const LATEST: u32 = (WEEKS as u32 - 1) << TIME_BITS;

/// Entries of a page: as many as are taken together. While few are drawn, memory takes in what was written of those
/// before them.
pub const PAGE: usize = PIECE;
/// Weeks of a block and one or more behind them, a power of two, so that no index need be checked.
const WEEKS: usize = (BLOCK as usize + 1).next_power_of_two();

/// A list for each week, in pages. A page that has been taken is the next to be written to, so that a near cache
/// holds them all.
#[derive(Debug)]
pub struct Calendar {
    who: Vec<u64>,
    times: Vec<u32>,
    /// The page behind each in its list.
    after: Vec<u32>,
    free: Vec<u32>,
    /// `[week]` Its first page.
    first: [u32; WEEKS],
    /// `[week]` The slot behind its last entry; never behind the last one of a page.
    end: [u32; WEEKS],
    /// What comes in later weeks is forgotten.
    weeks: usize,
}

impl Default for Calendar {
    fn default() -> Calendar {
        let (who, times, after, free) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Calendar { who, times, after, free, first: [0; WEEKS], end: [0; WEEKS], weeks: 0 }
    }
}

impl Calendar {
    /// Begins anew, for so many people and weeks: each week has one empty page.
    pub fn open(&mut self, people: usize, weeks: u32) {
        self.weeks = weeks as usize;
        // Every list has one page that is not full, and there are never more entries than people.
        let pages = (people / PAGE + WEEKS).max(self.after.len());
        self.after.resize(pages, 0);
        self.who.resize(pages * PAGE, 0);
        self.times.resize(pages * PAGE, 0);
        self.free.clear();
        self.free.extend((WEEKS as u32..pages as u32).rev());
        self.first = std::array::from_fn(|week| week as u32);
        self.end = self.first.map(|page| page * PAGE as u32);
    }

    /// Puts entries into the lists of their weeks.
    #[inline(always)]
    pub fn put(&mut self, who: &[u64], times: &[u32]) {
        let Calendar { who: all_who, times: all_times, after, free, end, weeks, .. } = self;
        let room = all_who.len();
        let (all_who, all_times) = (&mut all_who[..room], &mut all_times[..room]);
        for (&who, &time) in who.iter().zip(times) {
            let week = (time >> TIME_BITS) as usize % WEEKS;
            let slot = end[week] as usize;
            (all_who[slot], all_times[slot]) = (who, time);
            end[week] = slot as u32 + 1;
            if (slot + 1).is_multiple_of(PAGE) {
                // The page is full.
                let page = slot / PAGE;
                let next =
                    if week < *weeks { free.pop().expect("there are pages for all") } else { page as u32 };
                after[page] = next;
                end[week] = next * PAGE as u32;
            }
        }
    }

    /// Takes some entries of a week, the first of a page; what is put in next may overwrite them.
    #[inline]
    pub fn take(&mut self, week: u32) -> (&[u64; PAGE], &[u32; PAGE], usize) {
        let week = week as usize % WEEKS;
        let (page, end) = (self.first[week], self.end[week] as usize);
        let start = page as usize * PAGE;
        let len = if end / PAGE == page as usize {
            // It is the last of them, and stays.
            self.end[week] = start as u32;
            end - start
        } else {
            self.first[week] = self.after[page as usize];
            self.free.push(page);
            PAGE
        };
        let who = self.who[start..].first_chunk().expect("pages are whole");
        (who, self.times[start..].first_chunk().expect("pages are whole"), len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_comes_in_the_week_put_down_and_those_put_down_meanwhile_too() {
        let (people, weeks) = (1000, 20);
        let mut calendar = Calendar::default();
        // The second time with the pages of the first.
        for step in [7, 11] {
            calendar.open(people as usize, weeks);
            let week = |person: u32| person * step % (BLOCK + 1);
            let who: Vec<u64> = (0..people).map(u64::from).collect();
            let times: Vec<u32> = (0..people).map(|person| week(person) << TIME_BITS | 5).collect();
            calendar.put(&who, &times);
            let mut seen = Vec::new();
            for now in 0..weeks {
                loop {
                    let (who, times, len) = calendar.take(now);
                    if len == 0 {
                        break;
                    }
                    assert!(times[..len].iter().all(|time| time >> TIME_BITS == now));
                    let (who, times) = (who[..len].to_vec(), times[..len].to_vec());
                    seen.extend(who.iter().map(|&who| (who, now)));
                    // Everybody comes once more in the same week, and then again three weeks later.
                    let later = |&who: &u64| if who >> 32 == 0_u64 { 0 } else { 3 << TIME_BITS };
                    let times: Vec<u32> =
                        times.iter().zip(&who).map(|(time, who)| time + later(who)).collect();
                    let who: Vec<u64> = who.iter().map(|who| who | 1 << 32).collect();
                    calendar.put(&who, &times);
                }
            }
            let mut expected = Vec::new();
            for person in 0..people {
                let first = week(person);
                expected.extend((first < weeks).then_some((u64::from(person), first)));
                expected.extend((first..weeks).step_by(3).map(|now| (u64::from(person) | 1 << 32, now)));
            }
            seen.sort_unstable();
            expected.sort_unstable();
            assert_eq!(seen, expected);
        }
    }
}
