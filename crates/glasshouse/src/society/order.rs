//! Sorting where the keys are known to be spread evenly, or few: by counting, not by comparing.

/// The keys in rising order; they should be spread about evenly below 2^`bits`.
pub fn spread(keys: &[u64], bits: u32) -> Vec<u64> {
    let mut sorted = nearly(keys, bits);
    insert(&mut sorted);
    sorted
}

/// The same but for a few: each key is dealt to one of some more buckets than there are keys, by its upper bits, and
/// those of one bucket stay as they came.
pub fn nearly(keys: &[u64], bits: u32) -> Vec<u64> {
    let shift = bits.saturating_sub(keys.len().max(1).ilog2() + 2);
    let mut sorted = vec![0; keys.len()];
    let dealt = keys.iter().map(|&key| ((key >> shift) as u32, key));
    deal(dealt, 1 << (bits - shift), |at, key| sorted[at] = key);
    sorted
}

/// Puts in order what nearly is: each entry moves before those that are greater.
pub fn insert<T: Copy + Ord>(entries: &mut [T]) {
    for at in 1..entries.len() {
        let (entry, mut to) = (entries[at], at);
        while to > 0 && entries[to - 1] > entry {
            entries[to] = entries[to - 1];
            to -= 1;
        }
        entries[to] = entry;
    }
}

/// Deals entries to their buckets, in their order within each: `put` puts each in its place. Gives where each bucket
/// ends.
#[inline(always)]
pub fn deal<T>(
    entries: impl Iterator<Item = (u32, T)> + Clone,
    buckets: usize,
    mut put: impl FnMut(usize, T),
) -> Vec<u32> {
    let mut ends = vec![0; buckets];
    for (bucket, _) in entries.clone() {
        ends[bucket as usize] += 1;
    }
    let mut at = 0;
    for next in &mut ends {
        at += std::mem::replace(next, at);
    }
    for (bucket, entry) in entries {
        let at = &mut ends[bucket as usize];
        put(*at as usize, entry);
        *at += 1;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Decision, Stream};

    #[test]
    fn orders_are_those_of_sorting() {
        let stream = Stream::new(1, 2);
        let words = |i| stream.words(i, Decision::new("order"), 0);
        for count in [0, 1, 2, 5000] {
            let keys: Vec<u64> =
                (0..count).map(|i| u64::from(words(i)[0] >> 9) << 32 | u64::from(i)).collect();
            let mut sorted = keys.clone();
            sorted.sort_unstable();
            assert_eq!(spread(&keys, 23 + 32), sorted);
            let mut inserted = keys;
            insert(&mut inserted[..count.min(100) as usize]);
            assert!(inserted[..count.min(100) as usize].is_sorted());
            let dealt: Vec<[u32; 2]> = (0..count).map(|i| [words(i)[1] % 700, i]).collect();
            let mut sorted = dealt.clone();
            sorted.sort_unstable();
            let mut ordered = vec![[0; 2]; dealt.len()];
            let ends = deal(dealt.iter().map(|&pair| (pair[0], pair)), 700, |at, pair| ordered[at] = pair);
            assert_eq!(ordered, sorted);
            let below = |end: usize| sorted.partition_point(|pair| pair[0] as usize <= end) as u32;
            assert!(ends.iter().enumerate().all(|(bucket, &end)| end == below(bucket)));
        }
    }
}
