//! Every measure: its name, meaning and unit, and the two integer sums whose ratio it is.

mod list;

use super::interval::Ratio;
use super::totals::{Appeal, CAUSES};
use super::view::View;
use crate::regime::Regime;
use crate::society::{Kind, Society};
pub use list::MEASURES;

/// The measures that a run's precision is judged by, and that are kept for each county.
pub const HEADLINES: [&str; 5] =
    ["restricted_weeks", "refused", "exclusion", "undeserved_share", "harmful_conduct"];

/// A measure: a ratio of two sums over a group of people, times a scale.
#[derive(Debug)]
pub struct Measure {
    /// Its name in tables; dots part variants.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Its unit, in words.
    pub unit: &'static str,
    /// Which rows it has besides the one for all.
    pub split: Split,
    /// The values it can have.
    pub range: (f64, f64),
    /// What the ratio of sums is multiplied with.
    pub scale: f64,
    count: Count,
    /// Why it is not defined where its denominator is 0.
    empty: &'static str,
}

/// Which rows a measure has besides the one for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// None.
    Whole,
    /// One for each right, in the column `right`.
    ByRight,
    /// One for each lawful or protected kind of conduct, its name after a dot.
    ByKind,
}

/// What a row of a measure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// All rights and kinds together.
    All,
    /// One right.
    Right(usize),
    /// One kind of conduct.
    Kind(usize),
}

/// What is counted.
#[derive(Clone, Copy, Debug)]
enum Count {
    RestrictedWeeks,
    EverRestricted,
    Refused,
    ExclusionWeeks,
    RightWeeks,
    Lost(usize),
    Necessary(usize),
    Involved(usize),
    Undeserved,
    OutOfContext(usize, Option<usize>),
    HarmfulActs,
    Harm,
    PrivateHarm,
    GoodDeeds,
    Forgone,
    Compelled,
    PreventedByBan,
    Silent,
    FalsePraise,
    Fear,
    Conscience,
    Aware,
    Score,
    TieEnds,
    AppealsFiled,
    AppealsUpheld,
    WronglyRefused,
    NeverAppealed,
}

/// Own harm in context, own harm elsewhere and harmless come first among causes; the rest is not own doing.
const NOT_OWN: std::ops::Range<usize> = 3..CAUSES;

/// One row of the tables: a measure, and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The measure.
    pub measure: &'static Measure,
    /// What it is about.
    pub at: At,
}

/// Every row of a society's tables, in their order.
pub fn rows(society: &Society) -> Vec<Row> {
    let mut rows = Vec::new();
    for measure in MEASURES {
        rows.push(Row { measure, at: At::All });
        match measure.split {
            Split::Whole => {}
            Split::ByRight => {
                rows.extend((0..society.rights.len()).map(|right| Row { measure, at: At::Right(right) }));
            }
            Split::ByKind => {
                let lawful = (0..society.kinds.len()).filter(|&kind| may_be_chilled(&society.kinds[kind]));
                rows.extend(lawful.map(|kind| Row { measure, at: At::Kind(kind) }));
            }
        }
    }
    rows
}

/// Whether doing less of it is a loss: what is lawful or protected.
fn may_be_chilled(kind: &Kind) -> bool {
    kind.lawful || kind.protected
}

impl Row {
    /// The measure's name, with the kind of conduct after a dot.
    pub fn name(&self, society: &Society) -> String {
        match self.at {
            At::Kind(kind) => format!("{}.{}", self.measure.name, society.kinds[kind].name),
            At::All | At::Right(_) => self.measure.name.to_owned(),
        }
    }

