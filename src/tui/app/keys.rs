//! Which keys reach the screen on top, and which are the frame's own.

use super::{App, Flow, IDLE, Leave};
use crate::t;
use crate::tui::action::{Action, Offer};
use crate::tui::confirm::Guard;
use crate::tui::frame::Notice;
use crate::tui::input::Key;
use crate::tui::layer::Layer;
use crate::tui::screen::{LiveEvent, Next, View};
use crate::tui::widgets::help::HelpScreen;
use crate::tui::{Context, screen};
use crossterm::event::KeyCode;
use std::sync::atomic::Ordering;
use std::time::Instant;

impl<D: Send + Sync + 'static> App<D> {
    pub(super) fn key(&mut self, mut key: Key) -> Flow {
        let at = key.at;
        let idle = at.saturating_duration_since(self.last_input) >= IDLE;
        self.last_input = at;
        if self.small {
            let quits = self.keymap.find(&key, &[], false) == Some(Action::Quit);
            // Nothing could be asked in it.
            return if quits { self.end() } else { Flow::Same };
        }
        if self.hidden || idle {
            return self.wake_up(at);
        }
        self.floor.notice = None;
        let Some((offers, typing, waits)) = self.look() else {
            return Flow::Quit(Leave::Ended);
        };
        let lines = self.top_look(|screen| screen.takes_lines());
        if nobody_pressed(&key, typing, lines.unwrap_or(false)) {
            if key.burst && !typing {
                self.floor.notice = Some(Notice::Refused(t!(self.floor.words, frame_no_paste)));
            }
            return Flow::Draw;
        }
        key.action = self.keymap.find(&key, &offers, typing);
        let leaves = matches!(key.action, Some(Action::Back | Action::Quit));
        if waits && leaves {
            return self.hold(key.action);
        }
        let next = self.deliver(self.layers.len() - 1, LiveEvent::Key(&key), at);
        let next = match (next, key.action) {
            (Next::Pass, Some(Action::Back)) => Next::Pop,
            (Next::Pass, Some(Action::Quit)) => Next::Quit,
            (Next::Pass, Some(Action::Help)) => self.help(),
            (next, _) => next,
        };
        self.follow(next, at).and(Flow::Draw)
    }

    pub(super) fn paste(&mut self, text: &str, at: Instant) -> Flow {
        self.last_input = at;
        if self.small {
            return Flow::Same;
        }
        if self.hidden {
            return self.wake_up(at);
        }
        self.floor.notice = None;
        // What was pasted has changed the page: the next key is not yet an answer to it.
        self.floor.guard = Guard::opened(at);
        let top = self.layers.len().saturating_sub(1);
        let next = self.deliver(top, LiveEvent::Paste(text), at);
        self.follow(next, at).and(Flow::Draw)
    }

    /// The screen waits for a job: Esc stops a long one, and nothing leaves a write alone.
    fn hold(&mut self, action: Option<Action>) -> Flow {
        let words = self.floor.words;
        let long = self.layers.last().and_then(Layer::long);
        let text = match (long, action) {
            (Some((job, _)), Some(Action::Back)) => {
                job.stop.store(true, Ordering::Relaxed);
                t!(words, frame_stopping)
            }
            _ => t!(words, frame_busy_leave),
        };
        self.floor.notice = Some(Notice::Refused(text));
        Flow::Draw
    }

    fn look(&self) -> Option<(Vec<Offer>, bool, bool)> {
        let layer = self.layers.last()?;
        let view = View {
            desk: self.floor.desk.as_ref(),
            words: self.floor.words,
            now: self.clock.now(),
            armed: false,
            busy: layer.waits(),
            ink: self.ink,
        };
        let screen = layer.screen.0.screen();
        Some((screen.actions(&view), screen.typing(), layer.waits()))
    }

    fn help(&self) -> Next<D> {
        let Some(layer) = self.layers.last() else {
            return Next::Stay;
        };
        let view = View {
            desk: self.floor.desk.as_ref(),
            words: self.floor.words,
            now: self.clock.now(),
            armed: false,
            busy: false,
            ink: self.ink,
        };
        let screen = layer.screen.0.screen();
        if screen.context() == Context::Reading {
            return Next::Stay;
        }
        let help = HelpScreen::new(
            screen.help(&view),
            &screen.actions(&view),
            &self.keymap,
            self.floor.words,
        );
        Next::push(help)
    }

    pub(super) fn top_look<T>(&self, ask: impl FnOnce(&dyn screen::Look<D>) -> T) -> Option<T> {
        self.layers.last().map(|layer| ask(layer.screen.0.screen()))
    }

    pub(super) fn typing(&self) -> bool {
        self.top_look(|screen| screen.typing()).unwrap_or(false)
    }

    /// Whether a field that takes text is on the screen, and not the frame of a screen left alone.
    pub(in crate::tui) fn takes_text(&self) -> bool {
        !self.small && !self.hidden && self.typing()
    }
}

/// A key that came out of a paste, or of a held Enter, and is no text where the focus is: it chooses
/// nothing, goes nowhere and confirms nothing.
fn nobody_pressed(key: &Key, typing: bool, lines: bool) -> bool {
    match key.code {
        KeyCode::Enter => (key.burst || key.repeat) && !lines,
        KeyCode::Tab => key.burst && !lines,
        KeyCode::Char(_) => key.burst && !typing,
        _ => false,
    }
}
