//! Entries that come back to cases which ended long before, when nothing of them is in memory any
//! more: honest ones are no finding, and what is wrong with forged ones is found.

use super::tests::{append, office};
use super::*;
use crate::calendar::WorkDay;
use crate::desk::sign::Proposal;
use crate::desk::{Breach, CaseRow, SENDING, Signed, sample};
use crate::journal::{Body, CaseId, EntryId, FindingKind, PersonNo, Pin, PlaceId, seal_entry};
use crate::procedure::{
    CaseAct, ChoiceId, DefId, DefRef, FieldId, Opening, Origin, Refusal, Sign, State, StepId,
    Value, Values,
};
use crate::store::Stored;
use crate::text::{Paragraph, Text};
use chrono::NaiveDate;

/// More than is kept in memory, by some times.
const ENTRIES: u64 = 700;
/// The first evenings that are locked are long ago.
const PLACE: PlaceId = PlaceId(1);

fn pin(person: PersonNo) -> Pin {
    let (pin, confirming) = sample::published_pins().unwrap();
    Pin::typed(if person.0 <= 3 { &confirming } else { &pin })
}

fn sign(desk: &Desk, person: u16, proposal: Proposal) -> Signed {
    let person = PersonNo(person);
    let signed = desk.sign(person, &pin(person), &[proposal]).unwrap();
    assert!(signed.left_out.is_empty());
    signed
}

fn words(words: &str) -> Value {
    Value::Paragraph(Paragraph::new(words).unwrap())
}

fn text(words: &str) -> Value {
    Value::Text(Text::new(words).unwrap())
}

fn first_day(desk: &Desk) -> NaiveDate {
    let view = desk.view().unwrap();
    let mut days = view.office.since.iter_days();
    days.find(|day| view.day_row(PLACE, WorkDay(*day)).unwrap().is_some())
        .unwrap()
}

/// The locking of the first day, ended long ago.
fn first_locking(desk: &Desk) -> CaseRow {
    let view = desk.view().unwrap();
    let row = view.day_row(PLACE, WorkDay(first_day(desk))).unwrap();
    let row = view.case_row(row.unwrap().case).unwrap().unwrap();
    assert_eq!(row.case.state, State::Closed);
    assert!(row.log.last().unwrap() + 500 < view.checkpoint().unwrap().size);
    row
}

/// The first sending, ended long ago.
fn first_sending(desk: &Desk) -> CaseRow {
    let view = desk.view().unwrap();
    let bodies = desk.read_log(0, 150).unwrap().into_iter();
    let cases = bodies.filter_map(|(_, stored)| stored.entry().unwrap().read().unwrap().case);
    let mut rows = cases.map(|case| view.case_row(case).unwrap().unwrap());
    let row = rows.find(|row| row.case.procedure.id.0 == SENDING).unwrap();
    assert_eq!(row.case.state, State::Closed);
    row
}

fn proposal(case: CaseId, after: Option<EntryId>, act: CaseAct) -> Proposal {
    Proposal {
        case,
        unit: crate::journal::UnitId(1),
        after,
        act,
        happened: None,
        day: None,
    }
}

fn begins(
    desk: &Desk,
    procedure: &str,
    step: &str,
    origin: Option<Origin>,
    values: Values,
) -> CaseAct {
    let id = DefId::from(procedure);
    let rev = desk.view().unwrap().catalogue().latest(&id).unwrap().rev;
    CaseAct::Sign(Sign {
        open: Some(Opening {
            procedure: DefRef { id, rev },
            origin,
            values: Values::new(),
        }),
        steps: vec![StepId::from(step)],
        values,
        lines: Default::default(),
        same: Default::default(),
        took: None,
    })
}

fn correction() -> CaseAct {
    CaseAct::Correct {
        values: Values::from([(FieldId::from("purpose"), text("研修の名簿"))]),
        reason: Paragraph::new("書きまちがい").unwrap(),
    }
}

