//! 7 ほか: what is done now and then, in a menu of menus.
//!
//! A digit leads to each item. A further area of the program is one more line of `MORE`, which is
//! full, or of `OFFICE`; a procedure that is begun by hand needs none, [`Begin`] finds it.

use super::begin::Begin;
use super::duties::Duties;
use super::enrol::Enrol;
use super::paper::Papers;
use super::people::office::Register;
use super::procedures::Procedures;
use super::register::Items;
use super::verify::Verify;
use crate::desk::Desk;
use crate::locale::Locale;
use crate::t;
use crate::tui::say;
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};

/// One line of a menu.
struct Item {
    name: fn(Locale) -> String,
    what: fn(Locale) -> String,
    open: fn() -> Next<Desk>,
}

/// 7 ほか. The last is `0`, so that 終了 stays where it is.
const MORE: [Item; 10] = [
    Item {
        name: |words| t!(words, more_enrol),
        what: |words| t!(words, more_enrol_what),
        open: || Next::push(Enrol::with_slip()),
    },
    Item {
        name: |words| t!(words, more_change),
        what: |words| t!(words, more_change_what),
        open: || Next::push(Enrol::change()),
    },
    Item {
        name: |words| t!(words, more_renew),
        what: |words| t!(words, more_renew_what),
        open: || Next::push(Enrol::renew()),
    },
    Item {
        name: |words| t!(words, more_people),
        what: |words| t!(words, more_people_what),
        open: || Next::push(Register::people()),
    },
    Item {
        name: |words| t!(words, more_office),
        what: |words| t!(words, more_office_what),
        open: || Next::push(More::office()),
    },
    Item {
        name: |words| t!(words, duty_menu),
        what: |words| t!(words, duty_menu_what),
        open: || Next::push(Duties::default()),
    },
    Item {
        name: |words| t!(words, more_begin),
        what: |words| t!(words, more_begin_what),
        open: || Next::push(Begin::default()),
    },
    Item {
        name: |words| t!(words, more_verify),
        what: |words| t!(words, more_verify_what),
        open: || Next::push(Verify::default()),
    },
    Item {
        name: |words| t!(words, more_paper),
        what: |words| t!(words, more_paper_what),
        open: || Next::push(Papers::all(None)),
    },
    Item {
        name: |words| t!(words, more_quit),
        what: |words| t!(words, more_quit_what),
        open: || Next::Quit,
    },
];

/// 7 ほか > 事務所.
const OFFICE: [Item; 7] = [
    Item {
        name: |words| t!(words, more_places),
        what: |words| t!(words, more_places_what),
        open: || Next::push(Register::places()),
    },
    Item {
        name: |words| t!(words, more_days),
        what: |words| t!(words, more_days_what),
        open: || Next::push(Register::days()),
    },
    Item {
        name: |words| t!(words, more_contacts),
        what: |words| t!(words, more_contacts_what),
        open: || Next::push(Register::contacts()),
    },
    Item {
        name: |words| t!(words, register_more),
        what: |words| t!(words, register_more_what),
        open: || Next::push(Items::default()),
    },
    Item {
        name: |words| t!(words, hours_title),
        what: |words| t!(words, hours_what),
        open: || Next::push(Register::hours()),
    },
    Item {
        name: |words| t!(words, more_means),
        what: |words| t!(words, more_means_what),
        open: || Next::push(Register::means()),
    },
    Item {
        name: |words| t!(words, more_adopt),
        what: |words| t!(words, more_adopt_what),
        open: || Next::push(Procedures::default()),
    },
];

/// A menu.
pub struct More {
    title: fn(Locale) -> String,
    help: fn(Locale) -> String,
    items: &'static [Item],
    /// The last item has the digit 0.
    ends: bool,
    list: List,
}

impl std::fmt::Debug for More {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("More").finish_non_exhaustive()
    }
}

impl Default for More {
    fn default() -> Self {
        Self {
            title: |words| t!(words, more_title),
            help: |words| t!(words, more_help),
            items: &MORE,
            ends: true,
            list: List::new(MORE.len()),
        }
    }
}

impl More {
    /// What the office consists of and how it works.
    #[must_use]
    pub fn office() -> Self {
        Self {
            title: |words| t!(words, more_office),
            help: |words| t!(words, more_office_help),
            items: &OFFICE,
            ends: false,
            list: List::new(OFFICE.len()),
        }
    }

    /// The digit of an item, where it has one.
    fn digit(&self, nth: usize) -> Option<usize> {
        if self.ends && nth + 1 == self.items.len() {
            Some(0)
        } else {
            (nth < 9).then_some(nth + 1)
        }
    }
}

impl Screen<Desk> for More {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new((self.title)(view.words)).right(say::when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let rows = canvas.height().saturating_sub(1);
        let digits: Vec<String> = (0..self.items.len())
            .map(|nth| {
                self.digit(nth)
                    .map_or_else(|| " ".to_owned(), |d| d.to_string())
            })
            .collect();
        let items = self.items;
        self.list.draw(canvas, (1, 1), rows, true, |nth| {
            let (Some(item), Some(digit)) = (items.get(nth), digits.get(nth)) else {
                return Row::new();
            };
            Row::new()
                .gap(3)
                .toned(Tone::Key, digit.as_str())
                .gap(2)
                .cell(26, (item.name)(view.words))
                .toned(Tone::Faint, (item.what)(view.words))
        });
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        t!(view.words, more_hint)
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Offer::Digits(t!(view.words, setup_key_choose)),
            Action::Up.into(),
            Action::Down.into(),
            Action::Open.into(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn key(&mut self, key: &Key, _: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let chosen = match (key.action, key.digit()) {
            (Some(Action::Open), _) => self.list.selected(),
            (_, Some(digit)) => {
                (0..self.items.len()).find(|nth| self.digit(*nth) == Some(usize::from(digit)))
            }
            _ => None,
        };
        match chosen.and_then(|nth| self.items.get(nth)) {
            Some(item) => (item.open)(),
            None if self.list.key(key) => Next::Stay,
            None => Next::Pass,
        }
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: (self.help)(view.words),
            clauses: Vec::new(),
        }
    }
}
