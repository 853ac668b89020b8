//! Who a person is before any regime: the traits that were drawn.

use crate::society::people::flag;
use crate::society::population::Population;
use crate::week::rules::Rules;

/// Who a person is.
#[derive(Clone, Debug, PartialEq)]
pub struct Portrait {
    /// 18 or older.
    pub adult: bool,
    /// A woman or a girl.
    pub woman: bool,
    /// Age class: 0 = under 18, then 18–29, 30–44, 45–59, 60 and over.
    pub age: u8,
    /// Of the minority.
    pub minority: bool,
    /// Lives in the country.
    pub rural: bool,
    /// Income class, from 1, the poorest, to 5.
    pub income: u8,
    /// Other members of the household.
    pub housemates: Vec<u32>,
    /// Children among them.
    pub children: u32,
    /// Has a workplace, or sits in a class.
    pub grouped: bool,
    /// Works through a platform.
    pub platform_worker: bool,
    /// Claims a benefit.
    pub claimant: bool,
    /// Ties at work or school.
    pub colleagues: u32,
    /// Friends.
    pub friends: u32,
    /// Private position, from -1, against, to 1, for.
    pub position: f64,
    /// Conscience, from 0 to 1; children have none of their own yet.
    pub conscience: f64,
    /// How often they would do harm with nothing in the way, over the mean of the county's adults.
    pub harm: f64,
    /// In debt at the start.
    pub owes: bool,
    /// What they say under ordinary law.
    pub says: u8,
}

/// How often person i would do harm with nothing in the way, in the units of hazards.
fn harm(population: &Population, rules: &Rules, i: usize) -> f64 {
    let harmful = rules.kinds.iter().enumerate().filter(|(_, kind)| kind.harm > 0);
    harmful.map(|(k, _)| population.hazards_of(k)[i].0 as f64).sum()
}

/// The mean of it over the county's adults.
pub(super) fn usual_harm(population: &Population, rules: &Rules) -> f64 {
    let people = &population.people;
    let adults: Vec<usize> = (0..people.len()).filter(|&i| people.is(i, flag::ADULT)).collect();
    adults.iter().map(|&i| harm(population, rules, i)).sum::<f64>() / adults.len().max(1) as f64
}

impl Portrait {
    /// Of person i; `usual` is the mean of [`usual_harm`].
    pub(super) fn of(population: &Population, rules: &Rules, usual: f64, i: usize) -> Portrait {
        let (people, ties) = (&population.people, &population.ties);
        let housemates: Vec<u32> = people.household(i).filter(|&j| j != i).map(|j| j as u32).collect();
        let child = |j: &&u32| !people.is(**j as usize, flag::ADULT);
        let own = harm(population, rules, i);
        Portrait {
            adult: people.is(i, flag::ADULT),
            woman: people.is(i, flag::WOMAN),
            age: people.age[i],
            minority: people.group(i) == 1,
            rural: people.home(i) == 1,
            income: people.cell[i] / 4 + 1,
            children: housemates.iter().filter(child).count() as u32,
            housemates,
            grouped: people.is(i, flag::GROUPED),
            platform_worker: people.is(i, flag::PLATFORM_WORKER),
            claimant: people.is(i, flag::CLAIMANT),
            colleagues: ties.group(i).len() as u32,
            friends: ties.friends(i).count() as u32,
            position: f64::from(people.position[i]) / 65536.0,
            conscience: f64::from(people.conscience[i]) / 65536.0,
            harm: if usual > 0.0 { own / usual } else { 0.0 },
            owes: population.debts.iter().any(|debt| debt.person as usize == i),
            says: population.expression[i],
        }
    }
}
