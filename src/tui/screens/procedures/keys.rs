//! The keys of the list, the path, the text that is read, the signature lines.

use super::plan::{Planned, spawn};
use super::rows::Line;
use super::{Answer, Procedures, Stage, rows};
use crate::calendar::Recorded;
use crate::desk::Desk;
use crate::desk::adopt::form_text;
use crate::desk::definitions::text_of;
use crate::journal::PersonNo;
use crate::office::OfficeAct;
use crate::procedure::DefRef;
use crate::t;
use crate::tui::say::{refusal, when};
use crate::tui::screens::people::form::{Entry, Form, Turn};
use crate::tui::screens::people::signers::{Gave, Signers};
use crate::tui::widgets::Scroll;
use crate::tui::{Action, Cx, Key, Next, Row, say};
use std::path::PathBuf;

impl Procedures {
    fn open(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let nth = self.list.selected();
        let Some(line) = nth.and_then(|nth| self.lines.get(nth)).cloned() else {
            return;
        };
        let Some(office) = self.office.clone() else {
            return;
        };
        match line {
            Line::Waits(entry) => {
                let Some(pending) = office.pending.get(&entry) else {
                    return;
                };
                match &pending.act {
                    OfficeAct::Retire { id, rev } => {
                        let planned = self.plan(&pending.act, Some(entry), words);
                        let reference = DefRef {
                            id: id.as_str().into(),
                            rev: *rev,
                        };
                        let text = text_of(&office, &reference).unwrap_or_default();
                        let scroll = Scroll::new(rows::whole(&text, self.columns));
                        self.stage = Stage::Read(Box::new(planned), scroll);
                        cx.page_opened();
                    }
                    OfficeAct::AdoptForm { id, text, .. } => {
                        let (id, text) = (id.clone(), text.clone());
                        let label = t!(words, adopt_proving);
                        cx.spawn_long(label, move |desk: &Desk, _| {
                            let found = desk.examine_form(&id, &text);
                            Answer::Form(Some(entry), Box::new(found))
                        });
                    }
                    OfficeAct::RetireForm { id, .. } => {
                        let planned = self.plan(&pending.act, Some(entry), words);
                        let text = form_text(&office, id).unwrap_or_default();
                        let scroll = Scroll::new(rows::whole(&text, self.columns));
                        self.stage = Stage::Read(Box::new(planned), scroll);
                        cx.page_opened();
                    }
                    act => Self::examine_act(Some(entry), act.clone(), cx),
                }
            }
            Line::Form(id) => {
                let own = office.own_form(&id);
                let end = own.map(|form| {
                    let (id, rev) = (form.id.clone(), form.rev);
                    Box::new(self.plan(&OfficeAct::RetireForm { id, rev }, None, words))
                });
                let mut all = Vec::new();
                if let Some(form) = own {
                    let by = say::person(&office, form.by);
                    let second = say::person(&office, form.second);
                    let day = when::short_date(form.since.0.date(), words);
                    let told = t!(words, adopt_by_two, by = by, second = second, day = day);
                    all.push(Row::new().gap(2).text(told));
                    all.push(Row::new());
                }
                let text = form_text(&office, &id).unwrap_or_default();
                all.extend(rows::whole(&text, self.columns));
                self.stage = Stage::Look(end, Scroll::new(all));
                cx.page_opened();
            }
            Line::NotTakenUp(pin) => {
                let act = OfficeAct::TakeUp {
                    id: pin.id,
                    rev: pin.rev,
                    digest: pin.digest,
                };
                Self::examine_act(None, act, cx);
            }
            Line::InUse(reference) | Line::Retired(reference) | Line::Missing(reference) => {
                let used = rows::used(&office, &reference);
                let own = used.is_some_and(|u| u.text.is_some() && u.end.is_none());
                let end = own.then(|| {
                    let act = OfficeAct::Retire {
                        id: reference.id.0.clone(),
                        rev: reference.rev,
                    };
                    Box::new(self.plan(&act, None, words))
                });
                let text = text_of(&office, &reference).unwrap_or_default();
                let mut all = Vec::new();
                if let Some(used) = used {
                    let by = say::person(&office, used.by);
                    let day = when::short_date(used.since.0.date(), words);
                    let told = match used.second {
                        Some(second) => t!(
                            words,
                            adopt_by_two,
                            by = by,
                            second = say::person(&office, second),
                            day = day
                        ),
                        None => t!(words, adopt_by_founding, by = by, day = day),
                    };
                    all.push(Row::new().gap(2).text(told));
                    all.push(Row::new());
                }
                all.extend(rows::whole(&text, self.columns));
                self.stage = Stage::Look(end, Scroll::new(all));
                cx.page_opened();
            }
        }
    }

