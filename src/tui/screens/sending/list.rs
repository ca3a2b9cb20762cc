//! The sendings in progress, each with the step it waits for.

use crate::desk::{Desk, SENDING};
use crate::journal::{CaseId, PersonNo, Role};
use crate::locale::Locale;
use crate::procedure::{DefId, Law, StepId, Values};
use crate::t;
use crate::tui::Mark;
use crate::tui::say;
use crate::tui::screens::wizard::draft::{self, DraftKey};
use crate::tui::screens::wizard::{Wizard, steps_of};
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View, mark_width,
};

/// Columns of the case, what it is about, and the step.
const COLUMNS: (u16, u16, u16) = (8, 22, 15);

/// 4送付.
#[derive(Debug)]
pub struct SendingList {
    lines: Vec<Line>,
    /// The first row is a new sending.
    list: List,
    /// When a draft was left, in words.
    draft: Option<String>,
    owner: Option<PersonNo>,
}

/// One sending in progress.
#[derive(Debug)]
struct Line {
    case: CaseId,
    steps: Vec<StepId>,
    number: String,
    subject: String,
    step: String,
    who: String,
    since: String,
}

impl SendingList {
    pub(in crate::tui::screens) fn new() -> Self {
        Self {
            lines: Vec::new(),
            list: List::new(1),
            draft: None,
            owner: None,
        }
    }

    /// On a terminal with an owner.
    #[must_use]
    pub fn owned(mut self, owner: Option<PersonNo>) -> Self {
        self.owner = owner;
        self
    }

    fn look(&mut self, cx: &mut Cx<'_, Desk, ()>) {
        let words = cx.words();
        match lines(cx.desk(), words) {
            Ok((lines, draft)) => {
                self.lines = lines;
                self.draft = draft;
                self.list.set_len(self.lines.len() + 1);
            }
            Err(why) => cx.refuse(say::refusal::desk(&why, words)),
        }
    }

    fn open(&self, row: usize) -> Next<Desk> {
        if row == 0 {
            return Next::push(Wizard::begin(SENDING, Values::new()).owned(self.owner));
        }
        match self.lines.get(row - 1) {
            Some(line) => Next::push(Wizard::step(line.case, line.steps.clone()).owned(self.owner)),
            None => Next::Stay,
        }
    }
}

/// What is in progress, oldest wait first, and whether something was left unsigned.
fn lines(
    desk: &Desk,
    words: Locale,
) -> Result<(Vec<Line>, Option<String>), crate::desk::DeskError> {
    let view = desk.view()?;
    let mut found = Vec::new();
    for open in view.open_rows()? {
        if open.law != Law::Sending {
            continue;
        }
        // What anybody may do now comes before what waits for a manager.
        let wait = open
            .waits
            .iter()
            .filter(|wait| !wait.optional)
            .min_by_key(|wait| !wait.roles.contains(&Role::Staff));
        let Some(wait) = wait else { continue };
        let (Some(row), Some(def)) = (
            view.case_row(open.case)?,
            view.catalogue().get(&open.procedure),
        ) else {
            continue;
        };
        let anybody = wait.roles.contains(&Role::Staff);
        let back = say::sent_back(&row.case, &wait.step);
        let since = back.map_or(wait.since, |(note, _)| note.recorded);
        let who = match (back, wait.excluded.as_slice()) {
            (Some((_, author)), _) => {
                let name = say::family(&view.office, author);
                t!(words, board_wait_sent_back, name = name)
            }
            _ if !anybody => say::role(&view.office, Role::Manager, words),
            (None, [one]) => t!(words, flow_not, who = say::family(&view.office, *one)),
            _ => String::new(),
        };
        found.push((
            since,
            Line {
                case: open.case,
                steps: steps_of(def, &row, &wait.step),
                number: say::case_no(open.form_no, open.number, words),
                subject: subject(&open.subject, def, &row, &view, words),
                step: say::step(def, &wait.step, words),
                who,
                since: say::when::since(since, view.now, words),
            },
        ));
    }
    found.sort_by_key(|(since, _)| *since);
    let key = DraftKey::New(DefId::from(SENDING));
    let draft = draft::left(desk.folder(), &key);
    let draft = draft.map(|left| say::when::moment(left, view.now, words));
    Ok((found.into_iter().map(|(_, line)| line).collect(), draft))
}

/// The title and the means: how many is blind while a second check is awaited.
fn subject(
    subject: &crate::desk::Subject,
    def: &crate::procedure::Definition,
    row: &crate::desk::CaseRow,
    view: &crate::desk::View,
    words: Locale,
) -> String {
    if crate::procedure::hidden(def, &row.case).is_empty() {
        return say::subject(subject, Law::Sending, view, words);
    }
    subject.title.to_string()
}

impl Screen<Desk> for SendingList {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, flow_sending_title)).right(say::when::title(view.now, view.words))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let (number, subject, step) = COLUMNS;
        let head = Row::new()
            .gap(6 + mark_width(words))
            .cell_toned(Tone::Heading, number, t!(words, flow_head_case))
            .cell_toned(Tone::Heading, subject, t!(words, flow_head_subject))
            .cell_toned(Tone::Heading, step, t!(words, flow_head_step))
            .toned(Tone::Heading, t!(words, flow_head_who));
        canvas.row(0, &head);
        let height = canvas.height().saturating_sub(1);
        let rest = canvas.width().saturating_sub(number + subject + step + 10);
        let (lines, draft) = (&self.lines, &self.draft);
        let mut body = canvas.part(1, height);
        self.list.draw(&mut body, (1, 0), height, true, |row| {
            let Some(line) = row.checked_sub(1).and_then(|nth| lines.get(nth)) else {
                let mut new = Row::new()
                    .gap(6 + mark_width(words))
                    .text(t!(words, flow_new_sending));
                if let Some(when) = draft {
                    new = new.gap(3).text(t!(words, flow_draft, when = when.as_str()));
                }
                return new;
            };
            let digit = List::digit(row - 1);
            Row::new()
                .gap(3)
                .cell(2, digit)
                .mark(Mark::Waiting, words)
                .gap(1)
                .cell(number, &line.number)
                .cell(subject.saturating_sub(1), &line.subject)
                .gap(1)
                .cell(step.saturating_sub(1), &line.step)
                .gap(1)
                .cell(rest, format!("{} {}", line.who, line.since).trim())
        });
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        t!(view.words, flow_sending_hint)
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Offer::Digits(t!(view.words, flow_key_go_on)),
            Action::Open.into(),
            Action::New.into(),
            Action::Up.into(),
            Action::Down.into(),
            Action::PageUp.quietly(),
            Action::PageDown.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn key(&mut self, key: &Key, _: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if self.list.key(key) {
            return Next::Stay;
        }
        if key.burst || key.repeat {
            return Next::Pass;
        }
        match (key.action, key.digit()) {
            (Some(Action::Open), _) => self.open(self.list.selected().unwrap_or(0)),
            (Some(Action::New), _) => self.open(0),
            (_, Some(digit)) if digit > 0 && usize::from(digit) <= self.lines.len() => {
                self.open(usize::from(digit))
            }
            _ => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, flow_sending_help),
            clauses: Vec::new(),
        }
    }
}
