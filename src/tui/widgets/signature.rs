//! The signature line, the same everywhere: `だれ [07] 鈴木 花子   PIN [******]`.

use super::field::{Field, Typed};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::t;
use crate::tui::action::Action;
use crate::tui::ink::Ink;
use crate::tui::input::Key;
use crate::tui::paint::Canvas;
use crate::tui::screen::View;
use crate::tui::theme::Tone;
use crossterm::event::KeyCode;
use zeroize::Zeroizing;

/// The longest passphrase.
const PIN_MAX: usize = 64;
/// Columns for the PIN.
const PIN_COLUMNS: u16 = 6;
/// The column at which the PIN begins, as in the drawings of the screens.
const PIN_AT: u16 = 30;

/// A PIN as it was typed. Wiped when dropped; never printed.
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// For opening the key, and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<Zeroizing<String>> for Pin {
    fn from(typed: Zeroizing<String>) -> Self {
        Self(typed)
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(..)")
    }
}

/// Who signs, with their PIN.
#[derive(Debug)]
pub struct Submit {
    /// The person.
    pub person: PersonNo,
    /// What they typed.
    pub pin: Pin,
}

/// What the screen knows about a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Echo {
    /// Nobody has this number.
    Nobody,
    /// This person, who may sign here as far as can be said now.
    Person(String),
    /// This person, who may not; the reason stands in place of the key.
    MayNot(String, String),
}

/// What a signature line did with a key.
#[derive(Debug)]
pub enum Signed {
    /// Not for it.
    Pass,
    /// Taken.
    Taken,
    /// It was left: the focus goes back to what stands above it.
    Left,
    /// Nothing came of the key, and this is why: say it in row 23.
    Missing(String),
    /// Somebody signs. The line waits until [`Signature::clear`] or [`Signature::again`].
    Submit(Submit),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Away,
    Who,
    Pin,
}

/// Who, and their PIN.
#[derive(Debug)]
pub struct Signature {
    digits: usize,
    owner: Option<PersonNo>,
    who: Field,
    pin: Field,
    focus: Focus,
    waiting: bool,
}

impl Signature {
    /// `digits` is 2, or 3 in an office with numbers above 99. An own terminal has an `owner`,
    /// who is preset; on a shared one nobody ever is.
    #[must_use]
    pub fn new(digits: usize, owner: Option<PersonNo>) -> Self {
        let mut line = Self {
            digits,
            owner,
            who: Field::digits(digits),
            pin: Field::secret(PIN_MAX),
            focus: Focus::Away,
            waiting: false,
        };
        line.clear();
        line
    }

    /// Empties it, and gives the focus back.
    pub fn clear(&mut self) {
        self.who.clear();
        if let Some(owner) = self.owner {
            self.who.set(&self.number(owner));
        }
        self.pin.clear();
        self.focus = Focus::Away;
        self.waiting = false;
    }

    /// Another try with the PIN of the same person, after a wrong one.
    pub fn again(&mut self) {
        self.pin.clear();
        self.focus = Focus::Pin;
        self.waiting = false;
    }

    /// Drops a half-typed PIN, when the screen is hidden.
    pub fn hide(&mut self) {
        if !self.waiting {
            self.clear();
        }
    }

    /// Another person for one act, on an own terminal (F2).
    pub fn change_person(&mut self) {
        self.who.clear();
        self.pin.clear();
        self.focus = Focus::Who;
    }

    /// Puts the focus on it: on the PIN when it is known who signs.
    pub fn focus(&mut self) {
        self.focus = if self.who.is_full() {
            Focus::Pin
        } else {
            Focus::Who
        };
    }

    /// Whether it has the focus; the screen then is [typing](crate::tui::Screen::typing).
    #[must_use]
    pub fn has_focus(&self) -> bool {
        self.focus != Focus::Away
    }

