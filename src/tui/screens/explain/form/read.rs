//! What was typed about a missed day, read: answers, or what is still missing.

use super::{Answers, Ask, Form, Happening, Input, Slot, last};
use crate::calendar::{Cut, Happened, Moment, WorkDay, parse_date, parse_time};
use crate::desk::EveningMark;
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::{Holding, Office};
use crate::procedure::{ChoiceId, FieldId, HoldingLine, Media, Value, Values};
use crate::t;
use crate::text::Paragraph;
use crate::tui::widgets::Field;
use chrono::NaiveDate;

impl Form {
    pub(super) fn read(&self, read: &Read<'_>) -> Result<Answers, (usize, String)> {
        let mut got = Got::default();
        for nth in self.shown() {
            if let Some(slot) = self.slots.get(nth) {
                read.slot(slot, &mut got).map_err(|why| (nth, why))?;
            }
        }
        let missing = || (0, t!(read.words, explain_missing));
        Ok(match self.happening {
            Happening::Locked => Answers {
                mark: EveningMark::Locked {
                    at: Happened(got.at.ok_or_else(missing)?),
                    why: got.why,
                },
                more: Values::new(),
            },
            Happening::FoundOpen => Answers {
                mark: EveningMark::FoundOpen {
                    at: Happened(got.at.unwrap_or(read.now)),
                    seen: got.seen.ok_or_else(missing)?,
                },
                more: got.values,
            },
            Happening::NotLocked | Happening::Nobody => {
                let kind = if self.happening == Happening::Nobody {
                    "nobody"
                } else {
                    "not-locked"
                };
                let kind = Value::Choice(ChoiceId::from(kind));
                got.values.insert(FieldId::from("kind"), kind);
                if !got.inside.is_empty() {
                    let lines = Value::HoldingLines(got.inside);
                    got.values.insert(FieldId::from("contents"), lines);
                }
                Answers {
                    mark: EveningMark::Explained { values: got.values },
                    more: Values::new(),
                }
            }
        })
    }
}

/// What has been read so far.
#[derive(Debug, Default)]
struct Got {
    at: Option<Moment>,
    why: Option<Paragraph>,
    seen: Option<ChoiceId>,
    until: Option<NaiveDate>,
    inside: Vec<HoldingLine>,
    values: Values,
}

pub(super) struct Read<'a> {
    pub(super) day: WorkDay,
    pub(super) now: Moment,
    pub(super) cut: Cut,
    pub(super) office: &'a Office,
    pub(super) words: Locale,
}

impl Read<'_> {
    fn slot(&self, slot: &Slot, got: &mut Got) -> Result<(), String> {
        let words = self.words;
        let want = || t!(words, explain_want, label = slot.label.as_str());
        match (&slot.ask, &slot.input) {
            (Ask::Reason, Input::Choice(choice)) => {
                let nth = choice.chosen().ok_or_else(want)?;
                if Some(nth) != last(choice) {
                    got.why = choice
                        .options()
                        .get(nth)
                        .and_then(|w| Paragraph::new(w).ok());
                }
            }
            (Ask::Seen(ids), Input::Choice(choice)) => {
                let nth = choice.chosen().ok_or_else(want)?;
                got.seen = ids.get(nth).cloned();
            }
            (Ask::LockedAt | Ask::From, Input::Field(field, _)) => {
                let at = self.time(field, self.day.0)?;
                match slot.ask {
                    Ask::From => self.put(got, "from", Value::Moment(at)),
                    _ => got.at = Some(at),
                }
            }
            (Ask::FoundAt, Input::Field(field, _)) => {
                got.at = Some(self.time(field, self.now.date())?);
            }
            (Ask::UntilDay, Input::Field(field, _)) => {
                let day = parse_date(field.value(), self.now.date());
                got.until = Some(day.map_err(|_| t!(words, explain_no_day))?);
            }
            (Ask::UntilTime, Input::Field(field, _)) => {
                let at = self.time(field, got.until.unwrap_or(self.day.0))?;
                self.put(got, "until", Value::Moment(at));
            }
            (Ask::SeenBy, Input::Field(field, _)) if !field.is_empty() => {
                let no = field.value().parse().map(PersonNo).map_err(|_| want())?;
                if self.office.person(no, self.day.0).is_none() {
                    return Err(t!(words, lock_nobody_has, number = field.value()));
                }
                self.put(got, "seen_by", Value::Person(no));
            }
            (Ask::Inside(holding), Input::Field(field, _)) => {
                if let Some(count) = count(field).filter(|count| *count > 0) {
                    got.inside.push(line(holding, count));
                }
            }
            (Ask::Counted | Ask::Missing, Input::Field(field, _)) => {
                let count = count(field).ok_or_else(want)?;
                let id = match (&slot.ask, self.is_found(got)) {
                    (Ask::Counted, true) => "found_counted",
                    (Ask::Counted, false) => "counted",
                    (_, true) => "found_missing",
                    (_, false) => "missing",
                };
                self.put(got, id, Value::Count(count));
            }
            (Ask::Words | Ask::ReasonWords, Input::Field(field, _)) => {
                let text = field.to_text().map_err(|why| why.words(words))?;
                let found = self.is_found(got);
                if text.is_blank() && !found {
                    return Err(want());
                }
                let words = Paragraph::from(text);
                match slot.ask {
                    Ask::ReasonWords => got.why = Some(words),
                    _ if found && words.is_blank() => {}
                    _ if found => self.put(got, "found_words", Value::Paragraph(words)),
                    _ => self.put(got, "words", Value::Paragraph(words)),
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn is_found(&self, got: &Got) -> bool {
        got.seen.is_some()
    }

    fn put(&self, got: &mut Got, id: &str, value: Value) {
        got.values.insert(FieldId::from(id), value);
    }

    /// A time of a calendar day; hours above 23 mean the night after it.
    fn time(&self, field: &Field, day: NaiveDate) -> Result<Moment, String> {
        let words = self.words;
        let minutes = parse_time(field.value()).map_err(|_| t!(words, explain_no_time))?;
        // On the missed day itself an early hour belongs to its night: 0:25 is 24:25.
        let at = if day == self.day.0 {
            self.day.moment(minutes, self.cut)
        } else {
            Moment::at(day, minutes)
        };
        let at = at.map_err(|_| t!(words, explain_no_time))?;
        if at > self.now {
            return Err(t!(words, explain_to_come));
        }
        Ok(at)
    }
}

fn count(field: &Field) -> Option<u32> {
    field.number().and_then(|count| u32::try_from(count).ok())
}

fn line(holding: &Holding, count: u32) -> HoldingLine {
    HoldingLine {
        holding: Some(holding.id),
        title: holding.title.clone(),
        count,
        media: match holding.media.as_str() {
            "data" => Media::Data,
            "medium" => Media::Medium,
            _ => Media::Paper,
        },
        special: holding.special.clone(),
    }
}
