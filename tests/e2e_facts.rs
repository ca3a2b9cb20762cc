//! A contractor's office on the real binary: a refusal for missing training that leads to the
//! training and back, and a subcontract from its draft to its approval.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use chrono::{Datelike, Days, NaiveDate};
use kagiban::calendar::Moment;
use kagiban::desk::{Clock, Desk, HostClock, Opening, Proposal, set_up, set_up_file};
use kagiban::journal::{CaseId, InviteCode, PersonNo, Pin};
use kagiban::procedure::{
    CaseAct, DefId, HoldingLine, Media, Opening as CaseOpening, Sign, StepId, Value, Values,
};
use kagiban::text::Text;
use pty::{Office, Term};
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

const MANAGER: &str = "86754231x";
const CLERK: &str = "299792";

/// A clerk and a manager of a contractor, enrolled.
struct Contractor {
    office: Office,
    desk: Arc<Desk>,
    today: NaiveDate,
}

/// Who confirms has the longer one.
fn pin_of(no: u16) -> &'static str {
    if no <= 2 { MANAGER } else { CLERK }
}

fn pin(no: u16) -> Pin {
    Pin::typed(pin_of(no))
}

fn signature(no: u16) -> String {
    format!("{no:02}{}<enter>", pin_of(no))
}

/// A day as it is typed.
fn typed(day: NaiveDate) -> String {
    format!("R{}.{}.{}", day.year() - 2018, day.month(), day.day())
}

impl Contractor {
    /// With one manager, and nobody who stands in for them.
    fn new() -> Self {
        Self::of(OFFICE)
    }

    /// With a second person who confirms.
    fn with_a_deputy() -> Self {
        let deputy = "[[people]]\nno = 2\nname = \"伊藤 恵\"\nkana = \"いとう めぐみ\"\n\
                      roles = [{ role = \"deputy\" }]\n[[places]]";
        Self::of(&OFFICE.replacen("[[places]]", deputy, 1))
    }

    fn of(file: &str) -> Self {
        let office = Office::empty();
        let now: Moment = HostClock.now();
        let draft = set_up_file::read(file, false).unwrap();
        let founder = Pin::typed("602214");
        let secrets = set_up::Secrets::new().unwrap();
        let new = set_up::create(&office.dir(), &draft, &founder, &secrets, now).unwrap();
        let opening = Opening {
            memory: None,
            ..Opening::default()
        };
        let desk = Desk::open(&office.dir(), opening).unwrap();
        let code = |no: u16| {
            let mut slips = new.slips.iter();
            let slip = slips.find(|slip| slip.person == PersonNo(no)).unwrap();
            InviteCode::parse(&slip.code.print()).unwrap()
        };
        desk.accept(PersonNo(1), &code(1), &pin(1)).unwrap();
        for person in new
            .slips
            .iter()
            .map(|s| s.person.0)
            .filter(|no| ![1, 9].contains(no))
        {
            let by = (PersonNo(1), &pin(1));
            desk.enrol(PersonNo(person), &code(person), &pin(person), by)
                .unwrap();
        }
        let today = desk.view().unwrap().today().0;
        Self {
            office,
            desk: Arc::new(desk),
            today,
        }
    }

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
        let id = case.unwrap_or_else(|| {
            let mut bytes = [0; 16];
            getrandom::fill(&mut bytes).unwrap();
            CaseId(bytes)
        });
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
        self.desk.sign(PersonNo(no), &pin(no), &[proposal]).unwrap();
        id
    }

    fn recorded(&self, procedure: &str, step: &str, values: &[(&str, Value)]) {
        let values = values.iter().map(|(id, v)| ((*id).into(), v.clone()));
        let case = self.signs(5, None, procedure, step, values.collect());
        if procedure != "pledge" {
            self.signs(1, Some(case), procedure, "confirm", Values::new());
        }
    }

    fn notified(&self, what: &str, value: Value) {
        self.recorded(
            "notification",
            "submit",
            &[
                ("act", choice("notify")),
                ("what", choice(what)),
                (what, value),
                ("number", text("届出第3号")),
                ("date", Value::Date(self.today)),
            ],
        );
    }

    /// A training of one person that another confirms.
    fn trained(&self, person: u16, by: u16) {
        let until = self.today.checked_add_days(Days::new(364)).unwrap();
        let plan = [
            ("subject", text("個人情報の取扱い")),
            ("material", text("見本テキスト")),
            ("until", Value::Date(until)),
            ("penalties", text("3頁")),
            ("civil", text("4頁")),
            ("criminal", text("5頁")),
            ("administrative", text("6頁")),
        ];
        let plan = plan.map(|(id, value)| (id.into(), value));
        let case = self.signs(person, None, "training", "plan", plan.into());
        let day = [("attended_on".into(), Value::Date(self.today))];
        self.signs(person, Some(case), "training", "attend", day.into());
        self.signs(by, Some(case), "training", "confirm", Values::new());
    }

    /// The clerk asks to take paper out tomorrow.
    fn asks_to_take_out(&self) {
        let line = HoldingLine {
            holding: None,
            title: Text::new("宛名データ").unwrap(),
            count: 120,
            media: Media::Paper,
            special: Vec::new(),
        };
        let back = self.today.checked_add_days(Days::new(1)).unwrap();
        let asked = [
            ("documents", Value::HoldingLines(vec![line])),
            ("destination", text("見本区役所")),
            ("purpose", text("納品")),
            ("due_back", Value::Date(back)),
            ("bag", choice("locked")),
            ("route", choice("direct")),
            ("storage", choice("no")),
            ("data", choice("paper")),
            ("approval_number", text("8見本第12号")),
        ];
        let asked = asked.map(|(id, value)| (id.into(), value));
        self.signs(5, None, "take_out", "apply", asked.into());
    }

    /// Everything that a take-out of paper needs but the clerk's training.
    fn nearly_ready(&self) {
        self.recorded("pledge", "pledge", &[("occasion", choice("before"))]);
        self.notified("person", Value::Person(PersonNo(5)));
        self.notified("transport", choice("locked"));
        let until = self.today.checked_add_days(Days::new(30)).unwrap();
        self.recorded(
            "approval",
            "record",
            &[
                ("act", choice("record")),
                ("what", choice("take-out")),
                ("number", text("8見本第12号")),
                ("date", Value::Date(self.today)),
                ("until", Value::Date(until)),
                ("scope", text("納品のため")),
            ],
        );
    }
}

