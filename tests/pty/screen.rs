//! What the program has written, as the screen that it makes. A frame inside a synchronised update
//! is seen whole or not at all, as in a terminal.

use std::num::NonZeroU16;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const WHERE: &[u8] = b"\x1b[6n";

/// What the terminal answers when it is asked how wide an ambiguous character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Narrow,
    Wide,
    Nothing,
}

impl Answer {
    fn bytes(self) -> Option<&'static [u8]> {
        match self {
            Self::Narrow => Some(b"\x1b[1;2R"),
            Self::Wide => Some(b"\x1b[1;3R"),
            Self::Nothing => None,
        }
    }
}

pub struct Screen {
    state: Mutex<State>,
    changed: Condvar,
    answer: Answer,
}

struct State {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// What has come and is not shown yet.
    pending: Vec<u8>,
    inside: bool,
    frames: u64,
    last_frame: Instant,
    ended: bool,
}

/// One moment of the screen.
pub struct Shot<'a>(&'a vt100::Screen);

impl Shot<'_> {
    pub fn rows(&self) -> Vec<String> {
        let (_, columns) = self.0.size();
        let rows = self.0.rows(0, columns.get());
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// Row and column of the hardware cursor, from 1; none while it is hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let (row, column) = self.0.cursor_position();
        (!self.0.hide_cursor()).then_some((row + 1, column + 1))
    }

    /// Whether the screen of the program is up, and not that of the shell before it.
    pub fn is_ours(&self) -> bool {
        self.0.alternate_screen()
    }

    pub fn asks_for_pastes(&self) -> bool {
        self.0.bracketed_paste()
    }

    /// Whether any cell has a colour.
    pub fn has_colour(&self) -> bool {
        let (rows, columns) = self.0.size();
        let cells = (0..rows.get()).flat_map(|y| (0..columns.get()).map(move |x| (y, x)));
        cells.filter_map(|(y, x)| self.0.cell(y, x)).any(|cell| {
            cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default
        })
    }

    /// Whether some cell of the row, from 1, is reversed, bold or underlined.
    pub fn is_marked(&self, row: u16) -> bool {
        let (_, columns) = self.0.size();
        (0..columns.get())
            .filter_map(|x| self.0.cell(row - 1, x))
            .any(|cell| cell.inverse() || cell.bold() || cell.underline())
    }
}

impl Screen {
    pub fn new(columns: u16, rows: u16, answer: Answer) -> Self {
        Self {
            state: Mutex::new(State {
                parser: vt100::Parser::new(whole(rows), whole(columns), 0),
                bytes: Vec::new(),
                pending: Vec::new(),
                inside: false,
                frames: 0,
                last_frame: Instant::now(),
                ended: false,
            }),
            changed: Condvar::new(),
            answer,
        }
    }

    /// Takes what the program wrote; gives back what the terminal answers.
    pub fn feed(&self, bytes: &[u8]) -> Option<&'static [u8]> {
        let mut state = self.state.lock().unwrap();
        state.bytes.extend_from_slice(bytes);
        state.pending.extend_from_slice(bytes);
        let asked = state.show();
        self.changed.notify_all();
        asked.then(|| self.answer.bytes()).flatten()
    }

    pub fn end(&self) {
        let mut state = self.state.lock().unwrap();
        let rest = std::mem::take(&mut state.pending);
        state.parser.process(&rest);
        state.ended = true;
        self.changed.notify_all();
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let mut state = self.state.lock().unwrap();
        state
            .parser
            .screen_mut()
            .set_size(whole(rows), whole(columns));
    }

    pub fn look<T>(&self, ask: impl FnOnce(&Shot<'_>) -> T) -> T {
        ask(&Shot(self.state.lock().unwrap().parser.screen()))
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.state.lock().unwrap().bytes.clone()
    }

    pub fn frames(&self) -> u64 {
        self.state.lock().unwrap().frames
    }

    /// Waits until `seen`; whether it came in time.
    pub fn until(&self, limit: Duration, seen: impl Fn(&Shot<'_>) -> bool) -> bool {
        self.wait(limit, |state| seen(&Shot(state.parser.screen())))
    }

    pub fn until_end(&self, limit: Duration) -> bool {
        self.wait(limit, |state| state.ended)
    }

    /// Waits for a frame after the first `frames`, or the end.
    pub fn until_frame(&self, frames: u64, limit: Duration) -> bool {
        self.wait(limit, |state| state.frames > frames || state.ended)
    }

    /// Lets time pass, as between the keys of a person.
    pub fn pass(&self, time: Duration) {
        let _ = self.wait(time, |state| state.ended);
    }

    /// Waits until nothing has changed on the screen for `time`: as long as it takes to read it.
    pub fn quiet(&self, time: Duration) {
        loop {
            let last = self.state.lock().unwrap().last_frame;
            let left = (last + time).saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            if self.wait(left, |state| state.ended) {
                return;
            }
        }
    }

    fn wait(&self, limit: Duration, done: impl Fn(&State) -> bool) -> bool {
        let deadline = Instant::now() + limit;
        let mut state = self.state.lock().unwrap();
        loop {
            if done(&state) {
                return true;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || (state.ended && !done(&state)) {
                return false;
            }
            state = self.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    pub fn dump(&self) -> String {
        let state = self.state.lock().unwrap();
        let shot = Shot(state.parser.screen());
        let mut text = String::new();
        for (number, row) in shot.rows().iter().enumerate() {
            text.push_str(&format!("{:>3} |{row}\n", number + 1));
        }
        let tail = &state.bytes[state.bytes.len().saturating_sub(400)..];
        let tail = String::from_utf8_lossy(tail);
        text.push_str(&format!(
            "cursor {:?}, {} frames, ended: {}\nlast bytes: {:?}\n",
            shot.cursor(),
            state.frames,
            state.ended,
            tail
        ));
        text
    }
}

impl State {
    /// Shows what is whole. Whether the terminal was asked where its cursor is.
    fn show(&mut self) -> bool {
        let mut asked = false;
        loop {
            let mark = if self.inside { END } else { BEGIN };
            let Some(at) = find(&self.pending, mark) else {
                if !self.inside {
                    let kept = partial(&self.pending, mark);
                    let rest = self.pending.split_off(self.pending.len() - kept);
                    let now = std::mem::replace(&mut self.pending, rest);
                    asked |= find(&now, WHERE).is_some();
                    self.parser.process(&now);
                }
                return asked;
            };
            let rest = self.pending.split_off(at + mark.len());
            let now = std::mem::replace(&mut self.pending, rest);
            asked |= find(&now, WHERE).is_some();
            self.parser.process(&now);
            if self.inside {
                self.frames += 1;
                self.last_frame = Instant::now();
            }
            self.inside = !self.inside;
        }
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|part| part == mark)
}

/// How many bytes at the end may be the beginning of the mark.
fn partial(bytes: &[u8], mark: &[u8]) -> usize {
    let longest = mark.len().saturating_sub(1).min(bytes.len());
    (0..=longest)
        .rev()
        .find(|n| bytes.ends_with(&mark[..*n]))
        .unwrap_or(0)
}

fn whole(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}
