//! An act on a case is stored as JSON and read again for replay in ten years.
#![allow(clippy::unwrap_used)]

use kagiban::procedure::{CaseAct, Sign, Value};
use std::collections::BTreeMap;

#[test]
fn lines_and_rows_survive_writing_and_reading() {
    let act = CaseAct::Sign(Sign {
        open: None,
        steps: vec!["brought".into()],
        values: BTreeMap::from([(
            "row_digits".into(),
            Value::RowDigits(BTreeMap::from([(1, "0418".to_owned())])),
        )]),
        lines: BTreeMap::from([(0, Some("brought".into())), (12, None)]),
        same: ["envelopes".into()].into(),
        took: Some(41),
    });
    let json = serde_json::to_value(&act).unwrap();
    assert_eq!(json["sign"]["lines"]["12"], serde_json::Value::Null);
    assert_eq!(
        json["sign"]["values"]["row_digits"]["row-digits"]["1"],
        "0418"
    );
    assert_eq!(serde_json::from_value::<CaseAct>(json).unwrap(), act);
}

#[test]
fn an_act_with_an_unknown_word_is_not_read() {
    for json in [
        r#"{"sign":{"steps":["lock"],"force":true}}"#,
        r#"{"erase":{}}"#,
        r#"{"extend":{"until":"2026-11-20","reason":"x","by":1}}"#,
    ] {
        assert!(serde_json::from_str::<CaseAct>(json).is_err(), "{json}");
    }
}
