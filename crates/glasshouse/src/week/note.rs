//! What happens to a person within a week and is not to be seen at its end. Only a county that is watched keeps
//! notes; nothing reads them but the watcher.

use super::losses::Ground;
use super::state::State;

/// What happened to a person this week.
#[derive(Clone, Debug)]
pub enum Note {
    /// An act.
    Act {
        /// What.
        kind: u8,
        /// Where no regime can look.
        private: bool,
    },
    /// A lawful act done in one of the two worlds only, this one and that under `none`.
    Contrast {
        /// What.
        kind: u8,
        /// Done here; else under `none`.
        here: bool,
        /// The occasion itself was taken here.
        taken: bool,
    },
    /// A record.
    Record {
        /// Of what.
        kind: u8,
        /// Of what never happened.
        is_false: bool,
    },
    /// A fall.
    Fall {
        /// Of which sanction.
        sanction: u8,
    },
    /// A demand refused.
    Refused {
        /// For which right.
        right: u8,
    },
    /// An appeal filed.
    Filed {
        /// Against which sanction.
        sanction: u8,
    },
    /// An appeal decided.
    Decided {
        /// In favour of the person.
        upheld: bool,
        /// The ground as it was until then.
        ground: Box<Ground>,
    },
}

impl State {
    /// Notes what happened to person i, if the county is watched.
    #[inline(always)]
    pub fn note(&mut self, i: usize, note: impl FnOnce(&State) -> Note) {
        if let Some(mut notes) = self.notes.take() {
            notes.push((i as u32, note(self)));
            self.notes = Some(notes);
        }
    }
}
