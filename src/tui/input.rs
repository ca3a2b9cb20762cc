//! From terminal events to keys with a time on them.
//!
//! The thread here reads and stamps, and never waits for the screen: whether a key may confirm
//! something depends on when it was pressed, not on when somebody came to look at it.

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::action::Action;
use super::message::Message;

/// Faster than this after the event before it, nobody typed it: it came out of a paste.
pub const BURST: Duration = Duration::from_millis(15);
/// The same key again within this is a key held down.
pub const REPEAT: Duration = Duration::from_millis(120);
/// A key that confirms, pressed again within this, is looked at a little longer: the first repeat
/// of a held key comes after a pause of 250 to 660 ms and looks like a second press.
const MAYBE_HELD: Duration = Duration::from_millis(1000);
/// How much longer: held keys repeat about every 33 ms.
const HELD_LOOK: Duration = Duration::from_millis(60);

/// One key, as it was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Which key; characters as they came, full-width ones too.
    pub code: KeyCode,
    /// With which others. Shift is not told apart for characters: they say it themselves.
    pub mods: KeyModifiers,
    /// When it arrived.
    pub at: Instant,
    /// It came within `BURST` of the event before it: part of a paste. Never confirms.
    pub burst: bool,
    /// The same key came within `REPEAT` before, or it is held down. Never confirms.
    pub repeat: bool,
    /// What it does on the present screen; none while it is text for the field with the focus.
    pub action: Option<Action>,
}

impl Key {
    /// A key pressed on its own, for tests.
    #[must_use]
    pub fn pressed(code: KeyCode, at: Instant) -> Self {
        Self {
            code,
            mods: KeyModifiers::NONE,
            at,
            burst: false,
            repeat: false,
            action: None,
        }
    }

    /// The character it types, as it came; none with Ctrl or Alt.
    #[must_use]
    pub fn char(&self) -> Option<char> {
        match self.code {
            KeyCode::Char(c)
                if !self
                    .mods
                    .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
            {
                Some(c)
            }
            _ => None,
        }
    }

    /// The digit it types, 0 to 9, full-width or not.
    #[must_use]
    pub fn digit(&self) -> Option<u8> {
        self.char()
            .map(fold)
            .and_then(|c| c.to_digit(10))
            .and_then(|digit| u8::try_from(digit).ok())
    }

    /// The row that its digit names, counted from 0: 1 names the first, 0 names none.
    #[must_use]
    pub fn nth(&self) -> Option<usize> {
        usize::from(self.digit()?).checked_sub(1)
    }

    /// The key with full-width ASCII and the ideographic space folded: what shortcuts go by.
    #[must_use]
    pub fn folded(&self) -> (KeyCode, KeyModifiers) {
        match self.code {
            KeyCode::Char(c) => (KeyCode::Char(fold(c)), self.mods),
            other => (other, self.mods),
        }
    }
}

/// Full-width ASCII and the ideographic space as ASCII; anything else as it is.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// What comes from the keyboard and the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Text pasted in one piece; raw, and untrusted.
    Paste(String, Instant),
    /// The window has another size.
    Resize,
}

/// Tells typed keys from pasted and held ones. Pure: the time comes with the event.
#[derive(Debug, Default)]
pub struct Classifier {
    last_event: Option<Instant>,
    last_key: Option<(KeyCode, KeyModifiers, Instant)>,
}

impl Classifier {
    /// The input that an event is; none for what is not input, releases of keys among them.
    pub fn classify(&mut self, event: Event, at: Instant) -> Option<Input> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => Some(self.key(key, at)),
            Event::Paste(text) => {
                self.last_event = Some(at);
                self.last_key = None;
                Some(Input::Paste(text, at))
            }
            Event::Resize(..) => Some(Input::Resize),
            _ => None,
        }
    }

    fn key(&mut self, event: KeyEvent, at: Instant) -> Input {
        let (code, mods) = plain(event.code, event.modifiers);
        let since = |before: Instant| at.saturating_duration_since(before);
        let burst = self.last_event.is_some_and(|before| since(before) < BURST);
        let again = self
            .last_key
            .is_some_and(|(c, m, before)| (c, m) == (code, mods) && since(before) < REPEAT);
        self.last_event = Some(at);
        self.last_key = Some((code, mods, at));
        Input::Key(Key {
            code,
            mods,
            at,
            burst,
            repeat: again || event.kind == KeyEventKind::Repeat,
            action: None,
        })
    }

    /// How long to wait for a further event before a key that confirms is handed on: it is the
    /// same as the one before, so it may be the first repeat of a key held down.
    #[must_use]
    pub fn look(&self, event: &Event, at: Instant) -> Option<Duration> {
        let Event::Key(key) = event else { return None };
        let (code, mods) = plain(key.code, key.modifiers);
        let confirms = matches!(code, KeyCode::Enter | KeyCode::Char(' ' | '\u{3000}'));
        let (last, with, before) = self.last_key?;
        let same = (last, with) == (code, mods);
        let near = at.saturating_duration_since(before) < MAYBE_HELD;
        (key.kind == KeyEventKind::Press && confirms && same && near).then_some(HELD_LOOK)
    }
}

