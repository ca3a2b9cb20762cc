//! 3戻し: what is out, line by line back; what left without a confirmation; a new day.
//!
//! Opened from the board. A line leads to the wizard of its case. Knows no rule.

use super::wizard::Wizard;
use crate::desk::{Desk, DeskError, OpenRow, UNCONFIRMED};
use crate::journal::{CaseId, PersonNo};
use crate::locale::Locale;
use crate::procedure::{FieldId, Law, StepId, Values};
use crate::t;
use crate::tui::Mark;
use crate::tui::say;
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};

#[cfg(test)]
mod tests;

/// Columns of the number, what it is, and who took it.
const COLUMNS: (u16, u16, u16) = (7, 18, 10);
/// What a report of an unconfirmed take-out knows from the application.
const SHARED: [&str; 3] = ["documents", "destination", "purpose"];

/// 3戻し.
#[derive(Debug)]
pub struct Returning {
    lines: Vec<Line>,
    list: List,
    owner: Option<PersonNo>,
}

/// One take-out that is not over.
#[derive(Debug)]
struct Line {
    case: CaseId,
    number: String,
    subject: String,
    who: String,
    state: String,
    mark: Mark,
    next: After,
}

/// What can be done with it here.
#[derive(Debug, Clone)]
enum After {
    /// It is out: somebody says that it is back.
    Back(StepId),
    /// It is back; the manager's act is missing.
    Confirm(StepId),
    /// Nobody has confirmed that it left.
    NeverLeft,
}

impl Returning {
    /// What is out.
    #[must_use]
    pub fn open() -> Self {
        Self {
            lines: Vec::new(),
            list: List::new(0),
            owner: None,
        }
    }

    /// On a terminal with an owner.
    #[must_use]
    pub fn owned(mut self, owner: Option<PersonNo>) -> Self {
        self.owner = owner;
        self
    }

    fn selected(&self) -> Option<&Line> {
        self.list.selected().and_then(|nth| self.lines.get(nth))
    }

    fn go(&mut self, row: usize, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.list.select(row);
        let words = cx.words();
        let Some(line) = self.lines.get(row) else {
            return Next::Stay;
        };
        match &line.next {
            After::Back(step) | After::Confirm(step) => {
                Next::push(Wizard::step(line.case, vec![step.clone()]).owned(self.owner))
            }
            After::NeverLeft => {
                cx.refuse(t!(words, flow_never_left));
                Next::Stay
            }
        }
    }

    /// F4: reports exactly that; of an application that nobody confirmed, what it established
    /// stands already.
    fn report(&self, desk: &Desk) -> Next<Desk> {
        let known = self
            .selected()
            .filter(|line| matches!(line.next, After::NeverLeft));
        let row = known.and_then(|line| desk.view().ok()?.case_row(line.case).ok()?);
        let values: Values = row.map_or_else(Values::new, |row| {
            let shared = SHARED.map(FieldId::from);
            let all = row.case.values.into_iter();
            all.filter(|(id, _)| shared.contains(id)).collect()
        });
        Next::push(Wizard::begin(UNCONFIRMED, values).owned(self.owner))
    }
}

fn lines(desk: &Desk, words: Locale) -> Result<Vec<Line>, DeskError> {
    let view = desk.view()?;
    let mut found = Vec::new();
    for open in view.open_rows()? {
        if open.law != Law::TakeOut {
            continue;
        }
        let brought = open.waits.iter().find(|w| w.step.0 == crate::desk::BROUGHT);
        let back = open.waits.iter().find(|w| w.step.0 == crate::desk::BACK);
        let (next, mark, state) = match (open.sealed, brought, back) {
            (false, ..) => (After::NeverLeft, Mark::Waiting, t!(words, flow_state_asked)),
            (true, Some(wait), _) => {
                let late = open
                    .due
                    .and_then(|day| say::when::late(day, open.due_time, view.now, words));
                let mark = if late.is_some() {
                    Mark::Late
                } else {
                    Mark::Out
                };
                let due = open.due.map_or_else(String::new, |day| {
                    say::when::due(day, open.due_time, view.now, words)
                });
                (After::Back(wait.step.clone()), mark, due)
            }
            (true, None, Some(wait)) => {
                let state = if lost(&view, &open)? {
                    t!(words, flow_state_lost)
                } else {
                    t!(words, flow_state_brought)
                };
                (After::Confirm(wait.step.clone()), Mark::Waiting, state)
            }
            (true, None, None) => continue,
        };
        let rank = match next {
            After::Back(_) => 0,
            After::Confirm(_) => 1,
            After::NeverLeft => 2,
        };
        let who = open.by.map(|no| say::person(&view.office, no));
        found.push((
            (rank, open.due, open.due_time, open.opened),
            Line {
                case: open.case,
                number: say::case_no(open.form_no, open.number, words),
                subject: say::titled(&open.subject, words),
                who: who.unwrap_or_default(),
                state,
                mark,
                next,
            },
        ));
    }
    found.sort_by_key(|(rank, _)| *rank);
    Ok(found.into_iter().map(|(_, line)| line).collect())
}

