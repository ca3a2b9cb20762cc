//! `kagiban import`: a dry run with every problem by row and column, and all of it or nothing.
#![allow(clippy::unwrap_used)]

mod pty;

use pty::Office;

/// Writes a file into the office's home and runs `import` on it.
fn import(office: &Office, what: &str, name: &str, bytes: &[u8]) -> (i32, String, String) {
    let file = office.home().join(name);
    std::fs::write(&file, bytes).unwrap();
    let output = office
        .command(&["import", what, file.to_str().unwrap()])
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn size(office: &Office) -> String {
    let output = office.command(&["verify"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().next().unwrap().to_owned()
}

#[test]
fn a_dry_run_shows_what_would_change_and_records_nothing() {
    let office = Office::sample();
    let before = size(&office);
    let table = "番,氏名,ふりがな,担当,役割\r\n\
        05,佐藤 健,さとう けん,総務,\r\n\
        11,山本 一,やまもと はじめ,支援,監査者\r\n\
        07,鈴木 花子,すずき はなこ,支援,\r\n";
    let (sjis, _, lossy) = encoding_rs::SHIFT_JIS.encode(table);
    assert!(!lossy);
    let (code, out, err) = import(&office, "people", "people.csv", &sjis);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("CP932"), "{out}");
    assert!(out.contains("新しい 1  改める 1  同じ 1  役割 1"), "{out}");
    assert!(out.contains("新しい  11 山本 一"), "{out}");
    assert!(out.contains("改める  05 佐藤 健"), "{out}");
    assert!(out.contains("まだ何も記録していません"), "{out}");
    assert_eq!(size(&office), before);
}

#[test]
fn every_cell_that_does_not_fit_is_named_by_row_and_column_and_nothing_is_taken() {
    let office = Office::sample();
    let table = "番\t氏名\tふりがな\n05\t別の 人\tべつの ひと\n\n11\t\tやまもと\n11\t山本 一\tやまもと\n1000\t上 一\tうえ\n";
    let (code, out, err) = import(&office, "people", "people.tsv", table.as_bytes());
    assert_eq!(code, 1, "{out}{err}");
    for part in ["2行", "4行", "5行", "6行", "佐藤 健", "氏名", "番"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(err.contains("何も記録していません"), "{err}");
}

#[test]
fn a_missing_column_a_wrong_encoding_and_ten_thousand_rows_are_refused_in_a_sentence() {
    let office = Office::sample();
    let (code, out, _) = import(
        &office,
        "people",
        "a.csv",
        "番,氏名\n11,山本 一\n".as_bytes(),
    );
    assert_eq!(code, 1);
    assert!(out.contains("ふりがな"), "{out}");
    let (code, _, err) = import(&office, "people", "b.csv", b"\x81\xff\xff\xfe\x00\x80");
    assert_eq!(code, 3, "{err}");
    assert!(
        err.contains("b.csv") && err.contains("何も記録していません"),
        "{err}"
    );
    let many: String = (0..10_000).map(|n| format!("{n},人,ひと\n")).collect();
    let (code, out, _) = import(&office, "people", "c.csv", many.as_bytes());
    assert_eq!(code, 1);
    assert!(out.contains("10000") && out.contains("999"), "{out}");
}

#[test]
fn a_workbook_is_read_by_its_first_sheet_with_the_rows_of_the_sheet() {
    let office = Office::sample();
    let book = include_bytes!("fixtures/import/places.xlsx");
    let (code, out, err) = import(&office, "places", "places.xlsx", book);
    assert_eq!(code, 1, "{out}{err}");
    // 書庫A is known already; it stands in row 4 of the sheet, under a title and an empty row.
    assert!(out.contains("4行"), "{out}");
    let (code, _, err) = import(&office, "places", "broken.xlsx", &book[..200]);
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("パスワード"), "{err}");
}

#[test]
fn without_a_terminal_nobody_can_sign() {
    let office = Office::sample();
    let file = office.home().join("places.csv");
    std::fs::write(&file, "書庫D,課長席のキー箱,全員\n").unwrap();
    let output = office
        .command(&["import", "places", file.to_str().unwrap(), "--write"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("端末ではありません"), "{err}");
}

#[cfg(unix)]
#[test]
fn the_register_is_taken_in_and_what_looks_like_the_persons_own_data_is_asked_about() {
    let office = Office::sample();
    // 補助金申請書 is number 1 of the sample already: a title twice does not fit.
    let (code, out, err) = import(
        &office,
        "holdings",
        "twice.csv",
        "件名,件数,媒体\n補助金申請書,3,紙\n新しい名簿,なし,紙\n名簿,4,石\n".as_bytes(),
    );
    assert_eq!(code, 1, "{out}{err}");
    for part in ["2行", "3行", "4行", "媒体"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let name = "register.csv";
    let table = "件名,件数,媒体,保管場所,要配慮\n\
        相談票,120,紙,書庫A,\n\
        佐藤 一郎、鈴木 次郎、高橋 三郎,3,紙,書庫A,\n";
    let before = size(&office);
    let (code, out, err) = import(&office, "holdings", name, table.as_bytes());
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("新しい 2  改める 0"), "{out}");
    assert!(out.contains("3行目") && out.contains("人の名前"), "{out}");
    assert_eq!(size(&office), before);
    let file = office.home().join(name);
    let args = ["import", "holdings", file.to_str().unwrap(), "--write"];
    // Whoever is not sure has recorded nothing.
    let mut term = pty::Term::run(&office, &args);
    term.sees("本人のデータのように見える行").burst("n<enter>");
    assert_eq!(term.ends().exit_code(), 4);
    assert_eq!(size(&office), before);
    let mut term = pty::Term::run(&office, &args);
    term.sees("本人のデータのように見える行").burst("y<enter>");
    term.sees("署名する人の番号").burst("90<enter>");
    term.sees("PIN (見えません)").burst("270718<enter>");
    assert_eq!(term.ends().exit_code(), 0);
    let output = office.command(&["verify"]).output().unwrap();
    assert!(output.status.success());
    let (code, out, _) = import(&office, "holdings", name, table.as_bytes());
    assert_eq!(code, 1, "the titles are known now: {out}");
}

#[cfg(unix)]
/// What was left out was an option: the command line was wrong.
#[test]
fn new_people_without_a_file_for_their_slips_are_a_wrong_command_line() {
    let office = Office::sample();
    let table = office.home().join("people.csv");
    std::fs::write(&table, "番,氏名,ふりがな\n41,新人 一郎,しんじん いちろう\n").unwrap();
    let args = ["import", "people", table.to_str().unwrap(), "--write"];
    let output = office.command(&args).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("--slips"), "{told}");
}

#[test]
fn what_is_signed_is_recorded_whole_and_new_people_get_their_slips() {
    let office = Office::sample();
    let file = office.home().join("people.csv");
    std::fs::write(
        &file,
        "番,氏名,ふりがな,担当,役割\n11,山本 一,やまもと はじめ,支援,監査者\n12,林 愛,はやし あい,支援,\n",
    )
    .unwrap();
    let slips = office.home().join("slips.txt");
    let args = [
        "import",
        "people",
        file.to_str().unwrap(),
        "--write",
        "--slips",
        slips.to_str().unwrap(),
    ];
    // A wrong PIN records nothing, and leaves no slips.
    let mut term = pty::Term::run(&office, &args);
    term.sees("署名する人の番号").burst("90<enter>");
    term.sees("PIN (見えません)").burst("000000<enter>");
    term.sees("もう一人の番号").burst("01<enter>");
    term.until("the second PIN", |shot| {
        shot.text().matches("PIN").count() == 2
    });
    term.burst("31415926<enter>");
    assert_eq!(term.ends().exit_code(), 4);
    assert!(!slips.exists());
    let mut term = pty::Term::run(&office, &args);
    term.sees("署名する人の番号").burst("90<enter>");
    term.sees("PIN (見えません)").burst("270718<enter>");
    term.sees("もう一人の番号").burst("01<enter>");
    term.until("the second PIN", |shot| {
        shot.text().matches("PIN").count() == 2
    });
    term.burst("31415926<enter>");
    assert_eq!(term.ends().exit_code(), 0);
    let text = std::fs::read_to_string(&slips).unwrap();
    assert!(text.contains("山本 一") && text.contains("林 愛"), "{text}");
    let mut board = pty::Term::start(&office);
    board
        .sees("施錠")
        .keys("7")
        .keys("4")
        .sees("人と役割")
        .sees("山本 一");
    let output = office.command(&["verify"]).output().unwrap();
    assert!(output.status.success());
    // The same table again changes nothing.
    let again = office.command(&args[..3]).output().unwrap();
    let out = String::from_utf8(again.stdout).unwrap();
    assert!(out.contains("変わることはありません"), "{out}");
}
