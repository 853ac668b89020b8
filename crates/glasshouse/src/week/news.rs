//! How far the news of the regime has come in one arm. MODEL.md, section 7.6.

use crate::society::population::Hearer;

/// How far the news has come.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Growth of awareness so far, in 2^-24.
    grown: u64,
    /// How many hearers it has reached.
    reached: usize,
}

impl News {
    /// Whom the news reaches in a week that adds `growth`; hearers come in order of patience.
    pub fn reach<'a>(&mut self, hearers: &'a [Hearer], growth: u64) -> &'a [Hearer] {
        self.grown += growth;
        let waiting = &hearers[self.reached..];
        let now = waiting.iter().take_while(|hearer| u64::from(hearer.patience) <= self.grown).count();
        self.reached += now;
        &waiting[..now]
    }
}
