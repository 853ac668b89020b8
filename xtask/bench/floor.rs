//! The least that this design can cost. A week: its marks drawn, each looked at once by each arm, and the columns of
//! people gone over once by each arm, with nothing decided, counted by cell or told to anybody. A county: the words of
//! its people drawn, and each tie written down at both ends, with nothing made of the words.

use std::hint::black_box;

use glasshouse::draw::{Decision, LANES, Stream};
use glasshouse::luck::{BLOCK, Calendar, Process, Span};
use glasshouse::society::Society;
use glasshouse::society::population::{Population, Source};
use glasshouse::unit::Hazard;

use crate::clock::{Timed, best_of};
use crate::plans::{self, Scale};
use crate::row::{EACH, print};

const PART: &str = "the floor of this design";

/// Each part, and their sums for a first and a further arm.
pub fn rows(scale: &Scale) {
    let society = plans::society();
    let luck = Stream::new(1, 0);
    let population = Source::new(&society).draw(&society, &luck, &luck, scale.people as usize);
    let blocks = scale.weeks.div_ceil(BLOCK);
    let each = 1e9 / (f64::from(scale.people) * f64::from(blocks * BLOCK));
    let processes = processes(&society, &population);
    let mut marks = Vec::new();
    sweep(&processes, &luck, 0, &mut |person, part| marks.push((person, part)));
    let drawn = best_of(scale.runs, || {
        let mut parts = 0;
        (0..blocks).for_each(|block| sweep(&processes, &luck, block, &mut |_, part| parts ^= part));
        parts
    });
    let looked = best_of(scale.runs, || (0..blocks).map(|_| look(&marks, &population)).sum::<u32>());
    let mut columns = Columns::new(scale.people as usize);
    let passed = best_of(scale.runs, || (0..blocks * BLOCK).for_each(|_| columns.pass()));
    let [drawn, looked, passed] = [drawn, looked, passed].map(|timed| timed.times(each));
    print(PART, "marks of acts and demands drawn, none kept", EACH, drawn);
    print(PART, "one look at each mark and its person", EACH, looked);
    print(PART, "columns of scores, fear and conscience, gone over once", EACH, passed);
    print(PART, "a first arm: all three", EACH, sum(&[drawn, looked, passed]));
    print(PART, "a further arm: the last two", EACH, sum(&[looked, passed]));
    let built = building(scale, &society, &population, &luck);
    let weeks = sum(&[drawn, looked, passed, looked, passed]);
    let year = sum(&[built, weeks.times(f64::from(scale.weeks))]);
    let minutes = year.times(NATION / THREADS / 60e9);
    print(PART, "1.4 billion people, two arms, a year: these floors on two threads", "minutes", minutes);
}

/// People of a nation.
const NATION: f64 = 1.4e9;
/// Processors that work on it.
const THREADS: f64 = 2.0;

/// Counters that each person has alone: of nature, work, position and debt.
const ALONE: usize = 4;
/// Counters that four people share, beside one for each kind of conduct: of group, frailty, two of friendliness, three of
/// news, and dither.
const SHARED: usize = 8;

/// What people and ties cost at least, in nanoseconds a person.
fn building(scale: &Scale, society: &Society, population: &Population, luck: &Stream) -> Timed {
    let (ties, people) = (&population.ties, population.people.len());
    let grouped: usize = (0..people).map(|i| ties.group(i).len()).sum();
    // Each colleague was found among more who were not, whom one draw decides on four at a time.
    let colleagues = grouped as f64 / 2.0 / society.ties.group_density.share() / 4.0;
    let shared = people * (SHARED + society.kinds.len()) / 4;
    let draws = people * ALONE + shared + ties.edges.len() + colleagues as usize;
    let drawn = best_of(scale.runs, || draw(luck, draws));
    let placed = best_of(scale.runs, || place(population));
    let [drawn, placed] = [drawn, placed].map(|timed| timed.times(1e9 / people as f64));
    print(PART, "words of people, ties and traits drawn, none kept", "ns a person", drawn);
    print(PART, "each tie written down at both ends", "ns a person", placed);
    let both = sum(&[drawn, placed]);
    print(PART, "a county: both", "ns a person", both);
    both
}

