//! Of pairs of people whose true scores differ: how many are ranked rightly by the scores shown.

use crate::measure::bins::RANKS;
use crate::society::order;

/// Counts by rank, and how many lie below a rank, in steps of the logarithm (Fenwick 1994).
struct Below {
    tree: Vec<i64>,
}

impl Below {
    fn add(&mut self, rank: usize, count: i64) {
        let mut at = rank + 1;
        while at <= RANKS {
            self.tree[at] += count;
            at += at & at.wrapping_neg();
        }
    }

    /// How many have a rank below `rank`.
    fn count(&self, rank: usize) -> i64 {
        let (mut at, mut sum) = (rank, 0);
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }
}

/// From the true and the shown rank of each person: 2 for each pair with different true ranks in which the better one
/// is shown as better and 1 for each shown as equal; and the number of such pairs.
pub fn count_pairs(ranks: impl Iterator<Item = (usize, usize)>) -> (i64, i64) {
    let ranks: Vec<[u32; 2]> = ranks.map(|(earned, shown)| [earned as u32, shown as u32]).collect();
    let ranks = order::pairs(&ranks, RANKS);
    let mut worse = Below { tree: vec![0; RANKS + 1] };
    let (mut seen, mut rightly, mut pairs) = (0, 0, 0);
    for equals in ranks.chunk_by(|a, b| a[0] == b[0]) {
        // People of one true and one shown rank count together: there are far fewer such sorts than people.
        for alike in equals.chunk_by(|a, b| a == b) {
            let (rank, count) = (alike[0][1] as usize, alike.len() as i64);
            rightly += count * (worse.count(rank) + worse.count(rank + 1));
            pairs += count * seen;
        }
        equals.chunk_by(|a, b| a == b).for_each(|alike| worse.add(alike[0][1] as usize, alike.len() as i64));
        seen += equals.len() as i64;
    }
    (rightly, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// True ranks 1, 2, 2, 3 shown as 5, 5, 9, 7. Pairs: 1 and 2 as 5, 5: a tie; 1 and 2 as 5, 9: right; 1 and 3: right;
    /// 2 and 3 as 5, 7: right, as 9, 7: wrong. Of five pairs 1 + 2 + 2 + 2 + 0 = 7 halves are right.
    #[test]
    fn pairs_by_hand() {
        assert_eq!(count_pairs([(1, 5), (2, 5), (2, 9), (3, 7)].into_iter()), (7, 5));
        assert_eq!(count_pairs([(3, 1), (3, 2)].into_iter()), (0, 0));
    }

    proptest! {
        #[test]
        fn pairs_are_those_counted_one_by_one(people in prop::collection::vec((0_usize..9, 4087_usize..4096), 0..60)) {
            let (mut rightly, mut pairs) = (0, 0);
            for (at, a) in people.iter().enumerate() {
                for b in people[at + 1..].iter().filter(|b| b.0 != a.0) {
                    pairs += 1;
                    rightly += if a.1 == b.1 { 1 } else { 2 * i64::from((a.0 < b.0) == (a.1 < b.1)) };
                }
            }
            prop_assert_eq!(count_pairs(people.into_iter()), (rightly, pairs));
        }
    }
}
