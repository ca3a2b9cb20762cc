//! Text of unknown origin made fit to look at: file names, messages of the system, old records.

use super::{
    Text,
    unfit::{CodePoint, Judge},
};
use std::{borrow::Cow, fmt};

/// One line that a terminal, a sheet or a log may show. Made by [`shown`], or from [`Text`].
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown<'a>(Cow<'a, str>);

/// Makes every character that [`Text`] would refuse visible as `<U+202E>`, and leaves the rest as
/// it is. Never fails; clean text is borrowed; twice is the same as once. Not for storing.
#[must_use]
pub fn shown(s: &str) -> Shown<'_> {
    let mut judge = Judge::default();
    if s.chars().all(|c| judge.judge(c).is_ok()) {
        return Shown(Cow::Borrowed(s));
    }
    let mut judge = Judge::default();
    let mut visible = String::with_capacity(s.len() + 8);
    for c in s.chars() {
        match judge.judge(c) {
            Ok(()) => visible.push(c),
            Err(_) => visible.push_str(&format!("<{}>", CodePoint(c))),
        }
    }
    Shown(Cow::Owned(visible))
}

impl Shown<'_> {
    /// What is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same, kept apart from where it came from.
    #[must_use]
    pub fn into_owned(self) -> Shown<'static> {
        Shown(Cow::Owned(self.0.into_owned()))
    }
}

impl<'a> From<&'a Text> for Shown<'a> {
    fn from(text: &'a Text) -> Self {
        Self(Cow::Borrowed(text.as_str()))
    }
}

impl From<Text> for Shown<'static> {
    fn from(text: Text) -> Self {
        Self(Cow::Owned(text.into()))
    }
}

impl AsRef<str> for Shown<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a paste into a field of one line becomes before [`Text::new`] judges it: runs of line
/// breaks and TABs become one space (none at either end), and a no-break space, which web pages
/// are full of, an ordinary one. Everything else stays: an ESC is refused later, by name.
#[must_use]
pub fn clean_paste(s: &str) -> String {
    let breaks = |c: char| matches!(c, '\r' | '\n' | '\t');
    s.trim_matches(breaks)
        .split(breaks)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .replace('\u{A0}', " ")
}

#[cfg(test)]
mod tests {
    use super::super::line_tests::difficult;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_deceiving_file_name_shows_what_is_in_it() {
        assert_eq!(shown("名簿\u{202E}fdp.exe").as_str(), "名簿<U+202E>fdp.exe");
        assert_eq!(shown("a\u{1B}[2Jb\n").as_str(), "a<U+001B>[2Jb<U+000A>");
        assert_eq!(shown("A\u{E0041}\u{E000}").as_str(), "A<U+E0041><U+E000>");
        assert_eq!(shown("\u{0301}a").as_str(), "<U+0301>a");
    }

    #[test]
    fn clean_text_is_borrowed_as_it_is() {
        for s in ["", "名簿 令和8年度.xlsx", "葛\u{E0100}飾", "か\u{3099}"] {
            let shown = shown(s);
            assert!(matches!(shown.0, Cow::Borrowed(_)));
            assert_eq!(shown.as_str(), s);
        }
    }

    #[test]
    fn a_pasted_list_becomes_one_line() {
        assert_eq!(clean_paste("山田\r\n佐藤\t鈴木\n"), "山田 佐藤 鈴木");
        assert_eq!(
            clean_paste("\n\n見本課\u{A0}支援担当\n\n"),
            "見本課 支援担当"
        );
        assert_eq!(clean_paste("a  b"), "a  b");
        assert_eq!(clean_paste("a\u{1B}[31mb"), "a\u{1B}[31mb");
        assert!(Text::new(&clean_paste("a\u{1B}[31mb")).is_err());
    }

    proptest! {
        #[test]
        fn nothing_refused_is_left_and_twice_is_once(s in difficult()) {
            let once = shown(&s);
            let mut judge = Judge::default();
            for c in once.as_str().chars() {
                prop_assert!(judge.judge(c).is_ok());
                prop_assert!(!c.is_control());
            }
            let twice = shown(once.as_str());
            prop_assert_eq!(twice.as_str(), once.as_str());
        }

        #[test]
        fn text_is_shown_as_it_is(s in difficult()) {
            if let Ok(text) = Text::new(&s) {
                let seen = shown(text.as_str());
                prop_assert_eq!(seen.as_str(), text.as_str());
                let given = Shown::from(&text);
                prop_assert_eq!(given.as_str(), text.as_str());
            }
        }

        #[test]
        fn a_paste_has_no_break_left(s in difficult()) {
            prop_assert!(!clean_paste(&s).contains(['\r', '\n', '\t']));
        }
    }
}
