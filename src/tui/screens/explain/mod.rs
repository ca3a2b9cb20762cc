//! What is missing in the past (key 8, and F5 of the evening): which day, what happened, and then
//! what that kind of explanation asks (SCREENS §2, law 9). A day that was not locked is never a
//! remark: it goes to the manager with a count of what was inside.
//!
//! | file | what |
//! |---|---|
//! | `form` | the fields of each kind, and the answers they give |
//! | `draw` | the body |

mod draw;
mod form;
#[cfg(test)]
mod tests;

use super::board::head;
use super::signing::{self, After, Answer, Signing};
use super::wizard::Wizard;
use crate::calendar::WorkDay;
use crate::desk::{
    DaySaid, Desk, DeskError, EXPLAIN, EveningMark, FOUND_OPEN, LOCK, LOCKING, NOT_LOCKED,
    Proposal, RegisterLine, STOCKTAKE, View,
};
use crate::journal::{EntryId, PersonNo, PlaceId, Role};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::{
    CaseAct, ChoiceId, DefId, FieldId, HoldingLine, Signed, StepId, Value, Values, sentence,
};
use crate::t;
use crate::tui::say::{refusal, tongue, when};
use crate::tui::widgets::{Echo, List, Typed};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, View as Look,
};
use crossterm::event::KeyCode;
use form::{Answers, Did, Form, Happening};
use std::sync::Arc;
use std::time::Instant;

/// A past day without a settled lock.
#[derive(Debug, Clone)]
struct Hole {
    place: PlaceId,
    name: String,
    day: WorkDay,
    explained: bool,
    found_open: bool,
    /// It is recorded as locked: only that it stood open can still be said of it.
    locked: bool,
    /// What the screen saw last of its case.
    head: Option<EntryId>,
}

/// Which part of the way one is on.
enum Stage {
    /// Which day.
    Days,
    /// What happened.
    Kind,
    /// What is asked about it.
    Form(Box<Form>),
}

/// The screen that explains missed days.
pub struct Explain {
    owner: Option<PersonNo>,
    wanted: Option<(PlaceId, WorkDay)>,
    office: Option<Arc<Office>>,
    today: WorkDay,
    holes: Vec<Hole>,
    list: List,
    stage: Stage,
    line: Option<Signing>,
    /// What will be signed, and its words; none while answers are missing.
    ready: Option<(Proposal, Vec<String>)>,
    broken: Option<String>,
}

