//! Lines of documents: picked from the register by number, or with a title of their own.

use super::entry::Ground;
use crate::journal::HoldingId;
use crate::locale::Locale;
use crate::office::{Holding, Office};
use crate::procedure::{HoldingLine, Media, RetainedLine, Value};
use crate::t;
use crate::text::{Text, fold_key};
use crate::tui::Key;
use crate::tui::widgets::{Field, Typed};
use chrono::NaiveDate;

/// One line being written.
#[derive(Debug, Clone)]
pub(super) struct HoldingRow {
    pub(super) what: Field,
    pub(super) count: Field,
    pub(super) media: Option<Media>,
    pub(super) special: Field,
    pub(super) basis: Field,
    pub(super) planned: Field,
    /// Which of the items that fit what is typed; none takes it as a title of its own.
    pub(super) pick: Option<usize>,
}

/// An item of the register that fits what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) id: HoldingId,
    pub(super) title: String,
    /// Where it lies and how many are there, what is out.
    pub(super) note: String,
}

/// What is asked of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Its number in the register, or its title.
    What,
    /// 件数.
    Count,
    /// 媒体, where the register does not know it.
    Media,
    /// 要配慮の区分, where the register does not know them.
    Special,
    /// 根拠法令 of what is kept.
    Basis,
    /// 予定年月日 of what is kept.
    Planned,
}

/// All of them.
#[derive(Debug, Clone)]
pub(super) struct Holdings {
    pub(super) rows: Vec<HoldingRow>,
    pub(super) retained: bool,
}

/// The media in the order of their digits.
pub(super) const MEDIA: [Media; 3] = [Media::Paper, Media::Data, Media::Medium];

/// The special-care kinds of 法2条3項, by number.
const KINDS: std::ops::RangeInclusive<u8> = 1..=11;

impl HoldingRow {
    fn new() -> Self {
        Self {
            what: Field::text(60),
            count: Field::digits(6),
            media: None,
            special: Field::text(30),
            basis: Field::text(60),
            planned: Field::text(20),
            pick: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.what.is_empty() && self.count.is_empty()
    }

    /// The item of the register that the number names.
    pub(super) fn known<'o>(&self, office: &'o Office, day: NaiveDate) -> Option<&'o Holding> {
        let no = number(self.what.value())?;
        office.holdings_on(day).into_iter().find(|h| h.id == no)
    }

    /// Whether only digits stand there: a number, not a title.
    pub(super) fn is_number(&self) -> bool {
        number(self.what.value()).is_some()
    }
}

fn number(typed: &str) -> Option<HoldingId> {
    let typed = crate::text::digits(typed);
    let typed = typed.trim();
    if typed.is_empty() || !typed.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    typed.parse().ok().map(HoldingId)
}

impl Holdings {
    pub(super) fn new(retained: bool) -> Self {
        Self {
            rows: vec![HoldingRow::new()],
            retained,
        }
    }

    pub(super) fn add(&mut self) {
        if self.rows.len() < crate::procedure::MAX_HOLDING_LINES {
            self.rows.push(HoldingRow::new());
        }
    }

    pub(super) fn remove(&mut self, row: usize) {
        if self.rows.len() > 1 && row < self.rows.len() {
            self.rows.remove(row);
        } else {
            self.rows = vec![HoldingRow::new()];
        }
    }

    fn parts(&self, row: &HoldingRow) -> Vec<Part> {
        let mut parts = vec![Part::What, Part::Count];
        if !row.what.is_empty() && !row.is_number() {
            parts.extend([Part::Media, Part::Special]);
        }
        if self.retained {
            parts.extend([Part::Basis, Part::Planned]);
        }
        parts
    }

    pub(super) fn slots(&self) -> usize {
        self.rows.iter().map(|row| self.parts(row).len()).sum()
    }

    /// The line and the part that a slot is.
    pub(super) fn place(&self, slot: usize) -> (usize, Part) {
        let mut left = slot;
        for (nth, row) in self.rows.iter().enumerate() {
            let parts = self.parts(row);
            if let Some(part) = parts.get(left) {
                return (nth, *part);
            }
            left -= parts.len();
        }
        (self.rows.len().saturating_sub(1), Part::What)
    }

    /// The first slot of a line.
    pub(super) fn slot_of(&self, row: usize) -> usize {
        self.rows
            .iter()
            .take(row)
            .map(|row| self.parts(row).len())
            .sum()
    }

    /// The slot in which the cursor comes up: where what it is stands already, how many of it.
    pub(super) fn begins_at(&self) -> usize {
        let asks = |row: &&HoldingRow| !row.what.is_empty() && row.count.is_empty();
        let Some(row) = self.rows.first().filter(asks) else {
            return 0;
        };
        let parts = self.parts(row);
        parts.iter().position(|p| *p == Part::Count).unwrap_or(0)
    }

