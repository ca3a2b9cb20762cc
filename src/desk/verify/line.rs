//! Work shared out among all cores whose results are taken in order: cores check pieces of a
//! journal, each as it comes free, while the pieces before are judged one after another.
//!
//! Nobody waits at the end of a part: whoever is free takes the next piece, the thread that judges
//! too, when the piece that it needs is not there yet. Only so many pieces are under way that
//! memory stays small; each is dropped by the thread that made it.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// So many pieces a thread may be ahead of the judging.
const AHEAD: u64 = 3;

/// A piece that was worked on, or the panic that it ended in.
type Done<T> = Result<T, Box<dyn Any + Send>>;

struct State<T> {
    /// The next piece that nobody has begun.
    next: u64,
    /// The next piece to be taken.
    taken: u64,
    /// Finished pieces, each with who made it.
    done: BTreeMap<u64, (usize, Done<T>)>,
    /// Pieces that were taken, back to those who made them.
    spent: Vec<Vec<T>>,
    /// Nothing more is begun.
    over: bool,
}

struct Line<T> {
    pieces: u64,
    ahead: u64,
    state: Mutex<State<T>>,
    /// There may be something to begin.
    room: Condvar,
    /// The piece to be taken next may be there.
    ready: Condvar,
}

/// Runs `work` on the pieces `0 .. pieces` on `threads` threads, this one included, and gives each
/// result to `take` on this thread, in order; `take` may stop it. `with` makes what a thread keeps
/// for itself.
///
/// A panic in `work` comes out here, at its piece.
pub(super) fn in_order<T: Send, W, B>(
    pieces: u64,
    threads: usize,
    with: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, u64) -> T + Sync,
    mut take: impl FnMut(&mut T) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let threads = threads.max(1);
    let line = Line {
        pieces,
        ahead: AHEAD.saturating_mul(threads as u64),
        state: Mutex::new(State {
            next: 0,
            taken: 0,
            done: BTreeMap::new(),
            spent: (0..threads).map(|_| Vec::new()).collect(),
            over: false,
        }),
        room: Condvar::new(),
        ready: Condvar::new(),
    };
    std::thread::scope(|scope| {
        let over = Over(&line);
        for me in 1..threads {
            let (line, with, work) = (&line, &with, &work);
            let help = move || line.help(me, with, work);
            // A system that gives no more threads slows this down, and does not fail it.
            if std::thread::Builder::new()
                .spawn_scoped(scope, help)
                .is_err()
            {
                break;
            }
        }
        let mut own = with();
        let mut result = ControlFlow::Continue(());
        while result.is_continue() {
            match line.ask() {
                Asked::Over => break,
                Asked::Work(piece) => line.put(piece, 0, Ok(work(&mut own, piece))),
                Asked::Take(_, Err(panic)) => {
                    drop(over);
                    resume_unwind(panic)
                }
                Asked::Take(maker, Ok(mut piece)) => {
                    result = take(&mut piece);
                    line.give_back(maker, piece);
                }
            }
        }
        result
    })
}

/// What the judging thread does next.
enum Asked<T> {
    Take(usize, Done<T>),
    Work(u64),
    Over,
}