impl Explain {
    /// All days that wait for an explanation. An own terminal has an `owner`.
    #[must_use]
    pub fn open(owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            wanted: None,
            office: None,
            today: WorkDay(chrono::NaiveDate::MIN),
            holes: Vec::new(),
            list: List::new(0),
            stage: Stage::Days,
            line: None,
            ready: None,
            broken: None,
        }
    }

    /// One day of one place, from the month's sheet.
    #[must_use]
    pub fn of(place: PlaceId, day: WorkDay, owner: Option<PersonNo>) -> Self {
        Self {
            wanted: Some((place, day)),
            ..Self::open(owner)
        }
    }

    fn look<A>(&mut self, cx: &Cx<'_, Desk, A>) {
        let words = cx.words();
        if let Err(why) = cx.desk().view().and_then(|view| self.take(&view)) {
            self.broken = Some(refusal::desk(&why, words));
        }
    }

    /// After a refusal: what was typed stays while the day still waits for it. Where somebody has
    /// acted on the day meanwhile, the sentence is read anew; where it is explained, there is none.
    fn look_again<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        let Some(was) = self.hole() else { return };
        let (place, day, locked, head) = (was.place, was.day, was.locked, was.head);
        self.look(cx);
        if locked && let Ok(view) = cx.desk().view() {
            let _ = self.add_locked(&view, place, day);
        }
        cx.page_opened();
        let waits = |hole: &Hole| hole.place == place && hole.day == day && !hole.explained;
        let now = self.holes.iter().position(waits);
        let same = now
            .and_then(|nth| self.holes.get(nth))
            .map(|h| h.head == head);
        if let Some(nth) = now {
            self.list.select(nth);
        }
        if same == Some(true) {
            return;
        }
        self.ready = None;
        match (&mut self.stage, now) {
            (Stage::Form(form), Some(_)) => form.back(),
            _ => self.stage = Stage::Days,
        }
    }

    fn take(&mut self, view: &View) -> Result<(), DeskError> {
        let mut holes = Vec::new();
        for hole in view.board()?.holes {
            let row = view.day_row(hole.place, hole.day)?;
            holes.push(Hole {
                place: hole.place,
                name: hole.name.to_string(),
                day: hole.day,
                explained: hole.explained,
                found_open: hole.found_open,
                locked: false,
                head: row.and_then(|row| row.head),
            });
        }
        // The latest first: most often it is yesterday's. What is explained waits for somebody else.
        holes.sort_by_key(|hole| (hole.explained, std::cmp::Reverse(hole.day), hole.place));
        self.holes = holes;
        self.list.set_len(self.holes.len());
        self.today = view.today();
        if self.line.is_none() {
            self.line = Some(Signing::new(&view.office, self.owner));
        }
        self.office = Some(Arc::clone(&view.office));
        self.broken = None;
        if let Some((place, day)) = self.wanted.take() {
            self.add_locked(view, place, day)?;
            let of = |hole: &Hole| hole.place == place && hole.day == day && !hole.explained;
            if let Some(nth) = self.holes.iter().position(of) {
                self.list.select(nth);
                self.stage = Stage::Kind;
            }
        }
        Ok(())
    }

    /// A past day that is recorded as locked, so that its place can be reported as found open since
    /// (law 12).
    fn add_locked(&mut self, view: &View, place: PlaceId, day: WorkDay) -> Result<(), DeskError> {
        let Some(row) = view.day_row(place, day)? else {
            return Ok(());
        };
        let known = self.holes.iter().any(|h| h.place == place && h.day == day);
        if known || day >= self.today || row.said != DaySaid::Locked {
            return Ok(());
        }
        let name = view.office.place_ever(place).map(|p| p.name.to_string());
        self.holes.push(Hole {
            place,
            name: name.unwrap_or_default(),
            day,
            explained: false,
            found_open: false,
            locked: true,
            head: row.head,
        });
        self.list.set_len(self.holes.len());
        Ok(())
    }

    fn hole(&self) -> Option<&Hole> {
        self.holes.get(self.list.selected()?)
    }

    /// What may have happened, in the order of the digits.
    fn happenings(&self) -> &'static [Happening] {
        match self.hole() {
            Some(hole) if hole.locked => &[Happening::FoundOpen],
            Some(hole) if hole.found_open => &[Happening::Locked, Happening::FoundOpen],
            _ => &[Happening::Locked, Happening::NotLocked, Happening::Nobody],
        }
    }

    fn choose_day(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        match self.hole() {
            Some(hole) if hole.explained => cx.refuse(t!(words, explain_waits)),
            Some(_) => {
                self.stage = Stage::Kind;
                cx.page_opened();
            }
            None => {}
        }
    }

    fn choose_kind(&mut self, happening: Happening, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Some((place, day)) = self.hole().map(|hole| (hole.place, hole.day)) else {
            return;
        };
        match cx.desk().view() {
            Ok(view) => {
                let form = Form::new(&view, happening, place, day, words);
                self.stage = Stage::Form(Box::new(form));
                cx.page_opened();
            }
            Err(why) => cx.refuse(refusal::desk(&why, words)),
        }
    }

    fn days_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(nth) = key.digit().and_then(|d| usize::from(d).checked_sub(1)) {
            if nth < self.holes.len() {
                self.list.select(nth);
                self.choose_day(cx);
            }
            return Next::Stay;
        }
        match key.action {
            Some(Action::Next) => self.choose_day(cx),
            _ if self.list.key(key) => {}
            _ => return Next::Pass,
        }
        Next::Stay
    }

    fn kind_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if key.action == Some(Action::Back) {
            self.stage = Stage::Days;
            return Next::Stay;
        }
        let digit = key.digit().and_then(|d| usize::from(d).checked_sub(1));
        match digit.and_then(|nth| self.happenings().get(nth).copied()) {
            Some(happening) => {
                self.choose_kind(happening, cx);
                Next::Stay
            }
            None => Next::Pass,
        }
    }

    fn form_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Stage::Form(form) = &mut self.stage else {
            return Next::Pass;
        };
        if form.is_through() {
            return self.line_key(key, cx);
        }
        if key.action == Some(Action::Back) {
            self.stage = Stage::Kind;
            self.ready = None;
            return Next::Stay;
        }
        match form.key(key) {
            Did::Full => {
                form.next();
                self.arrived(cx);
            }
            Did::Taken => {}
            Did::Refused(why) => cx.refuse(why.words(words)),
            Did::Pass => match key.action {
                Some(Action::Next | Action::Down | Action::NextField) => {
                    form.next();
                    self.arrived(cx);
                }
                Some(Action::Up | Action::PreviousField) => form.back(),
                _ => return Next::Pass,
            },
        }
        Next::Stay
    }

    /// Behind the last field: what will be signed is shown, or the focus goes to what is missing.
    fn arrived(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        self.ready = None;
        let (Stage::Form(form), Some(office)) = (&mut self.stage, &self.office) else {
            return;
        };
        if !form.is_through() {
            return;
        }
        let answers = match form.answers(cx.now(), office, words) {
            Ok(answers) => answers,
            Err(why) => return cx.refuse(why),
        };
        let made = cx.desk().view().and_then(|view| {
            let Some(hole) = self.hole() else {
                return Ok(None);
            };
            proposal(&view, hole, answers, self.today, words).map(Some)
        });
        match made {
            Ok(ready) => {
                self.ready = ready;
                if let Some(line) = &mut self.line {
                    line.clear();
                    line.focus();
                }
                cx.page_opened();
            }
            Err(why) => cx.refuse(refusal::desk(&why, words)),
        }
    }

    fn line_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if key.action == Some(Action::ChangePerson) {
            if let Some(line) = &mut self.line
                && !line.waits()
            {
                line.change_person();
            }
            return Next::Stay;
        }
        let list: Vec<Proposal> = self.ready.iter().map(|(p, _)| p.clone()).collect();
        let nothing = list.is_empty() && key.code == KeyCode::Enter;
        let (office, day) = (self.office.clone(), self.today);
        let echo = |no| echo(office.as_deref(), day, no, words);
        let Some(line) = self.line.as_mut().filter(|_| !nothing) else {
            return Next::Stay;
        };
        let did = line.key(key, cx, echo, |_| list);
        if did == signing::Did::Enrol {
            return Signing::enrol();
        }
        if did != signing::Did::Pass && did != signing::Did::Left {
            return Next::Stay;
        }
        let back = did == signing::Did::Left
            || matches!(
                key.action,
                Some(Action::Back | Action::Up | Action::PreviousField)
            );
        if !back {
            return Next::Pass;
        }
        if let Stage::Form(form) = &mut self.stage {
            form.back();
        }
        self.ready = None;
        if let Some(line) = &mut self.line {
            line.clear();
        }
        Next::Stay
    }

    /// A place that was not locked is looked through at once: what the register says lies in it is
    /// there already, what is found is counted (基準6(3), 6(5)).
    fn look_for(&self, cx: &mut Cx<'_, Desk, Answer>) -> Option<Next<Desk>> {
        let (proposal, _) = self.ready.as_ref()?;
        let CaseAct::Sign(sign) = &proposal.act else {
            return None;
        };
        let unlocked = Value::Choice(ChoiceId::from(NOT_LOCKED));
        if sign.values.get(&FieldId::from("kind")) != Some(&unlocked) {
            return None;
        }
        let place = self.hole()?.place;
        let inside = cx.desk().view().ok()?.lies_in(place).ok()?;
        let lines: Vec<HoldingLine> = inside
            .iter()
            .filter(|line| line.inside() > 0)
            .map(RegisterLine::expected)
            .collect();
        if lines.is_empty() {
            return None;
        }
        let values = Values::from([
            (FieldId::from("occasion"), unlocked),
            (FieldId::from("place"), Value::Place(place)),
            (FieldId::from("documents"), Value::HoldingLines(lines)),
        ]);
        let wizard = Wizard::begin(STOCKTAKE, values).owned(self.owner);
        Some(Next::replace(wizard))
    }

    fn named(&self, hole: &Hole, words: Locale) -> String {
        let day = when::day(hole.day.0, self.today.0, words);
        t!(words, say_place_day, place = hole.name.as_str(), day = day)
    }
}

