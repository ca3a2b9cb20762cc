//! Breaking text into lines of a terminal or a sheet, with a simple 禁則.

use super::plain::clusters;
use super::width::width;

/// Lines of at most `columns` (at least 2, or a wide character has no room). Japanese breaks
/// between any two characters, but closing signs do not begin a line and opening brackets do not
/// end one; words of ASCII break at spaces, which are dropped there; a LF breaks. What is longer
/// than a line by itself is cut where the line ends.
#[must_use]
pub fn wrap(s: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    for paragraph in s.split('\n') {
        wrap_line(paragraph, columns, &mut lines);
    }
    lines
}

fn wrap_line(s: &str, columns: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut taken = 0;
    let before = lines.len();
    for piece in pieces(s) {
        let needed = width(piece);
        let continued = lines.len() > before;
        if continued && line.is_empty() && piece == " " {
            continue;
        }
        if taken + needed <= columns {
            line.push_str(piece);
            taken += needed;
            continue;
        }
        if piece == " " {
            lines.push(std::mem::take(&mut line));
            taken = 0;
            continue;
        }
        if !line.is_empty() && needed <= columns {
            lines.push(line.trim_end_matches(' ').to_owned());
            line.clear();
            taken = 0;
        }
        for (_, cluster) in clusters(piece) {
            let needed = width(cluster);
            if taken + needed > columns && !line.is_empty() {
                lines.push(line.trim_end_matches(' ').to_owned());
                line.clear();
                taken = 0;
            }
            line.push_str(cluster);
            taken += needed;
        }
    }
    if !line.is_empty() || lines.len() == before {
        lines.push(line);
    }
}

/// What stays together on one line: a space, or a word or character with its brackets and signs.
fn pieces(s: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous = None;
    for (at, cluster) in clusters(s) {
        let kind = Kind::of(cluster);
        if previous.is_some_and(|previous| may_break(previous, kind)) {
            pieces.push(s.get(start..at).unwrap_or_default());
            start = at;
        }
        previous = Some(kind);
    }
    if start < s.len() {
        pieces.push(s.get(start..).unwrap_or_default());
    }
    pieces
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Word,
    Opening,
    Closing,
    Other,
}

impl Kind {
    fn of(cluster: &str) -> Self {
        match cluster.chars().next() {
            Some(' ') => Self::Space,
            Some(c) if c.is_ascii_graphic() => Self::Word,
            Some(c) => match u32::from(c) {
                // （〈《「『【〔〖〘｢［｛“‘〝
                0xFF08 | 0x3008 | 0x300A | 0x300C | 0x300E | 0x3010 | 0x3014 | 0x3016 | 0x3018
                | 0xFF62 | 0xFF3B | 0xFF5B | 0x201C | 0x2018 | 0x301D => Self::Opening,
                // 、。〉》」』】〕〗〙〟）］｝，．：；！？・‥…”’々〻ゝゞヽヾー and small kana
                0x3001
                | 0x3002
                | 0x3005
                | 0x3009
                | 0x300B
                | 0x300D
                | 0x300F
                | 0x3011
                | 0x3015
                | 0x3017
                | 0x3019
                | 0x301F
                | 0x303B
                | 0xFF09
                | 0xFF3D
                | 0xFF5D
                | 0xFF0C
                | 0xFF0E
                | 0xFF1A
                | 0xFF1B
                | 0xFF01
                | 0xFF1F
                | 0xFF61
                | 0xFF63
                | 0xFF64
                | 0x30FB..=0x30FE
                | 0x309D
                | 0x309E
                | 0x2025
                | 0x2026
                | 0x201D
                | 0x2019
                | 0x3041
                | 0x3043
                | 0x3045
                | 0x3047
                | 0x3049
                | 0x3063
                | 0x3083
                | 0x3085
                | 0x3087
                | 0x308E
                | 0x30A1
                | 0x30A3
                | 0x30A5
                | 0x30A7
                | 0x30A9
                | 0x30C3
                | 0x30E3
                | 0x30E5
                | 0x30E7
                | 0x30EE
                | 0x30F5
                | 0x30F6 => Self::Closing,
                _ => Self::Other,
            },
            None => Self::Other,
        }
    }
}

fn may_break(before: Kind, after: Kind) -> bool {
    match (before, after) {
        (Kind::Space, _) | (_, Kind::Space) => true,
        (Kind::Opening, _) | (_, Kind::Closing) | (Kind::Word, Kind::Word) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::width::tests::texts;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wrapping_keeps_closing_signs_with_what_they_close() {
        assert_eq!(
            wrap("書庫に戻した。確認した。", 12),
            ["書庫に戻し", "た。確認し", "た。"]
        );
        assert_eq!(wrap("「あ」「い」", 8), ["「あ」", "「い」"]);
        assert_eq!(wrap("あいう（え）", 8), ["あいう", "（え）"]);
        assert_eq!(wrap("チェックした", 4), ["チェ", "ック", "した"]);
        assert_eq!(wrap("。。。。", 4), ["。。", "。。"]);
    }

    #[test]
    fn words_break_at_spaces_and_only_then_inside() {
        assert_eq!(wrap("locked by two", 8), ["locked", "by two"]);
        assert_eq!(wrap("a bb  ccc", 4), ["a bb", "ccc"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("様式No.12の紙", 8), ["様式", "No.12の", "紙"]);
        assert_eq!(wrap("一\n\n二", 8), ["一", "", "二"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("abcd  ", 4), ["abcd"]);
        assert_eq!(wrap("  字下げ", 8), ["  字下げ"]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces_and_fits(text in texts(), columns in 2usize..40) {
            let s = text.as_str();
            let widest = clusters(s).map(|(_, one)| width(one)).max().unwrap_or(0);
            let lines = wrap(s, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns.max(widest), "{line}");
            }
            prop_assert_eq!(lines.concat().replace(' ', ""), s.replace(' ', ""));
        }
    }
}
