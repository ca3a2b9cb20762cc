use super::*;
use crate::calendar::OfficeDays;
use crate::journal::{OfficeId, PersonNo, PlaceId, PublicKey, Role, UnitId};
use crate::office::{Grant, Holding, Office, Person, Place, ProfileId, Settings, Span, Standing};
use crate::procedure::{Catalogue, Definition};
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub(super) fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn span(from: &str, until: Option<&str>) -> Span {
    Span {
        from: day(from),
        until: until.map(day),
    }
}

fn person(no: u16, from: &str, until: Option<&str>) -> Person {
    Person {
        no: PersonNo(no),
        name: Text::default(),
        kana: Text::default(),
        section: Text::default(),
        unit: UnitId(1),
        span: span(from, until),
    }
}

fn manager(no: u16, from: &str, until: Option<&str>) -> Grant {
    Grant {
        person: PersonNo(no),
        role: Role::Manager,
        span: span(from, until),
    }
}

fn medium(id: u32, media: &str, from: &str, until: Option<&str>) -> Holding {
    let text = format!(
        r#"{{"id":{id},"title":"x","count":1,"media":"{media}","span":{{"from":"{from}"{}}}}}"#,
        until.map_or(String::new(), |u| format!(r#","until":"{u}""#))
    );
    serde_json::from_str(&text).unwrap()
}

/// Founded on 1 October 2026; place 1 from the beginning, place 2 until 5 December, person 1 and 2
/// from before, 3 from January, 4 gone in December; one medium and one paper.
pub(super) fn office() -> Office {
    let place = |id, until| Place {
        id: PlaceId(id),
        name: Text::default(),
        key_place: Text::default(),
        unit: UnitId(1),
        roster: Vec::new(),
        span: span("2020-04-01", until),
    };
    Office {
        id: OfficeId([1; 16]),
        sample: true,
        since: day("2026-10-01"),
        profile: ProfileId::Bureau,
        name: Text::default(),
        founder: PersonNo(1),
        recovery: PublicKey([0; 32]),
        standing: Standing::Accepted,
        units: Vec::new(),
        persons: vec![
            person(1, "2020-04-01", None),
            person(2, "2026-04-01", None),
            person(3, "2027-01-10", None),
            person(4, "2026-04-01", Some("2026-12-31")),
        ],
        grants: vec![manager(1, "2026-04-01", None)],
        places: vec![place(1, None), place(2, Some("2026-12-05"))],
        means: Vec::new(),
        holdings: vec![
            medium(1, "medium", "2026-11-20", None),
            medium(2, "paper", "2026-11-20", None),
        ],
        days: OfficeDays::default(),
        settings: Settings::default(),
        keys: Vec::new(),
        procedures: Vec::new(),
        forms: Vec::new(),
        contacts: Vec::new(),
        pending: BTreeMap::new(),
        head: None,
    }
}

pub(super) fn duty(text: &str) -> (Definition, Duty) {
    let duty: Duty = toml::from_str(text).unwrap();
    let def = Catalogue::embedded().all().first().unwrap().clone();
    (def.as_ref().clone(), duty)
}

/// What is said on a day, as `subject first-day due`.
fn said(office: &Office, text: &str, done: &[(&str, &str)], today: &str) -> Vec<String> {
    let (def, duty) = duty(text);
    let mut settled: BTreeMap<DutySubject, Periods> = BTreeMap::new();
    for (subject, on) in done {
        let subject: DutySubject = subject.parse().unwrap();
        let period = Period::of(duty.every, day(on));
        duty.settle(office, subject, period, settled.entry(subject).or_default());
    }
    outstanding(office, &def, &duty, &|s| settled.get(&s), day(today))
        .iter()
        .map(|fall| format!("{} {} {}", fall.subject, fall.period.first(), fall.due))
        .collect()
}

const REVIEW: &str = "every='month'\nper='place'\nstep='review'\nday=20\nlead=19";

#[test]
fn a_month_of_a_place_is_due_after_it_is_over_and_never_before_the_office_was_founded() {
    let office = office();
    let of = |today| said(&office, REVIEW, &[], today);
    assert!(of("2026-10-31").is_empty(), "the month is not over");
    assert_eq!(
        of("2026-11-01"),
        [
            "place-1 2026-10-01 2026-11-20",
            "place-2 2026-10-01 2026-11-20"
        ]
    );
    // Place 2 was in use for five days of December, and not in January.
    let later = of("2027-02-01");
    assert!(later.contains(&"place-2 2026-12-01 2027-01-20".to_owned()));
    assert!(!later.iter().any(|s| s.starts_with("place-2 2027")));
    assert_eq!(later.len(), 4 + 3);
}

#[test]
fn what_is_settled_is_gone_and_what_lies_between_stays() {
    let office = office();
    let done = [
        ("place-1", "2026-10-05"),
        ("place-1", "2026-12-31"),
        ("place-2", "2026-10-01"),
    ];
    assert_eq!(
        said(&office, REVIEW, &done, "2027-01-05"),
        [
            "place-1 2026-11-01 2026-12-20",
            "place-2 2026-11-01 2026-12-20",
            "place-2 2026-12-01 2027-01-20"
        ]
    );
}

#[test]
fn an_office_says_it_earlier_or_later_than_the_definition() {
    let mut office = office();
    let yearly = "every='fiscal-year'\nper='office'\nstep='check'\nlead=60";
    assert!(said(&office, yearly, &[], "2027-01-29").is_empty());
    assert_eq!(
        said(&office, yearly, &[], "2027-01-30"),
        ["office 2026-04-01 2027-03-31"]
    );
    let (def, _) = duty(yearly);
    office.settings.leads.insert(def.id.0, 10);
    assert!(said(&office, yearly, &[], "2027-03-20").is_empty());
    assert_eq!(said(&office, yearly, &[], "2027-03-21").len(), 1);
    office.settings.leads.clear();
    // Not done in its year, it stays: nothing silences it.
    assert_eq!(
        said(&office, yearly, &[("office", "2027-04-03")], "2027-04-10"),
        ["office 2026-04-01 2027-03-31"]
    );
}

#[test]
fn each_person_who_is_there_at_the_end_of_the_year() {
    let office = office();
    let training = "every='fiscal-year'\nper='person'\nstep='attend'\nlead=400";
    let of = |today| said(&office, training, &[("person-2", "2026-12-01")], today);
    assert_eq!(
        of("2026-12-02"),
        [
            "person-1 2026-04-01 2027-03-31",
            "person-4 2026-04-01 2027-03-31"
        ],
        "3 has not come yet"
    );
    assert_eq!(
        of("2027-03-01"),
        [
            "person-1 2026-04-01 2027-03-31",
            "person-3 2026-04-01 2027-03-31"
        ],
        "4 has gone"
    );
    let next: Vec<String> = of("2027-04-02");
    assert!(next.contains(&"person-2 2027-04-01 2028-03-31".to_owned()));
}

#[test]
fn each_medium_of_the_register_by_the_quarter() {
    let office = office();
    let check = "every='quarter'\nper='media'\nstep='check'\nsubject='media'\nlead=100";
    assert!(said(&office, check, &[], "2026-11-19").is_empty());
    assert_eq!(
        said(&office, check, &[], "2026-11-20"),
        ["medium-1 2026-10-01 2026-12-31"]
    );
    assert_eq!(
        said(&office, check, &[("medium-1", "2026-12-01")], "2027-02-01"),
        ["medium-1 2027-01-01 2027-03-31"]
    );
}

#[test]
fn an_open_day_counts_and_a_closed_one_between_does_not_part_two() {
    let office = office();
    let daily = "every='open-day'\nper='office'\nstep='check'";
    // 2 October 2026 is a Friday.
    let open = said(&office, daily, &[("office", "2026-10-01")], "2026-10-05");
    assert_eq!(
        open,
        [
            "office 2026-10-02 2026-10-02",
            "office 2026-10-05 2026-10-05"
        ]
    );
    let (_, duty) = duty(daily);
    let mut done = Periods::default();
    for on in ["2026-10-01", "2026-10-05", "2026-10-02"] {
        let period = Period::of(duty.every, day(on));
        duty.settle(&office, DutySubject::Office, period, &mut done);
    }
    assert_eq!(done.ranges(), 1);
}

#[test]
fn a_change_of_manager_is_a_handover_and_the_founding_is_none() {
    let mut office = office();
    let change = "every='change'\nper='manager'\nstep='take'\nperiod='on'\nday=7\nlead=14";
    assert!(said(&office, change, &[], "2027-04-01").is_empty());
    office.grants = vec![
        manager(1, "2026-04-01", Some("2027-03-31")),
        manager(2, "2027-04-01", None),
    ];
    assert!(said(&office, change, &[], "2027-03-24").is_empty());
    assert_eq!(
        said(&office, change, &[], "2027-03-25"),
        ["person-2 2027-04-01 2027-04-08"]
    );
    assert!(said(&office, change, &[("person-2", "2027-04-01")], "2027-04-02").is_empty());
    // The same person goes on.
    office.grants = vec![
        manager(1, "2026-04-01", Some("2027-03-31")),
        manager(1, "2027-04-01", None),
    ];
    assert!(said(&office, change, &[], "2027-04-01").is_empty());
}

#[test]
fn a_duty_of_another_profile_is_none() {
    let office = office();
    let only = "every='fiscal-year'\nper='office'\nstep='check'\nlead=400\nwhen=[{field='profile',is=['contractor']}]";
    assert!(said(&office, only, &[], "2026-12-01").is_empty());
}

#[test]
fn periods_begin_and_end_where_the_calendar_does() {
    for (every, on, first, last) in [
        (Every::Month, "2026-12-15", "2026-12-01", "2026-12-31"),
        (Every::Month, "2028-02-29", "2028-02-01", "2028-02-29"),
        (Every::Quarter, "2026-04-01", "2026-04-01", "2026-06-30"),
        (Every::Quarter, "2026-12-31", "2026-10-01", "2026-12-31"),
        (Every::Quarter, "2027-01-01", "2027-01-01", "2027-03-31"),
        (Every::FiscalYear, "2027-03-31", "2026-04-01", "2027-03-31"),
        (Every::FiscalYear, "2027-04-01", "2027-04-01", "2028-03-31"),
        (Every::OpenDay, "2026-11-17", "2026-11-17", "2026-11-17"),
        (Every::Change, "2027-04-01", "2027-04-01", "2027-04-01"),
    ] {
        let period = Period::of(every, day(on));
        assert_eq!(
            (period.first(), period.last()),
            (day(first), day(last)),
            "{every:?} {on}"
        );
        assert_eq!(Period::of(every, period.next().first()), period.next());
        assert_eq!(Period::at(every, period.index()), period);
    }
}

#[test]
fn ranges_grow_together_and_come_apart() {
    let none = |_| false;
    let mut done = Periods::default();
    for n in [5, 1, 3, 2, 4] {
        done.insert(n, &none);
    }
    assert_eq!((done.ranges(), done.through(2)), (1, Some(5)));
    done.remove(3);
    assert_eq!(
        (done.ranges(), done.through(1), done.contains(3)),
        (2, Some(2), false)
    );
    done.remove(1);
    done.remove(9);
    assert_eq!(
        (done.contains(1), done.contains(2), done.through(4)),
        (false, true, Some(5))
    );
    for years in 0..60 {
        done.insert(years, &none);
    }
    assert_eq!(done.ranges(), 1, "five settled years are one range");
}

#[test]
fn a_name_of_a_subject_reads_back() {
    for name in ["office", "place-3", "person-12", "medium-2"] {
        assert_eq!(name.parse::<DutySubject>().unwrap().to_string(), name);
    }
    assert!("place-x".parse::<DutySubject>().is_err());
    assert!("shelf-1".parse::<DutySubject>().is_err());
}

#[test]
fn whoever_leaves_a_contractor_pledges_once_more() {
    let def = Catalogue::embedded().latest(&"pledge".into()).unwrap();
    let duty = &def.duty[0];
    let mut office = office();
    let out = |office: &Office, done: Option<&Periods>, today: &str| -> Vec<String> {
        let settled = |_: DutySubject| done;
        let falls = outstanding(office, def, duty, &settled, day(today));
        let said = |fall: &Fall| format!("{} {}", fall.subject, fall.due);
        falls.iter().map(said).collect()
    };
    // A bureau's rules ask for none.
    assert!(out(&office, None, "2027-03-31").is_empty());
    office.profile = ProfileId::Contractor;
    let last = office.persons.iter().find_map(|p| p.span.until).unwrap();
    let eve = last.checked_sub_days(chrono::Days::new(20)).unwrap();
    assert!(out(&office, None, &eve.to_string()).is_empty());
    let wanted = [format!("person-4 {last}")];
    assert_eq!(out(&office, None, &last.to_string()), wanted);
    let period = Period::of(Every::Change, last);
    let mut done = Periods::default();
    duty.settle(&office, DutySubject::Person(PersonNo(4)), period, &mut done);
    assert!(out(&office, Some(&done), &last.to_string()).is_empty());
    // Who stays after all pledges nothing.
    office.persons.push(person(4, "2027-01-01", None));
    assert!(out(&office, None, &last.to_string()).is_empty());
}
