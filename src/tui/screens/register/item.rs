//! One item of the register with everything that was done with it.

use super::change::Change;
use super::say;
use crate::desk::{Desk, INCIDENT, RegisterLine, SENDING, TAKE_OUT, TraceLine};
use crate::journal::HoldingId;
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::{FieldId, HoldingLine, Value, Values};
use crate::t;
use crate::tui::say::{case_no, person, refusal, when};
use crate::tui::screens::case::CaseScreen;
use crate::tui::screens::start::{Incident, Known};
use crate::tui::screens::wizard::Wizard;
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use std::sync::Arc;

/// Of how many cases the history is shown.
const CASES: usize = 500;
/// Columns of the history.
const DAY: u16 = 14;
const DID: u16 = 22;
const COUNT: u16 = 8;
const WHO: u16 = 14;

/// What can be begun with an item, in the order of the digits.
const BEGIN: [&str; 9] = [
    "use",
    "copy",
    "move",
    TAKE_OUT,
    SENDING,
    "stocktake",
    "disposal",
    "receipt",
    // On the digit that it has everywhere.
    INCIDENT,
];

/// One item.
pub struct ItemScreen {
    id: HoldingId,
    office: Option<Arc<Office>>,
    line: Option<RegisterLine>,
    traces: Vec<TraceLine>,
    /// What can be begun here, by title.
    begin: Vec<(&'static str, String)>,
    list: List,
    fault: Option<String>,
}

impl ItemScreen {
    /// That item.
    #[must_use]
    pub fn of(id: HoldingId) -> Self {
        Self {
            id,
            office: None,
            line: None,
            traces: Vec::new(),
            begin: Vec::new(),
            list: List::default(),
            fault: None,
        }
    }

    fn look<A>(&mut self, cx: &Cx<'_, Desk, A>) {
        let words = cx.words();
        let found = cx.desk().view().and_then(|view| {
            self.line = view.register_line(self.id)?;
            self.traces = view.holding_history(self.id, CASES)?;
            self.begin = BEGIN
                .iter()
                .filter_map(|id| {
                    let def = view.catalogue().latest(&(*id).into())?;
                    let title = def.title.get(crate::tui::say::tongue(words));
                    Some((*id, title.to_owned()))
                })
                .collect();
            self.office = Some(Arc::clone(&view.office));
            Ok(())
        });
        self.fault = found.err().map(|why| refusal::desk(&why, words));
        self.list.set_len(self.traces.len());
    }

    /// The rows above the history.
    fn head(&self, office: &Office, words: Locale) -> Vec<String> {
        let Some(line) = &self.line else {
            return Vec::new();
        };
        let item = &line.item;
        let mut rows = vec![item.title.to_string()];
        let mut sums = vec![t!(
            words,
            register_item_count,
            count = item.count,
            left = line.left
        )];
        if line.out > 0 {
            sums.push(t!(words, register_item_out, count = line.out));
        }
        if line.missing > 0 {
            sums.push(t!(words, register_item_missing, count = line.missing));
        }
        if line.disposed > 0 {
            sums.push(t!(words, register_item_disposed, count = line.disposed));
        }
        if line.returned > 0 {
            sums.push(t!(words, register_item_returned, count = line.returned));
        }
        rows.push(sums.join("   "));
        let mut facts = vec![say::media(&item.media, words)];
        let place = say::place(line, office);
        if !place.is_empty() {
            facts.push(place);
        }
        let special = say::kinds(&item.special, words);
        facts.push(format!("{} {special}", t!(words, register_special)));
        if let Some(list) = item.list {
            facts.push(format!("{}{}", t!(words, register_list), list.letter()));
        }
        rows.push(facts.join("   "));
        if let Some(task) = &item.task {
            rows.push(format!("{} {task}", t!(words, register_task)));
        }
        if let Some(keep) = &item.keep {
            rows.push(t!(
                words,
                register_item_keep,
                basis = keep.basis.as_str(),
                until = when::date(keep.until, words)
            ));
        }
        for part in &line.kept {
            rows.push(t!(
                words,
                register_item_kept,
                count = part.count,
                basis = part.basis.as_str(),
                until = when::date(part.until, words)
            ));
        }
        if !line.held {
            rows.push(t!(words, register_item_not_held));
        }
        rows
    }

