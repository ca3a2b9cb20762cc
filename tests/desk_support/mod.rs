//! A sample office in a folder of its own, opened as often as a test needs it.
#![allow(clippy::unwrap_used, dead_code)]

mod recount;

pub use recount::recounted;

use kagiban::calendar::{Happened, Moment, WorkDay};
use kagiban::desk::{Clock, Desk, EveningMark, Opening, Proposal, SetClock, sample};
use kagiban::journal::{CaseId, PersonNo, Pin, PlaceId};
use kagiban::procedure::{
    CaseAct, ChoiceId, DefId, DefRef, FieldId, Opening as CaseOpening, Sign, StepId, Value, Values,
};
use std::path::Path;
use std::sync::Arc;

pub struct Office {
    pub folder: tempfile::TempDir,
    pub clock: Arc<SetClock>,
    pub desk: Desk,
    pin: String,
    confirming: String,
}

impl Office {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        sample::make(folder.path(), None, &mut |_, _| {}).unwrap();
        let clock = Arc::new(SetClock::at(sample::begins().unwrap()));
        let (pin, confirming) = sample::published_pins().unwrap();
        let desk = open_at(folder.path(), &clock, None);
        // As a terminal does behind its board.
        assert!(desk.verify_new(&mut || true).unwrap().is_empty());
        Self {
            folder,
            clock,
            desk,
            pin,
            confirming,
        }
    }

    /// A second terminal on the same office.
    pub fn another(&self) -> Desk {
        open_at(self.folder.path(), &self.clock, None)
    }

    pub fn pin_of(&self, person: u16) -> Pin {
        Pin::typed(if person <= 3 {
            &self.confirming
        } else {
            &self.pin
        })
    }

    /// The board says what all open cases come to, and the rows are those that are built anew.
    pub fn holds_together(&self) {
        recounted(&self.desk);
        let rows = self.desk.rows_for_comparison().unwrap();
        self.desk.rebuild(&mut |_| true).unwrap();
        assert!(rows == self.desk.rows_for_comparison().unwrap());
    }

    pub fn set(&self, moment: &str) {
        self.clock.set(Moment::parse(moment).unwrap());
    }
}

pub fn open_at(folder: &Path, clock: &Arc<SetClock>, memory: Option<&Path>) -> Desk {
    let opening = Opening {
        clock: Some(Arc::clone(clock) as Arc<dyn Clock>),
        memory: memory.map(Path::to_owned),
        ..Opening::default()
    };
    Desk::open(folder, opening).unwrap()
}

/// A lock of a place now, as the evening screen proposes it.
pub fn lock_now(desk: &Desk, place: u16) -> Proposal {
    let view = desk.view().unwrap();
    let mark = EveningMark::Locked {
        at: Happened(view.now),
        why: None,
    };
    view.propose_evening(PlaceId(place), view.today(), &mark)
        .unwrap()
}

/// The open case of a procedure in the sample whose subject begins so.
pub fn open_case(desk: &Desk, procedure: &str, title: &str) -> kagiban::desk::OpenRow {
    desk.view()
        .unwrap()
        .open_rows()
        .unwrap()
        .into_iter()
        .find(|row| {
            row.procedure.id.0 == procedure && row.subject.title.as_str().starts_with(title)
        })
        .unwrap()
}

/// A signature on steps of an open case as it stands.
pub fn sign_steps(desk: &Desk, case: CaseId, steps: &[&str], values: Values) -> Proposal {
    let row = desk.view().unwrap().case_row(case).unwrap().unwrap();
    Proposal {
        case,
        unit: row.case.unit,
        after: row.case.head,
        act: CaseAct::Sign(Sign {
            open: None,
            steps: steps.iter().map(|s| StepId::from(*s)).collect(),
            values,
            lines: Default::default(),
            same: Default::default(),
            took: None,
        }),
        happened: None,
        day: None,
    }
}

/// The first act of a new case.
pub fn begin(desk: &Desk, procedure: &str, step: &str, values: Values) -> Proposal {
    let view = desk.view().unwrap();
    let id = DefId::from(procedure);
    Proposal {
        case: CaseId(rand_id()),
        unit: view.office.units[0].id,
        after: None,
        act: CaseAct::Sign(Sign {
            open: Some(CaseOpening {
                procedure: DefRef {
                    rev: view.catalogue().latest(&id).unwrap().rev,
                    id,
                },
                origin: None,
                values: Values::new(),
            }),
            steps: vec![StepId::from(step)],
            values,
            lines: Default::default(),
            same: Default::default(),
            took: Some(30),
        }),
        happened: None,
        day: None,
    }
}

pub fn rand_id() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

pub fn choice(field: &str, id: &str) -> (FieldId, Value) {
    (FieldId::from(field), Value::Choice(ChoiceId::from(id)))
}

pub fn person(no: u16) -> PersonNo {
    PersonNo(no)
}

pub fn work_day(day: &str) -> WorkDay {
    WorkDay(day.parse().unwrap())
}

/// Puts an entry into the file past the program: that of `of`, changed, and signed by a person whose
/// PIN is known.
pub fn forge(
    office: &Office,
    signer: u16,
    of: kagiban::journal::EntryId,
    change: impl FnOnce(&mut kagiban::journal::Body),
) {
    use kagiban::store::{Log as _, ReadLog as _};
    let folder = office.folder.path();
    let view = office.desk.view().unwrap();
    let public = view.office.current_key(person(signer)).unwrap();
    drop(view);
    let open = || kagiban::store::Store::open(folder, &mut |_| kagiban::store::Waiting::Go);
    let store = open().unwrap();
    let all = store.read(0, usize::MAX).unwrap();
    let (_, stored) = all.into_iter().find(|(_, one)| one.id() == of).unwrap();
    let mut body = stored.entry().unwrap().read().unwrap();
    change(&mut body);
    let key = std::fs::read_to_string(folder.join("key")).unwrap();
    let key = kagiban::journal::KeyFile::parse(&key).unwrap();
    let row = format!("seal/{signer:03}/{public}");
    let sealed = store.side_get(row.as_bytes()).unwrap().unwrap();
    let signer = kagiban::journal::SealedKey::parse(&sealed)
        .unwrap()
        .open(
            &office.pin_of(signer),
            &key.pepper,
            store.office(),
            person(signer),
            public,
        )
        .unwrap();
    let entry = kagiban::journal::seal_entry(&signer, store.office(), [7; 32], &body).unwrap();
    let new = kagiban::store::NewEntry {
        entry: kagiban::store::Stored::from(&entry),
        id: entry.id(),
        chain: body.case.unwrap().0,
        after: body.after,
    };
    let model = std::sync::Arc::new(kagiban::desk::Model::default());
    let batch = kagiban::store::Batch::from(new);
    store
        .append(&batch, model, &mut |_| kagiban::store::Waiting::Go)
        .unwrap();
}
