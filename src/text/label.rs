//! Words of data files, in both languages: labels of definitions (offices write them, and they are
//! what was signed), names of roles and profiles.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A text of a definition in Japanese and English.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The binding text.
    pub ja: String,
    /// The English reading of it.
    pub en: String,
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
