//! What the tests of the journal share: one office, two signers, a body to start from.
#![allow(dead_code)]

use std::collections::HashMap;

use kagiban::calendar::{Happened, Moment, Recorded, WorkDay};
use kagiban::journal::merkle::{Frontier, Hash, empty_root};
use kagiban::journal::{
    Body, Capacity, CaseId, Entry, EntryId, OfficeId, PersonNo, Role, Seen, Signer, SittingId,
    TerminalId, UnitId, seal_entry,
};

pub const OFFICE: OfficeId = OfficeId([0x11; 16]);

pub fn manager() -> Signer {
    Signer::from_seed(&[0x22; 32])
}

pub fn clerk() -> Signer {
    Signer::from_seed(&[0x33; 32])
}

pub fn moment(written: &str) -> Moment {
    Moment::parse(written).unwrap()
}

/// 山田 locks 保管庫2 in the evening; the first entry of its case.
pub fn locking() -> Body {
    Body {
        machine: 1,
        unit: Some(UnitId(3)),
        person: PersonNo(2),
        capacity: Capacity {
            role: Role::Manager,
            through: Some(Role::Deputy),
        },
        recorded: Recorded(moment("2026-11-17T18:42:10+09:00")),
        happened: Happened(moment("2026-11-17T18:40:00+09:00")),
        day: Some(WorkDay(moment("2026-11-17T00:00:00+09:00").date())),
        sitting: SittingId([0x44; 8]),
        terminal: TerminalId::parse("t1").unwrap(),
        seen: Seen {
            size: 0,
            root: empty_root(),
        },
        case: Some(CaseId([0x55; 16])),
        after: None,
        failed: 3,
        act: serde_json::json!({"sign": "lock", "place": 2, "note": "鍵は髙橋へ\n以上"}),
    }
}

/// An act of the office itself.
pub fn founding() -> Body {
    Body {
        unit: None,
        day: None,
        case: None,
        capacity: Capacity::own(Role::Administrator),
        person: PersonNo(1),
        failed: 0,
        act: serde_json::json!({"found": {"profile": "bureau"}}),
        ..locking()
    }
}

pub fn seal(signer: &Signer, salt: u8, body: &Body) -> Entry {
    seal_entry(signer, OFFICE, [salt; 32], body).unwrap()
}

/// A journal as an honest terminal writes it.
#[derive(Default)]
pub struct Book {
    pub entries: Vec<Entry>,
    edge: Frontier,
    heads: HashMap<Option<CaseId>, EntryId>,
}

impl Book {
    /// Signs and appends; `seen` and `after` are filled in truthfully.
    pub fn append(&mut self, signer: &Signer, body: Body) -> EntryId {
        let body = self.truthful(body);
        let salt = self.entries.len() as u8;
        self.push(seal(signer, salt, &body), body.case)
    }

    /// The body as an honest terminal would sign it now.
    pub fn truthful(&self, body: Body) -> Body {
        Body {
            seen: Seen {
                size: self.edge.size(),
                root: self.edge.root(),
            },
            after: self.heads.get(&body.case).copied(),
            ..body
        }
    }

    /// Appends an entry whatever it says.
    pub fn push(&mut self, entry: Entry, chain: Option<CaseId>) -> EntryId {
        let id = entry.id();
        self.edge.push(id.0);
        self.heads.insert(chain, id);
        self.entries.push(entry);
        id
    }

    pub fn root(&self) -> Hash {
        self.edge.root()
    }

    /// The founding, an acceptance, and one case of three acts among the office's own.
    pub fn sample() -> Self {
        let mut book = Self::default();
        book.append(&manager(), founding());
        book.append(&clerk(), founding());
        book.append(&clerk(), locking());
        book.append(&manager(), locking());
        book.append(&manager(), founding());
        book.append(&clerk(), locking());
        book
    }
}

/// Holds what the program writes against a golden file. Where they differ, the new text is left
/// for inspection: these bytes are in signed journals, so moving them is a new format version.
pub fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != actual {
        let found = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&found, actual).unwrap();
        panic!("{path} and what the program writes differ; the latter is in {found}");
    }
}
