//! The rules of one arm over the weeks: dormant, in force, and in force under each set of campaigns that run
//! together. MODEL.md, section 7.8.

use super::rules::Rules;
use crate::regime::force::Force;
use crate::regime::{ByPlace, Campaign, Observe, Regime};
use crate::society::{Form, Society};
use crate::unit::{Chance, Points};

/// One arm's rules, ready for every week of a plan.
#[derive(Clone, Debug)]
pub struct Timeline {
    regime: Regime,
    dormant: Rules,
    /// Rules in force, one for each set of campaigns that run together in some week.
    variants: Vec<Rules>,
    weeks: Vec<Week>,
}

/// What the calendar says of a week.
#[derive(Clone, Copy, Debug)]
struct Week {
    /// Which of the variants is in force where the regime is.
    variant: usize,
    /// Growth of awareness there, in 2^-24.
    news: u64,
    /// Growth of awareness in counties that are not covered yet.
    pilots: u64,
}

impl Timeline {
    /// The rules of `regime` in `society` for counties of `people` over `weeks` weeks, those of a warm-up
    /// among them.
    pub fn new(society: &Society, regime: &Regime, people: u32, weeks: u32) -> Timeline {
        let mut sets: Vec<u8> = Vec::new();
        let mut variants = Vec::new();
        let weeks = (0..weeks).map(|week| {
            let set = running(&regime.campaigns, week);
            let known = sets.iter().position(|&known| known == set);
            let variant = known.unwrap_or_else(|| {
                sets.push(set);
                variants.push(Rules::new(society, &priced(society, regime, set), people, set != 0));
                sets.len() - 1
            });
            let growth = |factor: f64| libm::round(libm::ldexp(society.behaviour.news * factor, 24)) as u64;
            Week {
                variant,
                news: growth(loudness(&regime.campaigns, set)),
                pilots: growth(pilots(regime, week)),
            }
        });
        let weeks = weeks.collect();
        let dormant = Rules { in_force: false, ..Rules::new(society, &asleep(regime), people, false) };
        Timeline { regime: regime.clone(), dormant, variants, weeks }
    }

    /// The weeks in which the arm's regime is in force in `county`, for the people of `seed`.
    pub fn force(&self, seed: u64, county: u32) -> Force {
        self.regime.force(seed, county)
    }

    /// The rules of `week` in a county where the regime is in force as `force` says.
    #[inline]
    pub fn rules(&self, force: Force, week: u32) -> &Rules {
        if force.holds(week) { &self.variants[self.weeks[week as usize].variant] } else { &self.dormant }
    }

    /// The growth of awareness in `week`, in 2^-24.
    pub fn news(&self, force: Force, week: u32) -> u64 {
        let now = self.weeks[week as usize];
        if force.holds(week) {
            now.news
        } else if week < force.from {
            now.pilots
        } else {
            0
        }
    }

    /// Every variant of the rules.
    pub fn variants(&self) -> impl Iterator<Item = &Rules> {
        self.variants.iter().chain([&self.dormant])
    }

    /// Whether a campaign runs in `week`; none does after the last one.
    pub fn campaign(&self, week: u32) -> bool {
        self.weeks.get(week as usize).is_some_and(|week| self.variants[week.variant].campaign)
    }
}

/// The campaigns that run in `week`: bit c for campaign c.
fn running(campaigns: &[Campaign], week: u32) -> u8 {
    let runs = |campaign: &Campaign| {
        let since = week.checked_sub(campaign.begins);
        let since = since.map(|since| campaign.every.map_or(since, |every| since % every.0));
        since.is_some_and(|since| since < campaign.lasts.0)
    };
    campaigns.iter().enumerate().fold(0, |set, (c, campaign)| set | u8::from(runs(campaign)) << c)
}

fn each(campaigns: &[Campaign], set: u8) -> impl DoubleEndedIterator<Item = &Campaign> {
    campaigns.iter().enumerate().filter(move |(c, _)| set >> c & 1 == 1).map(|(_, campaign)| campaign)
}

/// What the news is multiplied with while the campaigns of `set` run: the largest of their factors.
fn loudness(campaigns: &[Campaign], set: u8) -> f64 {
    each(campaigns, set).map(|campaign| campaign.news).reduce(f64::max).unwrap_or(1.0)
}

/// What the news is multiplied with in a county not covered yet.
fn pilots(regime: &Regime, week: u32) -> f64 {
    let on = regime.schedule.on <= week && week < regime.schedule.off;
    regime.rollout.as_ref().filter(|_| on).map_or(0.0, |rollout| rollout.news * rollout.share(week))
}

/// The regime with the points of records that the last campaign of `set` to say so gives them.
fn priced(society: &Society, regime: &Regime, set: u8) -> Regime {
    let last = |points: fn(&Campaign) -> Option<Points>| each(&regime.campaigns, set).rev().find_map(points);
    let [praise, silence] = [last(|campaign| campaign.praise), last(|campaign| campaign.silence)];
    let price = |observe: &Observe| {
        let points = match society.kinds[observe.kind].form {
            Form::Praise => praise,
            Form::Silence => silence,
            _ => None,
        };
        Observe { points: points.unwrap_or(observe.points), ..observe.clone() }
    };
    Regime { observe: regime.observe.iter().map(price).collect(), ..regime.clone() }
}

/// The regime where it is not in force: known to nobody, watching nothing.
fn asleep(regime: &Regime) -> Regime {
    let blind = |observe: &Observe| Observe {
        coverage: [[Chance::NEVER; 2]; 2],
        false_records: ByPlace::default(),
        ..observe.clone()
    };
    let observe = regime.observe.iter().map(blind).collect();
    Regime { awareness: Chance::NEVER, observe, ..regime.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Weeks;

    fn campaign(begins: u32, lasts: u32, every: Option<u32>, news: f64) -> Campaign {
        let (lasts, every) = (Weeks(lasts), every.map(Weeks));
        Campaign { name: String::new(), begins, lasts, every, news, praise: None, silence: None }
    }

    #[test]
    fn campaigns_run_when_they_say() {
        let both = [campaign(3, 2, Some(5), 3.0), campaign(4, 1, None, 0.5)];
        let sets: Vec<u8> = (0..12).map(|week| running(&both, week)).collect();
        assert_eq!(sets, [0, 0, 0, 1, 3, 0, 0, 0, 1, 1, 0, 0]);
        assert_eq!([0, 1, 2, 3].map(|set| loudness(&both, set)), [1.0, 3.0, 0.5, 3.0]);
    }
}
