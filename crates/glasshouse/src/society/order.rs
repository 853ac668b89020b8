//! Sorting where the keys are known to be spread evenly, or few: by counting, not by comparing.

/// The keys in rising order. They are dealt to buckets by the bits from `shift` up, at most some 65,536 different
/// values, which should be about evenly filled; then each bucket is sorted.
pub fn by_buckets(keys: &[u64], shift: u32) -> Vec<u64> {
    let top = keys.iter().map(|key| key >> shift).max().unwrap_or(0) as usize;
    let mut sorted = vec![0; keys.len()];
    let starts = deal(keys, &mut sorted, top + 1, |key| (key >> shift) as usize);
    for bucket in starts.windows(2).filter(|bounds| bounds[1] - bounds[0] > 1) {
        sorted[bucket[0] as usize..bucket[1] as usize].sort_unstable();
    }
    sorted
}

/// Pairs of numbers below `end` in rising order of the first and then the second.
pub fn pairs(pairs: &[[u32; 2]], end: usize) -> Vec<[u32; 2]> {
    let (mut by_second, mut sorted) = (vec![[0; 2]; pairs.len()], vec![[0; 2]; pairs.len()]);
    deal(pairs, &mut by_second, end, |pair| pair[1] as usize);
    deal(&by_second, &mut sorted, end, |pair| pair[0] as usize);
    sorted
}

/// Deals entries to buckets, in their order within each; gives where each bucket starts, and the end of the last.
fn deal<T: Copy>(from: &[T], to: &mut [T], buckets: usize, bucket: impl Fn(T) -> usize) -> Vec<u32> {
    let mut next = vec![0u32; buckets + 1];
    for &entry in from {
        next[bucket(entry) + 1] += 1;
    }
    for at in 1..=buckets {
        next[at] += next[at - 1];
    }
    let starts = next.clone();
    for &entry in from {
        let at = &mut next[bucket(entry)];
        to[*at as usize] = entry;
        *at += 1;
    }
    starts
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
            assert_eq!(by_buckets(&keys, 40), sorted);
            let given: Vec<[u32; 2]> = (0..count).map(|i| [words(i)[1] % 700, words(i)[2] % 700]).collect();
            let mut sorted = given.clone();
            sorted.sort_unstable();
            assert_eq!(pairs(&given, 700), sorted);
        }
    }
}
