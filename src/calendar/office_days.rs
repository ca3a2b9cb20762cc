//! The days of one office: 東京都の休日, and what the office itself closes or opens.

use super::{
    national::{ClosedReason, National},
    serde_day,
};
use crate::text::Text;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// How far ahead an open day is looked for: an office closed for longer is closed for good.
const HORIZON_DAYS: usize = 3700;

/// What the office decided for a span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayKind {
    /// 臨時の閉庁
    Closed,
    /// 休日の開庁
    Open,
}

/// A span that ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the span ends on {until}, before it begins on {from}")]
pub struct SpanError {
    /// The first day as given.
    pub from: NaiveDate,
    /// The last day as given.
    pub until: NaiveDate,
}

/// Days that the office closes or opens apart from the national ones, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct DaySpan {
    #[serde(with = "serde_day")]
    from: NaiveDate,
    #[serde(with = "serde_day")]
    until: NaiveDate,
    kind: DayKind,
    note: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    #[serde(with = "serde_day")]
    from: NaiveDate,
    #[serde(with = "serde_day")]
    until: NaiveDate,
    kind: DayKind,
    note: Text,
}

impl TryFrom<Unchecked> for DaySpan {
    type Error = SpanError;

    fn try_from(span: Unchecked) -> Result<Self, SpanError> {
        Self::new(span.from, span.until, span.kind, span.note)
    }
}

impl DaySpan {
    /// The days from `from` to `until`, both included.
    ///
    /// # Errors
    /// [`SpanError`] when it ends before it begins.
    pub fn new(
        from: NaiveDate,
        until: NaiveDate,
        kind: DayKind,
        note: Text,
    ) -> Result<Self, SpanError> {
        if until < from {
            return Err(SpanError { from, until });
        }
        Ok(Self {
            from,
            until,
            kind,
            note,
        })
    }

    /// The first day.
    #[must_use]
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day.
    #[must_use]
    pub fn until(&self) -> NaiveDate {
        self.until
    }

    /// Closed or open.
    #[must_use]
    pub fn kind(&self) -> DayKind {
        self.kind
    }

    /// Why, in the office's words.
    #[must_use]
    pub fn note(&self) -> &Text {
        &self.note
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, date: NaiveDate) -> bool {
        (self.from..=self.until).contains(&date)
    }
}

/// Why an office is closed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed<'a> {
    /// By 東京都の休日.
    National(ClosedReason),
    /// By its own decision, with its note.
    Office(&'a Text),
}

/// The office's own days. Where spans overlap, the later in the list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeDays {
    /// In the order of decision.
    #[serde(default)]
    pub spans: Vec<DaySpan>,
}

impl OfficeDays {
    /// The decision of the office that holds on a day, if there is one.
    #[must_use]
    pub fn decided(&self, date: NaiveDate) -> Option<&DaySpan> {
        self.spans.iter().rev().find(|span| span.contains(date))
    }

