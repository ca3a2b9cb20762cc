//! Answers: what can stand, what two people agree on, what is asked, what a signature says.
#![allow(clippy::unwrap_used)]

mod procedure_common;

use kagiban::calendar::WorkDay;
use kagiban::journal::HoldingId;
use kagiban::procedure::{
    CaseAct, Catalogue, Checking, FieldFault, HoldingLine, Kind, LineFault, NothingGone, Signed,
    Under, Value, Values, compare, hidden, pages, recheck_questions, redact, sample_rows, sentence,
};
use kagiban::text::Tongue;
use procedure_common::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn faults(play: &Play, values: Values) -> Vec<FieldFault> {
    let checking = Checking {
        office: &play.office,
        register: &NothingGone,
        case: None,
        def: play.def(),
        now: at("2026-11-17T15:20:00+09:00"),
        today: WorkDay(day("2026-11-17")),
        under: Under {
            profile: play.office.profile,
            late: Some(false),
        },
        values: values.clone(),
        stops: true,
    };
    checking.faults(&values)
}

fn fault_of(base: Values, id: &str, value: Value) -> Vec<FieldFault> {
    let play = Play::new("sending");
    let mut values = base;
    values.insert(id.into(), value);
    faults(&play, values)
}

fn letters() -> Values {
    values_of([
        (
            "documents",
            Value::HoldingLines(vec![line("交付決定通知", 115)]),
        ),
        ("means", choice("post-many")),
        ("post_kind", choice("ordinary")),
        ("recipient_kind", choice("person")),
        (
            "recipient",
            Value::Text(text("本人あて 受付番号 R8-1 から 115")),
        ),
        ("purpose", Value::Text(text("交付決定の通知"))),
        ("rows", Value::Count(115)),
        ("envelopes", Value::Count(115)),
        ("row_digits", row_digits(&[1, 37, 64, 101, 115])),
        ("compared", Value::Count(115)),
        ("window", choice("addressee")),
        ("outside", choice("sender")),
        ("sealed", choice("open")),
    ])
}

fn row_digits(rows: &[u32]) -> Value {
    Value::RowDigits(rows.iter().map(|r| (*r, format!("{:04}", r * 7))).collect())
}

fn email(addresses: &[&str]) -> Value {
    Value::Emails(addresses.iter().map(|a| (*a).to_owned()).collect())
}

#[test]
fn good_answers_stand() {
    assert_eq!(faults(&Play::new("sending"), fax()), []);
    assert_eq!(faults(&Play::new("sending"), letters()), []);
    assert_eq!(faults(&Play::new("take_out"), take_out()), []);
}

#[test]
fn what_cannot_stand_is_named_by_field() {
    let f = |id: &str| id.into();
    let cases: Vec<(Values, &str, Value, FieldFault)> = vec![
        (
            fax(),
            "nothing",
            Value::Count(1),
            FieldFault::Unknown(f("nothing")),
        ),
        (
            fax(),
            "rows",
            Value::Count(3),
            FieldFault::NotAsked(f("rows")),
        ),
        (
            fax(),
            "fax_sheets",
            Value::Digits("3".into()),
            FieldFault::WrongKind(f("fax_sheets"), Kind::Count),
        ),
        (
            fax(),
            "fax_sheets",
            Value::Count(0),
            FieldFault::TooFew {
                field: f("fax_sheets"),
                min: 1,
            },
        ),
        (
            fax(),
            "fax_number",
            Value::Digits("12345".into()),
            FieldFault::Length {
                field: f("fax_number"),
                min: 6,
                max: 15,
            },
        ),
        (
            fax(),
            "fax_number",
            Value::Digits("03-3578".into()),
            FieldFault::Characters(f("fax_number")),
        ),
        (
            fax(),
            "fax_source",
            choice("memo"),
            FieldFault::Stops {
                field: f("fax_source"),
                choice: "memo".into(),
            },
        ),
        (
            fax(),
            "fax_source",
            choice("dream"),
            FieldFault::NotAChoice(f("fax_source")),
        ),
        (
            fax(),
            "recipient",
            Value::Text(text("　")),
            FieldFault::Missing(f("recipient")),
        ),
        (
            letters(),
            "envelopes",
            Value::Count(114),
            FieldFault::NotEqual {
                field: f("envelopes"),
                other: f("rows"),
            },
        ),
        (
            letters(),
            "row_digits",
            row_digits(&[1, 37, 64, 101]),
            FieldFault::Rows(f("row_digits")),
        ),
        (
            letters(),
            "row_digits",
            row_digits(&[2, 37, 64, 101, 115]),
            FieldFault::Rows(f("row_digits")),
        ),
        (
            letters(),
            "sealed",
            choice("closed"),
            FieldFault::Stops {
                field: f("sealed"),
                choice: "closed".into(),
            },
        ),
    ];
    for (base, id, value, fault) in cases {
        let said = fault_of(base, id, value);
        assert!(said.contains(&fault), "{fault:?} not in {said:?}");
        assert_eq!(fault.field().0, id);
    }
}

