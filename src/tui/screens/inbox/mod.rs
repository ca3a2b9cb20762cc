//! What waits for a manager: five rows of list, the opened record below in full, one PIN for all
//! that was marked, one entry each.
//!
//! 空白 marks only a record whose last line has been shown, and never by a held key, a paste or within
//! 300 ms of its opening. There is no key for "all".

mod ask;
mod entry;
#[cfg(test)]
mod tests;

use super::case::{Act, ActScreen, CaseScreen, Reading, rows};
use super::signing::{self, After, Answer, Did, Signing};
use crate::desk::{Desk, DeskError, View as Look};
use crate::journal::{CaseId, PersonNo};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::StepId;
use crate::t;
use crate::tui::say::{self, refusal, when};
use crate::tui::widgets::{Echo, List, Scroll};
use crate::tui::{
    Action, Canvas, Context, Cx, Edges, Help, Key, Mark, Next, Offer, Row, Screen, Title, Tone,
    View, mark_width,
};
use ask::Asks;
use chrono::NaiveDate;
use entry::{Entry, Marked};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

/// The rows of the list at 80x24; a larger window shows more.
const LIST_ROWS: u16 = 5;
/// The rows of a body at 80x24.
const BODY_ROWS: u16 = 20;

/// The sign-off inbox.
pub struct Inbox {
    owner: Option<PersonNo>,
    entries: Vec<Entry>,
    list: List,
    opened: Option<Opened>,
    /// What has been opened since the screen came up.
    seen: BTreeSet<(CaseId, StepId)>,
    office: Option<Arc<Office>>,
    today: NaiveDate,
    signing: Option<Signing>,
    fault: Option<String>,
    /// Columns and rows for a record and its questions, as drawn last.
    room: (u16, u16),
}

/// The record under the cursor.
struct Opened {
    asks: Asks,
    pieces: Vec<super::case::Piece>,
    scroll: Scroll,
    /// Columns for which the rows were made; 0 before the first drawing.
    columns: u16,
}

