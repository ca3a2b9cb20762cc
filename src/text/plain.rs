//! The characters of ordinary Japanese text, each of which stands for itself: no mark joins them,
//! none is refused, none is written otherwise when normalised. Nearly all text is made of nothing
//! else, and is measured and judged without tables.

use std::str::CharIndices;
use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation as _};

/// The columns of a plain character; none for any other.
pub(super) fn columns(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        // Signs and brackets, kana without combining marks, ideographs, full-width forms.
        '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A0}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

/// Whether every character is plain.
pub(super) fn is_plain(s: &str) -> bool {
    s.chars().all(|c| columns(c).is_some())
}

/// What a person counts as characters (grapheme clusters), each with where it begins.
pub fn clusters(s: &str) -> Clusters<'_> {
    Clusters {
        all: s,
        walk: if is_plain(s) {
            Walk::Plain(s.char_indices())
        } else {
            Walk::Any(s.grapheme_indices(true))
        },
    }
}

/// See [`clusters`].
pub struct Clusters<'a> {
    all: &'a str,
    walk: Walk<'a>,
}

enum Walk<'a> {
    Plain(CharIndices<'a>),
    Any(GraphemeIndices<'a>),
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.walk {
            Walk::Plain(chars) => {
                let (at, c) = chars.next()?;
                Some((at, self.all.get(at..at + c.len_utf8())?))
            }
            Walk::Any(clusters) => clusters.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::normalise;
    use super::super::line_tests::difficult;
    use super::super::unfit::Judge;
    use super::super::width::cluster_width;
    use super::*;
    use proptest::prelude::*;

    fn plain() -> impl Iterator<Item = char> {
        ('\u{0}'..=char::MAX).filter(|c| columns(*c).is_some())
    }

    #[test]
    fn a_plain_character_is_what_the_tables_say() {
        let mut judge = Judge::default();
        for c in plain() {
            let s = c.to_string();
            assert_eq!(columns(c), Some(cluster_width(&s)), "{c:?}");
            assert_eq!(normalise(&s), s, "{c:?}");
            assert!(judge.judge(c).is_ok(), "{c:?}");
        }
    }

    #[test]
    fn plain_characters_join_no_other() {
        let all: String = plain().collect();
        assert_eq!(all.graphemes(true).count(), all.chars().count());
        assert_eq!(normalise(&all), all);
    }

    proptest! {
        #[test]
        fn clusters_are_those_of_the_tables(s in difficult()) {
            let found: Vec<_> = clusters(&s).collect();
            let tables: Vec<_> = s.grapheme_indices(true).collect();
            prop_assert_eq!(found, tables);
        }

        #[test]
        fn plain_text_is_one_cluster_a_character(s in "[ -~ぁ-んァ-ヶ一-龠！-～、。「」〇々ー]{0,40}") {
            prop_assert!(is_plain(&s));
            prop_assert_eq!(s.graphemes(true).count(), s.chars().count());
            prop_assert_eq!(normalise(&s), s);
        }
    }
}
