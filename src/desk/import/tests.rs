use super::*;
use encoding_rs::SHIFT_JIS;

const PEOPLE: &str = "番,氏名,ふりがな,担当,役割\r\n\
    01,田中 実,たなか みのる,課長,個人情報管理責任者\r\n\
    ０５,佐藤 健,さとう けん,支援,職員\r\n\
    90,清水 航,しみず わたる,総務,システム管理者・職員\r\n";

fn taken(text: &str) -> Vec<PersonRow> {
    people(text, ProfileId::Bureau, &[]).unwrap()
}

fn refused(text: &str) -> Vec<(u64, Option<Column>, Why)> {
    let misfits = people(text, ProfileId::Bureau, &[]).unwrap_err();
    misfits
        .into_iter()
        .map(|m| (m.row, m.column, m.why))
        .collect()
}

fn staff() -> Vec<Known> {
    [
        (5, "佐藤 健"),
        (7, "鈴木 花子"),
        (8, "佐藤 健"),
        (9, "髙橋 洋"),
    ]
    .map(|(no, name)| Known {
        no: PersonNo(no),
        name: Text::new(name).unwrap(),
        staff: no != 9,
    })
    .to_vec()
}

#[test]
fn a_table_of_people_is_taken_with_numbers_of_either_width() {
    let rows = taken(PEOPLE);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1].no, PersonNo(5));
    assert_eq!(rows[1].roles, Some(vec![]));
    assert_eq!(rows[0].roles, Some(vec![Role::Manager]));
    assert_eq!(rows[2].roles, Some(vec![Role::Administrator, Role::Staff]));
}

#[test]
fn the_same_table_is_read_from_every_encoding_of_a_japanese_windows() {
    let (cp932, _, _) = SHIFT_JIS.encode(PEOPLE);
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(PEOPLE.encode_utf16().flat_map(u16::to_le_bytes));
    let mut bom = b"\xEF\xBB\xBF".to_vec();
    bom.extend(PEOPLE.as_bytes());
    for bytes in [cp932.to_vec(), utf16, bom, PEOPLE.as_bytes().to_vec()] {
        assert_eq!(taken(&decode(&bytes).unwrap().0), taken(PEOPLE));
    }
}

#[test]
fn bytes_of_no_encoding_and_broken_workbooks_are_refused_by_name() {
    assert!(matches!(
        decode(b"ab\x82\xA0\xFFz"),
        Err(TableFileError::Encoding(_))
    ));
    assert!(matches!(
        decode(b"PK\x03\x04rest"),
        Err(TableFileError::Workbook(_))
    ));
}

#[test]
fn a_pasted_table_needs_no_heading_and_its_columns_may_end_early() {
    let rows = taken("1\t田中 実\tたなか みのる\n5\t佐藤 健\tさとう けん\t支援\n");
    assert_eq!(rows[0].section.as_str(), "");
    assert_eq!(rows[1].section.as_str(), "支援");
}

#[test]
fn headings_may_stand_in_another_order_and_in_english() {
    let rows = taken("Name,No.,Kana\n田中 実,1,たなか みのる\n");
    assert_eq!(rows[0].no, PersonNo(1));
    assert_eq!(rows[0].roles, None);
}

#[test]
fn nothing_is_taken_while_one_row_does_not_fit_and_every_row_is_named() {
    let table = "番,氏名,ふりがな,担当,役割\n\
        1,田中 実,たなか みのる,課長,部長\n\
        x,,さとう けん,支援,\n\
        1,伊藤 恵,いとう めぐみ,支援,\n\
        1000,小川 誠,おがわ まこと,部長,,余り\n\
        6,渡\u{202E}邉,わたなべ,総務,\n";
    let found = refused(table);
    assert_eq!(
        found[0],
        (2, Some(Column::Role), Why::Role("部長".to_owned()))
    );
    assert_eq!(
        found[1],
        (3, Some(Column::Number), Why::Number("x".to_owned()))
    );
    assert_eq!(found[2], (3, Some(Column::Name), Why::Missing));
    assert_eq!(found[3], (4, Some(Column::Number), Why::Twice { row: 2 }));
    assert!(matches!(
        found[4],
        (
            5,
            None,
            Why::TooManyCells {
                found: 6,
                columns: 5
            }
        )
    ));
    assert!(matches!(
        found[5],
        (5, Some(Column::Number), Why::Number(_))
    ));
    assert!(matches!(found[6], (6, Some(Column::Name), Why::Text(_))));
    assert_eq!(found.len(), 7);
}

