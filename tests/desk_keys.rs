//! A forgotten PIN: a new key, which has no effect before two role holders have vouched, one of them
//! perhaps another day; and what becomes of it meanwhile.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{Office, open_at, person};
use kagiban::desk::{SignError, WaitsFor, Why};
use kagiban::journal::{EntryId, Pin, Role};
use kagiban::office::{Grant, OfficeAct, OfficeRefusal, Person, Span};
use kagiban::text::Text;

const NEW: &str = "591738";

/// 鈴木 花子 has forgotten hers; the manager vouches.
fn forgotten(office: &Office, new: &str) -> EntryId {
    let voucher = (person(1), &office.pin_of(1));
    let new = Pin::typed(new);
    office.desk.renew(person(7), &new, voucher).unwrap()
}

fn vouch(office: &Office, who: u16, entry: EntryId) -> Result<(), SignError> {
    office
        .desk
        .countersign(person(who), &office.pin_of(who), entry)
}

fn refused(error: SignError) -> OfficeRefusal {
    match error {
        SignError::AllLeftOut(mut left) => match left.remove(0).why {
            Why::Office(refusal) => refusal,
            other => panic!("{other:?}"),
        },
        other => panic!("{other}"),
    }
}

fn opens(office: &Office, pin: &str) -> bool {
    office.desk.open_person(person(7), &Pin::typed(pin)).is_ok()
}

fn old(office: &Office) -> bool {
    office
        .desk
        .open_person(person(7), &office.pin_of(7))
        .is_ok()
}

fn is_clean(office: &Office) -> bool {
    let verified = office.desk.verify(&mut |_, _| true).unwrap();
    assert!(verified.is_clean(), "{verified:?}");
    verified.is_clean()
}

#[test]
fn a_new_key_has_no_effect_before_the_second_has_vouched() {
    let office = Office::new();
    let before = office.desk.checkpoint().unwrap().size;
    let entry = forgotten(&office, NEW);
    assert_eq!(office.desk.checkpoint().unwrap().size, before + 2);
    assert!(!opens(&office, NEW) && old(&office));
    // Another terminal, another day.
    office.set("2026-11-18T09:00:00+09:00");
    let desk = open_at(office.folder.path(), &office.clock, None);
    desk.countersign(person(2), &office.pin_of(2), entry)
        .unwrap();
    assert!(opens(&office, NEW) && !old(&office));
    office.holds_together();
    assert!(is_clean(&office));
}

#[test]
fn nobody_vouches_twice_not_even_with_another_key() {
    let office = Office::new();
    let entry = forgotten(&office, NEW);
    let cannot = |no| OfficeRefusal::CannotCountersign(person(no));
    assert_eq!(refused(vouch(&office, 1, entry).unwrap_err()), cannot(1));
    assert_eq!(refused(vouch(&office, 5, entry).unwrap_err()), cannot(5));
    assert_eq!(refused(vouch(&office, 7, entry).unwrap_err()), cannot(7));
    let other = Pin::typed("another long one");
    office
        .desk
        .change_pin(person(1), &office.pin_of(1), &other)
        .unwrap();
    let again = office.desk.countersign(person(1), &other, entry);
    assert_eq!(refused(again.unwrap_err()), cannot(1));
    assert!(old(&office) && !opens(&office, NEW));
}

#[test]
fn a_later_request_makes_the_earlier_one_void() {
    let office = Office::new();
    let first = forgotten(&office, "826451");
    let second = forgotten(&office, NEW);
    let gone = refused(vouch(&office, 2, first).unwrap_err());
    assert_eq!(gone, OfficeRefusal::NothingWaits);
    vouch(&office, 2, second).unwrap();
    assert!(opens(&office, NEW) && !opens(&office, "826451"));
}

#[test]
fn a_pin_that_comes_back_to_mind_makes_the_request_void() {
    let office = Office::new();
    let entry = forgotten(&office, NEW);
    let other = Pin::typed("826451");
    office
        .desk
        .change_pin(person(7), &office.pin_of(7), &other)
        .unwrap();
    let gone = refused(vouch(&office, 2, entry).unwrap_err());
    assert_eq!(gone, OfficeRefusal::NothingWaits);
    assert!(opens(&office, "826451"));
}

#[test]
fn whoever_vouched_held_a_role_on_that_day() {
    let office = Office::new();
    let entry = forgotten(&office, NEW);
    let end = OfficeAct::EndGrant {
        person: person(1),
        role: Role::Manager,
        until: "2026-11-17".parse().unwrap(),
    };
    let by = (person(90), office.pin_of(90));
    let second = (person(2), office.pin_of(2));
    office
        .desk
        .sign_office(by.0, &by.1, end, Some((second.0, &second.1)))
        .unwrap();
    office.set("2026-11-18T09:00:00+09:00");
    vouch(&office, 2, entry).unwrap();
    assert!(opens(&office, NEW));
    assert!(is_clean(&office));
}

