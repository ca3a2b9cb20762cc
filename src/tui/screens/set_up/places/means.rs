//! The means that the office uses, and the 届出 of one.

use super::{Over, Places};
use crate::desk::set_up_file::{Draft, DraftMeans};
use crate::office::ProfileId;
use crate::t;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::screens::set_up::page::{Look, Turn};
use crate::tui::{Action, Key};

impl Places {
    pub(super) fn means_key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        let chosen = self.means.selected().and_then(|nth| self.choices.get(nth));
        let Some(choice) = chosen else {
            return Turn::Pass;
        };
        let contractor = draft.profile == Some(ProfileId::Contractor);
        let used = draft.means.iter().position(|m| m.id == choice.id);
        match (key.action, used) {
            (Some(Action::ChangeRole), Some(at)) => {
                draft.means.remove(at);
                Turn::Changed
            }
            (Some(Action::ChangeRole), None) if !contractor => {
                draft.means.push(DraftMeans {
                    id: choice.id.clone(),
                    notice: None,
                });
                Turn::Changed
            }
            // A contractor's means is in use with its 届出, or not at all.
            (Some(Action::ChangeRole | Action::Open), _) if contractor => {
                let old = used.and_then(|at| draft.means.get(at));
                let old = old.and_then(|m| m.notice.as_ref()).map(ToString::to_string);
                let field = Entry::line(t!(look.words, setup_notice), 60, 40)
                    .with(&old.unwrap_or_default())
                    .hint(t!(look.words, setup_notice_hint));
                self.over = Over::Notice(Form::new(vec![field]), choice.id.clone());
                Turn::Opened
            }
            _ if self.means.key(key) => Turn::Taken,
            _ => Turn::Pass,
        }
    }

    pub(super) fn notice_key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        let Over::Notice(form, id) = &mut self.over else {
            return Turn::Pass;
        };
        match form.key(key, look.words) {
            FormTurn::Pass | FormTurn::Taken => Turn::Taken,
            FormTurn::Refused(why) => Turn::Refused(why),
            FormTurn::Left => {
                self.over = Over::Nothing;
                Turn::Opened
            }
            FormTurn::Done if form.text(0).is_blank() => {
                Turn::Refused(t!(look.words, setup_notice_hint))
            }
            FormTurn::Done => {
                let notice = Some(form.text(0));
                let id = std::mem::take(id);
                match draft.means.iter_mut().find(|m| m.id == id) {
                    Some(means) => means.notice = notice,
                    None => draft.means.push(DraftMeans { id, notice }),
                }
                self.over = Over::Nothing;
                Turn::Changed
            }
        }
    }
}
