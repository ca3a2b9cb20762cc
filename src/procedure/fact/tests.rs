use super::*;
use crate::calendar::{Cut, Happened, Moment};
use crate::journal::EntryId;
use crate::text::Text;
use chrono::NaiveDate;

fn at(written: &str) -> Moment {
    Moment::parse(written).unwrap()
}

fn fact(from: &str, until: Option<&str>) -> Fact {
    Fact {
        from: at(from),
        until: until.map(|day| day.parse().unwrap()),
        number: None,
        scope: None,
        entry: None,
    }
}

fn given(known: &mut Known, fact: Fact) {
    known.take(&Saying::Given(fact), 0);
}

fn asks(known: &Known, when: &str, lasts: Option<&str>) -> Result<(), Lapse> {
    known
        .at(
            Happened(at(when)),
            Cut::default(),
            lasts.map(|day| day.parse().unwrap()),
        )
        .map(|_| ())
}

#[test]
fn a_fact_holds_from_its_moment_to_the_end_of_the_night_of_its_last_day() {
    let mut known = Known::default();
    assert_eq!(
        asks(&known, "2026-11-17T10:00:00+09:00", None),
        Err(Lapse::Never)
    );
    given(
        &mut known,
        fact("2026-11-17T10:00:00+09:00", Some("2027-03-31")),
    );
    assert_eq!(
        asks(&known, "2026-11-17T09:59:59+09:00", None),
        Err(Lapse::NotBefore(at("2026-11-17T10:00:00+09:00")))
    );
    assert_eq!(asks(&known, "2026-11-17T10:00:00+09:00", None), Ok(()));
    assert_eq!(asks(&known, "2027-04-01T00:40:00+09:00", None), Ok(()));
    let last: NaiveDate = "2027-03-31".parse().unwrap();
    assert_eq!(
        asks(&known, "2027-04-01T09:00:00+09:00", None),
        Err(Lapse::Until(last))
    );
    assert_eq!(
        asks(&known, "2027-03-30T09:00:00+09:00", Some("2027-04-02")),
        Err(Lapse::TooShort {
            until: last,
            needed: "2027-04-02".parse().unwrap()
        })
    );
}

#[test]
fn a_withdrawal_ends_what_was_given_before_it_and_nothing_that_comes_after() {
    let mut known = Known::default();
    given(&mut known, fact("2026-04-01T00:00:00+09:00", None));
    known.take(
        &Saying::Ended {
            at: at("2026-11-17T12:00:00+09:00"),
            entry: EntryId([1; 32]),
        },
        7,
    );
    assert_eq!(asks(&known, "2026-11-17T11:59:00+09:00", None), Ok(()));
    assert_eq!(
        asks(&known, "2026-11-17T12:00:00+09:00", None),
        Err(Lapse::Withdrawn(at("2026-11-17T12:00:00+09:00")))
    );
    // Notified anew from the first of the day: the order of the journal decides, not the date.
    given(&mut known, fact("2026-11-17T00:00:00+09:00", None));
    assert_eq!(asks(&known, "2026-11-17T12:00:00+09:00", None), Ok(()));
    known.take_back(&Saying::Given(fact("2026-11-17T00:00:00+09:00", None)), 9);
    given(&mut known, fact("2026-11-20T09:00:00+09:00", None));
    assert_eq!(asks(&known, "2026-11-20T09:00:00+09:00", None), Ok(()));
    assert!(asks(&known, "2026-11-19T09:00:00+09:00", None).is_err());
}

#[test]
fn what_the_offices_own_list_says_is_withdrawn_like_everything_else() {
    let mut known = Known::default();
    known.take(
        &Saying::Ended {
            at: at("2026-11-17T12:00:00+09:00"),
            entry: EntryId([1; 32]),
        },
        7,
    );
    let before = known
        .clone()
        .with_office(fact("2026-04-01T00:00:00+09:00", None));
    assert_eq!(asks(&before, "2026-11-17T11:59:00+09:00", None), Ok(()));
    assert!(asks(&before, "2026-11-18T09:00:00+09:00", None).is_err());
    let after = known.with_office(fact("2026-11-18T00:00:00+09:00", None));
    assert_eq!(asks(&after, "2026-11-18T09:00:00+09:00", None), Ok(()));
}

#[test]
fn a_withdrawal_that_the_signers_terminal_had_not_seen_counts_against_nobody() {
    let mut known = Known::default();
    given(&mut known, fact("2026-04-01T00:00:00+09:00", None));
    known.take(
        &Saying::Ended {
            at: at("2026-11-17T12:00:00+09:00"),
            entry: EntryId([1; 32]),
        },
        40,
    );
    let later = "2026-11-17T12:00:05+09:00";
    assert_eq!(asks(&known.clone().seen_at(40), later, None), Ok(()));
    assert!(asks(&known.clone().seen_at(41), later, None).is_err());
    known.take_back(&Saying::Given(fact("2026-04-01T00:00:00+09:00", None)), 50);
    assert_eq!(asks(&known.clone().seen_at(40), later, None), Ok(()));
    assert!(asks(&known.seen_at(51), later, None).is_err());
}

#[test]
fn words_are_the_same_whatever_their_width() {
    let wide = FactSubject::Words(Text::new("８見本第１２号").unwrap());
    let narrow = FactSubject::Words(Text::new("8見本第12号").unwrap());
    assert_eq!(wide.key(), narrow.key());
}
