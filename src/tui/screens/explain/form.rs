//! What is asked about a missed day, by its kind. Nothing in it is filled in beforehand.

use crate::calendar::{Cut, Happened, Moment, WorkDay, parse_date, parse_time};
use crate::desk::{EveningMark, FOUND_OPEN, LOCKING, View};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::{Holding, Office};
use crate::procedure::{
    ChoiceId, DefId, Definition, FieldId, HoldingLine, Kind, Media, StepId, Value, Values,
};
use crate::t;
use crate::text::Paragraph;
use crate::tui::say::{self, tongue};
use crate::tui::widgets::{Choice, Field, FieldRefusal, Typed};
use crate::tui::{Canvas, Key, Tone};
use chrono::NaiveDate;

/// The longest explanation on one line.
const WORDS: usize = 300;
/// Digits of a count.
const COUNT: usize = 6;

/// What happened on a missed day. Said first of all (law 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happening {
    /// Locked, and not recorded.
    Locked,
    /// Not locked.
    NotLocked,
    /// Nobody worked there.
    Nobody,
    /// Recorded as locked, found open, and not locked again that night.
    FoundOpen,
}

/// What one field is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ask {
    LockedAt,
    Reason,
    ReasonWords,
    From,
    UntilDay,
    UntilTime,
    SeenBy,
    Inside(Box<Holding>),
    Counted,
    Missing,
    Words,
    Seen(Vec<ChoiceId>),
    FoundAt,
}

#[derive(Debug, Clone)]
enum Input {
    Field(Field, u16),
    Choice(Choice),
}

#[derive(Debug, Clone)]
struct Slot {
    ask: Ask,
    label: String,
    hint: String,
    input: Input,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Did {
    Pass,
    Taken,
    /// The field is full: on to the next.
    Full,
    Refused(FieldRefusal),
}

/// The answers, fit for a signature.
#[derive(Debug, Clone)]
pub(super) struct Answers {
    pub(super) mark: EveningMark,
    /// Beside what the mark says.
    pub(super) more: Values,
}

/// The fields of one kind of explanation.
#[derive(Debug, Clone)]
pub(super) struct Form {
    happening: Happening,
    day: WorkDay,
    slots: Vec<Slot>,
    focus: usize,
}

impl Form {
    pub(super) fn new(
        view: &View,
        happening: Happening,
        place: crate::journal::PlaceId,
        day: WorkDay,
        words: Locale,
    ) -> Self {
        let definition = view.catalogue().latest(&DefId::from(LOCKING));
        let make = Make {
            definition,
            words,
            digits: crate::tui::screens::board::head::digits(&view.office),
        };
        let holdings = view.office.holdings_on(day.0);
        let inside = holdings.into_iter().filter(|h| h.place == Some(place));
        let slots = match happening {
            Happening::Locked => vec![make.locked_at(), make.reason(), make.reason_words()],
            Happening::Nobody => vec![make.words("words")],
            Happening::NotLocked => {
                let mut slots = vec![make.from(), make.until_day(), make.until_time()];
                slots.push(make.seen_by());
                slots.extend(inside.map(|holding| make.inside(holding)));
                slots.extend([
                    make.count(Ask::Counted, "counted"),
                    make.count(Ask::Missing, "missing"),
                    make.words("words"),
                ]);
                slots
            }
            Happening::FoundOpen => vec![
                make.seen(),
                make.found_at(),
                make.count(Ask::Counted, "found_counted"),
                make.count(Ask::Missing, "found_missing"),
                make.words("found_words"),
            ],
        };
        Self {
            happening,
            day,
            slots,
            focus: 0,
        }
    }

    /// The fields that are asked with the answers so far.
    fn shown(&self) -> Vec<usize> {
        let other = self.slots.iter().any(|slot| {
            slot.ask == Ask::Reason
                && matches!(&slot.input, Input::Choice(c) if c.chosen() == last(c))
        });
        let mut shown: Vec<usize> = (0..self.slots.len()).collect();
        shown.retain(|nth| {
            let slot = self.slots.get(*nth);
            other || slot.is_none_or(|slot| slot.ask != Ask::ReasonWords)
        });
        shown
    }

    /// Whether the focus is behind the last field, on the signature line.
    pub(super) fn is_through(&self) -> bool {
        self.focus >= self.shown().len()
    }

