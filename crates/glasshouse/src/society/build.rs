//! From the mirror to the value. Everything was checked before; nothing here can fail.

use std::collections::BTreeMap;

use super::{Behaviour, Contexts, DemandBy, Form, Kind, Marginals, Right, Society, TieRule, Who, file};
use crate::text::names::ContextName;
use crate::text::quantity::Value;
use crate::unit::{Chance, PerYear, sixteenths};

pub(super) fn society(file: &file::File) -> Society {
    let contexts = file.society.contexts.clone();
    let context = |name: &ContextName| contexts.iter().position(|known| *known == name.0).unwrap_or(0);
    let rights: Vec<Right> = file.right.iter().map(|entry| right(entry, context(&entry.context))).collect();
    let right = |name: &str| rights.iter().position(|right| right.name == name);
    let kinds = file.conduct.iter().map(|entry| {
        let needs =
            entry.needs.iter().filter_map(|name| right(&name.0)).fold(0, |set, right| set | 1 << right);
        Kind { needs, ..kind(entry, context(&entry.context)) }
    });
    Society {
        name: file.society.name.clone(),
        summary: file.society.summary.clone(),
        people: marginals(&file.people),
        kinds: kinds.collect(),
        related_strict: related(&file.relatedness.strict.0, &contexts),
        related_broad: related(&file.relatedness.broad.0, &contexts),
        ties: ties(&file.ties),
        behaviour: behaviour(&file.response),
        county_spread: file.people.county_spread.as_ref().map_or(0, |spread| sixteenths(spread.share)),
        tariff: tariff(file.tariff.as_ref()),
        contexts,
        rights,
    }
}

fn marginals(people: &file::People) -> Marginals {
    let ages = &people.ages.shares;
    let share = |at: usize| ages.get(at).copied().unwrap_or(0.0);
    Marginals {
        children: Chance::new(people.children.share),
        ages: [share(0), share(1), share(2), share(3)],
        women: Chance::new(people.women.share),
        urban: Chance::new(people.urban.share),
        minority: Chance::new(people.minority.share),
        platform_workers: Chance::new(people.platform_workers.share),
        claimants: Chance::new(people.claimants.share),
        households: people.households.shares.clone(),
    }
}

/// A number in thousandths.
fn thousandths(number: f64) -> u32 {
    libm::round(number * 1000.0) as u32
}

fn kind(entry: &file::Conduct, context: usize) -> Kind {
    let value = |number: &Option<Value>| number.as_ref().map(|number| number.value);
    let rate = entry.rate.as_ref().map(|rate| rate.per_year);
    let insincere = entry.insincere.as_ref().map(|insincere| insincere.share);
    Kind {
        name: entry.name.clone(),
        rate: PerYear(rate.or(insincere).unwrap_or(0.0)),
        context,
        harm: thousandths(value(&entry.harm).unwrap_or(0.0)),
        gravity: thousandths(entry.gravity.as_ref().map_or(0.0, |gravity| gravity.day_fines)),
        lawful: entry.lawful,
        protected: entry.protected,
        good: entry.good,
        form: entry.form.into(),
        who: match entry.who {
            file::Who::Adults => Who::Adults,
            file::Who::PlatformWorkers => Who::PlatformWorkers,
            file::Who::Claimants => Who::Claimants,
        },
        needs: 0,
        deterrable: value(&entry.deterrable).unwrap_or(1.0),
        shape: value(&entry.shape),
    }
}

fn right(entry: &file::Right, context: usize) -> Right {
    Right {
        name: entry.name.clone(),
        context,
        // The order of `AREAS`.
        area: match entry.area {
            file::Area::Travel => 0,
            file::Area::Money => 1,
            file::Area::HomeSchoolWork => 2,
            file::Area::SpeechInformation => 3,
            file::Area::PublicStanding => 4,
        },
        demand: PerYear(entry.demand.as_ref().map_or(0.0, |demand| demand.per_year)),
        by: match entry.by {
            file::By::Residents => DemandBy::Residents,
            file::By::Income => DemandBy::Income,
            file::By::Adults => DemandBy::Adults,
            file::By::Children => DemandBy::Children,
        },
        work: entry.work,
    }
}

