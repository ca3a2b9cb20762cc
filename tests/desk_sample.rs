//! The sample office, as a newcomer and an auditor meet it.
#![allow(clippy::unwrap_used)]

use kagiban::desk::{Desk, Opening, OutState, PlaceState, sample};

fn sample_office() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    sample::make(folder.path(), None, &mut |_, _| {}).unwrap();
    let desk = Desk::open(folder.path(), Opening::default()).unwrap();
    (folder, desk)
}

#[test]
fn the_board_of_the_sample_shows_a_hole_an_overdue_take_out_and_waiting_people() {
    let (_folder, desk) = sample_office();
    let board = desk.view().unwrap().board().unwrap();
    assert!(board.sample && board.open_day);
    let locked = |p: &&kagiban::desk::PlaceLine| matches!(p.state, PlaceState::Locked { .. });
    assert_eq!(board.places.iter().filter(locked).count(), 3);
    assert_eq!(board.places.len(), 8);
    assert_eq!(board.holes.len(), 2, "{:?}", board.holes);
    assert!(
        board
            .out
            .iter()
            .any(|o| matches!(o.state, OutState::Late { .. }))
    );
    assert!(board.out.iter().any(|o| o.state == OutState::Out));
    assert!(board.out.iter().any(|o| o.state == OutState::Back));
    assert_eq!(board.second_checks.len(), 1);
    assert!(
        board.manager.is_some_and(|(count, _)| count >= 4),
        "{:?}",
        board.manager
    );
}

#[test]
fn an_auditor_finds_nothing_in_the_untouched_sample() {
    let (_folder, desk) = sample_office();
    let verification = desk.verify(&mut |_, _| true).unwrap();
    assert!(verification.is_clean(), "{verification:#?}");
    assert!(desk.view().unwrap().faults().unwrap().is_empty());
}

#[test]
fn a_grown_history_holds_as_many_entries_as_asked_for_and_verifies() {
    let folder = tempfile::tempdir().unwrap();
    sample::make(folder.path(), Some(18_000), &mut |_, _| {}).unwrap();
    let desk = Desk::open(folder.path(), Opening::default()).unwrap();
    let verification = desk.verify(&mut |_, _| true).unwrap();
    assert!(
        verification.is_clean(),
        "{:#?}",
        verification.unlawful.first()
    );
    let size = verification.checkpoint.size;
    assert!((17_990..18_040).contains(&size), "{size}");
    assert_eq!(desk.view().unwrap().board().unwrap().holes.len(), 2);
}