    /// Whether text is typed.
    pub(super) fn typing(&self) -> bool {
        matches!(self.slot().map(|slot| &slot.input), Some(Input::Field(..)))
    }

    fn slot(&self) -> Option<&Slot> {
        let nth = *self.shown().get(self.focus)?;
        self.slots.get(nth)
    }

    /// What the field with the focus wants.
    pub(super) fn hint(&self) -> Option<&str> {
        self.slot().map(|slot| slot.hint.as_str())
    }

    pub(super) fn next(&mut self) {
        self.focus = (self.focus + 1).min(self.shown().len());
    }

    pub(super) fn back(&mut self) {
        self.focus = self.focus.saturating_sub(1);
    }

    fn to(&mut self, nth: usize) {
        let shown = self.shown();
        self.focus = shown.iter().position(|at| *at == nth).unwrap_or(0);
    }

    pub(super) fn key(&mut self, key: &Key) -> Did {
        let Some(nth) = self.shown().get(self.focus).copied() else {
            return Did::Pass;
        };
        let Some(slot) = self.slots.get_mut(nth) else {
            return Did::Pass;
        };
        match &mut slot.input {
            Input::Choice(choice) => match choice.key(key) {
                true => Did::Full,
                false if key.char().is_some() => Did::Taken,
                false => Did::Pass,
            },
            Input::Field(field, _) => {
                let full = matches!(
                    slot.ask,
                    Ask::LockedAt | Ask::From | Ask::UntilTime | Ask::SeenBy | Ask::FoundAt
                );
                match field.key(key) {
                    Typed::Changed if full && field.is_full() => Did::Full,
                    Typed::Changed | Typed::Moved => Did::Taken,
                    Typed::Refused(why) => Did::Refused(why),
                    Typed::Pass => Did::Pass,
                }
            }
        }
    }

    /// Pasted text goes into a field of words, and nowhere else.
    pub(super) fn paste(&mut self, text: &str) -> Option<Typed> {
        let nth = *self.shown().get(self.focus)?;
        let slot = self.slots.get_mut(nth)?;
        match &mut slot.input {
            Input::Field(field, _) if matches!(slot.ask, Ask::Words | Ask::ReasonWords) => {
                Some(field.paste(text))
            }
            _ => None,
        }
    }

    /// Paints the fields from row `y`. Returns the row behind them.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, y: u16, office: &Office) -> u16 {
        let widest = canvas.width().saturating_sub(4);
        let mut at = y;
        for (nth, slot) in self.shown().into_iter().enumerate() {
            let Some(slot) = self.slots.get(slot) else {
                continue;
            };
            let focus = nth == self.focus;
            let end = canvas.text(3, at, Tone::Plain, format!("{} {}", nth + 1, slot.label));
            match &slot.input {
                Input::Choice(choice) => {
                    if choice.options().len() > 3 {
                        at = choice.draw_rows(canvas, 4, at + 1);
                        if focus {
                            canvas.cursor(4, at.saturating_sub(1));
                        }
                        continue;
                    }
                    choice.draw(canvas, end + 2, at, 0, focus);
                }
                Input::Field(field, columns) => {
                    let columns = (*columns).min(widest.saturating_sub(6));
                    let x = if end + columns + 4 > widest {
                        5
                    } else {
                        end + 2
                    };
                    if x == 5 {
                        at += 1;
                    }
                    let end = field.draw(canvas, x, at, columns, focus);
                    canvas.text(end + 1, at, Tone::Faint, self.note(slot, office));
                }
            }
            at += 1;
        }
        at
    }

