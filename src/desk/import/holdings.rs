//! The register from a table: one row an item, only what it is called, how many, and where.

use super::table::{Cells, LAYOUT, Table, is_between, same};
use super::{Column, Misfit, Why, all_or};
use crate::calendar::parse_date;
use crate::journal::{HoldingId, PlaceId};
use crate::office::{Keep, Mokuroku, Office};
use crate::text::{Doubt, Text, Tongue, digits, doubt, fold_key, narrow};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An item of the register as a row gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// The row as a text editor counts it, from 1.
    pub line: u64,
    /// Its number; a new one where the row gives none.
    pub id: Option<HoldingId>,
    /// 件名.
    pub title: Text,
    /// 件数 (本人の数), what is disposed of included.
    pub count: u32,
    /// `paper`, `data` or `medium`.
    pub media: String,
    /// 要配慮の区分, 1 to 11.
    pub special: Vec<u8>,
    /// Where it is kept.
    pub place: Option<PlaceId>,
    /// 登録簿の事務.
    pub task: Option<Text>,
    /// 目録.
    pub list: Option<Mokuroku>,
    /// What a law says to keep.
    pub keep: Option<Keep>,
    /// The title or the task looks like the persons' own data: to be asked about.
    pub doubt: Option<Doubt>,
}

/// Reads a table of items of the register. A row with the number of one that is there brings it
/// up to date; a title that is there under another number does not fit.
///
/// # Errors
/// Everything that does not fit, in the order of rows; nothing is taken then.
pub fn holdings(text: &str, office: &Office, day: NaiveDate) -> Result<Vec<ItemRow>, Vec<Misfit>> {
    let table = Table::read(text, &LAYOUT.holdings)?;
    let mut misfits = Vec::new();
    let mut rows: Vec<ItemRow> = Vec::new();
    let mut numbers: BTreeMap<HoldingId, u64> = BTreeMap::new();
    let mut titles: BTreeMap<String, u64> = BTreeMap::new();
    for row in &table.rows {
        let mut cells = Cells::of(&table, row, &mut misfits);
        let id = item(&mut cells);
        let title = cells.text(Column::Title, true);
        let count = count(&mut cells);
        let media = media(&mut cells);
        let special = special(&mut cells);
        let place = place(&mut cells, office, day);
        let task = cells.text(Column::Task, false);
        let list = list(&mut cells);
        let keep = keep(&mut cells, day);
        if let Some(Some(id)) = id {
            if let Some(first) = numbers.get(&id) {
                cells.misfit(Column::Number, Why::Twice { row: *first });
            }
            numbers.entry(id).or_insert(row.line);
        }
        if let (Some(title), Some(id)) = (&title, id) {
            let key = fold_key(title.as_str());
            let known = office.holdings_on(day).into_iter();
            let mut other = known.filter(|h| fold_key(h.title.as_str()) == key);
            if let Some(first) = titles.get(&key) {
                cells.misfit(Column::Title, Why::Twice { row: *first });
            } else if let Some(other) = other.find(|h| Some(h.id) != id) {
                let name = Text::new(&other.id.0.to_string()).unwrap_or_default();
                cells.misfit(Column::Title, Why::Taken { name });
            }
            titles.entry(key).or_insert(row.line);
        }
        if let (
            Some(id),
            Some(title),
            Some(count),
            Some(media),
            Some(special),
            Some(place),
            Some(task),
            Some(list),
            Some(keep),
        ) = (id, title, count, media, special, place, task, list, keep)
        {
            let doubted = doubt(title.as_str()).or_else(|| doubt(task.as_str()));
            rows.push(ItemRow {
                line: row.line,
                id,
                title,
                count,
                media,
                special,
                place,
                task: Some(task).filter(|t| !t.is_blank()),
                list,
                keep,
                doubt: doubted,
            });
        }
    }
    all_or(rows, misfits)
}

fn item(cells: &mut Cells<'_>) -> Option<Option<HoldingId>> {
    let text = cells.text(Column::Number, false)?;
    if text.is_blank() {
        return Some(None);
    }
    let number = digits(text.as_str()).parse::<u16>().ok();
    match number.filter(|n| *n > 0) {
        Some(number) => Some(Some(HoldingId(number))),
        None => {
            cells.misfit(Column::Number, Why::Item(text.to_string()));
            None
        }
    }
}

