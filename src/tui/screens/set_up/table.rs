//! A table of people or of places: from a file, or pasted out of a spreadsheet.

use super::page::{Look, Turn};
use crate::desk::import::{Column, Misfit, Why};
use crate::locale::Locale;
use crate::t;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::widgets::List;
use crate::tui::{Action, Canvas, Key, Offer, Row, Tone};
use crossterm::event::KeyCode;
use std::path::PathBuf;

/// The most that is collected key by key, in bytes.
const MOST: usize = 1 << 20;

/// What a table does with a key.
pub(crate) enum TableTurn {
    /// Taken.
    Taken,
    /// Not taken, and why.
    Refused(String),
    /// Read this file.
    Read(PathBuf),
    /// This is the text of the table.
    Text(String),
    /// Esc.
    Left,
}

pub(crate) struct Table {
    /// Which columns it wants, in words.
    columns: String,
    form: Form,
    /// What a console hands over key by key when something is pasted.
    raw: Option<String>,
    misfits: Vec<Misfit>,
    list: List,
}

impl Table {
    pub(crate) fn new(columns: String, words: Locale) -> Self {
        let path =
            Entry::line(t!(words, setup_table_path), 400, 56).hint(t!(words, setup_table_hint));
        Self {
            columns,
            form: Form::new(vec![path]),
            raw: None,
            misfits: Vec::new(),
            list: List::default(),
        }
    }

    /// It did not fit.
    pub(super) fn misfits(&mut self, misfits: Vec<Misfit>, words: Locale) -> Turn {
        Turn::Refused(self.does_not_fit(misfits, words))
    }

    /// Lists what does not fit, and says how much that is.
    pub(crate) fn does_not_fit(&mut self, misfits: Vec<Misfit>, words: Locale) -> String {
        self.list = List::new(misfits.len());
        self.misfits = misfits;
        t!(words, setup_table_misfits, count = self.misfits.len())
    }

    pub(crate) fn key(&mut self, key: &Key, words: Locale) -> TableTurn {
        if let Some(raw) = &mut self.raw {
            return match key.code {
                _ if key.action == Some(Action::Back) => TableTurn::Left,
                KeyCode::Enter if !key.burst => {
                    TableTurn::Text(self.raw.take().unwrap_or_default())
                }
                code => {
                    let c = match code {
                        KeyCode::Enter => Some('\n'),
                        KeyCode::Tab => Some('\t'),
                        _ => key.char(),
                    };
                    if raw.len() < MOST {
                        raw.extend(c);
                    }
                    TableTurn::Taken
                }
            };
        }
        let pasted = key.burst && matches!(key.code, KeyCode::Enter | KeyCode::Tab);
        if pasted {
            let mut raw = self.form.value(0).to_owned();
            raw.push(if key.code == KeyCode::Tab { '\t' } else { '\n' });
            self.raw = Some(raw);
            self.form = Form::new(vec![
                Entry::line(t!(words, setup_table_path), 400, 56)
                    .hint(t!(words, setup_table_pasting)),
            ]);
            return TableTurn::Taken;
        }
        match key.action {
            Some(Action::Up | Action::Down | Action::PageDown | Action::PageUp) => {
                self.list.key(key);
                return TableTurn::Taken;
            }
            Some(Action::NextField | Action::PreviousField) => return TableTurn::Taken,
            _ => {}
        }
        match self.form.key(key, words) {
            FormTurn::Left => TableTurn::Left,
            FormTurn::Refused(why) => TableTurn::Refused(why),
            FormTurn::Done if self.form.text(0).is_blank() => {
                TableTurn::Refused(t!(words, setup_table_hint))
            }
            FormTurn::Done => TableTurn::Read(PathBuf::from(self.form.text(0).as_str())),
            FormTurn::Taken | FormTurn::Pass => TableTurn::Taken,
        }
    }

    pub(crate) fn paste(&mut self, text: &str, words: Locale) -> TableTurn {
        // One line is a path, more are a table.
        if text.trim_matches(['\r', '\n']).contains(['\r', '\n', '\t']) {
            self.raw = None;
            return TableTurn::Text(text.to_owned());
        }
        match self.form.paste(text, words) {
            FormTurn::Refused(why) => TableTurn::Refused(why),
            _ => TableTurn::Taken,
        }
    }

    pub(crate) fn hint(&self, words: Locale) -> String {
        match &self.raw {
            Some(raw) => t!(words, setup_table_lines, count = raw.lines().count()),
            None => self.form.hint().to_owned(),
        }
    }

