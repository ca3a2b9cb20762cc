//! Adding, changing and ending an item of the register, and reading a table of them. What comes of
//! it is signed as other acts on the office are.

use super::say;
use crate::calendar::{Recorded, parse_date};
use crate::desk::import::{self, ItemRow};
use crate::desk::{Desk, SignError, TakeIn};
use crate::journal::{HoldingId, PersonNo, Pin};
use crate::locale::Locale;
use crate::office::{Holding, Office, OfficeAct, Span};
use crate::t;
use crate::tui::say::refusal::{self, Told};
use crate::tui::say::when;
use crate::tui::screens::people::form::{Entry, Form, Turn, typed_date};
use crate::tui::screens::people::signers::{Gave, Signers};
use crate::tui::screens::set_up::{Table, TableTurn, cell_misfit, table_file};
use crate::tui::widgets::{Dialog, Echo, Submit, Verdict};
use crate::tui::{Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, Tone, View};
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

    fn form(&self, office: &Office, words: Locale, now: Recorded) -> Form {
        let day = now.0.date();
        if matches!(self.wish, Wish::End(_)) {
            return Form::new(vec![
                Entry::ascii(t!(words, register_until), 12)
                    .with(&typed_date(day, words))
                    .hint(t!(words, register_until_last)),
            ]);
        }
        let old = match self.wish {
            Wish::Item(id) => office.holding(id, day).or_else(|| office.holding_ever(id)),
            _ => None,
        };
        let value = |of: &dyn Fn(&Holding) -> String| old.map(of).unwrap_or_default();
        let media = value(&|h| match h.media.as_str() {
            "data" => "2".to_owned(),
            "medium" => "3".to_owned(),
            _ => "1".to_owned(),
        });
        let special = value(&|h| {
            let kinds: Vec<String> = h.special.iter().map(u8::to_string).collect();
            kinds.join(" ")
        });
        let place = value(&|h| h.place.map(|p| p.0.to_string()).unwrap_or_default());
        let task = value(&|h| h.task.as_ref().map(ToString::to_string).unwrap_or_default());
        let list = value(&|h| h.list.map(|l| l.letter().to_owned()).unwrap_or_default());
        let keep = |h: &Holding| h.keep.as_ref().map(|k| k.basis.to_string());
        let basis = value(&|h| keep(h).unwrap_or_default());
        let until = value(&|h| {
            let until = h.keep.as_ref().map(|k| typed_date(k.until, words));
            until.unwrap_or_default()
        });
        Form::new(vec![
            Entry::line(t!(words, register_title_column), 100, 44)
                .with(&value(&|h| h.title.to_string()))
                .hint(t!(words, register_title_hint)),
            Entry::ascii(t!(words, register_count), 8)
                .with(&value(&|h| h.count.to_string()))
                .hint(t!(words, register_count_hint)),
            Entry::line(t!(words, register_media), 12, 12)
                .with(&media)
                .hint(t!(words, register_media_hint)),
            Entry::line(t!(words, register_place), 40, 24)
                .with(&place)
                .hint(t!(words, register_place_hint)),
            Entry::line(t!(words, register_special), 60, 24)
                .with(&special)
                .hint(t!(words, register_special_hint)),
            Entry::line(t!(words, register_task), 100, 44)
                .with(&task)
                .hint(t!(words, register_task_hint)),
            Entry::line(t!(words, register_list), 3, 3)
                .with(&list)
                .hint(t!(words, register_list_hint)),
            Entry::line(t!(words, register_basis), 100, 44)
                .with(&basis)
                .hint(t!(words, register_basis_hint)),
            Entry::ascii(t!(words, register_until), 12)
                .with(&until)
                .hint(t!(words, register_until_hint)),
        ])
    }

    /// What was entered, by the rules of a table's row.
    fn entered(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let (Some(office), Stage::Form(form)) = (&self.office, &self.stage) else {
            return;
        };
        let day = cx.now().date();
        if let Wish::End(id) = self.wish {
            let until = match parse_date(form.value(0), day) {
                Ok(until) => until,
                Err(_) => return cx.refuse(t!(words, setup_date_wrong)),
            };
            let Some(old) = office.holding_ever(id).cloned() else {
                return;
            };
            if until < day {
                let first = when::date(day, words);
                return cx.refuse(t!(words, people_not_before, first = first));
            }
            let sentence = t!(
                words,
                register_sentence_end,
                number = id.0.to_string(),
                title = old.title.as_str(),
                until = when::date(until, words)
            );
            let span = Span {
                from: day,
                until: Some(until),
            };
            let plan = Plan::End(Box::new(Holding { span, ..old }));
            return self.sign(plan, sentence, cx);
        }
        let mut cells: Vec<String> = (0..9)
            .map(|nth| form.value(nth).replace('\t', " "))
            .collect();
        cells.push(match self.wish {
            Wish::Item(id) => id.0.to_string(),
            _ => String::new(),
        });
        match import::holdings(&cells.join("\t"), office, day) {
            Err(misfits) => {
                let first = misfits.first().map(|m| cell_misfit(m, words));
                cx.refuse(first.unwrap_or_default());
            }
            Ok(rows) => self.rows(rows, cx),
        }
    }

    fn text(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Some(office) = self.office.clone() else {
            return;
        };
        match import::holdings(text, &office, cx.now().date()) {
            Ok(rows) => self.rows(rows, cx),
            Err(misfits) => {
                if let Stage::Table(table) = &mut self.stage {
                    let why = table.does_not_fit(misfits, words);
                    cx.refuse(why);
                }
            }
        }
    }

    /// Rows that fit: what looks like the persons' own data is asked about first.
    fn rows(&mut self, rows: Vec<ItemRow>, cx: &mut Cx<'_, Desk, Answer>) {
        match rows.iter().find_map(|row| row.doubt) {
            Some(doubt) => {
                let question = say::doubt(doubt, cx.words());
                self.doubt = Some((Dialog::yes_no(question), rows));
                cx.page_opened();
            }
            None => self.plan(&rows, cx),
        }
    }

    fn plan(&mut self, rows: &[ItemRow], cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let plan = match cx.desk().view() {
            Ok(view) => view.take_in_holdings(rows),
            Err(why) => return cx.refuse(refusal::desk(&why, words)),
        };
        let Some(office) = self.office.clone() else {
            return;
        };
        if plan.is_empty() {
            return cx.refuse(t!(words, register_table_same));
        }
        let items: Vec<&Holding> = plan.holdings().collect();
        let mut sentence = match items.as_slice() {
            [only] => t!(
                words,
                register_sentence,
                number = only.id.0.to_string(),
                from = when::date(only.span.from, words),
                what = say::what(only, &office, words)
            ),
            many => {
                let shown = 4;
                let mut said: Vec<String> = many
                    .iter()
                    .take(shown)
                    .map(|item| format!("{} {}", item.id.0, item.title))
                    .collect();
                if many.len() > shown {
                    said.push(t!(words, register_table_more, count = many.len() - shown));
                }
                t!(
                    words,
                    register_sentence_table,
                    added = plan.added.len(),
                    changed = plan.changed.len(),
                    what = said.join(&t!(words, say_and))
                )
            }
        };
        let doubts = rows.iter().filter(|row| row.doubt.is_some()).count();
        if doubts > 0 {
            sentence += &t!(words, register_sentence_doubts, count = doubts);
        }
        self.sign(Plan::Items(plan), sentence, cx);
    }

    fn sign(&mut self, plan: Plan, sentence: String, cx: &mut Cx<'_, Desk, Answer>) {
        let long = self
            .office
            .as_ref()
            .is_some_and(|office| office.persons.iter().any(|p| p.no.0 > 99));
        let notes = vec![t!(cx.words(), people_signer)];
        let mut signers = Signers::new(if long { 3 } else { 2 }, notes);
        signers.focus();
        self.stage = Stage::Sign(Box::new(plan), sentence, signers);
        cx.page_opened();
    }

    fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let (words, now) = (cx.words(), Recorded(cx.now()));
        let office = self.office.clone();
        let echo = |_: usize, no: PersonNo| echo(office.as_deref(), no, words, now);
        let Stage::Sign(plan, _, signers) = &mut self.stage else {
            return Next::Pass;
        };
        match signers.key(key, cx.armed(key), words, echo) {
            Gave::Pass => return Next::Pass,
            Gave::Left => {
                cx.say(refusal::nothing(t!(words, people_left), words));
                return Next::Pop;
            }
            Gave::Taken => {}
            Gave::Missing(why) => cx.refuse(why),
            Gave::Done(signed) => spawn(plan, signed, cx),
        }
        Next::Stay
    }

    fn turn(&mut self, turn: TableTurn, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match turn {
            TableTurn::Taken => {}
            TableTurn::Refused(why) => cx.refuse(why),
            TableTurn::Left => return Next::Pop,
            TableTurn::Text(text) => self.text(&text, cx),
            TableTurn::Read(path) => {
                let words = cx.words();
                cx.spawn(move |_: &Desk| {
                    let read = import::read_file(&path);
                    Answer::Read(match read {
                        Ok((text, _)) => Ok(text),
                        Err(why) => Err(table_file(&why, words)),
                    })
                });
            }
        }
        Next::Stay
    }
}

