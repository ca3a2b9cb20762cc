//! Rules of the texts that stand in the shipped definitions, each walked on the pure machine.
#![allow(clippy::unwrap_used)]

mod procedure_common;

use kagiban::calendar::WorkDay;
use kagiban::journal::{PersonNo, PlaceId};
use kagiban::office::ProfileId;
use kagiban::procedure::{
    CaseAct, ChoiceId, FactSubject, FieldFault, HoldingLine, Media, Refusal, Signed, State, Value,
    Values, next_steps, sentence,
};
use kagiban::text::Tongue;
use procedure_common::*;
use std::collections::BTreeMap;

fn moment(written: &str) -> Value {
    Value::Moment(at(&format!("{written}:00+09:00")))
}

fn para(said: &str) -> Value {
    Value::Paragraph(words(said))
}

fn said_text(s: &str) -> Value {
    Value::Text(text(s))
}

fn date(s: &str) -> Value {
    Value::Date(day(s))
}

fn documents(lines: Vec<HoldingLine>) -> Value {
    Value::HoldingLines(lines)
}

fn on(media: Media) -> HoldingLine {
    HoldingLine {
        media,
        ..line("受講者名簿", 40)
    }
}

fn faults(refusal: Refusal) -> Vec<FieldFault> {
    match refusal {
        Refusal::Fields(faults) => faults,
        other => panic!("{other:?}"),
    }
}

fn about(refusal: Refusal) -> Vec<String> {
    let faults = faults(refusal);
    faults.iter().map(|fault| fault.field().0.clone()).collect()
}

fn lacks(refusal: Refusal) -> Vec<String> {
    match refusal {
        Refusal::FactsMissing { missing, .. } => missing.into_iter().map(|m| m.fact.0).collect(),
        other => panic!("{other:?}"),
    }
}

/// Nothing was ever said of that fact of that subject.
fn never(play: &mut Play, fact: &str, subject: &FactSubject) {
    let _ = play.facts.of(fact, subject);
}

fn waits(play: &Play) -> Vec<String> {
    let next = next_steps(&play.world(), play.the());
    let next = next.into_iter().filter(|next| !next.optional);
    next.map(|next| next.step.0).collect()
}

/// What the signature on `step` would say.
fn says(play: &Play, step: &str, act: &CaseAct) -> String {
    let CaseAct::Sign(sign) = act else {
        unreachable!()
    };
    let signed = Signed {
        values: &sign.values,
        lines: &sign.lines,
        day: play.day,
        today: WorkDay(play.now.date()),
    };
    let case = play.case.as_ref();
    sentence(
        &play.world(),
        play.def(),
        case,
        &step.into(),
        &signed,
        Tongue::Ja,
    )
    .join("\n")
}

// Times.

#[test]
fn what_has_happened_lies_in_no_day_to_come() {
    // It is the 17th, 15:20.
    let known = |when: &str| {
        values_of([
            ("kind", choice("lost")),
            ("known", moment(when)),
            ("where", said_text("港区立会館")),
            ("words", para("置き忘れた")),
        ])
    };
    let mut play = Play::new("incident");
    let refusal = play.signs(SATO, &["report"], known("2026-12-25T10:00"));
    let faults = faults(refusal.unwrap_err());
    assert_eq!(faults, [FieldFault::ToCome("known".into())]);
    let refusal = play.signs(SATO, &["report"], known("2026-11-17T15:21"));
    assert!(refusal.is_err());
    play.signs(SATO, &["report"], known("2026-11-17T15:20"))
        .unwrap();

    let mut play = Play::new("corrective");
    let done = |on: &str| {
        values_of([
            ("what", para("施錠漏れ")),
            ("cause", para("確認漏れ")),
            ("measure", para("二人で確認する")),
            ("done_by", Value::Person(SATO)),
            ("done_on", date(on)),
        ])
    };
    let refusal = play.signs(SATO, &["measure"], done("2026-11-18"));
    assert_eq!(about(refusal.unwrap_err()), ["done_on"]);
    play.signs(SATO, &["measure"], done("2026-11-17")).unwrap();
}