fn choice(id: &str) -> Value {
    Value::Choice(id.into())
}

fn text(words: &str) -> Value {
    Value::Text(Text::new(words).unwrap())
}

/// Opens a line of the menu that stands on the screen, by its digit.
fn opens(term: &mut Term, name: &str) {
    term.sees(name);
    let text = term.text();
    let digit = text.lines().find_map(|row| {
        let row = row.trim_start().trim_start_matches('>').trim_start();
        let digit = row.chars().next().filter(char::is_ascii_digit)?;
        row.contains(name).then_some(digit)
    });
    let digit = digit.unwrap_or_else(|| panic!("no digit leads to {name}:\n{text}"));
    term.keys(&digit.to_string());
}

#[test]
fn a_refusal_for_missing_training_leads_to_the_training_and_back() {
    let contractor = Contractor::new();
    contractor.nearly_ready();
    let mut term = Term::start(&contractor.office);
    term.sees("2持出").keys("2");
    // Whom it bars is said before anything is typed.
    term.sees("まだ署名できない人").sees("佐藤 健(05)");
    let back = contractor.today.checked_add_days(Days::new(1)).unwrap();
    term.keys("|宛名データ|<enter>120<enter>1<enter>|見本区役所|<enter>|納品|<enter>");
    term.keys(&format!("{}<enter><enter>", typed(back)));
    term.keys("1112").sees("東京都の承諾の番号");
    term.keys("|8見本第12号|<enter>").sees("署名する文");
    let before = contractor.office.records();
    // The number is enough to be told, and the draft stays.
    term.keys("05")
        .sees("佐藤 健 の研修を受けた記録がありません (特記第7条3項)");
    term.keys("<f3>").sees("研修の名称");
    let until = contractor.today.checked_add_days(Days::new(364)).unwrap();
    term.keys("|個人情報の取扱い|<enter>|見本テキスト|<enter>");
    term.keys(&format!("{}<enter>", typed(until)));
    // The four items of 特記7条2項, each by the page where it is covered.
    term.sees("罰則を扱う所").sees("行政上の責任");
    term.keys("|3頁|<enter>|4頁|<enter>|5頁|<enter>|6頁|<enter>");
    term.sees("署名する文").keys(&signature(5));
    term.sees("続けて「受講」が要ります");
    term.keys(&format!("{}<enter>", typed(contractor.today)));
    term.sees("署名する文").keys(&signature(5));
    term.sees("続けて「受講の確認」が要ります");
    term.keys(&signature(1));
    // Back at the sentence, with everything that was typed.
    term.sees("足りない記録がそろいました");
    term.sees("8見本第12号").sees("宛名データ");
    term.keys(&signature(5)).sees("責任者が横にいれば");
    assert_eq!(contractor.office.records(), before + 4);
}

/// From the board to what waits for a permission, read and marked.
fn marks_the_permission(term: &mut Term) {
    term.sees("5署名待ち").keys("5");
    term.sees("署名待ち").sees("持出許可");
    for _ in 0..4 {
        term.keys("<pagedown>");
    }
    term.keys("<space>").sees("印 1");
}

#[test]
fn a_signature_in_the_inbox_that_lacks_a_pledge_leads_to_it_and_back() {
    let contractor = Contractor::with_a_deputy();
    contractor.nearly_ready();
    contractor.trained(5, 1);
    contractor.trained(1, 2);
    contractor.notified("person", Value::Person(PersonNo(1)));
    contractor.asks_to_take_out();
    let mut term = Term::start(&contractor.office);
    marks_the_permission(&mut term);
    let before = contractor.office.records();
    term.keys(&signature(1));
    term.sees("田中 実 の守秘の誓約がありません")
        .sees("F3 で「守秘の誓約」を記録する");
    term.keys("<f3>").sees("いつの誓約か").keys("1");
    term.sees("他に知らせず").keys(&signature(1));
    // Back in the inbox, where the mark has stayed.
    term.sees("足りない記録がそろいました").sees("印 1");
    term.keys(&signature(1)).sees("1件に署名しました");
    assert_eq!(contractor.office.records(), before + 2);
}

