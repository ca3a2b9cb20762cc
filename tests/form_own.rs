//! The sheets of the product's own against the journal they were filled from: certificates,
//! receipts, 目録, reports, checks, training, subcontracts. Each in all four ways.
#![allow(clippy::unwrap_used)]

mod desk_support;
mod form_support;

use desk_support::{Office, begin, choice, open_at, person, rand_id, sign_steps};
use form_support::{chars_of, font};
use kagiban::calendar::{FiscalYear, Moment};
use kagiban::desk::{
    Desk, FormError, Period, Proposal, SetClock, Wanted, judge_form, set_up, set_up_file,
};
use kagiban::form::{FORMS, Fonts, Sheet, csv, pdf, plain, xlsx};
use kagiban::journal::{CaseId, HoldingId, InviteCode, Pin};
use kagiban::procedure::{
    CaseAct, Catalogue, ChoiceId, FieldId, HoldingLine, Media, RetainedLine, Value, Values,
};
use kagiban::text::{Paragraph, Text};
use std::sync::Arc;

fn filled(desk: &Desk, form: &str, period: Period) -> Result<Vec<Sheet>, FormError> {
    let view = desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period,
        place: None,
    };
    view.sheets(forms.get(form).unwrap(), &wanted)
}

/// The only sheet, after it was written in all four ways with every cell in each.
fn one(desk: &Desk, form: &str, period: Period) -> Sheet {
    let mut sheets = filled(desk, form, period).unwrap();
    assert_eq!(sheets.len(), 1);
    let text = plain(&sheets[0]);
    let table = csv(&sheets);
    for row in &sheets[0].rows {
        assert_eq!(row.cells.len(), sheets[0].columns.len());
        for piece in row
            .cells
            .iter()
            .flat_map(|cell| cell.text.split_whitespace())
        {
            assert!(table.contains(piece), "{piece}: {table}");
        }
    }
    assert!(text.contains(&sheets[0].title), "{text}");
    let fonts = Fonts::new(vec![font("boxes", &chars_of(&sheets))]).unwrap();
    let paper = pdf(&sheets, &fonts).unwrap();
    assert!(paper.pages >= 1 && paper.substituted.is_empty());
    assert!(xlsx(&sheets).unwrap().starts_with(b"PK"));
    sheets.remove(0)
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    let cells = |row: &'_ kagiban::form::Row| row.cells.len();
    assert!(sheet.rows.iter().all(|row| cells(row) > 0));
    let rows = sheet.rows.iter();
    rows.map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect()
}

fn heads(sheet: &Sheet) -> Vec<&str> {
    sheet.head.iter().map(|head| head.text.as_str()).collect()
}

/// The value that stands beside that item.
fn beside<'a>(sheet: &'a Sheet, item: &str) -> &'a str {
    let row = sheet
        .rows
        .iter()
        .find(|row| row.cells[0].text.contains(item));
    &row.unwrap().cells[1].text
}

fn own(sheet: &Sheet) -> bool {
    let said = "この様式は鍵番が設けたもので、規程の様式ではありません。";
    sheet.number.is_none() && sheet.notes.iter().any(|note| note == said)
}

fn text(field: &str, words: &str) -> (FieldId, Value) {
    (field.into(), Value::Text(Text::new(words).unwrap()))
}

fn paragraph(field: &str, words: &str) -> (FieldId, Value) {
    (
        field.into(),
        Value::Paragraph(Paragraph::new(words).unwrap()),
    )
}

fn date(field: &str, day: &str) -> (FieldId, Value) {
    (field.into(), Value::Date(day.parse().unwrap()))
}

fn moment(field: &str, at: &str) -> (FieldId, Value) {
    (field.into(), Value::Moment(Moment::parse(at).unwrap()))
}

fn count(field: &str, n: u32) -> (FieldId, Value) {
    (field.into(), Value::Count(n))
}

fn item(id: u16, title: &str, count: u32) -> HoldingLine {
    HoldingLine {
        holding: Some(HoldingId(id)),
        title: Text::new(title).unwrap(),
        count,
        media: Media::Paper,
        special: Vec::new(),
    }
}