impl Inbox {
    /// For a terminal that several people share, or for that of one owner.
    #[must_use]
    pub fn new(owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            entries: Vec::new(),
            list: List::new(0),
            opened: None,
            seen: BTreeSet::new(),
            office: None,
            today: NaiveDate::default(),
            signing: None,
            fault: None,
            room: (0, 0),
        }
    }

    fn marks(&self) -> usize {
        self.entries.iter().filter(|e| e.marked.is_some()).count()
    }

    fn current(&self) -> Option<&Entry> {
        self.entries.get(self.list.selected()?)
    }

    fn line_has_focus(&self) -> bool {
        self.signing.as_ref().is_some_and(Signing::has_focus)
    }

    /// Looks anew. Marks stay on what has not changed; how many fell is given back.
    fn load(&mut self, view: &Look, words: Locale) -> Result<usize, DeskError> {
        let items = view.inbox()?;
        let mut old = std::mem::take(&mut self.entries);
        let selected = self
            .list
            .selected()
            .and_then(|nth| old.get(nth))
            .map(Entry::id);
        for item in items {
            self.entries.push(Entry::new(view, item, words)?);
        }
        for entry in &mut self.entries {
            let before = old
                .iter_mut()
                .find(|before| before.id() == entry.id() && before.item.head == entry.item.head);
            entry.marked = before.and_then(|before| before.marked.take());
        }
        let fell = old.iter().filter(|entry| entry.marked.is_some()).count();
        self.list.set_len(self.entries.len());
        let same = selected.and_then(|id| self.entries.iter().position(|e| e.id() == id));
        if let Some(nth) = same {
            self.list.select(nth);
        }
        self.today = view.today().0;
        if self.signing.is_none() {
            self.signing = Some(Signing::new(&view.office, self.owner));
        }
        self.office = Some(Arc::clone(&view.office));
        Ok(fell)
    }

    /// Loads and opens what the cursor stands on.
    fn look(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> usize {
        let words = cx.words();
        let view = match cx.desk().view() {
            Ok(view) => view,
            Err(error) => {
                self.fault = Some(refusal::desk(&error, words));
                return 0;
            }
        };
        self.fault = None;
        let fell = match self.load(&view, words) {
            Ok(fell) => fell,
            Err(error) => {
                self.fault = Some(refusal::desk(&error, words));
                return 0;
            }
        };
        self.open_in(&view, cx);
        fell
    }

    /// Opens the record under the cursor.
    fn open(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        match cx.desk().view() {
            Ok(view) => self.open_in(&view, cx),
            Err(error) => {
                let words = cx.words();
                self.fault = Some(refusal::desk(&error, words));
            }
        }
    }

    fn open_in(&mut self, view: &Look, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        cx.page_opened();
        self.opened = None;
        let Some(entry) = self.current() else { return };
        let row = match view.case_row(entry.item.case) {
            Ok(Some(row)) => row,
            Ok(None) => return,
            Err(error) => {
                self.fault = Some(refusal::desk(&error, words));
                return;
            }
        };
        let Some(reading) = Reading::of(view, &row, words) else {
            return;
        };
        let mut asks = Asks::of(view, &entry.item, &row, reading.definition, words);
        if let Some(marked) = &entry.marked {
            asks = marked.asks.clone();
        }
        let id = entry.id();
        match entry::pieces(&reading, entry, &asks) {
            Ok(pieces) => {
                self.opened = Some(Opened {
                    asks,
                    pieces,
                    scroll: Scroll::default(),
                    columns: 0,
                });
                self.seen.insert(id);
            }
            Err(error) => self.fault = Some(refusal::desk(&error, words)),
        }
    }

    /// The text of a record follows the answers given: what is signed is on the screen.
    fn answered(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Ok(view) = cx.desk().view() else { return };
        let Some(entry) = self.list.selected().and_then(|nth| self.entries.get(nth)) else {
            return;
        };
        let Ok(Some(row)) = view.case_row(entry.item.case) else {
            return;
        };
        let Some(reading) = Reading::of(&view, &row, words) else {
            return;
        };
        if let Some(opened) = &mut self.opened
            && let Ok(pieces) = entry::pieces(&reading, entry, &opened.asks)
        {
            opened.pieces = pieces;
            opened.columns = 0;
        }
    }

    fn mark(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        if !cx.armed(key) {
            return;
        }
        let Some(nth) = self.list.selected() else {
            return;
        };
        if let Some(entry) = self.entries.get_mut(nth)
            && entry.marked.take().is_some()
        {
            self.forget_try();
            return;
        }
        let read = self
            .opened
            .as_ref()
            .is_some_and(|o| o.scroll.read_to_the_end());
        if let Some(why) = self.cannot_mark(read, words) {
            cx.refuse(why);
            return;
        }
        if self.opened.as_ref().is_none_or(|o| o.columns == 0) {
            // It has not been on the screen yet.
            return;
        }
        let Some(opened) = &self.opened else { return };
        let marked = Marked {
            steps: opened.asks.steps(),
            lines: opened.asks.lines(),
            values: opened.asks.values(),
            asks: opened.asks.clone(),
        };
        if let Some(entry) = self.entries.get_mut(nth) {
            entry.marked = Some(marked);
        }
        self.forget_try();
        let next = (nth + 1..self.entries.len())
            .chain(0..nth)
            .find(|n| self.entries.get(*n).is_some_and(|e| e.marked.is_none()));
        if let Some(next) = next {
            self.list.select(next);
            self.open(cx);
        }
    }

    /// Another list than the one that failed to be written.
    fn forget_try(&mut self) {
        if let Some(signing) = &mut self.signing {
            signing.clear();
        }
    }

    /// Why the opened record cannot be marked now.
    fn cannot_mark(&self, read: bool, words: Locale) -> Option<String> {
        let (entry, opened) = (self.current()?, self.opened.as_ref()?);
        if entry.who.is_empty() {
            return Some(t!(words, inbox_hint_nobody));
        }
        if opened.asks.form {
            return Some(t!(words, inbox_hint_form));
        }
        if !read {
            return Some(t!(words, inbox_hint_read));
        }
        opened.asks.open().map(|_| {
            let digits = opened.asks.digits(words);
            if self.marks() > 0 {
                t!(words, inbox_hint_choose_tab, digits = digits)
            } else {
                t!(words, inbox_hint_choose, digits = digits)
            }
        })
    }

    /// Whether the record will have been shown to its end with the frame that comes now: row 23 is
    /// made before the body is painted.
    fn will_be_read(&self, ink: crate::tui::Ink) -> bool {
        let Some(opened) = &self.opened else {
            return true;
        };
        if opened.columns != 0 {
            return opened.scroll.read_to_the_end() || opened.scroll.stands_at_the_end();
        }
        let (columns, room) = self.room;
        let made = rows(&opened.pieces, ink, columns.saturating_sub(1)).len();
        let asks = opened.asks.rows(columns, ink);
        columns == 0 || made <= usize::from(room.saturating_sub(asks))
    }

    /// Whether a digit answers the opened record rather than saying who signs: a question waits in it,
    /// or nothing is marked that could be signed.
    fn digits_answer(&self) -> bool {
        let unmarked = self.current().is_some_and(|e| e.marked.is_none());
        let opened = self.opened.as_ref();
        unmarked
            && opened.is_some_and(|o| {
                !o.asks.is_empty() && (o.asks.open().is_some() || self.marks() == 0)
            })
    }

    fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Did {
        let words = cx.words();
        let (Some(signing), Some(office)) = (&mut self.signing, &self.office) else {
            return Did::Pass;
        };
        let (entries, today) = (&self.entries, self.today);
        signing.key(
            key,
            cx,
            |no| echo(entries, office, today, no, words),
            |_| {
                entries
                    .iter()
                    .filter_map(Entry::proposal)
                    .collect::<Vec<_>>()
            },
        )
    }

    fn move_to(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let before = self.list.selected();
        self.list.key(key);
        if self.list.selected() != before {
            self.open(cx);
        }
        Next::Stay
    }

    fn send_back(&self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(entry) = self.current() else {
            return Next::Stay;
        };
        if entry.back.is_empty() {
            cx.refuse(t!(words, case_seal_send_back));
            return Next::Stay;
        }
        Next::push(ActScreen::new(
            entry.item.case,
            Act::SendBack(entry.back.clone()),
            self.owner,
        ))
    }

    fn heading(&self, words: Locale, wide: u16) -> Row {
        Row::new()
            .gap(2)
            .cell_toned(Tone::Faint, mark_width(words), t!(words, inbox_col_mark))
            .gap(1)
            .cell_toned(Tone::Faint, KIND, t!(words, inbox_col_kind))
            .gap(1)
            .cell_toned(Tone::Faint, wide, t!(words, inbox_col_what))
            .gap(1)
            .cell_toned(Tone::Faint, WHO, t!(words, inbox_col_who))
            .gap(1)
            .cell_toned(Tone::Faint, SINCE, t!(words, inbox_col_since))
            .gap(1)
            .cell_toned(Tone::Faint, URGENT, t!(words, inbox_col_urgent))
    }
}

