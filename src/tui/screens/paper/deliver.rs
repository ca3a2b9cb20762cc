//! Where sheets go: into a file of a folder, or to the printer of this host. Everything that the
//! format cannot carry is said before anything is written: first the bytes are made, then they are
//! shown for what they are, then they go out.

use super::Wish;
use super::ready::{Ready, Target, Waiting, ready};
use crate::desk::Desk;
use crate::desk::paper::{Encoding, Format, Printer};
use crate::locale::Locale;
use crate::t;
use crate::tui::say::when;
use crate::tui::screens::people::form::{Entry, Form, Turn};
use crate::tui::screens::signing::{self, After, Did, Signing};
use crate::tui::widgets::{List, Scroll};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Task, Title, Tone, View,
};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The ways out, in the order of their digits.
const WAYS: [Way; 6] = [
    Way::File(Format::Pdf),
    Way::File(Format::Xlsx),
    Way::File(Format::Csv(Encoding::Utf8)),
    Way::File(Format::Csv(Encoding::Cp932)),
    Way::File(Format::Text),
    Way::Printer,
];

/// A way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    File(Format),
    Printer,
}

impl Way {
    fn format(self) -> Format {
        match self {
            Self::File(format) => format,
            Self::Printer => Format::Pdf,
        }
    }

    fn name(self, words: Locale) -> String {
        match self {
            Self::File(Format::Pdf) => t!(words, paper_as_pdf),
            Self::File(Format::Xlsx) => t!(words, paper_as_xlsx),
            Self::File(Format::Csv(Encoding::Utf8)) => t!(words, paper_as_csv),
            Self::File(Format::Csv(Encoding::Cp932)) => t!(words, paper_as_cp932),
            Self::File(Format::Text) => t!(words, paper_as_text),
            Self::Printer => t!(words, paper_as_print),
        }
    }
}

/// How far it is.
enum Stage {
    /// Which way.
    Ways,
    /// Into which folder.
    Folder(Way, Form),
    /// What goes out, what it cannot carry, and who signs for it.
    Ready(Box<Ready>, Scroll, Box<Signing>),
    /// On its way.
    Going,
}

/// What the worker brings back.
pub enum Answer {
    /// The bytes; none where it was stopped.
    Ready(Result<Option<Box<Ready>>, String>),
    /// It is recorded that it goes out, or not.
    Signed(Box<signing::Answer>),
    /// It went out, or not.
    Out(Result<String, String>),
}

impl From<signing::Answer> for Answer {
    fn from(answer: signing::Answer) -> Self {
        Self::Signed(Box::new(answer))
    }
}

/// The screen.
pub struct Deliver {
    wish: Wish,
    printer: Option<Printer>,
    list: List,
    stage: Stage,
    columns: u16,
}

impl Deliver {
    /// Of a wish.
    #[must_use]
    pub fn of(wish: Wish) -> Self {
        Self {
            wish,
            printer: Printer::of_host(),
            list: List::new(WAYS.len()),
            stage: Stage::Ways,
            columns: 80,
        }
    }

    /// With another printer than the host's.
    #[cfg(test)]
    pub(super) fn on(mut self, printer: Option<Printer>) -> Self {
        self.printer = printer;
        self
    }

    fn choose(&mut self, nth: usize, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(way) = WAYS.get(nth).copied() else {
            return Next::Stay;
        };
        self.list.select(nth);
        match (way, &self.printer) {
            (Way::Printer, None) => cx.refuse(t!(words, paper_no_printer)),
            (Way::Printer, Some(printer)) => {
                let printer = printer.clone();
                self.make(way.format(), Target::Printer(printer), cx);
            }
            (Way::File(_), _) => {
                let folder = folder_of_user().to_string_lossy().into_owned();
                let entries = vec![
                    Entry::line(t!(words, paper_folder), 400, 60)
                        .with(&folder)
                        .hint(t!(words, paper_folder_hint)),
                    Entry::line(t!(words, paper_file), 200, 60)
                        .with(&self.wish.file_name(way.format().ending()))
                        .hint(t!(words, paper_file_hint)),
                ];
                self.stage = Stage::Folder(way, Form::new(entries));
                cx.page_opened();
            }
        }
        Next::Stay
    }

