//! What time it is: the host's clock, or the sample office's own.

use crate::calendar::Moment;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// A clock that the desk asks once an act.
pub trait Clock: Send + Sync {
    /// The present moment, in +09:00 whatever the host's zone.
    fn now(&self) -> Moment;
}

/// The host's clock.
#[derive(Debug, Default)]
pub struct HostClock;

impl Clock for HostClock {
    fn now(&self) -> Moment {
        let seconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX));
        Moment::clamped(seconds)
    }
}

/// The sample office's clock (見本の日時): begins at a given moment and goes on from there.
#[derive(Debug)]
pub struct SampleClock {
    from: Moment,
    since: Instant,
}

impl SampleClock {
    /// Begins at `from`, now.
    #[must_use]
    pub fn starting(from: Moment) -> Self {
        Self {
            from,
            since: Instant::now(),
        }
    }
}

impl Clock for SampleClock {
    fn now(&self) -> Moment {
        let seconds = i64::try_from(self.since.elapsed().as_secs()).unwrap_or(0);
        self.from.plus_seconds(seconds)
    }
}

/// A clock that stands still until it is set, for building a past and for tests.
#[derive(Debug)]
pub struct SetClock(std::sync::atomic::AtomicI64);

impl SetClock {
    /// Stands at `moment`.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self(std::sync::atomic::AtomicI64::new(moment.unix()))
    }

    /// Sets it.
    pub fn set(&self, moment: Moment) {
        self.0
            .store(moment.unix(), std::sync::atomic::Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment::clamped(self.0.load(std::sync::atomic::Ordering::SeqCst))
    }
}