#[test]
fn past_midnight_the_day_of_the_calendar_has_come() {
    let mut play = Play::new("corrective");
    play.now = at("2026-11-18T00:40:00+09:00");
    let done = values_of([
        ("what", para("施錠漏れ")),
        ("cause", para("確認漏れ")),
        ("measure", para("二人で確認する")),
        ("done_by", Value::Person(SATO)),
        ("done_on", date("2026-11-18")),
    ]);
    play.signs(SATO, &["measure"], done).unwrap();
}

#[test]
fn every_date_of_a_past_act_says_so() {
    let wanted = [
        ("approval", "date"),
        ("corrective", "done_on"),
        ("disposal", "submitted_on"),
        ("incident", "known"),
        ("incident", "log_at"),
        ("incident", "line_division"),
        ("incident", "line_bureau"),
        ("incident", "line_disclosure"),
        ("incident", "line_department"),
        ("incident", "line_board"),
        ("incident", "tokyo_at"),
        ("incident", "learned"),
        ("incident", "prompt_at"),
        ("incident", "prompt_via"),
        ("incident", "final_at"),
        ("incident", "final_via"),
        ("locking", "from"),
        ("locking", "until"),
        ("notification", "date"),
        ("receipt", "issued_on"),
        ("subcontract", "notice_date"),
        ("subcontract", "approval_date"),
        ("subcontract", "trained_on"),
        ("subcontract", "contacted"),
        ("training", "attended_on"),
        ("unconfirmed", "left"),
    ];
    // The others are of days to come, or name a period.
    let others = [
        ("approval", "until"),
        ("copy", "collect_by"),
        ("handover", "on"),
        ("pledge", "last_day"),
        ("subcontract", "begins"),
        ("subcontract", "ends"),
        ("subcontract", "approval_until"),
        ("take_out", "due_back"),
        ("training", "until"),
        ("unconfirmed", "due_back"),
        ("year_close", "year"),
    ];
    for def in kagiban::procedure::Catalogue::embedded().all() {
        for field in &def.fields {
            use kagiban::procedure::Kind;
            if !matches!(field.kind, Kind::Date | Kind::Moment) {
                continue;
            }
            let named = (def.id.0.as_str(), field.id.0.as_str());
            assert_eq!(field.past, wanted.contains(&named), "{named:?}");
            assert!(
                wanted.contains(&named) || others.contains(&named),
                "{named:?}"
            );
        }
    }
}

#[test]
fn an_end_does_not_lie_before_its_beginning_however_it_comes_there() {
    let mut play = Play::new("locking");
    play.now = at("2026-11-16T08:44:00+09:00");
    play.day = Some(WorkDay(day("2026-11-13")));
    let open = |from: &str, until: &str| {
        values_of([
            ("kind", choice("not-locked")),
            ("from", moment(from)),
            ("until", moment(until)),
            ("counted", Value::Count(0)),
            ("missing", Value::Count(0)),
            ("words", para("かけ忘れた")),
        ])
    };
    let turned = open("2026-11-16T08:20", "2026-11-13T19:10");
    let refusal = play.signs(SUZUKI, &["explain"], turned).unwrap_err();
    assert_eq!(about(refusal), ["until"]);
    let right = open("2026-11-13T19:10", "2026-11-16T08:20");
    play.signs(SUZUKI, &["explain"], right).unwrap();
    let correct = CaseAct::Correct {
        values: values_of([("from", moment("2026-11-16T08:30"))]),
        reason: words("見直した"),
    };
    let refusal = play.tries(TANAKA, &correct).unwrap_err();
    assert_eq!(about(refusal), ["until"]);
}

