//! Sheets as a workbook, as a clerk would have made it: a worksheet a sheet, A4, its print area and
//! repeated head set. Words are words, never formulas. What reckons (a real date, what stood there
//! before a correction, remarks) stands beside what is printed.

use super::layout::{Align, Paper, Side};
use super::plain::{foot_printed, foot_root};
use super::sheet::{Cell, CellValue, Row, RowTone, Sheet};
use super::words::{WORDS, fill};
use rust_xlsxwriter::{
    DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeSet;

/// The font that every Japanese spreadsheet has.
const FONT: &str = "MS Gothic";
/// Millimetres in a unit of column width, about.
const COLUMN_MM: f64 = 2.0;
/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WorkbookError(String);

impl From<XlsxError> for WorkbookError {
    fn from(e: XlsxError) -> Self {
        Self(e.to_string())
    }
}

/// Writes sheets into a workbook.
///
/// # Errors
/// What the format does not allow, such as more than a million rows.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, WorkbookError> {
    let mut book = XlsxBook::default();
    for sheet in sheets {
        book.sheet(sheet)?;
    }
    book.finish()
}

/// A workbook in the making. Sheets go in one after another; their cells are kept until it is
/// finished, as its format asks.
#[derive(Default)]
pub struct XlsxBook {
    workbook: Workbook,
    names: BTreeSet<String>,
}

impl XlsxBook {
    /// Adds a worksheet.
    ///
    /// # Errors
    /// What the format does not allow.
    pub fn sheet(&mut self, sheet: &Sheet) -> Result<(), WorkbookError> {
        if self.names.is_empty() {
            let printed = sheet.foot.printed.wall_clock();
            let properties = DocProperties::new()
                .set_title(&sheet.title)
                .set_author("kagiban")
                .set_creation_datetime(&printed);
            self.workbook.set_properties(&properties);
        }
        let name = name(sheet, &mut self.names);
        let worksheet = self.workbook.add_worksheet();
        worksheet.set_name(name)?;
        Writing { sheet, worksheet }.all()?;
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// What the format does not allow.
    pub fn finish(mut self) -> Result<Vec<u8>, WorkbookError> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// At most 31 characters, none that a worksheet's name may not have, and each name once.
fn name(sheet: &Sheet, known: &mut BTreeSet<String>) -> String {
    let fit = |text: &str, most: usize| -> String {
        text.chars()
            .map(|c| match c {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
                c => c,
            })
            .take(most)
            .collect()
    };
    let whole = fit(&sheet.about, 31);
    let whole = if whole.trim().is_empty() {
        sheet.form.clone()
    } else {
        whole
    };
    let mut name = whole;
    let mut nth = 2;
    while !known.insert(name.to_lowercase()) {
        name = format!("{} {nth}", fit(&sheet.about, 26));
        nth += 1;
    }
    name
}

struct Writing<'a> {
    sheet: &'a Sheet,
    worksheet: &'a mut Worksheet,
}

impl Writing<'_> {
    fn all(&mut self) -> Result<(), XlsxError> {
        let columns = column(self.sheet.columns.len());
        let last = columns.saturating_sub(1);
        let head = self.head(last)?;
        let first = self.table_head(head)?;
        let mut at = first;
        for (nth, row) in self.sheet.rows.iter().enumerate() {
            self.row(at, row)?;
            self.beside(at, columns + 1, nth, row)?;
            at += 1;
        }
        if self.sheet.fill {
            let page = u32::try_from(self.sheet.rows_per_page).unwrap_or(1);
            while at == first || !(at - first).is_multiple_of(page.max(1)) {
                self.empty_row(at, columns)?;
                at += 1;
            }
        }
        let end = self.below(at, last)?;
        self.paper(head, first, end, last)?;
        Ok(())
    }

    /// Number, title, and what stands above the table; gives back the row below.
    fn head(&mut self, last: u16) -> Result<u32, XlsxError> {
        let plain = Format::new().set_font_name(FONT).set_font_size(10);
        let right = plain.clone().set_align(FormatAlign::Right);
        let title = Format::new()
            .set_font_name(FONT)
            .set_font_size(15)
            .set_align(FormatAlign::Center);
        let mut number = self.sheet.number.clone().unwrap_or_default();
        if self.sheet.foot.sample {
            number = format!("{}　{number}", WORDS.sample);
        }
        let sheet = self.sheet;
        let words = |side: Side, line: u8| -> String {
            let heads = sheet.head.iter();
            heads
                .filter(|head| head.side == side && head.line == line)
                .map(|head| head.text.as_str())
                .collect::<Vec<_>>()
                .join("　")
        };
        let middle = last / 2;
        self.wide(0, 0, middle, &number, &plain)?;
        self.wide(0, middle + 1, last, &words(Side::Right, 0), &right)?;
        let (left, beside) = (words(Side::Left, 1), words(Side::Right, 1));
        match self.sides(&left, &beside) {
            Some((to, from)) => {
                self.wide(1, 0, to, &left, &plain)?;
                self.wide(1, to + 1, from - 1, &sheet.title, &title)?;
                self.wide(1, from, last, &beside, &right)?;
            }
            None => {
                let all = [left, sheet.title.clone(), beside];
                let said: Vec<String> = all.into_iter().filter(|w| !w.is_empty()).collect();
                self.wide(1, 0, last, &said.join("　"), &title)?;
            }
        }
        for line in 2..=sheet.last_line() {
            let at = u32::from(line);
            self.wide(at, 0, middle, &words(Side::Left, line), &plain)?;
            self.wide(at, middle + 1, last, &words(Side::Right, line), &right)?;
        }
        Ok(u32::from(sheet.last_line()) + 1)
    }