/// A first notice of something in a case that ended long ago, which opens that again.
fn notice(desk: &Desk, row: &CaseRow) -> CaseAct {
    let origin = Origin {
        case: row.case.id,
        entry: row.case.head.unwrap(),
        line: None,
    };
    let known = desk.view().unwrap().now;
    let values = Values::from([
        (FieldId::from("kind"), Value::Choice(ChoiceId::from("lost"))),
        (FieldId::from("known"), Value::Moment(known)),
        (FieldId::from("where"), text("書庫A")),
        (FieldId::from("words"), words("一冊足りない")),
    ]);
    begins(desk, "incident", "report", Some(origin), values)
}

/// A review of the first whole month, as its sheet stands.
fn review(desk: &Desk) -> CaseAct {
    let first = crate::calendar::Month::of(first_day(desk))
        .last()
        .succ_opt()
        .unwrap();
    let sheet = desk.view().unwrap().sheet(PLACE, first).unwrap();
    assert!(sheet.holes.is_empty() && sheet.signers.len() > 15);
    let values = Values::from([
        (FieldId::from("place"), Value::Place(PLACE)),
        (FieldId::from("month"), Value::Month(first)),
        (FieldId::from("sheet"), text(&sheet.pin)),
    ]);
    begins(desk, "monthly_review", "review", None, values)
}

fn clean(desk: &Desk) {
    for (threads, piece) in [(1, 32), (2, 5)] {
        let found = desk.verify_on(threads, piece, &mut |_, _| true).unwrap();
        assert!(found.is_clean(), "{found:?}");
    }
}

fn an_id() -> CaseId {
    CaseId(crate::desk::random().unwrap())
}

#[test]
fn what_comes_back_to_a_case_of_long_ago_is_judged_by_what_that_was() {
    let (_folder, desk) = office(ENTRIES);
    let sending = first_sending(&desk).case;
    sign(&desk, 1, proposal(sending.id, sending.head, correction()));
    sign(&desk, 1, proposal(an_id(), None, review(&desk)));
    clean(&desk);
    let locking = first_locking(&desk);
    let incident = proposal(an_id(), None, notice(&desk, &locking));
    sign(&desk, 5, incident);
    let row = desk.view().unwrap().case_row(locking.case.id).unwrap();
    let state = row.unwrap().case.state;
    assert_eq!(state, State::Open, "until the incident is at its end");
    clean(&desk);
}

/// Seals an entry past the program, with the key of who signs it.
fn forge(desk: &Desk, person: u16, change: impl FnOnce(&mut Body)) -> EntryId {
    let person = PersonNo(person);
    let view = desk.view().unwrap();
    let signer = desk.open_key(&view, person, &pin(person)).unwrap().signer;
    let size = view.checkpoint().unwrap().size;
    let all = desk.read_log(0, usize::MAX).unwrap();
    let mut bodies = all
        .iter()
        .map(|(_, stored)| stored.entry().unwrap().read().unwrap());
    let mut body = bodies
        .rfind(|body| body.person == person && body.case.is_some())
        .unwrap();
    body.seen.size = size;
    body.seen.root = view.checkpoint().unwrap().root;
    body.recorded = crate::calendar::Recorded(view.now);
    body.happened = crate::calendar::Happened(view.now);
    body.day = None;
    change(&mut body);
    let entry = seal_entry(&signer, desk.store.office(), [9; 32], &body).unwrap();
    append(desk, Stored::from(&entry));
    entry.id()
}

fn with(act: CaseAct, case: CaseId, after: Option<EntryId>) -> impl FnOnce(&mut Body) {
    move |body| {
        body.case = Some(case);
        body.after = after;
        body.act = serde_json::to_value(act).unwrap();
    }
}

/// The findings of the last entry, in words, and whether the rules refuse it.
fn last(desk: &Desk) -> (Vec<FindingKind>, Vec<Breach>) {
    let mut all = Vec::new();
    for (threads, piece) in [(1, 32), (2, 5)] {
        let found = desk.verify_on(threads, piece, &mut |_, _| true).unwrap();
        assert!(!found.root_differs);
        let last = found.checkpoint.size - 1;
        let findings = found.findings.into_iter().filter(|f| f.index == last);
        let unlawful = found.unlawful.into_iter().filter(|f| f.index == last);
        all.push((
            findings.map(|f| f.kind).collect(),
            unlawful.map(|f| f.why).collect(),
        ));
    }
    assert_eq!(all[0], all[1]);
    all.remove(0)
}

