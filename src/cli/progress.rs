//! How far something is, on one line of stderr, where somebody can see it.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Not more often than this.
const EVERY: Duration = Duration::from_millis(100);

/// A line that is written over itself, and gone when this is dropped.
#[derive(Debug)]
pub struct Progress {
    label: String,
    last: Option<Instant>,
    tty: bool,
}

impl Progress {
    /// Named `label`; shows nothing where stderr is no terminal.
    #[must_use]
    pub fn new(label: String) -> Self {
        Self {
            label,
            last: None,
            tty: std::io::stderr().is_terminal(),
        }
    }

    /// So many of so many.
    pub fn tell(&mut self, done: u64, total: u64) {
        let fresh = self.last.is_none_or(|last| last.elapsed() >= EVERY);
        if self.tty && (fresh || done == total) {
            self.last = Some(Instant::now());
            let _ = write!(
                std::io::stderr(),
                "\r{}  {done} / {total}\x1b[K",
                self.label
            );
            let _ = std::io::stderr().flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
            let _ = std::io::stderr().flush();
        }
    }
}