    /// Whose number it is.
    fn note(&self, slot: &Slot, office: &Office) -> String {
        match (&slot.ask, &slot.input) {
            (Ask::SeenBy, Input::Field(field, _)) if field.is_full() => field
                .value()
                .parse()
                .ok()
                .and_then(|no| office.person(PersonNo(no), self.day.0))
                .map(|person| person.name.to_string())
                .unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The answers, or what is still missing; the focus then goes there.
    pub(super) fn answers(
        &mut self,
        now: Moment,
        office: &Office,
        words: Locale,
    ) -> Result<Answers, String> {
        let read = Read {
            day: self.day,
            now,
            cut: office.settings.cut,
            office,
            words,
        };
        let result = self.read(&read);
        result.map_err(|(nth, why)| {
            self.to(nth);
            why
        })
    }

    fn read(&self, read: &Read<'_>) -> Result<Answers, (usize, String)> {
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

fn last(choice: &Choice) -> Option<usize> {
    choice.options().len().checked_sub(1)
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

struct Read<'a> {
    day: WorkDay,
    now: Moment,
    cut: Cut,
    office: &'a Office,
    words: Locale,
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

/// Makes the fields.
struct Make<'a> {
    definition: Option<&'a Definition>,
    words: Locale,
    digits: usize,
}

impl Make<'_> {
    fn label(&self, id: &str) -> String {
        let id = FieldId::from(id);
        self.definition
            .map_or_else(String::new, |d| say::field(d, &id, self.words))
    }

    fn field(&self, ask: Ask, label: String, hint: String, field: Field, columns: u16) -> Slot {
        Slot {
            ask,
            label,
            hint,
            input: Input::Field(field, columns),
        }
    }

    fn locked_at(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::LockedAt,
            t!(words, explain_locked_at),
            t!(words, explain_locked_at_hint),
            Field::digits(4),
            4,
        )
    }

    fn found_at(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::FoundAt,
            t!(words, explain_found_at),
            t!(words, explain_time_hint),
            Field::digits(4),
            4,
        )
    }

    fn reason(&self) -> Slot {
        let words = self.words;
        let options = vec![
            t!(words, explain_reason_forgot),
            t!(words, explain_reason_terminal),
            t!(words, explain_reason_pin),
            t!(words, explain_reason_other),
        ];
        Slot {
            ask: Ask::Reason,
            label: self.label("why"),
            hint: t!(words, explain_reason_hint),
            input: Input::Choice(Choice::new(options)),
        }
    }

    fn reason_words(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::ReasonWords,
            t!(words, explain_reason_words),
            t!(words, explain_words_hint),
            Field::text(WORDS),
            60,
        )
    }

    fn from(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::From,
            self.label("from"),
            t!(words, explain_from_hint),
            Field::digits(4),
            4,
        )
    }

    fn until_day(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::UntilDay,
            t!(words, explain_until_day, label = self.label("until")),
            t!(words, explain_until_day_hint),
            Field::ascii(10),
            10,
        )
    }

    fn until_time(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::UntilTime,
            t!(words, explain_until_time, label = self.label("until")),
            t!(words, explain_time_hint),
            Field::digits(4),
            4,
        )
    }

    fn seen_by(&self) -> Slot {
        let words = self.words;
        let columns = u16::try_from(self.digits).unwrap_or(2);
        self.field(
            Ask::SeenBy,
            self.label("seen_by"),
            t!(words, explain_seen_by_hint),
            Field::digits(self.digits),
            columns,
        )
    }

    fn inside(&self, holding: &Holding) -> Slot {
        let words = self.words;
        self.field(
            Ask::Inside(Box::new(holding.clone())),
            t!(
                words,
                explain_inside,
                label = self.label("contents"),
                title = holding.title.as_str(),
                count = holding.count
            ),
            t!(words, explain_inside_hint),
            Field::digits(COUNT),
            6,
        )
    }

    fn count(&self, ask: Ask, id: &str) -> Slot {
        let words = self.words;
        self.field(
            ask,
            self.label(id),
            t!(words, explain_count_hint),
            Field::digits(COUNT),
            6,
        )
    }

    fn words(&self, id: &str) -> Slot {
        let words = self.words;
        self.field(
            Ask::Words,
            self.label(id),
            t!(words, explain_words_hint),
            Field::text(WORDS),
            60,
        )
    }

    fn seen(&self) -> Slot {
        let step = Some(StepId::from(FOUND_OPEN));
        let field = self.definition.and_then(|d| {
            let mut fields = d.fields.iter();
            fields.find(|f| f.step == step && f.kind == Kind::Choice)
        });
        let choices = field.map(|f| f.choices.clone()).unwrap_or_default();
        let labels = choices
            .iter()
            .map(|c| c.label.get(tongue(self.words)).to_owned())
            .collect();
        Slot {
            ask: Ask::Seen(choices.iter().map(|c| c.id.clone()).collect()),
            label: field.map_or_else(String::new, |f| f.label.get(tongue(self.words)).to_owned()),
            hint: t!(self.words, explain_seen_hint),
            input: Input::Choice(Choice::new(labels)),
        }
    }
}
