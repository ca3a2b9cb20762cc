use super::*;
use proptest::prelude::*;

fn text(s: &str) -> Text {
    Text::new(s).unwrap()
}

fn refused(s: &str) -> (Unfit, String, usize) {
    match Text::new(s) {
        Err(TextError::Refused {
            unfit,
            code,
            position,
        }) => (unfit, code.to_string(), position),
        other => panic!("{s:?} gave {other:?}"),
    }
}

#[test]
fn ordinary_japanese_passes_unchanged() {
    for s in [
        "",
        "現地調査票 2件",
        "髙橋　洋",
        "〇鈴木 花子",
        "㈱見本①Ⅲ",
        "葛\u{E0100}飾区",
        "𠮷田",
        "渡邉\u{E0102}",
        "A-1 (2F)",
        "～－―￥",
    ] {
        assert_eq!(text(s), s);
    }
}

#[test]
fn one_text_has_one_spelling() {
    assert_eq!(text("か\u{3099}くせい"), "がくせい");
    assert_eq!(text("ﾊﾞﾝｸﾞ･ﾃﾞｰﾀ｡"), "バング・データ。");
    assert_eq!(text("ﾊﾟﾝﾌﾚｯﾄ"), "パンフレット");
    assert_eq!(text("ｳﾞ"), "ヴ");
    assert_eq!(text("あﾞ"), "あ゛");
    assert_eq!(text("ﾟ"), "゜");
}

#[test]
fn a_compatibility_ideograph_in_a_name_is_not_replaced_by_another_character() {
    assert_eq!(text("\u{FA19}谷"), "神\u{FE00}谷");
    assert_ne!(text("\u{FA19}谷"), text("神谷"));
    assert_eq!(text("\u{FA10}本"), "塚\u{FE00}本");
    assert_eq!(text("山﨑"), "山﨑");
}

#[test]
fn what_hides_or_reorders_is_refused_by_name_and_place() {
    for (s, unfit, code, position) in [
        ("a\u{1B}[31m", Unfit::Control, "U+001B", 2),
        ("\0", Unfit::Control, "U+0000", 1),
        ("山\u{7F}", Unfit::Control, "U+007F", 2),
        ("山\u{9B}31m", Unfit::Control, "U+009B", 2),
        ("a\tb", Unfit::Tab, "U+0009", 2),
        ("a\nb", Unfit::LineBreak, "U+000A", 2),
        ("a\rb", Unfit::LineBreak, "U+000D", 2),
        ("a\u{2028}b", Unfit::LineBreak, "U+2028", 2),
        ("書類\u{202E}fdp", Unfit::Bidi, "U+202E", 3),
        ("\u{2066}", Unfit::Bidi, "U+2066", 1),
        ("\u{200F}", Unfit::Bidi, "U+200F", 1),
        ("山\u{200B}田", Unfit::Invisible, "U+200B", 2),
        ("\u{FEFF}山", Unfit::Invisible, "U+FEFF", 1),
        ("so\u{AD}ft", Unfit::Invisible, "U+00AD", 3),
        ("\u{2060}", Unfit::Invisible, "U+2060", 1),
        ("\u{3164}", Unfit::Invisible, "U+3164", 1),
        ("A\u{E0041}", Unfit::Tag, "U+E0041", 2),
        ("\u{E000}田", Unfit::PrivateUse, "U+E000", 1),
        ("\u{F0000}", Unfit::PrivateUse, "U+F0000", 1),
        ("\u{FFFE}", Unfit::Noncharacter, "U+FFFE", 1),
        ("\u{10FFFF}", Unfit::Noncharacter, "U+10FFFF", 1),
        ("\u{FDD0}", Unfit::Noncharacter, "U+FDD0", 1),
        ("山\u{FFFD}", Unfit::Lost, "U+FFFD", 2),
        ("\u{2764}\u{FE0F}", Unfit::EmojiSequence, "U+FE0F", 2),
        ("\u{1F468}\u{200D}\u{1F469}", Unfit::Invisible, "U+200D", 2),
        ("\u{1F1EF}\u{1F1F5}", Unfit::EmojiSequence, "U+1F1EF", 1),
        ("か\u{E0100}", Unfit::StrayVariation, "U+E0100", 2),
        ("葛\u{E0100}\u{E0101}", Unfit::StrayVariation, "U+E0101", 3),
        ("\u{FA19}\u{E0100}", Unfit::StrayVariation, "U+E0100", 3),
        ("\u{0301}a", Unfit::MarkWithoutBase, "U+0301", 1),
        (
            "a\u{0316}\u{0316}\u{0316}\u{0316}\u{0316}",
            Unfit::TooManyMarks,
            "U+0316",
            6,
        ),
    ] {
        assert_eq!(refused(s), (unfit, code.to_owned(), position), "{s:?}");
    }
}

