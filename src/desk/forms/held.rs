//! 目録 and 台帳: the register as it stands, a row an item.

use super::say;
use super::{FormError, empty};
use crate::calendar::wareki;
use crate::desk::register::{RegisterFilter, RegisterLine};
use crate::desk::view::View;
use crate::form::{Cell, Foot, Layout, Row, Sheet, Source, WORDS, fill};
use crate::procedure::media_word;
use crate::text::Tongue;

/// The sheet of the register, or of one 目録 of it.
pub(super) fn sheet(view: &View, layout: &Layout, foot: Foot) -> Result<Sheet, FormError> {
    let today = view.today().0;
    let label = wareki::date(today);
    let year = crate::calendar::FiscalYear::of(today).label();
    let unit = match &view.office.units[..] {
        [only] => only.name.as_str(),
        _ => view.office.name.as_str(),
    };
    let names = [
        ("unit", unit),
        ("month", label.as_str()),
        ("year", year.as_str()),
    ];
    let mut sheet = empty(layout, view, &names, label.clone(), foot);
    let page = view.register(&RegisterFilter::default(), 0, usize::MAX)?;
    let held = page.lines.iter().filter(|line| line.held);
    for line in held.filter(|line| layout.list.is_none() || line.item.list == layout.list) {
        let nth = sheet.rows.len();
        let columns = layout.columns.iter();
        sheet.rows.push(Row {
            cells: columns
                .map(|column| {
                    let mut said = column.from.iter().filter_map(|s| cell(view, line, nth, s));
                    said.next().unwrap_or_else(|| Cell::new(""))
                })
                .collect(),
            ..Row::default()
        });
    }
    if sheet.rows.is_empty() {
        sheet.notes.push(WORDS.note_none_held.clone());
    }
    Ok(sheet)
}

fn cell(view: &View, line: &RegisterLine, nth: usize, source: &Source) -> Option<Cell> {
    let item = &line.item;
    let some = |words: String| (!words.is_empty()).then(|| Cell::new(words));
    match source {
        Source::Nth => Some(Cell::number(u32::try_from(nth + 1).unwrap_or(u32::MAX))),
        Source::Number => Some(Cell::number(item.id.0.into())),
        Source::Title => some(item.title.to_string()),
        Source::Count => Some(Cell::number(item.count)),
        Source::Media => some(media_word(line.expected().media, Tongue::Ja).to_owned()),
        Source::Special => some(say::special(item.count, &item.special)),
        Source::Place => {
            let place = view.office.place_ever(line.place?)?;
            some(place.name.to_string())
        }
        Source::Task => some(item.task.as_ref()?.to_string()),
        Source::Left => Some(Cell::number(line.left)),
        Source::Out => Some(Cell::number(line.out)),
        Source::Keep => {
            let keep = item.keep.as_ref()?;
            let until = wareki::date(keep.until);
            let names = [("basis", keep.basis.as_str()), ("until", until.as_str())];
            some(fill(&WORDS.keep, &names))
        }
        _ => None,
    }
}
