use super::block::Block;
use super::recourse::Queue;
use super::score::first_scores;
use super::shared::Shared;
use super::state::State;
use super::timeline::Timeline;
use super::*;
use crate::builtin;
use crate::regime::{self, Regime};
use crate::society;
use std::time::Instant;

#[test]
fn scratch() {
    let people = 65536usize;
    let source = builtin::find("society/large-country").unwrap();
    let society = society::file::read(source, &builtin::find, &[]).unwrap().value;
    let built = |name: &str| regime::file::read(builtin::find(name).unwrap(), &builtin::find, &[], &society).unwrap().value;
    let weeks = 104;
    let timelines = vec![Timeline::new(&society, &Regime::none(), people as u32, weeks), Timeline::new(&society, &built("social-credit"), people as u32, weeks)];
    let shared = Shared::new(&society, timelines, vec![0, 1], people as u32, [0, weeks]);
    let (who, luck) = (Stream::new(3, 1), Stream::new(3, 1));
    let t = Instant::now();
    let population = shared.source.draw(&society, &who, &luck, people);
    println!("build {:.1} ns/person; ties {}", t.elapsed().as_nanos() as f64 / people as f64, population.ties.other.len() as f64 / people as f64);
    let n = people as f64;
    let mut arms: Vec<_> = shared.timelines.iter().map(|tl| {
        let force = tl.force(3, 1);
        let rules = tl.rules(force, 0);
        let mut state = State::new(rules, &population, &luck, shared.shape(), force);
        first_scores(&mut state, rules, &population);
        (tl, state, Queue::default(), [0f64; 8], force)
    }).collect();
    let mut block = Block::default();
    let mut fill = 0.0;
    let mut counts = [0usize; 6];
    let level = shared.level;
    for b in 0..weeks.div_ceil(BLOCK) {
        let t = Instant::now();
        block.fill(&shared, &population, &luck, b);
        fill += t.elapsed().as_nanos() as f64;
        for w in 0..32 {
            counts[0] += block.acts[w].marks.len();
            counts[1] += block.falses[w].len();
            counts[2] += block.demands[w].len();
            counts[3] += block.reconsider[w].len();
            counts[4] += block.tie_review[w].len();
            counts[5] += block.healing[w].len();
        }
        for (tl, state, queue, times, force) in &mut arms {
            for week in b * BLOCK..((b + 1) * BLOCK).min(weeks) {
                let at = (week % BLOCK) as usize;
                let rules = tl.rules(*force, week);
                let t0 = Instant::now();
                score::open(state, rules, week);
                turn::turn(state, rules, &population, &luck, week);
                act::act(state, rules, &population, &luck, week, &mut block.acts[at]);
                let t1 = Instant::now();
                observe::observe(state, rules, &population, &block.falses[at]);
                let t2 = Instant::now();
                score::score(level, state, rules, &population, week);
                let t3 = Instant::now();
                sanction::sanction(state, rules, &population, &luck, week, &block.demands[at]);
                let reviews = Reviews {
                    reconsider: &block.reconsider[at],
                    ties: &block.tie_review[at],
                    healing: &block.healing[at],
                    news: state.news.reach(&population.news, tl.news(*force, week)),
                };
                let t4 = Instant::now();
                respond::respond(level, state, rules, &population, &luck, week, reviews);
                let t5 = Instant::now();
                recourse::recourse(state, queue, rules, &population, &luck, week);
                let t6 = Instant::now();
                stock::take_stock(state, rules, &population, week);
                let t7 = Instant::now();
                for (s, (a, b)) in times.iter_mut().zip([(t0, t1), (t1, t2), (t2, t3), (t3, t4), (t4, t5), (t5, t6), (t6, t7)]) {
                    *s += (b - a).as_nanos() as f64;
                }
            }
        }
    }
    let pw = n * weeks as f64;
    println!("fill {:.2} ns/pw; counts per pw acts {:.3} falses {:.4} demands {:.4} reconsider {:.3} ties {:.4} healing {:.4}", fill / (n * 128.0), counts[0] as f64 / (n * 128.0), counts[1] as f64 / (n * 128.0), counts[2] as f64 / (n * 128.0), counts[3] as f64 / (n * 128.0), counts[4] as f64 / (n * 128.0), counts[5] as f64 / (n * 128.0));
    for (_, state, _, times, _) in &arms {
        let names = ["act", "observe", "score", "sanction", "respond", "recourse", "stock"];
        let line: Vec<String> = names.iter().zip(times).map(|(n, t)| format!("{n} {:.2}", t / pw)).collect();
        println!("{} total {:.2}", line.join("  "), times.iter().sum::<f64>() / pw);
        println!("records {:.4}/pw terms {:.5}/pw", (state.totals.true_records.iter().sum::<i64>() + state.totals.false_records.iter().sum::<i64>()) as f64 / pw, 0 as f64 / pw);
    }
}
