//! What a screen answers, done: screens opened, left, replaced; jobs delivered.

use super::leaving::Leaving;
use super::{App, Flow, Leave};
use crate::tui::confirm::Guard;
use crate::tui::layer::Layer;
use crate::tui::message::Token;
use crate::tui::screen::{LiveEvent, Next, Opened, Visit};
use std::time::Instant;

impl<D: Send + Sync + 'static> App<D> {
    pub(super) fn done(&mut self, token: Token, at: Instant) -> Flow {
        let Some(index) = self.layers.iter().position(|layer| layer.token == token) else {
            return Flow::Same;
        };
        if let Some(layer) = self.layers.get_mut(index)
            && !layer.running.is_empty()
        {
            layer.running.remove(0);
        }
        let next = self.deliver(index, LiveEvent::Answer, at);
        if index + 1 == self.layers.len() {
            self.follow(next, at).and(Flow::Draw)
        } else {
            // A screen that lies under another one has learnt something; it does not move.
            Flow::Draw
        }
    }

    /// Somebody is back: the contents come up again, and the key that did it does nothing else.
    pub(super) fn wake_up(&mut self, at: Instant) -> Flow {
        if !self.hidden {
            for layer in &mut self.layers {
                layer.screen.0.hide();
            }
        }
        self.hidden = false;
        self.floor.guard = Guard::opened(at);
        let top = self.layers.len().saturating_sub(1);
        let next = self.deliver(top, LiveEvent::BackAgain, at);
        self.follow(next, at).and(Flow::Draw)
    }

    pub(super) fn deliver(&mut self, index: usize, event: LiveEvent<'_>, at: Instant) -> Next<D> {
        let now = self.clock.now();
        let Some(layer) = self.layers.get_mut(index) else {
            return Next::Stay;
        };
        let visit = Visit {
            token: layer.token,
            busy: layer.waits() || self.floor.jobs.iter().any(|job| job.token == layer.token),
            floor: &mut self.floor,
            now,
            at,
        };
        layer.screen.0.handle(event, visit)
    }

    pub(super) fn follow(&mut self, next: Next<D>, at: Instant) -> Flow {
        match next {
            Next::Pass => Flow::Same,
            Next::Stay => Flow::Draw,
            Next::Push(screen) => {
                // What is covered keeps no half-typed PIN.
                if let Some(layer) = self.layers.last_mut() {
                    layer.screen.0.covered();
                }
                self.open(screen, at)
            }
            Next::Replace(screen) => {
                self.layers.pop();
                self.open(screen, at)
            }
            Next::Pop if self.layers.len() > 1 => {
                self.layers.pop();
                self.shown(at)
            }
            Next::Pop => Flow::Draw,
            Next::Home => {
                self.layers.truncate(1);
                self.shown(at)
            }
            Next::Quit => self.quit(at),
        }
    }

    /// Ends the program; first it asks, where something unsigned would be lost.
    pub(super) fn quit(&mut self, at: Instant) -> Flow {
        let asked = self.layers.last().map(|layer| layer.token) == self.leaving;
        if let Some(question) = self.loss(at).filter(|_| !asked || self.leaving.is_none()) {
            let words = self.floor.words;
            if let Some(layer) = self.layers.last_mut() {
                layer.screen.0.covered();
            }
            let flow = self.open(Opened::new(Leaving::new(question, words)), at);
            self.leaving = self.layers.last().map(|layer| layer.token);
            return flow;
        }
        self.end()
    }

    /// The same without a question.
    pub(super) fn end(&mut self) -> Flow {
        if self.kiosk {
            self.layers.truncate(1);
            return Flow::Draw;
        }
        Flow::Quit(Leave::Wished)
    }

    pub(super) fn open(&mut self, screen: Opened<D>, at: Instant) -> Flow {
        self.tokens += 1;
        self.layers.push(Layer {
            token: Token(self.tokens),
            screen,
            running: Vec::new(),
        });
        self.shown(at)
    }

    fn shown(&mut self, at: Instant) -> Flow {
        self.floor.guard = Guard::opened(at);
        let top = self.layers.len().saturating_sub(1);
        let next = self.deliver(top, LiveEvent::Shown, at);
        self.follow(next, at).and(Flow::Draw)
    }
}
