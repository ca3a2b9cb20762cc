//! Sheets into a file, one after another: the same bytes as all at once, progress, stopping, and a
//! target that takes nothing more.
#![allow(clippy::unwrap_used)]

mod desk_support;
mod form_support;

use desk_support::Office;
use form_support::{chars_of, font, sheet};
use kagiban::calendar::FiscalYear;
use kagiban::desk::{FileKind, Going, Period, Wanted, WriteError};
use kagiban::form::{BOM, Cell, Fonts, PdfBook, PdfError, Sheet, csv, pdf, plain, to_cp932, xlsx};
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn year(year: i32) -> Wanted {
    Wanted {
        period: Period::Year(FiscalYear::new(year).unwrap()),
        place: None,
    }
}

fn on(_: Going) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn a_year_written_sheet_by_sheet_is_the_same_file_as_all_at_once() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    for form in ["lock", "take-out"] {
        let layout = forms.get(form).unwrap();
        let sheets = view.sheets(layout, &year(2026)).unwrap();
        let fonts = Fonts::new(vec![font("boxes", &chars_of(&sheets))]).unwrap();
        let texts: Vec<String> = sheets.iter().map(plain).collect();
        let all = [
            (FileKind::Text, texts.join("\n").into_bytes()),
            (FileKind::Csv, [BOM, csv(&sheets).as_bytes()].concat()),
            (FileKind::CsvCp932, to_cp932(&csv(&sheets)).bytes),
            (FileKind::Xlsx, xlsx(&sheets).unwrap()),
            (FileKind::Pdf(&fonts), pdf(&sheets, &fonts).unwrap().bytes),
        ];
        for (kind, wanted) in all {
            let mut file = Vec::new();
            let wrote = view.write_sheets(layout, &year(2026), kind, &mut file, &mut on);
            let Ok(ControlFlow::Continue(wrote)) = wrote else {
                panic!("{wrote:?}");
            };
            assert_eq!(wrote.sheets, sheets.len());
            assert!(file == wanted, "{form} {kind:?}");
        }
    }
}

#[test]
fn who_waits_is_told_each_sheet_and_page_and_can_stop() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let layout = forms.get("lock").unwrap();
    let sheets = view.sheets(layout, &year(2026)).unwrap();
    let fonts = Fonts::new(vec![font("boxes", &chars_of(&sheets))]).unwrap();
    let mut told = Vec::new();
    let ended = view
        .write_sheets(
            layout,
            &year(2026),
            FileKind::Pdf(&fonts),
            &mut io::sink(),
            &mut |going| {
                told.push(going);
                if going.sheet == 3 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        )
        .unwrap();
    assert!(ended.is_break());
    assert!(told.iter().all(|going| going.sheets == sheets.len()));
    let pages = told.iter().filter(|going| going.pages > 0).count();
    assert_eq!((told.len(), pages), (7, 3));
}

/// A disk with so much room.
struct Small(usize);

impl io::Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_target_that_fills_up_ends_the_writing_with_what_the_system_says() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let layout = forms.get("lock").unwrap();
    for kind in [FileKind::Text, FileKind::Csv, FileKind::Xlsx] {
        let mut told = 0;
        let full = view.write_sheets(layout, &year(2026), kind, &mut Small(5000), &mut |_| {
            told += 1;
            ControlFlow::Continue(())
        });
        assert!(
            matches!(&full, Err(WriteError::Io(e)) if e.kind() == io::ErrorKind::StorageFull),
            "{full:?}"
        );
        // A table stops where the room ends, and does not first fill the rest of the year.
        assert!(matches!(kind, FileKind::Xlsx) || told < 8, "{told}");
    }
}

#[test]
fn what_keeps_no_standard_is_no_document() {
    let judged = |sheets: &[Sheet]| {
        let fonts = Fonts::new(vec![font("boxes", &chars_of(sheets))]).unwrap();
        pdf(sheets, &fonts)
    };
    // A character of nobody's meaning is against PDF/A-2a; `text` lets none of them in.
    let mut private = sheet(&[("1", "見本区役所")]);
    private.rows[0].cells[1] = Cell::new("\u{E000}");
    let refused = judged(&[private]).unwrap_err();
    assert!(
        matches!(&refused, PdfError::Write(why) if why.contains("UnicodePrivateArea")),
        "{refused}"
    );
    let none = judged(&[]).unwrap_err();
    assert_eq!(none, PdfError::Write("no sheet".to_owned()));
}

#[test]
fn another_font_is_read_only_where_the_first_lacks_a_character_and_only_once() {
    let sheets = [sheet(&[("1", "見本区役所")]), sheet(&[("1", "𠮷田 髙橋")])];
    let all = chars_of(&sheets);
    let without: String = all.chars().filter(|c| !"𠮷髙".contains(*c)).collect();
    let times = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&times);
    let fonts = Fonts::new(vec![font("main", &without)])
        .unwrap()
        .or(move || {
            count.fetch_add(1, Ordering::Relaxed);
            vec![font("other", "髙𠮷日錠〓")]
        });
    assert_eq!(pdf(&sheets[..1], &fonts).unwrap().substituted, []);
    assert_eq!(times.load(Ordering::Relaxed), 0);
    let made = pdf(&sheets, &fonts).unwrap();
    assert_eq!(made.substituted.len(), 2);
    // The same document as with both from the beginning.
    let both = vec![font("main", &without), font("other", "髙𠮷日錠〓")];
    assert_eq!(made, pdf(&sheets, &Fonts::new(both).unwrap()).unwrap());
    assert_eq!(times.load(Ordering::Relaxed), 1);
}

#[test]
fn a_document_that_was_broken_off_says_so() {
    let sheets = [sheet(&[("1", "見本区役所")])];
    let fonts = Fonts::new(vec![font("boxes", &chars_of(&sheets))]).unwrap();
    let mut book = PdfBook::new(&fonts).unwrap();
    let ended = book.sheet(&sheets[0], &mut |_, _| ControlFlow::Break(()));
    assert!(ended.unwrap().is_break());
}
