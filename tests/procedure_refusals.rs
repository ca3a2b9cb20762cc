//! What is refused, and what the refusal says: the rows of SCREENS §10 that the rules decide.
#![allow(clippy::unwrap_used)]

mod procedure_common;

use kagiban::calendar::WorkDay;
use kagiban::journal::Role;
use kagiban::office::ProfileId;
use kagiban::procedure::{
    CaseAct, Effect, Fact, FactSubject, FieldFault, Lapse, Missing, NoteKind, Refusal, Saying,
    State, Value, Values, child_closed, disagreements, due, hidden, next_steps, redact, who_may,
};
use procedure_common::*;

fn checked_fax() -> Play {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    play.signs(SUZUKI, &["second"], Values::new()).unwrap();
    play
}

fn sent_fax() -> Play {
    let mut play = checked_fax();
    play.signs(TANAKA, &["consent", "confirm"], Values::new())
        .unwrap();
    play.signs(SATO, &["dispatch"], fax_sent()).unwrap();
    play
}

fn out() -> Play {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    play.signs(TANAKA, &["permit", "out"], Values::new())
        .unwrap();
    play
}

fn differ(field: &str) -> CaseAct {
    CaseAct::Differ {
        step: "second".into(),
        fields: [field.into()].into(),
        took: 30,
    }
}

fn stands(play: &Play, step: &str) -> bool {
    play.the()
        .marks
        .iter()
        .any(|m| m.step.0 == step && m.void.is_none())
}

#[test]
fn a_fax_runs_from_first_check_to_arrival_with_two_humans() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    play.signs(TANAKA, &["second"], Values::new()).unwrap();
    let confirmed = play
        .signs(TANAKA, &["consent", "confirm"], Values::new())
        .unwrap();
    assert!(confirmed.effects.contains(&Effect::Numbered));
    let sent = play.signs(SATO, &["dispatch"], fax_sent()).unwrap();
    assert!(sent.effects.contains(&Effect::Sealed));
    let arrived = values_of([("arrived", choice("arrived"))]);
    let done = play.signs(SUZUKI, &["arrival"], arrived).unwrap();
    assert_eq!(done.case.state, State::Closed);
    assert!(done.effects.contains(&Effect::State(State::Closed)));
}

#[test]
fn the_same_person_does_not_check_twice_and_is_told_who_did_and_who_can() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    let refusal = play.signs(SATO, &["second"], Values::new()).unwrap_err();
    let Refusal::Excluded { step, did, instead } = refusal else {
        panic!("{refusal:?}");
    };
    assert_eq!(step.unwrap().0, "second");
    assert_eq!(did.unwrap().0, "draft");
    let who: Vec<u16> = instead.iter().map(|(no, _)| no.0).collect();
    assert_eq!(who, [1, 2, 3, 7, 9]);
    assert_eq!(play.the().marks.len(), 1);
}

#[test]
fn blind_values_are_hidden_until_the_second_check_is_signed() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    let shown = redact(play.def(), play.the());
    let kept: Vec<&str> = shown.values.keys().map(|id| id.0.as_str()).collect();
    for blind in ["fax_number", "fax_sheets", "fax_top"] {
        assert!(!kept.contains(&blind), "{blind}");
    }
    assert!(kept.contains(&"recipient"));
    play.signs(SUZUKI, &["second"], Values::new()).unwrap();
    assert!(hidden(play.def(), play.the()).is_empty());
}

#[test]
fn a_second_difference_voids_both_checks_on_record() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    play.does(SUZUKI, &differ("fax_number")).unwrap();
    assert!(stands(&play, "draft"));
    let fallen = play.does(SUZUKI, &differ("fax_number")).unwrap();
    assert!(!stands(&play, "draft"));
    assert!(fallen.effects.contains(&Effect::Voided {
        step: "draft".into(),
        by: SATO
    }));
    assert_eq!(play.the().differences.len(), 2);
    assert!(!play.the().values.contains_key(&"fax_number".into()));
    let refusal = play.signs(SUZUKI, &["second"], Values::new()).unwrap_err();
    assert!(matches!(refusal, Refusal::Awaits { .. }), "{refusal:?}");
    // Both start again: the second checker may be the first now, and somebody else the second.
    play.signs(SATO, &["draft"], fax()).unwrap();
    assert_eq!(play.the().tries, 0);
    play.signs(SUZUKI, &["second"], Values::new()).unwrap();
}