    fn folder_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Stage::Folder(way, form) = &mut self.stage else {
            return Next::Pass;
        };
        match form.key(key, words) {
            Turn::Pass => return Next::Pass,
            Turn::Taken => {}
            Turn::Refused(why) => cx.refuse(why),
            Turn::Left => {
                self.stage = Stage::Ways;
                cx.page_opened();
            }
            Turn::Done => {
                let way = *way;
                let (folder, name) = (form.value(0).trim(), form.value(1).trim());
                if folder.is_empty() || name.is_empty() {
                    cx.refuse(t!(words, paper_file_missing));
                } else if Path::new(name).components().count() != 1 {
                    cx.refuse(t!(words, paper_file_bad));
                } else {
                    let file = Path::new(folder).join(name);
                    self.make(way.format(), Target::File(file), cx);
                }
            }
        }
        Next::Stay
    }

    /// Makes the bytes, and goes as far as can be gone back from.
    fn make(&self, format: Format, target: Target, cx: &mut Cx<'_, Desk, Answer>) {
        let (wish, words) = (self.wish.clone(), cx.words());
        let label = t!(words, paper_making);
        cx.spawn_long(label, move |desk, task: &Task| {
            Answer::Ready(ready(desk, &wish, format, target, task, words))
        });
    }

    fn send(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        match std::mem::replace(&mut self.stage, Stage::Going) {
            Stage::Ready(ready, ..) => cx.spawn(move |_| Answer::Out(ready.go(words))),
            other => self.stage = other,
        }
    }

    fn ready_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Stage::Ready(ready, scroll, signing) = &mut self.stage else {
            return Next::Pass;
        };
        if key.action == Some(Action::Back) && !signing.waits() {
            self.stage = Stage::Ways;
            cx.page_opened();
            return Next::Stay;
        }
        if scroll.key_rows(key) {
            return Next::Stay;
        }
        let Some(record) = &ready.record else {
            if key.action == Some(Action::Open) && cx.armed(key) {
                self.send(cx);
                return Next::Stay;
            }
            return Next::Pass;
        };
        let today = cx.now().date();
        let echo = |no| signing::among(&ready.office, &record.who, today, no, words);
        match signing.key(key, cx, echo, |_| vec![record.proposal.clone()]) {
            Did::Pass => Next::Pass,
            Did::Enrol => Signing::enrol(),
            Did::Left | Did::Taken | Did::Submitted => Next::Stay,
        }
    }

    /// Recorded: now it goes.
    fn signed(&mut self, answer: signing::Answer, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Stage::Ready(_, _, signing) = &mut self.stage else {
            return;
        };
        let after = signing.finish(answer, cx, |_| t!(words, paper_recorded));
        if matches!(after, After::Signed { .. }) {
            self.send(cx);
        }
    }
}

/// Where a person's papers lie on this host, to begin with.
fn folder_of_user() -> PathBuf {
    let home = ["HOME", "USERPROFILE"].into_iter();
    let home = home.filter_map(std::env::var_os).map(PathBuf::from);
    let home = home.into_iter().find(|home| home.is_dir());
    let Some(home) = home else {
        return std::env::current_dir().unwrap_or_default();
    };
    let papers = home.join("Documents");
    if papers.is_dir() { papers } else { home }
}

