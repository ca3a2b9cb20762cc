//! The refusals of SCREENS §10, as a clerk meets them.

use super::*;
use crate::calendar::{Happened, Moment, WorkDay};
use crate::journal::{Capacity, CaseId, EntryId, Pin, Role};
use crate::locale::Lang;
use crate::procedure::{
    ChoiceId, DefId, FieldFault, FieldId, Kind, LineFault, Refusal, SheetFault, Sign, State, StepId,
};
use crate::store::{Corrupt, Foreign, OpenError, StoreError};
use crate::tui::screens::case::testing;
use crate::tui::screens::fixture::{Fixture, pin_of};
use std::collections::BTreeSet;

fn ja() -> Locale {
    Locale::new(Lang::Ja)
}

/// What `by` is told who tries to sign steps of a case.
fn refused(f: &Fixture, by: u16, case: CaseId, steps: &[&str], lines: &[u16]) -> String {
    let view = f.desk.view().unwrap();
    let row = view.case_row(case).unwrap().unwrap();
    let list = [Proposal {
        case,
        unit: row.case.unit,
        after: row.case.head,
        act: CaseAct::Sign(Sign {
            open: None,
            steps: steps.iter().map(|id| StepId::from(*id)).collect(),
            values: Default::default(),
            lines: lines
                .iter()
                .map(|line| (*line, Some(ChoiceId::from("returned"))))
                .collect(),
            same: Default::default(),
            took: None,
        }),
        happened: None,
        day: None,
    }];
    let person = PersonNo(by);
    let error = f
        .desk
        .sign(person, &pin_of(&f.desk, person), &list)
        .unwrap_err();
    sign_error(&error, person, &list, Told::new(&view, ja()))
}

#[test]
fn the_same_person_checks_twice() {
    let f = Fixture::new();
    let case = testing::find(&f.desk, "商店街");
    assert_eq!(
        refused(&f, 5, case, &["second"], &[]),
        "署名できません。第1確認をしたのは 佐藤 健 です。第2確認は別の人が行います。何も記録していません"
    );
}

#[test]
fn a_manager_s_own_act() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 1, 1, "予算書");
    testing::steps(&f.desk, 2, case, &["permit"]);
    assert_eq!(
        refused(&f, 1, case, &["out"], &[]),
        "自分の持ち出しは確認できません。伊藤 恵(代理) か 小川 誠(保護責任者) が確認します。何も記録していません"
    );
}

#[test]
fn a_return_without_a_confirmed_departure() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    assert_eq!(
        refused(&f, 1, case, &["back"], &[0]),
        "出たときの確認がありません。戻しとしては記録できません。F4 確認のない持ち出しとして報告できます (基準6(5))。何も記録していません"
    );
}

#[test]
fn a_wrong_pin_and_the_waiting_time() {
    let f = Fixture::new();
    let told = |tries: u32| {
        let view = f.desk.view().unwrap();
        let wrong = Pin::typed("000001");
        let error = f.desk.sign(PersonNo(7), &wrong, &[]).unwrap_err();
        let said = sign_error(&error, PersonNo(7), &[], Told::new(&view, ja()));
        assert!(said.contains("何も記録していません"), "{tries}: {said}");
        said
    };
    assert!(told(1).starts_with("PINが違います。"));
    assert!(told(2).starts_with("PINが違います。"));
    assert!(told(3).contains("あと "));
}

#[test]
fn nobody_may_sign() {
    let f = Fixture::new();
    let view = f.desk.view().unwrap();
    let take_out = view.catalogue().latest(&DefId::from("take_out"));
    let refusal = Refusal::NotTheirRole {
        step: Some("out".into()),
        roles: vec![Role::Manager],
        instead: Vec::new(),
    };
    assert_eq!(
        rules(&refusal, take_out, PersonNo(5), Told::new(&view, ja())),
        "今日、確認できる人がいません。代理を決めてください (7 ほか > 人と役割)。待ちとして残しました"
    );
}