fn documents(field: &str, lines: &[HoldingLine]) -> (FieldId, Value) {
    (field.into(), Value::HoldingLines(lines.to_vec()))
}

fn sign(office: &Office, by: u16, proposal: Proposal) -> CaseId {
    let case = proposal.case;
    let signed = office
        .desk
        .sign(person(by), &office.pin_of(by), &[proposal])
        .unwrap();
    assert!(signed.left_out.is_empty(), "{:?}", signed.left_out);
    case
}

fn step(office: &Office, by: u16, case: CaseId, step: &str, values: Values) {
    sign(office, by, sign_steps(&office.desk, case, &[step], values));
}

/// A step that says of each line what became of it.
fn each(office: &Office, by: u16, case: CaseId, step: &str, outcomes: &[&str]) {
    let mut proposal = sign_steps(&office.desk, case, &[step], Values::new());
    if let CaseAct::Sign(sign) = &mut proposal.act {
        sign.lines = (0..)
            .zip(outcomes)
            .map(|(line, outcome)| (line, Some(ChoiceId::from(*outcome))))
            .collect();
    }
    sign(office, by, proposal);
}

/// Two items to be disposed of, one of which is left after all, and a part that a law keeps.
fn disposal(office: &Office) -> CaseId {
    let kept = RetainedLine {
        line: item(11, "現地調査票", 40),
        basis: Text::new("文書管理規程 別表2").unwrap(),
        planned: "2029-03-31".parse().unwrap(),
    };
    let values = Values::from([
        documents(
            "documents",
            &[item(12, "補助金申請書", 120), item(9, "面談記録", 10)],
        ),
        choice("has_kept", "yes"),
        ("kept".into(), Value::RetainedLines(vec![kept])),
        choice("method", "dissolve"),
        text("medium", "簿冊 令和2年度"),
        text("entrusted_to", "見本溶解株式会社"),
    ]);
    let case = sign(office, 5, begin(&office.desk, "disposal", "ask", values));
    step(office, 1, case, "allow", Values::new());
    each(office, 5, case, "dispose", &["gone", "left"]);
    step(
        office,
        7,
        case,
        "witness",
        Values::from([choice("presence", "there")]),
    );
    case
}

#[test]
fn a_certificate_names_what_is_gone_and_what_a_law_keeps_and_nothing_else() {
    let office = Office::new();
    let case = disposal(&office);
    // Before it is certified it is no certificate.
    let draft = one(&office.desk, "disposal-certificate", Period::Case(case));
    assert_eq!(draft.title, "個人情報等廃棄・消去証明書（案）");
    assert!(draft.notes[0].contains("「証明」の署名がまだありません"));
    let responsible = Values::from([("responsible".into(), Value::Person(person(5)))]);
    step(&office, 1, case, "certify", responsible);
    let sheet = one(&office.desk, "disposal-certificate", Period::Case(case));
    assert_eq!(sheet.title, "個人情報等廃棄・消去証明書");
    assert!(own(&sheet));
    let columns: Vec<String> = sheet
        .columns
        .iter()
        .map(|c| c.head.replace('\n', ""))
        .collect();
    assert_eq!(
        columns,
        [
            "区分",
            "情報項目",
            "媒体名",
            "数量（件）",
            "廃棄・消去の方法又は根拠法令",
            "責任者",
            "廃棄・消去の年月日又は予定年月日"
        ]
    );
    assert_eq!(
        rows(&sheet),
        [
            [
                "廃棄・消去した",
                "補助金申請書",
                "簿冊 令和2年度",
                "120",
                "溶解、見本溶解株式会社",
                "佐藤 健",
                "令和8年11月17日"
            ],
            [
                "法令により保管（ただし書）",
                "現地調査票",
                "紙",
                "40",
                "文書管理規程 別表2",
                "佐藤 健",
                "令和11年3月31日"
            ],
        ]
    );
    let heads = heads(&sheet);
    assert!(
        heads.contains(&"東京都　殿") && heads.contains(&"No.1"),
        "{heads:?}"
    );
    assert!(
        heads.iter().any(|h| h.starts_with("証明　田中 実")),
        "{heads:?}"
    );
    // A bureau has no instruction of 東京都 to name.
    assert!(
        heads.iter().all(|h| !h.contains("東京都の指示")),
        "{heads:?}"
    );
    // The year's record lists both of its documents.
    let year = Period::Year(FiscalYear::new(2026).unwrap());
    let record = one(&office.desk, "disposal", year);
    // What was left alone after all does not look disposed of.
    let became: Vec<&str> = rows(&record).iter().map(|row| row[8]).collect();
    assert_eq!(
        became,
        [
            "佐藤 健\n11月17日 18:40\n廃棄・消去した",
            "佐藤 健\n11月17日 18:40\n廃棄しないことにした"
        ]
    );
    assert!(own(&record));
}

