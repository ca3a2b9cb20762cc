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