#[test]
fn nothing_is_extended_to_a_day_that_is_over() {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    play.signs(TANAKA, &["permit", "out"], Values::new())
        .unwrap();
    play.now = at("2026-11-25T09:00:00+09:00");
    for until in ["2026-11-10", "2026-11-20", "2026-11-25"] {
        let extend = CaseAct::Extend {
            until: day(until),
            reason: words("調査が延びた"),
        };
        let refusal = play.tries(TANAKA, &extend).unwrap_err();
        assert_eq!(refusal, Refusal::NotLater(day("2026-11-25")), "{until}");
    }
}

// 法68条2項.

fn judgement(persons: u32) -> Values {
    let mut values = values_of([
        ("persons_how", choice("most")),
        ("persons", Value::Count(persons)),
    ]);
    for item in ["encrypted", "special_care", "damage", "malice"] {
        values.insert(item.into(), choice("no"));
    }
    values
}

fn told(how: &str) -> Values {
    values_of([
        ("tell_how", choice(how)),
        ("tell_words", para("次のとおり")),
    ])
}

fn judged(profile: ProfileId, persons: u32) -> Play {
    let mut play = Play::under(profile, "incident");
    let first = values_of([
        ("kind", choice("lost")),
        ("known", moment("2026-11-17T15:20")),
        ("where", said_text("港区立会館")),
        ("words", para("置き忘れた")),
    ]);
    play.signs(SATO, &["report"], first).unwrap();
    let handle = values_of([("finding", choice("handle"))]);
    play.signs(TANAKA, &["received"], handle).unwrap();
    let mut judgement = judgement(persons);
    if profile == ProfileId::Contractor {
        let tokyo = values_of([
            ("tokyo_at", moment("2026-11-17T15:20")),
            ("tokyo_who", said_text("担当課長")),
            ("tokyo_amount", said_text("最大 120人")),
        ]);
        play.signs(TANAKA, &["tokyo"], tokyo).unwrap();
        judgement.insert("own_report".into(), choice("exempt"));
    }
    play.signs(TANAKA, &["judge"], judgement).unwrap();
    play
}

#[test]
fn whoever_article_43_protects_is_told_or_the_law_says_why_not() {
    let mut play = judged(ProfileId::Bureau, 101);
    for no in ["needless", "tokyo", "exempt"] {
        let refusal = play.signs(TANAKA, &["tell"], told(no)).unwrap_err();
        let faults = faults(refusal);
        assert!(
            matches!(&faults[..], [FieldFault::Stops { choice, .. }] if choice.0 == no),
            "{no}: {faults:?}"
        );
    }
    for how in ["told", "instead", "withheld"] {
        let act = play.sign(&["tell"], told(how));
        assert!(play.tries(TANAKA, &act).is_ok(), "{how}");
    }
    // Fewer than it was thought: nobody need be told. Then more, and it is asked again.
    play.signs(TANAKA, &["judge"], judgement(5)).unwrap();
    play.signs(TANAKA, &["tell"], told("needless")).unwrap();
    assert!(!waits(&play).contains(&"tell".to_owned()));
    play.signs(TANAKA, &["judge"], judgement(150)).unwrap();
    assert!(waits(&play).contains(&"tell".to_owned()));
    play.signs(TANAKA, &["tell"], told("told")).unwrap();
    assert!(!waits(&play).contains(&"tell".to_owned()));
    // Who was told was told, whatever is judged later.
    play.signs(TANAKA, &["judge"], judgement(5)).unwrap();
    assert!(!waits(&play).contains(&"tell".to_owned()));
}

#[test]
fn that_tokyo_tells_them_is_a_contractors_answer() {
    let play = judged(ProfileId::Contractor, 5000);
    for how in ["tokyo", "exempt", "told"] {
        let act = play.sign(&["tell"], told(how));
        assert!(play.tries(TANAKA, &act).is_ok(), "{how}");
    }
    let act = play.sign(&["tell"], told("needless"));
    assert!(play.tries(TANAKA, &act).is_err());
}

// 特記.

fn contractors_take_out(lines: Vec<HoldingLine>, data: &str) -> Values {
    let mut values = take_out();
    values.insert("documents".into(), documents(lines));
    values.insert("data".into(), choice(data));
    values.insert("approval_number".into(), said_text("8見本第12号"));
    if data == "encrypted" {
        values.insert("medium".into(), said_text("USB 3番"));
    }
    values
}

