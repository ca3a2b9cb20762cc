//! Incidents: what article 43 asks, which clock runs from when, and what a case waits for under each
//! of the three sets of rules.
#![allow(clippy::unwrap_used)]

mod procedure_common;

use chrono::NaiveDate;
use kagiban::office::ProfileId;
use kagiban::procedure::{
    CaseAct, DueStep, Effect, Predicate, Refusal, State, StepId, Under, Value, Values, due,
    next_steps,
};
use procedure_common::*;

fn moment(written: &str) -> Value {
    Value::Moment(at(&format!("{written}:00+09:00")))
}

fn para(said: &str) -> Value {
    Value::Paragraph(words(said))
}

fn first_notice(known: &str) -> Values {
    values_of([
        ("kind", choice("lost")),
        ("known", moment(known)),
        ("where", Value::Text(text("港区立会館"))),
        ("words", para("会場に一部を置き忘れた")),
    ])
}

/// A judgement: how many persons, and which of the items `special_care`, `damage`, `malice` hold.
fn judgement(persons: u32, items: &[&str]) -> Values {
    let item = |id: &str| choice(if items.contains(&id) { "yes" } else { "no" });
    values_of([
        ("encrypted", item("encrypted")),
        ("special_care", item("special_care")),
        ("damage", item("damage")),
        ("malice", item("malice")),
        ("persons_how", choice("most")),
        ("persons", Value::Count(persons)),
    ])
}

fn learned(mut judgement: Values, when: &str) -> Values {
    judgement.insert("learned".into(), moment(when));
    judgement
}

/// An incident that was known then, and has been received.
fn received(profile: ProfileId, known: &str) -> Play {
    let mut play = Play::under(profile, "incident");
    play.now = at(&format!("{known}:00+09:00"));
    play.signs(SATO, &["report"], first_notice(known)).unwrap();
    let handle = values_of([("finding", choice("handle"))]);
    play.signs(TANAKA, &["received"], handle).unwrap();
    // Telephone calls and forms take their time.
    play.now = play.now.plus_minutes(100);
    if profile == ProfileId::Contractor {
        play.signs(TANAKA, &["tokyo"], tokyo()).unwrap();
    }
    play
}

fn tokyo() -> Values {
    values_of([
        ("tokyo_at", moment("2026-11-17T16:00")),
        ("tokyo_who", Value::Text(text("産業労働局 担当課長"))),
        ("tokyo_amount", Value::Text(text("最大 120人"))),
    ])
}

fn line_told() -> Values {
    values_of([
        ("line_division", moment("2026-11-17T16:00")),
        ("line_bureau", moment("2026-11-17T16:10")),
        ("line_disclosure", moment("2026-11-17T16:20")),
    ])
}

fn due_of(play: &Play, step: &str) -> Option<DueStep> {
    due(play.def(), play.the())
        .into_iter()
        .find(|due| due.step == StepId::from(step))
}

fn by(play: &Play, step: &str) -> Option<NaiveDate> {
    due_of(play, step).map(|due| due.by)
}

fn waits(play: &Play) -> Vec<String> {
    next_steps(&play.world(), play.the())
        .into_iter()
        .filter(|next| !next.optional)
        .map(|next| next.step.0)
        .collect()
}

#[test]
fn article_43_asks_each_item_and_more_than_a_hundred_persons_or_a_thousand() {
    use ProfileId::{Board, Bureau, Contractor};
    let table: &[(ProfileId, u32, &[&str], &str)] = &[
        (Bureau, 100, &[], "none"),
        (Bureau, 101, &[], "applies"),
        (Board, 100, &[], "none"),
        (Board, 101, &[], "applies"),
        (Contractor, 101, &[], "none"),
        (Contractor, 1000, &[], "none"),
        (Contractor, 1001, &[], "applies"),
        (Bureau, 1, &["special_care"], "applies"),
        (Bureau, 1, &["damage"], "applies"),
        (Contractor, 1, &["damage"], "applies"),
        (Bureau, 1, &["malice"], "malice"),
        (Bureau, 500, &["malice", "special_care", "damage"], "malice"),
        (Bureau, 500, &["encrypted", "malice"], "none"),
    ];
    for (profile, persons, items, wanted) in table {
        let play = Play::under(*profile, "incident");
        let values = judgement(*persons, items);
        let answer = Predicate::Article43.answer(play.def(), Under::from(*profile), &values);
        assert_eq!(answer, Some(*wanted), "{profile:?} {persons} {items:?}");
    }
    let play = Play::new("incident");
    let under = Under::from(ProfileId::Bureau);
    let unjudged = Predicate::Article43.answer(play.def(), under, &Values::new());
    assert_eq!(unjudged, None, "nothing is judged yet");
}

