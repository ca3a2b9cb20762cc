//! What waits for a manager: five rows of list, the opened record below in full, one PIN for all
//! that was marked, one entry each.
//!
//! 空白 marks only a record whose last line has been shown, and never by a held key, a paste or within
//! 300 ms of its opening. There is no key for "all".

mod ask;
mod draw;
mod entry;
mod lacks;
mod marks;
mod office;
#[cfg(test)]
mod tests;

use super::case::{Act, ActScreen, CaseScreen, Reading};
use super::people::decline::Decline;
use super::procedures::Procedures;
use super::signing::{self, After, Answer, Did, Signing, ToSign};
use crate::desk::{Desk, DeskError, INCIDENT, OfficeWait, View as Look};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::{Office, OfficeAct};
use crate::procedure::Missing;
use crate::t;
use crate::tui::say::{self, refusal, when};
use crate::tui::widgets::{Echo, List, Scroll};
use crate::tui::{Action, Canvas, Context, Cx, Edges, Help, Key, Next, Offer, Screen, Title, View};
use ask::Asks;
use chrono::NaiveDate;
use entry::{Entry, Id, Waits};
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
    seen: BTreeSet<Id>,
    office: Option<Arc<Office>>,
    today: NaiveDate,
    signing: Option<Signing>,
    /// What a signature lacked: training, 届出, 承諾.
    lacks: Option<Missing>,
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
            lacks: None,
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
        // What is signed on an incident comes before anything else, then keys: nobody works without.
        let urgent = items
            .iter()
            .take_while(|item| item.procedure.0 == INCIDENT)
            .count();
        for item in items {
            self.entries.push(Entry::new(view, item, words)?);
        }
        let mut keys_at = urgent;
        for waits in view.office_waits() {
            let key = matches!(waits.pending.act, OfficeAct::Renew { .. });
            let entry = Entry::of_office(view, waits, words);
            if key {
                self.entries.insert(keys_at, entry);
                keys_at += 1;
            } else {
                self.entries.push(entry);
            }
        }
        for entry in &mut self.entries {
            let before = old
                .iter_mut()
                .find(|before| before.id() == entry.id() && before.stands_as(entry));
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
        let Some(item) = entry.case() else {
            let id = entry.id();
            self.opened = Some(Opened {
                asks: Asks::default(),
                pieces: office::pieces(view, entry, words),
                scroll: Scroll::default(),
                columns: 0,
            });
            self.seen.insert(id);
            return;
        };
        let row = match view.case_row(item.case) {
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
        let mut asks = Asks::of(view, item, &row, reading.definition, words);
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
        let item = match &entry.waits {
            Waits::Case(item) => item,
            Waits::Office(waits) => {
                let what = format!("{} {}", entry.kind, entry.what);
                return Next::push(Decline::of(waits.entry, what));
            }
        };
        if entry.back.is_empty() {
            cx.refuse(t!(words, case_seal_send_back));
            return Next::Stay;
        }
        Next::push(ActScreen::new(
            item.case,
            Act::SendBack(entry.back.clone()),
            self.owner,
        ))
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
        self.paint(canvas, view);
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        self.says(view)
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers = Vec::new();
        if let Some(retry) = self.signing.as_ref().and_then(Signing::offer) {
            offers.push(retry);
        }
        if self.lacks.is_some() {
            offers.push(Action::OpenMissing.into());
        }
        if self.line_has_focus() {
            offers.push(Action::Back.into());
            offers.push(Action::Help.into());
            return offers;
        }
        if !self.entries.is_empty() {
            let many = !offers.is_empty();
            offers.push(Action::Mark.into());
            let waits = self.current().and_then(Entry::office);
            if waits.is_none_or(OfficeWait::read_elsewhere) {
                offers.push(Action::Open.into());
            }
            let moving = [Action::Up, Action::Down];
            if many {
                offers.extend(moving.map(Action::quietly));
            } else {
                offers.extend(moving.map(Offer::from));
            }
            if waits.is_some() {
                offers.push(Action::SendBack.called(t!(words, pending_key_decline)));
            } else {
                offers.push(Action::SendBack.called(t!(words, inbox_send_back)));
                offers.push(Action::Question.into());
            }
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
        if key.action == Some(Action::OpenMissing) {
            return self.open_missing(cx);
        }
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
                return match self.current().and_then(Entry::case) {
                    Some(item) => {
                        Next::push(ActScreen::new(item.case, Act::Ask(item.by), self.owner))
                    }
                    None => Next::Stay,
                };
            }
            Some(Action::Open) => {
                return match self.current().map(|entry| &entry.waits) {
                    Some(Waits::Case(item)) => Next::push(CaseScreen::new(item.case, self.owner)),
                    Some(Waits::Office(waits)) if waits.read_elsewhere() => {
                        Next::push(Procedures::default())
                    }
                    _ => Next::Stay,
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
            let count = signed.entries.len() + signed.countersigned.len();
            t!(words, inbox_done, count = count)
        });
        match after {
            After::Signed { list, signed, .. } => {
                for (position, ..) in &signed.entries {
                    let done = list.cases.get(*position);
                    for entry in &mut self.entries {
                        if entry.case().is_some() && entry.proposal().as_ref() == done {
                            entry.marked = None;
                        }
                    }
                }
                for (_, done) in &signed.countersigned {
                    for entry in &mut self.entries {
                        if entry.office().is_some_and(|waits| waits.entry == *done) {
                            entry.marked = None;
                        }
                    }
                }
                self.look(cx);
                self.lacked(&signed.left_out, cx);
            }
            After::Refused { left_out } if !left_out.is_empty() => {
                self.look(cx);
                if self.lacked(&left_out, cx) {
                    self.say_what_lacks(cx);
                }
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
        self.came_back(cx);
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
    let own = marked.iter().find(|entry| entry.excluded.contains(&no));
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
