//! Twin worlds: the file as written against the file with one field changed.

use std::collections::BTreeMap;

use glasshouse::regime::Regime;
use glasshouse::society::Society;

use crate::edit::{Edit, edit};
use crate::row::{Change, Direction, Effect, Row, Stays};
use crate::rows::size;
use crate::world::{COUNTY_SIZE, File, Outcome, Setup};

/// The most changed worlds of one plan.
const TOGETHER: usize = 8;

/// A field with its row.
pub type Case<'a> = (&'a File, &'a str, &'static Row);

/// What is wrong with these fields; each file's world as written is run once for each setup.
pub fn check(cases: &[Case<'_>]) -> Vec<String> {
    let mut groups: BTreeMap<(&str, Setup), Vec<Case<'_>>> = BTreeMap::new();
    for &case in cases.iter().filter(|case| !matches!(case.2.effect, Effect::Label(_))) {
        let (file, _, row) = case;
        let (counties, weeks) = size(&file.name);
        let setup = Setup { also: row.also, counties, weeks };
        groups.entry((&file.name, setup)).or_default().push(case);
    }
    groups.iter().flat_map(|((_, setup), cases)| check_group(setup, cases)).collect()
}

/// A regime that has nothing to do with the file: a scored one beside the platform's, the platform's beside others.
fn control(file: &File, society: &Society) -> Regime {
    let name = if file.name.starts_with("platform") { "financial-credit" } else { "platform-rating" };
    let source = glasshouse::builtin::find(&format!("regime/{name}")).expect("it is built in");
    let none = Setup { also: &[], counties: 0, weeks: 0 };
    none.read(name, &source.text, society).expect("a built-in file reads")
}

/// A world with one field changed, and what it is compared with.
struct Twin<'a> {
    case: Case<'a>,
    edit: Edit,
    setup: &'a Setup,
    /// The regime of both worlds: as written, changed.
    regimes: [&'a Regime; 2],
    /// What came of both, and the arm to look at.
    base: &'a Outcome,
    other: &'a Outcome,
    arm: usize,
}

/// The arm of the world as written, after the control.
const BASE: usize = 1;

fn check_group(setup: &Setup, cases: &[Case<'_>]) -> Vec<String> {
    let society = setup.society();
    let file = cases[0].0;
    let tree = file.tree();
    let control = control(file, &society);
    let written = setup.read(&file.name, &file.text, &society).expect("the file reads as written");
    let base = setup.run(&society, &control, std::slice::from_ref(&written));
    let (mut failures, mut readable) = (Vec::new(), Vec::new());
    for &case in cases {
        let edit = edit(&tree, case.1, case.2.change);
        match (setup.read(&file.name, &edit.text, &society), case.2.effect) {
            (Err(_), Effect::Refused(_)) => {}
            (Ok(_), Effect::Refused(why)) => {
                failures.push(told(case, &edit, &format!("it reads, though: {why}")))
            }
            (Ok(regime), _) => readable.push((case, edit, regime)),
            (Err(problems), _) => failures.push(told(case, &edit, &format!("it does not read:\n{problems}"))),
        }
    }
    while !readable.is_empty() {
        let batch: Vec<_> = readable.drain(..readable.len().min(TOGETHER)).collect();
        let regimes: Vec<Regime> = batch.iter().map(|(_, _, regime)| regime.clone()).collect();
        let other = setup.run(&society, &control, &regimes);
        for (at, (case, edit, _)) in batch.into_iter().enumerate() {
            let regimes = [&written, &regimes[at]];
            let twin = Twin { case, edit, setup, regimes, base: &base, other: &other, arm: BASE + at };
            let wrong = twin.wrong();
            if !wrong.is_empty() {
                failures.push(told(case, &twin.edit, &wrong.join("\n  ")));
            }
        }
    }
    failures
}

fn told((file, path, row): Case<'_>, edit: &Edit, wrong: &str) -> String {
    format!("{}: {path} from {} to {} ({:?})\n  {wrong}", file.name, edit.from, edit.to, row.change)
}

/// A number so that two that differ look different.
fn number(value: Option<f64>) -> String {
    value.map_or("not defined".into(), |value| format!("{value:?}"))
}

fn bits(value: Option<f64>) -> Option<u64> {
    value.map(f64::to_bits)
}

impl Twin<'_> {
    fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (name, arm) in [("ordinary law", None), ("the control", Some(0))] {
            if self.base.digests(arm) != self.other.digests(arm) {
                wrong.push(format!("the digest of {name} differs"));
            }
        }
        let same = self.base.digests(Some(BASE)) == self.other.digests(Some(self.arm));
        match self.case.2.effect {
            Effect::Moves(moves) => {
                wrong.extend(moves.iter().filter_map(|(measure, direction)| self.stuck(measure, *direction)));
            }
            Effect::Differs(why) if same => wrong.push(format!("the digest is the same, though: {why}")),
            Effect::Still(why) if !same => wrong.push(format!("the digest differs, though: {why}")),
            _ => {}
        }
        match self.case.2.stays {
            Stays::Nothing => {}
            Stays::AllBut(named) => wrong.extend(self.others(named)),
            Stays::Before(week) => wrong.extend(self.early(week as usize, |_| true)),
            Stays::These(series, week) => {
                wrong.extend(self.early(week as usize, |name| series.contains(&name)))
            }
            Stays::BeforeTermEnds => wrong.extend(self.early(self.shorter_term(), |_| true)),
            Stays::BeforeDecisions => {
                wrong.extend(self.early(self.first_decision(), |name| name != "appeals_filed"));
            }
        }
        wrong
    }

    /// A measure that does not go where it should.
    fn stuck(&self, measure: &str, direction: Direction) -> Option<String> {
        let (_, path, row) = self.case;
        let address = row.address(measure, path);
        let (from, to) = (self.base.measure(BASE, &address), self.other.measure(self.arm, &address));
        let goes = match direction {
            Direction::Up => from < to,
            Direction::Down => to < from,
        };
        let defined = from.is_some() && to.is_some();
        (!goes || !defined).then(|| {
            format!("{address} should go {direction:?}: as written {}, changed {}", number(from), number(to))
        })
    }

    /// A measure that differs though it is none of `named`.
    fn others(&self, named: &[&str]) -> Option<String> {
        let pairs = self.base.measures(BASE).zip(self.other.measures(self.arm));
        let other = |name: &str| !named.contains(&name.split(['/', '@']).next().unwrap_or(name));
        let mut pairs = pairs.filter(|((name, a), (_, b))| other(name) && bits(*a) != bits(*b));
        let ((name, a), (_, b)) = pairs.next()?;
        Some(format!("{name} should stay: as written {}, changed {}", number(a), number(b)))
    }

    /// A weekly series, of those `promised`, that differs before week `until`.
    fn early(&self, until: usize, promised: impl Fn(&str) -> bool) -> Option<String> {
        let pairs = self.base.series(BASE).zip(self.other.series(self.arm));
        for ((name, base), (_, other)) in pairs.filter(|((name, _), _)| promised(name)) {
            let differs = |week: &usize| bits(base[week]) != bits(other[week]);
            if let Some(week) = base.keys().copied().find(|week| *week < until && differs(week)) {
                let [a, b] = [base, other].map(|weeks| number(weeks[&week]));
                return Some(format!(
                    "{name} differs in week {week}, before week {until}: as written {a}, changed {b}"
                ));
            }
        }
        None
    }

    /// The weeks of a term of the sanction in the path, the shorter of both worlds.
    fn shorter_term(&self) -> usize {
        let name = self.case.1.split('.').nth(1).expect("a sanction has a name");
        let sanctions = self.regimes.iter().flat_map(|regime| &regime.sanctions);
        let weeks =
            sanctions.filter(|sanction| sanction.name == name).map(|sanction| sanction.lasts.0 as usize);
        weeks.min().expect("the sanction is there")
    }

    /// The first week that an appeal decided can show in: some appeal was filed, and there was a slot for it.
    fn first_decision(&self) -> usize {
        let of = |regime: &Regime, outcome: &Outcome, arm: usize| {
            let (_, filed) =
                outcome.series(arm).find(|(name, _)| *name == "appeals_filed").expect("it is a series");
            let filed =
                filed.iter().find(|(_, rate)| rate.is_some_and(|rate| rate > 0.0)).map(|(week, _)| *week);
            let recourse = regime.recourse.as_ref().expect("appeals are heard");
            let slots_a_week = recourse.capacity * f64::from(COUNTY_SIZE) / 100_000.0;
            let slot = (0..self.setup.weeks).find(|week| f64::from(week + 1) * slots_a_week >= 0.999);
            // What is decided in a week shows from the next on.
            filed.zip(slot).map_or(self.setup.weeks as usize, |(filed, slot)| filed.max(slot as usize) + 1)
        };
        of(self.regimes[0], self.base, BASE).min(of(self.regimes[1], self.other, self.arm))
    }
}