#[test]
fn a_contractor_that_has_notified_tokyo_need_not_report_itself() {
    let mut play = received(ProfileId::Contractor, "2026-11-17T15:20");
    let mut judged = judgement(5000, &["malice"]);
    judged.insert("own_report".into(), choice("exempt"));
    play.signs(TANAKA, &["judge"], judged.clone()).unwrap();
    assert!(!waits(&play).contains(&"prompt".to_owned()));
    assert_eq!(by(&play, "prompt"), None);
    judged.insert("own_report".into(), choice("self"));
    play.signs(TANAKA, &["judge"], judged).unwrap();
    assert!(waits(&play).contains(&"prompt".to_owned()));
    assert_eq!(by(&play, "prompt"), Some(day("2026-11-21")));
}

#[test]
fn the_days_count_from_the_day_of_knowing_and_only_the_final_report_rolls() {
    // 2026-11-21 and 22 are a Saturday and a Sunday, 11-23 a holiday.
    let table: &[(&str, &[&str], &str, &str, &str)] = &[
        // known, items, aim and limit of the prompt report, limit of the final report
        (
            "2026-12-01T09:00",
            &["damage"],
            "2026-12-03",
            "2026-12-05",
            "2027-01-04",
        ),
        (
            "2026-12-01T23:50",
            &["damage"],
            "2026-12-03",
            "2026-12-05",
            "2027-01-04",
        ),
        (
            "2026-11-19T09:00",
            &["special_care"],
            "2026-11-21",
            "2026-11-23",
            "2026-12-18",
        ),
        // The 30th day is a Saturday.
        (
            "2026-11-20T09:00",
            &["damage"],
            "2026-11-22",
            "2026-11-24",
            "2026-12-21",
        ),
        // 60 days for a wrongful purpose, also where other items apply.
        (
            "2026-11-17T09:00",
            &["malice"],
            "2026-11-19",
            "2026-11-21",
            "2027-01-15",
        ),
        (
            "2026-11-17T09:00",
            &["malice", "special_care", "damage"],
            "2026-11-19",
            "2026-11-21",
            "2027-01-15",
        ),
        // The 60th day is a Saturday.
        (
            "2026-11-18T09:00",
            &["malice"],
            "2026-11-20",
            "2026-11-22",
            "2027-01-18",
        ),
    ];
    for (known, items, aim, limit, last) in table {
        let mut play = received(ProfileId::Bureau, known);
        play.signs(TANAKA, &["judge"], judgement(1, items)).unwrap();
        let prompt = due_of(&play, "prompt").unwrap();
        assert_eq!(prompt.aim, Some(day(aim)), "{known}");
        assert_eq!(prompt.by, day(limit), "{known}");
        assert_eq!(by(&play, "final"), Some(day(last)), "both clocks run");
    }
}

#[test]
fn a_count_that_passes_on_the_twelfth_day_starts_its_own_clock_then() {
    let mut play = received(ProfileId::Bureau, "2026-11-17T15:20");
    assert_eq!(by(&play, "judge"), Some(day("2026-11-19")));
    play.signs(TANAKA, &["judge"], judgement(80, &[])).unwrap();
    assert_eq!(by(&play, "prompt"), None, "80 persons are not reported");
    assert!(!waits(&play).contains(&"prompt".to_owned()));
    play.now = at("2026-11-30T10:00:00+09:00");
    let passed = learned(judgement(140, &[]), "2026-11-28T17:00");
    play.signs(TANAKA, &["judge"], passed).unwrap();
    let prompt = due_of(&play, "prompt").unwrap();
    assert_eq!(prompt.aim, Some(day("2026-11-30")));
    assert_eq!(prompt.by, day("2026-12-02"));
    // Found to be malice as well: the first clock goes on, with sixty days.
    let worse = learned(judgement(140, &["malice"]), "2026-11-30T10:00");
    play.signs(TANAKA, &["judge"], worse).unwrap();
    assert_eq!(by(&play, "prompt"), Some(day("2026-12-02")));
    let reported = values_of([("prompt_at", moment("2026-11-30T10:00"))]);
    play.signs(TANAKA, &["prompt"], reported).unwrap();
    assert_eq!(by(&play, "final"), Some(day("2027-01-26")));
}

