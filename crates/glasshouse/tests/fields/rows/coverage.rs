//! What is seen of what is done.

use super::ALERTS;
use crate::row::Change::{Set, Times};
use crate::row::Direction::{Down, Up};
use crate::row::{Row, moves};

/// Many sanctions that wait for an apology.
const APOLOGIES: &[&str] = &["society.conduct.drink-driving.rate=2", "society.response.apologises=0.5"];

/// Much is done that is looked for among few.
const FRAUDS: &[&str] = &["society.conduct.benefit-fraud.rate=0.5", "society.people.claimants=0.2"];

pub static ROWS: &[Row] = &[
    moves("observe.*.coverage.minority_factor", Times(0.5), &[("restricted_weeks@group:minority", Down)])
        .of(ALERTS)
        .also(FRAUDS),
    moves("observe.*.coverage.rural", Times(3.0), &[("score_mean@home:rural", Down)]),
    moves("observe.*.coverage.minority_factor", Times(2.0), &[("score_mean@group:minority", Down)]),
    moves("observe.*.coverage.share", Times(0.5), &[("reach/{1}", Down)]).of(ALERTS),
    moves("observe.expired-ticket.coverage.share", Set("0.1"), &[("reach/expired-ticket", Up)])
        .of("travel-ban"),
    moves("observe.*.coverage.share", Times(0.5), &[("reach/{1}", Down)]).of("travel-ban"),
    moves("observe.insincere-apology.coverage.share", Times(0.5), &[("reach/insincere-apology", Down)])
        .also(APOLOGIES),
    moves("observe.volunteering|blood-donation|praise.coverage.share", Times(0.5), &[("score_mean", Down)]),
    moves("observe.*.coverage.share", Times(0.5), &[("score_mean", Up)]),
];
