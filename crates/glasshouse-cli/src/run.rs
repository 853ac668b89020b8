//! Counties over threads. Any county can be computed by any thread in any order; none of it moves a result.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::progress::{Counter, Progress};

/// Time between looks at the progress.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Computes one county: its number, and what to tell person-weeks to, which answers whether to go on.
pub type Work<'a, County> = dyn Fn(u32, &mut dyn FnMut(u64) -> bool) -> Option<County> + Sync + 'a;

/// How a run ended.
#[derive(Debug)]
pub enum End {
    /// Every county is done.
    Done,
    /// It was told to stop.
    Stopped,
    /// A finished county could not be kept.
    Unkept(io::Error),
    /// A county broke a promise of the program, which has said so.
    Broken,
}

/// Computes the counties `todo`. Each finished one is given to `keep`, on this thread, with the time that it took.
pub fn run<County: Send>(
    work: &Work<'_, County>,
    todo: &[u32],
    threads: usize,
    stop: &AtomicBool,
    progress: &Progress<'_>,
    keep: &mut dyn FnMut(County, Duration) -> io::Result<()>,
) -> End {
    let next = AtomicUsize::new(0);
    let mut end = End::Done;
    let counter = progress.counter();
    thread::scope(|scope| {
        // A bounded channel: finished counties wait for the disk, not in memory.
        let (send, receive) = sync_channel(1);
        let workers: Vec<_> = (0..threads.min(todo.len()))
            .map(|_| {
                let (send, next, counter) = (send.clone(), &next, &counter);
                scope.spawn(move || labour(work, todo, next, stop, counter, &send))
            })
            .collect();
        drop(send);
        let mut finished = 0;
        loop {
            match receive.recv_timeout(LOOK_EVERY) {
                Ok((county, took)) if matches!(end, End::Done) => match keep(county, took) {
                    Ok(()) => finished += 1,
                    Err(error) => {
                        stop.store(true, Ordering::Relaxed);
                        end = End::Unkept(error);
                    }
                },
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            progress.show(finished);
        }
        let ends: Vec<_> = workers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        if matches!(end, End::Done) {
            end = match ends.iter().any(Result::is_err) {
                true => End::Broken,
                false if ends.iter().all(|whole| matches!(whole, Ok(true))) => End::Done,
                false => End::Stopped,
            };
        }
    });
    progress.clear();
    end
}

/// What a thread does: the next county, until there is none (true) or it is told to stop (false).
fn labour<County>(
    work: &Work<'_, County>,
    todo: &[u32],
    next: &AtomicUsize,
    stop: &AtomicBool,
    counter: &Counter<'_>,
    send: &SyncSender<(County, Duration)>,
) -> bool {
    let mut tick = |person_weeks| {
        counter.add(person_weeks);
        !stop.load(Ordering::Relaxed)
    };
    // A thread that panics stops the others too, which would otherwise go on for hours.
    let alarm = Alarm(stop);
    let mut whole = true;
    while let Some(&number) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
        let begun = Instant::now();
        let county = if stop.load(Ordering::Relaxed) { None } else { work(number, &mut tick) };
        let took = begun.elapsed();
        whole = county.is_some_and(|county| send.send((county, took)).is_ok());
        if !whole {
            break;
        }
    }
    std::mem::forget(alarm);
    whole
}

/// Dropped only while a panic unwinds.
struct Alarm<'a>(&'a AtomicBool);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Color;
    use crate::terminal::Terminal;

    fn end(work: &Work<'_, u32>, keep: &mut dyn FnMut(u32, Duration) -> io::Result<()>) -> End {
        let terminal = Terminal { quiet: true, ..Terminal::new(Color::Never) };
        let progress = Progress::new(&terminal, 100, (0, 100));
        let todo: Vec<u32> = (0..100).collect();
        run(work, &todo, 7, &AtomicBool::new(false), &progress, keep)
    }

    #[test]
    fn every_county_is_kept_once() {
        let mut kept = Vec::new();
        let least = Duration::from_millis(1);
        let work = |number, _: &mut dyn FnMut(u64) -> bool| {
            thread::sleep(least);
            Some(number)
        };
        let ended = end(&work, &mut |county, took| {
            assert!(took >= least, "{took:?}");
            kept.push(county);
            Ok(())
        });
        kept.sort_unstable();
        assert!(matches!(ended, End::Done));
        assert_eq!(kept, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_county_that_cannot_be_kept_ends_the_run() {
        let ended = end(&|number, _| Some(number), &mut |_, _| Err(io::ErrorKind::StorageFull.into()));
        assert!(matches!(ended, End::Unkept(_)), "{ended:?}");
    }

    #[test]
    fn a_panic_ends_the_run() {
        let ended = end(
            &|number, _| {
                if number == 50 { panic!("on purpose") } else { Some(number) }
            },
            &mut |_, _| Ok(()),
        );
        assert!(matches!(ended, End::Broken), "{ended:?}");
    }

    #[test]
    fn a_stop_is_seen_at_the_next_tick() {
        let work = |number, tick: &mut dyn FnMut(u64) -> bool| {
            let mut weeks = 0;
            while tick(1) {
                weeks += 1;
                if weeks == 1_000 {
                    return Some(number);
                }
            }
            None
        };
        let stop = AtomicBool::new(true);
        let terminal = Terminal { quiet: true, ..Terminal::new(Color::Never) };
        let progress = Progress::new(&terminal, 100, (0, 100));
        let ended = run(&work, &[1, 2, 3], 2, &stop, &progress, &mut |_, _| Ok(()));
        assert!(matches!(ended, End::Stopped), "{ended:?}");
    }
}
