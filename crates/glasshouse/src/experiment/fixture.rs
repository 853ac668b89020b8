//! Hand-made plans and counties whose answers can be worked out on paper.

use super::Plan;
use crate::county::County;
use crate::measure::pairs::PairTotals;
use crate::measure::totals::{Appeal, Series, Totals, UNITS_PER_WEEK};
use crate::regime::{Recourse, Regime, Sanction, Score};
use crate::society::people::CELLS;
use crate::society::{Behaviour, DemandBy, Form, Kind, Marginals, Right, Society, TieRule, Who};
use crate::unit::{Chance, Date, PerYear, Points, Weeks};

/// Kinds: late-payment (harm 2), critical-post (lawful), volunteering (lawful, good), footpath (harmless, not
/// lawful). Rights: rail (demanded), publicity (standing).
pub(crate) fn society() -> Society {
    let kind = |name: &str, harm, lawful, good| Kind {
        name: name.to_owned(),
        rate: PerYear(1.0),
        context: 0,
        harm,
        gravity: 0,
        lawful,
        protected: false,
        good,
        form: Form::Repeated,
        who: Who::Adults,
        needs: 0,
        deterrable: 1.0,
        shape: None,
    };
    let right = |name: &str, demand| Right {
        name: name.to_owned(),
        context: 0,
        area: 0,
        demand: PerYear(demand),
        by: DemandBy::Residents,
        work: false,
    };
    Society {
        name: "hamlet".to_owned(),
        summary: String::new(),
        people: marginals(),
        contexts: vec!["finance".to_owned()],
        kinds: vec![
            kind("late-payment", 2000, false, false),
            kind("critical-post", 0, true, false),
            kind("volunteering", 0, true, true),
            kind("footpath", 0, false, false),
        ],
        rights: vec![right("rail", 1.8), right("publicity", 0.0)],
        related_strict: vec![1],
        related_broad: vec![1],
        ties: ties(),
        behaviour: behaviour(),
        county_spread: 0,
        tariff: [0.14, 1.0, 7.0],
    }
}

fn marginals() -> Marginals {
    let half = Chance::new(0.5);
    Marginals {
        children: Chance::new(0.2),
        ages: [0.25; 4],
        women: half,
        urban: half,
        minority: Chance::new(0.1),
        platform_workers: Chance::new(0.02),
        claimants: Chance::new(0.05),
        households: vec![0.5, 0.5],
    }
}

fn ties() -> TieRule {
    let half = Chance::new(0.5);
    TieRule {
        group_size: 10,
        group_density: half,
        employed: half,
        friends: 5.0,
        friend_tail: 2.5,
        homophily: half,
        mean_degree: 10.0,
        clustering: 0.2,
        tail_ratio: 3.0,
    }
}

fn behaviour() -> Behaviour {
    let tenth = Chance::new(0.1);
    Behaviour {
        frailty_shape: 0.28,
        frailty_shared: 0.5,
        private: 0.3,
        kappa: 0.6,
        conscience_shapes: [4.0, 2.0],
        chi: 0.2,
        conscience_down: 0.2,
        conscience_up: 0.02,
        beta: 1.0,
        psi: 0.5,
        psi_unwatched: 0.2,
        good_by_conscience: 0.3,
        reward: 0.15,
        fear_own: 0.3,
        fear_ties: 0.5,
        fear_announcement: 0.15,
        fear_fades: 0.0114,
        news: 0.01,
        word_of_mouth: 0.1,
        heard_together: tenth,
        opposed: tenth,
        background: 0.25,
        conformity: 0.2,
        own_term: 0.1,
        reconsider: tenth,
        praise_margin: 0.2,
        shyness: 0.5,
        fear_pressure: 1.0,
        speech_pressure: 0.5,
        campaign_pressure: 0.2,
        over_compliance: tenth,
        tie_cutting: 0.02,
        tie_healing: tenth,
        payment: PerYear(0.3),
        payment_without_work: 0.5,
        apologises: tenth,
        appeals: [tenth; 3],
    }
}

