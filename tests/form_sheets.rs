//! Filled sheets against the journal they were filled from: what a clerk would hold against the
//! official form, and what an auditor would look for.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{Office, begin, lock_now, person, work_day};
use kagiban::calendar::{FiscalYear, Happened, Moment, Month, WorkDay};
use kagiban::desk::{DaySaid, Desk, EveningMark, FormError, Period, Proposal, Wanted};
use kagiban::form::{Sheet, csv, plain, to_cp932};
use kagiban::journal::PlaceId;
use kagiban::procedure::{CaseAct, FieldId, HoldingLine, Media, Value, Values};
use kagiban::text::{Paragraph, Text};
use std::ops::ControlFlow;

fn month_of(desk: &Desk, month: &str, place: u16) -> Result<Sheet, FormError> {
    let view = desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Month(month.parse::<Month>().unwrap()),
        place: Some(PlaceId(place)),
    };
    Ok(view.sheets(forms.get("lock").unwrap(), &wanted)?.remove(0))
}

fn year_of(desk: &Desk, form: &str, year: i32) -> Result<Sheet, FormError> {
    let view = desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Year(FiscalYear::new(year).unwrap()),
        place: None,
    };
    Ok(view.sheets(forms.get(form).unwrap(), &wanted)?.remove(0))
}

fn sign(office: &Office, by: u16, proposal: Proposal) {
    let pin = office.pin_of(by);
    let signed = office.desk.sign(person(by), &pin, &[proposal]).unwrap();
    assert!(signed.left_out.is_empty(), "{:?}", signed.left_out);
}

/// The cells of a day, a spanning cell once.
fn day(sheet: &Sheet, day: usize) -> Vec<String> {
    let row = &sheet.rows[day - 1];
    row.cells.iter().map(|cell| cell.text.clone()).collect()
}

fn heads(sheet: &Sheet) -> Vec<String> {
    let heads = sheet.columns.iter();
    heads.map(|column| column.head.replace('\n', "")).collect()
}

#[test]
fn the_months_sheet_has_the_columns_of_the_official_form_with_the_roster_as_names() {
    let office = Office::new();
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    assert_eq!(sheet.title, "施錠確認表");
    assert_eq!(sheet.number.as_deref(), Some("第1号様式"));
    assert_eq!(
        heads(&sheet),
        [
            "日",
            "曜日",
            "伊藤 恵",
            "佐藤 健",
            "鈴木 花子",
            "施錠時刻",
            "欄外"
        ]
    );
    let group = sheet.columns[2].group.as_deref();
    assert_eq!(group, Some("施錠者（該当者に○）"));
    assert_eq!(sheet.rows.len(), 30);
    assert_eq!(day(&sheet, 2), ["2", "月", "", "〇", "", "18:07", ""]);
    assert_eq!(day(&sheet, 3), ["3", "火", "休", "", ""]);
    assert_eq!(day(&sheet, 10)[6], "後日記録");
    // Off the roster: no circle, the name beside the table.
    assert_eq!(
        day(&sheet, 12),
        ["12", "木", "", "", "", "19:20", "名簿外 〇髙橋 洋"]
    );
    assert_eq!(day(&sheet, 13)[2], "（施錠せず）");
    for row in &sheet.rows {
        let spans: usize = row.cells.iter().map(|cell| cell.span).sum();
        assert_eq!(spans, sheet.columns.len());
    }
}

#[test]
fn every_circle_and_time_is_a_lock_of_the_journal() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    for place in view.office.places_on(view.today().0) {
        let sheet = month_of(&office.desk, "2026-11", place.id.0).unwrap();
        for (nth, row) in sheet.rows.iter().enumerate() {
            let date = work_day(&format!("2026-11-{:02}", nth + 1));
            let locked = view
                .day_row(place.id, date)
                .unwrap()
                .and_then(|row| row.locks.last().cloned());
            let time = row.cells.iter().rev().nth(1).unwrap();
            let circled: Vec<String> = row
                .cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| cell.text == "〇")
                .map(|(at, _)| sheet.columns[at].head.clone())
                .collect();
            match locked {
                None => assert!(circled.is_empty() && time.text.is_empty()),
                Some(lock) => {
                    assert_eq!(time.text, lock.happened.0.clock());
                    let name = view.office.person_ever(lock.by).unwrap().name.to_string();
                    if lock.off_roster {
                        assert!(circled.is_empty());
                        assert!(row.cells.last().unwrap().text.contains(&name));
                    } else {
                        assert_eq!(circled, [name]);
                    }
                }
            }
        }
    }
}

