//! A small office in which a test plays a case act by act.
#![allow(dead_code)]

use kagiban::calendar::{Happened, Moment, OfficeDays, Recorded, WorkDay};
use kagiban::journal::{
    Capacity, CaseId, EntryId, HoldingId, OfficeId, PersonNo, PlaceId, PublicKey, Role, UnitId,
};
use kagiban::office::{
    Grant, Holding, Means, Office, Person, Place, ProfileId, Settings, Span, Standing, Unit,
};
use kagiban::procedure::{
    Acted, At, Case, CaseAct, Catalogue, ChoiceId, DefId, Definition, Fact, FactId, FactSubject,
    Facts, FactsUnread, FieldId, HoldingLine, Known, Media, NothingGone, Opening, Refusal, Sign,
    StepId, Value, Values, World, act, capacity_for, day_case,
};
use kagiban::text::{Paragraph, Text};
use std::collections::{BTreeMap, BTreeSet};

pub const SATO: PersonNo = PersonNo(5);
pub const SUZUKI: PersonNo = PersonNo(7);
pub const TAKAHASHI: PersonNo = PersonNo(9);
pub const TANAKA: PersonNo = PersonNo(1);
pub const ITO: PersonNo = PersonNo(2);
pub const OGAWA: PersonNo = PersonNo(3);
pub const KIMURA: PersonNo = PersonNo(11);

pub fn text(s: &str) -> Text {
    Text::new(s).unwrap()
}

pub fn words(s: &str) -> Paragraph {
    Paragraph::new(s).unwrap()
}

pub fn at(written: &str) -> Moment {
    Moment::parse(written).unwrap()
}

pub fn day(written: &str) -> chrono::NaiveDate {
    written.parse().unwrap()
}

/// 田中 manages, 伊藤 is deputy, 小川 protection officer, 佐藤・鈴木・髙橋 are staff, 木村 audits.
pub fn office(profile: ProfileId) -> Office {
    let span = Span::since(day("2026-04-01"));
    let unit = UnitId(1);
    let people = [
        (TANAKA, "田中 実"),
        (ITO, "伊藤 恵"),
        (OGAWA, "小川 誠"),
        (SATO, "佐藤 健"),
        (SUZUKI, "鈴木 花子"),
        (TAKAHASHI, "髙橋 洋"),
        (KIMURA, "木村 司"),
    ];
    let grant = |person, role| Grant { person, role, span };
    Office {
        id: OfficeId([7; 16]),
        sample: false,
        since: span.from,
        profile,
        name: text("見本課"),
        founder: SATO,
        recovery: PublicKey([0; 32]),
        standing: Standing::Accepted,
        units: vec![Unit {
            id: unit,
            name: text("見本課"),
        }],
        persons: people
            .into_iter()
            .map(|(no, name)| Person {
                no,
                name: text(name),
                kana: text("かな"),
                section: text("支援"),
                unit,
                span,
            })
            .collect(),
        grants: vec![
            grant(TANAKA, Role::Manager),
            grant(ITO, Role::Deputy),
            grant(OGAWA, Role::ProtectionOfficer),
            grant(KIMURA, Role::Auditor),
        ],
        places: vec![Place {
            id: PlaceId(3),
            name: text("書庫A"),
            key_place: text("課長席のキー箱"),
            unit,
            roster: vec![SATO],
            span,
        }],
        means: vec![Means {
            id: "fax".to_owned(),
            notice: Some(text("R8-12")),
            span,
        }],
        holdings: vec![Holding {
            id: HoldingId(14),
            title: text("現地調査票"),
            count: 12,
            media: "paper".to_owned(),
            special: vec![4],
            place: Some(PlaceId(3)),
            task: None,
            list: None,
            keep: None,
            span,
        }],
        days: OfficeDays::default(),
        settings: Settings::default(),
        keys: Vec::new(),
        procedures: Vec::new(),
        forms: Vec::new(),
        contacts: Vec::new(),
        pending: BTreeMap::new(),
        head: None,
    }
}

pub struct Play {
    pub office: Office,
    pub procedure: DefId,
    pub now: Moment,
    /// Where it happened at another time than it is recorded.
    pub happened: Option<Moment>,
    pub day: Option<WorkDay>,
    pub case: Option<Case>,
    pub entries: u8,
    pub facts: Book,
}

/// What is known of facts: what was said of some, and of all others that they hold.
#[derive(Default)]
pub struct Book(pub BTreeMap<(String, String), Known>);

impl Book {
    /// What is known of a fact of a person, instead of that it holds.
    pub fn of(&mut self, fact: &str, subject: &FactSubject) -> &mut Known {
        self.0.entry((fact.to_owned(), subject.key())).or_default()
    }
}

impl Facts for Book {
    fn known(&self, fact: &FactId, subject: &FactSubject) -> Result<Known, FactsUnread> {
        let held = || Known {
            given: vec![Fact {
                from: at("2026-04-01T00:00:00+09:00"),
                until: None,
                number: None,
                scope: None,
                entry: None,
            }],
            ended: Vec::new(),
            taken: Vec::new(),
        };
        let said = self.0.get(&(fact.0.clone(), subject.key()));
        Ok(said.cloned().unwrap_or_else(held))
    }
}

pub type Played = Result<Acted, Refusal>;

impl Play {
    pub fn new(procedure: &str) -> Self {
        Self::under(ProfileId::Bureau, procedure)
    }

    pub fn under(profile: ProfileId, procedure: &str) -> Self {
        Self {
            office: office(profile),
            procedure: procedure.into(),
            now: at("2026-11-17T15:20:00+09:00"),
            happened: None,
            day: None,
            case: None,
            entries: 0,
            facts: Book::default(),
        }
    }

