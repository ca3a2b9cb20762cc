//! What the reader of TOML does not take, in words.

use crate::locale::Locale;
use crate::t;
use crate::text::{TomlFault, TomlKind, shown};

/// What is wrong; names of the file pass through `text`.
#[must_use]
pub fn fault(fault: &TomlFault, words: Locale) -> String {
    let clean = |name: &String| shown(name).as_str().to_owned();
    match fault {
        TomlFault::Key { name, allowed } => {
            let name = clean(name);
            match list(allowed) {
                None => t!(words, toml_key, name = name),
                Some(allowed) => t!(words, toml_key_allowed, name = name, allowed = allowed),
            }
        }
        TomlFault::Choice { name, allowed } => {
            let name = clean(name);
            match list(allowed) {
                None => t!(words, toml_choice, name = name),
                Some(allowed) => t!(words, toml_choice_allowed, name = name, allowed = allowed),
            }
        }
        TomlFault::Missing(name) => t!(words, toml_missing, name = clean(name)),
        TomlFault::Twice(Some(name)) => t!(words, toml_twice, name = clean(name)),
        TomlFault::Kind { name, wanted } => {
            let wanted = kind(*wanted, words);
            match name {
                Some(name) => t!(words, toml_kind, name = clean(name), wanted = wanted),
                None => t!(words, toml_kind_bare, wanted = wanted),
            }
        }
        TomlFault::Value(Some(name)) => t!(words, toml_value, name = clean(name)),
        TomlFault::Value(None) => t!(words, toml_value_bare),
        TomlFault::Twice(None) | TomlFault::Syntax => t!(words, toml_syntax),
    }
}

/// What may stand there; none where the reader does not know it.
fn list(allowed: &[String]) -> Option<String> {
    (!allowed.is_empty()).then(|| allowed.join(", "))
}

fn kind(kind: TomlKind, words: Locale) -> String {
    match kind {
        TomlKind::Text => t!(words, toml_kind_text),
        TomlKind::Number => t!(words, toml_kind_number),
        TomlKind::Truth => t!(words, toml_kind_truth),
        TomlKind::List => t!(words, toml_kind_list),
        TomlKind::Table => t!(words, toml_kind_table),
        TomlKind::Date => t!(words, toml_kind_date),
    }
}