#[test]
fn what_is_forged_on_a_case_of_long_ago_is_found() {
    let (_folder, desk) = office(ENTRIES);
    let sending = first_sending(&desk);
    let (id, head) = (sending.case.id, sending.case.head.unwrap());
    let refused = |(findings, unlawful): (Vec<FindingKind>, Vec<Breach>), why: &Refusal| {
        assert_eq!(findings, []);
        let [Breach::Rules { refusal, .. }] = &unlawful[..] else {
            panic!("{unlawful:?}");
        };
        assert_eq!(&**refusal, why);
    };
    // A correction is a manager's, also of what lies long back.
    forge(&desk, 5, with(correction(), id, Some(head)));
    let found = last(&desk);
    let rules = matches!(&found.1[..], [Breach::Rules { refusal, .. }]
        if matches!(**refusal, Refusal::NotTheirRole { .. }));
    assert!(found.0.is_empty() && rules, "{found:?}");
    // Begun once more, as if it had never been.
    let again = begins(&desk, SENDING, "draft", None, Values::new());
    forge(&desk, 10, with(again, id, None));
    let found = last(&desk);
    assert_eq!(found.0, [FindingKind::BegunTwice]);
    let marks = &sending.case.marks;
    let already = Refusal::AlreadyOpen {
        by: marks.last().map(|m| m.by),
        recorded: marks.last().unwrap().recorded,
    };
    refused((vec![], found.1), &already);
    // After an entry that others follow, and after one of another case of long ago.
    forge(&desk, 1, with(correction(), id, Some(head)));
    assert_eq!(last(&desk).0, [FindingKind::AfterPassed(head)]);
    let other = first_locking(&desk).case.head.unwrap();
    forge(&desk, 1, with(correction(), id, Some(other)));
    assert_eq!(last(&desk).0, [FindingKind::AfterElsewhere(other)]);
    let nothing = EntryId([4; 32]);
    forge(&desk, 1, with(correction(), id, Some(nothing)));
    assert_eq!(last(&desk).0, [FindingKind::AfterUnknown(nothing)]);
    // The very entry of long ago once more.
    let place = *sending.log.last().unwrap();
    append(&desk, desk.read_log(place, 1).unwrap().remove(0).1);
    assert_eq!(last(&desk).0, [FindingKind::Repeated]);
}

#[test]
fn another_history_of_long_ago_and_a_case_that_never_was_are_found() {
    let (_folder, desk) = office(ENTRIES);
    let locking = first_locking(&desk);
    let snapshot = desk.store.snapshot().unwrap();
    for size in [0, 37, 64, 100] {
        let root = snapshot.root_at(size).unwrap().unwrap();
        let witness = |root| {
            let act = notice(&desk, &locking);
            let begin = with(act, an_id(), None);
            forge(&desk, 5, move |body| {
                begin(body);
                body.seen = Seen { size, root };
            });
            last(&desk).0
        };
        assert_eq!(witness(root), [], "{size}");
        let mut other = root;
        other[31] ^= 1;
        assert_eq!(witness(other), [FindingKind::SeenOther(size)]);
    }
    let mut never = locking.clone();
    never.case.id = CaseId([0x5a; 16]);
    forge(&desk, 5, with(notice(&desk, &never), an_id(), None));
    assert_eq!(last(&desk), (vec![], vec![Breach::FollowsOnNothing]));
}

#[test]
fn a_review_that_pins_what_was_is_judged_by_every_day_of_its_month() {
    let (_folder, desk) = office(ENTRIES);
    let act = review(&desk);
    sign(&desk, 1, proposal(an_id(), None, act.clone()));
    // Signed once more by the same manager, past the program: nothing is left to look over.
    forge(&desk, 1, with(act, an_id(), None));
    let (findings, unlawful) = last(&desk);
    assert_eq!(findings, []);
    assert!(
        matches!(unlawful[..], [Breach::Rules { .. }]),
        "{unlawful:?}"
    );
}