    /// Whether nothing was typed into it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pin.is_empty() && (self.who.is_empty() || self.person() == self.owner)
    }

    /// Whether somebody is signing just now.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.waiting
    }

    /// The number typed, when it is complete.
    #[must_use]
    pub fn person(&self) -> Option<PersonNo> {
        if !self.who.is_full() {
            return None;
        }
        self.who
            .value()
            .parse()
            .ok()
            .filter(|no| *no > 0)
            .map(PersonNo)
    }

    fn number(&self, person: PersonNo) -> String {
        format!("{:0width$}", person.0, width = self.digits)
    }

    /// A key; `armed` as [`Cx::armed`](crate::tui::Cx::armed) says of it. Without the focus, the
    /// first digit brings it here; give it only digits that belong to no field then.
    pub fn key(
        &mut self,
        key: &Key,
        armed: bool,
        words: Locale,
        echo: impl Fn(PersonNo) -> Echo,
    ) -> Signed {
        if self.waiting {
            return if key.action == Some(Action::Back) {
                Signed::Pass
            } else {
                Signed::Taken
            };
        }
        match self.focus {
            Focus::Away => {
                if key.digit().is_none() {
                    return Signed::Pass;
                }
                self.focus();
                self.key(key, armed, words, echo)
            }
            _ if key.action == Some(Action::Back) => {
                self.clear();
                Signed::Left
            }
            _ if key.code == KeyCode::Enter => self.enter(armed, words, echo),
            Focus::Who => self.who_key(key, words),
            Focus::Pin => self.pin_key(key, words),
        }
    }

    fn who_key(&mut self, key: &Key, words: Locale) -> Signed {
        match self.who.key(key) {
            Typed::Pass => Signed::Pass,
            Typed::Refused(why) => Signed::Missing(why.words(words)),
            Typed::Changed if self.who.is_full() => {
                self.focus = Focus::Pin;
                Signed::Taken
            }
            _ => Signed::Taken,
        }
    }

    fn pin_key(&mut self, key: &Key, words: Locale) -> Signed {
        if key.code == KeyCode::Backspace && self.pin.is_empty() {
            self.focus = Focus::Who;
            return self.who_key(key, words);
        }
        match self.pin.key(key) {
            Typed::Pass => Signed::Pass,
            Typed::Refused(why) => Signed::Missing(why.words(words)),
            _ => Signed::Taken,
        }
    }

    fn enter(&mut self, armed: bool, words: Locale, echo: impl Fn(PersonNo) -> Echo) -> Signed {
        let Some(person) = self.person() else {
            self.focus = Focus::Who;
            return Signed::Missing(t!(words, signature_who, digits = self.digits));
        };
        match echo(person) {
            Echo::Nobody => {
                self.focus = Focus::Who;
                let number = self.number(person);
                Signed::Missing(t!(words, signature_nobody, number = number))
            }
            Echo::MayNot(_, why) => {
                // Who may sign types their own number over this one; it must not run into its PIN.
                self.pin.clear();
                self.who.come_back();
                self.focus = Focus::Who;
                Signed::Missing(why)
            }
            Echo::Person(_) if self.pin.is_empty() => {
                self.focus = Focus::Pin;
                Signed::Missing(t!(words, signature_pin))
            }
            Echo::Person(_) if !armed => Signed::Taken,
            Echo::Person(_) => {
                self.waiting = true;
                let pin = Pin(self.pin.take());
                Signed::Submit(Submit { person, pin })
            }
        }
    }

    /// Paints the line. `enter` is what Enter does here, 「Enter で署名して終わり」, shown only when it
    /// would: when the number and a PIN are there and the view says it is armed. `note` stands in its place
    /// before, such as whose number will be refused.
    pub fn draw<D>(
        &self,
        canvas: &mut Canvas<'_>,
        y: u16,
        view: &View<'_, D>,
        enter: &str,
        note: &str,
        echo: impl Fn(PersonNo) -> Echo,
    ) {
        let words = view.words;
        let end = canvas.text(2, y, Tone::Plain, t!(words, signature_label_who));
        let columns = u16::try_from(self.digits).unwrap_or(2);
        let who = self.focus == Focus::Who;
        let mut end = self.who.draw(canvas, end + 1, y, columns, who);
        let known = self.person().map(&echo);
        let (name, tail) = match &known {
            None => (String::new(), note.to_owned()),
            Some(Echo::Nobody) => (t!(words, signature_unknown), note.to_owned()),
            Some(Echo::Person(name)) => (name.clone(), note.to_owned()),
            Some(Echo::MayNot(name, why)) => (name.clone(), why.clone()),
        };
        let room = PIN_AT.saturating_sub(end + 3);
        let cut = canvas.ink().cut(&name, room).into_owned();
        end = canvas.text(end + 1, y, Tone::Plain, cut);
        let label = canvas.text(
            PIN_AT.max(end + 2),
            y,
            Tone::Plain,
            t!(words, signature_label_pin),
        );
        let pin = self.focus == Focus::Pin;
        let end = self.pin.draw(canvas, label + 1, y, PIN_COLUMNS, pin);
        let ready = matches!(known, Some(Echo::Person(_))) && !self.pin.is_empty();
        let tail = if self.waiting {
            t!(words, signature_waiting)
        } else if ready && view.armed {
            enter.to_owned()
        } else if ready {
            String::new()
        } else {
            tail
        };
        let room = canvas.width().saturating_sub(end + 4);
        let tail = canvas.ink().cut(first(&tail, canvas.ink(), room), room);
        let tail = tail.into_owned();
        canvas.text(end + 3, y, Tone::Plain, tail);
    }
}

