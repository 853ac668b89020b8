//! Marks and reviews come at their rates, and a sweep gives what each person gives.

use super::counts::*;
use super::*;
use crate::unit::Chance;

const PLANE: &str = "test-plane";

/// Marks of the plane, and of the process.
fn count(line: Hazard, people: u32, blocks: u32) -> [u64; 2] {
    let (plane, process) = (Plane::new(PLANE, ""), Process::new(PLANE, ""));
    let stream = Stream::new(7, 3);
    let (mut marks, mut moments) = (0, 0);
    for person in 0..people {
        for block in 0..blocks {
            plane.each(&stream, person, block, line, |_| marks += 1);
            process.each(&stream, person, block, line, |_| moments += 1);
        }
    }
    [marks, moments]
}

/// Poisson counts within five standard deviations: false alarm about 6e-7 a line.
#[test]
fn marks_come_at_their_rate_at_every_height() {
    for (weekly, people) in [(15.0, 40), (1.0, 400), (0.3, 1000), (0.01, 20_000), (1e-4, 400_000)] {
        let line = Hazard::new(crate::unit::PerYear(weekly * 52.0));
        let expected = weekly * f64::from(BLOCK) * 2.0 * f64::from(people);
        for got in count(line, people, 2) {
            let off = (got as f64 - expected) / expected.sqrt();
            assert!(off.abs() < 5.0, "{weekly} a week: {got} marks for {expected}, {off} deviations");
        }
    }
}

/// A hazard of 1e-9 a week keeps just that part of stratum 0, to its last unit.
#[test]
fn a_chance_of_one_in_a_billion_is_exact() {
    let line = Hazard::new(crate::unit::PerYear(52e-9));
    assert_eq!(line.0, 288_230_376);
    let heights_below = line.0; // heights of stratum 0 are even over [0, 2^46)
    let share = heights_below as f64 / libm::ldexp(1.0, 46) * libm::ldexp(1.0, -12);
    assert!((share / 1e-9 - 1.0).abs() < 1e-8);
    assert_eq!(height(0, u32::MAX, u32::MAX), (1 << 46) - 1);
    for stratum in 1..STRATA as u32 {
        assert_eq!(height(stratum, 0, 0), 1 << (45 + stratum));
        let top = height(stratum, u32::MAX, u32::MAX);
        assert!(top < 1 << (46 + stratum) && top >= (1 << (46 + stratum)) - (1 << stratum));
    }
}

#[test]
fn a_lower_line_keeps_a_subset() {
    let plane = Plane::new(PLANE, "");
    let stream = Stream::new(7, 3);
    for person in 0..2000 {
        let (mut all, mut low) = (Vec::new(), Vec::new());
        plane.each(&stream, person, 5, Hazard(1 << 57), |mark| all.push(mark));
        plane.each(&stream, person, 5, Hazard(3 << 53), |mark| low.push(mark));
        all.retain(|mark| mark.height < 3 << 53);
        assert_eq!(all, low);
    }
}

#[test]
fn a_sweep_gives_what_each_person_gives() {
    let (plane, stream, people) = (Plane::new(PLANE, ""), Stream::new(7, 3), 2700);
    let crowd = Crowd::of(people as usize, |i| i % 7 > 0);
    let (mut swept, mut single) = (Vec::new(), Vec::new());
    for line in (0..50).step_by(7).map(|shift| Hazard((1 << 62) >> shift)) {
        plane.sweep(&stream, &crowd, 2, line, |person, mark| swept.push((person, mark)));
        for person in (0..people).filter(|person| person % 7 > 0) {
            plane.each(&stream, person, 2, line, |mark| single.push((person, mark)));
        }
    }
    let order = |&(person, mark): &(u32, Mark)| (person, mark.height);
    swept.sort_unstable_by_key(order);
    single.sort_unstable_by_key(order);
    assert_eq!(swept, single);

    let (process, rates) = (Process::new(PLANE, ""), (0..people).map(|i| Hazard((1 << 60) >> (i % 62))));
    let rates: Vec<Hazard> = rates.collect();
    let (mut swept, mut single, mut calendar) = (Vec::new(), Vec::new(), Calendar::default());
    process
        .sweep(&stream, &rates, Span::new(2, 3 * BLOCK), &mut calendar, |marks| swept.extend(marks.each()));
    for (person, &rate) in (0..).zip(&rates) {
        process.each(&stream, person, 2, rate, |moment| single.push((person, moment)));
    }
    let order = |&(person, moment): &(u32, Moment)| (person, moment.week, moment.part, moment.observed);
    swept.sort_unstable_by_key(order);
    single.sort_unstable_by_key(order);
    assert_eq!(swept, single);
    // A run that ends within the block has the same marks up to its end.
    let (span, mut cut_short) = (Span { block: 2, weeks: 20 }, Vec::new());
    process.sweep(&stream, &rates, span, &mut calendar, |marks| cut_short.extend(marks.each()));
    cut_short.sort_unstable_by_key(order);
    single.retain(|(_, moment)| moment.week < 20);
    assert_eq!(cut_short, single);

    let review = Review::new("test-review", Chance::new(0.2));
    let (mut swept, mut single) = (Vec::new(), Vec::new());
    review.sweep(&stream, &crowd, 2, |person, weeks| swept.push((person, weeks)));
    for person in (0..people).filter(|person| person % 7 > 0) {
        single.push((person, review.weeks(&stream, person, 2)));
    }
    single.retain(|&(_, weeks)| weeks != 0);
    assert_eq!(swept, single);
}

#[test]
fn reviews_come_with_their_chance() {
    let review = Review::new("test-review", Chance::new(0.1));
    let stream = Stream::new(1, 0);
    let (mut seen, people) = (0u32, 20_000);
    for person in 0..people {
        seen += review.weeks(&stream, person, 1).count_ones();
    }
    let expected = 0.1 * f64::from(BLOCK) * f64::from(people);
    let off = (f64::from(seen) - expected) / (expected * 0.9).sqrt();
    assert!(off.abs() < 5.0, "{seen} reviews for {expected}: {off} deviations");
}
