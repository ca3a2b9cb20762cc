//! What would be signed and who may sign it; definitions are examined and signed by a worker.

use super::{Answer, Procedures, rows};
use crate::calendar::Recorded;
use crate::desk::Desk;
use crate::desk::adopt::read_definition;
use crate::form::Forms;
use crate::journal::{EntryId, PersonNo, Pin};
use crate::locale::Locale;
use crate::office::OfficeAct;
use crate::t;
use crate::tui::widgets::{Echo, Submit};
use crate::tui::{Cx, say};
use std::path::PathBuf;

/// What is to be signed.
#[derive(Clone)]
pub struct Planned {
    pub(super) act: OfficeAct,
    pub(super) sentence: String,
    /// Who signed first, where this is the countersignature.
    pub(super) first: Option<PersonNo>,
    /// It is about a form, not a procedure.
    pub(super) of_forms: bool,
}

impl Procedures {
    /// Reads, judges and proves behind the screen.
    pub(super) fn examine_file(path: PathBuf, cx: &mut Cx<'_, Desk, Answer>) {
        let label = t!(cx.words(), adopt_proving);
        cx.spawn_long(label, move |desk: &Desk, task| {
            let text = match read_definition(&path) {
                Ok(text) => text,
                Err(faults) => return Answer::Unread(faults),
            };
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            if Forms::is_layout(&text) {
                return Answer::Form(None, Box::new(desk.examine_form(&file, &text)));
            }
            let watch = |states: usize| {
                task.progress(states as u64, 0);
                !task.stopped()
            };
            Answer::Examined(None, Box::new(desk.examine_text(&file, &text, &watch)))
        });
    }

    pub(super) fn examine_act(
        entry: Option<EntryId>,
        act: OfficeAct,
        cx: &mut Cx<'_, Desk, Answer>,
    ) {
        let label = t!(cx.words(), adopt_proving);
        cx.spawn_long(label, move |desk: &Desk, task| {
            let watch = |states: usize| {
                task.progress(states as u64, 0);
                !task.stopped()
            };
            Answer::Examined(entry, Box::new(desk.examine_act(&act, &watch)))
        });
    }

    /// The sentence of what is signed, or countersigned under `entry`.
    pub(super) fn plan(&self, act: &OfficeAct, entry: Option<EntryId>, words: Locale) -> Planned {
        let (title, rev) = rows::about(act, self.catalogue, words);
        let office = self.office.as_ref();
        let first = entry.and_then(|e| Some(office?.pending.get(&e)?.by));
        let who = first.map_or_else(String::new, |no| {
            office.map_or_else(String::new, |o| say::person(o, no))
        });
        let sentence = match (act, first) {
            (OfficeAct::AdoptForm { id, .. }, first) => {
                let id = id.as_str();
                match first {
                    None => t!(
                        words,
                        adopt_form_sentence,
                        title = title,
                        id = id,
                        rev = rev
                    ),
                    Some(_) => t!(
                        words,
                        adopt_form_sentence_second,
                        title = title,
                        id = id,
                        rev = rev,
                        who = who
                    ),
                }
            }
            (OfficeAct::RetireForm { id, .. }, first) => {
                let id = id.as_str();
                let title = self
                    .forms
                    .get(id)
                    .map_or(title, |l| say::paper::title(l, words));
                match first {
                    None => t!(words, adopt_form_retire, title = title, id = id, rev = rev),
                    Some(_) => t!(
                        words,
                        adopt_form_retire_second,
                        title = title,
                        id = id,
                        rev = rev,
                        who = who
                    ),
                }
            }
            (OfficeAct::Retire { .. }, None) => {
                t!(words, adopt_sentence_retire, title = title, rev = rev)
            }
            (OfficeAct::Retire { .. }, Some(_)) => t!(
                words,
                adopt_sentence_retire_second,
                title = title,
                rev = rev,
                who = who
            ),
            (_, None) => t!(words, adopt_sentence, title = title, rev = rev),
            (_, Some(_)) => t!(
                words,
                adopt_sentence_second,
                title = title,
                rev = rev,
                who = who
            ),
        };
        Planned {
            act: entry.map_or_else(|| act.clone(), |entry| OfficeAct::Countersign { entry }),
            sentence,
            first,
            of_forms: act.is_of_forms(),
        }
    }

    /// Who may sign.
    pub(super) fn echo(
        &self,
        planned: &Planned,
        no: PersonNo,
        words: Locale,
        now: Recorded,
    ) -> Echo {
        let Some(office) = &self.office else {
            return Echo::Nobody;
        };
        let day = now.0.date();
        let Some(person) = office.person(no, day) else {
            return Echo::Nobody;
        };
        let name = person.name.to_string();
        if let OfficeAct::Countersign { entry } = &planned.act {
            return say::pending::countersigner(office, entry, no, now, words);
        }
        if office.current_key(no).is_none() {
            Echo::MayNot(name, t!(words, enrol_not_yet))
        } else if !office.administers(no, now) {
            Echo::MayNot(name, t!(words, people_not_holder))
        } else {
            Echo::Person(name)
        }
    }
}

pub(super) fn spawn(planned: Box<Planned>, signed: Vec<Submit>, cx: &mut Cx<'_, Desk, Answer>) {
    cx.spawn(move |desk: &Desk| {
        let mut signed = signed.iter();
        let Some((by, pin)) = signed
            .next()
            .map(|s| (s.person, Pin::typed(s.pin.expose())))
        else {
            return Answer::Signed(PersonNo(0), planned, Ok(()));
        };
        let result = desk.sign_office(by, &pin, planned.act.clone(), None);
        Answer::Signed(by, planned, result)
    });
}
