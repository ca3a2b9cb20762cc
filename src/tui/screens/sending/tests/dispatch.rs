//! What the machine says at the dispatch, and who was first.

use super::{FAX_SECOND, consented, count, fax_drafted};
use crate::journal::PersonNo;
use crate::procedure::{FieldId, State, Value};
use crate::tui::screens::fixture::{Fixture, sign};
use crate::tui::screens::start::Sending;

#[test]
fn a_dispatch_says_what_the_machine_says() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys(FAX_SECOND).keys(&sign(9));
    consented(&mut screen);
    let dispatch = "300003<enter>1";
    assert!(count(dispatch) <= 13);
    screen
        .keys(dispatch)
        .sees("署名する文")
        .does_not_see("誤送信");
    screen
        .keys(&sign(7))
        .sees("差出し・送信を記録しました。次は 到達");
    screen.keys("31").keys(&sign(7)).sees("到達を記録しました");
    let row = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(row.case.state, State::Closed);
}

#[test]
fn a_dispatch_that_is_not_what_was_checked_is_recorded_and_leads_to_an_incident() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys(FAX_SECOND).keys(&sign(9));
    consented(&mut screen);
    screen
        .keys("398763<enter>1")
        .sees("誤送信のおそれがあります");
    screen
        .keys(&sign(7))
        .sees("差出し・送信を記録しました")
        .sees("誤送信のおそれがあります");
    insta::assert_snapshot!("missent", screen.screen());
    let row = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(
        row.case.values.get(&FieldId::from("report_last4")),
        Some(&Value::Digits("9876".to_owned()))
    );
    screen
        .keys("9")
        .sees("事故・事故のおそれ")
        .sees("補助金申請書")
        .sees("送付先");
    screen
        .keys("0<enter>")
        .sees("令和8年11月17日(火) 18:40")
        .does_not_see("必要です");
}

#[test]
fn a_colleague_who_was_first_is_named_and_the_typed_answers_stay() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys("30353880000<enter>23<enter>");
    // Meanwhile, at another terminal, somebody asks a question about the case.
    let other = office.other_terminal();
    let view = other.view().unwrap();
    let row = view.case_row(case).unwrap().unwrap();
    let ask = crate::desk::Proposal {
        case,
        unit: row.case.unit,
        after: row.case.head,
        act: crate::procedure::CaseAct::Ask {
            to: PersonNo(7),
            question: crate::text::Paragraph::new("送信状はありますか").unwrap(),
        },
        happened: None,
        day: None,
    };
    let pin = crate::tui::screens::fixture::pin_of(&other, PersonNo(10));
    other.sign(PersonNo(10), &pin, &[ask]).unwrap();
    screen
        .keys(&sign(9))
        .sees("渡邉 亮 が記録しました")
        .sees("新しい状態から続けます");
    screen.keys(&sign(9)).sees("第2確認を記録しました");
}

#[test]
fn a_step_that_a_colleague_has_signed_meanwhile_is_not_signed_again() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys("30353880000<enter>23<enter>");
    let mut second = office.harness(Sending::list());
    second
        .keys(FAX_SECOND)
        .keys(&sign(5))
        .sees("第2確認を記録しました");
    screen
        .keys(&sign(9))
        .sees("佐藤 健 が記録しました")
        .sees("もう済んでいます");
    let row = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(row.case.marks.len(), 2);
}