/// Shift is dropped from characters; hosts disagree on whether they report it.
fn plain(code: KeyCode, mods: KeyModifiers) -> (KeyCode, KeyModifiers) {
    match code {
        KeyCode::Char(_) | KeyCode::BackTab => (code, mods - KeyModifiers::SHIFT),
        _ => (code, mods),
    }
}

/// Where the input thread reads: the terminal, or a list in a test.
pub trait Source {
    /// The next event, waiting for it.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn read(&mut self) -> std::io::Result<Event>;
    /// Whether a further event comes within that time.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn poll(&mut self, within: Duration) -> std::io::Result<bool>;
}

/// The terminal itself.
#[derive(Debug)]
pub struct Terminal;

impl Source for Terminal {
    fn read(&mut self) -> std::io::Result<Event> {
        event::read()
    }

    fn poll(&mut self, within: Duration) -> std::io::Result<bool> {
        event::poll(within)
    }
}

/// How often the input thread looks whether the screens have ended: whatever comes after them on
/// the same terminal must not lose its first key to this thread.
const NAP: Duration = Duration::from_millis(50);

/// The next event; none when the screens have ended.
fn next(source: &mut impl Source, ended: &AtomicBool) -> std::io::Result<Option<Event>> {
    while !source.poll(NAP)? {
        if ended.load(Ordering::Relaxed) {
            return Ok(None);
        }
    }
    source.read().map(Some)
}

/// Reads until the terminal or the receiver is gone, or the screens have `ended`.
pub(super) fn listen(mut source: impl Source, out: &Sender<Message>, ended: &AtomicBool) {
    let mut classifier = Classifier::default();
    let mut early: Option<(Event, Instant)> = None;
    loop {
        let (event, at) = match early.take() {
            Some(waiting) => waiting,
            None => match next(&mut source, ended) {
                Ok(Some(event)) => (event, Instant::now()),
                Ok(None) => return,
                Err(_) => {
                    let _ = out.send(Message::Gone);
                    return;
                }
            },
        };
        let mut held = false;
        if let Some(look) = classifier.look(&event, at)
            && source.poll(look).unwrap_or(false)
            && let Ok(next) = source.read()
        {
            held = same_key(&event, &next);
            early = Some((next, Instant::now()));
        }
        let Some(mut input) = classifier.classify(event, at) else {
            continue;
        };
        if let Input::Key(key) = &mut input {
            key.repeat |= held;
        }
        if out.send(Message::Input(input)).is_err() {
            return;
        }
    }
}

fn same_key(one: &Event, other: &Event) -> bool {
    match (one, other) {
        (Event::Key(a), Event::Key(b)) => {
            b.kind != KeyEventKind::Release && a.code == b.code && a.modifiers == b.modifiers
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    fn key(input: Option<Input>) -> Key {
        match input {
            Some(Input::Key(key)) => key,
            other => panic!("not a key: {other:?}"),
        }
    }

    #[test]
    fn letting_a_key_go_is_no_second_press() {
        let mut event = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        let mut classifier = Classifier::default();
        assert_eq!(classifier.classify(Event::Key(event), Instant::now()), None);
    }

    #[test]
    fn keys_that_arrive_together_are_a_burst_and_typed_ones_are_not() {
        let start = Instant::now();
        let mut classifier = Classifier::default();
        let mut at =
            |ms, c| key(classifier.classify(press(c), start + Duration::from_millis(ms))).burst;
        assert!(!at(0, 'a'));
        assert!(at(3, 'b'));
        assert!(!at(80, 'c'));
    }

    #[test]
    fn the_same_key_within_120_ms_is_a_repeat() {
        let start = Instant::now();
        let mut classifier = Classifier::default();
        let mut at =
            |ms, c| key(classifier.classify(press(c), start + Duration::from_millis(ms))).repeat;
        assert!(!at(0, '1'));
        assert!(at(119, '1'));
        assert!(!at(239, '1'));
        assert!(!at(300, '2'));
    }

    #[test]
    fn the_first_repeat_of_a_held_space_is_known_by_what_follows() {
        struct Held(Vec<Event>);
        impl Source for Held {
            fn read(&mut self) -> std::io::Result<Event> {
                self.0.pop().ok_or_else(|| std::io::ErrorKind::Other.into())
            }
            fn poll(&mut self, _: Duration) -> std::io::Result<bool> {
                Ok(!self.0.is_empty())
            }
        }
        let (out, received) = std::sync::mpsc::channel();
        let ended = AtomicBool::new(true);
        listen(Held(vec![press(' '), press(' '), press(' ')]), &out, &ended);
        let repeats: Vec<bool> = received
            .try_iter()
            .filter_map(|message| match message {
                Message::Input(Input::Key(key)) => Some(key.repeat),
                _ => None,
            })
            .collect();
        assert_eq!(repeats, [false, true, true]);
    }

    #[test]
    fn full_width_digits_and_spaces_count_as_plain_ones() {
        let key = Key::pressed(KeyCode::Char('７'), Instant::now());
        assert_eq!(key.digit(), Some(7));
        let space = Key::pressed(KeyCode::Char('\u{3000}'), Instant::now());
        assert_eq!(space.folded().0, KeyCode::Char(' '));
    }
}
