//! What a screen is, and what it may ask of the house.

use super::action::{Context, Offer};
use super::app::{Floor, Kept};
use super::confirm::Guard;
use super::frame::{Edges, Title};
use super::ink::Ink;
use super::input::Key;
use super::jobs::{Job, Task, Weight};
use super::message::Token;
use super::paint::Canvas;
use crate::calendar::Moment;
use crate::locale::Locale;
use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// What a screen looks at while it is drawn. `D` is what screens work on: the desk.
#[derive(Debug)]
pub struct View<'a, D> {
    /// The desk.
    pub desk: &'a D,
    /// The words in the language of the screens.
    pub words: Locale,
    /// The time by the office's clock.
    pub now: Moment,
    /// Whether a key pressed now could confirm. 「Enter で署名」 is shown only then.
    pub armed: bool,
    /// Whether a job of this screen is running that it waits for.
    pub busy: bool,
    /// How text is measured on this terminal.
    pub ink: Ink,
}

/// Something begun and not signed, which lives in this program only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// What was typed into a form.
    Draft,
    /// Marks of the evening lock.
    Marks,
}

/// What F1 says beside the keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// What this screen is for; LF between paragraphs.
    pub text: String,
    /// Clauses with their gist: (`基準7(8)ア`, `…`).
    pub clauses: Vec<(String, String)>,
}

/// One screen. Drawing shows what it holds; keys change it; work goes through [`Cx::spawn`].
///
/// See [`crate::tui`] for the recipe.
pub trait Screen<D>: 'static {
    /// What its jobs bring back. `()` where there are none.
    type Answer: Send + 'static;

    /// Row 1.
    fn title(&self, view: &View<'_, D>) -> Title;

    /// The body. Asked again after everything that happened; must not store, wait or compute long.
    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, D>);

    /// Row 23 when nothing has just happened: what is missing, or what the field under the cursor
    /// wants.
    fn hint(&self, view: &View<'_, D>) -> String;

    /// Row 24: what works now, in the order of the bar. Only these actions and those that work
    /// [everywhere](super::Context::Everywhere) reach [`Screen::key`] as [`Key::action`].
    fn actions(&self, view: &View<'_, D>) -> Vec<Offer>;

    /// A key. [`Next::Pass`] what is not yours: back, quit and help are then done for you.
    fn key(&mut self, key: &Key, cx: &mut Cx<'_, D, Self::Answer>) -> Next<D>;

    /// Which table of the keymap this screen's keys stand in, for F1.
    fn context(&self) -> Context {
        Context::Everywhere
    }

    /// Whether a text field has the focus: characters are then text, and nothing redraws by
    /// itself (an input method would jump).
    fn typing(&self) -> bool {
        false
    }

    /// Whether a line break out of a paste is text where the focus is. Elsewhere it never arrives:
    /// on a console without bracketed pastes it comes as Enter, and would go on or confirm.
    fn takes_lines(&self) -> bool {
        false
    }

    /// Text pasted in one piece, raw.
    fn paste(&mut self, text: &str, cx: &mut Cx<'_, D, Self::Answer>) -> Next<D> {
        let _ = text;
        let words = cx.words();
        cx.refuse(crate::t!(words, frame_no_paste));
        Next::Stay
    }

    /// A job is done.
    fn job(&mut self, answer: Self::Answer, cx: &mut Cx<'_, D, Self::Answer>) -> Next<D> {
        let _ = (answer, cx);
        Next::Stay
    }

    /// Called once when the screen comes up, and each time the screen above it has gone.
    fn shown(&mut self, cx: &mut Cx<'_, D, Self::Answer>) -> Next<D> {
        let _ = cx;
        Next::Stay
    }

    /// When [`Screen::wake`] is to be called, for what changes with time alone.
    fn wake_at(&self) -> Option<Instant> {
        None
    }

    /// The time of [`Screen::wake_at`] has come.
    fn wake(&mut self, cx: &mut Cx<'_, D, Self::Answer>) -> Next<D> {
        let _ = cx;
        Next::Stay
    }

    /// The screen was left alone for three minutes: drop a half-typed PIN.
    fn hide(&mut self) {}

    /// Another screen has come over it, also F1: no half-typed PIN lies under it.
    fn covered(&mut self) {
        self.hide();
    }

    /// Somebody is back after [`Screen::hide`].
    fn back_again(&mut self, cx: &mut Cx<'_, D, Self::Answer>) -> Next<D> {
        let _ = cx;
        Next::Stay
    }

    /// What was begun here and is lost when the program ends.
    fn loses(&self) -> Option<Loss> {
        None
    }

    /// What F1 says.
    fn help(&self, view: &View<'_, D>) -> Help {
        let _ = view;
        Help::default()
    }

    /// Which rules the frame draws; without one, its row belongs to the body.
    fn edges(&self) -> Edges {
        Edges::default()
    }
}

/// What happens after a key.
#[derive(Debug)]
pub enum Next<D> {
    /// Not for this screen: back, quit and help are done by the house, anything else by nobody.
    Pass,
    /// Done; the screen stays.
    Stay,
    /// On to a further screen; this one waits under it. Made by [`Next::push`].
    Push(Opened<D>),
    /// On to another screen in place of this one. Made by [`Next::replace`].
    Replace(Opened<D>),
    /// Back to the screen under this one.
    Pop,
    /// Back to the first screen.
    Home,
    /// Leave the program.
    Quit,
}

impl<D: Send + Sync + 'static> Next<D> {
    /// On to a further screen.
    #[must_use]
    pub fn push(screen: impl Screen<D>) -> Self {
        Self::Push(Opened::new(screen))
    }

    /// On to another screen in place of this one.
    #[must_use]
    pub fn replace(screen: impl Screen<D>) -> Self {
        Self::Replace(Opened::new(screen))
    }
}

/// A screen with the box in which its jobs leave their answers.
pub struct Opened<D>(pub(super) Box<dyn Live<D>>);

impl<D> fmt::Debug for Opened<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened")
    }
}

