//! The real binary in a pseudo-terminal, and offices to run it in. For tests of the whole program.
//!
//! Nothing here waits for a time to pass: every wait is for something on the screen, and ends with
//! the screen, the cursor and the last bytes when it does not come. `KAGIBAN_TEST_SECONDS` (20)
//! says how long to wait. Keys are typed as a person types them: one after the program has shown
//! what the one before did, and a key that confirms only once the page can have been read.
#![allow(dead_code, clippy::unwrap_used)]

pub mod keys;
pub mod office;
mod screen;

pub use office::Office;
pub use screen::{Answer, Shot};

use keys::Press;
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use screen::Screen;
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A page counts as read after this: a little more than the program asks for.
const READ: Duration = Duration::from_millis(320);
/// Keys closer together than this are a paste for the program; a person's are not.
const APART: Duration = Duration::from_millis(18);
/// The same key again within less is a key held down.
const AGAIN: Duration = Duration::from_millis(130);

/// How long a wait may last.
pub fn patience() -> Duration {
    let seconds = std::env::var("KAGIBAN_TEST_SECONDS").ok();
    Duration::from_secs(seconds.and_then(|s| s.parse().ok()).unwrap_or(20))
}

/// The program in a terminal of its own. Killed when dropped.
pub struct Term {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Arc<std::sync::Mutex<Box<dyn Write + Send>>>,
    screen: Arc<Screen>,
    pressed: usize,
    typed: usize,
    /// When the last key went, and how many frames there were before it.
    last: Option<(Press, Instant, u64)>,
}

/// How a [`Term`] begins.
pub struct Stage<'a> {
    pub args: &'a [&'a str],
    pub columns: u16,
    pub rows: u16,
    pub answer: Answer,
    pub env: &'a [(&'a str, &'a str)],
}

impl Default for Stage<'_> {
    fn default() -> Self {
        Self {
            args: &[],
            columns: 80,
            rows: 24,
            answer: Answer::Narrow,
            env: &[],
        }
    }
}

impl Term {
    /// The screens of an office at 80x24.
    pub fn start(office: &Office) -> Self {
        Self::with(office, &Stage::default())
    }

    /// A subcommand at 80x24.
    pub fn run(office: &Office, args: &[&str]) -> Self {
        Self::with(
            office,
            &Stage {
                args,
                ..Stage::default()
            },
        )
    }

    pub fn with(office: &Office, stage: &Stage<'_>) -> Self {
        Self::begin(office, Path::new(office::BINARY), stage)
    }

    /// Another copy of the program.
    pub fn of(office: &Office, program: &Path, args: &[&str]) -> Self {
        let stage = Stage {
            args,
            ..Stage::default()
        };
        Self::begin(office, program, &stage)
    }

    fn begin(office: &Office, program: &Path, stage: &Stage<'_>) -> Self {
        let pair = native_pty_system()
            .openpty(size(stage.columns, stage.rows))
            .unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(stage.args);
        command.env_clear();
        for (name, value) in office.env() {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in stage.env {
            command.env(name, value);
        }
        command.cwd(office.home());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let writer = Arc::new(std::sync::Mutex::new(pair.master.take_writer().unwrap()));
        let screen = Arc::new(Screen::new(stage.columns, stage.rows, stage.answer));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (to, back) = (Arc::clone(&screen), Arc::clone(&writer));
        std::thread::spawn(move || {
            let mut part = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut part) {
                if let Some(answer) = to.feed(&part[..read]) {
                    let _ = back.lock().unwrap().write_all(answer);
                }
            }
            to.end();
        });
        Self {
            child,
            master: pair.master,
            writer,
            screen,
            pressed: 0,
            typed: 0,
            last: None,
        }
    }

