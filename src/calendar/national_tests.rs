use super::*;

fn at(written: &str) -> NaiveDate {
    serde_day::read(written).unwrap()
}

fn holiday(written: &str) -> Option<&'static str> {
    match National::closed(at(written)) {
        Some(ClosedReason::Holiday(name)) => Some(&name.ja),
        _ => None,
    }
}

#[test]
fn the_embedded_files_can_be_read() {
    let rules: Rules = toml::from_str(include_str!("../../data/calendar/holidays.toml")).unwrap();
    assert!(rules.holiday.len() >= 20);
    toml::from_str::<Overrides>(include_str!("../../data/calendar/overrides.toml")).unwrap();
    for reason in [
        ClosedReason::YearEnd,
        ClosedReason::Sunday,
        ClosedReason::Saturday,
    ] {
        assert!(!reason.name().ja.is_empty() && !reason.name().en.is_empty());
    }
    for holiday in &rules.holiday {
        assert!(!holiday.name.en.is_empty());
        for rule in &holiday.rules {
            assert!(rule.day_in(rule.from).is_some(), "{}", holiday.name.ja);
        }
    }
}

#[test]
fn every_day_of_2019_to_2050_agrees_with_an_independent_table() {
    let table: BTreeMap<NaiveDate, String> =
        include_str!("../../tests/fixtures/holidays_jp_2019_2050.csv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.starts_with("date"))
            .map(|line| line.split_once(',').unwrap())
            // The table writes 即位礼正殿の儀が行われる日; the law of 2018 writes の行われる.
            .map(|(day, name)| (at(day), name.replace("が行われる", "の行われる")))
            .collect();
    assert!(table.len() > 500);
    let days = at("2019-01-01")
        .iter_days()
        .take_while(|day| day.year() <= 2050);
    for day in days {
        let ours = holidays(day.year())
            .iter()
            .find(|(holiday, _)| *holiday == day)
            .map(|(_, name)| name.ja.as_str());
        assert_eq!(ours, table.get(&day).map(String::as_str), "{day}");
        let year_end = matches!((day.month(), day.day()), (12, 29..) | (1, ..=3));
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        assert_eq!(
            National::closed(day).is_some(),
            table.contains_key(&day) || year_end || weekend,
            "{day}"
        );
    }
}

#[test]
fn the_cases_worked_out_by_hand_hold() {
    assert_eq!(holiday("2026-09-22"), Some("国民の休日"));
    assert_eq!(holiday("2027-03-22"), Some("振替休日"));
    assert_eq!(
        National::closed(at("2026-10-01")),
        None,
        "都民の日 is an open day"
    );
    for day in [
        "2026-12-29",
        "2026-12-30",
        "2026-12-31",
        "2027-01-02",
        "2027-01-03",
    ] {
        assert_eq!(
            National::closed(at(day)),
            Some(ClosedReason::YearEnd),
            "{day}"
        );
    }
    assert_eq!(holiday("2027-01-01"), Some("元日"));
    assert_eq!(National::closed(at("2026-12-28")), None);
    assert_eq!(National::closed(at("2027-01-04")), None);
    assert_eq!(
        National::closed(at("2026-11-21")),
        Some(ClosedReason::Saturday)
    );
    assert_eq!(
        National::closed(at("2026-11-22")),
        Some(ClosedReason::Sunday)
    );
    for (day, name) in [
        ("2019-04-30", "国民の休日"),
        ("2019-05-06", "振替休日"),
        ("2020-07-24", "スポーツの日"),
        ("2021-08-09", "振替休日"),
        ("1989-02-24", "昭和天皇の大喪の礼"),
        ("1973-04-30", "振替休日"),
        ("1988-05-04", "国民の休日"),
        ("1998-05-04", "振替休日"),
        ("2008-05-06", "振替休日"),
    ] {
        assert_eq!(holiday(day), Some(name), "{day}");
    }
    assert_eq!(holiday("1973-02-12"), None, "振替休日 came in April 1973");
    assert_eq!(
        holiday("1985-05-04"),
        None,
        "国民の休日 came in December 1985"
    );
    assert_eq!(holiday("2007-05-01"), None);
}

#[test]
fn the_official_equinoxes_of_2023_to_2031_come_out() {
    for (year, spring, autumn) in [
        (2023, 21, 23),
        (2024, 20, 22),
        (2025, 20, 23),
        (2026, 20, 23),
        (2027, 21, 23),
        (2028, 20, 22),
        (2029, 20, 23),
        (2030, 20, 23),
        (2031, 21, 23),
    ] {
        assert_eq!(
            Equinox::Spring.day_in(year).map(|day| day.day()),
            Some(spring),
            "{year}"
        );
        assert_eq!(
            Equinox::Autumn.day_in(year).map(|day| day.day()),
            Some(autumn),
            "{year}"
        );
    }
}

#[test]
fn an_official_correction_moves_a_holiday_and_its_substitute() {
    let corrected: Overrides = toml::from_str(
        r#"
        [[override]]
        date = "2027-03-21"
        remove = true
        source = "a test"

        [[override]]
        date = "2027-03-20"
        set = { ja = "春分の日", en = "Vernal Equinox Day" }
        source = "a test"
        "#,
    )
    .unwrap();
    let days: Vec<_> = compute(2027, rules(), &corrected)
        .iter()
        .map(|(day, _)| *day)
        .collect();
    assert!(days.contains(&at("2027-03-20")));
    assert!(!days.contains(&at("2027-03-21")) && !days.contains(&at("2027-03-22")));
    let nameless = "[[override]]\ndate = \"2027-03-20\"\nremove = true";
    assert!(
        toml::from_str::<Overrides>(nameless).is_err(),
        "a correction names its source"
    );
}

#[test]
fn a_deadline_of_thirty_days_counts_the_day_of_knowing_and_rolls_over_the_new_year() {
    let day30 = nth_day(at("2026-12-01"), 30);
    assert_eq!(day30, at("2026-12-30"));
    assert_eq!(roll_national(day30), at("2027-01-04"));
    assert_eq!(nth_day(at("2026-12-01"), 1), at("2026-12-01"));
    assert_eq!(nth_day(at("2026-12-01"), 0), at("2026-12-01"));
    assert_eq!(nth_day(at("2026-12-01"), 5), at("2026-12-05"));
    assert_eq!(roll_national(at("2026-11-17")), at("2026-11-17"));
    assert_eq!(roll_national(at("2026-09-19")), at("2026-09-24"));
    assert_eq!(nth_day(NaiveDate::MAX, 60), NaiveDate::MAX);
    assert_eq!(roll_national(nth_day(NaiveDate::MAX, 60)), NaiveDate::MAX);
}

#[test]
fn years_beyond_the_law_or_the_formula_have_weekends_only() {
    for year in [i32::MIN, 1948, 2151, i32::MAX] {
        assert!(holidays(year).is_empty());
    }
    assert!(!holidays(1949).is_empty() && !holidays(2150).is_empty());
}
