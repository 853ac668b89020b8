//! respond: people hear of sanctions, fear, speak or fall silent, and drop each other.
//! MODEL.md, section 7.6.

use super::dense;
use super::rules::{Rules, ScoreRule};
use super::score::{shuns, tier};
use super::standing::{each_tie, tell};
use super::state::{State, now, place};
use crate::draw::{Decision, Stream};
use crate::level::Level;
use crate::measure::totals::Series;
use crate::society::expression::{expressed, expression, voice};
use crate::society::people::{CELLS, flag};
use crate::society::population::{Hearer, Population};

/// Who has a review of which sort this week.
#[derive(Clone, Copy, Debug)]
pub struct Reviews<'a> {
    /// Reconsider what they say.
    pub reconsider: &'a [u32],
    /// Look over their ties.
    pub ties: &'a [u32],
    /// Their cut ties may heal.
    pub healing: &'a [u32],
    /// The news reaches them.
    pub news: &'a [Hearer],
}

/// Everybody's response to this week.
pub fn respond(
    level: Level,
    state: &mut State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    reviews: Reviews<'_>,
) {
    let shocks = shocks(state, rules, population, luck, week, reviews.news);
    let jolts = jolts(state, rules, population, week, &shocks);
    let (fears, consciences) =
        dense::relax(level, state, rules, population.dither.each_ref().map(Vec::as_slice), week);
    let fears = apply(state, &jolts, fears);
    *state.totals.at(Series::Fear, week as usize) = fears as i64;
    *state.totals.at(Series::Conscience, week as usize) = consciences as i64;
    let spoken = speak(state, rules, population, reviews.reconsider);
    let (cuts, heals) = review_ties(state, rules, population, luck, week, reviews);
    // Under `none` nothing in people changes but what they say.
    state.stirred = !rules.none || !spoken.is_empty();
    change_voices(state, population, &spoken);
    change_ties(state, rules, population, &cuts, &heals);
    count(state, week);
}

/// What reached one person this week.
#[derive(Clone, Copy, Debug)]
struct Shock {
    person: u32,
    /// Own falls.
    falls: u8,
    /// Ties newly and visibly sanctioned.
    ties: u8,
    /// Has just become aware.
    news: bool,
}

/// Everybody in scope whom anything reached, in order.
fn shocks(
    state: &mut State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    news: &[Hearer],
) -> Vec<Shock> {
    const NEWS: u64 = 0;
    const TIE: u64 = 1;
    const FALL: u64 = 2;
    const HIT: u64 = 3;
    if rules.none {
        return Vec::new();
    }
    // One number each, person and sort: what is sorted should be quick to compare.
    let event = |person: u32, sort: u64| u64::from(person) << 2 | sort;
    let mut events: Vec<u64> = news.iter().map(|hearer| event(hearer.person, NEWS)).collect();
    if week > 0 && week == state.force.from {
        // A regime that comes into force is announced.
        let hears = |i: &u32| rules.awareness.hit(population.heard[*i as usize]);
        events.extend((0..state.scope.len() as u32).filter(hears).map(|i| event(i, NEWS)));
    }
    visible(state, rules, population, |i| events.push(event(i, TIE)));
    events.extend(state.terms.falls.iter().map(|&i| event(i, FALL)));
    events.extend(state.terms.household_hits.iter().chain(&state.refused).map(|&i| event(i, HIT)));
    events.retain(|&event| state.scope[(event >> 2) as usize]);
    events.sort_unstable();
    let mut shocks = Vec::new();
    for events in events.chunk_by(|a, b| a >> 2 == b >> 2) {
        let person = (events[0] >> 2) as u32;
        let of = |sort: u64| events.iter().filter(|event| **event & 3 == sort).count().min(255) as u8;
        let mut shock = Shock { person, falls: of(FALL), ties: of(TIE), news: false };
        if !state.aware[person as usize] {
            const MOUTH: Decision = Decision::new("word-of-mouth");
            let told = shock.ties > 0
                && rules.mind.told[usize::from(shock.ties)].hit(luck.word(person, MOUTH, week));
            shock.news = told || of(NEWS) + of(HIT) > 0 || shock.falls > 0;
            if shock.news {
                state.become_aware(rules, population, person as usize);
            }
        }
        shocks.push(shock);
    }
    shocks
}

/// Tells everybody tied to a newly sanctioned person, friends only where sanctions are public.
fn visible(state: &State, rules: &Rules, population: &Population, mut tell: impl FnMut(u32)) {
    let public = rules.score.as_ref().is_some_and(|score| score.public);
    let mut last = None;
    for &j in &state.terms.falls {
        if last == Some(j) {
            continue;
        }
        last = Some(j);
        if public {
            each_tie(&population.ties, &state.degree, &state.cut, (j as usize, 0), |i| tell(i as u32));
        } else {
            population.ties.firm(j as usize).iter().for_each(|&i| tell(i));
        }
    }
}

