//! Paper from the screens, as a clerk at the terminal has it.
#![cfg(unix)]

use super::{Deliver, Papers, Wish};
use crate::calendar::FiscalYear;
use crate::desk::paper::{Format, Made, PRINTING, Printer, Printing};
use crate::desk::{CaseRow, Desk, Filter, Period, SignError, Wanted};
use crate::journal::{PersonNo, PlaceId};
use crate::procedure::{FieldId, Value};
use crate::tui::screens::fixture::{Fixture, pin_of, sign};
use crate::tui::screens::more::More;
use crate::tui::testing::Harness;
use sha2::{Digest as _, Sha256};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn month(fixture: &Fixture) -> Wish {
    let today = fixture.desk.view().unwrap().today().0;
    Wish::month(PlaceId(1), today, None)
}

/// Types over what stands in a field.
fn over(screen: &mut Harness<Desk>, text: &str) {
    for _ in 0..120 {
        screen.keys("<backspace>");
    }
    screen.paste(text);
}

/// Writes into `folder` the way of that digit, as far as the last look.
fn ready(fixture: &Fixture, wish: Wish, way: &str, folder: &Path) -> Harness<Desk> {
    let mut screen = fixture.harness(Deliver::of(wish).on(None));
    screen.keys(way).sees("フォルダー");
    over(&mut screen, folder.to_str().unwrap());
    screen.keys("<enter><enter>");
    screen
}

#[test]
fn the_forms_come_from_the_catalogue_and_one_is_previewed() {
    let fixture = Fixture::new();
    fixture.harness(More::default()).sees("様式を出す");
    let mut screen = fixture.harness_of_data(Papers::all(None), fixture.stage.sized(100, 43));
    let view = fixture.desk.view().unwrap();
    for layout in view.forms().unwrap().all() {
        screen.sees(&crate::tui::say::paper::title(
            layout,
            crate::locale::Locale::default(),
        ));
    }
    screen.keys("1").sees("月か年度").sees("耐火金庫");
    screen.keys("<enter>1<enter>");
    screen
        .sees("第1号様式 施錠確認表")
        .sees("令和8年11月")
        .sees("1/1枚")
        .sees("施錠者（該当者に○）");
}

/// In English, where titles are long, what a form covers is read whole all the same.
#[test]
fn the_forms_are_listed_in_english_and_no_column_is_cut() {
    let fixture = Fixture::new();
    let screen = fixture.harness_of_data(Papers::all(None), fixture.stage.english());
    let rows = screen.rows();
    let lock = rows.iter().find(|row| row.contains("Locking sheet"));
    assert!(
        lock.unwrap().trim_end().ends_with("place, month"),
        "{rows:#?}"
    );
    for ends in ["fiscal year", "case", "register, today"] {
        let found = rows.iter().any(|row| row.trim_end().ends_with(ends));
        assert!(found, "{ends}: {rows:#?}");
    }
}

#[test]
fn a_place_that_is_not_there_is_said_and_all_places_are_a_sheet_each() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness_of_data(Papers::all(None), fixture.stage);
    screen
        .keys("1<enter>77<enter>")
        .sees("その番号か名前のものはありません");
    screen.keys("<backspace><backspace><enter>").sees("1/8枚");
    for _ in 0..6 {
        screen.keys("<pagedown>");
    }
    screen.sees("3/8枚");
}

#[test]
fn a_wide_sheet_goes_sideways() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness_of_data(Papers::all(None), fixture.stage);
    screen.keys("2").sees("年度");
    screen.keys("<enter>");
    screen.sees("担当").does_not_see("（戻り）");
    for _ in 0..8 {
        screen.keys("<right>");
    }
    screen.sees("（戻り）").does_not_see("担当");
}

#[test]
fn a_file_is_written_only_after_the_last_look() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let mut screen = ready(&fixture, month(&fixture), "5", folder.path());
    let file = folder.path().join("lock-2026-11-place1.txt");
    screen
        .sees("まだ出していません")
        .sees("lock-2026-11-place1.txt");
    assert!(!file.exists());
    screen
        .keys("<enter>")
        .does_not_see("出したことを記録しました");
    assert!(!file.exists(), "nobody has signed");
    screen.keys(&sign(7));
    screen.sees("出したことを記録しました").sees("place1.txt");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("施錠場所　書庫A"), "{text}");
}

#[test]
fn leaving_the_last_look_leaves_the_folder_as_it_was() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let mut screen = ready(&fixture, month(&fixture), "5", folder.path());
    screen.sees("まだ出していません");
    screen.keys("<esc>").sees("どう出しますか");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_is_not_there_is_said_and_nothing_is_lost() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let none = folder.path().join("none");
    let screen = ready(&fixture, month(&fixture), "5", &none);
    screen.sees("に書けませんでした").sees("フォルダー");
}

#[test]
fn without_lp_the_file_is_offered() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Deliver::of(month(&fixture)).on(None));
    screen.sees("この端末に lp がありません");
    screen.keys("6").sees("何も印刷していません").sees("PDF");
}

#[test]
fn with_lp_the_pdf_is_handed_over_after_the_last_look() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let (lp, got) = (folder.path().join("lp"), folder.path().join("got"));
    let script = format!(
        "#!/bin/sh\ncat > {}\necho request id is desk-7\n",
        got.display()
    );
    std::fs::write(&lp, script).unwrap();
    std::fs::set_permissions(&lp, std::fs::Permissions::from_mode(0o755)).unwrap();
    let printer = Printer::on([folder.path().to_owned()]);
    let mut screen = fixture.harness(Deliver::of(month(&fixture)).on(printer));
    screen.keys("6");
    if crate::desk::fonts::japanese().is_empty() {
        screen
            .sees("日本語のフォントがない")
            .sees("何も出していませ");
        assert!(!got.exists());
        return;
    }
    screen
        .sees("この端末のプリンター")
        .sees("まだ出していません");
    assert!(!got.exists());
    screen.keys(&sign(7)).sees("desk-7");
    assert!(std::fs::read(got).unwrap().starts_with(b"%PDF"));
}

