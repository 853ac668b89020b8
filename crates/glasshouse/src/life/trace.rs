//! One person under one arm: each week's end held against the last one's.

use super::event::{Deed, End, Event, What, Why};
use super::grounds;
use super::{Balance, Conduct, LifeArm, Loss, SanctionName, Weekly};
use crate::county::Glance;
use crate::regime::{Regime, Until};
use crate::society::people::flag;
use crate::week::cause::each;
use crate::week::losses::Ground;
use crate::week::note::Note;
use crate::week::score::inflation;
use crate::week::state::debt;

/// A person as the last week left them.
#[derive(Clone, Debug)]
struct Before {
    grounds: Vec<Ground>,
    aware: bool,
    says: u8,
    owed: bool,
    /// Friend ties that are cut, in the order of ties.
    cut: Vec<bool>,
    /// Privileges held.
    held: u8,
}

/// One person under one arm.
#[derive(Clone, Debug)]
pub struct Trace {
    i: usize,
    before: Before,
    arm: LifeArm,
}

impl Trace {
    /// Person i before week 0, at the first glance of the arm.
    pub fn new(glance: &Glance<'_>, i: usize) -> Trace {
        let (state, rules, population) = (glance.state, glance.rules, glance.population);
        let covered = state.scope[i];
        let adult = population.people.is(i, flag::ADULT);
        let before = Before {
            grounds: Vec::new(),
            aware: adult && covered && rules.awareness.hit(population.heard[i]),
            says: population.expression[i],
            owed: population.debts.iter().any(|debt| debt.person as usize == i),
            cut: vec![false; population.ties.friends(i).count()],
            held: 0,
        };
        let arm = LifeArm {
            name: String::new(),
            none: rules.none,
            covered,
            scored: covered && rules.score.is_some(),
            force: state.force,
            sanctions: Vec::new(),
            privileges: Vec::new(),
            weekly: Weekly::default(),
            events: Vec::new(),
            conduct: vec![Conduct::default(); rules.kinds.len()],
            losses: vec![Loss::default(); rules.related[0].len()],
            restricted_weeks: 0,
            appeals: [0; 4],
            ties_cut: 0,
            balance: Balance::default(),
        };
        Trace { i, before, arm }
    }

    /// The arm as it is told, with the names of its regime.
    pub fn told(&self, regime: &Regime) -> LifeArm {
        let sanctions = regime.sanctions.iter().map(|sanction| SanctionName {
            name: sanction.name.clone(),
            below: sanction.below.map(|line| line.points()),
            takes: sanction.takes,
        });
        LifeArm {
            name: regime.name.clone(),
            sanctions: sanctions.collect(),
            privileges: regime.privileges.iter().map(|privilege| privilege.name.clone()).collect(),
            ..self.arm.clone()
        }
    }

    /// Takes in a week; only counted ones enter the sums.
    pub fn week(&mut self, glance: &Glance<'_>, notes: &[&Note], counted: bool) {
        let standing = glance.state.terms.grounds.of(self.i);
        let grounds = grounds::of_week(standing, notes);
        self.in_force(glance);
        self.conduct(glance, notes, counted);
        self.terms(glance, notes, &grounds);
        self.refusals(glance, notes, counted);
        self.lose(&grounds, counted);
        self.mind(glance);
        self.ties(glance, counted);
        self.privileges(glance);
        self.appeals(glance, notes, counted);
        self.columns(glance, &grounds);
        self.balance(glance);
        self.before.grounds = standing.to_vec();
    }

    fn tell(&mut self, glance: &Glance<'_>, what: What) {
        self.arm.events.push(Event { week: glance.week, what });
    }

    fn in_force(&mut self, glance: &Glance<'_>) {
        let force = glance.state.force;
        if glance.week > 0 && (glance.week == force.from || glance.week == force.until) {
            self.tell(glance, What::Force { begins: glance.week == force.from });
        }
    }

