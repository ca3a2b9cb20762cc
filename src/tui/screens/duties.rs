//! 期限: what the calendar and other records ask for, one line each; Enter begins its record with
//! what it is about filled in, F4 explains what was not done. Below, what was explained.

use super::case::CaseScreen;
use super::month::MonthSheet;
use super::wizard::Wizard;
use super::year::YearClose;
use crate::calendar::FiscalYear;
use crate::desk::{
    DUTY_MISSED, Desk, DeskError, DutyLine, HANDOVER, Lines, MONTHLY_REVIEW, MissedLine, View,
    YEAR_CLOSE,
};
use crate::journal::{CaseId, PersonNo, ShortRoot};
use crate::locale::Locale;
use crate::procedure::{DutySubject, FieldId, Value, Values};
use crate::t;
use crate::text::{Paragraph, Text, width};
use crate::tui::say::{self, refusal, when};
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Mark, Next, Offer, Row, Screen, Title, Tone,
    View as Look,
};
use sha2::{Digest, Sha256};

/// So many explained ones are shown; the rest is among the records.
const EXPLAINED: usize = 30;
/// So many lines a handover shows; its digest is of all of them.
const HANDED: usize = 36;
/// Columns at 80 columns.
const WHAT: u16 = 31;
const ON: u16 = 14;
const WHO: u16 = 11;

/// One row of the list.
enum Line {
    Due(DutyLine),
    Explained(MissedLine),
}

/// The list.
#[derive(Default)]
pub struct Duties {
    owner: Option<PersonNo>,
    lines: Vec<Line>,
    rows: Vec<[String; 4]>,
    marks: Vec<Mark>,
    list: List,
    fault: Option<String>,
}

impl Duties {
    /// On a terminal with an owner.
    #[must_use]
    pub fn owned(mut self, owner: Option<PersonNo>) -> Self {
        self.owner = owner;
        self
    }

    fn load(&mut self, cx: &Cx<'_, Desk, ()>) {
        self.fault = None;
        if let Err(why) = self.try_load(cx) {
            self.fault = Some(refusal::desk(&why, cx.words()));
        }
    }

    fn try_load(&mut self, cx: &Cx<'_, Desk, ()>) -> Result<(), DeskError> {
        let words = cx.words();
        let view = cx.desk().view()?;
        self.lines = view.duties()?.into_iter().map(Line::Due).collect();
        let told = view.missed()?.into_iter().filter(|line| line.received);
        self.lines.extend(told.take(EXPLAINED).map(Line::Explained));
        self.rows = self.lines.iter().map(|l| row(&view, l, words)).collect();
        self.marks = self.lines.iter().map(mark).collect();
        self.list.set_len(self.lines.len());
        Ok(())
    }

    fn selected(&self) -> Option<&Line> {
        self.lines.get(self.list.selected()?)
    }

    fn begin(&self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let line = match self.selected() {
            None => return Next::Stay,
            Some(Line::Explained(line)) => {
                return Next::push(CaseScreen::new(line.case, self.owner));
            }
            Some(Line::Due(line)) => line,
        };
        if let (MONTHLY_REVIEW, Some((DutySubject::Place(place), period))) =
            (line.procedure.0.as_str(), line.falls)
        {
            return Next::push(MonthSheet::open(place, period.first(), self.owner));
        }
        if let (YEAR_CLOSE, Some((DutySubject::Unit(unit), period))) =
            (line.procedure.0.as_str(), line.falls)
        {
            let year = FiscalYear::of(period.first());
            return Next::push(YearClose::open(unit, year, self.owner));
        }
        match open_already(cx.desk(), line) {
            Ok(Some(case)) => return Next::push(CaseScreen::new(case, self.owner)),
            Ok(None) => {}
            Err(why) => {
                cx.refuse(refusal::desk(&why, words));
                return Next::Stay;
            }
        }
        let wizard = if line.procedure.0 == HANDOVER {
            match handed_over(cx.desk(), line, words) {
                Ok(values) => Wizard::begin(HANDOVER, values).settled(),
                Err(why) => {
                    cx.refuse(refusal::desk(&why, words));
                    return Next::Stay;
                }
            }
        } else {
            Wizard::begin(&line.procedure.0, line.values.clone()).opened_by(line.origin.clone())
        };
        Next::push(wizard.owned(self.owner))
    }

