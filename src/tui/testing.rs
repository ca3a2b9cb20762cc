//! Everything that the terminal does, done by a test: keys with times, a clock that stands until
//! it is moved, frames as rows of text. For the tests of screens; the program does not use it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use super::app::{App, Flow, Leave, Setup};
use super::clock::Clock;
use super::ink::{Ambiguous, Ink};
use super::input::{Classifier, Input};
use super::jobs::Job;
use super::keymap::Keymap;
use super::message::Message;
use super::screen::{Opened, Screen};
use super::theme::Theme;
use crate::calendar::Moment;
use crate::locale::{Lang, Locale};
use crate::office::ProfileId;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthChar as _;

/// When all tests begin.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A clock that a test moves.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self(Arc::new(AtomicI64::new(moment.unix())))
    }

    pub fn set(&self, moment: Moment) {
        self.0.store(moment.unix(), Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment::from_unix(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// How a [`Harness`] begins.
#[derive(Debug, Clone, Copy)]
pub struct Stage {
    pub lang: Lang,
    pub size: (u16, u16),
    pub ink: Ink,
    pub now: Moment,
    pub profile: ProfileId,
}

impl Stage {
    /// 80x24, Japanese, in colour, narrow, at this time: `2026-11-17T18:42:00+09:00`.
    #[must_use]
    pub fn at(now: &str) -> Self {
        Self {
            lang: Lang::Ja,
            size: (80, 24),
            ink: Ink::default(),
            now: Moment::parse(now).unwrap(),
            profile: ProfileId::Bureau,
        }
    }

    #[must_use]
    pub fn english(self) -> Self {
        Self {
            lang: Lang::En,
            ..self
        }
    }

    /// Of an office under these rules.
    #[must_use]
    pub fn under(self, profile: ProfileId) -> Self {
        Self { profile, ..self }
    }

    #[must_use]
    pub fn sized(self, columns: u16, rows: u16) -> Self {
        Self {
            size: (columns, rows),
            ..self
        }
    }

    #[must_use]
    pub fn wide(mut self) -> Self {
        self.ink.ambiguous = Ambiguous::Wide;
        self
    }

    #[must_use]
    pub fn monochrome(mut self) -> Self {
        self.ink.theme = Theme::Monochrome;
        self
    }
}

/// The whole program without a terminal.
///
/// Keys come 400 ms apart, and after each of them a frame is drawn and every job is done, unless
/// [`Harness::hold_jobs`] was called. Every frame is checked: no row is wider than the window less
/// one column, and the chrome holds no character of ambiguous width.
#[derive(Debug)]
pub struct Harness<D> {
    app: App<D>,
    clock: TestClock,
    classifier: Classifier,
    buffer: Buffer,
    cursor: Position,
    at: Instant,
    out: Sender<Message>,
    messages: Receiver<Message>,
    jobs: VecDeque<Job>,
    held: bool,
    left: Option<Leave>,
    frames: usize,
    ambiguous_data: bool,
}

impl<D: Send + Sync + 'static> Harness<D> {
    #[must_use]
    pub fn new(desk: Arc<D>, first: impl Screen<D>, stage: Stage) -> Self {
        Self::begin(desk, first, stage, false)
    }

    /// The same, where already the first frame shows such records; see `with_ambiguous_data`.
    #[must_use]
    pub fn of_ambiguous_data(desk: Arc<D>, first: impl Screen<D>, stage: Stage) -> Self {
        Self::begin(desk, first, stage, true)
    }

    fn begin(desk: Arc<D>, first: impl Screen<D>, stage: Stage, ambiguous_data: bool) -> Self {
        let clock = TestClock::at(stage.now);
        let setup = Setup {
            desk,
            words: Locale::new(stage.lang).under(stage.profile),
            keymap: Keymap::built_in().unwrap(),
            ink: stage.ink,
            clock: Box::new(clock.clone()),
            kiosk: false,
            warning: None,
        };
        let (out, messages) = channel();
        let (columns, rows) = stage.size;
        let mut harness = Self {
            app: App::new(setup, Opened::new(first), *START),
            clock,
            classifier: Classifier::default(),
            buffer: Buffer::empty(Rect::new(0, 0, columns, rows)),
            cursor: Position::ORIGIN,
            at: *START,
            out,
            messages,
            jobs: VecDeque::new(),
            held: false,
            left: None,
            frames: 0,
            ambiguous_data,
        };
        harness.settle();
        harness.draw();
        harness
    }

    /// The records shown hold ambiguous characters on purpose: frames are not searched for them.
    #[must_use]
    pub fn with_ambiguous_data(mut self) -> Self {
        self.ambiguous_data = true;
        self
    }

    /// Keys as text, each 400 ms after the one before: characters, and `<enter>` `<space>` `<esc>`
    /// `<f5>` `<up>` `<pageup>` `<tab>` `<backspace>` `<lt>` in the names of keymaps.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for code in parse(keys) {
            self.press(code, Duration::from_millis(400));
        }
        self
    }

    /// The same, 2 ms apart: as a paste arrives on a console without bracketed paste.
    pub fn burst(&mut self, keys: &str) -> &mut Self {
        let codes = parse(keys);
        for (nth, code) in codes.into_iter().enumerate() {
            let after = if nth == 0 { 400 } else { 2 };
            self.press(code, Duration::from_millis(after));
        }
        self
    }

    /// The same key held down: after the first press, one every 33 ms.
    pub fn hold(&mut self, key: &str, times: usize) -> &mut Self {
        let code = *parse(key).first().unwrap();
        for nth in 0..times {
            let after = if nth == 0 { 400 } else { 33 };
            self.press(code, Duration::from_millis(after));
        }
        self
    }

    /// One key after so long.
    pub fn press(&mut self, code: KeyCode, after: Duration) {
        self.pass(after);
        let event = Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        let input = self.classifier.classify(event, self.at).unwrap();
        self.send(Message::Input(input));
    }

    /// A bracketed paste.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.pass(Duration::from_millis(400));
        let input = self
            .classifier
            .classify(Event::Paste(text.to_owned()), self.at);
        self.send(Message::Input(input.unwrap()));
        self
    }

    /// Time goes by without a key; the screen changes as it would.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        let end = self.at + time;
        while self.at < end {
            let wake = self.app.wake_at(self.at).clamp(self.at, end);
            self.pass(wake.saturating_duration_since(self.at));
            let flow = self.app.tick(self.at);
            self.after(flow);
            if wake == self.at && self.at < end {
                self.pass(Duration::from_millis(1));
            }
        }
        self
    }

    /// Another window.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        self.send(Message::Input(Input::Resize));
        self
    }

    /// Something that comes from elsewhere than the keyboard.
    pub fn send(&mut self, message: Message) {
        let flow = self.app.handle(message, self.at);
        self.after(flow);
    }

    /// From now on jobs wait for [`Harness::finish_job`].
    pub fn hold_jobs(&mut self) -> &mut Self {
        self.held = true;
        self
    }

    /// Does the job that has waited longest. Whether there was one.
    pub fn finish_job(&mut self) -> bool {
        let Some(job) = self.jobs.pop_front() else {
            return false;
        };
        job.run(&self.out);
        self.settle();
        self.draw();
        true
    }

    /// The rows of the screen as text, without blanks at their ends.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        (0..area.height)
            .map(|y| {
                let mut row = String::new();
                let mut x = 0;
                while x < area.width {
                    let cell = &self.buffer[(x, y)];
                    row.push_str(cell.symbol());
                    x += cell.cell_width().max(1);
                }
                row.trim_end().to_owned()
            })
            .collect()
    }

    /// One row, counted from 1 as in the drawings of the screens.
    #[must_use]
    pub fn row(&self, number: usize) -> String {
        self.rows().get(number - 1).cloned().unwrap_or_default()
    }

    /// The whole screen, for a snapshot.
    #[must_use]
    pub fn screen(&self) -> String {
        self.rows().join("\n")
    }

    /// Panics with the whole screen when the text is not on it.
    #[track_caller]
    pub fn sees(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(screen.contains(text), "not on the screen: {text}\n{screen}");
        self
    }

    /// The same for a sentence that may be broken into rows.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        let rows = self.rows();
        let all: String = rows.iter().map(|row| row.trim()).collect();
        assert!(all.contains(text), "not said: {text}\n{}", self.screen());
        self
    }

    /// Panics with the whole screen when the text is on it.
    #[track_caller]
    pub fn does_not_see(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "on the screen: {text}\n{screen}");
        self
    }

    /// Column and row of the hardware cursor, counted from 0.
    #[must_use]
    pub fn cursor(&self) -> (u16, u16) {
        (self.cursor.x, self.cursor.y)
    }

    /// How a cell looks, column and row counted from 0.
    #[must_use]
    pub fn style(&self, x: u16, y: u16) -> Style {
        self.buffer[(x, y)].style()
    }

    /// How many frames were drawn.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// Why the program ended, if it has.
    #[must_use]
    pub fn left(&self) -> Option<Leave> {
        self.left
    }

    /// The clock, to move it.
    #[must_use]
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    fn pass(&mut self, time: Duration) {
        let before = self.at;
        self.at += time;
        let whole = |at: Instant| at.saturating_duration_since(*START).as_secs();
        let seconds = i64::try_from(whole(self.at) - whole(before)).unwrap();
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
    }

    fn after(&mut self, flow: Flow) {
        if let Flow::Quit(leave) = flow {
            self.left = Some(leave);
            return;
        }
        self.settle();
        if flow == Flow::Draw {
            self.draw();
        }
    }

    fn settle(&mut self) {
        loop {
            self.jobs.extend(self.app.take_jobs());
            if !self.held {
                while let Some(job) = self.jobs.pop_front() {
                    job.run(&self.out);
                }
            }
            let messages: Vec<Message> = self.messages.try_iter().collect();
            if messages.is_empty() {
                return;
            }
            for message in messages {
                if let Flow::Quit(leave) = self.app.handle(message, self.at) {
                    self.left = Some(leave);
                }
            }
        }
    }

    fn draw(&mut self) {
        self.buffer.reset();
        self.cursor = self.app.draw(&mut self.buffer, self.at);
        self.frames += 1;
        self.check();
    }

    fn check(&self) {
        let area = self.buffer.area;
        for y in 0..area.height {
            let edge = &self.buffer[(area.width - 1, y)];
            let before = &self.buffer[(area.width.saturating_sub(2), y)];
            let small = area.width < super::LEAST.0 || area.height < super::LEAST.1;
            assert!(
                small || (edge.symbol() == " " && before.cell_width() < 2),
                "row {} reaches the last column\n{}",
                y + 1,
                self.screen()
            );
        }
        let nowhere = Position::new(0, area.height.saturating_sub(2));
        assert!(
            !self.app.takes_text() || self.cursor != nowhere,
            "the field being typed is not on the screen\n{}",
            self.screen()
        );
        if self.ambiguous_data {
            return;
        }
        for c in self.screen().chars() {
            assert!(
                c.width() == c.width_cjk(),
                "{c} has no certain width\n{}",
                self.screen()
            );
        }
    }
}

/// `1<space>07<enter>` as keys.
fn parse(keys: &str) -> Vec<KeyCode> {
    let mut codes = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if let Some(named) = rest.strip_prefix('<')
            && let Some((name, after)) = named.split_once('>')
        {
            codes.push(named_key(name));
            rest = after;
        } else {
            codes.push(KeyCode::Char(c));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    codes
}

fn named_key(name: &str) -> KeyCode {
    if name == "lt" {
        return KeyCode::Char('<');
    }
    let parsed = crokey::parse(name).unwrap_or_else(|_| panic!("no key <{name}>"));
    match parsed.codes {
        crokey::OneToThree::One(code) => code,
        other => panic!("not one key: {other:?}"),
    }
}
