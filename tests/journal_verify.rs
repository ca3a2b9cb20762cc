//! Whoever reads a journal from its first entry on is told of everything that is not true in it.
#![allow(clippy::unwrap_used)]

mod journal_common;

use journal_common::{Book, OFFICE, clerk, founding, locking, manager, seal};
use kagiban::journal::merkle::Hash;
use kagiban::journal::{
    Body, CaseId, Entry, EntryFault, EntryId, Finding, FindingKind, LineError, OfficeId, Record,
    Seen, Verifier, export_line, parse_line, seal_entry,
};
use proptest::prelude::*;

fn verify(entries: &[Entry]) -> (Vec<Finding>, Verifier) {
    let mut verifier = Verifier::new(OFFICE);
    let found = entries.iter().flat_map(|e| verifier.feed(e)).collect();
    (found, verifier)
}

fn found(entries: &[Entry]) -> Vec<(u64, FindingKind)> {
    let (found, _) = verify(entries);
    found.into_iter().map(|f| (f.index, f.kind)).collect()
}

#[test]
fn an_honest_journal_has_no_findings_and_ends_in_its_checkpoint() {
    let book = Book::sample();
    let (found, verifier) = verify(&book.entries);
    assert_eq!(found, []);
    let checkpoint = verifier.checkpoint();
    assert_eq!(
        (checkpoint.office, checkpoint.size, checkpoint.root),
        (OFFICE, 6, book.root())
    );
    let (_, first) = verify(&book.entries[..4]);
    assert_eq!(verifier.root_at(4), Some(first.checkpoint().root));
    assert_eq!(verifier.root_at(7), None);
}

#[test]
fn many_threads_find_what_one_finds() {
    let mut book = Book::sample();
    book.entries[2].salt[0] ^= 1;
    let mut verifier = Verifier::new(OFFICE);
    let mut found = verifier.feed_many(&book.entries[..3], 2);
    found.extend(verifier.feed_many(&book.entries[3..], 3));
    assert_eq!(found, verify(&book.entries).0);
}

#[test]
fn an_entry_of_another_office_is_found() {
    let mut book = Book::sample();
    let body = book.truthful(locking());
    let stranger = seal_entry(&clerk(), OfficeId([9; 16]), [0; 32], &body).unwrap();
    book.push(stranger, body.case);
    let office = FindingKind::Office(OfficeId([9; 16]));
    assert_eq!(found(&book.entries), [(6, office)]);
}

#[test]
fn an_entry_copied_to_the_end_is_found() {
    let mut book = Book::sample();
    book.entries.push(book.entries[2].clone());
    assert_eq!(found(&book.entries), [(6, FindingKind::Repeated)]);
}

#[test]
fn entries_taken_out_exchanged_or_cut_off_are_found() {
    let book = Book::sample();
    for at in 0..5 {
        let mut fewer = book.entries.clone();
        fewer.remove(at);
        assert!(!found(&fewer).is_empty(), "without {at}");
        let mut exchanged = book.entries.clone();
        exchanged.swap(at, at + 1);
        assert!(!found(&exchanged).is_empty(), "{at} exchanged");
    }
    // The last entry cut off is seen only by whoever kept a later checkpoint.
    let (none, shorter) = verify(&book.entries[..5]);
    assert_eq!(none, []);
    assert_eq!(shorter.root_at(6), None);
}

#[test]
fn a_signer_who_saw_another_history_gives_it_away() {
    let mut book = Book::sample();
    let honest = book.truthful(locking());
    let with = |seen| Body {
        seen,
        ..honest.clone()
    };
    let forked = Seen {
        size: 4,
        root: [7; 32],
    };
    book.push(seal(&clerk(), 90, &with(forked)), honest.case);
    let (size, root) = (9, honest.seen.root);
    let ahead = Body {
        seen: Seen { size, root },
        ..book.truthful(locking())
    };
    book.push(seal(&clerk(), 91, &ahead), honest.case);
    let own_size = Seen {
        size: 8,
        root: book.root(),
    };
    let truthful = Body {
        seen: own_size,
        ..book.truthful(locking())
    };
    book.push(seal(&clerk(), 92, &truthful), honest.case);
    assert_eq!(
        found(&book.entries),
        [
            (6, FindingKind::SeenOther(4)),
            (7, FindingKind::SeenAhead(9))
        ]
    );
}

#[test]
fn an_entry_that_does_not_follow_the_last_of_its_case_is_found() {
    let book = Book::sample();
    let ids: Vec<_> = book.entries.iter().map(Entry::id).collect();
    let honest = book.truthful(locking());
    let kind = |after: Option<EntryId>, case: Option<CaseId>| {
        let body = Body {
            after,
            case,
            ..honest.clone()
        };
        let mut entries = book.entries.clone();
        entries.push(seal(&clerk(), 90, &body));
        let mut found = found(&entries);
        assert!(found.len() <= 1, "{found:?}");
        found.pop().map(|(_, kind)| kind)
    };
    let (case, other) = (locking().case, Some(CaseId([0x56; 16])));
    assert_eq!(kind(Some(ids[5]), case), None);
    assert_eq!(kind(Some(ids[4]), None), None);
    assert_eq!(kind(None, other), None);
    assert_eq!(
        kind(Some(ids[3]), case),
        Some(FindingKind::AfterPassed(ids[3]))
    );
    assert_eq!(
        kind(Some(ids[4]), case),
        Some(FindingKind::AfterElsewhere(ids[4]))
    );
    assert_eq!(
        kind(Some(ids[5]), other),
        Some(FindingKind::AfterElsewhere(ids[5]))
    );
    let nobody = EntryId([1; 32]);
    assert_eq!(
        kind(Some(nobody), case),
        Some(FindingKind::AfterUnknown(nobody))
    );
    assert_eq!(kind(None, case), Some(FindingKind::BegunTwice));
    assert_eq!(kind(None, None), Some(FindingKind::BegunTwice));
}

