//! How sanctions are contested.

use super::build::{POSITIVE, share};
use super::{Measure, Needs};
use crate::measure::interval::Ratio;
use crate::measure::totals::Appeal;

pub(super) const MEASURES: &[Measure] = &[
    share("appeals_filed", "Appeals filed.", "per term of a sanction", |a| {
        a.appeals(Appeal::Filed, Appeal::Terms)
    })
    .scaled(1.0, POSITIVE)
    .needs(Needs::Recourse)
    .or("no sanction fell"),
    share("appeals_upheld", "Appeals decided for the person.", "share of appeals decided", |a| {
        a.appeals(Appeal::Upheld, Appeal::Decided)
    })
    .needs(Needs::Recourse)
    .or("no appeal was decided"),
    share(
        "wrongly_refused",
        "Appeals refused though a false record was necessary to the sanction.",
        "share of appeals decided with a wrong ground",
        |a| a.appeals(Appeal::RefusedWrong, Appeal::DecidedWrong),
    )
    .needs(Needs::Recourse)
    .or("no appeal with a wrong ground was decided"),
    share(
        "never_appealed",
        "Terms with a wrong ground that nobody appealed.",
        "share of terms with a wrong ground",
        |a| {
            let wrong = a.view.appeal(Appeal::WrongTerms);
            Ratio::new(wrong - a.view.appeal(Appeal::WrongTermsAppealed), wrong)
        },
    )
    .needs(Needs::Recourse)
    .or("no sanction fell on a wrong ground"),
];