/// Who may change the register: who may change the office.
fn echo(office: Option<&Office>, no: PersonNo, words: Locale, now: Recorded) -> Echo {
    let Some(person) = office.and_then(|office| office.person(no, now.0.date())) else {
        return Echo::Nobody;
    };
    let name = person.name.to_string();
    let Some(office) = office else {
        return Echo::Nobody;
    };
    if office.current_key(no).is_none() {
        Echo::MayNot(name, t!(words, enrol_not_yet))
    } else if !office.administers(no, now) {
        Echo::MayNot(name, t!(words, people_not_holder))
    } else {
        Echo::Person(name)
    }
}

fn spawn(plan: &Plan, signed: Vec<Submit>, cx: &mut Cx<'_, Desk, Answer>) {
    let Some(submit) = signed.into_iter().next() else {
        return;
    };
    enum Ready {
        Items(TakeIn),
        One(OfficeAct),
    }
    let ready = match plan {
        Plan::Items(plan) => Ready::Items(plan.clone()),
        Plan::End(item) => Ready::One(OfficeAct::Holding(Holding::clone(item))),
    };
    cx.spawn(move |desk: &Desk| {
        let pin = Pin::typed(submit.pin.expose());
        let signer = (submit.person, &pin);
        let result = match ready {
            Ready::Items(plan) => desk.take_in(&plan, signer, None).map(|_| ()),
            Ready::One(act) => desk.sign_office(submit.person, &pin, act, None),
        };
        Answer::Signed(submit.person, result)
    });
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
        match &self.stage {
            Stage::Form(form) => form.hint().to_owned(),
            Stage::Table(table) => table.hint(view.words),
            Stage::Sign(..) => t!(view.words, people_sign_one),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
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