    /// Acts and records, one event for each kind.
    fn conduct(&mut self, glance: &Glance<'_>, notes: &[&Note], counted: bool) {
        let mut deeds: Vec<Deed> = Vec::new();
        for note in notes {
            let (Note::Act { kind, .. } | Note::Contrast { kind, .. } | Note::Record { kind, .. }) = note
            else {
                continue;
            };
            let kind = usize::from(*kind);
            let at = deeds.iter().position(|deed| deed.kind == kind).unwrap_or_else(|| {
                let rule = &glance.rules.kinds[kind];
                let points = if rule.slot.is_some() { rule.points } else { 0 };
                deeds.push(Deed { kind, points, listed: rule.listed_by != 0, ..Deed::default() });
                deeds.len() - 1
            });
            let deed = &mut deeds[at];
            *match note {
                Note::Act { private: true, .. } => &mut deed.private,
                Note::Act { .. } => &mut deed.in_view,
                Note::Record { is_false: true, .. } => &mut deed.falsely,
                Note::Record { .. } => &mut deed.recorded,
                Note::Contrast { here: true, .. } => &mut deed.compelled,
                Note::Contrast { taken: true, .. } => &mut deed.prevented,
                _ => &mut deed.forgone,
            } += 1;
        }
        deeds.sort_unstable_by_key(|deed| deed.kind);
        for deed in deeds {
            if counted {
                let sum = &mut self.arm.conduct[deed.kind];
                sum.in_view += deed.in_view;
                sum.private += deed.private;
                sum.recorded += deed.recorded;
                sum.falsely += deed.falsely;
                sum.forgone += deed.forgone;
                sum.compelled += deed.compelled;
                sum.prevented += deed.prevented;
            }
            self.tell(glance, What::Conduct(deed));
        }
    }

    /// Sanctions that end, fall and go on, the person's own and those of the household.
    fn terms(&mut self, glance: &Glance<'_>, notes: &[&Note], grounds: &[&Ground]) {
        let same = |a: &Ground, b: &Ground| a.source == b.source && a.sanction == b.sanction;
        let fell = |s: u8| notes.iter().any(|note| matches!(note, Note::Fall { sanction } if *sanction == s));
        let own_fall = |ground: &Ground| ground.source.is_none() && fell(ground.sanction);
        for old in std::mem::take(&mut self.before.grounds) {
            let sanction = usize::from(old.sanction);
            // A sanction that fell this week was free, if only for that moment.
            let stands = grounds.iter().any(|ground| same(ground, &old)) && !own_fall(&old);
            match old.source {
                _ if stands => {}
                None => {
                    let how = self.end_of(glance, &old);
                    self.tell(glance, What::Ended { sanction, how });
                }
                Some(source) => self.tell(glance, What::Household { source, sanction, rights: 0 }),
            }
        }
        for ground in grounds.iter().filter(|ground| ground.from == glance.week) {
            let (sanction, rights) = (usize::from(ground.sanction), ground.rights);
            let what = match ground.source {
                Some(source) => What::Household { source, sanction, rights },
                None => What::Term {
                    sanction,
                    fall: own_fall(ground),
                    rights,
                    end: ground.end,
                    why: Why::of(ground),
                    score: self.arm.scored.then(|| glance.state.score[self.i]),
                },
            };
            self.tell(glance, what);
        }
    }

    fn end_of(&self, glance: &Glance<'_>, old: &Ground) -> End {
        let paid = self.before.owed && glance.state.debt[self.i] & debt::OWED == 0;
        let rule = glance.rules.sanctions.get(usize::from(old.sanction));
        let until = rule.and_then(|rule| rule.until);
        if glance.week == glance.state.force.until {
            End::OutOfForce
        } else if paid && until == Some(Until::DebtRepaid) {
            End::Paid
        } else if glance.week >= old.end {
            End::Over
        } else {
            End::Apologised
        }
    }

    fn refusals(&mut self, glance: &Glance<'_>, notes: &[&Note], counted: bool) {
        let mut times = vec![0; self.arm.losses.len()];
        for note in notes {
            if let Note::Refused { right } = note {
                times[usize::from(*right)] += 1;
            }
        }
        for (right, times) in times.into_iter().enumerate().filter(|(_, times)| *times > 0) {
            self.arm.losses[right].refused += if counted { times } else { 0 };
            self.tell(glance, What::Refused { right, times });
        }
    }