#[test]
fn a_judgement_that_falls_takes_its_clock_with_it_and_a_later_one_starts_anew() {
    let mut play = received(ProfileId::Bureau, "2026-11-17T15:20");
    play.signs(TANAKA, &["judge"], judgement(140, &[])).unwrap();
    assert_eq!(by(&play, "prompt"), Some(day("2026-11-21")));
    play.signs(TANAKA, &["judge"], judgement(40, &[])).unwrap();
    assert_eq!(by(&play, "prompt"), None);
    play.now = at("2026-12-01T10:00:00+09:00");
    let again = learned(judgement(101, &[]), "2026-12-01T09:00");
    play.signs(TANAKA, &["judge"], again).unwrap();
    assert_eq!(by(&play, "prompt"), Some(day("2026-12-05")));
}

#[test]
fn a_corrected_day_of_knowing_moves_the_clock_and_no_extension_does() {
    let mut play = received(ProfileId::Bureau, "2026-11-17T15:20");
    play.signs(TANAKA, &["judge"], judgement(140, &[])).unwrap();
    let later = CaseAct::Extend {
        until: day("2026-12-20"),
        reason: words("年末まで待ってほしい"),
    };
    // The line, the inquiry and the rest are due on no day; what is due is due by law.
    assert_eq!(play.tries(ITO, &later).unwrap_err(), Refusal::NothingDue);
    let earlier = CaseAct::Correct {
        values: values_of([("known", moment("2026-11-15T09:00"))]),
        reason: words("担当は15日に知っていた"),
    };
    play.does(TANAKA, &earlier).unwrap();
    assert_eq!(by(&play, "prompt"), Some(day("2026-11-19")));
}

#[test]
fn each_set_of_rules_has_its_own_line_and_tokyo_comes_first() {
    let bureau = received(ProfileId::Bureau, "2026-11-17T15:20");
    assert_eq!(waits(&bureau), ["contain", "line", "inquire", "judge"]);
    let mut missing = bureau;
    let mut told = line_told();
    told.remove(&"line_disclosure".into());
    assert!(matches!(
        missing.signs(TANAKA, &["line"], told).unwrap_err(),
        Refusal::Fields(_)
    ));
    let mut board = received(ProfileId::Board, "2026-11-17T15:20");
    let told = values_of([
        ("line_department", moment("2026-11-17T16:00")),
        ("line_board", moment("2026-11-17T16:10")),
    ]);
    board.signs(TANAKA, &["line"], told).unwrap();
    board
        .signs(TANAKA, &["judge"], judgement(140, &[]))
        .unwrap();
    let direct = values_of([("prompt_at", moment("2026-11-17T17:00"))]);
    assert!(
        matches!(
            board.signs(TANAKA, &["prompt"], direct.clone()),
            Err(Refusal::Fields(_))
        ),
        "the Board reports through its General Affairs Section"
    );
    let mut through = direct;
    through.insert("prompt_via".into(), moment("2026-11-17T16:50"));
    board.signs(TANAKA, &["prompt"], through).unwrap();

    let mut contractor = Play::under(ProfileId::Contractor, "incident");
    contractor
        .signs(SATO, &["report"], first_notice("2026-11-17T15:20"))
        .unwrap();
    let handle = values_of([("finding", choice("handle"))]);
    contractor.signs(TANAKA, &["received"], handle).unwrap();
    assert_eq!(waits(&contractor), ["contain", "tokyo", "inquire"]);
    let mut judged = judgement(1, &["damage"]);
    judged.insert("own_report".into(), choice("self"));
    assert!(matches!(
        contractor.signs(TANAKA, &["judge"], judged).unwrap_err(),
        Refusal::Awaits { missing, .. } if missing.iter().any(|m| m.step.0 == "tokyo")
    ));
}