#[test]
fn data_does_not_leave_as_paper() {
    let mut play = Play::under(ProfileId::Contractor, "take_out");
    for media in [Media::Data, Media::Medium] {
        let values = contractors_take_out(vec![on(Media::Paper), on(media)], "paper");
        let refusal = play.signs(SATO, &["apply"], values).unwrap_err();
        assert!(
            matches!(&faults(refusal)[..], [FieldFault::Stops { field, .. }] if field.0 == "data")
        );
    }
    let device = FactSubject::Words(text("USB 3番"));
    never(&mut play, "notified-device", &device);
    let values = contractors_take_out(vec![on(Media::Medium)], "encrypted");
    let refusal = play.signs(SATO, &["apply"], values).unwrap_err();
    assert_eq!(lacks(refusal), ["notified-device"]);
    let values = contractors_take_out(vec![on(Media::Paper)], "paper");
    play.signs(SATO, &["apply"], values).unwrap();
}

fn used(scope: &str) -> Values {
    let mut values = values_of([
        ("documents", documents(vec![line("面談記録", 1)])),
        ("purpose", said_text("集計")),
        ("scope", choice(scope)),
    ]);
    if scope == "law" {
        values.insert("basis".into(), said_text("指示書のとおり"));
    }
    values
}

#[test]
fn a_contractor_uses_for_another_purpose_only_what_was_approved() {
    let mut play = Play::under(ProfileId::Contractor, "use");
    let refusal = play.signs(SATO, &["used"], used("law")).unwrap_err();
    assert_eq!(about(refusal), ["approval"]);
    let number = FactSubject::Words(text("8見本第3号"));
    never(&mut play, "approved-use", &number);
    let mut values = used("law");
    values.insert("approval".into(), said_text("8見本第3号"));
    let refusal = play.signs(SATO, &["used"], values).unwrap_err();
    assert_eq!(lacks(refusal), ["approved-use"]);
    // Within the contract nothing is approved, and yet only who may work with it works with it.
    for fact in ["trained", "pledged", "notified-person"] {
        let mut play = Play::under(ProfileId::Contractor, "use");
        never(&mut play, fact, &FactSubject::Person(SATO));
        let refusal = play.signs(SATO, &["used"], used("within")).unwrap_err();
        assert_eq!(lacks(refusal), [fact]);
    }
    play.signs(SATO, &["used"], used("within")).unwrap();
}

#[test]
fn an_office_names_the_item_by_which_it_uses_for_another_purpose() {
    let mut play = Play::new("use");
    let refusal = play.signs(SATO, &["used"], used("law")).unwrap_err();
    assert_eq!(about(refusal), ["item"]);
    let mut values = used("law");
    values.insert("item".into(), choice("69-2-1"));
    play.signs(SATO, &["used"], values).unwrap();
    assert_eq!(play.the().state, State::Closed);
}