/// Columns of the list.
const KIND: u16 = 12;
const WHO: u16 = 11;
const SINCE: u16 = 12;
const URGENT: u16 = 8;

fn entry_row(entry: &Entry, wide: u16, person: Option<PersonNo>, words: Locale) -> Row {
    let own = person.is_some_and(|no| entry.item.wait.excluded.contains(&no));
    let row = Row::new().gap(2);
    let row = if entry.marked.is_some() {
        row.mark(Mark::Done, words)
    } else {
        row.no_mark(words)
    };
    let row = row
        .gap(1)
        .cell(KIND, &entry.kind)
        .gap(1)
        .cell(wide, &entry.what)
        .gap(1)
        .cell(WHO, &entry.by)
        .gap(1)
        .cell(SINCE, &entry.since)
        .gap(1);
    if own {
        row.cell_toned(Tone::Refusal, URGENT, t!(words, inbox_own))
    } else {
        row.cell(URGENT, &entry.urgent)
    }
}

/// What is known about a number: whether that person may sign anything that is marked.
fn echo(entries: &[Entry], office: &Office, day: NaiveDate, no: PersonNo, words: Locale) -> Echo {
    let marked: Vec<&Entry> = entries.iter().filter(|e| e.marked.is_some()).collect();
    let may = marked
        .iter()
        .flat_map(|entry| &entry.who)
        .find(|(who, _)| *who == no);
    if let Some((_, capacity)) = may {
        return Echo::Person(say::signed_by(office, no, *capacity, words));
    }
    let own = marked
        .iter()
        .find(|entry| entry.item.wait.excluded.contains(&no));
    match (own, office.person(no, day)) {
        (Some(entry), Some(person)) => Echo::MayNot(
            person.name.to_string(),
            if entry.who.is_empty() {
                t!(words, inbox_own_nobody)
            } else {
                let instead = say::either(office, &entry.who, words);
                t!(words, inbox_own_only, instead = instead)
            },
        ),
        _ => signing::among(office, &[], day, no, words),
    }
}

