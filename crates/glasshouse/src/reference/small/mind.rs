//! Deterrence, fear, expression and ledgers in single numbers, worked by hand.

use super::super::score::rescaled;
use super::super::{Expression, Reference, Today};
use super::{HARM, HARMLESS_KIND, Small, listing, small};
use crate::society::Form;

/// Numbers that give round answers: ln 2 for β and ψ, a half for κ.
fn plain() -> Small {
    let mut small = small();
    let behaviour = &mut small.society.behaviour;
    behaviour.beta = core::f64::consts::LN_2;
    behaviour.psi = 2.0 * core::f64::consts::LN_2;
    behaviour.psi_unwatched = 0.0;
    behaviour.kappa = 0.5;
    for kind in &mut small.society.kinds {
        kind.deterrable = 1.0;
    }
    small.regime.sanctions = vec![listing()];
    small
}

fn with_fear<'a>(small: &'a Small, fear: i64) -> Reference<'a> {
    let mut world = small.start();
    world.persons[0].aware = true;
    world.persons[0].fear = fear;
    world.persons[0].conscience = 32_768;
    world
}

#[test]
fn watching_halves_and_fear_halves_again() {
    let (small, whole) = (plain(), 1_u64 << 32);
    let calm = with_fear(&small, 0);
    // κ m = 1/4; the listed kind is at stake, fully covered: half is left in view, all in private.
    assert_eq!(calm.threshold(0, HARM, false), whole / 2 / 4 * 3);
    assert_eq!(calm.threshold(0, HARM, true), whole / 4 * 3);
    // Without a score nothing is at stake in a kind that no sanction lists.
    assert_eq!(calm.threshold(0, HARMLESS_KIND, false), whole);
    let afraid = with_fear(&small, 32_768);
    assert_eq!(afraid.threshold(0, HARM, false), whole / 4 / 4 * 3);
    assert_eq!(afraid.threshold(0, HARMLESS_KIND, false), whole / 2);
    assert_eq!(afraid.threshold(0, HARMLESS_KIND, true), whole);
    // The second person is not aware.
    assert_eq!(afraid.threshold(1, HARMLESS_KIND, false), whole);
}

#[test]
fn good_deeds_follow_conscience_and_reward() {
    let mut small = plain();
    small.society.kinds[HARMLESS_KIND].good = true;
    let behaviour = &mut small.society.behaviour;
    behaviour.conscience_shapes = [2.0, 2.0];
    behaviour.good_by_conscience = 0.5;
    behaviour.reward = 0.5;
    let whole = 1_u64 << 32;
    // At m = m̄0 = 1/2: (1/2 + 1/2) of (1/2 + 1 + 1/2).
    assert_eq!(with_fear(&small, 65_535).threshold(0, HARMLESS_KIND, false), whole / 2);
    small.regime.observe[1].points.0 = 256;
    assert_eq!(with_fear(&small, 65_535).threshold(0, HARMLESS_KIND, false), whole / 4 * 3);
}

#[test]
fn political_acts_follow_expression() {
    let mut small = plain();
    small.society.kinds[HARM].form = Form::Dissent;
    small.society.kinds[HARM].harm = 0;
    small.society.kinds[HARMLESS_KIND].form = Form::Praise;
    let mut world = with_fear(&small, 65_535);
    for (expression, dissents, praises) in [
        (Expression::Dissent, true, false),
        (Expression::Silent, false, false),
        (Expression::Praise, false, true),
    ] {
        world.persons[0].expression = expression;
        assert_eq!(world.threshold(0, HARM, true) > 0, dissents);
        assert_eq!(world.threshold(0, HARMLESS_KIND, false) == 1 << 32, praises);
    }
}

/// One own fall at a = 1/4 and one of one tie at b = 1/2, from fear 1/2, fading by 1/8.
#[test]
fn fear_adds_what_happened_and_fades() {
    let mut small = plain();
    let behaviour = &mut small.society.behaviour;
    (behaviour.fear_own, behaviour.fear_ties, behaviour.fear_fades) = (0.25, 0.5, 0.125);
    let mut world = with_fear(&small, 32_768);
    for i in [0, 1] {
        world.persons[i].today = Today { falls: vec![0], ..Today::default() };
    }
    // 1/2 + (1/4 + 1/2) / 2 - 1/16 = 13/16, and at most one part of dither.
    let fear = world.new_fear(0, false);
    assert!(fear == 53_248 || fear == 53_249);
}

#[test]
fn a_256th_is_rounded_half_away_from_zero() {
    let entries = [0, 127, 128, 383, 384, -127, -128, -384, -256];
    assert_eq!(entries.map(rescaled), [0, 0, 1, 1, 2, 0, -1, -2, -1]);
}
