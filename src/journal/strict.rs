//! The narrow JSON of the journal: read once, read one way.
//!
//! Ordinary JSON leaves open what a duplicate key means, how many digits a number keeps and which
//! of two spellings of 「が」 a text holds. What is signed may leave nothing open.

use super::body::BodyError;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;

/// How large a body may be, in bytes.
pub const MAX_BYTES: usize = 256 * 1024;
/// How deep objects and lists may nest, the outermost counted as 1.
pub const MAX_DEPTH: usize = 16;
/// Integers lie within ±2^53: every reader of JSON keeps them exactly.
pub const MAX_INTEGER: u64 = 1 << 53;

/// Reads one JSON value under the limits above, and nothing after it.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, BodyError> {
    if bytes.len() > MAX_BYTES {
        return Err(BodyError::TooLarge(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| BodyError::Utf8(e.valid_up_to()))?;
    parse_within(text, 0)
}

/// The same for a value that stands so many objects and lists deep.
pub(super) fn parse_within(text: &str, depth: usize) -> Result<Value, BodyError> {
    let reason = RefCell::new(None);
    let mut json = serde_json::Deserializer::from_str(text);
    let found = Seed {
        depth,
        reason: &reason,
    }
    .deserialize(&mut json);
    let value = found.map_err(|e| match reason.take() {
        Some(reason) => reason,
        None => BodyError::Json {
            line: e.line(),
            column: e.column(),
        },
    })?;
    json.end().map_err(|_| BodyError::Trailing)?;
    Ok(value)
}

/// Checks a text: composed (NFC), and no control character but the line feed.
fn check_text(text: &str) -> Result<(), BodyError> {
    if text.chars().all(is_plain) {
        return Ok(());
    }
    if let Some(c) = text.chars().find(|c| c.is_control() && *c != '\n') {
        return Err(BodyError::Control(c));
    }
    if !unicode_normalization::is_nfc(text) {
        return Err(BodyError::NotNfc(text.to_owned()));
    }
    Ok(())
}

/// Most of what is written: no control character, and composed whatever stands beside it.
fn is_plain(c: char) -> bool {
    matches!(c,
        '\n' | ' '..='~'
        | '、'..='〠' // punctuation of Japanese
        | 'ぁ'..='ゖ' | '゠'..='ヿ' // kana; their combining marks stand between the two
        | '\u{4e00}'..='\u{9fff}'
        | '！'..='～')
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    depth: usize,
    /// serde's own error carries only words; the reason is handed out beside it.
    reason: &'a RefCell<Option<BodyError>>,
}

impl Seed<'_> {
    fn refuse<E: serde::de::Error>(self, reason: BodyError) -> E {
        let error = E::custom(&reason);
        self.reason.replace(Some(reason));
        error
    }

    fn text<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        check_text(text).map_err(|reason| self.refuse(reason))?;
        Ok(text.to_owned())
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH {
            return Err(self.refuse(BodyError::TooDeep));
        }
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value of the journal")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_u64<E: serde::de::Error>(self, v: u64) -> Result<Value, E> {
        if v > MAX_INTEGER {
            return Err(self.refuse(BodyError::Integer));
        }
        Ok(v.into())
    }

    fn visit_i64<E: serde::de::Error>(self, v: i64) -> Result<Value, E> {
        if v.unsigned_abs() > MAX_INTEGER {
            return Err(self.refuse(BodyError::Integer));
        }
        Ok(v.into())
    }

    fn visit_f64<E: serde::de::Error>(self, v: f64) -> Result<Value, E> {
        // An integer beyond 64 bits arrives here too.
        let huge = v.abs() > MAX_INTEGER as f64;
        Err(self.refuse(if huge {
            BodyError::Integer
        } else {
            BodyError::Float
        }))
    }

    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Value, E> {
        self.text(v).map(Value::String)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(v) = seq.next_element_seed(inner)? {
            list.push(v);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut map = Map::new();
        while let Some(key) = entries.next_key_seed(Key(self))? {
            if map.contains_key(&key) {
                return Err(self.refuse(BodyError::Duplicate(key)));
            }
            let value = entries.next_value_seed(inner)?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

/// A key: a text, checked as it is read.
struct Key<'a>(Seed<'a>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<String, E> {
        self.0.text(v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refused(json: &str) -> BodyError {
        parse(json.as_bytes()).unwrap_err()
    }

    #[test]
    fn each_looseness_of_json_is_refused_by_name() {
        assert_eq!(refused("1.5"), BodyError::Float);
        assert_eq!(refused("[1e3]"), BodyError::Float);
        assert_eq!(refused("-0"), BodyError::Float);
        assert_eq!(refused("9007199254740993"), BodyError::Integer);
        assert_eq!(refused("-9007199254740993"), BodyError::Integer);
        assert_eq!(refused("99999999999999999999999"), BodyError::Integer);
        assert_eq!(
            refused(r#"{"a":{"b":1,"b":1}}"#),
            BodyError::Duplicate("b".into())
        );
        assert_eq!(
            refused(r#"{"a":1,"\u0061":2}"#),
            BodyError::Duplicate("a".into())
        );
        assert_eq!(refused(r#"["a\tb"]"#), BodyError::Control('\t'));
        assert_eq!(refused(r#"{"\u0085":1}"#), BodyError::Control('\u{85}'));
        assert!(matches!(refused(r#""か\u3099""#), BodyError::NotNfc(_)));
        assert!(matches!(refused("{}x"), BodyError::Trailing));
        assert!(matches!(refused("{} {}"), BodyError::Trailing));
        assert!(matches!(refused(r#""\ud800""#), BodyError::Json { .. }));
        assert!(matches!(refused("\u{feff}{}"), BodyError::Json { .. }));
        assert!(matches!(refused(""), BodyError::Json { .. }));
        assert_eq!(parse(b"\"\xff\"").unwrap_err(), BodyError::Utf8(1));
        assert_eq!(
            parse(&vec![b' '; MAX_BYTES + 1]).unwrap_err(),
            BodyError::TooLarge(MAX_BYTES + 1)
        );
    }

    #[test]
    fn the_limits_themselves_are_allowed() {
        assert_eq!(
            parse(b"9007199254740992").unwrap(),
            9_007_199_254_740_992u64
        );
        assert_eq!(
            parse(b"-9007199254740992").unwrap(),
            -9_007_199_254_740_992i64
        );
        assert_eq!(parse(br#""a\nb""#).unwrap(), "a\nb");
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(parse(deep(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(refused(&deep(MAX_DEPTH + 1)), BodyError::TooDeep);
    }

    #[test]
    fn what_is_plain_needs_no_further_check() {
        use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
        let plain: Vec<char> = (char::MIN..=char::MAX).filter(|c| is_plain(*c)).collect();
        assert!(plain.len() > 21_000);
        for c in plain {
            assert!(!c.is_control() || c == '\n', "{c:?}");
            assert_eq!(canonical_combining_class(c), 0, "{c:?}");
            let quick = is_nfc_quick(std::iter::once(c));
            assert!(matches!(quick, IsNormalized::Yes), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end_in_a_value_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes).map(|v| v.to_string());
        }

        #[test]
        fn nearly_json_ends_in_a_value_or_an_error(text in r#"[\[\]{}":,0-9eE.+\-\\ua-f ]{0,120}"#) {
            let _ = parse(text.as_bytes()).map(|v| v.to_string());
        }
    }
}
