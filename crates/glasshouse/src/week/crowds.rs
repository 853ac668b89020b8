//! Who can have false records of what, and who has reviews: the people of a county by what they are, one list for all
//! that ask for the same.

use crate::luck::Crowd;
use crate::society::Who;
use crate::society::people::{People, flag};
use crate::society::propensity::needed;

/// Lists of people, in rising order.
#[derive(Debug)]
pub struct Crowds {
    adults: Crowd,
    platform_workers: Crowd,
    claimants: Crowd,
}

impl Crowds {
    /// The lists of these people.
    pub fn new(people: &People) -> Crowds {
        let having = |flag: u8| Crowd::of(people.len(), |i| people.is(i, flag));
        Crowds {
            adults: having(flag::ADULT),
            platform_workers: having(needed(Who::PlatformWorkers)),
            claimants: having(needed(Who::Claimants)),
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
}
