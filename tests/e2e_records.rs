//! What waits for a manager, what is explained, and what is looked up afterwards.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

fn at(office: &Office, digit: &str, seen: &str) -> Term {
    let mut term = Term::start(office);
    term.sees("1施錠");
    term.keys(digit).sees(seen);
    term
}

#[test]
fn a_day_that_was_locked_and_not_recorded_becomes_a_later_record() {
    let office = Office::sample();
    let mut term = at(&office, "1", "印はまだありません");
    term.keys("<f5>").sees("耐火金庫");
    term.keys("1").keys("1").keys("1842").keys("1");
    term.sees("施錠した時刻: 18:42").sees("記録を忘れた");
    term.keys(&signature("07")).sees("後日記録しました");
    assert_eq!(office.records(), 118);
    assert!(!office.status().contains("説明を待っています"));
}

#[test]
fn a_day_that_was_not_locked_asks_for_a_count_and_goes_to_the_manager() {
    let office = Office::sample();
    let mut term = at(&office, "8", "耐火金庫");
    term.keys("1")
        .keys("2")
        .sees("いつから施錠されていなかったか");
    term.keys("1910").keys("17<enter>").keys("0820").keys("02");
    term.sees("台帳 115件");
    term.keys("115<enter>").keys("115<enter>").keys("0<enter>");
    term.keys("|鍵をかけ忘れた|<enter>")
        .sees("次のとおり報告します");
    term.keys(&signature("07")).sees("記録しました");
    assert_eq!(office.records(), 118);
    assert!(!office.status().contains("説明を待っています"));
}

#[test]
fn a_manager_reads_marks_and_signs_and_staff_cannot() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.sees("No.4 面談記録 1件");
    term.keys("1<space>").sees("印 1");
    term.keys(&signature("07"))
        .sees("鈴木 花子(07) は署名できません");
    assert_eq!(office.records(), 117);
    term.keys("<esc>")
        .keys(&signature("01"))
        .sees("1件に署名しました");
    assert_eq!(office.records(), 118);
    term.does_not_see("No.4 面談記録");
}

#[test]
fn a_held_key_marks_one_record_in_the_inbox_and_a_paste_none() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.keys("<down>").hold("<space>", 30).sees("印 1");
    let mut term = at(&office, "5", "署名待ち");
    term.paste("   ")
        .sees("ここには貼り付けられません")
        .sees("印 0");
}

#[test]
fn a_hole_is_received_only_with_a_decision_and_opens_a_corrective_case() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.keys("<down><down>").sees("欠けの説明  13日(金) 書庫A");
    term.keys("<pagedown><space>").sees("1か2を選ぶと");
    term.keys("1<space>").sees("印 1");
    term.keys(&signature("02")).sees("1件に署名しました");
    assert!(office.status().contains("是正措置"), "{}", office.status());
}

#[test]
fn a_record_is_sent_back_with_a_reason() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.keys("<down><f7>").sees("差し戻し");
    term.keys("|戻す時刻が遅い|<enter>").sees("差し戻します");
    term.keys(&signature("01")).sees("差し戻しました");
    assert_eq!(office.records(), 118);
}

#[test]
fn a_case_is_found_by_its_words_and_shows_its_history() {
    let office = Office::sample();
    let mut term = at(&office, "6", "記録");
    term.keys("<f3>|現地|").sees("現地調査票 12件");
    term.does_not_see("補助金申請書 3件");
    term.keys("<enter><enter>")
        .sees("現地調査票")
        .sees("持ち出しの申請");
    term.keys("<esc>").sees("現地調査票 12件");
    // What the first checker has typed is found by nobody.
    let mut term = at(&office, "6", "記録");
    term.keys("<f3>1544").sees("合う記録がありません");
}

#[test]
fn help_tells_what_a_screen_is_for_and_its_keys() {
    let office = Office::sample();
    for (digit, seen) in [
        ("", "1施錠"),
        ("1", "印はまだありません"),
        ("5", "署名待ち"),
    ] {
        let mut term = Term::start(&office);
        term.sees("1施錠");
        term.keys(digit).sees(seen);
        term.keys("<f1>").sees("使える鍵");
        term.keys("<esc>").sees(seen);
    }
}

#[test]
fn an_office_of_a_newer_program_is_shown_with_the_reason_and_nothing_is_signed() {
    use kagiban::store::{Store, WRITER, Waiting};
    let office = Office::sample();
    let store = Store::open(&office.dir(), &mut |_| Waiting::Go).unwrap();
    store
        .raise_min_writer(WRITER + 1, &mut |_| Waiting::Go)
        .unwrap();
    drop(store);
    let mut term = Term::start(&office);
    term.sees("新しい版の鍵番が使っている事務所です")
        .sees("書庫A");
    term.keys("1").sees("印はまだありません");
    term.keys("<space>").keys(&signature("07"));
    term.sees("どの署名も受けられません")
        .sees("も記録していません");
    assert_eq!(office.records(), 117);
}

