//! What the random cases exercise: each part of a rule book, in how many of them.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::Trigger;
use super::force::runs;
use super::generate::{Case, case};
use super::grids::{Cells, LOSS_BINS, YearEnd};
use super::{Favour, Person, Reference};
use crate::regime::{Campaign, Regime};
use crate::society::Form;

/// Cases that are compared.
pub const CASES: u64 = 40;

/// What a week left behind that the next one is held against.
struct Before {
    favours: Vec<Vec<Favour>>,
    cut: usize,
}

impl Before {
    fn new(world: &Reference) -> Before {
        let favours = world.persons.iter().map(|person| person.favours.clone()).collect();
        Before { favours, cut: world.cut.len() }
    }
}

/// What one case has exercised.
#[derive(Default)]
struct Seen(BTreeSet<&'static str>);

impl Seen {
    fn note(&mut self, feature: &'static str, happened: bool) {
        if happened {
            self.0.insert(feature);
        }
    }

    fn of_plan(&mut self, case: &Case, world: &Reference) {
        let late = world.force.start > 0;
        self.note("never in force", world.force.is_empty());
        self.note("switched on late", case.regime.schedule.on > 0);
        self.note("a county reached late", late && case.regime.schedule.on < world.force.start);
        let by_both = |selection: f64| selection > 0.0 && selection < 1.0;
        self.note(
            "selected by half",
            case.regime.rollout.as_ref().is_some_and(|rule| by_both(rule.selection)),
        );
        self.note(
            "a county with conduct of its own",
            case.place.conduct(case.society.county_spread) != 65_536,
        );
        self.note("warm-up", case.warm_up > 0);
        self.note("two years of counting", case.weeks - case.warm_up >= 104);
    }

    fn of_week(&mut self, world: &Reference, before: &Before) {
        let week = world.week - 1;
        let in_force = world.force.contains(&week);
        let late = week > 0 && !world.force.is_empty() && week == world.force.start;
        let anybody = |is: &dyn Fn(&Person) -> bool| world.persons.iter().any(is);
        self.note("comes into force", late);
        self.note("goes out of force", !world.force.is_empty() && week == world.force.end);
        let not_yet = !in_force && (world.force.is_empty() || week < world.force.start);
        self.note("aware before the turn", not_yet && anybody(&|person| person.aware));
        self.note("afraid after the end", week > world.force.end && anybody(&|person| person.fear > 0));
        self.note("healed after the end", week > world.force.end && world.cut.len() < before.cut);
        let debt = world.kind_of(Form::DebtEntry);
        let recorded = |person: &Person| person.today.records.iter().any(|record| Some(record.kind) == debt);
        self.note(
            "old debt recorded late",
            late && anybody(&|person| person.today.old_debt && recorded(person)),
        );
        let running = world.regime.campaigns.iter().filter(|campaign| in_force && runs(campaign, week));
        self.of_campaigns(world, &running.collect::<Vec<&Campaign>>());
        self.of_sanctions(world, week);
        self.of_privileges(world, before);
    }

    fn of_campaigns(&mut self, world: &Reference, running: &[&Campaign]) {
        self.note("campaign", !running.is_empty());
        self.note("two campaigns at once", running.len() > 1);
        self.note(
            "a campaign again",
            running
                .iter()
                .any(|campaign| world.week > campaign.begins + campaign.lasts.0 && campaign.every.is_some()),
        );
        for person in &world.persons {
            let form = |kind: usize| world.society.kinds[kind].form;
            self.note("silence", person.today.acts.iter().any(|act| form(act.kind) == Form::Silence));
            for record in &person.today.records {
                let silence = form(record.kind) == Form::Silence;
                self.note("silence recorded", silence && !record.wrong);
                self.note("silence falsely recorded", silence && record.wrong);
                let dear = |campaign: &&Campaign| silence && campaign.silence.is_some();
                self.note("silence that costs more", running.iter().any(dear));
                let paid =
                    |campaign: &&Campaign| form(record.kind) == Form::Praise && campaign.praise.is_some();
                self.note("praise that pays more", running.iter().any(paid));
            }
        }
    }

    fn of_sanctions(&mut self, world: &Reference, week: u32) {
        for person in &world.persons {
            for (standing, sanction) in person.standings.iter().zip(&world.regime.sanctions) {
                let Some(term) = standing.held.as_ref().filter(|term| term.from == week) else { continue };
                self.note("a longer term", term.to - term.from > sanction.lasts.0);
                self.note("over-compliance", standing.added != 0);
                let restarted = standing.begun > 1 && !person.today.falls.is_empty();
                self.note("over-compliance again", standing.added != 0 && restarted);
                let apart = sanction.counts.is_some() && term.trigger == Trigger::Score;
                self.note("by separate contexts", apart);
                let full = sanction.below.is_some_and(|line| person.raw < line.0);
                self.note("by separate contexts alone", apart && !full);
                self.note("a wrong term by separate contexts", apart && term.wrong);
            }
        }
    }

    fn of_privileges(&mut self, world: &Reference, before: &Before) {
        let week = world.week - 1;
        for (person, before) in world.persons.iter().zip(&before.favours) {
            let punished = person.standings.iter().any(|standing| standing.held.is_some());
            for (now, then) in person.favours.iter().zip(before) {
                let ended = then.held.is_some() && now.held.is_none();
                self.note("a privilege", now.held.is_some());
                self.note("a privilege renewed", then.held == Some(week) && now.held.is_some());
                self.note("a privilege over", ended && then.held == Some(week) && !punished);
                self.note("a privilege lost", ended && punished);
            }
        }
    }
}

impl Seen {
    /// What the measures of persons have counted, after the end.
    fn of_counts(&mut self, world: &Reference) {
        let grids = &world.grids;
        let some = |cells: &Cells| cells.iter().any(|&count| count > 0);
        let (years, wrongly) = (&grids.years, |year: &YearEnd| year.ranks[0] < 2 * year.ranks[1]);
        for (feature, happened) in [
            ("a false ground", some(&grids.false_grounds)),
            ("a fall without harm", some(&grids.without_harm)),
            ("a file with an error", some(&grids.files_with_error)),
            ("a tier changed by error", some(&grids.tiers_changed)),
            ("loss beyond the highest tariff", some(&grids.excess[2])),
            ("loss without gravity", some(&grids.loss_per_gravity[LOSS_BINS - 1])),
            ("loss of people without a record", some(&grids.unrecorded_losses)),
            ("a first spell over", grids.spells_ended.iter().any(some)),
            ("a first spell that goes on", grids.spells_open.iter().any(some)),
            ("trapped", some(&grids.trapped)),
            ("relapse", some(&grids.relapsed)),
            ("privilege-weeks", some(&grids.privilege_weeks)),
            ("evidence older than a year", some(&grids.evidence_old)),
            ("scores of two years", years.iter().any(|year| year.persistence[1] > 0)),
            ("pairs ranked wrongly", years.iter().any(wrongly)),
            ("ties between scores that differ", grids.tie_sums[2] > 0),
            ("false units of strata", grids.strata_false.iter().flatten().any(|&units| units > 0)),
        ] {
            self.note(feature, happened);
        }
    }
}

/// Every feature in at least three of the cases that are compared.
#[test]
fn the_generated_cases_exercise_every_feature() {
    let mut cases = BTreeMap::<&str, u64>::new();
    for seed in 0..CASES {
        let case = case(seed);
        let ordinary = Regime::none();
        let (mut without, mut world) = (case.start(&ordinary), case.start(&case.regime));
        let mut seen = Seen::default();
        seen.of_plan(&case, &world);
        while world.week < case.weeks {
            let before = Before::new(&world);
            without.week(None);
            world.week(Some(&without.done));
            seen.of_week(&world, &before);
        }
        world.close(&without.conduct());
        seen.of_counts(&world);
        for feature in seen.0 {
            *cases.entry(feature).or_default() += 1;
        }
    }
    assert!(cases.len() == 48 && cases.values().all(|&count| count >= 3), "{cases:#?}");
}
