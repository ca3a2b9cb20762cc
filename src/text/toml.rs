//! What is wrong with a file of TOML that people write: definitions, layouts, set-up files, the
//! configuration. The reader says it in English sentences; here they become what a person needs to
//! know, so that it can be said in their language.

use toml::de::Error;

/// What the reader of TOML does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TomlFault {
    /// A key that is not known there.
    Key {
        /// The key.
        name: String,
        /// What may stand there, where the reader knows it.
        allowed: Vec<String>,
    },
    /// A word that is none of those that may be chosen.
    Choice {
        /// The word.
        name: String,
        /// What may stand there.
        allowed: Vec<String>,
    },
    /// A key is missing.
    Missing(String),
    /// A key twice.
    Twice(Option<String>),
    /// A value of another kind.
    Kind {
        /// The key, where it stands on the line.
        name: Option<String>,
        /// What is wanted.
        wanted: TomlKind,
    },
    /// A value of the right kind that is not taken.
    Value(Option<String>),
    /// No TOML at all.
    Syntax,
}

/// The kinds of values in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TomlKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Truth,
    /// A list.
    List,
    /// A table.
    Table,
    /// A date, or a time.
    Date,
}

impl TomlFault {
    /// What the reader says of `text`, and in which line, from 1, where it knows.
    #[must_use]
    pub fn of(error: &Error, text: &str) -> (Option<usize>, Self) {
        let at = error.span().map(|span| span.start);
        let line = at.map(|at| {
            let before = text.as_bytes().iter().take(at);
            before.filter(|byte| **byte == b'\n').count() + 1
        });
        let key = line.and_then(|line| key_of(text.lines().nth(line - 1)?));
        (line, Self::read(error.message(), key, text))
    }

    fn read(said: &str, key: Option<String>, text: &str) -> Self {
        let named = |from: &str| said.strip_prefix(from).and_then(|rest| words(rest).next());
        let allowed = || {
            let rest = said.split_once(", expected ").map_or("", |(_, rest)| rest);
            words(rest).map(str::to_owned).collect()
        };
        if said.starts_with("duplicate key") {
            return Self::Twice(key);
        }
        if toml::from_str::<toml::Table>(text).is_err() {
            return Self::Syntax;
        }
        if let Some(name) = named("unknown field ") {
            let (name, allowed) = (name.to_owned(), allowed());
            return Self::Key { name, allowed };
        }
        if let Some(name) = named("unknown variant ") {
            let (name, allowed) = (name.to_owned(), allowed());
            return Self::Choice { name, allowed };
        }
        if let Some(name) = named("missing field ") {
            return Self::Missing(name.to_owned());
        }
        if let Some(name) = named("duplicate field ") {
            return Self::Twice(Some(name.to_owned()));
        }
        let wanted = said
            .strip_prefix("invalid type: ")
            .and_then(|rest| kind(rest.rsplit_once(", expected ")?.1));
        match (wanted, words(said).next()) {
            (Some(wanted), _) => Self::Kind { name: key, wanted },
            // A word that one of our own readers does not take: a source, a law.
            (None, Some(name)) if !said.starts_with("invalid ") => Self::Choice {
                name: name.to_owned(),
                allowed: Vec::new(),
            },
            (None, _) => Self::Value(key),
        }
    }
}

/// What stands between backquotes.
fn words(said: &str) -> impl Iterator<Item = &str> {
    said.split('`').skip(1).step_by(2)
}

/// The kind that the reader asks for: `a string`, `u32`, `struct Label`.
fn kind(said: &str) -> Option<TomlKind> {
    let has = |names: &[&str]| names.iter().any(|name| said.contains(name));
    Some(match said {
        _ if has(&["datetime", "date"]) => TomlKind::Date,
        _ if has(&["string", "char", "identifier"]) => TomlKind::Text,
        _ if has(&["bool"]) => TomlKind::Truth,
        _ if has(&["sequence", "array", "tuple"]) => TomlKind::List,
        _ if has(&["struct", "map", "table", "enum"]) => TomlKind::Table,
        _ if said
            .trim_start_matches(['u', 'i', 'f'])
            .starts_with(|c: char| c.is_ascii_digit())
            || has(&["integer", "float", "number"]) =>
        {
            TomlKind::Number
        }
        _ => return None,
    })
}

/// The key that a line gives a value.
fn key_of(line: &str) -> Option<String> {
    let (key, _) = line.split_once('=')?;
    let key = key.rsplit(['{', ',', '.']).next()?.trim().trim_matches('"');
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    (!key.is_empty() && key.chars().all(fits)).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Office {
        name: String,
        kind: Option<Kind>,
        rows: Option<u32>,
        open: Option<bool>,
        days: Option<Vec<u8>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        TakeOut,
        Sending,
    }

    fn fault(text: &str) -> (Option<usize>, TomlFault) {
        TomlFault::of(&toml::from_str::<Office>(text).unwrap_err(), text)
    }

    fn kind(name: &str, wanted: TomlKind) -> TomlFault {
        let name = Some(name.to_owned());
        TomlFault::Kind { name, wanted }
    }

    #[test]
    fn what_the_reader_says_becomes_what_a_person_needs_to_know() {
        let name = "name = \"a\"\n";
        let key = TomlFault::Key {
            name: "nmae".to_owned(),
            allowed: ["name", "kind", "rows", "open", "days"]
                .map(str::to_owned)
                .into(),
        };
        assert_eq!(fault("nmae = 1\n"), (Some(1), key));
        let choice = TomlFault::Choice {
            name: "stuff".to_owned(),
            allowed: ["take-out", "sending"].map(str::to_owned).into(),
        };
        assert_eq!(
            fault(&format!("{name}kind = \"stuff\"\n")),
            (Some(2), choice)
        );
        let missing = TomlFault::Missing("name".to_owned());
        assert_eq!(fault("rows = 1\n").1, missing);
        for (line, wanted) in [
            ("rows = \"ten\"", kind("rows", TomlKind::Number)),
            ("rows = []", kind("rows", TomlKind::Number)),
            ("open = 1", kind("open", TomlKind::Truth)),
            ("days = 1", kind("days", TomlKind::List)),
            ("days = [\"a\"]", kind("days", TomlKind::Number)),
            ("name = \"b\"", TomlFault::Twice(Some("name".to_owned()))),
            ("rows = -1", TomlFault::Value(Some("rows".to_owned()))),
            ("rows = ", TomlFault::Syntax),
            ("[rows", TomlFault::Syntax),
        ] {
            assert_eq!(
                fault(&format!("{name}{line}\n")),
                (Some(2), wanted),
                "{line}"
            );
        }
    }
}
