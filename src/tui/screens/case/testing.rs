//! Cases for the tests of the inbox, of one case and of the list.

use crate::desk::{Desk, Proposal, TAKE_OUT};
use crate::journal::{CaseId, PersonNo, UnitId};
use crate::procedure::{
    CaseAct, DefId, DefRef, HoldingLine, Media, Opening, Sign, StepId, Value, Values,
};
use crate::text::{Paragraph, Text};
use crate::tui::screens::fixture::pin_of;

/// An application for a take-out of one title, signed by `by`.
pub(crate) fn apply(desk: &Desk, by: u16, nth: u8, title: &str) -> CaseId {
    let case = CaseId([nth; 16]);
    let text = |text: &str| Value::Text(Text::new(text).unwrap());
    let choice = |id: &str| Value::Choice(id.into());
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
    let values = Values::from([
        (
            "documents".into(),
            Value::HoldingLines(vec![HoldingLine {
                holding: None,
                title: Text::new(title).unwrap(),
                count: 2,
                media: Media::Paper,
                special: Vec::new(),
            }]),
        ),
        ("destination".into(), text("見本区役所")),
        ("purpose".into(), text("打合せ")),
        ("due_back".into(), Value::Date(day)),
        ("due_time".into(), Value::Time(9 * 60)),
        ("bag".into(), choice("locked")),
        ("route".into(), choice("direct")),
        ("storage".into(), choice("no")),
    ]);
    let open = Opening {
        procedure: DefRef {
            id: DefId::from(TAKE_OUT),
            rev: 1,
        },
        origin: None,
        values: Values::new(),
    };
    let act = CaseAct::Sign(Sign {
        open: Some(open),
        steps: vec![StepId::from("apply")],
        values,
        lines: Default::default(),
        same: Default::default(),
        took: None,
    });
    sign(desk, by, case, act);
    case
}

/// The application again, after an amendment: the answers of its check are given anew.
pub(crate) fn apply_again(desk: &Desk, by: u16, case: CaseId) {
    let choice = |id: &str| Value::Choice(id.into());
    let act = CaseAct::Sign(Sign {
        open: None,
        steps: vec![StepId::from("apply")],
        values: Values::from([
            ("bag".into(), choice("locked")),
            ("route".into(), choice("direct")),
            ("storage".into(), choice("no")),
        ]),
        lines: Default::default(),
        same: Default::default(),
        took: None,
    });
    sign(desk, by, case, act);
}

/// One act on a case, signed as things stand.
pub(crate) fn sign(desk: &Desk, by: u16, case: CaseId, act: CaseAct) {
    let view = desk.view().unwrap();
    let row = view.case_row(case).unwrap();
    let proposal = Proposal {
        case,
        unit: row.as_ref().map_or(UnitId(1), |row| row.case.unit),
        after: row.and_then(|row| row.case.head),
        act,
        happened: None,
        day: None,
    };
    drop(view);
    let person = PersonNo(by);
    let signed = desk
        .sign(person, &pin_of(desk, person), &[proposal])
        .unwrap();
    assert!(signed.left_out.is_empty(), "{:?}", signed.left_out);
}

/// Steps of a case, signed as things stand.
pub(crate) fn steps(desk: &Desk, by: u16, case: CaseId, steps: &[&str]) {
    let steps = steps.iter().map(|id| StepId::from(*id)).collect();
    sign(
        desk,
        by,
        case,
        CaseAct::Sign(Sign {
            open: None,
            steps,
            values: Values::new(),
            lines: Default::default(),
            same: Default::default(),
            took: None,
        }),
    );
}

pub(crate) fn words(text: &str) -> Paragraph {
    Paragraph::new(text).unwrap()
}

/// The case whose list line holds `words`.
pub(crate) fn find(desk: &Desk, words: &str) -> CaseId {
    let view = desk.view().unwrap();
    let filter = crate::desk::Filter {
        words: words.to_owned(),
        ..Default::default()
    };
    let page = view.cases(&filter, None, 10, &mut || true).unwrap();
    page.lines.first().unwrap().case
}

/// A screen without the fingerprints of keys that wait, which are others every time.
pub fn without_print(desk: &Desk, screen: &str) -> String {
    let mut screen = screen.to_owned();
    for waits in desk.view().unwrap().office_waits() {
        if let crate::office::OfficeAct::Renew { key } = waits.pending.act {
            let print = crate::desk::fingerprint(key);
            screen = screen.replace(&print, "AAAAAA BBBBBB CCCCCC DDDDDD");
        }
    }
    screen
}