/// Draws so often four words.
fn draw(luck: &Stream, draws: usize) -> u32 {
    const FLOOR: Decision = Decision::new("floor");
    let (mut words, mut all) = ([[0; LANES]; 4], 0);
    for moment in 0..draws.div_ceil(LANES) as u32 {
        luck.words_of(0, FLOOR, moment, &mut words);
        all ^= black_box(&words)[0][0];
    }
    all
}

/// Writes every tie into the row of its other end.
fn place(population: &Population) -> Vec<u32> {
    let ties = &population.ties;
    let (mut others, mut next) = (vec![0; ties.other.len()], ties.row.clone());
    for i in 0..population.people.len() {
        for &j in ties.all(i) {
            let at = &mut next[j as usize];
            others[*at as usize] = i as u32;
            *at += 1;
        }
    }
    others
}

fn sum(parts: &[Timed]) -> Timed {
    let spread = parts.iter().fold(0.0, |most: f64, part| most.max(part.spread));
    Timed { best: parts.iter().map(|part| part.best).sum(), spread }
}

type Rated = Vec<(Process, Vec<Hazard>)>;

/// The processes of the society, and everybody's rates.
fn processes(society: &Society, population: &Population) -> Rated {
    let source = Source::new(society);
    let acts = society
        .kinds
        .iter()
        .enumerate()
        .map(|(k, kind)| (Process::new("act", &kind.name), population.hazards_of(k).to_vec()));
    let people = &population.people;
    let demands = society.rights.iter().enumerate().map(|(r, right)| {
        let mut rates = Vec::new();
        source.demand(society, people, r, &mut rates);
        (Process::new("demand", &right.name), rates)
    });
    acts.chain(demands).collect()
}

fn sweep(processes: &Rated, luck: &Stream, block: u32, give: &mut impl FnMut(u32, u32)) {
    let mut calendar = Calendar::default();
    let span = Span { block, weeks: BLOCK };
    for (process, rates) in processes {
        process.sweep(luck, rates, span, &mut calendar, |marks| {
            marks.each().for_each(|(person, moment)| give(person, moment.part))
        });
    }
}

/// Looks once at each mark of a block, and at its person.
fn look(marks: &[(u32, u32)], population: &Population) -> u32 {
    let consciences = &population.people.conscience;
    let below = |&&(person, part): &&(u32, u32)| part >> 16 < u32::from(consciences[person as usize]);
    black_box(marks).iter().filter(below).count() as u32
}

/// The columns that every week reads and writes, by the width of their entries.
struct Columns {
    sums: Vec<i64>,
    scores: Vec<i64>,
    slow: [Vec<u16>; 5],
    totals: [Vec<u32>; 4],
}

impl Columns {
    fn new(people: usize) -> Columns {
        let narrow = || (0..people).map(|i| i as u16).collect();
        Columns {
            sums: vec![1; people],
            scores: vec![0; people],
            slow: [(); 5].map(|()| narrow()),
            totals: [(); 4].map(|()| vec![1; people]),
        }
    }

    /// Reads and writes them once.
    fn pass(&mut self) {
        let [fear, conscience, target, fear_dither, conscience_dither] = &mut self.slow;
        let [fears, consciences, start, pull] = &mut self.totals;
        for i in 0..self.sums.len() {
            self.scores[i] += self.sums[i] + i64::from(start[i]) + i64::from(pull[i]);
        }
        for i in 0..fear.len() {
            fear[i] = fear[i].wrapping_add(fear_dither[i]);
            fears[i] = fears[i].wrapping_add(u32::from(fear[i]));
        }
        for i in 0..conscience.len() {
            conscience[i] = conscience[i].wrapping_add(target[i] ^ conscience_dither[i]);
            consciences[i] = consciences[i].wrapping_add(u32::from(conscience[i]));
        }
        black_box(self);
    }
}