#[test]
fn two_checks_that_do_not_agree_show_no_value() {
    assert_eq!(
        differs(2, ja()),
        "2番が第1確認と合いません。値は示しません。現物を見て入れ直してください。次も合わなければ両方やり直しです"
    );
    assert!(differs_twice(ja()).ends_with("送付できません"));
    let steps = ["第1確認".to_owned(), "第2確認".to_owned()];
    assert_eq!(
        voided("通数", &steps, ja()),
        "通数が変わったので、確認は2つとも無効になりました。前の確認は記録に残っています"
    );
}

/// One refusal of every kind.
fn all() -> Vec<Refusal> {
    let at = Moment::parse("2026-11-17T18:40:00+09:00").unwrap();
    let day = WorkDay(at.date());
    let entry = EntryId([1; 32]);
    let step = StepId::from("out");
    let fields: BTreeSet<FieldId> = [FieldId::from("purpose")].into();
    let me = PersonNo(5);
    let capacity = Capacity::own(Role::Manager);
    let field = || FieldId::from("purpose");
    let line = |what| FieldFault::Line {
        field: field(),
        line: 0,
        what,
    };
    let faults = [
        FieldFault::Unknown(field()),
        FieldFault::NotOfStep(field()),
        FieldFault::NotAsked(field()),
        FieldFault::Missing(field()),
        FieldFault::WrongKind(field(), Kind::Count),
        FieldFault::Fixed(field()),
        FieldFault::Length {
            field: field(),
            min: 2,
            max: 4,
        },
        FieldFault::Characters(field()),
        FieldFault::TooFew {
            field: field(),
            min: 1,
        },
        FieldFault::NotEqual {
            field: field(),
            other: field(),
        },
        FieldFault::Before {
            field: field(),
            other: "today".into(),
        },
        FieldFault::Time(field()),
        FieldFault::Email {
            field: field(),
            at: 0,
        },
        FieldFault::Twice {
            field: field(),
            at: 1,
        },
        FieldFault::NotAChoice(field()),
        FieldFault::Stops {
            field: field(),
            choice: "x".into(),
        },
        line(LineFault::Title),
        line(LineFault::Count),
        line(LineFault::Special),
        line(LineFault::Holding),
        line(LineFault::Basis),
        line(LineFault::OverRegister { left: 3 }),
        line(LineFault::Kept {
            until: chrono::NaiveDate::from_ymd_opt(2031, 3, 31).unwrap(),
        }),
        FieldFault::TooManyLines(field(), 50),
        FieldFault::Rows(field()),
        FieldFault::NotOfOffice(field()),
    ];
    let mut all: Vec<Refusal> = faults
        .into_iter()
        .map(|fault| Refusal::Fields(vec![fault]))
        .collect();
    all.extend([
        Refusal::UnknownProcedure(DefRef {
            id: "x".into(),
            rev: 1,
        }),
        Refusal::Superseded {
            was: DefRef {
                id: "x".into(),
                rev: 1,
            },
            now: None,
        },
        Refusal::Superseded {
            was: DefRef {
                id: "x".into(),
                rev: 1,
            },
            now: Some(DefRef {
                id: "x".into(),
                rev: 2,
            }),
        },
        Refusal::UnknownStep(step.clone()),
        Refusal::Malformed("no step"),
        Refusal::AlreadyOpen {
            by: Some(me),
            recorded: Recorded(at),
        },
        Refusal::NoCase,
        Refusal::WrongCase,
        Refusal::WrongDay { day, serves: day },
        Refusal::DayToCome(day),
        Refusal::NotYetHappened {
            happened: Happened(at),
            recorded: Recorded(at),
        },
        Refusal::BeforeStep {
            step: step.clone(),
            happened: Happened(at),
        },
        Refusal::NotOfOffice(me),
        Refusal::WrongCapacity {
            claimed: capacity,
            holds: None,
        },
        Refusal::Excluded {
            step: None,
            did: None,
            instead: vec![(me, capacity)],
        },
        Refusal::AlreadySigned {
            step: step.clone(),
            line: Some(0),
            by: me,
            happened: Happened(at),
            recorded: Recorded(at),
            entry,
        },
        Refusal::NotApplicable(step.clone()),
        Refusal::FilledAlready(fields.clone()),
        Refusal::CheckAnswers(fields.clone()),
        Refusal::RecheckIncomplete {
            step: step.clone(),
            fields,
        },
        Refusal::NoRecheck(step.clone()),
        Refusal::FactsUnread(crate::procedure::FactsUnread("rows".to_owned())),
        Refusal::Sheet(SheetFault::NotOver(at.date())),
        Refusal::Sheet(SheetFault::Unexplained(vec![at.date()])),
        Refusal::Sheet(SheetFault::Changed),
        Refusal::Sheet(SheetFault::Lines(2)),
        Refusal::Sheet(SheetFault::Own {
            days: vec![at.date()],
            instead: Vec::new(),
        }),
        Refusal::Sealed {
            step: step.clone(),
            by: me,
            happened: Happened(at),
        },
        Refusal::NotSealed,
        Refusal::OpenedByAnother,
        Refusal::NotAuthor([me].into()),
        Refusal::NothingToRefuse,
        Refusal::NothingToSendBack(step),
        Refusal::NoQuestion { asked: Some(me) },
        Refusal::NoQuestion { asked: None },
        Refusal::NothingDue,
        Refusal::NotLater(at.date()),
        Refusal::NothingChanges,
        Refusal::NoReason,
    ]);
    all.extend([State::Open, State::Closed, State::Refused, State::Withdrawn].map(Refusal::Ended));
    all
}

