//! What an opened record asks before it can be marked: which steps one signature covers, what
//! becomes of each line, and the decisions that its step wants.

use crate::desk::{CaseRow, InboxItem, View};
use crate::locale::Locale;
use crate::procedure::{ChoiceId, Definition, FieldId, Kind, StepId, Value, Values, pages};
use crate::t;
use crate::tui::say;
use crate::tui::widgets::Choice;
use crate::tui::{Canvas, Key, Tone};
use std::collections::BTreeMap;

/// One question with its numbered answers.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    what: What,
    label: String,
    choice: Choice,
}

#[derive(Debug, Clone)]
enum What {
    /// Which run of steps; the longest is chosen already.
    Steps(Vec<Vec<StepId>>),
    /// What became of a line.
    Line(u16, Vec<ChoiceId>),
    /// A choice field of the step.
    Field(FieldId, Vec<ChoiceId>),
}

/// Everything that one record asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Asks {
    first: Vec<StepId>,
    asks: Vec<Ask>,
    /// Something must be filled in that no digit answers: the wizard does that.
    pub(super) form: bool,
}

impl Asks {
    pub(super) fn of(
        view: &View,
        item: &InboxItem,
        row: &CaseRow,
        definition: &Definition,
        words: Locale,
    ) -> Self {
        let tongue = say::tongue(words);
        let mut asks = Self {
            first: item.chains.first().cloned().unwrap_or_default(),
            ..Self::default()
        };
        if item.chains.len() > 1 {
            let between = t!(words, case_between);
            let options = item.chains.iter().map(|steps| {
                let titles: Vec<String> = steps
                    .iter()
                    .map(|id| say::step(definition, id, words))
                    .collect();
                titles.join(&between)
            });
            let mut choice = Choice::new(options.collect());
            choice.set(Some(0));
            asks.asks.push(Ask {
                what: What::Steps(item.chains.clone()),
                label: t!(words, inbox_choose_steps),
                choice,
            });
        }
        for step in asks.first.iter().filter_map(|id| definition.step(id)) {
            if step.each.is_some() && !step.outcome.is_empty() {
                let outcomes = say::outcomes(step);
                let ids: Vec<ChoiceId> = outcomes.iter().map(|(id, _)| (*id).clone()).collect();
                for line in &item.wait.lines {
                    let options = outcomes
                        .iter()
                        .map(|(_, outcome)| outcome.label.get(tongue).to_owned());
                    let what = line_title(row, step.each.as_ref(), *line);
                    asks.asks.push(Ask {
                        what: What::Line(*line, ids.clone()),
                        label: t!(words, inbox_choose_line, line = *line + 1, what = what),
                        choice: Choice::new(options.collect()),
                    });
                }
            }
            for page in pages(definition, row.case.profile, &step.id, &row.case.values) {
                for field in page.fields {
                    let filled = !step.is_repeated() && row.case.values.contains_key(&field.id);
                    if !field.required || filled {
                        continue;
                    }
                    if field.kind != Kind::Choice {
                        asks.form = true;
                        continue;
                    }
                    let offered = || field.offered(view.office.profile, None);
                    let options = offered().map(|choice| choice.label.get(tongue).to_owned());
                    let mut label = field.label.get(tongue).to_owned();
                    if let Some(clause) = say::clause(&field.clauses, view.office.profile, words) {
                        label = format!("{label} ({clause})");
                    }
                    asks.asks.push(Ask {
                        what: What::Field(
                            field.id.clone(),
                            offered().map(|c| c.id.clone()).collect(),
                        ),
                        label,
                        choice: Choice::new(options.collect()),
                    });
                }
            }
        }
        // What no digit answers is filled in elsewhere, and the rest of it with it.
        if asks.form {
            asks.asks.clear();
        }
        asks
    }

    pub(super) fn is_empty(&self) -> bool {
        self.asks.is_empty()
    }

    /// The question that waits: the first without an answer.
    pub(super) fn open(&self) -> Option<&Ask> {
        self.asks.iter().find(|ask| ask.choice.chosen().is_none())
    }

    /// How many questions must be on the screen at once: the steps, and the one that waits.
    fn shown(&self) -> Vec<usize> {
        let mut shown = Vec::new();
        if let Some(steps) = self.position(|ask| matches!(ask.what, What::Steps(_))) {
            shown.push(steps);
        }
        let open = self.position(|ask| ask.choice.chosen().is_none());
        let last = self.asks.len().checked_sub(1);
        if let Some(current) = open.or(last)
            && !shown.contains(&current)
        {
            shown.push(current);
        }
        shown
    }

    fn position(&self, which: impl Fn(&Ask) -> bool) -> Option<usize> {
        self.asks.iter().position(which)
    }

