//! 様式と手続: the procedures that the office runs. Reads a definition of the office's own, shows
//! what is wrong with it or what would be signed; shows the countersigner what is other in it.
//!
//! | file | what |
//! |---|---|
//! | `keys` | from the list to the text, the signatures |
//! | `plan` | what would be signed, by whom, and the worker that signs it |
//! | `rows` | the list, and a definition as text |
//! | `diff` | what is other in a text than in the one it replaces |

mod diff;
mod keys;
mod plan;
mod rows;
#[cfg(test)]
mod tests;

pub use plan::Planned;
pub(in crate::tui::screens) use rows::named as rules_named;

use super::people::form::{Form, Turn};
use super::people::signers::Signers;
use crate::calendar::Recorded;
use crate::desk::adopt::{Examined, ExaminedForm, Unfit};
use crate::desk::{Desk, Fault, SignError};
use crate::form::Forms;
use crate::journal::{EntryId, PersonNo};
use crate::office::Office;
use crate::procedure::Catalogue;
use crate::t;
use crate::tui::say::refusal::Told;
use crate::tui::say::{refusal, when};
use crate::tui::widgets::{List, Scroll};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use rows::Line;
use std::sync::Arc;

/// How far it is.
enum Stage {
    /// The list.
    List,
    /// Where the file is.
    Path(Form),
    /// What is wrong with it.
    Faults(Scroll),
    /// What it says, before it is signed.
    Read(Box<Planned>, Scroll),
    /// A definition in use, to look at; what ends its use, where it can be ended.
    Look(Option<Box<Planned>>, Scroll),
    /// Who signs.
    Sign(Box<Planned>, Signers),
}

/// The screen.
pub struct Procedures {
    office: Option<Arc<Office>>,
    catalogue: &'static Catalogue,
    forms: Forms,
    lines: Vec<Line>,
    list: List,
    stage: Stage,
    columns: u16,
}

impl std::fmt::Debug for Procedures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Procedures").finish_non_exhaustive()
    }
}

impl Default for Procedures {
    fn default() -> Self {
        Self {
            office: None,
            catalogue: Catalogue::embedded(),
            forms: Forms::default(),
            lines: Vec::new(),
            list: List::default(),
            stage: Stage::List,
            columns: 80,
        }
    }
}

/// What the worker brings back.
pub enum Answer {
    /// A definition was looked at; the entry that it waits under, where it waits.
    Examined(Option<EntryId>, Box<Result<Examined, Unfit>>),
    /// The same of a layout.
    Form(Option<EntryId>, Box<Result<ExaminedForm, Unfit>>),
    /// A file that cannot be read as text.
    Unread(Vec<Fault>),
    /// It was signed, or not.
    Signed(PersonNo, Box<Planned>, Result<(), SignError>),
}

impl Procedures {
    fn unfit(&mut self, why: Unfit, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        match why {
            Unfit::Faults(faults) => {
                let rows = rows::faults(&faults, self.columns, words);
                self.stage = Stage::Faults(Scroll::new(rows));
                cx.page_opened();
                cx.refuse(refusal::nothing(t!(words, adopt_refused), words));
            }
            Unfit::Stopped => cx.say(t!(words, adopt_stopped)),
            Unfit::Desk(why) => cx.refuse(refusal::desk(&why, words)),
        }
    }

    fn refresh(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        match cx.desk().view() {
            Ok(view) => {
                self.catalogue = view.catalogue();
                self.forms = view.forms().unwrap_or_default();
                self.lines = rows::lines(&view.office, self.catalogue, &self.forms);
                self.list.set_len(self.lines.len());
                self.office = Some(view.office);
            }
            Err(why) => {
                let words = cx.words();
                cx.refuse(refusal::desk(&why, words));
            }
        }
    }
}

