//! The terminal itself: taken over whole, given back whole, whatever happens.

use super::ink::{Ambiguous, Ink};
use super::theme::Theme;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    self, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{cursor, execute, style};
use std::io::{self, IsTerminal as _, Write as _};
use std::str::FromStr;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why the screens cannot be shown. The text is ASCII: it is for terminals that show nothing else.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// The console of the Linux kernel has no Japanese, a dumb terminal no cursor.
    #[error(
        "this terminal (TERM={0}) cannot show Japanese screens. Use a graphical terminal window, \
         or the commands that need no screen: kagiban --help"
    )]
    Unsuitable(String),
    /// Input or output is a file or a pipe.
    #[error("the screens need a terminal. For scripts there are commands: kagiban --help")]
    NotATerminal,
    /// The terminal did not answer as one.
    #[error("the terminal cannot be used: {0}")]
    Io(#[from] io::Error),
}

impl FromStr for Ambiguous {
    type Err = &'static str;

    /// `1` or `2`, as `--ambiguous-width` takes it.
    fn from_str(written: &str) -> Result<Self, Self::Err> {
        match written {
            "1" => Ok(Self::Narrow),
            "2" => Ok(Self::Wide),
            _ => Err("1 or 2"),
        }
    }
}

/// The terminal while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub struct TerminalGuard {
    ink: Ink,
}

impl TerminalGuard {
    /// Takes the terminal over and finds out how it paints; `ambiguous` overrides the probe. To be
    /// done before anything else reads from it.
    ///
    /// # Errors
    /// When it cannot show the screens; it is then as it was.
    pub fn enter(ambiguous: Option<Ambiguous>) -> Result<Self, TerminalError> {
        suitable(std::env::var("TERM").ok().as_deref())?;
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(TerminalError::NotATerminal);
        }
        let theme = theme(std::env::var("NO_COLOR").ok().as_deref());
        // crossterm's own handling of NO_COLOR resets the modifiers as well, and with them the
        // mark of the selected row. The monochrome theme sets no colour instead.
        style::force_color_output(true);
        restore_on_panic();
        terminal::enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        let mut guard = Self {
            ink: Ink {
                theme,
                ambiguous: ambiguous.unwrap_or_default(),
            },
        };
        execute!(io::stdout(), EnterAlternateScreen)?;
        // The legacy Windows console has none; a paste then comes as keys.
        let _ = execute!(io::stdout(), EnableBracketedPaste);
        if ambiguous.is_none() {
            guard.ink.ambiguous = probe().unwrap_or_default();
        }
        Ok(guard)
    }

    /// How this terminal paints.
    #[must_use]
    pub fn ink(&self) -> Ink {
        self.ink
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore();
    }
}

/// Whether a terminal of that name can show the screens.
fn suitable(term: Option<&str>) -> Result<(), TerminalError> {
    match term {
        Some(name @ ("linux" | "dumb")) => Err(TerminalError::Unsuitable(name.to_owned())),
        _ => Ok(()),
    }
}

/// `NO_COLOR` counts when it is set and not empty.
fn theme(no_color: Option<&str>) -> Theme {
    match no_color {
        Some(value) if !value.is_empty() => Theme::Monochrome,
        _ => Theme::Colour,
    }
}

/// Writes one ambiguous character and asks where the cursor is.
fn probe() -> io::Result<Ambiguous> {
    let mut out = io::stdout();
    execute!(out, cursor::MoveTo(0, 0), style::Print('\u{2026}'))?;
    let (column, _) = cursor::position()?;
    execute!(out, Clear(ClearType::All), cursor::MoveTo(0, 0))?;
    Ok(if column >= 2 {
        Ambiguous::Wide
    } else {
        Ambiguous::Narrow
    })
}

/// Whether the terminal is ours. Giving it back twice would put the cursor over what was printed
/// in between.
static OURS: AtomicBool = AtomicBool::new(false);

/// Undoes everything, once; no step depends on another one's success.
fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, EndSynchronizedUpdate);
    let _ = execute!(out, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen);
    let _ = execute!(out, cursor::Show);
    let _ = terminal::disable_raw_mode();
    let _ = out.flush();
}

/// The message of a panic must not be lost on a screen that is gone a moment later.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let original = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore();
            original(info);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_without_japanese_is_refused_in_ascii() {
        for name in ["linux", "dumb"] {
            let error = suitable(Some(name)).unwrap_err().to_string();
            assert!(error.is_ascii() && error.contains(name), "{error}");
        }
        assert!(suitable(Some("xterm-256color")).is_ok());
        assert!(suitable(None).is_ok());
    }

    #[test]
    fn an_empty_no_color_does_not_count() {
        assert_eq!(theme(Some("1")), Theme::Monochrome);
        assert_eq!(theme(Some("")), Theme::Colour);
        assert_eq!(theme(None), Theme::Colour);
    }
}
