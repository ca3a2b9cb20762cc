//! The keys of an act: from field to field, to the signature line, and what is then proposed.

use super::{Act, ActScreen, Stage};
use crate::desk::{Desk, Proposal};
use crate::journal::{PersonNo, Role};
use crate::locale::Locale;
use crate::procedure::CaseAct;
use crate::t;
use crate::tui::screens::signing::{self, Answer, Did, Signing};
use crate::tui::widgets::{Echo, Scroll, Typed};
use crate::tui::{Cx, Key, Next};
use chrono::NaiveDate;
use crossterm::event::KeyCode;

impl ActScreen {
    /// The act as far as it is filled in; none while something is missing.
    pub(super) fn proposal(&self) -> Option<Proposal> {
        let ready = self.ready.as_ref()?;
        let reason = self.reason()?;
        let act = match &self.act {
            Act::SendBack(steps) => CaseAct::SendBack {
                step: steps.get(self.steps.chosen()?)?.clone(),
                reason,
            },
            Act::Refuse => CaseAct::Refuse { reason },
            Act::Withdraw => CaseAct::Withdraw { reason },
            Act::Ask(_) => CaseAct::Ask {
                to: self.to()?,
                question: reason,
            },
            Act::Answer => CaseAct::Answer { answer: reason },
            Act::Extend => CaseAct::Extend {
                until: self.until()?,
                reason,
            },
            Act::Amend => CaseAct::Amend {
                values: self.change()?.values(ready.today)?,
                reason,
            },
            Act::Correct => CaseAct::Correct {
                values: self.change()?.values(ready.today)?,
                reason,
            },
        };
        Some(Proposal {
            case: self.case,
            unit: ready.row.case.unit,
            after: ready.row.case.head,
            act,
            happened: None,
            day: None,
        })
    }

    /// Whom the line lets sign; the machine decides.
    pub(super) fn echo(&self, no: PersonNo, words: Locale) -> Echo {
        let Some(ready) = &self.ready else {
            return Echo::Nobody;
        };
        let manager = matches!(self.act, Act::Refuse | Act::Extend | Act::Correct);
        if manager {
            let who = ready.office.who_may(&[Role::Manager], &[], ready.today);
            return signing::among(&ready.office, &who, ready.today, no, words);
        }
        match (&self.act, ready.asked) {
            (Act::Answer, Some(asked)) if asked != no => {
                signing::among(&ready.office, &[], ready.today, no, words)
            }
            _ => signing::anybody(&ready.office, ready.today, no),
        }
    }

    /// On to the next field, where this one is answered.
    pub(super) fn forward(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        match self.stage {
            Stage::About => {
                let missing = match &self.act {
                    Act::SendBack(_) if self.steps.chosen().is_none() => {
                        Some(t!(words, act_hint_step))
                    }
                    Act::Ask(_) if self.to().is_none() => Some(match self.about.value() {
                        "" => t!(words, act_hint_to),
                        number => t!(words, act_nobody, number = number),
                    }),
                    Act::Extend if self.until().is_none() => {
                        let field = t!(words, act_label_until);
                        let how = t!(words, act_how_date);
                        Some(t!(words, act_wrong, field = field, how = how))
                    }
                    _ => None,
                };
                match missing {
                    Some(missing) => cx.refuse(missing),
                    None if matches!(self.act, Act::Amend | Act::Correct) => {
                        self.stage = Stage::Value;
                    }
                    None => self.stage = Stage::Reason,
                }
            }
            Stage::Value => {
                let today = self.ready.as_ref().map_or(NaiveDate::MIN, |r| r.today);
                match self.change() {
                    Some(change) if change.values(today).is_none() => {
                        let (field, how) = (change.label.clone(), change.how(words));
                        cx.refuse(t!(words, act_wrong, field = field, how = how));
                    }
                    Some(_) => self.stage = Stage::Reason,
                    None => {}
                }
            }
            Stage::Reason => {
                if self.reason().is_none() {
                    cx.refuse(t!(words, refusal_no_reason));
                } else {
                    self.stage = Stage::Sign;
                    self.text = Scroll::default();
                    cx.page_opened();
                    if let Some(ready) = &mut self.ready {
                        ready.signing.clear();
                        ready.signing.focus();
                    }
                }
            }
            Stage::Sign => {}
        }
    }

    /// Back one field, without looking at what was typed; whether there was one.
    pub(super) fn backward(&mut self) -> bool {
        let changing = matches!(self.act, Act::Amend | Act::Correct);
        let asks = !matches!(self.act, Act::Refuse | Act::Withdraw | Act::Answer);
        let single = matches!(&self.act, Act::SendBack(steps) if steps.len() == 1);
        self.stage = match self.stage {
            Stage::About => return false,
            Stage::Value => Stage::About,
            Stage::Reason if changing => Stage::Value,
            Stage::Reason if asks && !single => Stage::About,
            Stage::Reason => return false,
            Stage::Sign => Stage::Reason,
        };
        true
    }

    /// A key in the field with the focus.
    pub(super) fn field_key(&mut self, key: &Key) -> Option<Typed> {
        match self.stage {
            Stage::About => match &self.act {
                Act::SendBack(_) => {
                    // A digit out of a paste chooses nothing.
                    if !key.burst && !key.repeat && self.steps.key(key) {
                        self.stage = Stage::Reason;
                        return Some(Typed::Changed);
                    }
                    None
                }
                Act::Ask(_) | Act::Extend => Some(self.about.key(key)),
                _ => self.list.key(key).then_some(Typed::Moved),
            },
            Stage::Value => {
                let nth = self.list.selected()?;
                let change = self.ready.as_mut()?.changes.get_mut(nth)?;
                Some(change.key(key))
            }
            Stage::Reason => Some(self.reason.key(key)),
            Stage::Sign => None,
        }
    }

    pub(super) fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if key.code == KeyCode::Enter && !self.text.read_to_the_end() {
            cx.refuse(t!(words, wizard_read_first));
            return Next::Stay;
        }
        let Some(mut ready) = self.ready.take() else {
            return Next::Pass;
        };
        // The line is part of what `echo` and `proposal` look at; it is put back at once.
        let placeholder = Signing::new(&ready.office, None);
        let mut signing = std::mem::replace(&mut ready.signing, placeholder);
        self.ready = Some(ready);
        let list: Vec<Proposal> = self.proposal().into_iter().collect();
        let empty = signing.is_empty();
        let did = signing.key(key, cx, |no| self.echo(no, words), |_| list);
        // Behind what was typed comes the empty line, and only behind that a field whose text is
        // shown: a PIN must not run into it.
        let did = match did {
            Did::Left if !empty => {
                signing.focus();
                Did::Taken
            }
            did => did,
        };
        if let Some(ready) = &mut self.ready {
            ready.signing = signing;
        }
        match did {
            Did::Left => {
                self.stage = Stage::Reason;
                Next::Stay
            }
            Did::Pass => Next::Pass,
            Did::Enrol => Signing::enrol(),
            Did::Taken | Did::Submitted => Next::Stay,
        }
    }
}
