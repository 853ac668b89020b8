//! What happens in a life, week by week.

use crate::measure::totals::CAUSES;
use crate::society::Rights;
use crate::week::cause::{PARTS, Trigger, each};
use crate::week::losses::Ground;

/// Something that happened in a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The week, from 0.
    pub week: u32,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The regime comes into force in the county, or goes out of it.
    Force {
        /// Comes into force.
        begins: bool,
    },
    /// Conduct of one kind in one week, and what was recorded of it.
    Conduct(Deed),
    /// A term of an own sanction begins.
    Term {
        /// Which sanction.
        sanction: usize,
        /// It fell on somebody free of it; else a term follows on another.
        fall: bool,
        /// What it takes.
        rights: Rights,
        /// The week in which it is over, if nothing changes it.
        end: u32,
        /// Why.
        why: Why,
        /// The score shown that week, in 256ths.
        score: Option<i32>,
    },
    /// An own sanction ends.
    Ended {
        /// Which sanction.
        sanction: usize,
        /// How.
        how: End,
    },
    /// Rights are lost through a member of the household.
    Household {
        /// Whose sanction it is.
        source: u32,
        /// Which sanction.
        sanction: usize,
        /// What it takes here; nothing where it ends.
        rights: Rights,
    },
    /// Demands refused because the right was lost.
    Refused {
        /// Which right.
        right: usize,
        /// How often.
        times: u32,
    },
    /// They hear of the regime.
    Heard,
    /// They say something else from now on.
    Spoke {
        /// What they said.
        from: u8,
        /// What they say.
        to: u8,
    },
    /// A friendship ends or mends.
    Tie {
        /// The friend.
        friend: u32,
        /// It ends; else it mends.
        cut: bool,
        /// They ended it themselves, and not the friend.
        own: bool,
    },
    /// A privilege begins or ends.
    Privilege {
        /// Which.
        privilege: usize,
        /// It begins.
        begins: bool,
    },
    /// An appeal is filed.
    Filed {
        /// Against which sanction.
        sanction: usize,
    },
    /// An appeal is decided.
    Decided {
        /// Against which sanction.
        sanction: usize,
        /// In favour of the person.
        upheld: bool,
        /// A false record was necessary to the sanction.
        wrong: bool,
    },
}

/// Conduct of one kind in one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// Which kind.
    pub kind: usize,
    /// Acts where a regime may look.
    pub in_view: u32,
    /// Acts in private places.
    pub private: u32,
    /// True records.
    pub recorded: u32,
    /// Records of what never happened.
    pub falsely: u32,
    /// Lawful acts done under `none` and not here.
    pub forgone: u32,
    /// Lawful acts done here and not under `none`.
    pub compelled: u32,
    /// Lawful acts done under `none` whose occasion was taken here.
    pub prevented: u32,
    /// Points of one record in this week, in 256ths.
    pub points: i64,
    /// A sanction lists the kind.
    pub listed: bool,
}

/// Why a term began.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// What set it off.
    pub trigger: Set,
    /// Shares of the causes, in the order of every table, as a mean over the rights taken; they add up to 1.
    pub shares: [f64; CAUSES],
    /// A false record was necessary.
    pub wrong: bool,
}

/// What set off a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// The score was below the line.
    Score,
    /// A listed record, or a debt that is known.
    Record {
        /// Of which kind.
        kind: usize,
        /// Of what never happened.
        is_false: bool,
    },
}

/// How an own sanction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its term was over.
    Over,
    /// The debt was paid.
    Paid,
    /// An apology was accepted.
    Apologised,
    /// The regime went out of force.
    OutOfForce,
}

impl Why {
    /// Of a ground.
    pub(super) fn of(ground: &Ground) -> Why {
        let trigger = match ground.trigger {
            Trigger::Listing { kind, is_false } => Set::Record { kind: usize::from(kind), is_false },
            _ => Set::Score,
        };
        let mut shares = [0.0; CAUSES];
        let rights = f64::from(ground.rights.count_ones().max(1));
        for r in each(ground.rights) {
            for (share, &part) in shares.iter_mut().zip(&ground.causes.parts[r]) {
                *share += f64::from(part) / PARTS as f64 / rights;
            }
        }
        Why { trigger, shares, wrong: ground.causes.wrong }
    }
}
