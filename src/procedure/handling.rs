//! 取扱い: what a case has done with the items of the register (特記11条10項(4)). A definition says
//! so step by step (`handles`); here the signatures of a case are read as it.

use super::case::{Case, Mark};
use super::definition::{Definition, FieldId, Step, StepId};
use super::value::{HoldingLine, Value};
use crate::calendar::{Happened, Recorded};
use crate::journal::{CaseId, EntryId, HoldingId, PersonNo, PlaceId};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was done with an item of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handling {
    /// 受領.
    Received,
    /// 利用.
    Used,
    /// 複写・複製.
    Copied,
    /// 複製の回収.
    Collected,
    /// 移動: it lies in another place from then on.
    Moved,
    /// 持ち出し.
    TakenOut,
    /// 戻り, all of it.
    Back,
    /// A part of it is missing: what is there is back, or was found.
    Short,
    /// 見当たらない, 戻っていない.
    Missing,
    /// 送付.
    Sent,
    /// 現物照合: found.
    Found,
    /// 返還, to whom it belongs.
    Returned,
    /// 廃棄・消去.
    Disposed,
    /// Kept by law when the rest was disposed of (特記12条5項ただし書).
    Retained,
}

impl Handling {
    /// Whether the register holds less from then on.
    #[must_use]
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Returned | Self::Disposed)
    }

    /// Whether it can only be done with what is here: for good, for a time, or to another place.
    #[must_use]
    pub fn leaves(self) -> bool {
        self.is_gone() || matches!(self, Self::TakenOut | Self::Moved)
    }

    /// Whether something that was taken out is no longer out.
    #[must_use]
    pub fn ends_out(self) -> bool {
        matches!(self, Self::Back | Self::Short | Self::Missing)
    }
}

/// A step does this with the lines of a field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handles {
    /// The lines; where the step is signed by these lines, the one that is signed.
    pub field: FieldId,
    /// What.
    pub did: Handling,
    /// For [`Handling::Moved`]: the field that says where to.
    #[serde(default)]
    pub to: Option<FieldId>,
}

/// How much of an item may still be disposed of, and what else a quantity is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// What leaves for good: not more than the register still holds here (`over-register`), and
    /// nothing that it says a law keeps. What is out is not disposed of.
    Register,
    /// What is carried away or moved: not more than is here and not out.
    Here,
}

/// What the register knows of an item from every case so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Disposed of or returned for good, 件数.
    pub gone: u32,
    /// Out now, 件数 over all take-outs; the rows keep it beside this.
    #[serde(skip)]
    pub out: u32,
    /// What was kept by law when the rest was disposed of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptPart>,
}

/// A part of an item that a law says to keep for a time (特記12条5項ただし書).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptPart {
    /// The disposal that kept it.
    pub case: CaseId,
    /// Its line there, from 0.
    pub line: u16,
    /// 件数.
    pub count: u32,
    /// 根拠法令.
    pub basis: Text,
    /// 予定年月日: it may be disposed of from that day on.
    pub until: NaiveDate,
}

/// What the register knows from every case so far.
pub trait Register {
    /// Of that item.
    fn held(&self, holding: HoldingId) -> Held;
}

/// A register of which nothing is gone.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingGone;

impl Register for NothingGone {
    fn held(&self, _: HoldingId) -> Held {
        Held::default()
    }
}

/// One thing that was done with one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handled {
    /// What.
    pub did: Handling,
    /// At which step.
    pub step: StepId,
    /// The line of the case, from 0.
    pub line: u16,
    /// 件数.
    pub count: u32,
    /// Where to, for a move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PlaceId>,
    /// Who handled it (特記11条10(4) 担当者): where the step confirms what somebody else asked for or
    /// did, that person.
    pub by: PersonNo,
    /// When it happened.
    pub happened: Happened,
    /// When it was recorded.
    pub recorded: Recorded,
    /// The entry.
    pub entry: EntryId,
}

/// Everything that a case has done with items of the register, by item, in the order of the
/// journal. Lines that the register does not know are left out.
#[must_use]
pub fn handled(def: &Definition, case: &Case) -> BTreeMap<HoldingId, Vec<Handled>> {
    let mut out: BTreeMap<HoldingId, Vec<Handled>> = BTreeMap::new();
    for mark in case.marks.iter().filter(|m| m.void.is_none()) {
        let Some(step) = def.step(&mark.step) else {
            continue;
        };
        for (did, field, to) in of_mark(step, mark) {
            let value = |id: &FieldId| mark.values.get(id).or_else(|| case.values.get(id));
            let to = to.and_then(|id| match value(id) {
                Some(Value::Place(place)) => Some(*place),
                _ => None,
            });
            for (line, held) in lines(value(field)) {
                let own = step.each.as_ref() == Some(field);
                if own && mark.line.is_some_and(|only| only != line) {
                    continue;
                }
                let Some(holding) = held.holding else {
                    continue;
                };
                out.entry(holding).or_default().push(Handled {
                    did,
                    step: step.id.clone(),
                    line,
                    count: held.count,
                    to,
                    by: doer(def, case, step, own.then_some(line)).unwrap_or(mark.by),
                    happened: mark.happened,
                    recorded: mark.recorded,
                    entry: mark.entry,
                });
            }
        }
    }
    out
}

