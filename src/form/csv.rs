//! Sheets as one table for other programs: a head, then a line for each row of every sheet, with
//! what the paper says once (place, month, journal) on every line.

use super::sheet::{Cell, Row, Sheet};
use super::words::WORDS;
use std::collections::BTreeMap;
use std::fmt;

/// The table, lines ended by CR LF, without a byte order mark. Sheets are of one form.
#[must_use]
pub fn csv(sheets: &[Sheet]) -> String {
    let mut table = CsvBook::default();
    sheets.iter().map(|sheet| table.sheet(sheet)).collect()
}

/// A table in the making: sheets of one form go in one after another, and none is kept.
#[derive(Debug, Clone, Default)]
pub struct CsvBook {
    begun: bool,
}

impl CsvBook {
    /// The lines of a sheet; before the first sheet's the head.
    pub fn sheet(&mut self, sheet: &Sheet) -> String {
        let mut writer = ::csv::WriterBuilder::new()
            .terminator(::csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        // Writing into memory cannot fail.
        if !self.begun {
            self.begun = true;
            let _ = writer.write_record(heads(sheet).iter().map(|head| guard(head)));
        }
        for (nth, row) in sheet.rows.iter().enumerate() {
            let _ = writer.write_record(record(sheet, nth, row).iter().map(|cell| guard(cell)));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A spreadsheet takes a cell that begins so for a formula. It begins with an apostrophe instead.
fn guard(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}

fn heads(sheet: &Sheet) -> Vec<String> {
    let words = &WORDS.csv;
    let mut heads = vec![words.form.clone(), words.about.clone()];
    let roster = sheet.roster();
    for (nth, column) in sheet.columns.iter().enumerate() {
        match (roster, &column.group) {
            (Some((first, _)), Some(group)) if nth == first => heads.push(group.clone()),
            (_, Some(_)) => {}
            _ => heads.push(column.head.replace('\n', "")),
        }
    }
    heads.extend(
        [
            &words.date,
            &words.struck,
            &words.remark,
            &words.size,
            &words.root,
            &words.printed,
        ]
        .map(Clone::clone),
    );
    if sheet.foot.sample {
        heads.push(words.sample.clone());
    }
    heads
}

fn record(sheet: &Sheet, nth: usize, row: &Row) -> Vec<String> {
    let title = match &sheet.number {
        Some(number) => format!("{number} {}", sheet.title),
        None => sheet.title.clone(),
    };
    let mut record = vec![title, sheet.about.clone()];
    let mut at = 0;
    let mut circled: Option<String> = None;
    let roster = sheet.roster();
    for cell in &row.cells {
        let last = at + cell.span.max(1) - 1;
        match roster.filter(|(first, end)| (*first..=*end).contains(&at)) {
            None => record.push(cell.text.replace('\n', " ")),
            Some((_, end)) => {
                let said = if cell.span > 1 || cell.text != WORDS.circle {
                    cell.text.clone()
                } else {
                    let name = sheet.columns.get(at).map_or("", |c| c.head.as_str());
                    format!("{}{name}", WORDS.circle)
                };
                let so_far = circled.get_or_insert_with(String::new);
                so_far.push_str(&said);
                if last >= end {
                    record.push(circled.take().unwrap_or_default());
                }
            }
        }
        at = last + 1;
    }
    let struck: Vec<&str> = row
        .cells
        .iter()
        .filter_map(|cell: &Cell| cell.struck.as_deref())
        .collect();
    let remarks: Vec<&str> = sheet
        .remarks_of(nth..nth + 1)
        .map(|remark| remark.text.as_str())
        .collect();
    let foot = &sheet.foot;
    record.push(row.date.map(|date| date.to_string()).unwrap_or_default());
    record.push(struck.join(" "));
    record.push(remarks.join(" "));
    record.push(foot.checkpoint.size.to_string());
    record.push(foot.checkpoint.short_root().to_string());
    record.push(format!("{} {}", foot.printed.date(), foot.printed.clock()));
    if foot.sample {
        record.push(WORDS.sample.clone());
    }
    record
}

/// A text in CP932, and what could not be said in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cp932 {
    /// The text.
    pub bytes: Vec<u8>,
    /// Each character that is lost, with how often, in the order of their code points.
    pub lost: Vec<Lost>,
}

/// A character that CP932 does not have; 〓 stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The character, with what selects its variant.
    pub what: String,
    /// How often.
    pub times: usize,
}

impl Lost {
    /// Adds what another part of the same table lost.
    pub fn add(all: &mut Vec<Self>, more: Vec<Self>) {
        for lost in more {
            match all.iter_mut().find(|known| known.what == lost.what) {
                Some(known) => known.times += lost.times,
                None => all.push(lost),
            }
        }
        all.sort_by(|a, b| a.what.cmp(&b.what));
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<String> = self
            .what
            .chars()
            .map(|c| format!("U+{:04X}", u32::from(c)))
            .collect();
        write!(f, "{} ({})", self.what, codes.join(" "))
    }
}

/// Writes a text in CP932 (Windows-31J). Signs that it has in another form are written in that
/// form (〜 as ～); everything else that it lacks becomes 〓 and is named.
#[must_use]
pub fn to_cp932(text: &str) -> Cp932 {
    let mut out = Cp932::default();
    let mut lost: BTreeMap<String, usize> = BTreeMap::new();
    let mut chars = text.chars().peekable();
    let mut buffer = [0; 4];
    while let Some(c) = chars.next() {
        let selector = chars.next_if(|next| is_selector(*next));
        let c = other_form(c);
        let written = c.encode_utf8(&mut buffer);
        let (bytes, _, failed) = encoding_rs::SHIFT_JIS.encode(written);
        if failed || selector.is_some() {
            let mut what = c.to_string();
            what.extend(selector);
            *lost.entry(what).or_default() += 1;
        }
        if failed {
            out.bytes.extend_from_slice(&GETA);
        } else {
            out.bytes.extend_from_slice(&bytes);
        }
    }
    out.lost = lost
        .into_iter()
        .map(|(what, times)| Lost { what, times })
        .collect();
    out
}

/// 〓 in CP932.
const GETA: [u8; 2] = [0x81, 0xAC];

fn is_selector(c: char) -> bool {
    matches!(u32::from(c), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// The form in which CP932 has a sign.
fn other_form(c: char) -> char {
    match c {
        '〜' => '～',
        '—' => '―',
        '−' => '－',
        '¥' => '￥',
        '‾' => '￣',
        '‖' => '∥',
        other => other,
    }
}

/// What stands before a table of UTF-8 so that spreadsheets read it as that.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";
