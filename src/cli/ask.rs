//! A number, a PIN, yes or no, asked on the terminal: the PIN is not shown and is taken from nowhere else.

use crate::journal::{PersonNo, Pin};
use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, IsTerminal as _, Write as _};
use zeroize::Zeroizing;

/// The longest answer, in characters.
const MOST: usize = 64;

/// Whether somebody is there to be asked.
pub(super) fn somebody() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a person's number; none where they gave up.
pub(super) fn number(prompt: &str) -> io::Result<Option<PersonNo>> {
    let typed = line(prompt, true)?;
    Ok(typed.and_then(|typed| {
        crate::text::digits(&typed)
            .trim()
            .parse()
            .map(PersonNo)
            .ok()
    }))
}

/// Asks a question that only `y` answers with yes.
pub(super) fn yes(prompt: &str) -> io::Result<bool> {
    let typed = line(prompt, true)?;
    Ok(typed.is_some_and(|typed| crate::text::narrow(&typed).trim().eq_ignore_ascii_case("y")))
}

/// Asks for a PIN; none where they gave up.
pub(super) fn pin(prompt: &str) -> io::Result<Option<Pin>> {
    Ok(line(prompt, false)?.map(|typed| Pin::typed(&typed)))
}

fn line(prompt: &str, shown: bool) -> io::Result<Option<Zeroizing<String>>> {
    let mut out = io::stderr();
    // Before the question stands there: what is typed at once is not shown by the terminal.
    enable_raw_mode()?;
    let asked = write!(out, "{prompt}").and_then(|()| out.flush());
    let typed = asked.and_then(|()| typed(shown, &mut out));
    disable_raw_mode()?;
    writeln!(out)?;
    typed
}

fn typed(shown: bool, out: &mut impl io::Write) -> io::Result<Option<Zeroizing<String>>> {
    let mut typed = Zeroizing::new(String::with_capacity(MOST * 4));
    loop {
        let Event::Key(key) = read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => return Ok(Some(typed)),
            // An Enter that came before this terminal was asked to hand keys over as they are.
            KeyCode::Char('j') if control => return Ok(Some(typed)),
            KeyCode::Esc => return Ok(None),
            KeyCode::Char('c' | 'd') if control => return Ok(None),
            KeyCode::Backspace => {
                let taken = typed.pop();
                write!(
                    out,
                    "{}",
                    if shown && taken.is_some() {
                        "\x08 \x08"
                    } else {
                        ""
                    }
                )?;
            }
            KeyCode::Char(c) if !control && typed.chars().count() < MOST => {
                typed.push(c);
                if shown && c.is_ascii_graphic() {
                    write!(out, "{c}")?;
                }
            }
            _ => {}
        }
        out.flush()?;
    }
}
