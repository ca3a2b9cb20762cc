//! What goes wrong at a desk: wrong PINs, two terminals, moved boxes, unlawful entries, older and
//! forked journals, a clock that went back. Each as somebody would notice it.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{Office, lock_now, open_at, open_case, person, sign_steps};
use kagiban::desk::{Desk, Model, OpenDeskError, Opening, SignError, Why};
use kagiban::journal::{Body, KeyFile, Pin, PublicKey, SealedKey, Signer, seal_entry};
use kagiban::procedure::{Refusal, Values};
use kagiban::store::{
    Batch, Log as _, Mode, NewEntry, ReadLog as _, ReadOnly, Store, Stored, Waiting,
};
use std::path::Path;
use std::sync::Arc;

/// A person's key, opened outside the desk, as somebody with the key file and the PIN could.
fn signer_of(folder: &Path, no: u16, pin: &Pin, public: PublicKey) -> (Store, Signer) {
    let store = Store::open(folder, &mut |_| Waiting::Go).unwrap();
    let key = KeyFile::parse(&std::fs::read_to_string(folder.join("key")).unwrap()).unwrap();
    let row = format!("seal/{no:03}/{public}");
    let sealed = store.side_get(row.as_bytes()).unwrap().unwrap();
    let signer = SealedKey::parse(&sealed)
        .unwrap()
        .open(pin, &key.pepper, store.office(), person(no), public)
        .unwrap();
    (store, signer)
}

#[test]
fn a_wrong_pin_records_nothing_is_counted_and_the_count_is_told_with_the_next_signature() {
    let office = Office::new();
    let before = office.desk.checkpoint().unwrap().size;
    let list = [lock_now(&office.desk, 1)];
    for failed in 1..=2 {
        let refused = office.desk.sign(person(7), &Pin::typed("000111"), &list);
        assert!(
            matches!(refused, Err(SignError::WrongPin { failed: f, wait: 0 }) if f == failed),
            "{refused:?}"
        );
    }
    assert_eq!(office.desk.checkpoint().unwrap().size, before);
    let signed = office
        .desk
        .sign(person(7), &office.pin_of(7), &list)
        .unwrap();
    assert_eq!(signed.failed_before, 2);
    let history = office.desk.view().unwrap().history(list[0].case).unwrap();
    assert_eq!(history[0].failed, 2);
    assert_eq!(office.desk.failed_tries(person(7)).unwrap(), 0);
    assert_eq!(signed.previous, None);
    let next = [lock_now(&office.desk, 3)];
    let signed_next = office
        .desk
        .sign(person(7), &office.pin_of(7), &next)
        .unwrap();
    assert_eq!(signed_next.previous, Some(signed.recorded));
}

#[test]
fn from_the_third_wrong_pin_on_even_the_right_one_waits() {
    let office = Office::new();
    let list = [lock_now(&office.desk, 1)];
    for _ in 0..3 {
        let _ = office.desk.sign(person(7), &Pin::typed("000111"), &list);
    }
    let early = office.desk.sign(person(7), &office.pin_of(7), &list);
    assert!(
        matches!(early, Err(SignError::TooSoon { wait: 5 })),
        "{early:?}"
    );
    office.set("2026-11-17T18:40:05+09:00");
    office
        .desk
        .sign(person(7), &office.pin_of(7), &list)
        .unwrap();
}

#[test]
fn two_terminals_lock_one_place_and_the_second_is_told_who_and_when() {
    let office = Office::new();
    let other = office.another();
    let mine = [lock_now(&office.desk, 1), lock_now(&office.desk, 3)];
    let theirs = [lock_now(&other, 1)];
    other.sign(person(5), &office.pin_of(5), &theirs).unwrap();
    let signed = office
        .desk
        .sign(person(7), &office.pin_of(7), &mine)
        .unwrap();
    assert_eq!(signed.entries.len(), 1, "the rest is signed");
    let [left] = &signed.left_out[..] else {
        panic!("{:?}", signed.left_out);
    };
    assert_eq!(left.position, 0);
    assert!(
        matches!(&left.why, Why::First { by, at, .. } if *by == person(5)
            && at.0.clock() == "18:40"),
        "{left:?}"
    );
}

#[test]
fn who_was_first_while_a_pin_was_typed_is_told_as_ever() {
    let office = Office::new();
    let mine = [lock_now(&office.desk, 1)];
    let prepared = office.desk.prepare(person(7), &mine, &[]);
    assert!(prepared.is_some());
    let other = office.another();
    let theirs = [lock_now(&other, 1)];
    other.sign(person(5), &office.pin_of(5), &theirs).unwrap();
    let key = office
        .desk
        .open_person(person(7), &office.pin_of(7))
        .unwrap();
    let Err(SignError::AllLeftOut(left)) = office.desk.sign_all(&key, &mine, &[], prepared) else {
        panic!("both locked it");
    };
    assert!(
        matches!(&left[0].why, Why::First { by, .. } if *by == person(5)),
        "{left:?}"
    );
    office.holds_together();
}