#[test]
fn addresses_have_the_shape_of_addresses() {
    let mut base = fax();
    base.retain(|id, _| !id.0.starts_with("fax"));
    base.insert("means".into(), choice("email"));
    let to = |list: &[&str]| fault_of(base.clone(), "mail_to", email(list));
    assert_eq!(to(&["shien@example.jp", "a.b+c@sub.example.co.jp"]), []);
    for bad in [
        "",
        "@example.jp",
        "a@",
        "a@b",
        "a b@example.jp",
        "a@exa mple.jp",
        "a@-x.jp",
        "a@x..jp",
        "a,b@example.jp",
        "支援@example.jp",
        "a@@example.jp",
    ] {
        let said = to(&["ok@example.jp", bad]);
        let wrong = FieldFault::Email {
            field: "mail_to".into(),
            at: 1,
        };
        assert_eq!(said, [wrong], "{bad}");
    }
    let twice = FieldFault::Twice {
        field: "mail_to".into(),
        at: 1,
    };
    assert_eq!(to(&["a@example.jp", "A@example.jp"]), [twice]);
    let none = FieldFault::TooFew {
        field: "mail_to".into(),
        min: 1,
    };
    assert_eq!(to(&[]), [none]);
    assert_eq!(fault_of(base.clone(), "mail_cc", email(&[])), []);
}

#[test]
fn a_line_of_documents_has_a_title_a_number_and_known_kinds() {
    let with = |change: &dyn Fn(&mut HoldingLine)| {
        let mut bad = line("面談記録", 1);
        change(&mut bad);
        let lines = Value::HoldingLines(vec![line("調査票", 2), bad]);
        fault_of(fax(), "documents", lines)
    };
    let fault = |what| {
        vec![FieldFault::Line {
            field: "documents".into(),
            line: 1,
            what,
        }]
    };
    assert_eq!(with(&|_| {}), []);
    assert_eq!(with(&|l| l.title = text(" ")), fault(LineFault::Title));
    assert_eq!(with(&|l| l.count = 0), fault(LineFault::Count));
    assert_eq!(with(&|l| l.special = vec![1, 11]), []);
    for special in [vec![0], vec![12], vec![4, 4], vec![5, 4]] {
        assert_eq!(
            with(&|l| l.special = special.clone()),
            fault(LineFault::Special)
        );
    }
    assert_eq!(with(&|l| l.holding = Some(HoldingId(14))), []);
    assert_eq!(
        with(&|l| l.holding = Some(HoldingId(15))),
        fault(LineFault::Holding)
    );
}

#[test]
fn two_people_who_read_the_same_agree_whatever_their_keyboard() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    let compared = |number: &str, sheets: u32, top: &str| {
        let answers = values_of([
            ("fax_number", Value::Digits(number.to_owned())),
            ("fax_sheets", Value::Count(sheets)),
            ("fax_top", choice(top)),
        ]);
        compare(play.def(), play.the(), &"second".into(), &answers)
    };
    for number in [
        "0335781234",
        "03-3578-1234",
        "０３－３５７８－１２３４",
        "03 3578 1234",
    ] {
        assert!(compared(number, 3, "cover").differs.is_empty(), "{number}");
    }
    assert_eq!(
        compared("0335781243", 2, "cover").differs,
        ["fax_number".into(), "fax_sheets".into()].into()
    );
    let nothing = compare(play.def(), play.the(), &"second".into(), &Values::new());
    assert_eq!(nothing.differs.len(), 3);
    assert!(nothing.same.is_empty());
}

fn mailed(to: &[&str]) -> Values {
    let mut values = fax();
    values.retain(|id, _| !id.0.starts_with("fax"));
    values.extend(values_of([
        ("means", choice("email")),
        ("mail_to", email(to)),
        ("mail_cc", email(&[])),
        ("mail_bcc", email(&[])),
        ("mail_files", Value::Count(1)),
        ("mail_last", Value::Count(24)),
        ("mail_hidden", Value::Count(0)),
    ]));
    values
}