    /// Why the office is closed on a day, or None when it is open.
    #[must_use]
    pub fn closed_because(&self, date: NaiveDate) -> Option<Closed<'_>> {
        match self.decided(date) {
            Some(span) if span.kind == DayKind::Closed => Some(Closed::Office(&span.note)),
            Some(_) => None,
            None => National::closed(date).map(Closed::National),
        }
    }

    /// Whether the office is open: a record is then expected.
    #[must_use]
    pub fn is_open(&self, date: NaiveDate) -> bool {
        self.closed_because(date).is_none()
    }

    /// The first open day after a day. None when there is none within ten years.
    #[must_use]
    pub fn next_open(&self, after: NaiveDate) -> Option<NaiveDate> {
        after
            .checked_add_days(Days::new(1))?
            .iter_days()
            .take(HORIZON_DAYS)
            .find(|day| self.is_open(*day))
    }

    /// The last open day before a day. None when there is none within ten years.
    #[must_use]
    pub fn previous_open(&self, before: NaiveDate) -> Option<NaiveDate> {
        std::iter::successors(before.pred_opt(), NaiveDate::pred_opt)
            .take(HORIZON_DAYS)
            .find(|day| self.is_open(*day))
    }

    /// The open days from `from` to `to`, both included, in order.
    pub fn open_days(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> + '_ {
        from.iter_days()
            .take_while(move |day| *day <= to)
            .filter(|day| self.is_open(*day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(written: &str) -> NaiveDate {
        serde_day::read(written).unwrap()
    }

    fn span(from: &str, until: &str, kind: DayKind, note: &str) -> DaySpan {
        DaySpan::new(at(from), at(until), kind, Text::new(note).unwrap()).unwrap()
    }

    fn office() -> OfficeDays {
        OfficeDays {
            spans: vec![
                span("2026-11-16", "2026-11-18", DayKind::Closed, "庁舎の停電"),
                span("2026-11-17", "2026-11-17", DayKind::Open, "停電の中止"),
                span("2026-11-23", "2026-11-23", DayKind::Open, "休日の窓口"),
            ],
        }
    }

    #[test]
    fn what_the_office_decides_goes_before_the_national_calendar_and_the_later_decision_holds() {
        let office = office();
        let note = Text::new("庁舎の停電").unwrap();
        assert_eq!(
            office.closed_because(at("2026-11-16")),
            Some(Closed::Office(&note))
        );
        assert!(office.is_open(at("2026-11-17")));
        assert!(!office.is_open(at("2026-11-18")));
        assert!(office.is_open(at("2026-11-23")), "勤労感謝の日, opened");
        assert!(matches!(
            office.closed_because(at("2027-11-23")),
            Some(Closed::National(ClosedReason::Holiday(_)))
        ));
        assert!(office.is_open(at("2026-10-01")), "都民の日");
    }

    #[test]
    fn open_days_are_counted_from_both_sides() {
        let office = office();
        assert_eq!(office.next_open(at("2026-11-13")), Some(at("2026-11-17")));
        assert_eq!(office.next_open(at("2026-11-20")), Some(at("2026-11-23")));
        assert_eq!(
            office.previous_open(at("2026-11-17")),
            Some(at("2026-11-13"))
        );
        let week: Vec<_> = office
            .open_days(at("2026-11-14"), at("2026-11-20"))
            .collect();
        assert_eq!(week, [at("2026-11-17"), at("2026-11-19"), at("2026-11-20")]);
        assert_eq!(
            office.open_days(at("2026-11-20"), at("2026-11-14")).count(),
            0
        );
        let for_good = OfficeDays {
            spans: vec![span("2026-01-01", "9999-12-31", DayKind::Closed, "廃止")],
        };
        assert_eq!(for_good.next_open(at("2026-11-17")), None);
        assert_eq!(
            for_good.previous_open(at("2026-01-07")),
            Some(at("2025-12-26"))
        );
        assert_eq!(OfficeDays::default().next_open(NaiveDate::MAX), None);
    }

    #[test]
    fn the_office_never_moves_a_deadline_of_the_law() {
        let day = at("2026-11-16");
        assert!(!office().is_open(day));
        assert_eq!(super::super::roll_national(day), day);
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_refused() {
        let json =
            r#"{"spans":[{"from":"2026-11-18","until":"2026-11-16","kind":"closed","note":""}]}"#;
        assert!(serde_json::from_str::<OfficeDays>(json).is_err());
        let office = office();
        let json = serde_json::to_string(&office).unwrap();
        assert_eq!(serde_json::from_str::<OfficeDays>(&json).unwrap(), office);
    }

    proptest! {
        #[test]
        fn the_next_open_day_is_open_and_none_between_is(start in 0u64..10_000) {
            let day = at("2000-01-01") + Days::new(start);
            let days = OfficeDays::default();
            let next = days.next_open(day).unwrap();
            prop_assert!(days.is_open(next));
            prop_assert_eq!(days.open_days(day + Days::new(1), next).count(), 1);
            prop_assert!(next <= day + Days::new(12));
        }
    }
}
