//! The sample office for the tests of screens: made once, copied for each test, its clock joined
//! to the clock of the test.
#![allow(clippy::unwrap_used, missing_docs, dead_code)]

use crate::calendar::Moment;
use crate::desk::{self, Desk, Opening, sample};
use crate::journal::{PersonNo, Pin, TerminalId};
use crate::tui::testing::{Harness, Stage, TestClock};
use crate::tui::{Clock as _, Screen};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use tempfile::TempDir;

/// The evening at which the sample office begins.
pub const EVENING: &str = "2026-11-17T18:40:00+09:00";

static MADE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    sample::make(folder.path(), None, &mut |_, _| {}).unwrap();
    folder
});

/// The desk's clock: that of the harness once there is one.
struct Joined(Mutex<TestClock>);

impl desk::Clock for Joined {
    fn now(&self) -> Moment {
        self.0.lock().unwrap().now()
    }
}

/// An office of its own for one test.
pub struct Fixture {
    folder: TempDir,
    clock: Arc<Joined>,
    pub desk: Arc<Desk>,
    pub stage: Stage,
}

impl Fixture {
    /// The sample office on its evening.
    pub fn new() -> Self {
        Self::at(EVENING)
    }

    /// The sample office at another moment.
    pub fn at(now: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(MADE.path()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let stage = Stage::at(now);
        let clock = Arc::new(Joined(Mutex::new(TestClock::at(stage.now))));
        let desk = Arc::new(open(folder.path().to_owned(), Arc::clone(&clock)));
        Self {
            folder,
            clock,
            desk,
            stage,
        }
    }

    /// The same office at a later moment.
    pub fn later(mut self, now: &str) -> Self {
        self.stage = Stage::at(now);
        *self.clock.0.lock().unwrap() = TestClock::at(self.stage.now);
        self
    }

    /// The folder of the office.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Another terminal on the same office.
    pub fn other_terminal(&self) -> Desk {
        open(self.folder(), Arc::clone(&self.clock))
    }

    /// The screens on this office, from `first` on.
    pub fn harness(&self, first: impl Screen<Desk>) -> Harness<Desk> {
        self.harness_on(first, self.stage)
    }

    /// The same, where the first frame already shows words of ambiguous width that are not ours.
    pub fn harness_of_data(&self, first: impl Screen<Desk>, stage: Stage) -> Harness<Desk> {
        let harness = Harness::of_ambiguous_data(Arc::clone(&self.desk), first, stage);
        *self.clock.0.lock().unwrap() = harness.clock().clone();
        harness
    }

    /// The same in another language or size.
    pub fn harness_on(&self, first: impl Screen<Desk>, stage: Stage) -> Harness<Desk> {
        let harness = Harness::new(Arc::clone(&self.desk), first, stage);
        *self.clock.0.lock().unwrap() = harness.clock().clone();
        harness
    }
}

fn open(folder: PathBuf, clock: Arc<Joined>) -> Desk {
    let opening = Opening {
        clock: Some(clock),
        terminal: Some(TerminalId::parse("test").unwrap()),
        ..Opening::default()
    };
    Desk::open(&folder, opening).unwrap()
}

/// The published PIN of a person who does not confirm, and of one who does.
pub fn pins() -> (String, String) {
    sample::published_pins().unwrap()
}

/// The PIN with which a person of the sample office signs.
pub fn pin_of(desk: &Desk, person: PersonNo) -> Pin {
    let view = desk.view().unwrap();
    let (plain, confirming) = pins();
    if view.office.confirms(person, view.today().0) {
        Pin::typed(&confirming)
    } else {
        Pin::typed(&plain)
    }
}

/// The keys with which a person who does not confirm signs: number, PIN, Enter.
pub fn sign(no: u16) -> String {
    format!("{no:02}{}<enter>", pins().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_has_an_office_of_its_own() {
        let one = Fixture::new();
        let other = Fixture::new();
        assert_ne!(one.folder(), other.folder());
        let board = one.other_terminal().view().unwrap().board().unwrap();
        assert!(board.sample);
        assert_eq!(board.now, one.stage.now);
        assert_eq!(
            other.desk.view().unwrap().board().unwrap().places,
            board.places
        );
        assert_eq!(sign(7), format!("07{}<enter>", pins().0));
        let key = one
            .desk
            .open_person(PersonNo(1), &pin_of(&one.desk, PersonNo(1)));
        assert!(key.is_ok());
    }
}
