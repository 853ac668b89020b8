//! The planes of marks and the reviews of a society, by their stable names.

use crate::luck::{Plane, Process, Review};
use crate::society::Society;
use crate::unit::{Chance, sixteenths};

/// The planes and reviews of a society.
#[derive(Clone, Debug)]
pub struct Planes {
    pub(super) acts: Vec<Process>,
    pub(super) falses: Vec<Plane>,
    pub(super) demands: Vec<Process>,
    pub(super) reconsider: Review,
    pub(super) tie_review: Review,
    pub(super) healing: Review,
    pub(super) private: u16,
}

impl Planes {
    /// The planes of `society`.
    pub fn new(society: &Society) -> Planes {
        let behaviour = &society.behaviour;
        Planes {
            acts: society.kinds.iter().map(|kind| Process::new("act", &kind.name)).collect(),
            falses: society.kinds.iter().map(|kind| Plane::new("false-record", &kind.name)).collect(),
            demands: society.rights.iter().map(|right| Process::new("demand", &right.name)).collect(),
            reconsider: Review::new("reconsider", behaviour.reconsider),
            tie_review: Review::new("tie-review", Chance::new(1.5 * behaviour.tie_cutting)),
            healing: Review::new("tie-healing", behaviour.tie_healing),
            private: sixteenths(behaviour.private).min(65535) as u16,
        }
    }
}