/// Everybody who is staff may say what happened.
fn echo(office: Option<&Office>, day: WorkDay, no: PersonNo, words: Locale) -> Echo {
    let Some(office) = office else {
        return Echo::Nobody;
    };
    let who = office.who_may(&[Role::Staff], &[], day.0);
    signing::among(office, &who, day.0, no, words)
}

/// What will be signed, and its words.
fn proposal(
    view: &View,
    hole: &Hole,
    answers: Answers,
    today: WorkDay,
    words: Locale,
) -> Result<(Proposal, Vec<String>), DeskError> {
    let mut proposal = view.propose_evening(hole.place, hole.day, &answers.mark)?;
    // The desk says who was first, where somebody has acted since the screen looked.
    proposal.after = hole.head;
    let step = match answers.mark {
        EveningMark::FoundOpen { .. } => FOUND_OPEN,
        EveningMark::Explained { .. } => EXPLAIN,
        EveningMark::Locked { .. } | EveningMark::Asked { .. } => LOCK,
    };
    let mut text = Vec::new();
    if let CaseAct::Sign(sign) = &mut proposal.act {
        sign.values.extend(answers.more);
        let row = view.case_row(proposal.case)?;
        let mut values = sign.values.clone();
        if let Some(opening) = &sign.open {
            values.extend(opening.values.clone());
        }
        let signed = Signed {
            values: &values,
            lines: &sign.lines,
            day: Some(hole.day),
            today,
        };
        if let Some(definition) = view.catalogue().latest(&DefId::from(LOCKING)) {
            let case = row.as_ref().map(|row| &row.case);
            let step = StepId::from(step);
            text = sentence(
                &view.world(),
                definition,
                case,
                &step,
                &signed,
                tongue(words),
            );
        }
    }
    if let (EveningMark::Locked { .. }, Some(at)) = (&answers.mark, proposal.happened) {
        let clock = when::clock(at, hole.day, view.office.settings.cut, words);
        text.push(t!(words, explain_text_at, clock = clock));
    }
    Ok((proposal, text))
}