#[test]
fn a_few_combining_marks_are_somebodys_name() {
    assert_eq!(text("Nguye\u{0302}\u{0303}n"), "Nguyễn");
    assert_eq!(text("セ\u{309A}"), "セ\u{309A}");
}

#[test]
fn length_is_counted_as_a_person_counts() {
    let full = "葛\u{E0100}".repeat(MAX_LINE);
    assert!(Text::new(&full).is_ok());
    assert_eq!(
        Text::new(&format!("{full}葛")),
        Err(TextError::TooLong {
            graphemes: MAX_LINE + 1,
            max: MAX_LINE
        })
    );
    assert!(Text::new(&"a".repeat(MAX_LINE)).is_ok());
    assert_eq!(
        Text::new(&"a".repeat(MAX_LINE + 1)),
        Err(TextError::TooLong {
            graphemes: MAX_LINE + 1,
            max: MAX_LINE
        })
    );
}

#[test]
fn only_spaces_is_as_good_as_nothing() {
    assert!(text(" 　").is_blank());
    assert!(!text(" 　").is_empty());
    assert_eq!(text(" 　山　田 ").trimmed(), "山　田");
}

#[test]
fn stored_text_is_judged_again_when_read() {
    assert_eq!(serde_json::from_str::<Text>("\"髙橋\"").unwrap(), "髙橋");
    for bad in [
        "\"か\u{3099}\"",
        "\"ｱ\"",
        "\"\\u202e\"",
        "\"a\\nb\"",
        "\"\u{FA19}\"",
    ] {
        assert!(serde_json::from_str::<Text>(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_paragraph_keeps_its_lines_and_names_the_bad_one() {
    let paragraph = Text::lines("一行目\r\n\r\n三行目\r四\n\n").unwrap();
    assert_eq!(paragraph.to_string(), "一行目\n\n三行目\n四");
    assert_eq!(paragraph.lines().len(), 4);
    let json = serde_json::to_string(&paragraph).unwrap();
    assert_eq!(serde_json::from_str::<Paragraph>(&json).unwrap(), paragraph);
    assert!(serde_json::from_str::<Paragraph>("\"a\\r\\nb\"").is_err());
    assert!(serde_json::from_str::<Paragraph>("\"a\\n\"").is_err());
    assert!(Text::lines("\n\n").unwrap().is_empty());
    assert!(matches!(
        Text::lines("a\nb\u{202E}"),
        Err(ParagraphError::Line {
            line: 2,
            error: TextError::Refused {
                unfit: Unfit::Bidi,
                position: 2,
                ..
            }
        })
    ));
    assert_eq!(
        Text::lines(&"a\n".repeat(MAX_LINES + 1)),
        Err(ParagraphError::TooManyLines {
            lines: MAX_LINES + 1,
            max: MAX_LINES
        })
    );
}

/// Strings in which the difficult characters are as frequent as the ordinary ones.
pub(super) fn difficult() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{1,4}",
        "[ぁ-んァ-ヶ一-龠]{1,4}",
        "[ｦ-ﾟ]{1,3}",
        proptest::sample::select(vec![
            "か\u{3099}",
            "葛\u{E0100}",
            "𠮷",
            "\u{FA19}",
            "\u{FE00}",
            "\u{FE0F}",
            "\u{200D}",
            "\u{202E}",
            "\u{1B}[0m",
            "\n",
            "\t",
            "\u{0301}",
            "\u{0958}",
            "\u{FB2C}",
            "\u{1100}\u{1161}\u{11A8}",
            "　",
            "…",
            "①",
            "（株）",
            "\u{1F600}",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn accepted_text_is_accepted_again_as_the_same(s in difficult()) {
        if let Ok(text) = Text::new(&s) {
            prop_assert_eq!(Text::stored(text.as_str()), Ok(text.clone()));
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<Text>(&json).unwrap(), text);
        }
    }

    #[test]
    fn accepted_text_has_no_control_and_no_half_width_kana(s in difficult()) {
        if let Ok(text) = Text::new(&s) {
            for c in text.as_str().chars() {
                prop_assert!(!c.is_control());
                prop_assert!(!(0xFF61..=0xFF9F).contains(&u32::from(c)));
            }
        }
    }

    #[test]
    fn the_named_position_is_where_the_character_stands(s in difficult()) {
        if let Err(TextError::Refused { code, position, .. }) = Text::new(&s) {
            let normal = normalise(&s);
            let there = |s: &str| s.chars().nth(position - 1) == Some(code.0);
            prop_assert!(there(&s) || there(&normal));
        }
    }

    #[test]
    fn accepted_paragraphs_are_accepted_again(s in "[a-c\r\n　]{0,20}") {
        let paragraph = Text::lines(&s).unwrap();
        let json = serde_json::to_string(&paragraph).unwrap();
        prop_assert_eq!(serde_json::from_str::<Paragraph>(&json).unwrap(), paragraph);
    }
}
