//! What the machine can do at all: copying memory, and random words with nothing around them.

use std::hint::black_box;

use glasshouse::draw::{Decision, LANES, Stream};

use crate::clock::best_of;
use crate::plans::{self, Scale};
use crate::row::print;

pub const PART: &str = "the machine";

/// Copy and triad as in McCalpin's STREAM (1995): bytes read and written, a second.
pub fn rows(scale: &Scale) {
    let (mut a, b, c) = (vec![0.0; scale.numbers], vec![1.0; scale.numbers], vec![2.0; scale.numbers]);
    let bytes = (scale.numbers * size_of::<f64>()) as f64 / 1e9;
    let copy = best_of(scale.runs, || black_box(&mut a).copy_from_slice(black_box(&b)));
    print(PART, "copy, one thread", "GB/s", copy.rate(2.0 * bytes));
    let triad = best_of(scale.runs, || {
        let factor = black_box(3.0);
        for ((a, b), c) in black_box(&mut a).iter_mut().zip(black_box(&b)).zip(black_box(&c)) {
            *a = b + factor * c;
        }
    });
    print(PART, "triad, one thread", "GB/s", triad.rate(3.0 * bytes));
}

/// Two words for every person, kind of conduct and week, drawn and thrown away: what a week would cost that drew
/// afresh for everybody and did nothing else.
pub fn words(scale: &Scale) -> impl FnMut() + Clone + Send + use<> {
    let kinds = plans::society().kinds.len() as u32;
    let (stream, decision) = (Stream::new(1, 0), Decision::new("bench"));
    let (people, weeks) = (scale.people, scale.weeks);
    let mut words = [[0; LANES]; 4];
    move || {
        for week in 0..weeks {
            for first in (0..people).step_by(LANES) {
                // Four words a call: two kinds' worth.
                for pair in 0..kinds.div_ceil(2) {
                    stream.words_of(first, decision, week * 64 + pair, &mut words);
                    black_box(&mut words);
                }
            }
        }
    }
}