#[test]
fn a_manager_who_is_alone_is_told_who_can_confirm_their_training_and_how_to_name_them() {
    let contractor = Contractor::new();
    let mut term = Term::start(&contractor.office);
    term.sees("7ほか").keys("7");
    opens(&mut term, "記録を始める");
    opens(&mut term, "教育・研修");
    let until = contractor.today.checked_add_days(Days::new(364)).unwrap();
    term.sees("研修の名称")
        .keys("|個人情報の取扱い|<enter>|見本テキスト|<enter>");
    term.keys(&format!("{}<enter>", typed(until)));
    term.keys("|3頁|<enter>|4頁|<enter>|5頁|<enter>|6頁|<enter>");
    term.sees("署名する文").keys(&signature(1));
    term.sees("研修の計画を記録しました");
    term.keys("<esc><esc>").sees("6記録").keys("6");
    term.sees("教育・研修")
        .keys("<enter><enter>")
        .sees("受けた日");
    term.keys(&format!("{}<enter>", typed(contractor.today)));
    term.sees("署名する文").keys(&signature(1));
    // Nobody confirms their own training; a deputy does, and there is none yet.
    term.sees("受講を記録しました")
        .sees("「受講の確認」")
        .sees("今日、署名できる人がいません。代理を決めてください (7 ほか > 人と役割)");
    term.keys("<esc><esc>").sees("1施錠");
    let output = contractor.office.command(&["check"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let row = said.lines().find(|row| row.contains("責任者の本人の"));
    assert!(row.is_some_and(|row| row.contains('要')), "{said}");
}

#[test]
fn a_subcontract_is_walked_from_its_draft_to_its_approval() {
    let contractor = Contractor::new();
    let mut term = Term::start(&contractor.office);
    term.sees("7ほか").keys("7");
    opens(&mut term, "記録を始める");
    opens(&mut term, "再委託");
    term.sees("通知の種類").keys("1");
    term.keys("|見本発送株式会社|<enter>|代表 見本 一郎|<enter>");
    let (begins, ends) = (
        contractor.today.checked_add_days(Days::new(10)).unwrap(),
        contractor.today.checked_add_days(Days::new(100)).unwrap(),
    );
    term.sees("(1) 業務内容");
    term.keys("|封入と封緘、見本市の作業所|<enter>|宛名データ|<enter>120<enter>1<enter>");
    term.keys(&format!("{}<enter>{}<enter>", typed(begins), typed(ends)));
    term.keys("|設備がないため|<enter>").sees("(6) 責任体制");
    // Seven of eight: the last item is asked for, and nothing is signed without it.
    term.keys("|責任者 見本 次郎|<enter>|契約書案 第9条|<enter><enter>");
    term.sees("この答えは必要です").does_not_see("署名する文");
    term.keys("|月1回、作業所で確かめる|<enter>")
        .sees("署名する文");
    term.keys(&signature(5))
        .sees("再委託の通知案を記録しました");
    // The manager reads the items one by one.
    term.keys("<esc><esc>").sees("5署名待ち").keys("5");
    term.sees("見本発送株式会社")
        .keys("<pagedown><pagedown><pagedown><space>");
    term.sees("印 1")
        .keys(&signature(1))
        .sees("1件に署名しました");
    term.keys("<esc>").sees("6記録").keys("6<enter>");
    term.sees("見本発送株式会社")
        .keys("<enter>")
        .sees("どの段階にするか");
    term.keys("2").sees("通知の番号");
    term.keys(&format!(
        "|通知第1号|<enter>{}<enter>",
        typed(contractor.today)
    ));
    term.keys(&signature(5))
        .sees("東京都への通知を記録しました");
    // The answer, confirmed by the manager on the paper that came.
    term.keys("<enter>").sees("東京都の答え").keys("1");
    let day = typed(contractor.today);
    term.keys(&format!(
        "|8承諾第7号|<enter>{day}<enter>{}<enter>",
        typed(ends)
    ));
    term.keys("|封入と封緘|<enter>").sees("署名する文");
    term.keys(&signature(5)).sees("東京都の答えを記録しました");
    term.keys("<esc><esc>").sees("5署名待ち").keys("5");
    term.sees("答えの確認")
        .keys("<pagedown><pagedown><pagedown><space>");
    term.sees("印 1")
        .keys(&signature(1))
        .sees("1件に署名しました");
    // The journal verifies; what is left is to make sure of their training.
    contractor.office.records();
    let view = contractor.desk.view().unwrap();
    let rows = view.open_rows().unwrap();
    let row = rows.iter().find(|r| r.procedure.id.0 == "subcontract");
    let waits: Vec<&str> = row
        .unwrap()
        .waits
        .iter()
        .filter(|wait| !wait.optional)
        .map(|wait| wait.step.0.as_str())
        .collect();
    assert_eq!(waits, ["training"]);
}