    /// A key into a slot; whether the slot is complete and the next one may come by itself.
    pub(super) fn key(
        &mut self,
        slot: usize,
        key: &Key,
        office: &Office,
        day: NaiveDate,
    ) -> (Typed, bool) {
        let (at, part) = self.place(slot);
        let Some(row) = self.rows.get_mut(at) else {
            return (Typed::Pass, false);
        };
        match part {
            Part::What => {
                let typed = row.what.key(key);
                if typed == Typed::Changed {
                    row.pick = None;
                }
                if typed == Typed::Changed && row.is_number() {
                    let folded = crate::text::digits(row.what.value());
                    if folded != row.what.value() {
                        row.what.set(&folded);
                    }
                }
                let full = typed == Typed::Changed
                    && key.digit().is_some()
                    && row.known(office, day).is_some()
                    && !goes_on(row.what.value(), office, day);
                (typed, full)
            }
            Part::Count => (row.count.key(key), false),
            Part::Media => match key.nth() {
                Some(nth) if nth < MEDIA.len() => {
                    row.media = MEDIA.get(nth).copied();
                    (Typed::Changed, true)
                }
                _ => (Typed::Pass, false),
            },
            Part::Special => (row.special.key(key), false),
            Part::Basis => (row.basis.key(key), false),
            Part::Planned => (row.planned.key(key), false),
        }
    }

    pub(super) fn field_mut(&mut self, slot: usize) -> Option<&mut Field> {
        let (at, part) = self.place(slot);
        let row = self.rows.get_mut(at)?;
        match part {
            Part::What => Some(&mut row.what),
            Part::Count => Some(&mut row.count),
            Part::Media => None,
            Part::Special => Some(&mut row.special),
            Part::Basis => Some(&mut row.basis),
            Part::Planned => Some(&mut row.planned),
        }
    }

    /// The lines, or what keeps one of them from being one.
    pub(super) fn value(
        &self,
        office: &Office,
        day: NaiveDate,
        words: Locale,
    ) -> Result<Option<Value>, String> {
        let written: Vec<&HoldingRow> = self.rows.iter().filter(|r| !r.is_empty()).collect();
        if written.is_empty() {
            return Ok(None);
        }
        if self.retained {
            let lines: Result<Vec<RetainedLine>, String> = written
                .into_iter()
                .map(|row| {
                    Ok(RetainedLine {
                        line: line(row, office, day, words)?,
                        basis: row.basis.to_text().map_err(|why| why.words(words))?,
                        planned: crate::calendar::parse_date(row.planned.value(), day)
                            .map_err(|_| t!(words, wizard_date))?,
                    })
                })
                .collect();
            return lines.map(|lines| Some(Value::RetainedLines(lines)));
        }
        let lines: Result<Vec<HoldingLine>, String> = written
            .into_iter()
            .map(|row| line(row, office, day, words))
            .collect();
        lines.map(|lines| Some(Value::HoldingLines(lines)))
    }

    pub(super) fn set(&mut self, value: &Value, day: NaiveDate, office: &Office) {
        let lines: Vec<(&HoldingLine, Option<&RetainedLine>)> = match value {
            Value::HoldingLines(lines) => lines.iter().map(|line| (line, None)).collect(),
            Value::RetainedLines(lines) => lines.iter().map(|l| (&l.line, Some(l))).collect(),
            _ => return,
        };
        self.rows = lines
            .into_iter()
            .map(|(line, kept)| {
                let mut row = HoldingRow::new();
                let listed = line
                    .holding
                    .filter(|id| office.holdings_on(day).iter().any(|h| h.id == *id));
                match listed {
                    Some(id) => row.what.set(&id.0.to_string()),
                    None => row.what.set(line.title.as_str()),
                }
                // None is known yet where an item was picked elsewhere: it is always counted.
                if line.count > 0 {
                    row.count.set(&line.count.to_string());
                }
                row.media = Some(line.media);
                let special: Vec<String> = line.special.iter().map(u8::to_string).collect();
                row.special.set(&special.join(" "));
                if let Some(kept) = kept {
                    row.basis.set(kept.basis.as_str());
                    row.planned.set(&kept.planned.to_string());
                }
                row
            })
            .collect();
        if self.rows.is_empty() {
            self.rows.push(HoldingRow::new());
        }
    }
}