    fn explain(&self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let Some(Line::Due(line)) = self.selected() else {
            return Next::Stay;
        };
        if line.told {
            cx.refuse(t!(words, duty_hint_told));
            return Next::Stay;
        }
        let said = cx.desk().view().ok().map(|view| {
            let title = say::duty::title(&view, line, words);
            format!("{title} {}", say::duty::subject(line, words))
        });
        match said.and_then(|said| line.explained_with(said.trim())) {
            Some(values) => Next::push(
                Wizard::begin(DUTY_MISSED, values)
                    .settled()
                    .owned(self.owner),
            ),
            None => {
                cx.refuse(t!(words, duty_not_explained));
                Next::Stay
            }
        }
    }
}

/// The record of it that was begun and still waits for somebody: nobody begins it twice.
fn open_already(desk: &Desk, line: &DutyLine) -> Result<Option<CaseId>, DeskError> {
    let view = desk.view()?;
    for open in view.open_rows()? {
        // Of media no value tells which: the record's own name does.
        let medium = matches!(line.falls, Some((DutySubject::Medium(_), _)));
        let other = medium && open.subject.title.to_string() != line.what.to_string();
        if open.procedure.id != line.procedure || other {
            continue;
        }
        let Some(row) = view.case_row(open.case)? else {
            continue;
        };
        let values = &row.case.values;
        // What it does not say yet is what its later steps will fill.
        let same = line
            .values
            .iter()
            .all(|(id, value)| values.get(id).is_none_or(|said| said == value));
        let origin = line.origin.as_ref().map(|origin| origin.case);
        if same && row.case.origin.as_ref().map(|origin| origin.case) == origin {
            return Ok(Some(open.case));
        }
    }
    Ok(None)
}

fn mark(line: &Line) -> Mark {
    match line {
        Line::Explained(_) => Mark::Done,
        Line::Due(line) if line.told => Mark::Waiting,
        Line::Due(line) if line.late => Mark::Late,
        Line::Due(_) => Mark::Needed,
    }
}

/// What, on what, by whom, by when.
fn row(view: &View, line: &Line, words: Locale) -> [String; 4] {
    match line {
        Line::Due(line) => {
            let by = if line.told {
                t!(words, duty_told)
            } else {
                when::until(line.due, None, view.now, words)
            };
            [
                say::duty::short(view, line, words),
                say::duty::subject(line, words),
                say::duty::who(view, line, words),
                by,
            ]
        }
        Line::Explained(line) => [
            say::duty::short_of(view, &line.procedure, line.period, words),
            line.what.to_string(),
            String::new(),
            t!(words, duty_missed),
        ],
    }
}

/// What the record of a handover begins with: the list, pinned by its number of lines and digest.
fn handed_over(desk: &Desk, line: &DutyLine, words: Locale) -> Result<Values, DeskError> {
    let view = desk.view()?;
    let all = list(&view, words)?;
    let digest = ShortRoot::of(&Sha256::digest(all.join("\n")).into());
    let mut shown: Vec<String> = all.iter().take(HANDED).cloned().collect();
    if all.len() > HANDED {
        shown.push(t!(words, handover_more, count = all.len() - HANDED));
    }
    if all.is_empty() {
        shown.push(t!(words, handover_none));
    }
    let fault = |e: String| DeskError::Row(e);
    let pin = Text::new(&format!("{} {digest}", all.len())).map_err(|e| fault(e.to_string()))?;
    let list = Paragraph::new(&shown.join("\n")).map_err(|e| fault(e.to_string()))?;
    let mut values = line.values.clone();
    values.insert(FieldId::from("sheet"), Value::Text(pin));
    values.insert(FieldId::from("list"), Value::Paragraph(list));
    Ok(values)
}