impl Screen<Desk> for Deliver {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, paper_deliver)).right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        match self.stage {
            Stage::Ways => Context::Records,
            Stage::Folder(..) => Context::Wizard,
            Stage::Ready(..) | Stage::Going => Context::Reading,
        }
    }

    fn typing(&self) -> bool {
        match &self.stage {
            Stage::Folder(..) => true,
            Stage::Ready(_, _, signing) => signing.has_focus(),
            Stage::Ways | Stage::Going => false,
        }
    }

    fn hide(&mut self) {
        if let Stage::Ready(_, _, signing) = &mut self.stage {
            signing.hide();
        }
    }

    fn wake_at(&self) -> Option<Instant> {
        match &self.stage {
            Stage::Ready(_, _, signing) => signing.wake_at(),
            _ => None,
        }
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Stage::Ready(_, _, signing) = &mut self.stage {
            signing.wake(cx);
        }
        Next::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        self.columns = canvas.width();
        let height = canvas.height();
        match &mut self.stage {
            Stage::Ways => {
                canvas.text(1, 0, Tone::Heading, t!(words, paper_which_way));
                let printer = self.printer.is_some();
                self.list.draw(canvas, (1, 2), height - 2, true, |nth| {
                    let Some(way) = WAYS.get(nth) else {
                        return Row::new();
                    };
                    let row = Row::new()
                        .gap(3)
                        .cell_toned(Tone::Key, 2, (nth + 1).to_string())
                        .cell(28, way.name(words));
                    let note = match way {
                        Way::File(Format::Pdf) => t!(words, paper_as_pdf_what),
                        Way::File(Format::Csv(Encoding::Cp932)) => t!(words, paper_as_cp932_what),
                        Way::Printer if !printer => t!(words, paper_as_print_none),
                        _ => String::new(),
                    };
                    row.toned(Tone::Faint, note)
                });
            }
            Stage::Folder(way, form) => {
                canvas.text(1, 0, Tone::Heading, way.name(words));
                form.draw(canvas, (2, 2), 10, true);
            }
            Stage::Ready(ready, scroll, signing) => {
                let Some(record) = &ready.record else {
                    scroll.draw(&mut canvas.part(1, height - 1), true, words);
                    return;
                };
                let line = height.saturating_sub(2);
                scroll.draw(&mut canvas.part(1, line.saturating_sub(2)), false, words);
                canvas.rule(line - 1);
                let enter = match ready.waiting {
                    Waiting::File(_) => t!(words, paper_enter_write),
                    Waiting::Printer(..) => t!(words, paper_enter_print),
                };
                let today = view.now.date();
                let echo = |no| signing::among(&ready.office, &record.who, today, no, words);
                signing.draw(canvas, line, view, (&enter, ""), echo);
            }
            Stage::Going => {
                canvas.cursor(1, 0);
            }
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        match &self.stage {
            Stage::Ways => t!(words, paper_which_way_hint),
            Stage::Folder(_, form) => form.hint().to_owned(),
            Stage::Ready(ready, ..) => {
                let lost = ready.made.lost.iter().filter(|lost| lost.is_loss()).count();
                match (lost, &ready.record) {
                    (0, Some(_)) => t!(words, paper_ready_sign),
                    (0, None) => t!(words, paper_ready),
                    (lost, _) => t!(words, paper_ready_lost, count = lost),
                }
            }
            Stage::Going => String::new(),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers = Vec::new();
        match &self.stage {
            Stage::Ways => {
                offers.push(Offer::Digits(t!(words, explain_digits)));
                offers.push(Action::Open.into());
                offers.extend([Action::Up, Action::Down].map(Offer::from));
            }
            Stage::Folder(..) => {
                offers.push(Action::Next.into());
                offers.extend([Action::Up, Action::Down].map(Offer::from));
            }
            Stage::Ready(ready, _, signing) if ready.record.is_some() => {
                offers.extend(signing.offer());
                offers.push(Offer::Digits(t!(words, paper_key_sign)));
                offers.extend([Action::Up, Action::Down].map(Action::quietly));
                offers.extend([Action::PageUp, Action::PageDown].map(Offer::from));
            }
            Stage::Ready(ready, ..) => {
                offers.push(Action::Open.called(match ready.waiting {
                    Waiting::File(_) => t!(words, paper_key_write),
                    Waiting::Printer(..) => t!(words, paper_key_print),
                }));
                offers.extend([Action::PageUp, Action::PageDown].map(Action::quietly));
            }
            Stage::Going => {}
        }
        offers.extend([Action::Back, Action::Help].map(Offer::from));
        offers
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if cx.busy() {
            return Next::Pass;
        }
        match &mut self.stage {
            Stage::Ways => {
                if let Some(nth) = key.nth() {
                    return self.choose(nth, cx);
                }
                match key.action {
                    Some(Action::Open) => match self.list.selected() {
                        Some(nth) => self.choose(nth, cx),
                        None => Next::Stay,
                    },
                    _ if self.list.key(key) => Next::Stay,
                    _ => Next::Pass,
                }
            }
            Stage::Folder(..) => self.folder_key(key, cx),
            Stage::Ready(..) => self.ready_key(key, cx),
            Stage::Going => Next::Pass,
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match &mut self.stage {
            Stage::Folder(_, form) => {
                if let Turn::Refused(why) = form.paste(text, words) {
                    cx.refuse(why);
                }
            }
            _ => cx.refuse(t!(words, frame_no_paste)),
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match answer {
            Answer::Ready(Ok(Some(ready))) => {
                let rows = ready.rows(self.columns, crate::tui::Ink::default(), words);
                let mut signing = Signing::new(&ready.office, self.wish.owner);
                signing.focus();
                self.stage = Stage::Ready(ready, Scroll::new(rows), Box::new(signing));
                cx.page_opened();
            }
            Answer::Signed(answer) => self.signed(*answer, cx),
            Answer::Ready(Ok(None)) => {
                self.stage = Stage::Ways;
                cx.say(t!(words, paper_stopped));
            }
            Answer::Ready(Err(why)) => cx.refuse(why),
            Answer::Out(Ok(said)) => {
                cx.say(said);
                return Next::Pop;
            }
            Answer::Out(Err(why)) => {
                self.stage = Stage::Ways;
                cx.refuse(why);
            }
        }
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, paper_deliver_help),
            clauses: Vec::new(),
        }
    }
}
