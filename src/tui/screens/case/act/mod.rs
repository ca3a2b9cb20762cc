//! One act on a case beside its steps: send back, refuse, withdraw, ask, answer, extend, amend,
//! correct. What it is about, the reason, word for word what is signed, then who and PIN.

mod draw;
mod keys;
mod says;

use super::edit::{Change, Changes};
use super::record::Reading;
use crate::calendar::parse_date;
use crate::desk::{CaseRow, Desk, Signed, View as Look};
use crate::journal::{CaseId, PersonNo};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::StepId;
use crate::t;
use crate::text::Paragraph;
use crate::tui::say::{self, refusal, when};
use crate::tui::screens::signing::{After, Answer, Signing};
use crate::tui::widgets::{Choice, Field, List, Scroll, Typed};
use crate::tui::{
    Action, Canvas, Context, Cx, Edges, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use chrono::NaiveDate;
use crossterm::event::KeyCode;
use std::sync::Arc;
use std::time::Instant;

/// The longest reason.
const REASON_MAX: usize = 400;
/// Rows that the signed text has at least.
const LEAST_TEXT: u16 = 6;
/// The column of fields.
const FIELD_AT: u16 = 16;

/// An act on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 差し戻し, from one of these steps.
    SendBack(Vec<StepId>),
    /// Refuses what was asked.
    Refuse,
    /// Takes it back.
    Withdraw,
    /// A question, to whom it is likely to go.
    Ask(Option<PersonNo>),
    /// The answer to the question that waits.
    Answer,
    /// A later day.
    Extend,
    /// 書き直し before the point of no return.
    Amend,
    /// 訂正 after it.
    Correct,
}

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// In what the act is about: a step, a field, a person, a day.
    About,
    /// In the new value.
    Value,
    /// In the reason.
    Reason,
    /// On the signature line.
    Sign,
}

/// The screen of one act.
pub struct ActScreen {
    case: CaseId,
    act: Act,
    owner: Option<PersonNo>,
    stage: Stage,
    steps: Choice,
    about: Field,
    list: List,
    reason: Field,
    /// 署名する文, to be read to its end.
    text: Scroll,
    ready: Option<Ready>,
    fault: Option<String>,
}

/// What the screen knows of its case.
struct Ready {
    row: CaseRow,
    name: String,
    office: Arc<Office>,
    today: NaiveDate,
    step_names: Vec<String>,
    due: Option<NaiveDate>,
    question: Option<(PersonNo, String)>,
    asked: Option<PersonNo>,
    changes: Changes,
    signing: Signing,
}

impl ActScreen {
    /// An act on a case; on an own terminal its owner signs.
    #[must_use]
    pub fn new(case: CaseId, act: Act, owner: Option<PersonNo>) -> Self {
        Self {
            case,
            stage: Stage::About,
            steps: Choice::new(Vec::new()),
            about: match act {
                Act::Ask(_) => Field::digits(3),
                _ => Field::text(20),
            },
            act,
            owner,
            list: List::new(0),
            reason: Field::text(REASON_MAX),
            text: Scroll::default(),
            ready: None,
            fault: None,
        }
    }

    fn load(&mut self, view: &Look, words: Locale) -> Result<(), String> {
        let row = view
            .case_row(self.case)
            .map_err(|error| refusal::desk(&error, words))?
            .ok_or_else(|| t!(words, refusal_no_such_case))?;
        let reading = Reading::of(view, &row, words).ok_or_else(|| {
            t!(
                words,
                refusal_unknown_procedure,
                id = row.case.procedure.id.0.as_str()
            )
        })?;
        let step_names = match &self.act {
            Act::SendBack(steps) => steps
                .iter()
                .map(|step| say::step(reading.definition, step, words))
                .collect(),
            _ => Vec::new(),
        };
        let changes = match self.act {
            Act::Amend => Changes::of(&reading, false),
            Act::Correct => Changes::of(&reading, true),
            _ => Changes::default(),
        };
        let ready = Ready {
            name: say::headline(view, &view.case_line(&row), words),
            office: Arc::clone(&view.office),
            today: view.today().0,
            due: reading.due(),
            question: reading.question(),
            asked: crate::procedure::open_question(&row.case),
            step_names,
            changes,
            signing: Signing::new(&view.office, self.owner),
            row,
        };
        let first = self.ready.is_none();
        if first {
            self.begin(&ready);
        }
        self.ready = Some(ready);
        Ok(())
    }