#[test]
fn every_refusal_is_a_sentence_of_its_own_in_both_languages() {
    let f = Fixture::new();
    let view = f.desk.view().unwrap();
    let take_out = view.catalogue().latest(&DefId::from("take_out"));
    for lang in [Lang::Ja, Lang::En] {
        let words = Locale::new(lang);
        let mut said = BTreeSet::new();
        for refusal in all() {
            let text = rules(&refusal, take_out, PersonNo(5), Told::new(&view, words));
            assert!(text.chars().count() > 6, "{refusal:?}: {text}");
            assert!(!text.contains(['{', '}', '_']), "{refusal:?}: {text}");
            assert_ne!(text, t!(words, refusal_nothing), "{refusal:?}");
            if lang == Lang::En {
                let named = text.replace("佐藤 健", "").replace("田中 実", "");
                assert!(named.is_ascii(), "{refusal:?}: {text}");
            }
            assert!(said.insert(text.clone()), "twice: {text}");
        }
    }
}

/// What the store says in its own words is English: a Japanese reader is told in Japanese, and what
/// is to be done.
#[test]
fn what_is_wrong_with_the_file_is_said_in_the_language_of_the_reader() {
    let ja = Locale::new(Lang::Ja);
    let damaged = |place: &str| {
        let why = Corrupt {
            place: place.to_owned(),
            detail: "a row does not agree with its checksum".to_owned(),
        };
        super::store::store(&StoreError::Corrupt(why), ja)
    };
    assert_eq!(
        damaged("rows.case"),
        "案件の一覧が壊れています。記録そのものは無事です。kagiban rebuild で作り直せます"
    );
    assert!(damaged("rows.holding").starts_with("台帳の一覧が壊れています"));
    assert!(damaged("entries").starts_with("事務所のファイルの記録の所が壊れています"));
    assert!(damaged("page 12").contains("12ページ目"));
    let detail = "Database already open. Cannot acquire lock.".to_owned();
    let opening = [
        OpenError::Foreign {
            what: Foreign::OtherProgram,
        },
        OpenError::Foreign {
            what: Foreign::Unknown,
        },
        OpenError::Truncated {
            detail: detail.clone(),
        },
        OpenError::Held { detail },
        OpenError::Full,
    ];
    for error in opening {
        let said = super::open(&crate::desk::OpenDeskError::Store(error), ja);
        assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{said}");
    }
}