#[test]
fn whoever_handles_it_for_a_contractor_is_trained_pledged_and_notified() {
    let lines = || documents(vec![line("面談記録", 1)]);
    let copy = values_of([
        ("documents", lines()),
        ("purpose", said_text("会議")),
        ("approval", said_text("8見本第4号")),
        ("collect_by", date("2026-11-30")),
    ]);
    let moved = values_of([
        ("documents", lines()),
        ("kind", choice("place")),
        ("to", Value::Place(PlaceId(3))),
        ("carried", choice("closed")),
        ("purpose", said_text("整理")),
    ]);
    let back = values_of([
        ("documents", lines()),
        ("instruction", said_text("8産労第1号")),
        ("receiver", said_text("担当課")),
    ]);
    let gone = values_of([
        ("documents", lines()),
        ("has_kept", choice("no")),
        ("method", choice("shred")),
        ("medium", said_text("簿冊")),
        ("instruction", said_text("8産労第2号")),
    ]);
    let came = values_of([
        ("documents", lines()),
        ("giver", said_text("担当課")),
        ("way", choice("hand")),
        ("counted", choice("same")),
    ]);
    let table = [
        ("copy", "ask", copy),
        ("move", "moved", moved),
        ("return_to_tokyo", "ask", back),
        ("disposal", "ask", gone),
        ("receipt", "receive", came),
    ];
    for (procedure, step, values) in table {
        for fact in ["trained", "pledged", "notified-person"] {
            let mut play = Play::under(ProfileId::Contractor, procedure);
            never(&mut play, fact, &FactSubject::Person(SATO));
            let refusal = play.signs(SATO, &[step], values.clone()).unwrap_err();
            assert_eq!(lacks(refusal), [fact], "{procedure}");
            play.signs(SUZUKI, &[step], values.clone()).unwrap();
        }
    }
    let mut play = Play::under(ProfileId::Contractor, "move");
    never(&mut play, "notified-place", &FactSubject::Place(PlaceId(3)));
    let moved = values_of([
        ("documents", lines()),
        ("kind", choice("place")),
        ("to", Value::Place(PlaceId(3))),
        ("carried", choice("closed")),
        ("purpose", said_text("整理")),
    ]);
    let refusal = play.signs(SATO, &["moved"], moved).unwrap_err();
    assert_eq!(lacks(refusal), ["notified-place"]);
}

#[test]
fn special_care_is_given_back_by_somebody_notified() {
    let special = HoldingLine {
        special: vec![4],
        ..line("面談記録", 40)
    };
    for (lines, clause) in [
        (special, "contractor/12-2"),
        (line("調査票", 1), "contractor/5-1"),
    ] {
        let mut play = Play::under(ProfileId::Contractor, "return_to_tokyo");
        let values = values_of([
            ("documents", documents(vec![lines])),
            ("instruction", said_text("8産労第1号")),
            ("receiver", said_text("担当課")),
        ]);
        play.signs(SATO, &["ask"], values).unwrap();
        play.signs(TANAKA, &["permit"], Values::new()).unwrap();
        never(&mut play, "notified-person", &FactSubject::Person(SUZUKI));
        let receipt = values_of([("receipt", choice("signed"))]);
        let refusal = play.signs_line(SUZUKI, "give", 0, "given", receipt.clone());
        let Refusal::FactsMissing { missing, .. } = refusal.unwrap_err() else {
            panic!()
        };
        assert_eq!(missing.len(), 1);
        assert_eq!(missing[0].clause.as_deref(), Some(clause));
        play.signs_line(SATO, "give", 0, "given", receipt).unwrap();
    }
}

// Counts.

fn stocktake() -> Play {
    let mut play = Play::new("stocktake");
    let values = values_of([
        ("occasion", choice("regular")),
        (
            "documents",
            documents(vec![line("面談記録", 40), line("現地調査票", 7)]),
        ),
    ]);
    play.signs(SATO, &["begin"], values).unwrap();
    play
}

fn counted(play: &Play, lines: &[(u16, &str)], values: Values) -> CaseAct {
    let lines: BTreeMap<u16, Option<ChoiceId>> = lines
        .iter()
        .map(|(line, outcome)| (*line, Some(ChoiceId::from(*outcome))))
        .collect();
    play.sign_lines(&["count"], values, lines)
}

fn found(many: u32, elsewhere: Option<u32>) -> Values {
    let mut values = values_of([
        ("counted", Value::Count(many)),
        ("unexpected", choice("no")),
    ]);
    if let Some(out) = elsewhere {
        values.insert("elsewhere".into(), Value::Count(out));
    }
    values
}

