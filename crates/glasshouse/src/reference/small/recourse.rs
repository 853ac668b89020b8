//! Appeals, worked by hand.

use super::super::Appeal;
use super::{FALSE_HARM, HARM, TRUE_HARM, listing, scored, small, week_with};
use crate::regime::{Recourse, Sanction};
use crate::unit::{Chance, Weeks};

/// For three people; every wrong ground is ended and no right one.
fn one_slot_in_two_weeks() -> Recourse {
    Recourse {
        notice: true,
        help: false,
        capacity: 50_000.0 / 3.0,
        wrong_ended: [Chance::ALWAYS; 2],
        right_ended: Chance::NEVER,
    }
}

/// One slot every second week: the first filed is decided first, and a term that ended is dropped.
#[test]
fn appeals_are_decided_in_the_order_of_the_queue() {
    let mut small = small();
    small.society.behaviour.appeals = [Chance::ALWAYS; 3];
    small.regime.sanctions = vec![Sanction { appeal: true, lasts: Weeks(3), ..listing() }];
    small.regime.recourse = Some(one_slot_in_two_weeks());
    let mut world = small.start();
    week_with(&mut world, &[(0, FALSE_HARM), (1, FALSE_HARM), (2, TRUE_HARM)]);
    assert_eq!((world.queue.len(), world.counts.appeals_decided), (3, 0));
    let order: Vec<Appeal> = world.queue.iter().copied().collect();
    assert!(order.windows(2).all(|pair| pair[0].lot <= pair[1].lot));
    week_with(&mut world, &[]);
    assert_eq!((world.queue.len(), world.counts.appeals_decided), (2, 1));
    assert!(!world.queue.contains(&order[0]));
    week_with(&mut world, &[]);
    week_with(&mut world, &[]);
    // In week 3 the terms are over: the two left are dropped.
    assert_eq!((world.queue.len(), world.counts.appeals_dropped), (0, 2));
    assert_eq!(world.counts.appeals_upheld, u64::from(order[0].person != 2));
    assert!(world.persons.iter().all(|person| person.lost == 0));
}

/// Upheld in week 1: the ground holds that week still, its household part the next; the entry is struck.
#[test]
fn an_upheld_appeal_ends_the_ground_and_strikes_the_entry() {
    let mut small = small();
    scored(&mut small);
    small.society.behaviour.appeals = [Chance::ALWAYS; 3];
    small.regime.sanctions = vec![Sanction { appeal: true, household: 1, lasts: Weeks(9), ..listing() }];
    small.regime.recourse = Some(one_slot_in_two_weeks());
    let mut world = small.start();
    let lost: Vec<[u16; 2]> = (0..5)
        .map(|week| {
            week_with(&mut world, if week == 0 { &[(0, FALSE_HARM)] } else { &[] });
            [world.persons[0].lost, world.persons[1].lost]
        })
        .collect();
    // At the end of week 1 the right is back; the week counts as lost all the same.
    assert_eq!(lost, [[1, 0], [0, 1], [0, 1], [0, 0], [0, 0]]);
    assert_eq!(world.counts.right_weeks[0], 2 + 2);
    assert_eq!((world.persons[0].false_entries[HARM], world.persons[0].sum), (0, 0));
    assert_eq!((world.counts.appeals_upheld, world.counts.decided_wrong), (1, 1));
    // After a week at or above the line, or without a line, the sanction is armed again.
    assert!(world.persons[0].standings[0].armed);
}
