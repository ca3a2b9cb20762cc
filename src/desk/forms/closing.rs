//! What the closing of a year does to its sheets: the lines carried over stand on the next year's
//! sheet under their old number; the closed sheet says who closed it, and what came later.

use super::{FormError, lines, say};
use crate::calendar::FiscalYear;
use crate::desk::view::View;
use crate::desk::year::{Book, Closing, LineName};
use crate::form::{Layout, Sheet, Source, WORDS, fill};
use crate::journal::UnitId;

/// The form's book, where it is one that a year closes.
fn book(layout: &Layout) -> Option<Book> {
    let mut books = Book::ALL.into_iter();
    books.find(|book| book.form() == layout.id)
}

/// The last closing of a year.
fn last(view: &View, unit: UnitId, year: FiscalYear) -> Result<Option<Closing>, FormError> {
    Ok(view.closings(unit, year)?.pop())
}

/// Adds the lines that the year before has carried over.
pub(super) fn carried(
    view: &View,
    layout: &Layout,
    (unit, year): (UnitId, FiscalYear),
    sheet: &mut Sheet,
) -> Result<(), FormError> {
    let (Some(book), Ok(before)) = (book(layout), FiscalYear::new(year.year() - 1)) else {
        return Ok(());
    };
    let Some(closing) = last(view, unit, before)? else {
        return Ok(());
    };
    let number = |column: &crate::form::ColumnDef| column.from.contains(&Source::Number);
    let column = layout.columns.iter().position(number);
    for name in closing.carried.iter().filter(|name| name.book == book) {
        let Some(row) = view.row_named(layout, unit, *name)? else {
            continue;
        };
        let Some(shown) = view.accepted(layout, row) else {
            continue;
        };
        let first = sheet.rows.len();
        lines::add(view, layout, &shown, sheet)?;
        let (label, no) = (name.year.label(), name.no.to_string());
        let said = fill(
            &WORDS.carried,
            &[("year", label.as_str()), ("no", no.as_str())],
        );
        for row in sheet.rows.iter_mut().skip(first) {
            if let Some(cell) = column.and_then(|at| row.cells.get_mut(at)) {
                cell.text.clone_from(&said);
                cell.value = crate::form::CellValue::Words;
            }
        }
    }
    Ok(())
}

/// Says of a closed year who closed it, what was explained, and what was recorded later.
pub(super) fn told(
    view: &View,
    layout: &Layout,
    (unit, year): (UnitId, FiscalYear),
    sheet: &mut Sheet,
) -> Result<(), FormError> {
    let Some(book) = book(layout) else {
        return Ok(());
    };
    let Some(closing) = last(view, unit, year)? else {
        return Ok(());
    };
    let day = closing.recorded.0.date();
    let of = |name: &&LineName| name.book == book;
    let carried = closing.carried.iter().filter(of).count().to_string();
    let explained = closing
        .explained
        .iter()
        .filter(|(name, _)| name.book == book);
    let name = say::signer(view, closing.by, closing.capacity, day);
    // The day stands whole: the closing is of another year than the sheet.
    let when = crate::calendar::wareki::date(day);
    let count = explained.clone().count().to_string();
    sheet.notes.push(fill(
        &WORDS.note_year_closed,
        &[
            ("when", when.as_str()),
            ("name", name.as_str()),
            ("carried", carried.as_str()),
            ("explained", count.as_str()),
        ],
    ));
    for (name, why) in explained {
        let no = name.no.to_string();
        let words = [("no", no.as_str()), ("why", why.as_str())];
        sheet.notes.push(fill(&WORDS.note_year_explained, &words));
    }
    let mut later = Vec::new();
    for id in view.listed(layout, unit, year)? {
        let row = view.case_row(id)?;
        if let Some(row) = row.filter(|row| row.log.last() > Some(&closing.index)) {
            later.push(format!("No.{}", row.form_no.unwrap_or(row.number)));
        }
    }
    if !later.is_empty() {
        if let Some(number) = &mut sheet.number {
            number.push('\u{3000}');
            number.push_str(&fill(&WORDS.edition, &[("no", "2")]));
        }
        let nos = later.join(&WORDS.between);
        let words = [("nos", nos.as_str())];
        sheet.notes.push(fill(&WORDS.note_year_later, &words));
    }
    Ok(())
}