#[test]
fn what_was_counted_is_what_was_found_line_by_line() {
    let play = stocktake();
    let all = [(0, "found"), (1, "found")];
    type Row<'r> = (&'r [(u16, &'r str)], u32, Option<u32>, bool);
    let table: &[Row<'_>] = &[
        (&all, 47, None, true),
        (&all, 7, None, false),
        (&all, 48, None, false),
        // Three of them are out on record.
        (&all, 44, Some(3), true),
        (&all, 44, Some(2), false),
        (&[(0, "out"), (1, "found")], 7, None, true),
        (&[(0, "missing"), (1, "found")], 7, None, true),
        (&[(0, "missing"), (1, "found")], 47, None, false),
        // A part of forty is missing: one to thirty-nine are there.
        (&[(0, "short"), (1, "found")], 46, None, true),
        (&[(0, "short"), (1, "found")], 8, None, true),
        (&[(0, "short"), (1, "found")], 7, None, false),
        (&[(0, "short"), (1, "found")], 47, None, false),
    ];
    for (lines, many, elsewhere, stands) in table {
        let act = counted(&play, lines, found(*many, *elsewhere));
        let tried = play.tries(SATO, &act);
        assert_eq!(tried.is_ok(), *stands, "{lines:?} {many} {elsewhere:?}");
        if let Err(refusal) = tried {
            assert_eq!(about(refusal), ["counted"]);
        }
    }
}

#[test]
fn what_the_register_does_not_know_is_put_right() {
    let mut play = stocktake();
    let mut values = found(47, None);
    values.insert("unexpected".into(), choice("yes"));
    values.insert("unexpected_words".into(), said_text("名簿 1件、別に保管"));
    let act = counted(&play, &[(0, "found"), (1, "found")], values);
    play.does(SATO, &act).unwrap();
    let opened: Vec<_> = play.the().children.values().collect();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].procedure.0, "corrective");
}

#[test]
fn what_was_inside_an_open_place_was_counted_or_is_missing() {
    let mut play = Play::new("locking");
    play.now = at("2026-11-16T08:44:00+09:00");
    play.day = Some(WorkDay(day("2026-11-13")));
    let open = |counted: u32, missing: u32| {
        values_of([
            ("kind", choice("not-locked")),
            ("from", moment("2026-11-13T19:10")),
            ("until", moment("2026-11-16T08:20")),
            (
                "contents",
                documents(vec![line("面談記録", 40), line("申請書", 59)]),
            ),
            ("counted", Value::Count(counted)),
            ("missing", Value::Count(missing)),
            ("words", para("かけ忘れた")),
        ])
    };
    for (here, gone) in [(50, 0), (99, 1), (50, 50)] {
        let refusal = play.signs(SUZUKI, &["explain"], open(here, gone));
        assert_eq!(about(refusal.unwrap_err()), ["counted"], "{here} {gone}");
    }
    play.signs(SUZUKI, &["explain"], open(97, 2)).unwrap();
}

#[test]
fn data_is_erased_by_software_that_has_a_name() {
    let mut play = Play::new("disposal");
    let mut values = values_of([
        ("documents", documents(vec![on(Media::Data)])),
        ("has_kept", choice("no")),
        ("method", choice("erase")),
        ("medium", said_text("共有フォルダ")),
    ]);
    let refusal = play.signs(SATO, &["ask"], values.clone()).unwrap_err();
    assert_eq!(about(refusal), ["software"]);
    values.insert("software".into(), said_text("消去くん 3.1"));
    play.signs(SATO, &["ask"], values).unwrap();
}

// Who signs.

#[test]
fn an_office_is_handed_over_from_manager_to_manager() {
    let list = values_of([
        ("on", date("2026-11-17")),
        ("sheet", said_text("3行 4f2a")),
        ("list", para("持ち出し 1件")),
        ("keys", para("なし")),
    ]);
    let mut play = Play::new("handover");
    let clerk = play.signs(SATO, &["hand_over"], list.clone()).unwrap_err();
    assert!(matches!(clerk, Refusal::NotTheirRole { .. }), "{clerk:?}");
    let deputy = play.signs(ITO, &["hand_over"], list.clone()).unwrap_err();
    assert!(matches!(deputy, Refusal::NotTheirRole { .. }), "{deputy:?}");
    play.signs(TANAKA, &["hand_over"], list).unwrap();
    // The deputy and the protection officer stand in for a manager, and are not the new one.
    for who in [ITO, OGAWA, TANAKA] {
        let act = play.sign(&["take_over"], Values::new());
        assert!(play.tries(who, &act).is_err(), "{who:?}");
    }
    let mut grant = play.office.grants[0].clone();
    grant.person = SUZUKI;
    play.office.grants.push(grant);
    let said = says(
        &play,
        "take_over",
        &play.sign(&["take_over"], Values::new()),
    );
    assert!(
        said.contains("R8.11.17") && said.contains("3行 4f2a"),
        "{said}"
    );
    play.signs(SUZUKI, &["take_over"], Values::new()).unwrap();
}