    fn sign_next(&mut self, planned: Box<Planned>, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let long = self
            .office
            .as_ref()
            .is_some_and(|o| o.persons.iter().any(|p| p.no.0 > 99));
        let note = t!(words, people_signer);
        let mut signers = Signers::new(if long { 3 } else { 2 }, vec![note]);
        signers.focus();
        self.stage = Stage::Sign(planned, signers);
        cx.page_opened();
    }

    pub(super) fn path_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Stage::Path(form) = &mut self.stage else {
            return Next::Pass;
        };
        match form.key(key, words) {
            Turn::Pass | Turn::Taken => {}
            Turn::Refused(why) => cx.refuse(why),
            Turn::Left => {
                self.stage = Stage::List;
                cx.page_opened();
            }
            Turn::Done => {
                let path = form.value(0).trim().trim_matches('"').to_owned();
                if !path.is_empty() {
                    Self::examine_file(PathBuf::from(path), cx);
                }
            }
        }
        Next::Stay
    }

    pub(super) fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let now = Recorded(cx.now());
        let words = cx.words();
        let stage = std::mem::replace(&mut self.stage, Stage::List);
        let Stage::Sign(planned, mut signers) = stage else {
            self.stage = stage;
            return Next::Pass;
        };
        let echo = |_: usize, no: PersonNo| self.echo(&planned, no, words, now);
        let gave = signers.key(key, cx.armed(key), words, echo);
        let next = match gave {
            Gave::Left => {
                cx.page_opened();
                cx.say(refusal::nothing(t!(words, people_left), words));
                return Next::Stay;
            }
            Gave::Pass => Next::Pass,
            Gave::Taken => Next::Stay,
            Gave::Missing(why) => {
                cx.refuse(why);
                Next::Stay
            }
            Gave::Done(signed) => {
                spawn(planned.clone(), signed, cx);
                Next::Stay
            }
        };
        self.stage = Stage::Sign(planned, signers);
        next
    }

    pub(super) fn read_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let (planned, scroll) = match &mut self.stage {
            Stage::Read(planned, scroll) => (Some(planned.clone()), scroll),
            Stage::Look(planned, scroll) => (planned.clone(), scroll),
            Stage::Faults(scroll) => (None, scroll),
            _ => return Next::Pass,
        };
        match key.action {
            Some(Action::Back) => {
                self.stage = Stage::List;
                cx.page_opened();
            }
            Some(Action::Open) => match planned {
                Some(_) if !scroll.read_to_the_end() => cx.refuse(t!(words, adopt_read_on)),
                Some(planned) => self.sign_next(planned, cx),
                None => {}
            },
            _ if scroll.key_rows(key) => {}
            _ => return Next::Pass,
        }
        Next::Stay
    }

    pub(super) fn list_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match key.action {
            Some(Action::Add) => {
                let entry =
                    Entry::line(t!(words, adopt_path), 400, 60).hint(t!(words, adopt_path_hint));
                self.stage = Stage::Path(Form::new(vec![entry]));
                cx.page_opened();
                Next::Stay
            }
            Some(Action::Open) => {
                self.open(cx);
                Next::Stay
            }
            _ if self.list.key(key) => Next::Stay,
            _ => Next::Pass,
        }
    }
}
