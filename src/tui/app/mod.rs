//! The stack of screens and everything they share. Pure but for the jobs it hands out: messages
//! go in, frames come out, and a test can do what the terminal does.
//!
//! `mod` is the door: messages, time, frames, jobs. `stack` does what a screen answers; `keys` decides
//! which keys reach it; `leaving` asks before something unsigned is lost.

mod keys;
mod leaving;
mod stack;

use super::clock::Clock;
use super::confirm::Guard;
use super::frame;
use super::frame::{Frame, LEAST, Notice};
use super::ink::Ink;
use super::input::Input;
use super::jobs::{Job, Weight};
use super::keymap::{Keymap, bar};
use super::layer::{Layer, Running, message};
use super::message::{Message, Token};
use super::paint::Canvas;
use super::screen::{LiveEvent, Loss, Opened, View};
use crate::calendar::Moment;
use crate::locale::Locale;
use ratatui::layout::Position;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// After so long without a key the contents are hidden.
pub const IDLE: Duration = Duration::from_secs(180);

/// What all screens stand on.
#[derive(Debug)]
pub(super) struct Floor<D> {
    pub(super) desk: Arc<D>,
    pub(super) words: Locale,
    pub(super) guard: Guard,
    pub(super) notice: Option<Notice>,
    pub(super) jobs: Vec<Job>,
    pub(super) kept: Vec<Kept>,
}

/// What a screen left unsigned and would find again, as long as the program runs.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) key: String,
    pub(super) loss: Loss,
    /// It lives no longer than this.
    pub(super) until: Option<Instant>,
}

/// How an [`App`] is set up.
#[derive(Debug)]
pub struct Setup<D> {
    /// What the screens work on.
    pub desk: Arc<D>,
    /// Language of the screens.
    pub words: Locale,
    /// Which key does what.
    pub keymap: Keymap,
    /// Theme and terminal.
    pub ink: Ink,
    /// The office's clock.
    pub clock: Box<dyn Clock>,
    /// Nobody may leave for a shell: quitting goes back to the first screen.
    pub kiosk: bool,
    /// What is wrong with this office; row 23 says it until the first key.
    pub warning: Option<String>,
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Something may look different now.
    Draw,
    /// Nothing changed.
    Same,
    /// Leave.
    Quit(Leave),
}

impl Flow {
    /// What two events come to together.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Quit(leave), _) | (_, Self::Quit(leave)) => Self::Quit(leave),
            (Self::Draw, _) | (_, Self::Draw) => Self::Draw,
            _ => Self::Same,
        }
    }
}

/// Why the loop ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// Somebody wished it.
    Wished,
    /// The host or the terminal ended it.
    Ended,
    /// The worker broke down.
    Broken,
}

/// The running program but for the terminal.
pub struct App<D> {
    floor: Floor<D>,
    keymap: Arc<Keymap>,
    ink: Ink,
    clock: Box<dyn Clock>,
    kiosk: bool,
    /// The question whether to end although something is lost.
    leaving: Option<Token>,
    layers: Vec<Layer<D>>,
    tokens: u64,
    last_input: Instant,
    hidden: bool,
    small: bool,
    drawn: Drawn,
}

/// What the last frame showed of the time.
#[derive(Debug, Clone, Copy, Default)]
struct Drawn {
    minute: Option<i64>,
    armed: bool,
}

impl<D> std::fmt::Debug for App<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("layers", &self.layers.len())
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}