#[test]
fn an_auditor_is_trained_like_everybody_who_works_here() {
    let mut play = Play::new("training");
    let plan = values_of([
        ("subject", said_text("個人情報の取扱い")),
        ("material", said_text("手引 3版")),
        ("until", date("2027-11-16")),
    ]);
    play.signs(SATO, &["plan"], plan).unwrap();
    let attended = values_of([("attended_on", date("2026-11-17"))]);
    play.signs(KIMURA, &["attend"], attended.clone()).unwrap();
    play.signs(SUZUKI, &["attend"], attended).unwrap();
    let said = says(&play, "confirm", &play.sign(&["confirm"], Values::new()));
    for name in ["個人情報の取扱い", "木村 司", "鈴木 花子", "R8.11.17"] {
        assert!(said.contains(name), "{name}: {said}");
    }
}

// What a signature says.

#[test]
fn who_confirms_a_notice_or_an_approval_says_which() {
    let mut play = Play::under(ProfileId::Contractor, "notification");
    let notice = values_of([
        ("act", choice("notify")),
        ("what", choice("person")),
        ("person", Value::Person(SUZUKI)),
        ("number", said_text("第14号")),
        ("date", date("2026-11-16")),
    ]);
    play.signs(SATO, &["submit"], notice).unwrap();
    let said = says(&play, "confirm", &play.sign(&["confirm"], Values::new()));
    for value in ["鈴木 花子", "第14号", "R8.11.16"] {
        assert!(said.contains(value), "{value}: {said}");
    }
    let mut play = Play::under(ProfileId::Contractor, "approval");
    let approval = values_of([
        ("act", choice("record")),
        ("what", choice("take-out")),
        ("number", said_text("8見本第12号")),
        ("date", date("2026-11-16")),
        ("until", date("2027-03-31")),
        ("scope", said_text("現地調査票")),
    ]);
    play.signs(SATO, &["record"], approval).unwrap();
    let said = says(&play, "confirm", &play.sign(&["confirm"], Values::new()));
    for value in ["8見本第12号", "R8.11.16", "R9.3.31", "現地調査票"] {
        assert!(said.contains(value), "{value}: {said}");
    }
}

#[test]
fn who_confirms_a_return_says_what_was_counted_and_no_more_than_that() {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    play.signs(TANAKA, &["permit", "out"], Values::new())
        .unwrap();
    play.signs_line(SATO, "brought", 0, "brought", sheets(90))
        .unwrap();
    play.signs_line(SATO, "brought", 1, "brought", sheets(3))
        .unwrap();
    let lines = BTreeMap::from([(0, Some("returned".into()))]);
    let back = play.sign_lines(&["back"], Values::new(), lines);
    let said = says(&play, "back", &back);
    assert!(said.contains("90"), "{said}");
    // The other line is confirmed by itself; where it went is on the permission.
    assert!(
        !said.contains("3") && !said.contains("港区立会館"),
        "{said}"
    );
}

