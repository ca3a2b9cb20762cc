//! The words of sheets, read once from `data/forms/words.toml`.
//!
//! Paper is in Japanese, whatever the screens speak; so these are no messages of `locale`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Every word; what stands in braces is filled in by [`fill`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Words {
    pub circle: String,
    pub deputy: String,
    pub sample: String,
    pub own: String,
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
    pub note_none: String,
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
    /// Columns that a table for machines has besides those of the form.
    pub csv: CsvWords,
    /// What was done, by the name that an act has in entries.
    pub acts: BTreeMap<String, String>,
}

/// Heads of columns that a table for machines has besides those of the form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CsvWords {
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

/// The embedded file is fixed at build time and read by every test of this room.
#[allow(clippy::expect_used)]
pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/forms/words.toml")).expect("words of sheets read")
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
