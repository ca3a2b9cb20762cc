//! What reaches the terminal, cell by cell.

use super::Canvas;
use super::row::Row;
use crate::locale::{Lang, Locale};
use crate::tui::ink::{Ambiguous, Ink};
use crate::tui::theme::{Mark, Tone};
use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;

fn painted(ink: Ink, paint: impl FnOnce(&mut Canvas<'_>)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 2));
    let mut cursor = None;
    let area = buffer.area;
    paint(&mut Canvas::new(&mut buffer, area, ink, &mut cursor));
    buffer
}

fn wide() -> Ink {
    Ink {
        ambiguous: Ambiguous::Wide,
        ..Ink::default()
    }
}

#[test]
fn columns_stand_under_each_other_whatever_the_width_of_names() {
    let buffer = painted(Ink::default(), |canvas| {
        canvas.row(0, &Row::new().cell(8, "書庫A").text("18:41"));
        canvas.row(1, &Row::new().cell(8, "キャビネット4").text("18:42"));
    });
    assert_eq!(buffer[(8, 0)].symbol(), "1");
    assert_eq!(buffer[(8, 1)].symbol(), "1");
    assert_eq!(buffer[(6, 1)].symbol(), ".");
}

#[test]
fn an_escape_sequence_in_a_name_is_shown_and_not_sent() {
    let buffer = painted(Ink::default(), |canvas| {
        canvas.text(0, 0, Tone::Plain, "A\u{1b}[31mB");
    });
    let row: String = (0..20).map(|x| buffer[(x, 0)].symbol()).collect();
    assert!(row.starts_with("A<U+001B>[31mB"), "{row}");
}

#[test]
fn an_ambiguous_character_takes_two_columns_where_the_console_gives_it_two() {
    let buffer = painted(wide(), |canvas| {
        canvas.row(0, &Row::new().cell(6, "①A").text("B"));
    });
    assert_eq!(buffer[(0, 0)].cell_width(), 2);
    assert_eq!(buffer[(2, 0)].symbol(), "A");
    assert_eq!(buffer[(6, 0)].symbol(), "B");
    assert_eq!(wide().cut("①②③④", 6), "①②..");
}

#[test]
fn a_box_over_japanese_keeps_its_left_border_at_every_column() {
    for left in 1..7 {
        let buffer = painted(Ink::default(), |canvas| {
            canvas.text(0, 0, Tone::Plain, "日本語日本語日本語");
            let mut over = canvas.over(left, 0, 6, 1);
            over.text(0, 0, Tone::Plain, "|    |");
        });
        assert_eq!(buffer[(left, 0)].symbol(), "|");
        assert!(buffer[(left - 1, 0)].cell_width() == 1 || left % 2 == 0);
        assert!((0..left - 1).all(|x| x + buffer[(x, 0)].cell_width() <= left));
    }
}

#[test]
fn text_ends_at_the_edge_without_half_a_character() {
    let buffer = painted(Ink::default(), |canvas| {
        canvas.text(1, 0, Tone::Plain, "日".repeat(30));
    });
    assert_eq!(buffer[(17, 0)].symbol(), "日");
    assert_eq!(buffer[(19, 0)].symbol(), " ");
}

#[test]
fn a_mark_is_a_word_and_not_only_a_colour() {
    let words = Locale::new(Lang::Ja);
    let buffer = painted(Ink::default(), |canvas| {
        canvas.row(0, &Row::new().mark(Mark::Late, words).text("No.31"));
    });
    assert_eq!(buffer[(0, 0)].symbol(), "遅");
    assert_eq!(buffer[(2, 0)].symbol(), "N");
}
