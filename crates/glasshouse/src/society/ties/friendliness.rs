//! How many friendships each adult seeks.

use crate::draw::{Decision, Stream};
use crate::society::Society;
use crate::society::people::{People, flag};

const FRIENDLINESS: Decision = Decision::new("friendliness");
const ROUNDING: Decision = Decision::new("friendliness-rounding");

/// How many friendships adults seek: half of the friends, in proportion to a Pareto friendliness.
#[derive(Clone, Debug)]
pub struct Friendliness {
    /// 4,096 steps of the law, linear between; the last step ends the tail at a finite friendliness.
    steps: Vec<f64>,
}

impl Friendliness {
    /// The law of `society`.
    pub fn new(society: &Society) -> Friendliness {
        let rule = &society.ties;
        let survival = rule.friend_tail - 1.0;
        let least = (rule.friend_tail - 2.0) / survival;
        let step = |k: u32| {
            let tail = (1.0 - f64::from(k) / 4096.0).max(1.0 / 65536.0);
            least * libm::pow(tail, -1.0 / survival) * rule.friends / 2.0
        };
        Friendliness { steps: (0..=4096).map(step).collect() }
    }

    /// How many each adult seeks.
    pub(super) fn sought(&self, people: &People, stream: &Stream) -> Vec<u8> {
        let [laws, rounds] =
            [FRIENDLINESS, ROUNDING].map(|decision| stream.each_word(people.len(), decision));
        let sought = laws.iter().zip(&rounds).zip(&people.flags).map(|((&law, &round), flags)| {
            let cell = (law >> 20) as usize;
            let part = f64::from(law & 0xF_FFFF) / f64::from(1 << 20);
            let mean = self.steps[cell] + (self.steps[cell + 1] - self.steps[cell]) * part;
            let whole = (mean + f64::from(round) / 4_294_967_296.0).min(100.0) as u8;
            whole * (flags & flag::ADULT)
        });
        sought.collect()
    }
}
