//! How the same people fare under two arms, on the same luck.

/// How the same people fared under two arms, on the same luck: counts of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairTotals {
    /// People compared.
    pub people: i64,
    /// Lost any right under the first arm only.
    pub only_a: i64,
    /// Lost any right under the second arm only.
    pub only_b: i64,
    /// Under both.
    pub both: i64,
    /// Lost more right-weeks under the first arm.
    pub more_a: i64,
    /// Lost more right-weeks under the second arm.
    pub more_b: i64,
}

impl PairTotals {
    /// Compares two columns of right-weeks, person by person.
    pub fn compare(a: &[u32], b: &[u32]) -> PairTotals {
        assert_eq!(a.len(), b.len(), "arms of one county have the same people");
        let mut pair = PairTotals { people: a.len() as i64, ..PairTotals::default() };
        for (&a, &b) in a.iter().zip(b) {
            pair.only_a += i64::from(a > 0 && b == 0);
            pair.only_b += i64::from(a == 0 && b > 0);
            pair.both += i64::from(a > 0 && b > 0);
            pair.more_a += i64::from(a > b);
            pair.more_b += i64::from(b > a);
        }
        pair
    }

    /// Adds the people of other counties.
    pub fn add(&mut self, other: &PairTotals) {
        self.people += other.people;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
        self.both += other.both;
        self.more_a += other.more_a;
        self.more_b += other.more_b;
    }
}
