//! A society with few kinds and rights in which nothing happens by itself, and people made by hand.

use crate::builtin;
use crate::regime::{Observe, Regime, Sanction, Score};
use crate::society::expression::{expressed, voice};
use crate::society::people::{People, flag};
use crate::society::population::Population;
use crate::society::{self, DemandBy, Form, Kind, Right, Society, Who, ties};
use crate::unit::{Chance, Hazard, PerYear, Points, Weeks, sixteenths};
use crate::week::block::{ActMark, Block, Demand, FalseMark};
use crate::week::by_week::ByWeek;

/// Kinds of conduct, by number.
pub const DEBT: usize = 0;
/// Paying it.
pub const REPAID: usize = 1;
/// Harm 0.5, gravity 2 day-fines, in the street.
pub const DUMPING: usize = 2;
/// Harmless, gravity 0.2 day-fines, in the street.
pub const JAYWALKING: usize = 3;
/// Dissent.
pub const POST: usize = 4;
/// Praise.
pub const PRAISE: usize = 5;
/// A good deed.
pub const VOLUNTEERING: usize = 6;
/// Lawful, and needs the train.
pub const TRIP: usize = 7;

/// Rights, as bits: the train (street; travel), a loan (finance; money), one's good name (speech; public standing).
pub const RAIL: u16 = 1;
/// See [`RAIL`].
pub const LOAN: u16 = 2;
/// See [`RAIL`].
pub const NAME: u16 = 4;

/// A county to be.
pub struct Village {
    pub society: Society,
    pub population: Population,
}

/// One person.
#[derive(Clone, Copy)]
pub struct Person {
    adult: bool,
    cell: u8,
    /// Lives with the person before.
    with_last: bool,
    /// Private position.
    position: f64,
    says: u8,
    owes: bool,
}

/// A poor adult in town, of the majority, who lives alone, supports the regime and keeps silent.
pub const POOR: Person =
    Person { adult: true, cell: 0, with_last: false, position: 0.1, says: expressed::SILENT, owes: false };
/// A rich one in the country.
pub const RICH: Person = Person { cell: 4 * 4 + 2, ..POOR };

impl Person {
    pub const fn minority(self) -> Person {
        Person { cell: self.cell | 1, ..self }
    }

    /// A child in the household of the person before.
    pub const fn child(self) -> Person {
        Person { adult: false, with_last: true, ..self }
    }

    /// Lives with the person before.
    pub const fn with_last(self) -> Person {
        Person { with_last: true, ..self }
    }

    /// Opposed, and says so.
    pub const fn against(self, position: f64) -> Person {
        Person { position: -position, says: expressed::DISSENT, ..self }
    }

    /// In debt at the start.
    pub const fn in_debt(self) -> Person {
        Person { owes: true, ..self }
    }
}

/// Something that happens.
#[derive(Clone, Copy)]
pub enum Event {
    /// An act where the regime may look, recorded wherever there is coverage.
    Seen(u32, usize),
    /// An act where the regime may look, not recorded unless coverage is full.
    Missed(u32, usize),
    /// An act where no regime can look.
    Private(u32, usize),
    /// A record of what never happened, wherever there are any.
    False(u32, usize),
    /// A demand for a right, by its bit.
    Demand(u32, u16),
    /// The person reconsiders what they say.
    Reconsiders(u32),
    /// The person looks over their ties.
    LooksOver(u32),
}

impl Event {
    pub fn put(self, block: &mut Block, at: u32, cells: &[u8]) {
        let mut act = |who: u32, kind: usize, private, observed| {
            let kinds = &mut block.acts.kinds;
            kinds.resize_with(kinds.len().max(kind + 1), ByWeek::default);
            let packed = ActMark::pack(who, private);
            kinds[kind].push(at, ActMark::new(packed, cells[who as usize], 0, observed));
        };
        match self {
            Event::Seen(who, kind) => act(who, kind, false, 0),
            Event::Missed(who, kind) => act(who, kind, false, u32::MAX),
            Event::Private(who, kind) => act(who, kind, true, 0),
            Event::False(person, kind) => {
                block.falses.push(at, FalseMark { person, kind: kind as u8, height: 0 });
            }
            Event::Demand(person, right) => {
                block.demands.push(at, Demand { person, right: right.trailing_zeros() as u8 });
            }
            Event::Reconsiders(who) => block.reconsider.push(at, who),
            Event::LooksOver(who) => block.tie_review.push(at, who),
        }
    }
}