#[test]
fn whom_a_second_check_excludes_may_not_differ_either() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    let refusal = play.does(SATO, &differ("fax_number")).unwrap_err();
    assert!(matches!(refusal, Refusal::Excluded { .. }), "{refusal:?}");
}

#[test]
fn a_second_check_stands_only_when_every_blind_answer_agreed() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    let CaseAct::Sign(mut sign) = play.sign(&["second"], Values::new()) else {
        unreachable!()
    };
    sign.same.remove(&"fax_sheets".into());
    let refusal = play.does(SUZUKI, &CaseAct::Sign(sign)).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::RecheckIncomplete {
            step: "second".into(),
            fields: ["fax_sheets".into()].into(),
        }
    );
}

#[test]
fn a_change_after_the_checks_voids_them_and_names_them() {
    let mut play = checked_fax();
    let other = values_of([("recipient", Value::Text(text("港区 税務課")))]);
    let amend = CaseAct::Amend {
        values: other,
        reason: words("宛先の課が違っていた"),
    };
    let outcome = play.does(TAKAHASHI, &amend).unwrap();
    let void: Vec<_> = outcome
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::Voided { step, .. } => Some(step.0.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(void, ["draft", "second"]);
    assert_eq!(play.the().marks.len(), 2);
    assert_eq!(play.the().notes.last().unwrap().kind, NoteKind::Amended);
    // Whoever amended is an author now.
    play.signs(SATO, &["draft"], fax()).unwrap();
    let refusal = play
        .signs(TAKAHASHI, &["second"], Values::new())
        .unwrap_err();
    assert!(
        matches!(refusal, Refusal::Excluded { did: None, .. }),
        "{refusal:?}"
    );
}

#[test]
fn consent_asked_early_stands_for_the_means_and_falls_with_it() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    play.signs(TANAKA, &["consent"], Values::new()).unwrap();
    let amend = |id: &str, value| CaseAct::Amend {
        values: values_of([(id, value)]),
        reason: words("直した"),
    };
    play.does(SATO, &amend("purpose", Value::Text(text("回答"))))
        .unwrap();
    assert!(stands(&play, "consent") && !stands(&play, "draft"));
    play.does(SATO, &amend("recipient_kind", choice("company")))
        .unwrap();
    assert!(!stands(&play, "consent"));
}

#[test]
fn an_answer_of_a_check_is_made_again_and_not_amended() {
    let mut play = checked_fax();
    let amend = CaseAct::Amend {
        values: values_of([("fax_number", Value::Digits("0311112222".to_owned()))]),
        reason: words("打ち間違い"),
    };
    let refusal = play.does(SATO, &amend).unwrap_err();
    assert_eq!(refusal, Refusal::CheckAnswers(["fax_number".into()].into()));
    let back = CaseAct::SendBack {
        step: "draft".into(),
        reason: words("打ち間違い"),
    };
    play.does(SATO, &back).unwrap();
    assert!(!stands(&play, "second"));
    let refusal = play.signs(SATO, &["draft"], Values::new()).unwrap_err();
    let Refusal::Fields(faults) = refusal else {
        panic!("{refusal:?}")
    };
    assert!(faults.contains(&FieldFault::Missing("fax_number".into())));
}

#[test]
fn the_managers_own_act_is_confirmed_by_those_who_stand_in() {
    let mut play = Play::new("take_out");
    play.signs(TANAKA, &["apply"], take_out()).unwrap();
    let refusal = play
        .signs(TANAKA, &["permit", "out"], Values::new())
        .unwrap_err();
    let Refusal::Excluded { instead, .. } = refusal else {
        panic!("{refusal:?}");
    };
    let who: Vec<(u16, Option<Role>)> = instead.iter().map(|(no, c)| (no.0, c.through)).collect();
    assert_eq!(
        who,
        [(2, Some(Role::Deputy)), (3, Some(Role::ProtectionOfficer))]
    );
    let outcome = play.signs(ITO, &["permit", "out"], Values::new()).unwrap();
    assert!(outcome.case.marks.last().unwrap().capacity.stands_in());
}

#[test]
fn where_nobody_may_sign_the_refusal_says_so_with_an_empty_list() {
    let mut play = Play::new("take_out");
    play.office.grants.retain(|g| g.role == Role::Manager);
    play.signs(TANAKA, &["apply"], take_out()).unwrap();
    let refusal = play.signs(TANAKA, &["permit"], Values::new()).unwrap_err();
    assert!(
        matches!(&refusal, Refusal::Excluded { instead, .. } if instead.is_empty()),
        "{refusal:?}"
    );
    let next = next_steps(&play.world(), play.the());
    assert_eq!(next.len(), 1);
    let day = day("2026-11-17");
    assert!(who_may(&play.world(), play.the(), &next[0].step, None, day).is_empty());
}

