use super::*;
use crate::journal::{PersonNo, Role};
use crate::office::ProfileId;
use crate::text::Text;
use chrono::NaiveDate;

const SAMPLE: &str = include_str!("../../../data/demo/office.toml");

fn day(written: &str) -> NaiveDate {
    crate::calendar::serde_day::read(written).unwrap()
}

#[test]
fn the_sample_office_is_a_set_up_file_and_survives_being_written_out() {
    let draft = Draft::parse(SAMPLE).unwrap();
    assert_eq!(draft.lacks(day("2026-11-17")), None);
    assert_eq!(Draft::parse(&draft.write()).unwrap(), draft);
    let founding = read(SAMPLE, true).unwrap();
    assert_eq!(founding.founder, PersonNo(90));
    assert_eq!(founding.places.len(), 8);
    let deputy = founding.grants.iter().find(|g| g.role == Role::Deputy);
    assert_eq!(deputy.unwrap().span.until, Some(day("2027-03-31")));
}

#[test]
fn an_empty_draft_survives_too_and_lacks_its_rules_first() {
    let draft = Draft::default();
    assert_eq!(Draft::parse(&draft.write()).unwrap(), draft);
    assert_eq!(draft.lacks(day("2026-11-17")), Some(Lack::Profile));
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let person = |no: u16, more: &str| {
        format!("[[people]]\nno = {no}\nname = \"田中 実\"\nkana = \"たなか\"\n{more}\n")
    };
    let line = |text: &str| {
        let error = Draft::parse(text).unwrap_err();
        (error.line, error.what)
    };
    let twice = format!("{}{}", person(1, ""), person(1, ""));
    assert_eq!(
        line(&twice),
        (
            Some(6),
            Wrong::Twice {
                part: Part::People,
                number: "1".to_owned()
            }
        )
    );
    assert_eq!(line(&person(1000, "")), (Some(1), Wrong::Number(1000)));
    assert_eq!(
        line(&person(1, "unit = 4")),
        (
            Some(1),
            Wrong::Unknown {
                part: Part::Units,
                number: 4
            }
        )
    );
    let (at, what) = line("name = \"x\"\nnonsense = 1\n");
    assert_eq!(at, Some(2));
    assert!(matches!(what, Wrong::Form(_)));
    let (at, _) = line("\nclosing = \"25:99\"\n");
    assert_eq!(at, Some(2));
    let (at, what) = line(&person(2, "from = 2026-04-01\nuntil = \"2026-03-31\""));
    assert_eq!(at, Some(1));
    assert!(matches!(what, Wrong::Span { .. }));
}

#[test]
fn a_contractor_lacks_the_notice_of_a_means() {
    let mut draft = Draft::parse(SAMPLE).unwrap();
    draft.profile = Some(ProfileId::Contractor);
    assert_eq!(draft.lacks(day("2026-11-17")), Some(Lack::Notice));
    for means in &mut draft.means {
        means.notice = Some(Text::new("7受第12号").unwrap());
    }
    assert_eq!(draft.lacks(day("2026-11-17")), None);
}

#[test]
fn who_sets_the_office_up_is_not_its_only_manager() {
    let mut draft = Draft::parse(SAMPLE).unwrap();
    draft.founder = None;
    draft.people.retain(|p| p.no == PersonNo(1));
    draft.places.clear();
    draft.people[0].roles.push(DraftRole {
        role: Role::Administrator,
        from: None,
        until: None,
    });
    assert_eq!(draft.lacks(day("2026-11-17")), Some(Lack::Manager));
}

#[test]
fn places_are_in_use_from_the_day_of_founding_and_not_before() {
    let draft = Draft::parse(SAMPLE).unwrap();
    let founding = draft.founding(false, day("2026-11-17")).unwrap();
    assert_eq!(founding.places[0].span.from, day("2026-11-17"));
    assert_eq!(founding.persons[0].span.from, day("2026-04-01"));
}

#[test]
fn a_second_table_brings_people_up_to_date_and_keeps_the_dates_of_their_roles() {
    let mut draft = Draft::parse(SAMPLE).unwrap();
    let rows = crate::desk::import::people(
        "2,伊藤 恵,いとう めぐみ,総務,代理\n",
        ProfileId::Bureau,
        &draft.known(day("2026-11-17")),
    );
    draft.take_people(rows.unwrap());
    let person = draft.person(PersonNo(2)).unwrap();
    assert_eq!(person.section.as_str(), "総務");
    assert_eq!(person.roles[0].until, Some(Day(day("2027-03-31"))));
}

#[test]
fn who_leaves_a_draft_leaves_its_rosters() {
    let mut draft = Draft::parse(SAMPLE).unwrap();
    draft.remove_person(PersonNo(5));
    assert!(
        draft
            .places
            .iter()
            .all(|p| !p.roster.contains(&PersonNo(5)))
    );
    assert_eq!(Draft::parse(&draft.write()).unwrap(), draft);
}

#[test]
fn whom_to_call_is_taken_in_order_and_an_unknown_line_is_refused_with_its_place() {
    let founding = read(SAMPLE, true).unwrap();
    let called: Vec<(u16, Option<&str>)> = founding
        .contacts
        .iter()
        .map(|c| (c.order, c.line.as_deref()))
        .collect();
    assert_eq!(
        called,
        [
            (1, None),
            (2, Some("division")),
            (3, Some("bureau")),
            (4, Some("disclosure"))
        ]
    );
    let wrong = SAMPLE.replace("line = \"bureau\"", "line = \"tokyo\"");
    let error = read(&wrong, true).unwrap_err();
    assert_eq!(error.what, Wrong::Line("tokyo".to_owned()));
    let line = wrong.lines().position(|l| l == "line = \"tokyo\"").unwrap();
    assert_eq!(error.line, Some(line));
}