#[test]
fn a_receipt_says_what_came_in_and_the_book_of_handing_over_lists_it() {
    let office = Office::new();
    let mut line = item(14, "交付決定通知", 115);
    line.special = vec![4];
    let values = Values::from([
        documents("documents", &[line]),
        text("giver", "見本局 産業課"),
        choice("way", "hand"),
        choice("counted", "less"),
        text("difference", "2件足りない。電話で伝えた"),
    ]);
    let case = sign(
        &office,
        5,
        begin(&office.desk, "receipt", "receive", values),
    );
    step(&office, 1, case, "confirm", Values::new());
    let sheet = one(&office.desk, "receipt", Period::Case(case));
    assert!(own(&sheet));
    assert_eq!(sheet.title, "受領書");
    assert_eq!(
        rows(&sheet),
        [["1", "交付決定通知", "115", "紙", "115件、病歴"]]
    );
    let heads = heads(&sheet);
    for said in [
        "見本局 産業課　殿",
        "次のとおり受領しました。",
        "受領　佐藤 健　令和8年11月17日 18:40",
        "確認　田中 実　令和8年11月17日 18:40",
        "違い　2件足りない。電話で伝えた",
    ] {
        assert!(heads.contains(&said), "{said}: {heads:?}");
    }
    let year = Period::Year(FiscalYear::new(2026).unwrap());
    let book = one(&office.desk, "handovers", year);
    assert!(own(&book));
    let rows = rows(&book);
    let row = rows.iter().find(|row| row[2] == "受領").unwrap();
    assert_eq!(
        &row[5..8],
        [
            "見本局 産業課",
            "佐藤 健\n11月17日 18:40",
            "田中 実\n11月17日 18:40"
        ]
    );
    // In the order of days, numbered as they stand.
    let days: Vec<_> = book.rows.iter().map(|row| row.date).collect();
    assert!(days.is_sorted());
    let numbers: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let wanted: Vec<String> = (1..=rows.len()).map(|n| n.to_string()).collect();
    assert_eq!(numbers, wanted);
    // What went by e-mail was not handed over.
    assert!(
        rows.iter()
            .all(|row| row[3] != "研修受講者名簿 64件［電子データ］")
    );
}