#[test]
fn what_was_prepared_for_one_is_not_signed_by_another_and_not_at_another_time() {
    let office = Office::new();
    let desk = &office.desk;
    for (late, place) in [
        ("2026-11-17T18:40:00+09:00", 1),
        ("2026-11-17T18:41:30+09:00", 3),
    ] {
        let list = [lock_now(desk, place)];
        let prepared = desk.prepare(person(5), &list, &[]);
        assert!(prepared.is_some());
        office.set(late);
        let key = desk.open_person(person(7), &office.pin_of(7)).unwrap();
        let signed = desk.sign_all(&key, &list, &[], prepared).unwrap();
        assert_eq!(signed.recorded.0, desk.now());
        let row = desk
            .view()
            .unwrap()
            .case_row(list[0].case)
            .unwrap()
            .unwrap();
        assert_eq!(row.case.marks.last().unwrap().by, person(7));
    }
    let list = [lock_now(desk, 4)];
    let prepared = desk.prepare(person(7), &list, &[]);
    office.set("2026-11-17T18:45:00+09:00");
    let key = desk.open_person(person(7), &office.pin_of(7)).unwrap();
    let signed = desk.sign_all(&key, &list, &[], prepared).unwrap();
    assert_eq!(signed.recorded.0, desk.now());
    assert!(desk.verify(&mut |_, _| true).unwrap().is_clean());
    office.holds_together();
}

#[test]
fn nobody_confirms_their_own_act_and_the_one_who_can_is_named() {
    let office = Office::new();
    let rows = office.desk.view().unwrap().open_rows().unwrap();
    let asked = rows.into_iter().find(|r| r.by == Some(person(9))).unwrap();
    let own = sign_steps(&office.desk, asked.case, &["permit"], Values::new());
    let refused = office.desk.sign(person(9), &office.pin_of(9), &[own]);
    let Err(SignError::AllLeftOut(left)) = refused else {
        panic!("{refused:?}");
    };
    assert!(
        matches!(&left[0].why, Why::Rules(r) if matches!(&**r,
            Refusal::NotTheirRole { instead, .. } | Refusal::Excluded { instead, .. }
                if instead.first().is_some_and(|(no, _)| *no == person(1)))),
        "{left:?}"
    );
}

#[test]
fn the_first_checker_cannot_sign_the_second_check() {
    let office = Office::new();
    let letters = open_case(&office.desk, "sending", "商店街");
    let mut second = sign_steps(&office.desk, letters.case, &["second"], Values::new());
    if let kagiban::procedure::CaseAct::Sign(sign) = &mut second.act {
        sign.same = ["envelopes", "row_digits", "compared", "window", "outside"]
            .into_iter()
            .map(Into::into)
            .collect();
    }
    let before = office.desk.checkpoint().unwrap().size;
    let refused = office
        .desk
        .sign(person(5), &office.pin_of(5), std::slice::from_ref(&second));
    assert!(
        matches!(&refused, Err(SignError::AllLeftOut(left))
            if matches!(&left[0].why, Why::Rules(r) if matches!(&**r, Refusal::Excluded { .. }))),
        "{refused:?}"
    );
    assert_eq!(office.desk.checkpoint().unwrap().size, before);
    office
        .desk
        .sign(person(9), &office.pin_of(9), &[second])
        .unwrap();
}

#[test]
fn a_box_moved_to_another_person_does_not_open() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let (five, seven) = (
        view.office.current_key(person(5)).unwrap(),
        view.office.current_key(person(7)).unwrap(),
    );
    drop(view);
    let store = Store::open(office.folder.path(), &mut |_| Waiting::Go).unwrap();
    let moved = store
        .side_get(format!("seal/005/{five}").as_bytes())
        .unwrap()
        .unwrap();
    store
        .side_put(format!("seal/007/{seven}").as_bytes(), &moved, &mut |_| {
            Waiting::Go
        })
        .unwrap();
    let list = [lock_now(&office.desk, 1)];
    let refused = office.desk.sign(person(7), &office.pin_of(5), &list);
    assert!(
        matches!(refused, Err(SignError::Damaged(no)) if no == person(7)),
        "{refused:?}"
    );
}

