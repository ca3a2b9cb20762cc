//! 人と役割, 場所, 送付の手段と届出, 開庁日・閉庁日: what there is, and what is to change, signed.
//!
//! `keys` goes from the list to the form and the signatures, `act` plans a change and has it signed,
//! `draw` paints the list. What an area's rows and forms are is in the files beside this room.

mod act;
mod draw;
mod keys;

use super::deed::{Area, Edit, Planned, menu};
use super::form::{Form, Turn};
use super::leaving::Leaving;
use super::rows;
use super::second::Second;
use super::signers::Signers;
use crate::calendar::Recorded;
use crate::desk::set_up::Slip;
use crate::desk::{Desk, SignError};
use crate::journal::{EntryId, PersonNo};
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say::refusal;
use crate::tui::say::refusal::Told;
use crate::tui::screens::set_up::slips;
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View, say,
};
use draw::contacts_hint;
use std::sync::Arc;

/// How far a change is.
enum Stage {
    /// The list.
    List,
    /// What is to be done with the selected one.
    Menu,
    /// What is to be entered.
    Form(Edit, Form),
    /// What is signed, and by whom.
    Sign(Box<Planned>, Signers),
    /// It is recorded, and has no effect before somebody else has signed: now, or later.
    Second(Second),
    /// A slip to be handed over.
    Slip(Slip),
}

/// A list of what the office consists of, with what can be changed.
pub struct Register {
    area: Area,
    office: Option<Arc<Office>>,
    list: List,
    stage: Stage,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register")
            .field("area", &self.area)
            .finish_non_exhaustive()
    }
}

/// What the worker brings back: who signed, and what came of it.
pub struct Answer(PersonNo, Result<Done, SignError>);

/// What was recorded.
enum Done {
    /// It has effect.
    Effect,
    /// It waits for a countersignature.
    Waits(EntryId),
    /// A slip is made with it.
    Slip(Slip),
}

impl Register {
    fn of(area: Area) -> Self {
        Self {
            area,
            office: None,
            list: List::default(),
            stage: Stage::List,
        }
    }

    /// 人と役割.
    #[must_use]
    pub fn people() -> Self {
        Self::of(Area::People)
    }

    /// 場所.
    #[must_use]
    pub fn places() -> Self {
        Self::of(Area::Places)
    }

    /// 送付の手段と届出.
    #[must_use]
    pub fn means() -> Self {
        Self::of(Area::Means)
    }

    /// 開庁日・閉庁日.
    #[must_use]
    pub fn days() -> Self {
        Self::of(Area::Days)
    }

    /// 事故のときに電話する先.
    #[must_use]
    pub fn contacts() -> Self {
        Self::of(Area::Contacts)
    }

    /// 時間と知らせ.
    #[must_use]
    pub fn hours() -> Self {
        Self::of(Area::Hours)
    }

    fn refresh(&mut self, cx: &Cx<'_, Desk, Answer>) {
        if let Ok(view) = cx.desk().view() {
            let day = cx.now().date();
            let len = rows::keys(self.area, &view.office, day, cx.words()).len();
            self.list.set_len(len);
            self.office = Some(Arc::clone(&view.office));
        }
    }

    fn selected(&self, now: Recorded, words: Locale) -> Option<rows::At> {
        let office = self.office.as_ref()?;
        let keys = rows::keys(self.area, office, now.0.date(), words);
        self.list.selected().and_then(|nth| keys.get(nth).cloned())
    }

    fn edits(&self, at: &rows::At, now: Recorded) -> Vec<Edit> {
        let office = self.office.as_ref();
        office.map_or(Vec::new(), |office| menu(at, office, now.0.date()))
    }
}