#[test]
fn a_clerk_or_an_auditor_does_not_permit() {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    for person in [SUZUKI, KIMURA] {
        let refusal = play.signs(person, &["permit"], Values::new()).unwrap_err();
        let Refusal::NotTheirRole { roles, instead, .. } = refusal else {
            panic!("{refusal:?}");
        };
        assert_eq!(roles, [Role::Manager]);
        assert_eq!(instead.first().unwrap().0, TANAKA);
    }
}

#[test]
fn a_capacity_that_the_office_does_not_give_is_refused() {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    let what = play.sign(&["permit"], Values::new());
    let mut claimed = play.at(ITO, &what);
    claimed.capacity = kagiban::journal::Capacity::own(Role::Manager);
    let refusal =
        kagiban::procedure::act(&play.world(), play.case.as_ref(), &claimed, &what).unwrap_err();
    assert!(
        matches!(refusal, Refusal::WrongCapacity { .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_return_without_a_confirmed_departure_leads_to_the_report_of_exactly_that() {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    let refusal = play
        .signs_line(SATO, "brought", 0, "brought", sheets(12))
        .unwrap_err();
    let Refusal::Awaits {
        missing, otherwise, ..
    } = refusal
    else {
        panic!("{refusal:?}");
    };
    assert_eq!(missing[0].step.0, "out");
    assert_eq!(otherwise.unwrap().0, "unconfirmed");
}

#[test]
fn what_left_unconfirmed_is_reported_received_and_confirmed_back() {
    let mut play = Play::new("unconfirmed");
    let report = values_of([
        (
            "documents",
            Value::HoldingLines(vec![line("現地調査票", 12)]),
        ),
        ("destination", Value::Text(text("港区立会館"))),
        ("purpose", Value::Text(text("現地調査"))),
        ("left", Value::Moment(at("2026-11-17T09:10:00+09:00"))),
        ("now", choice("back")),
        ("words", Value::Paragraph(words("課長が不在だった"))),
    ]);
    play.signs(SATO, &["report"], report).unwrap();
    play.signs_line(SATO, "brought", 0, "brought", sheets(12))
        .unwrap();
    let refusal = play
        .signs_line(TANAKA, "back", 0, "returned", Values::new())
        .unwrap_err();
    assert!(matches!(refusal, Refusal::Awaits { .. }), "{refusal:?}");
    let decision = values_of([("decision", choice("corrective"))]);
    let received = play.signs(TANAKA, &["received"], decision).unwrap();
    assert!(
        received
            .effects
            .iter()
            .any(|e| matches!(e, Effect::OpensCase(_)))
    );
    play.signs_line(TANAKA, "back", 0, "returned", Values::new())
        .unwrap();
    assert_eq!(play.the().state, State::Open);
    let child = *play.the().children.keys().next().unwrap();
    let after = child_closed(&play.world(), play.the(), child);
    assert_eq!(after.state, State::Closed);
    // A report of what happened is not taken back.
    let withdraw = CaseAct::Withdraw {
        reason: words("やめる"),
    };
    let refusal = play.does(SATO, &withdraw).unwrap_err();
    assert!(matches!(refusal, Refusal::Sealed { .. }), "{refusal:?}");
}

#[test]
fn each_line_comes_back_on_its_own_and_is_confirmed_by_another() {
    let mut play = out();
    play.signs_line(SATO, "brought", 0, "brought", sheets(12))
        .unwrap();
    let refusal = play
        .signs_line(TANAKA, "back", 1, "returned", Values::new())
        .unwrap_err();
    assert!(matches!(refusal, Refusal::Awaits { .. }), "{refusal:?}");
    play.signs_line(TANAKA, "back", 0, "returned", Values::new())
        .unwrap();
    assert_eq!(play.the().state, State::Open);
    // The manager who brings a line back does not confirm that line.
    play.signs_line(TANAKA, "brought", 1, "brought", sheets(1))
        .unwrap();
    let refusal = play
        .signs_line(TANAKA, "back", 1, "returned", Values::new())
        .unwrap_err();
    assert!(matches!(refusal, Refusal::Excluded { .. }), "{refusal:?}");
    let done = play
        .signs_line(ITO, "back", 1, "returned", Values::new())
        .unwrap();
    assert_eq!(done.case.state, State::Closed);
    let counted: Vec<_> = done
        .case
        .marks
        .iter()
        .filter(|m| m.step.0 == "brought")
        .map(|m| m.values.get(&"sheets".into()).unwrap().clone())
        .collect();
    assert_eq!(counted, [Value::Count(12), Value::Count(1)]);
}

#[test]
fn a_lost_line_opens_one_incident_and_keeps_the_case_open() {
    let mut play = out();
    let lost = play
        .signs_line(SATO, "brought", 0, "lost", sheets(0))
        .unwrap();
    let opened: Vec<_> = lost
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::OpensCase(child) => Some(child),
            _ => None,
        })
        .collect();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].procedure.id.0, "incident");
    assert_eq!(opened[0].origin.as_ref().unwrap().line, Some(0));
    play.signs_line(TANAKA, "back", 0, "lost", Values::new())
        .unwrap();
    assert_eq!(play.the().children.len(), 1);
    play.signs_line(SATO, "brought", 1, "brought", sheets(1))
        .unwrap();
    play.signs_line(TANAKA, "back", 1, "returned", Values::new())
        .unwrap();
    assert_eq!(play.the().state, State::Open);
}