#[test]
fn nobody_gets_a_key_who_no_longer_belongs_to_the_office() {
    let office = Office::new();
    let entry = forgotten(&office, NEW);
    let view = office.desk.view().unwrap();
    let today = view.today().0;
    let leaver = view.office.person(person(7), today).unwrap().clone();
    let leaves = Person {
        span: Span {
            from: today,
            until: Some(today),
        },
        ..leaver
    };
    office
        .desk
        .sign_office(
            person(90),
            &office.pin_of(90),
            OfficeAct::Person(leaves),
            None,
        )
        .unwrap();
    office.set("2026-11-18T09:00:00+09:00");
    let why = refused(vouch(&office, 2, entry).unwrap_err());
    assert_eq!(why, OfficeRefusal::Unknown(person(7)));
}

#[test]
fn wrong_tries_stay_counted_and_nobody_waits_for_them_with_a_new_pin() {
    let office = Office::new();
    for _ in 0..4 {
        assert!(!opens(&office, "000111"));
        let later = office.desk.view().unwrap().now.plus_seconds(400);
        office.clock.set(later);
    }
    let entry = forgotten(&office, NEW);
    assert_eq!(office.desk.failed_tries(person(7)).unwrap(), 4);
    assert!(!opens(&office, "000111"));
    vouch(&office, 2, entry).unwrap();
    assert!(opens(&office, NEW));
    assert_eq!(office.desk.failed_tries(person(7)).unwrap(), 5);
    let lock = desk_support::lock_now(&office.desk, 1);
    let signed = office.desk.sign(person(7), &Pin::typed(NEW), &[lock]);
    assert_eq!(signed.unwrap().failed_before, 5);
    assert!(is_clean(&office));
}

#[test]
fn what_waits_is_on_the_board_and_in_the_inbox_until_it_is_signed() {
    let office = Office::new();
    let count = |office: &Office| {
        let board = office.desk.view().unwrap().board().unwrap();
        board.manager.map_or(0, |(count, _)| count)
    };
    let before = count(&office);
    let entry = forgotten(&office, NEW);
    assert_eq!(count(&office), before + 1);
    let waits = office.desk.view().unwrap().office_waits();
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].pending.signers(), [person(7), person(1)]);
    let who: Vec<u16> = waits[0].who.iter().map(|(no, _)| no.0).collect();
    assert!(who.contains(&2) && who.contains(&90), "{who:?}");
    assert!(!who.contains(&1) && !who.contains(&7) && !who.contains(&5));
    let status = office.desk.view().unwrap().status().unwrap();
    let told = |o: &&kagiban::desk::Outstanding| o.waits_for == WaitsFor::Countersignature;
    let told: Vec<_> = status.outstanding.iter().filter(told).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].procedure.as_str(), told[0].what.as_str()),
        ("office", "鈴木 花子")
    );
    office.holds_together();
    vouch(&office, 2, entry).unwrap();
    assert_eq!(count(&office), before);
    assert!(office.desk.view().unwrap().office_waits().is_empty());
}

#[test]
fn what_waits_can_be_refused_with_a_reason_or_taken_back() {
    let office = Office::new();
    let decline = |who: u16, entry, reason: &str| {
        let act = OfficeAct::Decline {
            entry,
            reason: Text::new(reason).unwrap(),
        };
        office
            .desk
            .sign_office(person(who), &office.pin_of(who), act, None)
    };
    let entry = forgotten(&office, NEW);
    let not = refused(decline(5, entry, "知らない").unwrap_err());
    assert_eq!(not, OfficeRefusal::NotTheirs(person(5)));
    let not = refused(decline(2, entry, " ").unwrap_err());
    assert_eq!(not, OfficeRefusal::DoesNotFit);
    decline(2, entry, "本人と確かめられない").unwrap();
    let gone = refused(vouch(&office, 90, entry).unwrap_err());
    assert_eq!(gone, OfficeRefusal::NothingWaits);
    // With the PIN that came back to mind.
    let entry = forgotten(&office, NEW);
    decline(7, entry, "思い出した").unwrap();
    // A role likewise.
    let grant = OfficeAct::Grant(Grant {
        person: person(5),
        role: Role::Deputy,
        span: Span::since("2026-11-17".parse().unwrap()),
    });
    let entry = office
        .desk
        .sign_first(person(90), &office.pin_of(90), grant)
        .unwrap();
    decline(90, entry, "人をまちがえた").unwrap();
    assert!(office.desk.view().unwrap().office.pending.is_empty());
    assert!(is_clean(&office));
}
