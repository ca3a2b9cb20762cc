//! A body as this program writes it, read from left to right: a verification reads a million.
//!
//! It takes a body only where the general reading ([`Body::parse`]) would take it too and make the
//! same of it, and gives up at anything else, another spelling or a fault: the general reading then
//! says what there is.

use super::body::{BODY_VERSION, Body, Seen, TerminalId};
use super::strict::{self, MAX_INTEGER};
use super::{Capacity, CaseId, EntryId, PersonNo, Role, SittingId, UnitId};
use crate::calendar::{Happened, Moment, Recorded, WorkDay};
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error, StrDeserializer};

/// The body, where it is written just so.
pub(super) fn read(text: &str) -> Option<Body> {
    let mut rest = Rest(text);
    rest.eat("{\"v\":")?;
    if rest.number()? != BODY_VERSION {
        return None;
    }
    rest.eat(",\"machine\":")?;
    let machine = rest.number()?.try_into().ok()?;
    let unit = match rest.skip(",\"unit\":") {
        true => Some(UnitId(rest.number()?.try_into().ok()?)),
        false => None,
    };
    rest.eat(",\"person\":")?;
    let person = PersonNo(rest.number()?.try_into().ok()?);
    rest.eat(",\"capacity\":{\"role\":")?;
    let role = rest.role()?;
    let through = match rest.skip(",\"through\":") {
        true => Some(rest.role()?),
        false => None,
    };
    rest.eat("},\"recorded\":")?;
    let recorded = Recorded(rest.moment()?);
    rest.eat(",\"happened\":")?;
    let happened = Happened(rest.moment()?);
    let day = match rest.skip(",\"day\":") {
        true => Some(WorkDay(crate::calendar::serde_day::read(rest.text()?)?)),
        false => None,
    };
    rest.eat(",\"sitting\":")?;
    let sitting = SittingId::parse(rest.text()?).ok()?;
    rest.eat(",\"terminal\":")?;
    let terminal = TerminalId::parse(rest.text()?).ok()?;
    rest.eat(",\"seen\":{\"size\":")?;
    let size = rest.number()?;
    rest.eat(",\"root\":")?;
    let root = EntryId::parse(rest.text()?).ok()?.0;
    rest.eat("}")?;
    let case = match rest.skip(",\"case\":") {
        true => Some(CaseId::parse(rest.text()?).ok()?),
        false => None,
    };
    let after = match rest.skip(",\"after\":") {
        true => Some(EntryId::parse(rest.text()?).ok()?),
        false => None,
    };
    rest.eat(",\"failed\":")?;
    let failed = rest.number()?.try_into().ok()?;
    rest.eat(",\"act\":")?;
    let act = strict::parse_within(rest.0.strip_suffix('}')?, 1).ok()?;
    let body = Body {
        machine,
        unit,
        person,
        capacity: Capacity { role, through },
        recorded,
        happened,
        day,
        sitting,
        terminal,
        seen: Seen { size, root },
        case,
        after,
        failed,
        act,
    };
    body.is_within().then_some(body)
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn eat(&mut self, written: &str) -> Option<()> {
        self.skip(written).then_some(())
    }

    fn skip(&mut self, written: &str) -> bool {
        match self.0.strip_prefix(written) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Digits without a sign and without a zero in front.
    fn number(&mut self) -> Option<u64> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        if digits.is_empty() || digits.len() > 16 || (digits.len() > 1 && digits.starts_with('0')) {
            return None;
        }
        let add = |sum: u64, digit: u8| sum * 10 + u64::from(digit - b'0');
        Some(digits.bytes().fold(0, add)).filter(|number| *number <= MAX_INTEGER)
    }

    /// A text up to its closing quote. One with an escape ends too early or holds a backslash, and
    /// nothing that is written in an envelope has one.
    fn text(&mut self) -> Option<&'a str> {
        let (text, rest) = self.0.strip_prefix('"')?.split_once('"')?;
        self.0 = rest;
        Some(text)
    }

    fn moment(&mut self) -> Option<Moment> {
        Moment::parse_stored(self.text()?).ok()
    }

    fn role(&mut self) -> Option<Role> {
        let name: StrDeserializer<'_, Error> = self.text()?.into_deserializer();
        Role::deserialize(name).ok()
    }
}