impl Screen<Desk> for Procedures {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let office = self.office.as_ref().map_or("", |o| o.name.as_str());
        Title::new(t!(view.words, more_adopt))
            .middle(office)
            .right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let height = canvas.height();
        self.columns = canvas.width();
        let now = Recorded(view.now);
        let Some(office) = self.office.clone() else {
            return;
        };
        match &mut self.stage {
            Stage::List | Stage::Path(_) => {
                let lower = if matches!(self.stage, Stage::Path(_)) {
                    4
                } else {
                    0
                };
                let (lines, of) = (&self.lines, (self.catalogue, &self.forms));
                let rows = height.saturating_sub(lower + 1);
                self.list.draw(canvas, (1, 0), rows, lower == 0, |nth| {
                    lines
                        .get(nth)
                        .map_or_else(Row::new, |l| rows::row(l, &office, of, words))
                });
                self.list.draw_below(canvas, (3, rows), words);
                if let Stage::Path(form) = &self.stage {
                    let at = height.saturating_sub(lower);
                    canvas.rule(at);
                    canvas.text(2, at + 1, Tone::Heading, t!(words, adopt_read_file));
                    form.draw(canvas, (2, at + 2), 12, true);
                }
            }
            Stage::Faults(scroll) => {
                canvas.text(2, 0, Tone::Heading, t!(words, adopt_faults));
                scroll.draw(&mut canvas.part(2, height - 2), true, words);
            }
            Stage::Read(_, scroll) | Stage::Look(_, scroll) => {
                scroll.draw(&mut canvas.part(0, height), true, words);
            }
            Stage::Sign(planned, _) => {
                let planned = planned.clone();
                canvas.text(1, 1, Tone::Plain, t!(words, setup_sentence_heading));
                let end = canvas.paragraph(3, 3, Tone::Plain, &planned.sentence);
                let enter = t!(words, people_enter_sign);
                if let Stage::Sign(_, signers) = &self.stage {
                    let echo = |_: usize, no: PersonNo| self.echo(&planned, no, words, now);
                    signers.draw(canvas, end + 2, view, &enter, echo);
                }
            }
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        match &self.stage {
            Stage::List => t!(words, adopt_hint),
            Stage::Path(form) => form.hint().to_owned(),
            Stage::Faults(_) => t!(words, adopt_faults_hint),
            Stage::Read(..) => t!(words, adopt_read_hint),
            Stage::Look(Some(_), _) => t!(words, adopt_look_hint_own),
            Stage::Look(None, _) => t!(words, adopt_look_hint),
            Stage::Sign(planned, _) if planned.first.is_none() => t!(words, adopt_sign_first),
            Stage::Sign(..) => t!(words, adopt_sign_second),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let moves = || {
            vec![
                Action::Up.into(),
                Action::Down.into(),
                Action::PageUp.quietly(),
                Action::PageDown.into(),
            ]
        };
        let mut offers = match &self.stage {
            Stage::List => {
                let mut offers = moves();
                offers.push(Action::Open.called(t!(words, adopt_key_look)));
                offers.push(Action::Add.called(t!(words, adopt_key_read)));
                offers
            }
            Stage::Path(_) => vec![Action::Next.called(t!(words, adopt_key_read))],
            Stage::Faults(_) | Stage::Look(None, _) => moves(),
            Stage::Read(..) => {
                let mut offers = moves();
                offers.push(Action::Open.called(t!(words, adopt_key_sign)));
                offers
            }
            Stage::Look(Some(_), _) => {
                let mut offers = moves();
                offers.push(Action::Open.called(t!(words, adopt_key_retire)));
                offers
            }
            Stage::Sign(..) => vec![Action::Next.called(t!(words, people_key_sign))],
        };
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn typing(&self) -> bool {
        matches!(self.stage, Stage::Path(_) | Stage::Sign(..))
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
            Stage::Path(_) => self.path_key(key, cx),
            Stage::Faults(_) | Stage::Read(..) | Stage::Look(..) => self.read_key(key, cx),
            Stage::Sign(..) => self.sign_key(key, cx),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match &mut self.stage {
            Stage::Path(form) => {
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
            Answer::Unread(faults) => {
                let rows = rows::faults(&faults, self.columns, words);
                self.stage = Stage::Faults(Scroll::new(rows));
                cx.page_opened();
                cx.refuse(refusal::nothing(t!(words, adopt_refused), words));
            }
            Answer::Examined(entry, result) => match *result {
                Ok(found) => {
                    let planned = self.plan(&found.act, entry, words);
                    let rows = rows::examined(&found, self.columns, words);
                    self.stage = Stage::Read(Box::new(planned), Scroll::new(rows));
                    cx.page_opened();
                }
                Err(why) => self.unfit(why, cx),
            },
            Answer::Form(entry, result) => match *result {
                Ok(found) => {
                    let planned = self.plan(&found.act, entry, words);
                    let rows = rows::examined_form(&found, self.columns, words);
                    self.stage = Stage::Read(Box::new(planned), Scroll::new(rows));
                    cx.page_opened();
                }
                Err(why) => self.unfit(why, cx),
            },
            Answer::Signed(_, planned, Ok(())) => {
                self.refresh(cx);
                self.stage = Stage::List;
                cx.page_opened();
                cx.say(match planned.first {
                    None => t!(words, adopt_done_first),
                    Some(_) if planned.of_forms => t!(words, adopt_form_done),
                    Some(_) => t!(words, adopt_done_second),
                });
            }
            Answer::Signed(by, _, Err(why)) => {
                let view = cx.desk().view().ok();
                let told = Told::of(view.as_ref(), words);
                cx.refuse(refusal::sign_error(&why, by, &[], told));
                self.refresh(cx);
                if let Stage::Sign(_, signers) = &mut self.stage {
                    signers.again();
                }
            }
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Stage::Sign(_, signers) = &mut self.stage {
            signers.clear();
        }
    }

    fn back_again(&mut self, _: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Stage::Sign(_, signers) = &mut self.stage {
            signers.focus();
        }
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, adopt_help),
            clauses: Vec::new(),
        }
    }
}