    /// The last column of what stands left of the title, and the first of what stands right of it;
    /// none where nothing stands there, or the table is too narrow.
    fn sides(&self, left: &str, right: &str) -> Option<(u16, u16)> {
        if left.is_empty() && right.is_empty() {
            return None;
        }
        let columns = self.sheet.columns.len();
        let take = |words: &str, of: &mut dyn Iterator<Item = &super::Column>| {
            let mut room = 0;
            let mut taken = 0;
            while taken == 0 || room < crate::text::width(words) + 2 {
                room += of
                    .next()
                    .map(|c| wide(c) / COLUMN_MM)
                    .map(|w| super::pdf::whole(w as f32))?;
                taken += 1;
            }
            Some(taken)
        };
        let before = take(left, &mut self.sheet.columns.iter())?;
        let after = take(right, &mut self.sheet.columns.iter().rev())?;
        (before + after < columns).then(|| (column(before - 1), column(columns - after)))
    }

    /// Words over some columns, or in one.
    fn wide(
        &mut self,
        row: u32,
        from: u16,
        to: u16,
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if from < to {
            self.worksheet
                .merge_range(row, from, row, to, words, format)?;
        } else if from == to {
            self.worksheet
                .write_string_with_format(row, from, words, format)?;
        }
        Ok(())
    }

    /// The heads of the columns, in two rows where names stand under one; gives back the row below.
    fn table_head(&mut self, at: u32) -> Result<u32, XlsxError> {
        let format = boxed()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let roster = self.sheet.roster();
        let below = at + u32::from(roster.is_some());
        for (nth, def) in self.sheet.columns.iter().enumerate() {
            let to = column(nth);
            self.worksheet.set_column_width(to, wide(def) / COLUMN_MM)?;
            let format = if def.margin { loose() } else { format.clone() };
            if def.group.is_some() || roster.is_none() {
                self.worksheet
                    .write_string_with_format(below, to, &def.head, &format)?;
            } else {
                self.worksheet
                    .merge_range(at, to, below, to, &def.head, &format)?;
            }
        }
        if let Some((first, last)) = roster
            && let Some(group) = self.sheet.columns.get(first).and_then(|c| c.group.clone())
        {
            self.wide(at, column(first), column(last), &group, &format)?;
        }
        self.worksheet.set_row_height(below, 10.0 * MM)?;
        let beside = column(self.sheet.columns.len()) + 1;
        let words = &WORDS.csv;
        for (nth, head) in [&words.date, &words.struck, &words.remark]
            .into_iter()
            .enumerate()
        {
            self.worksheet
                .write_string_with_format(below, beside + column(nth), head, &loose())?;
        }
        self.worksheet.set_column_width(beside, 12)?;
        Ok(below + 1)
    }

    fn row(&mut self, at: u32, row: &Row) -> Result<(), XlsxError> {
        self.worksheet
            .set_row_height(at, f64::from(self.sheet.row_height) * MM)?;
        let mut from = 0;
        for cell in &row.cells {
            let first = column(from);
            let last = first + column(cell.span.max(1)) - 1;
            let format = self.format(from, cell, row.tone);
            match (&cell.struck, cell.value) {
                _ if last > first => self.wide(at, first, last, &cell.text, &format)?,
                (Some(before), _) => {
                    let struck = Format::new().set_font_name(FONT).set_font_strikethrough();
                    let plain = Format::new().set_font_name(FONT);
                    let now = format!("\n{}　{}", cell.text, WORDS.corrected);
                    let parts = [(&struck, before.as_str()), (&plain, now.as_str())];
                    self.worksheet
                        .write_rich_string_with_format(at, first, &parts, &format)?;
                }
                (None, CellValue::Number(number)) => {
                    self.worksheet
                        .write_number_with_format(at, first, number, &format)?;
                }
                (None, _) if cell.text.is_empty() => {
                    self.worksheet.write_blank(at, first, &format)?;
                }
                (None, _) => {
                    self.worksheet
                        .write_string_with_format(at, first, &cell.text, &format)?;
                }
            }
            from += cell.span.max(1);
        }
        Ok(())
    }

