//! The envelope of an entry is read one way or not at all.
#![allow(clippy::unwrap_used)]

mod journal_common;

use journal_common::{founding, locking};
use kagiban::calendar::{Happened, Moment, Recorded, WorkDay};
use kagiban::journal::{
    Body, BodyError, Capacity, CaseId, EntryId, PersonNo, Role, Seen, SittingId, TerminalId, UnitId,
};
use proptest::prelude::*;
use serde_json::Value;

const LOCKING: &str = concat!(
    r#"{"v":1,"machine":1,"unit":3,"person":2,"capacity":{"role":"manager","through":"deputy"},"#,
    r#""recorded":"2026-11-17T18:42:10+09:00","happened":"2026-11-17T18:40:00+09:00","#,
    r#""day":"2026-11-17","sitting":"4444444444444444","terminal":"t1","seen":{"size":0,"#,
    r#""root":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"#,
    r#""case":"55555555555555555555555555555555","failed":3,"#,
    r#""act":{"note":"鍵は髙橋へ\n以上","place":2,"sign":"lock"}}"#
);

#[test]
fn a_body_is_one_compact_object_in_a_fixed_order() {
    assert_eq!(String::from_utf8(locking().to_bytes()).unwrap(), LOCKING);
}

#[test]
fn what_the_office_does_names_no_case_and_no_day() {
    let text = String::from_utf8(founding().to_bytes()).unwrap();
    for key in ["\"case\"", "\"day\"", "\"unit\"", "\"after\"", "null"] {
        assert!(!text.contains(key), "{key} in {text}");
    }
    assert_eq!(Body::parse(text.as_bytes()).unwrap(), founding());
}

#[test]
fn every_departure_from_the_envelope_has_its_own_refusal() {
    let with = |from: &str, to: &str| {
        assert!(LOCKING.contains(from), "{from}");
        Body::parse(LOCKING.replacen(from, to, 1).as_bytes()).unwrap_err()
    };
    assert_eq!(with(r#""v":1"#, r#""v":2"#), BodyError::Version(2));
    assert_eq!(with(r#""v":1,"#, ""), BodyError::Missing("v"));
    assert_eq!(with(r#""failed":3,"#, ""), BodyError::Missing("failed"));
    assert_eq!(
        with(r#""failed":3"#, r#""failed":3,"mood":1"#),
        BodyError::Unknown("mood".into())
    );
    assert_eq!(
        with(r#""failed":3"#, r#""failed":3,"failed":0"#),
        BodyError::Duplicate("failed".into())
    );
    assert_eq!(with(r#""person":2"#, r#""person":2.0"#), BodyError::Float);
    for (from, to, key) in [
        (r#""person":2"#, r#""person":0"#, "person"),
        (r#""person":2"#, r#""person":1000"#, "person"),
        (r#""unit":3"#, r#""unit":null"#, "unit"),
        (r#""unit":3"#, r#""unit":65536"#, "unit"),
        (r#""machine":1"#, r#""machine":-1"#, "machine"),
        (r#""deputy""#, "null", "capacity"),
        (r#""deputy""#, r#""emperor""#, "capacity"),
        (":10+09:00", ":10Z", "recorded"),
        (":40:00+09:00", ":40:00.5+09:00", "happened"),
        (r#""2026-11-17""#, r#""2026-11-31""#, "day"),
        ("4444444444444444", "444444444444444F", "sitting"),
        (r#""t1""#, r#""端末""#, "terminal"),
        ("e3b0c442", "E3B0C442", "seen"),
        (r#""size":0"#, r#""size":0,"tip":1"#, "seen"),
        ("55555555", "5555555", "case"),
    ] {
        assert_eq!(with(from, to), BodyError::Value(key), "{to}");
    }
    let act = LOCKING.find(r#""act":"#).unwrap();
    let listed = format!(r#"{}"act":[]}}"#, &LOCKING[..act]);
    assert_eq!(
        Body::parse(listed.as_bytes()).unwrap_err(),
        BodyError::Value("act")
    );
    assert_eq!(Body::parse(b"[]").unwrap_err(), BodyError::NotAnObject);
    assert_eq!(
        Body::parse(format!("{LOCKING}\n{{}}").as_bytes()).unwrap_err(),
        BodyError::Trailing
    );
}

fn text() -> impl Strategy<Value = String> {
    use unicode_normalization::UnicodeNormalization as _;
    "[ぁ-んァ-ヶ一-龯a-zA-Z0-9\"\\\\/ \n\u{3099}]{0,12}".prop_map(|s| s.nfc().collect())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-(1i64 << 53)..=1 << 53).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            object(inner),
        ]
    })
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec((text(), inner), 0..6)
        .prop_map(|pairs| Value::Object(pairs.into_iter().collect()))
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![
        Role::Staff,
        Role::Manager,
        Role::Deputy,
        Role::ProtectionOfficer,
        Role::Auditor,
        Role::Administrator,
        Role::Witness,
    ])
}

fn moment() -> impl Strategy<Value = Moment> {
    (-3_218_864_400i64..=253_402_268_399).prop_map(|s| Moment::from_unix(s).unwrap())
}

prop_compose! {
    fn body()(
        machine: u32,
        unit in prop::option::of(any::<u16>().prop_map(UnitId)),
        person in 1u16..=999,
        (role, through) in (role(), prop::option::of(role())),
        (recorded, happened) in (moment(), moment()),
        day in prop::option::of(moment()),
        sitting: [u8; 8],
        terminal in "[A-Za-z0-9._-]{1,32}",
        (size, root) in (0u64..=1 << 53, any::<[u8; 32]>()),
        case: Option<[u8; 16]>,
        after: Option<[u8; 32]>,
        failed: u32,
        act in object(value()),
    ) -> Body {
        Body {
            machine,
            unit,
            person: PersonNo(person),
            capacity: Capacity { role, through },
            recorded: Recorded(recorded),
            happened: Happened(happened),
            day: day.map(|d| WorkDay(d.date())),
            sitting: SittingId(sitting),
            terminal: TerminalId::parse(&terminal).unwrap(),
            seen: Seen { size, root },
            case: case.map(CaseId),
            after: after.map(EntryId),
            failed,
            act,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(body in body()) {
        prop_assert_eq!(Body::parse(&body.to_bytes()).unwrap(), body);
    }

    #[test]
    fn a_body_with_any_byte_changed_is_read_or_refused_without_a_panic(
        at in 0..LOCKING.len(), byte: u8, cut: bool
    ) {
        let mut bytes = LOCKING.as_bytes().to_vec();
        bytes[at] = byte;
        if cut {
            bytes.truncate(at + 1);
        }
        if let Ok(body) = Body::parse(&bytes) {
            prop_assert_eq!(Body::parse(&body.to_bytes()).unwrap(), body);
        }
    }
}