impl<T: Send> Line<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a piece, where there is one and it is not too far ahead.
    fn begin(&self, state: &mut State<T>) -> Option<u64> {
        let piece = state.next;
        (piece < self.pieces && piece < state.taken + self.ahead).then(|| {
            state.next += 1;
            piece
        })
    }

    fn put(&self, piece: u64, maker: usize, done: Done<T>) {
        let mut state = self.state();
        state.done.insert(piece, (maker, done));
        if piece == state.taken {
            self.ready.notify_one();
        }
    }

    /// What the judging thread does next: taking comes first, and nobody waits who could work.
    fn ask(&self) -> Asked<T> {
        let mut state = self.state();
        loop {
            if state.taken >= self.pieces {
                return Asked::Over;
            }
            let taken = state.taken;
            if let Some((maker, done)) = state.done.remove(&taken) {
                return Asked::Take(maker, done);
            }
            if let Some(piece) = self.begin(&mut state) {
                return Asked::Work(piece);
            }
            state = self
                .ready
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A piece was taken: its maker drops it, and the next one may be begun.
    fn give_back(&self, maker: usize, piece: T) {
        let mut state = self.state();
        state.taken += 1;
        match state.spent.get_mut(maker) {
            Some(spent) if maker != 0 => spent.push(piece),
            _ => {
                drop(state);
                drop(piece);
            }
        }
        self.room.notify_one();
    }

    /// Works on pieces until there are no more.
    fn help<W>(&self, me: usize, with: impl Fn() -> W, work: impl Fn(&mut W, u64) -> T) {
        let mut own = None;
        let mut state = self.state();
        while !state.over && state.next < self.pieces {
            let begun = self.begin(&mut state);
            let spent = state.spent.get_mut(me).map(std::mem::take);
            let idle = begun.is_none() && spent.as_ref().is_none_or(Vec::is_empty);
            if idle {
                state = self
                    .room
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            drop(state);
            drop(spent);
            let Some(piece) = begun else {
                state = self.state();
                continue;
            };
            let done = catch_unwind(AssertUnwindSafe(|| {
                work(own.get_or_insert_with(&with), piece)
            }));
            if done.is_err() {
                // What the thread kept may be half done.
                own = None;
            }
            self.put(piece, me, done);
            state = self.state();
        }
    }
}

/// Ends the work of the others, also where judging ends in a panic.
struct Over<'a, T: Send>(&'a Line<T>);

impl<T: Send> Drop for Over<'_, T> {
    fn drop(&mut self) {
        self.0.state().over = true;
        self.0.room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicI64, Ordering};

    fn run(pieces: u64, threads: usize, until: u64) -> (Vec<u64>, ControlFlow<u64>) {
        let mut seen = Vec::new();
        let end = in_order(
            pieces,
            threads,
            || (),
            |(), piece| {
                // Later pieces are often done first.
                std::thread::sleep(std::time::Duration::from_micros((piece * 37) % 300));
                piece
            },
            |piece| {
                seen.push(*piece);
                if *piece == until {
                    ControlFlow::Break(*piece)
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        (seen, end)
    }

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        for threads in [0, 1, 2, 3, 7] {
            for pieces in [0, 1, 2, 40] {
                let (seen, end) = run(pieces, threads, u64::MAX);
                assert_eq!(seen, (0..pieces).collect::<Vec<_>>());
                assert_eq!(end, ControlFlow::Continue(()));
            }
        }
    }

    #[test]
    fn who_takes_may_stop_it() {
        for threads in [1, 2, 5] {
            let (seen, end) = run(100, threads, 7);
            assert_eq!(seen, (0..=7).collect::<Vec<_>>());
            assert_eq!(end, ControlFlow::Break(7));
        }
    }

    /// Counts those of its kind that live.
    struct Counted<'a>(&'a AtomicI64);

    impl Drop for Counted<'_> {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn only_so_many_pieces_live_at_once_and_none_is_left() {
        let (alive, most) = (AtomicI64::new(0), AtomicI64::new(0));
        for threads in [1, 2, 4] {
            let end = in_order(
                300,
                threads,
                || (),
                |(), _| {
                    let now = alive.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    Counted(&alive)
                },
                |_| ControlFlow::<()>::Continue(()),
            );
            assert_eq!(end, ControlFlow::Continue(()));
            assert_eq!(alive.load(Ordering::SeqCst), 0);
            // Those under way, and those that wait for their makers to drop them.
            let bound = 2 * AHEAD as i64 * threads as i64 + threads as i64;
            assert!(most.load(Ordering::SeqCst) <= bound, "{most:?} {bound}");
        }
    }

    #[test]
    fn a_panic_in_the_work_comes_out_at_its_piece() {
        for threads in [1, 2, 4] {
            let mut seen = 0;
            let ended = catch_unwind(AssertUnwindSafe(|| {
                in_order(
                    50,
                    threads,
                    || (),
                    |(), piece| assert_ne!(piece, 11, "the piece that fails"),
                    |()| {
                        seen += 1;
                        ControlFlow::<()>::Continue(())
                    },
                )
            }));
            assert!(ended.is_err(), "{threads} threads");
            assert!(seen <= 11, "{seen}");
        }
    }

    #[test]
    fn a_panic_in_the_judging_ends_the_work_too() {
        let ended = catch_unwind(|| {
            in_order(
                1000,
                3,
                || (),
                |(), piece| piece,
                |piece| {
                    assert_ne!(*piece, 20, "the piece that cannot be judged");
                    ControlFlow::<()>::Continue(())
                },
            )
        });
        assert!(ended.is_err());
    }
}
