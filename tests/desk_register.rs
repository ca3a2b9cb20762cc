//! The register (台帳): what hangs on an item, where it lies, what is out, and what may leave.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::*;
use kagiban::desk::RegisterFilter;
use kagiban::journal::HoldingId;
use kagiban::procedure::Handling;

#[test]
fn what_was_taken_out_and_came_back_hangs_on_its_item_with_day_and_person() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let traces = view.holding_history(HoldingId(11), 100).unwrap();
    let done: Vec<Handling> = traces.iter().map(|t| t.did.did).collect();
    // The latest first: out today, out and back two weeks ago.
    assert_eq!(
        done,
        [Handling::TakenOut, Handling::Back, Handling::TakenOut]
    );
    let back = traces.iter().find(|t| t.did.did == Handling::Back).unwrap();
    assert_eq!(back.did.count, 6);
    assert_eq!(back.did.by, person(1));
    assert_eq!(back.did.happened.0.date().to_string(), "2026-11-05");
    assert!(back.form_no.is_some());
}

#[test]
fn the_register_says_what_is_out_and_what_lies_in_a_place() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let line = view.register_line(HoldingId(11)).unwrap().unwrap();
    assert_eq!((line.left, line.out, line.inside()), (96, 12, 84));
    let out = view
        .register(
            &RegisterFilter {
                out: true,
                ..RegisterFilter::default()
            },
            0,
            50,
        )
        .unwrap();
    assert!(out.lines.iter().any(|l| l.item.id == HoldingId(12)));
    assert!(out.lines.iter().all(|l| l.out > 0));
    let named = view
        .register(
            &RegisterFilter {
                words: "ホジョキン 申請".to_owned(),
                ..RegisterFilter::default()
            },
            0,
            50,
        )
        .unwrap();
    assert_eq!(named.total, 0);
    let inside = view.lies_in(kagiban::journal::PlaceId(1)).unwrap();
    assert!(inside.iter().any(|l| l.item.id == HoldingId(9)));
}
