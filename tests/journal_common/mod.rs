//! What the tests of the journal share: one office, two signers, a body to start from.
#![allow(dead_code)]

use kagiban::calendar::{Happened, Moment, Recorded, WorkDay};
use kagiban::journal::merkle::empty_root;
use kagiban::journal::{
    Body, Capacity, CaseId, Entry, OfficeId, PersonNo, Role, Seen, Signer, SittingId, TerminalId,
    UnitId, seal_entry,
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