#[test]
fn control_characters_in_a_cell_are_refused_by_their_code() {
    let found = refused("1,田中\u{1B}[2J,たなか\n");
    let (1, Some(Column::Name), Why::Text(TextError::Refused { code, .. })) = &found[0] else {
        panic!("{found:?}");
    };
    assert_eq!(code.to_string(), "U+001B");
}

#[test]
fn a_cell_of_two_lines_is_refused_in_its_row() {
    let found = refused("1,\"田中\n実\",たなか みのる\n2,伊藤 恵,いとう めぐみ\n");
    assert_eq!(found.len(), 1);
    assert!(matches!(found[0], (1, Some(Column::Name), Why::Text(_))));
}

#[test]
fn a_missing_column_and_one_that_nobody_asked_for_are_named() {
    let found = refused("番,氏名,内線\n1,田中 実,1234\n");
    assert_eq!(
        found,
        [
            (1, None, Why::UnknownHeading("内線".to_owned())),
            (1, Some(Column::Kana), Why::NoColumn),
        ]
    );
}

#[test]
fn ten_thousand_rows_are_refused_as_one() {
    let table: String = (1..=10_000)
        .map(|n| format!("{n},田中 実,たなか みのる\n"))
        .collect();
    assert_eq!(
        refused(&table),
        [(
            0,
            None,
            Why::TooManyRows {
                rows: 10_000,
                most: MAX_ROWS
            }
        )]
    );
    assert_eq!(refused("\n ,\n"), [(0, None, Why::Empty)]);
    assert_eq!(refused("番,氏名,ふりがな\n"), [(0, None, Why::Empty)]);
}

#[test]
fn a_number_stays_with_its_person() {
    let row = "5,佐藤 健,さとう けん,総務\n";
    assert!(people(row, ProfileId::Bureau, &staff()).is_ok());
    let found = people("5,山本 一,やまもと はじめ\n", ProfileId::Bureau, &staff());
    let name = Text::new("佐藤 健").unwrap();
    assert_eq!(found.unwrap_err()[0].why, Why::Taken { name });
}

#[test]
fn places_name_who_locks_by_number_by_name_or_all() {
    let table = "場所\t鍵の置き場所\t施錠できる人\n\
        書庫A\t課長席のキー箱\t05 ０７\n\
        書庫B\t課長席のキー箱\t鈴木花子、髙橋　洋\n\
        耐火金庫\t課長席のキー箱\t全員\n\
        窓口の引出し\t窓口のキー箱\t\n";
    let rows = places(table, &staff(), &[]).unwrap();
    assert_eq!(rows[0].roster, [PersonNo(5), PersonNo(7)]);
    assert_eq!(rows[1].roster, [PersonNo(7), PersonNo(9)]);
    assert_eq!(rows[2].roster, [PersonNo(5), PersonNo(7), PersonNo(8)]);
    assert_eq!(rows[3].roster, []);
}

#[test]
fn nobody_and_namesakes_and_places_twice_are_refused() {
    let there = [Text::new("書庫Ａ").unwrap()];
    let table = "書庫A,箱,05\n書庫B,箱,66\n書庫C,箱,佐藤健\n書庫B,箱,\n";
    let found: Vec<(u64, Why)> = places(table, &staff(), &there)
        .unwrap_err()
        .into_iter()
        .map(|m| (m.row, m.why))
        .collect();
    assert_eq!(
        found,
        [
            (1, Why::PlaceKnown),
            (2, Why::Nobody("66".to_owned())),
            (3, Why::Namesakes("佐藤健".to_owned())),
            (4, Why::Twice { row: 2 }),
        ]
    );
}
