//! The words of sheets, read once from `data/forms/words.toml`.
//!
//! Paper is in Japanese, whatever the screens speak; so these are no messages of `locale`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Makes a struct of words, filled by the names of its fields: one small loop for a hundred fields,
/// where a derived reader of each would be a tenth of the program's data.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $(pub $word:ident: String,)* } $(and { $($(#[$of:meta])* pub $part:ident: $type:ty,)* })?) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub struct $name {
            $(pub $word: String,)*
            $($($(#[$of])* pub $part: $type,)*)?
        }

        impl $name {
            fn of(mut said: BTreeMap<String, String> $($(, $part: $type)*)?) -> Option<Self> {
                let words = Self {
                    $($word: said.remove(stringify!($word))?,)*
                    $($($part,)*)?
                };
                said.is_empty().then_some(words)
            }
        }
    };
}

words! {
    /// Every word; what stands in braces is filled in by [`fill`].
    Words {
        pub circle: String,
        pub deputy: String,
        pub sample: String,
        pub own: String,
        pub of_others: String,
        pub office_own: String,
        pub between: String,
        pub edition: String,
        pub closed: String,
        pub no_lock: String,
        pub found_open: String,
        pub not_locked: String,
        pub nobody: String,
        pub today: String,
        pub unused: String,
        pub later: String,
        pub corrected: String,
        pub again: String,
        pub off_roster: String,
        pub closed_day: String,
        pub explained: String,
        pub needed: String,
        pub waits: String,
        pub other_names: String,
        pub names_part: String,
        pub of_day: String,
        pub of_no: String,
        pub of_case: String,
        pub note_lock: String,
        pub note_again: String,
        pub note_found: String,
        pub note_received: String,
        pub note_later: String,
        pub note_later_step: String,
        pub note_corrected: String,
        pub note_change: String,
        pub note_empty: String,
        pub note_explained: String,
        pub note_waits: String,
        pub note_opened: String,
        pub note_until: String,
        pub note_counted: String,
        pub note_words: String,
        pub note_hole: String,
        pub note_open_hole: String,
        pub note_not_locked: String,
        pub note_nobody: String,
        pub note_place: String,
        pub note_place_from: String,
        pub note_so_far: String,
        pub note_added: String,
        pub note_reviewed: String,
        pub note_reviewed_before: String,
        pub note_waiting: String,
        pub note_none: String,
        pub carried: String,
        pub note_year_closed: String,
        pub note_year_explained: String,
        pub note_year_later: String,
        pub note_overdue: String,
        pub note_extended: String,
        pub note_refused: String,
        pub note_withdrawn: String,
        pub note_unconfirmed: String,
        pub unconfirmed: String,
        pub received: String,
        pub at: String,
        pub open: String,
        pub done: String,
        pub refused: String,
        pub withdrawn: String,
        pub stands: String,
        pub void: String,
        pub void_change: String,
        pub void_difference: String,
        pub differed: String,
        pub differed_fields: String,
        pub seconds: String,
        pub minutes: String,
        pub entry: String,
        pub hidden: String,
        pub unsaid: String,
        pub kept: String,
        pub special: String,
        pub keep: String,
        pub draft: String,
        pub note_draft: String,
        pub note_none_held: String,
        pub logged: String,
        pub root: String,
        pub printed: String,
        pub page: String,
        pub qr: String,
        pub continued: String,
        pub remarks: String,
    } and {
        /// Columns that a table for machines has besides those of the form.
        pub csv: CsvWords,
        /// What was done, by the name that an act has in entries.
        pub acts: BTreeMap<String, String>,
    }
}

words! {
    /// Heads of columns that a table for machines has besides those of the form.
    CsvWords {
        pub form: String,
        pub about: String,
        pub date: String,
        pub struck: String,
        pub remark: String,
        pub size: String,
        pub root: String,
        pub printed: String,
        pub sample: String,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: BTreeMap<String, String>,
    csv: BTreeMap<String, String>,
    acts: BTreeMap<String, String>,
}

/// The embedded file is fixed at build time and read by every test of this room.
#[allow(clippy::expect_used)]
pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../data/forms/words.toml")).expect("words of sheets read");
    let csv = CsvWords::of(file.csv).expect("every head, and no other");
    Words::of(file.words, csv, file.acts).expect("every word, and no other")
});

/// `template` with every `{name}` replaced by what `values` gives for it.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_and_a_name_that_nobody_filled_is_seen() {
        assert_eq!(WORDS.circle, "〇");
        assert_eq!(fill("{day}日 {no}", &[("day", "13")]), "13日 {no}");
        assert_eq!(fill("a{b", &[("b", "x")]), "a{b");
        assert_eq!(fill("{a}", &[("a", "{b}"), ("b", "x")]), "{b}");
    }
}
