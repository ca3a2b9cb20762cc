//! A contractor's office: what its rules ask beyond the bureau's.

use crate::desk::{Desk, Opening, set_up, set_up_file};
use crate::journal::{InviteCode, PersonNo, Pin};
use crate::office::Means;
use crate::tui::Screen;
use crate::tui::screens::start::{Sending, TakeOut};
use crate::tui::testing::{Harness, Stage};
use std::sync::Arc;

const OFFICE: &str = r#"
profile = "contractor"
name = "見本印刷株式会社 通知書作成業務"
founder = 9
from = "2026-04-01"
[[units]]
id = 1
name = "令和8年度 通知書作成業務委託"
[[people]]
no = 1
name = "田中 実"
kana = "たなか みのる"
roles = [{ role = "manager" }]
[[people]]
no = 5
name = "佐藤 健"
kana = "さとう けん"
[[people]]
no = 9
name = "清水 航"
kana = "しみず わたる"
roles = [{ role = "administrator" }]
[[places]]
id = 1
name = "作業室"
roster = [5]
[[means]]
id = "hand"
notice = "令和8年4月1日 届出第2号"
"#;

const NOW: &str = "2026-11-17T09:00:00+09:00";

struct Contractor {
    _folder: tempfile::TempDir,
    desk: Arc<Desk>,
}

impl Contractor {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office");
        let stage = Stage::at(NOW);
        let mut draft = set_up_file::read(OFFICE, false).unwrap();
        // A means that the office has begun to use without its 届出.
        let fax = Means {
            id: "fax".to_owned(),
            notice: None,
            span: draft.means[0].span,
        };
        draft.means.push(fax);
        let secrets = set_up::Secrets::new().unwrap();
        let founder = Pin::typed("602214");
        let new = set_up::create(&path, &draft, &founder, &secrets, stage.now).unwrap();
        let opening = Opening {
            clock: Some(Arc::new(crate::desk::SetClock::at(stage.now))),
            ..Opening::default()
        };
        let desk = Desk::open(&path, opening).unwrap();
        let code = |no: u16| {
            let slip = new.slips.iter().find(|slip| slip.person == PersonNo(no));
            InviteCode::parse(&slip.unwrap().code.print()).unwrap()
        };
        let manager = Pin::typed("86754231x");
        desk.accept(PersonNo(1), &code(1), &manager).unwrap();
        let clerk = Pin::typed("299792");
        let by = (PersonNo(1), &manager);
        desk.enrol(PersonNo(5), &code(5), &clerk, by).unwrap();
        Self {
            _folder: folder,
            desk: Arc::new(desk),
        }
    }

    fn harness(&self, first: impl Screen<Desk>) -> Harness<Desk> {
        Harness::new(Arc::clone(&self.desk), first, Stage::at(NOW))
    }
}

#[test]
fn a_contractors_take_out_asks_for_the_approval_of_tokyo() {
    let office = Contractor::new();
    let mut screen = office.harness(TakeOut::open());
    screen.keys("宛名データ<enter>120<enter>3<enter>見本区役所<enter>納品<enter>18<enter><enter>");
    screen.keys("1111").sees("東京都の承諾の番号・日付");
    screen.sees("特記");
    screen
        .keys("8見本第12号<enter>納品のため<enter>17<enter>")
        .sees("承諾の期限");
    screen.does_not_see("署名する文");
    screen
        .keys("<backspace>8<enter>")
        .sees("署名する文")
        .sees("8見本第12号");
    screen
        .keys("05299792<enter>")
        .sees("管理責任者が横にいれば");
}

#[test]
fn a_means_without_its_notice_is_refused_and_the_draft_is_kept() {
    let office = Contractor::new();
    let mut screen = office.harness(Sending::list());
    // Only the means that this office uses are offered.
    screen
        .keys("<enter>")
        .sees("1 ファクシミリ")
        .sees("2 手渡し");
    screen.does_not_see("電子メール");
    screen.keys("宛名データ<enter>1<enter>1<enter>12東京都<enter>照会<enter>");
    screen.keys("0353880000<enter>123<enter>1係長<enter>");
    screen.sees("この送付方法は届出がありません");
    screen.keys("05299792<enter>").sees("届出がありません");
    screen
        .keys("<f6>")
        .sees("下書きは残しました")
        .sees("書きかけがあります");
}
