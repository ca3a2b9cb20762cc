//! What an act is called, what is signed word for word, what is asked for, and what is said of it
//! afterwards.

use super::{Act, ActScreen};
use crate::desk::View;
use crate::journal::{CaseId, EntryId, Role};
use crate::locale::Locale;
use crate::procedure::{Meaning, Step};
use crate::t;
use crate::tui::say::{self, refusal, when};
use chrono::NaiveDate;

/// Which judgements fell with what was changed: said once it is written (SCREENS §10).
pub(super) fn fell(
    view: &View,
    case: CaseId,
    by: EntryId,
    field: &str,
    words: Locale,
) -> Option<String> {
    let row = view.case_row(case).ok()??;
    let definition = view.catalogue().get(&row.case.procedure)?;
    let mut steps: Vec<&Step> = Vec::new();
    for mark in row.case.marks.iter().filter(|mark| mark.void == Some(by)) {
        let step = definition.step(&mark.step)?;
        if !steps.iter().any(|known| known.id == step.id) {
            steps.push(step);
        }
    }
    let checks = steps.iter().all(|step| step.meaning == Meaning::Checked);
    let names = steps
        .iter()
        .map(|step| say::step(definition, &step.id, words));
    let names: Vec<String> = names.collect();
    match names.as_slice() {
        [] => None,
        names if checks => Some(refusal::voided(field, names, words)),
        names => {
            let all = names.join(&t!(words, say_and));
            Some(refusal::voided(field, &[all], words))
        }
    }
}

impl ActScreen {
    /// 署名する文.
    pub(super) fn sentence(&self, words: Locale) -> Vec<String> {
        let Some(ready) = &self.ready else {
            return Vec::new();
        };
        let case = ready.name.as_str();
        let reason = self.reason.value();
        let day = |date| when::day(date, ready.today, words);
        let what = match &self.act {
            Act::SendBack(_) => {
                let step = self
                    .steps
                    .chosen()
                    .and_then(|nth| ready.step_names.get(nth));
                let step = step.map_or("", String::as_str);
                t!(words, act_say_send_back, case = case, step = step)
            }
            Act::Refuse => t!(words, act_say_refuse, case = case),
            Act::Withdraw => t!(words, act_say_withdraw, case = case),
            Act::Ask(_) => {
                let to = self.to().map(|no| say::person(&ready.office, no));
                t!(words, act_say_ask, case = case, to = to.unwrap_or_default())
            }
            Act::Answer => t!(words, act_say_answer, case = case),
            Act::Extend => t!(
                words,
                act_say_extend,
                case = case,
                old = ready.due.map(day).unwrap_or_default(),
                until = self.until().map(day).unwrap_or_default()
            ),
            Act::Amend | Act::Correct => {
                let Some(change) = self.change() else {
                    return Vec::new();
                };
                let new = change.said(&ready.office, ready.today, words);
                let (field, old) = (change.label.as_str(), change.old.as_str());
                if self.act == Act::Amend {
                    t!(
                        words,
                        act_say_amend,
                        case = case,
                        field = field,
                        old = old,
                        new = new
                    )
                } else {
                    t!(
                        words,
                        act_say_correct,
                        case = case,
                        field = field,
                        old = old,
                        new = new
                    )
                }
            }
        };
        let why = match self.act {
            Act::Ask(_) => t!(words, act_say_question, reason = reason),
            Act::Answer => t!(words, act_say_answered, reason = reason),
            _ => t!(words, act_say_reason, reason = reason),
        };
        vec![what, why]
    }

    pub(super) fn done(&self, words: Locale) -> String {
        match self.act {
            Act::SendBack(_) => t!(words, act_done_send_back),
            Act::Refuse => t!(words, act_done_refuse),
            Act::Withdraw => t!(words, act_done_withdraw),
            Act::Ask(_) => t!(words, act_done_ask),
            Act::Answer => t!(words, act_done_answer),
            Act::Extend => {
                let today = self.ready.as_ref().map_or(NaiveDate::MIN, |r| r.today);
                let until = self.until().map(|day| when::day(day, today, words));
                t!(words, act_done_extend, until = until.unwrap_or_default())
            }
            Act::Amend => t!(words, act_done_amend),
            Act::Correct => t!(words, act_done_correct),
        }
    }

    pub(super) fn heading(&self, words: Locale) -> String {
        match self.act {
            Act::SendBack(_) => t!(words, act_title_send_back),
            Act::Refuse => t!(words, act_title_refuse),
            Act::Withdraw => t!(words, act_title_withdraw),
            Act::Ask(_) => t!(words, act_title_ask),
            Act::Answer => t!(words, act_title_answer),
            Act::Extend => t!(words, act_title_extend),
            Act::Amend => t!(words, act_title_amend),
            Act::Correct => t!(words, act_title_correct),
        }
    }

    pub(super) fn reason_label(&self, words: Locale) -> String {
        match self.act {
            Act::Ask(_) => t!(words, act_label_question),
            Act::Answer => t!(words, act_label_answer),
            _ => t!(words, act_label_reason),
        }
    }

    pub(super) fn reason_hint(&self, words: Locale) -> String {
        let what = self.reason_label(words);
        match self.act {
            Act::Ask(Some(_)) => t!(words, act_hint_question, what = what),
            _ => t!(words, act_hint_reason, what = what),
        }
    }

    /// Who alone may sign this, where it is not anybody.
    pub(super) fn signer(&self, words: Locale) -> String {
        let Some(ready) = &self.ready else {
            return String::new();
        };
        let who = match (&self.act, ready.asked) {
            (Act::Refuse | Act::Extend | Act::Correct, _) => {
                say::role(&ready.office, Role::Manager, words)
            }
            (Act::Answer, Some(asked)) => say::person(&ready.office, asked),
            (Act::Withdraw, _) => {
                let authors = ready.row.case.authors.iter();
                let names: Vec<String> =
                    authors.map(|no| say::person(&ready.office, *no)).collect();
                names.join(&t!(words, say_and))
            }
            _ => return String::new(),
        };
        t!(words, act_signer, who = who)
    }
}
