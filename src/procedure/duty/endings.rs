//! What settles that a record expects another: what a law keeps is disposed of on its planned day,
//! however that disposal was begun (特記12条5項).
//!
//! The one place that says so: `desk` keeps what is lacking, and shows it as a duty.

use crate::journal::{CaseId, HoldingId};
use crate::procedure::case::{Case, Origin, State, Values};
use crate::procedure::definition::{DefId, Definition};
use crate::procedure::handling::{Handling, handled};
use crate::procedure::value::Value;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// 件数 of items of the register.
pub type Amounts = BTreeMap<HoldingId, u32>;

/// How much of which items of the register a case is expected to bring to an end. Empty where it is
/// expected for its own sake, or for what the register does not know.
#[must_use]
pub fn asked(values: &Values) -> Amounts {
    let mut asked = Amounts::new();
    for value in values.values() {
        let Value::HoldingLines(lines) = value else {
            continue;
        };
        for line in lines {
            if let Some(id) = line.holding {
                add_amounts(&mut asked, id, line.count);
            }
        }
    }
    asked
}

/// What of `asked` is not among `dealt`.
#[must_use]
pub fn lacking(asked: &Amounts, dealt: &Amounts) -> Amounts {
    let left = |(id, count): (&HoldingId, &u32)| {
        let left = count.saturating_sub(dealt.get(id).copied().unwrap_or(0));
        (left > 0).then_some((*id, left))
    };
    asked.iter().filter_map(left).collect()
}

/// Whether a procedure brings items of the register to an end.
#[must_use]
pub fn ends_items(def: &Definition) -> bool {
    def.steps.iter().any(|step| {
        let outcomes = step.outcome.values().filter_map(|o| o.handles);
        let whole = step.handles.iter().map(|h| h.did);
        whole.chain(outcomes).any(Handling::is_gone)
    })
}

/// What a case that is closed has brought to an end, to be counted for what expects it.
///
/// What it follows on comes first, whatever its day. The rest counts for what was due on the day on
/// which it happened: before its day a law keeps that part, so what went then was another one. Of
/// what could not be found only a case of the expected procedure speaks. A line that it left where
/// it was settles nothing: the planned day then has to be corrected where it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endings {
    case: Option<Ending>,
    items: Vec<(HoldingId, NaiveDate, Handling, u32)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Ending {
    case: CaseId,
    procedure: DefId,
    origin: Option<Origin>,
}

impl Endings {
    /// Of a case; nothing while it is open, or where it was refused or withdrawn.
    #[must_use]
    pub fn of(def: &Definition, case: &Case) -> Self {
        if case.state != State::Closed {
            return Self::default();
        }
        let ended = |did: Handling| did.is_gone() || did == Handling::Missing;
        let items = handled(def, case).into_iter().flat_map(|(id, done)| {
            done.into_iter()
                .filter(move |one| ended(one.did))
                .map(move |one| (id, one.happened.0.date(), one.did, one.count))
        });
        Self {
            items: items.collect(),
            case: Some(Ending {
                case: case.id,
                procedure: def.id.clone(),
                origin: case.origin.clone(),
            }),
        }
    }

    /// Whether it follows on this: it was begun from the duty.
    #[must_use]
    pub fn follows(&self, expects: &Origin, procedure: &DefId) -> bool {
        self.case.as_ref().is_some_and(|ending| {
            let origin = ending.origin.as_ref();
            ending.procedure == *procedure
                && origin.is_some_and(|o| o.case == expects.case && o.line == expects.line)
        })
    }

    /// Takes what it has for something that is expected, as much as that lacks.
    pub fn take(
        &mut self,
        expects: &Origin,
        procedure: &DefId,
        due: NaiveDate,
        lacks: &Amounts,
    ) -> Amounts {
        let mut taken = Amounts::new();
        let follows = self.follows(expects, procedure);
        let Some(ending) = self.case.as_ref().filter(|e| e.case != expects.case) else {
            return taken;
        };
        let own = ending.procedure == *procedure;
        for (id, day, did, count) in &mut self.items {
            if !(follows || *day >= due) || !(did.is_gone() || own) {
                continue;
            }
            let lacks = lacks.get(id).copied().unwrap_or(0);
            let more = lacks.saturating_sub(taken.get(id).copied().unwrap_or(0));
            let part = more.min(*count);
            if part > 0 {
                *count -= part;
                add_amounts(&mut taken, *id, part);
            }
        }
        taken
    }
}

/// Adds to what there is of an item.
pub fn add_amounts(amounts: &mut Amounts, id: HoldingId, count: u32) {
    let sum = amounts.entry(id).or_default();
    *sum = sum.saturating_add(count);
}
