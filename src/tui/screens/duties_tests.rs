//! What falls due, as keys on the list.

use super::duties::Duties;
use crate::desk::Desk;
use crate::tui::screens::fixture::{Fixture, sign};
use crate::tui::testing::Harness;

/// The cursor on the first row with these words.
fn on(h: &mut Harness<Desk>, words: &str) {
    for _ in 0..60 {
        if h.rows()
            .iter()
            .any(|row| row.contains('>') && row.contains(words))
        {
            return;
        }
        h.keys("<down>");
    }
    panic!("no row with {words}\n{}", h.screen());
}

#[test]
fn a_training_that_is_planned_already_is_gone_on_with() {
    let fixture = Fixture::new().later("2027-02-01T09:00:00+09:00");
    let mut h = fixture.harness(Duties::default());
    on(&mut h, "研修");
    h.keys("<enter>").sees("研修の名称");
    h.keys("個人情報の取扱い<enter>見本テキスト<enter>R10.1.31<enter>");
    h.keys("<pagedown>")
        .keys(&sign(5))
        .sees("研修の計画を記録しました");
    on(&mut h, "研修");
    h.keys("<enter>")
        .sees("個人情報の取扱い")
        .does_not_see("1 研修の名称");
    h.sees("受講");
    let view = fixture.desk.view().unwrap();
    let plans = view.open_rows().unwrap();
    let plans = plans.iter().filter(|row| row.procedure.id.0 == "training");
    assert_eq!(plans.count(), 1);
}

/// In February the year's check is due by the end of March; in April it is late.
#[test]
fn a_yearly_duty_says_on_the_board_what_who_and_by_when() {
    let row_with = |h: &mut Harness<Desk>, words: &str| {
        for _ in 0..60 {
            if let Some(row) = h.rows().iter().find(|row| row.contains(words)) {
                return row.trim_end().to_owned();
            }
            h.keys("<pagedown>");
        }
        panic!("no row with {words}\n{}", h.screen());
    };
    let board = || super::board::Board::new(None);
    let fixture = Fixture::new().later("2027-02-01T09:00:00+09:00");
    let mut h = fixture.harness(board());
    let row = row_with(&mut h, "取扱い");
    assert!(row.contains("要 個人情報の取扱いの点検  田中 実 "), "{row}");
    assert!(row.ends_with(" 3月31日(水)まで"), "{row}");
    let mut h = fixture.harness_on(board(), fixture.stage.english());
    let row = row_with(&mut h, "Yearly check");
    assert!(row.contains("Yearly check of handling  田中 実 "), "{row}");
    assert!(row.ends_with(" by Wed 31 Mar"), "{row}");

    let fixture = Fixture::new().later("2027-04-08T09:00:00+09:00");
    let mut h = fixture.harness(board());
    let row = row_with(&mut h, "取扱い");
    let said = "遅 R8年度の個人情報の取扱いの点検  田中 実 ";
    assert!(row.contains(said), "{row}");
    assert!(row.ends_with(" 3月31日(水)まで"), "{row}");
    let mut h = fixture.harness(Duties::default());
    on(&mut h, "R8年度の個人情報の取扱いの点検 事務所");
}
