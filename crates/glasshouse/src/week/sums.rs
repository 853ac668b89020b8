//! What is summed over weeks person by person, and goes to the totals by cell.

/// Sums of one arm.
#[derive(Debug)]
pub struct Sums {
    /// Fear.
    pub fear: Vec<u32>,
    /// Conscience, but for weeks of rest.
    pub conscience: Vec<u32>,
    /// Weeks of rest: nobody's conscience moved in them.
    pub rests: i64,
    /// What everybody's conscience comes to in such a week, once it has been asked for.
    pub at_rest: Option<u64>,
    /// Scores shown, as far as the totals do not have them yet.
    pub score: Vec<i32>,
    /// Weeks of which these are.
    pub score_weeks: i64,
}

impl Sums {
    /// Nothing summed yet.
    pub fn new(people: usize) -> Sums {
        Sums {
            fear: vec![0; people],
            conscience: vec![0; people],
            rests: 0,
            at_rest: None,
            score: vec![0; people],
            score_weeks: 0,
        }
    }

    /// Forgets every sum.
    pub fn clear(&mut self) {
        self.fear.fill(0);
        self.conscience.fill(0);
        self.rests = 0;
        self.score.fill(0);
        self.score_weeks = 0;
    }
}
