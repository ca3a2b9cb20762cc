//! The interrupt key, for what takes long: it stops, cleans up after itself, and says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody wants it to stop.
#[derive(Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// From now on the interrupt key asks; pressed again, it ends the program as ever. Where the
    /// system has no such signal, the program ends as ever.
    pub(super) fn on_interrupt() -> Self {
        let stop = Self::default();
        #[cfg(unix)]
        {
            use signal_hook::consts::SIGINT;
            use signal_hook::flag;
            // In this order: the second press finds the flag set.
            let _ = flag::register_conditional_default(SIGINT, Arc::clone(&stop.0));
            let _ = flag::register(SIGINT, Arc::clone(&stop.0));
        }
        stop
    }

    /// Whether to go on.
    pub(super) fn go_on(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}