    pub fn def(&self) -> &'static Definition {
        Catalogue::embedded().latest(&self.procedure).unwrap()
    }

    pub fn world(&self) -> World<'_> {
        World {
            catalogue: Catalogue::embedded(),
            office: &self.office,
            facts: &self.facts,
            register: &NothingGone,
        }
    }

    pub fn the(&self) -> &Case {
        self.case.as_ref().unwrap()
    }

    pub fn at(&self, person: PersonNo, what: &CaseAct) -> At {
        let (happened, recorded) = (
            Happened(self.happened.unwrap_or(self.now)),
            Recorded(self.now),
        );
        let capacity = capacity_for(
            &self.world(),
            self.case.as_ref(),
            what,
            person,
            happened,
            recorded,
        );
        let case = match (self.day, &self.case) {
            (_, Some(case)) => case.id,
            (Some(day), None) => day_case(self.office.id, &self.procedure, PlaceId(3), day),
            (None, None) => CaseId([9; 16]),
        };
        At {
            case,
            unit: UnitId(1),
            entry: EntryId([self.entries; 32]),
            person,
            capacity: capacity.unwrap_or(Capacity::own(Role::Staff)),
            happened,
            recorded,
            day: self.day,
        }
    }

    /// Tries an act without keeping it.
    pub fn tries(&self, person: PersonNo, what: &CaseAct) -> Played {
        act(
            &self.world(),
            self.case.as_ref(),
            &self.at(person, what),
            what,
        )
    }

    /// Does an act and keeps what comes of it. A minute passes.
    pub fn does(&mut self, person: PersonNo, what: &CaseAct) -> Played {
        let outcome = self.tries(person, what)?;
        self.case = Some(outcome.case.clone());
        self.entries += 1;
        self.now = self.now.plus_minutes(1);
        self.happened = None;
        Ok(outcome)
    }

    pub fn sign(&self, steps: &[&str], values: Values) -> CaseAct {
        self.sign_lines(steps, values, BTreeMap::new())
    }

    pub fn sign_lines(
        &self,
        steps: &[&str],
        values: Values,
        lines: BTreeMap<u16, Option<ChoiceId>>,
    ) -> CaseAct {
        let steps: Vec<StepId> = steps.iter().map(|s| (*s).into()).collect();
        let same: BTreeSet<FieldId> = match &self.case {
            None => BTreeSet::new(),
            Some(case) => steps
                .iter()
                .flat_map(|step| self.def().rechecked_at(step))
                .filter(|field| case.values.contains_key(&field.id))
                .map(|field| field.id.clone())
                .collect(),
        };
        let open = self.case.is_none().then(|| Opening {
            procedure: self.def().reference(),
            origin: None,
            values: match self.day {
                None => Values::new(),
                Some(_) => values_of([("place", Value::Place(PlaceId(3)))]),
            },
        });
        CaseAct::Sign(Sign {
            open,
            steps,
            values,
            lines,
            same,
            took: Some(40),
        })
    }

    pub fn signs(&mut self, person: PersonNo, steps: &[&str], values: Values) -> Played {
        let what = self.sign(steps, values);
        self.does(person, &what)
    }

    pub fn signs_line(
        &mut self,
        person: PersonNo,
        step: &str,
        line: u16,
        outcome: &str,
        values: Values,
    ) -> Played {
        let lines = BTreeMap::from([(line, Some(outcome.into()))]);
        let what = self.sign_lines(&[step], values, lines);
        self.does(person, &what)
    }
}

pub fn values_of<const N: usize>(pairs: [(&str, Value); N]) -> Values {
    pairs
        .into_iter()
        .map(|(id, value)| (id.into(), value))
        .collect()
}

pub fn choice(id: &str) -> Value {
    Value::Choice(id.into())
}

pub fn line(title: &str, count: u32) -> HoldingLine {
    HoldingLine {
        holding: None,
        title: text(title),
        count,
        media: Media::Paper,
        special: Vec::new(),
    }
}

pub fn fax() -> Values {
    values_of([
        (
            "documents",
            Value::HoldingLines(vec![line("交付決定通知", 1)]),
        ),
        ("means", choice("fax")),
        ("recipient_kind", choice("agency")),
        ("recipient", Value::Text(text("港区 産業振興課"))),
        ("purpose", Value::Text(text("照会への回答"))),
        ("fax_number", Value::Digits("0335781234".to_owned())),
        ("fax_source", choice("document")),
        ("fax_dial", choice("typed")),
        ("fax_sheets", Value::Count(3)),
        ("fax_top", choice("cover")),
        ("fax_called", Value::Text(text("産業振興課 庶務"))),
    ])
}

pub fn fax_sent() -> Values {
    values_of([
        ("report_last4", Value::Digits("1234".to_owned())),
        ("report_sheets", Value::Count(3)),
        ("original", choice("taken")),
    ])
}

pub fn take_out() -> Values {
    values_of([
        (
            "documents",
            Value::HoldingLines(vec![line("現地調査票", 12), line("面談記録", 1)]),
        ),
        ("destination", Value::Text(text("港区立会館"))),
        ("purpose", Value::Text(text("現地調査"))),
        ("due_back", Value::Date(day("2026-11-18"))),
        ("bag", choice("locked")),
        ("route", choice("direct")),
        ("storage", choice("no")),
    ])
}

pub fn sheets(count: u32) -> Values {
    values_of([("sheets", Value::Count(count))])
}