#[test]
fn a_signed_but_unlawful_entry_put_into_the_file_changes_nothing_and_is_listed() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let public = view.office.current_key(person(5)).unwrap();
    let letters = open_case(&office.desk, "sending", "商店街");
    let head = letters.head.unwrap();
    // The first checker writes their own second check, past the program.
    let mut forged = sign_steps(&office.desk, letters.case, &["second"], Values::new());
    if let kagiban::procedure::CaseAct::Sign(sign) = &mut forged.act {
        sign.same = ["envelopes", "row_digits", "compared", "window", "outside"]
            .into_iter()
            .map(Into::into)
            .collect();
    }
    let (_, stored) = Store::open(office.folder.path(), &mut |_| Waiting::Go)
        .unwrap()
        .last_of(&letters.case.0)
        .unwrap()
        .unwrap();
    let genuine = stored.entry().unwrap().read().unwrap();
    let body = Body {
        after: Some(head),
        act: serde_json::to_value(&forged.act).unwrap(),
        ..genuine
    };
    drop(view);
    let (store, signer) = signer_of(office.folder.path(), 5, &office.pin_of(5), public);
    let entry = seal_entry(&signer, store.office(), [7; 32], &body).unwrap();
    let new = NewEntry {
        entry: Stored::from(&entry),
        id: entry.id(),
        chain: letters.case.0,
        after: Some(head),
    };
    let model = Arc::new(Model::default());
    let at = store
        .append(&Batch::from(new), model.clone(), &mut |_| Waiting::Go)
        .unwrap();
    let verification = office.desk.verify(&mut |_, _| true).unwrap();
    assert!(
        verification.findings.is_empty(),
        "{:?}",
        verification.findings
    );
    let [fault] = &verification.unlawful[..] else {
        panic!("{:?}", verification.unlawful);
    };
    assert_eq!(fault.index, at.first_index);
    let view = office.desk.view().unwrap();
    let case = view.case_row(letters.case).unwrap().unwrap().case;
    assert!(case.marks.iter().all(|m| m.step.0 != "second"));
    assert_eq!(view.faults().unwrap().len(), 1);
}

#[test]
fn a_terminal_refuses_an_older_copy_of_the_journal_and_another_history() {
    let office = Office::new();
    let memory = tempfile::tempdir().unwrap();
    let older = tempfile::tempdir().unwrap();
    for name in ["kagiban.redb", "key"] {
        std::fs::copy(office.folder.path().join(name), older.path().join(name)).unwrap();
    }
    let desk = open_at(office.folder.path(), &office.clock, Some(memory.path()));
    assert!(desk.verify_new(&mut || true).unwrap().is_empty());
    let list = [lock_now(&desk, 1)];
    desk.sign(person(7), &office.pin_of(7), &list).unwrap();
    // As every screen does after a signature.
    desk.view().unwrap();
    let seen = desk.checkpoint().unwrap().size;
    let opening = || Opening {
        memory: Some(memory.path().to_owned()),
        ..Opening::default()
    };
    let rolled_back = Desk::open(older.path(), opening()).err();
    assert!(
        matches!(rolled_back, Some(OpenDeskError::RolledBack { seen: s, found }) if s == seen && found == seen - 1),
        "{rolled_back:?}"
    );
    // The older copy goes on by itself: another history of the same length.
    let fork = open_at(older.path(), &office.clock, None);
    let list = [lock_now(&fork, 3)];
    fork.sign(person(5), &office.pin_of(5), &list).unwrap();
    drop(fork);
    let forked = Desk::open(older.path(), opening()).err();
    assert!(
        matches!(forked, Some(OpenDeskError::Forked { size }) if size == seen),
        "{forked:?}"
    );
}

#[test]
fn a_clock_that_went_back_is_said_and_the_record_keeps_its_own_time() {
    let office = Office::new();
    office.set("2026-11-17T16:30:00+09:00");
    let board = office.desk.view().unwrap().board().unwrap();
    let behind = board.clock_behind.unwrap();
    assert!(behind.0 > board.now);
    let list = [lock_now(&office.desk, 1)];
    office
        .desk
        .sign(person(7), &office.pin_of(7), &list)
        .unwrap();
    let history = office.desk.view().unwrap().history(list[0].case).unwrap();
    assert_eq!(history[0].recorded.0.clock(), "16:30");
    assert!(office.desk.verify(&mut |_, _| true).unwrap().is_clean());
}

