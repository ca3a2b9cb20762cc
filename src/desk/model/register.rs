//! The fold of the register (台帳): per item what every case did with it, and what that comes to.
//! A case's share is always taken out whole and put in anew, so a correction changes what it should.

use super::{Stop, put};
use crate::desk::rows::{HandledRow, HoldingRow, LastMove, key};
use crate::desk::view::each_row;
use crate::desk::view::read_row;
use crate::journal::HoldingId;
use crate::procedure::{
    Case, CaseAct, Definition, Handled, Handling, Held, KeptPart, Opening, Register, Value, Values,
    handled, kept_in, out_of,
};
use crate::store::{Direction, KeyRange, Rows, RowsMut};
use std::collections::{BTreeMap, BTreeSet};

/// What the register knew of the items that an act names, at its place in the journal.
pub(super) struct Looked(BTreeMap<HoldingId, Held>);

impl Looked {
    /// The items that the case or the act names.
    pub(super) fn at(rows: &dyn Rows, case: Option<&Case>, act: &CaseAct) -> Result<Self, Stop> {
        let mut ids = BTreeSet::new();
        named(case.map(|c| &c.values), &mut ids);
        match act {
            CaseAct::Sign(sign) => {
                named(Some(&sign.values), &mut ids);
                named(sign.open.as_ref().map(|o: &Opening| &o.values), &mut ids);
            }
            CaseAct::Amend { values, .. } | CaseAct::Correct { values, .. } => {
                named(Some(values), &mut ids);
            }
            _ => {}
        }
        let mut known = BTreeMap::new();
        for id in ids {
            let row: Option<HoldingRow> = read_row(rows, key::HOLDINGS, &key::holding(id))?;
            if let Some(row) = row {
                known.insert(id, row.as_held());
            }
        }
        Ok(Self(known))
    }
}

impl Register for Looked {
    fn held(&self, holding: HoldingId) -> Held {
        self.0.get(&holding).cloned().unwrap_or_default()
    }
}

fn named(values: Option<&Values>, ids: &mut BTreeSet<HoldingId>) {
    for value in values.into_iter().flat_map(|v| v.values()) {
        match value {
            Value::HoldingLines(lines) => ids.extend(lines.iter().filter_map(|l| l.holding)),
            Value::RetainedLines(lines) => {
                ids.extend(lines.iter().filter_map(|l| l.line.holding));
            }
            _ => {}
        }
    }
}

/// Whether a procedure does anything with the items of the register.
pub(super) fn touches(definition: &Definition) -> bool {
    definition
        .steps
        .iter()
        .any(|s| !s.handles.is_empty() || s.outcome.values().any(|o| o.handles.is_some()))
}

/// Writes what the case has done with each item, in place of what it had done before this entry.
/// Its own share, and where the item is, are only `shown`: nothing is judged by them.
pub(super) fn fold(
    rows: &mut dyn RowsMut,
    definition: &Definition,
    before: Option<&Case>,
    case: &Case,
    shown: bool,
) -> Result<(), Stop> {
    let old = before.map(|case| handled(definition, case));
    let old = old.unwrap_or_default();
    let new = handled(definition, case);
    let kept = kept_in(definition, case);
    let kept_before = before.map(|case| kept_in(definition, case));
    let same_kept = kept_before.unwrap_or_default() == kept;
    if old.is_empty() && new.is_empty() {
        return Ok(());
    }
    let ids: BTreeSet<HoldingId> = old.keys().chain(new.keys()).copied().collect();
    let empty = Vec::new();
    for id in ids {
        let was = old.get(&id).unwrap_or(&empty);
        let now = new.get(&id).unwrap_or(&empty);
        if was == now && same_kept {
            continue;
        }
        let at = key::handled(id, case.opened, case.id);
        if now.is_empty() {
            rows.delete(key::HANDLED, &at)?;
        } else if shown {
            let share = HandledRow {
                case: case.id,
                procedure: case.procedure.clone(),
                done: now.clone(),
            };
            put(rows, key::HANDLED, &at, &share)?;
        }
        let known: Option<HoldingRow> = read_row(rows, key::HOLDINGS, &key::holding(id))?;
        let mut total = known.unwrap_or_default();
        let (less, more) = (Share::of(was), Share::of(now));
        let changed =
            |sum: u32, less: u32, more: u32| sum.saturating_sub(less).saturating_add(more);
        total.held.gone = changed(total.held.gone, less.gone, more.gone);
        total.returned = changed(total.returned, less.returned, more.returned);
        total.out = changed(total.out, less.out, more.out);
        total.missing = changed(total.missing, less.missing, more.missing);
        total.held.kept.retain(|part| part.case != case.id);
        let own = kept.iter().filter(|(holding, _)| *holding == id);
        total
            .held
            .kept
            .extend(own.map(|(_, part): &(_, KeptPart)| part.clone()));
        if shown && moves(was).ne(moves(now)) {
            total.moved = last_move(rows, id)?;
        }
        put(rows, key::HOLDINGS, &key::holding(id), &total)?;
    }
    Ok(())
}

/// What one case comes to.
#[derive(Default)]
struct Share {
    gone: u32,
    returned: u32,
    out: u32,
    missing: u32,
}

impl Share {
    fn of(done: &[Handled]) -> Self {
        let mut share = Self {
            out: out_of(done),
            ..Self::default()
        };
        for one in done {
            let add = |sum: &mut u32| *sum = sum.saturating_add(one.count);
            if one.did.is_gone() {
                add(&mut share.gone);
            }
            match one.did {
                Handling::Returned => add(&mut share.returned),
                Handling::Missing => add(&mut share.missing),
                _ => {}
            }
        }
        share
    }
}

fn moves(done: &[Handled]) -> impl Iterator<Item = LastMove> {
    done.iter().filter_map(|one| {
        Some(LastMove {
            happened: one.happened,
            place: one.to?,
        })
    })
}

/// The latest of all moves of an item, looked up anew: a correction may have taken one back.
fn last_move(rows: &dyn Rows, id: HoldingId) -> Result<Option<LastMove>, Stop> {
    let mut last: Option<LastMove> = None;
    let range = KeyRange::prefix(key::HANDLED, &key::holding(id));
    each_row(
        rows,
        &range,
        Direction::Forward,
        usize::MAX,
        |_, row: HandledRow| {
            for one in moves(&row.done) {
                if last.is_none_or(|l| l.happened <= one.happened) {
                    last = Some(one);
                }
            }
            Ok(())
        },
    )?;
    Ok(last)
}