#[test]
fn from_discovery_to_the_final_report_and_the_end() {
    let mut play = received(ProfileId::Bureau, "2026-11-17T15:20");
    let log = values_of([
        ("log_at", moment("2026-11-17T15:25")),
        ("log_words", para("会場に電話した")),
    ]);
    play.signs(SATO, &["log"], log.clone()).unwrap();
    play.signs(SATO, &["log"], log).unwrap();
    play.signs(
        SATO,
        &["contain"],
        values_of([("contained", para("会場で回収した"))]),
    )
    .unwrap();
    play.signs(TANAKA, &["line"], line_told()).unwrap();
    play.signs(TANAKA, &["judge"], judgement(1, &["special_care"]))
        .unwrap();
    let told = values_of([("tell_how", choice("told")), ("tell_words", para("電話で"))]);
    play.signs(TANAKA, &["tell"], told).unwrap();
    let reported = values_of([("prompt_at", moment("2026-11-18T09:00"))]);
    play.now = at("2026-11-18T09:30:00+09:00");
    play.signs(TANAKA, &["prompt"], reported).unwrap();
    let last = values_of([
        ("final_items", para("氏名・病歴、紙")),
        ("final_persons", Value::Count(1)),
        ("final_response", para("電話で説明した")),
        ("final_other", para("なし")),
        ("final_at", moment("2026-11-18T09:20")),
    ]);
    assert!(
        matches!(
            play.signs(TANAKA, &["final"], last.clone()).unwrap_err(),
            Refusal::Awaits { .. }
        ),
        "items 1, 4, 5, 7 and 8 are still missing"
    );
    let inquiry = values_of([
        ("facts", para("16日に忘れ、17日に気付いた")),
        ("cause_of", choice("here")),
        ("cause", para("数えなかった")),
        ("secondary", para("ない")),
    ]);
    play.signs(TANAKA, &["inquire"], inquiry).unwrap();
    let prevention = values_of([
        ("prevention_done", para("数える表を作った")),
        ("prevention_planned", para("来月 研修")),
        ("publication", choice("none")),
        ("publication_words", para("回収済みのため")),
    ]);
    play.signs(TANAKA, &["prevent"], prevention).unwrap();
    play.signs(TANAKA, &["final"], last).unwrap();
    assert_eq!(waits(&play), ["close"]);
    let supplied = values_of([("supplied", para("1人と確定した"))]);
    play.signs(TANAKA, &["supply"], supplied).unwrap();
    assert_eq!(play.the().state, State::Open);
    let end = values_of([("closing", para("研修を終えた"))]);
    play.signs(TANAKA, &["close"], end).unwrap();
    assert_eq!(play.the().state, State::Closed);
}

#[test]
fn what_was_none_ends_with_the_managers_reason() {
    let mut play = Play::new("incident");
    play.signs(SATO, &["report"], first_notice("2026-11-17T15:20"))
        .unwrap();
    let none = values_of([("finding", choice("none"))]);
    assert!(matches!(
        play.signs(TANAKA, &["received"], none.clone()).unwrap_err(),
        Refusal::Fields(_)
    ));
    let mut why = none;
    why.insert("finding_why".into(), para("棚の奥にあった"));
    play.signs(TANAKA, &["received"], why).unwrap();
    assert_eq!(play.the().state, State::Closed);
}

#[test]
fn a_dispatch_that_is_not_what_was_checked_opens_an_incident_that_it_waits_for() {
    for (last4, opened) in [("1234", 0), ("9999", 1)] {
        let mut play = Play::new("sending");
        play.signs(SATO, &["draft"], fax()).unwrap();
        play.signs(SUZUKI, &["second"], Values::new()).unwrap();
        play.signs(TANAKA, &["consent", "confirm"], Values::new())
            .unwrap();
        let mut sent = fax_sent();
        sent.insert("report_last4".into(), Value::Digits(last4.to_owned()));
        let done = play.signs(SATO, &["dispatch"], sent).unwrap();
        let children = done
            .effects
            .iter()
            .filter(|e| matches!(e, Effect::OpensCase(child) if child.procedure.id.0 == "incident"))
            .count();
        assert_eq!(children, opened, "{last4}");
        assert_eq!(play.the().children.len(), opened);
        let arrived = values_of([("arrived", choice("arrived"))]);
        play.signs(SATO, &["arrival"], arrived).unwrap();
        let wanted = [State::Closed, State::Open][opened];
        assert_eq!(play.the().state, wanted, "it waits for its incident");
    }
}