/// The fear after this week of those whom something frightened.
fn jolts(
    state: &State,
    rules: &Rules,
    population: &Population,
    week: u32,
    shocks: &[Shock],
) -> Vec<(u32, u16)> {
    let mind = &rules.mind;
    let shift = (week as u16).wrapping_mul(40_503);
    shocks
        .iter()
        .map(|shock| {
            let i = shock.person as usize;
            let degree = i64::from(state.degree[i]).max(1);
            let push = i64::from(shock.falls) * mind.own
                + (mind.ties * i64::from(shock.ties)) / degree
                + if shock.news { mind.announcement } else { 0 };
            let fear = i64::from(state.fear[i]);
            let dither = i64::from(population.dither[0][i].wrapping_add(shift));
            let next = ((fear << 16) + push * (65536 - fear) - mind.fades * fear + dither) >> 16;
            (shock.person, next.clamp(0, 65535) as u16)
        })
        .collect()
}

/// Puts the jolts over the fading that everybody got; returns the corrected sum of fear.
fn apply(state: &mut State, jolts: &[(u32, u16)], mut fears: u64) -> u64 {
    for &(person, fear) in jolts {
        let i = person as usize;
        let faded = state.fear[i];
        state.fear[i] = fear;
        state.sums.fear[i] = state.sums.fear[i] - u32::from(faded) + u32::from(fear);
        fears = fears - u64::from(faded) + u64::from(fear);
    }
    fears
}

/// What those who reconsider now say, where it differs from before.
fn speak(state: &mut State, rules: &Rules, population: &Population, reconsider: &[u32]) -> Vec<(u32, u8)> {
    let mind = &rules.mind;
    let people = &population.people;
    let mut spoken = Vec::new();
    for &person in reconsider {
        let i = person as usize;
        let urged = if mind.campaign != 0 && state.scope[i] { mind.campaign } else { 0 };
        // Whoever knows nothing of the regime says the same until those around say something else.
        if urged == 0 && state.settled.has(person) {
            continue;
        }
        if urged != 0 {
            state.settled.remove(person);
        } else if !state.aware[i] {
            state.settled.add(person);
        }
        // Mostly nobody is heard, or as many on either side, and a division takes long.
        let ties = match i64::from(state.climate[i]) {
            0 => 0,
            climate => mind.conformity * climate / i64::from(state.degree[i]),
        };
        let afraid = if state.aware[i] {
            ((mind.fear_pressure * i64::from(state.fear[i])) >> 16)
                + mind.speech[place(population.people.cell[i])]
        } else {
            0
        };
        let pressure = mind.background + ties + i64::from(people.own_term[i]) + afraid + urged;
        let says = expression(i64::from(people.position[i]), pressure, mind.margin, mind.shyness);
        if says != state.expression[i] {
            spoken.push((person, says));
        }
    }
    spoken
}

fn change_voices(state: &mut State, population: &Population, spoken: &[(u32, u8)]) {
    let people = &population.people;
    let State { climate, degree, cut, settled, expression, .. } = state;
    let tellers = spoken.iter().map(|&(person, says)| {
        let i = person as usize;
        (i, 0, (voice(says) - voice(expression[i])) as i8)
    });
    tell(&population.ties, degree, cut, tellers, |j, shift| {
        climate[j] += i16::from(shift);
        settled.remove(j as u32);
    });
    for &(person, says) in spoken {
        let i = person as usize;
        let before = state.expression[i];
        state.expression[i] = says;
        if people.position[i] < 0 && people.is(i, flag::ADULT) {
            let cell = usize::from(people.cell[i]);
            let change =
                |is: u8, yes: bool| i64::from((says == is) == yes) - i64::from((before == is) == yes);
            state.now[now::SILENT][cell] += change(expressed::DISSENT, false);
            state.now[now::FALSE_PRAISE][cell] += change(expressed::PRAISE, true);
        }
    }
}

/// Whether i would drop j: below the first sanction and below i's own tier.
fn unwanted(state: &State, rule: &ScoreRule, line: i64, i: usize, j: usize) -> bool {
    let other = i64::from(state.score[j]);
    // Asked first, since hardly anybody's score is so low.
    other < line
        && state.scope[i]
        && state.scope[j]
        && tier(rule, other) < tier(rule, i64::from(state.score[i]))
}