#[test]
fn addresses_are_compared_in_any_order_and_a_hyphen_in_them_counts() {
    let mut play = Play::new("sending");
    play.signs(
        SATO,
        &["draft"],
        mailed(&["a-b@example.jp", "c@example.jp"]),
    )
    .unwrap();
    let differs = |to: &[&str], cc: &[&str]| {
        let mut answers = mailed(to);
        answers.insert("mail_cc".into(), email(cc));
        compare(play.def(), play.the(), &"second".into(), &answers).differs
    };
    assert!(differs(&["C@example.jp", "a-b@example.jp"], &[]).is_empty());
    assert_eq!(
        differs(&["c@example.jp", "ab@example.jp"], &[]),
        ["mail_to".into()].into()
    );
    // A copy that only the second reader sees is a difference.
    assert_eq!(
        differs(&["a-b@example.jp", "c@example.jp"], &["d@example.jp"]),
        ["mail_cc".into()].into()
    );
}

#[test]
fn a_wizard_asks_only_what_the_means_leads_to() {
    let def = Play::new("sending").def();
    let asked = |means: &str| -> Vec<String> {
        let values = values_of([("means", choice(means))]);
        pages(
            def,
            kagiban::office::ProfileId::Bureau,
            &"draft".into(),
            &values,
        )
        .into_iter()
        .flat_map(|page| page.fields)
        .map(|field| field.id.0.clone())
        .collect()
    };
    let fax = asked("fax");
    assert!(fax.contains(&"fax_number".to_owned()) && !fax.iter().any(|f| f.starts_with("mail")));
    assert_eq!(asked("post-many").len(), 13);
    // Nothing beyond the first page before the means is known.
    let none = pages(
        def,
        kagiban::office::ProfileId::Bureau,
        &"draft".into(),
        &Values::new(),
    );
    assert_eq!(none.len(), 1);
}

#[test]
fn a_contractor_is_asked_for_the_approval_and_nobody_else() {
    let def = Play::new("take_out").def();
    for (profile, number) in [
        (kagiban::office::ProfileId::Bureau, 2),
        (kagiban::office::ProfileId::Board, 2),
        (kagiban::office::ProfileId::Contractor, 3),
    ] {
        let pages = pages(def, profile, &"apply".into(), &Values::new());
        assert_eq!(pages.len(), number, "{profile:?}");
    }
}

#[test]
fn the_second_person_has_other_orders_and_never_the_digits() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], letters()).unwrap();
    let profile = play.office.profile;
    let questions = recheck_questions(play.def(), profile, &"second".into(), &play.the().values);
    let order: Vec<&str> = questions.iter().map(|q| q.field.id.0.as_str()).collect();
    assert_eq!(
        order,
        ["row_digits", "envelopes", "window", "compared", "outside"]
    );
    let first: Vec<&str> = pages(play.def(), profile, &"draft".into(), &letters())
        .into_iter()
        .flat_map(|page| page.fields)
        .map(|field| field.id.0.as_str())
        .filter(|id| order.contains(id))
        .collect();
    assert_ne!(order, first);
    assert_eq!(questions[0].rows, [115, 1, 37, 64, 101]);
    for question in questions.iter().filter(|q| !q.choices.is_empty()) {
        for (n, choice) in question.choices.iter().enumerate() {
            assert_ne!(choice.id, question.field.choices[n].id);
        }
    }
}

#[test]
fn every_row_up_to_ten_and_five_beyond() {
    assert_eq!(sample_rows(0, [0; 32]), Vec::<u32>::new());
    assert_eq!(sample_rows(1, [0; 32]), [1]);
    assert_eq!(sample_rows(10, [9; 32]).len(), 10);
    assert_eq!(sample_rows(11, [0; 32]), [1, 2, 3, 4, 11]);
}