#[test]
fn the_report_of_an_incident_has_its_nine_items_from_what_was_signed() {
    let office = Office::new();
    let values = Values::from([
        choice("kind", "missent"),
        moment("known", "2026-11-17T15:10:00+09:00"),
        text("where", "見本課 窓口"),
        documents("documents", &[item(14, "交付決定通知", 12)]),
        paragraph(
            "words",
            "別の事業者に通知を渡した。\n相手は開封していない。",
        ),
    ]);
    let case = sign(
        &office,
        5,
        begin(&office.desk, "incident", "report", values),
    );
    let sheet = one(&office.desk, "incident-report", Period::Case(case));
    assert!(own(&sheet));
    // What nobody has said yet is said to be unsaid.
    assert_eq!(beside(&sheet, "4　原因"), "（記録なし）");
    assert_eq!(beside(&sheet, "2　個人情報の項目").lines().count(), 1);
    step(
        &office,
        1,
        case,
        "received",
        Values::from([choice("finding", "handle")]),
    );
    for (at, words) in [("16:00", "相手に電話した"), ("17:30", "通知を取り戻した")] {
        let log = Values::from([
            moment("log_at", &format!("2026-11-17T{at}:00+09:00")),
            paragraph("log_words", words),
        ]);
        step(&office, 5, case, "log", log);
    }
    let found = Values::from([
        paragraph("facts", "窓口で二つの封筒を取り違えた。"),
        choice("cause_of", "here"),
        paragraph("cause", "封筒を重ねて置いていた。"),
        paragraph("secondary", "おそれはない。"),
    ]);
    step(&office, 1, case, "inquire", found);
    let judged = Values::from([
        choice("encrypted", "no"),
        choice("special_care", "no"),
        choice("damage", "no"),
        choice("malice", "no"),
        choice("persons_how", "exact"),
        count("persons", 12),
    ]);
    step(&office, 1, case, "judge", judged);
    let sheet = one(&office.desk, "incident-report", Period::Case(case));
    let items: Vec<&str> = sheet
        .rows
        .iter()
        .map(|row| row.cells[0].text.as_str())
        .collect();
    let first: Vec<char> = items
        .iter()
        .filter_map(|item| item.chars().next())
        .collect();
    let numbered: Vec<char> = first.into_iter().filter(char::is_ascii_digit).collect();
    assert_eq!(numbered, ['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let overview = beside(&sheet, "1　概要");
    for said in [
        "誤送付・誤送信・誤交付",
        "見本課 窓口",
        "取り違えた",
        "開封していない",
    ] {
        assert!(overview.contains(said), "{overview}");
    }
    assert!(beside(&sheet, "3　本人の数").contains("12"));
    assert!(beside(&sheet, "4　原因").contains("封筒を重ねて置いていた。"));
    assert_eq!(beside(&sheet, "5　二次被害"), "おそれはない。");
    let log = beside(&sheet, "経過");
    assert!(
        log.contains("相手に電話した") && log.contains("通知を取り戻した"),
        "{log}"
    );
    assert_eq!(beside(&sheet, "9　その他"), "（記録なし）");
    // 知った日時 is a moment, and its time of day is printed.
    let head: Vec<&str> = sheet.head.iter().map(|line| line.text.as_str()).collect();
    let known = head.iter().find(|line| line.starts_with("知った日時"));
    assert!(
        known.unwrap().ends_with("令和8年11月17日 15:10"),
        "{head:?}"
    );
}

/// What was judged first stays on paper when it is judged again, each with its day; the number of
/// an item stands once.
#[test]
fn the_report_of_an_incident_prints_every_judgement_and_no_number_twice() {
    let office = Office::new();
    let values = Values::from([
        choice("kind", "missent"),
        moment("known", "2026-11-17T15:10:00+09:00"),
        text("where", "見本課 窓口"),
        documents("documents", &[item(14, "交付決定通知", 12)]),
        paragraph("words", "別の事業者に通知を渡した。"),
    ]);
    let case = sign(
        &office,
        5,
        begin(&office.desk, "incident", "report", values),
    );
    let handle = Values::from([choice("finding", "handle")]);
    step(&office, 1, case, "received", handle);
    let judged = |how: &str, many: u32| {
        Values::from([
            choice("encrypted", "no"),
            choice("special_care", "no"),
            choice("damage", "no"),
            choice("malice", "no"),
            choice("persons_how", how),
            count("persons", many),
        ])
    };
    step(&office, 1, case, "judge", judged("most", 1500));
    step(&office, 1, case, "judge", judged("exact", 12));
    let sheet = one(&office.desk, "incident-report", Period::Case(case));
    let all = beside(&sheet, "　　規則43条各号");
    assert!(all.contains("：1500人") || all.contains("：1500"), "{all}");
    assert!(
        all.contains("確定した数") && all.contains("最大の数"),
        "{all}"
    );
    assert_eq!(all.matches("11月17日").count(), 2, "{all}");
    for row in &sheet.rows {
        let head = row.cells[0].text.trim();
        let number: String = head.chars().take_while(char::is_ascii_digit).collect();
        let doubled = row.cells[1]
            .text
            .lines()
            .find(|line| !number.is_empty() && line.starts_with(&format!("{number} ")));
        assert_eq!(doubled, None, "{head}");
    }
}

/// A return that waits for its confirmation is not listed yet, and not denied either.
#[test]
fn what_waits_for_a_confirmation_is_counted_below_the_book() {
    let office = Office::new();
    let year = Period::Year(FiscalYear::new(2026).unwrap());
    let before = one(&office.desk, "take-out", year);
    let waits = |sheet: &Sheet| {
        let mut notes = sheet.notes.iter();
        let note = notes.find(|note| note.contains("確認の済んでいない"));
        let digits =
            |note: &String| -> String { note.chars().filter(char::is_ascii_digit).collect() };
        note.map(digits)
            .map_or(0, |count| count.parse::<u32>().unwrap())
    };
    let values = Values::from([
        documents("documents", &[item(11, "現地調査票", 2)]),
        text("destination", "見本信用金庫 本店"),
        text("purpose", "資料の照合"),
        choice("route", "direct"),
        choice("bag", "locked"),
        choice("storage", "no"),
        date("due_back", "2026-11-18"),
    ]);
    sign(&office, 5, begin(&office.desk, "take_out", "apply", values));
    let sheet = one(&office.desk, "take-out", year);
    let told = sheet.notes.join("\n");
    assert_eq!(waits(&sheet), waits(&before) + 1, "{told}");
    assert!(!told.contains("記録はありません"), "{told}");
}

/// 目録 are attached to the 特記仕様: under other rules they say whose they are.
#[test]
fn a_list_of_the_contractors_rules_says_whose_it_is() {
    let (_, text) = FORMS
        .iter()
        .find(|(file, _)| *file == "list-a.toml")
        .unwrap();
    let layout = judge_form(Catalogue::embedded(), "list-a.toml", text).unwrap();
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let wanted = Wanted {
        period: Period::Now,
        place: None,
    };
    let sheet = view.sheets(&layout, &wanted).unwrap().remove(0);
    let told = sheet.notes.join("\n");
    let whose = "受託者の「個人情報に関する特記仕様」に付く目録A";
    assert!(
        told.contains(whose) && !told.contains("規程の様式では"),
        "{told}"
    );
    // Nothing of this office stands on it, and it is nobody's contractor.
    let forms = view.forms().unwrap();
    assert!(forms.get("list-a").is_none() && forms.get("subcontract-notice").is_none());
    assert!(forms.get("register").is_some());
}

#[test]
fn the_years_check_and_the_check_of_media_say_what_was_found_and_by_whom() {
    let office = Office::new();
    let values = Values::from([
        choice("collected", "proper"),
        choice("used", "proper"),
        choice("kept", "improper"),
        paragraph("kept_words", "机の上に残っていた。"),
        choice("disposed", "proper"),
    ]);
    let case = sign(
        &office,
        1,
        begin(&office.desk, "yearly_check", "check", values),
    );
    let sheet = one(&office.desk, "yearly-check", Period::Case(case));
    assert!(own(&sheet));
    assert!(beside(&sheet, "収集の状況").ends_with("適切"));
    let kept = beside(&sheet, "保管の状況");
    assert!(
        kept.contains("不適切なところがある") && kept.contains("机の上に残っていた。"),
        "{kept}"
    );
    assert!(beside(&sheet, "点検した").starts_with("田中 実"));
    // What followed from it stands below.
    assert!(
        sheet.remarks[0].text.contains("是正措置"),
        "{:?}",
        sheet.remarks
    );

    let values = Values::from([
        documents("media", &[item(15, "研修受講者名簿", 64)]),
        choice("found", "right"),
        paragraph("how", "開いて64行あることを見た"),
    ]);
    let case = sign(
        &office,
        7,
        begin(&office.desk, "media_check", "check", values),
    );
    let year = Period::Year(FiscalYear::new(2026).unwrap());
    let sheet = one(&office.desk, "media-check", year);
    let before = rows(&sheet)[0].clone();
    assert_eq!(
        before[3..5],
        ["所定の場所にあり、内容も正しい", "開いて64行あることを見た"]
    );
    assert_eq!(before[5..], ["鈴木 花子\n11月17日 18:40", ""]);
    step(&office, 1, case, "received", Values::new());
    let sheet = one(&office.desk, "media-check", year);
    assert_eq!(rows(&sheet)[0][6], "田中 実\n11月17日 18:40");
}

#[test]
fn the_record_of_a_training_names_each_who_attended() {
    let office = Office::new();
    let values = Values::from([
        text("subject", "個人情報保護研修"),
        text("material", "手引 令和8年版"),
        date("until", "2027-11-16"),
    ]);
    let case = sign(&office, 10, begin(&office.desk, "training", "plan", values));
    for (by, day) in [(5, "2026-11-16"), (7, "2026-11-17")] {
        step(
            &office,
            by,
            case,
            "attend",
            Values::from([date("attended_on", day)]),
        );
    }
    let sheet = one(&office.desk, "training", Period::Case(case));
    assert!(own(&sheet));
    let said: Vec<[&str; 3]> = rows(&sheet).iter().map(|r| [r[0], r[2], r[3]]).collect();
    assert_eq!(
        said,
        [
            ["1", "佐藤 健", "令和8年11月16日"],
            ["2", "鈴木 花子", "令和8年11月17日"]
        ]
    );
    let heads = heads(&sheet);
    assert!(heads.contains(&"研修の名称　個人情報保護研修"), "{heads:?}");
    assert!(
        heads.iter().all(|head| !head.starts_with("受講の確認")),
        "{heads:?}"
    );
    step(&office, 1, case, "confirm", Values::new());
    let sheet = one(&office.desk, "training", Period::Case(case));
    assert!(
        sheet
            .head
            .iter()
            .any(|head| head.text.starts_with("受講の確認　田中 実"))
    );
}

#[test]
fn the_register_on_paper_is_the_register_of_today() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let sheet = one(&office.desk, "register", Period::Now);
    assert!(own(&sheet));
    let all = view.register(&Default::default(), 0, usize::MAX).unwrap();
    let held: Vec<_> = all.lines.iter().filter(|line| line.held).collect();
    assert_eq!(sheet.rows.len(), held.len());
    for (row, line) in rows(&sheet).iter().zip(held) {
        assert_eq!(row[0], line.item.id.0.to_string());
        assert_eq!(row[1], line.item.title.as_str());
        assert_eq!(
            row[2..5],
            [line.item.count, line.left, line.out].map(|n| n.to_string())
        );
    }
    // A form of the register is asked for no month.
    let refused = filled(
        &office.desk,
        "register",
        Period::Year(FiscalYear::new(2026).unwrap()),
    );
    assert!(matches!(refused, Err(FormError::Per(_))));
}

const CONTRACTOR: &str = r#"
profile = "contractor"
name = "見本印刷株式会社 通知書作成業務"
founder = 9
from = "2026-04-01"
[[units]]
id = 1
name = "令和8年度 通知書作成業務委託"
[[people]]
no = 1
name = "田中 実"
kana = "たなか みのる"
roles = [{ role = "manager" }]
[[people]]
no = 5
name = "佐藤 健"
kana = "さとう けん"
[[people]]
no = 9
name = "清水 航"
kana = "しみず わたる"
roles = [{ role = "administrator" }]
[[places]]
id = 1
name = "作業室"
roster = [5]
[[holdings]]
id = 1
title = "宛名データ"
count = 1200
media = "medium"
list = "a"
[[holdings]]
id = 2
title = "問合せ記録"
count = 30
media = "paper"
special = [4, 8]
list = "b"
"#;

/// A contractor's office with a manager and a clerk.
fn contractor() -> (tempfile::TempDir, Desk, Pin, Pin) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office");
    let now = Moment::parse("2026-11-17T09:00:00+09:00").unwrap();
    let draft = set_up_file::read(CONTRACTOR, false).unwrap();
    let secrets = set_up::Secrets::new().unwrap();
    let new = set_up::create(&path, &draft, &Pin::typed("602214"), &secrets, now).unwrap();
    let desk = open_at(&path, &Arc::new(SetClock::at(now)), None);
    let code = |no: u16| -> InviteCode {
        let slip = new.slips.iter().find(|s| s.person == person(no)).unwrap();
        InviteCode::parse(&slip.code.print()).unwrap()
    };
    let (manager, clerk) = (Pin::typed("86754231x"), Pin::typed("299792"));
    desk.accept(person(1), &code(1), &manager).unwrap();
    desk.enrol(person(5), &code(5), &clerk, (person(1), &manager))
        .unwrap();
    (folder, desk, manager, clerk)
}

