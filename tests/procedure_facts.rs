//! What a step needs and another gives, walked on the pure machine: as of when it happened, never
//! in the way of a return, and with every way out named.
#![allow(clippy::unwrap_used)]

mod procedure_common;

use kagiban::calendar::Moment;
use kagiban::journal::EntryId;
use kagiban::office::ProfileId;
use kagiban::procedure::{
    CaseAct, Effect, Fact, FactSaid, FactSubject, FieldFault, Lapse, Missing, Refusal, Saying,
    State, Value, Values, next_steps,
};
use procedure_common::*;

fn missing(refusal: Refusal) -> Vec<Missing> {
    match refusal {
        Refusal::FactsMissing { missing, .. } => missing,
        other => panic!("{other:?}"),
    }
}

fn said(effects: &[Effect]) -> Vec<FactSaid> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Says(said) => Some(said.clone()),
            _ => None,
        })
        .collect()
}

fn held(from: &str, until: Option<&str>) -> Saying {
    Saying::Given(Fact {
        from: at(from),
        until: until.map(day),
        number: None,
        scope: None,
        entry: None,
    })
}

fn withdrawn(when: Moment) -> Saying {
    Saying::Ended {
        at: when,
        entry: EntryId([7; 32]),
    }
}

fn contractors_take_out() -> Values {
    let mut values = take_out();
    values.extend(values_of([
        ("data", choice("paper")),
        ("approval_number", Value::Text(text("8見本第12号"))),
    ]));
    values
}

fn contractors_fax() -> Values {
    let mut values = fax();
    values.insert("subcontractor".into(), choice("no"));
    values
}

#[test]
fn training_that_lapses_lets_everything_come_back_and_nothing_new_leave() {
    let mut play = Play::under(ProfileId::Contractor, "take_out");
    let me = FactSubject::Person(SATO);
    let trained = play.facts.of("trained", &me);
    trained.take(&held("2025-11-18T10:00:00+09:00", Some("2026-11-17")), 0);
    play.signs(SATO, &["apply"], contractors_take_out())
        .unwrap();
    play.signs(TANAKA, &["permit", "out"], Values::new())
        .unwrap();
    // The next day the training has lapsed, for the clerk and for the manager.
    play.now = at("2026-11-18T09:00:00+09:00");
    let manager = FactSubject::Person(TANAKA);
    play.facts
        .of("trained", &manager)
        .take(&held("2025-11-18T10:00:00+09:00", Some("2026-11-17")), 0);
    let sheets = values_of([("sheets", Value::Count(12))]);
    for line in [0, 1] {
        play.signs_line(SATO, "brought", line, "brought", sheets.clone())
            .unwrap();
        play.signs_line(TANAKA, "back", line, "returned", Values::new())
            .unwrap();
    }
    assert_eq!(play.the().state, State::Closed);
    let mut again = Play::under(ProfileId::Contractor, "take_out");
    again.now = play.now;
    again.facts = std::mem::take(&mut play.facts);
    let mut values = contractors_take_out();
    values.insert("due_back".into(), Value::Date(day("2026-11-19")));
    let refusal = again.signs(SATO, &["apply"], values).unwrap_err();
    assert_eq!(
        missing(refusal),
        [Missing {
            fact: "trained".into(),
            subject: me,
            clause: Some("contractor/7-3".to_owned()),
            lapse: Lapse::Until(day("2026-11-17")),
            by: "training".into(),
        }]
    );
}