fn count(cells: &mut Cells<'_>) -> Option<u32> {
    let text = cells.text(Column::Count, true)?;
    let plain: String = digits(text.as_str())
        .chars()
        .filter(|c| !matches!(c, ',' | '件' | ' '))
        .collect();
    let count = plain.parse::<u32>().ok().filter(|count| *count > 0);
    if count.is_none() {
        cells.misfit(Column::Count, Why::Count(text.to_string()));
    }
    count
}

fn media(cells: &mut Cells<'_>) -> Option<String> {
    let text = cells.text(Column::Media, true)?;
    let known = LAYOUT.media.iter().enumerate().find(|(nth, words)| {
        let digit = digits(text.as_str()) == (nth + 1).to_string();
        digit || words.words.iter().any(|word| same(word, text.as_str()))
    });
    match known {
        Some((_, words)) => Some(words.id.clone()),
        None => {
            cells.misfit(Column::Media, Why::Media(text.to_string()));
            None
        }
    }
}

/// Numbers 1 to 11 or the words of the kinds, in order and each once; nothing, なし or 0 for none.
fn special(cells: &mut Cells<'_>) -> Option<Vec<u8>> {
    let text = cells.text(Column::Special, false)?;
    let none = &LAYOUT.words.none;
    let mut kinds = Vec::new();
    if none.iter().any(|word| same(word, text.as_str())) {
        return Some(kinds);
    }
    let parts = |c: char| is_between(c) || c == ' ' || c == '.';
    for part in narrow(text.as_str()).split(parts).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let number = part.parse::<u8>().ok().filter(|n| (1..=11).contains(n));
        let word = || {
            (1..=11_u8).find(|kind| {
                [Tongue::Ja, Tongue::En]
                    .into_iter()
                    .any(|tongue| same(crate::procedure::kind_word(*kind, tongue), part))
            })
        };
        match number.or_else(word) {
            Some(kind) => kinds.push(kind),
            None => {
                cells.misfit(Column::Special, Why::Kind(part.to_owned()));
                return None;
            }
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    Some(kinds)
}

fn place(cells: &mut Cells<'_>, office: &Office, day: NaiveDate) -> Option<Option<PlaceId>> {
    let text = cells.text(Column::Place, false)?;
    if text.is_blank() {
        return Some(None);
    }
    let number = digits(text.as_str()).parse().ok().map(PlaceId);
    let found = office
        .places_on(day)
        .into_iter()
        .find(|p| Some(p.id) == number || same(p.name.as_str(), text.as_str()));
    match found {
        Some(place) => Some(Some(place.id)),
        None => {
            cells.misfit(Column::Place, Why::NoPlace(text.to_string()));
            None
        }
    }
}

fn list(cells: &mut Cells<'_>) -> Option<Option<Mokuroku>> {
    let text = cells.text(Column::List, false)?;
    if text.is_blank() {
        return Some(None);
    }
    let letter = narrow(text.as_str()).to_ascii_uppercase();
    let found = Mokuroku::ALL
        .into_iter()
        .find(|list| letter.trim().ends_with(list.letter()) && letter.chars().count() <= 3);
    if found.is_none() {
        cells.misfit(Column::List, Why::List(text.to_string()));
        return None;
    }
    Some(found)
}

fn keep(cells: &mut Cells<'_>, day: NaiveDate) -> Option<Option<Keep>> {
    let basis = cells.text(Column::Basis, false)?;
    let until = cells.text(Column::Until, false)?;
    match (basis.is_blank(), until.is_blank()) {
        (true, true) => Some(None),
        (true, false) => {
            cells.misfit(Column::Basis, Why::Alone);
            None
        }
        (false, true) => {
            cells.misfit(Column::Until, Why::Alone);
            None
        }
        (false, false) => match parse_date(until.as_str(), day) {
            Ok(until) => Some(Some(Keep { basis, until })),
            Err(_) => {
                cells.misfit(Column::Until, Why::Day(until.to_string()));
                None
            }
        },
    }
}
