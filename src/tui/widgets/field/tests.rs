//! What a person types, pastes and deletes.

use super::refusal::FieldRefusal;
use super::{Field, Typed};
use crate::locale::{Lang, Locale};
use crate::tui::ink::Ink;
use crate::tui::input::Key;
use crossterm::event::KeyCode;
use std::time::Instant;

fn typed(field: &mut Field, text: &str) -> Typed {
    let mut last = Typed::Pass;
    for c in text.chars() {
        last = field.key(&Key::pressed(KeyCode::Char(c), Instant::now()));
    }
    last
}

fn press(field: &mut Field, code: KeyCode) -> Typed {
    field.key(&Key::pressed(code, Instant::now()))
}

#[test]
fn deleting_takes_what_a_person_calls_one_character() {
    let mut field = Field::text(20);
    typed(&mut field, "渡邉\u{E0102}か\u{3099}");
    press(&mut field, KeyCode::Backspace);
    assert_eq!(field.value(), "渡邉\u{E0102}");
    press(&mut field, KeyCode::Backspace);
    assert_eq!(field.value(), "渡");
}

#[test]
fn the_cursor_stands_by_columns_and_not_by_characters() {
    let mut field = Field::text(20);
    typed(&mut field, "髙橋A");
    assert_eq!(field.window(Ink::default(), 10).1, 5);
    press(&mut field, KeyCode::Left);
    press(&mut field, KeyCode::Left);
    assert_eq!(field.window(Ink::default(), 10).1, 2);
}

#[test]
fn a_long_value_shows_the_part_with_the_cursor() {
    let mut field = Field::text(40);
    typed(&mut field, "商店街支援事業交付決定通知");
    let (window, cursor) = field.window(Ink::default(), 10);
    assert_eq!((window.as_str(), cursor), ("付決定通知", 10));
    press(&mut field, KeyCode::Home);
    let (window, cursor) = field.window(Ink::default(), 10);
    assert_eq!((window.as_str(), cursor), ("商店街支援", 0));
}

#[test]
fn a_count_takes_full_width_digits_and_nothing_else() {
    let mut field = Field::digits(4);
    assert_eq!(typed(&mut field, "１15"), Typed::Changed);
    assert_eq!(field.value(), "115");
    assert_eq!(
        typed(&mut field, "件"),
        Typed::Refused(FieldRefusal::Digits)
    );
    assert_eq!(
        typed(&mut field, "77"),
        Typed::Refused(FieldRefusal::Full(4))
    );
    assert_eq!(field.number(), Some(1157));
}

#[test]
fn a_number_to_which_the_cursor_comes_back_is_typed_anew_and_words_are_edited() {
    let mut field = Field::digits(7).with("114");
    field.come_back();
    typed(&mut field, "115");
    assert_eq!(field.value(), "115");
    // Whoever moves in it first wants to mend it.
    field.come_back();
    press(&mut field, KeyCode::Backspace);
    typed(&mut field, "6");
    assert_eq!(field.value(), "116");
    // What cannot stand there takes nothing away.
    field.come_back();
    typed(&mut field, "件");
    assert_eq!(field.value(), "116");
    let mut field = Field::text(20).with("書庫A");
    field.come_back();
    typed(&mut field, "2");
    assert_eq!(field.value(), "書庫A2");
}

#[test]
fn a_paste_with_an_escape_sequence_is_refused_by_name_and_changes_nothing() {
    let mut field = Field::text(20).with("書庫");
    let Typed::Refused(refusal) = field.paste("A\u{1B}[2J") else {
        panic!("taken");
    };
    let words = refusal.words(Locale::new(Lang::Ja));
    assert!(words.contains("U+001B"), "{words}");
    assert_eq!(field.value(), "書庫");
}

#[test]
fn a_paste_of_two_lines_becomes_one() {
    let mut field = Field::text(20);
    assert_eq!(field.paste("見本課\r\n支援担当\n"), Typed::Changed);
    assert_eq!(field.value(), "見本課 支援担当");
}

#[test]
fn a_pin_is_shown_as_stars_and_gone_when_taken() {
    let mut field = Field::secret(32);
    typed(&mut field, "１23456");
    assert_eq!(field.window(Ink::default(), 8).0.as_str(), "******  ");
    assert_eq!(field.take().as_str(), "123456");
    assert!(field.is_empty());
    assert!(!format!("{field:?}").contains("123456"));
}
