use super::*;
use proptest::prelude::*;

fn at(written: &str) -> NaiveDate {
    super::super::serde_day::read(written).unwrap()
}

fn typed(s: &str) -> Result<NaiveDate, DateError> {
    parse_date(s, at("2026-11-20"))
}

#[test]
fn one_day_can_be_typed_in_many_ways() {
    for s in [
        "2026-11-17",
        "2026/11/17",
        "2026.11.17",
        "20261117",
        "2026年11月17日",
        "R8.11.17",
        "r8/11/17",
        "Ｒ８．１１．１７",
        "令和8年11月17日",
        "令和８年１１月１７日（火）",
        "令和8年11月17日(火)",
        "㋿8年11月17日",
        "11/17",
        "11.17",
        "11-17",
        "1117",
        "１１１７",
        "11月17日",
        "11月17日(火)",
        "17",
        "17日",
        "１７",
        "17日(火)",
        " 11 / 17 ",
        "１１ー１７",
        "2026−11−17",
    ] {
        assert_eq!(typed(s), Ok(at("2026-11-17")), "{s}");
    }
    assert_eq!(typed("令和元年5月1日"), Ok(at("2019-05-01")));
    assert_eq!(typed("H31.4.30"), Ok(at("2019-04-30")));
    assert_eq!(typed("昭和64年1月7日"), Ok(at("1989-01-07")));
    assert_eq!(typed("7"), Ok(at("2026-11-07")));
}

#[test]
fn a_day_without_a_year_is_the_nearest_one() {
    for (s, near, day) in [
        ("1/5", "2026-12-25", "2027-01-05"),
        ("12/25", "2027-01-05", "2026-12-25"),
        ("4/1", "2026-11-17", "2027-04-01"),
        ("6/1", "2026-11-17", "2026-06-01"),
        ("2/29", "2026-11-17", "2028-02-29"),
        ("0229", "2026-01-05", "2024-02-29"),
    ] {
        assert_eq!(parse_date(s, at(near)), Ok(at(day)), "{s} near {near}");
    }
}

#[test]
fn what_cannot_be_a_day_is_refused_with_the_reason() {
    assert_eq!(typed("　"), Err(DateError::Empty));
    for s in [
        "abc",
        "117",
        "081117",
        "2026-11",
        "2026",
        "8.11.17",
        "11/",
        "/11",
        "2026-11-17-1",
        "元/1",
        "元年5月1日",
        "令和8年",
        "R",
        "R8",
        "11:17",
        "-1",
        "2026-11-17T",
        "11/17(曜)",
        "(火)",
        "０x11",
    ] {
        let refusal = typed(s);
        // Four digits are month and day: 2026 is the 26th of month 20.
        let expected = if s == "2026" {
            DateError::NoSuchDay
        } else {
            DateError::Form
        };
        assert_eq!(refusal, Err(expected), "{s}");
    }
    for s in [
        "2026-02-29",
        "4/31",
        "31",
        "13/1",
        "0/1",
        "00",
        "20261301",
        "R0.1.1",
        "1131",
    ] {
        assert_eq!(typed(s), Err(DateError::NoSuchDay), "{s}");
    }
    assert_eq!(
        typed("H32.4.1"),
        Err(DateError::OutsideEra {
            era: "平成",
            common: at("2020-04-01")
        })
    );
    assert_eq!(
        typed("R1.4.30"),
        Err(DateError::OutsideEra {
            era: "令和",
            common: at("2019-04-30")
        })
    );
    assert_eq!(
        typed("11/17(水)"),
        Err(DateError::WrongWeekday { is: '火' })
    );
    assert_eq!(typed(&"1".repeat(10_000)), Err(DateError::Form));
}

#[test]
fn a_time_is_typed_with_three_or_four_digits() {
    for (s, minutes) in [
        ("1842", 18 * 60 + 42),
        ("18:42", 18 * 60 + 42),
        ("１８：４２", 18 * 60 + 42),
        ("18時42分", 18 * 60 + 42),
        ("842", 8 * 60 + 42),
        ("8:42", 8 * 60 + 42),
        ("0842", 8 * 60 + 42),
        ("0:00", 0),
        ("24:25", 24 * 60 + 25),
        ("2425", 24 * 60 + 25),
    ] {
        assert_eq!(parse_time(s), Ok(minutes), "{s}");
    }
    assert_eq!(parse_time(""), Err(TimeError::Empty));
    for s in [
        "18", "8:4", "18:420", "18:42:10", "a:00", "18-42", ":42", "18:", "+8:42", "12345",
    ] {
        assert_eq!(parse_time(s), Err(TimeError::Form), "{s}");
    }
    for s in ["18:60", "1860", "36:00", "9959"] {
        assert_eq!(parse_time(s), Err(TimeError::NoSuchTime), "{s}");
    }
}

proptest! {
    #[test]
    fn what_the_program_writes_can_be_typed_back(days in 0u64..60_000) {
        let day = at("1900-01-01") + chrono::Days::new(days);
        let near = at("2026-11-17");
        prop_assert_eq!(parse_date(&super::super::wareki::long(day), near), Ok(day));
        prop_assert_eq!(parse_date(&super::super::wareki::short(day), near), Ok(day));
        prop_assert_eq!(parse_date(&day.to_string(), near), Ok(day));
        prop_assert_eq!(parse_date(&super::super::wareki::day(day), day), Ok(day));
    }

    #[test]
    fn nothing_typed_makes_it_stumble(s in "[0-9０-９./年月日元令和RH()火:時分ー-]{0,14}") {
        let _ = parse_date(&s, at("2026-11-17"));
        if let Ok(minutes) = parse_time(&s) {
            prop_assert!(minutes < 36 * 60);
        }
    }
}

#[test]
fn a_month_or_a_year_is_typed_as_a_clerk_writes_it() {
    let near = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
    let month = Some(TypedPeriod::Month(Month::new(2026, 11).unwrap()));
    for typed in [
        "R8.11",
        "r8.11",
        "Ｒ８．１１",
        "2026-11",
        "2026/11",
        "令和8年11月",
        "11",
    ] {
        assert_eq!(parse_period(typed, near), month, "{typed}");
    }
    let year = Some(TypedPeriod::Year(FiscalYear::new(2026).unwrap()));
    for typed in ["R8", "2026", "令和8年度", "令和8年", "2026年度"] {
        assert_eq!(parse_period(typed, near), year, "{typed}");
    }
    for typed in ["", "13", "R8.13", "きのう", "2026-11-17"] {
        assert_eq!(parse_period(typed, near), None, "{typed}");
    }
}
