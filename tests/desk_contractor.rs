//! A contractor's office from nothing: founded, accepted, enrolled; and what its rules ask beyond
//! the bureau's: the 承諾 for a take-out (特記11条4項), the 届出 for a means (特記11条6項).
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{begin, choice, open_at, person, sign_steps};
use kagiban::calendar::Moment;
use kagiban::desk::{Desk, LetIn, Proposal, SetClock, SignError, Why, set_up, set_up_file};
use kagiban::journal::{CaseId, InviteCode, Pin};
use kagiban::office::{OfficeAct, Person, Span};
use kagiban::procedure::{
    CaseAct, FactSubject, FieldId, HoldingLine, Lapse, Media, Refusal, Value, Values,
};
use kagiban::text::{Paragraph, Text};
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
    clock: Arc<SetClock>,
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
        clock,
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

fn moment(written: &str) -> Moment {
    Moment::parse(written).unwrap()
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

/// Under which approval it leaves.
fn under(number: &str) -> Values {
    let mut values = take_out();
    values.extend([
        text("approval_number", number),
        text("medium", "USBメモリ 3号"),
    ]);
    values
}

fn date(field: &str, day: &str) -> (FieldId, Value) {
    (FieldId::from(field), Value::Date(day.parse().unwrap()))
}

impl Contractor {
    fn clerk_begins(&self, procedure: &str, step: &str, values: Values) -> CaseId {
        let proposal = begin(&self.desk, procedure, step, values);
        let case = proposal.case;
        self.desk.sign(person(5), &self.clerk, &[proposal]).unwrap();
        case
    }

    fn manager_signs(&self, case: CaseId, step: &str) {
        let proposal = sign_steps(&self.desk, case, &[step], Values::new());
        self.desk
            .sign(person(1), &self.manager, &[proposal])
            .unwrap();
    }

    /// The clerk is trained until that day.
    fn trained(&self, until: &str) {
        let plan = Values::from([
            text("subject", "個人情報の取扱い"),
            text("material", "見本テキスト"),
            date("until", until),
            text("penalties", "3頁"),
            text("civil", "4頁"),
            text("criminal", "5頁"),
            text("administrative", "6頁"),
        ]);
        let case = self.clerk_begins("training", "plan", plan);
        let attended = Values::from([date("attended_on", "2026-11-17")]);
        let attend = sign_steps(&self.desk, case, &["attend"], attended);
        self.desk.sign(person(5), &self.clerk, &[attend]).unwrap();
        self.manager_signs(case, "confirm");
    }

    fn pledged(&self) {
        self.clerk_begins(
            "pledge",
            "pledge",
            Values::from([choice("occasion", "before")]),
        );
    }

    fn notified(&self, what: &str, of: (FieldId, Value)) {
        let notice = Values::from([
            choice("act", "notify"),
            choice("what", what),
            of,
            text("number", "届出第3号"),
            date("date", "2026-11-16"),
        ]);
        let case = self.clerk_begins("notification", "submit", notice);
        self.manager_signs(case, "confirm");
    }

    fn approved(&self, number: &str, until: &str) -> CaseId {
        let approval = Values::from([
            choice("act", "record"),
            choice("what", "take-out"),
            text("number", number),
            date("date", "2026-11-10"),
            date("until", until),
            text("scope", "納品のための持ち出し"),
        ]);
        let case = self.clerk_begins("approval", "record", approval);
        self.manager_signs(case, "confirm");
        case
    }

    /// Everything that a clerk needs for a take-out but the approval.
    fn ready(&self) {
        self.trained("2027-11-16");
        self.pledged();
        let who = (FieldId::from("person"), Value::Person(person(5)));
        self.notified("person", who);
        self.notified("transport", choice("transport", "locked"));
        self.notified("device", text("device", "USBメモリ 3号"));
    }

    fn lacks(&self, proposal: Proposal) -> Vec<(String, Lapse)> {
        match self.refusal(proposal) {
            Refusal::FactsMissing { missing, .. } => missing
                .into_iter()
                .map(|missing| (missing.fact.0, missing.lapse))
                .collect(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_contractor_takes_out_only_trained_pledged_notified_and_approved_in_time() {
    let office = contractor();
    let take = |number: &str| begin(&office.desk, "take_out", "apply", under(number));
    let mut without = under("8見本第12号");
    without.remove(&FieldId::from("approval_number"));
    // Everything that is missing is named at once.
    let lacks = office.lacks(take("8見本第12号"));
    let facts: Vec<&str> = lacks.iter().map(|(fact, _)| fact.as_str()).collect();
    assert_eq!(
        facts,
        [
            "trained",
            "pledged",
            "notified-person",
            "approved-take-out",
            "notified-transport",
            "notified-device"
        ]
    );
    office.ready();
    let refused = office.refusal(begin(&office.desk, "take_out", "apply", without));
    assert!(matches!(refused, Refusal::Fields(_)), "{refused:?}");
    let lacks = office.lacks(take("8見本第12号"));
    assert_eq!(lacks, [("approved-take-out".to_owned(), Lapse::Never)]);
    office.approved("8見本第12号", "2026-11-17");
    let lacks = office.lacks(take("8見本第12号"));
    assert!(matches!(lacks[0].1, Lapse::TooShort { .. }), "{lacks:?}");
    let long = office.approved("8見本第15号", "2027-03-31");
    // The number as it was typed, in whatever width.
    let fit = take("８見本第１５号");
    office.desk.sign(person(5), &office.clerk, &[fit]).unwrap();
    // A corrected term counts at once, and no longer as it stood.
    let row = office.desk.view().unwrap().case_row(long).unwrap().unwrap();
    let correct = Proposal {
        act: CaseAct::Correct {
            values: Values::from([date("until", "2026-11-17")]),
            reason: Paragraph::from(Text::new("期限の書きまちがい").unwrap()),
        },
        after: row.case.head,
        ..sign_steps(&office.desk, long, &["confirm"], Values::new())
    };
    office
        .desk
        .sign(person(1), &office.manager, &[correct])
        .unwrap();
    let lacks = office.lacks(take("8見本第15号"));
    assert!(matches!(lacks[0].1, Lapse::TooShort { .. }), "{lacks:?}");
    assert!(office.desk.verify(&mut |_, _| true).unwrap().is_clean());
    let rows = office.desk.rows_for_comparison().unwrap();
    office.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(rows, office.desk.rows_for_comparison().unwrap());
    assert!(rows.iter().filter(|row| row.0 == "known").count() >= 6);
}

#[test]
fn training_that_has_lapsed_is_asked_for_anew_and_says_since_when() {
    let office = contractor();
    office.ready();
    office.approved("8見本第12号", "2027-12-31");
    office.clock.set(moment("2027-11-17T09:00:00+09:00"));
    let mut values = under("8見本第12号");
    values.extend([date("due_back", "2027-11-18")]);
    let proposal = begin(&office.desk, "take_out", "apply", values.clone());
    let until = "2027-11-16".parse().unwrap();
    assert_eq!(
        office.lacks(proposal),
        [("trained".to_owned(), Lapse::Until(until))]
    );
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
        choice("subcontractor", "no"),
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
            if missing.iter().any(|m| m.subject == FactSubject::Choice("fax".to_owned()))),
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
    office.trained("2027-11-16");
    office.pledged();
    let who = (FieldId::from("person"), Value::Person(person(5)));
    office.notified("person", who);
    let notified = begin(&office.desk, "sending", "draft", values);
    office
        .desk
        .sign(person(5), &office.clerk, &[notified])
        .unwrap();
}

#[test]
fn whoever_leaves_is_expected_to_pledge_once_more_on_their_last_day() {
    let office = contractor();
    let mut leaving = {
        let view = office.desk.view().unwrap();
        view.office.person_ever(person(5)).unwrap().clone()
    };
    leaving.span.until = Some("2026-11-30".parse().unwrap());
    let act = OfficeAct::Person(leaving);
    office
        .desk
        .sign_office(person(1), &office.manager, act, None)
        .unwrap();
    let pledge = || {
        let view = office.desk.view().unwrap();
        let duties = view.duties().unwrap();
        duties.into_iter().find(|d| d.procedure.0 == "pledge")
    };
    let due = pledge().unwrap();
    assert_eq!(due.due.to_string(), "2026-11-30");
    // What it is about is filled in; one answer is left.
    let mut values = due.values.clone();
    values.extend([choice("returned", "none")]);
    let case = office.clerk_begins("pledge", "pledge", values);
    assert!(pledge().is_none());
    office.manager_signs(case, "received");
}
