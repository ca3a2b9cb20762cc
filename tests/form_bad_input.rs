//! What nobody plans for and every office has: a place that closes in the middle of a month, sixty
//! names on a roster, a destination of 500 characters, a title that is a formula, a font that lacks
//! somebody's name.
#![allow(clippy::unwrap_used)]

mod desk_support;
mod form_support;
mod pty;

use calamine::{Reader as _, Xlsx};
use desk_support::{Office, begin, choice, person, sign_steps};
use form_support::{chars_of, font};
use kagiban::calendar::{FiscalYear, Moment, Month};
use kagiban::desk::{Period, Wanted};
use kagiban::form::{Fonts, Sheet, csv, pdf, plain, xlsx};
use kagiban::journal::PlaceId;
use kagiban::office::{OfficeAct, Span};
use kagiban::procedure::{FieldId, HoldingLine, Media, Value, Values};
use kagiban::text::{Paragraph, Text};
use std::fs;
use std::io::Cursor;

fn month(office: &Office, month: &str, place: u16) -> Sheet {
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Month(month.parse::<Month>().unwrap()),
        place: Some(PlaceId(place)),
    };
    let mut sheets = view.sheets(forms.get("lock").unwrap(), &wanted).unwrap();
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

fn act(office: &Office, act: OfficeAct) {
    let pin = office.pin_of(1);
    office.desk.sign_office(person(1), &pin, act, None).unwrap();
}

fn paper(sheets: &[Sheet]) -> kagiban::form::Pdf {
    let fonts = Fonts::new(vec![font("boxes", &chars_of(sheets))]).unwrap();
    pdf(sheets, &fonts).unwrap()
}

/// Every cell of the first worksheet as words.
fn cells(sheets: &[Sheet]) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(sheets).unwrap())).unwrap();
    let name = book.sheet_names()[0].clone();
    assert_eq!(
        book.worksheet_formula(&name).unwrap().used_cells().count(),
        0
    );
    let range = book.worksheet_range(&name).unwrap();
    range.used_cells().map(|(_, _, d)| d.to_string()).collect()
}

#[test]
fn a_place_that_closes_in_the_middle_of_a_month_has_no_holes_after_it() {
    let office = Office::new();
    let mut place = {
        let view = office.desk.view().unwrap();
        view.office
            .place(PlaceId(1), view.today().0)
            .unwrap()
            .clone()
    };
    place.span = Span {
        from: "2026-11-17".parse().unwrap(),
        until: Some("2026-11-20".parse().unwrap()),
    };
    act(&office, OfficeAct::Place(place));
    office.set("2026-12-01T09:00:00+09:00");
    let sheet = month(&office, "2026-11", 1);
    assert_eq!(sheet.rows.len(), 30);
    let said = |day: usize| sheet.rows[day - 1].cells[2].text.as_str();
    // An open day on which it was in use and nobody locked is a hole; after its end none is.
    assert_eq!(said(20), "（記録なし）");
    for day in 21..=30 {
        assert_eq!(said(day), "（使用なし）", "{day}");
    }
    let note = "この施錠場所は11月2日から11月20日まで使いました。";
    assert!(sheet.notes.iter().any(|n| n == note), "{:?}", sheet.notes);
    assert!(
        sheet
            .remarks
            .iter()
            .all(|r| !["25日", "30日"].contains(&r.of.as_str()))
    );
    // The month after has no sheet of it.
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Month("2026-12".parse().unwrap()),
        place: Some(PlaceId(1)),
    };
    assert!(view.sheets(forms.get("lock").unwrap(), &wanted).is_err());
    assert_eq!(paper(&[sheet]).pages, 1);
}

#[test]
fn sixty_names_on_a_roster_are_all_printed_and_the_circle_is_under_the_right_one() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let today = view.today().0;
    let model = view.office.person(person(5), today).unwrap().clone();
    let mut place = view.office.place(PlaceId(1), today).unwrap().clone();
    let had = place.roster.len();
    for no in 200..260 - had as u16 {
        let mut new = model.clone();
        new.no = person(no);
        new.name = Text::new(&format!("見本 {no}")).unwrap();
        new.span = Span::since(today);
        act(&office, OfficeAct::Person(new));
        place.roster.push(person(no));
    }
    place.span = Span::since(today);
    assert_eq!(place.roster.len(), 60);
    act(&office, OfficeAct::Place(place));
    let lock = desk_support::lock_now(&office.desk, 1);
    let pin = office.pin_of(7);
    office.desk.sign(person(7), &pin, &[lock]).unwrap();
    let sheet = month(&office, "2026-11", 1);
    let names: Vec<&str> = sheet
        .columns
        .iter()
        .filter(|c| c.group.is_some())
        .map(|c| c.head.as_str())
        .collect();
    assert_eq!(names.len(), 60);
    let row = &sheet.rows[16];
    let at = row.cells.iter().position(|cell| cell.text == "〇").unwrap();
    assert_eq!(sheet.columns[at].head, "鈴木 花子");
    let sheets = [sheet];
    let text = plain(&sheets[0]);
    let table = csv(&sheets);
    let workbook = cells(&sheets);
    for no in 200..260 - had as u16 {
        let name = format!("見本 {no}");
        assert!(text.contains(&name) && workbook.contains(&name), "{name}");
    }
    // A table for machines has one column for who locked.
    assert!(table.lines().nth(17).unwrap().contains("〇鈴木 花子"));
    let made = paper(&sheets);
    assert!((3..=4).contains(&made.pages), "{}", made.pages);
    assert!(made.substituted.is_empty());
}

