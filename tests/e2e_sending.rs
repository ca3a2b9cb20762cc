//! A sending from draft to arrival: two people, blind; the manager; the machine's report.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

/// One FAX from the list of sendings: holding, how many, means, to whom, why; number, source,
/// sheets, how it was dialled, who was called.
const FAX: &str = "<enter>121<enter>32|見本区役所 産業課|<enter>|申請内容の照会|<enter>\
                   0353880000<enter>123<enter>1|産業課 係長|<enter>";
/// Its second check, as the third line of the list; the answers agree.
const SECOND: &str = "0353880000<enter>23<enter>";

/// At the list of sendings.
fn sendings(office: &Office) -> Term {
    let mut term = Term::start(office);
    term.sees("4送付");
    term.keys("4").sees("新しい送付");
    term
}

/// A FAX with its first check signed by 鈴木 花子.
fn drafted(office: &Office) -> Term {
    let mut term = sendings(office);
    term.keys(FAX).sees("署名する文");
    term.keys(&signature("07"));
    term.sees("第1確認を記録しました");
    term
}

#[test]
fn a_fax_goes_through_two_checks_the_manager_the_machine_and_arrives() {
    let office = Office::sample();
    let mut term = drafted(&office);
    assert!(!term.text().contains("0353880000"), "{}", term.dump());
    assert!(!office.status().contains("0353880000"));
    // Another person, at another terminal.
    let mut other = sendings(&office);
    other.keys("3").sees("第2確認").does_not_see("0353880000");
    other.keys(SECOND).keys(&signature("05"));
    other.sees("第2確認を記録しました");
    term.keys("<esc>").sees("1施錠");
    term.keys("4").sees("新しい送付");
    term.keys("3").sees("了解");
    term.keys(&signature("01"));
    term.sees("管理責任者の確認を記録しました");
    term.keys("3").keys("00003<enter>1").sees("署名する文");
    term.keys(&signature("07"));
    term.sees("差出し・送信を記録しました");
    term.keys("3").keys("1").keys(&signature("07"));
    term.sees("到達を記録しました");
    assert_eq!(office.records(), 122);
}

#[test]
fn the_first_checker_cannot_sign_the_second_check() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys(SECOND).sees("鈴木 花子(07) は署名できません");
    term.keys(&signature("07"));
    term.sees("第1確認をしたのは 鈴木 花子 です");
    assert_eq!(office.records(), 118);
}

#[test]
fn an_answer_that_differs_is_named_and_a_second_one_makes_both_checks_void() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys("0353880001<enter>23<enter>")
        .keys(&signature("05"));
    term.sees("1番が第1確認と合いません。値は示しません");
    term.does_not_see("0353880000").does_not_see("0353880001");
    term.keys("0353880002<enter><down><enter>")
        .keys(&signature("05"));
    term.sees("確認は2つとも無効になり");
    let output = office.command(&["status", "--json"]).output().unwrap();
    let json = String::from_utf8(output.stdout).unwrap();
    assert!(!json.contains("03538800"), "{json}");
    // Both tries stay on record: 117, the draft, and one for each.
    assert_eq!(office.records(), 120);
}

#[test]
fn the_machine_that_reports_another_number_leads_to_the_incident() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys(SECOND)
        .keys(&signature("05"))
        .sees("第2確認を記録しました");
    term.keys("3").sees("了解");
    term.keys(&signature("01"))
        .sees("管理責任者の確認を記録しました");
    term.keys("3")
        .keys("98763<enter>1")
        .sees("誤送信のおそれがあります");
    term.keys(&signature("07"))
        .sees("差出し・送信を記録しました");
    term.sees("誤送信のおそれがあります");
    term.keys("9")
        .sees("事故・事故のおそれ")
        .sees("補助金申請書");
}

#[test]
fn a_draft_survives_leaving_and_a_second_check_does_not() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys("0353880000<enter><f6>").sees("答えは消しました");
    term.keys("3").sees("第2確認").does_not_see("0353880000");
    term.keys("<esc>").sees("新しい送付");
    term.keys("<enter>121<enter>32|見本区|<f6>")
        .sees("下書きは残しました");
    term.keys("<enter>").sees("続けますか");
    term.keys("1").sees("[12    ] 補助金申請書");
}

