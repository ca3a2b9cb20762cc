//! Adding, changing and ending an item of the register, and reading a table of them. What comes of
//! it is signed as other acts on the office are.
//!
//! `fill` is the form and the table, and what they plan; `sign` has it signed.

mod fill;
mod sign;

use crate::calendar::Recorded;
use crate::desk::import::ItemRow;
use crate::desk::{Desk, SignError, TakeIn};
use crate::journal::{HoldingId, PersonNo};
use crate::locale::Locale;
use crate::office::{Holding, Office};
use crate::t;
use crate::tui::say::refusal::Told;
use crate::tui::say::{refusal, when};
use crate::tui::screens::people::form::{Form, Turn};
use crate::tui::screens::people::signers::Signers;
use crate::tui::screens::set_up::Table;
use crate::tui::widgets::{Dialog, Verdict};
use crate::tui::{Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, Tone, View};
use sign::echo;
use std::sync::Arc;

/// What is to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Add,
    Item(HoldingId),
    End(HoldingId),
    Table,
}

/// What will be recorded.
enum Plan {
    /// Items from a form or a table.
    Items(TakeIn),
    /// The last day of an item.
    End(Box<Holding>),
}

enum Stage {
    Form(Form),
    Table(Table),
    Sign(Box<Plan>, String, Signers),
}

/// A change of the register.
pub struct Change {
    wish: Wish,
    office: Option<Arc<Office>>,
    stage: Stage,
    /// A title looks like the persons' own data: asked before it is signed.
    doubt: Option<(Dialog, Vec<ItemRow>)>,
}

/// What the worker brings back.
pub enum Answer {
    /// The text of a table, or why there is none.
    Read(Result<String, String>),
    /// Whether it was signed.
    Signed(PersonNo, Result<(), SignError>),
}

impl Change {
    fn new(wish: Wish, stage: Stage) -> Self {
        Self {
            wish,
            office: None,
            stage,
            doubt: None,
        }
    }

    /// One more item.
    pub(super) fn add() -> Self {
        Self::new(Wish::Add, Stage::Form(Form::default()))
    }

    /// Another version of an item.
    pub(super) fn item(id: HoldingId) -> Self {
        Self::new(Wish::Item(id), Stage::Form(Form::default()))
    }

    /// The end of an item.
    pub(super) fn end(id: HoldingId) -> Self {
        Self::new(Wish::End(id), Stage::Form(Form::default()))
    }

    /// Items from a table.
    pub(super) fn table(words: Locale) -> Self {
        let table = Table::new(t!(words, register_columns), words);
        Self::new(Wish::Table, Stage::Table(table))
    }
}

impl Screen<Desk> for Change {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let words = view.words;
        let number = |id: HoldingId| id.0.to_string();
        let what = match self.wish {
            Wish::Add => t!(words, register_add),
            Wish::Item(id) => t!(words, register_change, number = number(id)),
            Wish::End(id) => t!(words, register_end, number = number(id)),
            Wish::Table => t!(words, register_title),
        };
        Title::new(what).right(when::title(view.now, words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let office = self.office.clone();
        match &mut self.stage {
            Stage::Form(form) => {
                form.draw(canvas, (2, 1), 18, self.doubt.is_none());
            }
            Stage::Table(table) => table.paint(canvas, words),
            Stage::Sign(_, sentence, signers) => {
                canvas.text(1, 1, Tone::Plain, t!(words, setup_sentence_heading));
                let end = canvas.paragraph(3, 2, Tone::Plain, sentence.as_str());
                let enter = t!(words, people_enter_sign);
                let now = Recorded(view.now);
                let echo = |_: usize, no: PersonNo| echo(office.as_deref(), no, words, now);
                signers.draw(canvas, end + 1, view, &enter, echo);
            }
        }
        if let Some((dialog, _)) = &self.doubt {
            dialog.draw(canvas, words);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        if self.doubt.is_some() {
            return t!(view.words, dialog_hint);
        }
        match &self.stage {
            Stage::Form(form) => form.hint().to_owned(),
            Stage::Table(table) => table.hint(view.words),
            Stage::Sign(..) => t!(view.words, people_sign_one),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        if let Some((dialog, _)) = &self.doubt {
            return dialog.offers(view.words);
        }
        match &self.stage {
            Stage::Table(table) => table.actions(view.words),
            _ => vec![
                Action::Next.into(),
                Action::Up.into(),
                Action::Down.into(),
                Action::NextField.quietly(),
                Action::PreviousField.quietly(),
                Action::Back.into(),
                Action::Help.into(),
            ],
        }
    }

    fn typing(&self) -> bool {
        self.doubt.is_none()
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if let Some((dialog, _)) = &mut self.doubt {
            let verdict = dialog.key(key, cx.armed(key));
            if verdict == Verdict::Asking {
                return Next::Stay;
            }
            if let (Some((_, rows)), Verdict::Yes) = (self.doubt.take(), verdict) {
                self.plan(&rows, cx);
            }
            return Next::Stay;
        }
        match &mut self.stage {
            Stage::Form(form) => match form.key(key, words) {
                Turn::Pass => return Next::Pass,
                Turn::Taken => {}
                Turn::Refused(why) => cx.refuse(why),
                Turn::Left => return Next::Pop,
                Turn::Done => self.entered(cx),
            },
            Stage::Table(table) => {
                let turn = table.key(key, words);
                return self.turn(turn, cx);
            }
            Stage::Sign(..) => return self.sign_key(key, cx),
        }
        Next::Stay
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match &mut self.stage {
            Stage::Form(form) if self.doubt.is_none() => {
                if let Turn::Refused(why) = form.paste(text, words) {
                    cx.refuse(why);
                }
                Next::Stay
            }
            Stage::Table(table) if self.doubt.is_none() => {
                let turn = table.paste(text, words);
                self.turn(turn, cx)
            }
            _ => {
                cx.refuse(t!(words, frame_no_paste));
                Next::Stay
            }
        }
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match answer {
            Answer::Read(Ok(text)) => self.text(&text, cx),
            Answer::Read(Err(why)) => cx.refuse(why),
            Answer::Signed(_, Ok(())) => {
                cx.say(t!(words, register_done));
                return Next::Pop;
            }
            Answer::Signed(person, Err(why)) => {
                if let Stage::Sign(_, _, signers) = &mut self.stage {
                    signers.again();
                }
                match cx.desk().view() {
                    Ok(view) => {
                        let told = Told::new(&view, words);
                        cx.refuse(refusal::sign_error(&why, person, &[], told));
                    }
                    Err(error) => cx.refuse(refusal::desk(&error, words)),
                }
            }
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.office.is_some() {
            return Next::Stay;
        }
        match cx.desk().view() {
            Ok(view) => {
                let now = Recorded(cx.now());
                if matches!(self.stage, Stage::Form(_)) {
                    self.stage = Stage::Form(self.form(&view.office, cx.words(), now));
                }
                self.office = Some(Arc::clone(&view.office));
            }
            Err(why) => cx.refuse(refusal::desk(&why, cx.words())),
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Stage::Sign(_, _, signers) = &mut self.stage {
            signers.again();
        }
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, register_help),
            clauses: Vec::new(),
        }
    }
}