/// Open cases, what is out, what is due, and where the keys are.
fn list(view: &View, words: Locale) -> Result<Vec<String>, DeskError> {
    let mut lines = Vec::new();
    for row in view.open_rows()? {
        let title = say::procedure(view, &row.procedure.id, words);
        let no = say::case_no(row.form_no, row.number, words);
        // What an incident is about stands in no list that is printed.
        let what = if row.procedure.id.0 == crate::desk::INCIDENT {
            String::new()
        } else {
            say::subject(&row.subject, row.law, view, words)
        };
        lines.push(t!(
            words,
            handover_case,
            title = title,
            no = no,
            what = what
        ));
    }
    for out in view.outs()? {
        let who = out.by.map(|by| say::person(&view.office, by));
        let due = out
            .due
            .map(|due| when::due(due, out.due_time, view.now, words));
        lines.push(t!(
            words,
            handover_out,
            no = say::case_no(out.form_no, out.number, words),
            what = say::titled(&out.subject, words),
            who = who.unwrap_or_default(),
            due = due.unwrap_or_default()
        ));
    }
    let duties = view.duties()?;
    for duty in duties.iter().filter(|d| d.procedure.0 != HANDOVER) {
        lines.push(t!(
            words,
            handover_due,
            title = say::duty::title(view, duty, words),
            on = say::duty::subject(duty, words),
            due = when::until(duty.due, None, view.now, words)
        ));
    }
    let board = view.board_top(&|_| Lines::NONE)?;
    for place in &board.places {
        let (place, key) = (place.name.as_str(), place.key_place.as_str());
        lines.push(t!(words, handover_key, place = place, key = key));
    }
    Ok(lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect())
}

impl Screen<Desk> for Duties {
    type Answer = ();

    fn title(&self, view: &Look<'_, Desk>) -> Title {
        Title::new(t!(view.words, duty_title))
            .middle(t!(view.words, duty_what))
            .right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        let words = view.words;
        let spare = canvas.width().saturating_sub(80);
        let head = crate::tui::mark_width(words) + 3;
        canvas.row(
            0,
            &Row::new()
                .gap(head)
                .cell_toned(Tone::Faint, WHAT + spare, t!(words, duty_head_what))
                .cell_toned(Tone::Faint, ON, t!(words, duty_head_on))
                .cell_toned(Tone::Faint, WHO, t!(words, duty_head_who))
                .toned(Tone::Faint, t!(words, duty_head_due)),
        );
        let rest = canvas
            .width()
            .saturating_sub(head + WHAT + spare + ON + WHO + 1);
        let (rows, marks) = (&self.rows, &self.marks);
        let room = canvas.height().saturating_sub(1);
        if rows.is_empty() {
            canvas.text(2, 2, Tone::Plain, t!(words, duty_hint_none));
            canvas.cursor(2, 2);
            return;
        }
        self.list.draw(canvas, (1, 1), room, true, |nth| {
            let (Some([what, on, who, by]), Some(mark)) = (rows.get(nth), marks.get(nth)) else {
                return Row::new();
            };
            Row::new()
                .gap(2)
                .mark(*mark, words)
                .gap(1)
                .cell(WHAT + spare - 1, what)
                .gap(1)
                .cell(ON - 1, on)
                .gap(1)
                .cell(WHO - 1, who)
                .gap(1)
                .cell(rest, by)
        });
    }

    fn hint(&self, view: &Look<'_, Desk>) -> String {
        let words = view.words;
        let hint = match (&self.fault, self.selected()) {
            (Some(why), _) => return why.clone(),
            (None, None) => t!(words, duty_hint_none),
            (None, Some(Line::Explained(_))) => t!(words, duty_hint_missed),
            (None, Some(Line::Due(line))) if line.told => t!(words, duty_hint_told),
            (None, Some(Line::Due(_))) => t!(words, duty_hint),
        };
        // What the column may have cut is said in full.
        let title = self
            .list
            .selected()
            .and_then(|nth| self.rows.get(nth))
            .map(|row| &row[0]);
        match title.filter(|title| width(title) >= usize::from(WHAT)) {
            Some(title) => format!("{title}\n{hint}"),
            None => hint,
        }
    }

    fn actions(&self, view: &Look<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers: Vec<Offer> = Vec::new();
        if self.selected().is_some() {
            offers.push(Action::Open.called(t!(words, duty_key_begin)));
        }
        if matches!(self.selected(), Some(Line::Due(line)) if !line.told) {
            offers.push(Action::Missed.called(t!(words, duty_key_explain)));
        }
        offers.extend([
            Action::Up.into(),
            Action::Down.into(),
            Action::PageUp.quietly(),
            Action::PageDown.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]);
        offers
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        match key.action {
            Some(Action::Open) => self.begin(cx),
            Some(Action::Missed) => self.explain(cx),
            _ if self.list.key(key) => Next::Stay,
            _ => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.load(cx);
        Next::Stay
    }

    fn back_again(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.load(cx);
        Next::Stay
    }

    fn help(&self, view: &Look<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, duty_help),
            clauses: Vec::new(),
        }
    }
}
