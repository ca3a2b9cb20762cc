//! What is open in the name of somebody who leaves, and who takes it over.

use crate::desk::{CaseRow, Desk};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say;
use crate::tui::screens::case::CaseScreen;
use crate::tui::screens::signing::{After, Answer, Did, Signing};
use crate::tui::widgets::{Echo, Field, List, Typed};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use std::sync::Arc;
use std::time::Instant;

/// The rows below the list: who takes it over, the sentence, the signature line.
const BELOW: u16 = 7;

/// What is open in a person's name.
pub struct Leaving {
    person: PersonNo,
    rows: Vec<CaseRow>,
    names: Vec<String>,
    list: List,
    /// The number of who takes it over.
    to: Field,
    line: Option<Signing>,
    office: Option<Arc<Office>>,
}

impl Leaving {
    /// What is open in this person's name.
    #[must_use]
    pub fn of(person: PersonNo) -> Self {
        Self {
            person,
            rows: Vec::new(),
            names: Vec::new(),
            list: List::new(0),
            to: Field::digits(2),
            line: None,
            office: None,
        }
    }

    fn look<A>(&mut self, cx: &Cx<'_, Desk, A>) {
        let Ok(view) = cx.desk().view() else { return };
        let words = cx.words();
        let long = view.office.persons.iter().any(|p| p.no.0 > 99);
        self.to = Field::digits(if long { 3 } else { 2 });
        self.rows = view.in_the_name_of(self.person).unwrap_or_default();
        let lines = self.rows.iter().map(|row| view.case_line(row));
        self.names = lines
            .map(|line| say::headline(&view, &line, words))
            .collect();
        self.list.set_len(self.rows.len());
        self.office = Some(Arc::clone(&view.office));
    }

    /// Who takes it over, once the number is there and somebody has it.
    fn successor(&self, view: &View<'_, Desk>) -> Option<PersonNo> {
        let no = PersonNo(u16::try_from(self.to.number()?).ok()?);
        let office = self.office.as_ref().filter(|_| self.to.is_full())?;
        let person = office.person(no, view.now.date())?;
        (no != self.person).then_some(person.no)
    }

    fn name(&self, no: PersonNo) -> String {
        self.office
            .as_ref()
            .map_or_else(String::new, |office| say::person_no(office, no))
    }

    fn echo(&self, day: chrono::NaiveDate, words: Locale) -> impl Fn(PersonNo) -> Echo + use<> {
        let office = self.office.clone();
        move |no| {
            let known = office.as_ref().and_then(|office| office.person(no, day));
            match known {
                None => Echo::Nobody,
                Some(person) => {
                    let name = person.name.to_string();
                    let enrolled = office.as_ref().and_then(|o| o.current_key(no)).is_some();
                    if enrolled {
                        Echo::Person(name)
                    } else {
                        Echo::MayNot(name, t!(words, leaving_not_enrolled))
                    }
                }
            }
        }
    }

    /// A key of the number of who takes it over.
    fn number_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match self.to.key(key) {
            Typed::Pass => return Next::Pass,
            Typed::Refused(why) => cx.refuse(why.words(words)),
            Typed::Changed if self.to.is_full() => {
                let no = self.to.number().and_then(|no| u16::try_from(no).ok());
                let no = PersonNo(no.unwrap_or(0));
                let day = cx.now().date();
                let office = self.office.clone();
                let stays = office
                    .as_ref()
                    .is_some_and(|office| no != self.person && office.person(no, day).is_some());
                match office.filter(|_| stays) {
                    Some(office) => {
                        let mut line = Signing::new(&office, None);
                        line.focus();
                        self.line = Some(line);
                        cx.page_opened();
                    }
                    None => {
                        self.to.clear();
                        cx.refuse(t!(words, leaving_nobody, number = format!("{:02}", no.0)));
                    }
                }
            }
            _ => {}
        }
        Next::Stay
    }
}