#[test]
fn a_contractors_lists_a_and_b_are_the_official_ones_with_what_is_special() {
    let (_folder, desk, ..) = contractor();
    let a = one(&desk, "list-a", Period::Now);
    assert_eq!(a.number.as_deref(), Some("目録A"));
    assert_eq!(a.title, "東京都提供個人情報等一覧（東京都→受託者）");
    let columns: Vec<String> = a.columns.iter().map(|c| c.head.replace('\n', "")).collect();
    assert_eq!(columns, ["No", "件名", "件数（本人の数）", "媒体", "備考※"]);
    assert_eq!(rows(&a), [["1", "宛名データ", "1200", "外部記録媒体", ""]]);
    let b = one(&desk, "list-b", Period::Now);
    assert_eq!(
        rows(&b),
        [[
            "1",
            "問合せ記録",
            "30",
            "紙",
            "30件、病歴、健康診断等の結果"
        ]]
    );
    let note = "※　要配慮個人情報を含む場合は、その件数（本人の数）及び法における区分を記載（例：100件、病歴）";
    assert!(b.notes.contains(&note.to_owned()), "{:?}", b.notes);
    let c = one(&desk, "list-c", Period::Now);
    assert!(c.rows.is_empty() && c.notes.iter().any(|n| n == "台帳にありません。"));
}