#[test]
fn what_another_case_opened_is_neither_withdrawn_nor_refused() {
    let mut play = out();
    let lost = play
        .signs_line(SATO, "brought", 0, "lost", sheets(0))
        .unwrap();
    let child = lost
        .effects
        .into_iter()
        .find_map(|e| match e {
            Effect::OpensCase(child) => Some(*child),
            _ => None,
        })
        .unwrap();
    let mut incident = Play::new("incident");
    incident.case = Some(child);
    for act in [
        CaseAct::Withdraw { reason: words("x") },
        CaseAct::Refuse { reason: words("x") },
    ] {
        assert_eq!(
            incident.tries(TANAKA, &act).unwrap_err(),
            Refusal::OpenedByAnother
        );
    }
}

#[test]
fn extending_is_a_managers_to_a_later_day_and_the_first_day_stays() {
    let mut play = out();
    let extend = |until: &str| CaseAct::Extend {
        until: day(until),
        reason: words("調査が延びた"),
    };
    let refusal = play.does(SATO, &extend("2026-11-20")).unwrap_err();
    assert!(
        matches!(refusal, Refusal::NotTheirRole { .. }),
        "{refusal:?}"
    );
    let refusal = play.does(TANAKA, &extend("2026-11-18")).unwrap_err();
    assert_eq!(refusal, Refusal::NotLater(day("2026-11-18")));
    play.does(TANAKA, &extend("2026-11-20")).unwrap();
    let by: Vec<_> = due(play.def(), play.the()).iter().map(|d| d.by).collect();
    assert_eq!(by, [day("2026-11-20"); 2]);
    assert_eq!(
        play.the().values[&"due_back".into()],
        Value::Date(day("2026-11-18"))
    );
}

#[test]
fn after_the_seal_a_change_is_a_managers_correction_and_voids_nothing() {
    let mut play = sent_fax();
    let values = values_of([("purpose", Value::Text(text("別の照会への回答")))]);
    let amend = CaseAct::Amend {
        values: values.clone(),
        reason: words("直す"),
    };
    let refusal = play.does(SATO, &amend).unwrap_err();
    assert!(
        matches!(&refusal, Refusal::Sealed { step, by, .. } if step.0 == "dispatch" && *by == SATO),
        "{refusal:?}"
    );
    let correct = CaseAct::Correct {
        values,
        reason: words("直す"),
    };
    let refusal = play.does(SUZUKI, &correct).unwrap_err();
    assert!(
        matches!(refusal, Refusal::NotTheirRole { .. }),
        "{refusal:?}"
    );
    let outcome = play.does(TANAKA, &correct).unwrap();
    assert!(outcome.case.marks.iter().all(|m| m.void.is_none()));
    assert_eq!(
        outcome.case.corrections[0].before[&"purpose".into()],
        Value::Text(text("照会への回答"))
    );
}