#[test]
fn a_damaged_entry_is_one_finding_and_what_follows_it_is_not_blamed() {
    let book = Book::sample();
    for at in 0..6 {
        let mut damaged = book.entries.clone();
        damaged[at].body[5] ^= 1;
        let fault = FindingKind::Fault(EntryFault::Commit);
        assert_eq!(found(&damaged), [(at as u64, fault)]);
    }
}

#[test]
fn an_erased_case_still_verifies_and_an_erased_office_entry_does_not() {
    let mut book = Book::sample();
    book.append(&manager(), founding());
    let records = |erased: &[usize]| -> Vec<_> {
        let entries = book.entries.iter().enumerate();
        let record = |(n, entry): (usize, &Entry)| match erased.contains(&n) {
            true => Record::Erased(entry.leaf),
            false => Record::Whole(entry.clone()),
        };
        let mut verifier = Verifier::new(OFFICE);
        let found: Vec<_> = entries
            .map(record)
            .flat_map(|record| verifier.feed_record(&record))
            .map(|f| (f.index, f.kind))
            .collect();
        assert_eq!(verifier.checkpoint().root, book.root());
        found
    };
    assert_eq!(records(&[2, 3, 5]), []);
    assert_eq!(records(&[4]), [(4, FindingKind::Erased)]);
}

#[test]
fn a_journal_goes_out_as_lines_and_comes_back_the_same() {
    let book = Book::sample();
    for (n, entry) in book.entries.iter().enumerate() {
        for record in [Record::Whole(entry.clone()), Record::Erased(entry.leaf)] {
            let line = export_line(n as u64, &record).unwrap();
            assert!(!line.contains('\n'));
            assert_eq!(parse_line(&line), Ok((n as u64, record)));
        }
    }
}

#[test]
fn a_line_written_otherwise_is_refused_by_name() {
    let record = Record::Whole(Book::sample().entries[2].clone());
    let line = export_line(2, &record).unwrap();
    let with = |from: &str, to: &str| {
        assert!(line.contains(from), "{from}");
        parse_line(&line.replacen(from, to, 1)).unwrap_err()
    };
    assert_eq!(with("{", "{ "), LineError::Spelling);
    assert_eq!(with("鍵", "\\u9375"), LineError::Spelling);
    assert_eq!(with("\"index\":2", "\"index\":2.0"), LineError::Form);
    assert_eq!(with("\"index\"", "\"number\""), LineError::Form);
    assert_eq!(
        with("\"index\":2", "\"index\":2,\"index\":2"),
        LineError::Form
    );
    assert_eq!(with("\"salt\":\"02", "\"salt\":\"2"), LineError::Salt);
    assert_eq!(with("\"salt\":\"02", "\"salt\":\"0G"), LineError::Salt);
    assert_eq!(with("\"leaf\":\"AQ", "\"leaf\":\"*Q"), LineError::LeafText);
    assert!(matches!(
        with("\"leaf\":\"AQ", "\"leaf\":\"AR"),
        LineError::Leaf(_)
    ));
    let salted = line.split(",\"body\"").next().unwrap().to_owned() + "}";
    assert_eq!(parse_line(&salted), Err(LineError::HalfErased));
    assert!(parse_line("").is_err());
}

#[test]
fn a_body_that_is_not_text_cannot_go_out() {
    let mut entry = Book::sample().entries[2].clone();
    entry.body[7] = 0xff;
    assert_eq!(export_line(2, &Record::Whole(entry)).unwrap_err().0, 7);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However a journal is cut up and put together again: it is the honest one, a beginning of
    /// it, or there is a finding.
    #[test]
    fn no_shuffling_goes_unnoticed(order in prop::collection::vec(0usize..6, 0..8)) {
        let book = Book::sample();
        let entries: Vec<_> = order.iter().map(|n| book.entries[*n].clone()).collect();
        let honest = order.iter().copied().eq(0..order.len());
        let (found, verifier) = verify(&entries);
        prop_assert_eq!(found.is_empty(), honest);
        let root: Hash = verifier.checkpoint().root;
        prop_assert_eq!(root == book.root(), honest && order.len() == 6);
    }

    #[test]
    fn any_line_is_read_or_refused_without_a_panic(at in 0usize..700, c in any::<char>()) {
        let record = Record::Whole(Book::sample().entries[2].clone());
        let line: String = export_line(2, &record).unwrap();
        let changed: String = line
            .chars()
            .enumerate()
            .map(|(n, old)| if n == at { c } else { old })
            .collect();
        if let Ok((n, read)) = parse_line(&changed) {
            prop_assert_eq!(export_line(n, &read).unwrap(), changed);
        }
    }
}