/// Whose act a step confirms, of that line where it is signed by lines: the nearest step before it
/// that says something of its signer's own. None for a step that is an act itself.
fn doer(def: &Definition, case: &Case, step: &Step, line: Option<u16>) -> Option<PersonNo> {
    let mut seen: BTreeSet<&StepId> = BTreeSet::new();
    let mut at = vec![step];
    while at.iter().any(|step| step.meaning.is_of_another()) {
        let before = at.iter().filter(|step| step.meaning.is_of_another());
        let before: Vec<&StepId> = before
            .flat_map(|step| &step.after)
            .filter(|id| seen.insert(*id))
            .collect();
        at = before.into_iter().filter_map(|id| def.step(id)).collect();
        let own = at.iter().filter(|step| !step.meaning.is_of_another());
        let signed = own.filter_map(|step| {
            let mut marks = case.marks.iter().rev();
            marks.find(|mark| {
                let same = mark.line.is_none() || line.is_none() || mark.line == line;
                mark.step == step.id && mark.void.is_none() && same
            })
        });
        if let Some(mark) = signed.max_by_key(|mark| mark.recorded) {
            return Some(mark.by);
        }
    }
    None
}

/// How many of an item a case has brought to an end itself.
#[must_use]
pub fn gone_in(def: &Definition, case: &Case, holding: HoldingId) -> u32 {
    let done = handled(def, case);
    let of_it = done.get(&holding).into_iter().flatten();
    of_it
        .filter(|h| h.did.is_gone())
        .fold(0, |sum, h| sum.saturating_add(h.count))
}

/// How many of an item a case has out now by itself: taken out, and not said to be back or missing.
#[must_use]
pub fn out_in(def: &Definition, case: &Case, holding: HoldingId) -> u32 {
    let done = handled(def, case);
    out_of(done.get(&holding).map_or(&[], Vec::as_slice))
}

/// The same of what one case did with one item.
#[must_use]
pub fn out_of(done: &[Handled]) -> u32 {
    let mut ended: BTreeSet<u16> = BTreeSet::new();
    let mut out: u32 = 0;
    for one in done {
        let was_out = |o: &Handled| o.did == Handling::TakenOut && o.line == one.line;
        if one.did == Handling::TakenOut {
            out = out.saturating_add(one.count);
        } else if one.did.ends_out() && done.iter().any(was_out) && ended.insert(one.line) {
            out = out.saturating_sub(one.count);
        }
    }
    out
}

/// What a case keeps by law, by item, once it has said so.
#[must_use]
pub fn kept_in(def: &Definition, case: &Case) -> Vec<(HoldingId, KeptPart)> {
    let mut out = Vec::new();
    for mark in case.marks.iter().filter(|m| m.void.is_none()) {
        let Some(step) = def.step(&mark.step) else {
            continue;
        };
        for handles in step.handles.iter().filter(|h| h.did == Handling::Retained) {
            let value = mark.values.get(&handles.field);
            let value = value.or_else(|| case.values.get(&handles.field));
            let Some(Value::RetainedLines(lines)) = value else {
                continue;
            };
            for (nth, kept) in lines.iter().enumerate() {
                let (Some(holding), Ok(line)) = (kept.line.holding, u16::try_from(nth)) else {
                    continue;
                };
                let part = KeptPart {
                    case: case.id,
                    line,
                    count: kept.line.count,
                    basis: kept.basis.clone(),
                    until: kept.planned,
                };
                if !out.contains(&(holding, part.clone())) {
                    out.push((holding, part));
                }
            }
        }
    }
    out
}

/// What one signature did: with which field, and where to.
fn of_mark<'a>(
    step: &'a Step,
    mark: &'a Mark,
) -> impl Iterator<Item = (Handling, &'a FieldId, Option<&'a FieldId>)> {
    let outcome = mark
        .outcome
        .as_ref()
        .and_then(|id| step.outcome.get(id))
        .and_then(|outcome| outcome.handles);
    let of_line = outcome
        .zip(step.each.as_ref())
        .map(|(did, field)| (did, field, None));
    let of_step = step
        .handles
        .iter()
        .map(|h| (h.did, &h.field, h.to.as_ref()));
    of_step.chain(of_line)
}

/// The lines of a value, kept ones too.
pub(super) fn lines(value: Option<&Value>) -> Vec<(u16, &HoldingLine)> {
    let lines: Vec<&HoldingLine> = match value {
        Some(Value::HoldingLines(lines)) => lines.iter().collect(),
        Some(Value::RetainedLines(lines)) => lines.iter().map(|kept| &kept.line).collect(),
        _ => Vec::new(),
    };
    lines
        .into_iter()
        .enumerate()
        .filter_map(|(nth, line)| Some((u16::try_from(nth).ok()?, line)))
        .collect()
}
