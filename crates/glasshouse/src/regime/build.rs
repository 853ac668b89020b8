//! From the mirror to the value. Everything was checked before; nothing here can fail.

use super::{
    ByPlace, Campaign, Covers, Observe, Privilege, Recourse, Regime, Rollout, Sanction, Schedule, Score,
    Step, Until, file,
};
use crate::society::{Contexts, Rights, Society};
use crate::text::names::{ContextName, RightName};
use crate::text::quantity::{self, Share, exact_weeks, parse_date, whole_weeks};
use crate::unit::{Chance, Date, PerYear, Points, Weeks, sixteenths};

/// Without a ceiling: so far above the start that no score gets there.
const FAR: f64 = 1e6;

pub(super) fn regime(file: &file::File, society: &Society) -> Regime {
    let header = &file.regime;
    let (name, summary) = (header.name.clone(), header.summary.clone());
    let begins = parse_date(&header.begins).unwrap_or(Date { year: 2018, month: 5, day: 1 });
    Regime {
        name,
        summary,
        begins,
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
        schedule: schedule(file.schedule.as_ref(), begins),
        rollout: rollout(file, begins),
        campaigns: file.campaign.iter().map(|entry| campaign(entry, begins)).collect(),
        privileges: file.privilege.iter().map(privilege).collect(),
        over_compliance: file.over_compliance.as_ref().map_or(0, |over| rights(&over.closes, society)),
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
        counts: entry.counts.as_ref().map(|names| contexts(names, society)),
        escalates: entry.escalates.as_ref().map_or(1.0, |times| times.value),
    }
}

fn contexts(names: &[ContextName], society: &Society) -> Contexts {
    names.iter().filter_map(|name| society.context(&name.0)).fold(0, |set, context| set | 1 << context)
}

/// The week of a date as written.
fn week(text: &str, begins: Date) -> u32 {
    parse_date(text).map_or(0, |date| date.weeks_since(begins))
}

fn schedule(schedule: Option<&file::Schedule>, begins: Date) -> Schedule {
    let date = |text: fn(&file::Schedule) -> &Option<String>| schedule.and_then(|s| text(s).as_deref());
    Schedule {
        on: date(|schedule| &schedule.on).map_or(Schedule::ALWAYS.on, |text| week(text, begins)),
        off: date(|schedule| &schedule.off).map_or(Schedule::ALWAYS.off, |text| week(text, begins)),
    }
}

fn rollout(file: &file::File, begins: Date) -> Option<Rollout> {
    if file.rollout.is_empty() {
        return None;
    }
    let step = |step: &file::Step| Step { week: week(&step.from, begins), share: step.counties.share };
    let pilots = |share: fn(&file::Pilots) -> &Option<Share>| {
        file.pilots.as_ref().and_then(|pilots| share(pilots).as_ref()).map_or(0.0, |share| share.share)
    };
    Some(Rollout {
        steps: file.rollout.iter().map(step).collect(),
        selection: pilots(|pilots| &pilots.selection),
        news: pilots(|pilots| &pilots.news),
    })
}

fn campaign(entry: &file::Campaign, begins: Date) -> Campaign {
    let points = |points: &Option<quantity::Points>| points.as_ref().map(|points| Points::new(points.points));
    Campaign {
        name: entry.name.clone(),
        begins: week(&entry.begins, begins),
        lasts: weeks(&entry.lasts.time),
        every: entry.every.as_ref().map(|every| weeks(&every.time)),
        news: entry.news.as_ref().map_or(1.0, |times| times.value),
        praise: points(&entry.praise),
        silence: points(&entry.silence),
    }
}

fn privilege(entry: &file::Privilege) -> Privilege {
    Privilege {
        name: entry.name.clone(),
        above: Points::new(entry.above.points),
        gives: entry.gives.clone(),
        lasts: weeks(&entry.lasts.time),
        renews: entry.renews,
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