#[test]
fn a_lock_after_midnight_stands_on_the_evening_as_24_25() {
    let office = Office::new();
    office.set("2026-11-18T00:25:00+09:00");
    let proposal = lock_now(&office.desk, 1);
    sign(&office, 7, proposal);
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    assert_eq!(day(&sheet, 17), ["17", "火", "", "", "〇", "24:25", ""]);
}

#[test]
fn a_second_lock_is_the_days_lock_and_the_first_stays_below() {
    let office = Office::new();
    sign(&office, 7, lock_now(&office.desk, 1));
    office.set("2026-11-17T21:10:00+09:00");
    sign(&office, 7, lock_now(&office.desk, 1));
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    assert_eq!(
        day(&sheet, 17),
        ["17", "火", "", "", "〇", "21:10", "再施錠"]
    );
    let remark = sheet.remarks.iter().find(|r| r.of == "17日").unwrap();
    assert!(remark.text.contains("18:40 鈴木 花子"), "{}", remark.text);
}

#[test]
fn a_hole_says_that_nothing_is_recorded_and_that_nothing_explains_it() {
    let office = Office::new();
    office.set("2026-11-18T09:00:00+09:00");
    let sheet = month_of(&office.desk, "2026-11", 5).unwrap();
    let row = day(&sheet, 17);
    assert!(row.contains(&"（記録なし）".to_owned()), "{row:?}");
    assert_eq!(row.last().unwrap(), "説明なし");
}

#[test]
fn a_lock_recorded_later_says_when_and_why() {
    let office = Office::new();
    office.set("2026-11-18T09:00:00+09:00");
    let view = office.desk.view().unwrap();
    let mark = EveningMark::Locked {
        at: Happened(Moment::parse("2026-11-17T19:05:00+09:00").unwrap()),
        why: Some(Paragraph::new("端末が使えなかった").unwrap()),
    };
    let proposal = view
        .propose_evening(PlaceId(1), work_day("2026-11-17"), &mark)
        .unwrap();
    sign(&office, 5, proposal);
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    assert_eq!(day(&sheet, 17)[5..], ["19:05", "後日記録"]);
    let remark = sheet.remarks.iter().find(|r| r.of == "17日").unwrap();
    assert_eq!(
        remark.text,
        "後日記録（11月18日 9:00 佐藤 健）。理由 端末が使えなかった"
    );
}

#[test]
fn a_month_has_28_to_31_rows() {
    let office = Office::new();
    office.set("2028-03-31T09:00:00+09:00");
    for (month, days) in [("2027-02", 28), ("2028-02", 29), ("2026-12", 31)] {
        let sheet = month_of(&office.desk, month, 1).unwrap();
        assert_eq!(sheet.rows.len(), days, "{month}");
    }
}

#[test]
fn a_month_to_come_and_a_year_to_come_have_no_sheet() {
    let office = Office::new();
    let refused = month_of(&office.desk, "2026-12", 1).unwrap_err();
    assert!(matches!(refused, FormError::Future));
    let refused = year_of(&office.desk, "take-out", 2027).unwrap_err();
    assert!(matches!(refused, FormError::Future));
    let refused = month_of(&office.desk, "2026-11", 99).unwrap_err();
    assert!(matches!(refused, FormError::NoPlace));
}

#[test]
fn the_take_out_record_has_one_line_a_document_in_the_order_of_confirmation() {
    let office = Office::new();
    let sheet = year_of(&office.desk, "take-out", 2026).unwrap();
    assert_eq!(sheet.title, "個人情報持ち出し記録（令和8年度）");
    assert_eq!(
        heads(&sheet),
        [
            "No",
            "担当",
            "職員氏名",
            "日付",
            "持ち出す個人情報記載文書（件名・番号等）",
            "持ち出し先",
            "用途・目的",
            "確認者（持出）",
            "確認者（戻り）"
        ]
    );
    let first: Vec<&str> = sheet.rows[0].cells.iter().map(|c| &*c.text).collect();
    assert_eq!(
        first,
        [
            "1",
            "支援",
            "佐藤 健",
            "11月4日",
            "現地調査票 6件［紙］",
            "見本商店街 事務所",
            "現地調査",
            "田中 実\n11月4日 10:20",
            "田中 実\n11月5日 16:30"
        ]
    );
    let numbers: Vec<&str> = sheet.rows.iter().map(|r| &*r.cells[0].text).collect();
    assert_eq!(numbers, ["1", "2", "3", "4"]);
    assert_eq!(
        sheet.notes,
        [
            "※　持ち出すとき及び戻したときに、それぞれ個人情報管理責任者の確認を受けること。",
            "確認の済んでいないものが1件あり、この用紙にはまだ載っていません。"
        ]
    );
}

