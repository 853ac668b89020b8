//! Curves against their definitions.

use super::*;

#[test]
fn neglog_is_the_logarithm() {
    for word in [0, 1, 2, 77, 1 << 16, 0x7FFF_FFFF, 0x8000_0000, 0xDEAD_BEEF, u32::MAX] {
        let exact = -libm::log((f64::from(word) + 0.5) / 4_294_967_296.0) * 16_777_216.0;
        let error = f64::from(neglog(word)) - exact;
        assert!(error.abs() < 4.0, "word {word}: off by {error} units");
    }
}

/// Mean, variance and the published share of the sum of two parts, by exact integration over the table.
#[test]
fn gamma_has_mean_one_and_variance_one_over_shape() {
    for shape in [0.12, 0.14, 0.28, 1.0, 3.0, 30.0, 1e3, 1e4] {
        let law = Quantiles::gamma(shape);
        let n = 1 << 20;
        let (mut sum, mut square) = (0.0, 0.0);
        for i in 0..n {
            let x = f64::from(law.at((i << 12) | 0x800)) / 16_777_216.0;
            sum += x;
            square += x * x;
        }
        let mean = sum / f64::from(n);
        let variance = square / f64::from(n) - mean * mean;
        assert!((mean - 1.0).abs() < 0.001, "shape {shape}: mean {mean}");
        assert!((variance * shape - 1.0).abs() < 0.02, "shape {shape}: variance {variance}");
    }
}

/// Against the leading zeros of the word, and what follows its leading one.
#[test]
fn words_lie_where_their_bits_say() {
    let near = |word: u32| (0..70).flat_map(move |off| [word.wrapping_add(off), word.wrapping_sub(off)]);
    let ends = (0..32).flat_map(|bit| near(1 << bit));
    let within = (0..40_000_u32).map(|i| i.wrapping_mul(0x9E37_79B9) >> (i % 32));
    for word in ends.chain(within) {
        let zeros = (word | 1).leading_zeros();
        let behind = u64::from(word | 1) << (zeros + 1) & 0xFFFF_FFFF;
        let cell = (zeros + 1) * CELLS as u32 - 1 - (behind >> 27) as u32;
        let (found, part) = place(word);
        assert_eq!((found % TAIL as u32, part), (cell, !(behind >> 11) as u32 & 0xFFFF), "word {word}");
    }
    let law = Quantiles::gamma(0.28);
    let words: [u32; 999] = std::array::from_fn(|i| (i as u32).wrapping_mul(0x9E37_79B9) >> (i % 32));
    let mut values = words;
    law.at_each(&mut values);
    assert_eq!(values, words.map(|word| law.at(word)));
}

#[test]
fn gamma_of_shape_one_is_exponential() {
    let law = Quantiles::gamma(1.0);
    for word in [1 << 30, 1 << 20, 1 << 10, 0xC000_0000] {
        let exact = -libm::log((f64::from(word) + 1.0) / 4_294_967_296.0);
        let got = f64::from(law.at(word)) / 16_777_216.0;
        assert!((got - exact).abs() < 0.002, "word {word}: {got} for {exact}");
    }
}

#[test]
fn half_normal_and_beta_have_their_moments() {
    let normal = Quantiles::half_normal(0.15);
    let beta = BetaQuantiles::new(4.0, 2.67);
    let n = 1 << 18;
    let (mut square, mut mean) = (0.0, 0.0);
    for i in 0..n {
        let word = (i << 14) | 0x2000;
        let x = f64::from(normal.at(word)) / 65536.0;
        square += x * x;
        mean += f64::from(beta.at(word)) / 65536.0;
    }
    assert!((libm::sqrt(square / f64::from(n)) - 0.15).abs() < 0.0005);
    assert!((mean / f64::from(n) - 4.0 / 6.67).abs() < 0.0005);
}
