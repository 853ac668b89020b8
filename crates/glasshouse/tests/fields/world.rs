//! Worlds: a file read in a society, and what comes of it.

use std::collections::BTreeMap;

use glasshouse::county::County;
use glasshouse::experiment::{Plan, Pool, Results};
use glasshouse::problem::Source;
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::table::{Table, Values};
use glasshouse::text::Node;
use glasshouse::text::set::Setting;
use glasshouse::{builtin, regime, society};

use crate::edit;

/// A regime file: its name, and its text as written.
pub struct File {
    pub name: String,
    pub text: String,
}

impl File {
    pub fn tree(&self) -> Node {
        edit::tree(&self.name, &self.text)
    }
}

/// What is rare in the society is made common, so that each field has somebody to act on.
const COMMON: [&str; 10] = [
    "society.people.platform_workers=0.2",
    "society.people.claimants=0.2",
    "society.conduct.unpaid-judgment-debt.rate=0.01",
    "society.conduct.trouble-on-board.rate=0.1",
    "society.conduct.expired-ticket.rate=0.3",
    "society.conduct.false-report-of-terrorism.rate=0.1",
    "society.conduct.benefit-fraud.rate=0.1",
    "society.conduct.blood-donation.rate=0.5",
    "society.conduct.wanted-in-a-crowd.rate=0.2",
    "society.response.tie_cutting=0.1",
];

pub const COUNTY_SIZE: u32 = 4096;
const SEED: u64 = 7;

/// Where a file is tried: settings of both worlds, and how long it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Setup {
    pub also: &'static [&'static str],
    pub counties: u32,
    pub weeks: u32,
}

fn settings(texts: &[&str], of_society: bool) -> Vec<Setting> {
    let texts = texts.iter().filter(|text| text.starts_with("society.") == of_society);
    texts.map(|text| Setting::parse(text).unwrap_or_else(|problem| panic!("{problem}"))).collect()
}

impl Setup {
    pub fn society(&self) -> Society {
        let source = builtin::find("society/large-country").expect("it is built in");
        let settings = settings(&[&COMMON, self.also].concat(), true);
        let read = society::file::read(source, &builtin::find, &settings);
        let read = read.unwrap_or_else(|problems| panic!("{problems}"));
        assert!(read.applied.iter().all(|&applied| applied), "{:?} must apply", self.also);
        read.value
    }

    /// A file's text as a rule book; what is wrong with it as text.
    pub fn read(&self, name: &str, text: &str, society: &Society) -> Result<Regime, String> {
        let settings = settings(self.also, false);
        let read = regime::file::read(Source::new(name, text), &builtin::find, &settings, society);
        let read = read.map_err(|problems| problems.to_string())?;
        assert!(read.applied.iter().all(|&applied| applied), "{name}: {:?} must apply", self.also);
        Ok(read.value)
    }

    /// Runs `control` and then the others, all on the same people and luck.
    pub fn run(&self, society: &Society, control: &Regime, others: &[Regime]) -> Outcome {
        let named = |(at, regime): (usize, &Regime)| Regime { name: at.to_string(), ..regime.clone() };
        let arms: Vec<Regime> = std::iter::once(control).chain(others).enumerate().map(named).collect();
        let plan = Plan {
            society: society.clone(),
            arms,
            counties: self.counties,
            county_size: COUNTY_SIZE,
            weeks: self.weeks,
            seed: SEED,
            luck: SEED,
            warm_up: 0,
        };
        let ready = plan.ready();
        let county = |number| ready.county(number, &mut |_| true).expect("nothing stops it");
        let counties: Vec<County> = (0..self.counties).map(county).collect();
        let digests = counties.iter().map(|county| county.digests.clone()).collect();
        let mut pool = Pool::new(&plan);
        counties.into_iter().for_each(|county| pool.add(county));
        Outcome::new(digests, &pool.finish())
    }
}

/// A value for each week.
pub type Weeks = BTreeMap<usize, Option<f64>>;

