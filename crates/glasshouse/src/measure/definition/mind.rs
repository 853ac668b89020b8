//! What people no longer say, what they fear, and whom they drop.

use super::Measure;
use super::build::{POSITIVE, latent, share};
use crate::measure::interval::Ratio;

pub(super) const MEASURES: &[Measure] = &[
    share(
        "self_censorship",
        "Opposed adults who do not say so; exists under none too, so read it as a difference.",
        "share of the opposed",
        |a| a.a_week_of(a.view.silent, a.view.opposed),
    )
    .or("nobody is opposed"),
    share(
        "false_praise",
        "Opposed adults who praise; exists under none too, so read it as a difference.",
        "share of the opposed",
        |a| a.a_week_of(a.view.false_praise, a.view.opposed),
    )
    .or("nobody is opposed"),
    latent("fear", "Fear, a latent number without a unit of its own.", |a| {
        a.a_week_of(a.view.fear, a.view.adults)
    }),
    latent("conscience", "Conscience, a latent number without a unit of its own.", |a| {
        a.a_week_of(a.view.conscience, a.view.adults)
    }),
    share("aware", "Adults who know of the regime.", "share of adults", |a| {
        a.a_week_of(a.view.aware, a.view.adults)
    })
    .or("no adults"),
    share(
        "ties_cut",
        "Friendships given up, by half for each end, over the whole run.",
        "per 1,000 people",
        |a| Ratio::new(a.view.tie_ends_cut, a.view.people),
    )
    .scaled(500.0, POSITIVE),
];