    fn lose(&mut self, grounds: &[&Ground], counted: bool) {
        let lost = grounds::lost(grounds);
        if !counted || lost == 0 {
            return;
        }
        self.arm.restricted_weeks += 1;
        for r in each(lost) {
            let loss = &mut self.arm.losses[r];
            loss.weeks += 1;
            for (sum, units) in loss.units.iter_mut().zip(grounds::share(grounds, r)) {
                *sum += units;
            }
        }
    }

    fn mind(&mut self, glance: &Glance<'_>) {
        let (aware, says) = (glance.state.aware[self.i], glance.state.expression[self.i]);
        if aware && !self.before.aware {
            self.tell(glance, What::Heard);
        }
        if says != self.before.says {
            self.tell(glance, What::Spoke { from: self.before.says, to: says });
        }
        self.before.aware = aware;
        self.before.says = says;
        self.before.owed = glance.state.debt[self.i] & debt::OWED != 0;
    }

    fn ties(&mut self, glance: &Glance<'_>, counted: bool) {
        let state = glance.state;
        for (at, (friend, edge)) in glance.population.ties.friends(self.i).enumerate() {
            let cut = !state.stands(edge);
            if cut != self.before.cut[at] {
                self.before.cut[at] = cut;
                // Whoever has the better score is the one who drops the other.
                let own = state.score[self.i] > state.score[friend as usize];
                self.arm.ties_cut += u32::from(cut && counted);
                self.tell(glance, What::Tie { friend, cut, own });
            }
        }
    }

    fn privileges(&mut self, glance: &Glance<'_>) {
        let held = glance.state.privileges.held(self.i);
        for privilege in 0..glance.rules.privileges.len() {
            let [now, then] = [held, self.before.held].map(|held| held >> privilege & 1 == 1);
            if now != then {
                self.tell(glance, What::Privilege { privilege, begins: now });
            }
        }
        self.before.held = held;
    }

    fn appeals(&mut self, glance: &Glance<'_>, notes: &[&Note], counted: bool) {
        let mut count = [0; 4];
        for note in notes {
            let what = match note {
                Note::Filed { sanction } => {
                    count[0] += 1;
                    What::Filed { sanction: usize::from(*sanction) }
                }
                Note::Decided { upheld, ground } => {
                    let wrong = ground.causes.wrong;
                    count[1] += 1;
                    count[2] += u32::from(*upheld);
                    count[3] += u32::from(wrong && !*upheld);
                    What::Decided { sanction: usize::from(ground.sanction), upheld: *upheld, wrong }
                }
                _ => continue,
            };
            self.tell(glance, what);
        }
        if counted {
            self.arm.appeals.iter_mut().zip(count).for_each(|(sum, count)| *sum += count);
        }
    }

    fn columns(&mut self, glance: &Glance<'_>, grounds: &[&Ground]) {
        let (state, weekly, i) = (glance.state, &mut self.arm.weekly, self.i);
        if self.arm.scored {
            weekly.score.push(state.score[i]);
        }
        weekly.lost.push(grounds::lost(grounds));
        weekly.says.push(state.expression[i]);
        weekly.aware.push(state.aware[i]);
        weekly.fear.push(state.fear[i]);
        weekly.conscience.push(state.conscience[i]);
        weekly.favoured.push(self.before.held != 0);
    }

    /// The ledger as it stands; the last week's is what is told.
    fn balance(&mut self, glance: &Glance<'_>) {
        let (state, rules, i) = (glance.state, glance.rules, self.i);
        let Some(rule) = rules.score.as_ref().filter(|_| self.arm.scored) else { return };
        let inflation = inflation(state, rule, glance.week);
        for (pair, &kind) in state.ledger.of(i).chunks_exact(2).zip(&rules.slots) {
            self.arm.conduct[usize::from(kind)].worth = [inflation.worth(pair[0]), inflation.worth(pair[1])];
        }
        self.arm.balance = Balance {
            start: i64::from(state.start[i]),
            records: inflation.worth(state.sum[i]),
            association: state.association(i),
            shown: i64::from(state.score[i]),
        };
    }
}
