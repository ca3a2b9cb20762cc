//! Sheets as paper and as a workbook: to the byte, with a font made here.
#![allow(clippy::unwrap_used)]

mod desk_support;
mod form_support;

use calamine::{Data, Reader as _, Xlsx};
use desk_support::Office;
use form_support::{chars_of, font, sheet};
use kagiban::calendar::Month;
use kagiban::desk::{Period, Wanted};
use kagiban::form::{Align, Cell, Column, FontError, Fonts, Row, Sheet, Substitute, pdf, xlsx};
use sha2::{Digest as _, Sha256};
use std::io::Cursor;

fn fonts(sheets: &[Sheet]) -> Fonts {
    Fonts::new(vec![font("boxes", &chars_of(sheets))]).unwrap()
}

/// How often these bytes stand in the file.
fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|w| *w == what).count()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn the_same_sheet_is_the_same_bytes() {
    let sheets = [sheet(&[("1", "見本区役所 産業課"), ("2", "見本町会館")])];
    let fonts = fonts(&sheets);
    let first = pdf(&sheets, &fonts).unwrap();
    let second = pdf(&sheets, &fonts).unwrap();
    assert_eq!(first, second);
    assert_eq!(first.pages, 1);
    assert!(first.substituted.is_empty());
    let known = include_str!("fixtures/form_pdf.sha256").trim();
    assert_eq!(hex(&Sha256::digest(&first.bytes)), known);
}