impl Screen<Desk> for Explain {
    type Answer = Answer;

    fn title(&self, view: &Look<'_, Desk>) -> Title {
        let words = view.words;
        let title = Title::new(t!(words, explain_title));
        match &self.office {
            Some(office) => title.right(head::when(office, view.now, words)),
            None => title,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        draw::draw(self, canvas, view);
    }

    fn hint(&self, view: &Look<'_, Desk>) -> String {
        let words = view.words;
        if let Some(why) = &self.broken {
            return why.clone();
        }
        match &self.stage {
            Stage::Days if self.holes.is_empty() => t!(words, explain_none),
            Stage::Days => t!(words, explain_hint_day),
            Stage::Kind => t!(words, explain_hint_kind),
            Stage::Form(form) => form
                .hint()
                .map_or_else(|| t!(words, explain_hint_sign), str::to_owned),
        }
    }

    fn actions(&self, view: &Look<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers: Vec<Offer> = Vec::new();
        if let Some(retry) = self.line.as_ref().and_then(Signing::offer) {
            offers.push(retry);
        }
        match &self.stage {
            Stage::Days => offers.extend([
                Offer::Digits(t!(words, explain_digits)),
                Action::Next.called(t!(words, explain_digits)),
                Action::Up.into(),
                Action::Down.into(),
                Action::PageUp.quietly(),
                Action::PageDown.quietly(),
            ]),
            Stage::Kind => offers.push(Offer::Digits(t!(words, explain_digits))),
            Stage::Form(_) => {
                offers.extend([Action::Next.into(), Action::Up.into(), Action::Down.into()])
            }
        }
        if self.owner.is_some() {
            offers.push(Action::ChangePerson.quietly());
        }
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn context(&self) -> Context {
        Context::Wizard
    }

    fn typing(&self) -> bool {
        match &self.stage {
            Stage::Form(form) => {
                form.typing() || self.line.as_ref().is_some_and(Signing::has_focus)
            }
            Stage::Days | Stage::Kind => false,
        }
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match self.stage {
            Stage::Days => self.days_key(key, cx),
            Stage::Kind => self.kind_key(key, cx),
            Stage::Form(_) => self.form_key(key, cx),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let pasted = match &mut self.stage {
            Stage::Form(form) => form.paste(text),
            Stage::Days | Stage::Kind => None,
        };
        match pasted {
            Some(Typed::Refused(why)) => cx.refuse(why.words(words)),
            Some(_) => {}
            None => cx.refuse(t!(words, frame_no_paste)),
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(mut line) = self.line.take() else {
            return Next::Stay;
        };
        let name = self.hole().map(|hole| self.named(hole, words));
        let later = matches!(
            self.ready.as_ref().map(|(p, _)| &p.act),
            Some(CaseAct::Sign(sign)) if sign.steps.iter().any(|s| s.0 == LOCK)
        );
        let after = line.finish(answer, cx, |_| {
            let name = name.unwrap_or_default();
            if later {
                t!(words, explain_done_later, what = name)
            } else {
                t!(words, explain_done, what = name)
            }
        });
        self.line = Some(line);
        match after {
            After::Signed { .. } => self.look_for(cx).unwrap_or(Next::Pop),
            After::Refused { left_out } => {
                if !left_out.is_empty() {
                    self.look_again(cx);
                }
                Next::Stay
            }
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if matches!(self.stage, Stage::Days) {
            self.look(cx);
        }
        Next::Stay
    }

    fn wake_at(&self) -> Option<Instant> {
        self.line.as_ref().and_then(Signing::wake_at)
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(line) = &mut self.line {
            line.wake(cx);
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Some(line) = &mut self.line {
            line.hide();
        }
        if let Stage::Form(form) = &mut self.stage
            && form.is_through()
        {
            form.back();
            self.ready = None;
        }
    }

    fn help(&self, view: &Look<'_, Desk>) -> Help {
        head::help(
            t!(view.words, explain_help),
            LOCKING,
            self.office.as_deref(),
            view.words,
        )
    }
}