#[test]
fn before_the_seal_nothing_is_corrected_and_nobody_corrects_what_they_filled() {
    let mut play = Play::new("take_out");
    play.signs(TANAKA, &["apply"], take_out()).unwrap();
    let correct = CaseAct::Correct {
        values: values_of([("purpose", Value::Text(text("別の用件")))]),
        reason: words("直す"),
    };
    assert_eq!(play.does(ITO, &correct).unwrap_err(), Refusal::NotSealed);
    play.signs(ITO, &["permit", "out"], Values::new()).unwrap();
    let refusal = play.does(TANAKA, &correct).unwrap_err();
    assert!(matches!(refusal, Refusal::Excluded { .. }), "{refusal:?}");
    play.does(OGAWA, &correct).unwrap();
}

#[test]
fn the_lines_that_left_stay_as_many() {
    let mut play = out();
    let correct = CaseAct::Correct {
        values: values_of([(
            "documents",
            Value::HoldingLines(vec![line("現地調査票", 12)]),
        )]),
        reason: words("1件だけだった"),
    };
    assert_eq!(
        play.does(TANAKA, &correct).unwrap_err(),
        Refusal::Fields(vec![FieldFault::Fixed("documents".into())])
    );
}

#[test]
fn a_contractor_sends_only_by_what_was_notified() {
    let mut fax = fax();
    fax.insert("subcontractor".into(), choice("no"));
    let mut play = Play::under(ProfileId::Contractor, "sending");
    play.office.means.clear();
    let means = FactSubject::Choice("fax".to_owned());
    play.facts.of("notified-means", &means);
    let refusal = play.signs(SATO, &["draft"], fax.clone()).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::FactsMissing {
            step: "draft".into(),
            missing: vec![Missing {
                fact: "notified-means".into(),
                subject: FactSubject::Choice("fax".to_owned()),
                clause: Some("contractor/11-6".to_owned()),
                lapse: Lapse::Never,
                by: "notification".into(),
            }],
        }
    );
    let mut play = Play::under(ProfileId::Contractor, "sending");
    play.signs(SATO, &["draft"], fax.clone()).unwrap();
}

#[test]
fn a_contractors_take_out_names_an_approval_that_lasts_until_the_return() {
    let mut play = Play::under(ProfileId::Contractor, "take_out");
    let mut values = take_out();
    let number = FactSubject::Words(text("8産労 第12号"));
    let refusal = play.signs(SATO, &["apply"], values.clone()).unwrap_err();
    let Refusal::Fields(faults) = refusal else {
        panic!("{refusal:?}")
    };
    assert!(faults.contains(&FieldFault::Missing("approval_number".into())));
    values.extend(values_of([
        ("data", choice("paper")),
        ("approval_number", Value::Text(text("８産労 第１２号"))),
    ]));
    // No approval of that number is known.
    play.facts.of("approved-take-out", &number);
    let lapse = |refusal: Refusal| match refusal {
        Refusal::FactsMissing { missing, .. } => missing[0].lapse.clone(),
        other => panic!("{other:?}"),
    };
    let refusal = play.signs(SATO, &["apply"], values.clone()).unwrap_err();
    assert_eq!(lapse(refusal), Lapse::Never);
    // One that ends before the return.
    let until = |day: &str| {
        Saying::Given(Fact {
            from: at("2026-11-01T00:00:00+09:00"),
            until: Some(day.parse().unwrap()),
            number: None,
            scope: None,
            entry: None,
        })
    };
    let known = play.facts.of("approved-take-out", &number);
    known.take(&until("2026-11-17"), 0);
    let refusal = play.signs(SATO, &["apply"], values.clone()).unwrap_err();
    let short = Lapse::TooShort {
        until: day("2026-11-17"),
        needed: day("2026-11-18"),
    };
    assert_eq!(lapse(refusal), short);
    let known = play.facts.of("approved-take-out", &number);
    known.take(&until("2026-11-19"), 0);
    play.signs(SATO, &["apply"], values).unwrap();
    play.signs(TANAKA, &["permit", "out"], Values::new())
        .unwrap();
    // And the return is not put off beyond it.
    let extend = |day: chrono::NaiveDate| CaseAct::Extend {
        until: day,
        reason: words("延びた"),
    };
    let refusal = play.does(TANAKA, &extend(day("2026-11-20"))).unwrap_err();
    assert!(matches!(lapse(refusal), Lapse::TooShort { .. }));
    play.does(TANAKA, &extend(day("2026-11-19"))).unwrap();
}

#[test]
fn what_is_signed_already_names_who_and_when() {
    let mut play = out();
    let refusal = play.signs(ITO, &["out"], Values::new()).unwrap_err();
    let Refusal::AlreadySigned { by, step, .. } = refusal else {
        panic!("{refusal:?}");
    };
    assert_eq!((by, step.0.as_str()), (TANAKA, "out"));
}