impl Screen<Desk> for Leaving {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, leaving_title, who = self.name(self.person)))
            .right(say::when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        if self.rows.is_empty() {
            canvas.text(3, 1, Tone::Faint, t!(words, leaving_none));
            canvas.cursor(3, 1);
            return;
        }
        let height = canvas.height();
        let names = &self.names;
        let focus = self.line.is_none();
        let room = height.saturating_sub(BELOW + 1);
        self.list.draw(canvas, (1, 0), room, focus, |nth| {
            Row::new()
                .gap(3)
                .text(names.get(nth).map_or("", String::as_str))
        });
        self.list.draw_below(canvas, (3, room), words);
        let top = height.saturating_sub(BELOW);
        canvas.rule(top);
        let end = canvas.text(2, top + 1, Tone::Plain, t!(words, leaving_to));
        let end = self.to.draw(canvas, end + 1, top + 1, 3, focus);
        if let Some(to) = self.successor(view) {
            canvas.text(end + 2, top + 1, Tone::Plain, self.name(to));
            let said = t!(
                words,
                leaving_sentence,
                from = self.name(self.person),
                count = self.rows.len(),
                to = self.name(to)
            );
            canvas.paragraph(2, top + 2, Tone::Heading, said);
        }
        if let Some(line) = &self.line {
            let enter = t!(words, people_enter_sign);
            let echo = self.echo(view.now.date(), words);
            line.draw(canvas, height.saturating_sub(2), view, (&enter, ""), echo);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        if self.rows.is_empty() {
            t!(view.words, leaving_done_hint)
        } else {
            t!(view.words, leaving_hint)
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let mut offers: Vec<Offer> = Vec::new();
        if self.line.is_some() {
            offers.push(Action::Next.called(t!(view.words, people_key_sign)));
        } else if !self.rows.is_empty() {
            offers.push(Offer::Digits(t!(view.words, leaving_key_to)));
            offers.extend([Action::Up.into(), Action::Down.into()]);
            offers.push(Action::PageDown.quietly());
            offers.push(Action::Open.into());
        }
        offers.extend([Action::Back.into(), Action::Help.into()]);
        offers
    }

    fn typing(&self) -> bool {
        self.line.as_ref().is_some_and(Signing::has_focus)
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let to = self.to.number().and_then(|no| u16::try_from(no).ok());
        let echo = self.echo(cx.now().date(), words);
        if let Some(line) = &mut self.line {
            let view = cx.desk().view().ok();
            let rows = &self.rows;
            let list = |_| match (view, to) {
                (Some(view), Some(to)) => view.pass_on(rows, PersonNo(to)),
                _ => Vec::new(),
            };
            let empty = line.is_empty();
            match line.key(key, cx, &echo, list) {
                Did::Left if !empty => line.focus(),
                Did::Pass if key.action != Some(Action::Back) => return Next::Pass,
                Did::Pass | Did::Left => {
                    self.line = None;
                    self.to.clear();
                }
                Did::Enrol => return Signing::enrol(),
                Did::Taken | Did::Submitted => {}
            }
            return Next::Stay;
        }
        if key.action == Some(Action::Open) {
            let chosen = self.list.selected().and_then(|nth| self.rows.get(nth));
            return match chosen {
                Some(row) => Next::push(CaseScreen::new(row.case.id, None)),
                None => Next::Stay,
            };
        }
        if self.rows.is_empty() || self.list.key(key) {
            return if self.rows.is_empty() {
                Next::Pass
            } else {
                Next::Stay
            };
        }
        self.number_key(key, cx)
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(line) = &mut self.line else {
            return Next::Stay;
        };
        let done =
            |signed: &crate::desk::Signed| t!(words, leaving_passed, count = signed.entries.len());
        if let After::Signed { .. } = line.finish(answer, cx, done) {
            self.line = None;
            self.look(cx);
            cx.page_opened();
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
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, leaving_help),
            clauses: Vec::new(),
        }
    }
}