#[test]
fn the_month_of_a_place_is_one_screen_and_bears_the_root_that_verify_prints() {
    let office = Office::sample();
    let mut term = at(&office, "6", "記録");
    term.keys("6<enter>").sees("施錠確認表").sees("書庫A");
    term.sees("令和8年11月");
    let output = office.command(&["verify"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let root = said
        .lines()
        .nth(2)
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .to_owned();
    term.sees(&root);
    term.keys("<pageup>").sees("令和8年10月");
    term.keys("<esc>").sees("どの場所の表ですか");
    term.keys("<esc>").sees("記録");
}

/// The case of the list of records that its words lead to, opened.
fn case(office: &Office, words: &str, seen: &str) -> Term {
    let mut term = at(office, "6", "施錠確認表");
    term.keys(&format!("<f3>|{words}|")).sees(seen);
    term.keys("<enter><enter>").sees("F4");
    term
}

/// The reason of an act on a case, what it then says, and its signature.
fn because(term: &mut Term, reason: &str, says: &str, person: &str) {
    term.keys(&format!("|{reason}|<enter>"))
        .sees("署名する文")
        .sees(says);
    term.keys(&signature(person));
}

#[test]
fn a_correction_after_the_dispatch_is_a_managers_and_the_first_value_stays() {
    let office = Office::sample();
    let mut term = case(&office, "電子メール", "No.1 電子メール 64件");
    term.keys("<f4>").sees("1行目の件名").sees("1行目の件数");
    term.keys("<down><enter>").sees("今の値        64");
    term.keys("65<enter>");
    because(
        &mut term,
        "件数の書き誤り",
        "「64」から「65」に訂正します。元の値も残ります",
        "07",
    );
    // Only a manager signs it; their number is typed at once, and never into the PIN of another.
    term.sees("鈴木 花子(07) は署名できません")
        .sees("PIN [      ]");
    assert_eq!(office.records(), 117);
    term.keys(&signature("01"))
        .sees("訂正を記録しました。元の値も残っています");
    term.sees("研修受講者名簿 65件")
        .keys("<pagedown><pagedown>");
    term.sees("訂正").sees("64件").sees("件数の書き誤り");
    assert_eq!(office.records(), 118);
}

#[test]
fn what_changes_before_the_dispatch_makes_both_checks_void_and_they_are_done_again() {
    let office = Office::sample();
    let mut term = case(&office, "案件2 ファクシミリ", "案件2 ファクシミリ 1件");
    term.keys("<f4>").sees("1行目の件名");
    term.keys("<down><enter>").keys("2<enter>");
    because(&mut term, "2件分を送る", "これに拠る確認は無効になり", "07");
    term.sees("が変わったので、確認は2")
        .sees("つとも無効になりました。前の確認は記録に残っています");
    term.keys("<pagedown><pagedown>").sees("無効になりました");
    // The first check is done again, on the same page as the first time, by its author.
    term.keys("<esc>").keys("<esc>").keys("<esc>").sees("1施錠");
    term.keys("4").sees_row(&["案件2", "第1確認"]);
    term.keys("1")
        .sees("補助金申請書")
        .keys("<pagedown>")
        .sees("機械に出ている番号");
    term.keys("0398765432<enter>124<enter>1")
        .keys("<enter>")
        .sees("署名する文");
    term.keys("<pagedown>")
        .keys(&signature("07"))
        .sees("次は 第2確認");
    assert_eq!(office.records(), 119);
}

#[test]
fn a_check_that_was_sent_back_is_done_again_and_blind() {
    let office = Office::sample();
    let mut term = case(&office, "案件2 ファクシミリ", "案件2 ファクシミリ 1件");
    term.sees("0398765432")
        .keys("<f7>")
        .sees("1 第2確認")
        .sees("2 第1確認");
    term.keys("1");
    because(
        &mut term,
        "送信状の宛名が違う",
        "「第2確認」から差し戻します",
        "01",
    );
    term.sees("差し戻しました").does_not_see("0398765432");
    // Two steps wait; the keys are those of the choice alone.
    term.keys("<enter>")
        .sees("1 第2確認")
        .does_not_see("F3取下げ");
    term.keys("1")
        .sees("第1確認は済みました")
        .does_not_see("0398765432");
    term.keys("0398765432<enter>22<enter>").sees("署名する文");
    term.keys("<pagedown>")
        .keys(&signature("05"))
        .sees("第2確認を記録しました");
    assert_eq!(office.records(), 119);
}

#[test]
fn only_who_wrote_it_takes_it_back_and_a_pin_never_shows_in_the_reason() {
    let office = Office::sample();
    let mut term = case(&office, "案件2 ファクシミリ", "案件2 ファクシミリ 1件");
    term.keys("<f3>");
    because(&mut term, "送る必要がなくなった", "を取り下げます", "05");
    term.sees("取り下げられるのは、書いた人だけです (鈴木 花子)");
    assert_eq!(office.records(), 117);
    term.keys(&signature("07")).sees("取り下げました");
    term.does_not_see("270718");
    assert_eq!(office.records(), 118);
    term.keys("<esc>").keys("<esc>").keys("<esc>").sees("1施錠");
    term.keys("4").sees("新しい送付").does_not_see("案件2");
}

#[test]
fn a_take_out_that_a_manager_refuses_is_over() {
    let office = Office::sample();
    let mut term = case(&office, "照合", "現地調査票 2件");
    term.keys("<f6>");
    because(
        &mut term,
        "写しを持って行ってください",
        "を認めません",
        "05",
    );
    term.sees("佐藤 健(05) は署名できません");
    term.keys(&signature("01"))
        .sees("認めないことを記録しました")
        .sees("認めませんでした");
    assert_eq!(office.records(), 118);
    assert!(
        !office.status().contains("現地調査票 2件"),
        "{}",
        office.status()
    );
}

#[test]
fn a_question_waits_for_the_one_who_was_asked() {
    let office = Office::sample();
    let mut term = case(&office, "案件2 ファクシミリ", "案件2 ファクシミリ 1件");
    // Offered is who wrote it; another one is named by going back to the field.
    term.keys("<f8>")
        .sees("[07 ] 鈴木 花子")
        .keys("<esc>")
        .sees("番号を入れて");
    term.keys("<backspace><backspace>09<enter>").sees("髙橋 洋");
    because(
        &mut term,
        "送信状は何枚ですか",
        "髙橋 洋 に質問します",
        "01",
    );
    term.sees("質問を残しました");
    assert!(office.status().contains("髙橋 洋"), "{}", office.status());
    term.keys("<f8>").sees("送信状は何枚ですか");
    because(&mut term, "1枚です", "の質問に答えます", "05");
    term.sees("佐藤 健(05) は署名できません");
    term.keys(&signature("09")).sees("答えを残しました");
    term.keys("<pagedown><pagedown>")
        .sees("1枚です")
        .sees("髙橋 洋 に質問");
    assert_eq!(office.records(), 119);
}

#[test]
fn a_take_out_is_extended_by_a_manager_from_its_case() {
    let office = Office::sample();
    let mut term = case(&office, "補助金申請書 3件", "補助金申請書 3件");
    term.keys("<insert>")
        .sees("元の日 16日(月) は残ります")
        .keys("20<enter>");
    because(
        &mut term,
        "雨のため",
        "16日(月) から 20日(金) に延ばします",
        "10",
    );
    term.sees("渡邉 亮(10) は署名できません");
    term.keys(&signature("02")).sees("20日(金)まで延ばしました");
    term.sees("はじめの期限 R8.11.16、延ばした期限");
    assert_eq!(office.records(), 118);
}

#[test]
fn a_day_on_which_nobody_worked_is_said_so_received_and_is_no_lock() {
    let office = Office::sample();
    let mut term = at(&office, "8", "耐火金庫");
    term.keys("1").sees("3 だれも使わなかった");
    // Words are asked for before anything can be signed.
    term.keys("3")
        .sees("説明")
        .keys("<enter>")
        .does_not_see("署名する文");
    term.keys("|停電のため閉めていた|<enter>");
    term.sees("その日の施錠: だれも使わなかった（出勤者なし）");
    term.keys(&signature("07")).sees("の説明を記録しました");
    term.sees_row(&["待", "16日(月) 耐火金庫", "受け待ち"]);
    assert_eq!(office.records(), 118);
    let mut term = at(&office, "5", "署名待ち");
    term.keys("<down><down><down><down><down>");
    term.sees("欠けの説明  16日(月) 耐火金庫")
        .sees("だれも使わなかった");
    term.keys("<space>").sees("印 1");
    term.keys(&signature("02")).sees("1件に署名しました");
    assert_eq!(office.records(), 119);
    assert!(
        !office.status().contains("耐火金庫 16日"),
        "{}",
        office.status()
    );
    assert!(!office.status().contains("是正措置"), "{}", office.status());
}
