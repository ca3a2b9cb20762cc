//! The fold's part for the board: its index follows every change of an open case, as the difference
//! of what the case was and is.

use super::{Stop, put};
use crate::desk::rows::OpenRow;
use crate::desk::rows::board::{BOARD, TALLY, Tally, entries, expected};
use crate::desk::rows::duties::ExpectedRow;
use crate::desk::view::read_row;
use crate::store::RowsMut;
use std::collections::BTreeSet;

/// An open case has changed, begun or ended. What was and is in no section, as the evening lock,
/// writes nothing.
pub(super) fn changed(
    rows: &mut dyn RowsMut,
    was: Option<&OpenRow>,
    is: Option<&OpenRow>,
) -> Result<(), Stop> {
    let keys = |row: Option<&OpenRow>| row.map_or_else(BTreeSet::new, entries);
    let (was, is) = (keys(was), keys(is));
    if was == is {
        return Ok(());
    }
    let mut tally: Tally = read_row(rows, BOARD, TALLY)?.unwrap_or_default();
    let before = tally.clone();
    for key in was.difference(&is) {
        rows.delete(BOARD, key)?;
        tally.count(key, false);
    }
    for key in is.difference(&was) {
        rows.put(BOARD, key, &[])?;
        tally.count(key, true);
    }
    if tally == before {
        return Ok(());
    }
    put(rows, BOARD, TALLY, &tally)
}

/// Something is expected, under its name in the table of expectations.
pub(super) fn expects(
    rows: &mut dyn RowsMut,
    name: &[u8],
    row: &ExpectedRow,
    open: bool,
) -> Result<(), Stop> {
    let key = expected(&row.procedure, row.lead, row.due, name);
    if open {
        rows.put(BOARD, &key, &[])?;
    } else {
        rows.delete(BOARD, &key)?;
    }
    Ok(())
}
