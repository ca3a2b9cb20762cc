//! A paste with line breaks into every field and page: nothing is confirmed or signed, no page is
//! left, and nothing that stood there is lost. Twice: as terminals send it in one piece, and as the
//! keys into which a console without bracketed pastes takes it apart.

use super::begin::Begin;
use super::board::Board;
use super::case::CaseScreen;
use super::cases::Cases;
use super::enrol::Enrol;
use super::evening::Evening;
use super::explain::Explain;
use super::fixture::{Fixture, pins, sign};
use super::inbox::Inbox;
use super::month::Sheets;
use super::more::More;
use super::people::office::Register;
use super::returning::Returning;
use super::start::{Incident, Known, Sending, TakeOut};
use super::verify::Verify;
use super::wizard::Wizard;
use crate::desk::Desk;
use crate::procedure::Values;
use crate::tui::Screen;
use crate::tui::testing::Harness;

/// What is pasted, and the same as keys.
const PASTED: [(&str, &str); 4] = [
    ("a\nb\n", "a<enter>b<enter>"),
    ("a\r\nb\r\n", "a<enter><enter>b<enter><enter>"),
    ("1\n2\n", ""),
    ("\n", ""),
];

struct Paste {
    office: Fixture,
    screen: Harness<Desk>,
}

impl Paste {
    fn at(screen: impl Screen<Desk>) -> Self {
        let office = Fixture::new();
        let screen = office.harness(screen);
        Self { office, screen }
    }

    fn keys(mut self, keys: &str) -> Self {
        self.screen.keys(keys);
        self
    }

    fn size(&self) -> u64 {
        self.office.desk.checkpoint().unwrap().size
    }

    /// What stands in the fields of the row with the cursor.
    fn fields(&self) -> Vec<String> {
        let text = self.screen.row(usize::from(self.screen.cursor().1) + 1);
        let parts = text
            .split('[')
            .skip(1)
            .filter_map(|part| part.split_once(']').map(|(inside, _)| inside));
        let full = parts.map(|part| part.trim().to_owned());
        full.filter(|part| !part.is_empty()).collect()
    }

    /// Into the field with the cursor, or the page without one.
    fn here(&mut self) {
        for (text, keys) in PASTED {
            self.check(text, |screen| {
                screen.paste(text);
            });
            if !keys.is_empty() {
                self.check(keys, |screen| {
                    screen.burst(keys);
                });
            }
        }
    }

    fn check(&mut self, what: &str, paste: impl FnOnce(&mut Harness<Desk>)) {
        let (title, size, fields) = (self.screen.row(1), self.size(), self.fields());
        paste(&mut self.screen);
        let shown = self.screen.screen();
        assert_eq!(self.screen.row(1), title, "{what:?} left the page\n{shown}");
        assert_eq!(self.size(), size, "{what:?} recorded something\n{shown}");
        assert!(self.screen.left().is_none(), "{what:?} ended it");
        for field in fields {
            // What is longer than its field shows its end.
            let start = field.len().saturating_sub(4);
            let end = field.get(start..).unwrap_or(&field);
            assert!(shown.contains(end), "{what:?} took {field} away\n{shown}");
        }
    }

    /// Into this field and each that follows.
    fn sweep(mut self, fields: usize) {
        for _ in 0..fields {
            self.here();
            self.screen.keys("<down>");
        }
        self.here();
    }
}

#[test]
fn into_every_question_of_a_sending_and_a_take_out() {
    Paste::at(Sending::list()).keys("<enter>").sweep(8);
    Paste::at(TakeOut::open()).sweep(9);
    // By means: counts, digits of rows, postcode, FAX number, addresses, codes.
    for means in ["11", "21", "3", "4", "5", "6"] {
        let draft = format!("<enter>121<enter>{means}2見本<enter>照会<enter>");
        let mut page = Paste::at(Sending::list()).keys(&draft);
        if means == "11" {
            page = page.keys("5<enter>5<enter>");
        }
        page.sweep(9);
    }
}

#[test]
fn into_every_question_of_the_other_procedures() {
    Paste::at(Incident::open(Known::default())).sweep(8);
    let catalogue = Fixture::new().desk.view().unwrap().catalogue();
    let ids: Vec<String> = catalogue.all().iter().map(|def| def.id.0.clone()).collect();
    for id in ids {
        if !["locking", "sending", "take_out", "incident"].contains(&id.as_str()) {
            Paste::at(Wizard::begin(&id, Values::new())).sweep(10);
        }
    }
}

