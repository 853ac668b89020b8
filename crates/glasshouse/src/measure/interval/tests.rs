use super::*;
use crate::draw::{Decision, Stream};
use proptest::prelude::*;

fn close(a: f64, b: f64, within: f64) {
    assert!((a - b).abs() <= within, "{a} is not {b} within {within}");
}

const EMPTY: &str = "0/0";

fn spread(pairs: &[(i64, i64)]) -> Spread {
    Spread::of_ratio(pairs.iter().map(|&(num, den)| Ratio::new(num, den)), 1.0, EMPTY)
}

/// Published two-sided 95% points (NIST/SEMATECH e-Handbook 1.3.6.7.2, to three decimals).
#[test]
fn student_quantiles_are_the_published_ones() {
    let published = [
        (1, 12.706),
        (2, 4.303),
        (3, 3.182),
        (4, 2.776),
        (5, 2.571),
        (7, 2.365),
        (10, 2.228),
        (15, 2.131),
        (20, 2.086),
        (30, 2.042),
        (31, 2.040),
        (40, 2.021),
        (60, 2.000),
        (63, 1.998),
        (100, 1.984),
    ];
    for (freedom, t) in published {
        close(student_95(freedom), t, 0.000_501);
    }
}

/// One degree is Cauchy's law, t = tan(0.95 π/2); two have t = 0.95 · √2 / √(1 − 0.95²).
#[test]
fn student_quantiles_with_one_and_two_degrees_are_exact() {
    close(student_95(1), libm::tan(0.95 * core::f64::consts::FRAC_PI_2), 1e-11);
    close(student_95(2), 0.95 * libm::sqrt(2.0 / (1.0 - 0.95 * 0.95)), 1e-13);
}

/// Means 1, 2, 3, 6 of equal groups: mean 3, s² = (4 + 1 + 0 + 9)/3, standard error s/√4.
#[test]
fn equal_groups_give_the_textbook_error() {
    let estimate = Jackknife::new(&[1; 4]).estimate(&spread(&[(10, 10), (20, 10), (30, 10), (60, 10)]));
    let error = libm::sqrt(14.0 / 3.0 / 4.0);
    assert_eq!(estimate.estimate, Some(3.0));
    close(estimate.standard_error.unwrap(), error, 1e-15);
    close(estimate.high.unwrap(), 3.0 + 3.182_446_305_284_263 * error, 1e-12);
    close(estimate.half_width().unwrap(), 3.182_446_305_284_263 * error, 1e-12);
    assert_eq!(estimate.note, "");
}

/// Groups of 1, 1, 1 and 3 counties with sums 0, 2, 4, 6 over as many counties: θ = 12/6 = 2. Without each:
/// 12/5, 10/5, 8/5, 6/3, so d = 0.4, 0, −0.4, 0; centre of deviations 5/6·0.4 − 5/6·0.4 = 0; w = 5, 5, 5, 1.
/// v = (5²·0.16/5 + 5²·0.16/5)/4 = 0.4.
#[test]
fn unequal_groups_are_weighted() {
    let estimate = Jackknife::new(&[1, 1, 1, 3]).estimate(&spread(&[(0, 1), (2, 1), (4, 1), (6, 3)]));
    assert_eq!(estimate.estimate, Some(2.0));
    close(estimate.standard_error.unwrap(), libm::sqrt(0.4), 1e-14);
}

#[test]
fn what_is_missing_has_its_reason() {
    let three = Jackknife::new(&[1; 3]).estimate(&spread(&[(1, 2); 3]));
    assert_eq!((three.estimate, three.standard_error, three.note), (Some(0.5), None, TOO_FEW));
    let four = Jackknife::new(&[1; 4]);
    let undefined = four.estimate(&spread(&[(0, 0); 4]));
    assert_eq!((undefined.estimate, undefined.note), (None, EMPTY));
    let silent = four.estimate(&spread(&[(0, 5); 4]));
    assert_eq!((silent.estimate, silent.low, silent.note), (Some(0.0), None, NOTHING));
    let lonely = four.estimate(&spread(&[(1, 2), (0, 0), (0, 0), (0, 0)]));
    assert_eq!((lonely.estimate, lonely.low, lonely.note), (Some(0.5), None, CONCENTRATED));
}

/// The square of a mean is no ratio of sums. Means 1, 2, 3, 6 of equal groups: 9, and without each 121/9, 100/9, 9
/// and 4, so d = 40/9, 19/9, 0, −5, centre 3/4 · 14/9 = 7/6, and pseudo-values less their centre 7/6 − 3 d.
#[test]
fn any_function_of_sums_has_an_interval() {
    let without = [121.0 / 9.0, 100.0 / 9.0, 9.0, 4.0].map(Some).to_vec();
    let estimate = Jackknife::new(&[1; 4]).estimate(&Spread::new(Ok(9.0), without));
    let off = |d: f64| (7.0 / 6.0 - 3.0 * d) * (7.0 / 6.0 - 3.0 * d) / 3.0;
    let error = libm::sqrt((off(40.0 / 9.0) + off(19.0 / 9.0) + off(0.0) + off(-5.0)) / 4.0);
    assert_eq!(estimate.estimate, Some(9.0));
    close(estimate.standard_error.unwrap(), error, 1e-12);
}