/// Edges cut and healed this week.
fn review_ties(
    state: &State,
    rules: &Rules,
    population: &Population,
    luck: &Stream,
    week: u32,
    reviews: Reviews<'_>,
) -> (Vec<u32>, Vec<u32>) {
    let (Some(rule), Some(line)) = (&rules.score, shuns(rules)) else {
        return (Vec::new(), Vec::new());
    };
    if !rules.in_force {
        return (Vec::new(), healing(state, population, reviews.healing, |_, _| true));
    }
    let mut wishes: Vec<u32> = reviews
        .ties
        .iter()
        .filter(|&&person| state.wary.has(person))
        .filter_map(|&person| wish(state, rule, line, population, luck, week, person))
        .collect();
    wishes.sort_unstable();
    wishes.dedup();
    let at_peace = |i, j| !unwanted(state, rule, line, i, j) && !unwanted(state, rule, line, j, i);
    (one_an_end(population, &wishes), healing(state, population, reviews.healing, at_peace))
}

/// The cut edges of those who have a review that heal: those whose ends are at peace.
fn healing(
    state: &State,
    population: &Population,
    reviewed: &[u32],
    at_peace: impl Fn(usize, usize) -> bool,
) -> Vec<u32> {
    let mut healed = Vec::new();
    let has_cut = |&&person: &&u32| {
        usize::from(state.degree[person as usize]) < population.ties.degree(person as usize)
    };
    for &person in reviewed.iter().filter(has_cut) {
        let i = person as usize;
        let own = population.ties.friends(i).filter(|&(j, edge)| j > person && !state.stands(edge));
        healed.extend(own.filter(|&(j, _)| at_peace(i, j as usize)).map(|(_, edge)| edge));
    }
    healed
}

/// The edge that a person wishes away, if any: to the friend of lowest score, then number.
fn wish(
    state: &State,
    rule: &ScoreRule,
    line: i64,
    population: &Population,
    luck: &Stream,
    week: u32,
    person: u32,
) -> Option<u32> {
    const WISH: Decision = Decision::new("tie-wish");
    let i = person as usize;
    let drawn = (u64::from(luck.word(person, WISH, week)) * 98_304) >> 32;
    if drawn >= 32_768 + u64::from(state.fear[i]) {
        return None;
    }
    let friends = population.ties.friends(i);
    friends
        .filter(|&(j, edge)| unwanted(state, rule, line, i, j as usize) && state.stands(edge))
        .min_by_key(|&(j, _)| (state.score[j as usize], j))
        .map(|(_, edge)| edge)
}

/// Of the wished edges, in order, those of which neither end has lost one this week.
fn one_an_end(population: &Population, wishes: &[u32]) -> Vec<u32> {
    let mut ends: Vec<u32> = Vec::new();
    let mut cuts = Vec::new();
    for &edge in wishes {
        let [a, b] = population.ties.edges[edge as usize];
        if ends.contains(&a) || ends.contains(&b) {
            continue;
        }
        ends.extend([a, b]);
        cuts.push(edge);
    }
    cuts
}

fn change_ties(state: &mut State, rules: &Rules, population: &Population, cuts: &[u32], heals: &[u32]) {
    for &edge in heals {
        state.cut.remove(edge);
        shift_edge(state, rules, population, edge, 1);
    }
    for &edge in cuts {
        shift_edge(state, rules, population, edge, -1);
        state.cut.add(edge);
        for end in population.ties.edges[edge as usize] {
            state.totals.tie_ends_cut[usize::from(population.people.cell[end as usize])] += 1;
        }
    }
}

/// Adds (1) or takes (−1) what one edge means to its ends.
fn shift_edge(state: &mut State, rules: &Rules, population: &Population, edge: u32, sign: i16) {
    let [a, b] = population.ties.edges[edge as usize].map(|end| end as usize);
    for (i, j) in [(a, b), (b, a)] {
        state.degree[i] = state.degree[i].wrapping_add_signed(sign);
        state.climate[i] += sign * voice(state.expression[j]);
        state.settled.remove(i as u32);
    }
    if rules.association > 0 {
        state.shifted.push((edge, sign));
    }
}

fn count(state: &mut State, week: u32) {
    let sums = state.now;
    for (row, sums) in sums.iter().enumerate() {
        let (grid, series) = match row {
            now::AWARE => (&mut state.totals.aware, Series::Aware),
            now::SILENT => (&mut state.totals.silent, Series::Silent),
            _ => (&mut state.totals.false_praise, Series::FalsePraise),
        };
        for cell in 0..CELLS {
            grid[cell] += sums[cell];
        }
        *state.totals.at(series, week as usize) = sums.iter().sum();
    }
}