#[test]
fn the_notice_of_a_subcontract_has_the_eight_items() {
    let (_folder, desk, manager, clerk) = contractor();
    let values = Values::from([
        choice("kind", "new"),
        text("counterpart", "見本封入株式会社"),
        text(
            "representative",
            "代表取締役 見本 一郎、見本区1-1、03-0000-0000",
        ),
        text("work", "封入と封緘、見本工場"),
        documents("documents", &[item(1, "宛名データ", 1200)]),
        date("begins", "2026-12-01"),
        date("ends", "2027-02-28"),
        text("reason", "期日までに封入する設備がない"),
        text("system", "責任者 工場長、従事者 6名"),
        text("measures", "契約書案 第8条から第12条"),
        text("supervision", "月1回の立入りと報告"),
    ]);
    let mut proposal = begin(&desk, "subcontract", "draft", values);
    proposal.case = CaseId(rand_id());
    let case = proposal.case;
    desk.sign(person(5), &clerk, &[proposal]).unwrap();
    let draft = one(&desk, "subcontract-notice", Period::Case(case));
    assert!(draft.title.ends_with("（案）"), "{}", draft.title);
    let checked = sign_steps(&desk, case, &["check"], Values::new());
    desk.sign(person(1), &manager, &[checked]).unwrap();
    let sheet = one(&desk, "subcontract-notice", Period::Case(case));
    assert!(own(&sheet));
    assert_eq!(sheet.title, "再委託に関する通知書");
    for (item, said) in [
        ("(1)", "封入と封緘、見本工場"),
        ("(2)", "宛名データ"),
        ("(3)", "令和9年2月28日"),
        ("(4)", "期日までに封入する設備がない"),
        ("(5)", "見本封入株式会社"),
        ("(5)", "03-0000-0000"),
        ("(6)", "従事者 6名"),
        ("(7)", "第8条から第12条"),
        ("(8)", "月1回の立入りと報告"),
        ("8項目の点検", "田中 実"),
        ("東京都の答え", "（記録なし）"),
    ] {
        let value = beside(&sheet, item);
        assert!(value.contains(said), "{item}: {value}");
        // The number of the item stands beside it, and not once more in it.
        assert!(!value.contains(item), "{item}: {value}");
    }
}
