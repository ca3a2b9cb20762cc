//! What a record expects of another procedure: written when it is signed, met by what later cases
//! bring to an end, and open again when one of them is opened again or corrected.

use crate::desk::model::{Stop, board, put};
use crate::desk::rows::CaseRow;
use crate::desk::rows::duties::{DealtRow, ExpectedRow, key};
use crate::desk::subject::subject;
use crate::desk::view::read_row;
use crate::procedure::{
    Amounts, Case, Definition, Endings, Origin, State, add_amounts, asked, expected_by, lacking,
};
use crate::store::{Direction, KeyRange, RowsMut, Table};
use std::ops::ControlFlow;

/// What the case expects of other procedures, as it stands.
pub(super) fn expects(rows: &mut dyn RowsMut, def: &Definition, row: &CaseRow) -> Result<(), Stop> {
    let case = &row.case;
    let all = key::expected_of(case.id);
    let mut stale = keys(rows, key::EXPECTED, &all)?;
    stale.extend(keys(rows, key::MET, &all)?);
    for expected in expected_by(def, case) {
        let key = key::expected(case.id, expected.line, &expected.procedure);
        stale.retain(|old| *old != key);
        let (was, met) = known(rows, &key)?;
        if let Some(was) = &was {
            // Its day may be another one now.
            board::expects(rows, &key, was, false)?;
        }
        let expected = ExpectedRow {
            procedure: expected.procedure,
            origin: Origin {
                case: case.id,
                entry: expected.entry,
                line: expected.line,
            },
            what: subject(def, case).title,
            due: expected.due,
            lead: expected.lead,
            values: expected.values,
            dealt: was.map_or_else(Amounts::new, |was| was.dealt),
        };
        stands(rows, &key, &expected, met)?;
    }
    for key in stale {
        if let (Some(was), _) = known(rows, &key)? {
            board::expects(rows, &key, &was, false)?;
        }
        rows.delete(key::EXPECTED, &key)?;
        rows.delete(key::MET, &key)?;
    }
    Ok(())
}

/// What a case that has closed meets, and what it meets no longer when it is open again or corrected.
pub(super) fn meets(
    rows: &mut dyn RowsMut,
    def: &Definition,
    before: Option<&Case>,
    case: &Case,
) -> Result<(), Stop> {
    let closed = |case: &Case| case.state == State::Closed;
    let mut now = Endings::of(def, case);
    let was = before
        .filter(|case| closed(case))
        .map(|c| Endings::of(def, c));
    if was.as_ref() == Some(&now) || was.is_none() && !closed(case) {
        return Ok(());
    }
    if was.is_some() {
        take_back(rows, case)?;
    }
    if !closed(case) {
        return Ok(());
    }
    let mut open = Vec::new();
    for key in keys(rows, key::EXPECTED, &[])? {
        let row: Option<ExpectedRow> = read_row(rows, key::EXPECTED, &key)?;
        open.extend(row.map(|row| (key, row)));
    }
    // What it was begun for first, then what is due first.
    open.sort_by_key(|(_, row)| (!now.follows(&row.origin, &row.procedure), row.due));
    for (key, mut row) in open {
        let lacks = lacking(&asked(&row.values), &row.dealt);
        let taken = now.take(&row.origin, &row.procedure, row.due, &lacks);
        let own = lacks.is_empty() && now.follows(&row.origin, &row.procedure);
        if taken.is_empty() && !own {
            continue;
        }
        for (id, count) in &taken {
            add_amounts(&mut row.dealt, *id, *count);
        }
        let dealt = DealtRow { amounts: taken };
        put(rows, key::DEALT, &key::dealt(case.id, &key), &dealt)?;
        stands(rows, &key, &row, own)?;
    }
    Ok(())
}

/// Takes back what a case has met.
fn take_back(rows: &mut dyn RowsMut, case: &Case) -> Result<(), Stop> {
    let by = key::dealt_by(case.id);
    for at in keys(rows, key::DEALT, &by)? {
        let dealt: Option<DealtRow> = read_row(rows, key::DEALT, &at)?;
        rows.delete(key::DEALT, &at)?;
        let Some((key, dealt)) = at.get(by.len()..).zip(dealt) else {
            continue;
        };
        let (Some(mut row), _) = known(rows, key)? else {
            continue;
        };
        row.dealt = lacking(&row.dealt, &dealt.amounts);
        stands(rows, key, &row, false)?;
    }
    Ok(())
}

/// What is known of something expected, and whether it is met.
fn known(rows: &dyn RowsMut, key: &[u8]) -> Result<(Option<ExpectedRow>, bool), Stop> {
    let open: Option<ExpectedRow> = read_row(rows, key::EXPECTED, key)?;
    if open.is_some() {
        return Ok((open, false));
    }
    let met: Option<ExpectedRow> = read_row(rows, key::MET, key)?;
    let is = met.is_some();
    Ok((met, is))
}

/// Writes it among what is open, or among what is met: where it is for items, once nothing of them
/// is lacking; else where `met` says so.
fn stands(rows: &mut dyn RowsMut, key: &[u8], row: &ExpectedRow, met: bool) -> Result<(), Stop> {
    let asked = asked(&row.values);
    let met = if asked.is_empty() {
        met
    } else {
        lacking(&asked, &row.dealt).is_empty()
    };
    let (into, out_of) = if met {
        (key::MET, key::EXPECTED)
    } else {
        (key::EXPECTED, key::MET)
    };
    rows.delete(out_of, key)?;
    board::expects(rows, key, row, !met)?;
    put(rows, into, key, row)
}

/// The keys of a table that begin so.
fn keys(rows: &dyn RowsMut, table: Table, prefix: &[u8]) -> Result<Vec<Vec<u8>>, Stop> {
    let mut found = Vec::new();
    rows.scan(
        &KeyRange::prefix(table, prefix),
        Direction::Forward,
        usize::MAX,
        &mut |key, _| {
            found.push(key.to_vec());
            ControlFlow::Continue(())
        },
    )?;
    Ok(found)
}
