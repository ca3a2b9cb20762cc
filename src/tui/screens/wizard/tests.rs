//! A contractor's office: what its rules ask beyond the bureau's.

use super::Wizard;
use crate::desk::{Desk, Opening, Proposal, set_up, set_up_file};
use crate::journal::{CaseId, InviteCode, PersonNo, Pin};
use crate::office::{Means, ProfileId};
use crate::procedure::{CaseAct, DefId, Opening as CaseOpening, Sign, StepId, Value, Values};
use crate::text::Text;
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
        let stage = Stage::at(NOW).under(ProfileId::Contractor);
        Harness::new(Arc::clone(&self.desk), first, stage)
    }
}

impl Contractor {
    /// Signs a step of a case, or the first of a new one.
    fn signs(
        &self,
        no: u16,
        case: Option<CaseId>,
        procedure: &str,
        step: &str,
        values: Values,
    ) -> CaseId {
        let view = self.desk.view().unwrap();
        let def = view.catalogue().latest(&DefId::from(procedure)).unwrap();
        let row = case.map(|case| view.case_row(case).unwrap().unwrap());
        let id = case.or_else(super::lot::case).unwrap();
        let open = case.is_none().then(|| CaseOpening {
            procedure: def.reference(),
            origin: None,
            values: Values::new(),
        });
        let proposal = Proposal {
            case: id,
            unit: view.office.units[0].id,
            after: row.and_then(|row| row.case.head),
            act: CaseAct::Sign(Sign {
                open,
                steps: vec![StepId::from(step)],
                values,
                lines: Default::default(),
                same: Default::default(),
                took: None,
            }),
            happened: None,
            day: None,
        };
        let pin = Pin::typed(if no == 1 { "86754231x" } else { "299792" });
        self.desk.sign(PersonNo(no), &pin, &[proposal]).unwrap();
        id
    }

    fn begins(&self, procedure: &str, step: &str, values: &[(&str, Value)]) -> CaseId {
        let values = values.iter().map(|(id, v)| ((*id).into(), v.clone()));
        self.signs(5, None, procedure, step, values.collect())
    }

    fn confirms(&self, case: CaseId, procedure: &str) {
        self.signs(1, Some(case), procedure, "confirm", Values::new());
    }

    fn notified(&self, what: &str, value: Value) {
        let case = self.begins(
            "notification",
            "submit",
            &[
                ("act", choice("notify")),
                ("what", choice(what)),
                (what, value),
                ("number", text("届出第3号")),
                ("date", date("2026-11-16")),
            ],
        );
        self.confirms(case, "notification");
    }

    /// Everything that a take-out by person 5 needs but the training.
    fn nearly_ready(&self) {
        self.begins("pledge", "pledge", &[("occasion", choice("before"))]);
        self.notified("person", Value::Person(PersonNo(5)));
        self.notified("transport", choice("locked"));
        self.notified("device", text("USBメモリ 3号"));
        let case = self.begins(
            "approval",
            "record",
            &[
                ("act", choice("record")),
                ("what", choice("take-out")),
                ("number", text("8見本第12号")),
                ("date", date("2026-11-10")),
                ("until", date("2026-11-18")),
                ("scope", text("納品のため")),
            ],
        );
        self.confirms(case, "approval");
    }
}

fn choice(id: &str) -> Value {
    Value::Choice(id.into())
}

fn text(words: &str) -> Value {
    Value::Text(Text::new(words).unwrap())
}

fn date(day: &str) -> Value {
    Value::Date(day.parse().unwrap())
}

const TAKE_OUT: &str =
    "宛名データ<enter>120<enter>3<enter>見本区役所<enter>納品<enter>18<enter><enter>1111";

