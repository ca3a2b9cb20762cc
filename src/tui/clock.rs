//! Where the time of the screens comes from.

use crate::calendar::{Moment, MomentError};
use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

/// A clock: the host's, the demo's, a test's.
pub trait Clock: Send + Debug {
    /// What it shows now.
    fn now(&self) -> Moment;
}

/// The host's clock, told in Tokyo's time.
#[derive(Debug, Clone, Copy)]
pub struct HostClock {
    started: Moment,
}

impl HostClock {
    /// Reads it once, to see that it can be read.
    ///
    /// # Errors
    /// When it shows a time before 1868 or after 9999.
    pub fn start() -> Result<Self, MomentError> {
        Ok(Self { started: read()? })
    }
}

impl Clock for HostClock {
    fn now(&self) -> Moment {
        read().unwrap_or(self.started)
    }
}

fn read() -> Result<Moment, MomentError> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_err(|_| MomentError::Range)?.as_secs();
    Moment::from_unix(i64::try_from(seconds).map_err(|_| MomentError::Range)?)
}
