//! A contractor's office from nothing: founded, accepted, enrolled; and what its rules ask beyond
//! the bureau's: the 承諾 for a take-out (特記11条4項), the 届出 for a means (特記11条6項).
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{begin, choice, open_at, person};
use kagiban::calendar::Moment;
use kagiban::desk::{Desk, LetIn, Proposal, SetClock, SignError, Why, set_up, set_up_file};
use kagiban::journal::{InviteCode, Pin};
use kagiban::office::{OfficeAct, Person, Span};
use kagiban::procedure::{FactSubject, FieldId, HoldingLine, Media, Refusal, Value, Values};
use kagiban::text::Text;
use std::sync::Arc;

const OFFICE: &str = r#"
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
[[means]]
id = "hand"
notice = "令和8年4月1日 届出第2号"
"#;

struct Contractor {
    _folder: tempfile::TempDir,
    desk: Desk,
    clerk: Pin,
    manager: Pin,
}

fn contractor() -> Contractor {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office");
    let now = Moment::parse("2026-11-17T09:00:00+09:00").unwrap();
    let draft = set_up_file::read(OFFICE, false).unwrap();
    let founder = Pin::typed("602214");
    let secrets = set_up::Secrets::new().unwrap();
    let new = set_up::create(&path, &draft, &founder, &secrets, now).unwrap();
    let clock = Arc::new(SetClock::at(now));
    let desk = open_at(&path, &clock, None);
    let code = |no: u16| -> InviteCode {
        let slip = new.slips.iter().find(|s| s.person == person(no)).unwrap();
        InviteCode::parse(&slip.code.print()).unwrap()
    };
    let manager = Pin::typed("86754231x");
    // Before the manager has accepted nothing else works.
    let early = desk.enrol(person(5), &code(5), &founder, (person(9), &founder));
    assert!(matches!(early, Err(SignError::AllLeftOut(_))), "{early:?}");
    desk.accept(person(1), &code(1), &manager).unwrap();
    let clerk = Pin::typed("299792");
    desk.enrol(person(5), &code(5), &clerk, (person(1), &manager))
        .unwrap();
    Contractor {
        _folder: folder,
        desk,
        clerk,
        manager,
    }
}