/// The records of what was printed, newest first.
fn records(fixture: &Fixture) -> Vec<CaseRow> {
    let view = fixture.desk.view().unwrap();
    let page = view.cases(&Filter::default(), None, 1000, &mut || true);
    let lines = page.unwrap().lines.into_iter();
    lines
        .filter(|line| line.procedure.0 == PRINTING)
        .map(|line| view.case_row(line.case).unwrap().unwrap())
        .collect()
}

#[test]
fn what_went_out_is_an_entry_with_its_bytes_and_the_journal_on_it() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let before = fixture.desk.checkpoint().unwrap();
    let mut screen = ready(&fixture, month(&fixture), "5", folder.path());
    screen.sees("次の様式を出します。 第1号様式 施錠確認表  令和8年11月 書庫A");
    screen.keys(&sign(80)).sees("出したことを記録し");
    let records = records(&fixture);
    let [row] = records.as_slice() else {
        panic!("{} records", records.len());
    };
    assert_eq!(
        row.case.marks[0].by,
        PersonNo(80),
        "an auditor takes paper too"
    );
    let bytes = std::fs::read(folder.path().join("lock-2026-11-place1.txt")).unwrap();
    let digest: String = Sha256::digest(&bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let said = |id: &str| match &row.case.values[&FieldId::from(id)] {
        Value::Text(text) => text.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(said("digest"), digest);
    assert_eq!(
        said("journal"),
        format!("{} {}", before.size, before.short_root())
    );
    let root = before.short_root().to_string();
    assert!(String::from_utf8(bytes).unwrap().contains(&root));
    let verified = fixture.desk.verify(&mut |_, _| true).unwrap();
    assert!(verified.is_clean(), "{:?}", verified.unlawful);
}

#[test]
fn a_wrong_pin_lets_nothing_out() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let mut screen = ready(&fixture, month(&fixture), "5", folder.path());
    screen.keys("07999999<enter>").sees("PIN");
    assert!(records(&fixture).is_empty());
    screen.keys("<esc><esc>");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_cannot_be_put_in_its_place_is_told_together_with_its_record() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let mut screen = ready(&fixture, month(&fixture), "5", &inner);
    // Between the last look and the signature somebody makes a folder of that name.
    std::fs::create_dir(inner.join("lock-2026-11-place1.txt")).unwrap();
    screen.keys(&sign(7));
    screen
        .sees("に書けませんでした")
        .sees("出すという記録は日誌に残っています");
    assert_eq!(records(&fixture).len(), 1);
}

#[test]
fn a_record_that_names_another_journal_is_refused() {
    let fixture = Fixture::new();
    let view = fixture.desk.view().unwrap();
    let wanted = month(&fixture).wanted;
    let mut checkpoint = view.checkpoint().unwrap();
    checkpoint.root[0] ^= 1;
    let made = Made {
        sheets: 1,
        pages: 1,
        digest: [7; 32],
        lost: Vec::new(),
    };
    let printing = Printing {
        form: "lock",
        of: "2026-11",
        wanted: &wanted,
        format: Format::Pdf,
        printer: true,
        checkpoint,
        made: &made,
    };
    let proposal = view.propose_printing(&printing).unwrap();
    let pin = pin_of(&fixture.desk, PersonNo(7));
    let refused = fixture.desk.sign(PersonNo(7), &pin, &[proposal]);
    assert!(
        matches!(refused, Err(SignError::AllLeftOut(_))),
        "{refused:?}"
    );
}

#[test]
fn a_whole_year_can_be_stopped_while_it_is_made_and_leaves_nothing() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let year = Wish {
        wanted: Wanted {
            period: Period::Year(FiscalYear::new(2026).unwrap()),
            place: None,
        },
        ..month(&fixture)
    };
    let mut screen = fixture.harness(Deliver::of(year).on(None));
    screen.keys("5");
    over(&mut screen, folder.path().to_str().unwrap());
    screen.hold_jobs();
    screen.keys("<enter><enter>").sees("出すものを作っています");
    screen.keys("<esc>");
    assert!(screen.finish_job());
    screen.sees("やめました").sees("どう出しますか");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(records(&fixture).is_empty());
}

#[test]
fn what_a_table_cannot_hold_is_named_before_it_goes() {
    let fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    let case = crate::tui::screens::case::testing::apply(&fixture.desk, 9, 1, "𠮷野家の申請書");
    let wish = Wish {
        form: "history".to_owned(),
        wanted: Wanted {
            period: Period::Case(case),
            place: None,
        },
        owner: None,
    };
    let mut screen = fixture
        .harness(Deliver::of(wish).on(None))
        .with_ambiguous_data();
    screen.keys("4");
    over(&mut screen, folder.path().to_str().unwrap());
    screen.keys("<enter><enter>");
    screen
        .sees("出せない字")
        .sees("U+20BB7")
        .sees("そのまま出せない字が1つあります");
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "its part alone"
    );
}

#[test]
fn the_keys_fit_in_english_too() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness_of_data(Papers::all(None), fixture.stage.english());
    screen.sees("place, month").sees("F1 Help");
    let screen = screen.keys("2").sees("F1 Help");
    screen.sees("Fiscal year");
}