    /// The name of its right, empty for all.
    pub fn right<'a>(&self, society: &'a Society) -> &'a str {
        match self.at {
            At::Right(right) => &society.rights[right].name,
            At::All | At::Kind(_) => "",
        }
    }

    /// Its unit, in words.
    pub fn unit(&self) -> &'static str {
        match (self.measure.count, self.at) {
            (Count::RightWeeks, At::Right(_)) => "weeks per person-year",
            _ => self.measure.unit,
        }
    }

    /// Why an arm under `regime` has no such measure; none if it has.
    pub fn absent(&self, society: &Society, regime: &Regime) -> Option<&'static str> {
        use Count::*;
        match self.measure.count {
            Score if regime.score.is_none() => Some("the regime keeps no score"),
            AppealsFiled | AppealsUpheld | WronglyRefused | NeverAppealed if regime.recourse.is_none() => {
                Some("the regime hears no appeals")
            }
            Refused => match self.at {
                At::Right(right) if society.rights[right].demand.0 == 0.0 => {
                    Some("a standing right: nothing is demanded, so nothing is refused")
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A remark on a number that is defined: what its reader must know.
    pub fn remark(&self, regime: &Regime) -> &'static str {
        match self.measure.count {
            Count::OutOfContext(_, Some(1)) => "a listing: no score led to it",
            Count::OutOfContext(..) if regime.score.is_none() => "no score is involved",
            _ => "",
        }
    }

    /// Why the ratio is 0/0 for a group of `people` people.
    pub fn empty(&self, people: i128) -> &'static str {
        if people == 0 { "no such people in this run" } else { self.measure.empty }
    }

    /// The two sums, over the people of `view`.
    pub fn ratio(&self, view: &View, society: &Society) -> Ratio {
        let (num, den) = self.sums(view, society);
        Ratio { num, den }
    }

    fn sums(&self, view: &View, society: &Society) -> (i128, i128) {
        use Count::*;
        let weeks_of = |people: i64| i128::from(people) * i128::from(view.weeks);
        let a_week = |num: i64| (i128::from(num), weeks_of(view.people));
        let of_adults = |num: i64| (i128::from(num), weeks_of(view.adults));
        let of_opposed = |num: i64| (i128::from(num), weeks_of(view.opposed));
        let over = |num: i64, den: i64| (i128::from(num), i128::from(den));
        match self.measure.count {
            RestrictedWeeks => a_week(view.restricted_weeks),
            EverRestricted => over(view.ever_restricted, view.people),
            Refused => a_week(self.pick(&view.refused)),
            ExclusionWeeks => a_week(view.exclusion_weeks),
            RightWeeks => a_week(self.pick(&view.right_weeks)),
            Lost(_) | Necessary(_) | Involved(_) | Undeserved | OutOfContext(..) => self.shared_out(view),
            HarmfulActs | Harm | PrivateHarm | GoodDeeds => {
                (self.conduct(view, society), weeks_of(view.people))
            }
            Forgone => a_week(self.chilled(&view.forgone, society)),
            Compelled => a_week(self.chilled(&view.compelled, society)),
            PreventedByBan => a_week(self.chilled(&view.prevented_by_ban, society)),
            Silent => of_opposed(view.silent),
            FalsePraise => of_opposed(view.false_praise),
            Fear => of_adults(view.fear),
            Conscience => of_adults(view.conscience),
            Aware => of_adults(view.aware),
            Score => (i128::from(view.score), weeks_of(view.scored)),
            TieEnds => over(view.tie_ends_cut, view.people),
            AppealsFiled => over(view.appeal(Appeal::Filed), view.appeal(Appeal::Terms)),
            AppealsUpheld => over(view.appeal(Appeal::Upheld), view.appeal(Appeal::Decided)),
            WronglyRefused => over(view.appeal(Appeal::RefusedWrong), view.appeal(Appeal::DecidedWrong)),
            NeverAppealed => {
                let wrong = view.appeal(Appeal::WrongTerms);
                over(wrong - view.appeal(Appeal::WrongTermsAppealed), wrong)
            }
        }
    }

    /// Shares of right-weeks: all have the same denominator, so the six causes add to 1.
    fn shared_out(&self, view: &View) -> (i128, i128) {
        let right = match self.at {
            At::Right(right) => Some(right),
            At::All | At::Kind(_) => None,
        };
        let num = match self.measure.count {
            Count::Lost(cause) => view.units(cause, right),
            Count::Necessary(cause) => view.necessary(cause, right),
            Count::Involved(cause) => view.involved(cause, right),
            Count::Undeserved => NOT_OWN.map(|cause| view.units(cause, right)).sum(),
            Count::OutOfContext(matrix, trigger) => view.out_of_context(matrix, trigger),
            _ => unreachable!("only shares of right-weeks are shared out"),
        };
        let den: i64 = (0..CAUSES).map(|cause| view.units(cause, right)).sum();
        (i128::from(num), i128::from(den))
    }

    /// Acts, or harm in thousandths, in view and in private.
    fn conduct(&self, view: &View, society: &Society) -> i128 {
        let acts = |kind: usize| view.acts[kind] + view.private_acts[kind];
        let sum = |of: &dyn Fn(usize, &Kind) -> i64| -> i128 {
            society.kinds.iter().enumerate().map(|(kind, what)| i128::from(of(kind, what))).sum()
        };
        match self.measure.count {
            Count::HarmfulActs => sum(&|kind, what| if what.harm > 0 { acts(kind) } else { 0 }),
            Count::Harm => sum(&|kind, what| acts(kind) * i64::from(what.harm)),
            Count::PrivateHarm => sum(&|kind, what| view.private_acts[kind] * i64::from(what.harm)),
            Count::GoodDeeds => sum(&|kind, what| if what.good { acts(kind) } else { 0 }),
            _ => unreachable!("only conduct is counted in acts"),
        }
    }

    /// One entry of a grid by right, or all of them.
    fn pick(&self, grid: &[i64]) -> i64 {
        match self.at {
            At::Right(at) | At::Kind(at) => grid[at],
            At::All => grid.iter().sum(),
        }
    }

    /// One entry of a grid by kind, or all that are lawful or protected.
    fn chilled(&self, grid: &[i64], society: &Society) -> i64 {
        match self.at {
            At::Kind(kind) => grid[kind],
            At::All | At::Right(_) => {
                let lawful = society.kinds.iter().zip(grid).filter(|(kind, _)| may_be_chilled(kind));
                lawful.map(|(_, count)| count).sum()
            }
        }
    }
}

#[cfg(test)]
mod tests;