#[test]
fn a_paste_fills_a_field_and_confirms_nothing() {
    let office = Office::sample();
    let mut term = sendings(&office);
    term.keys("<enter>").sees("1番");
    term.keys("121<enter>").sees("2番");
    term.keys("32")
        .paste("一行目\r\n二行目\r\n")
        .sees("一行目 二行目");
    term.sees("1/3");
    term.paste("\u{1b}[2J").sees("U+001B").sees("一行目 二行目");
    term.hold("<enter>", 15);
    term.does_not_see("3/3");
    assert_eq!(office.records(), 117);
}

/// What anybody's check, the manager's or the dispatch of the newest sending says when it is
/// signed; the whole of it is on the screen before.
fn signs(term: &mut Term, person: &str, said: &str) {
    term.sees("署名する文").keys("<pagedown>");
    term.keys(&signature(person)).sees(said);
}

/// On with the newest sending, from the board.
fn goes_on(term: &mut Term, seen: &str) {
    term.keys("<esc>").sees("1施錠");
    term.keys("4").sees("新しい送付");
    term.keys("3").sees(seen);
}

/// The manager's two meanings with one signature.
fn consents(term: &mut Term) {
    goes_on(term, "了解しました");
    signs(term, "01", "管理責任者の確認を記録しました");
}

/// Four digits for each row of the list that is asked for, in the order on the screen: row 37 has
/// 0037 on its envelope and in its contents.
fn read_off(term: &Term) -> String {
    let text = term.text();
    let rows = text.split("行 [").filter_map(|before| {
        let at = before.rfind(|c: char| !c.is_ascii_digit())?;
        let row = before[at..].trim_start_matches(|c: char| !c.is_ascii_digit());
        (!row.is_empty()).then(|| format!("{row:0>4}"))
    });
    rows.collect()
}

#[test]
fn letters_are_checked_by_rows_posted_and_one_that_comes_back_is_recorded() {
    let office = Office::sample();
    let mut term = sendings(&office);
    term.keys("<enter>14115<enter>113|申請者 115者|<enter>|交付決定の通知|<enter>");
    // One envelope less than rows: counted again before anything else, and typed over.
    term.keys("115<enter>114<enter>")
        .sees("合いません。現物を数え直してください");
    term.keys("115<enter>")
        .sees("115行 [")
        .does_not_see("114115");
    let rows = read_off(&term);
    assert!(
        rows.len() == 20 && rows.starts_with("0001") && rows.ends_with("0115"),
        "{rows}"
    );
    term.keys(&rows)
        .keys("115<enter>")
        .keys("1")
        .keys("2")
        .keys("1");
    signs(&mut term, "07", "第1確認を記録しました");
    // The second person is asked for the same rows in another order, and sees no count.
    goes_on(&mut term, "第1確認は済みました");
    term.does_not_see("115件").does_not_see("0115");
    let again = read_off(&term);
    assert_ne!(again, rows);
    term.keys(&again)
        .keys("115<enter>")
        .keys("2")
        .keys("115<enter>")
        .keys("3");
    term.sees("鈴木 花子(07) は署名できません");
    signs(&mut term, "05", "第2確認を記録しました");
    consents(&mut term);
    // A receipt of 114 pieces is not what was checked; the clerk counts again.
    goes_on(&mut term, "受領証・差出票の通数");
    term.keys("114<enter>").sees("誤送信のおそれがあります");
    term.keys("<pageup>115<enter>")
        .does_not_see("誤送信のおそれ");
    signs(&mut term, "07", "差出し・送信を記録しました");
    assert_eq!(office.records(), 121);
    // It is complete, and still found by the number that it had: one letter came back.
    term.keys("<esc>").sees("1施錠");
    term.keys("6").sees("施錠確認表");
    term.keys("<f3>|案件4 郵便|").sees("No.2 郵便115通");
    term.keys("<enter><enter>")
        .sees("あとで分かったことは Enter で記録します");
    term.keys("<enter>").sees("あとで分かった到達");
    term.keys("2").sees("届かない・戻ってきた");
    signs(&mut term, "07", "到達の連絡・返送を記録しました");
    assert_eq!(office.records(), 122);
    assert!(!office.status().contains("事故"), "{}", office.status());
}