impl<D: Send + Sync + 'static> Opened<D> {
    /// Makes the box.
    #[must_use]
    pub fn new<S: Screen<D>>(screen: S) -> Self {
        let (into, answers) = channel();
        Self(Box::new(Boxed {
            screen,
            into,
            answers,
        }))
    }
}

/// What a screen may ask of the house while it handles a key or an answer.
#[derive(Debug)]
pub struct Cx<'a, D, A> {
    pub(super) floor: &'a mut Floor<D>,
    pub(super) token: Token,
    pub(super) now: Moment,
    pub(super) at: Instant,
    pub(super) busy: bool,
    into: &'a Sender<A>,
}

impl<D, A> Cx<'_, D, A> {
    /// The desk: for questions that are answered at once. What writes or computes goes through
    /// [`Cx::spawn`].
    #[must_use]
    pub fn desk(&self) -> &D {
        &self.floor.desk
    }

    /// The words in the language of the screens.
    #[must_use]
    pub fn words(&self) -> Locale {
        self.floor.words
    }

    /// The time by the office's clock when the key was pressed or the answer came: the time of a
    /// stamp.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The same on the machine's running clock, for [`Screen::wake_at`].
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }

    /// Whether this key may confirm: sign, stamp, mark, answer yes. Ask it nowhere else.
    #[must_use]
    pub fn armed(&self, key: &Key) -> bool {
        self.floor.guard.armed(key)
    }

    /// What is on the screen is new: another page, another record, a row that a colleague has
    /// changed. For 300 ms no key confirms.
    pub fn page_opened(&mut self) {
        self.floor.guard = Guard::opened(self.at);
    }

    /// Says in row 23 what has happened; stays until the next key, also when this screen goes.
    pub fn say(&mut self, what: impl Into<String>) {
        self.floor.notice = Some(super::frame::Notice::Done(what.into()));
    }

    /// Says in row 23, and above it when it is long, what was refused, by which rule, what was
    /// kept and what to do now.
    pub fn refuse(&mut self, why: impl Into<String>) {
        self.floor.notice = Some(super::frame::Notice::Refused(why.into()));
    }

    /// Something unsigned is kept elsewhere while the program runs, under this name, until it is
    /// [dropped](Cx::drop_kept) or too old: before the program ends it asks.
    pub fn keep(&mut self, key: impl Into<String>, loss: Loss, until: Option<Instant>) {
        let key = key.into();
        self.drop_kept(&key);
        self.floor.kept.push(Kept { key, loss, until });
    }

    /// It is signed, given up, or on the screen again.
    pub fn drop_kept(&mut self, key: &str) {
        self.floor.kept.retain(|kept| kept.key != key);
    }

    /// Whether a job is running that this screen waits for.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.busy
    }

    /// The moment `after` from now, for [`Screen::wake_at`].
    #[must_use]
    pub fn later(&self, after: Duration) -> Instant {
        self.at + after
    }
}

