//! Step 5, MODEL.md 7.6: awareness, fear, conscience and expression, all from the state before.

use super::{Expression, Reference};
use crate::society::Form;
use crate::unit::{Chance, ONE, sixteenths};

/// A person's new mind.
struct Mind {
    aware: bool,
    fear: i64,
    conscience: i64,
    expression: Expression,
}

impl Reference<'_> {
    pub(super) fn respond(&mut self) {
        let minds: Vec<Mind> = (0..self.persons.len()).map(|i| self.mind(i)).collect();
        for (person, mind) in self.persons.iter_mut().zip(minds) {
            person.aware = mind.aware;
            person.fear = mind.fear;
            person.conscience = mind.conscience;
            person.expression = mind.expression;
        }
        self.cut_and_heal();
    }

    fn mind(&self, i: usize) -> Mind {
        let person = &self.persons[i];
        let mut mind = Mind {
            aware: person.aware,
            fear: person.fear,
            conscience: person.conscience,
            expression: person.expression,
        };
        if person.in_scope {
            mind.aware = person.aware || self.becomes_aware(i);
            mind.fear = self.new_fear(i, mind.aware && !person.aware);
            mind.conscience = self.new_conscience(i, mind.aware);
        }
        if person.adult && self.marks.reconsider[i].contains(&self.week) {
            let pressure = self.pressure(i, mind.aware, mind.fear) + self.campaign_pressure(i);
            mind.expression = self.expressed(i, pressure);
        }
        mind
    }

    /// The person through whom i hears: the household's first member, or i alone.
    pub(super) fn hears_through(&self, i: usize) -> usize {
        let together = self.society.behaviour.heard_together.hit(self.word(i, "heard-together", 0));
        if together { self.people.head[i] as usize } else { i }
    }

    fn becomes_aware(&self, i: usize) -> bool {
        let (behaviour, today) = (&self.society.behaviour, &self.persons[i].today);
        let announced = self.comes_into_force() && self.knows_at_once(i);
        let n = self.newly_sanctioned_ties(i);
        let chance = Chance::new(1.0 - libm::pow(1.0 - behaviour.word_of_mouth, n as f64));
        let told = n > 0 && chance.hit(self.word(i, "word-of-mouth", self.week));
        let touched = !today.falls.is_empty() || today.household_begun || today.refused;
        announced || self.reached_by_news(i) || told || touched
    }

    /// n: visible uncut ties to people with a fall this week; friends show only where scores are public.
    fn newly_sanctioned_ties(&self, i: usize) -> i64 {
        let mut visible = self.kin(i);
        visible.extend(self.colleagues(i));
        if self.public() {
            visible.extend(self.friends(i));
        }
        visible.iter().filter(|&&j| !self.persons[j].today.falls.is_empty()).count() as i64
    }

    /// The two dithers of week w: of fear from the low half, of conscience from the high half.
    fn dithers(&self, i: usize) -> [i64; 2] {
        let word = self.word(i, "dither", 0);
        let moved = 40_503 * i64::from(self.week);
        [word & 0xFFFF, word >> 16].map(|half| (i64::from(half) + moved) % 65_536)
    }

    pub(super) fn new_fear(&self, i: usize, newly_aware: bool) -> i64 {
        let (behaviour, person) = (&self.society.behaviour, &self.persons[i]);
        let degree = self.uncut(i).len() as i64;
        let b = sixteenths(behaviour.fear_ties);
        let from_ties = if degree > 0 { b * self.newly_sanctioned_ties(i) / degree } else { 0 };
        let own_falls = person.today.falls.len() as i64 * sixteenths(behaviour.fear_own);
        let announced = if newly_aware { sixteenths(behaviour.fear_announcement) } else { 0 };
        let rise = own_falls + from_ties + announced;
        let (f, fades) = (person.fear, sixteenths(behaviour.fear_fades));
        let fear = ((f << 16) + rise * (ONE - f) - fades * f + self.dithers(i)[0]) >> 16;
        fear.clamp(0, 65_535)
    }

    fn new_conscience(&self, i: usize, aware: bool) -> i64 {
        let (behaviour, m) = (&self.society.behaviour, self.persons[i].conscience);
        let before = i64::from(self.people.conscience[i]);
        let target =
            if aware { (before - ((before * self.crowding_out(i)) >> 16)).clamp(0, 65_535) } else { before };
        let speed = if m > target { behaviour.conscience_down } else { behaviour.conscience_up };
        let moved = ((m << 16) + sixteenths(speed) * (target - m) + self.dithers(i)[1]) >> 16;
        moved.clamp(0, 65_535)
    }

    /// χw in 16ths: w is the share of conduct, by rate, that is watched and priced.
    fn crowding_out(&self, i: usize) -> i64 {
        let (mut priced, mut all) = (0.0, 0.0);
        for (k, kind) in self.society.kinds.iter().enumerate() {
            if !matches!(kind.form, Form::Repeated | Form::DebtEntry) {
                continue;
            }
            all += kind.rate.0;
            let points = self.watch(k).is_some_and(|watch| watch.points.0 != 0);
            if points && self.counts_somewhere(k) || self.listed_kind(k) {
                priced += kind.rate.0 * self.coverage(i, k);
            }
        }
        let w = if all > 0.0 { priced / all } else { 0.0 };
        sixteenths(self.society.behaviour.chi * w)
    }

    /// P: what presses on i's expression.
    fn pressure(&self, i: usize, aware: bool, fear: i64) -> i64 {
        let behaviour = &self.society.behaviour;
        let climate = sixteenths(behaviour.conformity) * self.climate(i);
        let degree = self.uncut(i).len() as i64;
        let from_ties = if degree > 0 { climate / degree } else { 0 };
        let from_regime =
            if aware { ((sixteenths(behaviour.fear_pressure) * fear) >> 16) + self.speech(i) } else { 0 };
        sixteenths(behaviour.background) + from_ties + i64::from(self.people.own_term[i]) + from_regime
    }

    /// What presses on everybody in scope while a campaign runs, however many do.
    fn campaign_pressure(&self, i: usize) -> i64 {
        let pressed = self.persons[i].in_scope && self.campaign_runs();
        if pressed { sixteenths(self.society.behaviour.campaign_pressure) } else { 0 }
    }

    /// Uncut ties that praise minus those that dissent.
    fn climate(&self, i: usize) -> i64 {
        let heard = self.uncut(i).into_iter().map(|j| match self.persons[j].expression {
            Expression::Praise => 1,
            Expression::Silent => 0,
            Expression::Dissent => -1,
        });
        heard.sum()
    }

    /// Pressure where open dissent is watched and costs points or is listed.
    fn speech(&self, i: usize) -> i64 {
        let Some(dissent) = self.kind_of(Form::Dissent) else {
            return 0;
        };
        let Some(watch) = self.watch_now(dissent) else {
            return 0;
        };
        let costs = self.points(dissent).0 < 0 && self.counts_somewhere(dissent);
        if !costs && !self.listed_kind(dissent) {
            return 0;
        }
        let coverage = self.at_place(i, &watch.coverage).threshold() as i64;
        (sixteenths(self.society.behaviour.speech_pressure) * coverage) >> 32
    }

    /// What i says under pressure P.
    fn expressed(&self, i: usize, pressure: i64) -> Expression {
        let behaviour = &self.society.behaviour;
        let position = i64::from(self.people.position[i]);
        let praises = if position < 0 {
            if -position > pressure {
                return Expression::Dissent;
            }
            pressure > -position + sixteenths(behaviour.praise_margin)
        } else {
            position + pressure > sixteenths(behaviour.shyness)
        };
        if praises { Expression::Praise } else { Expression::Silent }
    }

    /// Before week 0: nobody aware, from all silent until nothing changes.
    pub(super) fn start_expression(&mut self) {
        for _ in 0..100 {
            let next: Vec<Expression> = (0..self.persons.len())
                .map(|i| match self.persons[i].adult {
                    true => self.expressed(i, self.pressure(i, false, 0)),
                    false => Expression::Silent,
                })
                .collect();
            let settled = self.persons.iter().zip(&next).all(|(person, next)| person.expression == *next);
            for (person, next) in self.persons.iter_mut().zip(next) {
                person.expression = next;
            }
            if settled {
                return;
            }
        }
    }

    /// Weekly sums of minds, after step 5.
    pub(super) fn count_minds(&mut self) {
        for (i, person) in self.persons.iter().enumerate().filter(|(_, person)| person.adult) {
            let counts = &mut self.counts;
            counts.fear_sum += person.fear as u64;
            counts.conscience_sum += person.conscience as u64;
            counts.aware_weeks += u64::from(person.aware);
            if self.people.position[i] < 0 {
                counts.opposed_weeks += 1;
                counts.opposed_not_dissenting += u64::from(person.expression != Expression::Dissent);
                counts.opposed_praising += u64::from(person.expression == Expression::Praise);
            }
        }
    }
}
