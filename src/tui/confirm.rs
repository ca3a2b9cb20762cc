//! The one place that decides whether a key may confirm: sign, stamp, mark, answer a question.
//!
//! A key inside a paste, a key held down, and a key pressed before anybody can have read the page
//! confirm nothing. Typing into a field never asks here.

use super::input::Key;
use std::time::{Duration, Instant};

/// Nobody reads a page faster than this.
pub const READING: Duration = Duration::from_millis(300);

/// Watches over one page.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    opened: Instant,
}

impl Guard {
    /// A page that was opened at `at`.
    #[must_use]
    pub fn opened(at: Instant) -> Self {
        Self { opened: at }
    }

    /// From when on a key may confirm; the screen then shows that it may.
    #[must_use]
    pub fn arms_at(&self) -> Instant {
        self.opened + READING
    }

    /// Whether a key pressed now might confirm.
    #[must_use]
    pub fn is_armed(&self, now: Instant) -> bool {
        now >= self.arms_at()
    }

    /// Whether this key may confirm.
    #[must_use]
    pub fn armed(&self, key: &Key) -> bool {
        self.is_armed(key.at) && !key.burst && !key.repeat
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyCode;

    fn enter(at: Instant) -> Key {
        Key::pressed(KeyCode::Enter, at)
    }

    #[test]
    fn a_key_within_300_ms_of_the_page_confirms_nothing() {
        let start = Instant::now();
        let guard = Guard::opened(start);
        assert!(!guard.armed(&enter(start)));
        assert!(!guard.armed(&enter(start + Duration::from_millis(299))));
        assert!(guard.armed(&enter(start + Duration::from_millis(300))));
    }

    #[test]
    fn a_key_in_a_paste_or_held_down_confirms_nothing() {
        let start = Instant::now();
        let guard = Guard::opened(start);
        let key = enter(start + Duration::from_secs(5));
        assert!(guard.armed(&key));
        assert!(!guard.armed(&Key { burst: true, ..key }));
        assert!(!guard.armed(&Key {
            repeat: true,
            ..key
        }));
    }

    #[test]
    fn a_key_pressed_before_the_page_opened_confirms_nothing() {
        let start = Instant::now();
        let guard = Guard::opened(start + Duration::from_secs(1));
        assert!(!guard.armed(&enter(start)));
    }
}