#[test]
fn a_letter_with_a_tracking_number_is_followed_until_it_arrives() {
    let office = Office::sample();
    let mut term = sendings(&office);
    term.keys("<enter>121<enter>2").sees("書留・簡易書留");
    term.keys("21|本人あて 0418|<enter>|決定の通知|<enter>");
    term.sees("封筒の郵便番号");
    term.keys("1638001<enter>0418")
        .keys("2<enter>")
        .keys("1")
        .keys("2")
        .keys("1");
    signs(&mut term, "07", "第1確認を記録しました");
    goes_on(&mut term, "中の書類にある宛先の郵便番号");
    term.does_not_see("1638001");
    term.keys("163-8001<enter>0418")
        .keys("2<enter>")
        .keys("2")
        .keys("3");
    signs(&mut term, "05", "第2確認を記録しました");
    consents(&mut term);
    goes_on(&mut term, "追跡番号");
    term.keys("12345678901<enter>")
        .keys("1")
        .sees("郵便局の窓口");
    signs(&mut term, "07", "次は 到達（追跡）");
    assert!(
        office.status().contains("到達（追跡）"),
        "{}",
        office.status()
    );
    goes_on(&mut term, "追跡で分かった到達");
    term.keys("1");
    signs(&mut term, "05", "到達（追跡）を記録しました");
    assert!(!office.status().contains("到達（追跡）"));
    assert_eq!(office.records(), 122);
}

#[test]
fn an_e_mail_is_checked_from_the_open_draft_and_counted_in_the_sent_item() {
    let office = Office::sample();
    let mut term = sendings(&office);
    term.keys("<enter>121<enter>4")
        .keys("2|見本区役所 産業課|<enter>|照会|<enter>");
    term.keys("sangyo@example.jp<enter><enter><enter>");
    term.keys("1<enter>12<enter>0<enter>").sees("Bcc: なし");
    signs(&mut term, "07", "第1確認を記録しました");
    goes_on(&mut term, "開いた下書きから");
    term.does_not_see("sangyo@example.jp");
    assert!(!office.status().contains("sangyo@example.jp"));
    term.keys("1<enter>SANGYO@example.jp<enter><enter><enter>0<enter>12<enter>");
    signs(&mut term, "05", "第2確認を記録しました");
    consents(&mut term);
    goes_on(&mut term, "送信済みにある宛先の数");
    term.keys("1<enter>1<enter>");
    signs(&mut term, "07", "差出し・送信を記録しました");
    assert_eq!(office.records(), 121);
}

#[test]
fn internal_mail_is_handed_over_to_a_post_and_not_to_a_name() {
    let office = Office::sample();
    let mut term = sendings(&office);
    term.keys("<enter>121<enter>5")
        .keys("4|総務部 人事課|<enter>|照会|<enter>");
    // What nobody can seal is stopped before anybody signs.
    term.keys("2170<enter>1<enter>2")
        .sees("封のできる封筒に入れてください");
    term.keys("1");
    signs(&mut term, "07", "第1確認を記録しました");
    goes_on(&mut term, "職員録・一覧にある宛先の番号");
    term.keys("2170<enter>").keys("2").keys("1<enter>");
    signs(&mut term, "05", "第2確認を記録しました");
    consents(&mut term);
    goes_on(&mut term, "渡した先");
    term.keys("|文書課の集配|<enter>")
        .sees("渡した先（集配の係・部署）: 文書課の集配");
    signs(&mut term, "07", "差出し・送信を記録しました");
    assert_eq!(office.records(), 121);
}

#[test]
fn by_hand_says_who_received_it_and_what_they_signed() {
    let office = Office::sample();
    let mut term = sendings(&office);
    term.keys("<enter>121<enter>6")
        .keys("1|本人あて 0418|<enter>|決定の通知|<enter>");
    term.keys("0418").keys("1").keys("1<enter>").keys("1");
    signs(&mut term, "07", "第1確認を記録しました");
    goes_on(&mut term, "第1確認は済みました");
    term.keys("2").keys("0418").keys("1<enter>");
    signs(&mut term, "05", "第2確認を記録しました");
    consents(&mut term);
    goes_on(&mut term, "受け取った人");
    term.keys("1")
        .keys("1")
        .sees("受領の印: 受領書・授受簿に印をもらった");
    signs(&mut term, "07", "次は 到達");
    goes_on(&mut term, "ほかのところへ届いた");
    term.keys("1");
    signs(&mut term, "07", "到達を記録しました");
    assert_eq!(office.records(), 122);
}
