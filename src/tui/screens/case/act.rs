//! One act on a case beside its steps: send back, refuse, withdraw, ask, answer, extend, amend,
//! correct. What it is about, the reason, word for word what is signed, then who and PIN.

use super::edit::{Change, Changes};
use super::record::Reading;
use crate::calendar::parse_date;
use crate::desk::{CaseRow, Desk, Proposal, View as Look};
use crate::journal::{CaseId, PersonNo, Role};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::{CaseAct, StepId};
use crate::t;
use crate::text::Paragraph;
use crate::tui::say::{self, refusal, when};
use crate::tui::screens::signing::{self, After, Answer, Did, Signing};
use crate::tui::widgets::{Choice, Echo, Field, List, Typed};
use crate::tui::{
    Action, Canvas, Context, Cx, Edges, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use chrono::NaiveDate;
use crossterm::event::KeyCode;
use std::sync::Arc;
use std::time::Instant;

/// The longest reason.
const REASON_MAX: usize = 400;
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

    /// The act as far as it is filled in; none while something is missing.
    fn proposal(&self) -> Option<Proposal> {
        let ready = self.ready.as_ref()?;
        let reason = self.reason()?;
        let act = match &self.act {
            Act::SendBack(steps) => CaseAct::SendBack {
                step: steps.get(self.steps.chosen()?)?.clone(),
                reason,
            },
            Act::Refuse => CaseAct::Refuse { reason },
            Act::Withdraw => CaseAct::Withdraw { reason },
            Act::Ask(_) => CaseAct::Ask {
                to: self.to()?,
                question: reason,
            },
            Act::Answer => CaseAct::Answer { answer: reason },
            Act::Extend => CaseAct::Extend {
                until: self.until()?,
                reason,
            },
            Act::Amend => CaseAct::Amend {
                values: self.change()?.values(ready.today)?,
                reason,
            },
            Act::Correct => CaseAct::Correct {
                values: self.change()?.values(ready.today)?,
                reason,
            },
        };
        Some(Proposal {
            case: self.case,
            unit: ready.row.case.unit,
            after: ready.row.case.head,
            act,
            happened: None,
            day: None,
        })
    }

    /// 署名する文.
    fn sentence(&self, words: Locale) -> Vec<String> {
        let Some(ready) = &self.ready else {
            return Vec::new();
        };
        let case = ready.name.as_str();
        let reason = self.reason.value();
        let day = |date| when::day(date, ready.today, words);
        let what = match &self.act {
            Act::SendBack(_) => {
                let step = self
                    .steps
                    .chosen()
                    .and_then(|nth| ready.step_names.get(nth));
                let step = step.map_or("", String::as_str);
                t!(words, act_say_send_back, case = case, step = step)
            }
            Act::Refuse => t!(words, act_say_refuse, case = case),
            Act::Withdraw => t!(words, act_say_withdraw, case = case),
            Act::Ask(_) => {
                let to = self.to().map(|no| say::person(&ready.office, no));
                t!(words, act_say_ask, case = case, to = to.unwrap_or_default())
            }
            Act::Answer => t!(words, act_say_answer, case = case),
            Act::Extend => t!(
                words,
                act_say_extend,
                case = case,
                old = ready.due.map(day).unwrap_or_default(),
                until = self.until().map(day).unwrap_or_default()
            ),
            Act::Amend | Act::Correct => {
                let Some(change) = self.change() else {
                    return Vec::new();
                };
                let new = change.said(&ready.office, ready.today, words);
                let (field, old) = (change.label.as_str(), change.old.as_str());
                if self.act == Act::Amend {
                    t!(
                        words,
                        act_say_amend,
                        case = case,
                        field = field,
                        old = old,
                        new = new
                    )
                } else {
                    t!(
                        words,
                        act_say_correct,
                        case = case,
                        field = field,
                        old = old,
                        new = new
                    )
                }
            }
        };
        let why = match self.act {
            Act::Ask(_) => t!(words, act_say_question, reason = reason),
            Act::Answer => t!(words, act_say_answered, reason = reason),
            _ => t!(words, act_say_reason, reason = reason),
        };
        vec![what, why]
    }

    fn done(&self, words: Locale) -> String {
        match self.act {
            Act::SendBack(_) => t!(words, act_done_send_back),
            Act::Refuse => t!(words, act_done_refuse),
            Act::Withdraw => t!(words, act_done_withdraw),
            Act::Ask(_) => t!(words, act_done_ask),
            Act::Answer => t!(words, act_done_answer),
            Act::Extend => {
                let today = self.ready.as_ref().map_or(NaiveDate::MIN, |r| r.today);
                let until = self.until().map(|day| when::day(day, today, words));
                t!(words, act_done_extend, until = until.unwrap_or_default())
            }
            Act::Amend => t!(words, act_done_amend),
            Act::Correct => t!(words, act_done_correct),
        }
    }

    fn heading(&self, words: Locale) -> String {
        match self.act {
            Act::SendBack(_) => t!(words, act_title_send_back),
            Act::Refuse => t!(words, act_title_refuse),
            Act::Withdraw => t!(words, act_title_withdraw),
            Act::Ask(_) => t!(words, act_title_ask),
            Act::Answer => t!(words, act_title_answer),
            Act::Extend => t!(words, act_title_extend),
            Act::Amend => t!(words, act_title_amend),
            Act::Correct => t!(words, act_title_correct),
        }
    }

    fn reason_label(&self, words: Locale) -> String {
        match self.act {
            Act::Ask(_) => t!(words, act_label_question),
            Act::Answer => t!(words, act_label_answer),
            _ => t!(words, act_label_reason),
        }
    }

    /// Whom the line lets sign; the machine decides.
    fn echo(&self, no: PersonNo, words: Locale) -> Echo {
        let Some(ready) = &self.ready else {
            return Echo::Nobody;
        };
        let manager = matches!(self.act, Act::Refuse | Act::Extend | Act::Correct);
        if manager {
            let who = ready.office.who_may(&[Role::Manager], &[], ready.today);
            return signing::among(&ready.office, &who, ready.today, no, words);
        }
        match (&self.act, ready.asked) {
            (Act::Answer, Some(asked)) if asked != no => {
                signing::among(&ready.office, &[], ready.today, no, words)
            }
            _ => signing::anybody(&ready.office, ready.today, no),
        }
    }

    /// On to the next field, where this one is answered.
    fn forward(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        match self.stage {
            Stage::About => {
                let missing = match &self.act {
                    Act::SendBack(_) if self.steps.chosen().is_none() => {
                        Some(t!(words, act_hint_step))
                    }
                    Act::Ask(_) if self.to().is_none() => Some(match self.about.value() {
                        "" => t!(words, act_hint_to),
                        number => t!(words, act_nobody, number = number),
                    }),
                    Act::Extend if self.until().is_none() => {
                        let field = t!(words, act_label_until);
                        let how = t!(words, act_how_date);
                        Some(t!(words, act_wrong, field = field, how = how))
                    }
                    _ => None,
                };
                match missing {
                    Some(missing) => cx.refuse(missing),
                    None if matches!(self.act, Act::Amend | Act::Correct) => {
                        self.stage = Stage::Value;
                    }
                    None => self.stage = Stage::Reason,
                }
            }
            Stage::Value => {
                let today = self.ready.as_ref().map_or(NaiveDate::MIN, |r| r.today);
                match self.change() {
                    Some(change) if change.values(today).is_none() => {
                        let (field, how) = (change.label.clone(), change.how(words));
                        cx.refuse(t!(words, act_wrong, field = field, how = how));
                    }
                    Some(_) => self.stage = Stage::Reason,
                    None => {}
                }
            }
            Stage::Reason => {
                if self.reason().is_none() {
                    cx.refuse(t!(words, refusal_no_reason));
                } else {
                    self.stage = Stage::Sign;
                    cx.page_opened();
                    if let Some(ready) = &mut self.ready {
                        ready.signing.clear();
                        ready.signing.focus();
                    }
                }
            }
            Stage::Sign => {}
        }
    }

    /// Back one field, without looking at what was typed; whether there was one.
    fn backward(&mut self) -> bool {
        let changing = matches!(self.act, Act::Amend | Act::Correct);
        let asks = !matches!(self.act, Act::Refuse | Act::Withdraw | Act::Answer);
        let single = matches!(&self.act, Act::SendBack(steps) if steps.len() == 1);
        self.stage = match self.stage {
            Stage::About => return false,
            Stage::Value => Stage::About,
            Stage::Reason if changing => Stage::Value,
            Stage::Reason if asks && !single => Stage::About,
            Stage::Reason => return false,
            Stage::Sign => Stage::Reason,
        };
        true
    }

    /// A key in the field with the focus.
    fn field_key(&mut self, key: &Key) -> Option<Typed> {
        match self.stage {
            Stage::About => match &self.act {
                Act::SendBack(_) => {
                    // A digit out of a paste chooses nothing.
                    if !key.burst && !key.repeat && self.steps.key(key) {
                        self.stage = Stage::Reason;
                        return Some(Typed::Changed);
                    }
                    None
                }
                Act::Ask(_) | Act::Extend => Some(self.about.key(key)),
                _ => self.list.key(key).then_some(Typed::Moved),
            },
            Stage::Value => {
                let nth = self.list.selected()?;
                let change = self.ready.as_mut()?.changes.get_mut(nth)?;
                Some(change.key(key))
            }
            Stage::Reason => Some(self.reason.key(key)),
            Stage::Sign => None,
        }
    }

    fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(mut ready) = self.ready.take() else {
            return Next::Pass;
        };
        // The line is part of what `echo` and `proposal` look at; it is put back at once.
        let placeholder = Signing::new(&ready.office, None);
        let mut signing = std::mem::replace(&mut ready.signing, placeholder);
        self.ready = Some(ready);
        let list: Vec<Proposal> = self.proposal().into_iter().collect();
        let did = signing.key(key, cx, |no| self.echo(no, words), |_| list);
        if let Some(ready) = &mut self.ready {
            ready.signing = signing;
        }
        match did {
            Did::Left => {
                self.stage = Stage::Reason;
                Next::Stay
            }
            Did::Pass => Next::Pass,
            Did::Enrol => Signing::enrol(),
            Did::Taken | Did::Submitted => Next::Stay,
        }
    }

    fn draw_about(&mut self, canvas: &mut Canvas<'_>, mut y: u16, words: Locale) -> u16 {
        let focus = self.stage == Stage::About;
        let Some(ready) = &self.ready else { return y };
        match &self.act {
            Act::SendBack(_) => {
                canvas.text(2, y, Tone::Plain, t!(words, act_label_step));
                if focus {
                    canvas.cursor(FIELD_AT, y + 1);
                }
                self.steps.draw_rows(canvas, FIELD_AT, y) + 1
            }
            Act::Ask(_) => {
                canvas.text(2, y, Tone::Plain, t!(words, act_label_to));
                let end = self.about.draw(canvas, FIELD_AT, y, 3, focus);
                let name = self.to().map(|no| say::person(&ready.office, no));
                canvas.text(end + 1, y, Tone::Plain, name.unwrap_or_default());
                y + 2
            }
            Act::Extend => {
                canvas.text(2, y, Tone::Plain, t!(words, act_label_until));
                let end = self.about.draw(canvas, FIELD_AT, y, 14, focus);
                let until = self.until().map(|day| when::date(day, words));
                canvas.text(end + 1, y, Tone::Plain, until.unwrap_or_default());
                y + 2
            }
            Act::Answer => {
                if let Some((who, question)) = &ready.question {
                    canvas.text(2, y, Tone::Plain, t!(words, act_label_question));
                    let who = say::person(&ready.office, *who);
                    y = canvas.paragraph(FIELD_AT, y, Tone::Plain, format!("{who}  {question}"));
                    y += 1;
                }
                y
            }
            Act::Refuse | Act::Withdraw => y,
            Act::Amend | Act::Correct => self.draw_changes(canvas, y, words),
        }
    }

    fn draw_changes(&mut self, canvas: &mut Canvas<'_>, y: u16, words: Locale) -> u16 {
        let Some(ready) = &self.ready else { return y };
        if self.stage == Stage::About {
            let rows = canvas.height().saturating_sub(y + 9).max(3);
            let rows = rows.min(u16::try_from(ready.changes.len()).unwrap_or(rows));
            let changes = &ready.changes;
            let wide = canvas.width() / 2 - 4;
            self.list.draw(
                &mut canvas.part(y, rows),
                (1, 0),
                rows,
                true,
                |nth| match changes.get(nth) {
                    Some(change) => Row::new()
                        .gap(3)
                        .cell(wide, &change.label)
                        .gap(1)
                        .cell(wide, &change.old),
                    None => Row::new(),
                },
            );
            return y + rows + 1;
        }
        let Some(change) = self.change() else {
            return y;
        };
        let y = canvas.paragraph(2, y, Tone::Heading, &change.label);
        canvas.text(2, y, Tone::Plain, t!(words, act_label_old));
        let y = canvas.paragraph(FIELD_AT, y, Tone::Plain, &change.old);
        canvas.text(2, y, Tone::Plain, t!(words, act_label_new));
        change.draw(canvas, FIELD_AT, y, self.stage == Stage::Value) + 1
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
            let mut at = y + 2;
            canvas.rule(at);
            canvas.text(1, at + 1, Tone::Heading, t!(words, case_heading_sentence));
            at += 2;
            for line in self.sentence(words) {
                at = canvas.paragraph(2, at, Tone::Plain, line);
            }
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
        if self.stage != Stage::Sign {
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
        let Some(ready) = &mut self.ready else {
            return Next::Stay;
        };
        match ready.signing.finish(answer, cx, |_| done) {
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

    fn reason_hint(&self, words: Locale) -> String {
        let what = self.reason_label(words);
        match self.act {
            Act::Ask(Some(_)) => t!(words, act_hint_question, what = what),
            _ => t!(words, act_hint_reason, what = what),
        }
    }

    /// Who alone may sign this, where it is not anybody.
    fn signer(&self, words: Locale) -> String {
        let Some(ready) = &self.ready else {
            return String::new();
        };
        let who = match (&self.act, ready.asked) {
            (Act::Refuse | Act::Extend | Act::Correct, _) => {
                say::role(&ready.office, Role::Manager, words)
            }
            (Act::Answer, Some(asked)) => say::person(&ready.office, asked),
            (Act::Withdraw, _) => {
                let authors = ready.row.case.authors.iter();
                let names: Vec<String> =
                    authors.map(|no| say::person(&ready.office, *no)).collect();
                names.join(&t!(words, say_and))
            }
            _ => return String::new(),
        };
        t!(words, act_signer, who = who)
    }
}