    pub(crate) fn actions(&self, words: Locale) -> Vec<Offer> {
        vec![
            Action::Next.called(t!(words, setup_key_read)),
            Action::Up.quietly(),
            Action::Down.quietly(),
            Action::PageDown.quietly(),
            Action::PageUp.quietly(),
            Action::NextField.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    pub(super) fn draw(&mut self, canvas: &mut Canvas<'_>, look: Look) {
        self.paint(canvas, look.words);
    }

    /// Paints it.
    pub(crate) fn paint(&mut self, canvas: &mut Canvas<'_>, words: Locale) {
        canvas.text(2, 0, Tone::Heading, t!(words, setup_table_heading));
        let columns = t!(words, setup_table_columns, columns = self.columns.as_str());
        let y = canvas.paragraph(2, 2, Tone::Plain, columns);
        let y = canvas.paragraph(2, y, Tone::Plain, t!(words, setup_table_how));
        self.form.draw(canvas, (2, y + 1), 10, self.raw.is_none());
        let mut at = y + 3;
        if let Some(raw) = &self.raw {
            let lines = t!(words, setup_table_lines, count = raw.lines().count());
            canvas.text(2, at, Tone::Heading, lines);
            canvas.cursor(2, at);
        } else if !self.misfits.is_empty() {
            let count = self.misfits.len();
            canvas.text(
                2,
                at,
                Tone::Heading,
                t!(words, setup_table_list, count = count),
            );
            at += 1;
            let rows = canvas.height().saturating_sub(at + 1);
            let misfits = &self.misfits;
            self.list.draw(canvas, (1, at), rows, false, |nth| {
                let text = misfits.get(nth).map(|m| misfit(m, words));
                Row::new().gap(3).text(text.unwrap_or_default())
            });
            self.list.draw_below(canvas, (3, at + rows), words);
        }
    }
}

/// What does not fit in a form that obeys the rules of a table: the column and why.
pub(crate) fn cell_misfit(misfit: &Misfit, words: Locale) -> String {
    let why = why(&misfit.why, words);
    match misfit.column {
        None => why,
        Some(column) => {
            let column = self::column(column, words);
            t!(words, setup_misfit_field, column = column, why = why)
        }
    }
}

/// 「3行 役割  部長 という役割は、この決まりにありません」.
pub(crate) fn misfit(misfit: &Misfit, words: Locale) -> String {
    let why = why(&misfit.why, words);
    match (misfit.row, misfit.column) {
        (0, _) => why,
        (row, None) => t!(words, setup_misfit_row, row = row, why = why),
        (row, Some(column)) => {
            let column = self::column(column, words);
            t!(
                words,
                setup_misfit_cell,
                row = row,
                column = column,
                why = why
            )
        }
    }
}

fn column(column: Column, words: Locale) -> String {
    match column {
        Column::Number => t!(words, setup_column_number),
        Column::Name => t!(words, setup_column_name),
        Column::Kana => t!(words, setup_column_kana),
        Column::Section => t!(words, setup_column_section),
        Column::Role => t!(words, setup_column_role),
        Column::Place => t!(words, setup_column_place),
        Column::Key => t!(words, setup_column_key),
        Column::Roster => t!(words, setup_column_roster),
        Column::Title => t!(words, register_title_column),
        Column::Count => t!(words, register_count),
        Column::Media => t!(words, register_media),
        Column::Special => t!(words, register_special),
        Column::Task => t!(words, register_task),
        Column::List => t!(words, register_list),
        Column::Basis => t!(words, register_basis),
        Column::Until => t!(words, register_until),
    }
}

/// Why a cell does not fit.
pub(super) fn why(why: &Why, words: Locale) -> String {
    match why {
        Why::Empty => t!(words, setup_why_empty),
        Why::TooManyRows { rows, most } => {
            t!(
                words,
                setup_why_too_many_rows,
                rows = rows.to_string(),
                most = *most
            )
        }
        Why::NoColumn => t!(words, setup_why_no_column),
        Why::UnknownHeading(heading) => t!(words, setup_why_heading, heading = heading),
        Why::HeadingTwice => t!(words, setup_why_heading_twice),
        Why::TooManyCells { found, columns } => {
            t!(
                words,
                setup_why_too_many_cells,
                found = *found,
                columns = *columns
            )
        }
        Why::Missing => t!(words, setup_why_missing),
        Why::Text(error) => crate::tui::widgets::FieldRefusal::Text(*error).words(words),
        Why::Number(text) => t!(words, setup_why_number, text = text),
        Why::Twice { row } => t!(words, setup_why_twice, row = *row),
        Why::Taken { name } => t!(words, setup_why_taken, name = name.as_str()),
        Why::PlaceKnown => t!(words, setup_why_place_known),
        Why::Role(text) => t!(words, setup_why_role, text = text),
        Why::Nobody(text) => t!(words, setup_why_nobody, text = text),
        Why::Namesakes(text) => t!(words, setup_why_namesakes, text = text),
        Why::Item(text) => t!(words, register_why_item, text = text),
        Why::Count(text) => t!(words, register_why_count, text = text),
        Why::Media(text) => t!(words, register_why_media, text = text),
        Why::Kind(text) => t!(words, register_why_kind, text = text),
        Why::NoPlace(text) => t!(words, register_why_place, text = text),
        Why::List(text) => t!(words, register_why_list, text = text),
        Why::Day(text) => t!(words, register_why_day, text = text),
        Why::Alone => t!(words, register_why_alone),
    }
}

/// Why a file was not read.
pub(crate) fn file(error: &crate::desk::import::TableFileError, words: Locale) -> String {
    use crate::desk::import::TableFileError as E;
    match error {
        E::Io(why) if why.kind() == std::io::ErrorKind::NotFound => {
            t!(words, setup_file_not_found)
        }
        E::Io(why) => t!(
            words,
            setup_file_io,
            why = crate::tui::say::io::error(why, words)
        ),
        E::TooLarge => t!(words, setup_file_too_large),
        E::Workbook(_) => t!(words, setup_file_workbook),
        E::Encoding(why) => t!(
            words,
            setup_file_encoding,
            offset = why.offset().to_string()
        ),
    }
}