    /// The first field, with what may be offered in it.
    fn begin(&mut self, ready: &Ready) {
        match &self.act {
            Act::SendBack(_) => {
                self.steps = Choice::new(ready.step_names.clone());
                if ready.step_names.len() == 1 {
                    self.steps.set(Some(0));
                    self.stage = Stage::Reason;
                }
            }
            Act::Ask(to) => {
                if let Some(to) = to {
                    self.about.set(&format!("{:02}", to.0));
                    self.stage = Stage::Reason;
                }
            }
            Act::Refuse | Act::Withdraw | Act::Answer => self.stage = Stage::Reason,
            Act::Amend | Act::Correct => self.list = List::new(ready.changes.len()),
            Act::Extend => {}
        }
    }

    fn change(&self) -> Option<&Change> {
        let ready = self.ready.as_ref()?;
        ready.changes.get(self.list.selected()?)
    }

    fn to(&self) -> Option<PersonNo> {
        let ready = self.ready.as_ref()?;
        let no = PersonNo(self.about.value().parse().ok()?);
        ready.office.person(no, ready.today).map(|person| person.no)
    }

    fn until(&self) -> Option<NaiveDate> {
        let ready = self.ready.as_ref()?;
        parse_date(self.about.value(), ready.due.unwrap_or(ready.today)).ok()
    }

    fn reason(&self) -> Option<Paragraph> {
        Paragraph::new(self.reason.value())
            .ok()
            .filter(|reason| !reason.is_blank())
    }
}

