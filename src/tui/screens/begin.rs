//! 記録を始める: every procedure of this office that a person begins and that no key of the board
//! begins.

use super::wizard::Wizard;
use crate::desk::{DUTY_MISSED, Desk, INCIDENT, SENDING, TAKE_OUT, YEAR_CLOSE};
use crate::locale::Locale;
use crate::procedure::{Definition, Law, Values, clause_under};
use crate::t;
use crate::tui::say::{self, refusal};
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};

/// Those that the board itself begins.
const AT_THE_BOARD: [&str; 3] = [TAKE_OUT, SENDING, INCIDENT];

/// What is begun from the sheet that it pins, or from the list of what is due.
fn begins_elsewhere(definition: &Definition) -> bool {
    let mut first = definition.steps.iter().filter(|step| step.opens_case());
    [DUTY_MISSED, YEAR_CLOSE].contains(&definition.id.0.as_str())
        || first.any(|step| step.covers.is_some())
}

/// One of them.
struct Known {
    id: String,
    title: String,
    clause: String,
}

/// The list.
#[derive(Default)]
pub struct Begin {
    known: Vec<Known>,
    list: List,
    fault: Option<String>,
}

impl Begin {
    fn load(&mut self, desk: &Desk, words: Locale) {
        self.fault = None;
        match desk.view() {
            Err(why) => self.fault = Some(refusal::desk(&why, words)),
            Ok(view) => {
                let profile = view.office.profile;
                self.known = view
                    .catalogue()
                    .in_use()
                    .filter(|d| d.law != Law::Locking)
                    .filter(|d| !AT_THE_BOARD.contains(&d.id.0.as_str()))
                    .filter(|d| !begins_elsewhere(d))
                    .filter(|d| d.is_under(profile))
                    .map(|d| Known {
                        id: d.id.0.clone(),
                        title: say::procedure(&view, &d.id, words),
                        clause: clause_under(&d.clauses, profile).map_or_else(String::new, |c| {
                            c.number.get(say::tongue(words)).to_owned()
                        }),
                    })
                    .collect();
                self.list.set_len(self.known.len());
            }
        }
    }
}

impl Screen<Desk> for Begin {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, more_begin)).right(say::when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.load(cx.desk(), cx.words());
        Next::Stay
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &View<'_, Desk>) {
        let rows = canvas.height().saturating_sub(1);
        let known = &self.known;
        self.list.draw(canvas, (1, 1), rows, true, |nth| {
            let Some(item) = known.get(nth) else {
                return Row::new();
            };
            let digit = List::digit(nth);
            Row::new()
                .gap(3)
                .cell_toned(Tone::Key, 3, digit)
                .cell(50, item.title.as_str())
                .toned(Tone::Faint, item.clause.as_str())
        });
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        match &self.fault {
            Some(fault) => fault.clone(),
            None => t!(view.words, more_begin_hint),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Offer::Digits(t!(view.words, setup_key_choose)),
            Action::Up.into(),
            Action::Down.into(),
            Action::Open.into(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn key(&mut self, key: &Key, _: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let chosen = match key.action {
            Some(Action::Open) => self.list.selected(),
            _ => key.nth(),
        };
        match chosen.and_then(|nth| self.known.get(nth)) {
            Some(item) => Next::push(Wizard::begin(&item.id, Values::new())),
            None if self.list.key(key) => Next::Stay,
            None => Next::Pass,
        }
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, more_begin_help),
            clauses: Vec::new(),
        }
    }
}
