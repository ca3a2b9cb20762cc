//! The main loop: one channel in, frames out. Here are all the threads there are: input, worker,
//! signals, and this one.

use super::app::{App, Flow, Leave, Setup};
use super::input::{Terminal as Keyboard, listen};
use super::jobs::{Job, work};
use super::message::Message;
use super::screen::Opened;
use super::terminal::{TerminalError, TerminalGuard};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io::{self, BufWriter, Stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Instant;

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Enough for a frame of a large terminal, so that it is written at once.
const FRAME_BYTES: usize = 1 << 16;

/// Shows `first` and everything it leads to, until somebody leaves. `setup.ink` should be the
/// guard's. The terminal is given back before this returns.
///
/// # Errors
/// When the terminal cannot be written to any more.
pub fn run<D: Send + Sync + 'static>(
    guard: TerminalGuard,
    setup: Setup<D>,
    first: Opened<D>,
) -> Result<Leave, TerminalError> {
    let (out, messages) = mpsc::channel();
    let (jobs, worker) = start_worker(&out)?;
    let mut app = App::new(setup, first, Instant::now());
    let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
    let mut screen = Terminal::new(backend)?;
    draw(&mut screen, &mut app)?;
    listen_to_signals(&out)?;
    let ended = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&ended);
    let keyboard = thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || listen(Keyboard, &out, &told))?;
    let left = rounds(&mut screen, &mut app, &messages, &jobs);
    ended.store(true, Ordering::Relaxed);
    // Where the terminal is gone, the thread may wait in the system for ever.
    if matches!(left, Ok(Leave::Wished)) {
        let _ = keyboard.join();
    }
    drop(guard);
    drop(jobs);
    if matches!(left, Ok(Leave::Wished)) {
        // A lookup may still be running; nothing that was to be written is, or we had not left.
        app.stop_all();
        let _ = worker.join();
    }
    left
}

fn rounds<D: Send + Sync + 'static>(
    screen: &mut Screen,
    app: &mut App<D>,
    messages: &Receiver<Message>,
    jobs: &Sender<Job>,
) -> Result<Leave, TerminalError> {
    loop {
        for job in app.take_jobs() {
            if jobs.send(job).is_err() {
                return Ok(Leave::Broken);
            }
        }
        let now = Instant::now();
        let wait = app.wake_at(now).saturating_duration_since(now);
        let mut flow = match messages.recv_timeout(wait) {
            Ok(message) => app.handle(message, Instant::now()),
            Err(RecvTimeoutError::Timeout) => Flow::Same,
            Err(RecvTimeoutError::Disconnected) => return Ok(Leave::Ended),
        };
        // What has come meanwhile belongs into the same frame; the guard of confirmations goes by
        // the time of each key and not by frames.
        while !matches!(flow, Flow::Quit(_))
            && let Ok(message) = messages.try_recv()
        {
            flow = flow.and(app.handle(message, Instant::now()));
        }
        match flow.and(app.tick(Instant::now())) {
            Flow::Quit(leave) => return Ok(leave),
            Flow::Draw => draw(screen, app)?,
            Flow::Same => {}
        }
    }
}

/// One frame, in one piece, with the cursor hidden while the cells are written: the window of an
/// input method would follow it over the screen.
fn draw<D: Send + Sync + 'static>(
    screen: &mut Screen,
    app: &mut App<D>,
) -> Result<(), TerminalError> {
    queue!(screen.backend_mut(), BeginSynchronizedUpdate, cursor::Hide)?;
    screen.draw(|frame| {
        let cursor = app.draw(frame.buffer_mut(), Instant::now());
        frame.set_cursor_position(cursor);
    })?;
    execute!(screen.backend_mut(), EndSynchronizedUpdate)?;
    Ok(())
}

fn start_worker(out: &Sender<Message>) -> io::Result<(Sender<Job>, JoinHandle<()>)> {
    let (jobs, queue) = mpsc::channel();
    let out = out.clone();
    let worker = thread::Builder::new()
        .name("worker".to_owned())
        .spawn(move || work(&queue, &out))?;
    Ok((jobs, worker))
}

/// SIGTERM and SIGHUP end the program as if somebody had left, so that the terminal is given back.
#[cfg(unix)]
fn listen_to_signals(out: &Sender<Message>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP])?;
    let out = out.clone();
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for _ in signals.forever() {
                if out.send(Message::Terminate).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

#[cfg(not(unix))]
fn listen_to_signals(_: &Sender<Message>) -> io::Result<()> {
    Ok(())
}