impl From<file::Form> for Form {
    fn from(form: file::Form) -> Form {
        match form {
            file::Form::Repeated => Form::Repeated,
            file::Form::DebtEntry => Form::DebtEntry,
            file::Form::DebtRepaid => Form::DebtRepaid,
            file::Form::Apology => Form::Apology,
            file::Form::Dissent => Form::Dissent,
            file::Form::Praise => Form::Praise,
            file::Form::Silence => Form::Silence,
        }
    }
}

fn related(table: &BTreeMap<String, Vec<ContextName>>, contexts: &[String]) -> Vec<Contexts> {
    let bit = |name: &str| contexts.iter().position(|known| known == name).map_or(0, |at| 1 << at);
    let row = |(at, context): (usize, &String)| {
        let listed = table.get(context).map_or(&[][..], Vec::as_slice);
        listed.iter().fold(1 << at, |set: Contexts, name| set | bit(&name.0))
    };
    contexts.iter().enumerate().map(row).collect()
}

fn tariff(tariff: Option<&file::Tariff>) -> [f64; 3] {
    let weeks = tariff.map_or(&[][..], |tariff| &tariff.right_weeks.values);
    std::array::from_fn(|level| weeks.get(level).copied().unwrap_or(0.0))
}

fn ties(ties: &file::Ties) -> TieRule {
    TieRule {
        group_size: libm::round(ties.group_size.count) as u32,
        group_density: Chance::new(ties.group_density.share),
        employed: Chance::new(ties.employed.share),
        friends: ties.friends.count,
        friend_tail: ties.friend_tail.value,
        homophily: Chance::new(ties.homophily.share),
        mean_degree: ties.mean_degree.count,
        clustering: ties.clustering.share,
        tail_ratio: ties.tail_ratio.value,
    }
}

fn behaviour(response: &file::Response) -> Behaviour {
    let shapes = &response.conscience_shapes.values;
    let shape = |at: usize| shapes.get(at).copied().unwrap_or(1.0);
    let appeals = &response.appeals;
    Behaviour {
        frailty_shape: response.frailty_shape.value,
        frailty_shared: response.frailty_shared.share,
        private: response.private.share,
        kappa: response.kappa.share,
        conscience_shapes: [shape(0), shape(1)],
        chi: response.chi.value,
        conscience_down: response.conscience_down.per_week,
        conscience_up: response.conscience_up.per_week,
        beta: response.beta.value,
        psi: response.psi.value,
        psi_unwatched: response.psi_unwatched.share,
        good_by_conscience: response.good_by_conscience.share,
        reward: response.reward.value,
        fear_own: response.fear_own.share,
        fear_ties: response.fear_ties.value,
        fear_announcement: response.fear_announcement.share,
        fear_fades: response.fear_fades.per_week,
        news: response.news.per_week,
        word_of_mouth: response.word_of_mouth.share,
        heard_together: Chance::new(response.heard_together.share),
        opposed: Chance::new(response.opposed.share),
        background: response.background.value,
        conformity: response.conformity.value,
        own_term: response.own_term.value,
        reconsider: Chance::new(response.reconsider.per_week),
        praise_margin: response.praise_margin.value,
        shyness: response.shyness.value,
        fear_pressure: response.fear_pressure.value,
        speech_pressure: response.speech_pressure.value,
        campaign_pressure: response.campaign_pressure.as_ref().map_or(0.0, |pressure| pressure.value),
        over_compliance: Chance::new(response.over_compliance.as_ref().map_or(0.0, |chance| chance.share)),
        tie_cutting: response.tie_cutting.per_week,
        tie_healing: Chance::new(response.tie_healing.per_week),
        payment: PerYear(response.payment.per_year),
        payment_without_work: response.payment_without_work.share,
        apologises: Chance::new(response.apologises.per_week),
        appeals: [&appeals.without_notice, &appeals.with_notice, &appeals.with_help]
            .map(|chance| Chance::new(chance.share)),
    }
}