impl Contractor {
    fn refusal(&self, proposal: Proposal) -> Refusal {
        match self.desk.sign(person(5), &self.clerk, &[proposal]) {
            Err(SignError::AllLeftOut(mut left)) => match left.remove(0).why {
                Why::Rules(refusal) => *refusal,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }
}

fn text(field: &str, words: &str) -> (FieldId, Value) {
    (FieldId::from(field), Value::Text(Text::new(words).unwrap()))
}

fn documents() -> (FieldId, Value) {
    (
        FieldId::from("documents"),
        Value::HoldingLines(vec![HoldingLine {
            holding: None,
            title: Text::new("宛名データ").unwrap(),
            count: 120,
            media: Media::Medium,
            special: Vec::new(),
        }]),
    )
}

fn take_out() -> Values {
    Values::from([
        documents(),
        text("destination", "見本区役所"),
        text("purpose", "納品"),
        (
            FieldId::from("due_back"),
            Value::Date("2026-11-18".parse().unwrap()),
        ),
        choice("bag", "locked"),
        choice("route", "direct"),
        choice("storage", "no"),
        choice("data", "encrypted"),
    ])
}

fn approved(until: &str) -> Values {
    let mut values = take_out();
    values.extend([
        text("approval_number", "8見本第12号"),
        text("approval_scope", "納品のための持ち出し"),
        (
            FieldId::from("approval_until"),
            Value::Date(until.parse().unwrap()),
        ),
    ]);
    values
}

#[test]
fn a_contractor_takes_out_only_with_the_approval_of_tokyo_and_within_its_time() {
    let office = contractor();
    let without = office.refusal(begin(&office.desk, "take_out", "apply", take_out()));
    assert!(
        matches!(&without, Refusal::Fields(faults) if faults.len() == 3),
        "{without:?}"
    );
    let too_short = approved("2026-11-17");
    let short = office.refusal(begin(&office.desk, "take_out", "apply", too_short));
    assert!(matches!(short, Refusal::Fields(_)), "{short:?}");
    let fit = begin(&office.desk, "take_out", "apply", approved("2027-03-31"));
    office.desk.sign(person(5), &office.clerk, &[fit]).unwrap();
    assert!(office.desk.verify(&mut |_, _| true).unwrap().is_clean());
}

#[test]
fn a_place_that_began_today_can_end_today_and_is_not_there_tomorrow() {
    let office = contractor();
    let today = office.desk.now().date();
    let mut place = {
        let view = office.desk.view().unwrap();
        view.office.places_on(today)[0].clone()
    };
    for until in [None, Some(today)] {
        place.span = Span { from: today, until };
        let act = OfficeAct::Place(place.clone());
        office
            .desk
            .sign_office(person(1), &office.manager, act, None)
            .unwrap();
    }
    let view = office.desk.view().unwrap();
    assert_eq!(view.office.places_on(today).len(), 1);
    assert!(view.office.places_on(today.succ_opt().unwrap()).is_empty());
    assert!(view.office.places_on(today.pred_opt().unwrap()).len() <= 1);
}

#[test]
fn a_new_person_and_their_slip_are_one_record_and_the_slip_lets_them_in() {
    let office = contractor();
    let before = office.desk.checkpoint().unwrap().size;
    let new = Person {
        no: person(12),
        name: Text::new("高橋 桜").unwrap(),
        kana: Text::new("たかはし さくら").unwrap(),
        section: Text::default(),
        unit: kagiban::journal::UnitId(1),
        span: Span::since(office.desk.now().date()),
    };
    let (no, code) = office
        .desk
        .invite(person(1), &office.manager, LetIn::New(Box::new(new)))
        .unwrap();
    assert_eq!(no, person(12));
    assert_eq!(office.desk.checkpoint().unwrap().size, before + 1);
    let own = Pin::typed("141421");
    let wrong = InviteCode::parse("00000000").unwrap();
    let refused = office
        .desk
        .enrol(no, &wrong, &own, (person(5), &office.clerk));
    assert!(matches!(refused, Err(SignError::WrongCode)), "{refused:?}");
    // Nobody vouches for themselves.
    let alone = office.desk.enrol(no, &code, &own, (no, &own));
    assert!(matches!(alone, Err(SignError::NotEnrolled(_))), "{alone:?}");
    office
        .desk
        .enrol(no, &code, &own, (person(5), &office.clerk))
        .unwrap();
    assert!(office.desk.verify(&mut |_, _| true).unwrap().is_clean());
}

#[test]
fn a_contractor_sends_by_no_means_that_was_not_notified() {
    let office = contractor();
    let mut values = Values::from([
        documents(),
        choice("means", "fax"),
        choice("recipient_kind", "agency"),
        text("recipient", "見本区役所 区民課"),
        text("purpose", "照会"),
        (
            FieldId::from("fax_number"),
            Value::Digits("0398765432".to_owned()),
        ),
        choice("fax_source", "document"),
        choice("fax_dial", "typed"),
        (FieldId::from("fax_sheets"), Value::Count(2)),
        choice("fax_top", "cover"),
        text("fax_called", "区民課 受付"),
    ]);
    let refused = office.refusal(begin(&office.desk, "sending", "draft", values.clone()));
    assert!(
        matches!(&refused, Refusal::FactsMissing { missing, .. }
            if missing[0].subject == FactSubject::Choice("fax".to_owned())),
        "{refused:?}"
    );
    values.retain(|field, _| !field.0.starts_with("fax"));
    values.extend([
        choice("means", "hand"),
        (
            FieldId::from("hand_last4"),
            Value::Digits("0418".to_owned()),
        ),
        choice("hand_document", "staff"),
        (FieldId::from("hand_pieces"), Value::Count(1)),
        choice("hand_cover", "nothing"),
    ]);
    let notified = begin(&office.desk, "sending", "draft", values);
    office
        .desk
        .sign(person(5), &office.clerk, &[notified])
        .unwrap();
}
