//! The fast week against the plain one: the same bits, week by week, on random cases.

mod grids;
mod series;

use super::generate::{Case, case};
use super::{Counts, Place, Reference};
use crate::county;
use crate::luck::BLOCK;
use crate::measure::totals::{Appeal, CAUSES, Totals};
use crate::regime::Regime;
use crate::society::people::CELLS;
use crate::society::population::Population;
use crate::week::block::Block;
use crate::week::recourse::Queue;
use crate::week::score::first_scores;
use crate::week::shared::Shared;
use crate::week::state::{State, debt};
use crate::week::timeline::Timeline;
use crate::week::week;
use grids::same_grids;
use series::Weeks;

/// One arm as the fast week keeps it.
struct Fast<'a> {
    timeline: &'a Timeline,
    state: State,
    queue: Queue,
}

impl<'a> Fast<'a> {
    fn new(shared: &Shared<'_>, timeline: &'a Timeline, population: &Population, place: Place) -> Fast<'a> {
        let force = timeline.force(place.people_seed, place.county);
        let rules = timeline.rules(force, 0);
        let mut state = State::new(rules, population, &place.luck(), shared.shape(), force);
        first_scores(&mut state, rules, population);
        Fast { timeline, state, queue: Queue::default() }
    }
}

fn compare(seed: u64) {
    let case = case(seed);
    let ordinary = Regime::none();
    let size = case.people.len() as u32;
    let timelines = [&ordinary, &case.regime]
        .map(|regime: &Regime| Timeline::new(&case.society, regime, size, case.weeks));
    let weeks = [case.warm_up, case.weeks - case.warm_up];
    let shared = Shared::new(&case.society, timelines.to_vec(), vec![0, 1], size, weeks);
    let (who, luck) = (case.place.people(), case.place.luck());
    let population = shared.source.draw(&case.society, &who, &luck, size as usize);
    let arm = |timeline| Fast::new(&shared, timeline, &population, case.place);
    let mut fast: Vec<Fast> = shared.timelines.iter().map(arm).collect();
    let (mut without, mut with) = (case.start(&ordinary), case.start(&case.regime));
    let mut block = Block::default();
    let mut weeks = [Weeks::default(), Weeks::default()];
    for now in 0..case.weeks {
        if now % BLOCK == 0 {
            block.fill(&shared, &population, &luck, now / BLOCK);
        }
        for arm in &mut fast {
            let Fast { timeline, state, queue } = arm;
            if now == case.warm_up && now > 0 {
                state.count_anew(shared.shape());
            }
            week(shared.level, state, queue, timeline, &population, &luck, &mut block, now, &mut |_| ());
        }
        without.week(None);
        with.week(Some(&without.done));
        weeks[0].note(&without);
        weeks[1].note(&with);
        let place = format!("case {seed}, week {now}");
        assert_eq!(fast[1].state.force.holds(now), with.force.contains(&now), "in force, {place}");
        same_people(&fast[0], &without, &format!("{place}, none"));
        same_people(&fast[1], &with, &place);
    }
    let Place { county, people_seed, luck_seed } = case.place;
    let (mut tick, mut done) = (|_| true, |_| ());
    let mut watch = county::Watch::new(&mut tick, &mut done);
    let counted = county::run(&shared, county, people_seed, luck_seed, &mut watch);
    let counted = counted.expect("nobody stops it").arms;
    let conduct = without.conduct();
    without.close(&conduct);
    with.close(&conduct);
    for (arm, plain, name) in [(0, &without, ", none"), (1, &with, "")] {
        let place = format!("case {seed}{name}");
        same_counts(&counted[arm], plain, &case, &place);
        weeks[arm].same(&counted[arm], &place);
    }
}

/// Asserts that every column of the fast arm is the plain one's.
fn same_people(fast: &Fast, plain: &Reference, place: &str) {
    let state = &fast.state;
    let rules = fast.timeline.rules(state.force, plain.week - 1);
    for (i, person) in plain.persons.iter().enumerate() {
        let who = format!("{place}, person {i}");
        assert_eq!(state.sum[i], person.sum, "ledger of {who}");
        for (slot, &kind) in rules.slots.iter().enumerate() {
            let pair = [person.true_entries[usize::from(kind)], person.false_entries[usize::from(kind)]];
            assert_eq!(state.ledger.of(i)[2 * slot..2 * slot + 2], pair, "entries of {who}");
        }
        assert_eq!(state.association(i), person.association, "association of {who}");
        if person.in_scope && rules.score.is_some() {
            assert_eq!(i64::from(state.score[i]), person.score, "score of {who}");
            assert_eq!(state.truth[i], person.memory.deeds, "deeds of {who}");
        }
        let debt_bits = u8::from(person.debt) * debt::OWED + u8::from(person.debt_known) * debt::KNOWN;
        assert_eq!(state.debt[i], debt_bits, "debt of {who}");
        assert_eq!(state.lost[i], person.lost, "rights of {who}");
        assert_eq!(state.aware[i], person.aware, "awareness of {who}");
        if person.adult {
            assert_eq!(i64::from(state.fear[i]), person.fear, "fear of {who}");
            assert_eq!(i64::from(state.conscience[i]), person.conscience, "conscience of {who}");
            assert_eq!(state.expression[i], person.expression as u8, "expression of {who}");
        }
        let own: Vec<(u8, u32, u32)> = state
            .terms
            .grounds
            .of(i)
            .iter()
            .filter(|ground| ground.source.is_none())
            .map(|ground| (ground.sanction, ground.from, ground.end))
            .collect();
        let held = person.standings.iter().zip(0..);
        let held: Vec<(u8, u32, u32)> = held
            .filter_map(|(standing, s)| standing.held.as_ref().map(|term| (s, term.from, term.to)))
            .collect();
        assert_eq!(own, held, "sanctions of {who}");
        for (s, (standing, begun)) in person.standings.iter().zip(&state.terms.begun).enumerate() {
            let most = begun.get(i).map_or(0, |_| standing.begun.min(15));
            assert_eq!(begun.get(i).map_or(0, |&begun| u32::from(begun)), most, "terms of {s} of {who}");
        }
        for (p, favour) in person.favours.iter().enumerate() {
            let fast = (state.privileges.held(i) >> p & 1 == 1).then(|| state.privileges.end[p][i]);
            assert_eq!(fast, favour.held, "privilege {p} of {who}");
        }
    }
    for (edge, &cut) in state.cut.iter().enumerate() {
        assert_eq!(cut != 0, plain.cut.contains_key(&edge), "edge {edge} of {place}");
    }
}