/// A report of what left unconfirmed, with such a title and destination.
fn report(office: &Office, title: &str, destination: &str) -> Sheet {
    let text = |id: &str, words: &str| (FieldId::from(id), Value::Text(Text::new(words).unwrap()));
    let values = Values::from([
        (
            FieldId::from("documents"),
            Value::HoldingLines(vec![HoldingLine {
                holding: None,
                title: Text::new(title).unwrap(),
                count: 3,
                media: Media::Paper,
                special: Vec::new(),
            }]),
        ),
        text("destination", destination),
        text("purpose", "打合せ"),
        (
            FieldId::from("left"),
            Value::Moment(Moment::parse("2026-11-17T09:00:00+09:00").unwrap()),
        ),
        choice("now", "back"),
        (
            FieldId::from("words"),
            Value::Paragraph(Paragraph::new("急ぎだった").unwrap()),
        ),
    ]);
    let proposal = begin(&office.desk, "unconfirmed", "report", values);
    let case = proposal.case;
    let sign = |by: u16, proposal| {
        let pin = office.pin_of(by);
        office.desk.sign(person(by), &pin, &[proposal]).unwrap();
    };
    sign(5, proposal);
    let decided = Values::from([choice("decision", "corrective")]);
    sign(1, sign_steps(&office.desk, case, &["received"], decided));
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Year(FiscalYear::new(2026).unwrap()),
        place: None,
    };
    let mut sheets = view
        .sheets(forms.get("take-out").unwrap(), &wanted)
        .unwrap();
    sheets.remove(0)
}

/// Whether these words stand whole in every rendering.
fn is_whole(sheets: &[Sheet], words: &str) {
    assert!(csv(sheets).contains(words));
    assert!(cells(sheets).iter().any(|cell| cell == words));
    let text = plain(&sheets[0]);
    for piece in words.split_inclusive('館') {
        // A line of the terminal may break within a name; the number before it stands whole.
        let number: String = piece.chars().filter(char::is_ascii_digit).collect();
        assert!(text.contains(&number), "{piece}: {text}");
    }
    let made = paper(sheets);
    assert!(made.pages <= 2 && made.substituted.is_empty());
}

#[test]
fn the_longest_destination_is_whole_in_every_rendering_and_a_longer_one_is_not_taken_in() {
    let office = Office::new();
    let names =
        |n: usize| -> String { (0..n).map(|n| format!("{n:02}見本市民会館別")).collect() };
    let most = names(22);
    assert_eq!(most.chars().count(), 198);
    let sheets = [report(&office, "現地調査票", &most)];
    is_whole(&sheets, &most);
    // 500 characters are refused at the door, and nothing is written.
    let before = office.desk.checkpoint().unwrap().size;
    let long = names(55) + "見本市民館";
    assert_eq!(long.chars().count(), 500);
    let text = |id: &str, words: &str| (FieldId::from(id), Value::Text(Text::new(words).unwrap()));
    let values = Values::from([text("destination", &long)]);
    let refused = begin(&office.desk, "take_out", "apply", values);
    let pin = office.pin_of(5);
    let told = office.desk.sign(person(5), &pin, &[refused]).unwrap_err();
    assert!(format!("{told:?}").contains("destination"), "{told:?}");
    assert_eq!(office.desk.checkpoint().unwrap().size, before);
    // A sheet prints it all the same, should a definition of the office's own ask for so much.
    is_whole(&[form_support::sheet(&[("1", &long)])], &long);
}

#[test]
fn a_title_that_is_a_formula_is_words_in_every_rendering() {
    let office = Office::new();
    for title in [
        "=HYPERLINK(\"http://x\",\"y\")",
        "＝1+1",
        "@SUM(A1)",
        "-2+3",
    ] {
        let sheets = [report(&office, title, "=1+1")];
        let row = sheets[0].rows.last().unwrap();
        assert!(row.cells[4].text.starts_with(title), "{:?}", row.cells);
        let table = csv(&sheets);
        let doubled = title.replace('"', "\"\"");
        assert!(table.contains(&format!("'{doubled}")), "{table}");
        assert!(table.contains("'=1+1"), "{table}");
        let cells = cells(&sheets);
        assert!(
            cells.iter().any(|cell| cell.starts_with(title)),
            "{cells:?}"
        );
        assert!(paper(&sheets).pages > 0);
    }
}

#[test]
fn a_name_that_the_font_lacks_is_told_by_its_code_and_printed_as_geta() {
    let office = pty::Office::sample();
    let path = office.dir().join("lacking.ttf");
    let args = ["form", "lock", "--month", "2026-11", "--place", "書庫A"];
    let text = office.command(&args).output().unwrap().stdout;
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains('髙'));
    let chars: String = format!("{text}日錠〓頁/（つづき）【見本】〇◯○※　備考名簿")
        .chars()
        .filter(|c| !c.is_control() && *c != '髙')
        .collect();
    fs::write(&path, font("lacking", &chars).data.as_slice()).unwrap();
    let out = office.dir().join("lock.pdf");
    let (font, file) = (path.to_str().unwrap(), out.to_str().unwrap());
    let asked = ["--format", "pdf", "--font", font, "-o", file];
    let output = office
        .command(&[&args[..], &asked].concat())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    // It is printed, and the command does not end as if all were well.
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains('髙') && told.contains("U+9AD9") && told.contains('〓'),
        "{told}"
    );
    assert!(fs::read(&out).unwrap().starts_with(b"%PDF"));
}