    fn format(&self, nth: usize, cell: &Cell, tone: RowTone) -> Format {
        let column = self.sheet.columns.get(nth);
        let margin = column.is_some_and(|c| c.margin);
        let align = match column.map_or(Align::Left, |c| c.align) {
            _ if cell.span > 1 => FormatAlign::Center,
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let format = if margin { loose() } else { boxed() };
        let format = format
            .set_align(align)
            .set_align(FormatAlign::VerticalCenter);
        let format = if column.is_some_and(|c| c.wrap) || cell.text.contains('\n') {
            format.set_text_wrap()
        } else if margin {
            format
        } else {
            format.set_shrink()
        };
        match tone {
            RowTone::Closed if !margin => format.set_background_color("ECECEC"),
            _ => format,
        }
    }

    /// A real date, what stood there before, and what is said of the row; not printed.
    fn beside(&mut self, at: u32, from: u16, nth: usize, row: &Row) -> Result<(), XlsxError> {
        if let Some(date) = row.date {
            let format = loose().set_num_format("yyyy-mm-dd");
            self.worksheet
                .write_datetime_with_format(at, from, date, &format)?;
        }
        let struck: Vec<&str> = row
            .cells
            .iter()
            .filter_map(|cell| cell.struck.as_deref())
            .collect();
        let remarks: Vec<&str> = self
            .sheet
            .remarks_of(nth..nth + 1)
            .map(|remark| remark.text.as_str())
            .collect();
        for (nth, words) in [struck.join(" "), remarks.join(" ")]
            .into_iter()
            .enumerate()
        {
            if !words.is_empty() {
                let to = from + 1 + column(nth);
                self.worksheet
                    .write_string_with_format(at, to, words, &loose())?;
            }
        }
        Ok(())
    }

    fn empty_row(&mut self, at: u32, columns: u16) -> Result<(), XlsxError> {
        self.worksheet
            .set_row_height(at, f64::from(self.sheet.row_height) * MM)?;
        for to in 0..columns {
            self.worksheet.write_blank(at, to, &boxed())?;
        }
        Ok(())
    }

    /// Notes, remarks and the foot; gives back the last row.
    fn below(&mut self, mut at: u32, last: u16) -> Result<u32, XlsxError> {
        let wrapped = loose().set_text_wrap().set_align(FormatAlign::Top);
        let notes = self.sheet.notes.iter().cloned();
        let remarks = self.sheet.remarks.iter();
        let remarks = remarks.map(|remark| format!("{}　{}", remark.of, remark.text));
        let foot = [foot_root(self.sheet), foot_printed(self.sheet)];
        for words in notes.chain(remarks).chain(foot) {
            self.wide(at, 0, last, &words, &wrapped)?;
            let wide: f32 = self.sheet.columns.iter().map(|c| c.width).sum();
            let room = super::pdf::whole(wide / COLUMN_MM as f32);
            let lines = crate::text::wrap(&words, room).len();
            let lines = u32::try_from(lines).unwrap_or(1);
            self.worksheet.set_row_height(at, f64::from(lines) * 13.0)?;
            at += 1;
        }
        Ok(at.saturating_sub(1))
    }

    fn paper(&mut self, head: u32, first: u32, end: u32, last: u16) -> Result<(), XlsxError> {
        let sheet = self.sheet;
        // 9 is A4.
        self.worksheet.set_paper_size(9);
        if sheet.paper == Paper::Landscape {
            self.worksheet.set_landscape();
        }
        self.worksheet.set_print_area(0, 0, end, last)?;
        self.worksheet
            .set_repeat_rows(head, first.saturating_sub(1))?;
        // One page across, as many down as it takes.
        self.worksheet.set_print_fit_to_pages(1, 0);
        self.worksheet.set_margins(0.6, 0.6, 0.5, 0.6, 0.3, 0.3);
        let page = fill(&WORDS.page, &[("page", "&P"), ("pages", "&N")]);
        let footer = format!("&L&8{}&R&8{page}", foot_root(sheet).replace('&', "&&"));
        self.worksheet.set_footer(footer);
        if sheet.foot.sample {
            self.worksheet.set_header(format!("&C&20{}", WORDS.sample));
        }
        Ok(())
    }
}

/// The width of a column in millimetres; a name's is as wide as a name.
fn wide(column: &super::Column) -> f64 {
    if column.group.is_some() {
        14.0
    } else {
        f64::from(column.width)
    }
}

fn boxed() -> Format {
    loose().set_border(FormatBorder::Thin)
}

fn loose() -> Format {
    Format::new().set_font_name(FONT).set_font_size(9)
}

fn column(nth: usize) -> u16 {
    u16::try_from(nth).unwrap_or(u16::MAX)
}
