//! The forms at hand, as the catalogue has them: a new layout is one more line by itself. From a
//! case, those that tell of it.

use super::ask::Ask;
use super::preview::Preview;
use super::{Wish, year_of};
use crate::desk::paper::takes;
use crate::desk::{Desk, Period, View as Look, Wanted};
use crate::form::{Layout, Per};
use crate::journal::{CaseId, PersonNo};
use crate::locale::Locale;
use crate::procedure::Law;
use crate::t;
use crate::text::width;
use crate::tui::say::{self, when};
use crate::tui::screens::cases::Cases;
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};

/// The forms.
#[derive(Default)]
pub struct Papers {
    owner: Option<PersonNo>,
    case: Option<CaseId>,
    name: String,
    lines: Vec<Line>,
    list: List,
    fault: Option<String>,
}

/// One form.
struct Line {
    id: String,
    number: String,
    title: String,
    per: Per,
    law: Option<Law>,
    /// What is wanted of it, where that follows from the case.
    wanted: Option<Wanted>,
}

impl Papers {
    /// All forms; on an own terminal its owner signs.
    #[must_use]
    pub fn all(owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            ..Self::default()
        }
    }

    /// Those that tell of a case: its own sheets, and the year's in which it is a line.
    #[must_use]
    pub fn of_case(case: CaseId, owner: Option<PersonNo>) -> Self {
        Self {
            case: Some(case),
            ..Self::all(owner)
        }
    }

    fn load(&mut self, view: &Look, words: Locale) -> Result<(), String> {
        let forms = view
            .forms()
            .map_err(|e| say::paper::not_filled(&e, words))?;
        let told = |e| say::refusal::desk(&e, words);
        let row = match self.case {
            Some(case) => view.case_row(case).map_err(told)?,
            None => None,
        };
        self.name = row.as_ref().map_or_else(String::new, |row| {
            say::headline(view, &view.case_line(row), words)
        });
        let wanted = |layout: &Layout| {
            let row = row.as_ref()?;
            let period = match layout.per {
                Per::Case => Period::Case(row.case.id),
                Per::FiscalYear => year_of(row.case.opened.0.date()),
                Per::PlaceMonth | Per::Register => return None,
            };
            takes(view, layout, row).then_some(Wanted {
                period,
                place: None,
            })
        };
        let lines = forms.all().iter().map(|layout| Line {
            id: layout.id.clone(),
            number: say::paper::number(layout, view, words),
            title: say::paper::title(layout, words),
            per: layout.per,
            law: match layout.law.as_str() {
                "locking" => Some(Law::Locking),
                "take-out" => Some(Law::TakeOut),
                "sending" => Some(Law::Sending),
                "record" => Some(Law::Record),
                _ => None,
            },
            wanted: wanted(layout),
        });
        self.lines = lines
            .filter(|line| self.case.is_none() || line.wanted.is_some())
            .collect();
        self.list.set_len(self.lines.len());
        Ok(())
    }

    fn go(&self) -> Next<Desk> {
        let Some(line) = self.list.selected().and_then(|nth| self.lines.get(nth)) else {
            return Next::Stay;
        };
        match (line.wanted, line.per) {
            (Some(wanted), _) => Next::push(Preview::of(Wish {
                form: line.id.clone(),
                wanted,
                owner: self.owner,
            })),
            (None, Per::Case) => Next::push(Cases::for_form(
                line.id.clone(),
                line.title.clone(),
                line.law,
                self.owner,
            )),
            (None, Per::Register) => Next::push(Preview::of(Wish {
                form: line.id.clone(),
                wanted: Wanted {
                    period: Period::Now,
                    place: None,
                },
                owner: self.owner,
            })),
            (None, per) => Next::push(Ask::of(&line.id, &line.title, per, self.owner)),
        }
    }
}

impl Screen<Desk> for Papers {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, more_paper))
            .middle(self.name.as_str())
            .right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        if let Some(fault) = &self.fault {
            canvas.paragraph(2, 1, Tone::Refusal, fault);
            return;
        }
        canvas.text(1, 0, Tone::Heading, t!(words, paper_which));
        let rows = canvas.height().saturating_sub(3);
        let lines = &self.lines;
        let columns = |of: fn(&Line) -> &str| {
            let widest = lines.iter().map(|line| width(of(line))).max();
            u16::try_from(widest.unwrap_or(0)).unwrap_or(50).min(50)
        };
        let per = |line: &Line| match line.per {
            Per::PlaceMonth => t!(words, paper_per_month),
            Per::FiscalYear => t!(words, paper_per_year),
            Per::Case => t!(words, paper_per_case),
            Per::Register => t!(words, paper_per_register),
        };
        let last = lines.iter().map(|line| width(&per(line))).max();
        let last = u16::try_from(last.unwrap_or(0)).unwrap_or(20);
        let (numbers, titles) = (columns(|l| &l.number), columns(|l| &l.title));
        // What a form covers is read before the end of a long title: 1 and 3 before, 2 for the
        // digit, 2 behind each column.
        let room = canvas.width().saturating_sub(11 + numbers + last);
        let titles = titles.min(room);
        self.list.draw(canvas, (1, 2), rows, true, |nth| {
            let Some(line) = lines.get(nth) else {
                return Row::new();
            };
            let digit = List::digit(nth);
            Row::new()
                .gap(3)
                .cell_toned(Tone::Key, 2, digit)
                .cell(numbers + 2, &line.number)
                .cell(titles + 2, &line.title)
                .toned(Tone::Faint, per(line))
        });
        if self.list.below() > 0 {
            let more = t!(words, setup_more, count = self.list.below());
            canvas.text(3, rows + 2, Tone::Faint, more);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        t!(view.words, paper_which_hint)
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Offer::Digits(t!(view.words, explain_digits)),
            Action::Open.into(),
            Action::Up.into(),
            Action::Down.into(),
            Action::PageUp.quietly(),
            Action::PageDown.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn key(&mut self, key: &Key, _: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if let Some(nth) = key.nth() {
            if nth >= self.lines.len() {
                return Next::Stay;
            }
            self.list.select(nth);
            return self.go();
        }
        match key.action {
            Some(Action::Open) => self.go(),
            _ if self.list.key(key) => Next::Stay,
            _ => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let looked = cx.desk().view();
        let looked = looked.map_err(|e| say::refusal::desk(&e, words));
        self.fault = looked.and_then(|view| self.load(&view, words)).err();
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, paper_help),
            clauses: Vec::new(),
        }
    }
}