/// All of it, or its first sentence where there is no room: Enter says the whole.
fn first(tail: &str, ink: Ink, room: u16) -> &str {
    if ink.width(tail) <= room {
        return tail;
    }
    let end = tail.find('。').or_else(|| tail.find(". "));
    end.and_then(|end| tail.get(..end)).unwrap_or(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use std::time::Instant;

    fn echo(person: PersonNo) -> Echo {
        match person.0 {
            7 => Echo::Person("鈴木 花子".to_owned()),
            5 => Echo::MayNot(
                "佐藤 健".to_owned(),
                "佐藤 健(05) は署名できません".to_owned(),
            ),
            _ => Echo::Nobody,
        }
    }

    fn type_in(line: &mut Signature, keys: &str, armed: bool) -> Signed {
        let mut last = Signed::Pass;
        for c in keys.chars() {
            let code = match c {
                '\n' => KeyCode::Enter,
                '\u{8}' => KeyCode::Backspace,
                c => KeyCode::Char(c),
            };
            let key = Key::pressed(code, Instant::now());
            last = line.key(&key, armed, Locale::new(Lang::Ja), echo);
        }
        last
    }

    #[test]
    fn two_digits_six_digits_and_enter_sign() {
        let mut line = Signature::new(2, None);
        let Signed::Submit(submit) = type_in(&mut line, "07123456\n", true) else {
            panic!("not signed");
        };
        assert_eq!(submit.person, PersonNo(7));
        assert_eq!(submit.pin.expose(), "123456");
        assert!(line.waits());
    }

    #[test]
    fn an_own_terminal_needs_only_the_pin() {
        let mut line = Signature::new(2, Some(PersonNo(7)));
        assert!(matches!(
            type_in(&mut line, "123456\n", true),
            Signed::Submit(_)
        ));
    }

    #[test]
    fn enter_signs_nothing_before_it_is_armed() {
        let mut line = Signature::new(2, None);
        assert!(matches!(
            type_in(&mut line, "07123456\n", false),
            Signed::Taken
        ));
        assert!(!line.waits());
        assert!(matches!(type_in(&mut line, "\n", true), Signed::Submit(_)));
    }

    #[test]
    fn who_may_not_sign_is_told_so_and_their_pin_is_not_taken() {
        let mut line = Signature::new(2, None);
        let Signed::Missing(why) = type_in(&mut line, "05123456\n", true) else {
            panic!("signed");
        };
        assert_eq!(why, "佐藤 健(05) は署名できません");
        // The next one types over it.
        assert_eq!(line.person(), Some(PersonNo(5)));
        assert!(matches!(
            type_in(&mut line, "07123456\n", true),
            Signed::Submit(_)
        ));
    }

    #[test]
    fn backspace_in_an_empty_pin_goes_back_to_who() {
        let mut line = Signature::new(2, None);
        type_in(&mut line, "05\u{8}7", true);
        assert_eq!(line.person(), Some(PersonNo(7)));
    }

    #[test]
    fn a_pin_in_kana_is_refused_with_words_and_not_silently() {
        let mut line = Signature::new(2, None);
        assert!(matches!(
            type_in(&mut line, "07か", true),
            Signed::Missing(_)
        ));
        assert!(line.pin.is_empty());
    }

    #[test]
    fn hiding_drops_a_half_typed_pin() {
        let mut line = Signature::new(2, None);
        type_in(&mut line, "07123", true);
        line.hide();
        assert_eq!(line.person(), None);
        assert!(line.pin.is_empty());
    }
}
