//! Words of data files, in both languages: labels of definitions (offices write them, and they are
//! what was signed), names of roles and profiles.

use super::Text;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// A text of a definition in Japanese and English. Offices write these too, so what is read is
/// judged as [`Text`] is (law 10).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The binding text.
    #[serde(deserialize_with = "judged")]
    pub ja: String,
    /// The English reading of it.
    #[serde(deserialize_with = "judged")]
    pub en: String,
}

fn judged<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Text::deserialize(from).map(String::from)
}

/// Which of a label's texts is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Label {
    /// The text in `tongue`.
    #[must_use]
    pub fn get(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::Ja => &self.ja,
            Tongue::En => &self.en,
        }
    }

    /// The text in `tongue` with every `{name}` replaced by what `values` gives for it.
    /// A name that `values` lacks stays as it is written, so that it is seen.
    #[must_use]
    pub fn fill(&self, tongue: Tongue, values: &BTreeMap<String, String>) -> String {
        let mut rest = self.get(tongue);
        let mut out = String::with_capacity(rest.len());
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            out.push_str(before);
            let Some(close) = from.find('}') else {
                rest = from;
                break;
            };
            let (name, after) = from.split_at(close + 1);
            let key = name.trim_start_matches('{').trim_end_matches('}');
            match values.get(key) {
                Some(value) => out.push_str(value),
                None => out.push_str(name),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_an_office_is_judged_like_any_text() {
        let label: Label = toml::from_str("ja = \"戻す日\"\nen = \"Due back\"").unwrap();
        assert_eq!(label.get(Tongue::Ja), "戻す日");
        for bad in ["\\u202E", "a\\nb", "ｶﾅ"] {
            let file = format!("ja = \"{bad}\"\nen = \"x\"");
            assert!(toml::from_str::<Label>(&file).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_sentence_shows_the_names_that_nobody_filled() {
        let label: Label = toml::from_str("ja = \"{place}を{who}が\"\nen = \"{\"").unwrap();
        let values = BTreeMap::from([("place".to_owned(), "書庫A".to_owned())]);
        assert_eq!(label.fill(Tongue::Ja, &values), "書庫Aを{who}が");
        assert_eq!(label.fill(Tongue::En, &values), "{");
    }
}