impl Village {
    /// People and their friends; nobody has colleagues.
    pub fn new(persons: &[Person], friends: &[[u32; 2]]) -> Village {
        let society = society();
        let n = persons.len();
        let mut people = People::default();
        for (i, person) in persons.iter().enumerate() {
            people.flags.push(if person.adult { flag::ADULT } else { 0 });
            people.age.push(u8::from(person.adult) * 2);
            people.cell.push(person.cell);
            people.rank.push(1 << 15);
            people.position.push(sixteenths(person.position) as i32);
            people.conscience.push(if person.adult { 1 << 15 } else { 0 });
            people.own_term.push(0);
            let head = if person.with_last { people.head[i - 1] } else { i as u32 };
            people.head.push(head);
        }
        let ties = ties::of_friends(&people, friends);
        let expression: Vec<u8> = persons.iter().map(|person| person.says).collect();
        let climate = (0..n).map(|i| ties.all(i).iter().map(|&j| voice(expression[j as usize])).sum());
        let owes = (0..n as u32).filter(|&i| persons[i as usize].owes);
        let population = Population {
            climate: climate.collect(),
            hazards: vec![Hazard(0); society.kinds.len() * n],
            heard: vec![u32::MAX; n],
            news: Vec::new(),
            dither: [vec![0; n], vec![0; n]],
            debts: owes.map(|person| society::population::OldDebt { person, observed: 0 }).collect(),
            people,
            ties,
            expression,
        };
        Village { society, population }
    }
}

/// `large-country` with few kinds and rights, and with nothing that answers to anything.
fn society() -> Society {
    let source = builtin::find("society/large-country").expect("it is built in");
    let mut society = society::file::read(source, &builtin::find, &[]).expect("it has no problem").value;
    society.contexts = ["finance", "street", "speech"].map(str::to_owned).to_vec();
    society.kinds = kinds();
    society.rights = rights();
    // Strictly each context is its own; broadly money has to do with the street.
    society.related_strict = vec![0b001, 0b010, 0b100];
    society.related_broad = vec![0b011, 0b010, 0b100];
    society.tariff = [1.0, 10.0, 50.0];
    let behaviour = &mut society.behaviour;
    for number in [
        &mut behaviour.kappa,
        &mut behaviour.chi,
        &mut behaviour.beta,
        &mut behaviour.psi,
        &mut behaviour.psi_unwatched,
        &mut behaviour.good_by_conscience,
        &mut behaviour.reward,
        &mut behaviour.fear_own,
        &mut behaviour.fear_ties,
        &mut behaviour.fear_announcement,
        &mut behaviour.fear_fades,
        &mut behaviour.news,
        &mut behaviour.word_of_mouth,
        &mut behaviour.conformity,
        &mut behaviour.speech_pressure,
    ] {
        *number = 0.0;
    }
    behaviour.payment = PerYear(0.0);
    behaviour.appeals = [Chance::ALWAYS; 3];
    society
}

fn kinds() -> Vec<Kind> {
    let kind = |name: &str, context, harm: f64, gravity: f64, form| Kind {
        name: name.to_owned(),
        rate: PerYear(1.0),
        context,
        harm: (harm * 1000.0) as u32,
        gravity: (gravity * 1000.0) as u32,
        lawful: gravity == 0.0,
        protected: false,
        good: false,
        form,
        who: Who::Adults,
        needs: 0,
        deterrable: 1.0,
        shape: None,
    };
    vec![
        kind("debt", 0, 3.0, 20.0, Form::DebtEntry),
        kind("repaid", 0, 0.0, 0.0, Form::DebtRepaid),
        kind("dumping", 1, 0.5, 2.0, Form::Repeated),
        kind("jaywalking", 1, 0.0, 0.2, Form::Repeated),
        kind("post", 2, 0.0, 0.0, Form::Dissent),
        kind("praise", 2, 0.0, 0.0, Form::Praise),
        Kind { good: true, ..kind("volunteering", 1, 0.0, 0.0, Form::Repeated) },
        Kind { needs: RAIL, ..kind("trip", 1, 0.0, 0.0, Form::Repeated) },
    ]
}

fn rights() -> Vec<Right> {
    let right = |name: &str, context, area, demand| Right {
        name: name.to_owned(),
        context,
        area,
        demand: PerYear(demand),
        by: DemandBy::Residents,
        work: false,
    };
    vec![right("rail", 1, 0, 1.0), right("loan", 0, 1, 1.0), right("name", 2, 4, 0.0)]
}

/// A score from 1,000 down to 0 that nobody else sees and nothing fades from.
pub fn score() -> Score {
    Score {
        start: Points::new(1000.0),
        spread: Points(0),
        floor: Points(0),
        ceiling: Points::new(1000.0),
        half_life: None,
        public: false,
        tiers: Vec::new(),
    }
}

/// A kind watched by half everywhere, in the context where it happens, with errors.
pub fn watch(kind: usize, points: f64) -> Observe {
    let context = kinds()[kind].context;
    Observe {
        kind,
        coverage: [[Chance::new(0.5); 2]; 2],
        false_records: [[PerYear(1.0); 2]; 2],
        points: Points::new(points),
        context,
    }
}

/// A sanction that nothing sets off yet.
pub fn sanction(takes: u16, weeks: u32) -> Sanction {
    Sanction {
        name: "ban".to_owned(),
        below: None,
        on: 0,
        takes,
        lasts: Weeks(weeks),
        renews: false,
        until: None,
        household: 0,
        appeal: false,
        counts: None,
        escalates: 1.0,
    }
}

/// A regime that everybody lives under and nobody knows of.
pub fn regime(observe: Vec<Observe>, sanctions: Vec<Sanction>) -> Regime {
    Regime { name: "by hand".to_owned(), observe, sanctions, ..Regime::none() }
}