    /// Column and row of what can be begun, as many to a row as there is room for.
    fn places(&self, canvas: &Canvas<'_>) -> Vec<(u16, u16)> {
        let (mut x, mut y) = (2, 0);
        let place = |(_, title): &(&str, String)| {
            let wide = canvas.ink().width(title) + 4;
            if x + wide > canvas.width() && x > 2 {
                (x, y) = (2, y + 1);
            }
            let here = (x, y);
            x += wide;
            here
        };
        self.begin.iter().map(place).collect()
    }

    fn begin(&self, nth: usize, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let (Some(line), Some((id, _))) = (&self.line, self.begin.get(nth)) else {
            return Next::Stay;
        };
        if *id == INCIDENT {
            return match cx.desk().view() {
                Ok(view) => Next::push(Incident::open(Known::of_item(&view, line))),
                Err(error) => {
                    cx.refuse(refusal::desk(&error, cx.words()));
                    Next::Stay
                }
            };
        }
        // What and where from are known; how many is always asked (SCREENS §9).
        let picked = HoldingLine {
            count: 0,
            ..line.expected()
        };
        let documents = Value::HoldingLines(vec![picked]);
        let values = Values::from([(FieldId::from("documents"), documents)]);
        Next::push(Wizard::begin(id, values))
    }
}

impl Screen<Desk> for ItemScreen {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let number = self.id.0.to_string();
        Title::new(t!(view.words, register_item_title, number = number))
            .right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let Some(office) = self.office.clone() else {
            return;
        };
        let mut y = 0;
        for (nth, row) in self.head(&office, words).into_iter().enumerate() {
            let tone = if nth == 0 { Tone::Heading } else { Tone::Plain };
            let text = canvas.ink().cut(&row, canvas.width() - 4).into_owned();
            canvas.text(2, y, tone, text);
            y += 1;
        }
        canvas.rule(y);
        y += 1;
        let begin = self.places(canvas);
        let foot = 2 + begin.last().map_or(0, |(_, down)| *down);
        let rows = canvas.height().saturating_sub(y + foot + 1);
        let heading = if self.traces.is_empty() {
            t!(words, register_item_nothing)
        } else {
            t!(words, register_item_history, count = self.traces.len())
        };
        canvas.text(2, y, Tone::Faint, heading);
        let traces = &self.traces;
        self.list.draw(canvas, (1, y + 1), rows, true, |nth| {
            let Some(trace) = traces.get(nth) else {
                return Row::new();
            };
            let day = when::moment(trace.did.happened.0, view.now, words);
            Row::new()
                .gap(2)
                .cell(DAY, day)
                .cell(DID, say::did(trace, &office, words))
                .cell(COUNT, trace.did.count.to_string())
                .cell(WHO, person(&office, trace.did.by))
                .text(case_no(trace.form_no, trace.number, words))
        });
        let at = canvas.height().saturating_sub(foot);
        canvas.rule(at);
        for (nth, ((_, title), (x, down))) in self.begin.iter().zip(begin).enumerate() {
            let y = at + 1 + down;
            let end = canvas.text(x, y, Tone::Key, (nth + 1).to_string());
            canvas.text(end + 1, y, Tone::Plain, title);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        match &self.fault {
            Some(fault) => fault.clone(),
            None => t!(view.words, register_item_hint),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        vec![
            Offer::Digits(t!(words, register_item_digits)),
            Action::Open.into(),
            Action::Add.called(t!(words, register_key_change)),
            Action::NextStep.called(t!(words, register_key_end)),
            Action::Up.into(),
            Action::Down.into(),
            Action::PageDown.quietly(),
            Action::PageUp.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        match key.action {
            Some(Action::Add) => return Next::push(Change::item(self.id)),
            Some(Action::NextStep) => return Next::push(Change::end(self.id)),
            Some(Action::Open) => {
                let at = self.list.selected().and_then(|nth| self.traces.get(nth));
                return match at {
                    Some(trace) => Next::push(CaseScreen::new(trace.case, None)),
                    None => Next::Stay,
                };
            }
            _ => {}
        }
        if self.list.key(key) {
            return Next::Stay;
        }
        match key.nth() {
            Some(nth) => self.begin(nth, cx),
            None => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, register_item_help),
            clauses: Vec::new(),
        }
    }
}
