//! 誤送信のおそれがあります: the dispatch is recorded as it was, and it is not what was checked.

use crate::desk::{Desk, INCIDENT};
use crate::journal::CaseId;
use crate::locale::Locale;
use crate::procedure::{disagreements, next_steps};
use crate::t;
use crate::tui::say;
use crate::tui::screens::start::{Incident, Known};
use crate::tui::screens::wizard::Wizard;
use crate::tui::{Action, Canvas, Context, Cx, Key, Next, Offer, Screen, Title, Tone, View};

/// What differs, and the way to the first notice of an incident.
#[derive(Debug)]
pub struct Missent {
    case: CaseId,
    said: String,
    number: String,
    fields: Vec<String>,
}

impl Missent {
    pub(in crate::tui::screens) fn new(case: CaseId, said: String) -> Self {
        Self {
            case,
            said,
            number: String::new(),
            fields: Vec::new(),
        }
    }

    /// The first notice of the incident that the dispatch has opened.
    fn incident(&self, desk: &Desk, words: Locale) -> Wizard {
        let Ok(view) = desk.view() else {
            return Incident::open(Known::default());
        };
        let child = || {
            let row = view.case_row(self.case).ok()??;
            let of = |child: &crate::procedure::Child| child.procedure.0 == INCIDENT;
            let mut open = row.case.children.iter().filter(|(_, c)| of(c) && !c.closed);
            let opened = view.case_row(*open.next()?.0).ok()??;
            let next = next_steps(&view.world(), &opened.case).into_iter().next()?;
            Some(Wizard::step(opened.case.id, vec![next.step]))
        };
        let known = || Known::of_case(&view, self.case, None, words);
        child().unwrap_or_else(|| Incident::open(known()))
    }
}

impl Screen<Desk> for Missent {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(
            view.words,
            flow_missent_title,
            case = self.number.as_str()
        ))
        .right(say::when::title(view.now, view.words))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let y = canvas.paragraph(2, 1, Tone::Notice, &self.said);
        let y = canvas.paragraph(2, y + 1, Tone::Refusal, t!(words, flow_missent));
        let mut y = y + 1;
        for field in &self.fields {
            y = canvas.paragraph(4, y, Tone::Plain, field);
        }
        let y = canvas.paragraph(2, y + 1, Tone::Plain, t!(words, flow_missent_now));
        canvas.cursor(2, y);
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        t!(view.words, flow_missent_hint)
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Offer::Digits(t!(view.words, flow_key_incident)),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if key.digit() == Some(9) && cx.armed(key) {
            return Next::replace(self.incident(cx.desk(), cx.words()));
        }
        Next::Pass
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let Ok(view) = cx.desk().view() else {
            return Next::Stay;
        };
        if let Ok(Some(row)) = view.case_row(self.case)
            && let Some(def) = view.catalogue().get(&row.case.procedure)
        {
            self.number = say::case_no(row.form_no, row.number, words);
            let found = disagreements(def, &row.case, &crate::procedure::Values::new());
            self.fields = found.iter().map(|id| say::field(def, id, words)).collect();
        }
        Next::Stay
    }
}