    /// Types keys: `1<space>07` and what [`keys::parse`] knows besides, after the page has been
    /// read. Each is counted; text between bars, `|見本|`, comes through the input method and is not.
    #[track_caller]
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.settle();
        self.screen.quiet(READ);
        for (nth, part) in keys.split('|').enumerate() {
            if nth % 2 == 1 {
                self.types(part);
                continue;
            }
            for press in keys::parse(part) {
                self.wait_to_press(&press);
                self.press(press);
            }
        }
        self
    }

    /// Types a word through the input method: its characters come in one burst, then Enter is not
    /// pressed. Counted apart from keys.
    #[track_caller]
    pub fn types(&mut self, text: &str) -> &mut Self {
        self.settle();
        self.typed += text.chars().count();
        let frames = self.screen.frames();
        self.write(text.as_bytes());
        self.last = Some((Press::text(), Instant::now(), frames));
        self.settle();
        self
    }

    /// Keys at once, as they come out of a paste on a console without bracketed paste.
    #[track_caller]
    pub fn burst(&mut self, keys: &str) -> &mut Self {
        self.settle();
        let presses = keys::parse(keys);
        let bytes: Vec<u8> = presses.iter().flat_map(|p| p.bytes.clone()).collect();
        let frames = self.screen.frames();
        self.write(&bytes);
        self.last = Some((Press::text(), Instant::now(), frames));
        self.settle();
        self
    }

    /// A key held down: `times` of it, 33 ms apart, however the program keeps up.
    #[track_caller]
    pub fn hold(&mut self, key: &str, times: usize) -> &mut Self {
        let press = keys::parse(key).remove(0);
        self.wait_to_press(&press);
        let frames = self.screen.frames();
        for _ in 0..times {
            self.write(&press.bytes);
            self.screen.pass(Duration::from_millis(33));
        }
        self.last = Some((press, Instant::now(), frames));
        self
    }

    /// A bracketed paste, as terminals send it.
    #[track_caller]
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.settle();
        assert!(
            self.screen.look(|shot| shot.asks_for_pastes()),
            "no bracketed paste\n{}",
            self.dump()
        );
        let frames = self.screen.frames();
        self.write(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        self.last = Some((Press::text(), Instant::now(), frames));
        self.settle();
        self
    }

    /// Waits until the text is on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.until(text, |shot| shot.text().contains(text))
    }

    /// Waits until the text is no longer on the screen.
    #[track_caller]
    pub fn loses(&mut self, text: &str) -> &mut Self {
        self.until(&format!("no {text}"), |shot| !shot.text().contains(text))
    }

    /// Waits until one of the rows holds all of these.
    #[track_caller]
    pub fn sees_row(&mut self, parts: &[&str]) -> &mut Self {
        self.until(&parts.join(" .. "), |shot| {
            let holds = |row: &String| parts.iter().all(|part| row.contains(part));
            shot.rows().iter().any(holds)
        })
    }

    /// Waits for anything that can be seen.
    #[track_caller]
    pub fn until(&mut self, what: &str, seen: impl Fn(&Shot<'_>) -> bool) -> &mut Self {
        if !self.screen.until(patience(), |shot| seen(shot)) {
            panic!("did not come: {what}\n{}", self.dump());
        }
        self
    }

    /// Fails when the text is on the screen once the last key has been answered.
    #[track_caller]
    pub fn does_not_see(&mut self, text: &str) -> &mut Self {
        self.settle();
        let there = self.screen.look(|shot| shot.text().contains(text));
        assert!(!there, "on the screen: {text}\n{}", self.dump());
        self
    }

    /// The screen as it is, without blanks at the ends of its rows.
    pub fn text(&self) -> String {
        self.screen.look(|shot| shot.text())
    }

    /// One row, counted from 1.
    pub fn row(&self, number: usize) -> String {
        self.screen.look(|shot| shot.rows()[number - 1].clone())
    }

    /// Asks the screen anything at once.
    pub fn look<T>(&self, ask: impl FnOnce(&Shot<'_>) -> T) -> T {
        self.screen.look(ask)
    }

    /// Everything that the program has written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.screen.bytes()
    }

    /// Another window.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.screen.resize(columns, rows);
        self.master.resize(size(columns, rows)).unwrap();
        self
    }

    /// How many keys were pressed since the last call, texts apart.
    pub fn count(&mut self) -> usize {
        std::mem::take(&mut self.pressed)
    }

    /// The number of the process.
    pub fn pid(&self) -> rustix::process::Pid {
        let id = self.child.process_id().unwrap();
        rustix::process::Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
    }

    pub fn signal(&mut self, signal: rustix::process::Signal) -> &mut Self {
        rustix::process::kill_process(self.pid(), signal).unwrap();
        self
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub fn ends(&mut self) -> ExitStatus {
        assert!(
            self.screen.until_end(patience()),
            "still running\n{}",
            self.dump()
        );
        self.child.wait().unwrap()
    }

    /// Screen, cursor and the last bytes, for a person.
    pub fn dump(&self) -> String {
        self.screen.dump()
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut writer = self.writer.lock().unwrap();
        let written = writer.write_all(bytes).and_then(|()| writer.flush());
        drop(written);
    }

    fn press(&mut self, press: Press) {
        let frames = self.screen.frames();
        self.write(&press.bytes);
        self.pressed += 1;
        self.last = Some((press, Instant::now(), frames));
    }

    /// Until the program has shown what the last key did. A program that has ended, or shows
    /// nothing because its window is too small, is not waited for long.
    fn settle(&mut self) {
        if let Some((_, _, frames)) = &self.last {
            self.screen.until_frame(*frames, Duration::from_secs(2));
        }
    }

    fn wait_to_press(&mut self, next: &Press) {
        self.settle();
        let again = self.last.as_ref().is_some_and(|l| l.0.bytes == next.bytes);
        self.screen.pass(if again { AGAIN } else { APART });
        let digits = |press: &Press| press.digit;
        let first_digit = next.digit && !self.last.as_ref().is_some_and(|l| digits(&l.0));
        if next.confirms || first_digit {
            self.screen.quiet(READ);
        }
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