proptest! {
    #[test]
    fn drawn_rows_are_first_last_and_three_between(rows in 11_u32.., random: [u8; 32]) {
        let drawn = sample_rows(rows, random);
        prop_assert_eq!(drawn.len(), 5);
        prop_assert_eq!((drawn[0], drawn[4]), (1, rows));
        prop_assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

fn said(play: &Play, step: &str, act: &CaseAct, tongue: Tongue) -> String {
    let CaseAct::Sign(sign) = act else {
        unreachable!()
    };
    let signed = Signed {
        values: &sign.values,
        lines: &sign.lines,
        day: play.day,
        today: WorkDay(play.now.date()),
    };
    sentence(
        &play.world(),
        play.def(),
        play.case.as_ref(),
        &step.into(),
        &signed,
        tongue,
    )
    .join("\n")
}

#[test]
fn a_signature_says_every_value_it_signs() {
    let mut play = Play::new("sending");
    let draft = play.sign(&["draft"], fax());
    let words = said(&play, "draft", &draft, Tongue::Ja);
    for value in [
        "交付決定通知 1件",
        "ファクシミリ",
        "港区 産業振興課",
        "0335781234",
        "3",
    ] {
        assert!(words.contains(value), "{value} not in\n{words}");
    }
    for field in play
        .def()
        .fields
        .iter()
        .filter(|f| fax().contains_key(&f.id))
    {
        assert!(words.contains(&field.label.ja), "{}\n{words}", field.id);
    }
    assert!(!words.contains('{'), "{words}");
    play.does(SATO, &draft).unwrap();
    // Whoever signs next is not told what the second person must read for themselves.
    for step in ["second", "consent"] {
        let what = play.sign(&[step], Values::new());
        for tongue in [Tongue::Ja, Tongue::En] {
            let words = said(&play, step, &what, tongue);
            assert!(!words.contains("0335781234"), "{words}");
            assert!(!words.contains("1件"), "{words}");
        }
    }
    play.signs(SUZUKI, &["second"], Values::new()).unwrap();
    let confirm = play.sign(&["consent", "confirm"], Values::new());
    let words = said(&play, "confirm", &confirm, Tongue::Ja);
    assert!(words.contains("0335781234"), "{words}");
}

#[test]
fn a_consent_says_what_it_rests_on_and_nothing_else() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], fax()).unwrap();
    let consent = play.sign(&["consent"], Values::new());
    let words = said(&play, "consent", &consent, Tongue::Ja);
    assert!(words.contains("ファクシミリ"), "{words}");
    assert!(!words.contains("照会への回答"), "{words}");
}

#[test]
fn a_return_says_each_line_and_what_became_of_it() {
    let mut play = Play::new("take_out");
    play.signs(SATO, &["apply"], take_out()).unwrap();
    play.signs(TANAKA, &["permit", "out"], Values::new())
        .unwrap();
    let lines = BTreeMap::from([(1, Some("lost".into()))]);
    let what = play.sign_lines(&["brought"], sheets(0), lines);
    let words = said(&play, "brought", &what, Tongue::Ja);
    assert!(words.contains("面談記録 1件"), "{words}");
    assert!(words.contains("紛失"), "{words}");
    assert!(!words.contains("現地調査票"), "{words}");
}

#[test]
fn a_late_lock_says_that_it_is_late() {
    let mut play = Play::new("locking");
    play.day = Some("2026-11-16".parse().unwrap());
    let values = values_of([
        ("place", Value::Place(kagiban::journal::PlaceId(3))),
        ("kind", choice("locked")),
        ("why", Value::Paragraph(words("停電"))),
    ]);
    let what = play.sign(&["lock"], values);
    let said = said(&play, "lock", &what, Tongue::Ja);
    assert!(said.contains("書庫A"), "{said}");
    assert!(
        said.contains("後日記録") && said.contains("R8.11.16"),
        "{said}"
    );
    assert!(said.contains("停電"), "{said}");
}

#[test]
fn a_redacted_case_keeps_no_blind_value_anywhere() {
    let mut play = Play::new("sending");
    play.signs(SATO, &["draft"], letters()).unwrap();
    let shown = serde_json::to_string(&redact(play.def(), play.the())).unwrap();
    for secret in ["row_digits", "0259", "envelopes"] {
        assert!(!shown.contains(secret), "{secret}");
    }
    let withdraw = CaseAct::Withdraw {
        reason: words("やめる"),
    };
    play.does(SATO, &withdraw).unwrap();
    assert!(hidden(play.def(), play.the()).is_empty());
}

#[test]
fn every_sentence_names_only_fields_that_can_be_filled_when_it_is_signed() {
    for def in Catalogue::embedded().all() {
        for step in &def.steps {
            for text in [&step.sentence.ja, &step.sentence.en] {
                assert_eq!(
                    text.matches('{').count(),
                    text.matches('}').count(),
                    "{}",
                    def.id
                );
                assert!(
                    step.each.is_none() || text.contains("{lines}"),
                    "{}",
                    step.id
                );
            }
        }
    }
}
