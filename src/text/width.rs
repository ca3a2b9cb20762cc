//! Columns of a terminal, as ratatui lays text out, and cutting and filling by them.
//!
//! Ambiguous characters (…, ①, ○) count one column here, as in ratatui; a terminal that draws them
//! wide is the painter's business.

use super::plain::{clusters, columns};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Columns that one grapheme cluster takes. ratatui adds one for each half-width voicing mark and
/// drops clusters with a control character.
pub(super) fn cluster_width(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    let marks = cluster
        .chars()
        .filter(|c| matches!(u32::from(*c), 0xFF9E | 0xFF9F))
        .count();
    cluster.width() + marks
}

/// Columns that a line takes on the terminal.
#[must_use]
pub fn width(s: &str) -> usize {
    let plain = s.chars().try_fold(0, |sum, c| Some(sum + columns(c)?));
    plain.unwrap_or_else(|| s.graphemes(true).map(cluster_width).sum())
}

/// The longest beginning of `s` that takes at most `columns`, never half a glyph, and its width.
fn beginning(s: &str, columns: usize) -> (&str, usize) {
    let mut taken = 0;
    for (at, cluster) in clusters(s) {
        let next = taken + width(cluster);
        if next > columns {
            return (s.get(..at).unwrap_or_default(), taken);
        }
        taken = next;
    }
    (s, taken)
}

/// `s`, or its beginning and `..` where it takes more than `columns`. ASCII dots: the width of …
/// depends on the terminal.
#[must_use]
pub fn ellipsis(s: &str, columns: usize) -> Cow<'_, str> {
    if width(s) <= columns {
        return Cow::Borrowed(s);
    }
    let dots = columns.min(2);
    let (kept, _) = beginning(s, columns - dots);
    Cow::Owned(format!("{kept}{}", ".".repeat(dots)))
}

/// Exactly `columns` wide: cut as by [`ellipsis`], filled with spaces behind.
#[must_use]
pub fn pad(s: &str, columns: usize) -> String {
    let cut = ellipsis(s, columns);
    let fill = columns.saturating_sub(width(&cut));
    format!("{cut}{}", " ".repeat(fill))
}

/// Exactly `columns` wide: cut as by [`ellipsis`], filled with spaces before, for numbers.
#[must_use]
pub fn pad_start(s: &str, columns: usize) -> String {
    let cut = ellipsis(s, columns);
    let fill = columns.saturating_sub(width(&cut));
    format!("{}{cut}", " ".repeat(fill))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Text, line_tests::difficult};
    use super::*;
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    /// Where ratatui stands after painting `s`.
    fn painted(s: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
        usize::from(buffer.set_stringn(0, 0, s, 2000, Style::new()).0)
    }

    #[test]
    fn names_take_the_columns_that_the_terminal_gives_them() {
        for (s, columns) in [
            ("", 0),
            ("ABC", 3),
            ("鍵番", 4),
            ("葛\u{E0100}飾", 4),
            ("神\u{FE00}谷", 4),
            ("か\u{3099}", 2),
            ("𠮷田", 4),
            ("ｶﾞ", 2),
            ("①…○", 3),
            ("セ\u{309A}", 2),
            ("Nguyễn", 6),
        ] {
            assert_eq!(width(s), columns, "{s}");
            assert_eq!(painted(s), columns, "{s}");
        }
    }

    #[test]
    fn a_long_title_ends_in_two_dots_and_never_in_half_a_glyph() {
        assert_eq!(ellipsis("現地調査票", 10), "現地調査票");
        assert_eq!(ellipsis("現地調査票", 9), "現地調..");
        assert_eq!(ellipsis("現地調査票", 8), "現地調..");
        assert_eq!(ellipsis("現地調査票", 7), "現地..");
        assert_eq!(ellipsis("葛\u{E0100}飾区役所", 6), "葛\u{E0100}飾..");
        assert_eq!(ellipsis("現地", 3), "..");
        assert_eq!(ellipsis("現地", 1), ".");
        assert_eq!(ellipsis("現地", 0), "");
        assert_eq!(pad("現地調査票", 9), "現地調.. ");
        assert_eq!(pad("鍵", 4), "鍵  ");
        assert_eq!(pad_start("8:42", 5), " 8:42");
    }

    pub(in super::super) fn texts() -> impl Strategy<Value = Text> {
        difficult().prop_filter_map("refused", |s| Text::new(&s).ok())
    }

    proptest! {
        #[test]
        fn width_is_what_ratatui_paints(text in texts()) {
            prop_assert_eq!(width(text.as_str()), painted(text.as_str()));
        }

        #[test]
        fn cut_and_filled_text_fits_exactly(text in texts(), columns in 0usize..40) {
            let s = text.as_str();
            let cut = ellipsis(s, columns);
            prop_assert!(width(&cut) <= columns);
            prop_assert!(cut == s || s.starts_with(cut.trim_end_matches('.')) || cut.len() <= 2);
            prop_assert_eq!(width(&pad(s, columns)), columns);
            prop_assert_eq!(width(&pad_start(s, columns)), columns);
        }
    }
}
