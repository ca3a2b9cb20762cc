//! Work that a screen does not wait for: opening a key, the disk, verification. One worker does it
//! in order, so that a question asked after a write sees what was written.

use super::message::{Message, Progress, Token};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

/// What a job means for the screen that started it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Weight {
    /// The screen cannot be left before the answer.
    Binding,
    /// Shows its progress under this label and can be stopped.
    Long(String),
    /// Nobody waits.
    Quiet,
}

/// A running job as it sees itself.
#[derive(Debug)]
pub struct Task {
    token: Token,
    stop: Arc<AtomicBool>,
    out: Sender<Message>,
}

impl Task {
    /// Tells how far it is. Not more often than some ten times a second.
    pub fn progress(&self, done: u64, total: u64) {
        let progress = Progress { done, total };
        let _ = self.out.send(Message::Progress(self.token, progress));
    }

    /// Whether somebody has pressed Esc; the job then answers with what it has.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// A job on its way to the worker.
pub struct Job {
    pub(super) token: Token,
    pub(super) weight: Weight,
    pub(super) stop: Arc<AtomicBool>,
    work: Box<dyn FnOnce(&Task) + Send>,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("token", &self.token)
            .field("weight", &self.weight)
            .finish_non_exhaustive()
    }
}

impl Job {
    pub(super) fn new(
        token: Token,
        weight: Weight,
        work: impl FnOnce(&Task) + Send + 'static,
    ) -> Self {
        Self {
            token,
            weight,
            stop: Arc::new(AtomicBool::new(false)),
            work: Box::new(work),
        }
    }

    /// Does the work and says that it is done.
    pub fn run(self, out: &Sender<Message>) {
        let task = Task {
            token: self.token,
            stop: self.stop,
            out: out.clone(),
        };
        (self.work)(&task);
        let _ = out.send(Message::Done(task.token));
    }
}

/// Works until nobody sends jobs any more. A job that panics ends the program: what it held may be
/// half done, and nothing may be acknowledged after that.
pub(super) fn work(jobs: &Receiver<Job>, out: &Sender<Message>) {
    struct Broken<'a>(&'a Sender<Message>);
    impl Drop for Broken<'_> {
        fn drop(&mut self) {
            if std::thread::panicking() {
                let _ = self.0.send(Message::Broken);
            }
        }
    }
    let _broken = Broken(out);
    while let Ok(job) = jobs.recv() {
        job.run(out);
    }
}