#[test]
fn a_means_withdrawn_between_consent_and_dispatch_stops_what_has_not_left() {
    let fax_is_notified = FactSubject::Choice("fax".to_owned());
    let confirmed = || {
        let mut play = Play::under(ProfileId::Contractor, "sending");
        play.office.means.clear();
        play.signs(SATO, &["draft"], contractors_fax()).unwrap();
        play.signs(SUZUKI, &["second"], Values::new()).unwrap();
        play.signs(TANAKA, &["consent", "confirm"], Values::new())
            .unwrap();
        play.now = at("2026-11-17T16:30:00+09:00");
        let known = play.facts.of("notified-means", &fax_is_notified);
        known.take(&held("2026-04-01T00:00:00+09:00", None), 0);
        known.take(&withdrawn(at("2026-11-17T16:00:00+09:00")), 0);
        play
    };
    let dispatch = fax_sent();
    let mut play = confirmed();
    let refusal = play
        .signs(SATO, &["dispatch"], dispatch.clone())
        .unwrap_err();
    assert_eq!(
        missing(refusal)[0].lapse,
        Lapse::Withdrawn(at("2026-11-17T16:00:00+09:00"))
    );
    // Nothing is stuck: the case is taken back, or the means is notified anew.
    let withdraw = CaseAct::Withdraw {
        reason: words("届出を取り下げたため"),
    };
    play.tries(SATO, &withdraw).unwrap();
    play.facts
        .of("notified-means", &fax_is_notified)
        .take(&held("2026-11-17T16:20:00+09:00", None), 0);
    play.signs(SATO, &["dispatch"], dispatch.clone()).unwrap();
    // What had left before, and is recorded now, was lawful when it happened.
    let mut play = confirmed();
    play.happened = Some(at("2026-11-17T15:50:00+09:00"));
    play.signs(SATO, &["dispatch"], dispatch).unwrap();
}

fn planned(profile: ProfileId) -> Play {
    let mut play = Play::under(profile, "training");
    let mut plan = values_of([
        ("subject", Value::Text(text("個人情報の取扱い"))),
        ("material", Value::Text(text("見本テキスト"))),
        ("until", Value::Date(day("2027-11-16"))),
    ]);
    if profile == ProfileId::Contractor {
        let short = play.signs(SUZUKI, &["plan"], plan.clone()).unwrap_err();
        let Refusal::Fields(faults) = short else {
            panic!("{short:?}")
        };
        for item in ["penalties", "civil", "criminal", "administrative"] {
            assert!(faults.contains(&FieldFault::Missing(item.into())), "{item}");
            plan.insert(item.into(), Value::Text(text("3頁")));
        }
    }
    play.signs(SUZUKI, &["plan"], plan).unwrap();
    play
}

fn attended(on: &str) -> Values {
    values_of([("attended_on", Value::Date(day(on)))])
}