#[test]
fn paper_says_that_it_is_for_the_archive_and_for_every_reader() {
    let sheets = [sheet(&[("1", "見本区役所")])];
    let made = pdf(&sheets, &fonts(&sheets)).unwrap();
    for what in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/MarkInfo",
        "/StructTreeRoot",
        "/Lang",
        "ja-JP",
    ] {
        assert!(count(&made.bytes, what.as_bytes()) > 0, "{what}");
    }
    assert!(made.bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn a_page_has_its_rows_and_the_next_begins_after_them() {
    let rows: Vec<(&str, &str)> = (0..21).map(|_| ("1", "見本")).collect();
    let sheets = [sheet(&rows)];
    assert_eq!(pdf(&sheets, &fonts(&sheets)).unwrap().pages, 3);
}

#[test]
fn a_destination_of_500_characters_takes_room_and_is_all_there() {
    let long = "見本市".repeat(166) + "役所";
    assert_eq!(long.chars().count(), 500);
    let short = [sheet(&[("1", "見本区役所")])];
    let with_long = [sheet(&[("1", &long)])];
    let fonts = fonts(&with_long);
    let short = pdf(&short, &fonts).unwrap();
    let made = pdf(&with_long, &fonts).unwrap();
    // Its row takes a page of its own or grows; nothing is left out: the text layer is longer by
    // all its characters.
    assert!(made.bytes.len() > short.bytes.len());
    assert!(made.substituted.is_empty());
}

#[test]
fn every_character_without_a_glyph_is_named_and_how_it_is_printed() {
    let sheets = [sheet(&[("1", "𠮷田 﨑 髙橋 渡邉\u{E0102}")])];
    let all = chars_of(&sheets);
    let without: String = all.chars().filter(|c| !"𠮷髙".contains(*c)).collect();
    let main = font("main", &without);
    let other = font("other", "髙日錠〓");
    let fonts = Fonts::new(vec![main, other]).unwrap();
    let made = pdf(&sheets, &fonts).unwrap();
    let named: Vec<(&str, &Substitute)> = made
        .substituted
        .iter()
        .map(|s| (s.what.as_str(), &s.by))
        .collect();
    assert_eq!(
        named,
        [
            ("邉\u{E0102}", &Substitute::BaseForm('邉')),
            ("髙", &Substitute::OtherFont("other".to_owned())),
            ("𠮷", &Substitute::Geta),
        ]
    );
}

#[test]
fn what_is_no_japanese_font_is_refused() {
    let refused = Fonts::new(Vec::new()).unwrap_err();
    assert_eq!(refused, FontError::None);
    let latin = font("latin", "abc");
    assert_eq!(
        Fonts::new(vec![latin]).unwrap_err(),
        FontError::NotJapanese("latin".to_owned())
    );
    let mut broken = font("broken", "日錠〓");
    broken.data = std::sync::Arc::new(b"not a font".to_vec());
    assert_eq!(
        Fonts::new(vec![broken]).unwrap_err(),
        FontError::NotAFont("broken".to_owned())
    );
}

/// A month's sheet with so many names on its roster.
fn roster(names: usize) -> Sheet {
    let mut sheet = sheet(&[]);
    sheet.fill = false;
    let column = |head: String, group: bool| Column {
        head,
        group: group.then(|| "施錠者（該当者に○）".to_owned()),
        width: 20.0,
        grow: true,
        align: Align::Centre,
        wrap: false,
        margin: false,
    };
    sheet.columns = vec![column("日".to_owned(), false)];
    sheet
        .columns
        .extend((0..names).map(|n| column(format!("見本 {n}"), true)));
    sheet.columns.push(Column {
        margin: true,
        ..column("欄外".to_owned(), false)
    });
    for day in 1..=3 {
        let mut cells = vec![Cell::number(day)];
        cells.extend((0..names).map(|n| Cell::new(if n + 1 == names { "〇" } else { "" })));
        cells.push(Cell::new(""));
        sheet.rows.push(Row {
            cells,
            ..Row::default()
        });
    }
    sheet.rows_per_page = 31;
    sheet
}

#[test]
fn sixty_names_on_a_roster_take_several_pages_each_with_every_day() {
    let few = [roster(3)];
    assert_eq!(pdf(&few, &fonts(&few)).unwrap().pages, 1);
    let sixty = [roster(60)];
    let made = pdf(&sixty, &fonts(&sixty)).unwrap();
    assert!((3..=4).contains(&made.pages), "{}", made.pages);
}

#[test]
fn marks_beside_every_day_push_no_day_off_the_page() {
    let mut month = roster(23);
    let marks = "後日記録、訂正、再施錠、休日";
    let mut rows = Vec::new();
    for day in 1..=31 {
        let mut row = month.rows[0].clone();
        row.cells[0] = Cell::number(day);
        *row.cells.last_mut().unwrap() = Cell::new(marks);
        rows.push(row);
    }
    month.rows = rows;
    month.row_height = 5.7;
    month.columns.last_mut().unwrap().width = 40.0;
    month.columns[0].grow = false;
    month.remarks.clear();
    let sheets = [month];
    // Two parts of the roster, each a page with all days.
    assert_eq!(pdf(&sheets, &fonts(&sheets)).unwrap().pages, 2);
}

#[test]
fn the_sample_says_so_across_the_sheet() {
    let mut own = sheet(&[("1", "見本区役所")]);
    let fonts = fonts(std::slice::from_ref(&own));
    let plain = pdf(std::slice::from_ref(&own), &fonts).unwrap();
    own.foot.sample = true;
    let made = pdf(&[own], &fonts).unwrap();
    assert_eq!(count(&plain.bytes, b"/Watermark"), 0);
    assert!(made.bytes.len() > plain.bytes.len());
}

#[test]
fn a_workbook_holds_every_cell_of_the_sheet_as_words_and_real_dates_beside_them() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Month("2026-11".parse::<Month>().unwrap()),
        place: None,
    };
    let sheets = view.sheets(forms.get("lock").unwrap(), &wanted).unwrap();
    let bytes = xlsx(&sheets).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), sheets.len());
    for (name, sheet) in names.iter().zip(&sheets) {
        let range = book.worksheet_range(name).unwrap();
        let formulas = book.worksheet_formula(name).unwrap();
        assert_eq!(formulas.used_cells().count(), 0);
        // Number, title with place and month, two rows of heads.
        let first = 4;
        for (nth, row) in sheet.rows.iter().enumerate() {
            let at = first + nth as u32;
            let mut column = 0;
            for cell in &row.cells {
                let found = range.get_value((at, column)).cloned().unwrap_or_default();
                let said = match found {
                    Data::Empty => String::new(),
                    Data::Float(number) => number.to_string(),
                    other => other.to_string(),
                };
                assert_eq!(said, cell.text, "{name} {at} {column}");
                column += cell.span as u32;
            }
            let date = range.get_value((at, column + 1)).unwrap();
            assert!(matches!(date, Data::DateTime(_)), "{date:?}");
        }
        // What stands above the table is all there, 施錠場所 and 年月 beside the title.
        let words: Vec<String> = range.used_cells().map(|(_, _, d)| d.to_string()).collect();
        for said in sheet
            .head
            .iter()
            .map(|head| &head.text)
            .chain([&sheet.title])
        {
            assert!(
                words.iter().any(|word| word.contains(said.as_str())),
                "{said}: {words:?}"
            );
        }
    }
}

#[test]
fn a_formula_in_a_workbook_is_words() {
    let sheets = [sheet(&[("1", "=HYPERLINK(\"http://x\")"), ("2", "＝1+1")])];
    let bytes = xlsx(&sheets).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    let words: Vec<String> = range.used_cells().map(|(_, _, d)| d.to_string()).collect();
    assert!(words.contains(&"=HYPERLINK(\"http://x\")".to_owned()));
    let formulas = book.worksheet_formula(&name).unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
}

#[test]
fn the_same_workbook_is_the_same_bytes() {
    let sheets = [sheet(&[("1", "見本区役所")])];
    assert_eq!(xlsx(&sheets).unwrap(), xlsx(&sheets).unwrap());
}