impl Screen<Desk> for ActScreen {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let name = self.ready.as_ref().map_or("", |ready| ready.name.as_str());
        Title::new(format!("{}  {name}", self.heading(view.words)))
            .right(when::title(view.now, view.words))
    }

    fn edges(&self) -> Edges {
        Edges {
            top: true,
            bottom: false,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        if let Some(fault) = &self.fault {
            canvas.paragraph(2, 1, Tone::Refusal, fault);
            canvas.cursor(2, 1);
            return;
        }
        if self.ready.is_none() {
            return;
        }
        let y = self.draw_about(canvas, 1, words);
        canvas.text(2, y, Tone::Plain, self.reason_label(words));
        let room = canvas.width().saturating_sub(FIELD_AT + 4);
        self.reason
            .draw(canvas, FIELD_AT, y, room, self.stage == Stage::Reason);
        let bottom = canvas.height().saturating_sub(2);
        if self.stage == Stage::Sign {
            // The fields above give way to what is signed: they are in it.
            let at = (y + 2).min(bottom.saturating_sub(LEAST_TEXT + 2)).max(1);
            let width = canvas.width();
            let mut over = canvas.over(0, at, width, bottom.saturating_sub(at));
            over.rule(0);
            over.text(1, 1, Tone::Heading, t!(words, case_heading_sentence));
            let lines = self.sentence(words);
            let lines = lines
                .iter()
                .flat_map(|line| view.ink.wrap(line, width.saturating_sub(4)));
            self.text
                .set_rows(lines.map(|line| Row::new().gap(2).text(line)).collect());
            let room = bottom.saturating_sub(at + 2);
            self.text.draw(&mut canvas.part(at + 2, room), false, words);
        }
        canvas.rule(bottom);
        let enter = self.heading(words);
        if let Some(ready) = &self.ready {
            let note = if self.stage == Stage::Sign {
                self.signer(words)
            } else {
                self.reason_hint(words)
            };
            let enter = t!(words, act_enter, what = enter);
            ready
                .signing
                .draw(canvas, bottom + 1, view, (&enter, &note), |no| {
                    self.echo(no, words)
                });
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if let Some(fault) = &self.fault {
            return fault.clone();
        }
        match self.stage {
            Stage::About => match self.act {
                Act::SendBack(_) => t!(words, act_hint_step),
                Act::Ask(_) => t!(words, act_hint_to),
                Act::Extend => {
                    let ready = self.ready.as_ref();
                    let old = ready.and_then(|r| Some(when::day(r.due?, r.today, words)));
                    t!(words, act_hint_until, old = old.unwrap_or_default())
                }
                Act::Amend | Act::Correct if self.list.is_empty() => {
                    t!(words, act_nothing_to_change)
                }
                _ => t!(words, act_hint_field),
            },
            Stage::Value => {
                let how = self.change().map(|change| change.how(words));
                t!(words, act_hint_new, how = how.unwrap_or_default())
            }
            Stage::Reason => self.reason_hint(words),
            Stage::Sign => t!(words, act_hint_sign),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let mut offers = Vec::new();
        if let Some(retry) = self.ready.as_ref().and_then(|r| r.signing.offer()) {
            offers.push(retry);
        }
        if self.stage == Stage::Sign {
            offers.extend([Action::PageUp, Action::PageDown].map(Action::quietly));
        } else {
            offers.push(Action::Open.called(t!(view.words, act_next)));
            if self.stage == Stage::About && self.list.len() > 1 {
                offers.extend([Action::Up.into(), Action::Down.into()]);
                offers.extend([Action::PageUp, Action::PageDown].map(Action::quietly));
            }
        }
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn context(&self) -> Context {
        Context::Case
    }

    fn typing(&self) -> bool {
        match self.stage {
            Stage::About => matches!(self.act, Act::Ask(_) | Act::Extend),
            Stage::Value | Stage::Reason | Stage::Sign => true,
        }
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if self.ready.is_none() {
            return Next::Pass;
        }
        if self.stage == Stage::Sign && self.text.key(key) {
            return Next::Stay;
        }
        if self.stage == Stage::Sign || key.action == Some(Action::Retry) {
            return self.sign_key(key, cx);
        }
        if key.action == Some(Action::Back) {
            return if self.backward() {
                Next::Stay
            } else {
                Next::Pass
            };
        }
        if key.code == KeyCode::Enter {
            // A held Enter would run through the fields to the signature.
            if !key.burst && !key.repeat {
                self.forward(cx);
            }
            return Next::Stay;
        }
        match self.field_key(key) {
            Some(Typed::Refused(why)) => {
                cx.refuse(why.words(words));
                Next::Stay
            }
            Some(Typed::Pass) | None => Next::Pass,
            Some(Typed::Moved | Typed::Changed) => Next::Stay,
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let typed = match self.stage {
            Stage::Reason => self.reason.paste(text),
            Stage::Value => {
                let nth = self.list.selected();
                let change = nth.and_then(|nth| self.ready.as_mut()?.changes.get_mut(nth));
                change.map_or(Typed::Pass, |change| change.paste(text))
            }
            _ => Typed::Pass,
        };
        match typed {
            Typed::Pass => cx.refuse(t!(words, frame_no_paste)),
            Typed::Refused(why) => cx.refuse(why.words(words)),
            _ => {}
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let done = self.done(words);
        let (case, amends) = (self.case, self.act == Act::Amend);
        let field = self.change().map(|change| change.label.clone());
        let view = cx.desk().view().ok();
        let fell = |signed: &Signed| {
            let (_, _, entry) = signed.entries.first()?;
            let field = field.filter(|_| amends)?;
            says::fell(&view?, case, *entry, &field, words)
        };
        let Some(ready) = &mut self.ready else {
            return Next::Stay;
        };
        match ready
            .signing
            .finish(answer, cx, |signed| fell(signed).unwrap_or(done))
        {
            After::Signed { .. } => Next::Pop,
            After::Refused { left_out } if !left_out.is_empty() => {
                self.look(cx);
                // The cursor stays on the line: the next number and PIN are typed there, and must
                // never run into the reason.
                if let Some(ready) = &mut self.ready {
                    ready.signing.focus();
                }
                cx.page_opened();
                Next::Stay
            }
            After::Refused { .. } => Next::Stay,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn wake_at(&self) -> Option<Instant> {
        self.ready.as_ref().and_then(|r| r.signing.wake_at())
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(ready) = &mut self.ready {
            ready.signing.wake(cx);
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Some(ready) = &mut self.ready {
            ready.signing.hide();
            if self.stage == Stage::Sign {
                ready.signing.focus();
            }
        }
    }
}

impl ActScreen {
    fn look(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        self.fault = match cx.desk().view() {
            Ok(view) => self.load(&view, words).err(),
            Err(error) => Some(refusal::desk(&error, words)),
        };
    }
}