#[test]
fn groups_that_agree_leave_no_error_at_all() {
    let estimate =
        Jackknife::new(&[2, 2, 1, 1, 1]).estimate(&spread(&[(2, 6), (2, 6), (1, 3), (1, 3), (1, 3)]));
    assert_eq!(estimate.standard_error, Some(0.0));
    let a = spread(&[(3, 7), (1, 9), (2, 5), (8, 11)]);
    let same = Jackknife::new(&[1; 4]).difference(&a, &a);
    assert_eq!((same.estimate, same.low, same.may_be_zero()), (Some(0.0), Some(0.0), Some(true)));
}

/// a = 1, 2, 3, 4 and b = a + 1 in each group: the difference is 1 without spread, though a and b have one;
/// b/a − 1 = 14/10 − 1.
#[test]
fn pairing_removes_what_arms_share() {
    let a = spread(&[(1, 1), (2, 1), (3, 1), (4, 1)]);
    let b = spread(&[(2, 1), (3, 1), (4, 1), (5, 1)]);
    let jackknife = Jackknife::new(&[1; 4]);
    let difference = jackknife.difference(&a, &b);
    close(difference.estimate.unwrap(), 1.0, 0.0);
    close(difference.standard_error.unwrap(), 0.0, 1e-15);
    assert_eq!(difference.may_be_zero(), Some(false));
    close(jackknife.relative(&a, &b).estimate.unwrap(), 0.4, 1e-15);
    assert_eq!(jackknife.relative(&spread(&[(0, 1); 4]), &b).estimate, None);
}

/// Misses of a nominal 95% interval in 2,000 worlds whose true ratio is known. Null: a miss has chance 5%, so
/// misses have mean 100 and standard deviation 9.7; outside 60..=140 with chance below 1 in 20,000. Seeds fixed.
fn misses(counties: usize, seed: u64) -> u32 {
    let mut misses = 0;
    for world in 0..2_000 {
        let stream = Stream::new(seed, world);
        let mut groups = vec![Ratio::default(); counties.min(GROUPS_KEPT)];
        let mut sizes = vec![0; groups.len()];
        for county in 0..counties {
            let words = stream.words(county as u32, Decision::new("coverage"), 0);
            let den = 900 + i128::from(words[0] % 201);
            // Numerator: a share of the denominator, evenly in [0.1, 0.3], mean 0.2.
            let share = 100_000 + i128::from(words[1] % 200_001);
            let group = county % GROUPS_KEPT;
            groups[group].num += den * share;
            groups[group].den += den * 1_000_000;
            sizes[group] += 1;
        }
        let estimate = Jackknife::new(&sizes).estimate(&Spread::of_ratio(groups, 1.0, EMPTY));
        misses += u32::from(!(estimate.low.unwrap() <= 0.2 && 0.2 <= estimate.high.unwrap()));
    }
    misses
}

#[test]
fn intervals_cover_as_often_as_they_say() {
    for (counties, seed) in [(8, 1), (16, 2), (64, 3), (100, 4)] {
        let misses = misses(counties, seed);
        assert!((60..=140).contains(&misses), "{misses} misses in 2,000 with {counties} counties");
    }
}

proptest! {
    /// The jackknife does not care how groups are ordered, nor about the unit of the ratio.
    #[test]
    fn order_and_unit_do_not_matter(sums in prop::collection::vec((0_i64..1000, 1_i64..1000, 1_u32..4), 4..20)) {
        let estimate = |sums: &[(i64, i64, u32)], scale: f64| {
            let sizes: Vec<u32> = sums.iter().map(|sum| sum.2).collect();
            let ratios = sums.iter().map(|sum| Ratio::new(sum.0, sum.1));
            Jackknife::new(&sizes).estimate(&Spread::of_ratio(ratios, scale, EMPTY))
        };
        let forward = estimate(&sums, 1.0);
        let backward = estimate(&sums.iter().rev().copied().collect::<Vec<_>>(), 1024.0);
        if let (Some(a), Some(b)) = (forward.standard_error, backward.standard_error) {
            prop_assert!((a * 1024.0 - b).abs() <= 1e-9 * (1.0 + b));
        }
        prop_assert_eq!(forward.estimate.map(|value| value * 1024.0), backward.estimate);
    }
}