#[test]
fn training_is_planned_with_its_items_attended_by_each_and_confirmed() {
    let mut play = planned(ProfileId::Contractor);
    play.signs(SATO, &["attend"], attended("2026-11-10"))
        .unwrap();
    // One more can attend as long as it is open.
    let waits: Vec<_> = next_steps(&play.world(), play.the())
        .into_iter()
        .map(|next| (next.step.0, next.optional))
        .collect();
    assert_eq!(
        waits,
        [("attend".to_owned(), true), ("confirm".to_owned(), false)]
    );
    play.signs(ITO, &["attend"], attended("2026-11-17"))
        .unwrap();
    let own = play.signs(ITO, &["confirm"], Values::new());
    assert!(matches!(own, Err(Refusal::Excluded { .. })), "{own:?}");
    let acted = play.signs(TANAKA, &["confirm"], Values::new()).unwrap();
    let given: Vec<(FactSubject, Moment)> = said(&acted.effects)
        .into_iter()
        .map(|said| match said.what {
            Saying::Given(fact) => {
                assert_eq!(fact.until, Some(day("2027-11-16")));
                (said.subject, fact.from)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        given,
        [
            (FactSubject::Person(SATO), at("2026-11-10T00:00:00+09:00")),
            (FactSubject::Person(ITO), at("2026-11-17T00:00:00+09:00")),
        ]
    );
    assert_eq!(play.the().state, State::Closed);
    // A makeup lesson opens it again, and is confirmed by itself.
    play.now = at("2026-11-20T10:00:00+09:00");
    play.signs(OGAWA, &["attend"], attended("2026-11-20"))
        .unwrap();
    assert_eq!(play.the().state, State::Open);
    let acted = play.signs(TANAKA, &["confirm"], Values::new()).unwrap();
    let whom: Vec<FactSubject> = said(&acted.effects)
        .into_iter()
        .map(|s| s.subject)
        .collect();
    assert!(whom.contains(&FactSubject::Person(OGAWA)), "{whom:?}");
    assert_eq!(play.the().state, State::Closed);
}

#[test]
fn a_bureau_trains_without_the_contractors_items_and_needs_nothing_to_take_out() {
    let mut play = planned(ProfileId::Bureau);
    play.signs(SATO, &["attend"], attended("2026-11-17"))
        .unwrap();
    let mut play = Play::new("take_out");
    play.facts.of("trained", &FactSubject::Person(SATO));
    play.signs(SATO, &["apply"], take_out()).unwrap();
}

#[test]
fn a_corrected_term_is_taken_back_and_said_anew() {
    let mut play = planned(ProfileId::Contractor);
    play.signs(SATO, &["attend"], attended("2026-11-17"))
        .unwrap();
    let first = play.signs(TANAKA, &["confirm"], Values::new()).unwrap();
    let first = said(&first.effects);
    let correct = CaseAct::Correct {
        values: values_of([("until", Value::Date(day("2027-03-31")))]),
        reason: words("年度末までだった"),
    };
    let acted = play.does(TANAKA, &correct).unwrap();
    let back: Vec<FactSaid> = acted
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::TakesBack(said) => Some(said.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(back, first);
    let now = said(&acted.effects);
    assert!(
        matches!(&now[..], [FactSaid { what: Saying::Given(fact), .. }]
            if fact.until == Some(day("2027-03-31"))),
        "{now:?}"
    );
}

fn notice(act: &str, means: &str) -> Values {
    let mut values = values_of([
        ("act", choice(act)),
        ("what", choice("means")),
        ("means", choice(means)),
        ("number", Value::Text(text("届出第3号"))),
    ]);
    if act == "notify" {
        values.insert("date".into(), Value::Date(day("2026-11-16")));
    }
    values
}

#[test]
fn a_notice_counts_from_its_day_and_a_withdrawal_at_once() {
    let mut play = Play::under(ProfileId::Contractor, "notification");
    let acted = play
        .signs(SATO, &["submit"], notice("notify", "fax"))
        .unwrap();
    assert_eq!(said(&acted.effects), []);
    let acted = play.signs(TANAKA, &["confirm"], Values::new()).unwrap();
    let given = said(&acted.effects);
    assert!(
        matches!(&given[..], [FactSaid { fact, subject, what: Saying::Given(given) }]
            if fact.0 == "notified-means"
                && *subject == FactSubject::Choice("fax".to_owned())
                && given.from == at("2026-11-16T00:00:00+09:00")
                && given.number == Some(text("届出第3号"))),
        "{given:?}"
    );
    let mut play = Play::under(ProfileId::Contractor, "notification");
    let acted = play
        .signs(SATO, &["withdraw"], notice("withdraw", "fax"))
        .unwrap();
    let ended = said(&acted.effects);
    assert!(
        matches!(
            &ended[..],
            [FactSaid {
                what: Saying::Ended { .. },
                ..
            }]
        ),
        "{ended:?}"
    );
}

#[test]
fn a_pledge_holds_from_its_signature_and_is_received_by_another() {
    let mut play = Play::under(ProfileId::Contractor, "pledge");
    let acted = play
        .signs(
            SATO,
            &["pledge"],
            values_of([("occasion", choice("before"))]),
        )
        .unwrap();
    let given = said(&acted.effects);
    assert_eq!(given.len(), 1);
    assert_eq!(given[0].subject, FactSubject::Person(SATO));
    play.signs(TANAKA, &["received"], Values::new()).unwrap();
    assert_eq!(play.the().state, State::Closed);
    // Who leaves keeps nothing, and pledges that too.
    let mut play = Play::under(ProfileId::Contractor, "pledge");
    let leaving = |left: &str| {
        values_of([
            ("occasion", choice("leaving")),
            ("last_day", Value::Date(day("2026-11-30"))),
            ("returned", choice(left)),
        ])
    };
    let refused = play.signs(SATO, &["pledge"], leaving("some"));
    assert!(
        matches!(&refused, Err(Refusal::Fields(f)) if matches!(f[..], [FieldFault::Stops { .. }])),
        "{refused:?}"
    );
    play.signs(SATO, &["pledge"], leaving("none")).unwrap();
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    let mut play = Play::under(ProfileId::Contractor, "take_out");
    let me = FactSubject::Person(SATO);
    for fact in ["trained", "pledged", "notified-person"] {
        play.facts.of(fact, &me);
    }
    play.facts.of(
        "notified-transport",
        &FactSubject::Choice("locked".to_owned()),
    );
    let refusal = play
        .signs(SATO, &["apply"], contractors_take_out())
        .unwrap_err();
    let missing = missing(refusal);
    let by: Vec<&str> = missing.iter().map(|m| m.by.0.as_str()).collect();
    assert_eq!(by, ["training", "pledge", "notification", "notification"]);
    assert!(
        missing
            .iter()
            .all(|m| m.lapse == Lapse::Never && m.clause.is_some())
    );
}

fn eight_items() -> Values {
    values_of([
        ("kind", choice("new")),
        ("counterpart", Value::Text(text("見本発送株式会社"))),
        (
            "representative",
            Value::Text(text("代表 見本 一郎、見本市1-1")),
        ),
        ("work", Value::Text(text("封入・封緘、見本市の作業所"))),
        (
            "documents",
            Value::HoldingLines(vec![line("宛名データ", 120)]),
        ),
        ("begins", Value::Date(day("2026-12-01"))),
        ("ends", Value::Date(day("2027-03-31"))),
        ("reason", Value::Text(text("設備がないため"))),
        ("system", Value::Text(text("責任者 見本 次郎、従事者 3人"))),
        ("measures", Value::Text(text("契約書案 第9条から第14条"))),
        ("supervision", Value::Text(text("月1回、作業所で確かめる"))),
    ])
}

#[test]
fn a_subcontract_with_seven_of_eight_items_names_the_one_that_is_missing() {
    for item in eight_items().keys().filter(|id| id.0 != "kind") {
        let mut play = Play::under(ProfileId::Contractor, "subcontract");
        let mut seven = eight_items();
        seven.remove(item);
        let refusal = play.signs(SATO, &["draft"], seven).unwrap_err();
        let Refusal::Fields(faults) = refusal else {
            panic!("{item}: {refusal:?}")
        };
        assert_eq!(faults, [FieldFault::Missing(item.clone())]);
    }
    // A change says which approval it changes.
    let mut play = Play::under(ProfileId::Contractor, "subcontract");
    let mut change = eight_items();
    change.insert("kind".into(), choice("change"));
    let refusal = play.signs(SATO, &["draft"], change).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::Fields(vec![FieldFault::Missing("former".into())])
    );
}

fn submitted() -> Play {
    let mut play = Play::under(ProfileId::Contractor, "subcontract");
    play.signs(SATO, &["draft"], eight_items()).unwrap();
    play.signs(TANAKA, &["check"], Values::new()).unwrap();
    let notice = values_of([
        ("notice_number", Value::Text(text("通知第1号"))),
        ("notice_date", Value::Date(day("2026-11-17"))),
    ]);
    play.signs(SATO, &["submit"], notice).unwrap();
    play
}

fn approved() -> Values {
    values_of([
        ("answer", choice("approved")),
        ("approval_number", Value::Text(text("8承諾第7号"))),
        ("approval_date", Value::Date(day("2026-11-17"))),
        ("approval_until", Value::Date(day("2027-03-31"))),
        ("approval_scope", Value::Text(text("封入・封緘"))),
    ])
}

#[test]
fn nothing_goes_to_a_subcontractor_before_approval_and_training() {
    let to_them = || {
        let mut values = fax();
        values.insert("recipient_kind".into(), choice("company"));
        values.insert("subcontractor".into(), choice("yes"));
        let name = Value::Text(text("見本発送株式会社"));
        values.insert("subcontractor_name".into(), name);
        values
    };
    let them = FactSubject::Words(text("見本発送株式会社"));
    let mut sending = Play::under(ProfileId::Contractor, "sending");
    sending.facts.of("approved-subcontract", &them);
    sending.facts.of("trained-subcontractor", &them);
    let refusal = sending.signs(SATO, &["draft"], to_them()).unwrap_err();
    let lacks: Vec<String> = missing(refusal).into_iter().map(|m| m.fact.0).collect();
    assert_eq!(lacks, ["approved-subcontract", "trained-subcontractor"]);
    // Approved, and its people trained: each is said by its own step.
    let mut play = submitted();
    let acted = play.signs(SATO, &["answer"], approved()).unwrap();
    assert_eq!(said(&acted.effects), []);
    let own = play.signs(SATO, &["confirm"], Values::new());
    assert!(own.is_err());
    let mut learnt = said(
        &play
            .signs(TANAKA, &["confirm"], Values::new())
            .unwrap()
            .effects,
    );
    let trained = values_of([
        ("trained_on", Value::Date(day("2026-11-16"))),
        ("trained_whom", Value::Text(text("責任者1人、従事者3人"))),
        ("trained_shown", Value::Text(text("実施記録の写し"))),
    ]);
    learnt.extend(said(
        &play.signs(SATO, &["training"], trained).unwrap().effects,
    ));
    assert_eq!(play.the().state, State::Closed);
    for said in &learnt {
        assert_eq!(said.subject, them);
        sending.facts.of(&said.fact.0, &them).take(&said.what, 0);
    }
    sending.signs(SATO, &["draft"], to_them()).unwrap();
    // How an inspection was arranged is recorded whenever it is, also long after.
    play.now = at("2027-01-20T10:00:00+09:00");
    let arranged = values_of([
        ("contacted", Value::Moment(at("2027-01-19T14:00:00+09:00"))),
        ("contacted_whom", Value::Text(text("見本 次郎"))),
        ("contacted_what", Value::Paragraph(words("立入調査の日程"))),
        ("contacted_reply", Value::Paragraph(words("2月3日を希望"))),
    ]);
    let mut short = arranged.clone();
    short.remove(&"contacted_reply".into());
    assert!(play.signs(SATO, &["inspection"], short).is_err());
    play.signs(SATO, &["inspection"], arranged.clone()).unwrap();
    play.signs(SATO, &["inspection"], arranged).unwrap();
    // And when it ends, nothing is handed over any more.
    let how = values_of([("ended_how", Value::Paragraph(words("立会いで確かめた")))]);
    let acted = play.signs(SATO, &["end"], how).unwrap();
    for said in said(&acted.effects) {
        sending.facts.of(&said.fact.0, &them).take(&said.what, 0);
    }
    let mut later = Play::under(ProfileId::Contractor, "sending");
    later.now = at("2027-01-21T10:00:00+09:00");
    later.facts = std::mem::take(&mut sending.facts);
    let refusal = later.signs(SATO, &["draft"], to_them()).unwrap_err();
    assert!(
        missing(refusal)
            .iter()
            .all(|m| matches!(m.lapse, Lapse::Withdrawn(_)))
    );
}

#[test]
fn a_subcontract_that_was_not_approved_ends_and_gives_nothing() {
    let mut play = submitted();
    let refused = values_of([("answer", choice("refused"))]);
    play.signs(SATO, &["answer"], refused).unwrap();
    let acted = play.signs(TANAKA, &["confirm"], Values::new()).unwrap();
    assert_eq!(said(&acted.effects), []);
    assert_eq!(play.the().state, State::Closed);
}