#[test]
fn who_receives_a_report_says_which() {
    // What was counted, line by line.
    let mut play = stocktake();
    let act = counted(&play, &[(0, "short"), (1, "found")], found(46, None));
    play.does(SATO, &act).unwrap();
    let said = says(&play, "received", &play.sign(&["received"], Values::new()));
    for value in ["面談記録 40件", "現地調査票 7件", "46"] {
        assert!(said.contains(value), "{value}: {said}");
    }
    // A day without a lock: how long it was open, and what is missing.
    let mut play = Play::new("locking");
    play.day = Some("2026-11-13".parse().unwrap());
    let values = values_of([
        ("kind", choice("not-locked")),
        ("from", moment("2026-11-13T19:10")),
        ("until", moment("2026-11-16T08:20")),
        ("counted", Value::Count(252)),
        ("missing", Value::Count(3)),
        ("words", para("帰るときに鍵をかけ忘れた")),
    ]);
    play.signs(SUZUKI, &["explain"], values).unwrap();
    let decision = values_of([("decision", choice("incident"))]);
    let received = play.sign(&["received"], decision);
    let said = says(&play, "received", &received);
    for value in ["19:10", "8:20", "252", "施錠したことにはなりません"] {
        assert!(said.contains(value), "{value}: {said}");
    }
    assert!(!said.contains("かけ忘れた"), "{said}");
}

#[test]
fn who_certifies_a_disposal_says_of_what_and_how() {
    let mut play = Play::new("disposal");
    let values = values_of([
        ("documents", documents(vec![line("面談記録", 40)])),
        ("has_kept", choice("no")),
        ("method", choice("dissolve")),
        ("medium", said_text("簿冊 12番")),
    ]);
    play.signs(SATO, &["ask"], values).unwrap();
    play.signs(TANAKA, &["allow"], Values::new()).unwrap();
    play.signs_line(SUZUKI, "dispose", 0, "gone", Values::new())
        .unwrap();
    let there = values_of([("presence", choice("there"))]);
    let witness = play.sign(&["witness"], there.clone());
    let said = says(&play, "witness", &witness);
    for value in ["面談記録 40件", "廃棄・消去した", "その場で見た"] {
        assert!(said.contains(value), "{value}: {said}");
    }
    play.signs(TAKAHASHI, &["witness"], there).unwrap();
    let responsible = values_of([("responsible", Value::Person(PersonNo(1)))]);
    let said = says(&play, "certify", &play.sign(&["certify"], responsible));
    for value in ["面談記録 40件", "溶解", "簿冊 12番", "その場で見た"] {
        assert!(said.contains(value), "{value}: {said}");
    }
}

fn to_dispatch() -> Play {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    play.signs(SUZUKI, &["second"], Values::new()).unwrap();
    play.signs(TANAKA, &["consent", "confirm"], Values::new())
        .unwrap();
    play
}

fn differing() -> Values {
    let mut values = fax_sent();
    values.insert("report_last4".into(), Value::Digits("9999".to_owned()));
    values
}

#[test]
fn what_was_sent_otherwise_is_not_signed_as_sent_so() {
    let play = to_dispatch();
    let as_checked = says(&play, "dispatch", &play.sign(&["dispatch"], fax_sent()));
    assert!(as_checked.contains("確認を受けたとおりに送付しました"));
    let otherwise = says(&play, "dispatch", &play.sign(&["dispatch"], differing()));
    assert!(!otherwise.contains("確認を受けたとおりに"), "{otherwise}");
    assert!(otherwise.contains("確認を受けたものと違うところがありました"));
}

#[test]
fn one_mis_sent_fax_is_one_incident_while_that_is_open() {
    let mut play = to_dispatch();
    play.signs(SATO, &["dispatch"], differing()).unwrap();
    assert_eq!(play.the().children.len(), 1);
    let elsewhere = values_of([("arrived", choice("elsewhere"))]);
    play.signs(SATO, &["arrival"], elsewhere).unwrap();
    assert_eq!(play.the().children.len(), 1);
    // News of something else after that was ended is another one.
    for child in play.case.as_mut().unwrap().children.values_mut() {
        child.closed = true;
    }
    let later = values_of([("later", choice("elsewhere"))]);
    play.signs(SATO, &["later_arrival"], later).unwrap();
    assert_eq!(play.the().children.len(), 2);
}