    /// A digit answers the question that waits, or the last one anew. Whether it was for one.
    pub(super) fn digit(&mut self, key: &Key) -> bool {
        let open = self.position(|ask| ask.choice.chosen().is_none());
        let last = self.asks.len().checked_sub(1);
        match open.or(last).and_then(|nth| self.asks.get_mut(nth)) {
            Some(ask) => ask.choice.key(key),
            None => false,
        }
    }

    /// The next, or the former, of the runs of steps; where there is none to choose, the last answer
    /// is taken back. Whether anything changed.
    pub(super) fn turn(&mut self, forward: bool) -> bool {
        let steps = self
            .asks
            .iter_mut()
            .find(|ask| matches!(ask.what, What::Steps(_)));
        if let Some(ask) = steps {
            let count = ask.choice.options().len();
            let now = ask.choice.chosen().unwrap_or(0);
            let next = if forward {
                (now + 1).min(count.saturating_sub(1))
            } else {
                now.saturating_sub(1)
            };
            ask.choice.set(Some(next));
            return next != now;
        }
        if forward {
            return false;
        }
        match self
            .asks
            .iter_mut()
            .rev()
            .find(|ask| ask.choice.chosen().is_some())
        {
            Some(ask) => {
                ask.choice.set(None);
                true
            }
            None => false,
        }
    }

    /// The steps that will be signed.
    pub(super) fn steps(&self) -> Vec<StepId> {
        let chosen = self.asks.iter().find_map(|ask| match &ask.what {
            What::Steps(chains) => chains.get(ask.choice.chosen()?).cloned(),
            _ => None,
        });
        chosen.unwrap_or_else(|| self.first.clone())
    }

    /// What became of each line, as answered so far.
    pub(super) fn lines(&self) -> BTreeMap<u16, Option<ChoiceId>> {
        self.asks
            .iter()
            .filter_map(|ask| match &ask.what {
                What::Line(line, ids) => {
                    Some((*line, Some(ids.get(ask.choice.chosen()?)?.clone())))
                }
                _ => None,
            })
            .collect()
    }

    /// The decisions, as answered so far.
    pub(super) fn values(&self) -> Values {
        self.asks
            .iter()
            .filter_map(|ask| match &ask.what {
                What::Field(field, ids) => {
                    let id = ids.get(ask.choice.chosen()?)?;
                    Some((field.clone(), Value::Choice(id.clone())))
                }
                _ => None,
            })
            .collect()
    }

    /// The digits of the question that waits: 「1か2」.
    pub(super) fn digits(&self, words: Locale) -> String {
        let count = self.open().map_or(1, |ask| ask.choice.options().len());
        if count < 2 {
            return t!(words, inbox_one_digit, first = "1");
        }
        let last = count.to_string();
        if count == 2 {
            t!(words, inbox_or_digits, first = "1", last = last)
        } else {
            t!(words, inbox_to_digits, first = "1", last = last)
        }
    }

    /// How many rows the questions take.
    pub(super) fn rows(&self, columns: u16, ink: crate::tui::Ink) -> u16 {
        self.shown()
            .iter()
            .filter_map(|nth| self.asks.get(*nth))
            .map(|ask| ask.rows(columns, ink))
            .sum()
    }

    /// Paints them from row `y`, the cursor in the one that waits.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, mut y: u16, focus: bool) {
        for ask in self.shown().iter().filter_map(|nth| self.asks.get(*nth)) {
            let waits = ask.choice.chosen().is_none();
            let rows = ask.rows(canvas.width(), canvas.ink());
            if rows == 1 {
                let end = canvas.text(2, y, Tone::Plain, &ask.label);
                ask.choice.draw(canvas, end + 2, y, 0, focus && waits);
            } else {
                canvas.text(2, y, Tone::Plain, &ask.label);
                ask.choice.draw_rows(canvas, 4, y + 1);
                if focus && waits {
                    canvas.cursor(4, y + 1);
                }
            }
            y += rows;
        }
    }
}

impl Ask {
    /// One row where label and answers fit beside each other.
    fn rows(&self, columns: u16, ink: crate::tui::Ink) -> u16 {
        let options = self.choice.options();
        let wide: u16 = options.iter().map(|option| ink.width(option) + 5).sum();
        if ink.width(&self.label) + wide + 8 <= columns {
            1
        } else {
            u16::try_from(options.len()).unwrap_or(9) + 1
        }
    }
}

fn line_title(row: &CaseRow, each: Option<&FieldId>, line: u16) -> String {
    let nth = usize::from(line);
    match each.and_then(|each| row.case.values.get(each)) {
        Some(Value::HoldingLines(lines)) => lines.get(nth).map(|l| l.title.to_string()),
        Some(Value::RetainedLines(lines)) => lines.get(nth).map(|l| l.line.title.to_string()),
        _ => None,
    }
    .unwrap_or_default()
}