#[test]
fn nothing_happened_before_what_it_follows_unless_a_clock_went_back() {
    let mut play = out();
    play.happened = Some(at("2026-11-17T15:00:00+09:00"));
    let early = play.signs_line(SATO, "brought", 0, "brought", sheets(12));
    assert!(
        matches!(early, Err(Refusal::BeforeStep { .. })),
        "{early:?}"
    );
    play.happened = Some(at("2026-11-18T15:00:00+09:00"));
    let later = play.signs_line(SATO, "brought", 0, "brought", sheets(12));
    assert!(
        matches!(later, Err(Refusal::NotYetHappened { .. })),
        "{later:?}"
    );
    play.happened = None;
    play.now = at("2026-11-17T13:00:00+09:00");
    play.signs_line(SATO, "brought", 0, "brought", sheets(12))
        .unwrap();
}

#[test]
fn evidence_that_differs_from_what_was_checked_is_said_and_recorded() {
    let mut play = checked_fax();
    play.signs(TANAKA, &["consent", "confirm"], Values::new())
        .unwrap();
    let mut sent = fax_sent();
    assert!(disagreements(play.def(), play.the(), &sent).is_empty());
    sent.insert("report_last4".into(), Value::Digits("1243".to_owned()));
    let differs = disagreements(play.def(), play.the(), &sent);
    assert_eq!(differs, ["report_last4".into()].into());
    play.signs(SATO, &["dispatch"], sent).unwrap();
    let kept = disagreements(play.def(), play.the(), &Values::new());
    assert_eq!(kept, ["report_last4".into()].into());
}

#[test]
fn a_question_waits_for_its_answer_and_voids_nothing() {
    let mut play = checked_fax();
    let ask = CaseAct::Ask {
        to: SATO,
        question: words("送信状は付けますか"),
    };
    play.does(TANAKA, &ask).unwrap();
    let answer = CaseAct::Answer {
        answer: words("付けます"),
    };
    assert_eq!(
        play.does(SUZUKI, &answer).unwrap_err(),
        Refusal::NoQuestion { asked: Some(SATO) }
    );
    play.does(SATO, &answer).unwrap();
    assert!(stands(&play, "second"));
}

#[test]
fn refusing_is_for_who_is_asked_and_withdrawing_for_who_asked() {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    let withdraw = CaseAct::Withdraw {
        reason: words("やめる"),
    };
    assert!(matches!(
        play.tries(SUZUKI, &withdraw),
        Err(Refusal::NotAuthor(_))
    ));
    let refuse = CaseAct::Refuse {
        reason: words("電子で足りる"),
    };
    assert!(matches!(
        play.tries(SATO, &refuse),
        Err(Refusal::NotTheirRole { .. })
    ));
    assert_eq!(
        play.tries(SATO, &withdraw).unwrap().case.state,
        State::Withdrawn
    );
    play.does(TANAKA, &refuse).unwrap();
    assert_eq!(play.the().state, State::Refused);
    let again = play.signs(TANAKA, &["permit"], Values::new()).unwrap_err();
    assert_eq!(again, Refusal::Ended(State::Refused));
}

fn evening(day: &str) -> Play {
    let mut play = Play::new("locking");
    play.now = at("2026-11-17T18:42:00+09:00");
    play.day = Some(day.parse::<WorkDay>().unwrap());
    play
}

fn locked() -> Values {
    values_of([("kind", choice("locked"))])
}

#[test]
fn a_lock_at_forty_past_midnight_serves_the_day_before() {
    let mut play = evening("2026-11-17");
    play.now = at("2026-11-18T00:40:00+09:00");
    let done = play.signs(SATO, &["lock"], locked()).unwrap();
    assert_eq!(done.case.state, State::Closed);
    assert_eq!(done.case.marks[0].serves.to_string(), "2026-11-17");
}

#[test]
fn a_lock_recorded_on_a_later_day_says_why() {
    let mut play = evening("2026-11-16");
    play.happened = Some(at("2026-11-16T18:30:00+09:00"));
    let refusal = play.signs(SATO, &["lock"], locked()).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::Fields(vec![FieldFault::Missing("why".into())])
    );
    play.happened = Some(at("2026-11-16T18:30:00+09:00"));
    let mut values = locked();
    values.insert("why".into(), Value::Paragraph(words("端末が動かなかった")));
    play.signs(SATO, &["lock"], values).unwrap();
}

