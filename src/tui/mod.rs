//! The terminal: guard, keymap, theme, widgets, screens.
//!
//! Called by `cli`. Knows how nothing is stored and decides nothing: screens ask the desk and show
//! its answers. Everything but [`terminal`] and the input thread runs in tests without a terminal
//! (see [`testing`]).
//!
//! | file | what |
//! |---|---|
//! | [`action`] | the one table of everything a key can do |
//! | [`keymap`] | which key does it; the key bar |
//! | `input` | from terminal events to keys with a time, in a thread that never waits |
//! | `confirm` | the one place that decides whether a key may confirm |
//! | `screen` | what a screen is ([`Screen`]) and may ask for ([`Cx`]) |
//! | `app` | the stack of screens: pure, messages in, frames out |
//! | `layer` | one screen of the stack with its jobs |
//! | `frame` | title, rules, message, keys |
//! | `ink` | how text is measured on this terminal |
//! | `paint` | the only way onto the screen ([`Canvas`], [`Row`]) |
//! | `theme` | tones and states |
//! | `jobs` | the worker |
//! | `run`, [`terminal`] | threads, main loop, taking the terminal over and giving it back |
//!
//! # How to write a screen
//!
//! 1. Words: `data/locales/{ja,en}/<area>.ftl`; asked for with [`t!`](crate::t). Nothing else is
//!    written in Japanese.
//! 2. Actions: take those of [`action`]; a new one is one line there, two words in `keys.ftl` of each
//!    language, and one line in `keymaps/default.toml`.
//! 3. A struct with what is shown and the widgets ([`widgets`]); implement [`Screen`] for the desk.
//!    `title`, `hint` and `actions` are rows 1, 23 and 24; `draw` is the body between the rules
//!    (19 rows at 80x24, more on a larger window; [`Screen::edges`] gives rules back to the body).
//! 4. Keys: first an open [`widgets::Dialog`], then the field with the focus or the
//!    [`widgets::Signature`], then `match key.action`, and `_ => Next::Pass` for the rest: back, quit
//!    and help are then done for you. Say [`Screen::typing`] while a text field has the focus.
//! 5. Whatever confirms asks [`Cx::armed`], and nothing else does. Whenever something new is on the
//!    screen (a page, a record, a colleague's change) call [`Cx::page_opened`].
//! 6. The desk: what is answered at once through [`Cx::desk`]; what writes or opens a key through
//!    [`Cx::spawn`], whose answer comes to [`Screen::job`]. The screen cannot be left before.
//! 7. What happened is said with [`Cx::say`], what was refused with [`Cx::refuse`]; both stay until
//!    the next key, also when the screen goes.
//! 8. [`Screen::hide`] drops a half-typed PIN: `self.line.hide()`.
//! 9. Test it with [`testing::Harness`]: keys as text, the rows as text.
//!
//! ```
//! use kagiban::t;
//! use kagiban::tui::testing::{Harness, Stage};
//! use kagiban::tui::{Action, Canvas, Cx, Key, Next, Offer, Row, Screen, Title, View};
//! # use std::sync::Arc;
//! # struct Desk;
//! struct Hello {
//!     open: bool,
//! }
//!
//! impl Screen<Desk> for Hello {
//!     type Answer = ();
//!     fn title(&self, view: &View<'_, Desk>) -> Title {
//!         Title::new("kagiban").right(view.now.clock())
//!     }
//!     fn draw(&mut self, canvas: &mut Canvas<'_>, _: &View<'_, Desk>) {
//!         canvas.row(0, &Row::new().gap(2).cell(10, "書庫A").text(if self.open { "18:41" } else { "" }));
//!         canvas.cursor(2, 0);
//!     }
//!     fn hint(&self, view: &View<'_, Desk>) -> String {
//!         t!(view.words, frame_busy)
//!     }
//!     fn actions(&self, _: &View<'_, Desk>) -> Vec<Offer> {
//!         vec![Action::Stamp.into(), Action::Back.into(), Action::Help.into()]
//!     }
//!     fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
//!         match key.action {
//!             Some(Action::Stamp) if cx.armed(key) => {
//!                 self.open = !self.open;
//!                 Next::Stay
//!             }
//!             _ => Next::Pass,
//!         }
//!     }
//! }
//!
//! let stage = Stage::at("2026-11-17T18:41:00+09:00");
//! let mut harness = Harness::new(Arc::new(Desk), Hello { open: false }, stage);
//! harness.keys("<space>").sees("書庫A     18:41");
//! ```

pub mod action;
mod app;
mod clock;
mod confirm;
mod frame;
mod ink;
mod input;
mod jobs;
pub mod keymap;
mod layer;
mod message;
mod paint;
mod run;
pub mod say;
mod screen;
pub mod screens;
pub mod terminal;
#[doc(hidden)]
pub mod testing;
mod theme;
pub mod widgets;

pub use action::{Action, Context, Offer};
pub use app::{App, Flow, Leave, Setup};
pub use clock::{Clock, HostClock};
pub use confirm::{Guard, READING};
pub use frame::{Edges, LEAST, Title};
pub use ink::{Ambiguous, Ink};
pub use input::{Classifier, Input, Key};
pub use jobs::{Job, Task};
pub use keymap::Keymap;
pub use message::{Message, Progress, Token};
pub use paint::{Canvas, Row, mark_width};
pub use run::run;
pub use screen::{Cx, Help, Loss, Next, Opened, Screen, View};
pub use terminal::{TerminalError, TerminalGuard};
pub use theme::{Mark, Theme, Tone};