#[test]
fn the_sending_record_has_the_columns_and_the_note_of_the_official_form() {
    let office = Office::new();
    let sheet = year_of(&office.desk, "sending", 2026).unwrap();
    assert_eq!(
        heads(&sheet)[3..],
        [
            "日付",
            "送付する個人情報記載文書（件名・番号等）",
            "送付先",
            "用途・目的",
            "送付手段",
            "確認"
        ]
    );
    assert_eq!(
        sheet.notes,
        [
            "※　送付するときに、個人情報管理責任者の確認を受けること。",
            "確認の済んでいないものが2件あり、この用紙にはまだ載っていません。"
        ]
    );
    assert_eq!(sheet.rows[0].cells[7].text, "電子メール");
}

/// A report that something left without confirmation, with such a title and destination.
fn report(office: &Office, title: &str, destination: &str) {
    let line = |title: &str| HoldingLine {
        holding: None,
        title: Text::new(title).unwrap(),
        count: 3,
        media: Media::Paper,
        special: Vec::new(),
    };
    let text = |id: &str, words: &str| (FieldId::from(id), Value::Text(Text::new(words).unwrap()));
    let values = Values::from([
        (
            FieldId::from("documents"),
            Value::HoldingLines(vec![line(title), line("面談記録")]),
        ),
        text("destination", destination),
        text("purpose", "打合せ"),
        (
            FieldId::from("left"),
            Value::Moment(Moment::parse("2026-11-17T09:00:00+09:00").unwrap()),
        ),
        desk_support::choice("now", "back"),
        (
            FieldId::from("words"),
            Value::Paragraph(Paragraph::new("急ぎだった").unwrap()),
        ),
    ]);
    let proposal = begin(&office.desk, "unconfirmed", "report", values);
    let case = proposal.case;
    sign(office, 5, proposal);
    let received = desk_support::sign_steps(
        &office.desk,
        case,
        &["received"],
        Values::from([desk_support::choice("decision", "corrective")]),
    );
    sign(office, 2, received);
}

#[test]
fn what_left_unconfirmed_never_looks_confirmed() {
    let office = Office::new();
    report(&office, "補助金申請書", "見本区役所");
    let sheet = year_of(&office.desk, "take-out", 2026).unwrap();
    let rows = &sheet.rows[sheet.rows.len() - 2..];
    let numbers: Vec<&str> = rows.iter().map(|r| &*r.cells[0].text).collect();
    assert_eq!(numbers, ["5-1", "5-2"]);
    let out = &rows[0].cells[7].text;
    assert!(
        out.starts_with("確認なし\n報告を受けた 伊藤 恵（代）"),
        "{out}"
    );
    let remark = sheet.remarks.iter().find(|r| r.of == "No.5").unwrap();
    assert!(remark.text.contains("急ぎだった"), "{}", remark.text);
}

#[test]
fn a_formula_in_a_title_is_text_in_every_table() {
    let office = Office::new();
    report(&office, "=HYPERLINK(\"http://x\")", "＝1+1");
    let sheet = year_of(&office.desk, "take-out", 2026).unwrap();
    let table = csv(&[sheet]);
    assert!(table.contains("\"'=HYPERLINK("), "{table}");
    assert!(table.contains(",'＝1+1,"), "{table}");
    for line in table.lines() {
        let cells = line.split(',');
        for cell in cells {
            let first = cell.trim_start_matches('"').chars().next();
            assert!(!matches!(first, Some('=' | '＝' | '@')), "{line}");
        }
    }
}

#[test]
fn a_table_says_on_every_line_whose_it_is_and_ends_lines_for_windows() {
    let office = Office::new();
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    let root = sheet.foot.checkpoint.short_root().to_string();
    let table = csv(&[sheet]);
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(lines.len(), 32);
    assert!(lines[0].starts_with("様式,用紙,日,曜日,施錠者（該当者に○）,施錠時刻,欄外,年月日"));
    assert!(
        lines[2].starts_with(
            "第1号様式 施錠確認表,書庫A 令和8年11月,2,月,〇佐藤 健,18:07,,2026-11-02,"
        )
    );
    for line in &lines[1..31] {
        assert!(line.contains(&root) && line.ends_with(",見本"), "{line}");
    }
}