/// A regime that takes rail, with or without a score and appeals.
pub(crate) fn regime(name: &str, score: bool, recourse: bool) -> Regime {
    let score = score.then(|| Score {
        start: Points::new(1000.0),
        spread: Points(0),
        floor: Points(0),
        ceiling: Points::new(1300.0),
        half_life: Some(Weeks(104)),
        public: true,
        tiers: Vec::new(),
    });
    let recourse = recourse.then(|| Recourse {
        notice: true,
        help: false,
        capacity: 10.0,
        wrong_ended: [Chance::new(0.5); 2],
        right_ended: Chance::new(0.1),
    });
    let sanction = Sanction {
        name: "ban".to_owned(),
        below: None,
        on: 1,
        takes: 1,
        lasts: Weeks(52),
        renews: false,
        until: None,
        household: 0,
        appeal: true,
        counts: None,
        escalates: 1.0,
    };
    let begins = Date { year: 2018, month: 5, day: 1 };
    Regime { score, recourse, sanctions: vec![sanction], begins, ..none(name) }
}

/// A regime that records nothing and takes nothing.
pub(crate) fn none(name: &str) -> Regime {
    Regime { name: name.to_owned(), ..Regime::none() }
}

/// One year of `counties` counties of 4,096 people.
pub(crate) fn plan(arms: Vec<Regime>, counties: u32) -> Plan {
    Plan { society: society(), arms, counties, county_size: 4096, warm_up: 0, weeks: 52, seed: 1, luck: 1 }
}

/// Cells of the hand-made people: the poorest in towns, of the majority; and the richest in the country, of the
/// minority.
pub(crate) const TOWN: usize = 0;
/// See [`TOWN`].
pub(crate) const COUNTRY: usize = CELLS - 1;

/// 3,096 people and 1,000, of whom 2,000 and 600 are adults, 500 and 100 opposed.
pub(crate) fn people(plan: &Plan) -> Totals {
    let mut totals = Totals::new(plan.shape());
    for (cell, people, adults, opposed) in [(TOWN, 3096, 2000, 500), (COUNTRY, 1000, 600, 100)] {
        totals.people[cell] = people;
        totals.adults[cell] = adults;
        totals.opposed[cell] = opposed;
    }
    totals
}

/// What one arm did to the people of a county: `weeks` weeks of rail lost in towns, as many in the country, and
/// `acts` late payments, a quarter of them in private.
pub(crate) fn arm(plan: &Plan, weeks: i64, acts: i64, scored: bool) -> Totals {
    let mut totals = people(plan);
    for cell in [TOWN, COUNTRY] {
        totals.restricted_weeks[cell] = weeks;
        totals.right_weeks[cell] = weeks;
        totals.ever_restricted[cell] = weeks / 10;
        totals.refused[cell] = weeks / 20;
        // Causes of rail lost by score: three quarters own harm in context, one quarter false records.
        totals.units[cell] = weeks * UNITS_PER_WEEK * 3 / 4;
        totals.units[3 * CELLS + cell] = weeks * UNITS_PER_WEEK / 4;
    }
    totals.acts[TOWN] = acts - acts / 4;
    totals.private_acts[TOWN] = acts / 4;
    totals.silent[TOWN] = 52 * 100 + weeks;
    totals.forgone[CELLS + TOWN] = weeks / 2;
    totals.tie_ends_cut[TOWN] = weeks / 10;
    if scored {
        totals.scored[TOWN] = 2000;
        totals.score[TOWN] = 2000 * 52 * 256 * 950;
    }
    *totals.at(Series::Restricted, 0) = 2 * weeks;
    totals.lost_series[0] = 2 * weeks;
    *totals.appeal(Appeal::Terms, TOWN as u8) = weeks / 10;
    totals
}

/// A county whose arms are `none` and then `arms`; pairs are of rails lost by different people.
pub(crate) fn county(number: u32, arms: Vec<Totals>) -> County {
    let count = arms.len() - 1;
    let pair = PairTotals { people: 4096, only_a: 96, only_b: 400, both: 600, more_a: 300, more_b: 796 };
    let digests = (0..arms.len()).map(|arm| [arm as u8 + number as u8; 32]).collect();
    County { number, arms, digests, pairs: vec![pair; count * count.saturating_sub(1) / 2] }
}
