//! Of pairs of people whose true scores differ: how many are ranked rightly by the scores shown.

use crate::level::at_every_level;
use crate::measure::bins::RANKS;

/// Parts of each level of [`Below`].
const PARTS: usize = 16;
const _: () = assert!(RANKS == PARTS * PARTS * PARTS);
/// The true rank of whoever is not ranked.
pub const UNRANKED: u16 = RANKS as u16;

/// Counts by rank, and how many lie below a rank: by parts of all ranks, of a part and of a part's part, so that a
/// count is three numbers, and whoever is added moves those of one part on each level, without a branch.
struct Below {
    /// `[rank]` People of the rank.
    of: Vec<u32>,
    /// `[rank]` Those below within a sixteenth of a sixteenth of the ranks.
    near: Vec<[u32; PARTS]>,
    /// `[rank / 16]` Those below that, within a sixteenth.
    far: Vec<[u32; PARTS]>,
    /// `[rank / 256]` Those below that.
    rest: [u32; PARTS],
}

impl Below {
    fn new() -> Below {
        Below {
            of: vec![0; RANKS],
            near: vec![[0; PARTS]; PARTS * PARTS],
            far: vec![[0; PARTS]; PARTS],
            rest: [0; PARTS],
        }
    }

    #[inline(always)]
    fn add(&mut self, rank: usize) {
        self.of[rank] += 1;
        add_after(&mut self.near[rank / PARTS], rank % PARTS);
        add_after(&mut self.far[rank / PARTS / PARTS], rank / PARTS % PARTS);
        add_after(&mut self.rest, rank / PARTS / PARTS);
    }

    /// How many have a rank below `rank`.
    #[inline(always)]
    fn count(&self, rank: usize) -> u32 {
        let [part, block] = [rank / PARTS, rank / PARTS / PARTS];
        self.near[part][rank % PARTS] + self.far[block][part % PARTS] + self.rest[block]
    }
}

/// Adds one to each part after `part`.
#[inline(always)]
fn add_after(counts: &mut [u32; PARTS], part: usize) {
    for (at, count) in (0..).zip(counts) {
        *count += u32::from(at > part as u32);
    }
}

at_every_level! {
    /// From the true and the shown rank of each person: 2 for each pair with different true ranks in which the better
    /// one is shown as better and 1 for each shown as equal; and the number of such pairs.
    pub fn count_pairs = count_pairs_body(ranks: &[[u16; 2]]) -> (i64, i64)
}

#[inline(always)]
fn count_pairs_body(ranks: &[[u16; 2]]) -> (i64, i64) {
    // The shown ranks in order of the true ones, the unranked last: dealt to where those of each begin.
    let mut ends = vec![0u32; RANKS + 2];
    for &[earned, _] in ranks {
        ends[usize::from(earned) + 1] += 1;
    }
    for earned in 0..RANKS {
        ends[earned + 1] += ends[earned];
    }
    let mut shown = vec![0; ranks.len()];
    for &[earned, rank] in ranks {
        let at = &mut ends[usize::from(earned)];
        shown[*at as usize] = rank;
        *at += 1;
    }
    let mut worse = Below::new();
    let (mut seen, mut rightly, mut pairs) = (0, 0, 0);
    for &end in &ends[..RANKS] {
        let equals = &shown[seen..end as usize];
        for &rank in equals {
            let rank = usize::from(rank);
            rightly += 2 * i64::from(worse.count(rank)) + i64::from(worse.of[rank]);
        }
        pairs += (equals.len() * seen) as i64;
        // A loop of its own, which is compiled for the level as the whole is; a closure would not be.
        for &rank in equals {
            worse.add(usize::from(rank));
        }
        seen = end as usize;
    }
    (rightly, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::Level;
    use proptest::prelude::*;

    /// True ranks 1, 2, 2, 3 shown as 5, 5, 9, 7. Pairs: 1 and 2 as 5, 5: a tie; 1 and 2 as 5, 9: right; 1 and 3: right;
    /// 2 and 3 as 5, 7: right, as 9, 7: wrong. Of five pairs 1 + 2 + 2 + 2 + 0 = 7 halves are right.
    #[test]
    fn pairs_by_hand() {
        for level in Level::available() {
            let people = [[1, 5], [2, 5], [UNRANKED, 6], [2, 9], [3, 7]];
            assert_eq!(count_pairs(level, &people), (7, 5));
            assert_eq!(count_pairs(level, &[[3, 1], [3, 2], [UNRANKED, 0]]), (0, 0));
        }
    }

    /// Ranks around the ends of parts, and parts of parts.
    fn shown() -> impl Strategy<Value = u16> {
        prop::sample::select(vec![0, 1, 15, 16, 17, 31, 240, 255, 256, 257, 272, 4079, 4080, 4095])
    }

    proptest! {
        #[test]
        fn pairs_are_those_counted_one_by_one(people in prop::collection::vec((0_u16..9, shown()), 0..60)) {
            let people: Vec<[u16; 2]> = people.into_iter().map(|(earned, shown)| [earned, shown]).collect();
            let (mut rightly, mut pairs) = (0, 0);
            for (at, a) in people.iter().enumerate() {
                for b in people[at + 1..].iter().filter(|b| b[0] != a[0]) {
                    pairs += 1;
                    rightly += if a[1] == b[1] { 1 } else { 2 * i64::from((a[0] < b[0]) == (a[1] < b[1])) };
                }
            }
            prop_assert_eq!(count_pairs(Level::best(), &people), (rightly, pairs));
        }
    }
}
