//! What a signature in the inbox lacked (training, 届出, 承諾), and the way there and back in one key.

use super::Inbox;
use crate::calendar::Happened;
use crate::desk::{Desk, LeftOut, Why};
use crate::procedure::{Facts as _, Missing, Refusal};
use crate::t;
use crate::tui::say::{self, refusal, refusal::Told};
use crate::tui::screens::signing::Answer;
use crate::tui::screens::wizard::Wizard;
use crate::tui::{Cx, Next};

impl Inbox {
    /// Keeps the first thing that these lacked; whether there is one.
    pub(super) fn lacked(&mut self, left: &[LeftOut], cx: &mut Cx<'_, Desk, Answer>) -> bool {
        self.lacks = left.iter().find_map(|left| match &left.why {
            Why::Rules(refusal) => match refusal.as_ref() {
                Refusal::FactsMissing { missing, .. } => missing.first().cloned(),
                _ => None,
            },
            _ => None,
        });
        if self.lacks.is_some() {
            cx.page_opened();
        }
        self.lacks.is_some()
    }

    /// Says what is missing, with the key that leads there.
    pub(super) fn say_what_lacks(&self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let (Some(missing), Ok(view)) = (&self.lacks, cx.desk().view()) else {
            return;
        };
        let all: &[Missing] = std::slice::from_ref(missing);
        let why = refusal::missing(all, Told::new(&view, words));
        let procedure = say::procedure(&view, &missing.by, words);
        cx.refuse(t!(words, inbox_lacks, why = why, procedure = procedure));
    }

    /// F3: to what gives it. The marks wait.
    pub(super) fn open_missing(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(missing) = self.lacks.clone() else {
            return Next::Pass;
        };
        if let Some(signing) = &mut self.signing {
            signing.hide();
        }
        let Ok(view) = cx.desk().view() else {
            return Next::Stay;
        };
        match Wizard::giving(&view, missing, words) {
            Some(wizard) => Next::push(wizard.owned(self.owner)),
            None => Next::Stay,
        }
    }

    /// Back from there, or at the beginning.
    pub(super) fn came_back(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let (Some(missing), Ok(view)) = (&self.lacks, cx.desk().view()) else {
            return;
        };
        let cut = view.office.settings.cut;
        let known = view.known(&missing.fact, &missing.subject);
        if known.is_ok_and(|known| known.at(Happened(cx.now()), cut, None).is_ok()) {
            self.lacks = None;
            cx.say(t!(words, inbox_lacks_no_more));
        } else {
            self.say_what_lacks(cx);
        }
    }
}