impl<D: Send + Sync + 'static, A: Send + 'static> Cx<'_, D, A> {
    /// Signs, writes, opens a key: work that must not be left alone. Until its answer has come to
    /// [`Screen::job`], the screen cannot be left.
    pub fn spawn(&mut self, work: impl FnOnce(&D) -> A + Send + 'static) {
        self.start(Weight::Binding, move |desk, _| work(desk));
    }

    /// Long work that can be stopped with Esc: `work` tells its progress to the [`Task`], and
    /// looks now and then whether it is to stop. `label` stands in row 23.
    pub fn spawn_long(
        &mut self,
        label: impl Into<String>,
        work: impl FnOnce(&D, &Task) -> A + Send + 'static,
    ) {
        self.start(Weight::Long(label.into()), work);
    }

    /// Looks something up behind the screen; nobody waits for it.
    pub fn spawn_quiet(&mut self, work: impl FnOnce(&D) -> A + Send + 'static) {
        self.start(Weight::Quiet, move |desk, _| work(desk));
    }

    fn start(&mut self, weight: Weight, work: impl FnOnce(&D, &Task) -> A + Send + 'static) {
        let desk = Arc::clone(&self.floor.desk);
        let into = self.into.clone();
        self.busy |= weight != Weight::Quiet;
        self.floor
            .jobs
            .push(Job::new(self.token, weight, move |task| {
                // The screen may be gone; then nobody asked for the answer any more.
                let _ = into.send(work(&desk, task));
            }));
    }
}

/// A screen whatever the type of its answers. Implemented once, by [`Boxed`].
pub(super) trait Live<D> {
    fn screen(&self) -> &dyn Look<D>;
    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, D>);
    fn handle(&mut self, event: LiveEvent<'_>, visit: Visit<'_, D>) -> Next<D>;
    fn hide(&mut self);
    fn covered(&mut self);
}

/// What comes to a screen.
#[derive(Debug)]
pub(super) enum LiveEvent<'e> {
    Key(&'e Key),
    Paste(&'e str),
    Answer,
    Shown,
    Wake,
    BackAgain,
}

/// What a [`Cx`] is made of.
#[derive(Debug)]
pub(super) struct Visit<'a, D> {
    pub(super) floor: &'a mut Floor<D>,
    pub(super) token: Token,
    pub(super) now: Moment,
    pub(super) at: Instant,
    pub(super) busy: bool,
}

/// The questions to a screen that need no type of answer.
pub(super) trait Look<D> {
    fn title(&self, view: &View<'_, D>) -> Title;
    fn hint(&self, view: &View<'_, D>) -> String;
    fn actions(&self, view: &View<'_, D>) -> Vec<Offer>;
    fn context(&self) -> Context;
    fn typing(&self) -> bool;
    fn takes_lines(&self) -> bool;
    fn wake_at(&self) -> Option<Instant>;
    fn loses(&self) -> Option<Loss>;
    fn help(&self, view: &View<'_, D>) -> Help;
    fn edges(&self) -> Edges;
}

impl<D, S: Screen<D>> Look<D> for S {
    fn title(&self, view: &View<'_, D>) -> Title {
        Screen::title(self, view)
    }
    fn hint(&self, view: &View<'_, D>) -> String {
        Screen::hint(self, view)
    }
    fn actions(&self, view: &View<'_, D>) -> Vec<Offer> {
        Screen::actions(self, view)
    }
    fn context(&self) -> Context {
        Screen::context(self)
    }
    fn typing(&self) -> bool {
        Screen::typing(self)
    }
    fn takes_lines(&self) -> bool {
        Screen::takes_lines(self)
    }
    fn wake_at(&self) -> Option<Instant> {
        Screen::wake_at(self)
    }
    fn loses(&self) -> Option<Loss> {
        Screen::loses(self)
    }
    fn help(&self, view: &View<'_, D>) -> Help {
        Screen::help(self, view)
    }
    fn edges(&self) -> Edges {
        Screen::edges(self)
    }
}

struct Boxed<S: Screen<D>, D> {
    screen: S,
    into: Sender<S::Answer>,
    answers: Receiver<S::Answer>,
}

impl<D: Send + Sync + 'static, S: Screen<D>> Live<D> for Boxed<S, D> {
    fn screen(&self) -> &dyn Look<D> {
        &self.screen
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, D>) {
        self.screen.draw(canvas, view);
    }

    fn handle(&mut self, event: LiveEvent<'_>, visit: Visit<'_, D>) -> Next<D> {
        let mut cx = Cx {
            floor: visit.floor,
            token: visit.token,
            now: visit.now,
            at: visit.at,
            busy: visit.busy,
            into: &self.into,
        };
        match event {
            LiveEvent::Key(key) => self.screen.key(key, &mut cx),
            LiveEvent::Paste(text) => self.screen.paste(text, &mut cx),
            LiveEvent::Answer => match self.answers.try_recv() {
                Ok(answer) => self.screen.job(answer, &mut cx),
                Err(_) => Next::Stay,
            },
            LiveEvent::Shown => self.screen.shown(&mut cx),
            LiveEvent::Wake => self.screen.wake(&mut cx),
            LiveEvent::BackAgain => self.screen.back_again(&mut cx),
        }
    }

    fn hide(&mut self) {
        self.screen.hide();
    }

    fn covered(&mut self) {
        self.screen.covered();
    }
}