/// Whether somebody has said of a line that it cannot be brought back.
fn lost(view: &crate::desk::View, open: &OpenRow) -> Result<bool, DeskError> {
    let def = view.catalogue().get(&open.procedure);
    let (Some(row), Some(def)) = (view.case_row(open.case)?, def) else {
        return Ok(false);
    };
    Ok(row.case.marks.iter().any(|mark| {
        let step = def.step(&mark.step);
        let outcome = step.zip(mark.outcome.as_ref());
        let outcome = outcome.and_then(|(step, id)| step.outcome.get(id));
        mark.void.is_none() && outcome.is_some_and(|outcome| outcome.opens.is_some())
    }))
}

impl Screen<Desk> for Returning {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, flow_returning_title))
            .right(say::when::title(view.now, view.words))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let (number, subject, who) = COLUMNS;
        let head = Row::new()
            .gap(6 + crate::tui::mark_width(words))
            .cell_toned(Tone::Heading, number, t!(words, flow_head_no))
            .cell_toned(Tone::Heading, subject, t!(words, flow_head_subject))
            .cell_toned(Tone::Heading, who, t!(words, flow_head_taken_by))
            .toned(Tone::Heading, t!(words, flow_head_state));
        canvas.row(0, &head);
        if self.lines.is_empty() {
            canvas.text(8, 1, Tone::Plain, t!(words, flow_nothing_out));
        }
        let height = canvas.height().saturating_sub(1);
        let rest = canvas.width().saturating_sub(number + subject + who + 9);
        let lines = &self.lines;
        let mut body = canvas.part(1, height);
        self.list.draw(&mut body, (1, 0), height, true, |row| {
            let Some(line) = lines.get(row) else {
                return Row::new();
            };
            let digit = List::digit(row);
            Row::new()
                .gap(3)
                .cell(2, digit)
                .mark(line.mark, words)
                .gap(1)
                .cell(number, &line.number)
                .cell(subject, &line.subject)
                .cell(who, &line.who)
                .cell(rest, &line.state)
        });
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        match self.selected() {
            Some(Line {
                next: After::NeverLeft,
                ..
            }) => t!(view.words, flow_hint_never_left),
            Some(_) => t!(view.words, flow_hint_out),
            None => t!(view.words, flow_hint_nothing),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let mut offers = vec![
            Offer::Digits(t!(view.words, flow_key_choose)),
            Action::Up.into(),
            Action::Down.into(),
            Action::PageUp.quietly(),
            Action::PageDown.quietly(),
            Action::Open.quietly(),
            Action::ReportUnconfirmed.into(),
        ];
        if let Some(Line {
            next: After::Back(_),
            ..
        }) = self.selected()
        {
            offers.push(Action::Extend.into());
        }
        offers.extend([Action::Back.into(), Action::Help.into()]);
        offers
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if self.list.key(key) {
            return Next::Stay;
        }
        if key.burst || key.repeat {
            return Next::Pass;
        }
        match (key.action, key.digit()) {
            (Some(Action::Open), _) => match self.list.selected() {
                Some(row) => self.go(row, cx),
                None => Next::Stay,
            },
            (Some(Action::ReportUnconfirmed), _) => self.report(cx.desk()),
            (Some(Action::Extend), _) => match self.selected() {
                Some(line) if matches!(line.next, After::Back(_)) => {
                    Next::push(Wizard::extend(line.case).owned(self.owner))
                }
                _ => Next::Stay,
            },
            (_, Some(digit)) if digit > 0 && usize::from(digit) <= self.lines.len() => {
                self.go(usize::from(digit) - 1, cx)
            }
            _ => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        match lines(cx.desk(), words) {
            Ok(lines) => {
                self.list.set_len(lines.len());
                self.lines = lines;
            }
            Err(why) => cx.refuse(say::refusal::desk(&why, words)),
        }
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, flow_returning_help),
            clauses: Vec::new(),
        }
    }
}