#[test]
fn a_take_out_without_training_leads_to_the_training_and_back() {
    let office = Contractor::new();
    office.nearly_ready();
    let mut screen = office.harness(TakeOut::open());
    // Whom it bars is said before anything is typed.
    screen.sees("まだ署名できない人: 田中 実(01)、佐藤 健(05)");
    screen.keys(TAKE_OUT).keys("USBメモリ 3号<enter>");
    screen.sees("東京都の承諾の番号");
    screen.keys("8見本第12号<enter>").sees("署名する文");
    // The number is enough: nobody types a PIN in vain.
    screen.keys("05").sees("研修を受けた記録がありません");
    screen.sees("特記第7条3項").sees("足りない記録");
    screen.keys("299792<enter>").does_not_see("記録しました");
    screen.keys("<f3>").sees("研修の名称");
    screen.keys("個人情報の取扱い<enter>見本テキスト<enter>R9.11.16<enter>");
    screen.keys("3頁<enter>4頁<enter>5頁<enter>6頁<enter>");
    screen
        .keys("05299792<enter>")
        .sees("続けて「受講」が要ります");
    screen.keys("17<enter>05299792<enter>");
    screen.sees("続けて「受講の確認」が要ります");
    screen.keys("0186754231x<enter>");
    // Back where it was left, with everything typed.
    screen.sees("足りない記録がそろいました").sees("署名する文");
    screen.sees("8見本第12号");
    screen
        .keys("05299792<enter>")
        .sees("責任者が横にいれば")
        .does_not_see("管理責任者が横");
    assert!(office.desk.verify(&mut |_, _| true).unwrap().is_clean());
}

#[test]
fn what_the_answers_need_is_said_while_they_are_given() {
    let office = Contractor::new();
    let mut screen = office.harness(Sending::list());
    // Only the means that this office uses are offered.
    screen
        .keys("<enter>")
        .sees("1 ファクシミリ")
        .sees("2 手渡し");
    screen.does_not_see("電子メール");
    screen.keys("宛名データ<enter>1<enter>1<enter>12東京都<enter>1照会<enter>");
    screen.sees("ファクシミリ の送付方法の届出がありません (特記第11条6項)");
    // Straight to the notice, with what is known filled in.
    screen.keys("<f3>").sees("届け出るもの").sees("届出の番号");
    screen.keys("届出第4号<enter>16<enter><enter>");
    screen.sees("署名する文").sees("ファクシミリ");
    screen
        .keys("05299792<enter>")
        .sees("続けて「届出の確認」が要ります");
    // Nobody is there to confirm: it waits, and the draft stays.
    screen.keys("<esc>").sees("届出がありません");
    screen.keys("0353880000<enter>123<enter>1係長<enter>");
    screen.keys("05299792<enter>").sees("届出がありません");
    screen
        .keys("<f6>")
        .sees("下書きは残しました")
        .sees("書きかけがあります");
}

#[test]
fn a_withdrawal_is_begun_like_a_notice_and_asks_for_no_day() {
    let office = Contractor::new();
    office.notified("means", choice("hand"));
    let mut screen = office.harness(Wizard::begin("notification", Values::new()));
    screen.keys("2").does_not_see("届け出た日");
    screen.keys("46").keys("届出第2号<enter><enter>");
    screen.sees("届出を取り下げました");
    screen.keys("05299792<enter>").sees("届出の取下げ");
    let mut screen = office.harness(Sending::list());
    screen.keys("<enter>宛名データ<enter>1<enter>1<enter>22東京都<enter>1照会<enter>");
    screen.sees("取り下げられています");
}

/// The rules of a contractor know a 責任者, and no 管理責任者.
#[test]
fn a_contractor_is_told_of_the_responsible_person_and_of_no_manager() {
    let office = Contractor::new();
    let mut screen = office.harness(Sending::list());
    screen
        .keys("<f1>")
        .sees("2人の別の確認と、責任者の")
        .does_not_see("管理責任者");
    let mut screen = office.harness(crate::tui::screens::returning::Returning::open());
    screen
        .keys("<f1>")
        .sees("戻りは責任者が別に確認します")
        .does_not_see("管理責任者");
    let mut screen = office.harness(crate::tui::screens::explain::Explain::open(None));
    screen.keys("<f1>").does_not_see("管理責任者");
    let stage = Stage::at(NOW).under(ProfileId::Contractor).english();
    let screen = crate::tui::screens::returning::Returning::open();
    let mut screen = Harness::new(Arc::clone(&office.desk), screen, stage);
    screen
        .keys("<f1>")
        .sees("person responsible confirms")
        .does_not_see("manager");
}