#[test]
fn blind_values_are_on_no_other_screen_in_no_search_and_in_no_status() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let letters = open_case(&office.desk, "sending", "商店街");
    let blind = ["0418", "0712", "1033", "1290", "1544"];
    let shown = format!(
        "{:?} {:?} {:?} {:?}",
        view.board().unwrap(),
        view.inbox().unwrap(),
        view.history(letters.case).unwrap(),
        view.status().unwrap()
    );
    // Ids are random hexadecimal digits, and may hold any four by chance.
    let shown: Vec<&str> = shown
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() < 16)
        .collect();
    for digits in blind {
        assert!(
            !shown.iter().any(|word| word.contains(digits)),
            "{digits} is shown"
        );
        let filter = kagiban::desk::Filter {
            words: digits.to_owned(),
            ..Default::default()
        };
        let page = view.cases(&filter, None, 10, &mut || true).unwrap();
        assert!(page.lines.is_empty(), "{digits} is found");
    }
    // The same search finds what may be shown.
    let filter = kagiban::desk::Filter {
        words: "しょうてん".to_owned(),
        ..Default::default()
    };
    assert!(
        view.cases(&filter, None, 10, &mut || true)
            .unwrap()
            .lines
            .is_empty()
    );
    let filter = kagiban::desk::Filter {
        words: "商店街 交付決定".to_owned(),
        ..Default::default()
    };
    assert_eq!(
        view.cases(&filter, None, 10, &mut || true)
            .unwrap()
            .lines
            .len(),
        1
    );
}

#[test]
fn rows_built_entry_by_entry_are_the_rows_built_anew() {
    let office = Office::new();
    office
        .desk
        .sign(person(7), &office.pin_of(7), &[lock_now(&office.desk, 1)])
        .unwrap();
    let before = office.desk.rows_for_comparison().unwrap();
    office.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(before, office.desk.rows_for_comparison().unwrap());
    assert!(before.len() > 150, "{}", before.len());
}

#[test]
fn a_copy_without_the_key_file_can_only_be_read() {
    let office = Office::new();
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(
        office.folder.path().join("kagiban.redb"),
        copy.path().join("kagiban.redb"),
    )
    .unwrap();
    let desk = Desk::open(copy.path(), Opening::default()).unwrap();
    assert_eq!(desk.mode(), Mode::ReadOnly(ReadOnly::NoKey));
    assert!(desk.verify(&mut |_, _| true).unwrap().is_clean());
    let list = [lock_now(&desk, 1)];
    assert!(desk.sign(person(7), &office.pin_of(7), &list).is_err());
}

#[test]
fn a_forged_record_of_printing_that_names_another_journal_is_listed_by_a_verification() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let public = view.office.current_key(person(5)).unwrap();
    let wanted = kagiban::desk::Wanted {
        period: kagiban::desk::Period::Month(kagiban::calendar::Month::new(2026, 11).unwrap()),
        place: None,
    };
    let made = kagiban::desk::paper::Made {
        sheets: 8,
        pages: 8,
        digest: [7; 32],
        lost: Vec::new(),
    };
    let printing = kagiban::desk::paper::Printing {
        form: "第1号様式 施錠確認表",
        of: "令和8年11月",
        wanted: &wanted,
        format: kagiban::desk::paper::Format::Pdf,
        printer: true,
        checkpoint: view.checkpoint().unwrap(),
        made: &made,
    };
    let lawful = view.propose_printing(&printing).unwrap();
    let signed = office
        .desk
        .sign(person(5), &office.pin_of(5), std::slice::from_ref(&lawful))
        .unwrap();
    let verified = office.desk.verify(&mut |_, _| true).unwrap();
    assert!(verified.is_clean(), "{:?}", verified.unlawful);

    // The same once more, past the program, with a root that this journal never had.
    let mut other = view.checkpoint().unwrap();
    other.root[0] ^= 1;
    let kagiban::procedure::CaseAct::Sign(mut sign) = lawful.act else {
        panic!("no signature");
    };
    let named = format!("{} {}", other.size, other.short_root());
    let named = kagiban::procedure::Value::Text(kagiban::text::Text::new(&named).unwrap());
    sign.values.insert("journal".into(), named);
    let case = kagiban::journal::CaseId(desk_support::rand_id());
    let (_, stored) = Store::open(office.folder.path(), &mut |_| Waiting::Go)
        .unwrap()
        .last_of(&signed.entries[0].1.0)
        .unwrap()
        .unwrap();
    let body = Body {
        case: Some(case),
        act: serde_json::to_value(kagiban::procedure::CaseAct::Sign(sign)).unwrap(),
        ..stored.entry().unwrap().read().unwrap()
    };
    drop(view);
    let (store, signer) = signer_of(office.folder.path(), 5, &office.pin_of(5), public);
    let entry = seal_entry(&signer, store.office(), [7; 32], &body).unwrap();
    let new = NewEntry {
        entry: Stored::from(&entry),
        id: entry.id(),
        chain: case.0,
        after: None,
    };
    let at = store
        .append(&Batch::from(new), Arc::new(Model::default()), &mut |_| {
            Waiting::Go
        })
        .unwrap();
    let verified = office.desk.verify(&mut |_, _| true).unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    let [fault] = &verified.unlawful[..] else {
        panic!("{:?}", verified.unlawful);
    };
    assert_eq!(fault.index, at.first_index);
    assert_eq!(fault.why, kagiban::desk::Breach::PrintedAnother);
}
