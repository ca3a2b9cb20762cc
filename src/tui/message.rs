//! What comes to the main loop, all through one channel.

use super::input::Input;

/// Which screen a job belongs to. Never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub(super) u64);

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A key, a paste, another size.
    Input(Input),
    /// A job of that screen is done; its answer lies in the screen's own box.
    Done(Token),
    /// A long job of that screen is so far.
    Progress(Token, Progress),
    /// The worker broke down. Nothing can be stored any more.
    Broken,
    /// The terminal is gone.
    Gone,
    /// The host asks the program to end (SIGTERM, SIGHUP).
    Terminate,
}

/// How far a long job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pieces done.
    pub done: u64,
    /// Pieces in all.
    pub total: u64,
}