#[test]
fn this_morning_is_no_lock_of_yesterday_and_tomorrow_has_none_yet() {
    let mut play = evening("2026-11-16");
    let mut values = locked();
    values.insert("why".into(), Value::Paragraph(words("けさ締めた")));
    let refusal = play.signs(SATO, &["lock"], values).unwrap_err();
    assert!(matches!(refusal, Refusal::WrongDay { .. }), "{refusal:?}");
    let mut play = evening("2026-11-18");
    let refusal = play.signs(SATO, &["lock"], locked()).unwrap_err();
    assert!(matches!(refusal, Refusal::DayToCome(_)), "{refusal:?}");
}

#[test]
fn the_case_of_a_place_and_day_has_one_name_only() {
    let mut play = evening("2026-11-17");
    let what = play.sign(&["lock"], locked());
    let mut elsewhere = play.at(SATO, &what);
    elsewhere.case = kagiban::journal::CaseId([1; 16]);
    let refusal = kagiban::procedure::act(&play.world(), None, &elsewhere, &what).unwrap_err();
    assert_eq!(refusal, Refusal::WrongCase);
    play.does(SATO, &what).unwrap();
    let refusal = play.does(SUZUKI, &what).unwrap_err();
    assert!(
        matches!(refusal, Refusal::AlreadyOpen { by: Some(SATO), .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_second_lock_is_the_days_lock_and_the_first_stays() {
    let mut play = evening("2026-11-17");
    play.signs(SATO, &["lock"], locked()).unwrap();
    play.signs(SUZUKI, &["lock"], Values::new()).unwrap();
    let by: Vec<_> = play.the().marks.iter().map(|m| (m.by, m.void)).collect();
    assert_eq!(by, [(SATO, None), (SUZUKI, None)]);
    assert_eq!(play.the().state, State::Closed);
}

#[test]
fn found_open_wants_a_lock_again_and_a_manager_who_hears_of_it() {
    let mut play = evening("2026-11-17");
    play.signs(SATO, &["lock"], locked()).unwrap();
    let found = values_of([("found", choice("door"))]);
    play.signs(SUZUKI, &["found_open"], found).unwrap();
    assert_eq!(play.the().state, State::Open);
    let mut waits: Vec<String> = next_steps(&play.world(), play.the())
        .into_iter()
        .filter(|n| !n.optional)
        .map(|n| n.step.0)
        .collect();
    waits.sort();
    assert_eq!(waits, ["lock", "received_open"]);
    play.signs(SUZUKI, &["lock"], Values::new()).unwrap();
    let decision = values_of([("open_decision", choice("corrective"))]);
    play.signs(TANAKA, &["received_open"], decision).unwrap();
    assert_eq!(play.the().state, State::Open);
    let child = *play.the().children.keys().next().unwrap();
    let closed = child_closed(&play.world(), play.the(), child);
    assert_eq!(closed.state, State::Closed);
}

#[test]
fn found_open_in_the_morning_is_counted_and_asks_for_no_lock_of_the_day_that_is_over() {
    let mut play = evening("2026-11-17");
    play.signs(SATO, &["lock"], locked()).unwrap();
    play.now = at("2026-11-18T08:20:00+09:00");
    let mut found = values_of([("found", choice("both"))]);
    let refusal = play
        .signs(SUZUKI, &["found_open"], found.clone())
        .unwrap_err();
    let Refusal::Fields(faults) = refusal else {
        panic!("{refusal:?}")
    };
    assert!(faults.contains(&FieldFault::Missing("found_counted".into())));
    found.extend(values_of([
        ("found_counted", Value::Count(252)),
        ("found_missing", Value::Count(0)),
    ]));
    play.signs(SUZUKI, &["found_open"], found).unwrap();
    let waits: Vec<_> = next_steps(&play.world(), play.the())
        .into_iter()
        .filter(|n| !n.optional)
        .map(|n| n.step.0)
        .collect();
    assert_eq!(waits, ["received_open"]);
}

#[test]
fn found_open_at_night_and_left_so_is_settled_by_the_report_of_the_morning() {
    let mut play = evening("2026-11-17");
    play.signs(SATO, &["lock"], locked()).unwrap();
    let found = values_of([("found", choice("lock"))]);
    play.signs(SUZUKI, &["found_open"], found.clone()).unwrap();
    play.now = at("2026-11-18T08:20:00+09:00");
    let mut counted = found;
    counted.extend(values_of([
        ("found_counted", Value::Count(252)),
        ("found_missing", Value::Count(0)),
    ]));
    // It may be told of the morning itself, or of the evening before.
    for happened in ["2026-11-18T08:10:00+09:00", "2026-11-17T22:00:00+09:00"] {
        let mut play = Play {
            office: play.office.clone(),
            procedure: play.procedure.clone(),
            case: play.case.clone(),
            facts: Book::default(),
            ..play
        };
        play.happened = Some(at(happened));
        play.signs(SUZUKI, &["found_open"], counted.clone())
            .unwrap();
        assert!(play.the().marks.last().unwrap().late);
        let decision = values_of([("open_decision", choice("incident"))]);
        play.signs(TANAKA, &["received_open"], decision).unwrap();
        let child = *play.the().children.keys().next().unwrap();
        let closed = child_closed(&play.world(), play.the(), child);
        assert_eq!(closed.state, State::Closed, "{happened}");
    }
}

fn not_locked() -> Values {
    values_of([
        ("kind", choice("not-locked")),
        ("from", Value::Moment(at("2026-11-13T19:10:00+09:00"))),
        ("until", Value::Moment(at("2026-11-16T08:20:00+09:00"))),
        ("counted", Value::Count(252)),
        ("missing", Value::Count(0)),
        ("words", Value::Paragraph(words("帰るときに鍵をかけ忘れた"))),
    ])
}

#[test]
fn not_locked_is_never_a_remark() {
    let mut play = evening("2026-11-13");
    let mut bare = not_locked();
    bare.remove(&"counted".into());
    let refusal = play.signs(SUZUKI, &["explain"], bare).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::Fields(vec![FieldFault::Missing("counted".into())])
    );
    play.signs(SUZUKI, &["explain"], not_locked()).unwrap();
    let refusal = play
        .signs(TANAKA, &["received"], Values::new())
        .unwrap_err();
    assert!(matches!(refusal, Refusal::Fields(_)), "{refusal:?}");
    let decision = values_of([("decision", choice("incident"))]);
    play.signs(TANAKA, &["received"], decision).unwrap();
    let opened: Vec<_> = play.the().children.values().collect();
    assert_eq!(opened[0].procedure.0, "incident");
    assert_eq!(play.the().state, State::Open);
}

#[test]
fn a_day_corrected_to_not_locked_is_explained_and_heard_anew() {
    let mut play = evening("2026-11-13");
    let nobody = values_of([
        ("kind", choice("nobody")),
        ("words", Value::Paragraph(words("全員が在宅勤務だった"))),
    ]);
    play.signs(SUZUKI, &["explain"], nobody).unwrap();
    play.signs(TANAKA, &["received"], Values::new()).unwrap();
    assert_eq!(play.the().state, State::Closed);
    let correct = CaseAct::Correct {
        values: values_of([("kind", choice("not-locked"))]),
        reason: words("佐藤が出勤していた"),
    };
    play.does(TANAKA, &correct).unwrap();
    assert_eq!(play.the().state, State::Open);
    let mut values = not_locked();
    values.remove(&"kind".into());
    values.remove(&"words".into());
    play.signs(SATO, &["explain"], values).unwrap();
    let decision = values_of([("decision", choice("corrective"))]);
    play.signs(TANAKA, &["received"], decision).unwrap();
    assert_eq!(play.the().children.len(), 1);
}

#[test]
fn a_request_opens_the_day_and_is_no_lock() {
    let mut play = evening("2026-11-17");
    let CaseAct::Sign(sign) = play.sign(&["lock"], locked()) else {
        unreachable!()
    };
    let request = CaseAct::Request {
        to: SATO,
        open: sign.open,
    };
    play.does(SUZUKI, &request).unwrap();
    assert_eq!(play.the().state, State::Open);
    assert!(play.the().marks.is_empty());
    play.signs(SATO, &["lock"], locked()).unwrap();
    assert_eq!(play.the().state, State::Closed);
}

#[test]
fn off_the_roster_or_not_anybody_of_the_office_locks() {
    for person in [SATO, SUZUKI, TANAKA] {
        evening("2026-11-17")
            .signs(person, &["lock"], locked())
            .unwrap();
    }
    let refusal = evening("2026-11-17")
        .signs(KIMURA, &["lock"], locked())
        .unwrap_err();
    assert!(
        matches!(refusal, Refusal::NotTheirRole { .. }),
        "{refusal:?}"
    );
}