#[test]
fn cp932_names_every_character_that_it_loses() {
    let made = to_cp932("髙橋 﨑〜 𠮷田 葛\u{E0100} ㋿");
    let lost: Vec<String> = made.lost.iter().map(ToString::to_string).collect();
    assert_eq!(
        lost,
        [
            "㋿ (U+32FF)",
            "葛\u{E0100} (U+845B U+E0100)",
            "𠮷 (U+20BB7)"
        ]
    );
    let (back, _, _) = encoding_rs::SHIFT_JIS.decode(&made.bytes);
    assert_eq!(back, "髙橋 﨑～ 〓田 葛 〓");
}

#[test]
fn the_sheet_as_text_shows_the_form_its_journal_and_that_it_is_a_sample() {
    let office = Office::new();
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    let text = plain(&sheet);
    assert!(text.starts_with("【見本】 第1号様式"), "{text}");
    for words in [
        "施錠場所　書庫A",
        "令和8年11月",
        "（課　担当）総務部 見本課",
        "日誌 117件　根 ",
        "令和8年11月17日 18:40 印刷",
        "この用紙は11月17日までの記録です。",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

fn of_case(office: &Office, form: &str, list: &str, no: u32) -> Sheet {
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let year = FiscalYear::new(2026).unwrap();
    let case = view
        .case_numbered(forms.get(list).unwrap(), year, no)
        .unwrap()
        .unwrap();
    let wanted = Wanted {
        period: Period::Case(case),
        place: None,
    };
    view.sheets(forms.get(form).unwrap(), &wanted)
        .unwrap()
        .remove(0)
}

#[test]
fn the_check_of_a_sending_says_who_looked_when_and_how_long() {
    let office = Office::new();
    let sheet = of_case(&office, "sending-check", "sending", 1);
    assert_eq!(sheet.number, None);
    assert!(
        sheet
            .notes
            .iter()
            .any(|n| n.contains("規程の様式ではありません"))
    );
    let row = |step: &str| {
        let rows = sheet.rows.iter();
        let mut rows = rows.filter(|row| row.cells[0].text == step);
        let row = rows.next().unwrap_or_else(|| panic!("no row {step}"));
        row.cells.iter().map(|c| c.text.clone()).collect::<Vec<_>>()
    };
    let definition = office.desk.view().unwrap();
    let definition = definition
        .catalogue()
        .latest(&"sending".into())
        .cloned()
        .unwrap();
    let title = |step: &str| definition.step(&step.into()).unwrap().title.ja.clone();
    let first = row(&title("draft"));
    let second = row(&title("second"));
    assert_ne!(first[1], second[1], "two persons");
    assert!(
        first[4].ends_with('秒') && second[4].ends_with('秒'),
        "{first:?}"
    );
    assert_eq!(row(&title("consent"))[1], "田中 実");
}

#[test]
fn the_history_of_a_case_has_every_entry_of_the_journal_on_it() {
    let office = Office::new();
    let sheet = of_case(&office, "history", "take-out", 1);
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let year = FiscalYear::new(2026).unwrap();
    let case = view
        .case_numbered(forms.get("take-out").unwrap(), year, 1)
        .unwrap()
        .unwrap();
    let log = view.case_row(case).unwrap().unwrap().log;
    let indices: Vec<String> = sheet.rows.iter().map(|r| r.cells[0].text.clone()).collect();
    assert_eq!(indices, log.iter().map(u64::to_string).collect::<Vec<_>>());
}

#[test]
fn the_annex_of_take_outs_has_the_day_of_return_and_the_measures() {
    let office = Office::new();
    let sheet = year_of(&office.desk, "take-out-annex", 2026).unwrap();
    let heads = heads(&sheet);
    let at = |head: &str| heads.iter().position(|h| h == head).unwrap();
    let second = &sheet.rows[1].cells;
    assert_eq!(second[at("戻す日")].text, "11月16日");
    assert!(!second[at("入れるもの")].text.is_empty());
    assert!(second[at("許可")].text.starts_with("田中 実"));
}

#[test]
fn a_year_without_disposals_says_that_there_are_none() {
    let office = Office::new();
    let sheet = year_of(&office.desk, "disposal", 2026).unwrap();
    assert_eq!((sheet.rows.len(), sheet.number), (0, None));
    assert!(
        sheet
            .notes
            .contains(&"この年度の記録はありません。".to_owned())
    );
}

#[test]
fn a_form_accepts_only_cases_of_its_law() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let year = FiscalYear::new(2026).unwrap();
    let case = view
        .case_numbered(forms.get("take-out").unwrap(), year, 1)
        .unwrap()
        .unwrap();
    let wanted = Wanted {
        period: Period::Case(case),
        place: None,
    };
    let refused = view.sheets(forms.get("sending-check").unwrap(), &wanted);
    assert!(matches!(refused, Err(FormError::OtherLaw)));
}

#[test]
fn a_reviewed_sheet_says_so_and_what_comes_later_makes_a_second_edition() {
    let office = Office::new();
    office.set("2026-12-01T09:05:00+09:00");
    let view = office.desk.view().unwrap();
    let november = "2026-11-01".parse().unwrap();
    for hole in view.sheet(PlaceId(1), november).unwrap().holes {
        let view = office.desk.view().unwrap();
        let row = view.day_row(PlaceId(1), WorkDay(hole)).unwrap();
        if let Some(row) = row.filter(|row| row.said != DaySaid::Nothing) {
            let decision = Values::from([desk_support::choice("decision", "corrective")]);
            let received =
                desk_support::sign_steps(&office.desk, row.case, &["received"], decision);
            sign(&office, 1, received);
            continue;
        }
        let mark = EveningMark::Locked {
            at: Happened(Moment::at(hole, 18 * 60).unwrap()),
            why: Some(Paragraph::new("出張で記録が遅れた").unwrap()),
        };
        let proposal = view
            .propose_evening(PlaceId(1), WorkDay(hole), &mark)
            .unwrap();
        sign(&office, 7, proposal);
    }
    let view = office.desk.view().unwrap();
    let pin = view.sheet(PlaceId(1), november).unwrap().pin;
    let values = Values::from([
        (FieldId::from("place"), Value::Place(PlaceId(1))),
        (FieldId::from("month"), Value::Month(november)),
        (
            FieldId::from("sheet"),
            Value::Text(Text::new(&pin).unwrap()),
        ),
    ]);
    sign(
        &office,
        1,
        begin(&office.desk, "monthly_review", "review", values),
    );
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    assert_eq!(sheet.number.as_deref(), Some("第1号様式"));
    assert!(
        sheet
            .notes
            .contains(&"点検しました（田中 実 12月1日）。".to_owned())
    );

    let day = WorkDay("2026-11-20".parse().unwrap());
    let row = office
        .desk
        .view()
        .unwrap()
        .day_row(PlaceId(1), day)
        .unwrap()
        .unwrap();
    let correct = Proposal {
        act: CaseAct::Correct {
            values: Values::from([(
                FieldId::from("out"),
                Value::Paragraph(Paragraph::new("なし").unwrap()),
            )]),
            reason: Paragraph::new("書き落とし").unwrap(),
        },
        ..desk_support::sign_steps(&office.desk, row.case, &["lock"], Values::new())
    };
    office.set("2026-12-02T09:05:00+09:00");
    sign(&office, 1, correct);
    let sheet = month_of(&office.desk, "2026-11", 1).unwrap();
    assert_eq!(sheet.number.as_deref(), Some("第1号様式　第2版"));
    assert!(self::day(&sheet, 20).last().unwrap().contains("訂正"));
    let remark = sheet.remarks.iter().find(|r| r.of == "20日").unwrap();
    assert!(remark.text.starts_with("追記。"), "{}", remark.text);
    assert!(remark.text.contains("書き落とし"), "{}", remark.text);
    let untouched = sheet.remarks.iter().find(|r| r.of == "10日").unwrap();
    assert!(!untouched.text.contains("追記"), "{}", untouched.text);
}

#[test]
fn a_year_of_sheets_comes_one_after_another_and_can_be_broken_off() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let layout = forms.get("lock").unwrap();
    let wanted = Wanted {
        period: Period::Year(FiscalYear::new(2026).unwrap()),
        place: None,
    };
    let all = view.sheets(layout, &wanted).unwrap();
    let mut told = Vec::new();
    let ended = view
        .sheets_each(layout, &wanted, &mut |nth, of, sheet| {
            assert_eq!(sheet, all[nth]);
            told.push((nth, of));
            if nth == 2 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();
    assert!(ended.is_break());
    let of = all.len();
    assert_eq!(told, [(0, of), (1, of), (2, of)]);
}
