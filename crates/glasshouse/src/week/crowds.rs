//! Who can have marks of what: the people of a county by what they are, one list for all kinds and rights that ask for
//! the same.

use crate::luck::Crowd;
use crate::society::people::{People, flag};
use crate::society::propensity::needed;
use crate::society::{DemandBy, Form, Kind, Right, Who};

/// Lists of people, in rising order.
#[derive(Debug)]
pub struct Crowds {
    everybody: Crowd,
    adults: Crowd,
    children: Crowd,
    platform_workers: Crowd,
    claimants: Crowd,
    /// Adults opposed to the regime.
    opposed: Crowd,
}

impl Crowds {
    /// The lists of these people.
    pub fn new(people: &People) -> Crowds {
        let having = |flag: u8| Crowd::of(people.len(), |i| people.is(i, flag));
        Crowds {
            everybody: Crowd::of(people.len(), |_| true),
            adults: having(flag::ADULT),
            children: Crowd::of(people.len(), |i| !people.is(i, flag::ADULT)),
            platform_workers: having(needed(Who::PlatformWorkers)),
            claimants: having(needed(Who::Claimants)),
            opposed: Crowd::of(people.len(), |i| people.is(i, flag::ADULT) && people.position[i] < 0),
        }
    }

    /// Everybody who can do a kind.
    pub fn of_kind(&self, kind: &Kind) -> &Crowd {
        match kind.who {
            Who::Adults if kind.form == Form::Dissent => &self.opposed,
            who => self.of(who),
        }
    }

    /// Everybody among whom a kind is done.
    pub fn of(&self, who: Who) -> &Crowd {
        match who {
            Who::Adults => &self.adults,
            Who::PlatformWorkers => &self.platform_workers,
            Who::Claimants => &self.claimants,
        }
    }

    /// Everybody who demands a right.
    pub fn of_right(&self, right: &Right) -> &Crowd {
        match right.by {
            DemandBy::Residents | DemandBy::Income => &self.everybody,
            DemandBy::Adults => &self.adults,
            DemandBy::Children => &self.children,
        }
    }
}
