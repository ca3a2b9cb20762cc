//! The screens: the one command without a name, `lock`, and `demo`.

use super::Exit;
use super::failure::Failure;
use super::open::under;
use crate::calendar::Moment;
use crate::desk::{self, Desk};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::Standing;
use crate::store::Mode;
use crate::t;
use crate::tui::say::refusal;
use crate::tui::screens::board::Board;
use crate::tui::screens::enrol::Enrol;
use crate::tui::screens::evening::Evening;
use crate::tui::{Ambiguous, Clock, Keymap, Leave, Next, Opened, Setup, TerminalGuard, run};
use std::sync::Arc;

/// How the screens are shown.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The language.
    pub words: Locale,
    /// What is known of the terminal.
    pub ambiguous: Option<Ambiguous>,
    /// Nobody may leave for a shell.
    pub kiosk: bool,
    /// Whose terminal this is.
    pub owner: Option<PersonNo>,
}

/// Which screen comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// The board.
    Board,
    /// The evening lock, with nothing beneath it.
    Evening,
}

/// Shows an office until somebody leaves.
///
/// # Errors
/// When the terminal cannot show it, or something broke.
pub fn show(desk: Desk, first: First, look: Look) -> Result<Exit, Failure> {
    let words = under(&desk, look.words);
    let keymap = Keymap::built_in().map_err(|error| Failure::keymap(&error, words))?;
    let guard = TerminalGuard::enter(look.ambiguous).map_err(|e| Failure::terminal(&e, words))?;
    let warning = match desk.mode() {
        Mode::ReadWrite => None,
        Mode::ReadOnly(why) => Some(refusal::read_only(why, words)),
    };
    let founded = desk
        .view()
        .is_ok_and(|view| view.office.standing == Standing::Founded);
    let setup = Setup {
        clock: Box::new(DeskClock(desk.clock())),
        desk: Arc::new(desk),
        words,
        keymap,
        ink: guard.ink(),
        kiosk: look.kiosk,
        warning,
    };
    let opened = match first {
        // Nothing else works before the first manager has accepted.
        _ if founded => {
            let owner = look.owner;
            Opened::new(Enrol::accept(Box::new(move || {
                Next::replace(Board::new(owner))
            })))
        }
        First::Board => Opened::new(Board::new(look.owner)),
        First::Evening => Opened::new(Evening::alone(look.owner)),
    };
    match run(guard, setup, opened).map_err(|e| Failure::terminal(&e, words))? {
        Leave::Wished | Leave::Ended => Ok(Exit::Fine),
        Leave::Broken => Err(Failure::written(t!(words, frame_worker_broken))),
    }
}

/// The desk's clock, as screens look at it.
struct DeskClock(Arc<dyn desk::Clock>);

impl Clock for DeskClock {
    fn now(&self) -> Moment {
        self.0.now()
    }
}

impl std::fmt::Debug for DeskClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeskClock")
    }
}