impl<D: Send + Sync + 'static> App<D> {
    /// Begins with a first screen, to which Home leads back.
    #[must_use]
    pub fn new(setup: Setup<D>, first: Opened<D>, at: Instant) -> Self {
        let mut app = Self {
            floor: Floor {
                desk: setup.desk,
                words: setup.words,
                guard: Guard::opened(at),
                notice: setup.warning.map(Notice::Refused),
                jobs: Vec::new(),
                kept: Vec::new(),
            },
            keymap: Arc::new(setup.keymap),
            ink: setup.ink,
            clock: setup.clock,
            kiosk: setup.kiosk,
            leaving: None,
            layers: Vec::new(),
            tokens: 0,
            last_input: at,
            hidden: false,
            small: false,
            drawn: Drawn::default(),
        };
        let _ = app.open(first, at);
        app
    }

    /// The jobs that screens have started since the last call, in their order.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        let jobs = std::mem::take(&mut self.floor.jobs);
        for job in &jobs {
            if let Some(layer) = self.layers.iter_mut().find(|l| l.token == job.token) {
                layer.running.push(Running {
                    weight: job.weight.clone(),
                    stop: Arc::clone(&job.stop),
                    progress: None,
                });
            }
        }
        jobs
    }

    /// Asks every running job to stop.
    pub(super) fn stop_all(&self) {
        for job in self.layers.iter().flat_map(|layer| &layer.running) {
            job.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Takes one message in. Jobs started meanwhile are had by [`App::take_jobs`].
    pub fn handle(&mut self, message: Message, at: Instant) -> Flow {
        match message {
            Message::Input(Input::Resize) => Flow::Draw,
            Message::Input(Input::Key(key)) => self.key(key),
            Message::Input(Input::Paste(text, at)) => self.paste(&text, at),
            Message::Done(token) => self.done(token, at),
            Message::Progress(token, progress) => {
                let layer = self.layers.iter_mut().find(|layer| layer.token == token);
                let long = layer.and_then(|layer| {
                    let mut jobs = layer.running.iter_mut();
                    jobs.find(|job| matches!(job.weight, Weight::Long(_)))
                });
                match long {
                    Some(job) => {
                        job.progress = Some(progress);
                        Flow::Draw
                    }
                    None => Flow::Same,
                }
            }
            Message::Broken => Flow::Quit(Leave::Broken),
            Message::Gone | Message::Terminate => Flow::Quit(Leave::Ended),
        }
    }

    /// What time alone changes: the hour in the title, the arming of a key, a screen left alone.
    pub fn tick(&mut self, at: Instant) -> Flow {
        let mut flow = Flow::Same;
        if !self.hidden && at >= self.last_input + IDLE {
            self.hidden = true;
            for layer in &mut self.layers {
                layer.screen.0.hide();
            }
            flow = Flow::Draw;
        }
        if self.hidden {
            return flow;
        }
        let due = self.top_look(|screen| screen.wake_at());
        if due.flatten().is_some_and(|due| due <= at) {
            let next = self.deliver(self.layers.len().saturating_sub(1), LiveEvent::Wake, at);
            flow = self.follow(next, at);
        }
        if !self.drawn.armed && self.floor.guard.is_armed(at) {
            flow = flow.and(Flow::Draw);
        }
        if !self.typing() && self.drawn.minute != Some(minute(self.clock.now())) {
            flow = flow.and(Flow::Draw);
        }
        flow
    }

    /// When [`App::tick`] has something to do, unless a message comes first.
    #[must_use]
    pub fn wake_at(&self, at: Instant) -> Instant {
        if self.hidden {
            return at + Duration::from_secs(3600);
        }
        let mut wake = self.last_input + IDLE;
        if !self.drawn.armed {
            wake = wake.min(self.floor.guard.arms_at());
        }
        if !self.typing() {
            let second = self.clock.now().unix().rem_euclid(60);
            let left = u64::try_from(60 - second).unwrap_or(60);
            wake = wake.min(at + Duration::from_secs(left));
        }
        if let Some(due) = self.top_look(|screen| screen.wake_at()).flatten() {
            wake = wake.min(due);
        }
        wake
    }

    /// Paints everything. Returns where the hardware cursor stands.
    pub fn draw(&mut self, buffer: &mut ratatui::buffer::Buffer, at: Instant) -> Position {
        let area = buffer.area;
        let mut cursor = None;
        let words = self.floor.words;
        self.small = area.width < LEAST.0 || area.height < LEAST.1;
        let now = self.clock.now();
        let armed = self.floor.guard.is_armed(at);
        let mut canvas = Canvas::new(buffer, area, self.ink, &mut cursor);
        if self.small {
            frame::too_small(&mut canvas, words);
        } else if self.hidden {
            frame::hidden(&mut canvas, words);
        } else if let Some(layer) = self.layers.last_mut() {
            let view = View {
                desk: self.floor.desk.as_ref(),
                words,
                now,
                armed,
                busy: layer.waits(),
                ink: self.ink,
            };
            let message = message(self.floor.notice.as_ref(), layer, &view);
            let screen = layer.screen.0.screen();
            let frame = Frame {
                title: screen.title(&view),
                edges: screen.edges(),
                message,
                keys: bar(&self.keymap, &screen.actions(&view), words),
            };
            frame.paint(&mut canvas, |body| layer.screen.0.draw(body, &view));
        }
        self.drawn = Drawn {
            minute: Some(minute(now)),
            armed,
        };
        cursor.unwrap_or(Position::new(0, area.height.saturating_sub(2)))
    }
}

fn minute(now: Moment) -> i64 {
    now.unix().div_euclid(60)
}