/// What is wrong with the labels of a file: each leaves the rule book read the same value but for its names, and
/// all of them changed together leave the digest the same.
pub fn labels(file: &File, labels: &[(&str, &'static Row)]) -> Vec<String> {
    let (counties, weeks) = size(&file.name);
    let setup = Setup { also: &[], counties, weeks };
    let society = setup.society();
    let read = |text: &str| setup.read(&file.name, text, &society);
    let written = read(&file.text).expect("the file reads as written");
    let (mut failures, mut together) = (Vec::new(), file.tree());
    for &(path, row) in labels {
        let edit_one = edit(&file.tree(), path, Change::Reword);
        let case = (file, path, row);
        match read(&edit_one.text) {
            Err(problems) => failures.push(told(case, &edit_one, &problems)),
            Ok(other) if unnamed(&other) != unnamed(&written) => {
                failures.push(told(case, &edit_one, "another rule book, though it is a label"));
            }
            Ok(_) if edit_one.from == edit_one.to => {
                failures.push(told(case, &edit_one, "nothing is changed"))
            }
            Ok(_) => {}
        }
        // Names are keys of the paths that follow, so they wait until last.
        if !path.ends_with(".name") {
            together = crate::edit::tree(&file.name, &edit(&together, path, Change::Reword).text);
        }
    }
    for &(path, _) in labels.iter().filter(|(path, _)| path.ends_with(".name")) {
        together = crate::edit::tree(&file.name, &edit(&together, path, Change::Reword).text);
    }
    let control = control(file, &society);
    let other = read(&together.to_toml()).expect("other words read");
    let [base, other] = [written, other].map(|regime| setup.run(&society, &control, &[regime]));
    for arm in [None, Some(0), Some(BASE)] {
        if base.digests(arm) != other.digests(arm) {
            failures.push(format!("{}: other words, another digest (arm {arm:?})", file.name));
        }
    }
    failures
}

/// The rules without the words that go with them.
fn unnamed(regime: &Regime) -> Regime {
    let mut rules = Regime { name: String::new(), summary: String::new(), ..regime.clone() };
    rules.sanctions.iter_mut().for_each(|sanction| sanction.name.clear());
    rules.campaigns.iter_mut().for_each(|campaign| campaign.name.clear());
    for privilege in &mut rules.privileges {
        privilege.name.clear();
        privilege.gives.clear();
    }
    rules
}