impl Screen<Desk> for Inbox {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let words = view.words;
        let role = self.office.as_ref().map_or_else(String::new, |office| {
            say::role(office, crate::journal::Role::Manager, words)
        });
        let opened = self.entries.iter().filter(|e| self.seen.contains(&e.id()));
        Title::new(t!(words, inbox_title, role = role)).right(t!(
            words,
            inbox_right,
            when = when::title(view.now, words),
            opened = opened.count(),
            all = self.entries.len(),
            marked = self.marks()
        ))
    }

    fn edges(&self) -> Edges {
        Edges {
            top: true,
            bottom: false,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let (width, height) = (canvas.width(), canvas.height());
        if self.entries.is_empty() {
            let text = self.fault.clone().unwrap_or_else(|| t!(words, inbox_empty));
            canvas.paragraph(2, 1, Tone::Plain, text);
            canvas.cursor(2, 1);
            return;
        }
        let fixed = 2 + mark_width(words) + 5 + KIND + WHO + SINCE + URGENT + 1;
        let wide = width.saturating_sub(fixed);
        canvas.row(0, &self.heading(words, wide));
        let spare = height.saturating_sub(BODY_ROWS) / 2;
        let wanted = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        let list_rows = (LIST_ROWS + spare).min(wanted.max(LIST_ROWS));
        let asking = self
            .opened
            .as_ref()
            .is_some_and(|o| o.asks.open().is_some());
        let focus = !self.line_has_focus();
        let person = self.signing.as_ref().and_then(Signing::person);
        let entries = &self.entries;
        let mut part = canvas.part(1, list_rows);
        self.list.draw(
            &mut part,
            (1, 0),
            list_rows,
            focus && !asking,
            |nth| match entries.get(nth) {
                Some(entry) => entry_row(entry, wide, person, words),
                None => Row::new(),
            },
        );
        canvas.rule(1 + list_rows);
        let top = 2 + list_rows;
        let bottom = height.saturating_sub(2);
        self.room = (width, bottom.saturating_sub(top));
        if let Some(opened) = &mut self.opened {
            let ask_rows = opened.asks.rows(width, canvas.ink());
            let room = bottom.saturating_sub(top + ask_rows);
            if opened.columns != width {
                let made = rows(&opened.pieces, canvas.ink(), width.saturating_sub(1));
                opened.scroll.set_rows(made);
                opened.columns = width;
            }
            opened
                .scroll
                .draw(&mut canvas.part(top, room), false, words);
            opened
                .asks
                .draw(canvas, bottom.saturating_sub(ask_rows), focus);
        } else if let Some(fault) = &self.fault {
            canvas.paragraph(2, top, Tone::Refusal, fault);
        }
        canvas.rule(bottom);
        let marks = self.marks();
        let note = if marks > 0 {
            t!(words, inbox_note, count = marks)
        } else {
            String::new()
        };
        let enter = t!(words, inbox_enter, count = marks);
        if let (Some(signing), Some(office)) = (&self.signing, &self.office) {
            let (entries, today) = (&self.entries, self.today);
            signing.draw(
                canvas,
                height.saturating_sub(1),
                view,
                (&enter, &note),
                |no| echo(entries, office, today, no, words),
            );
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if let Some(fault) = &self.fault {
            return fault.clone();
        }
        let Some(entry) = self.current() else {
            return t!(words, inbox_empty);
        };
        if self.line_has_focus() {
            let own = self
                .signing
                .as_ref()
                .and_then(Signing::person)
                .and_then(|no| {
                    let mine =
                        |e: &&Entry| e.marked.is_some() && e.item.wait.excluded.contains(&no);
                    self.entries.iter().find(mine)
                });
            return match (own, &self.office) {
                (Some(own), Some(office)) if !own.who.is_empty() => t!(
                    words,
                    inbox_own_instead,
                    instead = say::either(office, &own.who, words)
                ),
                _ => t!(words, inbox_hint_sign),
            };
        }
        if entry.marked.is_some() {
            return t!(words, inbox_hint_marked);
        }
        let read = self.will_be_read(view.ink);
        self.cannot_mark(read, words).unwrap_or_else(|| {
            if self.marks() > 0 {
                t!(words, inbox_hint_more)
            } else {
                t!(words, inbox_hint_mark)
            }
        })
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers = Vec::new();
        if let Some(retry) = self.signing.as_ref().and_then(Signing::offer) {
            offers.push(retry);
        }
        if self.line_has_focus() {
            offers.push(Action::Back.into());
            offers.push(Action::Help.into());
            return offers;
        }
        if !self.entries.is_empty() {
            offers.extend([Action::Mark.into(), Action::Open.into()]);
            let moving = [Action::Up, Action::Down];
            if offers.len() > 2 {
                offers.extend(moving.map(Action::quietly));
            } else {
                offers.extend(moving.map(Offer::from));
            }
            offers.push(Action::SendBack.called(t!(words, inbox_send_back)));
            offers.push(Action::Question.into());
            let digits = if self.digits_answer() {
                t!(words, inbox_choose)
            } else {
                t!(words, inbox_to_sign)
            };
            offers.push(Offer::Digits(digits));
            offers.extend([Action::PageUp, Action::PageDown].map(Action::quietly));
            offers.push(Action::ChangePerson.quietly());
        }
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn context(&self) -> Context {
        Context::Inbox
    }

    fn typing(&self) -> bool {
        self.line_has_focus()
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, inbox_help),
            clauses: Vec::new(),
        }
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if self.line_has_focus() || key.action == Some(Action::Retry) {
            return match self.sign_key(key, cx) {
                Did::Pass => Next::Pass,
                Did::Enrol => Signing::enrol(),
                _ => Next::Stay,
            };
        }
        match key.action {
            Some(Action::Up | Action::Down) => return self.move_to(key, cx),
            Some(Action::PageUp | Action::PageDown) => {
                if let Some(opened) = &mut self.opened {
                    opened.scroll.key(key);
                }
                return Next::Stay;
            }
            Some(Action::Left | Action::Right) => {
                let forward = key.action == Some(Action::Right);
                let unmarked = self.current().is_some_and(|e| e.marked.is_none());
                if unmarked && self.opened.as_mut().is_some_and(|o| o.asks.turn(forward)) {
                    self.answered(cx);
                }
                return Next::Stay;
            }
            Some(Action::Mark) => {
                self.mark(key, cx);
                return Next::Stay;
            }
            Some(Action::SendBack) => return self.send_back(cx),
            Some(Action::Question) => {
                return match self.current() {
                    Some(entry) => Next::push(ActScreen::new(
                        entry.item.case,
                        Act::Ask(entry.item.by),
                        self.owner,
                    )),
                    None => Next::Stay,
                };
            }
            Some(Action::Open) => {
                return match self.current() {
                    Some(entry) => Next::push(CaseScreen::new(entry.item.case, self.owner)),
                    None => Next::Stay,
                };
            }
            Some(Action::ChangePerson) => {
                if let Some(signing) = &mut self.signing {
                    signing.change_person();
                }
                return Next::Stay;
            }
            Some(Action::NextField) if self.marks() > 0 => {
                if let Some(signing) = &mut self.signing {
                    signing.focus();
                }
                return Next::Stay;
            }
            Some(_) => return Next::Pass,
            None => {}
        }
        if key.digit().is_none() {
            return Next::Pass;
        }
        if self.digits_answer() && self.opened.as_mut().is_some_and(|o| o.asks.digit(key)) {
            self.answered(cx);
            return Next::Stay;
        }
        if self.marks() == 0 {
            cx.refuse(t!(words, inbox_nothing_marked));
            return Next::Stay;
        }
        self.sign_key(key, cx);
        Next::Stay
    }

    fn paste(&mut self, _: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        cx.refuse(t!(words, frame_no_paste));
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(signing) = &mut self.signing else {
            return Next::Stay;
        };
        let after = signing.finish(answer, cx, |signed| {
            t!(words, inbox_done, count = signed.entries.len())
        });
        match after {
            After::Signed { list, signed, .. } => {
                for (position, ..) in &signed.entries {
                    let done = list.get(*position);
                    for entry in &mut self.entries {
                        if entry.proposal().as_ref() == done {
                            entry.marked = None;
                        }
                    }
                }
                self.look(cx);
            }
            After::Refused { left_out } if !left_out.is_empty() => {
                self.look(cx);
            }
            After::Refused { .. } => {}
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let fell = self.look(cx);
        if fell > 0 {
            self.forget_try();
            cx.refuse(t!(words, inbox_changed, count = fell));
        }
        Next::Stay
    }

    fn wake_at(&self) -> Option<Instant> {
        self.signing.as_ref().and_then(Signing::wake_at)
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(signing) = &mut self.signing {
            signing.wake(cx);
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Some(signing) = &mut self.signing {
            signing.hide();
        }
    }
}
