//! From the mirror to the value. Everything was checked before; nothing here can fail.

use super::{ByPlace, Covers, Observe, Recourse, Regime, Sanction, Score, Until, file};
use crate::society::{Rights, Society};
use crate::text::names::RightName;
use crate::text::quantity::{self, exact_weeks, parse_date, whole_weeks};
use crate::unit::{Chance, Date, PerYear, Points, Weeks, sixteenths};

/// Without a ceiling: so far above the start that no score gets there.
const FAR: f64 = 1e6;

pub(super) fn regime(file: &file::File, society: &Society) -> Regime {
    let header = &file.regime;
    let (name, summary) = (header.name.clone(), header.summary.clone());
    Regime {
        name,
        summary,
        begins: parse_date(&header.begins).unwrap_or(Date { year: 2018, month: 5, day: 1 }),
        covers: match header.covers {
            file::Covers::All => Covers::All,
            file::Covers::PlatformWorkers => Covers::PlatformWorkers,
            file::Covers::Claimants => Covers::Claimants,
        },
        awareness: Chance::new(header.awareness.share),
        score: file.score.as_ref().map(score),
        observe: file.observe.iter().filter_map(|entry| observe(entry, society)).collect(),
        association: file.association.as_ref().map_or(0, |association| sixteenths(association.weight.share)),
        sanctions: file.sanction.iter().map(|entry| sanction(entry, society)).collect(),
        recourse: file.recourse.as_ref().map(recourse),
    }
}

fn weeks(text: &str) -> Weeks {
    whole_weeks(exact_weeks(text).unwrap_or(1.0))
}

fn score(score: &file::Score) -> Score {
    let start = score.start.points;
    let points = |given: &Option<quantity::Points>, otherwise: f64| {
        Points::new(given.as_ref().map_or(otherwise, |points| points.points))
    };
    Score {
        start: Points::new(start),
        spread: points(&score.spread, 0.0),
        floor: Points::new(score.floor.points),
        ceiling: points(&score.ceiling, start + FAR),
        half_life: score.forgets.as_ref().map(|forgets| weeks(&forgets.half_life)),
        public: score.public,
        tiers: score.tiers.iter().map(|tier| Points::new(tier.points)).collect(),
    }
}

/// The four numbers of `[urban, rural][majority, minority]`.
fn by_place(urban: f64, rural: Option<f64>, minority_factor: Option<f64>) -> ByPlace<f64> {
    let factor = minority_factor.unwrap_or(1.0);
    [urban, rural.unwrap_or(urban)].map(|share| [share, share * factor])
}

fn observe(entry: &file::Observe, society: &Society) -> Option<Observe> {
    let kind = society.kind(&entry.conduct.0)?;
    let coverage = &entry.coverage;
    let coverage = by_place(coverage.share, coverage.rural, coverage.minority_factor)
        .map(|row| row.map(|share| share.min(1.0)));
    let rates = entry
        .false_records
        .as_ref()
        .map_or([[0.0; 2]; 2], |records| by_place(records.per_year, records.rural, records.minority_factor));
    // A false record comes about where somebody looks, so the rate is thinned by the coverage.
    let false_records =
        [0, 1].map(|home| [0, 1].map(|group| PerYear(rates[home][group] * coverage[home][group])));
    let named = entry.context.as_ref().and_then(|context| society.context(&context.0));
    Some(Observe {
        kind,
        coverage: coverage.map(|row| row.map(Chance::new)),
        false_records,
        points: Points::new(entry.points.as_ref().map_or(0.0, |points| points.points)),
        context: named.unwrap_or(society.kinds[kind].context),
    })
}

fn rights(names: &[RightName], society: &Society) -> Rights {
    names.iter().filter_map(|name| society.right(&name.0)).fold(0, |set, right| set | 1 << right)
}

fn sanction(entry: &file::Sanction, society: &Society) -> Sanction {
    Sanction {
        name: entry.name.clone(),
        below: entry.below.as_ref().map(|below| Points::new(below.points)),
        on: entry.on.iter().filter_map(|name| society.kind(&name.0)).fold(0, |set, kind| set | 1 << kind),
        takes: rights(&entry.takes, society),
        lasts: weeks(&entry.lasts.time),
        renews: entry.renews,
        until: entry.until.map(|until| match until {
            file::Until::DebtRepaid => Until::DebtRepaid,
            file::Until::Apology => Until::Apology,
        }),
        household: rights(&entry.household, society),
        appeal: entry.appeal,
    }
}

fn recourse(recourse: &file::Recourse) -> Recourse {
    let wrong = &recourse.wrong_ended;
    let factor = wrong.minority_factor.unwrap_or(1.0);
    Recourse {
        notice: recourse.notice,
        help: recourse.help,
        capacity: recourse.capacity.per_week,
        wrong_ended: [Chance::new(wrong.share), Chance::new(wrong.share * factor)],
        right_ended: Chance::new(recourse.right_ended.share),
    }
}