impl Screen<Desk> for Register {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let words = view.words;
        let what = match self.area {
            Area::People => t!(words, more_people),
            Area::Places => t!(words, more_places),
            Area::Means => t!(words, more_means),
            Area::Days => t!(words, more_days),
            Area::Contacts => t!(words, more_contacts),
            Area::Hours => t!(words, hours_title),
        };
        let office = self.office.as_ref().map_or("", |o| o.name.as_str());
        Title::new(what)
            .middle(office)
            .right(say::when::title(view.now, words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let height = canvas.height();
        let now = Recorded(view.now);
        if let (Stage::Slip(slip), Some(office)) = (&self.stage, &self.office) {
            canvas.text(2, 0, Tone::Heading, t!(words, people_slip));
            let text = slips::one(office, slip, words);
            let mut y = 2;
            for line in text.lines().skip(1) {
                y = canvas.paragraph(4, y, Tone::Plain, line);
            }
            canvas.cursor(2, 2);
            return;
        }
        let lower: u16 = match &self.stage {
            Stage::List | Stage::Slip(_) => 0,
            _ => 11,
        };
        self.draw_list(canvas, view, height.saturating_sub(lower + 2));
        let at = height.saturating_sub(lower);
        if lower > 0 {
            canvas.rule(at);
        }
        match &self.stage {
            Stage::List | Stage::Slip(_) => {}
            Stage::Menu => {
                let chosen = self.selected(now, words);
                let edits = chosen.map_or(Vec::new(), |at| self.edits(&at, now));
                for ((nth, edit), y) in edits.iter().enumerate().zip(at + 1..) {
                    let row = Row::new()
                        .gap(3)
                        .toned(Tone::Key, (nth + 1).to_string())
                        .gap(2)
                        .text(edit.words(words));
                    canvas.row(y, &row);
                }
                canvas.cursor(3, at + 1);
            }
            Stage::Form(edit, form) => {
                canvas.text(2, at + 1, Tone::Heading, edit.words(words));
                let end = form.draw(canvas, (2, at + 2), 16, true);
                if let Some(office) = &self.office {
                    let note = edit.note(office, words);
                    canvas.paragraph(2, end, Tone::Faint, note);
                }
            }
            Stage::Sign(planned, signers) => {
                canvas.text(1, at + 1, Tone::Plain, t!(words, setup_sentence_heading));
                let end = canvas.paragraph(3, at + 2, Tone::Plain, &planned.sentence);
                let enter = t!(words, people_enter_sign);
                let echo = |_: usize, no: PersonNo| self.echo(no, words, now);
                signers.draw(canvas, end + 1, view, &enter, echo);
            }
            Stage::Second(second) => {
                let (sentence, who) = second.words(now, words);
                let end = canvas.paragraph(2, at + 1, Tone::Heading, t!(words, people_waits));
                let end = canvas.paragraph(2, end, Tone::Faint, who);
                canvas.text(1, end, Tone::Plain, t!(words, setup_sentence_heading));
                let end = canvas.paragraph(3, end + 1, Tone::Plain, sentence);
                second.draw(canvas, end, view);
            }
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        match &self.stage {
            Stage::List => match self.area {
                Area::People => t!(words, people_hint),
                Area::Places => t!(words, places_hint),
                Area::Means => t!(words, means_hint),
                Area::Days => t!(words, days_hint),
                Area::Contacts => contacts_hint(self.office.as_deref(), view.now.date(), words),
                Area::Hours => t!(words, hours_hint),
            },
            Stage::Menu => t!(words, setup_rules_hint),
            Stage::Form(_, form) => form.hint().to_owned(),
            Stage::Sign(planned, _) if planned.countersigned() => t!(words, people_sign_two),
            Stage::Sign(..) => t!(words, people_sign_one),
            Stage::Second(_) => t!(words, people_waits_hint),
            Stage::Slip(_) => t!(words, people_slip_hint),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers = match &self.stage {
            Stage::List => {
                let mut offers = vec![
                    Action::Up.into(),
                    Action::Down.into(),
                    Action::PageDown.quietly(),
                ];
                if !self.list.is_empty() && self.area != Area::Days {
                    offers.push(Action::Open.called(t!(words, setup_key_change)));
                }
                if self.area.add().is_some() {
                    offers.push(Action::Add.into());
                }
                offers
            }
            Stage::Menu => vec![Offer::Digits(t!(words, setup_key_choose))],
            Stage::Form(..) => vec![
                Action::Next.into(),
                Action::Up.quietly(),
                Action::Down.quietly(),
                Action::NextField.quietly(),
                Action::PreviousField.quietly(),
            ],
            Stage::Sign(..) => vec![Action::Next.called(t!(words, people_key_sign))],
            Stage::Second(_) => return Second::offers(words),
            Stage::Slip(_) => vec![Action::Open.called(t!(words, people_key_handed))],
        };
        if !matches!(self.stage, Stage::Slip(_)) {
            offers.push(Action::Back.into());
        }
        offers.push(Action::Help.into());
        offers
    }

    fn typing(&self) -> bool {
        matches!(
            self.stage,
            Stage::Form(..) | Stage::Sign(..) | Stage::Second(_)
        )
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.refresh(cx);
        Next::Stay
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if cx.busy() {
            return Next::Pass;
        }
        match &self.stage {
            Stage::List => self.list_key(key, cx),
            Stage::Menu => self.menu_key(key, cx),
            Stage::Form(..) => self.form_key(key, cx),
            Stage::Sign(..) => self.sign_key(key, cx),
            Stage::Second(_) => self.second_key(key, cx),
            Stage::Slip(_) => {
                if key.action == Some(Action::Open) && cx.armed(key) {
                    self.stage = Stage::List;
                    cx.page_opened();
                }
                match key.action {
                    Some(Action::Help) => Next::Pass,
                    _ => Next::Stay,
                }
            }
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match &mut self.stage {
            Stage::Form(_, form) => {
                if let Turn::Refused(why) = form.paste(text, words) {
                    cx.refuse(why);
                }
            }
            _ => cx.refuse(t!(words, frame_no_paste)),
        }
        Next::Stay
    }

    fn job(&mut self, Answer(by, result): Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match result {
            Ok(done) => {
                self.refresh(cx);
                let left = self.leaver();
                self.stage = match done {
                    Done::Waits(entry) => {
                        self.second(entry, cx);
                        return Next::Stay;
                    }
                    Done::Slip(slip) => Stage::Slip(slip),
                    Done::Effect => Stage::List,
                };
                cx.page_opened();
                cx.say(t!(words, people_done));
                // What is open in the name of somebody who leaves is passed on at once.
                let view = cx.desk().view().ok();
                let open = left.zip(view).and_then(|(no, view)| {
                    let open = view.in_the_name_of(no).ok()?;
                    (!open.is_empty()).then_some(no)
                });
                if let Some(no) = open {
                    return Next::push(Leaving::of(no));
                }
            }
            Err(why) => {
                let view = cx.desk().view().ok();
                let told = Told::of(view.as_ref(), words);
                cx.refuse(refusal::sign_error(&why, by, &[], told));
                self.refresh(cx);
                match &mut self.stage {
                    Stage::Sign(_, signers) => signers.again(),
                    Stage::Second(second) => second.again(),
                    _ => {}
                }
            }
        }
        Next::Stay
    }

    fn hide(&mut self) {
        match &mut self.stage {
            Stage::Sign(_, signers) => signers.clear(),
            Stage::Second(second) => second.clear(),
            Stage::Slip(_) => self.stage = Stage::List,
            _ => {}
        }
    }

    fn back_again(&mut self, _: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match &mut self.stage {
            Stage::Sign(_, signers) => signers.focus(),
            Stage::Second(second) => second.again(),
            _ => {}
        }
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        let words = view.words;
        let text = match self.area {
            Area::People => t!(words, people_help),
            Area::Places => t!(words, places_help),
            Area::Means => t!(words, means_help),
            Area::Days => t!(words, days_help),
            Area::Contacts => t!(words, contacts_help),
            Area::Hours => t!(words, hours_help),
        };
        Help {
            text,
            clauses: Vec::new(),
        }
    }
}