#[test]
fn into_what_is_signed_and_the_pin() {
    let fax = "<enter>121<enter>32見本<enter>照会<enter>0353880000<enter>123<enter>1係長<enter>";
    let pages = [
        Paste::at(Sending::list()).keys(fax),
        Paste::at(Sending::list()).keys(fax).keys("0727071"),
        Paste::at(Evening::open(None)).keys("<space>"),
        Paste::at(Evening::open(None)).keys("<space>0727071"),
        Paste::at(Inbox::new(None)).keys("1<space>"),
        Paste::at(Inbox::new(None)).keys("1<space>013141592"),
        Paste::at(Explain::open(None)).keys("13停電<enter>072707"),
    ];
    for mut page in pages {
        page.here();
    }
    // Blind answers and their line.
    let mut screen = Paste::at(Sending::list()).keys(fax);
    screen.screen.keys(&sign(7)).keys("3");
    screen.sweep(3);
}

#[test]
fn into_the_evidence_of_a_dispatch() {
    let letter = "<enter>121<enter>221本人あて<enter>通知<enter>1638001<enter>04182<enter>121";
    let mut page = Paste::at(Sending::list()).keys(letter);
    let screen = &mut page.screen;
    screen.keys(&sign(7)).keys("31638001<enter>04182<enter>23");
    screen.keys(&sign(5)).keys("3");
    let manager = format!("01{}<enter>", pins().1);
    screen.keys(&manager).keys("3").sees("追跡番号");
    page.sweep(2);
}

#[test]
fn into_every_screen_without_a_field() {
    let pages = [
        Paste::at(Board::new(None)),
        Paste::at(Evening::open(None)),
        Paste::at(Evening::open(None)).keys("<space><f4>"),
        Paste::at(Explain::open(None)),
        Paste::at(Explain::open(None)).keys("1"),
        Paste::at(Returning::open()),
        Paste::at(Sending::list()),
        Paste::at(Inbox::new(None)),
        Paste::at(Cases::new(None)),
        Paste::at(Cases::new(None)).keys("3<enter>"),
        Paste::at(Sheets::open(None)),
        Paste::at(More::default()),
        Paste::at(Begin::default()),
        Paste::at(Verify::default()),
        Paste::at(Register::people()),
        Paste::at(Register::places()),
        Paste::at(Register::means()),
        Paste::at(Register::days()),
    ];
    for mut page in pages {
        page.here();
    }
}

#[test]
fn into_the_form_of_each_explanation() {
    for kind in ["1", "2", "3"] {
        Paste::at(Explain::open(None)).keys("1").keys(kind).sweep(7);
    }
}

#[test]
fn into_the_filter_a_reason_a_question_and_a_new_value() {
    let case = || {
        let office = Fixture::new();
        let rows = office.desk.view().unwrap().open_rows().unwrap();
        let fax = rows
            .iter()
            .find(|row| row.number == 2 && row.procedure.id.0 == "sending");
        let case = fax.unwrap().case;
        let screen = office.harness(CaseScreen::new(case, None));
        Paste { office, screen }
    };
    let pages = [
        Paste::at(Cases::new(None)).keys("<f3>現地"),
        Paste::at(Inbox::new(None)).keys("<down><f7>"),
        Paste::at(Inbox::new(None)).keys("<down><f8>"),
        case(),
        case().keys("<f3>やめる"),
        case().keys("<f4>"),
        case().keys("<f4><down><enter>2"),
        case().keys("<f4><down><down><enter>"),
        case().keys("<f7>"),
        case().keys("<f7>1だめ"),
        case().keys("<f8>何枚"),
        case().keys("<f8><esc>"),
        case().keys("<f8>何枚<enter>0131"),
    ];
    for mut page in pages {
        page.here();
    }
}

#[test]
fn into_the_forms_of_keys_and_of_the_office() {
    Paste::at(Enrol::with_slip()).sweep(4);
    Paste::at(Enrol::change()).sweep(4);
    Paste::at(Enrol::renew()).sweep(3);
    for form in [
        Register::people,
        Register::places,
        Register::means,
        Register::days,
    ] {
        for keys in ["<f2>", "<enter>"] {
            Paste::at(form()).keys(keys).sweep(5);
        }
    }
}