/// What came of the arms of one plan. Arm 0 is the control.
pub struct Outcome {
    /// `[county][none, then arms]`
    digests: Vec<Vec<[u8; 32]>>,
    /// By arm and address: `score_mean@group:minority`, `refused/rail`, `reach/jaywalking`.
    measures: BTreeMap<(usize, String), Option<f64>>,
    /// By arm and name: the value of each week that has one.
    series: BTreeMap<(usize, String), Weeks>,
}

impl Outcome {
    fn new(digests: Vec<Vec<[u8; 32]>>, results: &Results) -> Outcome {
        let (mut measures, mut series) = (BTreeMap::new(), BTreeMap::<_, Weeks>::new());
        let table = |name| results.table(name).unwrap_or_else(|| panic!("there is a table {name}"));
        let (rows, weeks, reach) = (table("measures"), table("weeks"), table("reach"));
        for row in 0..rows.rows() {
            measures.insert(address(rows, row), real(rows, "estimate", row));
        }
        for row in 0..weeks.rows() {
            let values = series.entry(address(weeks, row)).or_default();
            values.insert(whole(weeks, "week", row), real(weeks, "estimate", row));
        }
        for row in 0..reach.rows() {
            let key = (arm(reach, row), format!("reach/{}", text(reach, "conduct", row)));
            let sum = measures.entry(key).or_insert(Some(0.0));
            *sum = sum.zip(real(reach, "rights_weeks_lost", row)).map(|(a, b)| a + b);
        }
        Outcome { digests, measures, series }
    }

    /// Digests of one arm, county by county; `None`: of ordinary law.
    pub fn digests(&self, arm: Option<usize>) -> Vec<[u8; 32]> {
        self.digests.iter().map(|county| county[arm.map_or(0, |arm| arm + 1)]).collect()
    }

    /// A measure by its address; none where it is not defined.
    pub fn measure(&self, arm: usize, address: &str) -> Option<f64> {
        let found = self.measures.get(&(arm, address.to_owned()));
        *found.unwrap_or_else(|| panic!("`{address}` is no measure"))
    }

    /// The measures of one arm, by address.
    pub fn measures(&self, arm: usize) -> impl Iterator<Item = (&str, Option<f64>)> {
        let own = self.measures.iter().filter(move |((of, _), _)| *of == arm);
        own.map(|((_, name), value)| (name.as_str(), *value))
    }

    /// The weekly series of one arm, by address.
    pub fn series(&self, arm: usize) -> impl Iterator<Item = (&str, &Weeks)> {
        let own = self.series.iter().filter(move |((of, _), _)| *of == arm);
        own.map(|((_, name), weeks)| (name.as_str(), weeks))
    }
}

fn arm(table: &Table, row: usize) -> usize {
    text(table, "arm", row).parse().expect("arms are called by their number")
}

/// The arm, and the measure with its right and group.
fn address(table: &Table, row: usize) -> (usize, String) {
    let part = |mark: &str, column: &str| match text(table, column, row) {
        "" => String::new(),
        name => format!("{mark}{name}"),
    };
    let name = text(table, "measure", row);
    (arm(table, row), format!("{name}{}{}", part("/", "right"), part("@", "group")))
}

fn values<'a>(table: &'a Table, column: &str) -> &'a Values {
    let found = table.columns.iter().find(|own| own.name == column);
    &found.unwrap_or_else(|| panic!("{} has a column {column}", table.name)).values
}

fn text<'a>(table: &'a Table, column: &str, row: usize) -> &'a str {
    match values(table, column) {
        Values::Text(values) => &values[row],
        _ => panic!("{column} holds words"),
    }
}

fn whole(table: &Table, column: &str, row: usize) -> usize {
    match values(table, column) {
        Values::Whole(values) => values[row] as usize,
        _ => panic!("{column} holds whole numbers"),
    }
}

fn real(table: &Table, column: &str, row: usize) -> Option<f64> {
    match values(table, column) {
        Values::Real(values) => values[row],
        _ => panic!("{column} holds numbers"),
    }
}
