//! Whom to call, in order: what comes up behind the first notice of an incident, from the list that
//! the office keeps.

use super::case::{CaseScreen, Piece, rows};
use crate::desk::{Desk, View as Look};
use crate::journal::{CaseId, PersonNo};
use crate::locale::Locale;
use crate::t;
use crate::tui::say::{self, when};
use crate::tui::widgets::Scroll;
use crate::tui::{Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, Tone, View};

/// The list behind a first notice.
pub struct Calls {
    case: CaseId,
    owner: Option<PersonNo>,
    said: String,
    pieces: Vec<Piece>,
    scroll: Scroll,
    columns: u16,
}

impl Calls {
    /// Behind the signature of which `said` tells.
    pub(super) fn new(case: CaseId, owner: Option<PersonNo>, said: String) -> Self {
        Self {
            case,
            owner,
            said,
            pieces: Vec::new(),
            scroll: Scroll::default(),
            columns: 0,
        }
    }
}

/// Whom to call today, in order, and whom the rules name without a number.
pub(super) fn pieces(view: &Look, words: Locale) -> Vec<Piece> {
    let office = &view.office;
    let today = view.today().0;
    let contacts = office.contacts_on(today);
    let mut pieces = Vec::new();
    if contacts.is_empty() {
        pieces.push(Piece::Line(2, t!(words, calls_none)));
    }
    let lines = &office.profile.profile().lines;
    for contact in contacts {
        let line = lines.iter().find(|l| contact.line.as_ref() == Some(&l.id));
        let line = line.map_or("", |line| line.label.get(say::tongue(words)));
        let who = [line, contact.body.as_str(), contact.name.as_str()];
        let who: Vec<&str> = who.into_iter().filter(|part| !part.is_empty()).collect();
        let who = format!("{}  {}", contact.order, who.join("  "));
        pieces.push(Piece::Line(2, who));
        let said = t!(
            words,
            calls_number,
            phone = contact.phone.as_str(),
            hours = contact.hours.as_str(),
            day = when::short_date(contact.span.from, words)
        );
        pieces.push(Piece::Line(5, said));
    }
    let missing = office.lines_missing(today);
    if !missing.is_empty() {
        let names = missing.iter().map(|l| l.label.get(say::tongue(words)));
        let names: Vec<&str> = names.collect();
        let lines = names.join(&t!(words, say_and));
        pieces.push(Piece::Line(2, t!(words, calls_missing, lines = lines)));
    }
    pieces
}

impl Screen<Desk> for Calls {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, calls_title)).right(when::title(view.now, view.words))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let after = t!(words, calls_after, said = self.said.as_str());
        let y = canvas.paragraph(2, 1, Tone::Notice, after) + 1;
        let height = canvas.height().saturating_sub(y);
        if self.columns != canvas.width() {
            let made = rows(&self.pieces, canvas.ink(), canvas.width().saturating_sub(1));
            self.scroll.set_rows(made);
            self.columns = canvas.width();
        }
        self.scroll.draw(&mut canvas.part(y, height), true, words);
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        t!(view.words, calls_hint)
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Action::Open.called(t!(view.words, calls_key_case)),
            Action::PageUp.quietly(),
            Action::PageDown.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, calls_help),
            clauses: Vec::new(),
        }
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if self.scroll.key_rows(key) {
            return Next::Stay;
        }
        match key.action {
            Some(Action::Open) if cx.armed(key) => {
                Next::replace(CaseScreen::new(self.case, self.owner))
            }
            Some(Action::Open) => Next::Stay,
            _ => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        if let Ok(view) = cx.desk().view() {
            self.pieces = pieces(&view, words);
            self.columns = 0;
        }
        cx.page_opened();
        Next::Stay
    }
}
