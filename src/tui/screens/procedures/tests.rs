use super::Procedures;
use crate::desk::Desk;
use crate::procedure::DefId;
use crate::tui::screens::begin::Begin;
use crate::tui::screens::fixture::{Fixture, pins};
use crate::tui::testing::Harness;

const KEY_LENDING: &str = include_str!("../../../../tests/fixtures/adopt/key_lending.toml");

fn signs(no: u16, confirming: bool) -> String {
    let (plain, long) = pins();
    format!("{no:02}{}<enter>", if confirming { long } else { plain })
}

/// Reads a file of that text through the screen.
fn read(h: &mut Harness<Desk>, fixture: &Fixture, text: &str) {
    let path = fixture.folder().join("key_lending.toml");
    std::fs::write(&path, text).unwrap();
    h.keys("<f2>").sees("ファイルを読む");
    h.keys(&path.display().to_string()).keys("<enter>");
}

fn to_the_end(h: &mut Harness<Desk>) {
    for _ in 0..8 {
        h.keys("<pagedown>");
    }
}

fn adopt(h: &mut Harness<Desk>, fixture: &Fixture, text: &str) {
    read(h, fixture, text);
    h.sees("鍵の貸出し");
    to_the_end(h);
    h.keys("<enter>").sees("もう一人");
    h.keys(&signs(90, false)).sees("まだ効力はありません");
}

#[test]
fn one_reads_and_signs_another_looks_and_countersigns() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Procedures::default());
    h.sees("持ち出し").sees("送付");
    adopt(&mut h, &fixture, KEY_LENDING);
    h.sees("署名待ち");
    let id = DefId::from("key_lending");
    assert!(
        fixture
            .desk
            .view()
            .unwrap()
            .catalogue()
            .latest(&id)
            .is_none()
    );

    h.keys("<home><enter>").sees("新しい手続");
    h.keys("<enter>").sees("最後まで");
    to_the_end(&mut h);
    h.keys("<enter>");
    h.keys("90").sees("同じ人は署名できません");
    h.keys("<backspace><backspace>");
    h.keys(&signs(1, true)).sees("この手続を使えます");
    assert!(
        fixture
            .desk
            .view()
            .unwrap()
            .catalogue()
            .latest(&id)
            .is_some()
    );

    let begin = fixture.harness(Begin::default());
    begin.sees("鍵の貸出し");
}

const TAKE_OUT: &str = include_str!("../../../../data/forms/take-out.toml");

#[test]
fn a_form_of_the_offices_own_is_read_and_signed_by_two_and_then_printed() {
    let fixture = Fixture::new();
    let mut h = fixture.harness_of_data(Procedures::default(), fixture.stage);
    let bad = TAKE_OUT.replace("field:destination", "field:where_to");
    read(&mut h, &fixture, &bad);
    h.sees("where_to").sees("行目");
    h.keys("<esc>");
    let own = TAKE_OUT.replace("持ち出し先", "行き先");
    read(&mut h, &fixture, &own);
    h.sees("個人情報持ち出し記録").sees("様式").sees("行き先");
    to_the_end(&mut h);
    h.keys("<enter>").sees("もう一人");
    h.keys(&signs(90, false)).sees("まだ効力はありません");
    let head = |fixture: &Fixture| {
        let view = fixture.desk.view().unwrap();
        let forms = view.forms().unwrap();
        forms.get("take-out").unwrap().columns[5].head.clone()
    };
    assert_eq!(head(&fixture), "持ち出し先");
    h.sees("署名待ち");
    h.keys("<home><enter>").sees("+");
    to_the_end(&mut h);
    h.keys("<enter>");
    h.keys(&signs(1, true)).sees("これからこの様式で印刷します");
    assert_eq!(head(&fixture), "行き先");
}

#[test]
fn the_countersigner_sees_what_is_other_in_a_revision() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Procedures::default());
    adopt(&mut h, &fixture, KEY_LENDING);
    h.keys("<enter>");
    to_the_end(&mut h);
    h.keys("<enter>").keys(&signs(1, true));
    let second = KEY_LENDING
        .replace("rev = 1", "rev = 2")
        .replace("鍵の名称", "鍵の名称と番号");
    adopt(&mut h, &fixture, &second);
    h.keys("<enter>")
        .sees("第1版")
        .sees("- rev = 1")
        .sees("+ rev = 2");
    h.sees("+ label = { ja = \"鍵の名称と番号\"");
}

#[test]
fn a_file_with_faults_is_told_line_by_line_and_nothing_is_recorded() {
    let fixture = Fixture::new();
    let before = fixture.desk.checkpoint().unwrap().size;
    let mut h = fixture.harness(Procedures::default());
    let broken = KEY_LENDING.replace("by = [\"manager\"]", "by = []");
    read(&mut h, &fixture, &broken);
    let line = broken.lines().position(|l| l == "id = \"back\"").unwrap() + 1;
    h.sees(&format!("{line} 行目")).sees("記録していません");
    h.keys("<esc>").sees("持ち出し");
    h.keys("<f2>/no/such/file.toml<enter>")
        .sees("記録していません");
    assert_eq!(fixture.desk.checkpoint().unwrap().size, before);
}

#[test]
fn it_says_the_same_in_english_and_on_wide_consoles() {
    let fixture = Fixture::new();
    let mut h = fixture.harness_on(Procedures::default(), fixture.stage.english());
    h.sees("record");
    h.keys("<enter>").keys("<esc>");
    let wide = fixture.stage.wide();
    let mut h = fixture.harness_on(Procedures::default(), wide);
    h.keys("<enter>").keys("<pagedown>").keys("<esc>");
}