impl Holdings {
    /// The items whose titles hold every word typed into a slot.
    pub(super) fn candidates(&self, slot: usize, ground: &Ground) -> Vec<Candidate> {
        let (at, part) = self.place(slot);
        let row = self.rows.get(at).filter(|_| part == Part::What);
        let Some(row) = row.filter(|row| !row.is_number() && !row.what.is_empty()) else {
            return Vec::new();
        };
        let typed = fold_key(row.what.value());
        let wanted: Vec<&str> = typed.split_whitespace().collect();
        let office = &ground.office;
        office
            .holdings_on(ground.today)
            .into_iter()
            .filter(|item| {
                let title = fold_key(item.title.as_str());
                wanted.iter().all(|word| title.contains(word))
            })
            .map(|item| Candidate {
                id: item.id,
                title: item.title.to_string(),
                note: note(item, ground),
            })
            .collect()
    }

    /// Up and down among the candidates; whether there was one to go to.
    pub(super) fn choose(&mut self, slot: usize, down: bool, ground: &Ground) -> bool {
        let many = self.candidates(slot, ground).len();
        let (at, _) = self.place(slot);
        let Some(row) = self.rows.get_mut(at).filter(|_| many > 0) else {
            return false;
        };
        row.pick = match (row.pick, down) {
            (None, true) => Some(0),
            (Some(nth), true) if nth + 1 < many => Some(nth + 1),
            (Some(nth), false) => nth.checked_sub(1),
            _ => return false,
        };
        true
    }

    /// Takes the item that is chosen in a slot by its number.
    pub(super) fn settle(&mut self, slot: usize, ground: &Ground) {
        let (at, _) = self.place(slot);
        let pick = self.rows.get(at).and_then(|row| row.pick);
        let candidates = self.candidates(slot, ground);
        if let (Some(row), Some(item)) = (
            self.rows.get_mut(at),
            pick.and_then(|nth| candidates.get(nth)),
        ) {
            row.what.set(&item.id.0.to_string());
            row.pick = None;
        }
    }

    /// What has been typed as a title of a slot's own line.
    pub(super) fn own_title(&self, slot: usize) -> Option<&str> {
        let (at, part) = self.place(slot);
        let row = self.rows.get(at).filter(|_| part == Part::What)?;
        (!row.is_number()).then(|| row.what.value())
    }
}

/// Where an item lies with how many, and what is out.
pub(super) fn note(item: &Holding, ground: &Ground) -> String {
    let words = ground.words;
    let line = ground.register.line(&ground.office, item, ground.today);
    let place = line.place.and_then(|id| ground.office.place_ever(id));
    let place = place.map_or("", |place| place.name.as_str());
    let mut said = t!(
        words,
        register_pick_where,
        place = place,
        left = line.inside()
    );
    if line.out > 0 {
        said.push_str("  ");
        said.push_str(&t!(words, register_pick_out, count = line.out));
    }
    said.trim().to_owned()
}

/// Whether a number may still go on: it is shorter than the longest in the register. A register
/// of two digits takes two, so that 9 and then 2 never means the ninth item.
fn goes_on(typed: &str, office: &Office, day: NaiveDate) -> bool {
    let longest = office
        .holdings_on(day)
        .iter()
        .map(|h| h.id.0.to_string().len())
        .max();
    crate::text::digits(typed).len() < longest.unwrap_or(0)
}

fn line(
    row: &HoldingRow,
    office: &Office,
    day: NaiveDate,
    words: Locale,
) -> Result<HoldingLine, String> {
    let count = match row.count.number() {
        Some(count) if count > 0 => {
            u32::try_from(count).map_err(|_| t!(words, wizard_lines_count))?
        }
        _ => return Err(t!(words, wizard_lines_count)),
    };
    if let Some(known) = row.known(office, day) {
        return Ok(HoldingLine {
            holding: Some(known.id),
            title: known.title.clone(),
            count,
            media: media_of(&known.media),
            special: known.special.clone(),
        });
    }
    if row.is_number() {
        return Err(t!(words, wizard_lines_unknown, number = row.what.value()));
    }
    let title: Text = row.what.to_text().map_err(|why| why.words(words))?;
    if title.is_blank() {
        return Err(t!(words, wizard_lines_what));
    }
    let media = row.media.ok_or_else(|| t!(words, wizard_lines_media))?;
    Ok(HoldingLine {
        holding: None,
        title,
        count,
        media,
        special: special(row.special.value()).ok_or_else(|| t!(words, wizard_lines_special))?,
    })
}

/// `2 4` or `2,4` as numbers in order, each once.
fn special(typed: &str) -> Option<Vec<u8>> {
    let mut kinds = Vec::new();
    let folded = crate::text::narrow(typed);
    for part in folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '、' | '・'))
    {
        if part.is_empty() {
            continue;
        }
        kinds.push(part.parse().ok().filter(|kind| KINDS.contains(kind))?);
    }
    kinds.sort_unstable();
    kinds.dedup();
    Some(kinds)
}

fn media_of(written: &str) -> Media {
    match written {
        "data" => Media::Data,
        "medium" => Media::Medium,
        _ => Media::Paper,
    }
}