/// Sums a grid of cells into one number a row.
fn rows(grid: &[i64]) -> Vec<u64> {
    grid.chunks_exact(CELLS).map(|cells| cells.iter().sum::<i64>() as u64).collect()
}

fn same_counts(totals: &Totals, plain: &Reference, case: &Case, place: &str) {
    let counts = &plain.counts;
    let views: Vec<[u64; 2]> =
        rows(&totals.acts).into_iter().zip(rows(&totals.private_acts)).map(|(a, b)| [a, b]).collect();
    assert_eq!(views, counts.acts, "acts, {place}");
    for (grid, plain, name) in [
        (&totals.true_records, &counts.true_records, "true records"),
        (&totals.false_records, &counts.false_records, "false records"),
        (&totals.forgone, &counts.forgone, "forgone"),
        (&totals.compelled, &counts.compelled, "compelled"),
        (&totals.prevented_by_ban, &counts.prevented_by_ban, "prevented"),
        (&totals.demands, &counts.demands, "demands"),
        (&totals.refused, &counts.refused, "refused"),
        (&totals.right_weeks, &counts.right_weeks, "right-weeks"),
    ] {
        assert_eq!(&rows(grid), plain, "{name}, {place}");
    }
    for (grid, plain, name) in [
        (&totals.restricted_weeks, counts.restricted_weeks, "restricted weeks"),
        (&totals.exclusion_weeks, counts.exclusion_weeks, "exclusion"),
        (&totals.tie_ends_cut, 2 * counts.ties_cut, "ties cut"),
        (&totals.aware, counts.aware_weeks, "aware"),
        (&totals.silent, counts.opposed_not_dissenting, "silent"),
        (&totals.false_praise, counts.opposed_praising, "false praise"),
        (&totals.ever_restricted, counts.ever_restricted, "ever restricted"),
        (&totals.fear, counts.fear_sum, "fear"),
        (&totals.conscience, counts.conscience_sum, "conscience"),
        (&totals.score, counts.score_sum as u64, "scores"),
    ] {
        assert_eq!(rows(grid), [plain], "{name}, {place}");
    }
    same_causes(totals, counts, case, place);
    same_appeals(totals, counts, place);
    same_grids(totals, &plain.grids, place);
}

fn same_causes(totals: &Totals, counts: &Counts, case: &Case, place: &str) {
    let flat = |by_right: &[[u64; CAUSES]]| by_right.iter().flatten().copied().collect::<Vec<u64>>();
    let units: Vec<u64> = counts.units.iter().flat_map(|by_right| flat(by_right)).collect();
    assert_eq!(rows(&totals.units), units, "units, {place}");
    assert_eq!(rows(&totals.necessary), flat(&counts.necessary_units), "necessary, {place}");
    assert_eq!(rows(&totals.involved), flat(&counts.involved_units), "involved, {place}");
    let out: Vec<u64> = counts.out_of_context_units.iter().flatten().copied().collect();
    assert_eq!(rows(&totals.out_of_context), out, "out of context, {place}");
    let whole = |grid: &[i64]| grid.iter().map(|&value| value as u64).collect::<Vec<u64>>();
    let reach: Vec<u64> = counts.reach.iter().flatten().copied().collect();
    assert_eq!(whole(&totals.reach), reach, "reach, {place}");
    let necessary: Vec<u64> = counts.reach_necessary.iter().flatten().copied().collect();
    assert_eq!(whole(&totals.reach_necessary), necessary, "necessary conduct, {place}");
    assert_eq!(case.society.rights.len() * case.society.kinds.len(), necessary.len());
}

fn same_appeals(totals: &Totals, counts: &Counts, place: &str) {
    let plain = |appeal: Appeal| match appeal {
        Appeal::Terms => counts.terms.iter().sum(),
        Appeal::WrongTerms => counts.wrong_terms,
        Appeal::WrongTermsAppealed => counts.wrong_terms_appealed,
        Appeal::Filed => counts.appeals_filed,
        Appeal::Decided => counts.appeals_decided,
        Appeal::Upheld => counts.appeals_upheld,
        Appeal::DecidedWrong => counts.decided_wrong,
        Appeal::RefusedWrong => counts.refused_wrong,
    };
    let fast = rows(&totals.appeals);
    for appeal in [
        Appeal::Terms,
        Appeal::WrongTerms,
        Appeal::WrongTermsAppealed,
        Appeal::Filed,
        Appeal::Decided,
        Appeal::Upheld,
        Appeal::DecidedWrong,
        Appeal::RefusedWrong,
    ] {
        assert_eq!(fast[appeal as usize], plain(appeal), "{appeal:?}, {place}");
    }
}

/// Forty random regimes in as many random societies: every column every week, every count at the end.
#[test]
fn the_fast_week_is_the_plain_week() {
    for seed in 0..40 {
        compare(seed);
    }
}
